"""The table of needs and gaps: a row per school, the roles side by side, or one role in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wellstaffed.apps.web.page import Asked
from wellstaffed.apps.web.table import Cell, Column, Table, figure, words
from wellstaffed.core.exact import number
from wellstaffed.core.school_years import show_school_year
from wellstaffed.reports import words as said

if TYPE_CHECKING:
    from wellstaffed.apps.gap_answer import GapAnswer
    from wellstaffed.gaps.gap_row import GapRow, GapTotal

MEETS = {True: "yes", False: "no", None: "unknown"}
STEPS = [("1", "1 FTE"), ("0.5", "0.5 FTE"), ("0.25", "0.25 FTE"), ("0.2", "0.2 FTE"), ("0.1", "0.1 FTE"),
         ("exact", "not rounded")]  # fmt: skip
SCHOOL = Column("school", "School")
STUDENTS = Column("students", "Students", "number", meaning="students enrolled")


def filled_year(asked: Asked, years: Iterable[int]) -> Asked:
    """Return what was asked with the latest year written out, so that a copied link keeps it when newer figures come."""
    if asked.controls.year is not None:
        return asked
    latest = show_school_year(max(years))
    return replace(asked, controls=asked.controls.model_copy(update={"year": latest}))


def standard_choices(chosen: str) -> list[tuple[str, str]]:
    """Return the bundles, then every standard with a number, for a select box; one that is typed stands too."""
    from wellstaffed.apps import actions

    listing = actions.standards()
    bundles = [(one["id"], f"{one['id']}: {one['label']}") for one in listing["bundles"]]
    rules = [
        (one["id"], f"{one['id']} ({one['place']})")
        for one in listing["standards"]
        if one["verification"] != "unverified"
    ]
    choices = [*bundles, *rules]
    return choices if chosen in {value for value, _ in choices} else [(chosen, chosen), *choices]


def gap_table(answer: GapAnswer, *, role: str) -> Table:
    """
    Return the rows of an answer as a table, the totals as its footer.

    Parameters
    ----------
    role : str
        ``all`` for the roles side by side, else one role, shown with its ratio, flags and source.
    """
    shown = [one for one in answer.totals if role in ("all", *(held.value for held in one.roles))]
    rules = [one.terms.standard_id for one in shown]
    rows = [row for row in answer.rows if row.terms.standard_id in rules]
    year, level = answer.assumptions["school_year"], answer.assumptions["level"]
    caption = f"Need and gap by {'school' if level == 'school' else 'district'}, FTE, {year}"
    source = f"Source: {answer.assumptions['figures']} ({', '.join(answer.assumptions['sources'])}); FTE in post."
    if len(shown) == 1 and role != "all":
        return _one_role(rows, shown[0], caption, source)
    return _side_by_side(rows, shown, caption, source)


def _side_by_side(rows: list[GapRow], totals: list[GapTotal], caption: str, source: str) -> Table:
    columns = [SCHOOL, STUDENTS]
    for total in totals:
        group = said.capital(said.role_words(total.roles))
        columns += [
            Column(f"{total.role_name}_fte", "In post", "number", group, "FTE in post"),
            Column(f"{total.role_name}_need", "Need", "number", group, "FTE that the standard asks for"),
            Column(f"{total.role_name}_gap", "Gap", "number", group, "FTE missing"),
        ]
    by_school: dict[str, dict[str, GapRow]] = {}
    for row in rows:
        by_school.setdefault(f"{row.school_id}/{row.order}", {})[row.terms.standard_id] = row
    body = []
    for held in by_school.values():
        first = next(iter(held.values()))
        cells = [_school(first), _students(first)]
        for total in totals:
            one = held.get(total.terms.standard_id)
            cells += [Cell("")] * 3 if one is None else [_fte(one), _need(one), _gap(one)]
        body.append(tuple(cells))
    footer = (
        [words(said.all_schools(totals[0].schools) if totals else ""), _total_students(totals[0])] if totals else []
    )
    for total in totals:
        footer += [_total_fte(total), _total_need(total), _total_gap(total)]
    return Table(caption, tuple(columns), tuple(body), source, (tuple(footer),) if footer else ())


def _one_role(rows: list[GapRow], total: GapTotal, caption: str, source: str) -> Table:
    role = said.role_words(total.roles)
    columns = (
        SCHOOL,
        STUDENTS,
        Column("fte", "In post", "number", meaning=f"FTE of {role} in post"),
        Column("students_per_fte", "Students per FTE", "number"),
        Column("need_fte", "Need", "number", meaning="FTE that the standard asks for"),
        Column("gap_fte", "Gap", "number", meaning="FTE missing"),
        Column("meets", "Meets"),
        Column("flags", "Flags", meaning="named rules by which a value looks doubtful"),
        Column("source", "Source"),
    )
    body = tuple(
        (_school(row), _students(row), _fte(row), _ratio(row), _need(row), _gap(row), words(MEETS[row.meets]),
         words(", ".join(row.flags)), words(row.source))
        for row in rows
    )  # fmt: skip
    footer = (
        words(said.all_schools(total.schools)), _total_students(total), _total_fte(total),
        figure(_float(total.students_per_fte), said.total_ratio(total)), _total_need(total), _total_gap(total), words(""),
        words(""), words(""),
    )  # fmt: skip
    return Table(f"{said.capital(role)}: {caption[0].lower()}{caption[1:]}", columns, body, source, (footer,))


def role_table(answer: GapAnswer, address: Callable[[str], str | None]) -> Table:
    """
    Return the rows of one school, a row per role.

    Parameters
    ----------
    address : callable
        Given a role or ``students``, the address that leads the figure to its cell.
    """
    year = answer.assumptions["school_year"]
    columns = (
        Column("role", "Role"), STUDENTS, Column("fte", "In post", "number", meaning="FTE in post"),
        Column("students_per_fte", "Students per FTE", "number"),
        Column("need_fte", "Need", "number", meaning="FTE that the standard asks for"),
        Column("gap_fte", "Gap", "number", meaning="FTE missing"), Column("meets", "Meets"),
        Column("flags", "Flags", meaning="named rules by which a value looks doubtful"),
        Column("standard", "Standard"), Column("source", "Source"),
    )  # fmt: skip
    body = []
    for row in answer.rows:
        single = row.roles[0].value if len(row.roles) == 1 else None
        fte = replace(_fte(row), href=address(single) if single else None)
        body.append((
            words(said.capital(said.role_words(row.roles))), replace(_students(row), href=address("students")), fte,
            _ratio(row), _need(row), _gap(row), words(MEETS[row.meets]),
            words(", ".join(flag.replace("_", " ") for flag in row.flags)),
            words(row.terms.standard_id, href=f"/standards/{row.terms.standard_id}"), words(row.source),
        ))  # fmt: skip
    source = f"Source: {answer.assumptions['figures']} ({', '.join(answer.assumptions['sources'])}); FTE in post."
    return Table(f"Need and gap by role, FTE, {year}", columns, tuple(body), source)


def _school(row: GapRow) -> Cell:
    is_place = not row.is_pool and len(row.school_id) == 12
    return words(row.school, href=f"/schools/{row.school_id}" if is_place else None)


def _students(row: GapRow) -> Cell:
    return figure(row.students, said.students_cell(row))


def _fte(row: GapRow) -> Cell:
    cell = figure(_float(row.fte), said.fte_cell(row))
    return replace(cell, note="flagged") if row.flags else cell


def _need(row: GapRow) -> Cell:
    return figure(_float(row.need), said.need_cell(row))


def _gap(row: GapRow) -> Cell:
    return figure(_float(row.gap), said.gap_cell(row))


def _ratio(row: GapRow) -> Cell:
    return figure(_float(row.students_per_fte), said.ratio_cell(row))


def _total_students(total: GapTotal) -> Cell:
    return _sum(total.students, said.total_students(total), total.unknown_students)


def _total_fte(total: GapTotal) -> Cell:
    return _sum(total.fte, said.total_fte(total), total.unknown_fte)


def _total_need(total: GapTotal) -> Cell:
    return _sum(total.need, said.total_need(total), total.unknown_students)


def _total_gap(total: GapTotal) -> Cell:
    return _sum(total.gap, said.total_gap(total), total.unknown_schools)


def _sum(value: Fraction | int | None, text: str, unknown: int) -> Cell:
    """Return the cell of a sum; where parts are unknown the words stand in files too, never a bare number (rule M2)."""
    if value is None or unknown:
        return Cell(text, text, is_reason=value is None)
    return Cell(text, number(Fraction(value)))


def _float(value: Fraction | None) -> Any:
    return number(value)
