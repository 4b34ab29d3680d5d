"""Why a plan came out so: the next-best plan, one more unit of a limit, the price of a rule, a school's own sentence."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings

from tests.plans.placing_cases import every_placement, random_district, tiny_problems
from wellstaffed.core.roles import Role
from wellstaffed.plans.broken_rules import broken_rules
from wellstaffed.plans.explanation import explanation
from wellstaffed.plans.place_posts import placement
from wellstaffed.plans.staffing_problem import Cell, Fund, Problem

N = Role.NURSE


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tiny_problems())
def test_the_next_best_plan_is_the_best_of_all_plans_with_other_posts_at_the_end(problem: Problem) -> None:
    allowed = [one for one in every_placement(problem) if not broken_rules(one)]
    assume(allowed)
    plan = placement(problem)
    others = [one for one in allowed if [by[-1] for by in one.steps] != [by[-1] for by in plan.steps]]
    why = explanation(plan)
    if not others:
        assert why.next_best is None
        assert why.differs == ()
    else:
        assert why.next_best is not None
        assert broken_rules(why.next_best) == []
        assert why.next_best.proof.value == max(one.proof.value for one in others)
        assert why.differs


def test_a_swap_that_is_just_as_good_is_found_in_a_district_of_several_years() -> None:
    problem = random_district(2, schools=6, years=3, caveat=False)
    plan = placement(problem)
    other = explanation(plan).next_best
    assert other is not None
    assert broken_rules(other) == []
    assert other.proof.value <= plan.proof.value
    assert other.proof.value == placement(problem, other_than=plan).proof.value


def test_a_school_s_sentence_says_what_was_in_place_before_and_what_stands_in_the_way() -> None:
    cells = (Cell(0, N, Fraction(3), Fraction(1)), Cell(1, N, Fraction(2), Fraction(2)))
    money = Fund("general", "General", frozenset({N}), (Fraction(100), Fraction(100)))
    plan = placement(Problem(("North", "South"), (2021, 2022), Fraction(1), cells, {N: (Fraction(100),) * 2}, (money,)))
    (_, north), (_, south) = explanation(plan).schools
    assert north == (
        "2020-21: 1 nurse (1 of 3 in place before). Still missing: 1 nurse; "
        "the money of 2021-22 does not pay another post."
    )
    assert south == "At standard from 2020-21 on."
