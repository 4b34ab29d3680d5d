"""The commands that ask the federal record: a place, a school, a district, a roster beside it, a figure's cell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wellstaffed.apps.cli.command_values import show_json
from wellstaffed.apps.cli.data import Json, Published


def add_federal_record(app: typer.Typer) -> None:
    """Register ``find``, ``school``, ``district``, ``police``, ``like``, ``told`` and ``trace``."""
    app.command()(find)
    app.command()(school)
    app.command()(district)
    app.command()(police)
    app.command()(like)
    app.command()(told)
    app.command()(trace)


def find(
    text: Annotated[list[str], typer.Argument(help="A name, place or identifier; typing errors are allowed.")],
    most: Annotated[int, typer.Option(help="How many at most.")] = 10,
    as_json: Json = False,
) -> None:
    """Districts and schools by name, place or identifier."""
    from wellstaffed.apps import federal_record_actions
    from wellstaffed.apps.cli.screen import _console, _table

    places = federal_record_actions.find(text=" ".join(text), most=most)
    if as_json:
        show_json([place.as_json() for place in places])
        return
    if not places:
        typer.echo(f"Nothing is like '{' '.join(text)}'.")
        return
    table = _table(("", "left"), ("Identifier", "left"), ("Name", "left"), ("District", "left"), ("Place", "left"),
                   ("Score", "right"))  # fmt: skip
    for place in places:
        of = "" if place.kind == "district" else f"{place.district} ({place.leaid})"
        where = ", ".join(filter(None, [place.city, place.state]))
        table.add_row(place.kind, place.identifier, place.name, of, where, f"{place.score:.0f}")
    _console().print(table)


def school(
    identifier: Annotated[str, typer.Argument(help="12 characters, as 550852000937; 'wellstaffed find' has it.")],
    as_json: Json = False,
) -> None:
    """One school through all years at hand, with what is flagged and why figures are missing."""
    from wellstaffed.apps import federal_record_actions
    from wellstaffed.apps.cli.federal_screen import show_school

    found = federal_record_actions.school(identifier=identifier)
    show_json(found.as_json()) if as_json else show_school(found)


def district(
    text: Annotated[list[str], typer.Argument(metavar="DISTRICT", help="LEAID in any spelling, or the name.")],
    as_json: Json = False,
) -> None:
    """A district's schools, child poverty, wages, cost of labour, and what is known of its police."""
    from wellstaffed.apps import federal_record_actions
    from wellstaffed.apps.cli.federal_screen import show_district

    found = federal_record_actions.district_facts(district=" ".join(text))
    show_json(found.as_json()) if as_json else show_district(found)


def police(
    text: Annotated[list[str], typer.Argument(metavar="DISTRICT", help="LEAID in any spelling, or the name.")],
    year: Annotated[str | None, typer.Option(help="School year, as 2021-22; the latest if left out.")] = None,
    as_json: Json = False,
) -> None:
    """Sworn officers and guards by school in the federal record, with flags and reasons in words."""
    from wellstaffed.apps import district_actions
    from wellstaffed.apps.cli.district_screen import show_police
    from wellstaffed.core.school_years import school_year

    found = district_actions.district_record(district=" ".join(text), year=school_year(year) if year else None)
    show_json(found.as_json()) if as_json else show_police(found)


def like(
    text: Annotated[list[str], typer.Argument(metavar="DISTRICT", help="LEAID in any spelling, or the name.")],
    by: Annotated[
        str, typer.Option(help="Of size, poverty, schools, wages, state; joined by commas.")
    ] = "size,poverty",
    most: Annotated[int, typer.Option(help="How many at most.")] = 20,
    as_json: Json = False,
) -> None:
    """Districts like one district, by a stated distance; no ranking."""
    from wellstaffed.apps import district_actions
    from wellstaffed.apps.cli.district_screen import show_like

    wanted = tuple(one.strip() for one in by.split(",") if one.strip())
    found = district_actions.like_districts(district=" ".join(text), like=wanted, most=most)
    show_json(found.as_json()) if as_json else show_like(found)


def told(
    district: Annotated[str, typer.Option(help="LEAID in any spelling, or the district's name.")],
    roster: Annotated[Path, typer.Option(help="The district's own roster, XLSX or CSV.")],
    year: Annotated[str | None, typer.Option(help="School year, where the roster holds several.")] = None,
    as_json: Json = False,
) -> None:
    """What the district told Washington beside its own roster, by school and role."""
    from wellstaffed.apps import federal_record_actions
    from wellstaffed.apps.cli.federal_screen import show_told
    from wellstaffed.core.school_years import school_year

    answer = federal_record_actions.told(district=district, roster=roster, year=school_year(year) if year else None)
    show_json(answer.as_json()) if as_json else show_told(answer)


def trace(
    figure: Annotated[
        str,
        typer.Argument(
            help="PLACE/YEAR/WHAT, as 550852000925/2020-21/counselor or 5508520/2017-18/referrals/black. "
            "PLACE is a school or a district."
        ),
    ],
    published: Published = False,
    as_json: Json = False,
) -> None:
    """The file, member, row and column behind a printed figure."""
    from wellstaffed.apps import federal_record_actions
    from wellstaffed.apps.cli.federal_screen import show_trace

    found = federal_record_actions.trace(figure=figure, published=published)
    show_json(found.as_json()) if as_json else show_trace(found)
