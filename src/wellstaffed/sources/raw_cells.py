"""Cells of a raw table turned into numbers and identifiers; a cell that is neither is a fault with its row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wellstaffed.core.errors import Fault, ReleaseError

if TYPE_CHECKING:
    import polars as pl

MOST_FAULTS = 20
WHOLE = r"^-?\d+$"
DECIMAL = r"^-?\d+(\.\d+)?$"
# What a pattern asks for, in words for the person whose cell does not match it.
_WORDS = {
    WHOLE: "a whole number", DECIMAL: "a number", ".": "some text", r"^(-|\d+)$": "a whole number or a dash",
    r"^\d+(\.0)?$": "a whole number", r"^\d{7}$": "seven digits", r"^\d{12}$": "twelve digits",
    r"^\d{2}[0-9A-Z]{5}$": "seven digits, or letters after the first two",
    r"^\d{2}[0-9A-Z]{10}$": "twelve digits, or letters after the first two", "^[A-Z]{2}$": "two capital letters",
    r"^\d\d-\d{4}$": "an occupation's code, as 21-1012", "^[NSM]$": "N, S or M", "^(Yes|No)$": "Yes or No",
}  # fmt: skip
_YEAR = re.compile(r"20\d\d")


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
            faults.append(
                Fault(
                    f"row {row}, {headers.get(column, column)}",
                    f"{found}; expected: {_WORDS.get(pattern, pattern)}.",
                )
            )
    if more > len(faults):
        faults.append(Fault("file", f"has {more - len(faults):,} more such cells."))
    if faults:
        raise ReleaseError(name, faults)


def year_given(release: str, name: str) -> str:
    """Return the year that a person gave for a file of one year; raise `ReleaseError` if it is none."""
    if _YEAR.fullmatch(release.strip()) is None:
        fault = Fault(
            f"release '{release}'",
            "is no year; one was expected, as the file is of one.",
            "Give it as in --release 2021, or leave it out where the name tells it.",
        )
        raise ReleaseError(name, [fault])
    return release.strip()


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
