"""Who stands where: what an article says of a person's or body's position, and what their quotations say."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from wellstaffed.record.article_authors import authors
from wellstaffed.record.article_conditions import attached_condition, is_lasting
from wellstaffed.record.article_holders import holders, list_from
from wellstaffed.record.article_leaning import leaning
from wellstaffed.record.article_mentions import Cast, Mention
from wellstaffed.record.article_no_side import is_divided, neutral_actors
from wellstaffed.record.article_opinion import with_opinions
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_roll_call import roll_call
from wellstaffed.record.article_sections import other_matters
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_settle import settled, without_sides
from wellstaffed.record.article_sides import OPPOSITE, Position, agree, agreeing, by_name, with_whom
from wellstaffed.record.article_speakers import article_speakers, is_own_voice, speaker_in
from wellstaffed.record.article_stance import (
    PRESENCE_OF,
    RETURN,
    AtHand,
    Attitude,
    attitudes,
    condition_in,
    direction,
    is_change,
    is_withheld,
    stance_on,
    was_earlier,
)
from wellstaffed.record.article_topic import article_topic, decided
from wellstaffed.record.article_words import SAY

_CLAUSES = re.compile(r";|,?\s+\bbut\b|,\s+while\b|,\s+whereas\b|\s+—\s+")
# "The kids who asked us to do this": in a quotation the wanting of others is not the speaker's.
_OTHERS_WANT = re.compile(
    r"\b(?:they|he|she|who|people|some|others|the (?:board|council|city|police|district|chief|superintendent|mayor|sheriff|other side))\s+(?:\w+\s+)?$",
    re.I,
)
_OPEN_QUESTION = re.compile(r"\b(?:whether|has until|have until|is to decide|will decide)\b", re.I)
# "A gift to anyone who wants to hurt a child".
_ANYONE = re.compile(r"\b(?:any|every|some|no) ?(?:one|body) who (?:\w+ )?$", re.I)
_WHICH = re.compile(r"\b(?:which|what) (?:one|side|way|\w+s)? ?(?:he|she|they|it) $", re.I)
_WHETHER = re.compile(r"\bwhether (?:\w+ ){1,5}$", re.I)
_THAT_VOTE = re.compile(
    r"\b(?:that|the 2020|the (?:earlier|first|last|previous)|its earlier) (?:vote|decision)\s+(?:(?:is|was|were|had been) )?$",
    re.I,
)
# "Neither side got all it wanted".
_ALL_IT = re.compile(r"\b(?:all|what|everything|whatever|nothing) (?:it|they|he|she|we|I|the \w+) $", re.I)
# "Would favor it only if the board asks": what is asked there is the condition, unless the sentence begins with it.
_IN_CONDITION = re.compile(
    r"(?<!only )\bif\b[^,]*$|(?<=\w )\b(?:only if|provided(?: that)?|unless|as long as|so long as|on condition)\b[^,]*$",
    re.I,
)
# "Voted 5-1 to postpone. Thorsen cast the lone no vote": on when to decide, not on what.
_PUT_OFF = re.compile(
    r"\b(?:voted|agreed|decided|opted|moved)\b[^.;]{0,30}\bto (?:postpone|table|delay|put off|defer|study|review|discuss)\b|\b(?:was|were) (?:tabled|postponed)\b",
    re.I,
)
_GOVERNING = frozenset({"district", "board", "council", "city"})
_VOTED_TO = re.compile(
    r"\b(?:board|council|trustees|committee|commissioners)\b[^.;]{0,40}?\bvoted (?:\d+-\d+|unanimously)[^.;]{0,20}?\bto (?P<what>[^.;]*)",
    re.I,
)
_ITS_VOTES = re.compile(
    r"\b(?:cast the|dissent\w*|(?:was|were) (?:opposed|the lone)|voted (?:no|yes|against|in favor))\b", re.I
)
_PASSIVE = re.compile(
    r"\b(?:(?P<yes>(?:the )?(?:support|backing|blessing) (?:of|from)|(?:backed|supported|endorsed|favored) by)|"
    r"(?P<praise>(?:hailed|praised|welcomed|applauded|cheered|celebrated) by|praise from)|"
    r"(?P<blame>(?:condemned|blasted|denounced|criticized|decried|lamented) by|(?:criticism|condemnation) (?:of|from))|"
    r"(?:opposition|objections) (?:of|from)|(?:opposed|rejected|resisted) by)\b",
    re.I,
)
# Where officers may come back, who voted to remove them did so before.
_ENDED_IT = re.compile(
    r"(?:voted|vote|led|made|backed|supported|pushed|helped|cast|asked|called|joined|moved)\b(?:(?!\breturn|\bback\b).)*\b(?:remov|end|drop|cancel|pull|tak|get|discontinu|scrap|oust|leave)\w*",
    re.I,
)
_STEADY = re.compile(
    r"\b(?:has|have|had)(?:n[’']t| not) (?:changed|wavered|budged)|\b(?:nothing|never)\b[^.;]{0,40}\bchang\w+ (?:his|her|its|their) minds?|\bfeels? the same\b|\bstill (?:holds|believes|does)\b",
    re.I,
)


def article_positions(sentences: list[Sentence], cast: Cast, elsewhere: Set[int] = frozenset()) -> list[Position]:
    """
    Return the positions of an article in its order; a quotation without a clear one has the stance "unclear".

    `elsewhere` are the starts of sentences about other districts: there "the board" is somebody else's.
    """
    aside = other_matters(sentences)
    lines = [one.words for one in sentences]
    topic = article_topic(lines)
    at_hand = decided(lines, topic)
    found: list[Position] = []
    previous: dict[str, str] = {}
    changed: dict[str, tuple[Actor, Sentence]] = {}
    put_off = -1
    speakers = article_speakers(sentences, cast)
    for number, sentence in enumerate(sentences):
        if sentence.is_heading or sentence.label in aside:
            continue
        spoken = [(actor, quote) for place, actor, quote in speakers if place == number]
        told = [] if is_own_voice(sentence, cast) else _told(sentence, cast.mentions[number], at_hand, previous)
        put_off = sentence.paragraph if _is_other_motion(sentence.words) else put_off
        if put_off == sentence.paragraph and _ITS_VOTES.search(sentence.words):
            told = [one for one in told if one.confidence == "high"]  # "who want them gone, voted against the delay"
        if sentence.start in elsewhere:
            told = [one for one in told if not _is_theirs(one.actor)]
        told = [with_whom(one, sentence, found) for one in told]
        joined = agreeing(sentence, cast.mentions[number], found, told)
        if put_off != sentence.paragraph:
            joined += roll_call(sentence, cast.mentions[number], found, at_hand)
        told = [*(one for one in told if one.actor not in {row.actor for row in joined})]
        told += [one for one in joined if one.stance != "unclear"]  # which only sets a vote of an earlier year aside
        made = authors(sentence, cast.mentions[number], found, topic)
        told += [one for one in made if one.actor not in {row.actor for row in told}]
        said = [_said(sentence, actor, quote, at_hand) for actor, quote in spoken]
        said = [_as_told(one, told) for one in said]
        if not told and not said:
            told = _leaning_told(sentence, cast.mentions[number], topic)
        if is_change(sentence.words):
            turned = [one.actor for one in [*told, *said]] or [one.actor for one in cast.mentions[number][:1]]
            changed |= {one.name: (one, sentence) for one in turned}
        found = without_sides(found, neutral_actors(sentence, cast.mentions[number]))
        found += _joined(told, [one for one in said if one], found)
    found = with_opinions(found, sentences, cast, at_hand)
    found = [by_name(one, cast) for one in [*found, *_turned(found, previous, changed, topic)]]
    return settled(found, previous, set(changed), topic)


def _is_theirs(actor: Actor) -> bool:
    """Return whether a body is that of another district where one is told of: its board, or "the union"."""
    return actor.kind == "body" and (actor.name.islower() or actor.body_type in _GOVERNING)


def _is_other_motion(words: str) -> bool:
    """Return whether a sentence tells of a vote on when to decide, or on another matter: "voted 6-3 to repave Main Street"."""
    other = _VOTED_TO.search(words)
    return _PUT_OFF.search(words) is not None or (other is not None and not direction(other["what"])[1])


def _turned(
    found: list[Position], previous: dict[str, str], changed: dict[str, tuple[Actor, Sentence]], topic: str
) -> list[Position]:
    """Return the stance of who gave up an earlier one ("He isn't anymore") and of whom nothing else is said."""
    now = {one.actor.name for one in found if one.stance != "unclear"}
    return [
        Position(actor, topic, OPPOSITE[previous[name]], None, previous[name], None, sentence, "low")
        for name, (actor, sentence) in changed.items()
        if name in previous and name not in now
    ]


def _told(sentence: Sentence, mentions: list[Mention], at_hand: AtHand, previous: dict[str, str]) -> list[Position]:
    """Return the positions that the article's own words report; earlier ones go to `previous`."""
    words, topic = sentence.told_words(), at_hand.topic
    cuts = [] if is_divided(words) else [0, *(one.end() for one in _CLAUSES.finditer(words)), len(words)]
    found: list[Position] = []
    for low, high in zip(cuts, cuts[1:], strict=False):
        clause = words[low:high]
        found += _passive(sentence, mentions, (low, high), at_hand)
        wishes = attitudes(clause)
        for attitude in wishes:
            lead = clause[: attitude.start]
            asks = _WHETHER if attitude.is_modal else _OPEN_QUESTION
            if (
                _ANYONE.search(lead)
                or _WHICH.search(lead)
                or asks.search(lead)
                or _IN_CONDITION.search(lead)
                or _ALL_IT.search(lead)
            ):
                continue
            if not attitude.presence and _THAT_VOTE.search(lead):
                attitude = _of_that_vote(attitude, wishes, topic)
            attached = None if attitude.is_reaction else attached_condition(sentence.words, low + attitude.start)
            condition = attached or attitude.condition or condition_in(words, low)
            condition = None if is_lasting(condition) else condition
            for who in holders(sentence, mentions, sentence.start + low + attitude.start, attitude):
                on, stance = stance_on(attitude, at_hand)
                was = (
                    topic == RETURN and _ENDED_IT.match(clause[attitude.start :]) and attitude.presence < 0
                ) or was_earlier(words, clause, attitude.start)
                if (attitude.is_past or was) and not _STEADY.search(words):
                    previous[who.actor.name] = stance if PRESENCE_OF[on] == PRESENCE_OF[topic] else OPPOSITE[stance]
                    if is_change(words) and who.actor.kind == "person":
                        found.append(Position(who.actor, on, OPPOSITE[stance], None, stance, None, sentence, "medium"))
                    continue
                if condition and stance == "for":
                    stance = "conditional"
                sure = who.form in {"name", "people"} and attitude.presence != 0
                kept = condition if stance == "conditional" or is_withheld(attitude) else attached
                found.append(Position(who.actor, on, stance, kept, None, None, sentence, "high" if sure else "medium"))
    return found


