"""
Days told by way of another: "the first Monday in August", "a week from Monday", "90 days before June 30".

A phrase of this kind is read as a whole or left undated; its weekday or month is never taken for the one nearest to publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from wellstaffed.record import article_calendar as calendar
from wellstaffed.record.article_calendar import DATE, DAY_NAME, MONTH, DayPhrase, Told
from wellstaffed.record.article_counted_days import (
    BEFORE,
    COUNT,
    counted_from_dates,
    counted_from_days,
    ending_in_days,
    within_days,
)
from wellstaffed.record.article_numbers import count_of

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}  # fmt: skip
_LAST = {"last", "final"}
_ORD = rf"(?:{'|'.join(_ORDINALS)}|last|final)"
_IN_MONTH = (
    rf"(?:(?P<month>{MONTH})(?:(?:\s+of|,)?\s+(?P<year>(?:19|20)\d\d))?(?![\w])"
    r"|(?P<relmonth>(?:the\s+(?:current|coming|next|following|same)|the|this|next|last|each|every|any|a|alternate)\s+(?:calendar\s+)?month)\b(?!\s+(?:of|when|in)\b))"
)
_HOLIDAY = (
    r"(?:(?:Labor|Memorial|Veterans|Columbus|Indigenous|Election|Independence|Presidents?|Christmas|Thanksgiving|Easter|"
    r"Halloween|Martin|MLK|Juneteenth|New\s+Year|Good|Passover|Yom|Rosh|Ramadan|Eid|Fourth\s+of\s+July)\b"
    r"(?:[’']s?)?(?:\s+(?:Day|Eve|[Bb]reak|[Ww]eekend|Sunday|Friday|Luther|King))*)"
)

_ORDINAL_DAY = (
    rf"(?:the\s+|that\s+)?(?P<ord>{_ORD})(?P<more>(?:,\s+{_ORD})*,?\s+(?:and|or)\s+{_ORD})?\s+(?P<oday>{DAY_NAME})"
)
_OF_MONTH = re.compile(
    rf"(?P<only>(?<!\w){_ORDINAL_DAY})(?:\s+(?:of|in|during)\s+{_IN_MONTH})?(?P<straight>\s+in\s+a\s+row)?", re.I
)
_DAY_OF = re.compile(
    rf"(?<![\w/])(?:(?:the\s+)?(?P<dord>{_ORD}|(?:fif|six|ten|twelf|thir|four|twen|thirtie|twentie)\w*|\d{{1,2}}(?:st|nd|rd|th))\s+"
    rf"(?P<biz>(?:business|working|school|instructional|week|calendar)\s*)?day\s+(?:of|in)"
    rf"|(?:the\s+)?(?P<nth>\d{{1,2}})(?:st|nd|rd|th)\s+of)\s+{_IN_MONTH}",
    re.I,
)
_EDGE_OF = re.compile(
    r"(?<!\w)(?:the\s+)?(?P<edge>start|beginning|end|middle|close)\s+of\s+(?P<rel>the\s+(?:current|coming|next|following|same)|the|this|next|last|each|every)"
    r"\s+(?P<calendar>calendar\s+)?(?P<unit>week|month|year|quarter|semester)\b(?!\s+(?:of|when|in)\b)",
    re.I,
)
_BESIDE = re.compile(
    rf"(?<!\w)(?:the\s+(?:(?P<ord>{_ORD})\s+)?(?P<day>{DAY_NAME})\s+(?:immediately\s+|right\s+|just\s+)?(?P<side>{BEFORE}|after|following|closest\s+to|nearest(?:\s+to)?)"
    rf"|(?P<bare>{DAY_NAME})\s+(?P<bareside>before|after|following|preceding|prior\s+to)(?=\s+(?:the\s+)?(?:{_HOLIDAY}|{DATE})))"
    rf"\s+(?:the\s+)?(?:(?P<holiday>{_HOLIDAY})|(?P<anchor>{DATE})|(?P<oanchor>{_ORDINAL_DAY.replace('<ord>', '<ord2>').replace('<more>', '<more2>').replace('<oday>', '<oday2>')}\s+(?:of|in)\s+{_IN_MONTH}))?",
    re.I,
)
_DEFINED = re.compile(
    rf"(?<!\w)the\s+{DAY_NAME}\s+(?:of|that|when|in|between|on\s+which)\b(?!\s+(?:last|next|this)\s+week)", re.I
)
_AGO_DAY = re.compile(
    rf"(?<!\w)(?P<count>{COUNT})\s+weeks?\s+ago\s+(?:on\s+|last\s+|this\s+)?(?P<day>{DAY_NAME})", re.I
)
_DAY_WEEK = re.compile(rf"(?<!\w)(?P<day>{DAY_NAME})\s+week\b(?!\s+(?:of|\d|\w+ly)|[-’'])", re.I)
_A_WEEK_DAY = re.compile(
    rf"(?<!\w)(?<!for\s)a\s+week\s+(?:on\s+)?{DAY_NAME}(?:(?:\s*,\s*|\s+(?:and|through|to)\s+)+{DAY_NAME})*", re.I
)
_OF_WEEK = re.compile(
    rf"(?<!\w)(?:(?P<day>{DAY_NAME})(?:\s+of)?\s+(?P<rel>last|next|this|the\s+(?:following|previous|coming))\s+week\b"
    rf"|(?P<rel2>last|next|this)\s+week,?\s+on\s+(?P<day2>{DAY_NAME}))",
    re.I,
)
# "By Monday, two weeks before school starts" and "the Monday two weeks from now": which Monday, the count tells.
_COUNTED_DAY = re.compile(
    rf"(?<!\w)(?:(?:by|until|before|due|than)\s+(?:on\s+|the\s+)?|the\s+)(?P<all>{DAY_NAME},?\s+{COUNT}\s+(?:\w+\s+)?(?:day|week|month|year)s?\s+"
    rf"(?:{BEFORE}|after|following|from)\b)|(?<!\w)(?P<many>{COUNT}\s+{DAY_NAME}\s+(?:from|{BEFORE}|after|ago|later)\b)",
    re.I,
)
_HOW_OFTEN = re.compile(r"\b(?:times?|days?|once|twice|hours?|nights?|periods?|thrice)\s+$", re.I)
_AFTER_NEXT = re.compile(rf"(?<!\w)(?:the\s+)?(?:{DAY_NAME}|week|month)\s+after\s+next\b", re.I)
_FOLLOWING = re.compile(
    rf"(?<!\w)(?:the\s+)?(?P<rel>following|previous|preceding|subsequent)\s+(?P<day>{DAY_NAME})", re.I
)
_NUMBERED = re.compile(
    rf"(?<!\w)(?P<day>{DAY_NAME}),?\s+the\s+(?P<nth>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+(?:of|day))", re.I
)
_NO_DAY = re.compile(
    rf"(?<!\w)(?:(?:every|each|any|alternate|every\s+other)\s+(?:{_ORD}\s+)?{DAY_NAME}|on\s+an?\s+{DAY_NAME}(?:\s+(?:night|morning|afternoon|evening))?"
    rf"(?=\s*(?:[,.;!?”\"]|$)|\s+(?:in|and|when)\b)|an?\s+{DAY_NAME}(?=\s+(?:in|of)\s+(?:the|{MONTH})\b))(?:\s+(?:and|or)\s+(?:\w+\s+)?"
    + rf"{DAY_NAME})*",
    re.I,
)


def day_phrases(told: Told) -> list[DayPhrase]:
    """Return the phrases of a sentence that tell a day by way of another, in order; none overlaps another."""
    found = sorted((one for rule in _RULES for one in rule(told)), key=lambda one: (one.start, -one.end))
    kept: list[DayPhrase] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end:
            # Two readings cross: neither is sure, so that nothing of both is dated.
            kept[-1] = DayPhrase(
                kept[-1].start, one.end, None, kept[-1].anchor or one.anchor, is_counted=kept[-1].is_counted
            )
    return kept


def _ordinal_days(told: Told) -> Iterator[DayPhrase]:
    for match in _OF_MONTH.finditer(told.words):
        is_named = bool(match["month"] or match["relmonth"])
        if match["ord"].lower() in _LAST and not (match["only"].lower().startswith("the ") or is_named):
            continue  # "last Monday" is the one before publication
        recurs = re.match(r"(?:each|every|any|a|alternate)\b", match["relmonth"] or "", re.I) is not None
        plural = match["oday"].lower().endswith("s") or match["more"] is not None
        day = None if plural or recurs or match["straight"] else _nth_weekday(told, match, match["ord"], match["oday"])
        yield DayPhrase(match.start(), match.end(), day, is_row=not recurs)


def _nth_weekday(told: Told, match: re.Match[str], ordinal: str, name: str) -> date | None:
    def in_month(year: int, month: int) -> date | None:
        first, last = calendar.whole_month(year, month)
        assert last is not None
        if ordinal.lower() in _LAST:
            return calendar.weekday_near(name, last, "past")
        day = calendar.weekday_near(name, first, "future") + timedelta(days=7 * (_ORDINALS[ordinal.lower()] - 1))
        return day if day <= last else None

    return _in_month(told, match, in_month)


def _in_month(told: Told, match: re.Match[str], day_of: Callable[[int, int], date | None]) -> date | None:
    """Return the day that a rule finds in the month of a phrase: of its year, or the next or last one by the tense."""
    if match["relmonth"]:
        step = {"the": 0, "this": 0, "the current": 0, "next": 1, "the coming": 1, "the next": 1, "last": -1}.get(
            re.sub(r"\s+(?:calendar\s+)?month$", "", re.sub(r"\s+", " ", match["relmonth"].lower()))
        )
        if step is None or told.published is None:
            return None
        index = told.published.year * 12 + told.published.month - 1 + step
        day = day_of(index // 12, index % 12 + 1)
        tense = told.tense_at(match.start(), match.end())
        is_behind = day is not None and (
            (tense == "past" and day > told.published) or (tense == "future" and day < told.published)
        )
        return None if is_behind else day  # "ends the first Tuesday of the month", printed on the 8th
    if not match["month"]:
        return None
    month = calendar.month_number(match["month"])
    if match["year"]:
        return day_of(int(match["year"]), month)
    if told.published is None:
        return None
    days = [day for shift in (-1, 0, 1) if (day := day_of(told.published.year + shift, month))]
    return calendar.nearest_day(days, told.published, told.tense_at(match.start(), match.end()))


def _days_of_month(told: Told) -> Iterator[DayPhrase]:
    for match in _DAY_OF.finditer(told.words):
        kind = (match["biz"] or "").strip().lower()
        ordinal = (match["dord"] or "").lower()
        number = int(match["nth"]) if match["nth"] else _ORDINALS.get(ordinal) or _leading_digits(ordinal)
        is_last = ordinal in _LAST
        if (number is None and not is_last) or re.match(
            r"(?:each|every|any|a|alternate)\b", match["relmonth"] or "", re.I
        ):
            yield DayPhrase(match.start(), match.end(), None, is_row=number is None and not is_last)
            continue

        def in_month(year: int, month: int, number: int | None = number) -> date | None:
            last = calendar.whole_month(year, month)[1]
            assert last is not None
            return last if number is None else last.replace(day=number) if 1 <= number <= last.day else None

        day = _in_month(told, match, in_month) if kind in {"", "calendar"} else None
        yield DayPhrase(match.start(), match.end(), day)


def _leading_digits(ordinal: str) -> int | None:
    digits = re.match(r"\d{1,2}", ordinal)
    return int(digits[0]) if digits else None


def _edges(told: Told) -> Iterator[DayPhrase]:
    """Return "the end of next month"; the end of a week, or of a year that may be a school year, is no certain day."""
    for match in _EDGE_OF.finditer(told.words):
        relation, unit, edge = re.sub(r"\s+", " ", match["rel"].lower()), match["unit"].lower(), match["edge"].lower()
        step = {"the": 0, "this": 0, "the current": 0, "next": 1, "the coming": 1, "the next": 1, "last": -1}.get(
            relation
        )
        day = None
        if step is not None and told.published is not None and edge != "middle":
            year, month = told.published.year, told.published.month
            if unit == "month":
                index = year * 12 + month - 1 + step
                first, last = calendar.whole_month(index // 12, index % 12 + 1)
                day = last if edge in {"end", "close"} else first
            elif unit == "year" and match["calendar"]:
                day = date(year + step, 12, 31) if edge in {"end", "close"} else date(year + step, 1, 1)
        yield DayPhrase(match.start(), match.end(), day)


def _beside(told: Told) -> Iterator[DayPhrase]:
    """Return "the Friday before June 30" and "the Tuesday after the first Monday in November"."""
    for match in _BESIDE.finditer(told.words):
        name = match["day"] or match["bare"]
        side = re.sub(r"\s+", " ", (match["side"] or match["bareside"]).lower())
        if match["anchor"]:
            anchor = told.day_at(match.start("anchor"), match.end("anchor"))
        elif match["oanchor"]:
            anchor = None if match["more2"] else _nth_weekday(told, match, match["ord2"], match["oday2"])
        else:
            anchor = None
        is_after = side in {"after", "following"}
        ordinal = (match["ord"] or "").lower()
        fits = ordinal in ({"", "first", "1st"} if is_after else {"", "last", "final"})
        day = None
        if anchor and fits and not side.startswith(("closest", "nearest")) and not name.lower().endswith("s"):
            day = calendar.weekday_near(name, anchor, "future" if is_after else "past", strict=True)
        yield DayPhrase(match.start(), match.end(), day)


def _week_of_days(told: Told) -> Iterator[DayPhrase]:
    """Return "Monday of next week", "a week ago Monday", "Monday week"; what a Sunday's week is nobody can be sure of."""
    for match in _OF_WEEK.finditer(told.words):
        name, relation = (match["day"] or match["day2"]), (match["rel"] or match["rel2"]).lower()
        step = {"last": -1, "next": 1, "this": 0}.get(relation)
        yield DayPhrase(match.start(), match.end(), day_of_week(name, told.published, step))
    for match in _AGO_DAY.finditer(told.words):
        number, day = count_of(match["count"]), None
        if told.published and number and not match["day"].lower().endswith("days"):
            day = calendar.weekday_near(match["day"], told.published, "past") - timedelta(days=7 * number)
        yield DayPhrase(match.start(), match.end(), day)
    for match in _DAY_WEEK.finditer(told.words):
        name, day = match["day"], None
        if told.published and not name.lower().endswith("days"):
            day = calendar.weekday_near(name, told.published, "future") + timedelta(days=7)
        yield DayPhrase(match.start(), match.end(), day)


