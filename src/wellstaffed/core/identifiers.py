"""Identifiers as zero-padded text: LEAID 7, SCHID 5, COMBOKEY and NCESSCH 12."""

from __future__ import annotations

import re

from wellstaffed.core.errors import UsageError

_NUMBER = re.compile(r"^\d+(\.0+)?$")


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
    """Return a district identifier (LEAID) of 7 digits."""
    return padded_id(text, 7, "LEAID")


def school_id(text: str | float) -> str:
    """Return a school identifier (COMBOKEY or NCESSCH) of 12 digits."""
    return padded_id(text, 12, "School identifier")
