"""Whether a phrase of time lies before or after publication, by the verbs around it and by "this week" before it."""

from __future__ import annotations

import re

from wellstaffed.record.article_calendar import WEEKDAY
from wellstaffed.record.article_date_kinds import AHEAD, BEHIND
from wellstaffed.record.article_whose_notice import was_possible

_NEAR, _AFTER = 90, 70
_DIRECT = re.compile(r"\b(?:until|by|before|through|no later than)\W+(?:the\W+)?$", re.I)
_HAD = re.compile(r"\s*,?\s*(?:\w+\s+){1,2}?(?:had|was|were)\b", re.I)
# "The vote is Tuesday", "is planned for Tuesday", "it votes Tuesday": what is said of a day to come.
_IS_ON = re.compile(
    r"\b(?:(?:is|are|is not|isn[’']t)\s+(?:on\s+|at\s+|this\s+|for\s+)?|(?:planned|scheduled|set|slated|due|called) (?:for|on)\s+|"
    r"(?<!\d )(?:votes|meets|meet|gathers?|convenes?|reconvenes?|decides?|resumes?)\s+(?:again\s+)?(?:on\s+|this\s+|in\s+(?:the\s+)?)?)$",
    re.I,
)
_PUT_OFF = re.compile(
    r"\b(?:moved|postponed|delayed|rescheduled|pushed(?: back)?|put off|tabled)\b[^.;]{0,40}\s(?:to|until|for)\s+$|"
    r"\b(?:agreed|pledged|promised|voted|decided)\s+to\s+(?:meet|vote|decide|hear|discuss|consider|take it up|return|gather)\s+(?:again\s+)?(?:on\s+)?$",
    re.I,
)
# Told in the present, with no past tense near: "faces a vote Thursday", "the officers return in September".
_PRESENT = re.compile(
    r"(?<!the )(?<!an )(?<!a )(?<!its )(?<!their )(?<!of )(?<!for )\b(?:leaves?|returns?|faces?|holds?|hears?|considers?|comes?|goes|gets?|hosts?|reopens?|resumes?|reviews?|weighs?|debates?|"
    r"discusses|takes?|hopes?|wants?|aims?|asks?|arrives?|gathers?|convenes?|considers?|enters?|retires?)\b[^;:]{0,60}$",
    re.I,
)
_PLURAL_VOTE = re.compile(r"(?<!the)(?<!a)(?<!no)(?<!any)(?<![’']s)(?<!board)(?<!council)(?<!committee)(?<!\d)(?<!that)(?<!final)(?<!its)\s+vote\s+(?:on\s+)?$", re.I)  # fmt: skip
_ON_WHAT = re.compile(r"\s+(?:on|whether)\b")
# "to be dropped in January", "will be removed": a participle that is no past tense.
_PASSIVE = re.compile(r"\b(?:be|being|get|getting|to|not)\s+(?:\w+ly\s+)?$", re.I)
_OF_CLAUSE = re.compile(r"\b(?:that|who|which)\s+(?:\w+ly\s+)?$", re.I)
_WEEK = re.compile(r"\b(?P<rel>this|next)\s+week\b", re.I)


def tense_at(words: str, earlier: str, start: int, end: int) -> str:
    """
    Return whether the phrase at places `start` to `end` is ``past`` or ``future``, or an empty text where nothing tells.

    The nearest verb before it tells, else the verb after it. A sentence without a verb ("the council on Wednesday, the
    trustees on Thursday") goes on with `earlier`, the sentence before it, where that one speaks of this week or the next.
    """
    before, after = words[:start], words[end : end + _AFTER]
    lead = _DIRECT.search(before[-_NEAR:])
    if lead:  # "By Monday it had 612 signatures"
        if was_possible(words):
            return "past"
        return "past" if _HAD.match(words[end:]) and lead[0].lower().startswith("by") else "future"
    if _IS_ON.search(before) or (_PLURAL_VOTE.search(before) and _ON_WHAT.match(after)):
        return "past" if re.match(r"\s+(?:was|were)\b", after) else "future"
    if _PUT_OFF.search(before):
        return "future"
    told = _nearest(before[-_NEAR:]) or _first(after) or _nearest(before)
    if not told and _PRESENT.search(before):
        return "future"
    if told or _WEEK.search(words):
        return told or "future"
    week = _WEEK.search(earlier) if not _has_verb(words) else None
    return _nearest(earlier[: week.start()]) if week else ""


def week_at(words: str, earlier: str, start: int) -> int | None:
    """Return 1 where a weekday at a place is one of a list of "next week", with no verb in between; None elsewhere."""
    weeks = [one for one in _WEEK.finditer(words[:start]) if not _has_verb(words[one.end() : start])]
    if not weeks and not _has_verb(words):
        weeks = list(_WEEK.finditer(earlier))[-1:]
    return 1 if weeks and weeks[-1]["rel"].lower() == "next" else None


def _nearest(before: str) -> str:
    ahead = max((one.start() for one in AHEAD.finditer(before)), default=-1)
    behind = max((one.start() for one in _behind(before)), default=-1)
    return "" if ahead == behind else "future" if ahead > behind else "past"


def _first(after: str) -> str:
    ahead = AHEAD.search(after)
    behind = next((one for one in _behind(after) if not (ahead and _OF_CLAUSE.search(after[: one.start()]))), None)
    if ahead and (not behind or ahead.start() < behind.start()):
        return "future"
    return "past" if behind else ""


def _behind(words: str) -> list[re.Match[str]]:
    return [one for one in BEHIND.finditer(words) if not _PASSIVE.search(words[: one.start()])]


def _has_verb(words: str) -> bool:
    bare = re.sub(WEEKDAY, "", words)
    return (
        AHEAD.search(bare) is not None
        or BEHIND.search(bare) is not None
        or re.search(r"\b(?:is|are)\b", bare) is not None
    )
