"""What each flag means, in a sentence: the published rules of plausibility and the flags of rosters and sources."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class FlagMeaning:
    """A flag, its sentence, the limit that it rests on and where it was seen; empty where it has none."""

    id: str
    meaning: str
    limit: str = ""
    seen_in: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the flag as JSON documents hold it."""
        return dict(vars(self))


@cache
def flag_meanings() -> dict[str, FlagMeaning]:
    """Return every flag by id, in the order of their ids (rule M3: shown with its flag, and the flag with its words)."""
    with (DATA / "plausibility_rules.csv").open(encoding="utf-8", newline="") as file:
        found = {
            row["id"]: FlagMeaning(row["id"], row["rule"], row["limit"], row["seen_in"]) for row in csv.DictReader(file)
        }
    with (DATA / "flags.csv").open(encoding="utf-8", newline="") as file:
        found |= {row["flag"]: FlagMeaning(row["flag"], row["meaning"]) for row in csv.DictReader(file)}
    return dict(sorted(found.items()))


def flags_in_words(flags: str) -> tuple[FlagMeaning, ...]:
    """
    Return the meanings of flags.

    Parameters
    ----------
    flags : str
        Ids with a space between them, as a ``flags`` column holds them. An id of a store written by another version,
        unknown here, comes back with its own name as its meaning: nothing is hidden.
    """
    known = flag_meanings()
    return tuple(known.get(one, FlagMeaning(one, one)) for one in flags.split())
