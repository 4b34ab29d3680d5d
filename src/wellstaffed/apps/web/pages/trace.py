"""Where a figure comes from: file, checksum, member, row and column of each cell behind it (rule V1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.apps.web.page import Asked, Page, PathPart, Shown
from wellstaffed.apps.web.table import Cell, Column, Table, figure, words
from wellstaffed.core.exact import exact, show

if TYPE_CHECKING:
    from wellstaffed.tables import figure_trace

BETWEEN_WORDS = "-"  # of a figure, in an address: a slash there parts the address itself
COLUMNS = (
    Column("school", "School"),
    Column("part", "Part", meaning="of a sum: whom or what this cell counts"),
    Column("value", "Value", "number", meaning="FTE, students, incidents or dollars"),
    Column("code", "Code"),
    Column("file", "File"),
    Column("member", "Member", meaning="file inside the archive"),
    Column("row", "Row", "number"),
    Column("column", "Column"),
    Column("flags", "Flags"),
    Column("sha256", "SHA-256", meaning="checksum of the file"),
)


def show_trace(asked: Asked) -> Shown:
    """Return the cells behind a figure."""
    from wellstaffed.apps import federal_record_actions

    parts = asked.parts
    words = parts["what"].replace(BETWEEN_WORDS, "/")
    found = federal_record_actions.trace(figure=f"{parts['identifier']}/{parts['year']}/{words}")
    what = words.replace("/", ", ").replace("_", " ")
    known = [one.value for one in found.cells if one.value is not None]
    numbers = found.hidden or len(known)
    flags = tuple(dict.fromkeys(flag for one in found.cells for flag in one.flag_meanings))
    rows = tuple(_row(one) for one in found.cells)
    single = len(found.cells) == 1 and not (found.hidden and found.total is not None)
    context = {
        "found": found, "what": what, "year": parts["year"], "unit": found.unit, "flags": flags, "known": numbers,
        "cell": found.cells[0], "value": show(exact(known[0])) if single and known else None, "is_single": single,
        "total": None if found.total is None else show(found.total), "identifier": parts["identifier"],
    }  # fmt: skip
    return Shown(
        title=f"Where it comes from: {what}, {parts['year']}",
        template="trace.html.j2",
        context=context,
        document=found.as_json(),
        table=Table(f"Cells behind {what} of {parts['identifier']}, {parts['year']}", COLUMNS, rows),
    )


def _row(one: figure_trace.Cell) -> tuple[Cell, ...]:
    value = figure(one.value, show(exact(one.value)) if one.value is not None else one.reason)
    row = figure(one.row, f"{one.row:,}" if one.row is not None else "not kept")
    return (
        words(one.school or one.school_id), words(one.part), value, words(one.code), _file(one.file),
        words(one.member), row, words(one.column), words(", ".join(one.flags)), words(one.sha256 or "not kept"),
    )  # fmt: skip


def _file(name: str) -> Cell:
    return words(name, href=name if name.startswith("https://") else None)


TRACE = Page(
    path="/trace/{identifier}/{year}/{what}",
    summary="File, checksum, member, row and column of each published cell behind a figure.",
    show=show_trace,
    parts={
        "identifier": PathPart(
            r"^[0-9A-Z]{7}([0-9A-Z]{5})?$", "A school's or a district's identifier.", "550852000941"
        ),
        "year": PathPart(r"^\d{4}-\d{2}$", "School year, as 2020-21.", "2020-21"),
        "what": PathPart(
            r"^[a-z0-9_-]+$",
            "A role, or students; of an added release also referrals, arrests, offenses, expenditures, and words that "
            "narrow them, as referrals-black-female.",
            "counselor",
        ),
    },
    section="districts",
)
