"""
A user's own table of counts, read strictly: every fault with its line, and a word where a count is not a number.

Columns: ``place``, ``school_year`` (2019-20), ``outcome``, ``group``, ``events``, ``students``; beside them may stand
``place_id``, ``state``, ``dimension`` (race unless given), ``source``, ``note``. A count is a whole number, a range as
published (1-3), or a reason: suppressed, not reported, not asked, not applicable, a mark such as * or a negative code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from wellstaffed.core.errors import EvidenceTableError, Fault, UsageError
from wellstaffed.core.missing import Missing
from wellstaffed.core.school_years import school_year
from wellstaffed.evidence.csv_rows import read_csv_rows
from wellstaffed.evidence.disparity_table import COUNT_COLUMNS, KEYS

NEEDED = ("place", "school_year", "outcome", "group", "events", "students")
OPTIONAL = ("place_id", "state", "dimension", "source", "note")
_RANGE = re.compile(r"^(\d+)\s*(?:-|–|to)\s*(\d+)$")
_SUPPRESSED = {"*", "**", "s", "n<10", "suppressed", "hidden", "-2", "-12"}


@dataclass(frozen=True)
class Count:
    """A count as published: `value`, or `low` to `high` where only a range is known, or the reason `missing`."""

    value: float | None
    low: float | None = None
    high: float | None = None
    missing: str | None = None


def read_count(text: str) -> Count:
    """
    Return a count from its text.

    Raises
    ------
    UsageError
        If it is neither a whole number nor a range nor a reason.
    """
    shown = text.strip()
    key = shown.casefold().replace("_", " ")
    plain = re.sub(r"\.0+$", "", key.replace(",", ""))  # a spreadsheet's 1,340.0
    if plain.isascii() and plain.isdigit():
        return Count(float(plain))
    found = _RANGE.match(key)
    if found and int(found[1]) <= int(found[2]):
        low, high = float(found[1]), float(found[2])
        return Count(low) if low == high else Count(None, low, high, f"the count is published only as {shown}")
    if key in _SUPPRESSED or re.match(r"^<\s*\d+$", key):
        return Count(None, missing="the count is suppressed")
    if re.match(r"^-\d+$", key):
        return Count(None, missing=f"the count is not reported (code {key})")
    if key in {one.value for one in Missing}:
        return Count(None, missing=f"the count is {key}")
    if not key:
        return Count(None, missing="the count is not reported")
    raise UsageError(f"'{shown}' is not a count. Write a whole number, a range such as 1-3, or a reason.")


def read_count_table(path: Path) -> pl.DataFrame:
    """
    Return a user's CSV file as a table of counts (`disparity_table.COUNT_COLUMNS`, and ``place``, ``source``).

    Raises
    ------
    EvidenceTableError
        With every fault of the file and its line.
    """
    faults: list[Fault] = []
    records = []
    seen: dict[tuple[object, ...], int] = {}
    for line, row in read_csv_rows(path, needed=NEEDED, optional=OPTIONAL):
        record = _record(row, line, faults)
        if record is None:
            continue
        key = tuple(record[name] for name in (*KEYS, "group"))
        if key in seen:
            faults.append(Fault(f"line {line}", f"says again what line {seen[key]} says.", "Take one out."))
        seen.setdefault(key, line)
        records.append(record)
    if faults:
        raise EvidenceTableError(str(path), faults)
    kinds = {name: kind for name, (kind, _) in COUNT_COLUMNS.items()}
    extra = dict.fromkeys(("place", "state", "source", "note"), pl.String)
    return pl.DataFrame(records, schema={**kinds, **extra})


def _record(row: dict[str, str], line: int, faults: list[Fault]) -> dict[str, object] | None:
    before = len(faults)
    record: dict[str, object] = {name: row.get(name, "") for name in ("place", "outcome", "group")}
    faults += [Fault(f"line {line}, {name}", "is empty.") for name, value in record.items() if not value]
    try:
        record["school_year"] = school_year(row["school_year"])
    except UsageError as problem:
        faults.append(Fault(f"line {line}, school_year", str(problem)))
    for name in ("events", "students"):
        try:
            count = read_count(row[name])
        except UsageError as problem:
            faults.append(Fault(f"line {line}, {name}", str(problem)))
            continue
        missing = count.missing
        if missing and name == "students":
            missing = missing.replace("the count", "the number of students")
        record[name], record[f"{name}_missing"] = count.value, missing
    record["place_id"] = row.get("place_id") or record["place"]
    record["dimension"] = row.get("dimension") or "race"
    for name in ("state", "source", "note"):
        record[name] = row.get(name, "") or None
    return record if len(faults) == before else None
