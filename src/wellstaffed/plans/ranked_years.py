"""A district too large for a program of every rule: where no rule ties schools together, one ranked list cut at each year's money."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm

import numpy as np

from wellstaffed.plans.placement import Placement, Proof, departed, value_of
from wellstaffed.plans.separable_plan import PostSteps, SeparablePlan, separable_plan
from wellstaffed.plans.staffing_problem import Aim, Problem, money_limits

LARGEST = 2**62


def can_rank(problem: Problem) -> bool:
    """
    Tell whether a problem is separable: each post decided by its own gain, its role's price and limit, and one sum of money.

    Parts of posts, shared people, officers who wait and whose leaving brings money, money for some roles only, and a year by
    which all must be at need are not.
    """
    limits = money_limits(problem)
    one_sum = not limits or (len(limits) == 1 and limits[0].roles == frozenset(problem.roles))
    tied = any(problem.waits(one) for one in problem.departures) or (
        problem.departures and problem.freed_to == "school"
    )
    return (
        problem.aim is Aim.MOST_NEED_MET
        and one_sum
        and not tied
        and not (problem.sharing and problem.hiring)
        and problem.all_at_need_by is None
        and all(size == problem.step for sizes in problem.sizes for size in sizes)
        and all(
            ((cell.need - cell.have) / problem.step).denominator == 1 for cell in problem.cells if cell.need > cell.have
        )
    )


def ranked_placement(problem: Problem, *, at_least: Placement | None = None) -> Placement | None:
    """
    Return a placement year by year, each year's posts on top of the last one's, with the bound of years that are free of that.

    Returns
    -------
    Placement or None
        None where a later year cannot pay for what an earlier one placed, or a number is too large: a program must decide.

    Notes
    -----
    Rules P4 and P7. Where all posts of a year cost the same and no year has less money than the one before, each year's best
    plan holds that of the year before, and the plan is optimal; else the proof states the gap.
    """
    pairs = _pairs(problem)
    before, bound = np.zeros(len(problem.cells), dtype=np.int64), 0.0
    by_year, free_limits = [], dict.fromkeys(range(len(problem.roles)), 0)
    try:
        for year in range(len(problem.years)):
            costs, budget = _money(problem, year)
            floor_ = _least(problem, year)
            kept = np.maximum(floor_, before)
            if at_least is not None:
                kept = np.maximum(kept, [counts[year] for counts in at_least.steps])
            hires = _hires(problem, year)
            placed = {role: int(before[pairs.role == role].sum()) for role in hires}
            free_limits = {role: free_limits[role] + most for role, most in hires.items()}
            free = pairs.plan(costs, floor_, budget, free_limits)
            bound += free.bound
            holds = bool((free.added >= kept).all()) and all(
                int(free.added[pairs.role == role].sum()) <= placed[role] + most for role, most in hires.items()
            )
            found = (
                free if holds else pairs.plan(costs, kept, budget, {r: placed[r] + most for r, most in hires.items()})
            )
            before = found.added
            by_year.append(before)
    except (ValueError, OverflowError):
        return None
    steps = tuple(tuple(int(counts[place]) for counts in by_year) for place in range(len(problem.cells)))
    return _proven(problem, steps, bound * pairs.unit)


@dataclass(frozen=True)
class _Pairs:
    """What the years share, in whole numbers; `unit` turns what they count into what the problem counts."""

    weight: np.ndarray
    need: np.ndarray
    short: np.ndarray
    role: np.ndarray
    unit: float

    def plan(self, costs: np.ndarray, least: np.ndarray, budget: int, limits: dict[int, int]) -> SeparablePlan:
        return separable_plan(
            PostSteps(self.weight, self.need, self.short, costs, least, self.role), budget, role_limits=limits
        )


def _pairs(problem: Problem) -> _Pairs:
    cells = problem.cells
    weights, needs = lcm(*(cell.weight.denominator for cell in cells)), lcm(*(cell.need.denominator for cell in cells))
    short = [max(Fraction(0), cell.need - cell.have) / problem.step for cell in cells]
    return _Pairs(
        weight=np.array([int(cell.weight * weights) for cell in cells], dtype=np.int64),
        need=np.array([max(1, int(cell.need * needs)) for cell in cells], dtype=np.int64),
        short=np.array([int(one) for one in short], dtype=np.int64),
        role=np.array([problem.roles.index(cell.role) for cell in cells], dtype=np.int64),
        unit=float(problem.step**2 * needs / weights),
    )


def _money(problem: Problem, year: int) -> tuple[np.ndarray, int]:
    """Return each pair's cost of a post and the money of a year, both in the largest unit that makes all costs whole."""
    prices = {role: problem.prices[role][year] * problem.step for role in problem.roles}
    unit = lcm(*(price.denominator for price in prices.values()))
    costs = np.array([int(prices[cell.role] * unit) for cell in problem.cells], dtype=np.int64)
    everything = int(sum(int(cost) * len(sizes) for cost, sizes in zip(costs, problem.sizes, strict=True)))
    if everything > LARGEST:
        raise OverflowError
    limits = money_limits(problem)
    if not limits:
        return costs, everything
    freed = (problem.freed_in(one, year)[0] for one in problem.departures if problem.pays_posts(one))
    money = sum(freed, limits[0].dollars(problem, year))
    return costs, min(everything, floor(money * unit))


def _least(problem: Problem, year: int) -> np.ndarray:
    counts = []
    for cell, placed in zip(problem.cells, problem.placed, strict=True):
        wanted = cell.least[year] if cell.least else Fraction(0)
        counts.append(next((count for count, fte in enumerate(placed) if cell.have + fte >= wanted), len(placed) - 1))
    return np.array(counts, dtype=np.int64)


def _hires(problem: Problem, year: int) -> dict[int, int]:
    """Return the most posts that a year may add, by the number of each role that has a limit."""
    return {
        problem.roles.index(limit.role): floor(limit.a_year[year] / problem.step)
        for limit in problem.hiring
        if limit.role in problem.roles
    }


def _proven(problem: Problem, steps: tuple[tuple[int, ...], ...], bound: float) -> Placement:
    gone = departed(problem, steps)
    value = value_of(problem, steps, gone)
    free = value_of(problem, tuple((0,) * len(problem.years) for _ in problem.cells), gone)
    most = bound + float(free)
    gap = max(0.0, (most - float(value)) / most) if most else 0.0
    if gap <= 1e-12:  # what doubles can tell apart
        return Placement(problem, steps, gone, Proof("optimal", value, float(value), 0.0))
    return Placement(problem, steps, gone, Proof("within the gap", value, most, gap))
