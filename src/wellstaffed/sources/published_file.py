"""A published table as text: delimited (plain or gzip) or a one-sheet workbook, every cell as it stands."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.errors import Fault, NotFoundError, ReleaseError
from wellstaffed.sources.column_map import ColumnMap, nearest_layout, unknown_table
from wellstaffed.sources.raw_cells import MOST_FAULTS
from wellstaffed.sources.unread_cells import unread_of_first_sheet

if TYPE_CHECKING:
    import polars as pl

WORKBOOKS = {".xls", ".xlsx"}
MOST_BYTES = 600_000_000
HASHED_AT_ONCE = 4 << 20  # large: a thread that hashes beside others then seldom has to wait for its turn
SOURCE_ROW = "source_row"


@dataclass(frozen=True)
class Grid:
    """
    Headers, and the rows below them as text; ``source_row`` is the line or sheet row of each, counted from 1.

    ``above`` is what a workbook says above its headers, by place: ``sheet 'USSD21'``, ``row 2``; ``unread`` are the cells below
    them that show nothing, as a formula whose result is not stored.
    """

    name: str
    headers: list[str]
    rows: pl.DataFrame
    above: dict[str, str] = field(default_factory=dict)
    unread: tuple[Fault, ...] = ()

    def renamed(self, layout: ColumnMap) -> pl.DataFrame:
        """Return the rows under our names, checked against a layout; raise `ReleaseError` where they differ."""
        layout.check_headers(self.headers, self.name)
        if self.unread:
            raise ReleaseError(self.name, list(self.unread))
        return self.rows.rename({h: name for h, name in layout.ours.items() if h != name})


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    found, buffer = hashlib.sha256(), bytearray(min(HASHED_AT_ONCE, path.stat().st_size + 1))
    with path.open("rb", buffering=0) as file, memoryview(buffer) as view:
        while size := file.readinto(view):
            found.update(view[:size])
    return found.hexdigest()


def read_grid(path: Path) -> Grid:
    """
    Return a published table, cells as text, headers as they stand.

    Raises
    ------
    NotFoundError
        If there is no such file.
    ReleaseError
        If it is cut short, holds NUL bytes or grows beyond measure, is not a table, or has ragged rows.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no file {path}.")
    if path.suffix.lower() in WORKBOOKS:
        return _workbook(path)
    return _delimited(path, _text(path, _plain_bytes(path)))


def _plain_bytes(path: Path) -> bytes:
    if path.suffix.lower() != ".gz":
        if path.stat().st_size > MOST_BYTES:
            raise _fault(path, "file", f"is larger than {MOST_BYTES:,} bytes; no table of this kind is.")
        return path.read_bytes()
    try:
        with gzip.open(path) as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _fault(path, "file", f"is damaged or cut short ({error}).", "Fetch it again.") from error
    if len(content) > MOST_BYTES:
        raise _fault(path, "file", f"unpacks to more than {MOST_BYTES:,} bytes; no table of this kind does.")
    return content


def _text(path: Path, content: bytes) -> str:
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise _fault(path, f"line {line}", "holds a NUL byte; text does not.", "Fetch the file again.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimited(path: Path, text: str) -> Grid:
    import polars as pl

    first = text.partition("\n")[0]
    separator = "\t" if first.count("\t") > first.count(",") else ","
    try:
        rows = pl.read_csv(io.StringIO(text), separator=separator, infer_schema=False, row_index_name=SOURCE_ROW,
                           row_index_offset=2)  # fmt: skip
    except pl.exceptions.PolarsError as error:
        raise _no_table(path, text, separator, error) from error
    headers = [name for name in rows.columns if name != SOURCE_ROW]
    blank = pl.all_horizontal(pl.col(headers).is_null())
    return Grid(path.name, headers, rows.filter(~blank))


def _no_table(path: Path, text: str, separator: str, error: Exception) -> ReleaseError:
    """Say why a text is no table: not one that is known, or which of its rows have more cells than the header."""
    from wellstaffed.sources.crosswalk import is_crosswalk_csv

    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except (csv.Error, ValueError):
        header, rows = text.partition("\n")[0].split(separator), []
    if nearest_layout(header) is None and not is_crosswalk_csv(header):
        return unknown_table(path.name, header)
    faults = [
        Fault(f"row {number}", f"has {len(row)} cells; the header has {len(header)}.", "Fetch the file again.")
        for number, row in enumerate(rows, start=2)
        if len(row) > len(header)
    ]
    problem = str(error).splitlines()[0] if str(error) else "it is not a table"
    return ReleaseError(path.name, faults[:20] or [Fault("file", f"cannot be read as a table: {problem}.")])


def _workbook(path: Path) -> Grid:
    import polars as pl
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise _fault(path, "workbook", f"cannot be opened ({error}).", "Fetch it again.") from error
    start = next((i for i, row in enumerate(cells[:20]) if sum(bool(cell) for cell in row) > 2), None)
    if start is None:
        raise _fault(path, "first sheet", "has no row of headers in its first 20 rows.")
    headers = [_cell(cell) for cell in cells[start]]
    columns = {
        header: [_cell(row[i]) if i < len(row) else "" for row in cells[start + 1 :]]
        for i, header in enumerate(headers)
    }
    rows = pl.DataFrame(columns, schema=dict.fromkeys(headers, pl.String)).with_row_index(SOURCE_ROW, start + 2)
    rows = rows.with_columns(pl.col(headers).replace("", None))
    above = {f"sheet '{sheet.name}'": sheet.name}
    above |= {f"row {place}": " ".join(map(_cell, row)) for place, row in enumerate(cells[:start], start=1)}
    unread = unread_faults(path, dict(enumerate(headers)), start + 1)
    return Grid(path.name, headers, rows.filter(~pl.all_horizontal(pl.col(headers).is_null())), above, tuple(unread))


def unread_faults(path: Path, headers: dict[int, str], first_row: int) -> list[Fault]:
    """
    Return the cells of a workbook's first sheet that show nothing: they would pass as not reported.

    Parameters
    ----------
    path : Path
    headers : dict
        Header by column, counted from 0.
    first_row : int
        First row below the headers, counted from 0.
    """
    fix = "Open the file in a spreadsheet and save it, or fetch it again."
    found = [
        Fault(f"row {row + 1}, {headers.get(column) or f'column {column + 1}'}", problem, fix)
        for row, column, problem in unread_of_first_sheet(path.read_bytes())
        if row >= first_row
    ]
    more = [Fault("file", f"has {len(found) - MOST_FAULTS:,} more such cells.")] if len(found) > MOST_FAULTS else []
    return found[:MOST_FAULTS] + more


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _fault(path: Path, where: str, problem: str, fix: str = "") -> ReleaseError:
    return ReleaseError(path.name, [Fault(where, problem, fix)])
