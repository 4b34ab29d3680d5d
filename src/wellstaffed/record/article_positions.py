"""Who stands where: direct quotations with their speaker, and what an article says of a person's or body's position."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wellstaffed.record.article_mentions import OBJECT_OF, Cast, Mention
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_sentences import Sentence, Span
from wellstaffed.record.article_stance import (
    ADDING,
    AGREEMENT,
    PRESENCE_OF,
    REDUCTION,
    RETURN,
    Attitude,
    article_topic,
    attitudes,
    condition_in,
    is_change,
)
from wellstaffed.record.article_words import ADVERB, SAY

_SAYING = re.compile(rf"\b{SAY}\b|\baccording to\b", re.I)
_BETWEEN = re.compile(rf"^(?:,[^,]{{0,90}},|\s*\([^)]{{0,40}}\)|\s*[’']\d\d,[^,]{{0,90}},)?(?:\s+{ADVERB})*\s*$", re.I)
_AFTER_SAYING = re.compile(r"^\s+[\w\s,.’'-]{0,70}$")
_CLAUSES = re.compile(r";|,?\s+\bbut\b|,\s+while\b|,\s+whereas\b|\s+—\s+")
_OPEN_QUESTION = re.compile(r"\b(?:whether|has until|have until|is to decide|will decide)\b", re.I)
_PASSIVE = re.compile(
    r"\b(?:(?P<yes>(?:the )?(?:support|backing|blessing) (?:of|from)|(?:backed|supported|endorsed|favored) by)|"
    r"(?:criticism|opposition|objections) (?:of|from)|(?:opposed|rejected|criticized|denounced) by)\b",
    re.I,
)
_OPPOSITE = {"for": "against", "against": "for", "conditional": "against"}


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


def article_positions(sentences: list[Sentence], cast: Cast) -> list[Position]:
    """Return the positions of an article in its order; a quotation without a clear one has the stance "unclear"."""
    topic = article_topic([one.words for one in sentences])
    found: list[Position] = []
    previous: dict[str, str] = {}
    changed: set[str] = set()
    speakers = article_speakers(sentences, cast)
    for number, sentence in enumerate(sentences):
        if sentence.is_heading:
            continue
        spoken = [(actor, quote) for place, actor, quote in speakers if place == number]
        told = _told(sentence, cast.mentions[number], topic, previous, changed)
        if _is_own_voice(sentence, cast):
            told = []
        told += _agreeing(sentence, cast.mentions[number], found, told)
        said = [_said(sentence, actor, quote, topic) for actor, quote in spoken]
        if is_change(sentence.words):
            changed |= {one.actor.name for one in [*told, *said]} or {
                one.actor.name for one in cast.mentions[number][:1]
            }
        found += _joined(told, [one for one in said if one], found)
    return _settled(found, previous, changed, topic)


def _is_own_voice(sentence: Sentence, cast: Cast) -> bool:
    """Return whether a line of a transcript is somebody's own words, not the reporter's."""
    actor = cast.speaker_of_label(sentence.label) if sentence.label else None
    return (
        actor is not None
        and not re.search(r"report|host|anchor|editor", actor.role)
        and actor.name not in _reporters(cast)
    )


def _reporters(cast: Cast) -> set[str]:
    return {one.name for one in cast.people if not one.role}


def article_speakers(sentences: list[Sentence], cast: Cast) -> list[tuple[int, Actor, str]]:
    """Return every quotation of three words or more as (number of its sentence, speaker, words without marks)."""
    found: list[tuple[int, Actor, str]] = []
    last: tuple[int, Actor] | None = None
    for number, sentence in enumerate(sentences):
        mentions = cast.mentions[number]
        if _is_own_voice(sentence, cast) and sentence.label:
            actor = cast.speaker_of_label(sentence.label)
            found += [(number, actor, sentence.words)] if actor else []
            continue
        for quote in sentence.quotes:
            low, high = max(quote.start, sentence.start), min(quote.end, sentence.end)
            inside = sentence.words[low - sentence.start : high - sentence.start].strip('"“” \n,')
            speaker = _speaker(sentence, mentions, quote)
            if speaker is None and last and last[0] == sentence.paragraph:
                speaker = last[1]
            if speaker is None:
                speaker = _speaker_beside(sentences, number, cast)
            if speaker is None:
                continue
            if len(inside.split()) >= 2 or inside.endswith("."):
                found.append((number, speaker, inside))
            last = (sentence.paragraph, speaker)
        named = _speaker(sentence, mentions, None)
        if named is not None:
            last = (sentence.paragraph, named)
    return found


def sentence_speakers(sentences: list[Sentence], cast: Cast) -> dict[int, Actor]:
    """Return who says a sentence, by its number; the article's own sentences are not in it."""
    spoken = {number: actor for number, actor, _ in article_speakers(sentences, cast)}
    for number, sentence in enumerate(sentences):
        actor = spoken.get(number) or _speaker(sentence, cast.mentions[number], None)
        if actor is not None:
            spoken[number] = actor
    return spoken


