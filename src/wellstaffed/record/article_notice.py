"""Periods of notice in an article ("90 days' written notice before June 30"), and from which day each is counted back (rule A3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wellstaffed.record.article_calendar import WEEKDAY
from wellstaffed.record.article_dates import FoundDate
from wellstaffed.record.article_figures import spelled_number
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_whose_notice import names_another_contract
from wellstaffed.record.notice_days import days_before, months_before

_COUNT = r"(?:[a-z]+(?:[- ][a-z]+)?\s+\((?P<digits>\d{1,3})\)|(?P<count>\d{1,3}|an?|[a-z]+(?:-[a-z]+)?))"
_PERIOD = re.compile(
    rf"(?<![\w$.,/-]){_COUNT}[\s-]+(?:(?:full|whole|calendar)\s+)?(?:(?P<working>business|working|school|instructional)\s+)?"
    r"(?P<unit>day|week|month|year)s?[’']?s?[’']?(?![\w-])",
    re.I,
)
_NOTICE = re.compile(
    r"\s*(?:(?:of|prior|advanced?|written|formal|and|or)\s+)*(?:notice|notification|warning)\b"
    r"(?:\s+in writing)?(?:\s+to (?:the )?[\w ]{1,40}?(?=\s*(?:before|prior to|ahead of|in advance|[.,;])))?",
    re.I,
)
_NOTICE_OF = re.compile(r"\bnotice of (?:at least |no less than |not less than |no fewer than )?$", re.I)
_GIVEN = re.compile(r"\b(?:gave|ha(?:s|ve|d) given|served|sent|received)\b[^.;]{0,60}\bnotice\b", re.I)
_LIMIT = re.compile(r"\b(?:by|before|until|(?:no|not) later than|prior to|on or before)\s+(?:the\s+)?$", re.I)
_BACK = re.compile(r"[\s,]*(?P<lead>(?:before|prior to|ahead of|in advance of|preceding)\s+|in advance\b|ahead\b|prior\b)", re.I)  # fmt: skip
_STOP = re.compile(r"[;,—]|\s(?:or|but|and)\s|[.!?]?$")
_BEFORE = re.compile(r"(?<!on or )\b(?:before|prior to|ahead of|in advance of)\s+(?:the\s+)?$", re.I)
_UNREAD = re.compile(r"(?:[\w-]+\s+)?\b(?:days?|weeks?|months?)\b[^.;,]{0,40}\b(?:before|prior to|ahead of|in advance of)\s+(?:the\s+|its\s+)?$", re.I)  # fmt: skip
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th)\s+$", re.I)
_WEEKDAY_ALONE = re.compile(rf"{WEEKDAY}", re.I)
_GIVES_NOTICE = re.compile(r"\b(?:notice|notif(?:y|ies|ied|ying|ication)|in writing|tells?|a letter)\b", re.I)
_LEAVES = re.compile(
    r"\b(?:end(?:ed|ing)?|leave|terminat\w*|cancel\w*|withdraw\w*|drop(?:ped)?|pull(?:ed)?|remove[ds]?|get out|opt out|pull out|exit\w*|break|walk away|dissolv\w*)\b",
    re.I,
)
_MAY_LEAVE = re.compile(
    rf"\b(?:may|can|could|must)\b(?:\s+\w+){{0,3}}?\s+{_LEAVES.pattern}.{{0,60}}\b(?:at least|(?:no|not) (?:later|less|fewer) than)\s+$",
    re.I,
)
_LEAVES_THEN = re.compile(rf"{_LEAVES.pattern}(?:\s+(?!said\b|says\b)\w+){{0,5}}?\s*$", re.I)
_TAKES_EFFECT = re.compile(r"\b(?:effective|tak(?:e|es|ing) effect)\b(?:\s+\w+){0,2}\s*$", re.I)
_THEN_IN_EFFECT = re.compile(
    r"\b(?:(?:tak(?:e|es|ing)|go(?:es|ing)? into) effect|effective|(?:would|will|could) (?:then )?(?:leave|end|be gone|be removed))"
    r"\b(?:\s+\w+){0,3}\s*$",
    re.I,
)
_MAY = re.compile(
    r"\b(?:may|can|could|must|lets?|allows?|permits?|required?|requires|has to|have to|needs? to|able to|right to|subject to|at any time|unless)\b",
    re.I,
)
_THE_CONTRACT = r"(?:(?:the|its|this|their)\s+)?(?:\w+\s+)?(?:contract|agreement|memorandum(?: of understanding)?|deal|pact|term|it)(?:[’']s)?"
_ITS_END = re.compile(
    rf"^(?:{_THE_CONTRACT}\s+(?:expires?|ends?|lapses?|runs out|expiration|end|ending)\b|(?:the|its)\s+(?:expiration|expiry|end)"
    rf"(?:\s+date)?(?:\s+of\s+{_THE_CONTRACT})?$)",
    re.I,
)
# "The contract when the school year ends" says nothing of the contract's own end.
_BETWEEN = r"(?:(?!(?:when|before|after|until|if|once|as|year|semester|session|meeting|month|term)\b)[\w,-]+\s+){0,8}?"
_ENDS_ON = re.compile(
    rf"\b{_THE_CONTRACT},?\s+{_BETWEEN}(?:expires?|will expire|ends|will end|lapses|runs out|runs (?:through|until|to)|is in force (?:through|until))"
    r"\s+(?:on\s+|at\s+)?$",
    re.I,
)
_CONTRACT_STARTS = re.compile(
    r"\W*(?:the|this|its|that)\s+(?:[\w-]+\s+)?(?:contract|agreement|deal|memorandum|pact)\b", re.I
)
_OF_AGREEMENT = re.compile(
    r"\b(?:contract|agreement|memorandum|deal|pact|terminat\w*|cancel\w*|withdraw\w*|renew\w*)\b", re.I
)
_NO_SINGLE_DAY = re.compile(r"\b(?:year|semester|term|week|spring|summer|fall|autumn|winter)\b", re.I)


_NOT_DATED = (
    "it could not be dated for sure; where no year is given, this year's last day may be past, and whether the next year is "
    "meant was not read from the article"
)


@dataclass(frozen=True)
class NoticePeriod:
    """
    A period in a sentence.

    Parameters
    ----------
    text : str
        As the article has it.
    number, unit : int and str
        ``days`` or ``months``; a week is seven days, a year twelve months.
    start, end : int
        Places in the words of the sentence; `end` lies behind what it is counted back from.
    before : str or None
        What it is counted back from, in the article's words; empty where only "in advance" is said, None for a bare period.
    is_working : bool
        Whether only working or school days count, which no calendar here knows.
    """

    text: str
    number: int
    unit: str
    start: int
    end: int
    before: str | None
    is_working: bool

    def back_from(self, day: date) -> date:
        """Return the last day for notice of a change on `day`."""
        return days_before(day, self.number) if self.unit == "days" else months_before(day, self.number)


@dataclass(frozen=True)
class Counted:
    """The day of effect that a period is counted back from, or any day, or why neither was read (`undated`)."""

    period: NoticePeriod
    effective: date | None = None
    is_any_day: bool = False
    undated: str = ""


def notice_periods(words: str) -> Iterator[NoticePeriod]:
    """Yield the periods of notice in a sentence: those that say "notice" or are the least time before leaving."""
    for found in _PERIOD.finditer(words):
        number = _number(found)
        if number is None:
            continue
        notice = _NOTICE.match(words, found.end())
        is_notice = notice is not None or _NOTICE_OF.search(words[: found.start()]) is not None
        at = notice.end() if notice else found.end()
        back = _BACK.match(words, at)
        is_of_leaving = _GIVES_NOTICE.search(words) or _MAY_LEAVE.search(words[: found.start()])
        if not is_notice and not (back and is_of_leaving):
            continue
        before, end = None, at
        if back:
            stop = _STOP.search(words, back.end())
            end = stop.start() if stop else len(words)
            before = words[back.end() : end].strip() if back["lead"][-1].isspace() else ""
        unit = found["unit"].lower()
        number *= {"week": 7, "year": 12}.get(unit, 1)
        text = words[found.start() : end].strip(" ,.")
        kind = "days" if unit in {"day", "week"} else "months"
        yield NoticePeriod(text, number, kind, found.start(), end, before, found["working"] is not None)


def _number(found: re.Match[str]) -> int | None:
    if found["digits"]:
        return int(found["digits"])
    count = found["count"].lower()
    if count.isdecimal():
        return int(count)
    return 1 if count in {"a", "an"} else spelled_number(count)


def counted_from(
    period: NoticePeriod, sentence: Sentence, dates: list[FoundDate], until: FoundDate | None
) -> Counted | None:
    """
    Return from which day a period counts back; None where the sentence is no rule on leaving, or gives the day of notice itself.

    Parameters
    ----------
    dates : list of FoundDate
        Of the whole article: the end of the agreement may stand in another sentence.
    until : FoundDate or None
        A date of the same clause outside the period: the day by which notice is given ("60 days' notice by June 30"), or the one
        on which the agreement ends ("may be ended on June 30 with 60 days' notice").

    Notes
    -----
    Nothing is guessed: a fiscal year, a school year or an expiry that no sentence dates leaves the option without a day.
    """
    if period.is_working:
        return Counted(period, undated=f"{period.text}: working days are not counted here")
    if period.before:
        return _anchored(period, sentence, dates)
    if until is not None and until.date is not None:
        if _is_day_of_notice(sentence.words, until.place - sentence.start):
            return None  # where the words allow both, `why_no_last_day` says so
        if until.date_to is None and not _NO_SINGLE_DAY.search(until.text):
            return Counted(period, effective=until.date)
        return Counted(period, undated=f"{period.text}: '{until.text}' is no single day")
    if period.before == "":
        return _from_end(period, dates, "what it is in advance of was not read from the article")
    if not _MAY.search(sentence.words):
        return None
    limit = next((one for one in dates if one.sentence is sentence and one.date and _is_limit(one)), None)
    if limit is not None:
        return Counted(
            period, undated=f"{period.text}, and '{limit.text}' beside it: which of them sets the day was not read"
        )
    if _LEAVES.search(sentence.words):
        return Counted(period, is_any_day=True)
    return Counted(period, undated=f"{period.text}: what the notice is for was not read from the article")


def _anchored(period: NoticePeriod, sentence: Sentence, dates: list[FoundDate]) -> Counted:
    if any(_is_left_undated(one, period) for one in dates if one.sentence is sentence):
        # The dates of the article leave the same phrase without a day: a year may be meant in which it is not past.
        return Counted(period, undated=f"{period.text}: {_NOT_DATED}")
    inside = [
        one
        for one in dates
        if one.sentence is sentence and period.start < one.place - sentence.start < period.end and one.date
    ]
    if inside:
        first = inside[0]
        if first.date_to is None and not _NO_SINGLE_DAY.search(first.text):
            return Counted(period, effective=first.date)
        return Counted(period, undated=f"{period.text}: '{first.text}' is no single day")
    if _ITS_END.search(period.before or ""):
        return _from_end(period, dates, "the day on which the agreement ends was not read from the article")
    return Counted(period, undated=f"{period.text}: the day was not read from the article")


def _is_left_undated(one: FoundDate, period: NoticePeriod) -> bool:
    """Return whether a phrase with a count of days ("90 days' notice before June 30") has no day and overlaps a period."""
    start = one.place - one.sentence.start
    counts = _PERIOD.search(one.text) is not None
    return one.date is None and counts and start < period.end and start + len(one.text) > period.start


def _from_end(period: NoticePeriod, dates: list[FoundDate], why_not: str) -> Counted:
    """Count back from the one day on which a sentence of the article says that the agreement ends."""
    ends = {
        one.date
        for one in dates
        if one.date and one.date_to is None and not _NO_SINGLE_DAY.search(one.text) and is_end_of_agreement(one)
    }
    if len(ends) == 1:
        return Counted(period, effective=ends.pop())
    return Counted(period, undated=f"{period.text}: {why_not}")


def why_no_last_day(deadline: FoundDate) -> str:
    """
    Return why a date of the reader is no last day for notice, or an empty text.

    A number of days stands before "before" in a way not read, or the date is only a part of "the first Monday in August".
    """
    words, place = deadline.sentence.words, deadline.place - deadline.sentence.start
    found = _UNREAD.search(words[:place])
    if found:
        return f"{found[0].strip()} {deadline.text}: how the last day is counted was not read from the article"
    ordinal = _ORDINAL.search(words[:place])
    if ordinal and _WEEKDAY_ALONE.fullmatch(deadline.text):
        return f"{ordinal[0].strip()} {deadline.text}: which day it is was not read from the article"
    return ""


def is_day_of_effect(one: FoundDate) -> bool:
    """Return whether a date is the one on which an agreement would end ("may be ended on June 30", "effective Jan. 1")."""
    before = one.sentence.words[: one.place - one.sentence.start]
    return _TAKES_EFFECT.search(before) is not None or _LEAVES_THEN.search(before) is not None


def is_end_of_agreement(one: FoundDate) -> bool:
    """Return whether a date is the one on which the agreement ends by itself ("the contract expires June 15, 2022")."""
    return ends_agreement_on(one.sentence.words, one.place - one.sentence.start)


def ends_agreement_on(words: str, place: int) -> bool:
    """Return whether the words before a place say that the agreement ends on the day that stands there."""
    return _ENDS_ON.search(words[:place]) is not None and not names_another_contract(words, place)


def is_when_it_takes_effect(one: FoundDate) -> bool:
    """Return whether a sentence says of the one before it when that takes effect ("The change would take effect Jan. 1")."""
    words = one.sentence.words
    return (
        _THEN_IN_EFFECT.search(words[: one.place - one.sentence.start]) is not None
        and _CONTRACT_STARTS.match(words) is None
    )


def is_before(one: FoundDate) -> bool:
    """Return whether the words say "before" a date, which leaves the day before it as the last one."""
    return _BEFORE.search(one.sentence.words[: one.place - one.sentence.start]) is not None


def was_given(words: str) -> bool:
    """Return whether notice was given already ("gave the city 60 days' notice"), which is no rule on giving it."""
    return _GIVEN.search(words) is not None


def _is_limit(one: FoundDate) -> bool:
    return _LIMIT.search(one.sentence.words[: one.place - one.sentence.start]) is not None


def is_of_an_agreement(period: NoticePeriod, words: str) -> bool:
    """Return whether a period is one of an agreement, as against a strike or a hearing."""
    return _OF_AGREEMENT.search(words) is not None or _ITS_END.search(period.before or "") is not None


def states_its_day(period: NoticePeriod, deadline: FoundDate) -> bool:
    """Return whether the article itself gives the day that a period counts to: "by April 1, 90 days before the contract ends"."""
    between = deadline.sentence.words[deadline.place - deadline.sentence.start + len(deadline.text) : period.start]
    return re.fullmatch(r"(?:[\s,—–-]|at least|that is|which is|or)*", between) is not None


def _is_day_of_notice(words: str, place: int) -> bool:
    """Return whether notice is due by a date, as against the agreement ending then: the word nearest before the date decides."""
    if _TAKES_EFFECT.search(words[:place]):
        return False
    told = [one.end() for one in _GIVES_NOTICE.finditer(words, 0, place)]
    leaves = [one.end() for one in _LEAVES.finditer(words, 0, place)]
    return max(told, default=-1) >= max(leaves, default=-1)  # neither: "has until June 30 to give 90 days' notice"
