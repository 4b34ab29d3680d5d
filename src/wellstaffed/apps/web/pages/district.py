"""A district: what is missing by school and role, under any standard and rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from wellstaffed.apps.web.controls import Day, RoundingControls, SchoolYearText, Text
from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.pages.district_frame import LEAID, district_frame, district_of, district_title
from wellstaffed.apps.web.pages.gap_table import STEPS, filled_year, gap_table, standard_choices
from wellstaffed.core.roles import SUPPORT_ROLES
from wellstaffed.core.school_years import school_year, show_school_year

if TYPE_CHECKING:
    from wellstaffed.tables.shipped import ShippedDistrict


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
    from wellstaffed.apps.coverage import coverage
    from wellstaffed.apps.gap_lead import gap_lead

    found = district_of(asked)
    if not found.school_years:
        return _without_figures(asked, found)
    asked = filled_year(asked, found.school_years)
    controls: DistrictControls = asked.controls
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
    lead, covered = gap_lead(answer), coverage(answer)
    said = {"answer": answer, "lead": lead, "coverage": covered, "asked": asked, "controls": controls}
    return Shown(
        title=district_title(found),
        template="district.html.j2",
        context=district_frame(asked, found, "") | said | _choices(asked, found),
        document=lambda: (
            answer.as_json() | {"lead": lead, "table": table.records(), "coverage": [one.as_json() for one in covered]}
        ),
        table=table,
        about=about_lines(answer.assumptions),
    )


def _choices(asked: Asked, found: ShippedDistrict) -> dict[str, Any]:
    """Return what the controls may be set to."""
    years = [show_school_year(one) for one in sorted(found.school_years, reverse=True)]
    return {
        "here": asked.link(),
        "years": [(one, one) for one in years],
        "standards": standard_choices(asked.controls.standard),
        "roles": [("all", "All roles"), *((role.value, role.plural) for role in SUPPORT_ROLES)],
        "steps": STEPS,
    }


def _without_figures(asked: Asked, found: ShippedDistrict) -> Shown:
    """Return the page of a district that the directory lists and no figures of staff are at hand for."""
    lead = (
        f"No figures of staff are at hand for {found.name}. The package has the high schools of the nation and all schools "
        "of eight states; add a release of the Civil Rights Data Collection to have the others."
    )
    return Shown(
        title=district_title(found),
        template="district_bare.html.j2",
        context=district_frame(asked, found, "") | {"lead": lead},
        document={"assumptions": {"leaid": found.leaid, "school_years": []}, "rows": [], "totals": [], "lead": lead},
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
    return (*lines, *([("Not counted", assumptions["not_counted"])] if "not_counted" in assumptions else []))


DISTRICT = Page(
    path="/districts/{leaid}",
    summary="Need and gap of a district's schools by role, against a standard.",
    show=show_district,
    controls=DistrictControls,
    kinds=("html", "json", "csv", "xlsx"),
    parts={"leaid": LEAID},
    section="districts",
)
