"""The condition that is attached to a stance, after it ("unless ...") or before it ("As long as ..., she supports")."""

from __future__ import annotations

import re

from wellstaffed.record.article_phrases import any_of

LONGEST = 240

_WORD = re.compile(
    rf"\b(?:(?P<sure>{any_of('attaches')})|(?P<weak>{any_of('may_attach')}))(?=[\s,])|\bon one condition:", re.I
)
_BEFORE = re.compile(rf"\b{any_of('no_condition_before')}\s*$", re.I)
_AFTER = re.compile(rf"\s+{any_of('no_condition_after')}", re.I)
_LASTING = re.compile(rf"(?:as|so) long as\s+{any_of('lasting')}", re.I)
_BREAK = re.compile(any_of("breaks_off"), re.I)
_LEADING = re.compile(
    r"[\"“\s]*(?:(?:But|And|Yet|Still|Now),?\s+)?(?P<condition>.+?),[\"”]?\s+"
    r"(?=(?:the|its|his|her|their|she|he|they|it|we|I|you|both|most|parents|teachers|principals|students|residents|nurses)\b|I[’']|[A-Z])"
)
# "If the officers leave", "if the contract lapses": the proposal itself.
_AT_HAND = re.compile(
    rf"\b(?:{any_of('police')}|{any_of('deal')})\b.*\b(?:leav|left|go|remov|pull|tak|stay|return|c[oa]me|out\b|away|gone|end|laps|expir|cancel|renew|reject|pass)|"
    r"\b(?:remov|end|pull|cancel|renew|keep|kept|return|bring)\w*\b.*\b"
    rf"(?:{any_of('police')}|{any_of('deal')})\b", re.I,
)  # fmt: skip
# "Worries if the officers leave": what is feared, no condition.
_FEARS = re.compile(r"(?:\w+ ){0,2}?(?:fear|worr|warn|dread|concern|afraid|regret|mourn|miss)", re.I)
_END = re.compile(
    r"[;—]|[.!?](?=[\"”’]?(?:\s|$))|,?[\"”]|,\s+(?=(?:[\w.]+\s+){0,4}(?:said|says|according|told|added|wrote)\b)|"
    r",\s+(?=(?:while|whereas|though|although|because|which|who)\b)|,?\s+(?=(?:and|but)\s+(?:[\w’']+\s+){0,2}?(?:said|says|would|will|has|opposes?|supports?|wants?|is|was)\b)"
)


def attached_condition(words: str, place: int) -> str | None:
    """
    Return the condition of the stance that begins at a place of a sentence or quotation, with its word; None if it has none.

    A condition of something else, a question ("asked if"), a concession ("even if") and a time ("as long as he has lived
    here") are none.
    """
    return _following(words[place:]) or _leading(words, place)


def is_lasting(condition: str | None) -> bool:
    """Return whether words taken for a condition only tell since when ("as long as she has been on the board")."""
    return condition is not None and _LASTING.match(condition) is not None


def _following(after: str) -> str | None:
    for found in _WORD.finditer(after):
        gap = after[: found.start()]
        if _BREAK.search(gap):
            return None
        if not _is_condition(found, gap, after) or (found["weak"] and _FEARS.match(after)):
            continue
        begin = found.start()
        end = _END.search(after, found.end())
        return _trimmed(after[begin : end.start() if end else len(after)])
    return None


def _leading(words: str, place: int) -> str | None:
    begin = max((stop.end() for stop in re.finditer(r"[.!?;][\"”’]?\s+|\s—\s|[\"“]", words[:place])), default=0)
    found = _LEADING.match(words[:place], begin)
    word = _WORD.match(found["condition"]) if found else None
    if found is None or word is None or not _is_condition(word, "", found["condition"]):
        return None
    if word["weak"] and _AT_HAND.search(found["condition"]):
        return None
    return _trimmed(found["condition"])


def _is_condition(found: re.Match[str], before: str, words: str) -> bool:
    if _LASTING.match(words, found.start()):
        return False
    return not found["weak"] or not (_BEFORE.search(before) or _AFTER.match(words, found.end()))


def _trimmed(condition: str) -> str:
    return condition.strip(" ,.:\"“”’'\n")[:LONGEST]
