"""One row of each table of the record: what it must hold, and when it was known (rules R1 to R4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from wellstaffed.core.document_values import Key, Leaid
from wellstaffed.core.documents import Strict
from wellstaffed.record.cited import Address, Confidence
from wellstaffed.record.day_span import Span

MOST_QUOTED_WORDS = 25
Day = date  # a row has a column of that name


def _whole(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _listed(value: object) -> object:
    return [part.strip() for part in value.split(" ; ")] if isinstance(value, str) else value


Name = Annotated[str, Field(min_length=1)]
Keys = Annotated[list[Key], BeforeValidator(_listed), Field(min_length=1)]
Addresses = Annotated[list[Address], BeforeValidator(_listed), Field(min_length=1)]
Locale = Annotated[Literal[11, 12, 13, 21, 22, 23, 31, 32, 33, 41, 42, 43], BeforeValidator(_whole)]
Count = Annotated[int, Field(ge=0)]


class Stance(StrEnum):
    """What a party wants of the officers in schools, or of another matter."""

    ADD = "add"
    NO_MORE = "no_more"
    KEEP = "keep"
    RETURN = "return"
    REDUCE = "reduce"
    REMOVE = "remove"
    NO_RETURN = "no_return"
    AGAINST_AGREEMENT = "against_agreement"
    AGAINST = "against"
    NEUTRAL = "neutral"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The stance in words."""
        words = {
            "add": "add officers",
            "no_more": "no more officers",
            "no_return": "no return",
            "against_agreement": "against the agreement",
        }
        return words.get(self.value, self.value)

    @property
    def side(self) -> str | None:
        """
        Whether officers stay or come back, or become fewer or none; None where it says neither.

        Who is for or against more of them says nothing of those that there are.
        """
        if self in (Stance.KEEP, Stance.RETURN):
            return "officers stay or come back"
        if self in (Stance.REDUCE, Stance.REMOVE, Stance.NO_RETURN, Stance.AGAINST_AGREEMENT):
            return "fewer officers or none"
        return None


class PeerStatus(StrEnum):
    """What became of officers in a peer district (rule R4)."""

    ENDED = "ended"
    BUDGET_CUT = "budget cut"
    ALTERNATE = "alternate"
    KEPT = "considered and kept"
    REVERSED = "reversed course"
    UNKNOWN = "unknown"


class RecordRow(Strict):
    """A row with its addresses and confidence; several addresses are joined by `` ; ``."""

    sources: Addresses
    confidence: Confidence
    confidence_note: str | None = None


class Dated(RecordRow):
    """
    A row with a day, or a stretch of days where the source gives no day.

    ``known_from`` is the day of the earliest source where that is later than the row's own day; ``hindsight`` is left
    out of every question about a day.
    """

    date: Span
    date_words: str | None = None
    known_from: Day | None = None
    hindsight: str | None = None

    def was_known(self, on: Day | None) -> bool:
        """Tell whether the row was known on a day: it had happened for certain, and a source had told it."""
        return on is None or max(self.date.last, self.known_from or date.min) <= on


class Quoted(Strict):
    """The exact words, at most 25 of them, or why there are none."""

    quote: str | None = None
    quote_missing: str | None = None

    @model_validator(mode="after")
    def _words_or_reason(self) -> Self:
        if (self.quote is None) == (self.quote_missing is None):
            raise ValueError("give either quote or quote_missing (why no words are quoted)")
        if self.quote and len(self.quote.split()) > MOST_QUOTED_WORDS:
            raise ValueError(f"quote has {len(self.quote.split())} words; at most {MOST_QUOTED_WORDS} are quoted")
        return self


class RecordDistrict(RecordRow):
    """The district a record is of."""

    leaid: Leaid
    name: Name
    state: Annotated[str, Field(pattern="^[A-Z]{2}$")]


class Body(RecordRow):
    """A body or group that acts or speaks."""

    id: Key
    name: Name
    kind: Literal["board", "council", "committee", "union", "district", "city", "police", "group", "other"]


class Person(RecordRow):
    """A person who acts or speaks."""

    id: Key
    name: Name


class Office(RecordRow):
    """An office a person held; the first and last day on which a source shows it, which is not its term."""

    person: Key
    body: Key
    role: Name
    seen_first: Span
    seen_last: Span


class MeetingHeld(Dated):
    """A meeting of a body."""

    id: Key
    body: Key
    what: Name


