"""Builds ``school_staff.csv``: Madison's four high schools over four years, and every school of Portland with all its staff."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import polars as pl

from wellstaffed.core.missing import Missing
from wellstaffed.core.school_years import school_year
from wellstaffed.tables.grade_band import grade_band
from wellstaffed.tables.plausibility import flagged_staff
from wellstaffed.tables.shipped import PORTLAND_COLUMNS, ROLES

PORTLAND = "portland_2021-22/pps_crdc_2021_agg.json"
PORTLAND_DIRECTORY = "portland_2021-22/pps_ccd_directory_2022.json"
MADISON = "../reference/madison/enrollment.csv"
MADISON_SCHOOLS = {
    "550852000925": "East",
    "550852000941": "La Follette",
    "550852000937": "Memorial",
    "550852000967": "West",
}
STUDENTS_ONLY = {"2015-16": "crdc_2015_16_madison", "2018-19": "nces_2018_19_madison"}
_COLUMNS = ("row_order", "school_id", "school", "leaid", "district", "state", "school_year", "is_pool", "grade_band",
            "students", "students_missing", "students_kind", "poverty_group", "role", "fte", "fte_missing", "fte_code",
            "flags", "source")  # fmt: skip
Row = dict[str, Any]


def cities_csv(folder: Path, staff: pl.DataFrame) -> bytes:
    """
    Return ``school_staff.csv``, one row per school, year and role; what no file at hand has is "not at hand".

    Parameters
    ----------
    folder : Path
        With the published files under their names.
    staff : DataFrame
        The shipped staff of the nation's high schools, a row per school and year: Madison's of 2020-21 and 2021-22, and those
        among which Portland's school without an identifier is looked for.
    """
    rows = [*_madison_students(folder), *_madison_staff(staff), *_portland(folder, staff)]
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({name: _written(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue().encode()


def _written(cell: object) -> object:
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"{cell:g}" if isinstance(cell, float) else cell


def _madison_school(school: str, year: int, source: str) -> Row:
    return {
        "row_order": list(MADISON_SCHOOLS).index(school), "school_id": school, "school": f"{MADISON_SCHOOLS[school]} High",
        "leaid": "5508520", "district": "Madison Metropolitan School District", "state": "WI", "school_year": year,
        "is_pool": False, "grade_band": "high", "students_kind": "enrolled", "source": source,
    }  # fmt: skip


def _madison_students(folder: Path) -> list[Row]:
    """Years of which the number of students is at hand, and no staff."""
    with (folder / MADISON).open(encoding="utf-8", newline="") as file:
        students = {(row["school"], row["year"]): row["enrollment"] for row in csv.DictReader(file)}
    rows = []
    for year, source in STUDENTS_ONLY.items():
        for school, name in MADISON_SCHOOLS.items():
            known = students.get((name, year), "")
            there = {"students": known, "students_missing": "" if known else Missing.NOT_AT_HAND.value}
            about = _madison_school(school, school_year(year), source) | there
            absent = {"fte_missing": Missing.NOT_AT_HAND.value, "fte_code": Missing.NOT_AT_HAND.value}
            rows += [about | absent | {"role": role} for role in ROLES]
    return rows


def _madison_staff(staff: pl.DataFrame) -> list[Row]:
    found = staff.filter(pl.col("school_id").is_in(list(MADISON_SCHOOLS))).rows(named=True)
    by_school = {(row["school_year"], row["school_id"]): row for row in found}
    rows = []
    for year in sorted({year for year, _ in by_school}):
        for school in MADISON_SCHOOLS:
            row = by_school[year, school]
            flags = dict(one.split(":") for one in row["flags"].split(";") if one)
            about = _madison_school(school, year, row["source"])
            about |= {"students": row["students"], "students_missing": row["students_missing"]}
            for role in ROLES:
                ends = {f"fte{end}": row[f"fte_{role}{end}"] for end in ("", "_missing", "_code")}
                rows.append(about | ends | {"role": role, "flags": flags.get(role)})
    return rows


def _portland(folder: Path, staff: pl.DataFrame) -> list[Row]:
    """
    Every school of the district, by name.

    The source gives one of them without an identifier, which is said; it has that of the one school of the national file with
    equal figures that is not listed, and none if there are several.
    """
    counted = json.loads((folder / PORTLAND).read_text(encoding="utf-8"))
    listed = {row["ncessch"]: row for row in json.loads((folder / PORTLAND_DIRECTORY).read_text(encoding="utf-8"))}
    rows = []
    for key, reported in counted["teachers_staff"].items():
        about = listed.get(key, {})
        found = (
            None
            if about
            else _by_figures(staff, counted["enrollment"][key], reported, counted["year"] + 1, list(listed))
        )
        school = {
            "school_id": key or (found["school_id"] if found else "no-id-1"),
            "school": about.get("school_name") or (found["school"] if found else "School without identifier in the source"),
            "leaid": "4110040",
            "district": "Portland SD 1J", "state": "OR", "school_year": counted["year"] + 1, "is_pool": False,
            "grade_band": found["grade_band"] if found else _band(about), "students": counted["enrollment"][key], "students_kind": "enrolled",
            "source": "crdc_2021_22_portland",
        }  # fmt: skip
        rows += [school | {"role": role, "fte": reported[name]} for role, name in PORTLAND_COLUMNS.items()]
    rows = sorted(rows, key=lambda row: row["school"])  # the order of the roles stays
    order = {school: place for place, school in enumerate(dict.fromkeys(row["school_id"] for row in rows))}
    told = pl.DataFrame(rows).rename({"school_id": "school_id_crdc"})
    staff_told = told.select("school_id_crdc", "leaid", "school_year", "role", "fte")
    flags = flagged_staff(staff_told, told.select("school_id_crdc", "students").unique())["flags"]
    for row, broken in zip(rows, flags, strict=True):
        unnamed = [] if row["school_id"] in listed else ["no_identifier"]
        row |= {"row_order": order[row["school_id"]], "flags": " ".join([*unnamed, *broken.split()])}
    return rows


def _by_figures(staff: pl.DataFrame, students: float, reported: Row, year: int, listed: list[str]) -> Row | None:
    """Return the one school of Portland in the national file, among those not listed, with as many students and as much staff."""
    fits = [
        pl.col("leaid") == "4110040",
        pl.col("school_year") == year,
        ~pl.col("school_id").is_in(listed),
        pl.col("students") == students,
    ]
    for role, name in PORTLAND_COLUMNS.items():
        fits.append(
            pl.col(f"fte_{role}").eq(reported[name]) | (pl.col(f"fte_{role}_missing") == Missing.NOT_AT_HAND.value)
        )
    found = staff.filter(*fits).rows(named=True)
    return found[0] if len(found) == 1 else None


def _band(about: Row) -> str | None:
    """Return the grade band of a school of the directory, whose grades are numbers: -1 prekindergarten, 0 kindergarten."""
    if not about:
        return None
    lowest, highest = (
        {-1: "ps", 0: "kg"}.get(about[f"{end}_grade_offered"], f"g{about[f'{end}_grade_offered']:02d}")
        for end in ("lowest", "highest")
    )
    return grade_band(f"{lowest} {highest}")
