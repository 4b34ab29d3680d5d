"""The rows of an article settled among each other: one stance a holder and proposal, earlier stances, conditions."""

from __future__ import annotations

from dataclasses import replace

from wellstaffed.record.article_sides import OPPOSITE, Position

_SURE = {"low": 0, "medium": 1, "high": 2}


def settled(found: list[Position], previous: dict[str, str], changed: set[str], topic: str) -> list[Position]:
    """Return the rows with what is known of their holder elsewhere in the article: an earlier stance, a condition."""
    found = _without_contradictions(found)
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


def _without_contradictions(found: list[Position]) -> list[Position]:
    """
    Return the rows with one stance a holder and proposal: the surest, and of several the one stated last.

    The words of a quotation stay, as a row that takes no stance.
    """
    last: dict[tuple[str, str], Position] = {}
    for one in found:
        key = (one.actor.name, one.on)
        if one.stance in OPPOSITE and (key not in last or _weight(one) >= _weight(last[key])):
            last[key] = one
    rows = []
    for one in found:
        kept = last.get((one.actor.name, one.on))
        if one.stance not in OPPOSITE or kept is None or _agree(one, kept):
            rows.append(one)
        elif one.quote:
            rows.append(replace(one, stance="unclear", condition=None, confidence="low"))
    return rows


def _weight(one: Position) -> int:
    """Return how sure a row is; what is told in so many words counts as much as what is told by a full name."""
    return min(_SURE[one.confidence], 1)


def _agree(one: Position, other: Position) -> bool:
    return (one.stance == "against") == (other.stance == "against")
