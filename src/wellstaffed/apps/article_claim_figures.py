"""What a figure of an article says of staff: of which role, for how many roles together, and by which speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wellstaffed.apps.claim_schools import ROLE_WORDS

if TYPE_CHECKING:
    from wellstaffed.record.article_candidates import Candidates, ClaimFound

MORE = re.compile(r"\b(?:additional|more|new|extra)\b", re.I)
_ROLE = rf"(?:school )?(?:{'|'.join(ROLE_WORDS.values())})s?"
_FURTHER = re.compile(rf"(?:s?\s*,\s*{_ROLE})*s?\s*,?\s+(?:and|or|&)\s+{_ROLE}\b", re.I)
_AT_EACH = re.compile(
    r"s?\s+(?:(?:in|at|for|per|to)\s+)?(?:each|every|a|all)\s+(?:\w+\s+)?(?:schools?|building|campus)\b", re.I
)


def role_of(one: ClaimFound) -> str | None:
    """Return the one role that a figure counts; None for "57 social workers and nurses" and for "one nurse in each school"."""
    hits = [role.value for role, word in ROLE_WORDS.items() if re.search(rf"{word}s?$", one.what, re.I)]
    return hits[0] if len(hits) == 1 and not is_of_several(one) and not _is_at_each(one) else None


def is_of_several(one: ClaimFound) -> bool:
    """Tell whether a figure counts several roles together: "57 social workers and nurses"."""
    named = [word for word in ROLE_WORDS.values() if re.search(rf"\b{word}s?\b", one.what, re.I)]
    return len(named) > 1 or bool(_shared_with(one))


def _shared_with(one: ClaimFound) -> str:
    """Return the further roles that stand behind a figure and are counted with its first: " and nurses"."""
    return next((found[0] for found in _behind(one, _FURTHER)), "")


def said_of(one: ClaimFound) -> str:
    """Return a figure in words, with every role that it counts."""
    return f"{one.number:,} {one.what}{_shared_with(one)}"


def is_of_speaker(one: ClaimFound, leading: ClaimFound, found: Candidates) -> bool:
    """
    Return whether a figure may be one of the claim that another leads: of its speaker, of the body that this person speaks for,
    or of the article's own words.
    """
    if one.by is None or one.by == leading.by:
        return True
    if leading.by is None:
        return one.sentence == leading.sentence
    bodies = {person.name: person.body for person in found.people if person.body}
    return bodies.get(one.by, one.by) == bodies.get(leading.by, leading.by)


def _is_at_each(one: ClaimFound) -> bool:
    return bool(_behind(one, _AT_EACH))


def _behind(one: ClaimFound, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Return what stands right behind the words of a figure in its sentence, where it fits a pattern."""
    sentence, what = " ".join(one.sentence.split()), " ".join(one.what.split())
    places = (place.end() for place in re.finditer(re.escape(what), sentence, re.I))
    return [found for place in places if (found := pattern.match(sentence, place))]
