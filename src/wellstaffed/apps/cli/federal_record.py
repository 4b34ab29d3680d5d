"""The commands that ask the federal record: find a place, set a roster beside it, trace a figure to its cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wellstaffed.apps.cli.data import Json

if TYPE_CHECKING:
    from wellstaffed.apps.federal_record_actions import ToldAnswer
    from wellstaffed.tables.figure_trace import Cell


def add_federal_record(app: typer.Typer) -> None:
    """Register ``find``, ``told`` and ``trace``."""
    app.command()(find)
    app.command()(told)
    app.command()(trace)


def find(
    text: Annotated[list[str], typer.Argument(help="A name, place or identifier; typing errors are allowed.")],
    most: Annotated[int, typer.Option(help="How many at most.")] = 10,
    as_json: Json = False,
) -> None:
    """Districts and schools by name, place or identifier."""
    from wellstaffed.apps import federal_record_actions
    from wellstaffed.apps.cli.screen import _console, _table

    places = federal_record_actions.find(text=" ".join(text), most=most)
    if as_json:
        _json([place.as_json() for place in places])
        return
    if not places:
        typer.echo(f"Nothing is like '{' '.join(text)}'.")
        return
    table = _table(("", "left"), ("Identifier", "left"), ("Name", "left"), ("District", "left"), ("Place", "left"),
                   ("Score", "right"))  # fmt: skip
    for place in places:
        of = "" if place.kind == "district" else f"{place.district} ({place.leaid})"
        where = ", ".join(filter(None, [place.city, place.state]))
        table.add_row(place.kind, place.identifier, place.name, of, where, f"{place.score:.0f}")
    _console().print(table)


def told(
    district: Annotated[str, typer.Option(help="LEAID in any spelling, or the district's name.")],
    roster: Annotated[Path, typer.Option(help="The district's own roster, XLSX or CSV.")],
    year: Annotated[str | None, typer.Option(help="School year, where the roster holds several.")] = None,
    as_json: Json = False,
) -> None:
    """What the district told Washington beside its own roster, by school and role."""
    from wellstaffed.apps import federal_record_actions
    from wellstaffed.core.school_years import school_year

    answer = federal_record_actions.told(district=district, roster=roster, year=school_year(year) if year else None)
    _json(answer.as_json()) if as_json else _show_told(answer)


def trace(
    figure: Annotated[
        str, typer.Argument(help="SCHOOL/YEAR/ROLE, as 550852000925/2020-21/counselor, or a district's.")
    ],
    as_json: Json = False,
) -> None:
    """The file, member, row and column behind a printed figure."""
    from wellstaffed.apps import federal_record_actions

    found = federal_record_actions.trace(figure=figure)
    if as_json:
        _json(found.as_json())
        return
    for cell in found.cells:
        _show_cell(cell)


def _show_cell(cell: Cell) -> None:
    value = f"{cell.missing} (code {cell.code})" if cell.value is None else f"{cell.value:g}"
    flags = f"; flagged {' '.join(cell.flags)}" if cell.flags else ""
    typer.echo(f"{cell.school or cell.school_id} ({cell.school_id}): {value}{flags}")
    member = f", member {cell.member}" if cell.member and cell.member != cell.file else ""
    row = f", row {cell.row}" if cell.row is not None else ""
    column = f", column {cell.column}" if cell.column else ""
    typer.echo(f"  {cell.file}{member}{row}{column}")
    checksum = f", SHA-256 {cell.sha256}" if cell.sha256 else ""
    typer.echo(f"  {cell.release}{checksum}")


def _show_told(answer: ToldAnswer) -> None:
    from wellstaffed.apps.cli.screen import _console, _table
    from wellstaffed.core.exact import show

    stated = answer.assumptions
    typer.echo(f"Roster: {stated['roster']}. Record: {stated['district']}, {stated['record']}.")
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
    for name, nearest in answer.told.only_in_roster:
        typer.echo(f"Only in the roster: {name}" + (f" (nearest in the record: {nearest})" if nearest else ""))
    for name in answer.told.only_in_record:
        typer.echo(f"Only in the record: {name}")


def _json(document: Any) -> None:
    from wellstaffed.apps.cli.main import show_json

    show_json(document)
