"""The command ``wellstaffed``: every action one command, each with help, ``--json`` and an exit code."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from wellstaffed import __version__
from wellstaffed.apps.cli.about import add_about
from wellstaffed.apps.cli.article import add_article
from wellstaffed.apps.cli.clock import add_clock
from wellstaffed.apps.cli.command_values import DAY, day, show_json
from wellstaffed.apps.cli.data import add_data
from wellstaffed.apps.cli.evidence import add_evidence
from wellstaffed.apps.cli.federal_record import add_federal_record
from wellstaffed.apps.cli.plan import add_plan
from wellstaffed.apps.cli.record import add_record
from wellstaffed.core.errors import UsageError, WellstaffedError

app = typer.Typer(
    name="wellstaffed",
    help="Plan the people a school needs: need, gap and cost by school and role, every figure with its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
roster_app = typer.Typer(
    help="The district's own roster: an empty one to fill, and a check of a filled one.", no_args_is_help=True
)
standards_app = typer.Typer(help="Staffing standards: all of them, or one with its values, sources and critics.")
app.add_typer(roster_app, name="roster")
app.add_typer(standards_app, name="standards")
add_plan(app)
add_clock(app)
add_record(app)
add_article(app)
add_data(app)
add_federal_record(app)
add_evidence(app)
add_about(app)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
StandardsDir = Annotated[
    Path | None, typer.Option("--standards", help="Folder of your own standards, laid over the shipped ones.")
]
On = Annotated[
    date | None, typer.Option("--on", parser=day, metavar=DAY, help="Day whose value of the standard applies.")
]


@app.command()
def gap(
    district: Annotated[str | None, typer.Option(help="LEAID in any spelling, or the district's name.")] = None,
    year: Annotated[str | None, typer.Option(help="School year, as 2021-22; the latest if left out.")] = None,
    standard: Annotated[str, typer.Option(help="Bundle or standard; several joined by commas.")] = "aclu-2019",
    step: Annotated[str, typer.Option(help="Rounding step in FTE: 1, 0.5, 0.25, 0.2, 0.1 or exact.")] = "1",
    direction: Annotated[str, typer.Option(help="nearest (halves up), up or down.")] = "nearest",
    order: Annotated[str, typer.Option(help="round-then-subtract or subtract-then-round.")] = "round-then-subtract",
    level: Annotated[str, typer.Option(help="school (no netting) or district (one need).")] = "school",
    roster: Annotated[Path | None, typer.Option(help="Your roster, XLSX or CSV, instead of shipped figures.")] = None,
    out: Annotated[Path | None, typer.Option(help="With --roster: your rows back, our columns on the right.")] = None,
    standards: StandardsDir = None,
    on: On = None,
    allow_unverified: Annotated[bool, typer.Option(help="Admit standards nobody has read in their source.")] = False,
    school: Annotated[
        str | None, typer.Option(help="Identifier or whole name of one school: its rows and totals alone.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Need and gap by school and role against a standard."""
    from wellstaffed.apps import actions
    from wellstaffed.apps.cli import screen
    from wellstaffed.core.school_years import school_year

    if level not in ("school", "district"):
        raise UsageError(f"--level is '{level}'; it can be school or district.")
    answer = actions.gap(
        district=district,
        year=school_year(year) if year else None,
        standard=standard,
        rounding=screen.read_rounding(step, direction, order),
        level="school" if level == "school" else "district",
        roster=roster,
        standards=standards,
        on=on,
        allow_unverified=allow_unverified,
        school=school,
    )
    written = actions.roster_results(roster=roster, answer=answer, out=out) if out else None
    show_json(answer.as_json()) if as_json else screen.show_gap(answer)
    if written and not as_json:
        typer.echo(f"\nYour rows with our columns on the right: {written}")


