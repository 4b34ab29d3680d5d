"""The commands ``wellstaffed plan FILE``, ``plan compare FILE`` and ``plan new``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from wellstaffed.apps.cli.command_values import DAY, day, show_json

if TYPE_CHECKING:
    from wellstaffed.apps.plan_answer import PlanAnswer
    from wellstaffed.apps.plan_table import PlanTable

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Standards = Annotated[
    Path | None, typer.Option("--standards", help="Folder of your own standards, laid over the shipped ones.")
]
PlanFile = Annotated[Path, typer.Argument(metavar="FILE", help="The plan, a YAML document with a part 'staffing'.")]


class _PlanGroup(TyperGroup):
    """A group whose first word may also be a file: ``plan FILE`` is ``plan show FILE``."""

    def parse_args(self, context: Any, args: list[str]) -> list[str]:
        if (args and args[0] not in self.commands and not args[0].startswith("-")) or (
            args and args[0].startswith("-") and any(not one.startswith("-") for one in args[1:])
        ):
            args = ["show", *args]
        return super().parse_args(context, args)


plan_app = typer.Typer(
    cls=_PlanGroup,
    help="Options of a plan: who works where in which year, what it costs, and why. 'plan FILE' shows them all.",
    no_args_is_help=True,
)


def add_plan(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(plan_app, name="plan")


@plan_app.command("show")
def plan_show(
    file: PlanFile,
    option: Annotated[str | None, typer.Option(help="Only the option with this key.")] = None,
    standards: Standards = None,
    as_json: Json = False,
) -> None:
    """Every option: posts by school and year, the proof, what binds, what each rule costs."""
    from wellstaffed.apps import plan_actions
    from wellstaffed.apps.plan_section import option_words, phase_in, plan_words, posts_by_role, whys

    answer = plan_actions.plan(file=file, option=option, standards=standards)
    if as_json:
        show_json(answer.as_json())
    else:
        _head(answer, plan_words(answer))
        for one in answer.options:
            _lines(["", *option_words(one)])
            if one.result.placement is not None:
                _print(posts_by_role(answer, one))
        _print(phase_in(answer))
        _print(whys(answer))
    _exit_where_impossible(answer)


@plan_app.command("compare")
def plan_compare(file: PlanFile, standards: Standards = None, as_json: Json = False) -> None:
    """The options side by side: officers, posts, need met, cost, freed money, last day to decide."""
    from wellstaffed.apps import plan_actions
    from wellstaffed.apps.plan_section import fill_rates, option_words, plan_words, side_by_side

    answer = plan_actions.plan(file=file, standards=standards)
    if as_json:
        show_json(answer.as_json())
    else:
        _head(answer, plan_words(answer))
        _print(side_by_side(answer))
        if any(one.fill_rates for one in answer.options):
            _print(fill_rates(answer))
        for one in answer.options:
            _lines(option_words(one))
    _exit_where_impossible(answer)


@plan_app.command("new")
def plan_new(
    district: Annotated[str, typer.Option(help="LEAID in any spelling, or the district's name.")],
    out: Annotated[Path, typer.Option(help="The new file, ending in .yaml.")] = Path("plan.yaml"),
    on: Annotated[
        date | None, typer.Option("--on", parser=day, metavar=DAY, help="Day of the plan; today if left out.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a plan for a district, each key with a comment, ready to be completed."""
    from wellstaffed.apps import plan_actions

    written = plan_actions.plan_new(district=district, out=out, on=on or date.today())
    if as_json:
        show_json({"written": [str(written)]})
    else:
        typer.echo(f"Complete {written}, then: wellstaffed plan {written}")


def _exit_where_impossible(answer: PlanAnswer) -> None:
    """End with the code of an impossible plan where no option has one: a script must not take that for an answer."""
    from wellstaffed.core.errors import InfeasiblePlanError

    if all(one.result.placement is None for one in answer.options):
        raise typer.Exit(InfeasiblePlanError.exit_code)


def _head(answer: PlanAnswer, lines: list[str]) -> None:
    _lines([f"{answer.plan.title}, {answer.plan.dated.isoformat()}", "", *lines, ""])


def _lines(lines: list[str]) -> None:
    from wellstaffed.apps.cli.screen import _console

    console = _console()
    for line in lines:
        console.print(line)


def _print(shown: PlanTable) -> None:
    from wellstaffed.apps.cli.screen import _console, _table

    table = _table(*((name, "left") for name in shown.header))
    for row in shown.rows:
        table.add_row(*row)
    console = _console()
    console.print(f"\n{shown.caption}")
    console.print(table)
