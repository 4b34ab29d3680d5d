"""Days counted from another: "a week from Monday", "90 days before June 30", "within 30 days"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from wellstaffed.record import article_calendar as calendar
from wellstaffed.record.article_calendar import DATE, DAY_NAME, DayPhrase, Told
from wellstaffed.record.article_numbers import NUMBER_WORD, count_of
from wellstaffed.record.notice_days import months_before

COUNT = (
    rf"(?:(?:{NUMBER_WORD}|an?|one hundred|several|(?:a )?few|(?:a )?couple(?: of)?)(?:\s*\(\d{{1,3}}\))?|\d{{1,3}})"
)
_COUNTS = rf"(?:{COUNT}\s*(?:to|-|–|and|or)\s*)?{COUNT}"
_UNIT = (
    r"(?P<kind>(?:full |whole |calendar |consecutive )|(?:business |working |school |instructional |week))?"
    r"(?P<unit>day|week|month|year)s?\b[’']?"
)
BEFORE = r"(?:before|prior\s+to|ahead\s+of|in\s+advance\s+of|preceding)"
_AFTER = r"(?:after|following|from)"
_NOTICE = (
    r"(?:\s+(?:or\s+more|in\s+advance|(?:of\s+)?(?:(?:advance|prior|written|formal)\s+)*(?:notice|notification)"
    r"(?:\s+in\s+writing)?))?\s*,?\s*"
)
# Words that may stand between "90 days before" and the day itself: what happens on it.
_EVENT = (
    r"(?:(?:the|its|this|their|any|a|contract|agreement|memorandum|deal|pact|lease|current|existing|annual|school|year|fiscal|"
    r"term|date|deadline|expir\w*|end\w*|terminat\w*|renew\w*|anniversary|start\w*|begin\w*|effective|of|on|at|is|set|due|"
    r"laps\w*|clos\w*)(?:[’']s)?,?\s+){0,9}?"
)
_FROM_DAY = re.compile(
    rf"(?<![\w.$])(?P<count>{_COUNTS})\s+{_UNIT}\s+from\s+(?:(?P<rel>this\s+coming|this|next|last)\s+)?"
    rf"(?P<day>{DAY_NAME}|today|tonight|tomorrow|now)\b",
    re.I,
)
_FROM_DATE = re.compile(
    rf"(?<![\w.$])(?:the\s+(?P<theday>day)|(?P<count>{_COUNTS})[\s-]+{_UNIT}{_NOTICE})\s*(?P<side>{BEFORE}|{_AFTER}|of)\s+{_EVENT}(?P<anchor>{DATE})",
    re.I,
)
_WITHIN = re.compile(rf"(?<!\w)within\s+(?P<count>{_COUNTS})\s+{_UNIT}(?!\s+ago)", re.I)
# "The offer expires in 45 days".
_ENDS_IN = re.compile(
    rf"\b(?:expires?|ends?|lapses?|runs? out|closes?|begins?|starts?|takes? effect|is due|are due|will (?:expire|end|lapse|run out|close|begin|start|take effect|be due))\s+(?P<span>in\s+(?P<count>{_COUNTS})\s+{_UNIT})(?!\s+(?:of|if|after|from|unless)\b)",
    re.I,
)
_ROUGHLY = re.compile(r"(?:\b(?P<no>no|not)\s+)?\b(?P<word>less|fewer|more|later)\s+than\s+$|\b(?:about|nearly|roughly|almost|some|up to|around|approximately|within|a|the)\s+$", re.I)  # fmt: skip


def counted_from_days(told: Told) -> Iterator[DayPhrase]:
    """Return "a week from Monday" and "30 days from today"."""
    for match in _FROM_DAY.finditer(told.words):
        word, relation = match["day"].lower(), (match["rel"] or "").lower()
        if word == "now" and match["unit"].lower() in {"month", "year"}:
            continue  # "a year from now" is no day
        base = None
        if told.published is not None and not word.endswith("days"):
            if word in {"today", "tonight", "now"}:
                base = told.published
            elif word == "tomorrow":
                base = told.published + timedelta(days=1)
            elif relation != "last":
                base = calendar.weekday_near(word, told.published, "future", strict=relation in {"next", "this coming"})
        yield DayPhrase(match.start(), match.end(), _moved(told, match, base, 1))


def _moved(told: Told, match: re.Match[str], base: date | None, sign: int) -> date | None:
    """Return a day so many days, weeks or months from another; None where the count or its kind is not sure."""
    number = count_of(match["count"])
    roughly = _ROUGHLY.search(told.words[max(0, match.start() - 24) : match.start()])
    is_rough = roughly is not None and not (roughly["no"] and roughly["word"] and roughly["word"].lower() != "more")
    kind = (match["kind"] or "").strip().lower()
    unit = match["unit"].lower()
    if base is None or number is None or is_rough or kind not in {"", "full", "whole", "calendar", "consecutive"}:
        return None
    if unit == "month":
        return months_before(base, -sign * number)
    return None if unit == "year" else base + timedelta(days=sign * number * (7 if unit == "week" else 1))


def counted_from_dates(told: Told) -> Iterator[DayPhrase]:
    """
    Return "90 days before June 30": the day that this is, if count and day are both sure.

    A day without a year whose count lies before publication may be that of another year, and is left undated.
    """
    for match in _FROM_DATE.finditer(told.words):
        side = re.sub(r"\s+", " ", match["side"].lower())
        is_before = re.fullmatch(BEFORE, side) is not None
        start, end = match.span("anchor")
        base = told.day_at(start, end)
        day = None
        if base is not None and match["theday"]:
            day = base + timedelta(days=-1 if is_before else 1) if side != "of" else None
        elif base is not None and side != "of":
            day = _moved(told, match, base, -1 if is_before else 1)
        has_year = re.search(r"(?:19|20)\d\d|/\d\d$", match["anchor"]) is not None
        if (
            day
            and is_before
            and not has_year
            and not match["theday"]
            and told.published
            and day < told.published <= (base or day)
        ):
            day = None
        yield DayPhrase(match.start(), match.end(), day, (start, end), is_counted=True, is_after=not is_before)


def ending_in_days(told: Told) -> Iterator[DayPhrase]:
    """Return "expires in 45 days" without a day: it is rounded, or counts from a day that is not told."""
    for match in _ENDS_IN.finditer(told.words):
        if match["unit"].lower() in {"day", "week"}:
            start, end = match.span("span")
            yield DayPhrase(start, end, None)


def within_days(told: Told) -> Iterator[DayPhrase]:
    """Return "within 30 days", which no article dates: it does not say from which day on."""
    for match in _WITHIN.finditer(told.words):
        if match["unit"].lower() != "year":
            yield DayPhrase(match.start(), match.end(), None, is_counted=True)
