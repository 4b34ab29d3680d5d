"""The rows of an article settled among each other: one stance a holder and proposal, earlier stances, conditions."""

from __future__ import annotations

import re
from dataclasses import replace

from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_sides import OPPOSITE, Position, agree, side

# "Said in June that he would vote no": where something else is said of today, this was before.
_BEFORE = re.compile(
    r"\b(?:in (?:(?:early|late|mid-?) ?)?(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d)|"
    r"last (?:year|spring|summer|fall|winter|month)|(?:years?|months?|weeks?) ago|once|then|at the time|back when|a (?:year|month) earlier)\b",
)
_SURE = {"low": 0, "medium": 1, "high": 2}


def settled(found: list[Position], previous: dict[str, str], changed: set[str], topic: str) -> list[Position]:
    """Return the rows with what is known of their holder elsewhere in the article: an earlier stance, a condition."""
    kept = _without_contradictions(found)
    previous = _earlier(found, kept, topic) | previous
    found = kept
    conditions = {(one.actor.name, one.on): one.condition for one in found if one.stance == "conditional"}
    rows = []
    for one in found:
        if one.stance == "for" and (one.actor.name, one.on) in conditions:
            one = replace(one, stance="conditional", condition=conditions[one.actor.name, one.on], confidence="low")
        if one.stance in OPPOSITE and one.on == topic:
            before = previous.get(one.actor.name)
            if before is None and one.actor.name in changed:
                before = OPPOSITE[one.stance]
            if before and before != one.stance and not (before == "for" and one.stance == "conditional"):
                one = replace(one, previous=before)
        rows.append(one)
    return rows


def without_sides(found: list[Position], neutral: list[Actor]) -> list[Position]:
    """Return the rows without the side of who says that it takes none; the words of a quotation stay."""
    kept = [one for one in found if one.actor not in neutral or one.quote]
    return [replace(one, stance="unclear", condition=None) if one.actor in neutral else one for one in kept]


def _earlier(found: list[Position], kept: list[Position], topic: str) -> dict[str, str]:
    """Return the stance of each holder that was set aside for a contrary one and told of an earlier time."""
    now = {one.actor.name: one for one in kept if one.on == topic and one.stance in OPPOSITE}
    before = {}
    for one in found:
        last = now.get(one.actor.name)
        if last is None or one.stance not in OPPOSITE or side(one) == side(last):
            continue
        if one.sentence.start < last.sentence.start and _BEFORE.search(one.sentence.words):
            before[one.actor.name] = OPPOSITE[last.stance]
    return before


def _without_contradictions(found: list[Position]) -> list[Position]:
    """
    Return the rows with one stance a holder and proposal: the surest, and of several the one stated last.

    The words of a quotation stay, as a row that takes no stance.
    """
    last: dict[tuple[str, str], Position] = {}
    for one in found:
        key = (one.actor.name, one.on)
        if one.stance in OPPOSITE and (key not in last or _SURE[one.confidence] >= _SURE[last[key].confidence]):
            last[key] = one
    rows = []
    for one in found:
        kept = last.get((one.actor.name, one.on))
        if one.stance not in OPPOSITE or kept is None or agree(one, kept):
            rows.append(one)
        elif one.quote:
            rows.append(replace(one, stance="unclear", condition=None, confidence="low"))
    return rows
