"""Calendar words of newspapers as days and spans of days, against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|Jun\.|July?|Jul\.|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day\b|\.)"
DAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
SEASON = r"(?:spring|summer|fall|autumn|winter)"
YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"(?:(?:{WEEKDAY},?\s+)?{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{YEAR}\b)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?!\w)(?:,?\s+{YEAR}\b)?"
    rf"|{YEAR}-\d\d-\d\d\b|\d{{1,2}}/\d{{1,2}}/(?:{YEAR}|\d\d)\b)"
)
_PARTS = re.compile(
    rf"(?:{WEEKDAY},?\s+)?(?:(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>{YEAR}))?"
    rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<then>{MONTH})(?:,?\s+(?P<its>{YEAR}))?"
    rf"|(?P<iso>{YEAR}-\d\d-\d\d)|(?P<num>\d{{1,2}}/\d{{1,2}}/\d{{2,4}}))$",
    re.I,
)

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}

Day = date  # a row has a field of that name
Days = tuple[Day, Day | None]


@dataclass(frozen=True)
class DayPhrase:
    """
    A phrase that tells a day by way of another, at places ``start`` to ``end`` of a sentence.

    ``day`` is None where it is not understood; ``anchor`` are the places of the day it is counted from, which is a day of
    the article but no deadline; ``is_row`` is False for what names no day at all ("every Tuesday"); ``is_counted`` marks a
    count of days before or after another, or within which somebody has to act; ``is_after`` one that runs on from a day.
    """

    start: int
    end: int
    day: Day | None
    anchor: tuple[int, int] | None = None
    is_row: bool = True
    is_counted: bool = False
    is_after: bool = False


@dataclass(frozen=True)
class Told:
    """What a phrase is read with: the words, the day of publication, the tense at a place, a day told earlier."""

    words: str
    published: date | None
    tense_at: Callable[[int, int], str]

    def day_at(self, start: int, end: int) -> Day | None:
        """Return the day that the words at two places give; its year, where it has none, by the tense."""
        return day_told(self.words[start:end], self.published, self.tense_at(start, end))


def calendar_day(month: str, day: int, year: int) -> date | None:
    """Return the day that ``Sept.``, 15, 2020 spell, or None where the calendar has no such day."""
    found = _parsed(f"{month.rstrip('.')} {day} {year}", None)
    return found if found is not None and found.day == day and found.year == year else None


def day_told(text: str, published: date | None, tense: str) -> date | None:
    """
    Return the day of a phrase that matches `DATE`; one without a year is the one that the tense leads to.

    Numbers are read month first, as American papers write them. None where the calendar has no such day, or where the year
    is neither said nor known from publication.
    """
    part = _PARTS.match(text.strip())
    if part is None:
        return None
    if part["iso"]:
        return numbered_day(*part["iso"].split("-"))
    if part["num"]:
        month, day, year = part["num"].split("/")
        return numbered_day(year, month, day)
    name, number, said = part["month"] or part["then"], int(part["day"] or part["first"]), part["year"] or part["its"]
    if said:
        return calendar_day(name, number, int(said))
    if published is None or not 1 <= number <= 31:
        return None
    return calendar_day(name, number, nearest_year(month_number(name), min(number, 28), published, tense))


def numbered_day(year: str, month: str, day: str) -> date | None:
    """Return a day given in digits; a year of two digits is one of this century up to 69, else of the last."""
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def nearest_day(days: list[date], published: date, tense: str) -> date | None:
    """Return of some days the last one up to publication (past), the first from it on (future), or the nearest."""
    kept = [
        day for day in days if not (tense == "past" and day > published) and not (tense == "future" and day < published)
    ]
    return min(kept, key=lambda day: (abs((day - published).days), day), default=None)


def relative_day(phrase: str, published: date) -> date | None:
    """Return the day of ``yesterday`` or ``three weeks ago``."""
    return _parsed(phrase.lower(), published)


def month_number(month: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    found = _parsed(f"{month.rstrip('.')} 1 2020", None)
    assert found is not None
    return found.month


def weekday_number(name: str) -> int:
    """Return 0 (Monday) to 6 (Sunday)."""
    return _DAYS.index(name[:3].lower())


def whole_month(year: int, month: int) -> Days:
    """Return first and last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def whole_year(year: int) -> Days:
    """Return first and last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def whole_school_year(ends: int) -> Days:
    """Return 1 July to 30 June, the school year as plans count it."""
    return date(ends - 1, 7, 1), date(ends, 6, 30)


def whole_week(day: date) -> Days:
    """Return Sunday to Saturday around a day."""
    sunday = day - timedelta(days=(day.weekday() + 1) % 7)
    return sunday, sunday + timedelta(days=6)


def whole_season(name: str, year: int) -> Days:
    """Return the three months of a season; winter is counted from December of the year before."""
    first, last = _SEASON_MONTHS[name.lower()]
    start = date(year - 1 if first > last else year, first, 1)
    return start, whole_month(year, last)[1]


def nearest_year(month: int, day: int, published: date, tense: str) -> int:
    """
    Return the year of a day that is given without one.

    Parameters
    ----------
    tense : {"past", "future", ""}
        The last one on or before publication, the next one on or after it, or the nearer of the two.
    """
    around = (published.year - 1, published.year, published.year + 1)
    days = {year: date(year, month, min(day, 28)) for year in around}
    if tense == "past":
        return max(year for year in around if days[year] <= published)
    if tense == "future":
        return min(year for year in around if days[year] >= published.replace(day=min(published.day, 28)))
    return min(around, key=lambda year: abs((days[year] - published).days))


def weekday_near(name: str, published: date, tense: str, strict: bool = False) -> date:
    """Return the last (past) or next (future) day of that name; the day itself counts unless `strict`."""
    if tense == "future":
        ahead = (weekday_number(name) - published.weekday()) % 7
        return published + timedelta(days=ahead or (7 if strict else 0))
    behind = (published.weekday() - weekday_number(name)) % 7
    return published - timedelta(days=behind or (7 if strict else 0))


@lru_cache(maxsize=4096)
def _parsed(phrase: str, base: date | None) -> date | None:
    # dateparser sees only a phrase that our own patterns cut out, never running text, and never the clock.
    import dateparser

    moment = datetime(base.year, base.month, base.day) if base else datetime(2000, 1, 1)
    found = dateparser.parse(
        re.sub(r"\s+", " ", phrase),
        languages=["en"],
        settings={"RELATIVE_BASE": moment, "STRICT_PARSING": base is None, "TIMEZONE": "UTC"},
    )
    return found.date() if found else None
