"""The chances an option gives: one for a fixed day, one for each renewal or month end (rule A3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from wellstaffed.record.agreement import Agreement, Notice, Option
from wellstaffed.record.day_span import month_end
from wellstaffed.record.notice_days import (
    days_before,
    month_end_before,
    months_before,
    nearest_working_day,
    why_not_working,
    yearly_day,
)

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Occurrence:
    """
    One chance to use an option.

    Parameters
    ----------
    key : str
        The option's id; of a chance that comes again, with the effective day after a slash.
    opens : date
        The first day on which notice can be given.
    counted_day, last_day : date or None
        The last day for notice as counted, and as the agreement's own text moves it; None where there is none: on
        agreement of the parties, or where notice on any day takes effect so many days later.
    effective : date or None
        The day from which the change holds.
    """

    key: str
    opens: date
    counted_day: date | None
    last_day: date | None
    effective: date | None


def occurrences(agreement: Agreement, option: Option, on: date) -> list[Occurrence]:
    """
    Return the chances of an option as they stand around a day: the last one gone and the next one, or the only one.

    Notes
    -----
    Rule A3. In a yearly renewal no chance takes effect before the initial term ends; in a fixed term none after it.
    """
    if option.effective_any_day:
        return [_any_day(agreement, option, on)]
    if not (option.effective_every_year or option.effective_every_month_end):
        return [_occurrence(agreement, option, option.effective, option.id)]
    gone: Occurrence | None = None
    for effective in _effective_days(agreement, option):
        chance = _occurrence(agreement, option, effective, f"{option.id}/{effective.isoformat()}")
        if chance.last_day is not None and chance.last_day >= on:
            return [chance] if gone is None else [gone, chance]
        gone = chance
    return [] if gone is None else [gone]


def _any_day(agreement: Agreement, option: Option, on: date) -> Occurrence:
    given = max(on, agreement.counts_from)
    effective = given
    while (last := _counted(option.notice, effective)) is not None and last < given:
        effective += DAY
    return Occurrence(option.id, _opens(agreement, option.notice, None), None, None, effective)


def _effective_days(agreement: Agreement, option: Option) -> Iterator[date]:
    start, ends = agreement.counts_from, agreement.ends
    first = agreement.term.to.first if agreement.term.kind == "yearly_renewal" and agreement.term.to else start
    for year in range(start.year, date.max.year):
        months = (
            [month_end(date(year, month, 1)) for month in range(1, 13)]
            if option.effective_every_month_end
            else [
                yearly_day(int(str(option.effective_every_year)[:2]), int(str(option.effective_every_year)[3:]), year)
            ]
        )
        for day in months:
            if ends is not None and day > ends.last:
                return
            chance = _counted(option.notice, day)
            if day >= first and (chance is None or chance >= start):
                yield day


def _occurrence(agreement: Agreement, option: Option, effective: date | None, key: str) -> Occurrence:
    counted = _counted(option.notice, effective)
    opens = _opens(agreement, option.notice, effective)
    return Occurrence(key, opens, counted, _as_agreed(agreement, counted), effective)


def _counted(notice: Notice, effective: date | None) -> date | None:
    if notice.last_day is not None or effective is None:
        return notice.last_day
    if notice.days_before is not None:
        return days_before(effective, notice.days_before)
    if notice.months_before is not None:
        return months_before(effective, notice.months_before)
    if notice.month_ends_before is not None:
        return month_end_before(effective, notice.month_ends_before)
    return None


def _opens(agreement: Agreement, notice: Notice, effective: date | None) -> date:
    given = [agreement.counts_from]
    if notice.opens is not None:
        given.append(notice.opens)
    if notice.not_before_days is not None and effective is not None:
        given.append(days_before(effective, notice.not_before_days))
    return max(given)


def _as_agreed(agreement: Agreement, counted: date | None) -> date | None:
    step = {"next_working_day": 1, "previous_working_day": -1}.get(agreement.working_days.if_not_working)
    if counted is None or step is None:
        return counted
    subdivision, closed = office_days(agreement)
    return nearest_working_day(counted, step, subdivision=subdivision, closed=closed)


def office_days(agreement: Agreement) -> tuple[str, tuple[tuple[date, str], ...]]:
    """Return the state whose holidays count, and the days on which the office that takes notices is closed."""
    stated = agreement.working_days
    return stated.subdivision or agreement.district.state, tuple((one.day, one.why) for one in stated.closed)


def why_no_working_day(agreement: Agreement, day: date) -> str:
    """Return why a day is no working day under an agreement, or an empty text."""
    subdivision, closed = office_days(agreement)
    return why_not_working(day, subdivision=subdivision, closed=closed)


def working_day_before(agreement: Agreement, day: date) -> date:
    """Return the last working day up to `day`."""
    subdivision, closed = office_days(agreement)
    return nearest_working_day(day, -1, subdivision=subdivision, closed=closed)
