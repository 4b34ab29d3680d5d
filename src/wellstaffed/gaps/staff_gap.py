"""Need and gap of every school, or of a district as one, under one standard (rules G1 to G9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import RoleMismatchError
from wellstaffed.core.exact import Order, Rounding, exact, exact_sum
from wellstaffed.core.missing import Missing
from wellstaffed.gaps.gap_row import GapRow, GapTerms, GapTotal
from wellstaffed.gaps.need import NOT_COVERED, Need, SchoolFacts, exact_need
from wellstaffed.standards.rules import Rule
from wellstaffed.standards.standard import Standard

if TYPE_CHECKING:
    import polars as pl

POOL = "district pool: no students of its own"
ZERO = Fraction(0)


@dataclass(frozen=True)
class _School:
    """One school's rows of the staff table, gathered over the roles of the rule."""

    first: dict[str, Any]
    known_fte: Fraction
    fte_missing: Missing | None
    facts: SchoolFacts
    flags: tuple[str, ...]
    source: str

    @property
    def fte(self) -> Fraction | None:
        return None if self.fte_missing else self.known_fte


def staff_gap(
    staff: pl.DataFrame,
    standard: Standard,
    *,
    on: date,
    rounding: Rounding,
    need_counts: pl.DataFrame | None = None,
) -> list[GapRow]:
    """
    Return the full-time-equivalent (FTE) staff each school lacks, no school filling another's gap.

    Parameters
    ----------
    staff : SchoolStaff
        One row per school and role; `students` in persons, `fte` in FTE.
    standard : Standard
        One role, or several that meet the rule together (rule G7).
    on : date
        Day whose value of the standard applies.
    rounding : Rounding
        Step in FTE, direction and order (rule G2).
    need_counts : NeedCounts, optional
        Students by level of need, for acuity rules.

    Returns
    -------
    list of GapRow
        One per school and per district pool, in the order of the table.

    Raises
    ------
    RoleMismatchError
        If the table holds none of the standard's roles.
    NotInForceError
        If the standard has no value on that day.
    NoNumericRuleError
        If the value is words.

    Notes
    -----
    Rules G1 to G9. Where students or FTE are unknown the gap is None, keeps its reason, and has bounds.
    """
    rule = standard.value_on(on).rule
    terms = GapTerms(standard.id, on, "school", rounding)
    return [_school_row(school, standard, rule, terms) for school in _schools(staff, standard, need_counts)]


def district_gap(
    staff: pl.DataFrame,
    standard: Standard,
    *,
    on: date,
    rounding: Rounding,
    need_counts: pl.DataFrame | None = None,
) -> list[GapRow]:
    """
    Return one row per district: its need as one need, so that a surplus here fills a gap there (rule G3).

    Takes what `staff_gap` takes. District pools count in the FTE. Where one school's FTE is unknown, the district's
    gap is bounded by what is known; where one school's students are unknown, so is the need.
    """
    rule = standard.value_on(on).rule
    terms = GapTerms(standard.id, on, "district", rounding)
    by_district: dict[str, list[_School]] = {}
    for school in _schools(staff, standard, need_counts):
        by_district.setdefault(str(school.first["leaid"] or school.first["district"]), []).append(school)
    return [_district_row(name, members, standard, rule, terms) for name, members in by_district.items()]


def gap_total(rows: Sequence[GapRow]) -> GapTotal:
    """
    Return the sum of rows of one rule, unknowns counted and never summed as zero (rules M2, G8).

    Raises
    ------
    ValueError
        If there are no rows.
    """
    if not rows:
        raise ValueError("a total needs at least one row")
    counted = [row for row in rows if not row.is_pool and not (row.need_missing or "").startswith(NOT_COVERED)]
    unknown = [row for row in counted if row.gap is None]
    both = [row for row in rows if row.students is not None and row.fte is not None]
    students, fte = sum(row.students or 0 for row in both), _sum(row.fte for row in both)
    bounded = all(row.gap_high is not None for row in unknown)
    return GapTotal(
        roles=rows[0].roles,
        schools=len([row for row in rows if not row.is_pool]),
        unknown_schools=len(unknown),
        students=_known_count(row.students for row in rows if not row.is_pool),
        unknown_students=sum(row.students is None for row in rows if not row.is_pool),
        fte=_known_sum(row.fte for row in rows),
        unknown_fte=sum(row.fte is None for row in rows),
        need=_known_sum(row.need for row in counted),
        gap=_known_sum(row.gap for row in counted),
        gap_low=_sum(row.gap_low for row in counted) if counted else None,
        gap_high=_sum(row.gap_high for row in counted) if counted and bounded else None,
        students_per_fte=Fraction(students) / fte if fte else None,
        terms=rows[0].terms,
    )


def _sum(values: Iterable[Fraction | None]) -> Fraction:
    return exact_sum(value for value in values if value is not None)


