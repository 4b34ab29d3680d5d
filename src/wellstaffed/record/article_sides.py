"""A candidate position, and positions taken by joining, backing or contradicting somebody reported before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wellstaffed.record.article_mentions import Cast, Mention
from wellstaffed.record.article_no_side import is_divided
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_stance import PRESENCE_OF

_BACKS_WHOM = re.compile(
    r"\b(?:(?P<yes>backs|backed|supports?|supported|sides? with|sided with|agrees? with|agreed with)|(?:opposes?|opposed|disagrees? with|disagreed with)) "
    r"the (?P<role>superintendent|mayor|chief|principal|president|chair\w*)(?![’']|\s+of\b)",
    re.I,
)
_WITH = re.compile(
    r"\b(?:(?:is|are|was|were|(?:to |will |would |may )side|sides?|sided|stands?|stood|voted|votes|agree[sd]?|concur(?:s|red)?) with|join(?:s|ed)|echo(?:es|ed)|shares?|shared|of (?:the same|like) mind (?:as|with)|"
    r"(?:on the same page|in the same (?:place|camp|boat)|(?:come|came) down on the same side|on the same side) as|(?:agree[sd]?|sided|concur(?:s|red)?) with (?:nearly |almost |most of |much of |all of )?(?:everything|all|what|much of what))\s+(?:(?:Mr|Ms|Mrs|Dr)\.\s+)?$",
    re.I,
)
_VOTED_WITH = re.compile(r"\b(?:(?:voting|siding|standing) with|joining) (?P<whom>.{3,60}?) (?:was|were)\b", re.I)
_LEADS = re.compile(r"(?<!vice )\b(?:president|chair\w*|head|leader|director|founder|co-founder|organizer|secretary)\b")
_LED = frozenset("union society association coalition group alliance federation organization chapter branch".split())  # noqa: SIM905
_LIKEWISE = re.compile(
    r"\b(?:and )?as (?:does|do|did|is|are|has|have|had|was|were|will|would)(?= (?:the (?!case)|(?:[a-z]+ ){0,3}(?-i:[A-Z])))|\b(?:and )?so (?:does|do|did|is|are|has|have|had|was|were|will|would)\b|(?<!if )\b(?:he|she|they) (?:does|do|did|is|are|will|would|was|were|has) too\b|\bsaid (?:much |just |exactly )?the same\b|\b(?:feels?|felt) the same(?: way)?\b|\bechoed (?:that|her|him|them|it|the)\b|\bseconded (?:that|it|the thought)\b",
    re.I,
)
_OTHERWISE = re.compile(
    r"\b(?:lean(?:s|ed)? the other way|(?:feels?|felt|sees? it|saw it|thinks?|reads? it) (?:quite )?(?:differently|otherwise)|"
    r"(?:takes?|took|taking) the (?:opposite|other) (?:view|side)|(?:do|does|did)(?: not|n[’']t) share (?:that|this|his|her|their|the) (?:view|concern|opinion)s?|(?:did|does|do|is|was|are|were|could|would|will|can|has|have|had)(?: ?not|n[’']t)(?: agree| so sure)?(?!, said\b)(?=[.,;]|\s*$))",
    re.I,
)


OPPOSITE = {"for": "against", "against": "for", "conditional": "against"}


@dataclass(frozen=True)
class Position:
    """A candidate position; see the reader's document for the meaning of the fields."""

    actor: Actor
    on: str
    stance: str
    condition: str | None
    previous: str | None
    quote: str | None
    sentence: Sentence
    confidence: str


def agreeing(
    sentence: Sentence, mentions: list[Mention], found: list[Position], told: list[Position]
) -> list[Position]:
    """Return the position of who "disagreed" or "agreed" with what was last reported of somebody else."""
    words = sentence.outside_quotes()
    sided = _sided(sentence, mentions, found)
    if sided:
        return sided
    verb = re.search(r"\b(?P<no>dis)?agree[sd](?=[.,;]|\s*$| that| with (?:him|her|them|it))", words, re.I)
    other = _OTHERWISE.search(words)
    like = _LIKEWISE.search(words)
    if is_divided(words):
        return []
    place = next((one.start() for one in (verb, other) if one), None)
    if place is not None and re.search(r"\b(?:whether|if)\b[^.;]{0,40}$", words[:place], re.I):
        return []  # "declined to say whether she agrees"
    who = [one for one in mentions if place is not None and one.end <= sentence.start + place and not one.owns]
    if place is None and like:
        after = [one for one in mentions if one.start >= sentence.start + like.end() and not one.owns]
        before = [one for one in mentions if one.end <= sentence.start + like.end() and not one.owns]
        if re.match(r"(?i)(?:and )?as\b", like[0]):
            return _alike(sentence, after, found, told)
        who = after[:1] if re.match(r"(?i)(?:and )?so\b", like[0]) else before[-1:]
    who = [
        one for one in who if one.form != "people"
    ] or who  # "an officer who knows the students is better than one who does not"
    if not who:
        return []
    others = (one for one in reversed([*found, *told]) if one.stance in OPPOSITE and one.actor is not who[-1].actor)
    last = next(others, None)
    if last is None:
        return []
    stance = _unconditional(last)
    turned = other is not None or (verb is not None and verb["no"])
    own = [one for one in told if one.actor is who[-1].actor]
    if own and (not turned or own[0].on == last.on or side(own[0]) == side(last)):
        return []  # else it says the same of the proposal at hand: "doesn't; she'd keep all six"
    return [Position(who[-1].actor, last.on, OPPOSITE[stance] if turned else stance, None, None, None, sentence, "low")]


