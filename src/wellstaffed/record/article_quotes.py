"""The words a position is quoted by: few enough, exactly as the article has them, and the sentence they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellstaffed.core.errors import Fault
from wellstaffed.record.article_candidates import Candidates, Placed, PositionFound
from wellstaffed.record.article_leaning import leaning
from wellstaffed.record.article_stance import attitudes
from wellstaffed.record.record_rows import MOST_QUOTED_WORDS

PLACED = ("positions", "claims", "dates", "options", "votes", "districts")
MOST_SHOWN = 90
LEAST_LIKE = 50
_STRAIGHT = str.maketrans("“”„‟«»‘’‚‛", '""""""' + "''''")
_BACK = "Take it back from 'wellstaffed article FILE --json', or leave the row out: --drop {row}."
_EXACT = "Copy the words as they stand, or set quote to null."


def short_quote(quote: str) -> str:
    """
    Return at most 25 words of a quotation, in one piece: as many whole sentences as fit, with one that takes a side if any does.

    Where no sentence is short enough, its first 25 words.
    """
    if len(quote.split()) <= MOST_QUOTED_WORDS:
        return quote
    stops = [stop.end() for stop in re.finditer(r"[.!?][\"”’)]*(?:\s+|$)", quote)]
    runs = []
    for low in [0, *stops]:
        fitting = [end for end in stops if low < end and len(quote[low:end].split()) <= MOST_QUOTED_WORDS]
        runs += [quote[low : fitting[-1]].strip()] if fitting else []
    if not runs:
        last = list(re.finditer(r"\S+", quote))[MOST_QUOTED_WORDS - 1]
        return quote[: last.end()].rstrip(",;:—– ")
    return max(runs, key=lambda run: (_takes_side(run), len(run.split())))


def _takes_side(words: str) -> bool:
    return bool(attitudes(words, in_quote=True) or leaning(words))


def row_faults(found: Candidates, text: str | None) -> list[Fault]:
    """
    Return what in the rows is not as the article has it (rule R1): sentences, their places, quotations.

    Parameters
    ----------
    found : Candidates
        As a person is about to confirm them.
    text : str, optional
        The text of the article. Without it a row is held against itself: its sentence is as long as its place says, the same
        sentence in every row of that place, and holds its quotation.

    Notes
    -----
    Straight and typographic quotation marks are the same here, and so is white space of any kind.
    """
    faults: list[Fault] = []
    at_place: dict[int, tuple[str, Placed]] = {}
    for name, row in _rows(found):
        first, other = at_place.setdefault(row.start, (name, row))
        problem = _against_text(row, text) if text is not None else _against_itself(row)
        if not problem and (row.end, _plain(row.sentence)) != (other.end, _plain(other.sentence)):
            problem = f"differs from the sentence of {first}, which starts at the same character {row.start}: '{_cut(row.sentence)}' and '{_cut(other.sentence)}'."
        if problem:
            faults.append(Fault(f"{name}.sentence", problem, _BACK.format(row=name)))
        if isinstance(row, PositionFound) and row.quote:
            faults += _quote_faults(name, row.quote, row.sentence, _sources(found, text, row))
    return faults


def _rows(found: Candidates) -> Iterator[tuple[str, Placed]]:
    for name in PLACED:
        for number, row in enumerate(getattr(found, name)):
            yield f"{name}.{number}", row


def _against_text(row: Placed, text: str) -> str:
    has = text[row.start : row.end]
    if _plain(has) == _plain(row.sentence):
        return ""
    shown = f"'{_cut(has)}'" if has.strip() else f"nothing; it ends at character {len(text)}"
    return f"is '{_cut(row.sentence)}', and the article has at characters {row.start} to {row.end}: {shown}."


def _against_itself(row: Placed) -> str:
    if row.end - row.start == len(row.sentence):
        return ""
    return (
        f"has {len(row.sentence)} characters, and its place, {row.start} to {row.end}, has {row.end - row.start}: "
        f"'{_cut(row.sentence)}'."
    )


def _quote_faults(name: str, quote: str, sentence: str, sources: list[str]) -> list[Fault]:
    faults = []
    count = len(quote.split())
    if count > MOST_QUOTED_WORDS:
        problem = f"has {count} words, and at most {MOST_QUOTED_WORDS} are quoted: '{_cut(quote)}'."
        faults.append(Fault(f"{name}.quote", problem, "Keep the words that matter, in one piece."))
    if not _holds(sentence, quote):
        problem = f"'{_cut(quote)}' does not stand in the row's sentence. {_nearest(quote, sources)}"
        faults.append(Fault(f"{name}.quote", problem, _EXACT))
    return faults


def _sources(found: Candidates, text: str | None, row: Placed) -> list[str]:
    """Return where to look for the nearest words: the article, or what is known of it, the row's own sentence first."""
    return [text] if text is not None else [row.sentence, *(other.sentence for _, other in _rows(found))]


def _nearest(quote: str, sources: list[str]) -> str:
    from rapidfuzz import fuzz

    words = _plain(quote).strip(" \"'.,")
    best, shown = 0.0, ""
    for source in dict.fromkeys(map(_plain, sources)):
        like = fuzz.partial_ratio_alignment(words, source)
        if like is not None and like.score > best:
            low = source.rfind(" ", 0, like.dest_start + 1) + 1
            high = source.find(" ", max(like.dest_end - 1, like.dest_start))
            best, shown = like.score, source[low : high if high >= 0 else len(source)]
    if best < LEAST_LIKE:
        return "The article has nothing like it."
    return f"The nearest words of the article are '{_cut(shown.strip(), 2 * MOST_SHOWN)}'."


def _holds(sentence: str, quote: str) -> bool:
    words = _plain(quote).strip('" ')
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", _plain(sentence)) is not None


def _plain(words: str) -> str:
    return " ".join(words.translate(_STRAIGHT).split())


def _cut(words: str, most: int = MOST_SHOWN) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[:most].rstrip()} ..."
