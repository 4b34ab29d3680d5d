"""From a printed figure back to the cells it came from: file, checksum, member, row and column (rule V1)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.exact import exact, exact_sum
from wellstaffed.core.school_years import school_year, show_school_year
from wellstaffed.tables import shipped
from wellstaffed.tables.flag_meanings import FlagMeaning, flags_in_words
from wellstaffed.tables.store import Store

STUDENTS = "students"
_HEADERS = {
    "crdc_2020_21_high": {"counselor": "fte_counselors", "officer": "fte_police", "guard": "fte_guards",
                          STUDENTS: "enroll_total"},
    "crdc_2020_21_states": {"counselor": "SCH_FTECOUNSELORS", "psychologist": "SCH_FTESERVICES_PSY",
                            "social_worker": "SCH_FTESERVICES_SOC", "nurse": "SCH_FTESERVICES_NUR",
                            "officer": "SCH_FTESECURITY_LEO", "guard": "SCH_FTESECURITY_GUA",
                            STUDENTS: "SCH_ENR_*_M, SCH_ENR_*_F by race"},
}  # fmt: skip
_HEADERS["crdc_2021_22_high"] = _HEADERS["crdc_2020_21_high"]
_HEADERS["crdc_2021_22_portland"] = {
    role: f"teachers_staff, {name}" for role, name in shipped.PORTLAND_COLUMNS.items()
} | {STUDENTS: "enrollment"}


_STUDENTS_ONLY = ("crdc_2015_16_madison", "nces_2018_19_madison")


@dataclass(frozen=True)
class Cell:
    """One published cell; `row` None where the row was not kept, `column` empty where the wave had none."""

    school_id: str
    school: str
    value: float | int | None
    missing: str | None
    code: str | None
    flags: tuple[str, ...]
    release: str
    file: str
    sha256: str | None
    member: str
    row: int | None
    column: str

    def as_json(self) -> dict[str, Any]:
        """Return the cell as ``--json`` prints it."""
        return vars(self) | {
            "flags": list(self.flags), "flag_meanings": {one.id: one.meaning for one in self.flag_meanings}
        }  # fmt: skip

    @property
    def reason(self) -> str:
        """Why there is no value, with the source's own code where it has one."""
        has_code = self.code not in (None, self.missing)
        return f"{self.missing} (code {self.code})" if has_code else str(self.missing)

    @property
    def flag_meanings(self) -> tuple[FlagMeaning, ...]:
        """What each flag means."""
        return flags_in_words(" ".join(self.flags))


