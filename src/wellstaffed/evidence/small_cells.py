"""
Hiding cells that could point to a child, together with what would reveal them (rule D4).

A hidden cell must keep more than one possible value for a reader who knows every printed cell and margin. Small cells
are hidden first; then the next smallest of a line wherever one cell alone is hidden or the hidden ones add to less than
the minimum; then, as the last word, each hidden cell is tried: it can move if some closed chain of hidden cells can move
with it, one up and one down, without any count falling below zero (the cycles of a transportation problem).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
HIDDEN = "the count is hidden, so that no child can be told from it"
MINIMUM = 10


def hidden_cells(
    row: Sequence[int], *, minimum: int = MINIMUM, zeros_may_show: bool = False, total_published: bool = True
) -> list[int]:
    """
    Return which cells of one row to hide, by position.

    Parameters
    ----------
    row : sequence of int
        Counts that add to the row's total.
    minimum : int
        Smallest count that may show.
    zeros_may_show : bool
        Whether a zero may stand; it says that no child had the outcome, which may say something of every child.
    total_published : bool
        Whether the row's total stands beside it.
    """
    values = np.asarray(row, dtype=np.int64)
    hidden = _is_small(values, minimum, zeros_may_show)
    if total_published:
        _hide_complements(values, hidden, minimum)
    return [int(one) for one in np.flatnonzero(hidden)]


@dataclass(frozen=True)
class HiddenTable:
    """Which cells of a table (n by k), which row and column totals, and whether the grand total, must not be printed."""

    cells: Flags
    row_totals: Flags
    column_totals: Flags
    total: bool


def hidden_table(
    counts: ArrayLike,
    *,
    minimum: int = MINIMUM,
    zeros_may_show: bool = False,
    row_totals_printed: bool = True,
    column_totals_printed: bool = True,
) -> HiddenTable:
    """
    Return what to hide of a table of counts with its margins.

    Parameters
    ----------
    counts : array of int, n by k
        Such as schools by groups; every cell known.
    minimum, zeros_may_show
        See `hidden_cells`.
    row_totals_printed, column_totals_printed : bool
        Which margins stand beside the table, or can be had elsewhere.

    Notes
    -----
    Rule D4. A total below the minimum is a small cell too.
    """
    cells = np.asarray(counts, dtype=np.int64)
    whole = np.zeros((cells.shape[0] + 1, cells.shape[1] + 1), dtype=np.int64)
    whole[:-1, :-1] = cells
    whole[:-1, -1], whole[-1, :-1], whole[-1, -1] = cells.sum(1), cells.sum(0), cells.sum()
    hidden = _is_small(whole, minimum, zeros_may_show)
    secret = np.ones_like(hidden)  # what was never to be printed is open to the reader, but no secret to keep
    if not row_totals_printed:
        secret[:-1, -1] = False
    if not column_totals_printed:
        secret[-1, :-1] = False
    if not (row_totals_printed or column_totals_printed):
        secret[-1, -1] = False
    hidden |= ~secret
    while True:
        _hide_in_lines(whole, hidden, minimum)
        told = _determined_cell(whole, hidden, secret)
        if told is None:
            break
        _hide_beside(whole, hidden, told)
    return HiddenTable(hidden[:-1, :-1], hidden[:-1, -1], hidden[-1, :-1], bool(hidden[-1, -1]))


def _is_small(values: Counts, minimum: int, zeros_may_show: bool) -> Flags:
    small = values < minimum
    return small & (values > 0) if zeros_may_show else small


def _hide_complements(values: Counts, hidden: Flags, minimum: int) -> bool:
    """Hide the next smallest cells of a line with a printed total until the hidden ones say nothing; tell of a change."""
    changed = False
    while hidden.any() and not hidden.all() and (hidden.sum() == 1 or values[hidden].sum() < minimum):
        shown = np.flatnonzero(~hidden)
        hidden[shown[np.argmin(values[shown])]] = True
        changed = True
    return changed


def _hide_in_lines(whole: Counts, hidden: Flags, minimum: int) -> None:
    changed = True
    while changed:
        changed = False
        for values, flags in ((whole, hidden), (whole.T, hidden.T)):
            for line in range(values.shape[0]):
                if not flags[line, -1]:  # a hidden total gives nothing to subtract from
                    changed |= _hide_complements(values[line, :-1], flags[line, :-1], minimum)


def _determined_cell(whole: Counts, hidden: Flags, secret: Flags) -> tuple[int, int] | None:
    """Return a hidden cell that the printed ones leave only one value, or None."""
    rows, columns = hidden.shape
    onward: list[set[int]] = [set() for _ in range(rows + columns)]
    for i, j in np.argwhere(hidden):
        for start, end in _moves(whole, int(i), int(j), rows):
            onward[start].add(end)
    for i, j in np.argwhere(hidden & secret):
        moves = _moves(whole, int(i), int(j), rows)
        if not any(_can_return(onward, end, start) for start, end in moves):
            return int(i), int(j)
    return None


def _moves(whole: Counts, i: int, j: int, rows: int) -> list[tuple[int, int]]:
    """Return the arcs of a cell: row to column if it can grow, column to row if it can shrink; totals turned round."""
    last_row, last_column = whole.shape[0] - 1, whole.shape[1] - 1
    grow, shrink = (i, rows + j), (rows + j, i)
    if (i == last_row) != (j == last_column):
        grow, shrink = shrink, grow
    return [grow, shrink] if whole[i, j] > 0 else [grow]


def _can_return(onward: list[set[int]], start: int, goal: int) -> bool:
    """Ask whether a chain leads from `start` to `goal` without the arc that joins them directly."""
    seen, waiting = {start}, [one for one in onward[start] if one != goal]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        if goal in onward[node]:
            return True
        waiting.extend(onward[node] - seen)
    return False


def _hide_beside(whole: Counts, hidden: Flags, cell: tuple[int, int]) -> None:
    """Hide the smallest cell printed in the row of `cell`, else in its column, else anywhere."""
    i, j = cell
    beside = np.zeros_like(hidden)
    beside[i, :] = True
    if not (beside & ~hidden).any():
        beside[:, j] = True
    if not (beside & ~hidden).any():
        beside[:] = True
    open_cells = np.argwhere(beside & ~hidden)
    # Inner cells before totals: a reader can do without a school's cell, hardly without the district's sum.
    order = [(r == whole.shape[0] - 1 or c == whole.shape[1] - 1, whole[r, c], r, c) for r, c in open_cells.tolist()]
    _, _, row, column = min(order)
    hidden[row, column] = True


def hide_small_cells(counts: pl.DataFrame, *, minimum: int = MINIMUM, zeros_may_show: bool = False) -> pl.DataFrame:
    """
    Return a table of counts with its small cells, and what would reveal them, taken out.

    Parameters
    ----------
    counts : DataFrame
        See `disparity_table.COUNT_COLUMNS`. Places by groups form one table for each school year, outcome and
        dimension; both margins are taken as known to the reader. Where a cell is hidden, only the first dimension of
        that year and outcome is kept: another way of dividing the same children could give the cell away.
    minimum, zeros_may_show
        See `hidden_cells`.

    Returns
    -------
    DataFrame
        The same rows: ``events`` null and ``events_missing`` saying so where hidden; ``total_events`` of the place,
        null where it is hidden or a part of it is unknown.
    """
    keyed = counts.with_row_index("position")
    hidden: list[int] = []
    totals = np.full(counts.height, np.nan)
    has_hidden: set[tuple[object, ...]] = set()
    parts = keyed.partition_by(["school_year", "outcome", "dimension"], maintain_order=True)
    for part in parts:
        cells, where, places = _lattice(part)
        found = _hidden_lattice(cells, minimum, zeros_may_show)
        for position, (i, j) in where.items():
            if not np.isnan(cells[i, j]) and found.cells[i, j]:
                hidden.append(position)
                has_hidden.add((part["school_year"][0], part["outcome"][0]))
            if not found.row_totals[i] and not np.isnan(cells[i][list(places[i])]).any():
                totals[position] = np.nansum(cells[i])
    first: dict[tuple[object, ...], str] = {}
    for part in parts:
        key = (part["school_year"][0], part["outcome"][0])
        if key in has_hidden and first.setdefault(key, part["dimension"][0]) != part["dimension"][0]:
            hidden += part.filter(pl.col("events").is_not_null())["position"].to_list()
    is_hidden = pl.Series(np.isin(np.arange(counts.height), hidden))
    return counts.with_columns(
        events=pl.when(is_hidden).then(None).otherwise(pl.col("events")),
        events_missing=pl.when(is_hidden).then(pl.lit(HIDDEN)).otherwise(pl.col("events_missing")),
        total_events=pl.Series(totals, dtype=pl.Float64, nan_to_null=True),
    )


Lattice = tuple[NDArray[np.float64], dict[int, tuple[int, int]], dict[int, set[int]]]


def _lattice(part: pl.DataFrame) -> Lattice:
    places = {name: index for index, name in enumerate(dict.fromkeys(part["place_id"]))}
    groups = {name: index for index, name in enumerate(dict.fromkeys(part["group"]))}
    cells = np.zeros((len(places), len(groups)))
    where: dict[int, tuple[int, int]] = {}
    held: dict[int, set[int]] = {}
    for row in part.iter_rows(named=True):
        i, j = places[row["place_id"]], groups[row["group"]]
        cells[i, j] = np.nan if row["events"] is None else row["events"]
        where[int(row["position"])] = (i, j)
        held.setdefault(i, set()).add(j)
    return cells, where, held


def _hidden_lattice(cells: NDArray[np.float64], minimum: int, zeros_may_show: bool) -> HiddenTable:
    unknown = np.isnan(cells)
    # An unknown cell already stands open in its row and column; the rest is judged as if it were empty.
    known = np.where(unknown, 0, cells)
    found = hidden_table(
        known, minimum=minimum, zeros_may_show=zeros_may_show, column_totals_printed=cells.shape[0] > 1
    )
    return HiddenTable(found.cells | unknown, found.row_totals | unknown.any(1), found.column_totals, found.total)
