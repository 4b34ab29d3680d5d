"""The record of a district as one confirmed article has it: who stood where on the day of the article (rules R1, R2)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from wellstaffed.record.article_stance import ADDING, AGREEMENT, REDUCTION, REMOVAL, RETURN
from wellstaffed.record.record_rows import MOST_QUOTED_WORDS, Stance

if TYPE_CHECKING:
    from wellstaffed.record.article_candidates import Candidates, DateFound, PositionFound, VoteFound

# Adding officers is none of the stances that the record counts; it stands in words.
_STANCES = {
    REMOVAL: (Stance.REMOVE, Stance.KEEP),
    RETURN: (Stance.RETURN, Stance.NO_RETURN),
    REDUCTION: (Stance.REDUCE, Stance.KEEP),
    AGREEMENT: (Stance.KEEP, Stance.AGAINST_AGREEMENT),
    ADDING: (Stance.OTHER, Stance.OTHER),
}
_KINDS = ("board", "council", "union", "district", "city", "police")
_ADDRESS = re.compile(r"(?:^|[\s,]+)(?:dr|mr|mrs|ms|prof|rev)\.?$", re.I)
_VOTED = re.compile(r"\b[Vv]ot(?:ed?|es|ing)\b[^.;]*")
# "voted 5-2 on Tuesday, March 2, to keep": only a tally and a day may stand before what the vote was on, for "against a motion to end" is
# no vote to end.
_VOTED_TO = re.compile(
    r"\bvot(?:ed?|es|ing)\b(?:[\s,]|\d+\s?(?:-|–|to)\s?\d+|\d+|on\b|unanimously\b|narrowly\b|last\b|night\b|evening\b|week\b|[A-Z]\w+\.?)*?"
    r"\s(?P<what>(?:not )?to\s+[a-z][^.;,—]+)"
)
# "A motion to drop one officer also failed": what was put, without what became of it.
_MOTION = re.compile(
    r"\b(?:motion|proposal|plan|measure|resolution|amendment)\b[^.;,]{0,30}?\sto\s+(?P<what>[a-z][^.;,—]+?)"
    r"(?=\s+(?:(?:also|later|then)\s+)?(?:failed|died|passed|carried|was|were|by|on\s+[A-Z]\w+day|\d+-\d+)\b|[.;,—]|$)"
)
# A sentence that says so of everyone in it: names, titles and commas, then "voted no" as its last words.
_VOTED_BY_NAME = re.compile(
    r"^(?:(?:Board |School |Council )?(?:[Mm]embers?|[Cc]ommissioners?|[Dd]irectors?|[Tt]rustees?)\s+)?"
    r"(?P<who>(?:[^\W\d_a-z][\w.’'-]*|and|de|la|van|von|del)(?:,?\s+(?:[^\W\d_a-z][\w.’'-]*|and|de|la|van|von|del))*)\s+"
    r"voted\s+(?P<choice>yes|no)(?:\s+on\s+[A-Z]\w+day)?\.?$"
)
_TITLES = re.compile(
    r"^(?:(?:Board|School|Council|Vice|Members?|Chair\w*|Presidents?|Commissioners?|Directors?|Trustees?|Treasurer|Clerk)\s+)+"
)
_BETWEEN_NAMES = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
_EARLIER = re.compile(r"\b(?:19|20)\d\d\b|\bago\b|\blast year\b", re.I)
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
    votes = _own_votes(found)
    if not (taken or votes) or found.source is None or found.published is None:
        return None
    cited = {"sources": [found.source], "confidence": "medium"}
    roles = {one.name: one for one in found.people}
    names = [*(_body(one, roles) for one in taken), *(str(one.body) for one in votes)]
    bodies = {name: _kind(name, found) for name in names}
    cast = _votes_by_name(found, votes)
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
        "votes": [_vote(one, number, found) for number, one in enumerate(votes, start=1)],
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


def _own_votes(found: Candidates) -> list[VoteFound]:
    """Return the votes of the article's own bodies that it counts or calls unanimous; another district's are none of them."""
    others = [one.name for one in found.districts]
    return [
        one
        for one in found.votes
        if one.body and not any(name in one.body for name in others) and (one.yes is not None or one.unanimous)
    ]


def _votes_by_name(found: Candidates, votes: list[VoteFound]) -> list[tuple[str, str]]:
    """
    Return who voted yes or no, by the sentences of confirmed positions; nobody where these may not be of the article's one vote.

    An article with several votes does not say which a sentence is of, and more names than the tally counts are of another; so
    are those of a sentence on another year.
    """
    tallies = {(one.yes, one.no) for one in found.votes if one.yes is not None}
    if len(votes) != 1 or len(tallies) != 1 or votes[0].yes is None or votes[0].unanimous:
        return []
    choices: dict[str, set[str]] = {}
    counts = {"yes": 0, "no": 0}
    for sentence in dict.fromkeys(one.sentence for one in found.positions):
        said = _VOTED_BY_NAME.search(" ".join(sentence.split()))
        if said is None or _EARLIER.search(sentence):
            continue
        listed = [_TITLES.sub("", one) for one in _BETWEEN_NAMES.split(said["who"])]
        counts[said["choice"]] += len(listed)
        for name in filter(None, (_whole_name(one, found) for one in listed)):
            choices.setdefault(name, set()).add(said["choice"])
    if any(count > (getattr(votes[0], choice) or 0) for choice, count in counts.items()):
        return []
    return [(name, next(iter(said))) for name, said in choices.items() if len(said) == 1]


def _whole_name(listed: str, found: Candidates) -> str:
    """Return a name as the article gives it in full; empty for a surname that is nobody's, or several people's."""
    if " " in listed:
        return listed
    bearers = [one.name for one in found.people if one.name.split()[-1] == listed]
    return bearers[0] if len(bearers) == 1 else ""


def _vote(one: VoteFound, number: int, found: Candidates) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in ("yes", "no", "abstain") if getattr(one, name) is not None}
    result = "-".join(str(count) for count in counts.values()) if "yes" in counts else "unanimous"
    day = next((day.date for day in found.dates if day.sentence == one.sentence and _is_day_of_vote(day, found)), None)
    told = (
        {}
        if day
        else {"date_words": f"reported on {found.published}; the day of the vote was not read from the article"}
    )
    return {
        "id": f"v{number}", "bodies": [_key(str(one.body))], "date": str(day or found.published), **told,
        "matter": _voted_on(one.sentence) or found.topic or "police officers in schools", "result": result, **counts,
        "sources": [found.source], "confidence": one.confidence,
    }  # fmt: skip


def _is_day_of_vote(day: DateFound, found: Candidates) -> bool:
    return day.date is not None and day.date_to is None and found.published is not None and day.date <= found.published


def _voted_on(sentence: str) -> str:
    """
    Return what a vote was on: the words after "voted 5-2 ... to", else those from "voted" on, else those of a motion; as many as
    the record may quote.
    """
    plain, whole, motion = _VOTED_TO.search(sentence), _VOTED.search(sentence), _MOTION.search(sentence)
    words = plain["what"].removeprefix("to ") if plain else whole[0] if whole else motion["what"] if motion else ""
    said = " ".join(words.split()[:MOST_QUOTED_WORDS])
    return said[:1].upper() + said[1:]


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
