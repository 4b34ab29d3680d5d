"""One option of a plan, solved: posts, officers, money, proof, and why it came out so (rules P1 to P8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from wellstaffed.core.errors import InfeasiblePlanError
from wellstaffed.plans.broken_rules import broken_rules
from wellstaffed.plans.option_problem import OptionProblem, Setting, leaves_on, option_problems
from wellstaffed.plans.place_posts import placement
from wellstaffed.plans.placement import Placement
from wellstaffed.plans.rule_conflict import Conflict, rule_conflicts
from wellstaffed.plans.staffing_document import StaffingOption


@dataclass(frozen=True)
class OfficersOn:
    """Officers at a school from a day on."""

    day: date
    school_id: str
    officers: Fraction


@dataclass(frozen=True)
class OptionResult:
    """
    An option with its placement, or with the rules that conflict.

    Parameters
    ----------
    setting : Setting
    numbers : OptionProblem
    placement : Placement or None
        None where no placement obeys every rule.
    officers : tuple of OfficersOn
        The officers of the plan's day, then every change in the order of the days.
    conflicts : tuple of Conflict
    """

    setting: Setting
    numbers: OptionProblem
    placement: Placement | None
    officers: tuple[OfficersOn, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def option(self) -> StaffingOption:
        """The option as the document has it."""
        return self.numbers.option

    @property
    def need(self) -> Fraction:
        """FTE asked for beyond what is in post."""
        return sum((max(Fraction(0), cell.need - cell.have) for cell in self.numbers.problem.cells), Fraction(0))


def option_result(setting: Setting, option: StaffingOption, *, dated: date) -> OptionResult:
    """
    Return an option solved.

    Where the document leaves the school open, every school that could be meant is tried and the one is taken whose
    placement serves the plan's aim best; ties go to the school that stands first in the agreement.

    Raises
    ------
    RuntimeError
        If the solver's placement breaks a rule: nothing wrong is printed.
    """
    tried = option_problems(setting, option)
    solved: list[tuple[OptionProblem, Placement]] = []
    for one in tried:
        try:
            solved.append((one, placement(one.problem)))
        except InfeasiblePlanError:
            continue
    if not solved:
        return OptionResult(setting, tried[0], None, _today(setting, dated), tuple(rule_conflicts(tried[0].problem)))
    numbers, best = max(solved, key=lambda pair: pair[1].proof.value)
    broken = broken_rules(best)
    if broken:
        raise RuntimeError(f"the placement of option {option.key} breaks a rule: {'; '.join(broken)}")
    return OptionResult(setting, numbers, best, _officers(setting, numbers, best, dated), ())


def _today(setting: Setting, dated: date) -> tuple[OfficersOn, ...]:
    return tuple(OfficersOn(dated, school, officers) for school, officers in setting.police.officers.items())


def _officers(setting: Setting, numbers: OptionProblem, found: Placement, dated: date) -> tuple[OfficersOn, ...]:
    changes = []
    for departure, gone in zip(numbers.problem.departures, found.gone, strict=True):
        day = leaves_on(setting, numbers, departure, gone)
        if day is not None:
            school = setting.schools[departure.school]
            changes.append(OfficersOn(max(day, dated), school, numbers.then[school]))
    return (*_today(setting, dated), *sorted(changes, key=lambda one: (one.day, setting.schools.index(one.school_id))))


def at_fill_rate(result: OptionResult, rate: Fraction) -> OptionResult | None:
    """
    Return an option solved again with another fill rate; None where no placement obeys every rule then.

    Only limits of hiring feel the rate; a plan without such limits has to be read with it in mind.
    """
    staffing = result.setting.staffing.model_copy(update={"fill_rate": rate})
    again = option_result(
        replace(result.setting, staffing=staffing),
        result.option,
        dated=result.officers[0].day if result.officers else date.min,
    )
    return None if again.placement is None else again
