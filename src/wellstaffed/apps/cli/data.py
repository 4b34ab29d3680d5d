"""The commands ``wellstaffed data``: add published files to the store, list, check, fetch, export, dictionary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wellstaffed.apps.cli.command_values import show_json

if TYPE_CHECKING:
    from wellstaffed.apps.data_actions import Added, Holdings
    from wellstaffed.tables.store_check import Finding

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Release = Annotated[
    str | None, typer.Option(help="The release, where neither the file nor its name tells it: 2019-20.")
]
Published = Annotated[
    bool,
    typer.Option(
        "--published", help="Give counts of single schools that could point to a child as they were published."
    ),
]

data_app = typer.Typer(
    help="The federal record: add published files to your store, list, check, fetch and export them.",
    no_args_is_help=True,
)


def add_data(app: typer.Typer) -> None:
    """Register the commands under ``data``."""
    app.add_typer(data_app, name="data")


@data_app.command("add")
def data_add(
    path: Annotated[
        str, typer.Argument(help="Zip, folder, CSV or workbook, as published; or a folder of state workbooks.")
    ],
    release: Release = None,
    as_json: Json = False,
) -> None:
    """Read a published file, or a folder of state workbooks, into the store; stopped at any moment, it is as it was."""
    from wellstaffed.apps import data_actions
    from wellstaffed.core.errors import UsageError

    if not path.strip():  # as a path it would be this folder
        raise UsageError("No file is named: the argument is empty. Say which: wellstaffed data add FILE.")
    with _progress("") as show:
        added = data_actions.data_add(
            path=Path(path), release=release, progress=lambda text: show(description=text),
            steps=lambda done, whole: show(completed=done, total=whole),
        )  # fmt: skip
    show_json(added.as_json()) if as_json else _show_added(added)


def _show_added(added: Added) -> None:
    for stored in added.releases:
        rows = ", ".join(f"{name} {table.rows:,}" for name, table in sorted(stored.tables.items()))
        typer.echo(f"Added {stored.facts.name} from {stored.facts.file}. Rows: {rows}.")
        for flag, count in sorted(stored.flags.items()):
            typer.echo(f"Flagged, kept: {count:,} rows {flag}")
        if stored.facts.skipped:
            typer.echo(f"Not read: {len(stored.facts.skipped)} files of the release; see: wellstaffed data list --json")
    if added.of_folder:
        count = len(added.releases)
        typer.echo(f"{count} state {'workbook' if count == 1 else 'workbooks'} added.")
    for name in added.not_read:
        typer.echo(
            f"Not read: {name} is no state workbook of 2020-21. If it is another published file, add it by itself."
        )


@data_app.command("list")
def data_list(as_json: Json = False) -> None:
    """What the store holds: releases, files, checksums, rows, flags."""
    from wellstaffed.apps import data_actions

    holdings = data_actions.data_list()
    show_json(holdings.as_json()) if as_json else _show_holdings(holdings)


@data_app.command("remove")
def data_remove(release: Annotated[str, typer.Argument(help="As listed.")], as_json: Json = False) -> None:
    """Take a release out of the store."""
    from wellstaffed.apps import data_actions

    data_actions.data_remove(release=release)
    show_json({"removed": release}) if as_json else typer.echo(f"Removed {release}.")


@data_app.command("check")
def data_check(as_json: Json = False) -> None:
    """Hold the store to published counts, look for identifiers that stand twice or belong to nothing."""
    from wellstaffed.apps import data_actions

    findings = data_actions.data_check()
    show_json([one.as_json() for one in findings]) if as_json else _show_findings(findings)
    if any(one.holds is False for one in findings):
        raise typer.Exit(1)


@data_app.command("fetch")
def data_fetch(
    release: Annotated[str | None, typer.Argument(help="crdc-2021-22, crdc-2020-21-vt; all if left out.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the file.")] = Path(),
    sha256: Annotated[str | None, typer.Option(help="Checksum that the file must have.")] = None,
    address: Annotated[str | None, typer.Option(help="Fetch from here instead, a copy of the same file.")] = None,
    as_json: Json = False,
) -> None:
    """Fetch a release from its official address; an interrupted try goes on where it stopped."""
    from wellstaffed.apps import fetch_actions

    if release is None:
        known = fetch_actions.data_addresses()
        show_json([vars(one) for one in known]) if as_json else typer.echo(
            "\n".join(f"{one.release:24} {one.href}{'  ' + one.note if one.note else ''}" for one in known)
        )
        return
    with _progress(f"Fetching {release}") as show:
        fetched = fetch_actions.data_fetch(
            release=release, out=out, sha256=sha256, address=address,
            progress=lambda done, whole: show(completed=done, total=whole),
        )  # fmt: skip
    if as_json:
        show_json(fetched.as_json())
        return
    again = f", continued at {fetched.resumed_at:,}" if fetched.resumed_at else ""
    typer.echo(f"{fetched.path}: {fetched.size:,} bytes{again}, SHA-256 {fetched.sha256}")
    typer.echo(f"Now: wellstaffed data add '{fetched.path}'")


@data_app.command("dictionary")
def data_dictionary(
    table: Annotated[str | None, typer.Argument(help="One table; all if left out.")] = None, as_json: Json = False
) -> None:
    """Every table and column: type, unit, meaning, allowed words."""
    from wellstaffed.apps import data_actions

    entries = data_actions.data_dictionary(table=table)
    show_json(entries) if as_json else _show_dictionary(entries)


@data_app.command("export")
def data_export(
    table: Annotated[str, typer.Argument(help="As the dictionary names it: school_staff.")],
    out: Annotated[Path, typer.Option(help="The file to write; one that holds something is left as it is.")],
    kind: Annotated[str | None, typer.Option("--format", help="parquet, csv or xlsx; else the file's ending.")] = None,
    state: Annotated[str | None, typer.Option(help="Two letters, or the name.")] = None,
    district: Annotated[str | None, typer.Option(help="LEAID, or the district's name.")] = None,
    year: Annotated[
        str | None, typer.Option(help="School year, as 2020-21; of poverty and wages a year, as 2021.")
    ] = None,
    published: Published = False,
    as_json: Json = False,
) -> None:
    """Write a table to a file: of the store, and of the shipped figures for districts and years it does not hold."""
    from wellstaffed.apps import data_actions
    from wellstaffed.apps.cli.federal_screen import AS_PUBLISHED

    written = data_actions.data_export(
        table=table, out=out, kind=kind, state=state, district=district,
        year=data_actions.data_year(table=table, text=year) if year else None, published=published,
    )  # fmt: skip
    if as_json:
        show_json(written.as_json())
        return
    typer.echo(f"{written.path}: {written.rows:,} rows, {written.origin}")
    for sentence in written.not_counted:
        typer.echo(f"{sentence} Their rows bear the flag not_counted.")
    if written.hidden:
        typer.echo(f"{written.hidden_said} {AS_PUBLISHED}")


@data_app.command("build-shipped")
def data_build_shipped(
    folder: Annotated[Path, typer.Argument(help="Folder of the published files.")],
    out: Annotated[Path | None, typer.Option(help="Folder to write to; the package's own if left out.")] = None,
    as_json: Json = False,
) -> None:
    """Build the tables shipped with the program from published files."""
    from wellstaffed.apps import data_actions

    written = data_actions.data_build_shipped(folder=folder, out=out)
    show_json(written) if as_json else typer.echo(
        "\n".join(f"{name}: {size:,} bytes" for name, size in written.items())
    )


@contextmanager
def _progress(text: str) -> Iterator[Callable[..., None]]:
    """Show a bar where there is a terminal to draw it on; yield what moves it: ``description``, ``completed``, ``total``."""
    if not sys.stderr.isatty():
        yield lambda **_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns, console = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn()), Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as bar:
        yield partial(bar.update, bar.add_task(text, total=None))


def _show_holdings(holdings: Holdings) -> None:
    from wellstaffed.apps.cli.screen import _console, _table

    if not holdings.releases:
        typer.echo(f"The store in {holdings.home} is empty. Add a published file: wellstaffed data add FILE")
        return
    table = _table(
        ("Release", "left"), ("File", "left"), ("SHA-256", "left"), ("Reader", "right"), ("Tables and rows", "left"),
        ("Flagged", "right"), ("Not read", "right"),
    )  # fmt: skip
    for one in holdings.releases:
        rows = ", ".join(f"{name} {stored.rows:,}" for name, stored in sorted(one.tables.items()))
        table.add_row(
            one.facts.name, one.facts.file, one.facts.file_sha256[:12], str(one.facts.reader_version), rows,
            f"{sum(one.flags.values()):,}", str(len(one.facts.skipped)),
        )  # fmt: skip
    typer.echo(f"{holdings.home}\n")
    _console().print(table)


def _show_findings(findings: list[Finding]) -> None:
    from wellstaffed.apps.cli.screen import _console, _table
    from wellstaffed.tables.store_check import findings_in_words

    if not findings:
        typer.echo(findings_in_words(findings))
        return
    words = {True: "holds", False: "DOES NOT HOLD", None: "nothing published to hold it to"}
    table = _table(("Release", "left"), ("Table", "left"), ("Check", "left"), ("Found", "right"), ("Expected", "right"),
                   ("", "left"))  # fmt: skip
    for one in findings:
        table.add_row(one.release, one.table, one.check, one.found, one.expected, words[one.holds])
    _console().print(table)
    typer.echo(findings_in_words(findings))


def _show_dictionary(entries: list[dict[str, Any]]) -> None:
    from wellstaffed.apps.cli.screen import _console, _table

    table = _table(("Table", "left"), ("Column", "left"), ("Type", "left"), ("Unit", "left"), ("Meaning", "left"))
    for entry in entries:
        key = " (key)" if entry["is_key"] else ""
        words = f" [{', '.join(entry['words'])}]" if entry["words"] else ""
        table.add_row(entry["table"], entry["column"] + key, entry["type"], entry["unit"], entry["meaning"] + words)
    _console().print(table)
