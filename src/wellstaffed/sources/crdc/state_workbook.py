"""A state's workbook of 2020-21: one sheet of all columns, a row per school, all of one state."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.sources.crdc.csv_frame import Kind, polars_types
from wellstaffed.sources.crdc.layout import WORKBOOK, layouts
from wellstaffed.sources.published_file import SOURCE_ROW, unread_faults

if TYPE_CHECKING:
    import polars as pl

IDENTIFIERS = {"COMBOKEY", "LEAID", "SCHID"}
MOST_BYTES = 600_000_000
MOST_OPENED = 3
_LOCK_FILE = "~$"
_OFFICIAL = re.compile(r"CRDC_2020-21_[A-Z]{2}\b[^/]*$", re.IGNORECASE)


def workbook_state(path: Path) -> str | None:
    """
    Return the state whose schools a workbook holds, as two letters; None if it is no workbook of the collection.

    Raises
    ------
    ReleaseError
        If it cannot be opened, its headers are not those of its layout, or its schools are not all of one state.
    """
    head, *rows = _rows(path)
    headers = [str(cell) for cell in head]
    if not set(headers) >= IDENTIFIERS:
        return None
    faults = layouts()[WORKBOOK, "*"].faults(headers, "header row")
    if faults:
        raise ReleaseError(path.name, faults[:60])
    place = headers.index("LEA_STATE")
    states = sorted({str(row[place]).strip() for row in rows} - {""})
    if len(states) != 1 or not re.fullmatch("[A-Za-z]{2}", states[0]):
        found = f"holds '{', '.join(states)[:60]}'" if states else "holds nothing"
        raise ReleaseError(path.name, [Fault("LEA_STATE", f"{found}; the two letters of one state were expected.")])
    return states[0].upper()


def workbook_frame(path: Path, kinds: dict[str, Kind]) -> pl.DataFrame:
    """
    Return the columns of a state's workbook that are asked for, as `csv_frame` returns those of a CSV.

    Raises
    ------
    ReleaseError
        If a cell is no number where one was expected; the first twenty are named.
    """
    import polars as pl

    types = polars_types()
    head, *rows = _rows(path)
    place = {str(cell): index for index, cell in enumerate(head)}
    unread = unread_faults(path, {index: header for header, index in place.items()}, 1)
    faults: list[Fault] = []
    columns: dict[str, list[object]] = {}
    for header, kind in kinds.items():
        cells = [row[place[header]] for row in rows]
        columns[header] = [_text(cell) for cell in cells] if kind == "word" else _numbers(header, cells, faults)
    if unread or faults:
        raise ReleaseError(path.name, [*unread, *faults[:20]])
    frame = pl.DataFrame(columns, schema={header: types[kind] for header, kind in kinds.items()}, strict=False)
    return frame.with_row_index(SOURCE_ROW, offset=2)


def state_workbooks_in(path: Path) -> list[str]:
    """Return the workbooks of states in a folder or zip, by name; one called otherwise is told by its headers."""
    if path.is_dir():
        books = [one for one in files_within(path) if one.lower().endswith(".xlsx")]
        return [name for name in books if is_official(name) or _is_state_workbook(path, name)]
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".xlsx") and not is_passing(name)]
    named = [name for name in names if is_official(name)]
    return named or [name for name in names[:MOST_OPENED] if _is_state_workbook(path, name)]


def files_within(folder: Path) -> list[str]:
    """Return the files of a folder and of those in it, by name; what a system or an open program left is not one."""
    names = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    return [name for name in names if not is_passing(name)]


def is_official(name: str) -> bool:
    """Whether a file bears the name under which a state's workbook is published."""
    return name.lower().endswith(".xlsx") and _OFFICIAL.search(name) is not None


def is_passing(name: str) -> bool:
    """Whether a file is one that Excel keeps while a workbook is open, or hidden."""
    return any(part.startswith((_LOCK_FILE, ".")) or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _is_state_workbook(path: Path, name: str) -> bool:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        if path.is_dir():
            content = (path / name).read_bytes()
        else:
            with zipfile.ZipFile(path) as archive:
                content = archive.read(name)
        with zipfile.ZipFile(io.BytesIO(content)) as inner:
            if sum(info.file_size for info in inner.infolist()) > MOST_BYTES:
                return False
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return {str(cell) for cell in next(iter(sheet.iter_rows()), [])} >= IDENTIFIERS
    except (CalamineError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return False


def _rows(path: Path) -> list[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise ReleaseError(path.name, [Fault("workbook", "unpacks beyond measure; no state's workbook does.")])
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise ReleaseError(path.name, [Fault("workbook", f"cannot be opened ({error}).", "Fetch it again.")]) from error
    return rows or [[]]


def _text(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _numbers(header: str, cells: list[object], faults: list[Fault]) -> list[object]:
    numbers: list[object] = []
    for row, cell in enumerate(cells, start=2):
        text = _text(cell)
        if text is not None and not re.fullmatch(r"-?(\d+(\.\d+)?|\.\d+)", text):
            faults.append(Fault(f"row {row}, {header}", f"holds '{text[:40]}'; a number was expected."))
            text = None
        numbers.append(None if text is None else float(text))
    return numbers
