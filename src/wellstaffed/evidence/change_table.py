"""
A table of districts before and after a change, and the panel made of it (rule E2).

Columns: ``district_id``, ``school_year`` (2017-18), ``events``, ``students``, ``change_year`` (the first school year
with the change; empty where a district never changed). Beside them may stand ``district``, ``return_year`` (the first
school year in which officers were back), ``cells`` (how many published cells an events count is the sum of), ``source``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wellstaffed.core.errors import EvidenceTableError, Fault, UsageError
from wellstaffed.core.school_years import school_year, show_school_year
from wellstaffed.evidence.comparability import PANDEMIC
from wellstaffed.evidence.count_table import read_count
from wellstaffed.evidence.csv_rows import read_csv_rows
from wellstaffed.evidence.intervals import Floats

NEEDED = ("district_id", "school_year", "events", "students", "change_year")
OPTIONAL = ("district", "return_year", "cells", "source")
SCHEMA = {
    "district_id": pl.String, "school_year": pl.Int64, "events": pl.Float64, "students": pl.Float64,
    "change_year": pl.Int64, "return_year": pl.Int64, "cells": pl.Int64,
}  # fmt: skip
WAVES_NEEDED = 2
FEWEST_TREATED = 3


def read_change_table(path: Path) -> pl.DataFrame:
    """
    Return a user's table of districts and waves (`SCHEMA`); a count that is not known is null.

    Raises
    ------
    EvidenceTableError
        With every fault and its line.
    """
    faults: list[Fault] = []
    records: list[dict[str, object]] = []
    seen: dict[tuple[object, object], int] = {}
    changes: dict[object, tuple[object, int]] = {}
    for line, row in read_csv_rows(path, needed=NEEDED, optional=OPTIONAL):
        record = _record(row, line, faults)
        key = (record["district_id"], record["school_year"])
        if None not in key and key in seen:
            faults.append(Fault(f"line {line}", f"says again what line {seen[key]} says.", "Take one out."))
        seen.setdefault(key, line)
        change = changes.setdefault(key[0], (record["change_year"], line))
        if change[0] != record["change_year"]:
            faults.append(Fault(f"line {line}, change_year", f"differs from line {change[1]}, the same district."))
        records.append(record)
    if faults:
        raise EvidenceTableError(str(path), faults)
    return pl.DataFrame(records, schema=SCHEMA)


def _record(row: dict[str, str], line: int, faults: list[Fault]) -> dict[str, object]:
    record: dict[str, object] = dict.fromkeys(SCHEMA)
    record["district_id"] = row["district_id"] or None
    if not row["district_id"]:
        faults.append(Fault(f"line {line}, district_id", "is empty."))
    for name in ("school_year", "change_year", "return_year"):
        text = row.get(name, "")
        if name != "school_year" and not text:
            continue
        try:
            record[name] = school_year(text)
        except UsageError as problem:
            faults.append(Fault(f"line {line}, {name}", str(problem)))
    for name in ("events", "students"):
        try:
            record[name] = read_count(row[name]).value
        except UsageError as problem:
            faults.append(Fault(f"line {line}, {name}", str(problem)))
    cells = row.get("cells", "") or "1"
    if cells.isascii() and cells.isdigit():
        record["cells"] = int(cells)
    else:
        faults.append(Fault(f"line {line}, cells", f"is '{cells}'; a whole number is expected."))
    return record


def build_change_table(counts: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """
    Return a table for `before_after` from counts of many districts and the dates of those that changed.

    Parameters
    ----------
    counts : DataFrame
        ``place_id`` (LEAID), ``school_year``, ``events``, ``students``: one row per district and wave, all students.
    changes : DataFrame
        ``place_id``, ``change_year``, ``return_year`` (null where not): one row per district that changed.
    """
    joined = counts.join(changes.select("place_id", "change_year", "return_year"), on="place_id", how="left")
    cells = pl.col("cells") if "cells" in counts.columns else pl.lit(1)
    return joined.select(
        district_id="place_id", school_year="school_year", events=pl.col("events").cast(pl.Float64),
        students=pl.col("students").cast(pl.Float64), change_year="change_year", return_year="return_year",
        cells=cells.cast(pl.Int64),
    )  # fmt: skip


@dataclass(frozen=True)
class ChangePanel:
    """
    Districts by usable waves: ``counts``, ``exposure`` and ``cells`` (n, t), NaN where not known.

    ``first_wave`` (n) counts waves from 1, 0 where a district never changed; ``years`` (t) are the waves in order;
    ``notes`` say what was left out and why.
    """

    districts: tuple[str, ...]
    years: NDArray[np.int64]
    counts: Floats
    exposure: Floats
    cells: Floats
    first_wave: Floats
    notes: tuple[str, ...]

    @property
    def treated(self) -> int:
        """Number of districts that changed, with waves enough before and one after."""
        return int((self.first_wave > 0).sum())

    @property
    def waves_before(self) -> int:
        """Number of usable waves before the earliest change; all waves where no district changed."""
        changed = self.first_wave[self.first_wave > 0]
        return int(changed.min()) - 1 if changed.size else len(self.years)


def change_panel(table: pl.DataFrame) -> ChangePanel:
    """
    Return the usable part of a table of districts and waves.

    Pandemic waves are left out, a district's waves from the return of officers on too, and districts that changed with
    too few usable waves before or none after. Each is said in ``notes`` (rules D3, E2).
    """
    notes = []
    table, note = _without_pandemic(table)
    notes += note
    back = table.filter(pl.col("return_year").is_not_null() & (pl.col("school_year") >= pl.col("return_year")))
    if back.height:
        notes.append(f"{back['district_id'].n_unique()} districts are followed only until their officers returned.")
        table = table.join(back, on=["district_id", "school_year"], how="anti")
    years = np.array(sorted(set(table["school_year"])), dtype=np.int64)
    districts = list(dict.fromkeys(table["district_id"].sort()))
    row_of, column_of = {one: i for i, one in enumerate(districts)}, {int(year): i for i, year in enumerate(years)}
    counts, exposure, cells = (np.full((len(districts), len(years)), np.nan) for _ in range(3))
    first = np.zeros(len(districts))
    for row in table.iter_rows(named=True):
        i, j = row_of[row["district_id"]], column_of[row["school_year"]]
        if row["events"] is not None and row["students"]:
            counts[i, j], exposure[i, j], cells[i, j] = row["events"], row["students"], row["cells"]
        if row["change_year"] is not None:
            # Past the last wave: changed, but not within what the table covers.
            first[i] = 1 + int(np.searchsorted(years, row["change_year"]))
    return _usable(ChangePanel(tuple(districts), years, counts, exposure, cells, first, tuple(notes)))


def _without_pandemic(table: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    inside = sorted(set(table["school_year"]) & set(PANDEMIC))
    if not inside:
        return table, []
    shown = " and ".join(show_school_year(year) for year in inside)
    return table.filter(~pl.col("school_year").is_in(inside)), [f"{shown} is left out: the pandemic is no baseline."]


def _usable(panel: ChangePanel) -> ChangePanel:
    known = np.isfinite(panel.counts)
    order = np.arange(1, len(panel.years) + 1)
    first = panel.first_wave
    changed = first > 0
    before = (known & (order[None, :] < first[:, None])).sum(1)
    after = (known & (order[None, :] >= first[:, None])).sum(1)
    too_new = changed & (after == 0)
    enough = changed & ~too_new & (before >= WAVES_NEEDED)
    # One earlier wave serves to tell the power where no more can be told; beside districts with more it is left out.
    needed = WAVES_NEEDED if enough.sum() >= FEWEST_TREATED else 1
    too_few = changed & ~too_new & (before < needed)
    alone = ~changed & (known.sum(1) < 2)
    notes = list(panel.notes)
    for where, words in (
        (too_new, "changed with no usable wave after it"),
        (too_few, f"changed with fewer than {needed} usable waves before it"),
        (alone, "did not change and have fewer than two usable waves"),
    ):
        if where.any():
            notes.append(f"{int(where.sum())} districts {words} and are left out.")
    kept = ~(too_new | too_few | alone)
    return ChangePanel(
        tuple(one for one, keep in zip(panel.districts, kept, strict=True) if keep),
        panel.years, panel.counts[kept], panel.exposure[kept], panel.cells[kept], first[kept], tuple(notes),
    )  # fmt: skip
