"""A date as its source gives it: a day, a month, a year, or a stretch between two days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # a slip of the pen is no date of the record
_PART = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, order=True)
class DaySpan:
    """
    The days on which something may have happened, both ends included; one day where its source gives the day.

    Parameters
    ----------
    first, last : date
        ``2020-06`` is 1 to 30 June 2020.
    """

    first: date
    last: date

    @property
    def is_one_day(self) -> bool:
        """Tell whether the source gives the day."""
        return self.first == self.last

    def __str__(self) -> str:
        if self.is_one_day:
            return self.first.isoformat()
        digits = 10
        if self.first.day == 1 and self.last == month_end(self.last):
            digits = 4 if (self.first.month, self.last.month) == (1, 12) else 7
        ends = self.first.isoformat()[:digits], self.last.isoformat()[:digits]
        return "/".join(dict.fromkeys(ends))


def month_end(day: date) -> date:
    """Return the last day of the month in which `day` lies."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def day_span(value: object) -> DaySpan:
    """
    Return the span that a text, a year or a date stands for.

    Parameters
    ----------
    value : str, int, date or DaySpan
        ``2020``, ``2020-06``, ``2020-06-08``, or two of them joined by a slash: ``2020-06-01/2020-06-07``.

    Raises
    ------
    ValueError
        If it is none of these, is no day of the calendar, or ends before it begins.
    """
    if isinstance(value, DaySpan):
        return value
    if isinstance(value, date):
        value = value.isoformat()[:10]
    ends = [_part(part) for part in str(value).strip().split("/")]
    if len(ends) > 2 or ends[-1].last < ends[0].first:
        raise ValueError("must be a day, a month, a year or two of them joined by '/', the earlier first")
    return DaySpan(ends[0].first, ends[-1].last)


def _part(text: str) -> DaySpan:
    match = _PART.match(text.strip())
    if match is None:
        raise ValueError("must be a date such as 2020-06-08, a month such as 2020-06 or a year such as 2020")
    year, month, day = (int(found) if found else None for found in match.groups())
    assert year is not None
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise ValueError(f"'{text.strip()}' lies outside the years {FIRST_DAY.year} to {LAST_DAY.year}")
    try:
        if month is None:
            return DaySpan(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return DaySpan(date(year, month, 1), month_end(date(year, month, 1)))
        return DaySpan(date(year, month, day), date(year, month, day))
    except ValueError:
        raise ValueError(f"'{text.strip()}' is no day of the calendar") from None


_SCHEMA: dict[str, Any] = {
    "type": "string",
    "description": "A day 2020-06-08, a month 2020-06, a year 2020, or two joined by a slash.",
}
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Span = Annotated[DaySpan, BeforeValidator(day_span), PlainSerializer(str, return_type=str), WithJsonSchema(_SCHEMA)]
