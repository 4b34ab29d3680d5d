"""Values that stand in a plan: school years with both years, LEAIDs, steps of FTE."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator

from wellstaffed.core.document_values import Leaid
from wellstaffed.core.errors import UsageError
from wellstaffed.core.school_years import school_year

__all__ = ["Leaid", "SchoolYear", "Step"]

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


SchoolYear = Annotated[int, BeforeValidator(_year)]
Step = Annotated[Fraction | None, BeforeValidator(_step)]
