"""Reading one table of the record: a CSV file, every row against its model, all faults at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from wellstaffed.core.documents import line_of, plain, read_yaml
from wellstaffed.core.errors import Fault, RecordError
from wellstaffed.record.record_rows import RecordRow

Row = TypeVar("Row", bound=RecordRow)
MAX_BYTES = 20_000_000


@dataclass(frozen=True)
class ReadRow(Generic[Row]):
    """
    One row as it was read.

    Parameters
    ----------
    where : str
    given : dict
        Its values as they stand there; without the ``id`` where that cannot be told.
    row : RecordRow or None
        None where the row has a fault.
    """

    where: str
    given: dict[str, Any]
    row: Row | None


def read_record_table(path: Path, model: type[Row]) -> list[Row]:
    """
    Return the rows of a table.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with a header; an empty cell is a value that is not given.
    model : type
        A row of the record.

    Raises
    ------
    RecordError
        With every fault, its line and its column.
    """
    rows, faults = read_rows(path, model)
    if faults:
        raise RecordError(str(path), faults)
    return [one.row for one in rows if one.row is not None]


def read_rows(path: Path, model: type[Row]) -> tuple[list[ReadRow[Row]], list[Fault]]:
    """
    Return the rows of a table, those with a fault too, and every fault of its header and its rows.

    Raises
    ------
    RecordError
        If the file cannot be read to its end; with the faults found up to there.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    rows: list[ReadRow[Row]] = []
    faults: list[Fault] = []
    try:
        header = next(reader, [])
        faults += _header_faults(header, model)
        for cells in reader:
            if any(cells):
                row, found = _read_row(f"line {reader.line_num}", header, cells, model)
                rows.append(row)
                faults += found
    except csv.Error as problem:
        faults.append(Fault(f"line {reader.line_num}", f"is not CSV: {problem}."))
        raise RecordError(str(path), faults) from None
    return rows, faults


def _read_row(where: str, header: list[str], cells: list[str], model: type[Row]) -> tuple[ReadRow[Row], list[Fault]]:
    """Return a row and its faults; what the header has wrong is told there and not in every row again."""
    given = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
    if len(cells) != len(header):
        said = f"has {len(cells)} cells; the header has {len(header)}."
        id_only = {name: value for name, value in given.items() if name == "id"}
        return ReadRow(where, id_only, None), [Fault(where, said, "Quote commas.")]
    known = {name: value for name, value in given.items() if name in model.model_fields}
    try:
        return ReadRow(where, known, model.model_validate(known)), []
    except ValidationError as invalid:
        errors = [dict(one) for one in invalid.errors(include_url=False)]
        told = [one for one in errors if one["type"] != "missing" or one["loc"][0] in header]  # type: ignore[index]
        return ReadRow(where, known, None), [_fault(where, one) for one in told]


def read_record_yaml(
    path: Path, models: Mapping[str, type[RecordRow]]
) -> tuple[dict[str, list[ReadRow[RecordRow]]], list[Fault]]:
    """
    Return the tables of a record that is one YAML document, each key a table and its value a list of rows.

    A table that the document does not name is empty; one that is no list is left out. Faults come with their line, all of
    them; only where the file is no YAML at all is `RecordError` raised.
    """
    data = read_yaml(path, RecordError, odd_dates_as_text=True)
    tables: dict[str, list[ReadRow[RecordRow]]] = {name: [] for name in models}
    faults: list[Fault] = []
    for name in data:
        where = f"line {line_of(data, (name,))}"
        if name not in models:
            faults.append(Fault(where, f"'{name}' is no table of a record.", f"They are {', '.join(sorted(models))}."))
        elif not isinstance(data[name], list):
            faults.append(Fault(f"{where}, {name}", "is no list of rows.", "Begin each row with '- '."))
            del tables[name]
        else:
            for number in range(len(data[name])):
                row, found = _yaml_row(data, name, number, models[name])
                tables[name].append(row)
                faults += found
    return tables, faults


def _yaml_row(data: Any, name: str, number: int, model: type[Row]) -> tuple[ReadRow[Row], list[Fault]]:
    written = plain(data[name][number])
    where, given = f"line {line_of(data, (name, number))}, {name}", written if isinstance(written, dict) else {}
    try:
        return ReadRow(where, given, model.model_validate(written)), []
    except ValidationError as invalid:
        return ReadRow(where, given, None), [
            _fault(f"line {line_of(data, (name, number, *one['loc']))}, {name}", dict(one))
            for one in invalid.errors(include_url=False)
        ]


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise RecordError(
            str(path), [Fault("file", f"cannot be read: {problem.strerror}.", "Check its name.")]
        ) from None
    if len(content) > MAX_BYTES:
        raise RecordError(str(path), [Fault("file", f"is larger than {MAX_BYTES:,} bytes.", "Is it the right file?")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        said = "Save the file as UTF-8."
        raise RecordError(str(path), [Fault(f"byte {problem.start}", "is not UTF-8.", said)]) from None


def _header_faults(header: list[str], model: type[RecordRow]) -> list[Fault]:
    known, needed = set(model.model_fields), {n for n, f in model.model_fields.items() if f.is_required()}
    unknown, missing = sorted(set(header) - known), sorted(needed - set(header))
    faults = [Fault("line 1", f"has the column '{one}', which is not known.", "Correct its name.") for one in unknown]
    faults += [Fault("line 1", f"has no column '{one}'.", "Add it.") for one in missing]
    if len(set(header)) != len(header):
        faults.append(Fault("line 1", "names a column twice.", "Keep one of them."))
    return faults


def _fault(where: str, problem: dict[str, object]) -> Fault:
    keys = problem["loc"]
    column = str(keys[0]) if isinstance(keys, tuple) and keys else "row"
    if problem["type"] == "missing":
        return Fault(f"{where}, {column}", "is empty.", "Fill it in.")
    if problem["type"] == "extra_forbidden":
        return Fault(f"{where}, {column}", "is not a known column.", "Correct its spelling or take it out.")
    found = problem.get("input")
    shown = f" (found: {found!r})" if isinstance(found, str | int | float) else ""
    return Fault(f"{where}, {column}", f"{str(problem['msg']).removeprefix('Value error, ').rstrip('.')}{shown}.")
