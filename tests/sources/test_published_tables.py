"""The federal files beside the collection are read as published; a changed header, a torn or foreign file stops them."""

import gzip
import shutil
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from wellstaffed.apps.data_actions import data_add, data_list
from wellstaffed.core.errors import NotFoundError, ReleaseError
from wellstaffed.tables.releases import recognised_release

PUBLISHED = Path(__file__).parent / "published"
SAIPE, CWIFT = PUBLISHED / "saipe_school_districts.csv", PUBLISHED / "EDGE_ACS_CWIFT2021_LEA2122.txt"
CCD, OEWS = PUBLISHED / "school_directory_2019-20.csv", PUBLISHED / "oews_may2025_us_and_states_cross_industry.csv"


def tables(path, release=None):
    found = recognised_release(path, release)
    return found.facts, {name: frame for name, frame, *_ in found.tables()}


def test_child_poverty_is_read_with_its_years_and_rows():
    facts, found = tables(SAIPE)
    madison = found["poverty"].filter(pl.col("leaid") == "5508520", pl.col("year") == 2021)
    assert facts.name == "saipe_2021-2022"
    assert madison.select("children_5_17", "children_5_17_in_poverty").row(0) == (31270, 4609)
    lines = SAIPE.read_text().splitlines()
    assert lines[madison["source_row"][0] - 1].endswith("5508520")


def one_year_workbook(path, cell=4609.0):
    headers = ["State Postal Code", "State FIPS Code", "District ID", "Name", "Estimated Total Population",
               "Estimated Population 5-17", "Estimated number of relevant children 5 to 17 years old in poverty who "
               "are related to the householder"]  # fmt: skip
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("USSD21")
        sheet.write(0, 0, "Table with column headers in row 3")
        sheet.write(1, 0, "2021 Poverty Estimates for School districts")
        sheet.write_row(2, 0, headers)
        sheet.write_row(3, 0, ["WI", "55", "08520", "Madison Metropolitan School District", 255937.0, 31270.0, cell])
    return path


def test_the_one_year_workbook_says_what_the_long_file_says(tmp_path):
    facts, found = tables(one_year_workbook(tmp_path / "ussd21.xlsx"))
    assert facts.name == "saipe_2021"
    assert found["poverty"].select("leaid", "children_5_17", "source_row").row(0) == ("5508520", 31270, 4)


@pytest.mark.parametrize("name", ["ussd21.xlsx", "poverty.xlsx"])
def test_the_year_of_a_poverty_workbook_is_what_its_sheet_and_title_say(name, tmp_path):
    assert tables(one_year_workbook(tmp_path / name))[0].name == "saipe_2021"


@pytest.mark.parametrize(
    ("name", "release", "other"),
    [("ussd19.xlsx", None, "2019 by file name 'ussd19.xlsx'"), ("ussd21.xlsx", "2019", "2019 by --release"),
     ("poverty.xlsx", "2022", "2022 by --release")],
)  # fmt: skip
def test_a_poverty_workbook_of_another_year_than_it_is_called_is_refused_with_both(name, release, other, tmp_path):
    with pytest.raises(ReleaseError, match=rf"2021 by sheet 'USSD21' and row 2.*; {other}"):
        tables(one_year_workbook(tmp_path / name), release)


