"""
The date rules of a notice (rule A3): counting back, month ends, and days on which nobody works.

A last day is counted, then looked at; it is never moved in silence.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from wellstaffed.record.day_span import month_end

if TYPE_CHECKING:
    from holidays import HolidayBase

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def days_before(effective: date, days: int) -> date:
    """
    Return the day `days` days before an effective day, the effective day not counted.

    Thirty days before 1 July is 1 June; one day before 1 March 2020 is 29 February.
    """
    return effective - timedelta(days=days)


def months_before(effective: date, months: int) -> date:
    """
    Return the day of the same number `months` calendar months before an effective day.

    Where that month is too short, its last day: one month before 31 March 2021 is 28 February 2021.
    """
    month = _months_back(effective, months)
    return month.replace(day=min(effective.day, month_end(month).day))


def month_end_before(effective: date, months: int) -> date:
    """Return the last day of the calendar month `months` months before that of an effective day."""
    return month_end(_months_back(effective, months))


def _months_back(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def yearly_day(month: int, day: int, year: int) -> date:
    """Return a day of every year in one year; 29 February is 28 February where there is none."""
    first = date(year, month, 1)
    return first.replace(day=min(day, month_end(first).day))


@lru_cache(maxsize=64)
def _holidays(subdivision: str | None) -> HolidayBase:
    import holidays

    return holidays.country_holidays("US", subdiv=subdivision, language="en_US")


def why_not_working(day: date, *, subdivision: str | None = None, closed: tuple[tuple[date, str], ...] = ()) -> str:
    """
    Return why nobody works on a day, in words, or an empty text for a working day.

    Parameters
    ----------
    day : date
    subdivision : str, optional
        Two letters of a US state; its public holidays count beside the federal ones.
    closed : tuple of (date, str)
        Days on which the party's own office is closed, and why; they stand before the public holidays.
    """
    for shut, why in closed:
        if shut == day:
            return why
    holiday = _holidays(subdivision).get(day)
    weekend = f"a {WEEKDAYS[day.weekday()]}" if day.weekday() >= 5 else ""
    return " and ".join(part for part in (weekend, holiday or "") if part)


def nearest_working_day(
    day: date, step: int, *, subdivision: str | None = None, closed: tuple[tuple[date, str], ...] = ()
) -> date:
    """Return the first working day from `day` on, going forward (`step` 1) or back (`step` -1)."""
    while why_not_working(day, subdivision=subdivision, closed=closed):
        day += timedelta(days=step)
    return day
