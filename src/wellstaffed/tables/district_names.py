"""Which district a LEAID or a name stands for: one rule for package and store, and never one of several in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.identifiers import is_leaid, leaid
from wellstaffed.core.states import STATE_NAMES
from wellstaffed.tables import shipped
from wellstaffed.tables.district_spelling import spelled_column, spelled_name, spelled_out
from wellstaffed.tables.shipped import ShippedDistrict, folded, folded_column

if TYPE_CHECKING:
    import polars as pl

MOST_LISTED = 10
MOST_MEANT = 3
ALIKE = 80  # of 100, as `find` scores a name
# A name with one of these says which district is meant; without them it is the name of a place, which many share.
_KIND = frozenset(
    "school schools sch schs schls district districts dist unified union isd cisd usd cusd ccsd csd sd agency academy charter lea".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Candidate:
    """A district that a text may stand for, and every name, folded, that package and store have for it."""

    district: ShippedDistrict
    names: frozenset[str]


def names_where(text: str) -> pl.Expr:
    """Return the condition on ``leaid``, ``district`` and ``state`` of the rows whose district a text may stand for."""
    import polars as pl

    if is_leaid(text):
        return pl.col("leaid") == leaid(text)
    wanted, (place, state) = folded(text), _with_state(text)
    both = pl.concat_str(folded_column("district"), pl.col("state").str.to_lowercase(), separator=" ")
    where = both.str.contains(wanted, literal=True)
    spelled = spelled_column("district")
    where |= pl.concat_str(spelled, pl.col("state").str.to_lowercase(), separator=" ").str.contains(
        spelled_out(text), literal=True
    )
    if state:
        named = folded_column("district").str.contains(place, literal=True)
        where |= (pl.col("state") == state) & (named | spelled.str.contains(spelled_out(place), literal=True))
    return where


def candidates(*found: Iterable[ShippedDistrict]) -> list[Candidate]:
    """Return districts of several origins as one list by LEAID: the first origin's name, the years of all."""
    merged: dict[str, Candidate] = {}
    for one in (district for origin in found for district in origin):
        known = merged.get(one.leaid)
        first = known.district if known else one
        years = tuple(sorted({*first.school_years, *one.school_years}))
        names = frozenset([folded(one.name), spelled_name(one.name)]) | (known.names if known else frozenset())
        merged[one.leaid] = Candidate(ShippedDistrict(first.leaid, first.name, first.state, years), names)
    return [merged[key] for key in sorted(merged)]


def the_one(text: str, found: Sequence[Candidate]) -> ShippedDistrict:
    """
    Return the district with figures that a text stands for.

    Parameters
    ----------
    text : str
        LEAID, name or a part of a name, with or without the two letters of the state.
    found : sequence of Candidate
        Those of which `names_where` holds.

    Raises
    ------
    NotFoundError
        If none does, or only one of that exact name without figures.
    UsageError
        If several may be meant; the message lists them, the largest first.

    Notes
    -----
    A whole name goes before a part of one, unless it is the bare name of a place with which names of other districts begin:
    Columbus is the whole name of a district in Kansas, and is seldom meant for it. The abbreviations of the federal file are equal
    to the words they stand for, in what is typed and in names.
    """
    if not text.strip():
        raise UsageError(
            "No district is named: the text is empty. Give its LEAID or name; 'wellstaffed find NAME' lists them."
        )
    if is_leaid(text):
        if found:
            return found[0].district
        raise NotFoundError(_nothing(text))
    found = [one for one in found if _holds(text, one)]  # "Dulut" stands for nothing, though Duluth has it
    exact = [one for one in found if _is_exact(text, one)]
    begins = [one for one in found if _begins(text, one)]
    if len(exact) == 1 and (len(begins) == 1 or _says_which(text)):
        return exact[0].district
    listed = [one.district for one in (exact if len(exact) > 1 and _says_which(text) else found)]
    if not exact:
        _check_without_figures(text, listed)
    if not listed:
        raise NotFoundError(_nothing(text))
    if len(listed) > 1:
        raise UsageError(several(text, listed))
    return listed[0]


def resolve_shipped_district(text: str) -> ShippedDistrict:
    """Return the one district of the package alone that a text stands for; raise as `the_one` does."""
    return the_one(text, candidates(shipped.shipped_districts(names_where(text))))


