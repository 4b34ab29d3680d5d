"""Figures that are more than a number before a noun: ratios ("445:1"), shares ("1 in 4 students"), "its lone officer"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wellstaffed.record.article_numbers import NUMBER_WORD, words_number

_NUM = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{NUMBER_WORD})"
_START = r"(?<![\w$.,:/’'-])"
_ROLE = (
    r"(?:(?:school )?(?:counselor|social worker|psychologist|nurse)|(?:school )?(?:resource )?officer|deput(?:y|ies)|teacher|"
    r"staff member|therapist|clinician|specialist|guard)"
)
_BEFORE_ROLE = (
    r"(?:(?:full-time|part-time|licensed|guidance|school|single|one|mental[- ]health|armed|police|sworn)\s+){0,3}?"
)
_TO_ONE = re.compile(
    rf"{_START}(?P<n>{_NUM})(?P<by>\s?:\s?|\s?-to-\s?|\s+to\s+)(?:1|one)\b(?![\d:.,]\d|\s?(?:percent|%|[ap]\.?m)|\s+(?:of|in)\b|-)",
    re.I,
)
_ONE_TO = re.compile(
    rf"{_START}(?:1|one)(?P<by>\s?:\s?|\s?-to-\s?|\s+to\s+)(?P<n>{_NUM})\b(?![\d:.,]\d|\s?(?:percent|%|[ap]\.?m)|-|\s+(?:years?|months?|days?|hours?|minutes?)\b)",
    re.I,
)
_STUDENTS_PER = re.compile(
    rf"{_START}(?P<n>{_NUM})\s+(?:students?|pupils?|children|kids|youths?)\s+"
    rf"(?:per|(?:for|to)\s+(?:every|each|a|one|its one|its only|a single)|to)\s+{_BEFORE_ROLE}(?P<role>{_ROLE})\b",
    re.I,
)
_PER = re.compile(rf"{_START}(?P<n>{_NUM})\s+(?:per|for (?:every|each))\s+{_BEFORE_ROLE}(?P<role>{_ROLE})\b", re.I)
_SHARE = re.compile(
    rf"{_START}(?P<n>{_NUM})\s+(?:in(?: every)?|out of(?: every)?|of every)\s+(?P<of>{_NUM})\b(?![\d,.]\d|-)", re.I
)
_SOLE = re.compile(
    r"\b(?:a|the|its|their|our|his|her|this|that|one)\s+(?:lone|sole|single|only)\s+"
    r"(?P<what>(?:(?:armed|full-time|part-time|uniformed|remaining|licensed|sworn|police|resource|school|guidance)\s+){0,3}"
    r"(?:officer|deputy|counselor|psychologist|social worker|nurse|guard))\b(?!\s+(?:who|to|that|in (?:the|this) room)\b)",
    re.I,
)
_NOT_ONE = re.compile(
    r"(?:\b(?:not|without|no|never|nor|neither)|n[’']t\s+\w+|\b(?:was|is|were|are|became|being))\s+$", re.I
)
_OF_RATIO = re.compile(r"\bratios?\b", re.I)
_ABOUT_STAFF = re.compile(rf"\b{_ROLE}s?\b|\bstudents?\b|\bcaseloads?\b|\bratios?\b", re.I)
_TALLY_BEFORE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|passed|approved|failed|rejected|outnumber\w*|margin)\b[^;:.]{0,40}$", re.I
)
_LEAST = 20
"""Of how many students to one a ratio without that word is one of staff, and no score."""


@dataclass(frozen=True)
class FigurePhrase:
    """A phrase at places `start` to `end` of a sentence: its number and what it counts; no number is no figure."""

    start: int
    end: int
    number: int | float | None
    what: str = ""


def figure_phrases(words: str, earlier: str) -> list[FigurePhrase]:
    """Return ratios, shares and sole officers of a sentence in order; `earlier` is the sentence before it."""
    found = sorted((*_ratios(words, earlier), *_shares(words), *_soles(words)), key=lambda one: (one.start, -one.end))
    kept: list[FigurePhrase] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _ratios(words: str, earlier: str) -> Iterator[FigurePhrase]:
    for pattern in (_STUDENTS_PER, _PER):
        for match in pattern.finditer(words):
            yield FigurePhrase(
                match.start(), match.end(), _number(match["n"]), f"students for each {_one(match['role'])}"
            )
    for pattern in (_TO_ONE, _ONE_TO):
        for match in pattern.finditer(words):
            before, number = words[: match.start()], _number(match["n"])
            is_named = _OF_RATIO.search(before[-60:]) or _OF_RATIO.match(words[match.end() :].lstrip())
            is_staffing = number >= _LEAST and _ABOUT_STAFF.search(words + " " + earlier) and match["by"].strip()
            if _TALLY_BEFORE.search(before) or not (is_named or is_staffing):
                continue
            yield FigurePhrase(
                match.start(), match.end(), number, f"students for each {_role_of(words, match, earlier)}"
            )


def _role_of(words: str, match: re.Match[str], earlier: str) -> str:
    """Return whose ratio a bare "445:1" is: of the one role that its sentence names before it or after it; else of a post."""
    follows = re.match(
        rf"\s+(?:for|of|among)\s+(?:its |the |their )?{_BEFORE_ROLE}(?P<role>{_ROLE})", words[match.end() :], re.I
    )
    if follows:
        return _one(follows["role"])
    of_ratios = earlier if _OF_RATIO.search(earlier) else ""
    for part in (words[: match.start()], words[match.end() :], of_ratios):
        roles = {_one(one[0]) for one in re.finditer(rf"\b{_ROLE}", part, re.I)}
        if roles:
            return roles.pop() if len(roles) == 1 else "post"
    return "post"


def _one(role: str) -> str:
    return re.sub(r"(?i)^school (?=counselor|social|psych|nurse)", "", re.sub(r"ies$", "y", role)).lower()


def _shares(words: str) -> Iterator[FigurePhrase]:
    """Return "1 in 4 students" and "seven in ten", which count nobody."""
    for match in _SHARE.finditer(words):
        part, whole = _number(match["n"]), _number(match["of"])
        if part < whole and (whole <= 100 or whole in {1_000, 10_000, 100_000}):
            yield FigurePhrase(match.start(), match.end(), None)


def _soles(words: str) -> Iterator[FigurePhrase]:
    for match in _SOLE.finditer(words):
        if not _NOT_ONE.search(words[: match.start()]):
            yield FigurePhrase(match.start(), match.end(), 1, match["what"])


def _number(text: str) -> int | float:
    bare = text.replace(",", "")
    if bare[0].isdigit():
        return float(bare) if "." in bare else int(bare)
    return words_number(bare)
