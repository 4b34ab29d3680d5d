"""A district: what is missing by school and role, under any standard and rounding."""

from __future__ import annotations

from typing import Any, Literal

from wellstaffed.apps.web.controls import Day, RoundingControls, SchoolYearText, Text
from wellstaffed.apps.web.page import Asked, Page, PathPart, Shown
from wellstaffed.apps.web.pages.gap_table import filled_year, gap_table, standard_choices
from wellstaffed.core.roles import SUPPORT_ROLES
from wellstaffed.core.school_years import school_year, show_school_year

LEAID = PathPart(r"^\d{7}$", "LEAID: seven digits, zeros kept.", "4110040")


class DistrictControls(RoundingControls):
    """The same as the options of ``wellstaffed gap``, and what of the answer is shown."""

    year: SchoolYearText = None
    standard: Text = "aclu-2019"
    on: Day = None
    allow_unverified: bool = False
    role: Literal["all", "counselor", "psychologist", "social_worker", "nurse", "mental_health_specialist"] = "all"
    filter: Text = ""
    sort: Text = ""


def show_district(asked: Asked) -> Shown:
    """Return need and gap of a district's schools (rules G1 to G9)."""
    from wellstaffed.apps import actions
    from wellstaffed.apps.gap_lead import gap_lead
    from wellstaffed.tables.figures import resolve_district

    controls: DistrictControls = asked.controls
    found = resolve_district(asked.parts["leaid"])
    asked = filled_year(asked, found.school_years)
    controls = asked.controls
    assert controls.year is not None
    answer = actions.gap(
        district=found.leaid,
        year=school_year(controls.year),
        standard=controls.standard,
        rounding=controls.rounding,
        level=controls.level,
        on=controls.on,
        allow_unverified=controls.allow_unverified,
    )
    table = gap_table(answer, role=controls.role)
    if controls.filter and controls.level == "school":
        table = table.filtered(controls.filter, key="school")
    table = table.ordered(controls.sort)
    lead = gap_lead(answer)
    return Shown(
        title=f"{found.name}, {found.state}",
        template="district.html.j2",
        context={
            "district": found,
            "answer": answer,
            "lead": lead,
            "asked": asked,
            "controls": controls,
            "here": asked.link(),
            "years": [
                (show_school_year(one), show_school_year(one)) for one in sorted(found.school_years, reverse=True)
            ],
            "standards": standard_choices(controls.standard),
            "roles": [("all", "All roles"), *((role.value, role.plural) for role in SUPPORT_ROLES)],
        },
        document=lambda: answer.as_json() | {"lead": lead, "table": table.records()},
        table=table,
        about=about_lines(answer.assumptions),
    )


def about_lines(assumptions: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what an answer rests on, a line each, for the workbook's second sheet (rule G9)."""
    rounding = assumptions["rounding"]
    lines = [
        ("District", assumptions["district"]),
        ("Figures", f"{assumptions['figures']}; {', '.join(assumptions['sources'])}"),
        ("Level", assumptions["level"]),
        ("Rounding", f"step {rounding['step']} FTE, {rounding['direction']}, {rounding['order']}"),
    ]
    for rule in assumptions["rules"]:
        lines.append((rule["id"], f"{rule['rule']}; value of {rule['on']}; {rule['verification']}; {rule['source']}"))
    return tuple(lines)


DISTRICT = Page(
    path="/districts/{leaid}",
    summary="Need and gap of a district's schools by role, against a standard.",
    show=show_district,
    controls=DistrictControls,
    kinds=("html", "json", "csv", "xlsx"),
    parts={"leaid": LEAID},
    section="districts",
)
