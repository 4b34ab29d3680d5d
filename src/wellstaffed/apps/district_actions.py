"""What a person can ask of one district beside its gaps: what the record says of its police, and which are like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from wellstaffed.core.exact import exact, exact_sum, show
from wellstaffed.core.missing import Missing
from wellstaffed.core.roles import SAFETY_ROLES, Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.reports.answer import listed

if TYPE_CHECKING:
    from wellstaffed.record.peers import Peer
    from wellstaffed.tables.flag_meanings import FlagMeaning
    from wellstaffed.tables.like_districts import LikeDistrict, LikeDistricts
    from wellstaffed.tables.police_facts import PoliceFact
    from wellstaffed.tables.school_record import ReportedStaff

_REASONS = {Missing.SUPPRESSED.value: "suppressed by the publisher"}


@dataclass(frozen=True)
class SchoolPolice:
    """What one school reported of sworn officers and of guards."""

    school_id: str
    school: str
    students: int | None
    students_missing: str | None
    staff: dict[Role, ReportedStaff]


@dataclass(frozen=True)
class FlagFound:
    """A flag, and the figures of the district that carry it: role, school's identifier, school's name."""

    flag: FlagMeaning
    figures: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ReasonFound:
    """Why figures of a role are missing: the word, the source's code and its meaning, and how many schools have it."""

    role: str
    missing: str
    code: str | None
    code_meaning: str | None
    schools: int


@dataclass(frozen=True)
class DistrictRecord:
    """What the federal record says of a district's police in one year, with every flag and reason of any role."""

    assumptions: dict[str, Any]
    schools: tuple[SchoolPolice, ...]
    flags: tuple[FlagFound, ...]
    reasons: tuple[ReasonFound, ...]
    facts: tuple[PoliceFact, ...]
    on_record: str | None

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence for officers, one for guards, one on schools left out where there are any (rules M2, M4)."""
        year, left = self.assumptions["school_year"], self.assumptions.get("not_counted")
        return (*(_sentence(role, self.schools, year) for role in SAFETY_ROLES), *([left] if left else []))

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed police --json`` prints."""
        return {
            "assumptions": self.assumptions,
            "sentences": list(self.sentences),
            "schools": [
                {"school_id": one.school_id, "school": one.school, "students": one.students,
                 "students_missing": one.students_missing,
                 **{role.value: row.as_json() for role, row in one.staff.items()}}
                for one in self.schools
            ],
            "flags": [
                one.flag.as_json() | {"figures": [{"role": role, "school_id": key, "school": school}
                                                  for role, key, school in one.figures]}
                for one in self.flags
            ],
            "reasons": [vars(one) for one in self.reasons],
            "facts": [vars(one) | {"words": one.words} for one in self.facts],
            "on_record": self.on_record,
        }  # fmt: skip


def district_record(*, district: str, year: int | None = None) -> DistrictRecord:
    """
    Return sworn officers and guards by school, and every flag and reason of the district's figures of staff.

    Parameters
    ----------
    district : str
        LEAID or name.
    year : int, optional
        Year in which the school year ends; the latest with figures if left out.

    Notes
    -----
    Rules M1 to M4: no reason becomes a zero, and a flagged value is shown with its flag.
    """
    from wellstaffed.apps.question import staff_of
    from wellstaffed.tables.figures import resolve_district, source_notes
    from wellstaffed.tables.police_facts import police_facts
    from wellstaffed.tables.school_record import staff_in_words

    found = resolve_district(district)
    staff = staff_of(district=found.leaid, year=year, roster=None)
    rows = list(zip(staff.table.iter_rows(named=True), staff_in_words(staff.table), strict=True))
    schools: dict[str, SchoolPolice] = {}
    for row, said in rows:
        one = schools.setdefault(
            row["school_id"],
            SchoolPolice(row["school_id"], row["school"], row["students"], row["students_missing"], {}),
        )
        if said.role in {role.value for role in SAFETY_ROLES}:
            one.staff[Role(said.role)] = said
    sources = source_notes(sorted(set(staff.table["source"])))
    assumptions = {
        "district": staff.choice, "leaid": found.leaid, "figures": staff.source,
        "school_year": show_school_year(int(staff.table["school_year"][0])),
        "sources": {key: vars(note) for key, note in sources.items()},
        **({"not_counted": _not_counted(found.leaid, int(staff.table["school_year"][0]))} if staff.not_counted else {}),
    }  # fmt: skip
    facts = tuple(one for one in police_facts() if one.leaid == found.leaid)
    on_record = officers_on_record(found.leaid)
    return DistrictRecord(assumptions, tuple(schools.values()), _flags(rows), _reasons(rows), facts, on_record)


