"""A district's own roster: an empty one to fill, and the reading of a filled one, all faults at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from wellstaffed.core.atomic_files import write_whole
from wellstaffed.core.errors import Fault, RosterError
from wellstaffed.core.missing import Missing
from wellstaffed.core.roles import Role
from wellstaffed.sources.decimal_mark import DecimalMark
from wellstaffed.sources.roster_cells import HEADER_WITHIN, Cells, read_cells
from wellstaffed.sources.roster_columns import (
    MEASURES,
    POOL,
    RosterColumn,
    cell_address,
    folded,
    roster_column,
    staff_heading_meant,
)
from wellstaffed.sources.roster_faults import decimals, is_total_row, merged_cells, rows_too_long, same_school_twice
from wellstaffed.sources.roster_template import csv_template, xlsx_template
from wellstaffed.sources.roster_values import (
    MAX_FTE,
    MAX_STUDENTS,
    NOT_ASKED,
    CellFaultError,
    Measure,
    choice_of,
    is_blank,
    leaid_of,
    measure,
    name_of,
    quoted,
    school_id_of,
    state_of,
    title_i_of,
    year_of,
)

MAX_FAULTS = 200
NO_ROWS = "has no rows below its headings."
_BANDS = {name: name.removesuffix("_school") for name in ("elementary", "middle", "high", "combined")}
_BANDS |= {f"{name}_school": name for name in _BANDS}
_POVERTY = {"title_i": "title_i", "title_1": "title_i", "focus": "focus", "non_focus": "non_focus"}
_KINDS = {"": "enrolled", "enrolled": "enrolled", "projected": "projected"}
_ROW_KINDS = {"": "school", "school": "school", "pool": "pool", "district_pool": "pool"}
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class RosterRow:
    """One school, or the pool of a district, in one year; `row` is the row of the sheet, counted from 1."""

    row: int
    cells: tuple[Any, ...]
    school_id: str
    school: str
    leaid: str | None
    district: str
    state: str | None
    school_year: int
    is_pool: bool
    grade_band: str | None
    poverty_group: str | None
    students: Measure
    students_kind: str
    staff: dict[tuple[Role, str], Measure]
    need_counts: dict[str, Measure]


@dataclass(frozen=True)
class Roster:
    """
    A roster without faults.

    Parameters
    ----------
    path : Path
    sheet : str
    header : tuple
        The headings as they stand.
    rows : tuple of RosterRow
        In the order of the file.
    sheets_not_read : tuple of str
        The other sheets of the workbook in which anything stands.
    left_as_they_are : tuple of str
        Headings of columns that are not ours; handed back untouched, and named wherever the roster is.
    """

    path: Path
    sheet: str
    header: tuple[Any, ...]
    rows: tuple[RosterRow, ...]
    left_as_they_are: tuple[str, ...]
    sheets_not_read: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """The file, and what of it was not read."""
        return f"{self.path} ({self.not_read})" if self.not_read else str(self.path)

    @property
    def not_read(self) -> str:
        """Which sheets and columns that hold something were not read; empty where none."""

        def named(these: tuple[str, ...]) -> str:
            return ", ".join(f"'{name}'" for name in these)

        said = []
        if self.sheets_not_read:
            said.append(f"sheet '{self.sheet}'; not read: {named(self.sheets_not_read)}")
        if self.left_as_they_are:
            several = "s" if len(self.left_as_they_are) > 1 else ""
            said.append(f"column{several} not read: {named(self.left_as_they_are)}")
        return "; ".join(said)

    def address(self, row: RosterRow) -> str:
        """Return where a row stands: ``roster.xlsx, Roster!row 7``."""
        return f"{self.path.name}, {self.sheet}!row {row.row}"


@dataclass
class _Reading:
    """A sheet while it is read, with the faults found so far."""

    cells: Cells
    header_row: int
    columns: dict[RosterColumn, int]
    faults: list[Fault] = field(default_factory=list)
    mark: DecimalMark = "."

    def fault(self, row: int, column: int, problem: str, fix: str = "") -> None:
        self.faults.append(Fault(cell_address(self.cells.sheet, row, column), problem, fix))

    def at(self, row: int, column: RosterColumn) -> Any:
        position = self.columns.get(column)
        cells = self.cells.rows[row]
        return cells[position] if position is not None and position < len(cells) else None

    def get(self, row: int, name: str, reader: Callable[[Any], _Value], instead: _Value) -> _Value:
        return self.value(row, RosterColumn(name), reader, instead)

    def value(self, row: int, column: RosterColumn, reader: Callable[[Any], _Value], instead: _Value) -> _Value:
        try:
            return reader(self.at(row, column))
        except CellFaultError as problem:
            self.fault(row, self.columns.get(column, 0), problem.problem, problem.fix)
            return instead

    def number(self, row: int, column: RosterColumn, *, students: bool) -> Measure:
        if column not in self.columns:
            return NOT_ASKED
        limit = MAX_STUDENTS if students else MAX_FTE
        return self.value(
            row, column, lambda cell: measure(cell, limit=limit, whole=students, mark=self.mark), NOT_ASKED
        )


def write_roster_template(path: Path, *, kind: Literal["xlsx", "csv"]) -> None:
    """Write an empty roster; the workbook's second sheet says what each column means. The same bytes every time."""
    write_whole(path, xlsx_template() if kind == "xlsx" else csv_template())


