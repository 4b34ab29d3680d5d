"""The empty roster, as a workbook and as CSV: the same bytes every time."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from wellstaffed.sources.roster_columns import TEMPLATE_COLUMNS

_CREATED = datetime(2000, 1, 1)
_TEXT_COLUMNS = {"School ID", "LEAID", "School year", "State"}


def csv_template() -> bytes:
    """Return the headings alone; UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow([heading for heading, _ in TEMPLATE_COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def xlsx_template() -> bytes:
    """Return a workbook: the sheet 'Roster' to fill, the sheet 'Columns' with the meaning of each column."""
    import xlsxwriter

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    book.set_properties({"title": "Roster", "created": _CREATED})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@"})
    roster, columns = book.add_worksheet("Roster"), book.add_worksheet("Columns")
    columns.write_row(0, 0, ["Column", "Meaning"], bold)
    for position, (heading, meaning) in enumerate(TEMPLATE_COLUMNS):
        roster.write_string(0, position, heading, bold)
        # Text format keeps leading zeros, and keeps 2020-21 from turning into a date.
        roster.set_column(position, position, 26 if position == 0 else 14, text if heading in _TEXT_COLUMNS else None)
        columns.write_string(position + 1, 0, heading, wrapped)
        columns.write_string(position + 1, 1, meaning, wrapped)
    columns.set_column(0, 0, 36)
    columns.set_column(1, 1, 90)
    roster.freeze_panes(1, 1)
    columns.freeze_panes(1, 0)
    book.close()
    return memory.getvalue()
