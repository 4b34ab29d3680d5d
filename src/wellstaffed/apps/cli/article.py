"""The commands ``wellstaffed article``: read, confirm, plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from wellstaffed.apps.cli.command_values import DAY, day, show_json

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Day = Annotated[
    date | None,
    typer.Option("--published", parser=day, metavar=DAY, help="Day of publication, if it is not in the article."),
]


class ReadsByDefault(TyperGroup):
    """A group in which ``article FILE`` means ``article read FILE``."""

    def parse_args(self, context: Any, arguments: list[str]) -> list[str]:
        """Put ``read`` before a first word that is no command."""
        first = next((one for one in arguments if one == "-" or not one.startswith("-")), None)
        if arguments and arguments[0] not in {"--help"} and first not in self.commands:
            arguments = ["read", *arguments]
        return super().parse_args(context, arguments)


article_app = typer.Typer(
    cls=ReadsByDefault,
    help="A newspaper article read into candidates: positions, figures, deadlines, votes. 'article FILE' reads one.",
    no_args_is_help=True,
)


def add_article(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(article_app, name="article")


@article_app.command("read")
def article_read(
    file: Annotated[str, typer.Argument(help="Text or HTML; '-' reads from standard input.")],
    published: Day = None,
    speakers: Annotated[str, typer.Option(help="rules, or spacy where the extra 'speakers' is installed.")] = "rules",
    out: Annotated[Path | None, typer.Option(help="Write the candidates as JSON, to correct and confirm.")] = None,
    as_json: Json = False,
) -> None:
    """Read an article into candidates with their sentences; nothing is stored."""
    import sys

    from wellstaffed.apps import article_actions
    from wellstaffed.apps.cli import article_screen
    from wellstaffed.record.article_text import MAX_BYTES

    content = sys.stdin.buffer.read(MAX_BYTES + 1) if file == "-" else article_actions.read_bytes(Path(file))
    name = "standard input" if file == "-" else file
    answer = article_actions.article(content=content, name=name, published=published, speakers=speakers)
    if out:
        article_actions.write_candidates(answer=answer, out=out)
    show_json(answer.as_json()) if as_json else article_screen.show_article(answer.candidates)


@article_app.command("confirm")
def article_confirm(
    candidates: Annotated[Path, typer.Argument(help="JSON of 'article FILE --json', or YAML, corrected by you.")],
    out: Annotated[Path, typer.Option(help="Name of the new file; YAML, or JSON if it ends in .json.")],
    source: Annotated[str | None, typer.Option(help="Address of the article, if the file holds none.")] = None,
    by: Annotated[str, typer.Option(help="Who confirms.")] = "not named",
    on: Annotated[
        date | None, typer.Option(parser=day, metavar=DAY, help="Day of confirming; today if left out.")
    ] = None,
    drop: Annotated[list[str] | None, typer.Option(help="A row to leave out, as positions.0; may be repeated.")] = None,
    published: Day = None,
    article: Annotated[
        Path | None, typer.Option(help="The article itself; every sentence of the file is then held against it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write down the candidates that you stand for; before this nothing is stored."""
    from wellstaffed.apps import article_actions

    written = article_actions.confirm_article(
        candidates=candidates,
        out=out,
        by=by,
        on=on or date.today(),
        source=source,
        published=published,
        drop=tuple(drop or ()),
        article=article,
    )
    if as_json:
        show_json(written)
    else:
        counts = ", ".join(f"{count} {name}" for name, count in written["confirmed"].items() if count)
        typer.echo(f"{written['written']}: {counts or 'nothing'}.\nNext: wellstaffed article plan {out} --out DIR")


@article_app.command("plan")
def article_plan(
    confirmed: Annotated[Path, typer.Argument(help="The file that 'article confirm' wrote.")],
    out: Annotated[Path, typer.Option(help="Folder for the plan and what goes with it.")],
    district: Annotated[str | None, typer.Option(help="LEAID or name, if the article's place is not enough.")] = None,
    as_json: Json = False,
) -> None:
    """Start a plan from confirmed candidates: district, claim, agreement, parties, peers."""
    from wellstaffed.apps import article_actions

    started = article_actions.plan_from_article(confirmed=confirmed, out=out, district=district)
    written = [str(path) for path in started.written]
    if as_json:
        show_json(
            {"written": written, "district": started.district, "told": started.told, "left_out": started.left_out}
        )
    else:
        told = [f"{started.told} If another is meant: --district LEAID."] if started.told else []
        left_out = [started.left_out] if started.left_out else []
        typer.echo("\n".join([*written, *told, *left_out]))
