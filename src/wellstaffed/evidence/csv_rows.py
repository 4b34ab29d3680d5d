"""A user's CSV file as rows of text with their lines; its form is checked before anything in it is."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from wellstaffed.core.errors import EvidenceTableError, Fault

MAX_BYTES = 200_000_000
Rows = list[tuple[int, dict[str, str]]]


def read_csv_rows(path: Path, *, needed: tuple[str, ...], optional: tuple[str, ...]) -> Rows:
    """
    Return the rows of a CSV file with the line each ends on; column names in lower case, cells stripped.

    Raises
    ------
    EvidenceTableError
        If the file cannot be read, is not CSV in UTF-8, lacks a needed column or has one that is not known.
    """
    reader = csv.DictReader(io.StringIO(_text(path), newline=""))
    try:
        header = [name.strip().casefold().replace(" ", "_") for name in reader.fieldnames or []]
        _check_header(path, header, needed, optional)
        reader.fieldnames = header
        rows: Rows = []
        faults = []
        for row in reader:
            if None in row:
                faults.append(Fault(f"line {reader.line_num}", "has more cells than the header."))
            cells = {str(name): (value or "").strip() for name, value in row.items() if name is not None}
            if any(cells.values()):
                rows.append((reader.line_num, cells))
    except csv.Error as problem:
        raise EvidenceTableError(str(path), [Fault(f"line {reader.line_num}", f"is not CSV: {problem}.")]) from None
    if not rows:
        faults.append(Fault("file", "holds no rows."))
    if faults:
        raise EvidenceTableError(str(path), faults)
    return rows


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as problem:
        unread = Fault("file", f"cannot be read: {problem.strerror}.", "Check its name.")
        raise EvidenceTableError(str(path), [unread]) from None
    fault: Fault | None = None
    text = ""
    if len(content) > MAX_BYTES:
        fault = Fault("file", f"is larger than {MAX_BYTES:,} bytes.", "Is it the right file?")
    elif b"\0" in content:
        fault = Fault("file", "holds binary data.", "Save it as CSV UTF-8.")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            fault = Fault(f"byte {problem.start}", "is not UTF-8.", "Save the file as CSV UTF-8.")
    if fault:
        raise EvidenceTableError(str(path), [fault])
    return text


def _check_header(path: Path, header: list[str], needed: tuple[str, ...], optional: tuple[str, ...]) -> None:
    faults = [Fault("line 1", f"column {name} is missing.") for name in needed if name not in header]
    faults += [
        Fault("line 1", f"column {name or '(no name)'} is not known.", f"Known: {', '.join((*needed, *optional))}.")
        for name in header
        if name not in needed + optional
    ]
    if len(set(header)) < len(header):
        faults.append(Fault("line 1", "names a column twice."))
    if faults:
        raise EvidenceTableError(str(path), faults)
