"""Who speaks: the speaker of each quotation and of each sentence of an article."""

from __future__ import annotations

import re

from wellstaffed.record.article_mention_words import OBJECT_OF
from wellstaffed.record.article_mentions import Cast, Mention
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_sentences import Sentence, Span
from wellstaffed.record.article_words import ADVERB, SAY

_SAYING = re.compile(rf"\b{SAY}\b|\baccording to\b", re.I)
_BETWEEN = re.compile(
    rf"^(?:,(?:[^,]|(?<=\d),(?=\d)){{0,90}},|\s*\([^)]{{0,40}}\)|\s*[’']\d\d,[^,]{{0,90}},)?(?:\s+{ADVERB})*\s*$", re.I
)
_ASIDE = re.compile(
    r",\s+(?:which|who|whose|representing|speaking for|an?|once|formerly)\b(?:[^,.;]|(?<=\d),(?=\d))*,(?! and| or)",
    re.I,
)
_CALLED_ON = re.compile(r"\s+(?:\w+day\s+)?(?:on|upon|for)\b", re.I)
_WHO = re.compile(rf"^,?\s+who(?:\s+{ADVERB})*\s+$", re.I)
_ITS_ROLE = re.compile(r"\b(?:[Ii]ts|[Tt]he|[Aa]|[Tt]heir|[Hh]is|[Hh]er)\s[^,.;]{3,60},\s*$")
# "A letter to the district that read", "I believe the board must".
_NOT_THEIRS = re.compile(r"\b(?:(?:that|which) reads?|(?:I|we) (?:\w+ )?\w+)$", re.I)
_HIS_ANSWER = re.compile(
    r"^\s+(?:\w+\s+)?(?:answer|reply|response|verdict|advice|message|question|view|words|take|comment|reaction)\b[^.]{0,40}[:,]\s*$",
    re.I,
)
_AFTER_SAYING = re.compile(r"^\s+[\w\s,.’'-]{0,70}$")

# "Tolbert, who liked it when the board adopted it but now thinks": the second verb has the subject of the first.
_SECOND_VERB = re.compile(
    r"\b(?:and|but|yet|then)\s+(?:\w+ly\s+|now\s+|also\s+|then\s+|later\s+|still\s+|has\s+|had\s+|would\s+|will\s+|could\s+|not\s+)*$",
    re.I,
)
_AFTER_COMMA = re.compile(r",\s+(?:and|but)\s+(?:\w+ly\s+|then\s+|also\s+)?$", re.I)
_SUBORDINATE = re.compile(
    r"\b(?:when|after|before|because|since|as|while|where|although)\s+(?:the\s+|its\s+|his\s+|her\s+)?$", re.I
)


def article_speakers(sentences: list[Sentence], cast: Cast) -> list[tuple[int, Actor, str]]:
    """Return every quotation of three words or more as (number of its sentence, speaker, words without marks)."""
    found: list[tuple[int, Actor, str]] = []
    last: tuple[int, Actor] | None = None
    for number, sentence in enumerate(sentences):
        mentions = cast.mentions[number]
        if is_own_voice(sentence, cast) and sentence.label:
            actor = cast.speaker_of_label(sentence.label)
            found += [(number, actor, sentence.words)] if actor else []
            continue
        for quote in sentence.quotes:
            low, high = max(quote.start, sentence.start), min(quote.end, sentence.end)
            inside = sentence.words[low - sentence.start : high - sentence.start].strip('"“” \n,')
            speaker = speaker_in(sentence, mentions, quote)
            if speaker is None and last and last[0] == sentence.paragraph:
                speaker = last[1]
            if speaker is None:
                speaker = _speaker_beside(sentences, number, cast)
            if speaker is None:
                continue
            if len(inside.split()) >= 2 or inside.endswith("."):
                found.append((number, speaker, inside))
            last = (sentence.paragraph, speaker)
        named = speaker_in(sentence, mentions, None)
        if named is not None:
            last = (sentence.paragraph, named)
    return found


def sentence_speakers(sentences: list[Sentence], cast: Cast) -> dict[int, Actor]:
    """Return who says a sentence, by its number; the article's own sentences are not in it."""
    spoken = {number: actor for number, actor, _ in article_speakers(sentences, cast)}
    for number, sentence in enumerate(sentences):
        actor = spoken.get(number) or speaker_in(sentence, cast.mentions[number], None)
        if actor is not None:
            spoken[number] = actor
    return spoken


