"""The day that the head of an article gives as its own, in the ways American papers write it; month first in numbers."""

from __future__ import annotations

import re
from datetime import date

from wellstaffed.record.article_calendar import MONTH, WEEKDAY, YEAR, day_told, weekday_number

HEAD = 1_200
"""Characters of an article among which its own day is looked for."""

_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b"
_FULL_DAY = re.compile(
    rf"(?<![\w/$-])(?:(?P<weekday>{WEEKDAY}|{_SHORT_WEEKDAY}),?\s+)?(?:the\s+)?"
    rf"(?P<day>{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{YEAR}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+{YEAR}"
    rf"|{YEAR}([-/])\d\d\3\d\d|\d{{1,2}}/\d{{1,2}}/(?:{YEAR}|\d\d)|\d{{1,2}}-\d{{1,2}}-{YEAR})(?=T\d|(?![\w/]|-\d))",
    re.I,
)
_SAYS = re.compile(
    r"\b(?P<new>(?:last |first )?(?:updated?|modified|corrected|revised))\b|"
    r"\b(?:posted|published|publication|aired|broadcast|filed|issued|printed|released?|dated?)\b",
    re.I,
)
_OF_ITSELF = re.compile(r"\b(?:this|our)\s+(?:story|article|post|column|editorial|report|piece|item)\b", re.I)
_SENTENCE_END = re.compile(r"(?<!a\.m)(?<!p\.m)(?<!A\.M)(?<!P\.M)[.?!]\s*$")
_DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,40}(?:,\s[\w. ]{2,20})?(?:\s\([^)]{1,40}\))?\s*(?:—|–|--?|\()\s*$")


# "Contract to end June 30, 2021", a headline: the day of what it tells.
_OF_EVENT = re.compile(
    r"\b(?:on|by|in|until|since|before|after|through|thru|from|to|for|of|till|ends?|expires?|votes?|meets?|meetings?|hearing|due|starts?|begins?|"
    r"effective|deadline|election|session)\s*$",
    re.I,
)


def published_days(text: str, notes: list[str]) -> list[date]:
    """
    Return the days that the head of an article gives as its own: "Posted 6/7/20", or a line of few words with a day.

    The day of an update counts where no other is given. A day that the calendar does not have is named in a note.
    """
    said: list[date] = []
    lone: list[date] = []
    updated: list[date] = []
    for line in text[:HEAD].splitlines()[:12]:
        for found in _FULL_DAY.finditer(line):
            kind = _kind(line, found)
            day = _day(found, notes) if kind else None
            if day is not None:
                {"said": said, "lone": lone, "updated": updated}[kind].append(day)
    if updated and not (said or lone):
        notes.append(
            f"The article gives only the day of its update ({updated[0].isoformat()}), which was taken as its day."
        )
    return list(dict.fromkeys(said or lone or updated[:1]))


def _kind(line: str, found: re.Match[str]) -> str:
    """Return whether a day is ``said`` to be that of publication or ``updated``, stands ``lone``, or is another's (empty)."""
    before, after = line[: found.start()], line[found.end() :]
    is_sentence = len(line.split()) > 12 or _SENTENCE_END.search(line) is not None
    word = next(reversed(list(_SAYS.finditer(before))), None)
    near = word is not None and not re.search(r"[.?!]\s", re.sub(r"[ap]\.m\.", "", before[word.end() :], flags=re.I))
    # In a sentence, "a report published June 1" is another's day: the word must open the line or speak of the article.
    if word and near and len(before) - word.end() <= 45 and (
        not is_sentence or len(before[: word.start()].split()) <= 1 or _OF_ITSELF.search(before)
        or _SAYS.match(before.strip(" *|(—-"))
    ):  # fmt: skip
        return "updated" if word["new"] else "said"
    if _DATELINE.match(before) and re.match(r"\s*(?:[—–)]|--?\s|$)", after):
        return "lone"
    if _OF_EVENT.search(before):
        return ""
    return "lone" if not is_sentence or len(line.split()) <= 5 else ""


def _day(found: re.Match[str], notes: list[str]) -> date | None:
    text = found["day"]
    if re.match(r"\d{4}/", text):
        text = text.replace("/", "-")
    elif re.match(r"\d{1,2}-", text):
        text = text.replace("-", "/")
    day = day_told(text, None, "")
    if day is None:
        how = " (numbers are read month first)" if re.match(r"\d{1,2}/", text) else ""
        notes.append(
            f"'{found['day']}' is not a day of the calendar{how}, so it is not taken as the day of publication."
        )
    elif found["weekday"] and day.weekday() != weekday_number(found["weekday"]):
        notes.append(f"'{found[0]}' contradicts itself: {day.isoformat()} was a {day:%A}.")
    return day
