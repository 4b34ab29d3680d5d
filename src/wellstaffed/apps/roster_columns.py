"""A roster's own rows with our columns on the right."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from wellstaffed.core.exact import show
from wellstaffed.gaps.gap_row import GapRow
from wellstaffed.reports.roster_results import roster_results_xlsx
from wellstaffed.sources.roster import read_roster, roster_rows_back


def result_workbook(roster_path: Path, rows: list[GapRow]) -> bytes:
    """Return the workbook: the rows in the order in which they came, need and gap by role after the last column."""
    roster = read_roster(roster_path)
    by_order: dict[int, dict[str, GapRow]] = defaultdict(dict)
    for row in rows:
        by_order[row.order][row.role_name] = row
    roles = list(dict.fromkeys(row.role_name for row in rows))
    columns: list[tuple[str, list[object]]] = []
    for role in roles:
        mine = [by_order.get(index, {}).get(role) for index in range(len(roster.rows))]
        columns.append((f"{role} need FTE", [_cell(row and row.need, row and row.need_missing) for row in mine]))
        columns.append((f"{role} gap FTE", [_gap(row) for row in mine]))
    back = roster_rows_back(roster, columns)
    return roster_results_xlsx(back[1:], header=back[0])


def _cell(value: object, missing: object) -> object:
    return float(value) if value is not None else (missing or "")  # type: ignore[arg-type]


def _gap(row: GapRow | None) -> object:
    if row is None:
        return ""
    if row.gap is not None:
        return float(row.gap)
    if row.gap_low is None or row.gap_high is None:
        return row.gap_missing or ""
    return f"{show(row.gap_low)} to {show(row.gap_high)}"
