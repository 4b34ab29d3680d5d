"""Values that stand in a plan: school years with both years, LEAIDs, steps of FTE."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator

from wellstaffed.core.errors import UsageError
from wellstaffed.core.identifiers import leaid
from wellstaffed.core.school_years import school_year


def _year(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, str):
        raise ValueError("must be a school year with both years, as in 2020-21")
    try:
        return school_year(value)
    except UsageError as error:
        raise ValueError(str(error)) from None


def _leaid(value: object) -> str:
    try:
        return leaid(str(value))
    except UsageError as error:
        raise ValueError(str(error)) from None


def _step(value: Any) -> Fraction | None:
    if value == "exact":
        return None
    try:
        step = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        step = Fraction(0)
    if step not in {Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 5), Fraction(1, 10)}:
        raise ValueError("must be 1, 0.5, 0.25, 0.2, 0.1 or exact")
    return step


SchoolYear = Annotated[int, BeforeValidator(_year)]
Leaid = Annotated[str, BeforeValidator(_leaid)]
Step = Annotated[Fraction | None, BeforeValidator(_step)]
