"""An article cut into paragraphs and sentences that keep their place; advertisements and links to other news left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from wellstaffed.record.article_advertisements import PROMOTION, advertised_lines
from wellstaffed.record.article_calendar import MONTH, WEEKDAY

LONGEST_SENTENCE = 1_200

_HEAD_LINE = re.compile(r"\s*(?:by |posted|published|updated|aired|broadcast|\d)", re.I)
_LABEL_ALONE = re.compile(r"^\W*(?:[\w’']+ ?){1,3}\W*$")

# Before a name or a number these never end a sentence; the others end one when a common first word follows.
_BEFORE_NAMES = frozenset(
    "mr mrs ms dr rev hon st gov sen rep pres supt prof sgt lt capt col gen det ald atty vs mt ft".split()  # noqa: SIM905
)
_ABBREVIATIONS = frozenset(
    "jr sr dist dept assn inc corp co ltd bros etc vol ave blvd rd jan feb aug sept oct nov dec tue tues thu thur thurs fri "  # noqa: SIM905
    "ala ariz ark calif colo conn fla ga kan ky md mich minn mo mont neb nev okla pa tenn tex va vt w.va wis wyo".split()
)
# Words too: an abbreviation only when written with a capital.
_CAPITAL_ONLY = frozenset("no mar apr jun jul sep mon wed sat sun del ill ind mass miss ore wash la me fig ex".split())  # noqa: SIM905
_FIRST_WORDS = frozenset(
    "the a an it its he she they his her their in on at but and if when while this that these those as for after before we "  # noqa: SIM905
    "i you under our board council district school officers police students teachers parents principal superintendent "
    "union mayor members more according there what who".split()
)
_OPENS, _CLOSES = "“", "”"
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘(\[]*[A-Z0-9À-Þ])")
_SPEECH_FOLLOWS = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*|he|she|they|it)(?:\s+[A-Z][\w.’'-]*){0,3}\s+"
    r"(?:said|says|asked|asks|told|wrote|writes|added|replied|shouted|wondered)\b"
)
_SPEAKER_LABEL = re.compile(r"^(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{1,30}):\s+")


@dataclass(frozen=True)
class Span:
    """A stretch of the text: characters `start` up to, not including, `end`."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Return whether a place lies inside."""
        return self.start <= place < self.end


# A word, no comma, before a quotation that begins with a small letter.
_GOES_ON = re.compile(r"\w\s+[\"“][a-z]$")


@dataclass(frozen=True)
class Sentence:
    """
    One sentence, its quotations, and the label before it in a transcript.

    ``text[start:end]`` of the article is exactly ``words``. ``is_heading`` marks lines that end without a stop.
    ``subjects`` pairs each word with the subject of its verb; empty unless a parser has read the
    sentence; ``root`` is then the place of the main verb.
    """

    words: str
    start: int
    end: int
    paragraph: int
    quotes: tuple[Span, ...]
    label: str | None
    is_heading: bool
    subjects: tuple[tuple[Span, Span], ...] = ()
    root: int | None = None

    def main_subject(self) -> Span | None:
        """Return the subject of the main verb, where a parser has read the sentence."""
        return next((subject for word, subject in self.subjects if word.start == self.root), None)

    def subject_at(self, place: int) -> Span | None:
        """Return the subject of the word at a place of the text, where a parser has read the sentence."""
        return next((subject for word, subject in self.subjects if word.holds(place)), None)

    def outside_quotes(self) -> str:
        """Return the words with quotations blanked, so that offsets stay as they are."""
        return self._unquoted(lambda _low, _high: False)

    def told_words(self, most: int = 4) -> str:
        """
        Return the words with quotations blanked that are sentences of their own.

        Kept without their marks are those of at most so many words, and those that the sentence goes on with: called it "the
        worst idea of the year".
        """

        def is_told(low: int, high: int) -> bool:
            return len(self.words[low:high].split()) <= most or _GOES_ON.search(self.words[: low + 2]) is not None

        return self._unquoted(is_told)

    def _unquoted(self, is_kept: Callable[[int, int], bool]) -> str:
        letters = list(self.words)
        for quote in self.quotes:
            low, high = max(quote.start, self.start) - self.start, min(quote.end, self.end) - self.start
            if is_kept(low, high):
                letters[low] = letters[high - 1] = " "
            else:
                letters[low:high] = " " * (high - low)
        return "".join(letters)


