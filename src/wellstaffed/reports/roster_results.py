"""A roster's own rows as a workbook, our columns on the right; every text stays text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

_CREATED = datetime(2000, 1, 1)


def roster_results_xlsx(rows: Sequence[Sequence[object]], *, header: Sequence[object]) -> bytes:
    """
    Return the rows as XLSX in the order in which they came.

    Parameters
    ----------
    rows : sequence of sequences
        Numbers stay numbers; anything else is written as text, also where it begins like a formula.
    header : sequence
    """
    import xlsxwriter

    memory = BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Need and gap by school", "created": _CREATED})
    sheet = book.add_worksheet("Results")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    number = book.add_format({"num_format": "General"})
    for column, name in enumerate(header):
        sheet.write_string(0, column, str(name), bold)
        widest = max([len(str(name)), *(len(str(row[column])) for row in rows if column < len(row))])
        sheet.set_column(column, column, min(40, widest + 2))
    for index, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(index, column, value, number)
            elif value is not None and value != "":
                sheet.write_string(index, column, str(value))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return memory.getvalue()
