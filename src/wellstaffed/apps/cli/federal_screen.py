"""What the commands on the federal record show on a terminal: figures, reasons in words, flags with their meaning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from wellstaffed.apps.cli.screen import _console, _table
from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    from wellstaffed.apps.federal_record_actions import ToldAnswer
    from wellstaffed.tables.district_facts import DistrictFacts
    from wellstaffed.tables.figure_trace import Cell, Trace
    from wellstaffed.tables.flag_meanings import FlagMeaning
    from wellstaffed.tables.school_record import SchoolRecord, SchoolYear

MOST_SCHOOLS = 12
AS_PUBLISHED = "--published gives them as the Department of Education published them."


def show_school(record: SchoolRecord) -> None:
    """Print a school, a table of roles by year, its flags in words, and what its missing figures mean."""
    place = ", ".join(filter(None, [record.city, record.state]))
    typer.echo(f"{record.school} ({record.school_id}), {record.district} (LEAID {record.leaid}), {place}")
    if record.school_id_nces is None:
        typer.echo("Identifier in the directory: not known; the collection's Appendix Workbook may tell it (data add)")
    elif record.school_id_nces != record.school_id:
        typer.echo(f"Identifier in the directory: {record.school_id_nces}")
    if not record.years:
        typer.echo(
            "The directory lists the school; no figures of it are at hand. Add a release: wellstaffed data add FILE"
        )
        return
    table = _table(("FTE", "left"), *[(show_school_year(one.school_year), "right") for one in record.years])
    table.add_row("students", *[_or_reason(one.students, one.students_missing) for one in record.years])
    roles = list(dict.fromkeys(row.role for one in record.years for row in one.staff))
    for role in roles:
        table.add_row(role, *[_role(one, role) for one in record.years])
    _console().print(table)
    _show_reasons(record)
    for sentence in record.not_counted:
        typer.echo(sentence)
    rows = [(show_school_year(one.school_year), row) for one in record.years for row in one.staff]
    for year, row in rows:
        for flag in row.flags:
            typer.echo(f"* {row.role} {year}: {flag.id}. {flag.meaning}")
    for one in record.years:
        for flag in one.flags:
            typer.echo(f"* {show_school_year(one.school_year)}: {flag.id}. {flag.meaning}")
    for one in record.years:
        for other in one.other_flags:
            year = show_school_year(one.school_year)
            typer.echo(f"* {other.detail} {year}, {other.found}: {other.flag.id}. {other.flag.meaning}")
    for one in record.years:
        typer.echo(f"{show_school_year(one.school_year)}: {one.origin}")


def _role(year: SchoolYear, role: str) -> str:
    row = next((one for one in year.staff if one.role == role), None)
    if row is None:
        return ""
    star = " *" if row.flags else ""
    return (row.reason if row.fte is None else show(row.fte)) + star


def _show_reasons(record: SchoolRecord) -> None:
    meant = {
        (row.fte_missing, row.fte_code, row.fte_code_meaning)
        for one in record.years for row in one.staff if row.fte_code_meaning
    }  # fmt: skip
    for reason, code, meaning in sorted(meant, key=str):
        typer.echo(f"{reason} (code {code}): {meaning}" if code not in (None, reason) else f"{reason}: {meaning}")


def show_district(facts: DistrictFacts) -> None:
    """Print what is known of a district."""
    place = ", ".join(filter(None, [facts.city, facts.state]))
    typer.echo(f"{facts.district} (LEAID {facts.leaid}), {place}")
    years = [show_school_year(one) + (" (high schools only)" if one in facts.high_schools_only else "")
             for one in facts.school_years]  # fmt: skip
    typer.echo(f"Figures of staff: {', '.join(years) or 'none at hand'}")
    for sentence in facts.not_counted:
        typer.echo(sentence)
    for one in facts.poverty:
        share = one.share_in_poverty
        said = "not applicable" if share is None else f"{show(100 * share, 1)} %"
        typer.echo(f"Children aged 5 to 17 in poverty, {one.year}: {one.children_5_17_in_poverty:,} of "
                   f"{one.children_5_17:,}, {said}")  # fmt: skip
    if facts.poverty_missing:
        typer.echo(f"Children in poverty: {facts.poverty_missing}")
    for index in facts.wage_index:
        typer.echo(f"Comparable wage index, {index.year}: {index.wage_index:g} (nation 1, "
                   f"standard error {index.wage_index_se:g})")  # fmt: skip
    if facts.wage_index_missing:
        typer.echo(f"Comparable wage index: {facts.wage_index_missing}")
    for fact in facts.police:
        what = "officers left" if fact.fact == "officers_left" else "runs its own police"
        since = f" since {show_school_year(fact.from_year)}" if fact.from_year else ""
        typer.echo(f"Police: {what}{since}{fact.limit} ({fact.source})")
    wages = _table(("Role", "left"), ("Annual mean wage", "right"), ("Of", "left"))
    for wage in facts.wages:
        wages.add_row(wage.role.value, f"${show(wage.annual_mean)}", wage.why)
    _console().print(wages)
    schools = _table(("Identifier", "left"), ("School", "left"), ("Grades", "left"), ("Figures of", "left"))
    for listed in facts.schools[:MOST_SCHOOLS]:
        have = ", ".join(show_school_year(one) for one in listed.school_years)
        schools.add_row(listed.school_id, listed.school, listed.grade_band or "not known", have or "none")
    _console().print(schools)
    if len(facts.schools) > MOST_SCHOOLS:
        typer.echo(f"and {len(facts.schools) - MOST_SCHOOLS:,} more schools; all of them: --json")


def show_trace(found: Trace) -> None:
    """Print the cells behind a figure, and what their flags mean."""
    for number, cell in enumerate(found.cells, start=1):
        _show_cell(cell)
        following = found.cells[number] if number < len(found.cells) else None
        if following is None or _release(following) != _release(cell):
            typer.echo(_release(cell))
    if (len(found.cells) > 1 or found.hidden) and found.total is not None:
        unknown = found.without_value
        beside = f"; {unknown} {'has' if unknown == 1 else 'have'} none" if unknown else ""
        which = f"{len(found.cells) - unknown} cells that have a value" if len(found.cells) > 1 else "one cell"
        typer.echo(f"Sum of the {which}: {show(found.total)} {found.unit}{beside}")
    if found.hidden:
        typer.echo(f"{found.hidden_said} {AS_PUBLISHED}")
    _show_meanings(flag for cell in found.cells for flag in cell.flag_meanings)


def _show_cell(cell: Cell) -> None:
    value = cell.reason if cell.value is None else f"{cell.value:g}"
    flags = f"; flagged {' '.join(cell.flags)}" if cell.flags else ""
    part = f", {cell.part}" if cell.part else ""
    typer.echo(f"{cell.school or cell.school_id} ({cell.school_id}){part}: {value}{flags}")
    member = f", member {cell.member}" if cell.member and cell.member != cell.file else ""
    row = f", row {cell.row}" if cell.row is not None else ""
    column = f", column {cell.column}" if cell.column else ""
    if cell.file:
        typer.echo(f"  {cell.file}{member}{row}{column}")


def _release(cell: Cell) -> str:
    """Return the release of a cell with its checksum: once under all cells in a row that are of it."""
    return f"  {cell.release}{f', SHA-256 {cell.sha256}' if cell.sha256 else ''}"


def show_told(answer: ToldAnswer) -> None:
    """Print a roster beside the record, what differs, what only one side has, and what the flags mean."""
    stated = answer.assumptions
    typer.echo(f"Roster: {stated['roster']}. Record: {stated['district']}, {stated['record']}.")
    if "not_counted" in stated:
        typer.echo(stated["not_counted"])
    if not stated["same_school_year"]:
        typer.echo("The two are of different school years: a difference may be a change, not an error.")
    table = _table(("School", "left"), ("Role", "left"), ("Roster", "right"), ("Told", "right"), ("Difference", "right"),
                   ("Flags", "left"))  # fmt: skip
    for row in answer.told.rows:
        table.add_row(
            row.school, row.role,
            row.fte_roster_missing or "" if row.fte_roster is None else show(row.fte_roster),
            row.fte_told_missing or "" if row.fte_told is None else show(row.fte_told),
            "unknown" if row.difference is None else show(row.difference), " ".join(row.flags),
        )  # fmt: skip
    _console().print(table)
    _show_meanings(flag for row in answer.told.rows for flag in row.flag_meanings)
    for name, nearest in answer.told.only_in_roster:
        typer.echo(f"Only in the roster: {name}" + (f" (nearest in the record: {nearest})" if nearest else ""))
    for name in answer.told.only_in_record:
        typer.echo(f"Only in the record: {name}")


def _show_meanings(flags: Iterable[FlagMeaning]) -> None:
    for flag in dict.fromkeys(flags):
        typer.echo(f"{flag.id}: {flag.meaning}")


def _or_reason(value: int | None, missing: str | None) -> str:
    return f"{value:,}" if value is not None else missing or ""
