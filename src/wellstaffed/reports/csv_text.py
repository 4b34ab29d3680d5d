"""Rows as CSV that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")


def csv_text(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """
    Return rows as CSV with a header.

    Parameters
    ----------
    columns : sequence of str
        The columns, in order; a key that a row lacks is an empty cell.
    rows : sequence of mapping
        Values as JSON holds them; a list is joined by `` ; ``. Text that begins like a formula gets an apostrophe before
        it, so that a spreadsheet shows it instead of computing it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = " ; ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # a bare return would end the row in some readers
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
