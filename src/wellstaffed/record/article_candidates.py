"""The document of candidates that reading an article gives: strict, and nothing in it is stored before a person confirms it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from wellstaffed.core.documents import Strict, load_document
from wellstaffed.core.errors import ArticleError

Day = date  # a row has a field of that name
Confidence = Literal["high", "medium", "low"]


class Person(Strict):
    """A person who takes part, with role and body as the article gives them (empty where it does not)."""

    name: str = Field(min_length=1)
    role: str = ""
    body: str = ""


class Body(Strict):
    """A body that takes part: union, board, council, district, police, group."""

    name: str = Field(min_length=1)
    kind: str


class Placed(Strict):
    """The sentence a candidate stands in: ``text[start:end]`` is exactly `sentence`."""

    sentence: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    confidence: Confidence = "medium"


class PositionFound(Placed):
    """
    Where somebody stands.

    ``on`` names the proposal that ``stance`` is for or against; "conditional" is for it under ``condition``, and who is against
    it may have a condition too ("opposes it unless"). ``previous`` is an earlier stance the article mentions.
    ``quote`` is at most 25 of the holder's own words, in one piece and without quotation marks; the sentence has them all.
    """

    who: str = Field(min_length=1)
    body: str = ""
    on: str
    stance: Literal["for", "against", "conditional", "unclear"]
    condition: str | None = None
    previous: Literal["for", "against", "conditional"] | None = None
    quote: str | None = None


class ClaimFound(Placed):
    """
    A figure: number, of what, by which metric, given by whom (None: by the article), for which school.

    ``asked`` marks staff whom somebody asks for ("asks the board for 12 counselors"), as against staff there are.
    """

    number: int | float
    what: str
    metric: str | None = None
    by: str | None = None
    school: str | None = None
    asked: bool = False


class DateFound(Placed):
    """A phrase of time; ``date_to`` is the last day of a span; both None where it could not be dated."""

    text: str
    date: Day | None
    date_to: Day | None = None
    kind: Literal["deadline", "event", "effective", "other"]
    what: str


class OptionFound(Placed):
    """
    A way to change or leave an agreement. ``officers_less`` counts officers given up; None: all, or not said.

    Where the article gives a period of notice, ``notice_days`` or ``notice_months`` holds it, and ``last_day`` is counted back
    from ``effective``; ``any_day`` marks one that may be given on any day. A way out without a last day says why in ``undated``.
    """

    what: str
    who: str | None = None
    last_day: Day | None = None
    effective: date | None = None
    officers_less: int | None = None
    ends_agreement: bool
    notice_days: int | None = Field(default=None, ge=1, le=3660)
    notice_months: int | None = Field(default=None, ge=1, le=120)
    any_day: bool = False
    undated: str | None = None


class VoteFound(Placed):
    """A vote; counts are None where the article gives none."""

    body: str | None = None
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    unanimous: bool = False


class DistrictFound(Placed):
    """Another district and what it did."""

    name: str = Field(min_length=1)
    state: str | None = None
    did: Literal["ended", "budget cut", "alternate", "kept", "considered", "reversed course", "added", "unknown"]


class Confirmation(Strict):
    """Who confirmed the candidates, and when."""

    by: str = Field(min_length=1)
    on: date


class Candidates(Strict):
    """
    Everything read from one article; candidates until a person confirms them (rule R1).

    Offsets count characters of the text named in ``offsets_into``: the text as given, or, for HTML, the text taken out of
    it, which then stands in ``text``. ``speakers_by`` names the model that helped to find speakers, if one did. ``source`` is the address of the article where it gives one.
    ``place`` is where it plays and ``state`` the two letters of that place's state, empty where the article does not give it.
    """

    published: date | None
    source: str | None = None
    speakers_by: str = "rules"
    topic: str | None = None
    place: str = ""
    state: str = Field(default="", pattern="^([A-Z]{2})?$")
    people: list[Person] = []
    bodies: list[Body] = []
    positions: list[PositionFound] = []
    claims: list[ClaimFound] = []
    dates: list[DateFound] = []
    options: list[OptionFound] = []
    votes: list[VoteFound] = []
    districts: list[DistrictFound] = []
    outlets: list[str] = []
    notes: list[str] = []
    offsets_into: Literal["the text as given", "the text taken out of the HTML"] = "the text as given"
    text: str | None = None
    confirmation: Confirmation | None = None


def load_candidates(path: Path) -> Candidates:
    """Return the candidates in a JSON or YAML file; raise `ArticleError` with every fault and its line."""
    return load_document(path, Candidates, ArticleError)


def candidates_schema() -> dict[str, Any]:
    """Return the JSON Schema of the candidates of an article, made from the model."""
    return Candidates.model_json_schema()
