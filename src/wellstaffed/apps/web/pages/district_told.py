"""What a district told Washington beside a roster of the workspace, by school and role."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from wellstaffed.apps.web.controls import Controls, SchoolYearText, Text
from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.pages.district_frame import LEAID, district_frame, district_of, district_title
from wellstaffed.apps.web.table import Cell, Column, Table, figure, words
from wellstaffed.core.errors import WellstaffedError
from wellstaffed.core.exact import number, show
from wellstaffed.core.school_years import school_year
from wellstaffed.reports.words import plainly

if TYPE_CHECKING:
    from wellstaffed.apps.federal_record_actions import ToldAnswer
    from wellstaffed.tables.flag_meanings import FlagMeaning
    from wellstaffed.tables.told import ToldRow

ENDINGS = (".xlsx", ".csv")
COLUMNS = (
    Column("school", "School"),
    Column("role", "Role"),
    Column("fte_roster", "By the roster", "number", meaning="FTE in post by the roster"),
    Column("fte_told", "Told Washington", "number", meaning="FTE by the federal record"),
    Column("difference_fte", "Difference", "number", meaning="roster less record, FTE"),
    Column("flags", "Flags"),
)


class ToldControls(Controls):
    """Which roster of the workspace, which of its years, and the order of the rows."""

    roster: Text = ""
    year: SchoolYearText = None
    sort: Text = ""


def show_told(asked: Asked) -> Shown:
    """Return a roster beside the federal record, or the rosters there are to choose from."""
    from wellstaffed.apps import federal_record_actions
    from wellstaffed.apps.workspace_files import workspace_file, workspace_files

    found, controls = district_of(asked), asked.controls
    folder = asked.site.settings.workspace
    rosters = [one.name for one in workspace_files(folder, ENDINGS)]
    answer, fault, table = None, None, None
    flags: tuple[FlagMeaning, ...] = ()
    if controls.roster:
        chosen = workspace_file(folder, controls.roster, ENDINGS)
        year = school_year(controls.year) if controls.year else None
        try:
            answer = federal_record_actions.told(district=found.leaid, roster=chosen.path, year=year)
        except WellstaffedError as error:
            fault = asked.site.words(str(error), controls.labels())
        else:
            table = _table(answer).ordered(controls.sort)
            flags = tuple(dict.fromkeys(one for row in answer.told.rows for one in row.flag_meanings))
    choices = [("", "choose one"), *((name, name) for name in rosters)]
    context = {"rosters": rosters, "choices": choices, "answer": answer, "fault": fault, "flags": flags}
    document = {"rosters": rosters, "fault": fault} if answer is None else answer.as_json()
    return Shown(
        title=district_title(found, "Beside its own roster"),
        template="district_told.html.j2",
        context=district_frame(asked, found, "/told") | context,
        document=_without_folder(document, f"{folder}/"),
        table=table or Table("Roster beside the record", COLUMNS, ()),
        status=422 if fault else 200,
    )


def _without_folder(document: object, folder: str) -> object:
    if isinstance(document, dict):
        return {key: _without_folder(value, folder) for key, value in document.items()}
    if isinstance(document, list):
        return [_without_folder(value, folder) for value in document]
    return document.replace(folder, "") if isinstance(document, str) else document


def _table(answer: ToldAnswer) -> Table:
    told = answer.assumptions
    caption = f"FTE by school and role: roster of {told['roster_school_year']}, record of {told['record_school_year']}"
    source = f"Record: {told['district']}, {told['record']}. Roster: {told['roster'].rpartition('/')[2]}."
    return Table(caption, COLUMNS, tuple(_row(row) for row in answer.told.rows), source)


def _row(row: ToldRow) -> tuple[Cell, ...]:
    return (
        words(row.school),
        words(row.role.replace("_", " ")),
        _fte(row.fte_roster, row.fte_roster_missing),
        _fte(row.fte_told, row.fte_told_missing),
        figure(number(row.difference), show(row.difference) if row.difference is not None else "not known"),
        words(", ".join(flag.replace("_", " ") for flag in row.flags)),
    )


def _fte(value: Fraction | None, missing: str | None) -> Cell:
    return figure(number(value), show(value) if value is not None else plainly(missing))


DISTRICT_TOLD = Page(
    path="/districts/{leaid}/told",
    summary="What a district told Washington beside a roster of the workspace.",
    show=show_told,
    controls=ToldControls,
    kinds=("html", "json", "csv", "xlsx"),
    parts={"leaid": LEAID},
    is_kept=False,
    is_public=False,
    section="districts",
)
