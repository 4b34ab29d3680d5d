"""The path for very many schools gives what the exact path gives, row by row and sum by sum."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellstaffed.core.errors import NoNumericRuleError, NotHeldExactlyError
from wellstaffed.core.exact import STEPS, Direction, Order, Rounding
from wellstaffed.gaps.national_gap import national_gap
from wellstaffed.gaps.staff_gap import district_gap, gap_total, staff_gap
from wellstaffed.standards.library import StandardsLibrary
from wellstaffed.standards.rules import AcuityRule, RatioRule

LIBRARY = StandardsLibrary()
RULES = [
    (one, one.values[-1].from_)
    for one in LIBRARY.standards()
    if len(one.roles) == 1 and not isinstance(one.values[-1].rule, AcuityRule) and one.values[-1].rule.kind != "words"
]
SCHOOLS = st.lists(
    st.tuples(
        st.sampled_from(["0100005", "5508520", "4110040"]),
        st.one_of(st.none(), st.integers(0, 4000)),
        st.one_of(st.none(), st.integers(0, 4000).map(lambda parts: parts / 100)),
        st.sampled_from(["elementary", "middle", "high", "combined", None]),
        st.sampled_from(["title_i", "focus", "non_focus", None]),
    ),
    min_size=1,
    max_size=12,
)
ROUNDINGS = st.builds(Rounding, st.sampled_from([*STEPS, None]), st.sampled_from(Direction), st.sampled_from(Order))


def staff_table(schools, role):
    rows = [
        {
            "row_order": order, "school_id": f"{leaid}{order:05d}", "school": f"school {order}", "leaid": leaid,
            "district": leaid, "state": "WI", "school_year": 2021, "is_pool": False, "grade_band": band,
            "students": students, "students_missing": "not reported" if students is None else None,
            "poverty_group": poverty, "role": role, "fte": fte, "flags": "",
            "fte_missing": "suppressed" if fte is None else None, "source": f"row {order}",
        }
        for order, (leaid, students, fte, band, poverty) in enumerate(schools)
    ]  # fmt: skip
    kinds = {"students": pl.Int64, "fte": pl.Float64, "grade_band": pl.String, "poverty_group": pl.String,
             "students_missing": pl.String, "fte_missing": pl.String}  # fmt: skip
    return pl.DataFrame(rows, schema_overrides=kinds)


def decimal(value):
    return None if value is None else float(value)


@settings(max_examples=400)
@given(SCHOOLS, st.sampled_from(RULES), ROUNDINGS)
def test_every_school_has_the_need_and_gap_of_the_exact_path(schools, dated, rounding):
    standard, on = dated
    table = staff_table(schools, standard.roles[0].value)
    exactly = staff_gap(table, standard, on=on, rounding=rounding)
    found = national_gap(table, standard, on=on, rounding=rounding).schools
    names = ["school_id", "need_fte", "gap_fte", "gap_fte_low", "gap_fte_high"]
    assert found.select(names).rows() == [
        (row.school_id, *map(decimal, (row.need, row.gap, row.gap_low, row.gap_high))) for row in exactly
    ]


@settings(max_examples=300)
@given(SCHOOLS, st.sampled_from(RULES), ROUNDINGS)
def test_every_district_and_state_has_the_sums_of_the_exact_path(schools, dated, rounding):
    standard, on = dated
    table = staff_table(schools, standard.roles[0].value)
    found = national_gap(table, standard, on=on, rounding=rounding)
    exactly = staff_gap(table, standard, on=on, rounding=rounding)
    groups = [(found.states.row(0, named=True), exactly)]
    groups += [
        (row, [one for one in exactly if one.district == row["leaid"]]) for row in found.districts.iter_rows(named=True)
    ]
    for row, members in groups:
        total = gap_total(members)
        for name, value in (("need_fte", total.need), ("gap_fte", total.gap), ("fte", total.fte)):
            assert row[name] == decimal(value), name
        assert (row["schools"], row["students"]) == (total.schools, total.students)
        assert (row["unknown_students"], row["unknown_fte"]) == (total.unknown_students, total.unknown_fte)


@settings(max_examples=200)
@given(
    SCHOOLS, st.sampled_from([one for one in RULES if isinstance(one[0].value_on(one[1]).rule, RatioRule)]), ROUNDINGS
)
def test_a_district_taken_as_one_has_the_need_of_the_exact_path(schools, dated, rounding):
    standard, on = dated
    table = staff_table(schools, standard.roles[0].value)
    if standard.value_on(on).rule.minimum is not None:
        return
    found = national_gap(table, standard, on=on, rounding=rounding).districts.sort("leaid")
    exactly = sorted(district_gap(table, standard, on=on, rounding=rounding), key=lambda row: row.district)
    assert found.select("leaid", "district_need_fte", "district_gap_fte").rows() == [
        (row.district, decimal(row.need), decimal(row.gap)) for row in exactly
    ]


def test_a_figure_finer_than_the_arithmetic_is_refused_and_not_rounded():
    table = staff_table([("0100005", 500, 1.23456, "high", None)], "counselor")
    with pytest.raises(NotHeldExactlyError, match="four decimals"):
        national_gap(table, LIBRARY.standard("asca/counselor_ratio"), on=date(2020, 7, 1), rounding=Rounding())


def test_a_rule_of_words_has_no_need_here_either():
    table = staff_table([("0100005", 500, 1.0, "high", None)], "nurse")
    with pytest.raises(NoNumericRuleError, match="words"):
        national_gap(table, LIBRARY.standard("nasn/nurse_workload"), on=date(2021, 1, 1), rounding=Rounding())
