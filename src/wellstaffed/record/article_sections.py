"""Sections of a notebook or brief that are about another matter: "PARKING: Bell wants meters by Labor Day"."""

from __future__ import annotations

import re

from wellstaffed.record.article_attitude_words import POLICE_WORD
from wellstaffed.record.article_sentences import Sentence
from wellstaffed.record.article_words import ROLE_WORD

FEWEST = 2  # sections, so that a single label does not make a notebook


def other_matters(sentences: list[Sentence]) -> list[str]:
    """
    Return the labels of the sections that say nothing of police, in order.

    Who speaks in a transcript is labelled too: a label that is a role, or a name that the article uses, is none of a
    section. Of less than two sections there are none.
    """
    text = " ".join(one.words for one in sentences)
    labels = list(dict.fromkeys(one.label for one in sentences if one.label))
    sections = [one for one in labels if not _is_speaker(one, text)]
    under = {one: " ".join(row.words for row in sentences if row.label == one) for one in sections}
    return [one for one in sections if not POLICE_WORD.search(f"{one} {under[one]}")] if len(sections) >= FEWEST else []


def sections_left_aside(sentences: list[Sentence]) -> list[str]:
    """Return a note for each section in which no positions are looked for."""
    sections = other_matters(sentences)
    return [f"No positions were looked for under {one}: this part says nothing of police." for one in sections]


def _is_speaker(label: str, text: str) -> bool:
    named = [part for part in label.title().split() if re.search(rf"(?<![.!?] )(?<!^)\b{re.escape(part)}\b", text)]
    return ROLE_WORD.search(label) is not None or bool(named)
