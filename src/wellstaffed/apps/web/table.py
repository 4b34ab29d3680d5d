"""A table as a page shows it, and the same cells as CSV, XLSX and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from markupsafe import Markup, escape

from wellstaffed.core.errors import UsageError

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Cell:
    """
    One cell.

    Parameters
    ----------
    text : str
        What the page prints.
    value : str, int, float, bool or None
        What a file holds: a number where there is one, else the words that stand for it.
    href : str, optional
        Where the cell leads to.
    is_reason : bool
        Whether the text is the reason why there is no value (rule M1).
    note : str, optional
        Words that a page puts behind the text: a flag in a word, an explanation.
    before : Markup, optional
        What a page, and only a page, puts before the text: a box to tick.
    """

    text: str
    value: Value = None
    href: str | None = None
    is_reason: bool = False
    note: str | None = None
    before: Markup | None = None

    @property
    def is_number(self) -> bool:
        """Whether the value sorts and aligns as a number."""
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)


def cell_html(cell: Cell, kind: str, is_first: bool) -> Markup:
    """Return a cell as HTML, the first of a row as its head; made here because a template takes thrice the time."""
    tag, scope = ("th", ' scope="row"') if is_first else ("td", "")
    shown = escape(cell.text)
    if cell.href:
        shown = Markup(f'<a href="{escape(cell.href)}">{shown}</a>')
    note = f' <span class="note">{escape(cell.note)}</span>' if cell.note else ""
    reason, before = " reason" if cell.is_reason else "", cell.before or ""
    return Markup(f'<{tag}{scope} class="{kind}{reason}">{before}{shown}{note}</{tag}>')


def rows_html(rows: Iterable[Sequence[Cell]], columns: Sequence[Column]) -> Markup:
    """Return rows as HTML."""
    kinds = [column.kind for column in columns]
    return Markup("\n").join(
        Markup(f"<tr>{''.join(cell_html(cell, kinds[place], place == 0) for place, cell in enumerate(row))}</tr>")
        for row in rows
    )


def words(text: str | None, *, href: str | None = None, note: str | None = None) -> Cell:
    """Return a cell of text."""
    return Cell(text or "", text or None, href=href, note=note)


def figure(value: float | None, text: str, *, href: str | None = None) -> Cell:
    """Return a cell of a number; without one, `text` is the reason and stands in files too."""
    if value is None:
        return Cell(text, text, href=href, is_reason=True)
    return Cell(text, value, href=href)


@dataclass(frozen=True)
class Column:
    """
    One column.

    Parameters
    ----------
    key : str
        Its name in files and in ``sort``; unique within the table.
    label : str
        Its head on a page.
    kind : {"text", "number"}
    group : str
        A head over several columns; empty for none.
    meaning : str
        Unit and meaning in a few words, read by screen readers and shown as the head's title.
    """

    key: str
    label: str
    kind: Literal["text", "number"] = "text"
    group: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Table:
    """
    Rows under columns, with a caption and a source note.

    ``footer`` rows (totals) keep their place when rows are sorted, and stand last in files.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str = ""
    footer: tuple[tuple[Cell, ...], ...] = ()
    sort: str = ""

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The heads over the columns with the number of columns each spans; empty where no column has one."""
        if not any(column.group for column in self.columns):
            return []
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if spans and column.group and spans[-1][0] == column.group:
                spans[-1] = (column.group, spans[-1][1] + 1)
            else:
                spans.append((column.group, 1))
        return spans

    def ordered(self, sort: str) -> Table:
        """
        Return the table sorted by a column's key, descending with a minus before it; reasons stand last either way.

        Raises
        ------
        UsageError
            If there is no such column.
        """
        if not sort:
            return self
        key, descending = sort.removeprefix("-"), sort.startswith("-")
        place = next((index for index, column in enumerate(self.columns) if column.key == key), None)
        if place is None:
            have = ", ".join(column.key for column in self.columns)
            raise UsageError(f"sort is '{sort}'; it can be one of {have}, with - before it for the largest first.")
        known = [row for row in self.rows if not row[place].is_reason and row[place].value is not None]
        unknown = [row for row in self.rows if row[place].is_reason or row[place].value is None]
        ranked = sorted(known, key=lambda row: _rank(row[place]), reverse=descending)
        return replace(self, rows=(*ranked, *unknown), sort=sort)

    def filtered(self, text: str, *, key: str) -> Table:
        """Return the rows whose cell of column `key` holds `text`, case ignored."""
        place = next(index for index, column in enumerate(self.columns) if column.key == key)
        wanted = text.strip().casefold()
        return replace(self, rows=tuple(row for row in self.rows if wanted in row[place].text.casefold()))

    def records(self) -> list[dict[str, Value]]:
        """Return the rows, then the footer, as one object each: column key to value."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, (cell.value for cell in row), strict=True)) for row in (*self.rows, *self.footer)]

    def csv(self) -> str:
        """Return the table as CSV with a byte order mark, so that spreadsheets read its UTF-8."""
        from wellstaffed.reports.csv_text import csv_text

        return "\ufeff" + csv_text([column.key for column in self.columns], self.records())

    def xlsx(self, about: Sequence[tuple[str, str]] = ()) -> bytes:
        """Return the table as a workbook; a second sheet says what it rests on."""
        from wellstaffed.reports.xlsx_table import table_workbook

        heads = [(column.key, column.label, column.meaning) for column in self.columns]
        return table_workbook(self.caption, heads, self.records(), [*about, ("Source", self.source)])


def _rank(cell: Cell) -> tuple[int, Any]:
    return (0, cell.value) if cell.is_number else (1, str(cell.value).casefold())
