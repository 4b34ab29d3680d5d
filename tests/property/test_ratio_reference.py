"""The gap of plain ratios beside a slow reference in whole numbers, written from the rules and not from the code."""

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gaps.test_worked_needs import LIBRARY, table

from wellstaffed.core.exact import STEPS, Direction, Order, Rounding
from wellstaffed.gaps.staff_gap import gap_total, staff_gap

RATIO = 250
SCALE = 1000 * RATIO  # every need and FTE below is a whole number of these parts


def plain_round(parts: int, step: int, direction: str) -> int:
    low = parts - parts % step
    if parts == low or direction == "down":
        return low
    if direction == "up":
        return low + step
    return low + step if 2 * (parts - low) >= step else low


def plain_gap(students: int, fte_thousandths: int, step: int | None, direction: str, order: str) -> int:
    need, fte = students * 1000, fte_thousandths * RATIO
    if step is None:
        return max(0, need - fte)
    if order == "round-then-subtract":
        return max(0, plain_round(need, step, direction) - fte)
    return plain_round(max(0, need - fte), step, direction)


schools = st.lists(
    st.tuples(st.integers(0, 5000), st.one_of(st.none(), st.integers(0, 30_000))), min_size=1, max_size=8
)


@settings(max_examples=200)
@given(schools, st.sampled_from([None, *STEPS]), st.sampled_from(Direction), st.sampled_from(Order))
def test_gap_equals_the_slow_reference(entries, step, direction, order):
    rows = [(f"S{i}", n, "counselor", None if fte is None else fte / 1000) for i, (n, fte) in enumerate(entries)]
    rounding = Rounding(step, direction, order)
    got = staff_gap(table(*rows), LIBRARY.standard("asca/counselor_ratio"), on=date(2019, 3, 1), rounding=rounding)
    parts = None if step is None else int(step * SCALE)
    for row, (students, fte) in zip(got, entries, strict=True):
        most = Fraction(plain_gap(students, fte or 0, parts, direction.value, order.value), SCALE)
        assert row.gap == (None if fte is None else most)
        assert row.gap_high == most
        assert 0 <= row.gap_low <= row.gap_high
    total = gap_total(got)
    assert total.unknown_schools == sum(fte is None for _, fte in entries)
    assert total.gap == (
        sum(row.gap for row in got if row.gap is not None) if total.unknown_schools < len(got) else None
    )
