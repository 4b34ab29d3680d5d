"""Every column of the official layouts is mapped by name, and no name is mapped that its layout does not have."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from wellstaffed.sources.crdc.layout import WORKBOOK, layouts, reserve_codes, unread_columns

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))
LAYOUTS = SHARED / "data" / "crdc" / "layouts"
FILES = ("School Support", "Enrollment", "Referrals and Arrests", "Offenses", "School Characteristics",
         "School Expenditures", "LEA Characteristics")  # fmt: skip
# Columns of each file as CRDC_FORMATS.md counts them; 2021-22 adds totals whose names no layout at hand gives.
COUNTS = {
    ("2017-18", "School Support"): 22, ("2017-18", "Enrollment"): 123, ("2017-18", "Referrals and Arrests"): 84,
    ("2017-18", "School Characteristics"): 32, ("2017-18", "School Expenditures"): 27,
    ("2017-18", "LEA Characteristics"): 53, ("2020-21", "School Support"): 17, ("2020-21", "Enrollment"): 118,
    ("2020-21", "Referrals and Arrests"): 84, ("2020-21", "School Characteristics"): 32,
    ("2021-22", "School Support"): 19, ("2021-22", "School Characteristics"): 34,
}  # fmt: skip


def named(wave: str, file: str) -> set[str]:
    """Return every header that a file's map names in full."""
    columns = {one.header for one in layouts()[wave, file].columns}
    return columns | {one for one in unread_columns(wave, file) if not one.endswith("*")}


def structure_2017_18(file: str) -> list[str]:
    book = CalamineWorkbook.from_path(LAYOUTS / "2017-18" / "2017-18 CRDC File Structure.xlsx")
    return [str(row[1]).strip() for row in book.get_sheet_by_name(file).to_python()[1:] if str(row[1]).strip()]


@pytest.mark.parametrize("file", FILES)
def test_2017_18_is_mapped_as_its_file_structure_says(file: str) -> None:
    assert named("2017-18", file) == set(structure_2017_18(file))
    assert layouts()["2017-18", file].faults(structure_2017_18(file), file) == []


def test_2015_16_is_mapped_as_its_record_layout_says() -> None:
    path = LAYOUTS / "2015-16" / "CRDC 2015-16 School Data Record Layout.csv"
    with path.open(encoding="cp1252", newline="") as file:
        headers = [row["Field_Name"].strip() for row in csv.DictReader(file) if row["Field_Name"].strip()]
    assert len(headers) == 1836
    assert named("2015-16", "CRDC 2015-16 School Data") == set(headers)


def test_2013_14_is_mapped_as_its_flat_file_is() -> None:
    with zipfile.ZipFile(SHARED / "data/crdc/2013-14_sample/crdc201314csv.zip") as archive:
        headers = next(csv.reader(io.TextIOWrapper(archive.open("CRDC2013_14.csv"), encoding="utf-8")))
    assert len(headers) == 1929
    assert named("2013-14", "CRDC2013_14") == set(headers)


@pytest.mark.parametrize("state", ["AK", "DC", "DE", "ME", "NH", "RI", "VT", "WY"])
def test_a_state_workbook_of_2020_21_has_the_columns_of_the_map_and_no_other(state: str) -> None:
    path = SHARED / "data/crdc/2020-21_state_workbooks" / f"CRDC_2020-21_{state}.xlsx"
    headers = [str(cell) for cell in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0]]
    assert len(headers) == 1733
    assert named(WORKBOOK, "*") == set(headers)


def appendix_2021_22() -> dict[str, str]:
    """Return the public columns of 2021-22 that the Appendix lists, and the module of each."""
    text = (LAYOUTS / "2021-22" / "2021-22 Appendix Workbook.csv").read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines(keepends=True)))[1:]
    return {row[4].strip(): row[1].replace("\n", " ") for row in rows if "public-use" in row[10]}


@pytest.mark.parametrize(
    ("file", "modules"),
    [
        ("Enrollment", ("ENRL", "PSCH: Preschool", "NBIN")),
        ("Referrals and Arrests", ("ARRS: (Referrals", "ARRS: (School Related Arrest)")),
        ("Offenses", ("OFFN",)),
        ("School Characteristics", ("SCHR",)),
        ("School Support", ("STAF", "SECR")),
    ],
)
def test_every_public_column_of_the_modules_of_2021_22_is_mapped(file: str, modules: tuple[str, ...]) -> None:
    listed = {
        one for one, module in appendix_2021_22().items() if one.startswith("SCH_") and module.startswith(modules)
    }
    assert listed
    assert listed <= named("2021-22", file)


@pytest.mark.parametrize(("wave", "file"), COUNTS)
def test_a_map_has_as_many_columns_as_the_published_file(wave: str, file: str) -> None:
    assert len(named(wave, file)) == COUNTS[wave, file]


def test_the_columns_that_are_read_of_2020_21_are_those_of_the_state_workbooks() -> None:
    whole = named(WORKBOOK, "*")
    for file in ("School Support", "Enrollment", "Referrals and Arrests", "Offenses", "School Characteristics"):
        assert named("2020-21", file) <= whole, file


def test_the_reserve_codes_of_2017_18_are_those_published() -> None:
    path = LAYOUTS / "2017-18" / "1718-crdc-reserve-codes.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        published = {int(cell) for row in csv.reader(file) for cell in row if cell.strip().lstrip("-").isdigit()}
    assert published <= set(reserve_codes("2017-18"))
