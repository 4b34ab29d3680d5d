"""The first page: one search box, and what is at hand."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from wellstaffed.apps.web.controls import Controls, Text
from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.table import Column, Table, words

MOST_PLANS = 5
COLUMNS = (
    Column("kind", "Kind"),
    Column("identifier", "Identifier"),
    Column("name", "Name"),
    Column("district", "District"),
    Column("city", "City"),
    Column("state", "State"),
)


class HomeControls(Controls):
    """What is looked for, and the standard that the pages found are to be shown with; theirs if left out."""

    text: Text = ""
    standard: Text = ""


def show_home(asked: Asked) -> Shown:
    """Return the search box, and the ten places that what was typed may stand for."""
    from wellstaffed.apps import data_actions, federal_record_actions

    text = asked.controls.text
    places = federal_record_actions.find(text=text) if text else []
    query = urlencode({"standard": asked.controls.standard}) if asked.controls.standard else ""
    rows = [{**one.as_json(), "address": place_address(one.kind, one.identifier, query)} for one in places]
    cells = tuple(tuple(words(str(row[column.key] or "")) for column in COLUMNS) for row in rows)
    return Shown(
        title="Find a district or a school",
        template="home.html.j2",
        context={
            "text": text,
            "standard": asked.controls.standard,
            "places": rows,
            "releases": data_actions.data_list().releases,
            "plans": _plans(asked),
        },
        document=rows,
        table=Table("Districts and schools", COLUMNS, cells),
    )


def place_address(kind: str, identifier: str, query: str = "") -> str:
    """Return the address of a district's or a school's page."""
    return f"/{'districts' if kind == 'district' else 'schools'}/{identifier}{'?' if query else ''}{query}"


def _plans(asked: Asked) -> list[dict[str, Any]]:
    """Return the plans of the workspace that were changed last; none on a read-only site."""
    from wellstaffed.apps.workspace import workspace_plans

    if asked.site.settings.read_only:
        return []
    return [
        {"name": one.name, "title": one.title, "changed": f"{one.changed:%Y-%m-%d %H:%M} UTC"}
        for one in workspace_plans(asked.site.settings.workspace)[:MOST_PLANS]
    ]


HOME = Page(
    path="/",
    summary="Districts and schools by name, place or identifier.",
    show=show_home,
    controls=HomeControls,
    is_kept=False,
    section="districts",
)