def _known_sum(values: Iterable[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return exact_sum(known) if known else None


def _known_count(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _schools(staff: pl.DataFrame, standard: Standard, counts: pl.DataFrame | None) -> list[_School]:
    wanted = {role.value for role in standard.roles}
    groups: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in staff.filter(staff["role"].is_in(sorted(wanted))).iter_rows(named=True):
        groups.setdefault((row["school_id"], row["school_year"]), []).append(row)
    if not groups:
        have = ", ".join(sorted(set(staff["role"]))) or "no role"
        raise RoleMismatchError(f"{standard.id} is about {', '.join(sorted(wanted))}; the table holds {have}.")
    needs: dict[tuple[str, int], dict[str, int | None]] = {}
    if counts is not None:
        for row in counts.iter_rows(named=True):
            needs.setdefault((row["school_id"], row["school_year"]), {})[row["count"]] = row["students"]
    return [_gathered(rows, len(wanted), needs.get(key, {})) for key, rows in groups.items()]


def _gathered(rows: list[dict[str, Any]], roles: int, needs: dict[str, int | None]) -> _School:
    first = rows[0]
    missing = [Missing(row["fte_missing"]) for row in rows if row["fte"] is None]
    if len(rows) < roles:
        missing.append(Missing.NOT_REPORTED)
    return _School(
        first=first,
        known_fte=exact_sum(exact(row["fte"]) for row in rows if row["fte"] is not None),
        fte_missing=missing[0] if missing else None,
        facts=SchoolFacts(first["students"], first["grade_band"], first["poverty_group"], needs),
        flags=tuple(dict.fromkeys(flag for row in rows for flag in row["flags"].split())),
        source="; ".join(dict.fromkeys(row["source"] for row in rows)),
    )


@dataclass(frozen=True)
class _Gap:
    need: Fraction | None
    gap: Fraction | None
    low: Fraction | None
    high: Fraction | None


def _gap(need: Fraction, known_fte: Fraction, is_known: bool, rounding: Rounding) -> _Gap:
    applied = rounding(need) if rounding.order is Order.ROUND_THEN_SUBTRACT else need
    lacking = max(ZERO, applied - known_fte)
    if rounding.order is Order.SUBTRACT_THEN_ROUND:
        lacking = rounding(lacking)
    return _Gap(applied, lacking if is_known else None, lacking if is_known else ZERO, lacking)


def _school_row(school: _School, standard: Standard, rule: Rule, terms: GapTerms) -> GapRow:
    if school.first["is_pool"]:
        return _row(school, standard, terms, Need(None, "", POOL))
    return _row(school, standard, terms, exact_need(rule, school.facts, level="school"))


def _row(school: _School, standard: Standard, terms: GapTerms, need: Need) -> GapRow:
    first, known = school.first, school.fte is not None
    gap = _Gap(None, None, None, None)
    if need.fte is not None:
        gap = _gap(need.fte, school.known_fte, known, terms.rounding)
    reason = need.missing or (f"staff in post {school.fte_missing.value}" if school.fte_missing else None)
    return GapRow(
        order=first["row_order"],
        school_id=first["school_id"],
        school=first["school"],
        district=first["district"],
        school_year=first["school_year"],
        is_pool=first["is_pool"],
        roles=tuple(standard.roles),
        students=first["students"],
        students_missing=Missing(first["students_missing"]) if first["students"] is None else None,
        fte=school.fte,
        fte_missing=school.fte_missing,
        need_exact=need.fte,
        need=gap.need,
        need_missing=need.missing,
        gap=gap.gap,
        gap_missing=reason if gap.gap is None else None,
        gap_low=gap.low,
        gap_high=gap.high,
        meets=None if need.fte is None or school.fte is None else school.fte >= need.fte,
        binding=need.binding,
        terms=terms,
        flags=school.flags,
        source=school.source,
    )


def _district_row(name: str, members: list[_School], standard: Standard, rule: Rule, terms: GapTerms) -> GapRow:
    schools = [school for school in members if not school.first["is_pool"]]
    first = (schools or members)[0].first
    students = [school.facts.students for school in schools]
    known = [count for count in students if count is not None]
    whole = sum(known) if known and len(known) == len(students) else None
    missing = next((school.fte_missing for school in members if school.fte_missing), None)
    as_one = _School(
        first=first
        | {
            "row_order": 0,
            "school_id": name,
            "school": first["district"],
            "is_pool": False,
            "students": whole,
            "students_missing": None if whole is not None else Missing.NOT_REPORTED.value,
        },
        known_fte=_sum(school.known_fte for school in members),
        fte_missing=missing,
        facts=SchoolFacts(whole),
        flags=tuple(dict.fromkeys(flag for school in members for flag in school.flags)),
        source="; ".join(dict.fromkeys(school.source for school in members)),
    )
    return _row(as_one, standard, terms, _district_need(rule, as_one.facts, schools))


def _district_need(rule: Rule, whole: SchoolFacts, schools: list[_School]) -> Need:
    """A plain ratio is taken of all students; a rule by band, tier or level adds up its schools, unrounded."""
    if rule.kind in ("ratio", "words"):
        return exact_need(rule, whole, level="district")
    if rule.kind == "minimum" and rule.minimum.per == "district":
        return exact_need(rule, whole, level="district")
    needs = [exact_need(rule, school.facts, level="school") for school in schools]
    counted = [need for need in needs if not (need.missing or "").startswith(NOT_COVERED)]
    if not counted:
        return needs[0] if needs else Need(None, "", "no schools")
    unknown = [need for need in counted if need.fte is None]
    if unknown:
        return Need(None, "", unknown[0].missing)
    return Need(_sum(need.fte for need in counted), f"sum of {len(counted)} schools")
