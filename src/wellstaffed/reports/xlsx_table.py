"""One table as a workbook: its rows on the first sheet, what they rest on on the second."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter


def table_workbook(
    caption: str,
    columns: Sequence[tuple[str, str, str]],
    rows: Sequence[Mapping[str, Any]],
    about: Sequence[tuple[str, str]],
) -> bytes:
    """
    Return a workbook of one table; the same rows give the same bytes.

    Parameters
    ----------
    caption : str
        First line of the second sheet.
    columns : sequence of (key, label, meaning)
        The label is the head of a column; key and meaning are listed on the second sheet.
    rows : sequence of mapping
        Column key to number, text or None. Text is never read as a formula, number or address.
    about : sequence of (name, words)
        What the table rests on, a line each.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime(1980, 1, 1), "title": caption})
        bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
        sheet = book.add_worksheet("Table")
        for place, (_, label, _meaning) in enumerate(columns):
            sheet.write_string(0, place, label, bold)
        for number, row in enumerate(rows, start=1):
            for place, (key, _, _meaning) in enumerate(columns):
                _write(sheet, number, place, row.get(key))
        sheet.freeze_panes(1, 1)
        sheet.autofit(220)
        notes = book.add_worksheet("About")
        notes.set_column(0, 0, 28, wrapped)
        notes.set_column(1, 1, 100, wrapped)
        notes.write_string(0, 0, caption, book.add_format({"bold": True}))
        lines = [*about, *((label, f"{key}. {meaning}".strip()) for key, label, meaning in columns)]
        for number, (name, said) in enumerate(lines, start=2):
            notes.write_string(number, 0, name, bold)
            notes.write_string(number, 1, said, wrapped)
    return buffer.getvalue()


def _write(sheet: Any, row: int, place: int, value: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif value is not None:
        sheet.write_string(row, place, str(value))
