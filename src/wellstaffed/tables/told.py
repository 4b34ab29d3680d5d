"""What a district told Washington beside its own roster: the same schools and roles, matched by identifier or name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wellstaffed.core.exact import exact
from wellstaffed.tables.flag_meanings import FlagMeaning, flags_in_words
from wellstaffed.tables.shipped import folded

if TYPE_CHECKING:
    import polars as pl

_LIKELY = 70.0


@dataclass(frozen=True)
class ToldRow:
    """
    One school and role: FTE in post by the roster, FTE by the federal record, and why either is not there.

    ``difference`` is roster less record, in FTE; None where either is unknown.
    """

    school: str
    school_in_record: str
    role: str
    fte_roster: Fraction | None
    fte_roster_missing: str | None
    fte_told: Fraction | None
    fte_told_missing: str | None
    fte_told_code: str | None
    flags: tuple[str, ...]
    source: str

    @property
    def difference(self) -> Fraction | None:
        """Roster less record."""
        if self.fte_roster is None or self.fte_told is None:
            return None
        return self.fte_roster - self.fte_told

    @property
    def flag_meanings(self) -> tuple[FlagMeaning, ...]:
        """What each flag means."""
        return flags_in_words(" ".join(self.flags))


@dataclass(frozen=True)
class Told:
    """The rows that match, and the schools that only one side has, each with the nearest name of the other."""

    rows: tuple[ToldRow, ...]
    only_in_roster: tuple[tuple[str, str | None], ...]
    only_in_record: tuple[str, ...]


def told(roster: pl.DataFrame, record: pl.DataFrame) -> Told:
    """
    Return a roster beside the federal record, school by school and role by role.

    Parameters
    ----------
    roster, record : SchoolStaff
        One school year each; the years may differ, and the caller says so.

    Notes
    -----
    Rules M1, M2, M4. Schools are matched by identifier, else by a name that is the same but for case, accents and the
    words that are said or left out ("East High", "East High School"). A name that is only like another is told, never
    taken. Roles that neither side has are left out; district pools belong to no school and are not compared.
    """
    schools = _schools(record)
    matches = {key: _match(key, row, schools) for key, row in _schools(roster).items()}
    taken = {match for match in matches.values() if match is not None}
    rows = [
        _row(mine, theirs)
        for key, match in matches.items()
        if match is not None
        for mine, theirs in _roles(roster, record, key, match)
    ]
    alone = [
        (row["school"], _nearest(row["school"], schools)) for key, row in _schools(roster).items() if not matches[key]
    ]
    left = [row["school"] for key, row in schools.items() if key not in taken]
    return Told(tuple(rows), tuple(alone), tuple(left))


def _schools(table: pl.DataFrame) -> dict[str, dict[str, Any]]:
    rows = table.filter(~table["is_pool"]).unique("school_id", keep="first", maintain_order=True)
    return {row["school_id"]: row for row in rows.select("school_id", "school").iter_rows(named=True)}


def _match(key: str, row: dict[str, Any], schools: dict[str, dict[str, Any]]) -> str | None:
    if key in schools:
        return key
    same = [other for other, one in schools.items() if _bare(one["school"]) == _bare(row["school"])]
    return same[0] if len(same) == 1 else None


def _bare(name: str) -> str:
    return re.sub(r"\b(school|sch|the)\b|[^a-z0-9]", "", folded(name))


def _nearest(name: str, schools: dict[str, dict[str, Any]]) -> str | None:
    from rapidfuzz import fuzz, process

    names = [one["school"] for one in schools.values()]
    found = process.extractOne(name, names, scorer=fuzz.WRatio, processor=folded, score_cutoff=_LIKELY)
    return None if found is None else str(found[0])


def _roles(
    roster: pl.DataFrame, record: pl.DataFrame, key: str, match: str
) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    mine = {row["role"]: row for row in roster.filter(roster["school_id"] == key).iter_rows(named=True)}
    theirs = {row["role"]: row for row in record.filter(record["school_id"] == match).iter_rows(named=True)}
    said = {role for role, row in mine.items() if row["fte"] is not None}
    return [
        (mine.get(role), theirs.get(role)) for role in dict.fromkeys([*theirs, *mine]) if role in theirs or role in said
    ]


def _row(mine: dict[str, Any] | None, theirs: dict[str, Any] | None) -> ToldRow:
    either = theirs or mine or {}

    def fte(row: dict[str, Any] | None) -> Fraction | None:
        return None if row is None or row["fte"] is None else exact(row["fte"])

    def missing(row: dict[str, Any] | None) -> str | None:
        return "not asked" if row is None else row["fte_missing"]

    return ToldRow(
        school=(mine or either)["school"],
        school_in_record=theirs["school"] if theirs else "",
        role=either["role"],
        fte_roster=fte(mine),
        fte_roster_missing=missing(mine),
        fte_told=fte(theirs),
        fte_told_missing=missing(theirs),
        fte_told_code=theirs["fte_code"] if theirs else None,
        flags=tuple(theirs["flags"].split()) if theirs else (),
        source=theirs["source"] if theirs else "",
    )
