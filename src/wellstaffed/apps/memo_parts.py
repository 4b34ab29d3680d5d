"""The parts of a memo that say what it rests on: terms, claim check, assumptions, sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path, PurePath

from wellstaffed.apps.question import ChosenRule
from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.claim_document import Claim
from wellstaffed.plans.plan_document import Plan
from wellstaffed.reports.memo_content import Assumption, ClaimSection, Cost, MemoSource, RoleTerms
from wellstaffed.standards.describe import rule_text
from wellstaffed.standards.rules import Rule
from wellstaffed.standards.standard import Notice


def role_terms(rules: list[ChosenRule], dated: date) -> tuple[RoleTerms, ...]:
    """Return what a memo of that day prints of each rule, the critics of a standard included (rule S5)."""
    return tuple(_terms(rule, dated) for rule in rules)


def _terms(rule: ChosenRule, dated: date) -> RoleTerms:
    value, standard = rule.value, rule.standard
    said = tuple(_said(notice, dated) for notice in standard.notices)
    return RoleTerms(
        roles=tuple(standard.roles),
        standard_id=standard.id,
        standard_label=standard.label,
        rule_text=rule_text(value.rule),
        students_per_fte=_ratio(value.rule),
        minimum_per_school=_minimum(value.rule),
        in_force=f"value of {rule.on.isoformat()}, in force from {value.from_.isoformat()}"
        + (f" to {value.to.isoformat()}" if value.to else ""),
        force=standard.force.replace("_", " "),
        verification=value.verification,
        source_title=value.source.title,
        source_href=value.source.href,
        notices=((rule.note,) if rule.note else ()) + said,
    )


def _said(notice: Notice, dated: date) -> str:
    """Return what is held against a standard, with its source; what a later day brought is marked as hindsight."""
    since = f"since {notice.since:%B} {notice.since.year}"
    mark = f"hindsight, {since}" if notice.since > dated else since
    return f"{mark}: {notice.text.rstrip('.')} ({notice.source.title})"


def _ratio(rule: Rule) -> Fraction | None:
    return rule.students_per_fte if rule.kind == "ratio" else None


def _minimum(rule: Rule) -> Fraction | None:
    minimum = rule.minimum if rule.kind in ("ratio", "minimum") else None
    if minimum is None or minimum.per != "school" or minimum.where_students_at_least:
        return None
    return minimum.fte


def claim_section(plan: Plan, plan_path: Path) -> ClaimSection | None:
    """Return the claim check of a plan that names a claim, else None."""
    if plan.claim is None:
        return None
    from wellstaffed.apps.claim_roster import load_claim_with_rosters
    from wellstaffed.apps.memo_claim import claim_words
    from wellstaffed.gaps.claim import check_claim

    claim = load_claim_with_rosters(plan_path.parent / plan.claim)
    section = claim_words(claim, check_claim(claim))
    return replace(section, sentences=(*section.sentences, *_of_rosters(plan, plan_path, claim)))


def _of_rosters(plan: Plan, plan_path: Path, claim: Claim) -> list[str]:
    """Return, where a claim may be tried on a roster, whether it was, what the views rest on, and which schools the roster lacks."""
    import polars as pl

    from wellstaffed.apps.question import staff_of
    from wellstaffed.tables.shipped import folded, shipped_staff

    in_views = {view.roster for view in plan.views}
    views = "; ".join(f"{view.title} ({view.basis})" for view in plan.views)
    said = []
    for one in (one for one in claim.enrollment if one.roster):
        if not one.students:
            said.append(
                f"The roster {one.roster} is not used in this check: it gives no students of the schools of the claim."
            )
            continue
        also = (
            "" if one.roster in in_views else f", and in no view: the answer and the views of this memo rest on {views}"
        )
        said.append(f"The roster {one.roster} is used in this check{also}.")
        table = staff_of(district=None, year=one.school_year, roster=plan_path.parent / str(one.roster)).table
        have = {str(row["school_id"]) for row in table.to_dicts()} | {folded(name) for name in table["school"]}
        federal = dict(shipped_staff(plan.district.leaid, year := max(view.school_year for view in plan.views))
                       .filter(~pl.col("is_pool")).select("school_id", "school").unique().sort("school").iter_rows())  # fmt: skip
        lacking = [name for key, name in federal.items() if key not in have and folded(name) not in have]
        if lacking:
            said.append(
                f"Schools of the federal record of {show_school_year(year)} that the roster lacks: {', '.join(lacking)}."
            )
    return said


def assumptions(plan: Plan, rules: list[ChosenRule], cost: Cost | None) -> tuple[Assumption, ...]:
    """Return every assumption of a memo, numbers under the name their cell has in the workbook (rule G9)."""
    step = plan.rounding.step
    listed = [
        Assumption("", "Standard", plan.standard, plan.standard, "names the rules below, each at its own day"),
        Assumption(
            "step", "Rounding step", step or "exact", "exact" if step is None else f"{show(step)} FTE", "rule G2"
        ),
        Assumption("direction", "Rounding direction", plan.rounding.direction.value, plan.rounding.direction.value,
                   "rule G2; nearest sends halves up"),
        Assumption("order", "Order of rounding", plan.rounding.order.value, plan.rounding.order.value, "rule G2"),
        Assumption("", "Level", "school", "school by school", "one school's surplus fills no other's gap (rule G3)"),
        Assumption("", "FTE", "in post", "in post, full-time equivalent", "vacant and budgeted posts are not counted"),
    ]  # fmt: skip
    for rule in rules:
        ratio = _ratio(rule.value.rule)
        if ratio is not None:
            name = "students_per_" + "_or_".join(role.value for role in rule.standard.roles)
            label = f"Students per {' or '.join(role.label for role in rule.standard.roles)}"
            listed.append(Assumption(name, label, ratio, f"{show(ratio)}:1", f"{rule.standard.id}, {rule.on}"))
    for view in plan.views:
        hindsight = " Hindsight: published after the date of this memo." if view.hindsight else ""
        listed.append(Assumption("", f"Figures of {view.title}", view.basis, view.basis, hindsight.strip()))
    return (*listed, *_cost_assumptions(plan, cost))


def _cost_assumptions(plan: Plan, cost: Cost | None) -> list[Assumption]:
    if plan.costs is None or cost is None:
        return []
    benefits, growth = plan.costs.benefits_rate, plan.costs.growth_rate
    salaries = [
        Assumption(
            f"salary_{line.role.value}", f"Salary of a {line.role.label}", line.salary,
            f"${show(line.salary, 0)} a year, {line.salary_place}", line.salary_source,
        )
        for line in cost.lines
    ]  # fmt: skip
    return [
        *salaries,
        Assumption("benefits_rate", "Benefits, share of salary", benefits, f"{show(benefits * 100)} %",
                   plan.costs.benefits_note),
        Assumption("growth_rate", "Growth of pay per year", growth, f"{show(growth * 100)} %", plan.costs.growth_note),
        Assumption("", "Cost of which gap", cost.of_view, cost.of_view, "every post filled from the first year on"),
    ]  # fmt: skip


def sources(plan: Plan, rules: list[ChosenRule], cost: Cost | None) -> tuple[MemoSource, ...]:
    """Return the sources of a memo with their vintages: figures, wages, standards."""
    from wellstaffed.tables.figures import district_staff, resolve_district, source_notes
    from wellstaffed.tables.shipped import shipped_sources

    keys: list[str] = []
    for view in plan.views:
        if view.roster is None:
            district = resolve_district(plan.district.leaid)
            staff = district_staff(district, view.school_year, shipped_first=True)
            keys += list(staff.table["source"].unique().sort())
    known = shipped_sources() | source_notes(keys)
    if cost is not None:
        keys += sorted({key for key in known if key.startswith("oews")})
    listed = [
        MemoSource(key, known[key].title, known[key].publisher, known[key].vintage, known[key].href, known[key].note)
        for key in dict.fromkeys(keys)
        if key in known
    ]
    listed += [
        MemoSource(name, f"Roster {name}", plan.district.name, show_school_year(view.school_year), "", view.basis)
        for view in plan.views
        if view.roster is not None
        for name in [PurePath(view.roster).name]  # a memo is public: the folders of whoever made it are not
    ]
    for rule in rules:
        source = rule.value.source
        words = f"“{source.quote}”" if source.quote else f"No words quoted: {source.quote_missing}."
        vintage = f"value in force from {rule.value.from_.isoformat()}"
        listed.append(MemoSource(rule.standard.id, source.title, source.publisher, vintage, source.href, words))
    return tuple(listed)
