"""About the program: version, citation, sources with their vintages, licences, rules in short, corrections."""

from __future__ import annotations

from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.table import Column, Table, words

COLUMNS = (Column("id", "Rule"), Column("room", "Of"), Column("words", "What it says"))


def show_about(asked: Asked) -> Shown:
    """Return what the program is and what it rests on."""
    from wellstaffed.apps.about import CORRECTIONS, USAGE_AGREEMENT, about

    found = about()
    rows = tuple((words(one.id), words(one.room), words(one.words)) for one in found.rules)
    licences = [name.removeprefix("licences/") for name in asked.site.assets if name.startswith("licences/")]
    context = {"about": found, "corrections": CORRECTIONS, "agreement": USAGE_AGREEMENT, "licences": sorted(licences)}
    return Shown(
        "About", "about.html.j2", context, found.as_json(), Table("Rules by which every number is made", COLUMNS, rows)
    )


ABOUT = Page(
    path="/about",
    summary="Version, citation, sources with their vintages, licences, and the rules in short.",
    show=show_about,
    section="about",
)