def read_roster(path: Path) -> Roster:
    """
    Return the roster in a workbook or CSV file; the file is only read.

    Raises
    ------
    NotFoundError
        If there is no such file.
    RosterError
        With every fault and its cell.
    """
    cells = read_cells(path)
    reading = _Reading(cells, *_header(path, cells))
    reading.faults += _header_faults(reading)
    if not reading.faults:
        reading.faults += cells.faults
        reading.faults += merged_cells(cells, reading.header_row)
        reading.faults += rows_too_long(cells, reading.header_row)
    reading.mark, contradiction = decimals(cells, reading.header_row, reading.columns)
    reading.faults += contradiction
    first = reading.header_row + 1
    numbers = [row for row in range(first, len(cells.rows)) if not all(is_blank(cell) for cell in cells.rows[row])]
    if not numbers:
        reading.faults.append(Fault(cells.sheet, NO_ROWS, "Write one row for each school."))
    rows = [] if _lacks_columns(reading) else [_row(reading, number) for number in numbers]
    reading.faults += same_school_twice(cells.sheet, rows)
    if reading.faults:
        raise RosterError(str(path), _capped(reading.faults))
    header = tuple(cells.rows[reading.header_row])
    left = tuple(str(cell) for cell in header if not is_blank(cell) and roster_column(cell) is None)
    return Roster(path, cells.sheet, header, tuple(rows), left, cells.sheets_not_read)


def roster_rows_back(roster: Roster, columns: list[tuple[str, list[object]]]) -> list[list[object]]:
    """
    Return the headings and then the rows as they stood, in their order, with our columns on the right.

    Parameters
    ----------
    roster : Roster
    columns : list of (heading, values)
        One value for each row of the roster.
    """
    width = max([len(roster.header), *(len(row.cells) for row in roster.rows)])
    table = [_wide(roster.header, width) + [heading for heading, _ in columns]]
    for index, row in enumerate(roster.rows):
        table.append(_wide(row.cells, width) + [values[index] for _, values in columns])
    return table


def _wide(cells: tuple[Any, ...], width: int) -> list[object]:
    return ["" if cell is None else cell for cell in cells] + [""] * (width - len(cells))


def _capped(faults: list[Fault]) -> list[Fault]:
    unique = list(dict.fromkeys(faults))
    if len(unique) <= MAX_FAULTS:
        return unique
    return [*unique[:MAX_FAULTS], Fault("file", f"and {len(unique) - MAX_FAULTS:,} more.", "Mend these first.")]


def _header(path: Path, cells: Cells) -> tuple[int, dict[RosterColumn, int]]:
    """Return the row with the most headings of ours among the first ones, and where its columns stand."""
    best: tuple[int, int] = (0, 0)
    for number, row in enumerate(cells.rows[:HEADER_WITHIN]):
        known = len({roster_column(cell) for cell in row} - {None})
        if known > best[0]:
            best = (known, number)
    if best[0] < 2:
        problem = f"has no headings in its first {HEADER_WITHIN} rows: School, School year and Students are needed."
        fix = "Start from: wellstaffed roster template roster.xlsx"
        raise RosterError(str(path), [Fault(cells.sheet, problem, fix)])
    columns: dict[RosterColumn, int] = {}
    for position, cell in enumerate(cells.rows[best[1]]):
        column = roster_column(cell)
        if column is not None:
            columns.setdefault(column, position)
    return best[1], columns


def _lacks_columns(reading: _Reading) -> bool:
    return any(fault.where == reading.cells.sheet and "no column" in fault.problem for fault in reading.faults)


