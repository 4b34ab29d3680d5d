"""What a memo gains from a plan that places posts: its sections, its assumptions, the numbers of its workbook sheets."""

from __future__ import annotations

from fractions import Fraction

from wellstaffed.apps.plan_answer import PlanAnswer
from wellstaffed.apps.plan_section import (
    dollars,
    fill_rates,
    over_time,
    phase_in,
    plan_words,
    reasons,
    side_by_side,
    whys,
)
from wellstaffed.apps.plan_table import PlanTable
from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year
from wellstaffed.plans.money_frontier import FrontierPoint, money_frontier
from wellstaffed.plans.staffing_problem import Aim
from wellstaffed.reports.memo_content import Assumption, PlannedOption, PlannedPost, PlannedStaffing, TextSection
from wellstaffed.reports.plan_charts import frontier_chart, over_time_chart


def plan_sections(answer: PlanAnswer) -> tuple[TextSection, ...]:
    """Return the memo's sections of a plan's options: side by side, why, what money could do, post by post."""
    made = [_options(answer), over_time_section(answer), *_explained(answer)]
    if answer.setting.asked.posts:
        made.append(frontier_section(answer))
    made.append(
        _behind(phase_in(answer), "phase-in/Posts by year", "Posts by school and year", (2.2, 1.2, 1.2, 0.7, 0.7, 0.7))
    )
    made.append(_behind(whys(answer), "why/Why by school", "School by school: posts and reasons", (1.6, 0.9, 4)))
    return tuple(made)


def _options(answer: PlanAnswer) -> TextSection:
    found = side_by_side(answer)
    widths = (1.5, *([1.0] * len(answer.options)))
    return TextSection(
        "options", "Options in words", found.caption, "The options side by side", tuple(plan_words(answer)),
        found.header, found.rows, _notes(answer), _sources(answer), widths=widths, new_page=True,
    )  # fmt: skip


def over_time_section(answer: PlanAnswer) -> TextSection:
    """Return the chart of posts and officers over the years, its numbers behind it."""
    found, years = over_time(answer), range(answer.setting.staffing.years)
    series = [
        (one.result.option.label, [float(plan.met(y)) for y in years], [float(one.officers_at_end(y)) for y in years])
        for one in answer.options
        if (plan := one.result.placement) is not None
    ]
    shown = [show_school_year(year) for year in answer.setting.staffing.school_years]
    title = "Posts placed and officers in schools, by option"
    return TextSection(
        "over-time", "Posts and officers by year", found.caption, "Officers and posts, year by year", (),
        found.header, found.rows, (), (), widths=(2.2, 1.6, *([0.7] * len(years))),
        chart=over_time_chart(series, shown, title=title) if series else None, table_behind=True,
    )  # fmt: skip


def _notes(answer: PlanAnswer) -> tuple[str, ...]:
    police = answer.setting.staffing.police
    touched = {choice.key for one in answer.options for choice in one.result.option.services if choice.choice != "keep"}
    said = [police.note] if police.note else []
    for service in police.services:
        kept = "" if service.key in touched else "kept in every option; "
        missing = f"{service.dollars_missing.rstrip('.')} " if service.dollars_missing else ""
        if kept or missing:
            said.append(f"{service.label}: {kept}{missing}({service.source.rstrip('.')}).")
    return tuple(said)


def _sources(answer: PlanAnswer) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"Yearly cost of officers ({place})", href) for place, href in enumerate(answer.setting.police.sources, 1)
    )


def _explained(answer: PlanAnswer) -> list[TextSection]:
    found, rates = reasons(answer), fill_rates(answer)
    notes = tuple(
        f"{one.result.option.label}: {one.result.option.note}" for one in answer.options if one.result.option.note
    )
    why = TextSection(
        "explained", "Why these plans", found.caption, "Why these plans and not others",
        ("Every figure here is that of a plan solved again with one thing changed.",),
        found.header, found.rows, notes, (), widths=(1.3, 1.1, 1.7, 1.7, 1.4),
    )  # fmt: skip
    has_limits = bool(answer.setting.staffing.hiring)
    said = (
        "Each plan is solved again with the limits of hiring lowered to this share."
        if has_limits
        else "No limit of hiring stands in this plan, so each figure is that share of the posts placed."
    )
    unfilled = TextSection(
        "unfilled", "Unfilled posts", rates.caption, "If posts stay unfilled", (said,), rates.header, rates.rows, (), (),
        widths=(3, 1, 1, 1, 1),
    )  # fmt: skip
    return [why, unfilled] if rates.rows else [why]


def frontier_section(answer: PlanAnswer) -> TextSection:
    """Return every step of need met against money, with its chart."""
    problem = answer.options[0].result.numbers.problem
    points = money_frontier(problem)
    whole = points[-1]
    budgets = _budgets(answer)
    title = "Need met against money"
    said = [
        f"To meet all {show(whole.met)} FTE costs {dollars(whole.dollars)} a year at the prices of "
        f"{show_school_year(problem.years[0])}."
    ]
    said += [
        f"{label} ({dollars(money)}) reaches {show(_met(points, money))} FTE on this line." for label, money in budgets
    ]
    if problem.aim is not Aim.MOST_NEED_MET:
        said.append("The line is that of the aim “most need met”, whatever the plan's own aim.")
    chart = frontier_chart(
        [(float(one.dollars), float(one.met)) for one in points],
        [(label, float(money)) for label, money in budgets],
        title=title,
        said=f"{title}. {' '.join(said)}",
    )
    note = "Each step is one post. Limits of hiring and funds for some roles only are not in this line: it shows money alone."
    return TextSection(
        "frontier", "Need and money", "Every step of need met against money", "What each sum of money could do", tuple(said),
        ("Post", "School", "Role", "Dollars a year up to it", "Need met, FTE"),
        tuple(
            (str(place), problem.schools[problem.cells[one.cell].school], problem.cells[one.cell].role.label,
             dollars(one.dollars), show(one.met))
            for place, one in enumerate(points) if place
        ),
        (note,), (), widths=(0.5, 1.2, 1.2, 1.4, 1), chart=chart, table_behind=True,
    )  # fmt: skip


