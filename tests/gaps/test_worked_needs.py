"""Worked cases of need and gap, each a sentence (rules G1 to G8)."""

from datetime import date
from fractions import Fraction

import polars as pl
import pytest

from wellstaffed.core.errors import NoNumericRuleError, RoleMismatchError
from wellstaffed.core.exact import Direction, Order, Rounding
from wellstaffed.gaps.need import SchoolFacts, exact_need
from wellstaffed.gaps.staff_gap import district_gap, gap_total, staff_gap
from wellstaffed.standards.library import StandardsLibrary

LIBRARY = StandardsLibrary()
EXACT = Rounding(None)
ON = date(2019, 3, 1)


def table(*rows: tuple[str, int | None, str, float | None], pool: str = "") -> pl.DataFrame:
    """Return a staff table of (school, students, role, FTE) rows."""
    schools = list(dict.fromkeys(row[0] for row in rows))
    return pl.DataFrame(
        [
            {
                "row_order": schools.index(school), "school_id": school, "school": school, "leaid": "0000001",
                "district": "D", "school_year": 2019, "is_pool": school == pool, "grade_band": "elementary",
                "students": students, "students_missing": None if students is not None else "not reported",
                "poverty_group": None, "role": role, "fte": fte,
                "fte_missing": None if fte is not None else "not reported", "flags": "", "source": "made up",
            }
            for school, students, role, fte in rows
        ],
        infer_schema_length=None,
    )  # fmt: skip


def gaps(rows, standard="asca/counselor_ratio", rounding=EXACT, compute=staff_gap, on=ON):
    return compute(table(*rows), LIBRARY.standard(standard), on=on, rounding=rounding)


def test_1500_students_at_250_need_exactly_6():
    (row,) = gaps([("A", 1500, "counselor", 6.0)])
    assert row.need_exact == 6
    assert row.gap == 0
    assert row.meets is True


def test_one_student_more_no_longer_meets_the_standard():
    (row,) = gaps([("A", 1501, "counselor", 6.0)])
    assert row.meets is False
    assert row.gap == Fraction(1, 250)


def test_a_school_with_zero_staff_has_none_and_fails():
    (row,) = gaps([("A", 10, "counselor", 0.0)])
    assert row.has_none
    assert row.students_per_fte is None
    assert row.meets is False


def test_unreported_staff_leaves_the_gap_unknown_between_zero_and_need():
    (row,) = gaps([("A", 500, "counselor", None)])
    assert (row.gap, row.gap_low, row.gap_high, row.meets) == (None, 0, 2, None)
    total = gap_total([row])
    assert (total.unknown_schools, total.gap, total.fte) == (1, None, None)


def test_unreported_students_leave_the_need_unknown_without_bounds():
    (row,) = gaps([("A", None, "counselor", 1.0)])
    assert (row.need, row.gap, row.gap_high) == (None, None, None)
    assert row.need_missing == "students not known"


def test_one_school_s_surplus_fills_no_other_school_s_gap():
    rows = [("A", 250, "counselor", 3.0), ("B", 500, "counselor", 0.0)]
    assert gap_total(gaps(rows)).gap == 2
    assert gap_total(gaps(rows, compute=district_gap)).gap == 0


def test_halves_go_up_where_the_direction_is_nearest():
    (row,) = gaps([("A", 375, "counselor", 1.0)], rounding=Rounding(Fraction(1)))
    assert (row.need_exact, row.need, row.gap) == (Fraction(3, 2), 2, 1)


def test_rounding_after_subtracting_rounds_the_gap_and_leaves_the_need_exact():
    rounding = Rounding(Fraction(1, 2), Direction.UP, Order.SUBTRACT_THEN_ROUND)
    (row,) = gaps([("A", 375, "counselor", 0.4)], rounding=rounding)
    assert (row.need, row.gap) == (Fraction(3, 2), Fraction(3, 2))


def test_a_pooled_rule_has_one_need_met_by_its_roles_together():
    rows = [("A", 1000, "psychologist", 1.0), ("A", 1000, "social_worker", 1.0), ("A", 1000, "nurse", 0.5)]
    (row,) = gaps(rows, "virginia/support_positions", on=date(2022, 7, 1))
    assert (row.need_exact, row.fte, row.gap) == (3, Fraction(5, 2), Fraction(1, 2))


