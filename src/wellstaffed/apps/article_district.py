"""Which district an article is about: only one of the state that the article gives, and never one chosen in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.identifiers import leaid
from wellstaffed.core.states import STATE_NAMES

if TYPE_CHECKING:
    from wellstaffed.record.article_candidates import Candidates
    from wellstaffed.tables.shipped import ShippedDistrict

STATES = (  # noqa: SIM905
    "01 AL 02 AK 04 AZ 05 AR 06 CA 08 CO 09 CT 10 DE 11 DC 12 FL 13 GA 15 HI 16 ID 17 IL 18 IN 19 IA 20 KS 21 KY 22 LA 23 ME "
    "24 MD 25 MA 26 MI 27 MN 28 MS 29 MO 30 MT 31 NE 32 NV 33 NH 34 NJ 35 NM 36 NY 37 NC 38 ND 39 OH 40 OK 41 OR 42 PA 44 RI "
    "45 SC 46 SD 47 TN 48 TX 49 UT 50 VT 51 VA 53 WA 54 WV 55 WI 56 WY"
).split()
MOST_LISTED = 10
_LOOK = "Look for it with: wellstaffed find NAME, and give its LEAID of 7 characters: --district LEAID."
_PLAIN = frozenset("school schools district public".split())  # noqa: SIM905
# Words that a district's name adds to its place; "county" is not among them, for a county is another district.
_ADDED = _PLAIN | frozenset(
    "area board borough boro central city co comm community cons consolidated corp corporation cusd csd ccsd cisd department "  # noqa: SIM905
    "dist education elem elementary exempted free h high hsd ind independent isd joint jt local metropolitan municipal no of "
    "parish pblc regional reg s sch schs sd separate special system the township town twp unified union unit usd village".split()
)
_LEADS = re.compile(r"^(?:the )?(?:(?:public )?(?:school district|schools|city|town|borough) of )?")


@dataclass(frozen=True)
class ChosenDistrict:
    """
    The district of a plan.

    Parameters
    ----------
    where : dict
        LEAID, name and state, as a plan holds them.
    shipped : ShippedDistrict or None
        Its shipped figures, if there are any.
    told : str
        From which words of the article it was taken; empty where the user named it.
    """

    where: dict[str, str]
    shipped: ShippedDistrict | None
    told: str = ""


def article_district(found: Candidates, named: str | None) -> ChosenDistrict:
    """
    Return the district that the user names or, if nobody does, the one that the article is about.

    Raises
    ------
    NotFoundError
        If no district of that name, in the state that the article gives, has figures at hand.
    UsageError
        If the words may stand for several; the message lists them.
    """
    if named:
        return _named(found, named)
    unsure: list[ShippedDistrict] = []
    for text in _texts(found):
        proper, partial = _fitting(text, found.state)
        taken, why = _of_schools(found, proper)
        if len(taken) == 1:
            return ChosenDistrict(_where(taken[0]), taken[0], _told(taken[0], text, why, found))
        if taken:
            raise UsageError(_several(text, taken, found))
        unsure += [one for one in partial if one not in unsure]
    if unsure:
        raise UsageError(_several(found.place or _texts(found)[0], unsure, found))
    raise NotFoundError(_none(found))


def _named(found: Candidates, named: str) -> ChosenDistrict:
    from wellstaffed.core.identifiers import is_leaid
    from wellstaffed.tables.district_names import resolve_shipped_district

    try:
        shipped = resolve_shipped_district(named)
    except NotFoundError:
        if named.strip().isdigit():
            return _without_figures(found, named)
        raise NotFoundError(f"No district with figures at hand is called '{named}'. {_LOOK}") from None
    against = _against_its_state(shipped.state, found)
    if against and not is_leaid(named):
        raise UsageError(
            f"'{named}' is {_shown(shipped)}, and {against}. If it is meant all the same: --district {shipped.leaid}. If not, "
            "name another; 'wellstaffed find NAME' lists them."
        )
    told = f"The district is {_shown(shipped)}, as it was named with the plan, although {against}." if against else ""
    return ChosenDistrict(_where(shipped), shipped, told)


def _without_figures(found: Candidates, named: str) -> ChosenDistrict:
    """Return a district that only its LEAID tells of: its state by the first two digits, its name by the article."""
    identifier = leaid(named)
    states = dict(zip(STATES[::2], STATES[1::2], strict=True))
    if identifier[:2] not in states:
        raise NotFoundError(
            f"No district with figures at hand has the LEAID {identifier}, and no LEAID begins with {identifier[:2]}. {_LOOK}"
        )
    state = states[identifier[:2]]
    compared = {one.name for one in found.districts}
    names = [one.name for one in found.bodies if one.kind == "district" and _own(one.name) and one.name not in compared]
    against = _against_its_state(state, found)
    name = (
        names[0] if names and not against else f"{'District' if against else found.place or 'District'} ({identifier})"
    )
    told = f"The LEAID {identifier} is of {STATE_NAMES[state]}, although {against}." if against else ""
    return ChosenDistrict({"leaid": identifier, "name": name, "state": state}, None, told)


def _against_its_state(state: str, found: Candidates) -> str:
    """Return what contradicts a district's state, in words; empty where the article gives the same or none."""
    if not found.state or found.state == state:
        return ""
    place = f"{found.place}, " if found.place else ""
    return f"the article gives {place}{STATE_NAMES[found.state]}"


