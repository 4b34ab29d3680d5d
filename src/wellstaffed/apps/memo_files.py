"""From a plan to the four files of its memo: views, cost, claim, answer; then the printing and the manifest."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from wellstaffed import __version__
from wellstaffed.apps.about import CORRECTIONS
from wellstaffed.apps.memo_manifest import manifest
from wellstaffed.apps.memo_parts import assumptions, claim_section, role_terms, sources
from wellstaffed.apps.memo_sections import further_sections, last_days
from wellstaffed.apps.plan_actions import plan_answer
from wellstaffed.apps.plan_memo import plan_assumptions, plan_sections, planned_staffing
from wellstaffed.apps.question import ChosenRule, chosen_rules, staff_of
from wellstaffed.core.errors import Fault, PlanError
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.staff_gap import district_gap, gap_total, staff_gap
from wellstaffed.plans.plan_document import Costs, Plan, View, load_plan
from wellstaffed.plans.post_cost import PostPrice, RoleCost, cost_totals, role_cost
from wellstaffed.reports.answer import answer
from wellstaffed.reports.memo_content import Cost, CostLine, CostYear, MemoContent, StaffView
from wellstaffed.reports.words import percent, role_words
from wellstaffed.standards.library import StandardsLibrary


def memo_files(plan_path: Path, standards: Path | None = None) -> dict[str, bytes]:
    """
    Return the files of a plan's memo by name, in the order in which they are listed.

    HTML, PDF, XLSX and the manifest; of a plan with an agreement also its last days as a calendar file.

    Raises
    ------
    PlanError
        If the plan has faults, or names schools, a roster or a claim that are not there.
    """
    from wellstaffed.reports.html import memo_html
    from wellstaffed.reports.pdf import memo_pdf
    from wellstaffed.reports.xlsx import memo_xlsx

    plan = load_plan(plan_path)
    library = StandardsLibrary(standards)
    content = memo_content(plan, plan_path, library)
    files = {
        "memo.html": memo_html(content).encode("utf-8"),
        "memo.pdf": memo_pdf(content),
        "memo.xlsx": memo_xlsx(content),
    }
    if plan.agreement is not None:
        files["memo.ics"] = last_days(plan, plan_path)
    return files | {"manifest.json": manifest(plan, plan_path, content, files, library)}


def memo_content(plan: Plan, plan_path: Path, library: StandardsLibrary) -> MemoContent:
    """Return everything the memo of a plan prints; rules G1 to G9, P2, C1 to C3, S5."""
    latest = max(view.school_year for view in plan.views)
    rules = chosen_rules(library, plan.standard, on=None, school_year=latest, allow_unverified=plan.allow_unverified)
    check_one_rule_per_role(rules, plan_path)
    views = {view.key: staff_view(plan, view, plan_path, rules) for view in plan.views}
    terms = role_terms(rules, plan.dated)
    cost = plan_cost(plan, plan.costs, views[plan.costs.of_view]) if plan.costs else None
    label = _standard_label(plan.standard, library)
    placed = plan_answer(plan, plan_path, library) if plan.staffing else None
    return MemoContent(
        title=plan.title,
        district=f"{plan.district.name}, {plan.district.state}",
        dated=plan.dated,
        prepared_for=plan.prepared_for,
        question=plan.question,
        answer=answer(views[plan.answer_from], cost, label),
        cautions=(*plan.cautions, *cover_cautions(views.values())),
        terms=terms,
        views=tuple(views.values()),
        cost=cost,
        claim=claim_section(plan, plan_path),
        assumptions=(*assumptions(plan, rules, cost), *(plan_assumptions(placed) if placed else ())),
        sources=sources(plan, rules, cost),
        citation=f"wellstaffed {__version__}. {plan.title}. Memo of {plan.dated.isoformat()}.",
        version=__version__,
        further=(
            *(plan_sections(placed) if placed else ()),
            *further_sections(plan, plan_path, views[plan.answer_from], placed),
        ),
        staffing=planned_staffing(placed) if placed else None,
        corrections=CORRECTIONS,
    )


def answer_view(plan: Plan, plan_path: Path, library: StandardsLibrary) -> StaffView:
    """Return the view that a plan's answer is taken from."""
    return named_view(plan, plan_path, library, plan.answer_from)


def named_view(plan: Plan, plan_path: Path, library: StandardsLibrary, key: str) -> StaffView:
    """Return one view of a plan by its key."""
    latest = max(view.school_year for view in plan.views)
    rules = chosen_rules(library, plan.standard, on=None, school_year=latest, allow_unverified=plan.allow_unverified)
    return staff_view(plan, next(view for view in plan.views if view.key == key), plan_path, rules)


def check_one_rule_per_role(rules: list[ChosenRule], plan_path: Path) -> None:
    """
    Raise if a role is held to two rules: a memo could not say which of two needs is meant.

    Raises
    ------
    PlanError
        With every such role and both rules.
    """
    faults = []
    for index, rule in enumerate(rules):
        for other in rules[:index]:
            shared = [role.plural for role in rule.standard.roles if role in other.standard.roles]
            if shared:
                what = f"{' and '.join(shared)} are held to {other.standard.id} and to {rule.standard.id}."
                faults.append(Fault("standard", what, "Name one of the two."))
    if faults:
        raise PlanError(str(plan_path), faults)


