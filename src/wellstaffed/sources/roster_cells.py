"""The cells of a roster file, XLSX or CSV, as they stand; a file that cannot be read safely is refused whole."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wellstaffed.core.errors import Fault, NotFoundError, RosterError
from wellstaffed.sources.roster_columns import cell_address, roster_column
from wellstaffed.sources.unread_cells import UnreadCell, sheet_part, unread_in

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 500
HEADER_WITHIN = 20


@dataclass(frozen=True)
class Cells:
    """
    Every cell of one sheet from A1 on.

    Parameters
    ----------
    sheet : str
    rows : list of list
    merged : list of (first row, first column, last row, last column)
    faults : list of Fault
        Cells that show nothing we could read, such as formulas without a stored result.
    delimiter : str
        The sign that parts the columns of a text file; empty of a workbook. Where it is a semicolon, a comma in a number may
        be a decimal sign.
    sheets_not_read : tuple of str
        The other sheets of a workbook in which anything stands.
    """

    sheet: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    delimiter: str = ""
    sheets_not_read: tuple[str, ...] = ()


def refuse(path: Path, where: str, problem: str, fix: str = "") -> RosterError:
    """Return the error of a file that is refused whole."""
    return RosterError(str(path), [Fault(where, problem, fix)])


def read_cells(path: Path) -> Cells:
    """
    Return the cells of the sheet 'Roster', or of the first sheet, or of a CSV file.

    Raises
    ------
    NotFoundError
        If there is no such file.
    RosterError
        If it is not a workbook or table, or is larger than the limits.
    """
    if not path.exists():
        raise NotFoundError(f"There is no roster {path}. Check its name.")
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise refuse(path, "file", f"is larger than {MAX_BYTES:,} bytes.", "Is it the right file?")
        content = path.read_bytes()
    except OSError as problem:
        raise refuse(path, "file", f"cannot be read: {problem.strerror}.", "Check its name.") from None
    if not content.strip():
        raise refuse(path, "file", "is empty.", "Start from: wellstaffed roster template roster.xlsx")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse(path, "file", "is an old or password-protected workbook.", "Save it as .xlsx without a password.")
    if content.startswith(b"PK"):
        cells = _workbook_cells(path, content)
    elif path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise refuse(path, "file", "is named a workbook but is not one.", "Save it again as .xlsx or as .csv.")
    else:
        cells = _csv_cells(path, content)
    width = max((len(row) for row in cells.rows), default=0)
    _within_limits(path, cells.sheet, len(cells.rows), width)
    return cells


def _within_limits(path: Path, sheet: str, rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise refuse(
            path, sheet, f"has {rows:,} rows; the limit is {MAX_ROWS:,}.", "Delete what lies below the roster."
        )
    if columns > MAX_COLUMNS:
        raise refuse(
            path, sheet, f"has {columns:,} columns; the limit is {MAX_COLUMNS}.", "Delete the columns beside it."
        )


def _workbook_cells(path: Path, content: bytes) -> Cells:
    import python_calamine as calamine

    odd = _check_parts(path, content)
    try:
        with calamine.load_workbook(io.BytesIO(content)) as book:
            sheets = _filled_sheets(path, book)
            sheet = book.get_sheet_by_name(_sheet_name(path, sheets))
            rows = sheet.to_python(skip_empty_area=False)
            merged = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
            name = sheet.name
            position = book.sheet_names.index(name)
    except RosterError:
        raise
    except BaseException as problem:
        # The reader is compiled: on some damage it panics with an exception that is no Exception.
        if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
            raise
        raise refuse(path, "file", "is damaged and cannot be read as a workbook.", "Save it again as .xlsx.") from None
    others = tuple(one for one, held in sheets.items() if held and one != name)
    return Cells(name, rows, merged, _odd_cells(content, position, name, odd), sheets_not_read=others)


def _filled_sheets(path: Path, book: Any) -> dict[str, list[list[Any]]]:
    """Return the rows, blank ones left out, of each sheet that may hold a roster: all but the template's explanation."""
    from python_calamine import SheetTypeEnum

    names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    names = [name for name in names if name.casefold() != "columns"] or names
    if not names:
        raise refuse(path, "file", "has no sheet.", "Start from: wellstaffed roster template roster.xlsx")
    return {name: [row for row in book.get_sheet_by_name(name).to_python() if any(map(_stands, row))] for name in names}


