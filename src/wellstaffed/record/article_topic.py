"""The proposal an article is about."""

from __future__ import annotations

import re

from wellstaffed.record.article_attitude_words import DEAL, POLICE, POLICE_WORD
from wellstaffed.record.article_phrases import phrases
from wellstaffed.record.article_stance import (
    ADDING,
    AGREEMENT,
    PRESENCE_OF,
    REDUCTION,
    REMOVAL,
    RETURN,
    AtHand,
    direction,
)

_COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_FROM_TO = re.compile(
    rf"\bfrom (?P<low>{'|'.join(_COUNTS)}|\d+) (?:\w+ ){{0,3}}to (?P<high>{'|'.join(_COUNTS)}|\d+)\b", re.I
)
_PATTERNS = {
    RETURN: phrases("proposes_return"),
    ADDING: phrases("proposes_adding"),
    AGREEMENT: phrases("proposes_agreement"),
    REMOVAL: phrases("proposes_removal"),
    REDUCTION: phrases("proposes_reduction"),
}
# They are gone already ("officers left in 2020"), and the article looks ahead to some.
_LEFT = r"(?:left|removed|ended|cancell?ed|dropped|pulled|took|taken|eliminated|went without|without)"
_GONE = re.compile(
    rf"\b{POLICE}\b[^.]{{0,40}}\bleft\b[^.]{{0,50}}\b(?:in (?:19|20)\d\d|years? ago)|"
    rf"\b(?:years?|months) (?:after|ago),?\b[^.]{{0,60}}\b{_LEFT}\b[^.]{{0,40}}\b(?:{POLICE}|{DEAL})\b|\b(?:district|board|trustees|city|schools?|council)\b[^.]{{0,20}}\b{_LEFT}\b[^.]{{0,40}}\b(?:{POLICE}|{DEAL})\b[^.]{{0,30}}\bin (?:19|20)\d\d",
    re.I,
)
_AHEAD = re.compile(
    rf"\b(?:new (?:{DEAL}|one)|again|back|return\w*|reinstat\w*|restor\w*|rehir\w*)\b|\b(?:put|place|post|station|assign|hire)\b[^.]{{0,40}}\b{POLICE}\b",
    re.I,
)
# "Removed all nine of its officers in July 2020": what a removal that is over is told by.
_OVER = re.compile(
    rf"\b{_LEFT}\b[^.;]{{0,60}}\b(?:in (?:\w+ )?(?:19|20)\d\d|(?:years?|months?) (?:ago|earlier))\b|"
    r"\bvoted (?:\d+-\d+ )?(?:in|back in) (?:\w+ )?(?:19|20)\d\d to (?:end|remove|drop|cancel|pull|cut)\b",
    re.I,
)
# What was done before is no proposal: "three years after taking them out".
_DONE = re.compile(r"\b(?:after|since|took|taken|removed|pulled|ended|went)\b[^.;,]{0,45}$", re.I)


def article_topic(lines: list[str]) -> str:
    """Return the proposal an article is about, by what it speaks of most; its first lines count threefold."""
    score = dict.fromkeys(_PATTERNS, 0.0)
    for number, line in enumerate(lines):
        weight = 3 if number < 5 else 1
        for topic, pattern in _PATTERNS.items():
            if topic != REMOVAL or not _OVER.search(line):
                score[topic] += weight * len(re.findall(pattern, line, re.I))
        for change in _FROM_TO.finditer(line) if POLICE_WORD.search(line) else ():
            score[ADDING if _count(change["low"]) < _count(change["high"]) else REDUCTION] += 2 * weight
    head = " ".join(lines[:6])
    if (_GONE.search(head) or _OVER.search(head)) and _AHEAD.search(head):
        return RETURN
    if _is_of_return("\n".join(lines[:3])):
        return RETURN
    best = max(score, key=lambda topic: (score[topic], topic == REDUCTION, topic == REMOVAL))
    return best if score[best] else REMOVAL