def test_a_formula_without_result_in_a_published_workbook_is_refused_by_its_row_and_header(tmp_path):
    path = one_year_workbook(tmp_path / "ussd21.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["G4"] = "=1+1"
    book.save(path)
    with pytest.raises(ReleaseError, match=r"row 4, Estimated number of .*: is a formula whose result is not stored"):
        tables(path)


@pytest.mark.parametrize(
    ("source", "name", "release", "said"),
    [
        (CCD, "school_directory_2019-20.csv", "2018-19", "2019-20 by file name .*; 2018-19 by --release"),
        (CCD, "schools.csv", "2098-99", "2098-99 has not begun"),
        (CWIFT, "EDGE_ACS_CWIFT2021_LEA2122.txt", "2022", "2021 by file name .*2022 by --release"),
        (CWIFT, "EDGE_ACS_CWIFT2022_LEA2122.txt", None, "2022 by file name .*2021 by 'LEA2122' in it"),
        (OEWS, OEWS.name, "may-2024", "2025 by file name .*2024 by --release"),
        (OEWS, OEWS.name, "spring", "tells no year"),
        (SAIPE, SAIPE.name, "2019", "2021-2022 by its rows; 2019 by --release"),
    ],
)
def test_a_name_and_a_release_that_contradict_each_other_are_refused(source, name, release, said, tmp_path):
    shutil.copy(source, tmp_path / name)
    with pytest.raises(ReleaseError, match=said):
        tables(tmp_path / name, release)


def test_the_folder_of_a_directory_tells_its_year_and_a_release_must_not_deny_it(tmp_path):
    (tmp_path / "ccd_2019-20").mkdir()
    path = tmp_path / "ccd_2019-20" / "schools.csv"
    shutil.copy(CCD, path)
    assert tables(path)[0].name == "ccd_directory_2019-20"
    with pytest.raises(ReleaseError, match="2019-20 by folder 'ccd_2019-20'; 2031-32 by --release"):
        tables(path, "2031-32")


def test_the_same_file_is_not_held_under_two_years(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    other = tmp_path / "EDGE_ACS_CWIFT2022_LEA2223.txt"
    shutil.copy(CWIFT, other)
    data_add(path=CWIFT)
    with pytest.raises(ReleaseError, match=r"byte for byte.*holds as cwift_2021; it cannot be cwift_2022 too"):
        data_add(path=other)
    assert [one.facts.name for one in data_list().releases] == ["cwift_2021"]
    data_add(path=CWIFT)


def test_a_name_outside_ascii_survives():
    _, found = tables(CWIFT)
    assert any("ñ" in name for name in found["wage_index"]["district"])


def test_an_index_file_without_its_year_in_the_name_asks_for_it(tmp_path):
    shutil.copy(CWIFT, tmp_path / "index.txt")
    with pytest.raises(ReleaseError, match=r"does not tell the year.*--release 2021"):
        tables(tmp_path / "index.txt")
    assert tables(tmp_path / "index.txt", "2021")[0].name == "cwift_2021"


def test_a_school_without_grades_keeps_the_reason():
    _, found = tables(CCD)
    without = found["directory"].filter(pl.col("lowest_grade").is_null())
    assert without.height == 2
    assert set(without["grades_missing"]) == {"not reported"}


def test_a_wage_not_released_is_no_zero_and_keeps_its_footnote():
    _, found = tables(OEWS)
    hidden = found["wages"].filter(pl.col("annual_mean").is_null())
    assert hidden.height > 0
    assert set(hidden["annual_mean_missing"]) == {"suppressed"}
    assert set(hidden["annual_mean_code"]) == {"8"}


def test_a_renamed_header_stops_the_read_and_both_names_are_told(tmp_path):
    damaged = tmp_path / OEWS.name
    damaged.write_text(OEWS.read_text().replace("annual_mean,", "mean_annual,", 1))
    with pytest.raises(ReleaseError, match=r"header 'mean_annual'[^\n]*\n[^\n]*header 'annual_mean'"):
        tables(damaged)


def test_every_wrong_cell_is_named_by_row_and_header(tmp_path):
    lines = SAIPE.read_text().splitlines()
    lines[1] = lines[1].replace(lines[1].split(",")[6], "many", 1)
    lines[3] = lines[3].replace(lines[3].split(",")[6], "", 1)
    damaged = tmp_path / SAIPE.name
    damaged.write_text("\n".join(lines))
    with pytest.raises(ReleaseError, match=r"2 faults(.|\n)*row 2, children_5_17(.|\n)*row 4, children_5_17: is empty"):
        tables(damaged)


def test_a_district_that_stands_twice_stops_the_read(tmp_path):
    damaged = tmp_path / SAIPE.name
    damaged.write_text(SAIPE.read_text() + SAIPE.read_text().splitlines()[1] + "\n")
    with pytest.raises(ReleaseError, match="stands more than once"):
        tables(damaged)


def test_a_file_cut_short_with_nul_bytes_or_of_no_known_kind_is_refused(tmp_path):
    packed = gzip.compress(SAIPE.read_bytes())
    (tmp_path / "cut.csv.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "nul.csv").write_bytes(SAIPE.read_bytes().replace(b"AL", b"A\0", 1))
    (tmp_path / "other.csv").write_text("a,b,c\n1,2,3\n")
    (tmp_path / "no.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    for name, said in [("cut.csv.gz", "cut short"), ("nul.csv", "NUL byte"), ("other.csv", "no release known"),
                       ("no.xlsx", "cannot be opened")]:  # fmt: skip
        with pytest.raises(ReleaseError, match=said):
            tables(tmp_path / name)
    with pytest.raises(NotFoundError, match="There is no file"):
        tables(tmp_path / "absent.csv")
