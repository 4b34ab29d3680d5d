"""One option of a plan, solved: posts, officers, money, proof, and why it came out so (rules P1 to P8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial

from wellstaffed.core.errors import InfeasiblePlanError
from wellstaffed.plans.broken_rules import broken_rules
from wellstaffed.plans.option_problem import OptionProblem, Setting, leaves_on, option_problems
from wellstaffed.plans.place_posts import placement
from wellstaffed.plans.placement import Placement
from wellstaffed.plans.rule_conflict import Conflict, rule_conflicts
from wellstaffed.plans.staffing_document import StaffingOption
from wellstaffed.plans.whole_program import together


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
    any_school : bool
        Whether the document leaves the school open and every one gives the same figures, so that the first stands for all.
    """

    setting: Setting
    numbers: OptionProblem
    placement: Placement | None
    officers: tuple[OfficersOn, ...]
    conflicts: tuple[Conflict, ...]
    any_school: bool = False

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
    alike = len(tried) > 1 and len(solved) == len(tried) and len({one.steps for _, one in solved}) == 1
    return OptionResult(setting, numbers, best, _officers(setting, numbers, best, dated), (), alike)


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


FILL_RATES = (Fraction(1), Fraction(9, 10), Fraction(3, 4), Fraction(1, 2))


@dataclass(frozen=True)
class AtFillRate:
    """
    What becomes of an option if a share of its advertised posts is filled.

    ``met`` is FTE of need met in the last year, None where no placement obeys every rule at that rate; ``is_solved`` says
    that the plan was solved again because its limits of hiring feel the rate, else `met` is the share of the posts placed.
    """

    rate: Fraction
    met: Fraction | None
    is_solved: bool

    def as_json(self) -> dict[str, object]:
        """Return the line as ``--json`` prints it."""
        return {
            "fill_rate": float(self.rate),
            "need_met": None if self.met is None else float(self.met),
            "solved_again": self.is_solved,
        }


def at_fill_rates(result: OptionResult) -> tuple[AtFillRate, ...]:
    """Return an option at several fill rates, the highest first (rule P3)."""
    assert result.placement is not None
    last = len(result.numbers.problem.years) - 1
    if not result.setting.staffing.hiring:
        return tuple(AtFillRate(rate, result.placement.met(last) * rate, False) for rate in FILL_RATES)

    def solved_at(rate: Fraction) -> AtFillRate:
        staffing = result.setting.staffing.model_copy(update={"fill_rate": rate})
        setting = replace(result.setting, staffing=staffing)
        again = option_result(setting, result.option, dated=date.min).placement
        return AtFillRate(rate, None if again is None else again.met(last), True)

    return tuple(together([partial(solved_at, rate) for rate in FILL_RATES]))
