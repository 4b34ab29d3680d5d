"""Entries as an Atom feed (RFC 4287) that a feed reader subscribes to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class FeedEntry:
    """One entry: what it stays known by, its day, its title, a plain text, and the address of its source."""

    key: str
    day: date
    title: str
    text: str
    href: str


def atom_feed(title: str, key: str, entries: Sequence[FeedEntry], *, updated: date) -> bytes:
    """
    Return a feed, the latest entry first; the same entries give the same bytes.

    Parameters
    ----------
    title : str
    key : str
        What the feed stays known by.
    entries : sequence of FeedEntry
    updated : date
        The day of the question; an entry's own day where it is earlier is written for the entry.
    """
    feed = ElementTree.Element("feed", xmlns=NAMESPACE)
    _add(feed, "id", _urn(key))
    _add(feed, "title", title)
    _add(feed, "updated", _moment(updated))
    author = ElementTree.SubElement(feed, "author")
    _add(author, "name", "wellstaffed")
    for one in sorted(entries, key=lambda entry: (entry.day, entry.key), reverse=True):
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "id", _urn(f"{key}/{one.key}"))
        _add(entry, "title", one.title)
        _add(entry, "updated", _moment(min(one.day, updated)))
        ElementTree.SubElement(entry, "link", rel="alternate", href=one.href)
        _add(entry, "content", one.text).set("type", "text")
    ElementTree.indent(feed, " ")
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = _NOT_XML.sub("", text)
    return element


def _urn(key: str) -> str:
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
