"""How far the options of a plan part over the years, in one sentence: what stands beside the chart of posts and officers."""

from __future__ import annotations

from fractions import Fraction

from wellstaffed.apps.plan_answer import PlanAnswer
from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year


def over_time_words(answer: PlanAnswer) -> str:
    """Return in one sentence how far the options part by the last year."""
    solved = [one for one in answer.options if one.result.placement is not None]
    if not solved:
        return "No option has a plan that obeys every rule."
    years = answer.setting.staffing.years
    last = show_school_year(answer.setting.staffing.school_years[-1])
    posts = _span([one.result.placement.met(years - 1) for one in solved if one.result.placement is not None])
    officers = _span([one.officers_at_end(years - 1) for one in solved])
    return f"By the end of {last}: {posts} FTE placed and {officers} officers in schools, depending on the option."


def _span(values: list[Fraction]) -> str:
    low, high = min(values), max(values)
    return show(low) if low == high else f"{show(low)} to {show(high)}"