def test_a_pool_is_its_own_row_and_counts_in_the_district_only():
    rows = table(("A", 500, "counselor", 1.0), ("Pool", None, "counselor", 1.0), pool="Pool")
    rule = LIBRARY.standard("asca/counselor_ratio")
    by_school = staff_gap(rows, rule, on=ON, rounding=EXACT)
    assert [row.gap for row in by_school] == [1, None]
    assert gap_total(by_school).unknown_schools == 0
    (one,) = district_gap(rows, rule, on=ON, rounding=EXACT)
    assert one.gap == 0


def test_a_table_without_the_role_is_refused():
    with pytest.raises(RoleMismatchError, match="asca/counselor_ratio is about counselor; the table holds nurse"):
        gaps([("A", 1, "nurse", 1.0)])


def test_words_give_no_need():
    with pytest.raises(NoNumericRuleError, match="words, not a number"):
        gaps([("A", 1, "nurse", 1.0)], "nasn/nurse_workload", on=date(2021, 1, 1))


@pytest.mark.parametrize(
    ("standard", "on", "facts", "need"),
    [
        ("massachusetts/nurse_steps", "2020-01-01", SchoolFacts(249), "0.9"),
        ("massachusetts/nurse_steps", "2020-01-01", SchoolFacts(250), "1"),
        ("massachusetts/nurse_steps", "2020-01-01", SchoolFacts(500), "1"),
        ("massachusetts/nurse_steps", "2020-01-01", SchoolFacts(549), "1"),
        ("massachusetts/nurse_steps", "2020-01-01", SchoolFacts(550), "1.1"),
        ("virginia/counselor_elementary", "2018-01-01", SchoolFacts(499, "elementary"), "0.8"),
        ("virginia/counselor_elementary", "2018-01-01", SchoolFacts(549, "elementary"), "1"),
        ("virginia/counselor_elementary", "2018-01-01", SchoolFacts(550, "elementary"), "1.2"),
        ("virginia/counselor_band", "2021-01-01", SchoolFacts(600, "high"), "2"),
        ("alabama/counselor_tiers", "2020-01-01", SchoolFacts(499, "elementary"), "0.5"),
        ("alabama/counselor_tiers", "2020-01-01", SchoolFacts(750, "high"), "2"),
        ("md_montgomery/counselor_elementary", "2022-09-01", SchoolFacts(651, "elementary", "title_i"), "2"),
        ("md_montgomery/counselor_elementary", "2018-09-01", SchoolFacts(750, "elementary", "non_focus"), "1"),
        ("md_montgomery/counselor_elementary", "2016-09-01", SchoolFacts(701, "elementary", "focus"), "1.5"),
        ("new_hampshire/counselor_band", "2020-01-01", SchoolFacts(600, "middle"), "2"),
        ("vermont/nurse_ratio", "2020-01-01", SchoolFacts(250), "0.5"),
        ("washington/counselor_prototype", "2024-09-01", SchoolFacts(600, "high"), "3.039"),
        ("aap/nurse_per_school", "2020-01-01", SchoolFacts(40), "1"),
        ("florida/officer_per_school", "2020-01-01", SchoolFacts(3000), "1"),
        ("texas/counselor_elementary", "2022-01-01", SchoolFacts(100, "elementary"), "1"),
        (
            "arkansas/nurse_acuity",
            "2020-01-01",
            SchoolFacts(1000, None, None, {"level_2": 200, "level_3": 45, "level_4": 5, "level_5": 0}),
            "1.74",
        ),
    ],
)
def test_each_kind_of_rule_gives_its_worked_need(standard, on, facts, need):
    rule = LIBRARY.standard(standard).value_on(date.fromisoformat(on)).rule
    assert exact_need(rule, facts).fte == Fraction(need)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (SchoolFacts(600), "grade band not known"),
        (SchoolFacts(600, "combined"), "combined school"),
        (SchoolFacts(600, "high"), "not covered"),
    ],
)
def test_a_school_outside_a_band_rule_says_why_it_has_no_need(facts, reason):
    rule = LIBRARY.standard("georgia/nurse_band").value_on(ON).rule if facts.grade_band != "high" else None
    rule = rule or LIBRARY.standard("delaware/psychologist_middle").value_on(date(2023, 1, 1)).rule
    need = exact_need(rule, facts)
    assert need.fte is None
    assert reason in (need.missing or "")
