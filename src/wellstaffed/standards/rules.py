"""The kinds of rule a standard can hold (rule S3), each as a strict model of its YAML."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from wellstaffed.core.documents import Strict

# No exponents: '1e99999999' is a short text that would fill the memory.
_SPELLED = re.compile(r"^[+-]?\d{1,40}(\.\d{0,40})?(\s*/\s*\d{1,40})?$|^[+-]?\.\d{1,40}$")
_MOST = 10**12


def _rational(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Fraction):
        raise ValueError("must be a number such as 250, 0.993 or '1000/3'")
    if isinstance(value, str) and not _SPELLED.match(value.strip()):
        raise ValueError("must be a number such as 250, 0.993 or '1000/3'")
    try:
        number = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise ValueError("must be a number such as 250, 0.993 or '1000/3'") from None
    if number < 0:
        raise ValueError("must not be negative")
    if number > _MOST or number.denominator > _MOST:
        raise ValueError(f"must not be larger than {_MOST:,}, nor finer than one part in as many")
    return number


Rational = Annotated[
    Fraction,
    BeforeValidator(_rational),
    PlainSerializer(lambda value: int(value) if value.denominator == 1 else str(value)),
    WithJsonSchema({"type": ["number", "string"], "description": "exact: 250, 0.993 or '1000/3'"}),
]
Ratio = Annotated[Rational, Field(gt=0)]
Band = Literal["elementary", "middle", "high"]
Need = Literal["title_i", "focus", "non_focus"]
PartialUnit = Literal["down", "up", "major_fraction", "pro_rata"]


def check_adjoining(ranges: list[tuple[int, int | None]], what: str) -> None:
    """
    Raise unless ranges of students follow each other without a hole or an overlap.

    Raises
    ------
    ValueError
        With the number of students at which they do not.
    """
    for lowest, highest in ranges:
        if lowest < 0 or (highest is not None and highest < lowest):
            raise ValueError(f"{what} run backwards at {lowest} to {highest} students")
    for (_, highest), (lowest, _) in zip(ranges, ranges[1:], strict=False):
        if highest is None or lowest != highest + 1:
            raise ValueError(f"{what} leave a hole or overlap at {lowest} students")


class Minimum(Strict):
    """A floor on need (rule G4): so many FTE per school or per district, where it has enough students."""

    fte: Ratio
    per: Literal["school", "district"]
    where_students_at_least: int = 0


class RatioRule(Strict):
    """Students per FTE; ``between`` keeps the band that the source gives where one figure was picked from it."""

    kind: Literal["ratio"]
    students_per_fte: Ratio
    between: tuple[Ratio, Ratio] | None = None
    minimum: Minimum | None = None


class BandRatio(Strict):
    """Students per FTE in one or several grade bands."""

    bands: list[Band] = Field(min_length=1)
    students_per_fte: Ratio
    between: tuple[Ratio, Ratio] | None = None


class BandRatioRule(Strict):
    """A ratio that differs by grade band; a school of a band not listed is not covered."""

    kind: Literal["ratio_by_band"]
    bands: list[BandRatio] = Field(min_length=1)
    minimum: Minimum | None = None

    @model_validator(mode="after")
    def _each_band_once(self) -> Self:
        named = [band for entry in self.bands for band in entry.bands]
        if len(named) != len(set(named)):
            raise ValueError("a grade band stands twice")
        return self


class MinimumRule(Strict):
    """Presence: so many FTE at each school or in each district, whatever the enrollment."""

    kind: Literal["minimum"]
    minimum: Minimum


class Tier(Strict):
    """FTE for schools of ``students_from`` to ``students_to`` students, both included."""

    students_from: int
    students_to: int | None = None
    fte: Rational


class TierGroup(Strict):
    """Tiers of the schools of these bands and, where given, of this poverty group."""

    bands: list[Band] = Field(min_length=1)
    need: Need | None = None
    tiers: list[Tier] = Field(min_length=1)

    @model_validator(mode="after")
    def _without_hole(self) -> Self:
        check_adjoining([(tier.students_from, tier.students_to) for tier in self.tiers], "tiers")
        return self


class TierRule(Strict):
    """A table of FTE by enrollment."""

    kind: Literal["tiers"]
    groups: list[TierGroup] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_school_once(self) -> Self:
        named = [(band, group.need) for group in self.groups for band in group.bands]
        for band, need in named:
            if named.count((band, need)) > 1 or (need is not None and (band, None) in named):
                raise ValueError(f"two groups of tiers are about the same {band} schools")
        return self


class Step(Strict):
    """From ``students_from`` to ``students_to``: ``base_fte`` and ``plus_fte`` per ``per_students`` above ``above``."""

    students_from: int
    students_to: int | None = None
    base_fte: Rational
    plus_fte: Rational = Fraction(0)
    per_students: Ratio = Fraction(1)
    above: int = 0
    partial: PartialUnit = "down"


class StepRule(Strict):
    """Steps of FTE by enrollment, with what a part of a step counts for."""

    kind: Literal["steps"]
    bands: list[Band] | None = None
    steps: list[Step] = Field(min_length=1)

    @model_validator(mode="after")
    def _without_hole(self) -> Self:
        check_adjoining([(step.students_from, step.students_to) for step in self.steps], "steps")
        return self


class Prototype(Strict):
    """FTE that a prototypical school of ``students`` students generates in one grade band."""

    band: Band
    students: Ratio
    fte: Rational


class PrototypeRule(Strict):
    """FTE per prototype school by grade band, pooled over the district, no building rounded by itself."""

    kind: Literal["prototypes"]
    prototypes: list[Prototype] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_band_once(self) -> Self:
        bands = [prototype.band for prototype in self.prototypes]
        if len(bands) != len(set(bands)):
            raise ValueError("a grade band stands twice")
        return self


class AcuityLevel(Strict):
    """
    One level of need; ``count`` names the roster's need count, ``enrollment`` the whole school.

    ``counts_the_rest`` gives this level every student whom no other level counts.
    """

    id: str
    label: str
    students_per_fte: Ratio
    count: str
    counts_the_rest: bool = False


class AcuityRule(Strict):
    """Need-weighted ratios: each level's students by its own ratio, the FTE added up."""

    kind: Literal["acuity"]
    levels: list[AcuityLevel] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_level_once(self) -> Self:
        names = [level.id for level in self.levels]
        if len(names) != len(set(names)):
            raise ValueError("a level of need stands twice")
        if sum(level.counts_the_rest for level in self.levels) > 1:
            raise ValueError("only one level can count the rest of the students")
        return self


class WordsRule(Strict):
    """A position without a number: what it asks for, in our own words. No need is computed from it."""

    kind: Literal["words"]
    says: str


Rule = Annotated[
    RatioRule | BandRatioRule | MinimumRule | TierRule | StepRule | PrototypeRule | AcuityRule | WordsRule,
    Field(discriminator="kind"),
]
