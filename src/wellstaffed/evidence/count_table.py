"""
A user's own table of counts, read strictly: every fault with its line, and a word where a count is not a number.

Columns: ``place``, ``school_year`` (2019-20), ``outcome``, ``group``, ``events``, ``students``; beside them may stand
``place_id``, ``state``, ``dimension`` (race unless given), ``source``, ``note``. A count is a whole number, a range as
published (1-3), or a reason: suppressed, not reported, not asked, not applicable, a mark such as * or a negative code.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from wellstaffed.core.errors import EvidenceTableError, Fault, UsageError
from wellstaffed.core.missing import Missing
from wellstaffed.core.school_years import school_year
from wellstaffed.evidence.disparity_table import COUNT_COLUMNS, KEYS

NEEDED = ("place", "school_year", "outcome", "group", "events", "students")
OPTIONAL = ("place_id", "state", "dimension", "source", "note")
_RANGE = re.compile(r"^(\d+)\s*(?:-|–|to)\s*(\d+)$")
_SUPPRESSED = {"*", "**", "s", "n<10", "suppressed", "hidden", "-2", "-12"}
MAX_BYTES = 200_000_000


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
    plain = key.replace(",", "")
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
    rows, lines = _read_rows(path)
    faults: list[Fault] = []
    records = []
    for row, line in zip(rows, lines, strict=True):
        record = _record(row, line, faults)
        if record is not None:
            records.append(record)
    seen: dict[tuple[object, ...], int] = {}
    for record, line in zip(records, lines, strict=False):
        key = tuple(record[name] for name in (*KEYS, "group"))
        if not faults and key in seen:
            faults.append(Fault(f"line {line}", f"says again what line {seen[key]} says.", "Take one out."))
        seen.setdefault(key, line)
    if faults:
        raise EvidenceTableError(str(path), faults)
    kinds = {name: kind for name, (kind, _) in COUNT_COLUMNS.items()}
    extra = {name: pl.String for name in ("place", "state", "source", "note")}
    return pl.DataFrame(records, schema={**kinds, **extra})


def _read_rows(path: Path) -> tuple[list[dict[str, str]], list[int]]:
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise EvidenceTableError(str(path), [Fault("file", f"cannot be read: {problem.strerror}.")]) from None
    if len(content) > MAX_BYTES:
        raise EvidenceTableError(str(path), [Fault("file", f"is larger than {MAX_BYTES:,} bytes.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        fault = Fault(f"byte {problem.start}", "is not UTF-8.", "Save the file as CSV UTF-8.")
        raise EvidenceTableError(str(path), [fault]) from None
    if "\0" in text:
        raise EvidenceTableError(str(path), [Fault("file", "holds binary data.", "Save it as CSV UTF-8.")])
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        header = [name.strip().casefold().replace(" ", "_") for name in reader.fieldnames or []]
        faults = [Fault("line 1", f"column {name} is missing.") for name in NEEDED if name not in header]
        faults += [
            Fault("line 1", f"column {name or '(no name)'} is not known.", f"Known: {', '.join((*NEEDED, *OPTIONAL))}.")
            for name in header
            if name not in NEEDED + OPTIONAL
        ]
        if len(set(header)) < len(header):
            faults.append(Fault("line 1", "names a column twice."))
        if faults:
            raise EvidenceTableError(str(path), faults)
        reader.fieldnames = header
        rows, lines = [], []
        for row in reader:
            if any(value and str(value).strip() for value in row.values()):
                rows.append({str(k): v if isinstance(v, str) else "" for k, v in row.items() if k is not None})
                lines.append(reader.line_num)
                if None in row:
                    raise EvidenceTableError(str(path), [Fault(f"line {reader.line_num}", "has more cells than the header.")])
    except csv.Error as problem:
        raise EvidenceTableError(str(path), [Fault(f"line {reader.line_num}", f"is not CSV: {problem}.")]) from None
    if not rows:
        raise EvidenceTableError(str(path), [Fault("file", "holds no rows.")])
    return rows, lines


def _record(row: dict[str, str], line: int, faults: list[Fault]) -> dict[str, object] | None:
    before = len(faults)
    record: dict[str, object] = {name: (row.get(name) or "").strip() for name in ("place", "outcome", "group")}
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
        missing = count.missing.replace("the count", "the number of students") if count.missing and name == "students" else count.missing
        record[name], record[f"{name}_missing"] = count.value, missing
    record["place_id"] = (row.get("place_id") or "").strip() or record["place"]
    record["dimension"] = (row.get("dimension") or "").strip() or "race"
    for name in ("state", "source", "note"):
        record[name] = (row.get(name) or "").strip() or None
    return record if len(faults) == before else None
