"""Why a plan came out so: what binds, what one more unit would do, what each rule costs, the next-best plan (rule P8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import permutations

from wellstaffed.core.errors import InfeasiblePlanError
from wellstaffed.core.exact import show
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.plans.broken_rules import broken_rules, exceeded_limits
from wellstaffed.plans.place_posts import placement
from wellstaffed.plans.placement import Placement, departed, value_of
from wellstaffed.plans.rule_conflict import PlanRule, plan_rules
from wellstaffed.plans.staffing_problem import Aim, Problem
from wellstaffed.plans.whole_program import together


@dataclass(frozen=True)
class Effect:
    """
    A plan solved again with one thing changed.

    Parameters
    ----------
    key, words : str
        Which rule, and what was changed.
    met_sooner : Fraction
        FTE of need met, summed over the years, beyond the plan's own.
    met_at_end : Fraction
        FTE of need met in the last year, beyond the plan's own.
    dollars : Fraction
        Cost of posts over all years, beyond the plan's own.
    officers_gone : Fraction
        Officers gone in the last year, beyond the plan's own.
    placement : Placement
    """

    key: str
    words: str
    met_sooner: Fraction
    met_at_end: Fraction
    dollars: Fraction
    officers_gone: Fraction
    placement: Placement

    @property
    def changes_anything(self) -> bool:
        """Whether the change does anything at all."""
        return bool(self.met_sooner or self.met_at_end or self.dollars or self.officers_gone)


@dataclass(frozen=True)
class Explanation:
    """
    What stands beside a plan.

    ``limits`` are the effects of one more unit of each limit, every post of the plan kept; ``rules`` the effects of doing
    without each rule; ``next_best`` the best plan with other posts in the last year, None if there is none.
    """

    limits: tuple[Effect, ...]
    rules: tuple[Effect, ...]
    next_best: Placement | None
    differs: tuple[str, ...]
    schools: tuple[tuple[int, str], ...]


def explanation(plan: Placement) -> Explanation:
    """Return why a placement came out so; every figure is that of a placement solved again."""
    problem = plan.problem
    more, priced = _one_more(problem), _priced(problem)
    grown = [partial(placement, one, at_least=plan) for _, _, one in more]
    freed = [partial(placement, rule.without(problem)) for rule in priced]
    asked: list[Callable[[], Placement | None]] = [partial(_other, plan), *grown, *freed]
    other, *again = together(asked)
    named = [(key, words) for key, words, _ in more] + [(rule.key, rule.words) for rule in priced]
    effects = [_effect(plan, *name, one) for name, one in zip(named, again, strict=True) if one is not None]
    limits, rules = effects[: len(more)], effects[len(more) :]
    differs = () if other is None else _differences(plan, other)
    schools = tuple((place, school_words(plan, place)) for place in range(len(problem.schools)))
    return Explanation(tuple(limits), tuple(rules), other, differs, schools)


def _other(plan: Placement) -> Placement | None:
    """Return the best plan with other posts in the last year, None if there is none."""
    swapped = _swapped(plan)
    if swapped is not None:
        return swapped
    try:
        return placement(plan.problem, other_than=plan)
    except InfeasiblePlanError:
        return None


def _swapped(plan: Placement) -> Placement | None:
    """
    Return the plan with one post at another school where that is just as good, the first such in the document's order.

    No plan is better than an optimum, so such a swap is a next-best plan and none has to be searched for.
    """
    problem, last = plan.problem, len(plan.problem.years) - 1
    if plan.proof.status != "optimal" or problem.aim is not Aim.MOST_NEED_MET:
        return None
    for here, there in permutations(range(len(problem.cells)), 2):
        taken, free = plan.steps[here][last], plan.steps[there][last]
        alike = problem.cells[here].role is problem.cells[there].role and taken and free < len(problem.gains[there])
        if not alike or problem.gains[here][taken - 1] != problem.gains[there][free]:
            continue
        moved = [count == taken for count in plan.steps[here]]
        if any(move and count != free for move, count in zip(moved, plan.steps[there], strict=True)):
            continue
        steps = list(plan.steps)
        steps[here] = tuple(count - move for count, move in zip(steps[here], moved, strict=True))
        steps[there] = tuple(count + move for count, move in zip(steps[there], moved, strict=True))
        gone = departed(problem, tuple(steps))
        swapped = replace(plan, steps=tuple(steps), gone=gone)
        if value_of(problem, swapped.steps, gone) == plan.proof.value and not broken_rules(swapped):
            return swapped
    return None


def _priced(problem: Problem) -> list[PlanRule]:
    """Return the rules whose price can be told: without money's limit everything is bought, which tells nothing."""
    return [rule for rule in plan_rules(problem) if not rule.key.startswith("fund-")]


