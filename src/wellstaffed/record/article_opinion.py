"""What an editorial or opinion piece itself asks for: the position of who wrote it."""

from __future__ import annotations

import re

from wellstaffed.record.article_cues import SHOULD
from wellstaffed.record.article_mentions import Cast, Mention
from wellstaffed.record.article_people import Actor, bylines
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_sides import Position
from wellstaffed.record.article_speakers import speaker_in
from wellstaffed.record.article_stance import AtHand, Attitude, attitudes, stance_on

_HEAD_LINES = 8
# The line that says what the piece is: "EDITORIAL", "Opinion", "Our view".
_KIND = re.compile(
    r"^\W*(?:editorial|opinion|commentary|op-ed|viewpoint|guest (?:column|opinion|view|commentary)|letters? to the editor|"
    r"(?P<paper>our view|editorial|the .{3,40} (?:editorial )?board[’']s view))\W*(?:$|[:|—–-])",
    re.I | re.M,
)
_BOARD = re.compile(r"\b(?:(?:[A-Z][\w’'-]+\s+){1,4})?Editorial Board\b")
_OWN = re.compile(r"\b(?:we|I|this (?:page|newspaper|paper|editorial board|column))\b(?:[’'](?:d|ll|ve|re))?", re.I)
_OTHERS = re.compile(r"\b(?:they|he|she|who|some|others|critics|supporters|opponents|people)\b[^,;]*$", re.I)
_WISHES = re.compile(
    r"\b(?:we|I)(?:[’']d)? (?:\w+ )?(?:hope|wish|want|ask|urge|trust|call on|expect|like)\b[^,;]*$", re.I
)
# "Suppose the board should refuse", "whether we should": no demand.
_OPEN = re.compile(r"\b(?:if|whether|suppose|why|how|what)\b[^,;]*$", re.I)


def opinion_author(sentences: list[Sentence], cast: Cast) -> Actor | None:
    """Return who speaks in an opinion piece: its editorial board, or the one person in its byline; None for a report."""
    head = "\n".join(one.words for one in sentences[:_HEAD_LINES] if one.is_heading)
    kind = _KIND.search(head)
    board = _BOARD.search(head)
    if board is not None:
        return Actor(re.sub(r"^(?:By|The|the)\s+", "", board[0]).removeprefix("the "), "body", body_type="group")
    writers = [one for one in cast.people if one.name in bylines(sentences)]
    return writers[0] if kind is not None and len(writers) == 1 else None


def with_opinions(found: list[Position], sentences: list[Sentence], cast: Cast, at_hand: AtHand) -> list[Position]:
    """
    Return positions with those that an opinion piece itself takes: what "we" and "I" want, and what "the board should".
    """
    author = opinion_author(sentences, cast)
    if author is None:
        return found
    rows = (
        _opinion(sentence, mentions, author, at_hand)
        for sentence, mentions in zip(sentences, cast.mentions, strict=True)
    )
    told = {(one.actor.name, one.sentence.start) for one in found}
    own = [row for row in rows if row is not None and (row.actor.name, row.sentence.start) not in told]
    return sorted([*found, *own], key=lambda one: one.sentence.start)


def _opinion(sentence: Sentence, mentions: list[Mention], author: Actor, at_hand: AtHand) -> Position | None:
    if speaker_in(sentence, mentions, None) not in {None, author}:
        return None
    words = sentence.outside_quotes()
    wishes = [one for one in attitudes(words, in_quote=True) if not one.is_past]
    own = [one for one in wishes if _is_own(one, words, sentence, mentions)]
    if not own:
        return None
    on, stance = stance_on(own[-1], at_hand)  # "should" is followed by what: "should vote no"
    condition = own[-1].condition if stance == "for" else None
    return Position(author, on, "conditional" if condition else stance, condition, None, None, sentence, "medium")


def _is_own(attitude: Attitude, words: str, sentence: Sentence, mentions: list[Mention]) -> bool:
    """Return whether nobody else stands nearer to an attitude than the writer; a demand on the board is the writer's."""
    lead = words[: attitude.start]
    if _OPEN.search(lead) or _OTHERS.search(lead):
        return False
    own = [*_OWN.finditer(lead)]
    after = sentence.start + (own[-1].end() if own else 0)
    others = [one for one in mentions if after <= one.start < sentence.start + attitude.start and one.form != "author"]
    is_asked = (attitude.is_modal or SHOULD.search(lead) or _WISHES.search(lead)) and all(
        one.actor.kind == "body" for one in others
    )
    return bool(own and not others) or bool(is_asked) or not lead.strip(' "“')
