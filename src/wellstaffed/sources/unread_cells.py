"""Cells of a workbook that show nothing a reader could take: formulas without a stored result, errors; none passes as blank."""

from __future__ import annotations

import io
import re
import zipfile

UnreadCell = tuple[int, int, str]
"""Row and column, counted from 0, and what is the matter."""

_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*?(?<!/)>(.*?)</(?:\w+:)?c>""", re.DOTALL
)
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*/>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_ERROR = re.compile(rb"""^<[^>]*\bt=["']e["']""")
_MAY_BE_UNREAD = re.compile(rb"""<(?:\w+:)?f[\s>/]|\bt=["']e["']""")


def unread_in(xml: bytes) -> tuple[list[UnreadCell], int, int]:
    """Return the unread cells of a sheet's XML, and how many rows and columns it has."""
    odd = []
    last_row = last_column = 0
    for cell in _CELL.finditer(_EMPTY_CELL.sub(b"", xml)):
        row, column = int(cell[2]) - 1, _column_number(cell[1])
        last_row, last_column = max(last_row, row), max(last_column, column)
        if _ERROR.match(cell[0]):
            odd.append((row, column, "holds an error of the spreadsheet."))
        elif _FORMULA.search(cell[3]) and not _VALUE.search(cell[3]):
            odd.append((row, column, "is a formula whose result is not stored."))
    return odd, last_row + 1, last_column + 1


def unread_of_first_sheet(content: bytes) -> list[UnreadCell]:
    """Return the unread cells of the first sheet of a workbook; none of a file that is no .xlsx, which stores results."""
    if not content.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        part = sheet_part(parts, 0)
        xml = parts.read(part) if part in parts.namelist() else b""
    return unread_in(xml)[0] if _MAY_BE_UNREAD.search(xml) else []


def sheet_part(parts: zipfile.ZipFile, position: int) -> str:
    """Return the name of the part that holds the sheet at a position, counted from 0."""
    names = set(parts.namelist())
    wanted = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names
    book = parts.read("xl/workbook.xml").decode("utf-8", "replace") if wanted else ""
    links = parts.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace") if wanted else ""
    part = f"xl/worksheets/sheet{position + 1}.xml"
    ids = re.findall(r"""<(?:\w+:)?sheet\s[^>]*?\b\w+:id=["']([^"']+)["']""", book)
    if position < len(ids):
        for link in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", links):
            target = re.search(r"""Target=["'](?:/?xl/)?([^"']+)["']""", link)
            if target and re.search(rf"""\bId=["']{re.escape(ids[position])}["']""", link):
                part = f"xl/{target[1]}"
    return part


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
