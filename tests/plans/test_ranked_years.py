"""Large districts by ranked list: equal to the program where that is exact, bounded where it is not, refused where rules tie."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.plans.placing_cases import random_district
from wellstaffed.core.roles import Role
from wellstaffed.plans.broken_rules import broken_rules
from wellstaffed.plans.place_posts import placement
from wellstaffed.plans.ranked_years import can_rank, ranked_placement
from wellstaffed.plans.staffing_problem import Aim, Fund, Problem, Sharing


def district(seed: int, *, schools: int, years: int = 3, equal: bool = False, hiring: bool = True) -> Problem:
    drawn = random_district(seed, schools=schools, years=years, caveat=False)
    prices = {role: tuple(Fraction(95_000) for _ in range(years)) for role in drawn.roles} if equal else drawn.prices
    return replace(
        drawn,
        cells=tuple(replace(cell, have=Fraction(int(cell.have))) for cell in drawn.cells),
        prices=prices,
        funds=drawn.funds[:1],
        hiring=drawn.hiring if hiring else (),
    )


@pytest.mark.parametrize("seed", range(8))
def test_equal_costs_give_the_program_s_optimum_and_prove_it(seed: int) -> None:
    problem = district(seed, schools=6, equal=True, hiring=False)
    found = ranked_placement(problem)
    assert found is not None
    assert broken_rules(found) == []
    assert found.proof.status == "optimal"
    assert found.proof.value == placement(problem).proof.value


@pytest.mark.parametrize("seed", range(8))
def test_the_program_s_optimum_lies_between_the_list_s_value_and_its_bound(seed: int) -> None:
    problem = district(seed, schools=6)
    found = ranked_placement(problem)
    assert found is not None
    assert broken_rules(found) == []
    best = placement(problem).proof.value
    assert found.proof.value <= best
    assert float(best) <= found.proof.bound + 1e-9


def test_a_large_district_is_placed_by_its_list_with_the_gap_stated() -> None:
    problem = district(3, schools=400, hiring=False)
    found = placement(problem)
    assert broken_rules(found) == []
    assert found.proof.gap <= 1e-3
    assert found == ranked_placement(problem)
    again = placement(problem, at_least=found)
    assert all(
        now >= then
        for new, old in zip(again.steps, found.steps, strict=True)
        for now, then in zip(new, old, strict=True)
    )


def test_what_ties_posts_together_is_left_to_the_program() -> None:
    problem = district(1, schools=6)
    assert can_rank(problem)
    nurses = Fund("nurses", "For nurses", frozenset({Role.NURSE}), (Fraction(1),) * 3)
    for tied in (
        replace(problem, caveat=True),
        replace(problem, freed_to="school"),
        replace(problem, all_at_need_by=2),
        replace(problem, funds=(*problem.funds, nurses)),
        replace(problem, sharing=Sharing(2, ((0, 1),))),
        replace(problem, aim=Aim.PROPORTIONAL),
        replace(problem, step=Fraction(3, 10)),
    ):
        assert not can_rank(tied)


def test_less_money_later_is_left_to_the_program() -> None:
    problem = district(1, schools=6)
    poorer = replace(problem.funds[0], dollars=tuple(reversed(problem.funds[0].dollars or ())))
    assert ranked_placement(replace(problem, funds=(poorer,), departures=())) is None