def _of_that_vote(attitude: Attitude, wishes: list[Attitude], topic: str) -> Attitude:
    """Return what is thought of an earlier vote as a wish: "voted to hire them, and that vote was a mistake"."""
    cast = next((one for one in wishes if one.presence and one.start < attitude.start), None)
    if cast is not None:
        return replace(attitude, presence=cast.presence if attitude.backs else -cast.presence, about="presence")
    return replace(attitude, backs=not attitude.backs) if topic == RETURN else attitude  # the vote by which they left


def _passive(sentence: Sentence, mentions: list[Mention], part: tuple[int, int], at_hand: AtHand) -> list[Position]:
    """Return the position of who stands after "has the support of", "drew criticism from", "is opposed by"."""
    words = sentence.outside_quotes()
    for verb in _PASSIVE.finditer(words, *part):
        after = [one for one in mentions if one.start >= sentence.start + verb.end()]
        gap = words[verb.end() : after[0].start - sentence.start] if after else ""
        if after and len(gap) < 40 and not re.search(rf"[,;]|\b{SAY}\b", gap):
            backing = {"yes": True, "praise": not at_hand.is_rejected, "blame": at_hand.is_rejected}
            is_for = backing.get(verb.lastgroup or "", False)
            listed = list_from(words, sentence.start, after, after[0].start) or after[:1]
            stance = "for" if is_for else "against"
            return [Position(one.actor, at_hand.topic, stance, None, None, None, sentence, "medium") for one in listed]
    return []