def _met(points: tuple[FrontierPoint, ...], money: Fraction) -> Fraction:
    return max(one.met for one in points if one.dollars <= money)


def _budgets(answer: PlanAnswer) -> list[tuple[str, Fraction]]:
    """Return what all funds together have in each year, a sum that stands twice named once."""
    staffing = answer.setting.staffing
    sums: dict[Fraction, list[str]] = {}
    for place, year in enumerate(staffing.school_years):
        money = sum((staffing.by_year(fund.dollars)[place] for fund in staffing.funds), Fraction(0))
        sums.setdefault(money, []).append(show_school_year(year))
    return [
        (f"Money of {years[0] if len(years) == 1 else f'{years[0]} to {years[-1]}'}", money)
        for money, years in sums.items()
    ]


def _behind(found: PlanTable, names: str, title: str, widths: tuple[float, ...]) -> TextSection:
    """Return a table as a section that stands behind the memo; `names` are its key and its sheet."""
    key, sheet = names.split("/")
    shares = widths[: len(found.header)] + (0.7,) * max(0, len(found.header) - len(widths))
    return TextSection(key, sheet, found.caption, title, (), found.header, found.rows, (), (),
                       widths=shares, table_behind=True)  # fmt: skip


def plan_assumptions(answer: PlanAnswer) -> tuple[Assumption, ...]:
    """Return what a plan's options rest on; numbers under the name their cell has in the workbook."""
    staffing, police = answer.setting.staffing, answer.setting.police
    listed = [
        Assumption("", "Posts asked for", answer.setting.asked.words, answer.setting.asked.words, ""),
        Assumption("", "Step of one post", staffing.step or "", f"{show(staffing.step or 0)} FTE", "posts are placed in these steps"),
        Assumption("", "Aim", staffing.aim.value, staffing.aim.value.replace("-", " "), "rule P5"),
        Assumption("", "Fill rate", staffing.fill_rate, f"{show(staffing.fill_rate * 100)} %", staffing.fill_rate_note),
    ]  # fmt: skip
    for fund in staffing.funds:
        for year, money in zip(staffing.school_years, staffing.by_year(fund.dollars), strict=True):
            name = f"fund_{fund.key.replace('-', '_')}_{year}"
            listed.append(
                Assumption(name, f"{fund.label}, {show_school_year(year)}", money, dollars(money), fund.source)
            )
    for one in staffing.hiring:
        shown = ", ".join(show(limit) for limit in staffing.by_year(one.a_year))
        listed.append(Assumption("", f"Posts of a {one.role.label} a year can advertise", shown, shown, one.source))
    for floor in staffing.minimums:
        listed.append(
            Assumption("", f"Least {floor.role.plural} at a school", floor.fte, f"{show(floor.fte)} FTE", floor.source)
        )
    if police.dollars_per_officer is not None and police.officers:
        shown = f"{police.bound} {dollars(police.dollars_per_officer)} a year".removeprefix("exactly ")
        listed.append(
            Assumption(
                "dollars_per_officer", "Cost of an officer", police.dollars_per_officer, shown, police.money_words
            )
        )
        rate = staffing.police.growth_rate
        listed.append(
            Assumption("officer_growth_rate", "Yearly growth of that cost", rate, f"{show(rate * 100)} %", "the plan")
        )
    return tuple(listed)


def planned_staffing(answer: PlanAnswer) -> PlannedStaffing:
    """Return the solved posts and officers in numbers, for workbook sheets whose costs are formulas."""
    police = answer.setting.police
    price = police.dollars_per_officer if police.officers else None
    growth = 1 + answer.setting.staffing.police.growth_rate
    posts, options = [], []
    for one in answer.options:
        plan = one.result.placement
        if plan is None:
            continue
        years = range(len(plan.problem.years))
        for place, cell in enumerate(plan.problem.cells):
            in_place = tuple(plan.fte(place, year) for year in years)
            if any(in_place):
                costs = tuple(plan.problem.prices[cell.role][year] * in_place[year] for year in years)
                posts.append(
                    PlannedPost(one.result.option.label, plan.problem.schools[cell.school], cell.role, in_place, costs)
                )
        services = plan.problem.services or (Fraction(0),) * len(plan.problem.years)
        of_officers = [plan.freed(year) - services[year] for year in years]
        options.append(
            PlannedOption(
                one.result.option.label,
                tuple(plan.gross(year) for year in years),
                tuple(plan.freed(year) for year in years),
                tuple(of_officers[year] / (price * growth**year) if price else Fraction(0) for year in years),
                services,
                tuple(plan.met(year) for year in years),
                tuple(plan.left(year) for year in years),
            )
        )
    staffing = answer.setting.staffing
    money = tuple(
        tuple(f"fund_{fund.key.replace('-', '_')}_{year}" for fund in staffing.funds) for year in staffing.school_years
    )
    sums = tuple(
        sum((staffing.by_year(fund.dollars)[place] for fund in staffing.funds), Fraction(0))
        for place in range(staffing.years)
    )
    grown = answer.setting.years_grown
    return PlannedStaffing(staffing.school_years, tuple(posts), tuple(options), money, sums, price, grown)
