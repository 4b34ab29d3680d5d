"""The lists of phrases in ``data/phrases``: one regular expression a line, so that each can be read, tried and struck out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data" / "phrases"
_NAME = re.compile(r"\[([a-z_]+)\]")
_OTHER_LIST = re.compile(r"\{([a-z_]+)\}")


def phrases(name: str) -> str:
    """
    Return a list as one pattern: its lines as alternatives, in their order, without a group around them.

    Parameters
    ----------
    name : str
        The word in brackets above the list.

    Raises
    ------
    KeyError
        If no file has such a list, or a line names one that is in none.
    """
    return "|".join(_lines(name))


def any_of(name: str) -> str:
    """Return a list as one pattern with a group around it, which can stand inside another."""
    return f"(?:{phrases(name)})"


@cache
def _lines(name: str) -> list[str]:
    """Return the lines of a list, with those of another where a line is nothing but its name."""
    lines: list[str] = []
    for line in _lists()[name]:
        whole = _OTHER_LIST.fullmatch(line)
        lines += _lines(whole[1]) if whole else [_OTHER_LIST.sub(lambda other: any_of(other[1]), line)]
    return lines


@cache
def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted(_FOLDER.glob("*.txt")):
        lines: list[str] = []
        for line in file.read_text(encoding="utf-8").splitlines():
            if named := _NAME.fullmatch(line):
                lines = found.setdefault(named[1], [])
            elif line and not line.startswith("#"):
                lines.append(line)
    return found
