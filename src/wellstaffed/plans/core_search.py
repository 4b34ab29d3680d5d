"""A knapsack of many small posts: of each price the best ones, how many of each searched around the break, with the bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Ints = np.ndarray
Floats = np.ndarray
MOST_MOVES = 400  # posts that one price may gain or lose against the break
FEW, MANY = 100, 20_000  # states kept after each price: few for a good plan to begin with, then many for the proof
ALL_STATES = 200_000  # of all prices together


@dataclass(frozen=True)
class CoreSearch:
    """The places of the posts chosen, what they cost and count, the bound, and whether nothing better can be."""

    chosen: Ints
    cost: int
    value: float
    bound: float
    is_proven: bool


@dataclass(frozen=True)
class _Price:
    """
    Posts of one price, the best first.

    ``sums`` is what the first n of them count, ``cut`` how many stand before the break.
    """

    price: int
    places: Ints
    gains: Floats
    sums: Floats
    cut: int = 0


def core_search(gains: Floats, prices: Ints, which: Ints, budget: int) -> CoreSearch:
    """
    Return the posts that count most within a budget.

    Parameters
    ----------
    gains : float array
        Of each post, more than zero; falling within a pair of school and role.
    prices : int array
        Cents, more than zero; the different ones.
    which : int array
        Of each post, the place of its price in `prices`.
    budget : int
        Cents, not negative.

    Notes
    -----
    Of the posts of one price the best ones are taken, so a plan is a number of posts for each price. Taking posts by gain for
    each cent until the budget ends gives these numbers at the break, and with a part of the next post the bound (Dantzig
    1957). Numbers away from the break lose gain, more with every post; price by price all moves are tried whose losses do not
    yet exceed what the best plan found is short of the bound (Pisinger 1995, A minimal algorithm for the multiple-choice
    knapsack problem). Where no such move was left untried, the plan is proven.
    """
    listed = _by_price(gains, prices, which)
    spent = sum(one.price * len(one.gains) for one in listed)
    if spent <= budget:
        value = float(gains.sum())
        return CoreSearch(np.arange(len(gains)), spent, value, value, True)
    rate, listed = _at_break(listed, budget)
    search = _Search(listed, rate, budget - sum(one.price * one.cut for one in listed))
    for most in (FEW, min(MANY, max(ALL_STATES // len(listed), FEW))):
        search.run(most)
        if search.is_proven:
            break
    counts = [one.cut + move for one, move in zip(listed, search.moves, strict=True)]
    chosen = np.sort(np.concatenate([one.places[:count] for one, count in zip(listed, counts, strict=True)]))
    value = sum(float(one.sums[count]) for one, count in zip(listed, counts, strict=True))
    bound = value if search.is_proven else value + max(0.0, search.hope - search.best)
    cost = sum(one.price * count for one, count in zip(listed, counts, strict=True))
    return CoreSearch(chosen, cost, value, bound, search.is_proven)


def _by_price(gains: Floats, prices: Ints, which: Ints) -> list[_Price]:
    by_price = np.argsort(which.astype(np.min_scalar_type(len(prices))), kind="stable")
    ends = np.cumsum(np.bincount(which, minlength=len(prices)))
    made = []
    for price, first, last in zip(prices, [0, *ends[:-1]], ends, strict=True):
        places = by_price[first:last]
        places = places[np.argsort(-gains[places], kind="stable")]
        ordered = gains[places]
        made.append(_Price(int(price), places, ordered, np.concatenate([[0.0], np.cumsum(ordered)])))
    return [one for one in made if len(one.gains)]


def _at_break(prices: list[_Price], budget: int) -> tuple[float, list[_Price]]:
    """Return the gain for each cent of the post at which the budget ends, and the prices cut before it."""
    low, high = 0.0, max(float(one.gains[0]) / one.price for one in prices) * 2

    def cuts(rate: float) -> list[int]:
        return [int(np.searchsorted(-one.gains, -rate * one.price, side="right")) for one in prices]

    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        spent = sum(one.price * cut for one, cut in zip(prices, cuts(middle), strict=True))
        low, high = (low, middle) if spent <= budget else (middle, high)
    room = budget - sum(one.price * cut for one, cut in zip(prices, cuts(high), strict=True))
    made = []
    for one, cut, more in zip(prices, cuts(high), cuts(low), strict=True):
        alike = min(more - cut, room // one.price)  # posts as good as the one at the break, as many as can be paid
        room -= alike * one.price
        made.append(_Price(one.price, one.places, one.gains, one.sums, cut + alike))
    return low, made


class _Search:
    """
    The search of the numbers of posts around the break.

    A state is cents and gain against the break; `best` is the largest gain of a state that fits into the room, `moves` its
    posts by price, `hope` what no plan can exceed.
    """

    def __init__(self, prices: list[_Price], rate: float, room: int) -> None:
        self.prices, self.rate, self.room = prices, rate, room
        self.best, self.moves = 0.0, [0] * len(prices)
        self.hope, self.is_proven = rate * room, False

    def run(self, most_states: int) -> None:
        """Try moves price by price, keeping at most so many states after each."""
        cost, value = np.zeros(1, dtype=np.int64), np.zeros(1)
        trail: list[tuple[Ints, Ints]] = []
        missed = 0.0
        for one in self.prices:
            moves, more, edge = self._moves(one)
            missed = max(missed, edge)
            costs = (cost[:, None] + moves * one.price).ravel()
            values = (value[:, None] + more).ravel()
            kept, dropped = self._kept(costs, values, most_states)
            missed = max(missed, dropped)
            trail.append((kept // len(moves), moves[kept % len(moves)]))
            cost, value = costs[kept], values[kept]
            self._look_for_best(cost, value, trail)
        self.hope = min(self.hope, max(missed, self.best))
        self.is_proven = missed <= self.best

    def _moves(self, one: _Price) -> tuple[Ints, Floats, float]:
        """Return the moves of a price that may be worth trying, their gains, and what a plan with any other can reach."""
        first, last = max(0, one.cut - MOST_MOVES), min(len(one.gains), one.cut + MOST_MOVES)
        moves = np.arange(first, last + 1) - one.cut
        more = one.sums[first : last + 1] - one.sums[one.cut]
        reach = self.rate * self.room - (self.rate * one.price * moves - more)
        beyond = [float(reach[0])] if first else []
        beyond += [float(reach[-1])] if last < len(one.gains) else []
        keep = (reach > self.best) | (moves == 0)
        return moves[keep], more[keep], max(beyond, default=0.0)

    def _kept(self, cost: Ints, value: Floats, most: int) -> tuple[Ints, float]:
        """Return the states worth going on with, cheapest first, and what one that was dropped for their number can reach."""
        hope = value + self.rate * (self.room - cost)
        kept = np.flatnonzero((hope > self.best) | ((cost == 0) & (value == 0.0)))
        kept = kept[np.lexsort((-value[kept], cost[kept]))]
        above = np.concatenate([[-np.inf], np.maximum.accumulate(value[kept])[:-1]])
        kept = kept[value[kept] > above]
        if len(kept) <= most:
            return kept, 0.0
        ranked = np.argsort(-hope[kept], kind="stable")
        return kept[np.sort(ranked[:most])], float(hope[kept[ranked[most]]])

    def _look_for_best(self, cost: Ints, value: Floats, trail: list[tuple[Ints, Ints]]) -> None:
        fits = int(np.searchsorted(cost, self.room, side="right")) - 1
        if fits < 0 or value[fits] <= self.best:
            return
        self.best, place = float(value[fits]), fits
        self.moves = [0] * len(self.prices)
        for level in range(len(trail) - 1, -1, -1):
            origin, moves = trail[level]
            self.moves[level] = int(moves[place])
            place = int(origin[place])
