"""The federal readers on the published files themselves, beside counts made another way: row by row, in plain Python."""

from __future__ import annotations

import csv
import gzip
import os
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from wellstaffed.sources.crdc import crdc_release
from wellstaffed.tables.federal_release import built_tables

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))
BOOKS = SHARED / "data" / "crdc" / "2020-21_state_workbooks"
SCHOOLS = {"AK": 499, "DC": 231, "DE": 232, "ME": 574, "NH": 499, "RI": 314, "VT": 301, "WY": 367}
HEADERS = {
    "SCH_FTECOUNSELORS": "counselor", "SCH_FTESECURITY_LEO": "officer", "SCH_FTESECURITY_GUA": "guard",
    "SCH_FTESERVICES_NUR": "nurse", "SCH_FTESERVICES_PSY": "psychologist", "SCH_FTESERVICES_SOC": "social_worker",
    "SCH_FTETEACH_TOT": "teacher",
}  # fmt: skip


@cache
def tables(state: str) -> dict[str, pl.DataFrame]:
    release = crdc_release(BOOKS / f"CRDC_2020-21_{state}.xlsx")
    assert release is not None
    return {name: frame for name, frame, _ in built_tables(release)}


@cache
def cells(state: str) -> list[dict[str, object]]:
    """Return the rows of a workbook as openpyxl reads them, another program than the reader's."""
    sheet = openpyxl.load_workbook(BOOKS / f"CRDC_2020-21_{state}.xlsx", read_only=True).worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    head = [str(cell) for cell in next(rows)]
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("state", SCHOOLS)
def test_a_state_workbook_equals_a_count_by_hand(state: str) -> None:
    rows, staff = cells(state), tables(state)["school_staff"]
    assert len(rows) == staff.height // len(HEADERS) == tables(state)["schools"].height
    for header, role in HEADERS.items():
        values = [Decimal(str(row[header])) for row in rows if row[header] not in (None, "")]
        mine = staff.filter(pl.col("role") == role)
        known = [value for value in values if value >= 0]
        assert round(sum(known), 2) == round(Decimal(str(round(mine["fte"].sum(), 4))), 2)
        assert len(known) == mine["fte"].is_not_null().sum()
        codes = Counter(int(value) for value in values if value < 0)
        assert codes == Counter(mine["fte_code"].drop_nulls().to_list())
        reasons = {-9: "not applicable", -11: "suppressed", -3: "not reported", -5: "not reported", -6: "not reported",
                   -8: "not reported", -4: "not reported", -13: "not reported"}  # fmt: skip
        by_hand = Counter(reasons[code] for code in codes.elements())
        by_hand["not reported"] += len(rows) - len(values)
        assert +by_hand == Counter(mine["fte_missing"].drop_nulls().to_list())


@pytest.mark.parametrize("state", SCHOOLS)
def test_students_referrals_and_arrests_equal_a_count_by_hand(state: str) -> None:
    rows, made = cells(state), tables(state)

    def by_hand(*starts: str) -> int:
        total = 0
        for row in rows:
            for header, value in row.items():
                if (
                    header.startswith(starts)
                    and header.count("_") == starts[0].count("_") + 1
                    and value not in (None, "")
                ):
                    total += max(0, int(float(value)))  # type: ignore[arg-type]
        return total

    races = [f"SCH_ENR_{race}" for race in ("HI", "AM", "AS", "HP", "BL", "WH", "TR")]
    enrolled = made["enrollment"].filter(pl.col("student_group") == "all", pl.col("race") != "published_total")
    assert by_hand(*races) == enrolled["students"].sum()
    for letters, outcome in (("REF", "referral"), ("ARR", "arrest")):
        starts = [f"SCH_DISCWODIS_{letters}_{race}" for race in ("HI", "AM", "AS", "HP", "BL", "WH", "TR")]
        mine = made["law_enforcement"].filter(
            pl.col("outcome") == outcome,
            pl.col("student_group") == "without_disability",
            pl.col("race") != "published_total",
        )
        assert by_hand(*starts) == mine["students"].sum()


def test_workbooks_and_the_national_files_of_high_schools_agree() -> None:
    columns = {"counselor": "fte_counselors", "officer": "fte_police", "guard": "fte_guards", "teacher": "fte_teachers"}
    with gzip.open(SHARED / "data/crdc/high_schools_us/staffing_high_schools_us_2020-21.csv.gz", "rt") as file:
        national = {row["combokey"]: row for row in csv.DictReader(file)}
    shared_schools, differing = set(), []
    for state in SCHOOLS:
        for row in tables(state)["school_staff"].iter_rows(named=True):
            other = national.get(row["school_id_crdc"])
            if other is None or row["role"] not in columns:
                continue
            shared_schools.add(row["school_id_crdc"])
            theirs = other[columns[row["role"]]]
            number = None if theirs == "" else round(float(theirs), 2)
            if number != row["fte"]:
                differing.append((row["school_id_crdc"], row["role"], row["fte"], number))
    assert len(shared_schools) == 850
    assert differing == []


def test_the_sample_of_2013_14_reads_whole() -> None:
    release = crdc_release(SHARED / "data/crdc/2013-14_sample/crdc201314csv.zip")
    assert release is not None
    made = {name: frame for name, frame, _ in built_tables(release)}
    assert made["schools"].height == 1000
    officers = made["school_staff"].filter(pl.col("role") == "officer")
    assert officers["fte_missing"].unique().to_list() == ["not asked"]
    assert made["school_staff"]["leaid"].str.contains("[A-Z]").sum() == 5 * 7


def leaids(path: Path, column: str) -> set[str]:
    """Return the districts of a published CSV, whose line ends may be broken by a blank one."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return {row[column].zfill(7) for row in csv.DictReader(raw.decode("latin-1").splitlines()) if row[column]}


def test_every_school_s_district_stands_in_the_file_of_districts() -> None:
    """What lets a file of districts that was cut short be told from a whole one: no real one lacks a district."""
    crdc = SHARED / "data" / "crdc"
    districts = leaids(crdc / "2020-21_lea" / "Distance Education.csv", "LEAID")
    assert len(districts) == 17_821
    assert leaids(crdc / "high_schools_us" / "staffing_high_schools_us_2020-21.csv.gz", "leaid") <= districts
    for state in SCHOOLS:
        assert {str(row["LEAID"]).zfill(7) for row in cells(state)} <= districts
    of_schools = leaids(crdc / "2021-22_school_list" / "school_list_2021-22.csv.gz", "LEAID")
    assert len(of_schools) == 17_704  # as many as the wave publishes districts
