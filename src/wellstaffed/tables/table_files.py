"""Tables as files for other programs: Parquet, CSV, XLSX; and the dictionary of every table's columns."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from wellstaffed.core.errors import UsageError
from wellstaffed.core.missing import Missing
from wellstaffed.sources.raw_cells import DECIMAL
from wellstaffed.tables.hidden_counts import HIDDEN, OF_CHILDREN

if TYPE_CHECKING:
    import dataframely as dy
    import polars as pl

Format = Literal["parquet", "csv", "xlsx"]
MOST_SHEET_ROWS = 1_048_575
_FORMULA = r"^[=+\-@\t\r]"


def table_schemas() -> dict[str, type[dy.Schema]]:
    """Return the declared schema of every table that a store can hold, by name."""
    from wellstaffed.tables import federal_context, federal_release, federal_totals

    return dict(sorted((federal_context.SCHEMAS | federal_release.SCHEMAS | federal_totals.SCHEMAS).items()))


def added_columns() -> dict[str, dict[str, dy.Column]]:
    """Return the columns that an export has beside those of the table in the store, by table and name."""
    import dataframely as dy

    words = [reason.value for reason in Missing]
    return {
        "school_staff": {
            "students": dy.Int64(nullable=True, metadata={
                "unit": "persons", "meaning": "students enrolled at the school; in exports, taken from school_totals"}),
            "students_missing": dy.String(nullable=True, metadata={
                "meaning": "why students is empty; in exports", "words": words}),
        },
        "wages": {"role": dy.String(nullable=True, metadata={
            "meaning": "role that the occupation stands for; in exports, of shipped rows only"})},
    }  # fmt: skip


def exported_columns(table: str) -> dict[str, pl.DataType]:
    """Return the columns of a table as exported and their types: words from a list, and codes of shipped tables, as text."""
    import polars as pl

    columns = table_schemas()[table].columns() | added_columns().get(table, {})
    kinds = {name: column.dtype for name, column in columns.items()}
    if table == "school_staff":  # the shipped rows have codes in words
        kinds |= {"fte_code": pl.String()}
    return {name: pl.String() if isinstance(kind, pl.Enum) else kind for name, kind in kinds.items()}


def dictionary() -> list[dict[str, Any]]:
    """Return one entry per table and column: its type, unit, meaning, allowed words, whether it may be empty, its key."""
    entries = []
    for table, schema in table_schemas().items():
        for name, column in (schema.columns() | added_columns().get(table, {})).items():
            said = column.metadata or {}
            words = list(said.get("words") or getattr(column, "categories", None) or ())
            words = words or _words_of_maps().get((table, name), [])
            if name == "students_missing" and table in OF_CHILDREN:
                words = [*words, HIDDEN]
            entries.append(
                {
                    "table": table,
                    "column": name,
                    "type": str(column.dtype).partition("(")[0],
                    "unit": said.get("unit", ""),
                    "meaning": said.get("meaning", ""),
                    "words": [str(word) for word in words],
                    "may_be_empty": bool(column.nullable),
                    "is_key": bool(column.primary_key),
                }
            )
    return entries


@cache
def _words_of_maps() -> dict[tuple[str, str], list[str]]:
    """Return the words of columns that take theirs from the column maps: kinds of offenses, items and funds."""
    from wellstaffed.sources.crdc.layout import layouts

    every = [one for layout in layouts().values() for one in layout.columns]
    taken = {
        ("offenses", "offense"): "measure",
        ("expenditures", "item"): "measure",
        ("expenditures", "funds"): "student_group",
    }
    return {
        place: sorted({str(getattr(one, name)) for one in every if one.table == place[0]})
        for place, name in taken.items()
    }


def table_bytes(table: pl.DataFrame, kind: Format) -> bytes:
    """
    Return a table as the bytes of a file; the same rows give the same bytes.

    Raises
    ------
    UsageError
        If a workbook cannot hold so many rows.

    Notes
    -----
    CSV and XLSX print school years as ``2020-21``, and a cell that begins like a formula as text. Identifiers are text,
    zeros kept. Parquet keeps the table as it is.
    """
    buffer = io.BytesIO()
    if kind == "parquet":
        table.write_parquet(buffer, compression="zstd")
        return buffer.getvalue()
    printed = _printed(table)
    if kind == "csv":
        _without_formulas(printed).write_csv(buffer)
        return buffer.getvalue()
    return _workbook(printed)


def _printed(table: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    words = pl.col(pl.Enum, pl.Categorical).cast(pl.String)
    table = table.with_columns(words)
    if "school_year" not in table.columns:
        return table
    ends = pl.col("school_year")
    shown = pl.format("{}-{}", ends - 1, (ends % 100).cast(pl.String).str.zfill(2))
    return table.with_columns(shown.alias("school_year"))


def _without_formulas(table: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    text = pl.col(pl.String)
    is_formula = text.str.contains(_FORMULA) & ~text.str.contains(DECIMAL)  # a reserve code such as -11 is none
    return table.with_columns(pl.when(is_formula).then("'" + text).otherwise(text).name.keep())


def _workbook(table: pl.DataFrame) -> bytes:
    from datetime import datetime

    import xlsxwriter

    if table.height > MOST_SHEET_ROWS:
        raise UsageError(
            f"The table has {table.height:,} rows; a worksheet holds {MOST_SHEET_ROWS:,}. Choose --format csv or parquet, "
            "or fewer rows with --state, --district or --year."
        )
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})
        sheet = book.add_worksheet("table")
        sheet.write_row(0, 0, table.columns, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(table.iter_rows(), start=1):
            for place, cell in enumerate(row):
                if cell is not None:
                    sheet.write_string(number, place, cell) if isinstance(cell, str) else sheet.write(
                        number, place, cell
                    )
    return buffer.getvalue()


def format_of(out: Path, kind: str | None) -> Format:
    """
    Return the format asked for, else the one that the file's ending says.

    Raises
    ------
    UsageError
        If it is neither.
    """
    wanted = (kind or out.suffix.lstrip(".")).lower()
    if wanted == "parquet":
        return "parquet"
    if wanted == "csv":
        return "csv"
    if wanted == "xlsx":
        return "xlsx"
    raise UsageError(f"The format is '{wanted or 'not given'}'; it can be parquet, csv or xlsx (--format).")
