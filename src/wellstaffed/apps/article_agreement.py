"""The agreement document started from an article: its options with their last days, and what the article leaves open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wellstaffed.record.article_contract_parties import DISTRICT_KINDS, OR, PARTNER_KINDS
from wellstaffed.record.article_words import body_kind

if TYPE_CHECKING:
    from wellstaffed.record.article_candidates import Candidates, ClaimFound, OptionFound

_POLICE = re.compile(r"\b(?:officers?|deput(?:y|ies)|police)\b", re.I)
_YEARLY = re.compile(r"^dollars\b.*\b(?:year|annual|officers?|deput|contract)", re.I)
_NOT_SAID = "The article does not say it."
_PLACE_PARTY = r"(?P<of>city|town|village|county)\b"
_WITH_PLACE = re.compile(rf"\b(?:contract|agreement|deal|pact)\s+with\s+the\s+{_PLACE_PARTY}(?!\s+(?:police|sheriff))")
_THE_PLACE = re.compile(rf"\b[Tt]he\s+{_PLACE_PARTY}(?!\s+(?:police|sheriff|school|board))")


def agreement_document(found: Candidates, where: dict[str, str]) -> tuple[dict[str, Any] | None, str]:
    """
    Return the agreement that an article describes, or None and why there is none (rules A1, R1).

    Who pays, when the term began and how it ends are rarely in an article. The document then holds what is certain (it was in
    force on the day of publication) with low confidence and a note that says so.
    """
    assert found.published is not None
    options = [one for one in found.options if one.officers_less or one.ends_agreement or one.effective]
    officers = _officers(found)
    if not options:
        return None, "The article gives no option of an agreement with a last day, so there is no agreement.yaml."
    if officers is None:
        return None, "The article does not say how many officers the agreement places, so there is no agreement.yaml."
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
        "term": {
            "kind": "rolling",
            "from": found.published,
            "note": "It was in force on the day of publication; the article's own words on its term are in the options.",
            **cited,
        },
        "officers": [{"school": "all schools of the agreement together", "officers": officers}],
        **({"cost": [cost]} if cost else {"cost_missing": missing}),
        "saving": {"returns_to": "unstated"},
        "options": _options(options, officers, other["short"], cited),
    }  # fmt: skip
    return document, ""


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
        return {"short": "Other party", "name": "The other party, which the article does not name", "part": "other"}
    of = named["of"].capitalize()
    name = f"{of} of {found.place}" if found.place else of
    return {"short": of, "name": name, "part": "county" if of == "County" else "city"}


def _who(one: OptionFound, other: str) -> dict[str, Any]:
    """Return the parties that may use a way out, or that the article does not say which."""
    sides = {"District": DISTRICT_KINDS, other: PARTNER_KINDS}
    named = [
        short for who in (one.who or "").split(OR) for short, kinds in sides.items() if who and body_kind(who) in kinds
    ]
    return {"who": list(dict.fromkeys(named))} if named else {"who_missing": _NOT_SAID}


def _options(options: list[OptionFound], officers: int, other: str, cited: dict[str, Any]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for one in options:
        key = f"by-{one.last_day.isoformat()}"
        if one.effective:
            effect: dict[str, Any] = {"effective": one.effective}
        else:
            effect = {"effective_missing": _NOT_SAID}
        after: dict[str, Any]
        if one.officers_less is not None and one.officers_less <= officers:
            after, label = (
                {"officers_after": officers - one.officers_less},
                f"Give up {one.officers_less} of {officers} officers",
            )
        elif one.ends_agreement:
            after, label = {"officers_after": 0}, "End the agreement"
        else:
            after, label = {"officers_after_missing": _NOT_SAID}, "Change the agreement"
        rows.setdefault(
            key,
            {
                "id": key,
                "label": f"{label}, notice by {one.last_day.isoformat()}",
                **_who(one, other),
                "notice": {"how": "as the article says; see changes", "last_day": one.last_day},
                "changes": one.what,
                **effect,
                **after,
                **cited,
            },
        )
    return list(rows.values())


def _officers(found: Candidates) -> int | None:
    """Return how many officers the article speaks of most often; the first such number where several are as frequent."""
    counted = [int(one.number) for one in found.claims if _POLICE.search(one.what) and _is_count(one)]
    return max(counted, key=lambda number: (counted.count(number), -counted.index(number))) if counted else None


def _is_count(one: ClaimFound) -> bool:
    return (
        isinstance(one.number, int) and one.number > 1 and not one.what.startswith(("dollars", "percent", "students"))
    )


def _cost(found: Candidates, cited: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    assert found.published is not None
    for one in found.claims:
        if _YEARLY.search(one.what) and one.number > 0:
            said = one.sentence.casefold()
            bound = (
                "more than" if "more than" in said or "over $" in said else "about" if "about" in said else "exactly"
            )
            of = one.what.removeprefix("dollars").strip() or "the agreement"
            return {"dollars_per_year": one.number, "bound": bound, "of": of, "said_on": found.published, **cited}, ""
    return None, "The article gives no yearly cost."
