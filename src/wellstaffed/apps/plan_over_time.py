"""How far the options of a plan part by its last year, in one sentence: what stands above the chart of the years."""

from __future__ import annotations

from fractions import Fraction

from wellstaffed.apps.plan_answer import PlanAnswer
from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year


def over_time_words(answer: PlanAnswer) -> str:
    """Return what the options have placed, and how many officers they leave in schools, by the end of the last year."""
    years = answer.setting.staffing.school_years
    last = len(years) - 1
    solved = [(plan.met(last), one.officers_at_end(last)) for one in answer.options if (plan := one.result.placement)]
    if not solved:
        return "No option has a plan that obeys every rule."
    posts, officers = _span([met for met, _ in solved]), _span([left for _, left in solved])
    depends = ", depending on the option" if len(set(solved)) > 1 else ""
    return (
        f"By the end of {show_school_year(years[-1])}: {posts} FTE placed and {officers} officers in schools{depends}."
    )


def _span(values: list[Fraction]) -> str:
    low, high = show(min(values)), show(max(values))
    return low if low == high else f"{low} to {high}"
