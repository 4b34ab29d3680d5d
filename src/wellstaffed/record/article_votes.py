"""Votes an article counts or calls unanimous, and the body that voted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wellstaffed.record.article_mentions import Cast
from wellstaffed.record.article_numbers import spelled_number
from wellstaffed.record.article_sentences import Sentence

_TALLY = re.compile(
    r"(?<![\d-])(?P<yes>\d{1,2})\s?(?:-|–|to)\s?(?P<no>\d{1,2})(?:\s?[-–]\s?(?P<abstain>\d{1,2}))?(?![\d-]|\s*(?:percent|%|years|school|p\.m))"
)
_VOTING = re.compile(r"\b(?:vot(?:e|es|ed|ing)|approved|passed|followed|abstentions?)\b", re.I)
# "Rejected the motion 4-3", "failed, 3-4": a motion that was put and lost, whichever of its votes is told first.
_LOST = re.compile(
    r"\b(?:motion|proposal|plan|measure|resolution|amendment)\b[^.;]*\b(?:failed|died|(?:was|were) (?:rejected|defeated|voted down|turned down))\b|"
    r"\b(?:rejected|defeated|voted down|turned down)\b[^.;]*\b(?:motion|proposal|plan|measure|resolution|amendment)\b|"
    r"^\W*(?:It|That|This|Both) (?:\w+ )?(?:failed|died|was (?:rejected|defeated|voted down|turned down))\b",
    re.I,
)
# "Voted 5-2 to keep them after a motion to end the contract failed": this tally is of what was carried.
_CARRIED = re.compile(r"\b(?:vot(?:ed|es|ing)(?! down)|approved|passed|adopted|carried)\s+(?:\w+\s+){0,2}$", re.I)
# "To cut the officers from 12 to six": no tally.
_FROM = re.compile(r"\bfrom\s+$", re.I)
# "More officers at Tulsa Public Schools": where, not who.
_IS_WHERE = re.compile(r"\b(?:at|in|inside|with|for)\s+(?:the\s+)?$", re.I)
_COUNCILORS = re.compile(r"\b(?:council(?:ors|men|women| ?members)|aldermen)\b", re.I)
_ABSTENTIONS = re.compile(r"^,? with (?P<count>one|two|three|four|\d{1,2}) (?:abstentions?|abstaining)\b", re.I)


@dataclass(frozen=True)
class FoundVote:
    """A vote: counts where given, whether unanimous, the body that voted."""

    body: str | None
    yes: int | None
    no: int | None
    abstain: int | None
    is_unanimous: bool
    sentence: Sentence


def article_votes(sentences: list[Sentence], cast: Cast, elsewhere: dict[int, str]) -> list[FoundVote]:
    """Return the votes that an article counts or calls unanimous; `elsewhere` names another district by a sentence's start."""
    found: list[FoundVote] = []
    for number, sentence in enumerate(sentences):
        words = sentence.words
        lost = _LOST.search(words)
        if sentence.is_heading or not (lost or _VOTING.search(words)):
            continue
        place = elsewhere.get(sentence.start)
        body = _voting_body(sentence, cast, number)
        if body is None and lost and found and elsewhere.get(found[-1].sentence.start) == place:
            body = found[-1].body  # "a motion to cut their number also failed, 2-5"
        if place and (body is None or place not in body):
            body = f"board of {place}"
        for tally in _TALLY.finditer(words):
            yes, no = int(tally["yes"]), int(tally["no"])
            near = words[max(0, tally.start() - 80) : tally.end() + 60]
            if yes <= 40 and no <= 40 and not _FROM.search(words[: tally.start()]) and (lost or _VOTING.search(near)):
                abstain = int(tally["abstain"]) if tally["abstain"] else _abstaining(words[tally.end() :])
                is_lost = lost and not _CARRIED.search(words[: tally.start()])
                yes, no = sorted((yes, no)) if is_lost else (yes, no)
                found.append(FoundVote(body, yes, no, abstain, 0 in (yes, no), sentence))
        if re.search(r"\bunanimous(?:ly)?\b", words) and not (found and found[-1].sentence is sentence):
            found.append(FoundVote(body, None, None, None, True, sentence))
    return found


def _voting_body(sentence: Sentence, cast: Cast, number: int) -> str | None:
    """Return the name of the body that votes in a sentence: the council of "councilors", not where they look on."""
    words, offset = sentence.words, sentence.start
    said = [one for one in cast.mentions[number] if one.actor.kind == "body" and not one.owns]
    named = [
        one for one in said if not one.is_it or one.actor.body_type in {"board", "council"}
    ]  # "It failed", a motion
    bodies = [one for one in named if not _IS_WHERE.search(words[: one.start - offset])]
    councilors = _COUNCILORS.search(words)
    if councilors and not any(one.start - offset < councilors.start() for one in bodies):
        council = cast.body_like("council")
        return council.name if council else "city council"
    return (bodies or named)[0].actor.name if named else None


def _abstaining(after: str) -> int | None:
    """Return how many abstained where the tally is followed by "with one abstention"."""
    told = _ABSTENTIONS.match(after)
    if told is None:
        return None
    return int(told["count"]) if told["count"].isdigit() else spelled_number(told["count"])