def article_sentences(text: str) -> list[Sentence]:
    """Return the sentences of an article in order, promotions left out."""
    sentences: list[Sentence] = []
    label: str | None = None
    for number, paragraph in enumerate(_paragraphs(text)):
        words = text[paragraph.start : paragraph.end]
        found = _SPEAKER_LABEL.match(words)
        label = found["name"].strip() if found else label
        start = paragraph.start + (found.end() if found else 0)
        quotes = _quotations(text, Span(start, paragraph.end))
        is_heading = not re.search(r"[.!?:][\"”’')\]]*\s*$", words) and not found
        for span in _cut(text, Span(start, paragraph.end), quotes):
            part = text[span.start : span.end]
            if PROMOTION.match(part) and not found:
                continue
            inside = tuple(one for one in quotes if one.start < span.end and one.end > span.start)
            sentences.append(Sentence(part, span.start, span.end, number, inside, label, is_heading))
    return sentences


def _paragraphs(text: str) -> list[Span]:
    """Return paragraphs; lines of a hard-wrapped paragraph are joined, promotions and what they announce dropped."""
    kept: list[Span] = []
    previous: re.Match[str] | None = None
    skipping = False
    advertised = advertised_lines(text)
    for line in re.finditer(r"[^\r\n]+", text):
        if not line[0].strip() or line.start() in advertised:
            previous = None
            continue
        if PROMOTION.match(line[0]):
            skipping, previous = bool(_LABEL_ALONE.match(line[0])) and line[0].rstrip().endswith(":"), None
            continue
        if skipping and not re.search(r"[.!?][\"”’)]*\s*$", line[0]):
            continue
        skipping = False
        start, end = _stripped(text, line.start(), line.end())
        wrapped = (
            previous is not None
            and text[previous.end() : line.start()].strip("\r\n") == ""
            and text[previous.end() : line.start()].count("\n") <= 1
            and 55 <= len(previous[0]) <= 140
            and not _HEAD_LINE.match(line[0])
            and not re.search(r"[.!?:][\"”’)]*\s*$", previous[0])
            and len(line[0]) <= 140
        )
        if wrapped and kept:
            kept[-1] = Span(kept[-1].start, end)
        else:
            kept.append(Span(start, end))
        previous = line
    return kept


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _quotations(text: str, paragraph: Span) -> list[Span]:
    """Return the quotations with their marks; one that never closes runs to the end of its paragraph."""
    spans: list[Span] = []
    opened: int | None = None
    for place in range(paragraph.start, paragraph.end):
        sign = text[place]
        if sign not in '"“”':
            continue
        if opened is None and sign != _CLOSES:
            opened = place
        elif opened is not None and sign != _OPENS:
            if place - opened > 2:
                spans.append(Span(opened, place + 1))
            opened = None
    if opened is not None and paragraph.end - opened > 3:
        spans.append(Span(opened, paragraph.end))
    return spans


def _cut(text: str, paragraph: Span, quotes: list[Span]) -> list[Span]:
    spans: list[Span] = []
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if _is_inside(stop, quotes) or _is_abbreviation(text, stop):
            continue
        if stop[0][0] in "?!" and stop[0][-1] in '"”' and _SPEECH_FOLLOWS.match(text, stop.end()):
            continue
        spans.append(Span(*_stripped(text, start, stop.end())))
        start = stop.end()
    last = Span(*_stripped(text, start, paragraph.end))
    return [piece for span in [*spans, last] if span.end > span.start for piece in _pieces(text, span)]


def _pieces(text: str, span: Span) -> list[Span]:
    """Return a sentence in pieces that can be read in bounded time; no real sentence is that long."""
    pieces: list[Span] = []
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        pieces.append(Span(*_stripped(text, start, cut)))
        start = cut
    pieces.append(Span(*_stripped(text, start, span.end)))
    return [piece for piece in pieces if piece.end > piece.start]


def _is_inside(stop: re.Match[str], quotes: list[Span]) -> bool:
    return any(quote.start < stop.start() and stop.end() < quote.end for quote in quotes)


def _is_abbreviation(text: str, stop: re.Match[str]) -> bool:
    if stop[0] != ".":
        return False
    before = re.search(r"[\w.’']+$", text[max(0, stop.start() - 20) : stop.start()])
    if before is None:
        return False
    after = re.match(r"\s+[\"“‘(\[]*([\w’']+)", text[stop.end() : stop.end() + 40])
    follows = after[1] if after else ""
    word = before[0].lower()
    if word in _BEFORE_NAMES:
        return before[0][0].isupper()
    if word in {"a.m", "p.m"}:
        return re.fullmatch(rf"{WEEKDAY}|{MONTH}|\d.*", follows) is not None
    if word == "no" or (word in _CAPITAL_ONLY and before[0][0].islower()):
        return word == "no" and follows.isdigit()
    known = word in _ABBREVIATIONS or word in _CAPITAL_ONLY
    initials = before[0][0].isupper() and re.fullmatch(r"[a-z](?:\.[a-z])*", word) is not None
    return (known or initials) and follows.lower() not in _FIRST_WORDS
