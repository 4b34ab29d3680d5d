"""Cells of figures of the federal record: each number leads to the cell of the published file that it came from."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from wellstaffed.apps.web.table import Cell, figure, words
from wellstaffed.core.exact import exact, number, show
from wellstaffed.reports.words import plainly

if TYPE_CHECKING:
    from wellstaffed.tables.school_record import ReportedStaff


def trace_address(identifier: str, year: str, what: str) -> str | None:
    """Return the address of the page that leads a figure to its cell; None where the school has no identifier."""
    return f"/trace/{identifier}/{year}/{what}" if len(identifier) == 12 else None


def staff_cell(row: ReportedStaff | None, identifier: str, year: str) -> Cell:
    """Return FTE as reported, a link to its cell, and whether it is flagged; without it the reason."""
    if row is None:
        return Cell("not asked", "not asked", is_reason=True)
    text = show(exact(row.fte)) if row.fte is not None else row.reason
    cell = figure(
        number(None if row.fte is None else exact(row.fte)), text, href=trace_address(identifier, year, row.role)
    )
    return Cell(cell.text, cell.value, cell.href, cell.is_reason, "flagged") if row.flags else cell


def staff_notes(rows: Iterable[ReportedStaff]) -> list[str]:
    """Return why figures are missing, with their codes, and the flags they carry, in words, roles of one note together."""
    roles: dict[str, list[str]] = {}
    for row in rows:
        if row.fte is None and row.fte_code_meaning:
            said = f"{row.fte_missing}, code {row.fte_code} ({row.fte_code_meaning})"
            roles.setdefault(said, []).append(row.role.replace("_", " "))
        for flag in row.flags:
            roles.setdefault(flag.id.replace("_", " "), []).append(row.role.replace("_", " "))
    return [f"{', '.join(names)}: {said}" for said, names in roles.items()]


def students_cell(students: int | None, missing: str | None, identifier: str, year: str) -> Cell:
    """Return students as reported, a link to their cells; without them the reason."""
    text = show(Fraction(students)) if students is not None else plainly(missing)
    return figure(students, text, href=trace_address(identifier, year, "students"))


def identifier_cell(identifier: str) -> Cell:
    """Return the identifier of a school as text, zeros kept; empty where the source gives none."""
    return words(identifier if len(identifier) == 12 else "")
