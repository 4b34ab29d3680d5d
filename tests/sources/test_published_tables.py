"""The federal files beside the collection are read as published; a changed header, a torn or foreign file stops them."""

import gzip
import shutil
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

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


def test_the_one_year_workbook_says_what_the_long_file_says(tmp_path):
    headers = ["State Postal Code", "State FIPS Code", "District ID", "Name", "Estimated Total Population",
               "Estimated Population 5-17", "Estimated number of relevant children 5 to 17 years old in poverty who "
               "are related to the householder"]  # fmt: skip
    with xlsxwriter.Workbook(tmp_path / "ussd21.xlsx") as book:
        sheet = book.add_worksheet("USSD21")
        sheet.write(0, 0, "Table with column headers in row 3")
        sheet.write(1, 0, "2021 Poverty Estimates for School districts")
        sheet.write_row(2, 0, headers)
        sheet.write_row(3, 0, ["WI", "55", "08520", "Madison Metropolitan School District", 255937.0, 31270.0, 4609.0])
    facts, found = tables(tmp_path / "ussd21.xlsx")
    assert facts.name == "saipe_2021"
    assert found["poverty"].select("leaid", "children_5_17", "source_row").row(0) == ("5508520", 31270, 4)


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
