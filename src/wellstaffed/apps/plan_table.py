"""A table in finished words, as the terminal, the memo and the pages show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlanTable:
    """A table of words with its caption; the first column names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
