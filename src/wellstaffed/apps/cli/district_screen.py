"""What the commands on one district show on a terminal: its police in the federal record, and districts like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from wellstaffed.apps.cli.screen import _console, _table
from wellstaffed.core.exact import exact, show
from wellstaffed.core.roles import SAFETY_ROLES

if TYPE_CHECKING:
    from wellstaffed.apps.district_actions import DistrictRecord, LikeAnswer
    from wellstaffed.tables.school_record import ReportedStaff


def show_police(record: DistrictRecord) -> None:
    """Print officers and guards by school, the sentences on them, and every flag and reason of the district."""
    typer.echo(f"{record.assumptions['district']}, {record.assumptions['figures']}")
    for sentence in record.sentences:
        typer.echo(sentence)
    for fact in record.facts:
        typer.echo(f"{fact.words} ({fact.source})")
    if record.on_record:
        typer.echo(f"By the record of peer districts: {record.on_record}")
    table = _table(("School", "left"), ("Identifier", "left"), ("Officers", "right"), ("Guards", "right"))
    for one in record.schools:
        table.add_row(one.school, one.school_id, *[_fte(one.staff.get(role)) for role in SAFETY_ROLES])
    _console().print(table)
    for found in record.flags:
        typer.echo(f"* {found.flag.id}, {len(found.figures)} figures: {found.flag.meaning}")
    for reason in record.reasons:
        code = f" (code {reason.code}: {reason.code_meaning})" if reason.code else ""
        typer.echo(f"{reason.role}: {reason.missing} at {reason.schools} schools{code}")


def _fte(row: ReportedStaff | None) -> str:
    if row is None:
        return "not asked"
    star = " *" if row.flags else ""
    return (row.reason if row.fte is None else show(exact(row.fte))) + star


def show_like(answer: LikeAnswer) -> None:
    """Print the nearest districts with the parts of their distances, and what the distance is made of."""
    own = answer.found.own
    typer.echo(f"Districts like {own.district}, {own.state} ({own.leaid}); the distance is the sum of")
    for name, said in answer.like.items():
        typer.echo(f"  {name}: {said}")
    table = _table(("District", "left"), ("LEAID", "left"), ("Distance", "right"),
                   *[(name, "right") for name in answer.like], ("Children", "right"), ("Schools", "right"))  # fmt: skip
    for one in answer.found.nearest:
        parts = [_number(part) for _, part in one.parts]
        children = "not reported" if one.children is None else f"{one.children:,}"
        table.add_row(
            f"{one.district}, {one.state}", one.leaid, _number(one.distance), *parts, children, str(one.schools)
        )
    _console().print(table)
    typer.echo(f"{answer.found.compared:,} districts compared; {answer.found.left_out:,} lack what is compared.")


def _number(value: float | None) -> str:
    return "not known" if value is None else show(exact(value))
