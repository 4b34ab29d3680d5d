"""A school: need and gap by role in one year, what every year reported, and where each figure comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from wellstaffed.apps.web.controls import Controls, Day, RoundingControls, SchoolYearText, Text
from wellstaffed.apps.web.page import Asked, Page, PathPart, Shown
from wellstaffed.apps.web.pages.district import about_lines
from wellstaffed.apps.web.pages.gap_table import STEPS, filled_year, role_table, standard_choices
from wellstaffed.apps.web.pages.record_cells import staff_cell, staff_notes, students_cell, trace_address
from wellstaffed.apps.web.table import Cell, Column, Table, words
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import school_year, show_school_year
from wellstaffed.reports.words import capital

if TYPE_CHECKING:
    from wellstaffed.apps.gap_answer import GapAnswer
    from wellstaffed.tables.school_record import SchoolRecord, SchoolYear

SCHOOL_ID = PathPart(r"^[0-9A-Z]{12}$", "Identifier of a school: twelve characters, zeros kept.", "411004001821")
YEARS_COLUMNS = (
    Column("school_year", "School year"),
    Column("role", "Role"),
    Column("fte", "FTE", "number", meaning="as reported; students in persons"),
    Column("code", "Code", meaning="the source's own code for a missing figure"),
    Column("code_meaning", "What the code means"),
    Column("flags", "Flags"),
    Column("source", "Source"),
)


class SchoolControls(RoundingControls):
    """The same as the options of ``wellstaffed gap``; a school has no level but its own."""

    level: Literal["school"] = "school"
    year: SchoolYearText = None
    standard: Text = "aclu-2019"
    on: Day = None
    allow_unverified: bool = False
    sort: Text = ""


class YearsControls(Controls):
    """The order of the rows."""

    sort: Text = ""


def show_school(asked: Asked) -> Shown:
    """Return need and gap of a school by role, and its record through the years."""
    from wellstaffed.apps import federal_record_actions

    record = federal_record_actions.school(identifier=asked.parts["school_id"])
    if not record.years:
        return _shown(asked, record, None, Table("Need and gap", (Column("role", "Role"),), ()))
    asked = filled_year(asked, [one.school_year for one in record.years])
    answer = _answer(asked, record)
    return _shown(asked, record, answer, role_table(answer, _address(asked, record)).ordered(asked.controls.sort))


def _answer(asked: Asked, record: SchoolRecord) -> GapAnswer:
    from wellstaffed.apps import actions

    controls: SchoolControls = asked.controls
    assert controls.year is not None
    return actions.gap(
        district=record.leaid,
        school=record.school_id,
        year=school_year(controls.year),
        standard=controls.standard,
        rounding=controls.rounding,
        on=controls.on,
        allow_unverified=controls.allow_unverified,
    )


def _address(asked: Asked, record: SchoolRecord) -> Any:
    def address(what: str) -> str | None:
        return trace_address(record.school_id, asked.controls.year, what)

    return address


def _shown(asked: Asked, record: SchoolRecord, answer: GapAnswer | None, table: Table) -> Shown:
    from wellstaffed.apps.coverage import coverage
    from wellstaffed.apps.gap_lead import gap_lead

    controls = asked.controls
    chosen = next((one for one in record.years if show_school_year(one.school_year) == controls.year), None)
    lead = gap_lead(answer, where=record.school) if answer else (
        f"The directory lists {record.school}; no figures of it are at hand. Add a release that has it."
    )  # fmt: skip
    years = [show_school_year(one.school_year) for one in record.years]
    context = {
        "record": record, "answer": answer, "lead": lead, "asked": asked, "controls": controls, "here": asked.link(),
        "coverage": coverage(answer) if answer else [], "year": chosen, "grid": _grid(record),
        "years": [(one, one) for one in years], "standards": standard_choices(controls.standard), "steps": STEPS,
        "flags": record.flag_meanings, "notes": _notes(record),
    }  # fmt: skip
    return Shown(
        title=f"{record.school}, {record.district}",
        template="school.html.j2",
        context=context,
        document=lambda: {
            "record": record.as_json(), "gap": answer.as_json() if answer else None, "lead": lead,
            "table": table.records(),
        },
        table=table,
        about=about_lines(answer.assumptions) if answer else (),
    )  # fmt: skip


def _grid(record: SchoolRecord) -> Table:
    """Return roles by year, each number leading to the cell it was published in."""
    labels = [(show_school_year(one.school_year), one) for one in record.years]
    columns = (Column("role", "FTE as reported"), *[Column(label, label, "number") for label, _ in labels])
    roles = list(dict.fromkeys(row.role for one in record.years for row in one.staff))
    students = (
        words("Students"),
        *[students_cell(one.students, one.students_missing, record.school_id, label) for label, one in labels],
    )
    rows = [
        (words(_role(role)), *[staff_cell(_of(one, role), record.school_id, label) for label, one in labels])
        for role in roles
    ]
    return Table("What the school reported, all years at hand", columns, (students, *rows))


def _of(year: SchoolYear, role: str) -> Any:
    return next((row for row in year.staff if row.role == role), None)


def _role(role: str) -> str:
    known = {one.value: one.plural for one in Role}
    return capital(known.get(role, f"{role.replace('_', ' ')}s"))


def _notes(record: SchoolRecord) -> list[tuple[str, str]]:
    """Return what the codes and flags of each year say, a line for each year and note."""
    notes = []
    for one in record.years:
        others = [
            f"{other.about.replace('_', ' ')}, {other.detail}: {other.found}; {other.flag.id.replace('_', ' ')}"
            for other in one.other_flags
        ]
        notes += [(show_school_year(one.school_year), said) for said in (*staff_notes(one.staff), *others)]
    return notes


def show_school_years(asked: Asked) -> Shown:
    """Return the record of a school as a long table: a row for each year and role."""
    from wellstaffed.apps import federal_record_actions

    record = federal_record_actions.school(identifier=asked.parts["school_id"])
    rows = [row for one in record.years for row in _year_rows(one, record.school_id)]
    table = Table(f"{record.school}: what it reported, by year and role", YEARS_COLUMNS, tuple(rows))
    return Shown(
        title=f"All years: {record.school}",
        template="school_years.html.j2",
        context={"record": record, "flags": record.flag_meanings},
        document=record.as_json(),
        table=table.ordered(asked.controls.sort),
    )


def _year_rows(year: SchoolYear, identifier: str) -> list[tuple[Cell, ...]]:
    label = show_school_year(year.school_year)
    rows: list[tuple[Cell, ...]] = []
    if year.staff:
        students = students_cell(year.students, year.students_missing, identifier, label)
        rows.append(
            (words(label), words("students"), students, words(""), words(""), words(""), words(year.staff[0].source))
        )
    for row in year.staff:
        flags = ", ".join(flag.id for flag in (*row.flags, *year.flags))
        rows.append((words(label), words(row.role), staff_cell(row, identifier, label), words(row.fte_code),
                     words(row.fte_code_meaning), words(flags), words(row.source)))  # fmt: skip
    return rows


SCHOOL = Page(
    path="/schools/{school_id}",
    summary="Need and gap of one school by role, and what it reported in all years at hand.",
    show=show_school,
    controls=SchoolControls,
    kinds=("html", "json", "csv", "xlsx"),
    parts={"school_id": SCHOOL_ID},
    section="districts",
)
SCHOOL_YEARS = Page(
    path="/schools/{school_id}/years",
    summary="What one school reported, a row for each year and role, codes and flags in words.",
    show=show_school_years,
    controls=YearsControls,
    kinds=("html", "json", "csv", "xlsx"),
    parts={"school_id": SCHOOL_ID},
    section="districts",
)