_DECIDED = re.compile(
    r"\b(?:board|council|trustees|committee|commissioners|directors|members|majority)\b[^.;]{0,50}?\b(?:voted|decided|agreed|chose|opted)\b(?P<what>[^.;]*)",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:rejected|voted down|turned down|turning (?:down|back|aside)|turned (?:back|aside)|defeated|tabled|killed|refused to|declined to|to (?:reject|deny|turn down|vote down|kill)|voted (?:\d+-\d+,? )?(?:(?:on )?\w+ )?(?:(?:night|evening|morning|afternoon) )?against|failed|died)\b",
    re.I,
)
_AGAINST = re.compile(
    r"\s*(?:\d+-\d+,?\s+)?(?:(?:on )?\w+\s+)?(?:(?:night|evening|morning|afternoon)\s+)?(?:against|to (?:reject|deny|turn down|vote down|kill))\b",
    re.I,
)
# "Councilors refused Wednesday to pay for six more officers": turned down without a word for what was.
_TURNED_DOWN = re.compile(
    r"\b(?:board|council|councilors|trustees|committee|commissioners|aldermen|supervisors)\b(?! (?:member|president|chair|vice|secretary))[^.;,]{0,40}?"
    r"\b(?:(?:refus|declin)(?:es|ed)|reject(?:s|ed)|den(?:ies|ied)|turn(?:s|ed) down|vot(?:es|ed) down)\b(?P<what>(?! (?:\w+day )?to (?:say|comment|discuss|answer|talk|take|act|vote|decide)\b)[^.;]*)",
    re.I,
)
_PASSED = re.compile(r"\b(?:passed|approved|adopted|carried|succeeded)\b", re.I)
# "A motion to keep the officers failed 3-4".
_MOTION = re.compile(
    r"\b(?:plan|proposal|motion|measure|resolution|idea|bid|effort|push|recommendation)\b[^.;,]{0,30}?\b(?:to|that would(?: have)?|for|of) (?P<what>[^.;]*)",
    re.I,
)


def decided(lines: list[str], topic: str) -> AtHand:
    """Return the proposal with what the article reports, in its first lines, of a decision on it or on its contrary."""
    for line in lines[:6]:
        put = _motion_put(line)
        if put is not None:
            toward, is_passed = put
            is_contrary = toward != PRESENCE_OF[topic]
            return AtHand(topic, is_contrary == is_passed, is_contrary)
        if _REFUSED.search(line) and re.search(
            r"\b(?:plan|proposal|motion|measure|resolution|idea|bid|effort)\b", line, re.I
        ):
            return AtHand(topic, is_rejected=True)
    return AtHand(topic)


def _motion_put(line: str) -> tuple[int, bool] | None:
    """Return whether a motion that a line tells of was for officers (+1) or against them (-1), and whether it passed."""
    for found in _DECIDED.finditer(line):
        toward, _ = direction(found["what"])
        if toward and (_AGAINST.match(found["what"]) or not _REFUSED.search(found[0])):
            return toward, _AGAINST.match(found["what"]) is None
    refused = _TURNED_DOWN.search(line)
    toward, _ = direction(refused["what"]) if refused else (0, "")
    if toward:
        return toward, False
    motion = _MOTION.search(line)
    toward, _ = direction(motion["what"]) if motion else (0, "")
    if not toward:
        return None
    if _REFUSED.search(line):
        return toward, False
    return (toward, True) if _PASSED.search(line) else None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS.index(word.lower()) + 1


def _is_of_return(head: str) -> bool:
    """Return whether the head speaks of bringing officers back before any removal that is still to come."""
    back = re.search(_PATTERNS[RETURN], head, re.I)
    return back is not None and all(
        one.start() > back.start() or one[0].lower().endswith(("ed", "took")) or _DONE.search(head[: one.start()])
        for one in re.finditer(_PATTERNS[REMOVAL], head, re.I)
    )
