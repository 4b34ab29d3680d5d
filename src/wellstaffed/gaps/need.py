"""Exact need of one school under one rule, whatever the rule's kind (rules G1, G4, S3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import singledispatch
from math import floor

from wellstaffed.core.errors import NoNumericRuleError
from wellstaffed.standards import rules

NOT_COVERED = "not covered by the rule"


@dataclass(frozen=True)
class SchoolFacts:
    """What a rule may ask of a school; None is not known."""

    students: int | None
    grade_band: str | None = None
    poverty_group: str | None = None
    need_counts: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """FTE a rule asks for, or why it cannot be said; `binding` names the part of the rule that decided (rule G4)."""

    fte: Fraction | None
    binding: str
    missing: str | None = None


def _unknown(reason: str) -> Need:
    return Need(None, "", reason)


def _with_minimum(need: Need, minimum: rules.Minimum | None, students: int, per: str) -> Need:
    if minimum is None or minimum.per != per or need.fte is None or students < minimum.where_students_at_least:
        return need
    return need if need.fte >= minimum.fte else Need(minimum.fte, "minimum")


@singledispatch
def exact_need(rule: object, school: SchoolFacts, *, level: str = "school") -> Need:
    """
    Return the exact need of a school, or of a district taken as one.

    Parameters
    ----------
    rule : Rule
    school : SchoolFacts
        Students in persons.
    level : {"school", "district"}
        At which minimums per school or per district apply.

    Returns
    -------
    Need
        FTE as an exact rational, unrounded.

    Raises
    ------
    NoNumericRuleError
        If the rule is words.
    """
    raise TypeError(f"no need is defined for a rule of type {type(rule).__name__}")


@exact_need.register
def _(rule: rules.RatioRule, school: SchoolFacts, *, level: str = "school") -> Need:
    if school.students is None:
        return _unknown("students not known")
    need = Need(school.students / rule.students_per_fte, "ratio")
    return _with_minimum(need, rule.minimum, school.students, level)


@exact_need.register
def _(rule: rules.BandRatioRule, school: SchoolFacts, *, level: str = "school") -> Need:
    if school.students is None:
        return _unknown("students not known")
    band = _one_band(school)
    if isinstance(band, Need):
        return band
    for entry in rule.bands:
        if band in entry.bands:
            need = Need(school.students / entry.students_per_fte, f"ratio of {band} schools")
            return _with_minimum(need, rule.minimum, school.students, level)
    return _unknown(f"{NOT_COVERED}: {band} school")


def _one_band(school: SchoolFacts) -> str | Need:
    if school.grade_band is None:
        return _unknown("grade band not known")
    if school.grade_band == "combined":
        return _unknown("a combined school has no single grade band")
    return school.grade_band


@exact_need.register
def _(rule: rules.MinimumRule, school: SchoolFacts, *, level: str = "school") -> Need:
    if school.students is None and rule.minimum.where_students_at_least:
        return _unknown("students not known")
    if rule.minimum.per != level:
        return _unknown(f"{NOT_COVERED}: it is set per {rule.minimum.per}")
    if (school.students or 0) < rule.minimum.where_students_at_least:
        return Need(Fraction(0), f"fewer than {rule.minimum.where_students_at_least:,} students")
    return Need(rule.minimum.fte, "minimum")


@exact_need.register
def _(rule: rules.TierRule, school: SchoolFacts, *, level: str = "school") -> Need:
    if school.students is None:
        return _unknown("students not known")
    band = _one_band(school)
    if isinstance(band, Need):
        return band
    groups = [group for group in rule.groups if band in group.bands]
    if not groups:
        return _unknown(f"{NOT_COVERED}: {band} school")
    if all(group.need is not None for group in groups):
        if school.poverty_group is None:
            return _unknown("poverty group not known")
        groups = [group for group in groups if group.need == school.poverty_group]
    for tier in (tier for group in groups for tier in group.tiers):
        if tier.students_from <= school.students and (tier.students_to is None or school.students <= tier.students_to):
            upper = "or more" if tier.students_to is None else f"to {tier.students_to:,}"
            return Need(tier.fte, f"tier {tier.students_from:,} {upper}")
    return _unknown(f"{NOT_COVERED}: {school.students:,} students lie in no tier")


@exact_need.register
def _(rule: rules.StepRule, school: SchoolFacts, *, level: str = "school") -> Need:
    if school.students is None:
        return _unknown("students not known")
    if rule.bands is not None:
        band = _one_band(school)
        if isinstance(band, Need):
            return band
        if band not in rule.bands:
            return _unknown(f"{NOT_COVERED}: {band} school")
    for step in rule.steps:
        if step.students_from <= school.students and (step.students_to is None or school.students <= step.students_to):
            units = _whole(Fraction(max(0, school.students - step.above)) / step.per_students, step.partial)
            upper = "or more" if step.students_to is None else f"to {step.students_to:,}"
            return Need(step.base_fte + units * step.plus_fte, f"step {step.students_from:,} {upper}")
    if school.students == 0:
        return Need(Fraction(0), "no students")
    return _unknown(f"{NOT_COVERED}: {school.students:,} students lie in no step")


def _whole(units: Fraction, partial: str) -> Fraction:
    if partial == "pro_rata":
        return units
    if partial == "up":
        return Fraction(-floor(-units))
    return Fraction(floor(units + Fraction(1, 2)) if partial == "major_fraction" else floor(units))


@exact_need.register
def _(rule: rules.PrototypeRule, school: SchoolFacts, *, level: str = "school") -> Need:
    if school.students is None:
        return _unknown("students not known")
    band = _one_band(school)
    if isinstance(band, Need):
        return band
    for prototype in rule.prototypes:
        if prototype.band == band:
            share = school.students / prototype.students * prototype.fte
            return Need(share, f"{band} prototype of {prototype.students} students")
    return _unknown(f"{NOT_COVERED}: {band} school")


@exact_need.register
def _(rule: rules.AcuityRule, school: SchoolFacts, *, level: str = "school") -> Need:
    counts: dict[str, int | None] = {
        one.id: school.students if one.count == "enrollment" else school.need_counts.get(one.count)
        for one in rule.levels
        if not one.counts_the_rest
    }
    absent = [name for name, count in counts.items() if count is None]
    rest = [one for one in rule.levels if one.counts_the_rest]
    if rest and school.students is None:
        absent.append("students")
    if absent:
        return _unknown(f"{', '.join(absent)} not known")
    known = {name: count for name, count in counts.items() if count is not None}
    total = sum((Fraction(known[one.id]) / one.students_per_fte for one in rule.levels if one.id in known), Fraction(0))
    if rest and school.students is not None:
        left = school.students - sum(known.values())
        if left < 0:
            return _unknown("the need counts add up to more than the students")
        total += Fraction(left) / rest[0].students_per_fte
    return Need(total, "need levels")


@exact_need.register
def _(rule: rules.WordsRule, school: SchoolFacts, *, level: str = "school") -> Need:
    raise NoNumericRuleError(
        f"The rule in force is words, not a number, and no need follows from it: {rule.says} "
        "Choose another standard, or an earlier day with --on."
    )
