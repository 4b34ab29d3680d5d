"""The record of a district as one confirmed article has it: who stood where on the day of the article (rules R1, R2)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from wellstaffed.apps.article_votes import own_votes, vote_row, votes_by_name
from wellstaffed.record.article_stance import ADDING, AGREEMENT, REDUCTION, REMOVAL, RETURN
from wellstaffed.record.record_rows import Stance

if TYPE_CHECKING:
    from wellstaffed.record.article_candidates import Candidates, PositionFound

_STANCES = {
    REMOVAL: (Stance.REMOVE, Stance.KEEP),
    RETURN: (Stance.RETURN, Stance.NO_RETURN),
    REDUCTION: (Stance.REDUCE, Stance.KEEP),
    AGREEMENT: (Stance.KEEP, Stance.AGAINST_AGREEMENT),
    ADDING: (Stance.ADD, Stance.NO_MORE),
}
_KINDS = ("board", "council", "union", "district", "city", "police")
_ADDRESS = re.compile(r"(?:^|[\s,]+)(?:dr|mr|mrs|ms|prof|rev)\.?$", re.I)
_NO_BODY = "others named in the article"


def record_document(found: Candidates, where: dict[str, str]) -> dict[str, Any] | None:
    """
    Return ``record.yaml`` of the positions and votes that an article reports and a person confirmed; None if it has neither.

    Parameters
    ----------
    found : Candidates
        Confirmed, with a source and a day.
    where : dict
        The district: ``leaid``, ``name``, ``state``.
    """
    taken = [one for one in found.positions if one.stance != "unclear" and one.on in _STANCES]
    taken = list({(one.who, one.on, one.stance): one for one in reversed(taken)}.values())[::-1]
    votes = own_votes(found)
    if not (taken or votes) or found.source is None or found.published is None:
        return None
    cited = {"sources": [found.source], "confidence": "medium"}
    roles = {one.name: one for one in found.people}
    names = [*(_body(one, roles) for one in taken), *(one.body for one in votes)]
    bodies = {name: _kind(name, found) for name in names} | {one.body: one.kind for one in votes if one.kind}
    cast = votes_by_name(found, votes)
    people = {one.who: one for one in taken if one.who in roles}
    voters = [name for name, _ in cast if name not in people]
    document: dict[str, Any] = {
        "district": [{key: where[key] for key in ("leaid", "name", "state")} | cited],
        "bodies": [{"id": _key(name), "name": name, "kind": kind} | cited for name, kind in bodies.items()],
        "people": [{"id": _key(name), "name": name} | cited for name in [*people, *voters]],
        "offices": [
            {"person": _key(name), "body": _key(_body(one, roles)), "role": _role(roles[name].role),
             "seen_first": str(found.published), "seen_last": str(found.published)} | cited
            for name, one in people.items() if _role(roles[name].role)
        ],
        "positions": [_position(one, number, found, roles) for number, one in enumerate(taken, start=1)],
        "votes": [vote_row(one, f"v{number}", _key(one.body), found) for number, one in enumerate(votes, start=1)],
        "vote_members": [
            {"vote": "v1", "person": _key(name), "choice": choice, "basis": "recorded"} | cited for name, choice in cast
        ],
    }  # fmt: skip
    return {name: rows for name, rows in document.items() if rows}


def _position(one: PositionFound, number: int, found: Candidates, roles: dict[str, Any]) -> dict[str, Any]:
    wanted, unwanted = _STANCES[one.on]
    stance = unwanted if one.stance == "against" else wanted
    row: dict[str, Any] = {"id": f"p{number}", "body": _key(_body(one, roles)), "date": str(found.published)}
    if one.who in roles:
        row["person"] = _key(one.who)
        row |= {"role": role} if (role := _role(roles[one.who].role)) else {}
    said = "for" if one.stance == "conditional" else one.stance
    row |= {"matter": "officers", "stance": stance.value, "stance_words": f"{said} {one.on}"}
    row |= {"condition": one.condition} if one.condition else {}
    if one.quote:
        row["quote"] = " ".join(one.quote.split())
    else:
        row["quote_missing"] = "the article reports it in its own words"
    row |= {"note": f"earlier {one.previous}, by the same article"} if one.previous else {}
    return row | {"sources": [found.source], "confidence": one.confidence}


def _role(role: str) -> str:
    """Return a role without a form of address that stands behind it: "superintendent dr." is a superintendent."""
    return _ADDRESS.sub("", role).strip(" ,")


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
