"""Whether each option of a plan meets a condition of the record: met, not met, cannot be told, does not arise; and why."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    from wellstaffed.apps.plan_answer import PlanAnswer
    from wellstaffed.plans.option_result import OptionResult
    from wellstaffed.plans.placement import Placement
    from wellstaffed.record.record_rows import Condition


@dataclass(frozen=True)
class OptionFinding:
    """
    Whether one option meets a condition.

    ``finding`` is ``met``, ``not met``, ``cannot be told``, ``does not arise`` (no officer leaves) or ``not a matter of
    figures``; ``why`` says by which posts, in which school year and what is missing.
    """

    option: str
    label: str
    finding: str
    why: str

    def as_json(self) -> dict[str, str]:
        """Return the finding as ``--json`` prints it."""
        return {"option": self.option, "label": self.label, "finding": self.finding, "why": self.why}


def option_findings(condition: Condition, plan: PlanAnswer) -> list[OptionFinding]:
    """
    Return for each option of a solved plan whether it meets a condition.

    Parameters
    ----------
    condition : Condition
        ``schools_at_standard``: no officer may leave before every school has its posts. ``words``: no figure tests it.
    plan : PlanAnswer
        Its options solved. Posts count as of the first school year without the officers (the plan's own rule P6), at all
        schools of the plan together: a school at standard alone does not meet a condition on all of them.

    Notes
    -----
    What is in post at a school and not known is never taken for enough (rule M2).
    """
    return [_finding(condition, plan, one.result) for one in plan.options]


def _finding(condition: Condition, plan: PlanAnswer, result: OptionResult) -> OptionFinding:
    option = result.option

    def found(finding: str, why: str) -> OptionFinding:
        return OptionFinding(option.key, option.label, finding, why)

    if condition.test == "words":
        return found("not a matter of figures", "no figure tests these words")
    if result.placement is None:
        return found("cannot be told", "no placement obeys every rule of the option")
    years = result.placement.problem.years
    leaves = [
        gone.index(True)
        for gone, departure in zip(result.placement.gone, result.placement.problem.departures, strict=True)
        if departure.officers > 0 and True in gone
    ]
    if not leaves:
        return found("does not arise", f"no officer leaves up to {show_school_year(years[-1])}")
    return found(*_held_against(plan, result.placement, min(leaves)))


def _held_against(plan: PlanAnswer, placement: Placement, year: int) -> tuple[str, str]:
    asked = plan.setting.asked
    when = f"in {show_school_year(placement.problem.years[year])}, the first school year with fewer officers"
    need = sum((cell.need - cell.have for cell in placement.problem.cells if cell.need > cell.have), Fraction(0))
    left = placement.left(year)
    if left > 0:
        schools = ", ".join(f"{name} {show(short)}" for name, short in _short(placement, year))
        return "not met", f"{when}, {show(left)} FTE of {asked.words} ({show(need)} FTE) are still missing: {schools}"
    if asked.unknown or asked.left_out:
        parts = [f"staff in post is not known for {asked.unknown} of {len(asked.posts)} posts by school and role"]
        parts = parts if asked.unknown else []
        return "cannot be told", f"{when}, {'; '.join([*parts, *asked.left_out])}"
    return "met", f"{when}, all {show(need)} FTE of {asked.words} are in place"


def _short(placement: Placement, year: int) -> list[tuple[str, Fraction]]:
    """Return the schools that still lack posts in a year, and how many FTE."""
    short: dict[str, Fraction] = {}
    for place, cell in enumerate(placement.problem.cells):
        lacks = cell.need - cell.have - placement.fte(place, year)
        if lacks > 0:
            name = placement.problem.schools[cell.school]
            short[name] = short.get(name, Fraction(0)) + lacks
    return list(short.items())


def with_options(rows: list[dict[str, Any]], conditions: tuple[Condition, ...], plan: PlanAnswer | None) -> None:
    """Add to each row of a condition what each option of a plan makes of it; nothing where no figure tests its words."""
    by_id = {one.id: one for one in conditions}
    for row in rows:
        condition = by_id[row["id"]]
        tested = plan is not None and condition.test != "words"
        row["options"] = [one.as_json() for one in option_findings(condition, plan)] if plan and tested else []
