"""The command ``wellstaffed clock``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellstaffed.apps.cli.command_values import DAY, day, show_json

if TYPE_CHECKING:
    from wellstaffed.record.agreement_clock import AgreementClock


def add_clock(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command()
    def clock(
        agreement: Annotated[Path, typer.Argument(help="The agreement, a YAML document.")],
        on: Annotated[
            date | None, typer.Option("--on", parser=day, metavar=DAY, help="Day of the question; today if left out.")
        ] = None,
        calendar: Annotated[Path | None, typer.Option(help="Board meetings and budget steps, a YAML document.")] = None,
        ics: Annotated[
            Path | None, typer.Option(help="Write the coming days as a calendar file with alarms, ending in .ics.")
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")] = False,
    ) -> None:
        """Which ways out of a police agreement stand open, and for how many days."""
        from wellstaffed.apps import clock_actions

        answer = clock_actions.clock(agreement=agreement, on=on or date.today(), calendar=calendar)
        written = clock_actions.clock_calendar(answer=answer, file=ics) if ics else None
        if as_json:
            show_json(answer.as_json())
            return
        _show(answer)
        if written:
            typer.echo(f"Calendar file: {written}")


def _show(answer: AgreementClock) -> None:
    from wellstaffed.apps.cli.screen import _console, _table
    from wellstaffed.apps.clock_section import clock_section

    section = clock_section(answer)
    console = _console()
    console.print(f"{answer.agreement.title}\n{section.title}\n")
    for sentence in section.sentences:
        console.print(sentence)
    table = _table(*((name, "right" if name in ("Days left", "Officers then") else "left") for name in section.header))
    for row in section.rows:
        table.add_row(*row)
    console.print(table)
    for note in section.notes:
        console.print(f"Note: {note}")
    for what, href in section.sources:
        console.print(f"Source: {what}: {href}")
