"""The part of a plan that places posts: money, limits, police services, and the options that a board compares."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from wellstaffed.core.document_values import Key
from wellstaffed.core.documents import Strict
from wellstaffed.core.roles import SUPPORT_ROLES, Role
from wellstaffed.plans.plan_values import SchoolYear, Step
from wellstaffed.plans.staffing_problem import Aim
from wellstaffed.standards.rules import Rational

Words = Annotated[str, Field(min_length=1)]
MonthDay = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]


def _by_year(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


ByYear = Annotated[list[Rational], BeforeValidator(_by_year), Field(min_length=1)]


class FundTerms(Strict):
    """Money for posts: dollars a year, one figure for all years or one for each; `pays_for` all roles if left out."""

    key: Key
    label: Words
    pays_for: list[Role] | None = None
    dollars: ByYear
    source: Words


class HiringTerms(Strict):
    """The most posts of a role that a year can advertise: one figure for all years or one for each."""

    role: Role
    a_year: ByYear
    source: Words


class MinimumTerms(Strict):
    """FTE of a role that each school, or each of some, must have from a school year on."""

    role: Role
    fte: Rational
    schools: list[str] | None = None
    from_: Annotated[SchoolYear | None, Field(alias="from")] = None
    source: Words


class SharingTerms(Strict):
    """One person of up to 1.0 FTE may serve several schools of one cluster; limits of hiring then count people."""

    most_schools: Annotated[int, Field(ge=1, le=10)]
    clusters: Annotated[list[list[str]], Field(min_length=1)]
    source: Words


class OfficerYear(Strict):
    """The part of a school year in which officers serve; a leave on or after its last day counts for the next year."""

    from_: Annotated[MonthDay, Field(alias="from")] = "07-01"
    to: MonthDay = "06-30"


class PoliceService(Strict):
    """
    One service that police give: posts in schools, hours at events, calls; dollars only where the source has them.

    ``on_district_budget`` says that the district's own budget pays it and keeps what an option saves; if it is left out,
    nothing counts as saved or added (rule P2).
    """

    key: Key
    label: Words
    kind: Literal["daily-posts", "events", "calls", "other"]
    payer: Words
    hours_a_year: Rational | None = None
    dollars_per_hour: Rational | None = None
    dollars_missing: Words | None = None
    on_district_budget: bool = False
    source: Words

    @property
    def dollars_a_year(self) -> Fraction | None:
        """Hours times rate; None where either is unknown, or where the yearly cost of officers covers it."""
        if self.hours_a_year is None or self.dollars_per_hour is None:
            return None
        return self.hours_a_year * self.dollars_per_hour

    def dollars_then(self, choice: ServiceChoice | None) -> Fraction | None:
        """Return the dollars of a year under an option's choice: nothing once ended, other hours at the same rate."""
        if choice is None or choice.choice == "keep" or self.dollars_a_year is None:
            return self.dollars_a_year
        if choice.choice == "end":
            return Fraction(0)
        hours = self.hours_a_year if choice.hours_a_year is None else choice.hours_a_year
        return (hours or Fraction(0)) * (self.dollars_per_hour or Fraction(0))


class Police(Strict):
    """
    What officers cost and what comes back, beside what the agreement says.

    ``dollars_per_officer``, its source and ``payer`` are needed only where no agreement gives them. ``part_years`` says
    whether a year in which officers leave midway counts by its days or not at all.
    """

    officer_year: OfficerYear = OfficerYear()
    part_years: Literal["by-days", "not-counted"] = "by-days"
    freed_money: Literal["same-year", "next-year"] = "same-year"
    dollars_per_officer: Rational | None = None
    dollars_bound: Literal["exactly", "about", "more than", "at most"] = "exactly"
    dollars_source: Words | None = None
    payer: Literal["district", "city", "county", "other"] = "district"
    returns_to: Literal["school", "district", "nobody", "unstated"] | None = None
    growth_rate: Annotated[Rational, Field(le=1)] = Fraction(0)
    note: Words | None = None
    services: list[PoliceService] = []

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if self.dollars_per_officer is not None and self.dollars_source is None:
            raise ValueError("dollars_per_officer: say where the figure comes from in dollars_source")
        return self


class OfficersThen(Strict):
    """Officers at a school once an option is in effect; ``school_id: any`` leaves the school to the plan's aim."""

    school_id: Words
    officers: Rational


class ServiceChoice(Strict):
    """What an option does with one police service, and who does the work then; `covered_by` may say nobody."""

    key: Key
    choice: Literal["keep", "change", "end"]
    covered_by: Words | None = None
    hours_a_year: Rational | None = None

    @model_validator(mode="after")
    def _covered(self) -> Self:
        if self.choice != "keep" and self.covered_by is None:
            raise ValueError("say who covers the work in covered_by, or 'nobody'")
        return self


