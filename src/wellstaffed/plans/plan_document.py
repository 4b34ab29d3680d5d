"""The plan document: which district, which figures, which standard, which rounding, which costs; strict YAML."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from wellstaffed.core.document_values import Leaid
from wellstaffed.core.documents import Strict, load_document
from wellstaffed.core.errors import PlanError
from wellstaffed.core.exact import Direction, Order, Rounding
from wellstaffed.core.roles import Role
from wellstaffed.core.states import state_of_leaid
from wellstaffed.plans.plan_values import SchoolYear, Share, Step
from wellstaffed.plans.staffing_document import Staffing
from wellstaffed.standards.rules import Rational


class RoundingTerms(Strict):
    """The three parts of rule G2."""

    step: Step
    direction: Direction
    order: Order

    @property
    def rounding(self) -> Rounding:
        """The same, as the gaps room takes it."""
        return Rounding(self.step, self.direction, self.order)


class District(Strict):
    """The district the memo is about."""

    leaid: Leaid
    name: str = Field(min_length=1)
    state: str = Field(pattern="^[A-Z]{2}$")

    @model_validator(mode="after")
    def _lies_in_its_state(self) -> Self:
        state = state_of_leaid(self.leaid)
        if state is not None and state != self.state:
            raise ValueError(
                f"leaid {self.leaid} is of a district in {state}, and the state is {self.state}; correct one"
            )
        return self


class View(Strict):
    """
    One school year's staff: from the shipped figures, or from a roster beside the plan.

    ``hindsight`` marks figures published after the day of the memo; a school year that begins after that day must be so
    marked. ``schools`` limits the view to these identifiers.
    """

    key: str = Field(pattern="^[a-z0-9-]+$")
    title: str = Field(min_length=1)
    basis: str = Field(min_length=1)
    school_year: SchoolYear
    hindsight: bool
    roster: str | None = None
    schools: list[str] | None = None


class Salary(Strict):
    """A district's own salary for a role, in dollars a year, with where it comes from."""

    role: Role
    salary: Rational
    source: str = Field(min_length=1)


class Costs(Strict):
    """
    What a post costs (rule P2): wages from the shipped table unless given here, benefits as a stated share of salary.

    ``years`` are the school years printed, the first at today's wage, each later one grown by ``growth_rate``.
    """

    of_view: str
    benefits_rate: Share
    benefits_note: str = Field(min_length=1)
    growth_rate: Share = Fraction(0)
    growth_note: str = Field(min_length=1)
    first_year: SchoolYear
    years: int = Field(ge=1, le=10)
    salaries: list[Salary] = []


class PublishedCounts(Strict):
    """
    A table of counts of the record, and how the memo shows it.

    ``published`` is the day from which the public had the counts; after the memo's day they are marked as hindsight.
    Left out, the counts are the district's own: small ones are hidden with what would reveal them (rule D4).
    ``references`` are tried in their order. ``incidents`` says that the counts are of incidents, not of students.
    ``caution`` is printed before the figures.
    """

    table: str
    published: date | None = None
    group: str = Field(min_length=1)
    references: list[str] = Field(min_length=1)
    incidents: bool = False
    caution: str | None = None


class Plan(Strict):
    """The plan: everything a memo needs that is not in a table or a standard."""

    title: str = Field(min_length=1)
    dated: date
    prepared_for: str = Field(min_length=1)
    question: str = Field(min_length=1)
    district: District
    standard: str
    allow_unverified: bool = False
    rounding: RoundingTerms
    views: list[View] = Field(min_length=1)
    answer_from: str
    costs: Costs | None = None
    claim: str | None = None
    agreement: str | None = None
    calendar: str | None = None
    record: bool | Annotated[str, Field(pattern=r"(^|/)record\.yaml$")] = False  # the shipped one, or a file
    counts: PublishedCounts | None = None
    staffing: Staffing | None = None
    cautions: list[str] = []

    @property
    def record_file(self) -> str | None:
        """The record of one's own that the plan names; None where it names none or the shipped one."""
        return self.record if isinstance(self.record, str) else None

    @model_validator(mode="after")
    def _views_hold(self) -> Self:
        keys = [view.key for view in self.views]
        if len(keys) != len(set(keys)):
            raise ValueError("two views have one key")
        wanted = [("answer_from", self.answer_from)] + ([("costs.of_view", self.costs.of_view)] if self.costs else [])
        for name, key in wanted:
            if key not in keys:
                raise ValueError(f"{name} names the view '{key}'; the views are {', '.join(keys)}")
        if self.staffing is not None:
            if self.staffing.posts_from == "claim" and self.claim is None:
                raise ValueError("staffing.posts_from is claim, but the plan names no claim")
            if self.staffing.posts_from == "standard" and self.staffing.of_view not in keys:
                raise ValueError(f"staffing.of_view must name a view; the views are {', '.join(keys)}")
            if self.costs is None:
                raise ValueError("staffing needs costs: what a post costs")
            if self.staffing.first_year < self.costs.first_year:
                raise ValueError("staffing.first_year lies before costs.first_year, the year of today's pay")
        for view in self.views:
            if date(view.school_year - 1, 7, 1) > self.dated and not view.hindsight:
                raise ValueError(f"view '{view.key}' begins after the day of the memo; say hindsight: true")
        return self


def load_plan(path: Path) -> Plan:
    """
    Return the plan at `path`.

    Raises
    ------
    PlanError
        With every fault and its line.
    """
    return load_document(path, Plan, PlanError)