def _said(sentence: Sentence, actor: Actor, quote: str, at_hand: AtHand) -> Position:
    """Return the position that a quotation takes, or "unclear" with the quotation."""
    for clause in [] if is_divided(quote) else re.split(r"(?<=[.!?;])\s+|\bbut\b", quote):
        for attitude in [] if clause.rstrip().endswith("?") else attitudes(clause, in_quote=True):
            if _OTHERS_WANT.search(clause[: attitude.start]) and not attitude.is_modal:
                continue
            says_vote = re.search(
                r"\b(?:vot\w+|say|an?) (?:yes|no)\b|\bvot(?:e|ing) (?:for|against)\b|\bvot\w+ (?:it|this|that) down\b|(?i:over my dead body)|"
                r"\bI(?:[’']m|[’']ll|[’']d)?(?: \w+){0,3}? (?:back|support|oppose|favor|endorse) (?:it|this|that)\b",
                clause,
            )
            if attitude.is_past or (attitude.presence == 0 and not says_vote and not attitude.is_reaction):
                continue
            on, stance = stance_on(attitude, at_hand)
            attached = attached_condition(quote, quote.find(clause) + attitude.start)
            condition = None if is_lasting(attitude.condition) else attached or attitude.condition
            if condition and stance == "for":
                stance = "conditional"
            kept = condition if stance == "conditional" or is_withheld(attitude) else attached
            return Position(actor, on, stance, kept, None, quote, sentence, "medium")
    leans = leaning(quote)
    stance = ("for" if leans == PRESENCE_OF[at_hand.topic] else "against") if leans else "unclear"
    return Position(actor, at_hand.topic, stance, None, None, quote, sentence, "low")


