"""What is known of a district's police from elsewhere, each with its source: officers left, or it runs its own."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class PoliceFact:
    """A fact and the first school year it holds for, as the year in which that ends."""

    leaid: str
    district: str
    fact: Literal["officers_left", "own_police"]
    from_year: int
    source: str


@cache
def police_facts() -> tuple[PoliceFact, ...]:
    """Return every fact, in the order of ``police_facts.csv``."""
    with (DATA / "police_facts.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            PoliceFact(row["leaid"], row["district"], row["fact"], int(row["from_year"]), row["source"])  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        )
