"""The claim checker: Madison's 33, and generated claims whose convention is known (rules C1 to C3)."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellstaffed.core.errors import PlanError
from wellstaffed.core.exact import STEPS, Direction, Order, Rounding
from wellstaffed.gaps.claim import check_claim
from wellstaffed.gaps.claim_document import Claim, load_claim

MADISON = Path(__file__).resolve().parents[2] / "examples" / "madison-2020" / "claim.yaml"
SOURCE = {
    "title": "t", "publisher": "p", "href": "https://example.org/", "locator": "l", "quote_missing": "made by hand",
    "retrieved": "2026-11-23",
}  # fmt: skip


def claim(figures, students, in_post, ratio=250, **more):
    return Claim.model_validate(
        {
            "title": "made", "claimed_by": "nobody", "claimed_on": "2020-06-08", "source": SOURCE,
            "total": str(sum(figures.values(), Fraction(0))),
            "figures": [{"school": s, "role": "counselor", "additional": str(k)} for s, k in figures.items()],
            "ratios": [{"role": "counselor", "students_per_fte": [ratio]}],
            "enrollment": [
                {"key": "one", "school_year": "2019-20", "known_then": True, "source": "made", "students": students}
            ],
            "in_post": {s: {"counselor": str(f)} for s, f in in_post.items()},
        }
        | more
    )  # fmt: skip


def test_madison_s_figures_add_up_to_33():
    published = check_claim(load_claim(MADISON)).published
    assert published["total"] == published["sum_of_figures"] == 33
    assert published["by_role"] == {"counselor": 5, "nurse": 4, "psychologist": 3, "social_worker": 21}
    assert published["by_school"] == {"East": 7, "La Follette": 8, "Memorial": 9, "West": 9}


def test_without_the_roster_madison_s_claim_is_not_settled():
    result = check_claim(load_claim(MADISON))
    assert result.settled is False
    assert len(result.fits) > 1
    assert "cannot be settled without the roster" in result.why


def test_what_holds_whatever_the_enrollment_is_said():
    (fact,) = check_claim(load_claim(MADISON)).facts
    assert "fewer social workers than counselors in post, by: East 3, La Follette 4, Memorial 3, West 6" in fact


def test_an_enrollment_of_two_schools_is_only_near():
    result = check_claim(load_claim(MADISON))
    assert {one.enrollment.key for one in result.near} == {"nces-2018-19"}
    assert all(one.misses == ("East: no enrollment", "La Follette: no enrollment") for one in result.near)


def test_implied_staff_of_east_is_the_rounded_need_less_the_claim():
    result = check_claim(load_claim(MADISON))
    one = next(fit for fit in result.fits if fit.enrollment.key == "crdc-2015-16" and fit.rounding == Rounding())
    assert {(i.school, i.role.value): str(i) for i in one.implied if i.school == "East"} == {
        ("East", "counselor"): "5", ("East", "nurse"): "1", ("East", "psychologist"): "1", ("East", "social_worker"): "2",
    }  # fmt: skip


def test_a_claim_beyond_the_whole_need_fits_nothing():
    result = check_claim(claim({"A": Fraction(9)}, {"A": 500}, {}))
    assert result.fits == ()
    assert "below the 9 claimed" in result.near[0].misses[0]


def test_a_roster_settles_a_claim_that_one_convention_gives():
    result = check_claim(
        claim(
            {"A": Fraction(1)}, {"A": 374}, {"A": 0}, steps=[1], directions=["nearest"], orders=["round-then-subtract"]
        )
    )
    assert result.settled is True
    assert "One convention gives every published figure" in result.why


def test_a_roster_that_several_conventions_fit_settles_nothing():
    result = check_claim(claim({"A": Fraction(1)}, {"A": 500}, {"A": 1}))
    assert result.settled is False
    assert "nothing here says which was used" in result.why


@settings(max_examples=150)
@given(
    st.dictionaries(st.sampled_from("ABCD"), st.tuples(st.integers(1, 4000), st.integers(0, 200)), min_size=1),
    st.sampled_from([None, *STEPS]),
    st.sampled_from(Direction),
    st.sampled_from(Order),
)
def test_the_convention_that_made_the_figures_is_among_those_that_fit(schools, step, direction, order):
    rounding = Rounding(step, direction, order)
    figures = {}
    for school, (students, tenths) in schools.items():
        need, fte = Fraction(students, 250), Fraction(tenths, 10)
        first = order is Order.ROUND_THEN_SUBTRACT
        figures[school] = max(Fraction(0), rounding(need) - fte) if first else rounding(max(Fraction(0), need - fte))
    made = claim(
        figures, {s: n for s, (n, _) in schools.items()}, {s: Fraction(t, 10) for s, (_, t) in schools.items()}
    )
    fits = {one.rounding for one in check_claim(made).fits}
    assert rounding in fits or (step is None and Rounding(None, Direction.NEAREST) in fits)


def test_all_faults_of_a_claim_are_reported_with_their_lines(tmp_path):
    file = tmp_path / "claim.yaml"
    file.write_text(
        MADISON.read_text(encoding="utf-8").replace("role: nurse, additional", "rolle: nurse, additional", 1)
        .replace("school_year: 2015-16", "school_year: 2015"), encoding="utf-8",
    )  # fmt: skip
    with pytest.raises(PlanError) as caught:
        load_claim(file)
    assert len(caught.value.faults) == 3
    assert all(fault.where.startswith("line ") for fault in caught.value.faults)