def several(text: str, found: Iterable[ShippedDistrict]) -> str:
    """Return the sentence that lists districts, the largest first, each with place, state and LEAID."""
    named = _shown(found)
    more = f"; and {len(named) - MOST_LISTED:,} more" if len(named) > MOST_LISTED else ""
    return f"'{text}' may be any of: {'; '.join(named[:MOST_LISTED])}{more}. Give the LEAID."


def _check_without_figures(text: str, others: Sequence[ShippedDistrict]) -> None:
    """Stop where the district of that very name has no figures, so that another's are not taken for its own."""
    named = [one for one in shipped.listed_districts(text) if folded(one.name) == folded(text)]
    if not named or not others or {one.leaid for one in named} & {one.leaid for one in others}:
        return
    raise NotFoundError(
        f"{'; '.join(_shown(named)[:MOST_LISTED])}: of this name, without figures of staff. "
        f"With figures, a part of whose name is '{text}': {'; '.join(_shown(others)[:MOST_LISTED])}. Give the LEAID."
    )


def _nothing(text: str) -> str:
    alike = _alike(text)
    meant = f"Did you mean: {'; '.join(alike)}? " if alike else ""
    return (
        f"No shipped figures for the district '{text}'. {meant}Look for it with: wellstaffed find '{text}'. "
        "Or give --roster FILE."
    )


def _alike(text: str) -> list[str]:
    """Return the districts that a misspelt name may mean, as `find` tells them."""
    from wellstaffed.tables.place_index import shipped_places

    if is_leaid(text):
        return []
    found = [one for one in shipped_places().find(text) if one.kind == "district" and one.score >= ALIKE]
    return [f"{one.name}, {one.state} ({one.identifier})" for one in found[:MOST_MEANT]]


def _with_state(text: str) -> tuple[str, str]:
    """Return a name without the two letters of a state at its end, and these; as it is where it ends otherwise."""
    *name, last = folded(text).split() or [""]
    return (" ".join(name), last.upper()) if name and last.upper() in STATE_NAMES else (folded(text), "")


def _spelled(text: str, one: Candidate) -> list[tuple[str, str]]:
    """Return pairs of what was typed and a name of the district, both with or both without the state."""
    place, state = _with_state(text)
    pairs = []
    for wanted in dict.fromkeys((folded(text), spelled_out(text))):
        pairs += [(wanted, name) for name in one.names]
        pairs += [(wanted, f"{name} {one.district.state.casefold()}") for name in one.names]
    places = (place, spelled_out(place)) if state == one.district.state else ()
    return pairs + [(wanted, name) for wanted in dict.fromkeys(places) for name in one.names]


def _holds(text: str, one: Candidate) -> bool:
    return any(re.search(rf"(?<![a-z0-9]){re.escape(typed)}(?![a-z0-9])", name) for typed, name in _spelled(text, one))


def _begins(text: str, one: Candidate) -> bool:
    return any(re.match(rf"{re.escape(typed)}(?![a-z0-9])", name) for typed, name in _spelled(text, one))


def _is_exact(text: str, one: Candidate) -> bool:
    return any(typed == name for typed, name in _spelled(text, one))


def _says_which(text: str) -> bool:
    place, state = _with_state(text)
    return bool(state) or bool(_KIND & set(place.split()))


def _shown(found: Iterable[ShippedDistrict]) -> list[str]:
    """Return districts as a list shows them, the largest first by the schools of the directory."""
    import polars as pl

    listed = list(found)
    keys = [one.leaid for one in listed]
    mine = pl.col("leaid").is_in(keys)
    schools = pl.scan_parquet(shipped.DATA / "directory.parquet").filter(mine).group_by("leaid").len().collect()
    places = pl.scan_parquet(shipped.DATA / "districts.parquet").filter(mine).select("leaid", "city").collect()
    sizes, cities = dict(schools.iter_rows()), dict(places.iter_rows())
    ordered = sorted(listed, key=lambda one: (-sizes.get(one.leaid, 0), one.leaid))
    return [f"{', '.join(filter(None, (one.name, cities.get(one.leaid), one.state)))} ({one.leaid})" for one in ordered]
