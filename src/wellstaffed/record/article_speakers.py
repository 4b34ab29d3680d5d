"""Who speaks: the speaker of each quotation and of each sentence of an article."""

from __future__ import annotations

import re

from wellstaffed.record.article_mentions import Cast, Mention
from wellstaffed.record.article_people import Actor
from wellstaffed.record.article_sentences import Sentence, Span
from wellstaffed.record.article_words import ADVERB, SAY

_SAYING = re.compile(rf"\b{SAY}\b|\baccording to\b", re.I)
_BETWEEN = re.compile(rf"^(?:,[^,]{{0,90}},|\s*\([^)]{{0,40}}\)|\s*[’']\d\d,[^,]{{0,90}},)?(?:\s+{ADVERB})*\s*$", re.I)
_HIS_ANSWER = re.compile(
    r"^\s+(?:\w+\s+)?(?:answer|reply|response|verdict|advice|message|question|view|words|take|comment|reaction)\b[^.]{0,40}[:,]\s*$",
    re.I,
)
_AFTER_SAYING = re.compile(r"^\s+[\w\s,.’'-]{0,70}$")


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
        and actor.name not in _reporters(cast)
    )


def _reporters(cast: Cast) -> set[str]:
    return {one.name for one in cast.people if not one.role}


def speaker_in(sentence: Sentence, mentions: list[Mention], quote: Span | None) -> Actor | None:
    """Return who speaks in a sentence: beside a verb of saying, the one nearest to the quotation."""
    words, offset = sentence.outside_quotes(), sentence.start
    offers: list[tuple[int, Actor]] = []
    for verb in _SAYING.finditer(words):
        start, end = verb.start() + offset, verb.end() + offset
        far = 0 if quote is None else min(abs(quote.start - end), abs(start - quote.end))
        before = [one for one in mentions if one.end <= start and not one.owns]
        after = [one for one in mentions if one.start >= end]
        is_source = verb[0].lower() == "according to"
        subject = sentence.subject_at(start)
        parsed = next((one for one in mentions if subject and one.covers(subject) and not one.owns), None)
        if parsed:
            offers.append((far - 1, parsed.actor))
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
    for words_of in mentions if quote is not None and not offers else ():
        if quote and words_of.owns and _HIS_ANSWER.match(words[words_of.end - offset : quote.start - offset]):
            offers.append((0, words_of.actor))
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
        return speaker_in(sentences[number + 1], cast.mentions[number + 1], None)
    return None
