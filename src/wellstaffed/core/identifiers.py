"""Identifiers as zero-padded text: LEAID 7, SCHID 5, COMBOKEY and NCESSCH 12."""

from __future__ import annotations

import re

from wellstaffed.core.errors import UsageError

_NUMBER = re.compile(r"^\d+(\.0+)?$")
# Programs and facilities that a state runs bear letters: 24SOP02, 06CC318.
_WITH_LETTERS = re.compile(r"^\d\d(?=\d*[A-Z])[0-9A-Z]*\d[0-9A-Z]*$")


def padded_id(text: str | float, width: int, name: str) -> str:
    """
    Return an identifier as text of full width, leading zeros restored.

    Parameters
    ----------
    text : str or number
        As found: ``100005``, ``100005.0``, ``'0100005``, ``0100005``.
    width : int
        Digits of the full identifier.
    name : str
        What the identifier is called, for the error.

    Raises
    ------
    UsageError
        If it holds anything but digits, is longer than `width`, or was damaged by a spreadsheet (``1.2E+11``).
    """
    if isinstance(text, float):
        text = repr(int(text)) if text.is_integer() else repr(text)
    stripped = str(text).strip().lstrip("'").strip()
    if not _NUMBER.match(stripped):
        raise UsageError(f"{name} '{text}' is not {width} digits. Write it as text, zeros included.")
    digits = stripped.split(".")[0]
    if len(digits) > width or not digits.strip("0"):
        raise UsageError(f"{name} '{text}' has {len(digits)} digits; {width} are expected.")
    return digits.zfill(width)


def leaid(text: str | float) -> str:
    """Return a district identifier (LEAID) of 7 characters: digits, or letters too where a state runs it."""
    return _lettered(text, 7) or padded_id(text, 7, "LEAID")


def school_id(text: str | float) -> str:
    """Return a school identifier (COMBOKEY or NCESSCH) of 12 characters: digits, or letters too as in `leaid`."""
    return _lettered(text, 12) or padded_id(text, 12, "School identifier")


def is_leaid(text: str) -> bool:
    """Tell whether a text is an identifier of a district rather than a name."""
    return _bare(text).isdigit() or _lettered(text, 7) is not None


def _bare(text: str) -> str:
    return text.strip().lstrip("'").strip()


def _lettered(text: str | float, width: int) -> str | None:
    plain = _bare(text).upper() if isinstance(text, str) else ""
    return plain if len(plain) == width and _WITH_LETTERS.match(plain) else None
