"""Placing posts: equal to trying every placement, to another program's optimum, and the same on every run."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pulp
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.plans.placing_cases import every_placement, random_district, tiny_problems
from wellstaffed.core.errors import InfeasiblePlanError
from wellstaffed.plans import place_posts
from wellstaffed.plans.broken_rules import broken_rules
from wellstaffed.plans.place_posts import placement
from wellstaffed.plans.placement import Placement, coverage_levels
from wellstaffed.plans.placement_model import PlacementModel
from wellstaffed.plans.staffing_problem import Aim, Problem

tiny = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])


@tiny
@given(tiny_problems())
def test_the_most_need_met_equals_trying_every_placement(problem: Problem) -> None:
    allowed = [one for one in every_placement(problem) if not broken_rules(one)]
    if not allowed:
        with pytest.raises(InfeasiblePlanError):
            placement(problem)
        return
    found = placement(problem)
    assert broken_rules(found) == []
    assert found.proof.status == "optimal"
    assert found.proof.value == max(one.proof.value for one in allowed)


@tiny
@given(tiny_problems())
def test_of_plans_that_count_alike_the_cheaper_is_taken_then_the_one_whose_posts_stand_earlier(
    problem: Problem,
) -> None:
    allowed = [one for one in every_placement(problem) if not broken_rules(one)]
    assume(allowed)
    best = max(one.proof.value for one in allowed)
    years, cells = range(len(problem.years)), len(problem.cells)

    def order(one: Placement) -> tuple[Fraction, int]:
        early = sum((cells - place) * sum(by_year) for place, by_year in enumerate(one.steps))
        return sum((one.gross(year) for year in years), Fraction(0)), -early

    found = placement(problem)
    assert order(found) == min(order(one) for one in allowed if one.proof.value == best)


@pytest.mark.parametrize("seed", range(6))
def test_ties_break_alike_in_one_program_and_in_several(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = random_district(seed, schools=5, years=2)
    problem = replace(drawn, cells=tuple(replace(cell, need=Fraction(2), have=Fraction(0)) for cell in drawn.cells))
    together = placement(problem)
    monkeypatch.setattr(place_posts, "LARGEST", 0.0)
    assert placement(problem) == together


@tiny
@given(tiny_problems(Aim.WORST_OFF_FIRST))
def test_worst_off_first_is_the_best_order_of_coverages_year_by_year(problem: Problem) -> None:
    allowed = [one for one in every_placement(problem) if not broken_rules(one)]
    assume(allowed)
    years = range(len(problem.years))
    found = placement(problem)
    assert broken_rules(found) == []
    assert [coverage_levels(found, year) for year in years] == max(
        [coverage_levels(one, year) for year in years] for one in allowed
    )


@tiny
@given(tiny_problems(Aim.PROPORTIONAL))
def test_the_proportional_aim_obeys_every_rule_and_leaves_no_post_that_fits(problem: Problem) -> None:
    allowed = [one for one in every_placement(problem) if not broken_rules(one)]
    assume(allowed)
    found = placement(problem)
    assert broken_rules(found) == []
    assert not any(
        one.steps[cell][0] > found.steps[cell][0]
        and all(one.steps[other][0] >= found.steps[other][0] for other in range(len(problem.cells)))
        for one in allowed
        for cell in range(len(problem.cells))
    )


@tiny
@given(tiny_problems(Aim.PROPORTIONAL))
def test_the_proportional_aim_takes_each_post_of_its_list_in_turn_if_any_placement_still_has_it(
    problem: Problem,
) -> None:
    left = [one for one in every_placement(problem) if not broken_rules(one)]
    assume(left)
    for year in range(len(problem.years)):
        for cell, k in place_posts._priorities(PlacementModel(problem)):
            left = [one for one in left if one.steps[cell][year] > k] or left
    found = placement(problem)
    assert found.steps in {one.steps for one in left}


@settings(max_examples=60)
@given(tiny_problems(), st.integers(0, 200))
def test_more_money_or_hires_never_meets_less_and_a_plan_grown_from_another_keeps_its_posts(
    problem: Problem, more: int
) -> None:
    assume(any(not broken_rules(one) for one in every_placement(problem)))
    before = placement(problem)
    richer = replace(
        problem,
        funds=tuple(replace(f, dollars=tuple(d + more for d in f.dollars or ())) for f in problem.funds),
        hiring=tuple(replace(h, a_year=tuple(n + 1 for n in h.a_year)) for h in problem.hiring),
    )
    assert placement(richer).proof.value >= before.proof.value
    grown = placement(richer, at_least=before)
    assert grown.proof.value >= before.proof.value
    assert all(
        now >= then
        for new, old in zip(grown.steps, before.steps, strict=True)
        for now, then in zip(new, old, strict=True)
    )


def by_another_program(problem: Problem) -> Fraction:
    """Return the optimum of PuLP and CBC, written with numbers of posts and pieces of value instead of yes-or-no posts."""
    years = range(len(problem.years))
    program = pulp.LpProblem("district", pulp.LpMaximize)
    counts, pieces = {}, []
    for place, cell in enumerate(problem.cells):
        gains = cell.gains(problem.step)
        for year in years:
            counts[place, year] = pulp.LpVariable(f"x_{place}_{year}", 0, len(gains), "Integer")
            parts = [pulp.LpVariable(f"p_{place}_{year}_{k}", 0, 1) for k in range(len(gains))]
            program += pulp.lpSum(parts) == counts[place, year]
            pieces += [float(gain) * part for gain, part in zip(gains, parts, strict=True)]
            if year:
                program += counts[place, year] >= counts[place, year - 1]
    program += pulp.lpSum(pieces)
    for year in years:
        cost = {
            role: pulp.lpSum(
                counts[place, year] * float(problem.prices[role][year]) / 1000
                for place, cell in enumerate(problem.cells)
                if cell.role is role
            )
            for role in problem.roles
        }
        paid = {
            (fund.key, role): pulp.LpVariable(f"y_{fund.key}_{role.value}_{year}", 0)
            for fund in problem.funds
            for role in sorted(fund.pays_for)
        }
        for role in problem.roles:
            program += cost[role] <= pulp.lpSum(one for (_, whose), one in paid.items() if whose is role)
        for fund in problem.funds:
            program += (
                pulp.lpSum(one for (key, _), one in paid.items() if key == fund.key)
                <= float((fund.dollars or ())[year]) / 1000
            )
        for limit in problem.hiring:
            program += pulp.lpSum(
                counts[place, year] - (counts[place, year - 1] if year else 0)
                for place, cell in enumerate(problem.cells)
                if cell.role is limit.role
            ) <= float(limit.a_year[year])
    program.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0, gapAbs=0))
    assert pulp.LpStatus[program.status] == "Optimal"
    return sum(
        (
            sum(problem.cells[place].gains(problem.step)[: round(count.value())], Fraction(0))
            for (place, _), count in counts.items()
        ),
        Fraction(0),
    )


@pytest.mark.parametrize("seed", range(100))
def test_a_random_district_equals_another_program(seed: int) -> None:
    problem = replace(random_district(seed, schools=3 + seed % 4, years=1 + seed % 3), departures=())
    whole = replace(problem, cells=tuple(replace(cell, have=Fraction(int(cell.have))) for cell in problem.cells))
    assert abs(placement(whole).proof.value - by_another_program(whole)) <= Fraction(1, 10**9)


@pytest.mark.parametrize("aim", list(Aim))
def test_the_same_problem_gives_the_same_plan(aim: Aim) -> None:
    problem = random_district(7, schools=5, years=3, aim=aim)
    first, second = placement(problem), placement(problem)
    assert first == second
    assert broken_rules(first) == []


def test_part_time_posts_fill_a_need_to_its_end_and_no_further() -> None:
    problem = random_district(3, schools=4, years=2)
    rich = replace(
        problem, funds=tuple(replace(fund, dollars=None) for fund in problem.funds), hiring=(), all_at_need_by=1
    )
    found = placement(rich)
    for place, cell in enumerate(rich.cells):
        assert cell.have + found.fte(place, 1) == max(cell.need, cell.have)
