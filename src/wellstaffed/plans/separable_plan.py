"""Posts placed at any size where no rule ties schools together: exact for equal costs, by core search for unequal ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wellstaffed.plans.core_search import core_search

Ints = np.ndarray
Floats = np.ndarray


@dataclass(frozen=True)
class PostSteps:
    """
    Pairs of school and role with the posts that each can take, in arrays of one length.

    Parameters
    ----------
    weight : int array
        What a pair counts; whole numbers, so that equal gains are equal.
    need : int array
        Need of a pair, more than zero, in any one unit.
    short : int array
        Posts missing.
    cost : int array
        Of one post, in any one unit of money.
    least : int array
        Posts that must be added, whatever is missing.
    role : int array
        Number of the role, for limits by role.
    """

    weight: Ints
    need: Ints
    short: Ints
    cost: Ints
    least: Ints
    role: Ints

    def gains(self) -> tuple[Floats, Ints]:
        """
        Return the gain of every post beyond the least ones, and the pair that it belongs to, pair by pair.

        Notes
        -----
        The j-th post that is missing counts ``weight * (2 j - 1) / need``, the fall in squared shortfall over need, as in
        `Cell.gains`. Numerator and denominator are whole and a quotient of doubles is rounded correctly, so equal gains are
        equal numbers.
        """
        left = np.maximum(0, self.short - self.least)
        pair = np.repeat(np.arange(len(left)), left)
        first = np.cumsum(left) - left
        missing = left[pair] - (np.arange(len(pair)) - first[pair])
        gains: Floats = (self.weight[pair] * (2 * missing - 1)) / self.need[pair]
        return gains, pair


@dataclass(frozen=True)
class SeparablePlan:
    """
    Posts added by pair.

    ``value`` is what they count, ``bound`` what no plan of the same money can exceed, ``gap`` the share between; ``status``
    is ``optimal`` only where that is proven, up to the rounding of doubles. ``spent`` is in the unit of cost.
    """

    added: Ints
    spent: int
    value: float
    bound: float
    gap: float
    status: str


def separable_plan(steps: PostSteps, budget: int, *, role_limits: Mapping[int, int] | None = None) -> SeparablePlan:
    """
    Return the posts that meet the most need for a budget.

    Parameters
    ----------
    steps : PostSteps
    budget : int
        In the unit of cost.
    role_limits : mapping of int to int, optional
        The most posts of a role, the least ones among them.

    Raises
    ------
    ValueError
        If the least posts alone cost more than the budget or exceed a limit, or a role with a limit has several costs.

    Notes
    -----
    Rules P4, P5, P7. Gains fall within a pair, so with equal costs the largest gains are the best plan (Gross 1956; Fox 1966),
    limits by role included, for they are nested in the budget (Federgruen and Groenevelt 1986): exact, and a larger budget
    never takes a post away. Unequal costs make a knapsack (`core_search`); as a role has one cost, its limit leaves its
    largest gains. Ties go to the pair that stands first.
    """
    spent = int(steps.least @ steps.cost)
    if spent > budget:
        raise ValueError(f"the least posts cost {spent}, more than the budget of {budget}")
    gains, pair = steps.gains()
    allowed = _within_limits(steps, gains, pair, role_limits or {})
    gains, pair = (gains, pair) if allowed is None else (gains[allowed], pair[allowed])
    value = _value_of_least(steps)
    prices, which = np.unique(steps.cost, return_inverse=True)
    if len(prices) <= 1:
        each = int(prices[0]) if len(prices) else 1
        chosen = _largest(gains, np.arange(len(gains)), (budget - spent) // each)
        value += float(gains[chosen].sum())
        added = steps.least + np.bincount(pair[chosen], minlength=len(steps.need))
        return SeparablePlan(added, spent + len(chosen) * each, value, value, 0.0, "optimal")
    found = core_search(gains, prices, which[pair], budget - spent)
    added = steps.least + np.bincount(pair[found.chosen], minlength=len(steps.need))
    best, bound = value + found.value, value + found.bound
    gap = max(0.0, (bound - best) / bound) if bound else 0.0
    return SeparablePlan(
        added, spent + found.cost, best, bound, gap, "optimal" if found.is_proven else "within the gap"
    )


def _value_of_least(steps: PostSteps) -> float:
    before, after = steps.short, np.maximum(0, steps.short - steps.least)
    return float((steps.weight * (before**2 - after**2) / steps.need).sum())


def _within_limits(steps: PostSteps, gains: Floats, pair: Ints, limits: Mapping[int, int]) -> Ints | None:
    """Return the places of the posts that the limits by role leave, of each limited role its largest gains; None for all."""
    if not limits:
        return None
    allowed = np.arange(len(gains))
    for role, most in sorted(limits.items()):
        mine = steps.role == role
        if len(np.unique(steps.cost[mine])) > 1:
            raise ValueError(f"role {role} has a limit and several costs; plan each place with costs of its own apart")
        room = most - int(steps.least[mine].sum())
        if room < 0:
            raise ValueError(f"the least posts of role {role} exceed its limit of {most}")
        of_role = mine[pair[allowed]]
        kept = _largest(gains, allowed[of_role], room)
        allowed = np.sort(np.concatenate([allowed[~of_role], kept]))
    return allowed


def _largest(gains: Floats, places: Ints, count: int) -> Ints:
    """Return the places of the `count` largest gains; of equal ones those that stand first."""
    if count <= 0:
        return places[:0]
    if count >= len(places):
        return places
    here = gains[places]
    edge = np.partition(here, len(here) - count)[len(here) - count]
    above = places[here > edge]
    level = places[here == edge][: count - len(above)]
    return np.sort(np.concatenate([above, level]))