class StaffingOption(Strict):
    """
    One way for a board to decide.

    ``keep`` and ``hire`` leave the officers; ``reduce``, ``add`` and ``restore`` name officers by school; the ends take all
    of them away: at once, by an option of the agreement, or only when a school is staffed. The day is `on`, or that of
    `agreement_option`.
    """

    key: Key
    label: Words
    kind: Literal["keep", "reduce", "end-now", "end-at-option", "end-when-staffed", "restore", "add", "hire"]
    agreement_option: Key | None = None
    on: date | None = None
    officers: list[OfficersThen] = []
    caveat: bool | None = None
    gone_by: SchoolYear | None = None
    services: list[ServiceChoice] = []
    note: Words | None = None

    @property
    def leaves_police(self) -> bool:
        """Whether nothing of the officers changes."""
        return self.kind in ("keep", "hire")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.leaves_police and (self.officers or self.on or self.agreement_option):
            raise ValueError(
                f"an option of kind {self.kind} changes no officers; leave out officers, on, agreement_option"
            )
        if self.kind in ("reduce", "restore", "add") and not self.officers:
            raise ValueError(f"an option of kind {self.kind} names officers by school")
        if self.kind.startswith("end") and self.officers:
            raise ValueError("an end takes all officers away; leave out officers")
        if not self.leaves_police and self.on is None and self.agreement_option is None:
            raise ValueError("say from which day: on, or agreement_option")
        return self


KEEP = StaffingOption(key="keep", label="Keep the officers and meet the standard", kind="keep")


class Staffing(Strict):
    """
    How posts are to be placed, and the options compared (rules P1 to P7).

    Parameters
    ----------
    posts_from : {"standard", "claim"}
        Whether the posts asked for are the gap of `of_view` under the plan's standard, or the figures of its claim.
    fill_rate : Fraction
        Share of the advertised posts that is filled in a year; it lowers each limit of hiring.
    caveat : bool
        Rule P6, for every option that does not say otherwise.
    """

    posts_from: Literal["standard", "claim"]
    of_view: str | None = None
    step: Step
    first_year: SchoolYear
    years: Annotated[int, Field(ge=1, le=10)]
    aim: Aim
    divisor: Literal["adams", "hill", "webster", "jefferson"] = "webster"
    role_weights: dict[Role, Rational] = {}
    worth_of_departure: Rational = Fraction(0)
    funds: Annotated[list[FundTerms], Field(min_length=1)]
    hiring: list[HiringTerms] = []
    fill_rate: Annotated[Rational, Field(gt=0, le=1)] = Fraction(1)
    fill_rate_note: Words = "every post that is advertised is filled"
    minimums: list[MinimumTerms] = []
    all_at_standard_by: SchoolYear | None = None
    sharing: SharingTerms | None = None
    caveat: bool = False
    police: Police = Police()
    options: list[StaffingOption] = []

    @property
    def school_years(self) -> tuple[int, ...]:
        """The years in which the plan's school years end."""
        return tuple(self.first_year + index for index in range(self.years))

    @property
    def all_options(self) -> tuple[StaffingOption, ...]:
        """The options; keeping the officers stands first where the document does not name it (rule P1)."""
        has_keep = any(option.kind == "keep" for option in self.options)
        return tuple(self.options) if has_keep else (KEEP, *self.options)

    @model_validator(mode="after")
    def _holds(self) -> Self:
        if self.step is None:
            raise ValueError("step: posts are placed in steps; choose 1, 0.5, 0.25, 0.2 or 0.1")
        keys = [option.key for option in self.all_options]
        twice = sorted({key for key in keys if keys.count(key) > 1} | _twice([fund.key for fund in self.funds]))
        if twice:
            raise ValueError(f"these keys stand twice: {', '.join(twice)}")
        years = [("funds", fund.dollars) for fund in self.funds] + [("hiring", one.a_year) for one in self.hiring]
        for name, values in years:
            if len(values) not in (1, self.years):
                raise ValueError(f"{name}: give one figure, or one for each of the {self.years} years")
        strangers = {one.role for one in self.hiring} | {one.role for one in self.minimums} | set(self.role_weights)
        unfit = sorted(role.value for role in strangers - set(SUPPORT_ROLES))
        if unfit or _twice([one.role.value for one in self.hiring]):
            raise ValueError(
                f"hiring, minimums, role_weights: each support role once; found {', '.join(unfit) or 'one twice'}"
            )
        services = {service.key for service in self.police.services}
        for option in self.all_options:
            unknown = sorted({choice.key for choice in option.services} - services)
            if unknown:
                raise ValueError(f"option {option.key}: no police service is called {', '.join(unknown)}")
        return self

    def by_year(self, values: list[Fraction]) -> tuple[Fraction, ...]:
        """Return one figure for each year."""
        return tuple(values) if len(values) == self.years else (values[0],) * self.years


def _twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
