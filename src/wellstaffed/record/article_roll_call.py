"""How members voted, by name: "The two no votes came from Lindquist and Steen", "approved 4-3, with Muldrow and Lee opposed"."""

from __future__ import annotations

import re

from wellstaffed.record.article_holders import list_ending, list_from
from wellstaffed.record.article_mentions import Mention
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_sides import OPPOSITE, Position
from wellstaffed.record.article_stance import PRESENCE_OF, AtHand, direction

_VOTES = {"for": r"(?:yes|aye|yea|affirmative|favorable)", "against": r"(?:no|nay|negative|dissenting|opposing)"}
_SIDES = {"for": r"(?:in favor|for)", "against": r"(?:opposed|against|dissenting|in opposition)"}
_OTHERWISE = {"for": r"supporting (?:it|the \w+)", "against": r"opposing(?: it| the \w+)?"}
_MAKERS = {"for": r"(?:co-?)?(?:sponsors|authors|backers|supporters)", "against": r"(?:opponents|critics)"}
_ALONE = {"for": r"(?:supporter|backer)", "against": r"(?:holdout|dissenter|opponent)"}
_COUNT = r"(?:(?:the|lone|only|sole|single|other|remaining|first|second|third|fourth|fifth|final|one|two|three|four|five|six|seven|\d) )"
_NAMES_AFTER = {
    vote: re.compile(
        rf"\b(?:(?:voting|in) (?:{word}|{_SIDES[vote]})(?: it| the \w+)?|{_SIDES[vote]}|{_OTHERWISE[vote]}) (?:was|were) |"
        rf"\b{_COUNT}*{word}(?: votes?)? (?:came from|(?:(?:were|was) )?cast by|belonged to|were those of|were|was) |"
        rf"(?:^|(?<=[.;] ))(?:voting |those )?(?:{_SIDES[vote]}|{word}s?)(?: votes?)?: |\bthe (?:lone|sole|only) {_ALONE[vote]}, |\b{_MAKERS[vote]}(?: are| were| include[sd]?|:) ",
        re.I,
    )
    for vote, word in _VOTES.items()
}
_NAMES_BEFORE = {
    vote: re.compile(
        rf",?(?: who)? (?:(?:was|were|is|are) (?:one of |among )?|(?:cast|provided|gave|supplied|made up) (?:one of )?)"
        rf"{_COUNT}*(?:(?:deciding|swing|tie-breaking) )?(?:{word} votes?\b|votes? {_SIDES[vote]}\b)",
        re.I,
    )
    for vote, word in _VOTES.items()
}
_IN_MAJORITY = re.compile(
    r",?(?: who)? (?:was|were|voted|landed) (?:in|with|among|part of) the (?:\d+-\d+ |narrow |slim )?(?P<which>majority|minority)\b(?: that voted)?"
)
_WITH_OPPOSED = re.compile(
    r",?\s+with\s+(?:[a-z]+\s+){0,3}(?P<who>[A-Z][^;]{3,120}?)\s+(?:(?:voting|in) )?(?:opposed|dissenting|opposition|against|no|in the minority)\b(?! to\b)"
)
_JOINED_BY = re.compile(r"\b(?:was|were) joined by (?:the )?")
_WITH_THEM = re.compile(r" (?:also )?(?:(?:voted|sided|stood) with|joined|backed) (?:her|him|them)\b(?! in the)")
_EARLIER = re.compile(r"\b(?:last (?:year|spring|summer|fall|winter)|ago|in (?:19|20)\d\d)\b", re.I)


def roll_call(sentence: Sentence, mentions: list[Mention], found: list[Position], at_hand: AtHand) -> list[Position]:
    """
    Return the positions of members whose vote is told by name.

    Parameters
    ----------
    found : list of Position
        What was found before, for those who vote with somebody told of there.
    at_hand : AtHand
        A vote on something else of the same kind counts by what was decided: who was against a contract is for ending it. A
        vote of an earlier year sets nothing.
    """
    words, offset = sentence.outside_quotes(), sentence.start
    if _EARLIER.search(words):
        return [_vote(one, "unclear", at_hand.topic, sentence) for one in _outvoted(words, offset, mentions)]
    rows = [
        _vote(one, OPPOSITE[vote] if at_hand.is_contrary else vote, at_hand.topic, sentence)
        for vote in _VOTES
        for one in [*_after(words, offset, mentions, vote), *_before(words, offset, mentions, _NAMES_BEFORE[vote])]
    ]
    rows += _of_majority(sentence, mentions, at_hand) + _joining(sentence, mentions, found)
    decided, _ = direction(words)
    is_for = decided != PRESENCE_OF[at_hand.topic] if decided else at_hand.is_rejected
    outvoted = _outvoted(words, offset, mentions)
    return rows + [_vote(one, "for" if is_for else "against", at_hand.topic, sentence) for one in outvoted]


def _vote(one: Mention, stance: str, topic: str, sentence: Sentence) -> Position:
    return Position(one.actor, topic, stance, None, None, None, sentence, "high")


def _people(mentions: list[Mention]) -> list[Mention]:
    return [one for one in mentions if one.actor.kind == "person" and not one.owns]


def _after(words: str, offset: int, mentions: list[Mention], vote: str) -> list[Mention]:
    """Return the list of people that follows "the two no votes came from" or "Opposed:"."""
    ends = [offset + one.end() for one in _NAMES_AFTER[vote].finditer(words)]
    return [one for end in ends for one in list_from(words, offset, _people(mentions), end)]


def _before(words: str, offset: int, mentions: list[Mention], verb: re.Pattern[str]) -> list[Mention]:
    """Return the list of people that ends right before a verb."""
    found = verb.search(words)
    people = [one for one in _people(mentions) if found and one.end <= offset + found.start()]
    is_beside = bool(people) and found is not None and not words[people[-1].end - offset : found.start()].strip(" ,")
    return list_ending(words, offset, people) if is_beside else []


def _outvoted(words: str, offset: int, mentions: list[Mention]) -> list[Mention]:
    found = _WITH_OPPOSED.search(words)
    low, high = (offset + found.start("who"), offset + found.end("who")) if found else (0, 0)
    return [one for one in _people(mentions) if low <= one.start and one.end <= high]


def _of_majority(sentence: Sentence, mentions: list[Mention], at_hand: AtHand) -> list[Position]:
    """Return the position of who was in the majority or minority: what it voted for, or what was decided."""
    words = sentence.outside_quotes()
    found = _IN_MAJORITY.search(words)
    if found is None:
        return []
    topic = at_hand.topic
    decided, _ = direction(words[found.end() :].split(",")[0])
    is_for = decided == PRESENCE_OF[topic] if decided else not at_hand.is_rejected
    stance = "for" if is_for == (found["which"] == "majority") else "against"
    return [_vote(one, stance, topic, sentence) for one in _before(words, sentence.start, mentions, _IN_MAJORITY)]


def _joining(sentence: Sentence, mentions: list[Mention], found: list[Position]) -> list[Position]:
    """Return the positions of those by whom somebody "was joined", or who "voted with her": theirs of whom was told last."""
    words, offset = sentence.outside_quotes(), sentence.start
    by = _JOINED_BY.search(words)
    who = list_from(words, offset, _people(mentions), offset + by.end()) if by else []
    who = who or _before(words, offset, mentions, _WITH_THEM)
    actors = [one.actor for one in who]
    last = next((one for one in reversed(found) if one.stance in OPPOSITE and one.actor not in actors), None)
    if last is None:
        return []
    stance = "for" if last.stance == "conditional" else last.stance
    return [_vote(one, stance, last.on, sentence) for one in who]