def _speaker(sentence: Sentence, mentions: list[Mention], quote: Span | None) -> Actor | None:
    """Return who speaks in a sentence: beside a verb of saying, the one nearest to the quotation."""
    words, offset = sentence.outside_quotes(), sentence.start
    offers: list[tuple[int, Actor]] = []
    for verb in _SAYING.finditer(words):
        start, end = verb.start() + offset, verb.end() + offset
        far = 0 if quote is None else min(abs(quote.start - end), abs(start - quote.end))
        before = [one for one in mentions if one.end <= start and not one.owns]
        after = [one for one in mentions if one.start >= end]
        is_source = verb[0].lower() == "according to"
        if before and not is_source and _BETWEEN.match(words[before[-1].end - offset : verb.start()]):
            offers.append((far, before[-1].actor))
        elif after and _follows(words[verb.end() : after[0].start - offset]):
            people = [one for one in after if one.actor.kind == "person" and one.start - end < 90]
            gap = words[verb.end() : after[0].start - offset]
            nearest = (
                people[0]
                if people and not is_source and _titles_only(words, end - offset, people[0].start - offset)
                else after[0]
            )
            if quote is None or is_source or gap.strip() == "" or nearest.actor.kind == "person" or len(gap) < 12:
                offers.append((far + 1, nearest.actor))
        elif before and not is_source and len(words[before[-1].end - offset : verb.start()]) < 70:
            offers.append((far + 40, before[-1].actor))
    return min(offers, key=lambda offer: offer[0])[1] if offers else None


def _follows(gap: str) -> bool:
    return bool(_AFTER_SAYING.match(gap or " ")) and not re.search(
        rf"\b(?:{SAY}|that|whether|should|will|would)\b", gap
    )


def _titles_only(words: str, low: int, high: int) -> bool:
    return not re.search(rf"\b(?:{SAY}|that|whether|if|for|to)\b", words[low:high])


def _speaker_beside(sentences: list[Sentence], number: int, cast: Cast) -> Actor | None:
    """Return the subject of the sentence, or who speaks in the next sentence of the paragraph."""
    sentence = sentences[number]
    named = [one for one in cast.mentions[number] if one.actor.kind == "person" and not one.owns]
    if named:
        return named[0].actor
    bodies = [one for one in cast.mentions[number] if not one.owns]
    if bodies:
        return bodies[0].actor
    if number + 1 < len(sentences) and sentences[number + 1].paragraph == sentence.paragraph:
        return _speaker(sentences[number + 1], cast.mentions[number + 1], None)
    return None


