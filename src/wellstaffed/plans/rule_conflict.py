"""Which rules of a plan conflict where no placement obeys them all: the smallest set, by trying (rule P8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations

from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year
from wellstaffed.plans.place_posts import can_place
from wellstaffed.plans.staffing_problem import Problem

MOST_CONFLICTS = 6

Loosened = Callable[[Problem], Problem]


@dataclass(frozen=True)
class PlanRule:
    """
    One rule that a board could drop.

    Parameters
    ----------
    key : str
        ``hiring-nurse``, ``fund-general``, ``caveat``.
    words : str
        What it says, to go into a sentence: "the limit of 2 nurses a year".
    without : callable
        The problem without the rule.
    """

    key: str
    words: str
    without: Loosened


def plan_rules(problem: Problem) -> list[PlanRule]:
    """Return the rules of a problem that a board could drop, in a fixed order."""
    rules = [_fund_rule(problem, place) for place, fund in enumerate(problem.funds) if fund.dollars is not None]
    rules += [_hiring_rule(problem, place) for place in range(len(problem.hiring))]
    if any(cell.least for cell in problem.cells):
        rules.append(PlanRule("minimums", _minimum_words(problem), _without_minimums))
    if problem.all_at_need_by is not None:
        year = show_school_year(problem.years[problem.all_at_need_by])
        rules.append(
            PlanRule("all-at-need", f"“all at standard by {year}”", lambda one: replace(one, all_at_need_by=None))
        )
    if problem.caveat and any(problem.waits(one) for one in problem.departures):
        words = "the rule that officers stay at a school until its roles are at standard"
        rules.append(PlanRule("caveat", words, lambda one: replace(one, caveat=False)))
        if problem.gone_by is not None:
            year = show_school_year(problem.years[problem.gone_by])
            rules.append(PlanRule("gone-by", f"“officers gone by {year}”", lambda one: replace(one, gone_by=None)))
    if problem.sharing is not None and problem.hiring:
        most = problem.sharing.most_schools
        words = f"the rule that one person serves {most} schools at the most, all of one cluster"
        rules.append(PlanRule("sharing", words, lambda one: replace(one, sharing=None)))
    return rules


def _fund_rule(problem: Problem, place: int) -> PlanRule:
    fund = problem.funds[place]
    dollars = fund.dollars or ()
    said = (
        f"${show(dollars[0], 0)} a year" if len(set(dollars)) == 1 else " then ".join(f"${show(d, 0)}" for d in dollars)
    )

    def without(one: Problem) -> Problem:
        funds = tuple(replace(f, dollars=None) if f.key == fund.key else f for f in one.funds)
        return replace(one, funds=funds)

    return PlanRule(f"fund-{fund.key}", f"the money of “{fund.label}” ({said})", without)


def _hiring_rule(problem: Problem, place: int) -> PlanRule:
    limit = problem.hiring[place]
    if len(set(limit.a_year)) == 1:
        said = f"{show(limit.a_year[0])} {limit.role.label if limit.a_year[0] == 1 else limit.role.plural} a year"
    else:
        said = f"{limit.role.plural} by year ({', '.join(show(one) for one in limit.a_year)})"

    def without(one: Problem) -> Problem:
        return replace(one, hiring=tuple(kept for kept in one.hiring if kept.role is not limit.role))

    return PlanRule(f"hiring-{limit.role.value}", f"the limit of {said}", without)


def _minimum_words(problem: Problem) -> str:
    roles = dict.fromkeys(cell.role.label for cell in problem.cells if any(cell.least))
    return f"the minimum of {' and '.join(roles)} at each school"


def _without_minimums(problem: Problem) -> Problem:
    return replace(problem, cells=tuple(replace(cell, least=()) for cell in problem.cells))


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot all hold; without any one of them the others can."""

    rules: tuple[PlanRule, ...]

    @property
    def sentence(self) -> str:
        """The conflict in words that a board member reads."""
        words = [rule.words for rule in self.rules]
        if len(words) == 1:
            return f"{words[0][0].upper()}{words[0][1:]} cannot hold."
        listed = f"{', '.join(words[:-1])} and {words[-1]}"
        together = "cannot both hold" if len(words) == 2 else "cannot all hold"
        return f"{listed[0].upper()}{listed[1:]} {together}."


def rule_conflicts(problem: Problem) -> list[Conflict]:
    """
    Return the sets of rules that conflict, the smallest first.

    Returns
    -------
    list of Conflict
        Empty where a placement obeys every rule. With one conflict, dropping any one rule of it makes the plan possible; with
        several, one rule of each has to go.
    """
    found: list[Conflict] = []
    waiting: list[tuple[Problem, list[PlanRule]]] = [(problem, plan_rules(problem))]
    while waiting and len(found) < MOST_CONFLICTS:
        rest, rules = waiting.pop(0)
        if can_place(rest):
            continue
        known = next((one for one in found if all(rule in rules for rule in one.rules)), None)
        conflict = known or _smallest(rest, rules)
        if conflict is None:
            break
        if known is None:
            found.append(conflict)
        for rule in conflict.rules:
            waiting.append((rule.without(rest), [one for one in rules if one is not rule]))
    return found


def _smallest(problem: Problem, rules: list[PlanRule]) -> Conflict | None:
    """Try one rule alone, then each two, and so on: a set conflicts if the problem without all the others is impossible."""
    for size in range(1, len(rules) + 1):
        for chosen in combinations(rules, size):
            bare = problem
            for rule in rules:
                if rule not in chosen:
                    bare = rule.without(bare)
            if not can_place(bare):
                return Conflict(chosen)
    return None
