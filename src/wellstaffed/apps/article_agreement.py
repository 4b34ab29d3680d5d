"""The agreement document started from an article: its options with their last days, and what the article leaves open."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from wellstaffed.apps.article_claim import place_of
from wellstaffed.apps.article_term import term
from wellstaffed.record.article_contract_parties import DISTRICT_KINDS, EITHER, OR, PARTNER_KINDS
from wellstaffed.record.article_words import body_kind
from wellstaffed.record.notice_days import days_before, months_before

if TYPE_CHECKING:
    from datetime import date

    from wellstaffed.record.article_candidates import Candidates, ClaimFound, OptionFound

_POLICE = re.compile(r"\b(?:officers?|deput(?:y|ies)|police)\b", re.I)
_YEARLY = re.compile(r"^dollars\b.*\b(?:year|annual|officers?|deput|contract)", re.I)
_NOT_SAID = "who may use it was not read from the article"
_NO_EFFECT = "when it takes effect was not read from the article"
_NO_CHANGE = "how many officers are left then was not read from the article"
_NOTICE = re.compile(
    r"\b(?:notice|notif\w+|in writing|terminat\w*|cancel\w*|withdraw\w*|renew\w*|letter|tells?|told the \w+|writes? to|opt out|wants? out)\b",
    re.I,
)
_BOUNDS = (
    ("more than|over|at least", "more than"),
    ("about|roughly|some|nearly|almost|around|approximately", "about"),
    ("up to|at most", "at most"),
)
_GOES_ON = re.compile(r"\s*\b(?:may|can|could|must|will|would|is|was|are|ends?|expires?|to|through|until)\b")
_LONE = re.compile(
    r"\b(?:lone|only|sole|single)\s+(?:(?:school|resource|police|armed)\s+){0,3}(?:officer|deputy)\b", re.I
)
_MORE = re.compile(r"\b(?:more|additional|extra|another|new|added)\b", re.I)
# "refused to pay for six officers", "asked the city for two deputies": officers that somebody wants are not at work.
_WISHED = re.compile(
    r"\b(?:refus\w*|reject\w*|declin\w*|den(?:y|ies|ied)|turn(?:s|ed)? down|vot\w+ down|ask(?:s|ed|ing)?|requests?|requested|seeks?|sought|wants?|wanted|"
    r"would like|calls? for|called for|hopes? for|add(?:s|ed|ing)?|hir(?:e|es|ed|ing)|to pay for)\b(?P<between>[^.;]{0,60})$",
    re.I,
)
# "asked to remove six officers", "wants its four officers gone": these six are there.
_THERE = re.compile(
    r"\b(?:remov\w*|cut(?:ting|s)?|pull\w*|drop\w*|end(?:s|ing|ed)?|withdraw\w*|eliminat\w*|keep\w*|retain\w*|replac\w*|renew\w*|instead of|rather than|extend\w*|continu\w*|plac(?:es?|ed|ing)|station\w*|reassign\w*)\b"
    r"|\b(?:the|its|their|current|existing)\s*$",
    re.I,
)
_PLACE_PARTY = r"(?P<of>city|town|village|county)\b"
_WITH_PLACE = re.compile(rf"\b(?:contract|agreement|deal|pact)\s+with\s+the\s+{_PLACE_PARTY}(?!\s+(?:police|sheriff))")
_THE_PLACE = re.compile(rf"\b[Tt]he\s+{_PLACE_PARTY}(?!\s+(?:police|sheriff|school|board))")


def agreement_document(found: Candidates, where: dict[str, str]) -> tuple[dict[str, Any] | None, str]:
    """
    Return the agreement that an article describes, or None and why there is none (rules A1, R1).

    Who pays, when the term begins and how it ends are rarely in an article. What was not read is said, with low confidence.
    """
    assert found.published is not None
    options = [one for one in found.options if _is_dated_way_out(one)]
    officers = _officers(found)
    told = [_left_out(one) for one in found.options if one not in options]
    undated = " ".join([*told, *(_past(one) for one in options if one.last_day and one.last_day < found.published)])
    if not options:
        none = "No way out of an agreement with a last day was read from the article, so there is no agreement.yaml."
        return None, f"{undated} {none}".strip()
    if officers is None:
        none = "How many officers the agreement places was not read from the article, so there is no agreement.yaml."
        ways = "; ".join(f"'{one.what}', {_notice_in_words(one)}" for one in options)
        return None, f"{none} It has: {ways}. {undated}".strip()
    cited = {"sources": [found.source], "confidence": "low"}
    cost, missing = _cost(found, cited)
    other = _other_party(found)
    document: dict[str, Any] = {
        "id": "from-article",
        "title": f"Agreement for police officers in schools of {where['name']}, as an article describes it",
        "note": f"Started from an article of {found.published.isoformat()}; the agreement itself was not read. Who employs and who "
                f"pays are assumed until somebody looks: {other['name']} employs, the district pays.",
        "district": dict(where),
        "parties": [
            {"short": "District", "name": where["name"], "part": "district"},
            other,
        ],
        "employer": other["short"],
        "payer": "District",
        "term": term(found, options) | cited,
        "officers": [{"school": "all schools of the agreement together", "officers": officers}],
        **({"cost": [cost]} if cost else {"cost_missing": missing}),
        "saving": {"returns_to": "unstated"},
        "options": _options(options, officers, other["short"], cited),
    }  # fmt: skip
    return document, undated


def _is_dated_way_out(one: OptionFound) -> bool:
    has_day = one.last_day is not None or one.any_day
    return has_day and bool(one.officers_less or one.ends_agreement or one.effective or _NOTICE.search(one.what))


def _left_out(one: OptionFound) -> str:
    if not one.undated:
        return (
            f"A last day of the article ({_last_day(one)}) is not used, as its words do not say what for: '{one.what}'"
        )
    return f"A way out of the agreement has no last day, as none could be counted ({one.undated}): '{one.what}'"


def _past(one: OptionFound) -> str:
    return f"The last day for notice {_last_day(one)} was past when the article was published: '{one.what}'"


def _last_day(one: OptionFound) -> str:
    return one.last_day.isoformat() if one.last_day else "none, on any day"


def _notice_in_words(one: OptionFound) -> str:
    return f"last day for notice {one.last_day.isoformat()}" if one.last_day else "notice on any day"


def _other_party(found: Candidates) -> dict[str, str]:
    """Return the party beside the district: the city, county or police that the article names; open where it names none."""
    rows = [*found.positions, *found.claims, *found.dates, *found.options, *found.votes]
    said = " ".join(dict.fromkeys(row.sentence for row in rows))
    contract = _WITH_PLACE.search(said)
    for one in found.bodies if contract is None else ():
        if one.kind in {"police", "city"} and one.name[0].isupper():
            short = {"police": "Police", "city": "City"}[one.kind]
            return {"short": short, "name": one.name, "part": one.kind}
    named = contract or _THE_PLACE.search(said)
    if named is None:
        return {"short": "Other party", "name": "The other party, which was not read from the article", "part": "other"}
    of = named["of"].capitalize()
    name = f"{of} of {found.place}" if found.place else of
    return {"short": of, "name": name, "part": "county" if of == "County" else "city"}


def _who(one: OptionFound, other: str) -> dict[str, Any]:
    """Return the parties that may use a way out, both where either may; or that none was read."""
    if EITHER.search(one.what):
        return {"who": ["District", other]}
    sides = {"District": DISTRICT_KINDS, other: PARTNER_KINDS}
    named = [
        short for who in (one.who or "").split(OR) for short, kinds in sides.items() if who and body_kind(who) in kinds
    ]
    return {"who": list(dict.fromkeys(named))} if named else {"who_missing": _NOT_SAID}


def _options(options: list[OptionFound], officers: int, other: str, cited: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the options: one told twice stands once, as it is told most fully; two with one last day both stand."""
    rows: list[dict[str, Any]] = []
    for one in options:
        key, when, notice, note = _notice(one)
        change, after = _after(one, officers)
        row = {
            "id": key, "label": f"{change}, {when}", **_who(one, other), "notice": notice, "changes": one.what,
            **_effect(one), **after, **({"note": note} if note else {}), **cited,
        }  # fmt: skip
        if all(held["id"] != key or _says_more(row, held) for held in rows):
            rows = [held for held in rows if held["id"] != key or _says_more(held, row)] + [row]
    seen = Counter[str]()
    for row in rows:
        key = row["id"]
        seen[key] += 1
        row["id"] = key if seen[key] == 1 else f"{key}-{seen[key]}"
    return rows


