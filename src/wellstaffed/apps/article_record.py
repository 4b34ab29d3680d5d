"""The record of a district as one confirmed article has it: who stood where on the day of the article (rules R1, R2)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from wellstaffed.record.article_stance import ADDING, AGREEMENT, REDUCTION, REMOVAL, RETURN
from wellstaffed.record.record_rows import Stance

if TYPE_CHECKING:
    from wellstaffed.record.article_candidates import Candidates, PositionFound

# Adding officers is none of the stances that the record counts; it stands in words.
_STANCES = {
    REMOVAL: (Stance.REMOVE, Stance.KEEP),
    RETURN: (Stance.RETURN, Stance.NO_RETURN),
    REDUCTION: (Stance.REDUCE, Stance.KEEP),
    AGREEMENT: (Stance.KEEP, Stance.AGAINST_AGREEMENT),
    ADDING: (Stance.OTHER, Stance.OTHER),
}
_KINDS = ("board", "council", "union", "district", "city", "police")
_NO_BODY = "others named in the article"


def record_document(found: Candidates, where: dict[str, str]) -> dict[str, Any] | None:
    """
    Return ``record.yaml`` of the positions that an article reports and a person confirmed; None if it has none.

    Parameters
    ----------
    found : Candidates
        Confirmed, with a source and a day.
    where : dict
        The district: ``leaid``, ``name``, ``state``.
    """
    taken = [one for one in found.positions if one.stance != "unclear" and one.on in _STANCES]
    taken = list({(one.who, one.on, one.stance): one for one in reversed(taken)}.values())[::-1]
    if not taken or found.source is None or found.published is None:
        return None
    cited = {"sources": [found.source], "confidence": "medium"}
    roles = {one.name: one for one in found.people}
    bodies = {_body(one, roles): _kind(_body(one, roles), found) for one in taken}
    people = {one.who: one for one in taken if one.who in roles}
    document: dict[str, Any] = {
        "district": [{key: where[key] for key in ("leaid", "name", "state")} | cited],
        "bodies": [{"id": _key(name), "name": name, "kind": kind} | cited for name, kind in bodies.items()],
        "people": [{"id": _key(name), "name": name} | cited for name in people],
        "offices": [
            {"person": _key(name), "body": _key(_body(one, roles)), "role": roles[name].role,
             "seen_first": str(found.published), "seen_last": str(found.published)} | cited
            for name, one in people.items() if roles[name].role
        ],
        "positions": [_position(one, number, found, roles) for number, one in enumerate(taken, start=1)],
    }  # fmt: skip
    return {name: rows for name, rows in document.items() if rows}


def _position(one: PositionFound, number: int, found: Candidates, roles: dict[str, Any]) -> dict[str, Any]:
    wanted, unwanted = _STANCES[one.on]
    stance = unwanted if one.stance == "against" else wanted
    row: dict[str, Any] = {"id": f"p{number}", "body": _key(_body(one, roles)), "date": str(found.published)}
    if one.who in roles:
        row["person"] = _key(one.who)
        row |= {"role": roles[one.who].role} if roles[one.who].role else {}
    said = "for" if one.stance == "conditional" else one.stance
    row |= {"matter": "officers", "stance": stance.value, "stance_words": f"{said} {one.on}"}
    row |= {"condition": one.condition} if one.condition else {}
    if one.quote:
        row["quote"] = " ".join(one.quote.split())
    else:
        row["quote_missing"] = "the article reports it in its own words"
    row |= {"note": f"earlier {one.previous}, by the same article"} if one.previous else {}
    return row | {"sources": [found.source], "confidence": one.confidence}


def _body(one: PositionFound, roles: dict[str, Any]) -> str:
    """Return the body a position is of: that of the person who holds it, else the holder."""
    return (one.body or roles[one.who].body or _NO_BODY) if one.who in roles else one.who


def _kind(name: str, found: Candidates) -> str:
    kind = next((one.kind for one in found.bodies if one.name == name), "other")
    if kind in {"police union", "union"}:
        return "union"
    return kind if kind in _KINDS else "other" if name == _NO_BODY else "group"


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-") or "unnamed"
