"""Nobody who holds every printed cell and margin can tell the value of a hidden cell (rule D4)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from wellstaffed.evidence.small_cells import hidden_cells, hidden_table

SMALL_TABLES = arrays(
    np.int64,
    st.tuples(st.integers(2, 5), st.integers(2, 5)),
    elements=st.one_of(st.integers(0, 12), st.integers(0, 60)),
)


def possible_values(whole, hidden, cell):
    """Smallest and largest value of a hidden cell that fits everything printed, by linear programming.

    The constraints of a table with margins are totally unimodular: these ends are whole numbers and all between occur.
    """
    unknown = [tuple(one) for one in np.argwhere(hidden)]
    equations, known = [], []
    rows, columns = whole.shape
    lines = [[(i, j) for j in range(columns)] for i in range(rows)] + [
        [(i, j) for i in range(rows)] for j in range(columns)
    ]
    for line in lines:
        sign = {place: 1 if place != line[-1] else -1 for place in line}
        equations.append([sign.get(one, 0) for one in unknown])
        known.append(-sum(sign[one] * whole[one] for one in line if not hidden[one]))
    goal = np.array([one == cell for one in unknown], dtype=float)
    ends = []
    for direction in (1, -1):
        found = linprog(direction * goal, A_eq=equations, b_eq=known, bounds=(0, None), method="highs")
        ends.append(np.inf if found.status == 3 else direction * found.fun)
    return ends


def with_margins(cells):
    whole = np.zeros(np.add(cells.shape, 1), dtype=int)
    whole[:-1, :-1] = cells
    whole[:-1, -1], whole[-1, :-1], whole[-1, -1] = cells.sum(1), cells.sum(0), cells.sum()
    return whole


def mask(found):
    hidden = np.zeros(np.add(found.cells.shape, 1), dtype=bool)
    hidden[:-1, :-1] = found.cells
    hidden[:-1, -1], hidden[-1, :-1], hidden[-1, -1] = found.row_totals, found.column_totals, found.total
    return hidden


@settings(max_examples=120)
@given(SMALL_TABLES, st.booleans(), st.sampled_from([3, 5, 10]))
def test_every_hidden_cell_and_total_keeps_more_than_one_value(cells, zeros_may_show, minimum):
    whole = with_margins(cells)
    hidden = mask(hidden_table(cells, minimum=minimum, zeros_may_show=zeros_may_show))
    for cell in map(tuple, np.argwhere(hidden)):
        low, high = possible_values(whole, hidden, cell)
        assert high - low >= 1 - 1e-7, (whole.tolist(), hidden.tolist(), cell)


@settings(max_examples=200)
@given(SMALL_TABLES, st.booleans())
def test_no_small_cell_and_no_small_total_shows(cells, zeros_may_show):
    whole, hidden = with_margins(cells), mask(hidden_table(cells, zeros_may_show=zeros_may_show))
    shown = whole[~hidden]
    assert not ((shown < 10) & (shown > (0 if zeros_may_show else -1))).any()


@settings(max_examples=200)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=8))
def test_the_hidden_cells_of_a_row_are_at_least_two_and_not_small_together(row):
    hidden = hidden_cells(row)
    assert all(row[one] >= 10 for one in set(range(len(row))) - set(hidden))
    if hidden and len(hidden) < len(row):
        assert len(hidden) > 1
        assert sum(row[one] for one in hidden) >= 10


def test_the_attack_succeeds_where_nothing_but_the_small_cell_is_hidden():
    """The test has teeth: naive hiding is broken by subtraction."""
    whole = with_margins(np.array([[40, 22, 1], [30, 30, 30]]))
    naive = np.zeros_like(whole, dtype=bool)
    naive[0, 2] = True
    low, high = possible_values(whole, naive, (0, 2))
    assert low == pytest.approx(high) == 1
