"""From the bytes of an article to its text, its day of publication and its language; every doubt becomes a note."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from wellstaffed.core.errors import ArticleError, Fault
from wellstaffed.record.article_published import published_days

MAX_BYTES = 4_000_000
MAX_CHARACTERS = 60_000
MAX_HTML = 400_000
MAX_TAGS = 10_000

_BINARY = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP, DOCX or XLSX file", b"\xd0\xcf\x11\xe0": "an old Office file"}
_HTML = re.compile(r"<\s*(!doctype\s+html|html|head|body|article|main|div|p)\b[^>]*>", re.I)
_TAG = re.compile(r"<(meta|time)\b[^>]{0,600}>", re.I)
_META_DAY = re.compile(
    r"(?:article:published_time|datepublished|date|pubdate|publish-date|dc\.date|parsely-pub-date)[\"']", re.I
)
_JSON_DAY = re.compile(r"\"datePublished\"\s*:\s*\"(\d{4}-\d{2}-\d{2})")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})")
_SITE = re.compile(r"<meta\b[^>]{0,200}og:site_name[^>]{0,200}content=[\"']([^\"']{1,80})", re.I)
_TITLE = re.compile(r"<title>([^<]{1,300})", re.I)
_ADDRESS = re.compile(
    r"(?:<link\b[^>]{0,80}\brel=[\"']canonical[\"'][^>]{0,80}\bhref=[\"']|og:url[\"'][^>]{0,40}content=[\"']|^[ \t]*(?:Source|URL|Link):[ \t]*)"
    r"(https?://[^\s\"'<>]+)",
    re.I | re.M,
)


@dataclass(frozen=True)
class ArticleText:
    """
    The text that all offsets count in, and what is known about it.

    Parameters
    ----------
    text : str
        For a text file its characters as they stand (a byte order mark dropped, line ends as given); for HTML the text
        taken out of it.
    is_html : bool
    published : date or None
    own_names : tuple of str
        What the page calls itself; an outlet of this name is not "another outlet".
    notes : tuple of str
        Sentences for the reader: what could not be read or had to be chosen.
    source : str or None
        Its address, where a page or the line "Source: https://..." gives one.
    """

    text: str
    is_html: bool
    published: date | None
    own_names: tuple[str, ...]
    notes: tuple[str, ...]
    source: str | None = None


def read_article_text(content: bytes, *, name: str, published: date | None = None) -> ArticleText:
    """
    Return the text of an article and the day it was published.

    Parameters
    ----------
    content : bytes
        Text in UTF-8, UTF-16 with its mark, or Windows-1252; or HTML in one of these.
    name : str
        What the user calls it, for errors.
    published : date, optional
        The day, where the user knows it; it wins over what the article says.

    Raises
    ------
    ArticleError
        If it is not text, is too large, or holds no text.
    """
    raw, notes = _decoded(content, name)
    own: tuple[str, ...] = ()
    found: list[date] = []
    address = _ADDRESS.search(raw)
    is_html = _HTML.search(raw[:20_000]) is not None
    if is_html:
        found, own = _days_of_html(raw), _names_of_html(raw)
        raw = _text_of_html(_bounded_html(raw, notes), name)
    if not raw.strip():
        raise ArticleError(name, [Fault("file", "holds no text.", "Give the article as text or HTML.")])
    if len(raw) > MAX_CHARACTERS:
        notes.append(
            f"The text has {len(raw):,} characters; only the first {MAX_CHARACTERS:,} were read. "
            "Give one article at a time."
        )
        raw = raw[:MAX_CHARACTERS]
    found = found or published_days(raw, notes)
    day = _chosen_day(published, found, notes)
    return ArticleText(raw, is_html, day, own, tuple(notes), address[1] if address else None)


def _decoded(content: bytes, name: str) -> tuple[str, list[str]]:
    if len(content) > MAX_BYTES:
        problem = f"has {len(content):,} bytes; an article has at most {MAX_BYTES:,}."
        raise ArticleError(name, [Fault("file", problem, "Is it the right file?")])
    for mark, kind in _BINARY.items():
        if content.startswith(mark):
            raise ArticleError(name, [Fault("file", f"is {kind}, not text.", "Save the article as text or HTML.")])
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return _checked(content.decode("utf-16"), name), []
        return _checked(content.decode("utf-8-sig"), name), []
    except UnicodeDecodeError:
        text = _checked(content.decode("cp1252", errors="replace"), name)
        return text, ["The file is not UTF-8; it was read as Windows-1252."]


def _checked(text: str, name: str) -> str:
    odd = sum(1 for sign in text if (sign < " " and sign not in "\t\n\r\f\v") or sign == "\ufffd")
    if odd > 0.005 * len(text) + 2:
        problem = f"is not text: {odd:,} of {len(text):,} characters cannot be printed."
        raise ArticleError(name, [Fault("file", problem, "Save the article as text or HTML.")])
    return text


def _bounded_html(raw: str, notes: list[str]) -> str:
    """Return HTML of which no more is left than can be read in bounded time; scripts, styles and comments go first."""
    if _readable(raw) == len(raw):
        return raw
    page = raw
    for opening, closing in (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->")):
        page = _without(page, opening, closing)
    end = _readable(page)
    if end < len(page):
        notes.append(
            f"The page has {len(raw):,} characters of HTML; only the first {end:,} were read, not counting scripts. "
            "Copy the article's text into a text file if some of it is missing."
        )
    return page[:end]


def _readable(page: str) -> int:
    """Return how many characters of a page can be read: at most `MAX_HTML`, and `MAX_TAGS` tags."""
    past = next(itertools.islice(re.finditer("<", page), MAX_TAGS, None), None)
    return min(MAX_HTML, past.start() if past else len(page), len(page))


def _without(text: str, opening: str, closing: str) -> str:
    """Return a text without what stands from each opening to its closing, or to the end where it never closes."""
    lower, kept, at = text.lower(), [], 0
    if len(lower) != len(text):  # a few letters grow when made small
        return text
    while (start := lower.find(opening, at)) >= 0:
        kept.append(text[at:start])
        end = lower.find(closing, start)
        at = end + len(closing) if end >= 0 else len(text)
    return "".join([*kept, text[at:]])


def _text_of_html(raw: str, name: str) -> str:
    import trafilatura

    text = trafilatura.extract(raw, include_comments=False, include_tables=False, include_images=False)
    if not text:
        problem = "is HTML in which no article text was found."
        raise ArticleError(name, [Fault("file", problem, "Copy the article's text into a text file.")])
    return text


def _days_of_html(raw: str) -> list[date]:
    days = [_iso(found[1]) for found in _JSON_DAY.finditer(raw)]
    for tag in _TAG.finditer(raw):
        if _META_DAY.search(tag[0]) or tag[1].lower() == "time":
            found = _ISO.search(tag[0])
            days.append(_iso(found[1]) if found else None)
    return list(dict.fromkeys(day for day in days if day))[:3]


def _names_of_html(raw: str) -> tuple[str, ...]:
    site, title = _SITE.search(raw), _TITLE.search(raw)
    last = re.split(r"\s[-|–—]\s", title[1])[-1].strip() if title else ""
    return tuple(name for name in ((site[1] if site else ""), last) if name)


def _chosen_day(given: date | None, found: list[date], notes: list[str]) -> date | None:
    if given is not None:
        if found and given not in found:
            notes.append(
                f"The article gives {found[0].isoformat()} as its day; {given.isoformat()} was asked for and used."
            )
        return given
    if len(found) > 1:
        others = ", ".join(day.isoformat() for day in found)
        notes.append(
            f"The article gives several days as its own ({others}); the first was used. Say which: --published."
        )
    return found[0] if found else None


def _iso(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
