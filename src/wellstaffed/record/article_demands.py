"""Whether a figure is asked for ("asks the board for 12 counselors and 4 nurses"), and by whom."""

from __future__ import annotations

import re

from wellstaffed.record.article_mentions import Mention
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_phrases import any_of
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_speakers import outside_asides, with_verb

_LINK = rf"(?:for|(?:to|should|must|that it|and) {any_of('hires')})"
_DEMAND = re.compile(
    rf"\b(?:(?P<verb>(?:{any_of('asks_for')}\b(?:\s[^\s,;:.]+){{0,10}}?\s{_LINK}|{any_of('asks_at_once')}))|"
    rf"(?:should|must|ought to|has to|have to|needs? to) {any_of('hires')})(?=\s)",
    re.I,
)
_BREAK = re.compile(rf"[;:.“”\"]|\b{any_of('no_demand')}\b", re.I)
_DENIED = re.compile(r"(?:\b(?:not|never|without|nobody|no one|instead of|rather than)|n[’']t)\s+(?:\w+\s+)?$", re.I)
# "The 12 counselors": those at hand, who are not asked for.
_AT_HAND = re.compile(r"\b(?:the|its|their|his|her|our|these|those|all)\s+$", re.I)


def demand_before(words: str, place: int) -> re.Match[str] | None:
    """Return the words that ask for the figure at a place of a sentence; None where it is not asked for."""
    if _AT_HAND.search(words[:place]):
        return None
    for found in reversed(list(_DEMAND.finditer(words[:place]))):
        if not _BREAK.search(words[found.end() : place]):
            return None if _DENIED.search(words[: found.start()]) else found
    return None


def who_asks(sentence: Sentence, mentions: list[Mention], demand: re.Match[str]) -> Actor | None:
    """Return the subject of a demand; None where it has none in the sentence, as within a quotation."""
    place = sentence.start + demand.start()
    if demand["verb"] is None or any(quote.holds(place) for quote in sentence.quotes):
        return None
    before = [one for one in mentions if one.end <= place and one.form != "author"]
    free = outside_asides(sentence.words[: demand.start()], sentence.start, [one for one in before if not one.owns])
    free = with_verb(sentence.words, sentence.start, free, place)
    owners = [one for one in before if one.owns]
    return free[-1].actor if free else owners[-1].actor if owners else None