def _as_told(one: Position, told: list[Position]) -> Position:
    """Return what a quotation says without a stance of its own where it is a part of the sentence that tells its speaker's."""
    is_part = one.quote is not None and one.quote in one.sentence.told_words()
    if is_part and any(row.actor is one.actor for row in told):
        return replace(one, stance="unclear", condition=None)
    return one


def _leaning_told(sentence: Sentence, mentions: list[Mention], topic: str) -> list[Position]:
    """Return the leaning of a person whose words are reported without quotation, with low confidence."""
    said = re.search(
        r"\b(?:said|says|believes?|believed|thinks?|argued|argues|told|recalled|remembers|warned|urged|added|noted|worries|fears)\b",
        sentence.words,
    )
    who = speaker_in(sentence, mentions, None) if said else None
    leans = leaning(sentence.words) if said and who is not None and who.kind == "person" else 0
    if who is None or not leans or re.search(r"report|editor|anchor|host", who.role):
        return []
    stance = "for" if leans == PRESENCE_OF[topic] else "against"
    return [Position(who, topic, stance, None, None, None, sentence, "low")]


def _joined(told: list[Position], said: list[Position], earlier: list[Position]) -> list[Position]:
    """Return one row where a sentence both reports a position and quotes its holder."""
    rows: list[Position] = []
    for one in told:
        twin = next((row for row in rows if row.actor is one.actor and row.on == one.on), None)
        if twin is None:
            rows.append(one)
        elif (one.stance == "conditional" and twin.stance == "for") or not agree(one, twin):
            rows[rows.index(twin)] = one
    for one in said:
        twin = next((row for row in rows if row.actor is one.actor and row.quote is None), None)
        if twin is not None and (
            one.stance in {"unclear", twin.stance} or one.confidence == "low" or twin.confidence == "high"
        ):
            rows[rows.index(twin)] = replace(twin, quote=one.quote)
        else:
            rows.append(one)
    return rows
