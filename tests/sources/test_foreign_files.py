"""What is no table known here is told by what it is; a fault names the file, the row, and in words what was expected."""

import gzip
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, made_release, made_workbook, members, zipped

from wellstaffed.core.errors import ReleaseError
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.sources.file_kind import real_kind
from wellstaffed.tables.federal_release import built_tables
from wellstaffed.tables.releases import recognised_release

PUBLISHED = Path(__file__).parent / "published"
SAIPE, CWIFT = PUBLISHED / "saipe_school_districts.csv", PUBLISHED / "EDGE_ACS_CWIFT2021_LEA2122.txt"


def refused(path, release=None):
    with pytest.raises(ReleaseError) as caught:
        list(recognised_release(path, release).tables())
    return str(caught.value)


@pytest.mark.parametrize("named", ["CRDC_2020-21_WI.xlsx", "my_wi.xlsx"])
def test_a_zip_of_state_workbooks_says_to_add_the_folder(named, tmp_path):
    made_workbook([EAST], tmp_path / named)
    packed = tmp_path / "books.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(tmp_path / named, f"inside/{named}")
    said = refused(packed)
    assert f"state workbooks of 2020-21, each a release of its own: inside/{named}." in said
    assert "Unpack it, and add the folder: wellstaffed data add FOLDER." in said


def test_spreadsheets_per_table_are_still_told_from_state_workbooks(tmp_path):
    files = {"05 - Overall Enrollment.xlsx": b"PK", "22 - Teachers.xlsx": b"PK"}
    assert "are spreadsheets per table" in refused(zipped(files, tmp_path / "2011-12-crdc-data.zip"))


@pytest.mark.parametrize("ending", [".csv", ".zip", ".txt", ".gz", ".xls", ""])
def test_a_workbook_under_another_ending_is_called_one(ending, tmp_path):
    path = made_workbook([EAST], tmp_path / "CRDC_2020-21_WI.xlsx").rename(tmp_path / f"mine{ending}")
    said = refused(path)
    assert "file: is an Excel workbook" in said
    assert "Name it mine.xlsx and add it again" in said


def test_a_zip_a_packed_file_and_text_under_another_ending_are_called_so(tmp_path):
    as_csv = made_release("2020-21", [EAST], tmp_path).rename(tmp_path / "mine.csv")
    assert "is a zip, though its name ends in '.csv'. Name it mine.zip" in refused(as_csv)
    (tmp_path / "packed.csv").write_bytes(gzip.compress(SAIPE.read_bytes()))
    assert "is a gzip file, though its name ends in '.csv'. Name it packed.gz" in refused(tmp_path / "packed.csv")
    (tmp_path / "plain.xlsx").write_bytes(SAIPE.read_bytes())
    assert "is text, though its name ends in '.xlsx'. If it is a table, name it plain.csv" in refused(
        tmp_path / "plain.xlsx"
    )
    (tmp_path / "packed.csv").rename(tmp_path / "packed.gz")
    assert recognised_release(tmp_path / "packed.gz").known.family == "saipe"


def test_json_a_web_page_and_a_file_of_no_table_are_called_what_they_are(tmp_path):
    (tmp_path / "rows.json").write_text(json.dumps([{"a": 1, "b": 2}, {"a": 3}], indent=1))
    assert "file: is JSON. It is no table known here" in refused(tmp_path / "rows.json")
    (tmp_path / "crdc-data.zip").write_text("<!DOCTYPE html><title>Not found</title>")
    assert "is a web page or XML, though its name ends in '.zip'" in refused(tmp_path / "crdc-data.zip")
    (tmp_path / "passwd").write_text("root:x:0:0:root:/root:/bin/sh\nman:x:6:12:man, pages:/var:/bin/no\n")
    said = refused(tmp_path / "passwd")
    assert "headers: are those of no release known here: root:x:0:0:root:/root:/bin/sh" in said
    assert "It is no table known here" in said
    assert "Schema" not in said


def test_an_empty_or_damaged_file_is_of_no_kind(tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "cut.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert real_kind(tmp_path / "empty.csv") is None
    assert real_kind(tmp_path / "cut.xlsx") is None
    assert "cannot be read as a table" in refused(tmp_path / "empty.csv") or "no release" in refused(
        tmp_path / "empty.csv"
    )


def test_a_row_with_more_cells_than_headers_is_named_in_words(tmp_path):
    lines = SAIPE.read_text().splitlines()
    width = len(lines[0].split(","))
    (tmp_path / SAIPE.name).write_text("\n".join([*lines[:2], lines[2] + ",7,8", *lines[3:]]))
    assert f"row 3: has {width + 2} cells; the header has {width}." in refused(tmp_path / SAIPE.name)


def test_a_year_that_is_none_is_refused_and_not_a_traceback(tmp_path):
    for release in ("1999-00", "2021-22", "soon"):
        assert f"release '{release}': is no year; one was expected" in refused(CWIFT, release)
    assert recognised_release(CWIFT, "2021").known.name == "cwift_2021"


def test_a_wrong_cell_is_told_in_words_without_a_pattern(tmp_path):
    text = SAIPE.read_text().splitlines()
    cells = text[1].split(",")
    place = text[0].split(",").index("leaid")
    cells[place] = "12"
    (tmp_path / SAIPE.name).write_text("\n".join([text[0], ",".join(cells), *text[2:]]))
    said = refused(tmp_path / SAIPE.name)
    assert "row 2, leaid: holds '12'; expected: seven digits" in said


@pytest.mark.parametrize("wave", ["2017-18", "2021-22"])
def test_a_school_that_stands_twice_is_told_with_the_file(wave, tmp_path):
    files = members(wave, [EAST, LAFAYETTE])
    name = next(one for one in files if one.endswith("Offenses.csv"))
    lines = files[name].split(b"\n")
    files[name] = b"\n".join([*lines[:2], lines[1], *lines[2:]])
    path = zipped(files, tmp_path / "mine.zip")
    said = rf"{name}, row 2: 550852000925, .*stands more than once in the file; one row was expected"
    with pytest.raises(ReleaseError, match=said):
        list(recognised_release(path).tables())
    with pytest.raises(ReleaseError, match=said):
        list(built_tables(crdc_release(path)))


def test_a_blank_identifier_is_told_with_the_file_and_in_words(tmp_path):
    files = members("2021-22", [EAST])
    files["SCH/School Support.csv"] += b'"WI"' + b"," * 13 + b"\r\n"
    path = zipped(files, tmp_path / "mine.zip")
    said = refused(path)
    assert "SCH/School Support.csv, row 3: LEAID is blank; seven digits" in said
    assert "SCH/School Support.csv, row 3: the school's identifier" in said
    assert "\\d" not in said
    with pytest.raises(ReleaseError, match="LEAID is blank"):
        list(built_tables(crdc_release(path)))


def test_what_is_known_is_still_read():
    found = recognised_release(SAIPE)
    assert isinstance(next(found.tables())[1], pl.DataFrame)