def _not_counted(leaid: str, school_year: int) -> str:
    """Return the sentence on the schools that the figures leave out, each with its officers and guards."""
    from wellstaffed.tables.school_record import staff_in_words
    from wellstaffed.tables.shipped import rows_not_counted

    rows = rows_not_counted(leaid, school_year)
    schools: dict[str, list[str]] = {}
    for row, said in zip(rows.iter_rows(named=True), staff_in_words(rows), strict=True):
        told = schools.setdefault(row["school"], [_told(row["students"], row["students_missing"], "students")])
        if said.role in {role.value for role in SAFETY_ROLES}:
            told.append(_told(said.fte, said.fte_missing, Role(said.role).plural))
    are = (
        "1 further school of the district is"
        if len(schools) == 1
        else f"{len(schools)} further schools of the district are"
    )
    named = ", ".join(f"{school} ({', '.join(told)})" for school, told in schools.items())
    return f"{are} in the federal file of {show_school_year(school_year)} but not counted here: {named}."


def _told(value: float | None, missing: str | None, what: str) -> str:
    return f"{what} {missing}" if value is None else f"{value:,g} {what}"


def officers_on_record(leaid: str) -> str | None:
    """Return what the record of peer districts says became of a district's officers, in words; None if nothing (R4)."""
    peer = _peers().get(leaid)
    if peer is None:
        return None
    return f"{peer.status.value}, since {peer.since}" if peer.since else peer.status.value


@cache
def _peers() -> dict[str, Peer]:
    from wellstaffed.record.peers import peers
    from wellstaffed.record.public_record import shipped_peers

    return {one.district.leaid: one for one in peers(*shipped_peers())}


def _flags(rows: Sequence[tuple[dict[str, Any], ReportedStaff]]) -> tuple[FlagFound, ...]:
    found: dict[str, tuple[FlagMeaning, list[tuple[str, str, str]]]] = {}
    for row, said in rows:
        for flag in said.flags:
            found.setdefault(flag.id, (flag, []))[1].append((said.role, row["school_id"], row["school"]))
    return tuple(FlagFound(flag, tuple(figures)) for _, (flag, figures) in sorted(found.items()))


def _reasons(rows: Sequence[tuple[dict[str, Any], ReportedStaff]]) -> tuple[ReasonFound, ...]:
    counts: dict[tuple[str, str, str | None, str | None], int] = {}
    for _, said in rows:
        if said.fte is None and said.fte_missing is not None:
            key = (said.role, said.fte_missing, said.fte_code, said.fte_code_meaning)
            counts[key] = counts.get(key, 0) + 1
    return tuple(ReasonFound(*key, count) for key, count in counts.items())


def _sentence(role: Role, schools: Sequence[SchoolPolice], year: str) -> str:
    staff = [one.staff[role] for one in schools if role in one.staff]
    known = [exact(one.fte) for one in staff if one.fte is not None]
    having, left = [fte for fte in known if fte], _left(role, schools)
    answers = [one.has_staff for one in staff if one.has_staff is not None]
    if answers:
        return _answered(role, answers, len(schools), year)
    if not known and left == {Missing.NOT_REPORTED.value: len(schools)}:
        return f"In {year} no school of {len(schools)} reported whether it has {role.plural}."
    if not known:
        return f"Whether a school has {role.plural} is not known for {year}: {_with_counts(left, len(schools))}."
    rest = _of_the_rest(left)
    if not having:
        whose = "Every school" if not left else f"The {_schools(len(known))} that answered all"
        return f"{whose} reported zero {role.plural} in {year}; staff whom others pay may be reported as zero.{rest}"
    zero = len(known) - len(having)
    zeros = f"; {zero} reported zero" if zero else ""
    return (
        f"{len(having)} of {len(schools)} schools reported {role.plural} in {year}, {show(exact_sum(having))} FTE "
        f"together{zeros}.{rest}"
    )


