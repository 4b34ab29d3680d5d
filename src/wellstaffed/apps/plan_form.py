"""The parts of a plan that a budget analyst changes, as fields of a form; read from the document as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wellstaffed.core.roles import SUPPORT_ROLES
from wellstaffed.core.school_years import school_year, show_school_year
from wellstaffed.plans.staffing_problem import Aim

YES_NO = (("", "as left out: no"), ("true", "yes"), ("false", "no"))
AS_PLAN = (("", "as the plan says"), ("true", "yes"), ("false", "no"))
STEPS = (("1", "1 FTE"), ("0.5", "0.5 FTE"), ("0.25", "0.25 FTE"), ("0.2", "0.2 FTE"), ("0.1", "0.1 FTE"))
AIMS = (
    (Aim.MOST_NEED_MET.value, "most need met"),
    (Aim.WORST_OFF_FIRST.value, "worst-off first"),
    (Aim.PROPORTIONAL.value, "proportional"),
)


@dataclass(frozen=True)
class PlanField:
    """
    One field.

    Parameters
    ----------
    key : str
        Its name in the form, which says where in the document its value stands.
    label : str
    value : str
        As it stands in the document; empty where the document leaves it out.
    kind : {"number", "text", "choice"}
    choices : tuple of (value, words)
    unit : str
        Printed behind the label.
    """

    key: str
    label: str
    value: str
    kind: str = "number"
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class FieldGroup:
    """Fields under one head; with `columns` they are the cells of a table, a row each `len(columns)`."""

    head: str
    fields: tuple[PlanField, ...]
    hint: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def form_groups(data: Any) -> list[FieldGroup]:
    """Return the fields of a document, which may have faults: a part that is not as it should be gives no fields."""
    document = data if isinstance(data, dict) else {}
    groups = [_need(document), *_pay(document)]
    staffing = document.get("staffing")
    if isinstance(staffing, dict):
        years = _years(staffing)
        groups += [_money(staffing, years), _hiring(staffing, years), *_rules(staffing, years)]
    return [group for group in groups if group.fields]


def field_values(data: Any) -> dict[str, str]:
    """Return the value of each field of a document by its key."""
    return {field.key: field.value for group in form_groups(data) for field in group.fields}


def shown_value(value: Any) -> str:
    """Return a value of the document as a field shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def part(document: Any, name: str) -> Any:
    """Return a part of a document, an empty one where it is left out or is no part."""
    found = document.get(name) if isinstance(document, dict) else None
    return found if isinstance(found, dict) else {}


