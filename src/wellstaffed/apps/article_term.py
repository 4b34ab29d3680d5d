"""The term of an agreement that an article describes: since when, until when, and what of it was not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wellstaffed.record.article_notice import ends_agreement_on
from wellstaffed.record.article_whose_notice import names_another_contract
from wellstaffed.record.day_span import DaySpan

if TYPE_CHECKING:
    from datetime import date

    from wellstaffed.record.article_candidates import Candidates, DateFound, OptionFound

_RENEWS = re.compile(
    r"\b(?:contract|agreement|deal|it)\b.*\b(?:renews (?:automatically|itself|by itself|for|each|every|on|unless)|(?:and|then|automatically) renews|is renewed automatically|goes on unless)\b",
    re.I,
)
_PACT = r"(?:agreement|contract|memorandum|MOU|deal|pact)"
_ON = r"\s+(?:on\s+|in\s+|from\s+)?"
# "The contract, approved 5-2, takes effect July 1": the agreement's own verb, with the day right behind it.
_BEGINS = re.compile(
    rf"\b(?:{_PACT}|it)\b[^.;]{{0,80}}?\b(?:begins?|beginning|began|starts?|starting|started|(?:takes?|took|taking) effect|"
    rf"(?:goes|went|go|going) into (?:effect|force)|(?:is|are|was|be|becomes?) (?:in (?:effect|force)|effective)|runs?|"
    rf"has been in (?:effect|force) since|in (?:effect|force) since){_ON}$",
    re.I,
)
# "will supply four officers, starting Aug. 14": what the agreement does begins on that day.
_PLACES_FROM = re.compile(
    r"\b(?:suppl(?:y|ies)|provides?|places?|puts?|stations?|assigns?|posts?|sends?|brings?|returns?)\b[^.;]*\b(?:officers?|deput(?:y|ies)|police)\b"
    rf"[^.;]*\b(?:starting|beginning|effective|as of|from){_ON}$",
    re.I,
)
_NO_BEGINNING = re.compile(
    r"\b(?:end(?:s|ed|ing)?|terminat\w*|cancel\w*|remov\w*|withdraw\w*|withdrew|pull\w*|without|no longer|not|never|pay(?:s|ments?)?|costs? (?:will )?ris\w+|"
    r"rais(?:e|es|ing)|negotiat\w*|talks)\b",
    re.I,
)
_FOLLOWS = re.compile(rf"\b(?:new|next|another|successor|replacement) {_PACT}\b", re.I)
_STANDS = re.compile(rf"\b(?:current|existing|present|old) {_PACT}\b", re.I)
_WORDS_AHEAD = 40  # characters before the agreement in which "talks on a new" stands


def term(found: Candidates, options: list[OptionFound]) -> dict[str, Any]:
    """
    Return the term of an agreement as its document holds it.

    It begins on the one day on which the article says so, and ends on the one day on which it says so if that is still ahead.
    Where no beginning was read, the day of publication stands for it, and the note says that it was not read.
    """
    assert found.published is not None
    ends = {
        one.date: one.sentence for one in found.dates if one.date and one.date_to is None and _is_its_end(one, found)
    }
    end, said = next(iter(ends.items())) if len(ends) == 1 else (None, "")
    end = None if end is not None and end < found.published else end
    begins, note = _beginning(found, options, end)
    latest = max((day for one in options for day in (one.last_day, one.effective) if day), default=found.published)
    if end is None:
        missing = "the end of the agreement was not read from the article"
        if len(ends) > 1:
            missing = (
                f"the article gives several days for the end of the agreement ({', '.join(map(str, sorted(ends)))})"
            )
        note += "; the article's own words on its term are in the options."
        return {"kind": "rolling", "from": begins, "to_missing": missing, "note": note}
    renews = any(_RENEWS.search(row.sentence) for row in (*found.dates, *found.options)) or latest > end
    note += f"; the article on its end: '{said}'"
    return {"kind": "yearly_renewal" if renews else "fixed_end", "from": begins, "to": end, "note": note}


def _beginning(found: Candidates, options: list[OptionFound], end: date | None) -> tuple[date | str, str]:
    """Return since when an agreement is in force, and the note that says how that is known."""
    assert found.published is not None
    days = [*([end] if end else []), *(day for one in options for day in (one.last_day, one.effective) if day)]
    first = min(days, default=None)
    # One that begins behind its own last days is the agreement that follows it.
    told = [one for one in found.dates if one.date and _is_its_beginning(one) and (first is None or one.date < first)]
    if any(_STANDS.search(row.sentence) for row in (*found.dates, *found.options, *found.claims)):
        told = [one for one in told if not _FOLLOWS.search(one.sentence)]
    spans = {DaySpan(one.date, one.date_to or one.date): one.sentence for one in told if one.date}
    if len(spans) == 1:
        span, said = next(iter(spans.items()))
        return span.first if span.is_one_day else str(span), f"The article on its beginning: '{said}'"
    why = f" (the article gives several days: {', '.join(map(str, sorted(spans)))})" if spans else ""
    return (
        found.published,
        f"Since when it is in force was not read from the article{why}; the day of publication stands for it",
    )


def _is_its_beginning(one: DateFound) -> bool:
    place = one.sentence.find(one.text)
    before = one.sentence[:place] if place > 0 else ""
    begins = _BEGINS.search(before) or _PLACES_FROM.search(before)
    if begins is None or names_another_contract(before, len(before)):
        return False
    return not _NO_BEGINNING.search(before[max(0, begins.start() - _WORDS_AHEAD) :])


def _is_its_end(one: DateFound, found: Candidates) -> bool:
    place = one.sentence.find(one.text)
    if not ends_agreement_on(one.sentence, place):
        return False
    rows = (*found.dates, *found.options)
    # "It expires June 30" may go on with the teachers' contract of the sentence before.
    return not one.sentence.startswith("It ") or not any(
        names_another_contract(row.sentence, len(row.sentence)) for row in rows
    )