def _answered(role: Role, answers: Sequence[bool], schools: int, year: str) -> str:
    """Return the sentence of a wave that asked for a yes or no, and no number."""
    silent = schools - len(answers)
    beside = f" {_schools(silent)} did not answer." if silent else ""
    return (
        f"{sum(answers)} of {_schools(schools)} answered that there are {role.plural} in {year}, "
        f"{len(answers) - sum(answers)} that there are none; their number was not asked.{beside}"
    )


def _left(role: Role, schools: Sequence[SchoolPolice]) -> dict[str, int]:
    """Return how many schools have no figure of a role, by the reason (rule M1); a school without a row is not at hand."""
    found = Counter(
        str(one.staff[role].fte_missing or Missing.NOT_REPORTED) if role in one.staff else Missing.NOT_AT_HAND.value
        for one in schools
        if role not in one.staff or one.staff[role].fte is None
    )
    return {reason.value: found[reason.value] for reason in Missing if reason.value in found}


def _with_counts(left: dict[str, int], schools: int) -> str:
    """Return reasons in words, each with its schools: ``suppressed by the publisher at all 191 schools``."""
    whole = f"all {schools} schools" if schools > 1 else "the one school"
    return listed([
        f"{_REASONS.get(reason, reason)} at {whole if count == schools else _schools(count)}"
        for reason, count in left.items()
    ])  # fmt: skip


def _of_the_rest(left: dict[str, int]) -> str:
    """Return why the rest of the schools have no figure; "not applicable" is said apart from "not known"."""
    unknown = {reason: count for reason, count in left.items() if reason != Missing.NOT_APPLICABLE}
    beside, count = left.get(Missing.NOT_APPLICABLE.value, 0), sum(unknown.values())
    said = f" Of {_schools(count)} it is not known: {_with_counts(unknown, 0)}." if unknown else ""
    return f"{said} Not applicable at {_schools(beside)}." if beside else said


def _schools(count: int) -> str:
    return f"{count:,} {'school' if count == 1 else 'schools'}"


@dataclass(frozen=True)
class LikeAnswer:
    """The districts nearest to one by a stated distance, and what became of officers in those that the record has."""

    like: dict[str, str]
    found: LikeDistricts

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed like --json`` prints."""
        found = self.found
        return {
            "like": self.like,
            "own": _like_json(found.own),
            "nearest": [_like_json(one) for one in found.nearest],
            "compared": found.compared,
            "left_out": found.left_out,
            "poverty_year": found.poverty_year,
            "wage_year": found.wage_year,
        }


def like_districts(*, district: str, like: tuple[str, ...] = ("size", "poverty"), most: int = 20) -> LikeAnswer:
    """
    Return the districts nearest to one, by distances that are added up and printed.

    Parameters
    ----------
    district : str
        LEAID or name; a district of the directory without figures of staff too.
    like : tuple of str
        Of `wellstaffed.tables.like_districts.LIKENESS`.
    most : int
        How many at most.

    Notes
    -----
    A likeness, not a ranking: nothing of the districts' staff is in it.
    """
    from wellstaffed.tables.district_facts import known_district
    from wellstaffed.tables.like_districts import LIKENESS
    from wellstaffed.tables.like_districts import like_districts as nearest

    found = nearest(known_district(district).leaid, like, most)
    return LikeAnswer({one: LIKENESS[one] for one in like}, found)


def _like_json(one: LikeDistrict) -> dict[str, Any]:
    return {**vars(one), "parts": dict(one.parts), "officers": officers_on_record(one.leaid)}
