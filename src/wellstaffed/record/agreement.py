"""The agreement document: who may leave or change a police agreement, how, and by which day (rules A1 and A3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from wellstaffed.core.document_values import Key, Leaid, SchoolId
from wellstaffed.core.documents import Strict, line_of, load_document, read_yaml
from wellstaffed.core.errors import AgreementError, Fault
from wellstaffed.record.agreement_faults import agreement_faults
from wellstaffed.record.cited import Cited
from wellstaffed.record.day_span import Day, DaySpan, Span

Officers = Annotated[Decimal, Field(ge=0, le=10_000)]
Name = Annotated[str, Field(min_length=1)]


class AgreementDistrict(Strict):
    """The school district of the agreement."""

    leaid: Leaid
    name: Name
    state: Annotated[str, Field(pattern="^[A-Z]{2}$")]


class Party(Strict):
    """One party; ``short`` is the name other parts of the document use."""

    short: Name
    name: Name
    part: Literal["district", "city", "county", "police", "other"]


class Cost(Cited):
    """Dollars a year; ``bound`` says whether the source gives the sum, about it, or an end of it."""

    dollars_per_year: Annotated[Decimal, Field(gt=0)]
    bound: Literal["exactly", "about", "more than", "at most"] = "exactly"
    of: Name
    said_on: Span
    note: str | None = None


class Saving(Cited):
    """Who receives what an officer who leaves no longer costs (rule P2); unstated means no saving."""

    returns_to: Literal["school", "district", "nobody", "unstated"]
    said_on: Span | None = None
    note: str | None = None


class Term(Cited):
    """
    How long the agreement runs (rule A3).

    ``fixed_end`` ends on ``to``. ``yearly_renewal`` has an initial term to ``to``, then renews by itself, a year at a
    time, until notice is given. ``rolling`` runs until notice is given, or its end is not known and ``to_missing`` says why.
    """

    kind: Literal["fixed_end", "yearly_renewal", "rolling"]
    from_: Annotated[Span, Field(alias="from")]
    to: Span | None = None
    to_missing: Name | None = None
    adopted: Span | None = None
    note: str | None = None


class OfficersAt(Strict):
    """Officers placed at one school."""

    school: Name
    school_id: SchoolId | None = None
    officers: Officers


class Notice(Strict):
    """
    How notice is given and by when: exactly one of the five last keys.

    ``days_before`` counts back from the effective day, that day not counted; ``months_before`` keeps the number of the
    day; ``month_ends_before`` is the last day of the month so many months before. ``not_before_days`` opens the option
    that many days before the effective day; ``opens`` on a day.
    """

    how: Name
    opens: Day | None = None
    not_before_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    last_day: Day | None = None
    days_before: Annotated[int, Field(ge=0, le=3660)] | None = None
    months_before: Annotated[int, Field(ge=0, le=120)] | None = None
    month_ends_before: Annotated[int, Field(ge=0, le=120)] | None = None
    by_agreement: Literal[True] | None = None


class Price(Cited):
    """What leaving early would cost, in the words of who said so, and when."""

    words: Name
    said_on: Span


class Event(Cited):
    """Something that happened to an option; ``complete`` is the day on which every party had acted."""

    on: Day
    complete: Day | None = None
    what: Name
    complete_what: str | None = None


class Option(Cited):
    """
    One way to change or leave the agreement (rule A1).

    The effective day is exactly one of: a day; a day of every year (``06-30``); the end of every month; any day; on
    agreement of the parties; or unknown, with the reason. ``who`` names parties by their short names; where it is not known
    who may use the option, ``who_missing`` says why. Before ``known_from`` nobody had reported the option, and the
    clock leaves it out; ``closed_note`` is shown only once it has closed.
    """

    id: Key
    label: Name
    who: list[str] = []
    who_missing: Name | None = None
    together: bool = False
    notice: Notice
    changes: Name
    effective: Day | None = None
    effective_every_year: Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")] | None = None
    effective_every_month_end: Literal[True] | None = None
    effective_any_day: Literal[True] | None = None
    effective_on_agreement: Literal[True] | None = None
    effective_missing: Name | None = None
    officers_after: Officers | None = None
    officers_after_missing: Name | None = None
    closes: list[str] = []
    known_from: Day | None = None
    note: str | None = None
    closed_note: str | None = None
    price: Price | None = None
    used: Event | None = None
    superseded: Event | None = None


class ClosedDay(Strict):
    """A day on which the office that receives notices is closed."""

    day: Day
    why: Name


class WorkingDays(Strict):
    """
    Which days count as working days, and what the agreement itself says of a last day that is none.

    ``unstated`` and ``stays`` leave the day where it is; the other two are moves that the agreement's text prescribes.
    """

    subdivision: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    closed: list[ClosedDay] = []
    if_not_working: Literal["unstated", "stays", "next_working_day", "previous_working_day"] = "unstated"


class Agreement(Strict):
    """
    A police agreement as a document (rule A1).

    ``made: true`` marks an invented agreement that shows a rule; every other one cites a source for each part.
    """

    id: Key
    title: Name
    made: bool = False
    note: str | None = None
    district: AgreementDistrict
    parties: Annotated[list[Party], Field(min_length=2)]
    employer: str
    payer: str
    follows: str | None = None
    term: Term
    officers: Annotated[list[OfficersAt], Field(min_length=1)]
    cost: list[Cost] = []
    cost_missing: Name | None = None
    saving: Saving
    working_days: WorkingDays = WorkingDays()
    options: Annotated[list[Option], Field(min_length=1)]

    @property
    def officers_now(self) -> Decimal:
        """Officers of the agreement, all schools together."""
        return sum((place.officers for place in self.officers), Decimal(0))

    @property
    def counts_from(self) -> date:
        """The first day on which its options can stand open: when it was adopted, or when its term begins."""
        return (self.term.adopted or self.term.from_).first

    @property
    def ends(self) -> DaySpan | None:
        """When it ends by itself; None where it renews or rolls on."""
        return self.term.to if self.term.kind == "fixed_end" else None


def load_agreement(path: Path) -> Agreement:
    """
    Return the agreement at `path`.

    Raises
    ------
    AgreementError
        With every fault and its line.
    """
    agreement = load_document(path, Agreement, AgreementError)
    found = agreement_faults(agreement)
    if found:
        data = read_yaml(path, AgreementError)
        faults = [
            Fault(f"line {line_of(data, keys)}, {'.'.join(str(key) for key in keys)}", problem, fix)
            for keys, problem, fix in found
        ]
        raise AgreementError(str(path), faults)
    return agreement


def agreement_schema() -> dict[str, Any]:
    """Return the JSON Schema of an agreement, made from the model."""
    return Agreement.model_json_schema()