def _header_faults(reading: _Reading) -> list[Fault]:
    faults = []
    have = {column.field for column in reading.columns}
    sheet, header = reading.cells.sheet, reading.cells.rows[reading.header_row]
    if not have & {"school", "school_id", "federal_id", "schid"}:
        faults.append(Fault(sheet, "has no column School or School ID.", "Add one of them."))
    for name, title in (("students", "Students"), ("school_year", "School year")):
        if name not in have:
            faults.append(Fault(sheet, f"has no column {title}.", "Add it."))
    for position, cell in enumerate(header):
        column = roster_column(cell)
        if column is not None and reading.columns[column] != position:
            first = cell_address(sheet, reading.header_row, reading.columns[column])
            problem = f"{quoted(cell)} means the same as the heading at {first}."
            faults.append(Fault(cell_address(sheet, reading.header_row, position), problem, "Keep one of them."))
        meant = staff_heading_meant(cell, reading.columns) if column is None else None
        if meant is not None:
            problem = f"{quoted(cell)} is no heading that is read, and much like {meant}."
            fix = f"Write {meant}; or if it is something else, give it a name that is less like it."
            faults.append(Fault(cell_address(sheet, reading.header_row, position), problem, fix))
    return faults


def _row(reading: _Reading, row: int) -> RosterRow:
    name = reading.get(row, "school", name_of, "")
    kind = reading.get(row, "row_kind", lambda cell: choice_of(cell, _ROW_KINDS), "school")
    is_pool = kind == "pool" or folded(name) == folded(POOL)
    leaid = reading.get(row, "leaid", leaid_of, None)
    district = reading.get(row, "district", name_of, "")
    own_id = _school_id(reading, row, leaid)
    _check_name(reading, row, name, own_id, is_pool)
    students = reading.number(row, RosterColumn("students"), students=True)
    if is_pool and students.value is None:
        students = Measure(missing=Missing.NOT_APPLICABLE, code=students.code)
    fallback = f"{name or POOL}, {leaid or district}" if is_pool and (leaid or district) else name or POOL
    return RosterRow(
        row=row + 1,
        cells=tuple(reading.cells.rows[row]),
        school_id=own_id or fallback,
        school=name or (POOL if is_pool else own_id),
        leaid=leaid,
        district=district or leaid or "",
        state=reading.get(row, "state", state_of, None),
        school_year=reading.get(row, "school_year", year_of, 0),
        is_pool=is_pool,
        grade_band=reading.get(row, "grade_band", lambda cell: choice_of(cell, _BANDS), "") or None,
        poverty_group=_poverty_group(reading, row),
        students=students,
        students_kind=reading.get(row, "students_kind", lambda cell: choice_of(cell, _KINDS), "enrolled"),
        staff=_staff(reading, row),
        need_counts={
            column.count: reading.number(row, column, students=True)
            for column in reading.columns
            if column.field == "need"
        },
    )


def _check_name(reading: _Reading, row: int, name: str, own_id: str, is_pool: bool) -> None:
    column = reading.columns.get(RosterColumn("school"), 0)
    heading = roster_column(name)
    if heading is not None and heading.field == "school":
        reading.fault(row, column, "repeats the headings.", "Delete this row.")
    elif is_total_row(name) and not is_pool:
        fix = f"Delete it; totals are worked out. Staff who serve the whole district stand in a row '{POOL}'."
        reading.fault(row, column, f"{quoted(name)} looks like a row of totals.", fix)
    elif not name and not own_id and not is_pool:
        reading.fault(row, column, "names no school.", "Write its name or identifier, or delete the row.")


def _school_id(reading: _Reading, row: int, leaid: str | None) -> str:
    federal = reading.get(row, "federal_id", lambda cell: school_id_of(cell, federal=True), "")
    own = reading.get(row, "school_id", lambda cell: school_id_of(cell, federal=False), "")
    number = reading.get(row, "schid", lambda cell: school_id_of(cell, federal=False), "")
    if number.isascii() and number.isdigit() and len(number) <= 5 and leaid:
        number = leaid + number.zfill(5)
    return federal or own or number


def _poverty_group(reading: _Reading, row: int) -> str | None:
    title_i = reading.get(row, "title_i", title_i_of, None)
    group = reading.get(row, "poverty_group", lambda cell: choice_of(cell, _POVERTY), "")
    return group or ("title_i" if title_i else None)


def _staff(reading: _Reading, row: int) -> dict[tuple[Role, str], Measure]:
    return {
        (role, name): reading.number(row, RosterColumn(name, role), students=False)
        for role in Role
        for name in MEASURES
    }
