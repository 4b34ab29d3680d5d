"""School years: printed ``2020-21``, held as the integer of the year they end (2021)."""

from __future__ import annotations

import re

from wellstaffed.core.errors import UsageError

_SPELLING = re.compile(r"^\s*(\d{4})\s*[-/–]\s*(\d{2}|\d{4})\s*$")


def school_year(text: str) -> int:
    """
    Return the year in which a school year ends.

    Parameters
    ----------
    text : str
        ``2020-21``, ``2020-2021`` or ``2020/21``. A bare ``2021`` is refused: it may mean either year.

    Raises
    ------
    UsageError
        If the text is not a school year, or its two years do not follow one another.
    """
    match = _SPELLING.match(text)
    if match is None:
        raise UsageError(f"'{text}' is not a school year. Write both years, as in 2020-21.")
    start, end = int(match[1]), match[2]
    if end != str(start + 1)[-len(end) :]:
        raise UsageError(
            f"'{text}' joins two years that do not follow one another. Write {start}-{(start + 1) % 100:02d}."
        )
    return start + 1


def show_school_year(ends: int) -> str:
    """Return the printed form of a school year: ``2021`` is ``2020-21``."""
    return f"{ends - 1}-{ends % 100:02d}"
