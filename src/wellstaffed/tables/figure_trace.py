"""From a printed figure back to the cells it came from: file, checksum, member, row and column (rule V1)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import NotFoundError
from wellstaffed.core.exact import exact, exact_sum
from wellstaffed.core.missing import in_words
from wellstaffed.core.school_years import show_school_year
from wellstaffed.tables import shipped
from wellstaffed.tables.asked_figure import STUDENTS, AskedFigure, asked_figure
from wellstaffed.tables.flag_meanings import FlagMeaning, flags_in_words
from wellstaffed.tables.hidden_counts import EVERYONE, HIDDEN, is_hidden, said_hidden
from wellstaffed.tables.store import ReleaseFacts, Store

if TYPE_CHECKING:
    import polars as pl

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
_PARTS = ("student_group", "race", "sex", "offense", "item", "funds")


@dataclass(frozen=True)
class Cell:
    """
    One published cell; `row` None where the row was not kept, `column` empty where the wave had none.

    `part` says which part of a sum it is (``black, female``); `answer` is a yes or no, where no number was asked;
    `is_hidden` says that it holds a number which could point to a child (rule D4).
    """

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
    part: str = ""
    answer: bool | None = None
    is_hidden: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the cell as ``--json`` prints it."""
        return vars(self) | {
            "flags": list(self.flags), "flag_meanings": {one.id: one.meaning for one in self.flag_meanings}
        }  # fmt: skip

    @property
    def reason(self) -> str:
        """Why there is no value, with the source's own code where it has one; a yes or no is said as it was given."""
        if self.answer is not None:
            return in_words(str(self.missing), self.answer)
        has_code = self.code not in (None, self.missing)
        return f"{self.missing} (code {self.code})" if has_code else str(self.missing)

    @property
    def flag_meanings(self) -> tuple[FlagMeaning, ...]:
        """What each flag means."""
        return flags_in_words(" ".join(self.flags))