def _one_more(problem: Problem) -> list[tuple[str, str, Problem]]:
    """Return the problem with one more unit of each limit: one more post's money, one more hire a year."""
    made = []
    for fund in problem.funds:
        payable = [max(problem.prices[role]) for role in fund.pays_for]
        if fund.dollars is None or not payable:
            continue
        unit = max(payable)
        more = replace(fund, dollars=tuple(dollars + unit for dollars in fund.dollars))
        funds = tuple(more if one.key == fund.key else one for one in problem.funds)
        words = f"${show(unit, 0)} a year more in “{fund.label}”, the price of the dearest post it may pay"
        made.append((f"fund-{fund.key}", words, replace(problem, funds=funds)))
    for limit in problem.hiring:
        freer = replace(limit, a_year=tuple(one + 1 for one in limit.a_year))
        hiring = tuple(freer if one.role is limit.role else one for one in problem.hiring)
        words = f"one more {limit.role.label} a year"
        made.append((f"hiring-{limit.role.value}", words, replace(problem, hiring=hiring)))
    return made


def _effect(plan: Placement, key: str, words: str, again: Placement) -> Effect:
    years = range(len(plan.problem.years))
    last = years[-1]
    return Effect(
        key,
        words,
        sum((again.met(year) - plan.met(year) for year in years), Fraction(0)),
        again.met(last) - plan.met(last),
        sum((again.gross(year) - plan.gross(year) for year in years), Fraction(0)),
        _gone(again) - _gone(plan),
        again,
    )


def _gone(plan: Placement) -> Fraction:
    """Return the officers gone in the last year, all schools together."""
    return sum(
        (one.officers for one, gone in zip(plan.problem.departures, plan.gone, strict=True) if gone[-1]), Fraction(0)
    )


def _differences(plan: Placement, other: Placement) -> tuple[str, ...]:
    """Return where two plans have other posts in the last year."""
    last, said = len(plan.problem.years) - 1, []
    for place, cell in enumerate(plan.problem.cells):
        more = other.fte(place, last) - plan.fte(place, last)
        if more:
            way = "more" if more > 0 else "fewer"
            said.append(f"{show(abs(more))} {way} {cell.role.label} at {plan.problem.schools[cell.school]}")
    return tuple(said)


def school_words(plan: Placement, school: int) -> str:
    """Return for one school what it gets and when, what is still missing, and what stands in the way."""
    problem, last = plan.problem, len(plan.problem.years) - 1
    cells = [place for place, cell in enumerate(problem.cells) if cell.school == school]
    if not cells:
        return "No post is asked for here."
    said = []
    for year in range(last + 1):
        new = [_new_posts(plan, one, year) for one in cells if plan.new_fte(one, year)]
        if new:
            said.append(f"{show_school_year(problem.years[year])}: {', '.join(new)}.")
    missing: dict[str, list[str]] = {}
    for one in cells:
        short = problem.cells[one].need - problem.cells[one].have - plan.fte(one, last)
        if short > 0:
            missing.setdefault(_obstacle(plan, one), []).append(_posts(problem.cells[one].role, short))
    said += [f"Still missing: {', '.join(posts)}; {reason}." for reason, posts in missing.items()]
    reached = [year for year in range(last + 1) if plan.is_at_need(school, year)]
    if reached:
        said.append(f"At standard from {show_school_year(problem.years[reached[0]])} on.")
    return " ".join(said)


def _new_posts(plan: Placement, place: int, year: int) -> str:
    """Return the posts that a year adds to a cell, and what share of its need was in place before: that is what the aim looks at."""
    cell, new = plan.problem.cells[place], plan.new_fte(place, year)
    before = cell.have + plan.fte(place, year) - new
    return f"{_posts(cell.role, new)} ({show(before)} of {show(cell.need)} in place before)"


def _posts(role: Role, fte: Fraction) -> str:
    return f"{show(fte)} {role.label if fte == 1 else role.plural}"


def _obstacle(plan: Placement, place: int) -> str:
    """Return what stands in the way of the next post of a cell in the last year: found by adding it and counting again."""
    last = len(plan.problem.years) - 1
    steps = [list(by_year) for by_year in plan.steps]
    steps[place][last] += 1
    tried = tuple(tuple(by_year) for by_year in steps)
    with_it = replace(plan, steps=tried, gone=departed(plan.problem, tried))
    broken = exceeded_limits(with_it)
    role = plan.problem.cells[place].role
    reasons = []
    if any("hired" in one for one in broken):
        reasons.append(
            f"the limit of hiring admits no more {role.plural} in {show_school_year(plan.problem.years[last])}"
        )
    if any("cost more" in one for one in broken):
        reasons.append(f"the money of {show_school_year(plan.problem.years[last])} does not pay another post")
    return " and ".join(reasons) or f"the aim puts no further {role.label} here before the posts that it places"