def staff_view(plan: Plan, view: View, plan_path: Path, rules: list[ChosenRule]) -> StaffView:
    """Return one view of a plan: need and gap school by school, their totals, and the district's as one."""
    import polars as pl

    roster = plan_path.parent / view.roster if view.roster else None
    if roster is not None and not roster.is_file():
        fault = Fault(
            f"views, {view.key}, roster", f"there is no file {view.roster} beside the plan.", "Correct its name."
        )
        raise PlanError(str(plan_path), [fault])
    district = None if roster else plan.district.leaid
    staff = staff_of(district=district, year=view.school_year, roster=roster, shipped_first=True)
    table = staff.table
    if view.schools is not None:
        absent = sorted(set(view.schools) - set(table["school_id"]))
        if absent:
            fault = Fault(
                f"views, {view.key}, schools", f"{', '.join(absent)} is not in {staff.choice}.", "Correct the id."
            )
            raise PlanError(str(plan_path), [fault])
        table = table.filter(pl.col("school_id").is_in(view.schools))
    rounding, counts = plan.rounding.rounding, staff.need_counts
    by_school = [staff_gap(table, r.standard, on=r.on, rounding=rounding, need_counts=counts) for r in rules]
    as_one = [district_gap(table, r.standard, on=r.on, rounding=rounding, need_counts=counts) for r in rules]
    return StaffView(
        key=view.key,
        title=titled(view.title, staff.covers),
        basis=view.basis,
        is_hindsight=view.hindsight,
        school_year=view.school_year,
        rows=tuple(row for rows in by_school for row in rows),
        totals=tuple(gap_total(rows) for rows in by_school),
        district_totals=tuple(gap_total(rows) for rows in as_one),
        covers=staff.covers,
        not_counted="" if view.schools is not None else staff.not_counted,
        not_read=f"{view.roster}: {staff.not_read}." if staff.not_read else "",
    )


def titled(title: str, covers: str) -> str:
    """Return a view's title with what its figures cover, unless the title says so itself."""
    return title if covers.removesuffix(" only").casefold() in title.casefold() else f"{title}, {covers}"


def cover_cautions(views: Iterable[StaffView]) -> tuple[str, ...]:
    """Return the cautions on views whose figures are not of all schools of the district."""
    parts: dict[str, list[str]] = {}
    named: list[str] = []
    for view in views:
        if view.covers:
            parts.setdefault(view.covers, []).append(show_school_year(view.school_year))
        named += filter(None, (view.not_counted, view.not_read))
    return *dict.fromkeys(named), *(
        f"The figures of {' and '.join(dict.fromkeys(years))} are of {covers}: any other school of the district, with its students, staff and "
        "need, is not counted here."
        for covers, years in parts.items()
    )


def plan_cost(plan: Plan, costs: Costs, view: StaffView) -> Cost:
    """Return the cost of a view's gap, role by role and year by year (rule P2)."""
    years = [costs.first_year + index for index in range(costs.years)]
    lines: list[RoleCost] = []
    left_out: list[str] = []
    for total in view.totals:
        if len(total.roles) != 1:
            left_out.append(f"{role_words(total.roles)}: any of them meets the need, so there is no one price")
            continue
        price = post_price(plan, costs, total.roles[0])
        line = role_cost(total, price, growth_rate=costs.growth_rate, school_years=years)
        if line is None:
            left_out.append(f"{role_words(total.roles)}: the gap of some schools has no bound")
        else:
            lines.append(line)
    return Cost(
        of_view=view.title,
        basis=f"Benefits are {percent(costs.benefits_rate)} of salary: {costs.benefits_note.rstrip('.')}. "
        f"Pay grows by {percent(costs.growth_rate)} a year: {costs.growth_note.rstrip('.')}.",
        growth=costs.growth_rate,
        lines=tuple(
            CostLine(
                role=line.price.role,
                gap_low=line.gap_low,
                gap_high=line.gap_high,
                is_known=line.is_known,
                salary=line.price.salary,
                salary_source=line.price.source,
                salary_place=line.price.place,
                benefits_rate=line.price.benefits_rate,
                years=tuple(CostYear(y.school_year, y.low, y.high) for y in line.years),
            )
            for line in lines
        ),
        totals=tuple(CostYear(y.school_year, y.low, y.high) for y in cost_totals(lines)),
        left_out=tuple(left_out),
    )


def post_price(plan: Plan, costs: Costs, role: Role) -> PostPrice:
    """Return the price of a role's post: the plan's own salary, else the shipped wage of the state or nation."""
    from wellstaffed.tables.wages import wage

    for own in costs.salaries:
        if own.role is role:
            return PostPrice(role, own.salary, costs.benefits_rate, own.source, plan.district.name)
    found = wage(role, plan.district.state)
    return PostPrice(role, Fraction(found.annual_mean), costs.benefits_rate, found.why, found.area_name)


def _standard_label(name: str, library: StandardsLibrary) -> str:
    names = [one.strip() for one in name.split(",")]
    if len(names) > 2:
        return f"the {len(names)} standards listed below"
    labels = [library.standard(one).label if "/" in one else library.bundle(one).label for one in names]
    return f"{', '.join(names)} ({', '.join(labels)})"
