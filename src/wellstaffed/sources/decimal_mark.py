"""Which sign parts the decimals of a file's numbers: told by its own numbers, for the file as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

DecimalMark = Literal[".", ",", "", "both"]
# A mark before three digits may part thousands or decimals; any other mark, or one after a zero, parts decimals.
_OPEN = re.compile(r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$", re.ASCII)
_DECIMAL = re.compile(r"^[+-]?(?:\d*|[1-9]\d{0,2}(?:(?P<thousands>[.,])\d{3})+)(?P<mark>[.,])\d+$", re.ASCII)
_THOUSANDS = re.compile(r"^[+-]?[1-9]\d{0,2}(?:(?P<thousands>[.,])\d{3})(?:(?P=thousands)\d{3})+$", re.ASCII)
_OTHER: dict[str, DecimalMark] = {".": ",", ",": "."}


def is_open(text: str) -> bool:
    """Tell whether a number may be read in two ways: ``1.250`` is 1,250 or 1 and a quarter."""
    return _OPEN.match(text.strip()) is not None


def decimal_mark(cells: Iterable[object]) -> DecimalMark:
    """
    Return the sign of decimals that the numbers of a file tell; empty where none does, ``both`` where they contradict.

    Parameters
    ----------
    cells : iterable
        Those of the columns of numbers; only text is looked at.
    """
    told: set[DecimalMark] = {mark for cell in cells if isinstance(cell, str) and (mark := _told(cell.strip()))}
    return "both" if len(told) > 1 else next(iter(told), "")


def with_points(text: str, mark: DecimalMark) -> str:
    """Return a number of a file with decimal commas as it is written with decimal points."""
    return text.translate(str.maketrans(".,", ",.")) if mark == "," else text


def _told(text: str) -> DecimalMark:
    if is_open(text):
        return ""
    several = _THOUSANDS.match(text)
    if several:
        return _OTHER[several["thousands"]]
    found = _DECIMAL.match(text)
    if found is None or found["thousands"] == found["mark"]:
        return ""
    return "," if found["mark"] == "," else "."
