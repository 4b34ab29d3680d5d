"""The commands ``wellstaffed record ...``: what the public record of a district says."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellstaffed.apps.cli.command_values import DAY, day, show_json

if TYPE_CHECKING:
    from wellstaffed.apps.record_actions import RecordAnswer

District = Annotated[str, typer.Option(help="LEAID in any spelling, or the district's name.")]
AsOf = Annotated[
    date | None, typer.Option("--as-of", parser=day, metavar=DAY, help="Leave out all that was known only later.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print the rows as CSV and nothing else.")]
Folder = Annotated[
    Path | None,
    typer.Option("--record", help="Folder of your own record, in place of the shipped one of that district."),
]


def add_record(app: typer.Typer) -> None:
    """Add the commands to the program."""
    record = typer.Typer(
        help="The public record: who stood where, who voted how, what peers did, each with its source.",
        no_args_is_help=True,
    )
    app.add_typer(record, name="record")
    for name, command in (
        ("show", show), ("timeline", timeline), ("votes", votes), ("positions", positions),
        ("conditions", conditions), ("peers", peers),
    ):  # fmt: skip
        record.command(name)(command)


def show(
    district: District, as_of: AsOf = None, record: Folder = None, as_json: Json = False, as_csv: Csv = False
) -> None:
    """What a record holds: with --json or --csv everything, else how many rows of each table."""
    from wellstaffed.apps import record_actions

    _print(record_actions.record_show(district=district, as_of=as_of, folder=record), "show", as_json, as_csv)


def timeline(
    district: District,
    as_of: AsOf = None,
    record: Folder = None,
    atom: Annotated[Path | None, typer.Option(help="Write the timeline as an Atom feed.")] = None,
    ics: Annotated[
        Path | None, typer.Option(help="With --as-of: write the days that lie ahead, with alarms, as .ics.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Votes, positions, proposals and days of agreements in order."""
    from wellstaffed.apps import record_actions

    answer = record_actions.record_timeline(district=district, as_of=as_of, folder=record)
    if ics:
        record_actions.record_calendar(answer=answer, file=ics)
    if atom:
        record_actions.record_feed(answer=answer, file=atom)
    _print(answer, "timeline", as_json, as_csv)


def votes(
    district: District, as_of: AsOf = None, record: Folder = None, as_json: Json = False, as_csv: Csv = False
) -> None:
    """Every vote, its members by name, and each member's votes over time."""
    from wellstaffed.apps import record_actions

    _print(record_actions.record_votes(district=district, as_of=as_of, folder=record), "votes", as_json, as_csv)


def positions(
    district: District,
    as_of: AsOf = None,
    matter: Annotated[str, typer.Option(help="officers, amendment, staffing, safety or survey.")] = "officers",
    record: Folder = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Where each party stood, under which condition, and who had changed."""
    from wellstaffed.apps import record_actions

    answer = record_actions.record_positions(district=district, as_of=as_of, matter=matter, folder=record)
    _print(answer, "positions", as_json, as_csv)


def conditions(
    district: District,
    plan: Annotated[Path | None, typer.Option(help="A plan: say whether its gaps meet each condition.")] = None,
    as_of: AsOf = None,
    record: Folder = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Which conditions were attached, and whether a plan meets them."""
    from wellstaffed.apps import record_actions

    answer = record_actions.record_conditions(district=district, plan=plan, as_of=as_of, folder=record)
    _print(answer, "conditions", as_json, as_csv)


def peers(
    district: District,
    as_of: AsOf = None,
    like: Annotated[
        list[str] | None,
        typer.Option(
            help="Order by distance: any of size,poverty,place,locale,officers,cost,payer,state; repeated or joined by commas."
        ),
    ] = None,
    reversed_only: Annotated[
        bool, typer.Option("--reversed", help="Only districts that went back on their course.")
    ] = False,
    record: Folder = None,
    beside: Annotated[
        bool, typer.Option("--beside", help="Your own peers beside the shipped ones, not in their place.")
    ] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """What became of officers in peer districts, and who reversed."""
    from wellstaffed.apps import record_actions

    measures = tuple(dict.fromkeys(part.strip() for one in like or [] for part in one.split(",") if part.strip()))
    answer = record_actions.record_peers(
        district=district, as_of=as_of, like=measures, reversed_only=reversed_only, folder=record, beside=beside
    )
    _print(answer, "peers", as_json, as_csv)


def _print(answer: RecordAnswer, question: str, as_json: bool, as_csv: bool) -> None:
    from wellstaffed.core.errors import UsageError

    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other. Give one of them.")
    if as_json:
        show_json(answer.as_json())
    elif as_csv:
        sys.stdout.write(answer.as_csv())
    else:
        from wellstaffed.apps.cli.record_screen import show_record

        show_record(answer, question)
