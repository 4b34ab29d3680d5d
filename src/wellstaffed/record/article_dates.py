"""Dates and deadlines of an article as real days: what the phrase says, against the day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from wellstaffed.record import article_calendar as calendar
from wellstaffed.record.article_calendar import MONTH, SEASON, WEEKDAY, Day, DayPhrase, Days, Told
from wellstaffed.record.article_date_kinds import clause_around, counted_kind, date_kind
from wellstaffed.record.article_day_phrases import day_of_week, day_phrases
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_tense import tense_at, week_at
from wellstaffed.record.article_whose_notice import was_possible

_NUMBER = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())  # noqa: SIM905
} | {"a": 1, "an": 1}
_COUNT = rf"(?:{'|'.join(_NUMBER)}|\d{{1,3}})"
_EDGE = r"(?:the\s+)?(?P<edge>start|beginning|end|middle|close)\s+of\s+(?:the\s+)?"

_PATTERN = re.compile(
    rf"""(?:{_EDGE})?(?:
    (?:(?P<half>first|second)\s+semester\s+of\s+(?:the\s+)?)?
        (?P<syear>(?:19|20)\d\d)\s?[-–/]\s?(?P<send>\d\d(?:\d\d)?)\b(?!-\d)(?:\s+(?P<sword>school\s+year|academic\s+year|season|year))?
    | (?P<srel>last|this|next|the\s+(?:current|coming|following))\s+(?:school|academic)\s+year\b
    | (?P<cyear>(?:19|20)\d\d)\s+(?P<cword>calendar|fiscal)\s+year\b
    | (?:(?P<weekday>{WEEKDAY}),?\s+)?(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b
        (?!\s*(?:percent|%))(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?
    | (?P<dayfirst>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+(?:19|20)\d\d\b|(?=[,.;:]|$)))
    | (?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b
    | (?P<num>\d{{1,2}}/\d{{1,2}}/(?:(?:19|20)\d\d|\d\d))\b(?!/)
    | (?:(?P<week>first|last|second|third)\s+week\s+of\s+|(?P<mrel>last|next|this|early|late|mid-?)\s*)?
        (?P<amonth>{MONTH})(?:(?:\s+of|,)?\s+(?P<ayear>(?:19|20)\d\d))?(?!\w)
    | (?:(?P<wrel>last|next|this|this\s+past|this\s+coming)\s+)?(?P<lone>{WEEKDAY})
    | (?P<srel2>last|next|this|this\s+past|this\s+coming)\s+(?P<unit>{SEASON}|week|month|year)\b
    | (?:(?<=\bin\sthe\s)|(?<=\bby\sthe\s)|(?<=\bthis\scoming\s))(?P<bareseason>spring|summer|fall|autumn)\b(?!\s+of\b)(?!\s+(?:19|20)\d\d)
    | (?P<season>{SEASON})\s+(?:of\s+)?(?P<seasonyear>(?:19|20)\d\d)\b
    | (?P<ago>{_COUNT}\s+(?P<agounit>day|week|month|year)s?\s+ago)\b
    | (?P<later>{_COUNT})\s+(?P<laterunit>day|week|month|year)s?\s+(?P<laterword>later|earlier)\b
    | (?P<aloneyear>(?:19|20)\d\d)(?![\d,.]*\d|\s*(?:students|dollars|people|percent|%|:))\b
    | (?P<near>today|tonight|tomorrow|yesterday)\b
    )""",
    re.X | re.I,
)
# Words that look like a month or a year but are not, by what stands around them.
_LAST_YEAR = re.compile(r"\W*last (?:school )?year\b", re.I)
_YEAR_LEAD = re.compile(
    r"\b(?:in|since|of|until|through|by|from|to|before|after|during|for|the|early|late|mid|and|its|their|back)\s+$",
    re.I,
)
_MONTH_LEAD = re.compile(
    r"\b(?:in|since|of|until|through|by|from|to|before|after|during|every|each|until|between|and|or|this|last|next|early|late)\s+$",
    re.I,
)


@dataclass(frozen=True)
class FoundDate:
    """
    A phrase of time in its sentence.

    ``date_to`` is None for a single day; both are None where the phrase cannot be dated. ``place`` is where the phrase
    starts in the text.
    """

    text: str
    date: Day | None
    date_to: Day | None
    kind: str
    what: str
    sentence: Sentence
    place: int


def article_dates(sentences: list[Sentence], published: date | None, notes: list[str]) -> list[FoundDate]:
    """
    Return every phrase of time that an article gives, in order.

    A phrase that needs the day of publication has no date where that day is unknown, and a note says so.
    """
    found: list[FoundDate] = []
    anchor: date | None = None
    for number, sentence in enumerate(sentences):
        if sentence.is_heading and len(sentence.words.split()) <= 14:
            continue  # bylines and headlines; what they say stands again in the text
        before = sentences[number - 1] if number else None
        earlier = before.words if before is not None and before.paragraph == sentence.paragraph else ""
        for phrase in _phrases(sentence, earlier, published, anchor, notes):
            text = sentence.words[phrase.start : phrase.end].strip()
            day, to = phrase.days or (None, None)
            anchor = day or anchor
            what = clause_around(sentence.words, phrase.start, phrase.end)
            place = sentence.start + phrase.start
            found.append(FoundDate(text, day, to, phrase.kind, what, sentence, place))
    undated = [one.text for one in found if one.date is None]
    if undated:
        _note_undated(undated, published, notes)
    return found


@dataclass(frozen=True)
class _Phrase:
    start: int
    end: int
    days: Days | None
    kind: str


def _phrases(
    sentence: Sentence, earlier: str, published: date | None, anchor: date | None, notes: list[str]
) -> list[_Phrase]:
    """Return the phrases of a sentence in order: those that tell a day by way of another, and all outside of them."""
    words = sentence.words
    told = day_phrases(Told(words, published, lambda low, high: tense_at(words, earlier, low, high)))
    rows = [row for one in told if (row := _phrase_told(one, sentence, published, earlier))]
    for match in _PATTERN.finditer(words):
        low, high = match.start() + len(match[0]) - len(match[0].lstrip()), match.end()
        inside = next((one for one in told if low < one.end and one.start < high), None)
        if inside and not (inside.anchor and inside.anchor[0] <= low and high <= inside.anchor[1]):
            continue
        if not _is_time(match, words):
            continue
        if match["near"] and any(quote.holds(sentence.start + low) for quote in sentence.quotes):
            continue  # a speaker's "tonight" is the night of the speech, which the article need not name
        tense = tense_at(words, earlier, match.start(), high)
        is_listed = match["lone"] and not match["wrel"] and week_at(words, earlier, match.start()) is not None
        days = _in_next_week(match["lone"], published) if is_listed else _days(match, published, tense, anchor)
        _note_contradiction(match, days, notes)
        kind = date_kind(
            words, match.start(), high,
            is_over=bool(days and published and (days[1] or days[0]) < published),
            is_told=bool(match["srel"] or match["near"] or match["ago"] or match["later"]),
            is_school_year=bool(match["syear"]),
        )  # fmt: skip
        anchor = days[0] if days else anchor
        # A month or a season has no last day to act by that the article says.
        rows.append(_Phrase(match.start(), high, days, "event" if kind == "deadline" and days and days[1] else kind))
    return sorted(rows, key=lambda one: (one.start, -one.end))


def _phrase_told(one: DayPhrase, sentence: Sentence, published: date | None, earlier: str) -> _Phrase | None:
    """Return the row of a day told by way of another; None for one that names no day, or counts days to no duty."""
    words = sentence.words
    in_quote = any(quote.holds(sentence.start + one.start) for quote in sentence.quotes)
    of_speech = in_quote and re.search(r"\b(?:today|tonight|tomorrow|now)$", words[one.start : one.end], re.I)
    day = None if of_speech else one.day
    is_over = bool(day and published and day < published)
    if one.is_counted:
        kind = counted_kind(words, one.start, one.end)
        is_past = (is_over or one.is_after) and tense_at(words, earlier, one.start, one.end) == "past"
        if kind != "deadline" or is_past:
            return None
    else:
        kind = date_kind(words, one.start, one.end, is_over=is_over)
    return _Phrase(one.start, one.end, (day, None) if day else None, kind) if one.is_row else None


def _in_next_week(name: str, published: date | None) -> Days | None:
    day = day_of_week(name, published, 1)
    return (day, None) if day else None


def _is_time(match: re.Match[str], words: str) -> bool:
    before = words[: match.start()]
    if before[-1:].isalnum() or before.endswith(("$", "-", "/", "’", "'")):
        return False
    if match["aloneyear"]:
        return bool(_YEAR_LEAD.search(before)) or bool(match["edge"])
    month = match["amonth"]
    if month:
        if not month[0].isupper():
            return False
        bare = not (match["ayear"] or match["mrel"] or match["week"] or match["edge"])
        # "May" opens questions, "March" and "Jan" are words and names: a lone month needs its preposition.
        return not bare or bool(_MONTH_LEAD.search(before)) or (len(month) > 5 and not before.strip())
    if match["dayfirst"]:
        return re.search(r"[A-Za-z]+(?=[^A-Za-z]*$)", re.sub(r"(?<=\d)(?:st|nd|rd|th)|\bof\b", "", match["dayfirst"]))[
            0
        ][0].isupper()  # type: ignore[index]
    if match["month"]:
        return match["month"][0].isupper()
    if match["lone"]:
        return match["lone"][0].isupper() and not re.match(r"\s+(?:School|Street|Report|Desk)", words[match.end() :])
    if match["syear"]:
        years = int(match["send"]) % 100 - int(match["syear"]) % 100
        return years % 100 == 1
    return True


def _days(match: re.Match[str], published: date | None, tense: str, anchor: date | None) -> Days | None:
    if match["month"] and not match["year"] and _LAST_YEAR.match(match.string) and was_possible(match.string):
        return None  # a day of the year before, which may be another than the last such day
    for rule in (_school_year, _calendar_year, _day_of_month, _month, _weekday, _relative, _season, _counted):
        days = rule(match, published, tense, anchor)
        if days is not None:
            return days
    return None


def _edged(match: re.Match[str], days: Days) -> Days:
    edge = (match["edge"] or "").lower()
    first, last = days[0], days[1] or days[0]
    if edge in {"start", "beginning"}:
        return first, None
    if edge in {"end", "close"}:
        return last, None
    return days


def _school_year(match: re.Match[str], published: date | None, tense: str, anchor: date | None) -> Days | None:
    if match["syear"]:
        ends = int(match["syear"]) + 1
        if match["half"]:
            split = date(ends, 1, 1)
            return (
                (date(ends - 1, 7, 1), split - timedelta(days=1))
                if match["half"].lower() == "first"
                else (split, date(ends, 6, 30))
            )
        return _edged(match, calendar.whole_school_year(ends))
    if match["srel"] and published:
        now = published.year + (published.month >= 7)
        step = {"last": -1, "next": 1, "the coming": 1, "the following": 1}.get(match["srel"].lower(), 0)
        return _edged(match, calendar.whole_school_year(now + step))
    return None


def _calendar_year(match: re.Match[str], published: date | None, tense: str, anchor: date | None) -> Days | None:
    year = match["cyear"] or match["aloneyear"]
    if not year:
        return None
    days = calendar.whole_year(int(year))
    if (match["cword"] or "").lower() == "fiscal":
        days = calendar.whole_school_year(int(year))
    return _edged(match, days)


def _day_of_month(match: re.Match[str], published: date | None, tense: str, anchor: date | None) -> Days | None:
    if match["iso"] or match["num"] or match["dayfirst"]:
        told = calendar.day_told(match["iso"] or match["num"] or match["dayfirst"], published, tense)
        return (told, None) if told else None
    if not match["month"]:
        return None
    if match["year"]:
        year_number = int(match["year"])
    elif published:
        month_number = calendar.month_number(match["month"])
        day_number = min(int(match["day"]), 28) if match["day"] != "0" else 1
        year_number = calendar.nearest_year(month_number, day_number, published, tense)
        near = date(year_number, month_number, max(1, day_number))
        if (
            tense == "past" and abs((near - published).days) > 200
        ):  # "the statement of April 28" said on May 3 whatever the verb
            year_number = calendar.nearest_year(month_number, day_number, published, "")
    else:
        return None
    exact = calendar.calendar_day(match["month"], int(match["day"]), year_number)
    return (exact, None) if exact else None


def _month(match: re.Match[str], published: date | None, tense: str, anchor: date | None) -> Days | None:
    if not match["amonth"]:
        return None
    month = calendar.month_number(match["amonth"])
    if match["ayear"]:
        year = int(match["ayear"])
    elif published:
        relation = (match["mrel"] or "").lower()
        lean = {"last": "past", "next": "future"}.get(relation, tense or "past")
        year = (
            calendar.nearest_year(month, 1, published.replace(day=28), "past")
            if lean == "past"
            else (calendar.nearest_year(month, 28, published, "future"))
        )
        if relation == "last" and year == published.year and month == published.month:
            year -= 1
    else:
        return None
    first, last = calendar.whole_month(year, month)
    assert last is not None
    if match["week"]:
        weeks = {"first": 1, "second": 8, "third": 15}
        start = weeks.get(match["week"].lower())
        return (
            (last - timedelta(days=6), last)
            if start is None
            else (date(year, month, start), date(year, month, start + 6))
        )
    part = {"early": (1, 10), "mid": (10, 20), "mid-": (10, 20), "late": (20, last.day)}.get(
        (match["mrel"] or "").lower()
    )
    if part and not match["edge"]:
        return date(year, month, part[0]), date(year, month, part[1])
    return _edged(match, (first, last))


def _weekday(match: re.Match[str], published: date | None, tense: str, anchor: date | None) -> Days | None:
    if not match["lone"] or published is None:
        return None
    relation = (match["wrel"] or "").lower()
    if relation in {"last", "this past"}:
        return calendar.weekday_near(match["lone"], published, "past", strict=True), None
    if relation in {"next", "this coming", "this"}:
        return calendar.weekday_near(match["lone"], published, "future", strict=relation != "this"), None
    return calendar.weekday_near(match["lone"], published, tense or "past"), None


def _relative(match: re.Match[str], published: date | None, tense: str, anchor: date | None) -> Days | None:
    if published is None:
        return None
    if match["near"]:
        word = "today" if match["near"].lower() == "tonight" else match["near"]
        day = calendar.relative_day(word, published)
        return (day, None) if day else None
    if match["bareseason"]:
        return _nearest_season(match["bareseason"].lower(), published, -1 if tense == "past" else 0, tense)
    if not match["unit"]:
        return None
    unit, relation = match["unit"].lower(), match["srel2"].lower()
    step = -1 if relation in {"last", "this past"} else 1 if relation in {"next", "this coming"} else 0
    if unit == "week":
        return calendar.whole_week(published + timedelta(days=7 * step))
    if unit == "month":
        index = published.year * 12 + published.month - 1 + step
        return calendar.whole_month(index // 12, index % 12 + 1)
    if unit == "year":
        return calendar.whole_year(published.year + step)
    return _nearest_season(unit, published, step, tense)


def _nearest_season(unit: str, published: date, step: int, tense: str) -> Days:
    spans = [calendar.whole_season(unit, published.year + shift) for shift in (-1, 0, 1, 2)]
    if step < 0:
        return [days for days in spans if (days[1] or days[0]) < published][-1]
    if step > 0:
        return next(days for days in spans if days[0] > published)
    if tense == "past":  # "brought back four officers this spring", printed in June
        return [days for days in spans if days[0] <= published][-1]
    return next(days for days in spans if (days[1] or days[0]) >= published)


def _season(match: re.Match[str], published: date | None, tense: str, anchor: date | None) -> Days | None:
    return calendar.whole_season(match["season"], int(match["seasonyear"])) if match["season"] else None


def _counted(match: re.Match[str], published: date | None, tense: str, anchor: date | None) -> Days | None:
    if match["ago"] and published:
        day = calendar.relative_day(match["ago"], published)
        if day is None:
            return None
        unit = match["agounit"].lower()
        spans = {"year": calendar.whole_year(day.year), "month": calendar.whole_month(day.year, day.month)}
        return spans.get(unit, calendar.whole_week(day) if unit == "week" else (day, None))
    if match["later"] and anchor:
        word = match["later"].lower()
        number = _NUMBER[word] if word in _NUMBER else int(word)
        days = {"day": 1, "week": 7}.get(match["laterunit"].lower())
        if days is None:
            return None  # "a year later" names no day
        sign = 1 if match["laterword"].lower() == "later" else -1
        return anchor + timedelta(days=sign * days * number), None
    return None


def _note_contradiction(match: re.Match[str], days: Days | None, notes: list[str]) -> None:
    is_whole = match["num"] or match["iso"] or re.search(r"\d{4}$", match["dayfirst"] or "")
    if days is None and (is_whole or (match["month"] and (match["year"] or int(match["day"]) > 29))):
        notes.append(f"'{match[0].strip()}' is not a day of the calendar.")
    if match["weekday"] and days and days[0].weekday() != calendar.weekday_number(match["weekday"]):
        notes.append(
            f"'{match[0].strip()}' contradicts itself: {days[0].isoformat()} is a {days[0]:%A}. The day of the month was used."
        )


def _note_undated(undated: list[str], published: date | None, notes: list[str]) -> None:
    shown = ", ".join(f"'{text}'" for text in dict.fromkeys(undated))[:200]
    if published is None:
        notes.append(
            f"No day of publication was given or found, so {shown} could not be dated. Give it: --published YYYY-MM-DD."
        )
    else:
        notes.append(f"{shown} could not be dated.")
