"""A staffing standard: a dated parameter with a source for each value (rules S1 to S5)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from wellstaffed.core.documents import Strict
from wellstaffed.core.errors import NotInForceError
from wellstaffed.core.roles import Role
from wellstaffed.standards.rules import Rule

Unit = Literal["students/FTE", "FTE/school", "FTE/district", "FTE", "FTE/prototype_school", "words"]
Bound = Literal["at_most", "at_least"]
Force = Literal["statute", "regulation", "funding_formula", "recommendation", "guideline", "goal", "bill", "observed"]
Level = Literal["school", "district", "school_or_district"]
Verification = Literal["confirmed", "secondary", "unverified"]

UNITS_OF_KIND: dict[str, tuple[str, ...]] = {
    "ratio": ("students/FTE",),
    "ratio_by_band": ("students/FTE",),
    "acuity": ("students/FTE",),
    "minimum": ("FTE/school", "FTE/district"),
    "tiers": ("FTE",),
    "steps": ("FTE",),
    "prototypes": ("FTE/prototype_school",),
    "words": ("words", "students/FTE"),
}


class Source(Strict):
    """Where a value stands. The quoted words, or why none are at hand: never neither, never both."""

    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    href: str = Field(pattern=r"^https?://\S+$")
    locator: str = Field(min_length=1)
    quote: str | None = None
    quote_missing: str | None = None
    retrieved: date

    @model_validator(mode="after")
    def _quote_or_reason(self) -> Self:
        if (self.quote is None) == (self.quote_missing is None):
            raise ValueError("give either quote or quote_missing (why no words are quoted)")
        if self.quote and len(self.quote.split()) > 25:
            raise ValueError("quote is longer than 25 words")
        return self


class Value(Strict):
    """What the standard says from one day to another, both included."""

    from_: Annotated[date, Field(alias="from")]
    from_missing: str | None = None
    to: date | None = None
    rule: Rule
    verification: Verification
    note: str | None = None
    source: Source

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise ValueError("'to' lies before 'from'")
        return self

    def covers(self, on: date) -> bool:
        """Tell whether the value is in force on a day."""
        return self.from_ <= on and (self.to is None or on <= self.to)


class Notice(Strict):
    """What the issuer or others hold against the standard, shown wherever it is used (rule S5)."""

    since: date
    text: str = Field(min_length=1)
    source: Source


class Standard(Strict):
    """One rule, in one file, whose path is its id. More than one role means a pooled rule (rule G7)."""

    id: str = Field(pattern=r"^[a-z0-9_]+/[a-z0-9_]+$")
    label: str = Field(min_length=1)
    issuer: str = Field(min_length=1)
    roles: list[Role] = Field(min_length=1)
    role_note: str | None = None
    unit: Unit
    bound: Bound
    force: Force
    level: Level
    place: str = Field(pattern=r"^(US|[A-Z]{2}(-[A-Za-z]+)*)$")
    values: list[Value] = Field(min_length=1)
    notices: list[Notice] = []

    @field_validator("values")
    @classmethod
    def _dates_apart(cls, values: list[Value]) -> list[Value]:
        ordered = sorted(values, key=lambda value: value.from_)
        for earlier, later in zip(ordered, ordered[1:], strict=False):
            if earlier.to is None or later.from_ <= earlier.to:
                raise ValueError(
                    f"dates overlap: one value runs to {earlier.to or 'today'}, another begins {later.from_}"
                )
        return ordered

    @model_validator(mode="after")
    def _unit_fits(self) -> Self:
        for value in self.values:
            allowed = UNITS_OF_KIND[value.rule.kind]
            if self.unit not in allowed:
                raise ValueError(
                    f"unit {self.unit} does not fit a rule of kind {value.rule.kind} ({', '.join(allowed)})"
                )
        return self

    @property
    def is_pooled(self) -> bool:
        """Whether several roles meet the rule together."""
        return len(self.roles) > 1

    def value_on(self, on: date) -> Value:
        """
        Return the value in force on a day.

        Raises
        ------
        NotInForceError
            If there is none; the message names the nearest days that have one.
        """
        for value in self.values:
            if value.covers(on):
                return value
        first, last = self.values[0], self.values[-1]
        if on < first.from_:
            ask = f"its first value starts {first.from_}.\nAsk for {first.from_} or later"
        else:
            ended = max((v for v in self.values if v.to and v.to < on), key=lambda v: v.from_, default=last)
            ask = f"the value before it ended {ended.to}.\nAsk for {ended.to} or earlier"
        raise NotInForceError(f"{self.id} has no value on {on}; {ask}, or add a cited value to its file.")

    def notices_on(self, on: date) -> list[Notice]:
        """Return what had been said against the standard by that day."""
        return [notice for notice in self.notices if notice.since <= on]


class BundleMember(Strict):
    """One role of a bundle: its standard; `on` is a day of its own where the bundle's day does not apply."""

    role: Role
    standard: str
    on: date | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _own_day_is_explained(self) -> Self:
        if self.on is not None and not self.note:
            raise ValueError("a member with a day of its own needs a note that says why")
        return self


class Bundle(Strict):
    """One standard per role, as one publication used them at a date (rule S3)."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    label: str
    issuer: str
    on: date
    members: list[BundleMember] = Field(min_length=1)
    source: Source
    note: str | None = None

    @model_validator(mode="after")
    def _each_role_once(self) -> Self:
        roles = [member.role for member in self.members]
        if len(roles) != len(set(roles)):
            raise ValueError("a role stands twice")
        return self