def listed(document: Any, name: str) -> list[Any]:
    """Return a list of a document's parts, those that are no parts left out."""
    found = document.get(name) if isinstance(document, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _need(document: dict[str, Any]) -> FieldGroup:
    rounding = part(document, "rounding")
    steps = (*STEPS, ("exact", "not rounded"))
    directions = (("nearest", "nearest, halves up"), ("up", "up"), ("down", "down"))
    orders = (("round-then-subtract", "round need, then subtract"), ("subtract-then-round", "subtract, then round"))
    return FieldGroup(
        "Need",
        (
            PlanField("standard", "Standard", shown_value(document.get("standard")), "standard"),
            PlanField("rounding.step", "Need rounded to", shown_value(rounding.get("step")), "choice", steps),
            PlanField("rounding.direction", "Direction", shown_value(rounding.get("direction")), "choice", directions),
            PlanField("rounding.order", "Order", shown_value(rounding.get("order")), "choice", orders),
        ),
    )


def _pay(document: dict[str, Any]) -> list[FieldGroup]:
    if not isinstance(document.get("costs"), dict):
        return []
    costs = part(document, "costs")
    own = {shown_value(one.get("role")): one for one in listed(costs, "salaries")}
    salaries = []
    for role in SUPPORT_ROLES:
        held = own.get(role.value, {})
        salaries.append(PlanField(f"salary.{role.value}", role.label, shown_value(held.get("salary")), unit="$ a year"))
        salaries.append(PlanField(f"salary_source.{role.value}", "Source", shown_value(held.get("source")), "text"))
    rates = (
        PlanField("costs.benefits_rate", "Benefits", shown_value(costs.get("benefits_rate")), unit="share of salary"),
        PlanField("costs.benefits_note", "Where benefits come from", shown_value(costs.get("benefits_note")), "text"),
        PlanField("costs.growth_rate", "Growth of pay", shown_value(costs.get("growth_rate")), unit="a year"),
        PlanField("costs.growth_note", "Where growth comes from", shown_value(costs.get("growth_note")), "text"),
    )
    return [
        FieldGroup(
            "Salaries",
            tuple(salaries),
            "Left blank: the mean wage of the state, with its source.",
            ("Dollars a year", "Source"),
            tuple(role.label.capitalize() for role in SUPPORT_ROLES),
        ),
        FieldGroup("Benefits and growth", rates, "A share such as 0.35, or 35 %."),
    ]


def _years(staffing: dict[str, Any]) -> list[str]:
    try:
        first, count = school_year(shown_value(staffing.get("first_year"))), int(staffing.get("years", 0))
    except Exception:  # the document's own faults are said elsewhere
        return []
    return [show_school_year(first + place) for place in range(min(max(count, 0), 10))]


def by_year(value: Any, years: int) -> list[str]:
    """Return one figure for each year; of a single one, the same for all."""
    values = value if isinstance(value, list) else [value]
    shown = [shown_value(one) for one in values]
    return shown * years if len(shown) == 1 else [*shown, *[""] * years][:years]


def _money(staffing: dict[str, Any], years: list[str]) -> FieldGroup:
    funds = listed(staffing, "funds")
    fields = tuple(
        PlanField(f"fund.{place}.{year}", f"{shown_value(fund.get('label'))}, {shown}", value, unit="$")
        for place, fund in enumerate(funds)
        for year, (shown, value) in enumerate(zip(years, by_year(fund.get("dollars"), len(years)), strict=True))
    )
    rows = tuple(shown_value(fund.get("label")) or shown_value(fund.get("key")) for fund in funds)
    return FieldGroup("Money for posts, dollars by year", fields, "", tuple(years), rows)


def _hiring(staffing: dict[str, Any], years: list[str]) -> FieldGroup:
    held = {shown_value(one.get("role")): one.get("a_year") for one in listed(staffing, "hiring")}
    fields = tuple(
        PlanField(f"hiring.{role.value}.{year}", f"{role.label}, {shown}", value, unit="posts")
        for role in SUPPORT_ROLES
        for year, (shown, value) in enumerate(zip(years, by_year(held.get(role.value), len(years)), strict=True))
    )
    return FieldGroup(
        "Most posts that a year can advertise",
        fields,
        "Left blank: no limit.",
        tuple(years),
        tuple(role.plural.capitalize() for role in SUPPORT_ROLES),
    )


def _rules(staffing: dict[str, Any], years: list[str]) -> list[FieldGroup]:
    by = (("", "no such rule"), *((year, f"by {year}") for year in years))
    aim = shown_value(staffing.get("aim"))
    fields = [
        PlanField("staffing.aim", "Aim", aim, "choice", AIMS),
        PlanField("staffing.step", "One post is", shown_value(staffing.get("step")), "choice", STEPS),
        PlanField(
            "staffing.all_at_standard_by", "All schools at standard",
            shown_value(staffing.get("all_at_standard_by")), "choice", by,
        ),
        PlanField("staffing.fill_rate", "Share of advertised posts filled", shown_value(staffing.get("fill_rate"))),
        PlanField(
            "staffing.fill_rate_note", "Where that share comes from", shown_value(staffing.get("fill_rate_note")), "text"
        ),
        PlanField("staffing.caveat", "For every option", shown_value(staffing.get("caveat")), "choice", YES_NO),
    ]  # fmt: skip
    caveats = [fields.pop()]
    for place, option in enumerate(listed(staffing, "options")):
        if shown_value(option.get("kind")) not in ("keep", "hire", "end-when-staffed"):
            label = shown_value(option.get("label")) or shown_value(option.get("key"))
            caveats.append(PlanField(f"caveat.{place}", label, shown_value(option.get("caveat")), "choice", AS_PLAN))
    return [
        FieldGroup("How posts are placed", tuple(fields)),
        FieldGroup(
            "Officers leave a school only once its posts are filled",
            tuple(caveats),
            "The condition of the union's request; each option can differ from the plan.",
        ),
    ]