Matter = Literal["officers", "amendment", "staffing", "safety", "survey"]


class Proposal(Dated, Quoted):
    """Something a body or person asked for; its conditions belong to its matter."""

    id: Key
    body: Key
    person: Key | None = None
    matter: Matter = "officers"
    what: Name


class Condition(Dated):
    """A condition attached to a proposal; ``words`` is one that no figure can test."""

    id: Key
    proposal: Key
    what: Name
    test: Literal["schools_at_standard", "words"]
    quote: Name


class Position(Dated, Quoted):
    """Where a person or body stood on a matter on a day (rule R2)."""

    id: Key
    body: Key
    person: Key | None = None
    role: str | None = None
    matter: Matter
    stance: Stance
    stance_words: Name
    condition: str | None = None
    paraphrase: str | None = None
    note: str | None = None


class Vote(Dated):
    """A vote of one body or of several; ``yes_means`` and ``no_means`` say what a member's choice stands for."""

    id: Key
    bodies: Keys
    matter: Name
    result: Name
    yes: Count | None = None
    no: Count | None = None
    abstain: Count | None = None
    yes_means: Stance | None = None
    no_means: Stance | None = None
    note: str | None = None


class MemberVote(RecordRow):
    """How one member voted (rule R3); presence is not a vote."""

    vote: Key
    person: Key
    choice: Literal["yes", "no", "abstain", "absent", "not recorded"]
    basis: Literal["recorded", "inferred from membership"]


class Fact(RecordRow):
    """A figure of the district's budget or enrollment; ``known_from`` empty where no day of publication was seen."""

    topic: Literal["cost", "enrollment"]
    item: Name
    place: str | None = None
    value: Decimal | None = None
    value_to: Decimal | None = None
    value_words: str | None = None
    unit: str | None = None
    period: Name
    basis: Literal["published", "derived"]
    note: str | None = None
    known_from: Day | None = None

    @model_validator(mode="after")
    def _number_or_words(self) -> Self:
        if (self.value is None) == (self.value_words is None):
            raise ValueError("give either value or value_words")
        return self


class PeerDistrict(RecordRow):
    """
    A district that had to decide on officers too; persons living in it and children of 5 to 17, both of 2018.

    ``locale`` is the code of the National Center for Education Statistics, 11 (large city) to 43 (remote rural).
    """

    leaid: Leaid
    name: Name
    state: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    directory_name: Name
    locale: Locale | None = None
    residents: Count | None = None
    children: Count | None = None
    children_poor: Count | None = None
    measures_missing: str | None = None

    @model_validator(mode="after")
    def _measures_or_reason(self) -> Self:
        given = [one is not None for one in (self.residents, self.children, self.children_poor)]
        if not (all(given) and self.measures_missing is None) and not (not any(given) and self.measures_missing):
            raise ValueError("give residents, children and children_poor, or measures_missing (why not)")
        return self


class PeerEvent(RecordRow):
    """One step in what became of officers in a peer district; an undated one says why."""

    leaid: Leaid
    date: Span | None = None
    date_missing: str | None = None
    status: PeerStatus
    direction: Literal["officers back", "officers out"] | None = None
    extent: Literal["whole", "partial", "proposed"] | None = None
    what: Name
    vote: str | None = None
    officers: Count | None = None
    officers_note: str | None = None
    annual_cost_usd: Count | None = None
    cost_note: str | None = None
    paid_by: Literal["district", "city", "county", "district and city", "state grant"] | None = None
    replacement: str | None = None
    known_from: Day | None = None

    @model_validator(mode="after")
    def _holds(self) -> Self:
        if (self.date is None) == (self.date_missing is None):
            raise ValueError("give either date or date_missing (why there is none)")
        reversed_course = self.status == PeerStatus.REVERSED
        if reversed_course != (self.direction is not None) or reversed_course != (self.extent is not None):
            raise ValueError("direction and extent go with 'reversed course', and with nothing else")
        return self

    def was_known(self, on: Day | None) -> bool:
        """Tell whether the step was known on a day; an undated one only once a dated source had told it."""
        if on is None:
            return True
        days = [day for day in (self.date.last if self.date else None, self.known_from) if day is not None]
        return bool(days) and max(days) <= on


def row_schema(model: type[RecordRow]) -> dict[str, Any]:
    """Return the JSON Schema of a row, made from the model."""
    return model.model_json_schema()
