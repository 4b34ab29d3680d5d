"""The claim document: a published figure by school and role, and the conventions to try on it (rules C1 to C3)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from wellstaffed.core.documents import Strict, load_document
from wellstaffed.core.errors import PlanError, UsageError
from wellstaffed.core.exact import STEPS, Direction, Order
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import school_year
from wellstaffed.standards.rules import Ratio, Rational
from wellstaffed.standards.standard import Source


def _year(value: object) -> int:
    try:
        return school_year(str(value))
    except UsageError as error:
        raise ValueError(str(error)) from None


def _step(value: object) -> Fraction | None:
    if value == "exact":
        return None
    try:
        step = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        step = Fraction(0)
    if step not in STEPS:
        raise ValueError("must be 1, 0.5, 0.25, 0.2, 0.1 or exact")
    return step


Step = Annotated[Fraction | None, BeforeValidator(_step)]


class Figure(Strict):
    """One published figure: additional FTE of a role at a school."""

    school: str
    role: Role
    additional: Rational


class RatioVariants(Strict):
    """The ratios of one role that the claim may have used; more than one where nobody said which."""

    role: Role
    students_per_fte: list[Ratio] = Field(min_length=1)
    note: str | None = None


class EnrollmentSet(Strict):
    """
    Students by school of one year, with where they stand; `known_then` on the day of the claim.

    ``in_post`` holds FTE in post by school and role, of the same source; where it has none, the claim's own is taken.
    ``roster`` names a roster beside the claim that holds both; those given here go before it. ``said`` is the sentence in which
    the source gives them.
    """

    key: str = Field(pattern="^[a-z0-9-]+$")
    school_year: Annotated[int, BeforeValidator(_year)]
    known_then: bool
    source: str = Field(min_length=1)
    students: dict[str, int] = {}
    in_post: dict[str, dict[Role, Rational]] = {}
    roster: str | None = None
    said: str | None = None


class Claim(Strict):
    """A published claim, with all that is needed to try conventions on it; `total` where one was published, `note` what is missing."""

    title: str
    claimed_by: str
    claimed_on: date
    source: Source
    total: Rational | None = None
    note: str | None = None
    figures: list[Figure] = Field(min_length=1)
    ratios: list[RatioVariants] = Field(min_length=1)
    enrollment: list[EnrollmentSet] = Field(min_length=1)
    in_post: dict[str, dict[Role, Rational]] = {}
    steps: list[Step] = [*STEPS, None]
    directions: list[Direction] = [Direction.NEAREST, Direction.UP, Direction.DOWN]
    orders: list[Order] = [Order.ROUND_THEN_SUBTRACT, Order.SUBTRACT_THEN_ROUND]

    @model_validator(mode="after")
    def _holds(self) -> Self:
        named = [(figure.school, figure.role) for figure in self.figures]
        if len(named) != len(set(named)):
            raise ValueError("figures: a school and role stand twice")
        roles = {variants.role for variants in self.ratios}
        without = sorted({figure.role.value for figure in self.figures} - {role.value for role in roles})
        if without:
            raise ValueError(f"ratios: no ratio is given for {', '.join(without)}")
        schools = {figure.school for figure in self.figures}
        for listed in self.enrollment:
            unknown = sorted({*listed.students, *listed.in_post} - schools)
            if unknown:
                raise ValueError(f"enrollment {listed.key}: no figure is claimed for {', '.join(unknown)}")
        return self

    def fte_in_post(self, enrollment: EnrollmentSet, school: str, role: Role) -> Fraction | None:
        """Return the FTE in post of a set, else of the claim, else None."""
        of_set = enrollment.in_post.get(school, {}).get(role)
        return of_set if of_set is not None else self.in_post.get(school, {}).get(role)

    @property
    def schools(self) -> list[str]:
        """The schools of the claim, in its order."""
        return list(dict.fromkeys(figure.school for figure in self.figures))


def load_claim(path: Path) -> Claim:
    """Return the claim at `path`; raise `PlanError` with every fault and its line."""
    return load_document(path, Claim, PlanError)
