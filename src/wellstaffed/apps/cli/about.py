"""The command ``wellstaffed about``: version, citation, sources, rules in short."""

from __future__ import annotations

import typer

from wellstaffed.apps.cli.data import Json


def add_about(app: typer.Typer) -> None:
    """Register ``about``."""
    app.command()(about)


def about(as_json: Json = False) -> None:
    """Version, how to cite, corrections, sources with their vintages, and what each rule's code means."""
    from wellstaffed.apps.about import CORRECTIONS, USAGE_AGREEMENT
    from wellstaffed.apps.about import about as asked
    from wellstaffed.apps.cli.command_values import show_json

    found = asked()
    if as_json:
        show_json(found.as_json())
        return
    lines = [f"wellstaffed {found.version}", found.citation_line, CORRECTIONS, USAGE_AGREEMENT, "", "Sources"]
    lines += [f"  {note.title}, {note.publisher}, {note.vintage}: {note.href}" for note in found.sources.values()]
    lines += ["", "Rules", *(f"  {one.id:3} {one.words}" for one in found.rules)]
    typer.echo("\n".join(lines))