def _sheet_name(path: Path, sheets: dict[str, list[list[Any]]]) -> str:
    """Return the one sheet with a roster; several are refused, for the schools of the others would be lost in silence."""
    found = {name: count for name, rows in sheets.items() if (count := _schools_below_headings(rows))}
    if len(found) > 1:
        listed = ", ".join(f"'{name}' ({count:,} {'row' if count == 1 else 'rows'})" for name, count in found.items())
        fix = "Put all schools into one sheet, or save each sheet as a roster of its own."
        raise refuse(
            path, "file", f"holds {len(found)} sheets with the headings of a roster: {listed}. One is read.", fix
        )
    return next(
        (name for name in sheets if name in found or (not found and name.casefold() == "roster")), next(iter(sheets))
    )


def _schools_below_headings(rows: list[list[Any]]) -> int:
    """Return how many rows stand below headings that name schools and students; 0 without such headings."""
    for number, row in enumerate(rows[:HEADER_WITHIN], start=1):
        fields = {column.field for cell in row if (column := roster_column(cell)) is not None}
        if "students" in fields and fields & {"school", "school_id", "federal_id", "schid"}:
            return len(rows) - number
    return 0


def _stands(cell: Any) -> bool:
    return cell is not None and bool(str(cell).strip())


def _check_parts(path: Path, content: bytes) -> dict[str, list[UnreadCell]]:
    """Unpack within the limit before the reader does; return odd cells by part, so that none passes as blank."""
    odd: dict[str, list[UnreadCell]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            total = sum(part.file_size for part in parts.infolist())
            if total > MAX_UNPACKED:
                problem = f"unpacks to {total:,} bytes; the limit is {MAX_UNPACKED:,}."
                raise refuse(path, "file", problem, "Save the roster alone in a new workbook.")
            for part in parts.infolist():
                xml = parts.read(part)
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                    odd[part.filename] = _scan_sheet(path, part.filename, xml)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as problem:
        raise refuse(path, "file", f"is a damaged workbook ({problem}).", "Save it again as .xlsx.") from None
    return odd


def _scan_sheet(path: Path, part: str, xml: bytes) -> list[UnreadCell]:
    odd, rows, columns = unread_in(xml)
    # The reader would set aside memory for every cell up to the last one.
    _within_limits(path, part, rows, columns)
    return odd


def _odd_cells(content: bytes, position: int, name: str, odd: dict[str, list[UnreadCell]]) -> list[Fault]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        part = sheet_part(parts, position)
    fix = "Write the number itself, or open the file in a spreadsheet and save it."
    return [Fault(cell_address(name, row, column), problem, fix) for row, column, problem in odd.get(part, [])]


def _csv_cells(path: Path, content: bytes) -> Cells:
    text = _decoded(path, content)
    if "\0" in text:
        raise refuse(path, "file", "holds NUL bytes: it is no table of text.", "Save it as .csv (UTF-8) or .xlsx.")
    best: tuple[int, str, list[list[Any]]] | None = None
    broken: csv.Error | None = None
    for delimiter in (",", ";", "\t"):
        try:
            rows = list(_parsed(text, delimiter))
        except csv.Error as problem:
            broken = broken or problem
            continue
        score = max((sum(roster_column(cell) is not None for cell in row) for row in rows[:HEADER_WITHIN]), default=0)
        if best is None or score > best[0]:
            best = (score, delimiter, rows)
    if best is None or (broken and best[0] < 2):
        raise refuse(path, "file", f"is no table that can be read ({broken}).", "Look for a stray quotation mark.")
    return Cells(path.stem, best[2], delimiter=best[1])


def _parsed(text: str, delimiter: str) -> Iterator[list[Any]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader):
            if number > MAX_ROWS:
                break
            yield row
        yield from ([] for row in reader)
    except csv.Error as problem:
        raise csv.Error(f"line {reader.line_num}: {problem}") from None


def _decoded(path: Path, content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse(path, "file", "is neither UTF-8 nor Windows text.", "Save it as CSV UTF-8 or as .xlsx.")
