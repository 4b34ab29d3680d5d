"""What ``wellstaffed article`` shows on a terminal: the candidates as tables, doubts first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from wellstaffed.apps.cli.screen import _console, _table

if TYPE_CHECKING:
    from rich.table import Table

    from wellstaffed.record.article_candidates import Candidates


def show_article(found: Candidates) -> None:
    """Print the candidates of an article."""
    console = _console()
    console.print(
        f"Published: {found.published.isoformat() if found.published else 'not known'}. Candidates, nothing is stored."
    )
    for note in found.notes:
        console.print(f"Note: {note}")
    claims = _table(("number", "right"), ("what", "left"), ("metric", "left"), ("by", "left"))
    for claim in found.claims:
        claims.add_row(f"{claim.number:,}", claim.what, claim.metric or "", claim.by or "the article")
    dates = _table(("date", "left"), ("to", "left"), ("kind", "left"), ("in the article", "left"), ("what", "left"))
    for day in found.dates:
        when = day.date.isoformat() if day.date else "not dated"
        dates.add_row(when, day.date_to.isoformat() if day.date_to else "", day.kind, day.text, day.what)
    districts = _table(("district", "left"), ("did", "left"), ("sentence", "left"))
    for one in found.districts:
        districts.add_row(one.name, one.did, one.sentence)
    tables = (
        ("Positions", _positions(found)),
        ("Figures", claims),
        ("Dates", dates),
        ("Votes", _votes(found)),
        ("Ways out", _ways_out(found)),
        ("People", _people(found)),
        ("Other districts", districts),
    )
    for title, table in tables:
        if table.row_count:
            console.print(f"\n{title}")
            console.print(table)
    if found.outlets:
        console.print(f"Quotes from: {', '.join(found.outlets)}")
    typer.echo(
        "Correct it: wellstaffed article FILE --out candidates.json, edit, wellstaffed article confirm candidates.json --out FILE"
    )


def _positions(found: Candidates) -> Table:
    positions = _table(
        ("who", "left"), ("on", "left"), ("stance", "left"), ("condition or quotation", "left"), ("sure", "left")
    )
    for row in found.positions:
        before = f" (was {row.previous})" if row.previous else ""
        said = " / ".join(part for part in (row.condition, f"“{row.quote}”" if row.quote else "") if part)
        positions.add_row(row.who, row.on, row.stance + before, said, row.confidence)
    return positions


def _people(found: Candidates) -> Table:
    people = _table(("person", "left"), ("role", "left"), ("of", "left"))
    for one in found.people:
        people.add_row(one.name, one.role, one.body)
    return people


def _votes(found: Candidates) -> Table:
    from wellstaffed.apps.article_votes import matter_of, result_of, with_body

    votes = _table(("body", "left"), ("yes-no", "left"), ("on", "left"), ("sentence", "left"))
    for one in found.votes:
        body = with_body(one, found).body if one.body else "not read"
        votes.add_row(body, result_of(one), matter_of(one, found), one.sentence)
    return votes


def _ways_out(found: Candidates) -> Table:
    ways = _table(("last day for notice", "left"), ("takes effect", "left"), ("way out", "left"))
    for way in found.options:
        last = way.last_day.isoformat() if way.last_day else "any day" if way.any_day else f"none: {way.undated}"
        if way.last_day and found.published and way.last_day < found.published:
            last += ", past when published"
        ways.add_row(last, way.effective.isoformat() if way.effective else "", way.what)
    return ways
