"""Placing posts under every rule of a plan: the three aims, solved to the end, ties broken in a stated order (P4 to P7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, lcm

import numpy as np

from wellstaffed.core.errors import InfeasiblePlanError
from wellstaffed.plans.exchange_rows import add_exchange_rows
from wellstaffed.plans.placement import Placement, Proof, coverage_levels, departed, value_of
from wellstaffed.plans.placement_model import PlacementModel
from wellstaffed.plans.ranked_years import can_rank, ranked_placement
from wellstaffed.plans.shared_people import add_people_rows
from wellstaffed.plans.staffing_problem import Aim, Problem
from wellstaffed.plans.whole_program import NODES, Solved

Wish = dict[int, float]

EXACT_UP_TO = 1_500  # posts times years; above it the proof stops at a share of `WITHIN`
WITHIN = 1e-3
EARLY = 1e-3  # share of the order of the document in what breaks ties
LARGEST = 1e10  # of an objective, so that a double still tells ties apart
FINEST = 1e-5  # what one place in the document makes of an objective; ten times what the solver overlooks
TOGETHER = 2**18  # values that the wishes of one program can take between them
TIE_NODES = 2_000  # where a second program has to break ties
FINE = 1e3  # rows that hold a value already won are scaled up, so that the solver's tolerance is a billionth


def placement(
    problem: Problem,
    *,
    at_least: Placement | None = None,
    other_than: Placement | None = None,
    gap: float | None = None,
) -> Placement:
    """
    Return the best placement of posts of a problem.

    Parameters
    ----------
    problem : Problem
    at_least : Placement, optional
        Of the same cells; every post of it stays (rule P4).
    other_than : Placement, optional
        Its posts of the last year may not all come out the same: for the next-best plan.
    gap : float, optional
        Share within which the value is proven. If left out: 0, an optimum; above `EXACT_UP_TO` posts `WITHIN`.

    Raises
    ------
    InfeasiblePlanError
        If the rules conflict.

    Notes
    -----
    Rules P3 to P7. Ties break to the cheaper plan, then to posts of cells that stand earlier in the document. Above
    `EXACT_UP_TO` posts a separable problem is placed by its ranked list, where that proves the share.
    """
    is_large = len(problem.years) * sum(len(sizes) for sizes in problem.sizes) > EXACT_UP_TO
    if is_large and gap is None and other_than is None and can_rank(problem):
        found = ranked_placement(problem, at_least=at_least)
        if found is not None and found.proof.gap <= WITHIN:
            return found
    model = PlacementModel(problem)
    if at_least is not None:
        _keep(model, at_least)
    if other_than is not None:
        _exclude(model, other_than)
    if problem.aim is Aim.MOST_NEED_MET:
        add_exchange_rows(model, is_next_best=other_than is not None)
    share = gap if gap is not None else (WITHIN if is_large else 0.0)
    return AIMS[problem.aim](model, share)


def can_place(problem: Problem) -> bool:
    """Tell whether any placement obeys every rule."""
    return _answer(PlacementModel(problem), {}, 0.0).values is not None


def _keep(model: PlacementModel, at_least: Placement) -> None:
    for place, by_year in enumerate(at_least.steps):
        for year, count in enumerate(by_year):
            for k in range(min(count, len(model.sizes[place]))):
                model.program.low[model.post[place, k, year]] = 1.0


def _exclude(model: PlacementModel, other: Placement) -> None:
    """At least one post of the last year must differ; by the order of posts only the ends of each cell need looking at."""
    last, terms, there = len(model.problem.years) - 1, {}, 0
    for place, by_year in enumerate(other.steps):
        count = by_year[last]
        if count:
            terms[model.post[place, count - 1, last]] = -1.0
            there += 1
        if count < len(model.sizes[place]):
            terms[model.post[place, count, last]] = 1.0
    model.program.row(terms, low=1.0 - there)


def _answer(model: PlacementModel, maximise: Mapping[int, float], gap: float, nodes: int = NODES) -> Solved:
    """Return an answer in which the people counted suffice for the posts placed."""
    while True:
        solved = model.program.maximum(maximise, gap=gap, nodes=nodes)
        if solved.values is None or not add_people_rows(model, solved.values):
            return solved


@dataclass(frozen=True)
class _Found:
    values: np.ndarray
    is_optimal: bool
    bound: float


def _must(model: PlacementModel, maximise: Mapping[int, float], gap: float, nodes: int = NODES) -> _Found:
    solved = _answer(model, maximise, gap, nodes)
    if solved.values is None:
        raise InfeasiblePlanError("No placement obeys every rule of the plan.")
    return _Found(solved.values, solved.is_optimal, solved.bound)


def _most_need_met(model: PlacementModel, gap: float) -> Placement:
    """
    Return the placement that counts most.

    Notes
    -----
    What plans count are multiples of one over a whole number, the least common denominator of all gains. Terms that break
    ties and are less than one such unit together go into the same program; where the denominator is too large for doubles,
    further programs break the ties.
    """
    gains = model.gain_terms()
    units = lcm(*(gain.denominator for gain in gains.values()))
    most = float(sum(gains.values())) * units
    if gap or not gains or most * 10 > LARGEST:
        return _in_two_programs(model, gains, gap)
    scale = min(2e3, LARGEST / most)
    early = min(0.05, FINEST * len(model.post) * len(model.problem.cells) / scale)
    tie = model.tie_terms(early)
    terms = {column: scale * units * float(gains.get(column, 0)) for column in range(len(model.program.low))}
    for column, term in tie.items():
        terms[column] += 0.9 * scale * term
    solved = _must(model, terms, 0.0)
    best = _placement(model, solved.values)
    value = best.proof.value
    if solved.is_optimal:
        return replace(best, proof=Proof("optimal", value, float(value), 0.0))
    bound = Fraction(floor(solved.bound / scale + 1), units) + model.gained_anyway
    return replace(best, proof=_unproven(value, float(bound), WITHIN))


def _in_two_programs(model: PlacementModel, gains: Mapping[int, Fraction], gap: float) -> Placement:
    top = float(max(gains.values(), default=Fraction(1)))
    scale = 1e4 / top  # the solver stops at an absolute gap of 1e-6, whatever the relative one
    solved = _must(model, {column: scale * float(gain) for column, gain in gains.items()}, gap)
    best = _placement(model, solved.values)
    value = best.proof.value
    bound = solved.bound / scale + float(model.gained_anyway)
    if gap or not solved.is_optimal:
        return replace(best, proof=_unproven(value, bound, max(gap, WITHIN)))
    held = float(value - model.gained_anyway) - 1e-12
    model.program.row({column: float(gain) * FINE for column, gain in gains.items()}, low=held * FINE)
    tied = _ties_broken(model)
    best = tied if tied is not None and tied.proof.value >= value else best
    return replace(best, proof=Proof("optimal", value, float(value), 0.0))


def _unproven(value: Fraction, bound: float, within: float) -> Proof:
    share = max(0.0, (bound - float(value)) / max(abs(bound), 1e-12))
    return Proof("within the gap" if share <= within else "not proven", value, bound, share)


def _worst_off_first(model: PlacementModel, gap: float) -> Placement:
    """
    Raise the lowest coverage, then the next, year by year: an order of whole plans.

    Notes
    -----
    Of two plans the one is better whose sorted coverages are larger at the first place where they differ; that is the plan
    with the fewest cells at or below the lowest level, then the next (Ogryczak & Sliwinski 2006, direct methods of
    lexicographic max-min optimisation with attainable levels).
    """
    proven = True
    for year in model.years:
        proven = _wish_by_wish(model, _levels(model, year), gap) and proven
    found = _placement(model, _must(model, model.tie_terms(EARLY), 0.0, TIE_NODES).values)
    lowest = min(coverage_levels(found, len(model.problem.years) - 1), default=Fraction(1))
    return replace(found, proof=Proof("optimal" if proven else "not proven", lowest, float(lowest), 0.0))


def _wish_by_wish(model: PlacementModel, wishes: list[Wish], gap: float) -> bool:
    """
    Fulfil the first wish as far as it can be, then the next, and hold what was reached; tell whether all of it is proven.

    Notes
    -----
    A wish takes few values, one after the other apart. So several go into one program, each with a weight larger than what all
    later ones of the program can reach together; `TOGETHER` keeps the weights within what the solver tells apart.
    """
    proven, left = True, list(wishes)
    while left:
        now, left = _first_wishes(left)
        solved = _must(model, _weighed(now), gap)
        proven = proven and solved.is_optimal
        for wish in now:
            _hold(model, wish, _reached(wish, solved))
        while left and (reached := _reached(left[0], solved)) == sum(
            left[0].values()
        ):  # all that can be: nothing is asked
            _hold(model, left.pop(0), reached)
        if left and not any(solved.values[column] > 0.5 for wish in now for column in _posts(wish)):
            more = {column: 1.0 for wish in left for column in _posts(wish)}
            last = _must(model, more, 0.0)  # where no further post fits at all, the rest of the list is decided
            if last.is_optimal and not any(last.values[column] > 0.5 for column in more):
                for column in more:
                    model.program.high[column] = 0.0
                break
    return proven


def _first_wishes(wishes: list[Wish]) -> tuple[list[Wish], list[Wish]]:
    """Return the wishes that one program can tell apart, and the rest."""
    taken, values = 1, _values(wishes[0])
    while taken < len(wishes) and values * _values(wishes[taken]) <= TOGETHER:
        values *= _values(wishes[taken])
        taken += 1
    return wishes[:taken], wishes[taken:]


def _weighed(wishes: list[Wish]) -> dict[int, float]:
    """Return the wishes as one sum in which each counts more than all later ones together."""
    terms: dict[int, float] = {}
    weight = 1
    for wish in reversed(wishes):
        for column, term in wish.items():
            terms[column] = terms.get(column, 0.0) + weight * term
        weight *= _values(wish)
    return terms


def _reached(wish: Wish, solved: _Found) -> int:
    return round(float(sum(term * solved.values[column] for column, term in wish.items())))


def _posts(wish: Wish) -> list[int]:
    return [column for column, term in wish.items() if term > 0]


def _values(wish: Wish) -> int:
    """Return how many values a wish can take: each post asked for adds one, each that must stand for it first takes one away."""
    return 1 + len(_posts(wish))


def _hold(model: PlacementModel, wish: Wish, reached: int) -> None:
    if len(wish) == 1:
        (column,) = wish
        model.program.low[column] = model.program.high[column] = float(reached)
    else:
        model.program.row(wish, low=float(reached), high=float(reached))


def _levels(model: PlacementModel, year: int) -> list[Wish]:
    """
    Return, for each attainable level of coverage from the lowest, the wish to lift above it the cells that stand on it.

    The cells above a level are those above the one before, and of those on it as many as are lifted: a cell on it takes the post
    that lifts it away from what the last level counted, and adds the next.
    """
    levels = {}
    for place, cell in enumerate(model.problem.cells):
        if cell.need > cell.have:
            in_place = [cell.have + fte for fte in model.problem.placed[place]]
            levels[place] = [fte / cell.need for fte in in_place if fte <= cell.need]
    wishes = []
    for level in sorted({level for reached in levels.values() for level in reached if level < 1}):
        wish = {}
        for place, reached in levels.items():
            if level in reached:
                k = reached.index(level)
                wish[model.post[place, k, year]] = 1.0
                if k:
                    wish[model.post[place, k - 1, year]] = -1.0
        wishes.append(wish)
    return wishes


def _proportional(model: PlacementModel, gap: float) -> Placement:
    """Go down the list of a divisor method in each year; a post that no rule admits any more is passed over."""
    listed = _priorities(model)
    for year in model.years:
        _wish_by_wish(model, [{model.post[place, k, year]: 1.0} for place, k in listed], gap)
    solved = _must(model, {column: -cost for column, cost in model.cost_terms().items()}, gap)
    found = _placement(model, solved.values)
    value = found.proof.value
    return replace(found, proof=Proof("optimal" if solved.is_optimal else "not proven", value, float(value), 0.0))


def _priorities(model: PlacementModel) -> list[tuple[int, int]]:
    """Return every post up to need, by cell and number, in the order of the divisor method; ties by the document."""
    step = model.problem.step
    squared: dict[str, Callable[[Fraction], Fraction]] = {
        "adams": lambda a: a * a,
        "hill": lambda a: a * (a + 1),
        "webster": lambda a: (a + Fraction(1, 2)) ** 2,
        "jefferson": lambda a: (a + 1) ** 2,
    }
    keys = []
    for place, cell in enumerate(model.problem.cells):
        in_place = cell.have
        for k, size in enumerate(model.sizes[place]):
            if in_place < cell.need:
                divisor = squared[model.problem.divisor](in_place / step)
                first = divisor == 0
                keys.append((not first, -(cell.need**2 if first else cell.need**2 / divisor), place, k))
            in_place += size
    return [(place, k) for _, _, place, k in sorted(keys)]


def _ties_broken(model: PlacementModel) -> Placement | None:
    """Return the cheapest plan among those that the rows leave, then the one whose posts stand earliest in the document."""
    costs = model.cost_terms()
    cheap = _answer(model, {column: -cost for column, cost in costs.items()}, 0.0, TIE_NODES)
    if cheap.values is None:
        return None
    spent = sum(cost * cheap.values[column] for column, cost in costs.items())
    count = len(model.problem.cells)
    earliest = {column: float(count - place) / count for (place, _, _), column in model.post.items()}
    model.program.row(costs, high=spent + 1e-6)
    ordered = _answer(model, earliest, 0.0, TIE_NODES)
    return _placement(model, cheap.values if ordered.values is None else ordered.values)


def _placement(model: PlacementModel, values: np.ndarray) -> Placement:
    steps = model.steps(values)
    gone = departed(model.problem, steps)
    value = value_of(model.problem, steps, gone)
    return Placement(model.problem, steps, gone, Proof("", value, float(value), 0.0))


AIMS: dict[Aim, Callable[[PlacementModel, float], Placement]] = {
    Aim.MOST_NEED_MET: _most_need_met,
    Aim.WORST_OFF_FIRST: _worst_off_first,
    Aim.PROPORTIONAL: _proportional,
}
