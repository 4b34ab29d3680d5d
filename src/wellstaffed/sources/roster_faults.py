"""Faults of a roster's sheet as a whole: rows of another width or of totals, schools that stand twice, merged cells, decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import Fault
from wellstaffed.sources.decimal_mark import DecimalMark, decimal_mark
from wellstaffed.sources.roster_columns import MEASURES, RosterColumn, cell_address, folded
from wellstaffed.sources.roster_values import is_blank, quoted

if TYPE_CHECKING:
    from wellstaffed.sources.roster import RosterRow
    from wellstaffed.sources.roster_cells import Cells

_TOTAL = re.compile(
    r"^(the_)?((all|every)(_|$)(of_)?(the_)?(schools?|district|sites|campuses)?|(grand_|school_|district_?(wide)?_)?sum|overall"
    r"|(school_)?(average|mean|median)|(the_|whole_|entire_)?district(_?wide)?)(_schools)?$"
)
_TOTAL_AT_AN_END = re.compile(r"^(grand_|sub_?)?totals?(_|$)|_(sub_?)?totals?$|^subtotals?(_|$)")
_SCHOOL = re.compile(r"_(?:academy|school|charter|prep|institute|college)$")
_NUMBERS = {"students", "need", *MEASURES}


def is_total_row(name: str) -> bool:
    """Tell whether a row is called as rows of totals are, and no school is: ``Total``, ``All schools``, ``Districtwide``."""
    plain = folded(name)
    if _SCHOOL.search(plain):
        return False  # "Total Learning Academy"
    return bool(_TOTAL.match(plain) or _TOTAL_AT_AN_END.search(plain))


def rows_too_long(cells: Cells, header_row: int) -> list[Fault]:
    """
    Return the rows that have more cells than headings: their numbers stand under the wrong ones.

    A note beside a workbook's rows shifts nothing; a number there may be what a comma parted before the file was a workbook.
    """
    header = _trimmed(cells.rows[header_row])
    faults = []
    for number, row in enumerate(cells.rows[header_row + 1 :], start=header_row + 2):
        beyond = [cell for cell in _trimmed(row)[len(header) :] if not is_blank(cell)]
        split = _split_number(row) if cells.delimiter in ("", ",") else ""
        if not cells.delimiter:
            beyond = [cell for cell in beyond if isinstance(cell, int | float)]
        is_longer = bool(cells.delimiter) and len(row) > len(cells.rows[header_row])
        if not beyond and not (split and is_longer):
            continue
        count = len(row) if cells.delimiter else len(_trimmed(row))
        shown = " | ".join(_shown(cell) for cell in row[: len(header) + 8][:count])
        cause = f" {split} may be one number: a comma for thousands without quotation marks." if split else ""
        fix = "Write numbers without a sign for thousands, put text that holds the sign of columns into quotation marks, or give "
        problem = f"has {count} cells under {len(header)} headings: {shown}.{cause}"
        faults.append(Fault(f"{cells.sheet}!row {number}", problem, f"{fix}the last column a heading."))
    return faults


def decimals(cells: Cells, header_row: int, columns: dict[RosterColumn, int]) -> tuple[DecimalMark, list[Fault]]:
    """
    Return the sign of decimals in a file, and a fault where its numbers contradict each other.

    Only where semicolons part the columns is it open: a spreadsheet writes them where the comma parts decimals.
    """
    if cells.delimiter != ";":
        return ".", []
    places = [(row, at) for column, at in columns.items() if column.field in _NUMBERS
              for row in range(header_row + 1, len(cells.rows)) if at < len(cells.rows[row])]  # fmt: skip
    mark = decimal_mark(cells.rows[row][at] for row, at in places)
    if mark != "both":
        return mark, []
    said = []
    for one, name in ((".", "points"), (",", "commas")):
        row, at = next(place for place in places if decimal_mark([cells.rows[place[0]][place[1]]]) == one)
        said.append(f"{name} ({quoted(cells.rows[row][at])} in {cell_address(cells.sheet, row, at)})")
    return mark, [
        Fault(cells.sheet, f"writes decimals with {' and with '.join(said)}.", "Write all of them with points.")
    ]


def merged_cells(cells: Cells, header_row: int) -> list[Fault]:
    """Return the merged cells of the headings and below."""
    sheet = cells.sheet
    return [
        Fault(
            cell_address(sheet, top, left),
            f"is merged as far as {cell_address(sheet, bottom, right)}; which row it belongs to is not known.",
            "Unmerge it and fill in each cell.",
        )
        for top, left, bottom, right in cells.merged
        if bottom >= header_row
    ]


def same_school_twice(sheet: str, rows: Iterable[RosterRow]) -> list[Fault]:
    """Return the rows of a school and year that stands before; capitals and spaces make no other school."""
    by_id: dict[tuple[str, int], int] = {}
    by_name: dict[tuple[str, int], list[RosterRow]] = {}
    faults = []
    for row in rows:
        if not row.school_id or not row.school_year:
            continue
        before = by_id.setdefault((_plain(row.school_id), row.school_year), row.row)
        alike = by_name.setdefault((_plain(row.school), row.school_year), [])
        named = [one.row for one in alike if _may_be_one(one, row)]
        if before != row.row or named:
            first = before if before != row.row else named[0]
            problem = f"is the same school and year as row {first} ({quoted(row.school_id)})."
            faults.append(Fault(f"{sheet}!row {row.row}", problem, "Keep one row, or give each its own School ID."))
        alike.append(row)
    return faults


def _may_be_one(one: RosterRow, other: RosterRow) -> bool:
    """Tell whether rows of one name are of one school: one has no identifier, and no district tells them apart."""
    if one.is_pool or other.is_pool:
        return False
    without = any(_plain(row.school_id) == _plain(row.school) for row in (one, other))
    districts = [_plain(row.district) for row in (one, other)]
    return without and (districts[0] == districts[1] or "" in districts)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _trimmed(row: list[Any]) -> list[Any]:
    width = max((place for place, cell in enumerate(row, start=1) if not is_blank(cell)), default=0)
    return row[:width]


def _split_number(row: list[Any]) -> str:
    """Return the two cells of a row that look like one number parted at its comma."""
    for first, second in zip(row, row[1:], strict=False):
        if re.fullmatch(r"\s*[1-9]\d?\d?", _shown(first)) and re.fullmatch(r"\d{3}(\.\d+)?\s*", _shown(second)):
            return f"{_shown(first).strip()},{_shown(second).strip()}"
    return ""


def _shown(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else "" if cell is None else str(cell)