def _told(
    sentence: Sentence, mentions: list[Mention], topic: str, previous: dict[str, str], changed: set[str]
) -> list[Position]:
    """Return the positions that the article's own words report; earlier ones go to `previous`."""
    words = sentence.outside_quotes(longer_than=4)
    cuts = [0, *(one.end() for one in _CLAUSES.finditer(words)), len(words)]
    found: list[Position] = []
    for low, high in zip(cuts, cuts[1:], strict=False):
        clause = words[low:high]
        found += _passive(sentence, mentions, (low, high), topic)
        for attitude in attitudes(clause):
            if _OPEN_QUESTION.search(clause[: attitude.start]) and not attitude.is_modal:
                continue
            condition = attitude.condition or condition_in(words, low)
            for who in _holders(sentence, mentions, sentence.start + low + attitude.start, attitude):
                on, stance = _stance(attitude, topic)
                was = is_change(words) and re.search(r"\bago\b|\bwhen\b|\bin (?:19|20)\d\d", clause)
                if attitude.is_past or was:
                    previous[who.actor.name] = stance
                    if is_change(words) and who.actor.kind == "person":
                        now = Position(who.actor, on, _OPPOSITE[stance], None, stance, None, sentence, "medium")
                        found.append(now)
                    continue
                if condition and stance == "for":
                    stance = "conditional"
                sure = who.form in {"name", "people"} and attitude.presence != 0
                kept = condition if stance == "conditional" else None
                found.append(Position(who.actor, on, stance, kept, None, None, sentence, "high" if sure else "medium"))
    return found


def _passive(sentence: Sentence, mentions: list[Mention], part: tuple[int, int], topic: str) -> list[Position]:
    """Return the position of who stands after "has the support of", "drew criticism from", "is opposed by"."""
    words = sentence.outside_quotes()
    for verb in _PASSIVE.finditer(words, *part):
        after = [one for one in mentions if one.start >= sentence.start + verb.end()]
        gap = words[verb.end() : after[0].start - sentence.start] if after else ""
        if after and len(gap) < 40 and not re.search(rf"[,;]|\b{SAY}\b", gap):
            stance = "for" if verb["yes"] else "against"
            return [Position(after[0].actor, topic, stance, None, None, None, sentence, "medium")]
    return []


def _holders(sentence: Sentence, mentions: list[Mention], place: int, attitude: Attitude) -> list[Mention]:
    """
    Return whose attitude it is.

    "Should" and judgements belong to who speaks. So does what a person says of the body she speaks for ("the chief said
    that the department supports"); a spokesperson's words stay those of whom he speaks for.
    """
    speaker = _speaker(sentence, mentions, None)
    said_by = next((one for one in mentions if one.actor is speaker), None)
    if attitude.is_modal:
        is_judged = attitude.about == "proposal" and not attitude.backs
        return [said_by] if said_by and (attitude.presence or is_judged) else []
    subjects = _subjects(sentence, mentions, place)
    if len(subjects) == 1 and said_by and speaker and speaker.kind == "person" and subjects[0].actor.kind == "body":
        heads = {"mayor": "city", "chief": "police", "sheriff": "police", "superintendent": "district"}
        leads = [kind for role, kind in heads.items() if role in speaker.role and "vice" not in speaker.role]
        if subjects[0].actor.body_type in leads and said_by.start < subjects[0].start:
            return [said_by]
    return subjects


def _agreeing(
    sentence: Sentence, mentions: list[Mention], found: list[Position], told: list[Position]
) -> list[Position]:
    """Return the position of who "disagreed" or "agreed" with what was last reported of somebody else."""
    verb = re.search(
        r"\b(?P<no>dis)?agree[sd](?=[.,;]|\s*$| that| with (?:him|her|them|it))", sentence.outside_quotes(), re.I
    )
    who = [one for one in mentions if verb and one.end <= sentence.start + verb.start() and not one.owns]
    if told or verb is None or not who:
        return []
    last = next((one for one in reversed(found) if one.stance in _OPPOSITE and one.actor is not who[-1].actor), None)
    if last is None:
        return []
    stance = "for" if last.stance == "conditional" else last.stance
    return [
        Position(who[-1].actor, last.on, _OPPOSITE[stance] if verb["no"] else stance, None, None, None, sentence, "low")
    ]


