"""The program ``wellstaffed``: the commands, and the one that serves the pages; the only place that knows both doors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wellstaffed.apps.cli.main import app, main

__all__ = ["app", "main"]


@app.command()
def serve(
    *,
    workspace: Annotated[
        Path, typer.Argument(help="Folder of your plans and rosters; nothing outside it is shown.")
    ] = Path(),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8123,
    host: Annotated[
        str, typer.Option(help="Address to listen at; other machines only with --read-only.")
    ] = "127.0.0.1",
    read_only: Annotated[
        bool, typer.Option("--read-only", help="A shared site: no plans, no uploads, no changes.")
    ] = False,
    name: Annotated[list[str] | None, typer.Option(help="Further host name that the site answers to.")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the first page.")] = False,
) -> None:
    """Open the pages in the browser: the same answers, on this machine only, until stopped with Ctrl+C."""
    from wellstaffed.apps.web.server import serve as serve_pages

    def ready(address: str) -> None:
        typer.echo(f"Serving {workspace.resolve()} at {address}  (Ctrl+C stops)")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)

    serve_pages(workspace=workspace.resolve(), host=host, port=port, read_only=read_only, names=name or [], ready=ready)
