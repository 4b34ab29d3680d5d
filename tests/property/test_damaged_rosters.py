"""200 damaged rosters: each ends in named faults or in the right result, and the file is never touched."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from wellstaffed.core.errors import RosterError
from wellstaffed.sources.roster import read_roster
from wellstaffed.tables.roster_staff import build_school_staff

HEADINGS = ["School", "LEAID", "State", "School year", "Students", "Counselor FTE in post", "Nurse FTE in post", "Note"]


@dataclass
class Sheet:
    """A roster on its way to a file; `fault_at` is the cell that must be named, None where the result must be right."""

    table: list[list[object]]
    kind: str
    delimiter: str = ","
    encoding: str = "utf-8"
    merged: str = ""
    must_fail: bool = False
    fault_at: str = ""
    after: Callable[[bytes], bytes] = lambda content: content
    expected: list[tuple[str, int, float | None, float | None]] = field(default_factory=list)


def _sound(rng: random.Random, kind: str) -> Sheet:
    table: list[list[object]] = [list(HEADINGS)]
    sheet = Sheet(table, kind)
    for number in range(rng.randint(3, 6)):
        students, counselor = rng.randint(100, 2200), rng.choice([0.0, 0.4, 1.0, 4.8])
        nurse = rng.choice([None, 0.0, 0.25])
        table.append([f"School {number}", "0100005", "AL", "2020-21", students, counselor, nurse, "kept"])
        sheet.expected.append((f"School {number}", students, counselor, nurse))
    return sheet


def _bad_cell(column: int, *values: object) -> Callable[[random.Random, Sheet], None]:
    def damage(rng: random.Random, sheet: Sheet) -> None:
        row = rng.randrange(1, len(sheet.table))
        sheet.table[row][column] = rng.choice(values)
        sheet.must_fail, sheet.fault_at = True, f"!{'ABCDEFGH'[column]}{row + 1}"

    return damage


def _missing_column(rng: random.Random, sheet: Sheet) -> None:
    column = rng.choice([0, 3, 4])
    for row in sheet.table:
        del row[column]
    sheet.must_fail = True


def _twice(rng: random.Random, sheet: Sheet) -> None:
    sheet.table.append(list(rng.choice(sheet.table[1:])))
    sheet.must_fail, sheet.fault_at = True, f"!row {len(sheet.table)}"


def _header_twice(rng: random.Random, sheet: Sheet) -> None:
    sheet.table.insert(2, list(HEADINGS))
    sheet.must_fail, sheet.fault_at = True, "!A3"


def _only_header(rng: random.Random, sheet: Sheet) -> None:
    del sheet.table[1:]
    sheet.must_fail = True


def _merged(rng: random.Random, sheet: Sheet) -> None:
    sheet.kind, sheet.merged, sheet.must_fail, sheet.fault_at = "xlsx", "A2:A3", True, "!A2"


def _title_rows(rng: random.Random, sheet: Sheet) -> None:
    for _ in range(rng.randint(1, 5)):
        sheet.table.insert(0, ["Staff of our schools"])


def _emoji(rng: random.Random, sheet: Sheet) -> None:
    sheet.table[1][0] = "École 🏫 Łódź"
    sheet.expected[0] = ("École 🏫 Łódź", *sheet.expected[0][1:])


def _cp1252(rng: random.Random, sheet: Sheet) -> None:
    sheet.kind, sheet.encoding = "csv", "cp1252"
    sheet.table[1][0] = "Peña High"
    sheet.expected[0] = ("Peña High", *sheet.expected[0][1:])


def _bom(rng: random.Random, sheet: Sheet) -> None:
    sheet.kind, sheet.encoding = "csv", "utf-8-sig"


def _delimiter(rng: random.Random, sheet: Sheet) -> None:
    sheet.kind, sheet.delimiter = "csv", rng.choice([";", "\t"])


def _thousands(rng: random.Random, sheet: Sheet) -> None:
    sheet.table[1][4] = "1,234"
    sheet.expected[0] = (sheet.expected[0][0], 1234, *sheet.expected[0][2:])


def _blank_rows(rng: random.Random, sheet: Sheet) -> None:
    sheet.table.insert(2, [None] * len(HEADINGS))


def _odd_headings(rng: random.Random, sheet: Sheet) -> None:
    sheet.table[0][:6] = ["SCHOOL name", "NCES LEAID", "lea_state", "School_Year ", "Enrollment", "counselors"]


def _long_note(rng: random.Random, sheet: Sheet) -> None:
    sheet.table[1][7] = "x" * 30_000


def _bytes(change: Callable[[random.Random, bytes], bytes]) -> Callable[[random.Random, Sheet], None]:
    def damage(rng: random.Random, sheet: Sheet) -> None:
        sheet.must_fail = True
        sheet.after = lambda content: change(rng, content)

    return damage


def _truncated(rng: random.Random, sheet: Sheet) -> None:
    sheet.kind, sheet.must_fail = "xlsx", True
    keep = rng.uniform(0.05, 0.95)
    sheet.after = lambda content: content[: int(len(content) * keep)]


def _flipped_bytes(rng: random.Random, sheet: Sheet) -> None:
    def flip(content: bytes) -> bytes:
        at = rng.randrange(60, len(content) // 2)
        return content[:at] + bytes(byte ^ 0x5A for byte in content[at : at + 40]) + content[at + 40 :]

    sheet.kind, sheet.must_fail, sheet.after = "xlsx", True, flip


DAMAGE: dict[str, Callable[[random.Random, Sheet], None]] = {
    "words_for_students": _bad_cell(4, "many", "12 or so", "?"),
    "fraction_of_a_student": _bad_cell(4, 12.5, "12.5"),
    "huge_number": _bad_cell(4, 10**9, "1e999", 20_001),
    "huge_fte": _bad_cell(5, 501, 10**300),
    "negative": _bad_cell(5, -1, "-0.5"),
    "formula_as_text": _bad_cell(0, "'=1+1", "'=HYPERLINK(1)"),
    "not_a_number": _bad_cell(6, "nan", "inf", "#REF!"),
    "date_for_number": _bad_cell(4, date(2021, 5, 1)),
    "boolean": _bad_cell(5, True, False),
    "bare_year": _bad_cell(3, 2021, "2021", "2020-23", ""),
    "wrong_leaid": _bad_cell(1, "12345678", "1.0E+06", "AL-5", "000"),
    "wrong_state": _bad_cell(2, "Alabama", "A", 1),
    "no_name": _bad_cell(0, None, "   "),
    "total_row": _bad_cell(0, "Total", "TOTALS"),
    "very_long_name": _bad_cell(0, "x" * 5000),
    "missing_column": _missing_column,
    "school_twice": _twice,
    "header_twice": _header_twice,
    "only_header": _only_header,
    "merged_cells": _merged,
    "title_rows": _title_rows,
    "emoji": _emoji,
    "cp1252": _cp1252,
    "bom": _bom,
    "delimiter": _delimiter,
    "thousands": _thousands,
    "blank_rows": _blank_rows,
    "odd_headings": _odd_headings,
    "long_note": _long_note,
    "empty_file": _bytes(lambda rng, content: b""),
    "random_bytes": _bytes(lambda rng, content: rng.randbytes(500)),
    "nul_bytes": _bytes(lambda rng, content: b"School\0,School year,Students\0\n" * 3),
    "truncated_zip": _truncated,
    "flipped_bytes": _flipped_bytes,
}
NAMES = list(DAMAGE)
CASES = [(seed, NAMES[seed % len(NAMES)], "xlsx" if (seed // len(NAMES)) % 2 else "csv") for seed in range(200)]


def _file_bytes(sheet: Sheet) -> bytes:
    if sheet.kind == "csv":
        text = io.StringIO(newline="")
        rows = [[cell.lstrip("'") if isinstance(cell, str) else cell for cell in row] for row in sheet.table]
        csv.writer(text, delimiter=sheet.delimiter).writerows(rows)
        return sheet.after(text.getvalue().encode(sheet.encoding))
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Roster"
    for number, row in enumerate(sheet.table, start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(number, column)
            if isinstance(value, str):
                cell.value, cell.data_type = value.lstrip("'"), "s"
            elif value is not None:
                cell.value = value
    if sheet.merged:
        page.merge_cells(sheet.merged)
    memory = io.BytesIO()
    book.save(memory)
    return sheet.after(memory.getvalue())


def _assert_right(staff: pl.DataFrame, sheet: Sheet) -> None:
    found = {
        (row["school"], row["role"]): (row["students"], row["fte"], row["fte_missing"])
        for row in staff.iter_rows(named=True)
    }
    assert len(found) == 7 * len(sheet.expected)
    for school, students, counselor, nurse in sheet.expected:
        assert found[school, "counselor"] == (students, counselor, None)
        assert found[school, "nurse"] == (students, nurse, None if nurse is not None else "not reported")
        assert found[school, "guard"] == (students, None, "not asked")


@pytest.mark.parametrize(("seed", "damage", "kind"), CASES, ids=[f"{seed}-{name}-{kind}" for seed, name, kind in CASES])
def test_a_damaged_roster_ends_in_named_faults_or_in_the_right_result(
    seed: int, damage: str, kind: str, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    sheet = _sound(rng, kind)
    DAMAGE[damage](rng, sheet)
    path = tmp_path / f"roster.{sheet.kind}"
    path.write_bytes(_file_bytes(sheet))
    before = path.read_bytes()
    staff, refused = None, None
    try:
        staff, _ = build_school_staff(read_roster(path))
    except RosterError as error:
        refused = error
    assert path.read_bytes() == before
    if sheet.must_fail:
        assert refused is not None, "damage was read as if it were sound"
        assert refused.faults
        assert all(fault.where and fault.problem for fault in refused.faults)
        assert any(fault.where.endswith(sheet.fault_at) for fault in refused.faults), str(refused)
    else:
        assert staff is not None, f"a sound roster was refused: {refused}"
        _assert_right(staff, sheet)