def day_of_week(name: str, published: date | None, step: int | None) -> date | None:
    """
    Return the day of that name in the week of publication, or so many weeks from it.

    None for a Sunday, and for "next week" said on one: some begin the week with it, some end it.
    """
    if published is not None and published.weekday() == 6 and step:
        return None
    if published is None or step is None or name.lower().startswith("sun") or name.lower().endswith("days"):
        return None
    monday = calendar.whole_week(published)[0] + timedelta(days=1 + 7 * step)
    return monday + timedelta(days=calendar.weekday_number(name))


def _following(told: Told) -> Iterator[DayPhrase]:
    """Return "the following Monday": the one after the day told before it in the sentence, else undated."""
    for match in _FOLLOWING.finditer(told.words):
        days = list(re.finditer(DATE, told.words[: match.start()]))
        day = None
        if days and not match["day"].lower().endswith("s"):
            base = told.day_at(days[-1].start(), days[-1].end())
            side = "future" if match["rel"].lower() in {"following", "subsequent"} else "past"
            day = calendar.weekday_near(match["day"], base, side, strict=True) if base else None
        yield DayPhrase(match.start(), match.end(), day)


def _numbered(told: Told) -> Iterator[DayPhrase]:
    """Return "Thursday the 25th": the day on which weekday and number agree, in the month of publication or next to it."""
    for match in _NUMBERED.finditer(told.words):
        day = None
        if told.published is not None and not match["day"].lower().endswith("days"):
            near = [told.published + timedelta(days=shift) for shift in range(-31, 32)]
            fits = [
                one
                for one in near
                if one.day == int(match["nth"]) and one.weekday() == calendar.weekday_number(match["day"])
            ]
            day = calendar.nearest_day(fits, told.published, told.tense_at(match.start(), match.end()))
        yield DayPhrase(match.start(), match.end(), day)


def _undated(told: Told) -> Iterator[DayPhrase]:
    for pattern in (_DEFINED, _AFTER_NEXT, _A_WEEK_DAY):
        for match in pattern.finditer(told.words):
            is_often = pattern is _A_WEEK_DAY and _HOW_OFTEN.search(told.words[: match.start()])
            yield DayPhrase(match.start(), match.end(), None, is_row=not is_often)
    for match in _COUNTED_DAY.finditer(told.words):
        group = "all" if match["all"] else "many"
        yield DayPhrase(match.start(group), match.end(group), None)
    for match in _NO_DAY.finditer(told.words):
        yield DayPhrase(match.start(), match.end(), None, is_row=False)


_RULES = (
    _ordinal_days, _days_of_month, _edges, _beside, counted_from_days, counted_from_dates, ending_in_days, within_days, _week_of_days,
    _following, _numbered, _undated,
)  # fmt: skip
