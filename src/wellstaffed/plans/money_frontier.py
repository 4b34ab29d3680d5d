"""Need met against money: the best that each sum can buy, post by post (rules P4, P5)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from wellstaffed.plans.staffing_problem import Problem


@dataclass(frozen=True)
class FrontierPoint:
    """
    One step of the frontier.

    Parameters
    ----------
    dollars : Fraction
        A year, at the prices of the first year, for all posts up to this one.
    met : Fraction
        FTE of need that they meet.
    cell : int
        Of the problem, where this post goes; -1 for the point without posts.
    """

    dollars: Fraction
    met: Fraction
    cell: int


def money_frontier(problem: Problem) -> tuple[FrontierPoint, ...]:
    """
    Return the whole frontier of the aim *most need met*, every post one step, from no money to every need met.

    Notes
    -----
    Posts are listed by what they count for each dollar; gains fall within a cell, so each beginning of the list is the best
    placement for the money that it costs (Everett 1963, generalized Lagrange multipliers), and each holds the one before.
    Limits of hiring, funds for some roles and minimums are not in it: it shows what money alone could do.
    """
    listed = []
    for place, cell in enumerate(problem.cells):
        price = problem.prices[cell.role][0]
        pairs = zip(cell.sizes(problem.step), cell.gains(problem.step), strict=True)
        for k, (size, gain) in enumerate(pairs):
            if gain:  # a post above need counts nothing and is bought by no aim
                listed.append((-gain / (size * price), place, k, size, size * price))
    points, dollars, met = [FrontierPoint(Fraction(0), Fraction(0), -1)], Fraction(0), Fraction(0)
    for _, place, _, size, cost in sorted(listed):
        dollars += cost
        met += size
        points.append(FrontierPoint(dollars, met, place))
    return tuple(points)