@dataclass(frozen=True)
class Trace:
    """
    A figure, what it is counted in, and the cells behind it.

    `whole` is the sum of hidden cells, where it may be told.
    """

    figure: str
    unit: str
    cells: tuple[Cell, ...]
    whole: Fraction | None = None

    @property
    def total(self) -> Fraction | None:
        """The sum of the cells that have a value; None if none has, or if they are hidden and their sum would tell of one."""
        if self.hidden:
            return self.whole
        known = [exact(cell.value) for cell in self.cells if cell.value is not None]
        return exact_sum(known) if known else None

    @property
    def hidden(self) -> int:
        """How many cells hold a number that is hidden."""
        return sum(cell.is_hidden for cell in self.cells)

    @property
    def without_value(self) -> int:
        """How many cells were published without a number."""
        return sum(cell.value is None and not cell.is_hidden for cell in self.cells)

    @property
    def hidden_said(self) -> str:
        """A sentence on the hidden cells; an empty text where there are none."""
        return said_hidden(self.hidden)

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed trace --json`` prints."""
        whole = self.total
        total = None if whole is None else int(whole) if whole.denominator == 1 else float(whole)
        cells = [cell.as_json() for cell in self.cells]
        return {
            "figure": self.figure,
            "unit": self.unit,
            "total": total,
            "cells_without_value": self.without_value,
            "cells_hidden": self.hidden,
            "hidden": self.hidden_said or None,
            "cells": cells,
        }


def traced_figure(figure: str, *, published: bool = False) -> Trace:
    """
    Return the cells behind a figure.

    Parameters
    ----------
    figure : str
        ``SCHOOL/YEAR/ROLE``, ``SCHOOL/YEAR/students``, or the same of a district: ``5508520/2020-21/counselor``. Of an
        added release also ``referrals``, ``arrests``, ``offenses`` and ``expenditures``, as `asked_figure` reads them.
    published : bool
        Give counts that could point to a child as they were published; else their place alone.

    Raises
    ------
    UsageError
        If it is not written so.
    NotFoundError
        If neither the store nor the package has it.

    Notes
    -----
    The store stands before the package, as for ``gap``. What is hidden, and why: `wellstaffed.tables.hidden_counts`.
    """
    asked, store = asked_figure(figure), Store()
    cells = _stored_cells(store, asked) or _shipped_cells(asked)
    if not cells:
        raise NotFoundError(_nothing(store, asked))
    found = Trace(figure, asked.unit, tuple(cells))
    if published or not is_hidden(asked.table, asked.words.get("student_group", (EVERYONE,))[0]):
        return found
    return _with_hidden_cells(found, of_district=len(asked.identifier) == 7)


def _with_hidden_cells(found: Trace, *, of_district: bool) -> Trace:
    cells = tuple(
        cell if cell.value is None else replace(cell, value=None, missing=HIDDEN, is_hidden=True)
        for cell in found.cells
    )
    # The sum over one school is that school's count.
    is_told = of_district and not found.without_value and len({cell.school_id for cell in cells}) > 1
    return replace(found, cells=cells, whole=found.total if is_told else None)


def _nothing(store: Store, asked: AskedFigure) -> str:
    from wellstaffed.sources.crdc.layout import year_of

    have = [one.facts.name for one in store.releases()
            if asked.table in one.tables and year_of(one.facts.release) == asked.school_year]  # fmt: skip
    held = f" The store's {', '.join(have)} does not have it." if have else ""
    return (
        f"Neither the store nor the package has {asked.what} of {asked.identifier} for "
        f"{show_school_year(asked.school_year)}, as '{asked.text}' asks.{held} "
        "Add the release that has it: wellstaffed data add FILE."
    )


def _stored_cells(store: Store, asked: AskedFigure) -> list[Cell]:
    import polars as pl

    place, width = ("leaid", 7) if asked.table == "districts" else ("school_id_crdc", 12)
    lowest, highest = (pl.lit(asked.identifier.ljust(width, end)) for end in "0Z")
    near = pl.col(place).is_between(lowest, highest) & (pl.col("school_year") == asked.school_year)
    scan = store.scan(asked.table, near)
    if scan is None:
        return []
    is_mine = [pl.col(column).cast(pl.String).is_in(words) for column, words in asked.words.items()]
    rows = scan.filter(pl.col(place).str.starts_with(asked.identifier), *is_mine).collect()
    order = [place, *(name for name in ("source_column",) if name in rows.columns)]
    names = {} if {"school_name", "district"} & set(rows.columns) else _school_names(store, near)
    held = {one.facts.name: one.facts for one in store.releases()}
    return [
        _stored_cell(row, asked.measure, row[place], names, held[row["source"]])
        for row in rows.sort(order).iter_rows(named=True)
    ]


def _school_names(store: Store, where: pl.Expr) -> dict[str, str]:
    schools = store.scan("schools", where)
    return {} if schools is None else dict(schools.select("school_id_crdc", "school_name").collect().iter_rows())


def _stored_cell(row: dict[str, Any], measure: str, place: str, names: dict[str, str], release: ReleaseFacts) -> Cell:
    code = row[f"{measure}_code"]
    said = [str(row[name]).replace("_", " ") for name in _PARTS if row.get(name) not in (None, "all")]
    return Cell(
        school_id=place, school=row.get("school_name") or names.get(place) or row.get("district") or "",
        value=row[measure], missing=row[f"{measure}_missing"], code=None if code is None else str(code),
        flags=tuple(row.get("flags", "").split()), release=release.name, file=release.file, sha256=release.file_sha256,
        member=row["source_file"], row=row["source_row"],
        column=row["source_column"] if "source_column" in row else _district_header(release.release, measure),
        part=", ".join(said), answer=row.get("has_occurred", row.get("has_staff")),
    )  # fmt: skip


def _district_header(wave: str, measure: str) -> str:
    """Return the header of a column of districts, which the wave has one of for each measure."""
    from wellstaffed.sources.crdc.layout import files_of

    columns = [one for layout in files_of(wave) for one in layout.read("districts").values()]
    return next((one.header for one in columns if one.measure == measure), "")


def _shipped_cells(asked: AskedFigure) -> list[Cell]:
    import polars as pl

    identifier, year, what = asked.identifier, asked.school_year, asked.what
    if asked.is_narrowed or asked.table not in ("school_staff", "enrollment"):
        return []
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