def _subjects(sentence: Sentence, mentions: list[Mention], place: int) -> list[Mention]:
    """Return whose attitude stands at `place`: the nearest actor before it who is no object; all of a list of names."""
    words, offset = sentence.outside_quotes(), sentence.start
    before = [one for one in mentions if one.end <= place and not one.owns and one.form != "document"]
    free = [one for one in before if not OBJECT_OF.search(words[: one.start - offset])]
    documents = [one for one in mentions if one.form == "document" and one.end <= place and not one.owns]
    if documents and (not free or documents[-1].start > free[-1].end):
        return [documents[-1]]
    if not free:
        return []
    chosen = free[-1]
    if re.search(r"\b(?:whatever|what|how)\s+$", words[: chosen.start - offset], re.I):
        return []
    if re.search(
        r"[\w’']\s+(?!those\b)\w+\s+(?:who|that|which)\s+(?:\w+\s+)?$", words[chosen.end - offset : place - offset]
    ):
        return []  # "the board heard from residents who want": somebody without a name
    listed = [chosen]
    for one in reversed(free[:-1]):
        gap = words[one.end - offset : listed[0].start - offset]
        if re.fullmatch(r"\s*(?:,|,?\s*and)\s*", gap) and one.actor.kind == chosen.actor.kind:
            listed.insert(0, one)
        else:
            break
    return listed


def _stance(attitude: Attitude, topic: str) -> tuple[str, str]:
    """Return the proposal and "for" or "against" it."""
    on = {"reduction": REDUCTION, "agreement": AGREEMENT}.get(attitude.about, topic)
    if attitude.about == "agreement" and topic in {RETURN, ADDING}:
        on = topic
    if attitude.presence == 0:
        return on, "for" if attitude.backs else "against"
    return on, "for" if attitude.presence == PRESENCE_OF[on] else "against"


def _said(sentence: Sentence, actor: Actor, quote: str, topic: str) -> Position:
    """Return the position that a quotation takes, or "unclear" with the quotation."""
    for clause in re.split(r"(?<=[.!?;])\s+|\bbut\b", quote):
        for attitude in attitudes(clause, in_quote=True):
            says_vote = re.search(r"\b(?:vot\w+|an?) (?:yes|no)\b", clause)
            if attitude.is_past or (attitude.presence == 0 and not says_vote):
                continue
            on, stance = _stance(attitude, topic)
            condition = attitude.condition if stance == "for" else None
            return Position(
                actor, on, "conditional" if condition else stance, condition, None, quote, sentence, "medium"
            )
    return Position(actor, topic, "unclear", None, None, quote, sentence, "low")


def _joined(told: list[Position], said: list[Position], earlier: list[Position]) -> list[Position]:
    """Return one row where a sentence both reports a position and quotes its holder."""
    rows: list[Position] = []
    for one in told:
        twin = next((row for row in rows if row.actor is one.actor and row.on == one.on), None)
        if twin is None:
            rows.append(one)
        elif one.stance == "conditional" and twin.stance == "for":
            rows[rows.index(twin)] = one
    for one in said:
        twin = next((row for row in rows if row.actor is one.actor and row.quote is None), None)
        if twin is not None and one.stance in {"unclear", twin.stance}:
            rows[rows.index(twin)] = replace(twin, quote=one.quote)
        else:
            rows.append(one)
    return rows


def _settled(found: list[Position], previous: dict[str, str], changed: set[str], topic: str) -> list[Position]:
    """Return the rows with what is known of their holder elsewhere in the article: an earlier stance, a condition."""
    conditions = {(one.actor.name, one.on): one.condition for one in found if one.stance == "conditional"}
    rows = []
    for one in found:
        if one.stance == "for" and (one.actor.name, one.on) in conditions:
            one = replace(one, stance="conditional", condition=conditions[one.actor.name, one.on], confidence="low")
        if one.stance in _OPPOSITE and one.on == topic:
            before = previous.get(one.actor.name)
            if before is None and one.actor.name in changed:
                before = _OPPOSITE[one.stance]
            if before and before != one.stance and not (before == "for" and one.stance == "conditional"):
                one = replace(one, previous=before)
        rows.append(one)
    return rows
