"""Posts placed and officers in schools, year by year and option by option: the numbers behind the chart of a plan."""

from __future__ import annotations

from fractions import Fraction

from wellstaffed.apps.plan_answer import OptionAnswer, PlanAnswer
from wellstaffed.apps.plan_section import PlanTable
from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year


def officers_by_year(one: OptionAnswer) -> list[Fraction]:
    """Return the officers in schools at the end of each year."""
    result = one.result
    assert result.placement is not None
    now = sum(result.setting.police.officers.values(), Fraction(0))
    pairs = list(zip(result.placement.gone, result.placement.problem.departures, strict=True))
    return [
        now - sum((departure.officers for gone, departure in pairs if gone[year]), Fraction(0))
        for year in range(len(result.placement.problem.years))
    ]


def over_time_table(answer: PlanAnswer) -> PlanTable:
    """Return posts placed and officers in schools by option and school year; an option without a plan has no row."""
    years = [show_school_year(year) for year in answer.setting.staffing.school_years]
    rows = []
    for one in answer.options:
        placed = one.result.placement
        if placed is not None:
            posts = [show(placed.met(year)) for year in range(len(years))]
            rows.append((one.result.option.label, *posts, *(show(officers) for officers in officers_by_year(one))))
    header = ("Option", *(f"Posts, {year}" for year in years), *(f"Officers, {year}" for year in years))
    return PlanTable("Posts placed (FTE) and officers in schools at the end of each school year", header, tuple(rows))


def over_time_words(answer: PlanAnswer) -> str:
    """Return in one sentence how far the options part by the last year."""
    rows = over_time_table(answer).rows
    if not rows:
        return "No option has a plan that obeys every rule."
    years = answer.setting.staffing.years
    last = show_school_year(answer.setting.staffing.school_years[-1])
    posts = sorted((Fraction(row[years].replace(",", "")), row[years]) for row in rows)
    officers = sorted((Fraction(row[-1].replace(",", "")), row[-1]) for row in rows)
    said = [f"{_span(posts)} FTE placed", f"{_span(officers)} officers in schools"]
    return f"By the end of {last}: {' and '.join(said)}, depending on the option."


def _span(values: list[tuple[Fraction, str]]) -> str:
    low, high = values[0][1], values[-1][1]
    return low if low == high else f"{low} to {high}"
