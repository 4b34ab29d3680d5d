"""Reasons for a missing value (rule M1): a measure is a number or a reason, never both, never neither."""

from __future__ import annotations

from enum import StrEnum


class Missing(StrEnum):
    """Why a value is not there. Four different words, on screen, on paper and in exports; none of them is zero."""

    NOT_REPORTED = "not reported"
    NOT_ASKED = "not asked"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not applicable"
    UNREADABLE = "unreadable"
