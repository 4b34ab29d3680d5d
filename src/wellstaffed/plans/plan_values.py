"""Values that stand in a plan: school years with both years, steps of FTE, shares."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from wellstaffed.core.errors import UsageError
from wellstaffed.core.school_years import school_year
from wellstaffed.standards.rules import Rational

_PERCENT = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*%\s*")
_STEPS = {
    str(value): Fraction(str(value)) for value in ("1", "1.0", "0.5", "0.25", "0.2", "0.1", "1/2", "1/4", "1/5", "1/10")
}


def _year(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, str):
        raise ValueError("must be a school year with both years, as in 2020-21")
    try:
        return school_year(value)
    except UsageError as error:
        raise ValueError(str(error)) from None


def _step(value: Any) -> Fraction | None:
    if value == "exact":
        return None
    step = _STEPS.get(str(value).strip())
    if step is None:
        raise ValueError("must be 1, 0.5, 0.25, 0.2, 0.1 or exact")
    return step


def _without_percent(value: object) -> object:
    """Return "35 %" as the share it is; anything else as it stands."""
    percent = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    return Fraction(percent[1]) / 100 if percent else value


def _at_most_whole(value: Fraction) -> Fraction:
    if value > 1:
        raise ValueError(f"must be a share, 0.35 or 35 % for 35 %; {float(value):g} would be {float(value * 100):g} %")
    return value


Share = Annotated[Rational, BeforeValidator(_without_percent), AfterValidator(_at_most_whole)]
SchoolYear = Annotated[int, BeforeValidator(_year)]
Step = Annotated[Fraction | None, BeforeValidator(_step)]
