"""The parties of an agreement, as an article names them, and which of them a sentence lets change or leave it."""

from __future__ import annotations

import re

from wellstaffed.record.article_mention_words import OBJECT_OF
from wellstaffed.record.article_mentions import Cast, Mention
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_sentences import Sentence

OR = " or "
DISTRICT_KINDS = ("district", "board")
PARTNER_KINDS = ("police", "city", "council")

EITHER = re.compile(
    r"\b(?:either|both|each|any)\s+(?:of the )?(?:side|party|partner|one of them|of them)s?\b|\bboth parties\b|\bthe parties\b", re.I
)  # fmt: skip
_JOINS = re.compile(r"\s*(?:or|and)\s+(?:the\s+)?", re.I)
_WITH = re.compile(r"\b(?:contract|agreement|deal|pact|memorandum(?: of understanding)?)\s+with\s+(?:the\s+)?$", re.I)
_RECEIVES = re.compile(
    r"\s+(?:must|has to|needs to|would have to|should) (?:have|get|receive|be (?:told|notified|given))\b"
)


def who_may_act(sentences: list[Sentence], cast: Cast, number: int, parties: list[str]) -> str | None:
    """
    Return who may use a way out, all of them where there are several ("school district or city"); None where nobody is named.

    Parameters
    ----------
    number : int
        Of the sentence with the way out.
    parties : list of str
        What "either side" stands for: the parties that the article names (`contract_parties`).
    """
    sentence = sentences[number]
    if EITHER.search(sentence.words):
        return OR.join(parties) if len(parties) > 1 else None
    bodies = _subjects(sentence, cast.mentions[number])
    if not bodies:
        return None
    if bodies[0].form == "pronoun" and bodies[0].start == sentence.start and number:
        # "It can end the contract" goes on with the subject of the sentence before, not with who stands last in it.
        before = _subjects(sentences[number - 1], cast.mentions[number - 1])
        return (before or bodies)[0].actor.name
    named = bodies[:1]
    for one in bodies[1:]:
        if _JOINS.fullmatch(sentence.words[named[-1].end - sentence.start : one.start - sentence.start]):
            named.append(one)
    return OR.join(dict.fromkeys(one.actor.name for one in named))


def _subjects(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """Return the bodies that do something in a sentence; who is only told, or gets a notice, does not."""
    return [
        one
        for one in mentions
        if one.actor.kind == "body"
        and not one.owns
        and not OBJECT_OF.search(sentence.words[: one.start - sentence.start])
        and not _RECEIVES.match(sentence.words, one.end - sentence.start)
    ]


def contract_parties(sentences: list[Sentence], cast: Cast) -> list[str]:
    """Return the names of the district's side and of the other side; a side that the article does not name is left out."""
    partner = None
    for sentence, mentions in zip(sentences, cast.mentions, strict=True):
        with_whom = (one.actor for one in mentions if _WITH.search(sentence.words[: one.start - sentence.start]))
        partner = partner or next((one for one in with_whom if one.body_type in PARTNER_KINDS), None)
    ours = _first(cast, DISTRICT_KINDS)
    theirs = partner or _first(cast, PARTNER_KINDS)
    return [one.name for one in (ours, theirs) if one is not None]


def _first(cast: Cast, kinds: tuple[str, ...]) -> Actor | None:
    return next((body for kind in kinds if (body := cast.body_like(kind)) is not None), None)