def _where(one: ShippedDistrict) -> dict[str, str]:
    return {"leaid": one.leaid, "name": _name(one), "state": one.state}


def _name(one: ShippedDistrict) -> str:
    from wellstaffed.tables.district_spelling import whole_phrase

    return whole_phrase(one.name)


def _texts(found: Candidates) -> list[str]:
    """
    Return the words that may name the article's district, the surest first.

    Where the article gives a state with its place, only that place counts: a district of another name is one it compares with.
    """
    bodies = [one.name for one in found.bodies if one.kind == "district" and _own(one.name)]
    place = [found.place] if found.place and _own(found.place) else []
    own = [one for one in bodies if place and _begins(_own(one), _own(found.place))]
    others = [] if found.state and place else [one for one in bodies if one not in own]
    return list(dict.fromkeys([*own, *place, *others]))


def _fitting(text: str, state: str) -> tuple[list[ShippedDistrict], list[ShippedDistrict]]:
    """Return the districts whose name is this one with the usual additions, and those whose name only holds it."""
    import polars as pl

    from wellstaffed.tables.district_spelling import spelled_column, spelled_name, spelled_out
    from wellstaffed.tables.shipped import folded, shipped_districts

    own = _own(text)
    where = spelled_column("district").str.contains(own, literal=True)
    every = shipped_districts(where & (pl.col("state") == state) if state else where)
    held = [one for one in every if re.search(rf"\b{re.escape(own)}\b", spelled_name(one.name))]
    if set(spelled_out(text).removeprefix(own).split()) - _PLAIN:
        whole = [one for one in held if spelled_name(one.name) == spelled_out(text)]
        if whole:
            return whole, []
    proper = [
        one
        for one in held
        if any(
            _is_place_with_additions(_LEADS.sub("", name), own) for name in (folded(one.name), spelled_name(one.name))
        )
    ]
    return proper, [one for one in held if one not in proper]


def _is_place_with_additions(name: str, own: str) -> bool:
    if not _begins(name, own):
        return False
    added = re.findall(r"[a-z0-9#]+", name.removeprefix(own))
    return all(
        word in _ADDED or any(sign.isdigit() for sign in word) or re.fullmatch(r"[ivxr]+", word) for word in added
    )


def _own(text: str) -> str:
    """Return a name, spelled out, without the words of every district at its end: 'riverton' of 'Riverton Unified School Dist.'."""
    from wellstaffed.tables.district_spelling import spelled_out

    words = _LEADS.sub("", spelled_out(text)).split()
    while words and words[-1] in _ADDED - {"city"}:
        words.pop()
    return " ".join(words)


def _begins(name: str, own: str) -> bool:
    return f"{name} ".startswith(f"{own} ")


def _of_schools(found: Candidates, fitting: list[ShippedDistrict]) -> tuple[list[ShippedDistrict], list[str]]:
    """Return those of several that have a school for which the article gives a figure, if any has, and these schools."""
    from wellstaffed.tables.shipped import folded, shipped_staff

    schools = list(dict.fromkeys(one.school for one in found.claims if one.school))
    if len(fitting) < 2 or not schools:
        return fitting, []
    for school in schools:
        holders = [
            one
            for one in fitting
            if any(_begins(folded(name), folded(school)) for name in shipped_staff(one.leaid)["school"].unique())
        ]
        if len(holders) == 1:
            return holders, [school]
    return fitting, []


def _told(one: ShippedDistrict, text: str, schools: list[str], found: Candidates) -> str:
    words = f"'{text}'" + (f" and the school '{schools[0]}'" if schools else "")
    state = f", and from its state, {STATE_NAMES[found.state]}" if found.state else ""
    return f"The district is {_shown(one)}, taken from {words} in the article{state}."


def _shown(one: ShippedDistrict) -> str:
    return f"{_name(one)}, {one.state} ({one.leaid})"


def _several(text: str, fitting: list[ShippedDistrict], found: Candidates) -> str:
    names = "; ".join(_shown(one) for one in fitting[:MOST_LISTED])
    more = f"; and {len(fitting) - MOST_LISTED} more" if len(fitting) > MOST_LISTED else ""
    gives = (
        f"The article gives the state {STATE_NAMES[found.state]}."
        if found.state
        else "No state was read from the article."
    )
    return f"'{text}' may be any of: {names}{more}. {gives} Say which district is meant: --district LEAID."


def _none(found: Candidates) -> str:
    if not found.place:
        return "No district with figures at hand was read from the article. Name it by its LEAID: --district LEAID."
    of_state = f" in {STATE_NAMES[found.state]}" if found.state else ""
    return (
        f"No district with figures at hand is called '{found.place}'{of_state}. Name it by its LEAID: --district LEAID."
    )
