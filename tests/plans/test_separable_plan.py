"""Placing at any size: worked cases found by enumeration, every plan tried, another solver, and nested budgets."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.plans.exact_value import exact_value
from wellstaffed.plans.core_search import core_search
from wellstaffed.plans.separable_plan import PostSteps, separable_plan


def steps_of(cells: list[dict[str, int]], roles: dict[str, int] | None = None) -> PostSteps:
    def column(name: str, default: int = 0) -> np.ndarray:
        return np.array([cell.get(name, default) for cell in cells], dtype=np.int64)

    numbers = np.array([(roles or {}).get(str(cell.get("role")), 0) for cell in cells], dtype=np.int64)
    short = np.maximum(0, column("need") - column("in_post"))
    return PostSteps(column("weight", 1), column("need"), short, column("cost", 1), column("least"), numbers)


@st.composite
def tiny(draw: st.DrawFn, equal: bool) -> tuple[PostSteps, int, dict[int, int]]:
    cells = [
        {
            "weight": draw(st.integers(1, 3)),
            "need": draw(st.integers(1, 4)),
            "in_post": draw(st.integers(0, 4)),
            "cost": 7 if equal else draw(st.integers(5, 12)),
            "role": draw(st.sampled_from(["a", "b"])),
            "least": draw(st.sampled_from([0, 0, 0, 1])),
        }
        for _ in range(draw(st.integers(1, 5)))
    ]
    steps = steps_of(cells, {"a": 0, "b": 1})
    least = int(steps.least @ steps.cost)
    limits = {}
    if equal and draw(st.booleans()):
        limits = {0: int(steps.least[steps.role == 0].sum()) + draw(st.integers(0, 3))}
    return steps, least + draw(st.integers(0, 80)), limits


def every_value(steps: PostSteps, budget: int, limits: dict[int, int]) -> Fraction:
    ranges = [range(int(low), int(max(low, short)) + 1) for low, short in zip(steps.least, steps.short, strict=True)]
    values = []
    for added in product(*ranges):
        posts = np.array(added, dtype=np.int64)
        within = all(int(posts[steps.role == role].sum()) <= most for role, most in limits.items())
        if within and int(posts @ steps.cost) <= budget:
            values.append(exact_value(steps, posts))
    return max(values)


@settings(max_examples=200)
@given(tiny(equal=True))
def test_equal_costs_equal_every_plan_tried(drawn: tuple[PostSteps, int, dict[int, int]]) -> None:
    steps, budget, limits = drawn
    found = separable_plan(steps, budget, role_limits=limits)
    assert found.spent <= budget
    assert exact_value(steps, found.added) == every_value(steps, budget, limits)


@settings(max_examples=200)
@given(tiny(equal=False))
def test_unequal_costs_equal_every_plan_tried(drawn: tuple[PostSteps, int, dict[int, int]]) -> None:
    steps, budget, _ = drawn
    found = separable_plan(steps, budget)
    assert found.spent <= budget
    assert found.status == "optimal"
    assert exact_value(steps, found.added) == every_value(steps, budget, {})


def made_district(seed: int, schools: int, prices: list[int]) -> PostSteps:
    draw = np.random.default_rng(seed)
    students = draw.integers(200, 2200, schools)
    need = np.stack([np.maximum(1, students // ratio) for ratio in (250, 700, 250, 750)], axis=1).ravel()
    have = (need * draw.random(len(need)) * 1.2).astype(np.int64)
    role = np.tile(np.arange(4), schools)
    cost = np.array(prices)[role] if len(prices) == 4 else draw.choice(np.array(prices), len(need))
    return PostSteps(np.ones_like(need), need, np.maximum(0, need - have), cost, np.zeros_like(need), role)


def by_solver(steps: PostSteps, budget: int) -> float:
    gains, pair = steps.gains()
    costs = steps.cost[pair] / 1e6
    found = milp(
        -gains * 1e4,
        integrality=np.ones(len(gains)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(costs.reshape(1, -1), -np.inf, budget / 1e6),
        options={"mip_rel_gap": 0},
    )
    return float(gains[found.x > 0.5].sum())


@pytest.mark.parametrize("seed", range(12))
def test_a_random_district_equals_the_solver(seed: int) -> None:
    prices = [9_812_345, 10_512_311, 9_201_777, 10_100_513] if seed % 2 else [9_000_000 + 137_713 * k for k in range(9)]
    steps = made_district(seed, 20, prices)
    budget = int((steps.short * steps.cost).sum()) * (seed + 2) // 16
    found = separable_plan(steps, budget)
    best = by_solver(steps, budget)
    assert found.value >= best - 1e-9
    assert found.value <= found.bound + 1e-12
    if found.status == "optimal":
        assert abs(found.value - best) <= 1e-9


@settings(max_examples=60)
@given(tiny(equal=True), st.integers(0, 40))
def test_a_larger_budget_takes_no_post_away(drawn: tuple[PostSteps, int, dict[int, int]], more: int) -> None:
    steps, budget, limits = drawn
    small, large = (separable_plan(steps, sum_, role_limits=limits) for sum_ in (budget, budget + more))
    assert (large.added >= small.added).all()


def test_the_same_question_gives_the_same_posts() -> None:
    steps = made_district(1, 300, [9_812_345, 10_512_311, 9_201_777, 10_100_513])
    budget = int((steps.short * steps.cost).sum()) // 3
    first, second = separable_plan(steps, budget), separable_plan(steps, budget)
    assert (first.added == second.added).all()
    assert first.gap < 1e-6


def test_too_little_money_for_the_least_posts_is_said() -> None:
    steps = steps_of([{"need": 3, "in_post": 0, "cost": 10, "least": 2}])
    with pytest.raises(ValueError, match="cost 20, more than the budget of 5"):
        separable_plan(steps, 5)


def test_a_role_with_a_limit_has_one_cost() -> None:
    steps = steps_of([{"need": 3, "cost": 10}, {"need": 3, "cost": 11}])
    with pytest.raises(ValueError, match="role 0 has a limit and several costs"):
        separable_plan(steps, 50, role_limits={0: 2})


def test_the_core_search_bounds_what_it_does_not_prove() -> None:
    draw = np.random.default_rng(5)
    gains, prices, which = draw.random(30_000), draw.permutation(np.arange(50, 90)), draw.integers(0, 40, 30_000)
    budget = int(prices[which].sum()) // 3
    found = core_search(gains, prices, which, budget)
    assert int(prices[which[found.chosen]].sum()) == found.cost <= budget
    assert float(gains[found.chosen].sum()) == pytest.approx(found.value, rel=1e-12)
    assert found.value <= found.bound <= found.value * (1 + 1e-6)
