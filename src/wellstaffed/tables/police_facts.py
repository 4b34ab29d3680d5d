"""What is known of a district's police from elsewhere, each with its source: officers left, or it runs its own."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from wellstaffed.core.school_years import show_school_year

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class PoliceFact:
    """A fact and the first and last school year it holds for, as the years in which they end; None: no such limit."""

    leaid: str
    district: str
    fact: Literal["officers_left", "own_police"]
    from_year: int | None
    to_year: int | None
    source: str

    @property
    def words(self) -> str:
        """The fact as a sentence."""
        what = "The district is reported to run its own police"
        if self.fact == "officers_left":
            before = f" before the school year {show_school_year(self.from_year)}" if self.from_year else ""
            what = f"Its officers are reported to have left{before}"
        return f"{what}{self.limit}."

    @property
    def limit(self) -> str:
        """Up to which school year the fact holds, behind a semicolon; empty where no end of it is reported."""
        return (
            f"; this holds through the school year {show_school_year(self.to_year)}, not later" if self.to_year else ""
        )


@cache
def police_facts() -> tuple[PoliceFact, ...]:
    """Return every fact, in the order of ``police_facts.csv``."""
    with (DATA / "police_facts.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            PoliceFact(**row | {end: int(row[end]) if row[end] else None for end in ("from_year", "to_year")})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        )