def _alike(sentence: Sentence, after: list[Mention], found: list[Position], told: list[Position]) -> list[Position]:
    """Return the positions of all who stand after "voted to renew, as did Bell and Fry"."""
    last = next((one for one in reversed([*found, *told]) if one.stance in OPPOSITE), None)
    listed = [one for one in after if one.actor.kind == "person"] or after[:1]
    return [_beside(one.actor, last, sentence) for one in listed] if last else []


def _sided(sentence: Sentence, mentions: list[Mention], found: list[Position]) -> list[Position]:
    """Return the positions of who "is with", "sided with" or "joined" a person whose position was reported before."""
    words = sentence.outside_quotes()
    beside = _VOTED_WITH.search(words)
    if beside is not None:
        return _voting_with(sentence, mentions, found, sentence.start + beside.end())
    for whom in mentions:
        lead = words[: whom.start - sentence.start]
        verb = _WITH.search(lead)
        who = [one for one in mentions if verb and one.end <= sentence.start + verb.start() and not one.owns]
        if whom.actor.kind != "person" or not who:
            continue
        last = next((one for one in reversed(found) if one.actor is whom.actor and one.stance in OPPOSITE), None)
        if last is not None and who[-1].actor is not whom.actor:
            return [_beside(who[-1].actor, last, sentence)]
    return []


def _voting_with(sentence: Sentence, mentions: list[Mention], found: list[Position], place: int) -> list[Position]:
    """Return the positions of all who stand after "Voting with Bell were"."""
    people = [one for one in mentions if one.actor.kind == "person"]
    leads = [one.actor for one in people if one.end <= place][:1]
    last = next(
        (one for one in reversed(found) if one.stance in OPPOSITE and (one.actor in leads or not leads)), None
    )  # "Joining her were" goes on with whom was told of last
    return [_beside(one.actor, last, sentence) for one in people if one.start >= place] if last else []


def _beside(actor: Actor, last: Position, sentence: Sentence) -> Position:
    """Return the position of who stands with somebody: the same, without the condition."""
    return Position(actor, last.on, _unconditional(last), None, None, None, sentence, "medium")


def _unconditional(one: Position) -> str:
    return "for" if one.stance == "conditional" else one.stance


def agree(one: Position, other: Position) -> bool:
    """Return whether two positions on one proposal are on the same side of it, whatever their conditions."""
    return (one.stance == "against") == (other.stance == "against")


def side(one: Position) -> int:
    """Return +1 where a position wants officers in schools, -1 where not."""
    return PRESENCE_OF[one.on] * (-1 if one.stance == "against" else 1)


def with_whom(one: Position, sentence: Sentence, found: list[Position]) -> Position:
    """Return the position of who "backs the superintendent" on the proposal on which the superintendent was last reported."""
    beside = _BACKS_WHOM.search(sentence.outside_quotes())
    if beside is None or one.actor.kind != "person":
        return one
    role = beside["role"].casefold()
    roles = (role, "dr.") if role == "superintendent" else (role,)  # who goes by "Dr." alone leads the schools
    others = (row for row in reversed(found) if row.actor is not one.actor and row.stance in OPPOSITE)
    last = next((row for row in others if any(part in row.actor.role for part in roles)), None)
    if last is None:
        return one
    theirs = _unconditional(last)
    return replace(one, on=last.on, stance=theirs if beside["yes"] else OPPOSITE[theirs])


def by_name(one: Position, cast: Cast) -> Position:
    """Return the position of a body that the article never names as that of the one person who leads it, if it has one."""
    noun = one.actor.name.split()[-1].casefold()
    if one.actor.kind != "body" or not one.actor.name.islower() or noun not in _LED:
        return one
    leaders = [
        who
        for who in cast.people
        if (noun in who.leads.casefold().split())
        or (_LEADS.search(who.role) and who.body.casefold().endswith(one.actor.name))
    ]
    return replace(one, actor=leaders[0], confidence="low") if len(leaders) == 1 else one