def _says_more(row: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether an option says something that another with the same last day leaves open or says otherwise."""
    return any(row.get(name) not in (None, other.get(name)) for name in ("officers_after", "effective", "who"))


def _notice(one: OptionFound) -> tuple[str, str, dict[str, Any], str]:
    """Return an option's id, its last day in words, the notice as the agreement format has it, and how the day was counted."""
    number, unit = (one.notice_days, "day") if one.notice_days else (one.notice_months, "month")
    counted = {"days_before": one.notice_days} if one.notice_days else {"months_before": one.notice_months}
    period = f"{number} {unit}{'' if number == 1 else 's'}"
    if one.last_day is None:
        how = f"{period} ahead, as the article says; see changes"
        note = f"Read as notice on any day that takes effect {period} later; the agreement itself may name days."
        return f"on-{period.replace(' ', '-')}-notice", f"notice of {period} on any day", {"how": how, **counted}, note
    key, when = f"by-{one.last_day.isoformat()}", f"notice by {one.last_day.isoformat()}"
    if not number or one.effective is None or _back(one) != one.last_day:  # given by the article, or corrected by hand
        return key, when, {"how": "as the article says; see changes", "last_day": one.last_day}, ""
    how = f"{period} before {one.effective.isoformat()}, as the article says; see changes"
    note = f"The last day is counted: {period} before {one.effective.isoformat()}, that day not counted; compare the agreement."
    return key, when, {"how": how, **counted}, note


def _back(one: OptionFound) -> date | None:
    if one.effective is None:
        return None
    if one.notice_days:
        return days_before(one.effective, one.notice_days)
    return months_before(one.effective, one.notice_months) if one.notice_months else None


def _effect(one: OptionFound) -> dict[str, Any]:
    if one.last_day is None:
        return {"effective_any_day": True}
    return {"effective": one.effective} if one.effective else {"effective_missing": _NO_EFFECT}


def _after(one: OptionFound, officers: int) -> tuple[str, dict[str, Any]]:
    """Return what an option does, in words, and how many officers are there after it."""
    if one.officers_less is not None and one.officers_less <= officers:
        return f"Give up {one.officers_less} of {officers} officers", {"officers_after": officers - one.officers_less}
    if one.ends_agreement:
        return "End the agreement", {"officers_after": 0}
    return "Change or end the agreement", {"officers_after_missing": _NO_CHANGE}


def _officers(found: Candidates) -> int | None:
    """
    Return how many officers the article speaks of most often; the first such number where several are as frequent.

    "Its lone officer" counts as one where no other number is given. Officers that somebody asks for, or refuses to pay for, and
    those to come on top of the ones at work are no officers of the agreement.
    """
    counted = [
        int(one.number)
        for one in found.claims
        if _POLICE.search(one.what) and _is_count(one) and not _is_wished_for(one)
    ]
    if counted:
        return max(counted, key=lambda number: (counted.count(number), -counted.index(number)))
    rows = [*found.positions, *found.claims, *found.dates, *found.options, *found.votes]
    return 1 if any(_LONE.search(row.sentence) for row in rows) else None


def _is_count(one: ClaimFound) -> bool:
    return (
        isinstance(one.number, int) and one.number > 1 and not one.what.startswith(("dollars", "percent", "students"))
    )


def _is_wished_for(one: ClaimFound) -> bool:
    if one.asked or _MORE.search(one.what):
        return True
    place = place_of(one, one.sentence.split())
    before = " ".join(one.sentence.split()[:place]) if place is not None else ""
    wished = _WISHED.search(before)
    return wished is not None and not _THERE.search(wished["between"])


def _cost(found: Candidates, cited: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    assert found.published is not None
    for one in found.claims:
        if _YEARLY.search(one.what) and one.number > 0:
            bounds = (bound for words, bound in _BOUNDS if re.search(rf"\b(?:{words})\s+\$", one.sentence, re.I))
            row = {"dollars_per_year": one.number, "bound": next(bounds, "exactly"), "of": _of(one.what)}
            return row | {"said_on": found.published, **cited}, ""
    return None, "A yearly cost was not read from the article."


def _of(what: str) -> str:
    """Return what money is for, without "a year" and what the sentence goes on to say of it."""
    words = re.sub(r"^(?:dollars)?\s*(?:(?:a|per|each|every) year)?\s*(?:for\s+)?(?:the\s+)?", "", what)
    return _GOES_ON.split(words)[0].strip() or "the agreement"
