"""What a speaker praises or blames without naming the proposal: a leaning, offered with low confidence only."""

from __future__ import annotations

import re

from wellstaffed.record.article_no_side import is_divided
from wellstaffed.record.article_phrases import phrases

_LEANS = {1: re.compile(phrases("stays"), re.I), -1: re.compile(phrases("goes"), re.I)}


def leaning(words: str) -> int:
    """
    Return +1 where a speaker speaks well of officers in schools, -1 where ill, 0 where neither or both.

    Nothing is concluded from a single name or figure: only from what is said of officers, of children under them, or of what
    else the money could pay.
    """
    if re.search(r"\bsome\b.*\bothers?\b", words, re.I | re.S) or is_divided(words):
        return 0
    found = {side for side, pattern in _LEANS.items() if pattern.search(words)}
    return found.pop() if len(found) == 1 else 0
