"""Advertisements inside an article: lines that promote something, and the block that a label alone on its line announces."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_OFFER = 60
"""Words of a block that may still be an offer."""

PROMOTION = re.compile(
    r"^\W*(?:"
    r"(?:paid )?advertise?ments?\b(?! (?:for|in|on|that|were|was|are|by|from)\b)|sponsored\b(?! by\b[^,]{3,80},)|ad\W*$|"
    r"promoted\b(?! (?:to|from|in|by|last|this)\b)|"
    r"(?:more|other|latest|local|top|related|recommended) (?:news|stories|coverage|headlines|articles)\b|"
    r"(?:read|see|watch|listen)(?: \w+)? ?(?:more|also|now|next)?\s*[:|»>]|read more\b|related\s*[:|]|related$|"
    r"also (?:in|on|read)\b[^.]{0,40}:|don[’']t miss\b|you (?:may|might) also like|trending\b|most (?:read|popular)\b|"
    r"up next\b|sign up\b|subscribe\b|click here\b|follow us\b|share this\b|like us on\b|download (?:the|our) app|"
    r"support for .{3,60} comes from|become a member\b|donate\b|want more\b|you can (?:hear|read|find) more\b|"
    r"get (?:the|our) .{0,30}(?:newsletter|app)\b|copyright\b|©|all rights reserved|comments are (?:open|closed)|"
    r"photos?\s*(?:by|:)|(?:story|article) continues (?:below|after)|continue reading)",
    re.I,
)
_LABEL = re.compile(
    r"^\W*(?:(?:(?:story|article) continues (?:below|after)(?: this)? )?(?:paid )?advertise?ments?|ads?|"
    r"(?P<paid>(?:sponsored|promoted|paid|partner|branded)(?: (?:content|post|story|message|by [\w .&’'-]{2,40}))?|"
    r"(?:a (?:message|word) )?from our (?:sponsors?|partners?|advertisers?)))\W*$",
    re.I,
)
_PRICE = r"\$\d{1,3}(?:\.\d\d)?(?![\d,.]*\d|\s*(?:million|billion|thousand))"
# A paragraph that opens so is an offer if it reports nothing; one of the other openings only if it also sells.
_OFFERS = re.compile(
    r"^\W*(?:save (?:big|up to|now|on|over|\d|\$\d{1,3}\b(?!,))|subscribe|sign up|shop|buy|unlock|hurry|act now|don[’']t miss|limited[- ]time|special offer|"
    rf"unlimited|(?:for |only |just ){{1,2}}{_PRICE}|\d+\s?% off|up to \d+\s?% off|learn more|click here)\b",
    re.I,
)
_CALLS = re.compile(
    r"^\W*(?:get|try|order|join|start|call|visit|download|book|enjoy|discover|apply|hire|find|compare|upgrade|give|donate|support|"
    rf"free|new|now|save|{_PRICE})\b",
    re.I,
)
_SELLS = re.compile(
    rf"\d\s?% off\b|\bsave (?:up to )?\d+\s?%|{_PRICE}\s?(?:/|per |a |for )\s?(?:mo\b|month|week|wk\b|year|yr\b|\d+ (?:weeks|months))|"
    r"\b(?:digital access|free trial|promo code|coupons?|limited[- ]time|special offer|subscribe|(?:click|tap) here|"
    r"(?:learn more|sign up|call|shop|order|buy|subscribe|register|apply) (?:now|today|at|online)|terms apply|cancel any ?time|unsubscribe|"
    r"(?:our|free|daily|weekly) newsletters?|act now|on sale|\d+ (?:weeks|months) (?:of|for)|1-8\d\d-)|\S\.com\b|\blearn more\W*$",
    re.I,
)
_REPORTS = re.compile(
    r"\b(?:said|says|told|voted|according to|asked|wrote|announced|approved|decided|opposes?d?|supports?|board|superintendent|"
    r"council|trustees?)\b|[“\"]",
    re.I,
)


def advertised_lines(text: str) -> frozenset[int]:
    """
    Return where labels alone on their line ("ADVERTISEMENT") start, and the lines that they announce.

    Directly below the label that is all up to the next blank line; after a blank line, and in a text without any, only a
    paragraph that reads as an offer. What reports something is the article going on, unless the label calls it paid for.
    """
    lines = [(one.start(), one[0]) for one in re.finditer(r"[^\r\n]+|(?<=\n)(?=\r?\n)", text)]
    is_spaced = any(not words.strip() for _, words in lines)
    found: set[int] = set()
    for number, (start, words) in enumerate(lines):
        label = _LABEL.match(words) if words.strip() else None
        if label:
            found |= {start}.union(_block(lines, number + 1, is_paid=label["paid"] is not None, is_spaced=is_spaced))
    return frozenset(found)


def _block(lines: list[tuple[int, str]], at: int, *, is_paid: bool, is_spaced: bool) -> Iterator[int]:
    below = list(_paragraph(lines, at, is_spaced=is_spaced))
    if below and is_spaced and _belongs([lines[one][1] for one in below], is_paid=is_paid):
        yield from (lines[one][0] for one in below)
        at = below[-1] + 1
    elif below and is_spaced:
        return
    while at < len(lines):  # offers that stand one below another
        at = next((one for one in range(at, len(lines)) if lines[one][1].strip()), len(lines))
        below = list(_paragraph(lines, at, is_spaced=is_spaced))
        if not below or not is_offer(" ".join(lines[one][1] for one in below)):
            return
        yield from (lines[one][0] for one in below)
        at = below[-1] + 1


def _paragraph(lines: list[tuple[int, str]], at: int, *, is_spaced: bool) -> Iterator[int]:
    for number in range(at, len(lines)):
        if not lines[number][1].strip():
            return
        yield number
        if not is_spaced:
            return


def _belongs(block: list[str], *, is_paid: bool) -> bool:
    words = " ".join(block)
    return is_paid or is_offer(words) or (_REPORTS.search(words) is None and len(words.split()) <= LONGEST_OFFER)


def is_offer(words: str) -> bool:
    """Return whether a paragraph reads as an offer: it tells to buy, join or call, or names a price for a subscription."""
    if len(words.split()) > LONGEST_OFFER:
        return False
    if _CALLS.match(words) and _SELLS.search(words):
        return True
    return (_OFFERS.match(words) is not None or len(_SELLS.findall(words)) > 1) and _REPORTS.search(words) is None
