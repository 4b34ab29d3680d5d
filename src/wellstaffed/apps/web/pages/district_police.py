"""What the federal record says of a district's police: officers and guards by school, reasons and flags in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.apps.web.controls import Controls, SchoolYearText, Text
from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.pages.district_frame import LEAID, district_frame, district_of, district_title
from wellstaffed.apps.web.pages.gap_table import filled_year
from wellstaffed.apps.web.pages.record_cells import identifier_cell, staff_cell, staff_notes, students_cell
from wellstaffed.apps.web.table import Cell, Column, Table, words
from wellstaffed.core.errors import NotFoundError
from wellstaffed.core.roles import SAFETY_ROLES
from wellstaffed.core.school_years import school_year, show_school_year

if TYPE_CHECKING:
    from wellstaffed.apps.district_actions import DistrictRecord, SchoolPolice

COLUMNS = (
    Column("school", "School"),
    Column("school_id", "Identifier"),
    Column("students", "Students", "number"),
    Column("officer_fte", "Officers", "number", meaning="sworn police officers, FTE"),
    Column("guard_fte", "Guards", "number", meaning="security guards, not sworn, FTE"),
    Column("said", "Flags and reasons"),
)
MOST_NAMED = 12


class PoliceControls(Controls):
    """Which year, and the order of the rows."""

    year: SchoolYearText = None
    filter: Text = ""
    sort: Text = ""


def show_police(asked: Asked) -> Shown:
    """Return officers and guards by school, and what every flag and reason of the district means."""
    from wellstaffed.apps import district_actions

    found = district_of(asked)
    if not found.school_years:
        raise NotFoundError(f"No figures of staff are at hand for {found.name}. Add a release on the page of data.")
    asked = filled_year(asked, found.school_years)
    controls: PoliceControls = asked.controls
    assert controls.year is not None
    record = district_actions.district_record(district=found.leaid, year=school_year(controls.year))
    table = _table(record, controls.year).filtered(controls.filter, key="school").ordered(controls.sort)
    context = {
        "record": record,
        "asked": asked,
        "controls": controls,
        "here": asked.link(),
        "years": [(show_school_year(one), show_school_year(one)) for one in sorted(found.school_years, reverse=True)],
        "most_named": MOST_NAMED,
    }
    return Shown(
        title=district_title(found, "Police in the federal record"),
        template="district_police.html.j2",
        context=district_frame(asked, found, "/police") | context,
        document=record.as_json() | {"table": table.records()},
        table=table,
        about=(("District", record.assumptions["district"]), ("Figures", record.assumptions["figures"])),
    )


def _table(record: DistrictRecord, year: str) -> Table:
    rows = tuple(_row(one, year) for one in record.schools)
    source = "; ".join(f"{note['title']} ({note['publisher']})" for note in record.assumptions["sources"].values())
    caption = f"Sworn officers and guards by school, FTE, {year}, as reported"
    return Table(caption, COLUMNS, rows, f"Source: {source}.")


def _row(one: SchoolPolice, year: str) -> tuple[Cell, ...]:
    said = staff_notes(one.staff[role] for role in SAFETY_ROLES if role in one.staff)
    cells = [staff_cell(one.staff.get(role), one.school_id, year) for role in SAFETY_ROLES]
    name = words(one.school, href=f"/schools/{one.school_id}" if len(one.school_id) == 12 else None)
    students = students_cell(one.students, one.students_missing, one.school_id, year)
    return (name, identifier_cell(one.school_id), students, *cells, words("; ".join(said)))


DISTRICT_POLICE = Page(
    path="/districts/{leaid}/police",
    summary="Sworn officers and guards by school in the federal record, with flags and reasons in words.",
    show=show_police,
    controls=PoliceControls,
    kinds=("html", "json", "csv", "xlsx"),
    parts={"leaid": LEAID},
    section="districts",
)