@app.command()
def claim(
    file: Annotated[Path, typer.Argument(help="The claim, a YAML document.")],
    as_json: Json = False,
) -> None:
    """Which conventions give the figures of a published claim."""
    from wellstaffed.apps import actions
    from wellstaffed.apps.cli import screen

    answer = actions.claim(file=file)
    if as_json:
        show_json(answer.as_json())
    else:
        screen.show_claim(answer)


@app.command()
def memo(
    plan: Annotated[Path, typer.Argument(help="The plan, a YAML document.")],
    out: Annotated[Path, typer.Option(help="Folder for memo.html, memo.pdf, memo.xlsx and manifest.json.")],
    standards: StandardsDir = None,
    as_json: Json = False,
) -> None:
    """The board memo as HTML, PDF and XLSX, with a manifest that re-makes it."""
    from wellstaffed.apps import actions

    written = actions.memo(plan=plan, out=out, standards=standards)
    if as_json:
        show_json({"written": [str(path) for path in written]})
    else:
        typer.echo("\n".join(str(path) for path in written))


@roster_app.command("template")
def roster_template(
    file: Annotated[Path, typer.Argument(help="Name of the new file, ending in .xlsx or .csv.")], as_json: Json = False
) -> None:
    """Write an empty roster whose second sheet says what each column means."""
    from wellstaffed.apps import actions

    written = actions.roster_template(file=file)
    show_json({"written": [str(written)]}) if as_json else typer.echo(
        f"Fill in {written}, then: wellstaffed roster check {written}"
    )


@roster_app.command("check")
def roster_check(file: Annotated[Path, typer.Argument(help="The filled roster.")], as_json: Json = False) -> None:
    """Read a roster and name every fault by its cell."""
    from wellstaffed.apps import actions
    from wellstaffed.apps.cli import screen

    summary = actions.roster_check(file=file)
    show_json(summary) if as_json else screen.show_roster(summary)


@standards_app.callback(invoke_without_command=True)
def standards_list(context: typer.Context, standards: StandardsDir = None, as_json: Json = False) -> None:
    """List all standards and bundles."""
    context.obj = standards
    if context.invoked_subcommand:
        return
    from wellstaffed.apps import actions
    from wellstaffed.apps.cli import screen

    listing = actions.standards(folder=standards)
    show_json(listing) if as_json else screen.show_standards(listing)


@standards_app.command("show")
def standards_show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="As listed: asca/counselor_ratio, aclu-2019.")],
    on: On = None,
    standards: StandardsDir = None,
    as_json: Json = False,
) -> None:
    """One standard or bundle: its values, dates, quotations, sources and critics."""
    from wellstaffed.apps import actions
    from wellstaffed.apps.cli import screen

    shown = actions.standard(name=name, on=on, folder=standards or context.obj)
    show_json(shown) if as_json else screen.show_standard(shown)


@app.command()
def schema(
    document: Annotated[str, typer.Argument(help="standard, bundle, plan, claim, agreement or calendar.")],
    as_json: Json = False,
) -> None:
    """The JSON Schema of a document that you write, for your editor to check it by."""
    from wellstaffed.apps.document_schemas import document_schema

    show_json(document_schema(document=document))


@app.command()
def version(as_json: Json = False) -> None:
    """The version of this program."""
    show_json({"version": __version__}) if as_json else typer.echo(f"wellstaffed {__version__}")


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for both memos.")] = Path("wellstaffed-demo"), as_json: Json = False
) -> None:
    """Both example memos, Madison 2020 and Portland 2021-22, from the shipped figures."""
    from wellstaffed.apps import actions
    from wellstaffed.apps.cli import screen

    written = actions.demo(out=out)
    show_json(
        {name: [str(path) for path in paths] for name, paths in written.items()}
    ) if as_json else screen.show_demo(written)


def main() -> None:
    """Run a command; a user's error is printed without a traceback and sets the exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8")
    try:
        app()
    except WellstaffedError as error:
        sys.stderr.write(f"wellstaffed: {error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("wellstaffed: stopped; nothing half-written is left.\n")
        sys.exit(130)
