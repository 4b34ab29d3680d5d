"""Reading one table of the record: a CSV file, every row against its model, all faults at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from wellstaffed.core.documents import line_of, plain, read_yaml
from wellstaffed.core.errors import Fault, RecordError
from wellstaffed.record.record_rows import RecordRow

Row = TypeVar("Row", bound=RecordRow)
MAX_BYTES = 20_000_000


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
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    faults: list[Fault] = []
    try:
        header = next(reader, [])
        faults += _header_faults(header, model)
        if faults:
            raise RecordError(str(path), faults)
        for cells in reader:
            if not any(cells):
                continue
            where = f"line {reader.line_num}"
            if len(cells) != len(header):
                faults.append(Fault(where, f"has {len(cells)} cells; the header has {len(header)}.", "Quote commas."))
                continue
            given = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
            try:
                rows.append(model.model_validate(given))
            except ValidationError as invalid:
                faults += [_fault(where, dict(one)) for one in invalid.errors(include_url=False)]
    except csv.Error as problem:
        faults.append(Fault(f"line {reader.line_num}", f"is not CSV: {problem}."))
    if faults:
        raise RecordError(str(path), faults)
    return rows


def read_record_yaml(
    path: Path, models: Mapping[str, type[RecordRow]]
) -> tuple[dict[str, list[RecordRow]], list[Fault]]:
    """
    Return the tables of a record that is one YAML document, each key a table and its value a list of rows.

    A table that the document does not name is empty. Faults come with their line, all of them; only where the file is no
    YAML at all is `RecordError` raised.
    """
    data = read_yaml(path, RecordError)
    tables: dict[str, list[RecordRow]] = {name: [] for name in models}
    faults: list[Fault] = []
    for name in data:
        where = f"line {line_of(data, (name,))}"
        if name not in models:
            faults.append(Fault(where, f"'{name}' is no table of a record.", f"They are {', '.join(sorted(models))}."))
        elif not isinstance(data[name], list):
            faults.append(Fault(f"{where}, {name}", "is no list of rows.", "Begin each row with '- '."))
        else:
            for number, row in enumerate(data[name]):
                try:
                    tables[name].append(models[name].model_validate(plain(row)))
                except ValidationError as invalid:
                    faults += [
                        _fault(f"line {line_of(data, (name, number, *one['loc']))}, {name}", dict(one))
                        for one in invalid.errors(include_url=False)
                    ]
    return tables, faults


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
