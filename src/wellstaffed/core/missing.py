"""Reasons for a missing value (rule M1): a measure is a number or a reason, never both, never neither."""

from __future__ import annotations

from enum import StrEnum


class Missing(StrEnum):
    """
    Why a value is not there: different words, on screen, on paper and in exports; none of them is zero.

    ``NOT_AT_HAND`` is said of figures that the source may well hold, and the file at hand does not: it must never read as
    if a school had kept silent.
    """

    NOT_REPORTED = "not reported"
    NOT_AT_HAND = "not at hand"
    NOT_ASKED = "not asked"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not applicable"
    UNREADABLE = "unreadable"


REASONS = tuple(reason.value for reason in Missing)


def in_words(missing: str, answer: bool | None) -> str:
    """Return why there is no number; where a yes or no was asked for in its place, with the answer as it was given."""
    return missing if answer is None else f"{'yes' if answer else 'no'}; number {missing}"
