"""Days as an iCalendar file (RFC 5545) that calendar programs import: whole days, each with alarms."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

PRODID = "-//wellstaffed//dates of agreements and meetings//EN"
ALARM_HOUR = timedelta(hours=9)


@dataclass(frozen=True)
class CalendarDay:
    """
    One day of a calendar file.

    Parameters
    ----------
    key : str
        What the entry stays known by, so that a later file replaces it in a calendar instead of doubling it.
    day : date
    summary, description : str
    href : str
        Its source, or an empty text.
    alarm_days : tuple of int
        Whole days before `day` on which an alarm sounds at nine in the morning; 0 is the day itself.
    """

    key: str
    day: date
    summary: str
    description: str
    href: str = ""
    alarm_days: tuple[int, ...] = (14, 7, 1, 0)


def calendar_file(title: str, days: Sequence[CalendarDay], *, on: date) -> bytes:
    """
    Return a calendar file; the same days give the same bytes on every machine.

    Parameters
    ----------
    title : str
        Name of the calendar.
    days : sequence of CalendarDay
        In the order of the file.
    on : date
        The day of the question: written as the stamp of every entry, and alarms that lie before it are left out.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _written(title))
    for one in days:
        _add_day(calendar, one, on)
    return bytes(calendar.to_ical())


def _written(text: str) -> str:
    """Return a text without what the format forbids (control characters) or readers take for the mark of a file's start."""
    return re.sub("[\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)


def _add_day(calendar: object, one: CalendarDay, on: date) -> None:
    from icalendar import Alarm, Calendar, Event

    assert isinstance(calendar, Calendar)
    event = Event()
    event.add("uid", f"{hashlib.sha256(one.key.encode()).hexdigest()[:32]}@wellstaffed")
    event.add("dtstamp", datetime.combine(on, time(0), UTC))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", _written(one.summary))
    event.add("description", _written(one.description))
    event.add("transp", "TRANSPARENT")
    if one.href:
        event.add("url", one.href)
    for before in one.alarm_days:
        if one.day - timedelta(days=before) < on:
            continue
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _written(one.summary))
        alarm.add("trigger", ALARM_HOUR - timedelta(days=before))
        event.add_component(alarm)
    calendar.add_component(event)