@dataclass(frozen=True)
class Trace:
    """A figure and the cells behind it."""

    figure: str
    cells: tuple[Cell, ...]

    @property
    def total(self) -> Fraction | None:
        """The sum of the cells that have a value; None if none has."""
        known = [exact(cell.value) for cell in self.cells if cell.value is not None]
        return exact_sum(known) if known else None

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed trace --json`` prints."""
        return {"figure": self.figure, "cells": [cell.as_json() for cell in self.cells]}


def traced_figure(figure: str) -> Trace:
    """
    Return the cells behind a figure.

    Parameters
    ----------
    figure : str
        ``SCHOOL/YEAR/ROLE``, ``SCHOOL/YEAR/students``, or the same of a district: ``5508520/2020-21/counselor``.

    Raises
    ------
    UsageError
        If it is not written so.
    NotFoundError
        If neither the store nor the package has it.

    Notes
    -----
    The store stands before the package, as for ``gap``.
    """
    parts = [part.strip() for part in figure.split("/")]
    if (
        len(parts) != 3
        or len(parts[0].lstrip("'")) not in (7, 12)
        or parts[2] not in (*shipped.ROLES, "teacher", STUDENTS)
    ):
        raise UsageError(
            f"'{figure}' is not a figure. Write the identifier of 7 or 12 digits, the school year and a role or "
            "'students': 550852000925/2020-21/counselor."
        )
    identifier, year, what = parts[0].lstrip("'").upper(), school_year(parts[1]), parts[2]
    cells = _stored_cells(identifier, year, what) or _shipped_cells(identifier, year, what)
    if not cells:
        raise NotFoundError(
            f"Neither the store nor the package has {what} of {identifier} for {show_school_year(year)}. "
            "Add the release that has it: wellstaffed data add FILE."
        )
    return Trace(figure, tuple(cells))


def _stored_cells(identifier: str, year: int, what: str) -> list[Cell]:
    import polars as pl

    store = Store()
    table = "enrollment" if what == STUDENTS else "school_staff"
    is_mine = pl.col("school_id_crdc").str.starts_with(identifier)
    if what == STUDENTS:
        is_mine &= (pl.col("student_group") == "all") & ~pl.col("race").is_in(["any", "published_total"])
    else:
        is_mine &= pl.col("role") == what
    near = pl.col("school_id_crdc").is_between(pl.lit(identifier.ljust(12, "0")), pl.lit(identifier.ljust(12, "Z")))
    scan = store.scan(table, near & (pl.col("school_year") == year))
    if scan is None:
        return []
    rows = scan.filter(is_mine).collect().sort("school_id_crdc", "source_column")
    facts = {one.facts.name: one.facts for one in store.releases()}
    schools = store.scan("schools", near & (pl.col("school_year") == year)) if what == STUDENTS else None
    names = {} if schools is None else dict(schools.select("school_id_crdc", "school_name").collect().iter_rows())
    measure = STUDENTS if what == STUDENTS else "fte"
    return [
        Cell(
            school_id=row["school_id_crdc"],
            school=row.get("school_name") or names.get(row["school_id_crdc"], ""),
            value=row[measure],
            missing=row[f"{measure}_missing"],
            code=None if row[f"{measure}_code"] is None else str(row[f"{measure}_code"]),
            flags=tuple(row.get("flags", "").split()),
            release=row["source"],
            file=facts[row["source"]].file,
            sha256=facts[row["source"]].file_sha256,
            member=row["source_file"],
            row=row["source_row"],
            column=row["source_column"],
        )
        for row in rows.iter_rows(named=True)
    ]


def _shipped_cells(identifier: str, year: int, what: str) -> list[Cell]:
    import polars as pl

    rows = shipped.shipped_staff(identifier[:7], year)
    if len(identifier) == 12:  # a district's sum is of all its rows, a school without an identifier too
        rows = pl.concat([rows, shipped.rows_not_counted(identifier[:7], year)]).filter(
            pl.col("school_id") == identifier
        )
    rows = rows.unique("school_id", keep="first", maintain_order=True) if what == STUDENTS else rows.filter(role=what)
    kept = {(row["school_id"], row["source"]): row["source_row"] for row in _rows_kept(identifier[:7], year)}
    notes, built = shipped.shipped_sources(), _built_from()
    measure, cells = STUDENTS if what == STUDENTS else "fte", []
    for row in rows.iter_rows(named=True):
        key = row["source"]
        if what != STUDENTS and key in _STUDENTS_ONLY:
            cells.append(_no_cell(row))
            continue
        file = _published_file(key, row["state"])
        cells.append(
            Cell(
                school_id=row["school_id"],
                school=row["school"],
                value=row[measure],
                missing=row[f"{measure}_missing"],
                code=row.get(f"{measure}_code"),
                flags=tuple(row["flags"].split()) if what != STUDENTS else (),
                release=notes[key].title,
                file=file.rpartition("/")[2] if file else notes[key].href,
                sha256=built.get(file),
                member=file.rpartition("/")[2],
                row=kept.get((row["school_id"], key)),
                column=_HEADERS.get(key, {}).get(what, ""),
            )
        )
    return cells


def _no_cell(row: dict[str, Any]) -> Cell:
    """Return what is said of staff where the source at hand is of students alone: no file and column is cited for it."""
    return Cell(
        school_id=row["school_id"], school=row["school"], value=row["fte"], missing=row["fte_missing"],
        code=row["fte_code"], flags=(), release="No file that the package was built from has this figure", file="",
        sha256=None, member="", row=None, column="",
    )  # fmt: skip


def _rows_kept(district: str, year: int) -> list[dict[str, Any]]:
    import polars as pl

    rows = pl.scan_parquet(shipped.DATA / "staff.parquet").filter(
        pl.col("leaid") == district, pl.col("school_year") == year
    )
    return rows.select("school_id", "source", "source_row").collect().to_dicts()


def _built_from() -> dict[str, str]:
    document: dict[str, str] = json.loads((shipped.DATA / "built_from.json").read_text(encoding="utf-8"))
    return document


def _published_file(key: str, state: str) -> str:
    """Return the file that a shipped row was built from, as ``built_from.json`` names it; empty for figures found elsewhere."""
    endings = {"crdc_2020_21_high": "high_schools_us_2020-21.csv.gz", "crdc_2021_22_high": "high_schools_us_2021-22.csv.gz",
               "crdc_2020_21_states": f"CRDC_2020-21_{state}.xlsx", "crdc_2021_22_portland": "pps_crdc_2021_agg.json"}  # fmt: skip
    ending = endings.get(key)
    return next((name for name in _built_from() if ending and name.endswith(ending)), "")