def is_own_voice(sentence: Sentence, cast: Cast) -> bool:
    """Return whether a line of a transcript is somebody's own words, not the reporter's."""
    actor = cast.speaker_of_label(sentence.label) if sentence.label else None
    return (
        actor is not None
        and not re.search(r"report|host|anchor|editor", actor.role)
        and actor.name not in cast.reporters
    )


def speaker_in(sentence: Sentence, mentions: list[Mention], quote: Span | None) -> Actor | None:
    """Return who speaks in a sentence: beside a verb of saying, the one nearest to the quotation."""
    words, offset = sentence.outside_quotes(), sentence.start
    offers: list[tuple[int, Actor]] = []
    for verb in (one for one in _SAYING.finditer(words) if not _NOT_THEIRS.search(words[: one.end()])):
        start, end = verb.start() + offset, verb.end() + offset
        far = 0 if quote is None else min(abs(quote.start - end), abs(start - quote.end))
        before = [one for one in mentions if one.end <= start and not one.owns and one.form != "author"]
        before = outside_asides(words[: verb.start()], offset, before)
        before = with_verb(words, offset, before, start)
        after = [one for one in mentions if one.start >= end and not one.is_it]  # "called it a stunt"
        if words[: verb.start()].strip(" ,") and not words[: verb.start()].rstrip().endswith(","):
            after = [one for one in after if one.form != "people"]  # "Officials said students need them"
        is_source = verb[0].lower() == "according to"
        subject = sentence.subject_at(start)
        parsed = next((one for one in mentions if subject and one.covers(subject) and not one.owns), None)
        if parsed:
            offers.append((far - 1, parsed.actor))
        if before and _is_subject(words, before[-1], offset, verb.start(), is_source=is_source):
            offers.append((far, before[-1].actor))
        elif (
            after
            and _follows(words[verb.end() : after[0].start - offset])
            and not (verb[0].lower().startswith("call") and _CALLED_ON.match(words, verb.end()))
        ):
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
    for words_of in mentions if quote is not None and not offers else ():
        if quote and words_of.owns and _HIS_ANSWER.match(words[words_of.end - offset : quote.start - offset]):
            offers.append((0, words_of.actor))
    return min(offers, key=lambda offer: offer[0])[1] if offers else None


def _is_subject(words: str, one: Mention, offset: int, verb: int, *, is_source: bool) -> bool:
    """Return whether an actor is the subject of the verb of saying after it: "Bell, who wrote", "its chief, Al Fry, wrote"."""
    gap = words[one.end - offset : verb]
    if _WHO.match(gap) is not None:
        return True
    is_beside = gap.strip() == "," and _ITS_ROLE.search(words[: one.start - offset]) is not None
    return not is_source and (is_beside or _BETWEEN.match(gap) is not None)


def _follows(gap: str) -> bool:
    if re.search(r"\w\s+(?:to|with)\s+(?:the\s+)?$", gap):
        return False  # "said in a letter to the board"
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
    words = sentence.outside_quotes()
    bodies = [
        one
        for one in cast.mentions[number]
        if not one.owns and not OBJECT_OF.search(words[: one.start - sentence.start])
    ]
    if bodies:
        return bodies[0].actor
    if number + 1 < len(sentences) and sentences[number + 1].paragraph == sentence.paragraph:
        return speaker_in(sentences[number + 1], cast.mentions[number + 1], None)
    return None


def with_verb(words: str, offset: int, free: list[Mention], place: int) -> list[Mention]:
    """Return the actors before a place without those of a subordinate clause that a second verb has left behind."""
    if len(free) < 2 or not _SECOND_VERB.search(words[: place - offset]):
        return free
    if len(words[free[-1].end - offset : place - offset].split()) < 2:
        return free
    if _AFTER_COMMA.search(words[: place - offset]) and _SAYING.search(words[: place - offset]):
        return free[:1]  # "The ACLU said that the plan would cost the district, and asked it to wait"
    inside = (number for number, one in enumerate(free) if number and _SUBORDINATE.search(words[: one.start - offset]))
    return free[: next(inside, len(free))]


def outside_asides(words: str, offset: int, free: list[Mention]) -> list[Mention]:
    """Return the actors without those of a closed aside ("the union, which represents 540 teachers, opposed")."""
    asides = [aside.span() for aside in _ASIDE.finditer(words)]
    outside = [one for one in free if not any(low <= one.start - offset < high for low, high in asides)]
    return outside or free
