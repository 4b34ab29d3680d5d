"""Who was outvoted: "approved the contract 4-3, with Muldrow and Lee opposed"."""

from __future__ import annotations

import re

from wellstaffed.record.article_mentions import Mention
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_sides import Position
from wellstaffed.record.article_stance import PRESENCE_OF, direction

_WITH_OPPOSED = re.compile(
    r",?\s+with\s+(?:[a-z]+\s+){0,3}(?P<who>[A-Z][^;]{3,120}?)\s+(?:(?:voting|in) )?(?:opposed|dissenting|opposition|against|no|in the minority)\b(?! to\b)"
)
_EARLIER = re.compile(r"\b(?:last (?:year|spring|summer|fall|winter)|ago|in (?:19|20)\d\d)\b", re.I)


def outvoted(sentence: Sentence, mentions: list[Mention], at_hand: tuple[str, bool]) -> list[Position]:
    """
    Return the positions of those who voted against what a body decided.

    Parameters
    ----------
    at_hand : tuple of (str, bool)
        The proposal that the article is about, and whether it was turned down. A vote on something else of the same kind
        counts by what was decided: who was against a contract is for ending it, unless the vote is of an earlier year.
    """
    topic, is_rejected = at_hand
    words = sentence.outside_quotes()
    found = _WITH_OPPOSED.search(words)
    if found is None:
        return []
    low, high = sentence.start + found.start("who"), sentence.start + found.end("who")
    who = [one.actor for one in mentions if one.actor.kind == "person" and low <= one.start and one.end <= high]
    decided, _ = direction(words[: found.start()])
    is_for = decided != PRESENCE_OF[topic] if decided else is_rejected
    stance = "unclear" if _EARLIER.search(words[: found.start()]) else "for" if is_for else "against"
    return [Position(actor, topic, stance, None, None, None, sentence, "medium") for actor in who]
