"""Cells of a raw table turned into numbers and identifiers; a cell that is neither is a fault with its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.core.errors import Fault, ReleaseError

if TYPE_CHECKING:
    import polars as pl

MOST_FAULTS = 20
WHOLE = r"^-?\d+$"
DECIMAL = r"^-?\d+(\.\d+)?$"


def check_cells(raw: pl.DataFrame, patterns: dict[str, str], *, name: str, headers: dict[str, str]) -> None:
    r"""
    Stop if a cell is empty or does not match its column's pattern.

    Parameters
    ----------
    raw : DataFrame
        Text columns and ``source_row``.
    patterns : dict
        Regular expression by column of ours.
    name : str
        The file, for the error.
    headers : dict
        Their header by our name, for the error.

    Raises
    ------
    ReleaseError
        With the first twenty such cells and the count of the others.
    """
    import polars as pl

    faults: list[Fault] = []
    more = 0
    for column, pattern in patterns.items():
        wrong = raw.filter(~pl.col(column).str.contains(pattern).fill_null(False)).select("source_row", column)
        more += wrong.height
        for row, cell in wrong.head(MOST_FAULTS - len(faults)).iter_rows():
            found = "is empty" if cell is None else f"holds '{cell[:40]}'"
            faults.append(Fault(f"row {row}, {headers.get(column, column)}", f"{found}; expected {pattern}."))
    if more > len(faults):
        faults.append(Fault("file", f"has {more - len(faults):,} more such cells."))
    if faults:
        raise ReleaseError(name, faults)


def check_unique(raw: pl.DataFrame, key: list[str], *, name: str) -> None:
    """Stop if a key stands twice; raise `ReleaseError` with the first twenty and their rows."""
    import polars as pl

    twice = raw.filter(pl.struct(key).is_duplicated()).sort([*key, "source_row"])
    if twice.is_empty():
        return
    faults = [
        Fault(f"row {row['source_row']}", f"{', '.join(str(row[one]) for one in key)} stands more than once.")
        for row in twice.head(MOST_FAULTS).iter_rows(named=True)
    ]
    raise ReleaseError(name, faults)
