"""
The library of studies: what research finds, for and against, with strength, place and what it must not be used for.

Rule E1: a finding is shown with direction, range, design, place, population and strength; findings that disagree stand
side by side; none is applied to a school. Findings of police added are never turned round to predict a removal.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, HttpUrl, ValidationError, model_validator

from wellstaffed.core.documents import Strict
from wellstaffed.core.errors import CoefficientError, EvidenceTableError, Fault, UsageError

Action = Literal[
    "officers_added", "officers_present", "officers_removed", "officers_removed_with_money",
    "officers_removed_and_returned", "counselors", "mental_health_services", "social_workers", "nurses",
    "restorative_practices", "stricter_discipline", "discipline_ban",
]  # fmt: skip
Outcome = Literal[
    "arrests_referrals", "exclusion", "recorded_offenses", "violence", "safety", "shootings", "infractions",
    "attendance_achievement", "adult_justice", "child_protection", "cost_benefit",
]  # fmt: skip
Strength = Literal[
    "randomised_trial", "synthesis", "quasi_experiment", "quasi_experiment_unreviewed", "association", "model",
    "description", "none",
]  # fmt: skip
Direction = Literal["up", "down", "no_change", "mixed", "not_told", "no_study"]

STRENGTHS: dict[Strength, tuple[str, str]] = {
    "randomised_trial": ("●●●●", "schools drawn by lot"),
    "synthesis": ("●●●●", "a review of all studies of its kind, as strong as these are"),
    "quasi_experiment": ("●●●", "like schools or students compared, which chance or a rule set apart"),
    "quasi_experiment_unreviewed": ("●●", "the same, but a draft or a conference abstract"),
    "association": ("●", "schools compared, other differences not ruled out"),
    "model": ("●", "a calculation from assumptions"),
    "description": ("○", "counts without a comparison"),
    "none": ("○", "no study found"),
}
_MAY_BE_EMPTY = BeforeValidator(lambda value: None if value == "" else value)
Number = Annotated[float | None, _MAY_BE_EMPTY]


class Study(Strict):
    """
    One finding of a study.

    ``estimate`` is in ``unit``; ``ci_low`` and ``ci_high`` are a 95 % interval, ``range_low`` and ``range_high`` what
    its authors report over measures or models, no interval. ``group`` lists groups by key, apart by blanks. ``use`` is
    how far it may be shown: with its range, as a direction, as context, or not as a finding at all.
    """

    id: str = Field(pattern=r"^E\d{2}$")
    study: str = Field(min_length=3)
    year: str = Field(pattern=r"^\d{4}(/\d{4})?$")
    design: str = Field(min_length=3)
    strength: Strength
    place: str = Field(min_length=3)
    population: str = Field(min_length=3)
    level: Literal["elementary", "middle", "high", "secondary", "all"]
    action: Action
    action_detail: str = Field(min_length=3)
    outcome: Outcome
    outcome_detail: str = Field(min_length=3)
    group: str = Field(pattern=r"^[a-z_]+( [a-z_]+)*$")
    group_detail: str
    direction: Direction
    estimate: Number
    unit: str
    error: Number
    ci_low: Number
    ci_high: Number
    range_low: Number
    range_high: Number
    p_value: Number
    read_from: str = Field(min_length=3)
    use: Literal["range", "direction", "context", "not"]
    must_not: str = Field(min_length=10)
    sources: tuple[HttpUrl, ...] = Field(min_length=1)
    note: str

    @model_validator(mode="before")
    @classmethod
    def _split_sources(cls, data: dict[str, object]) -> dict[str, object]:
        if isinstance(data.get("sources"), str):
            parts = [part.strip() for part in str(data["sources"]).split(" ; ")]
            return {**data, "sources": tuple(parts)}
        return data

    @model_validator(mode="after")
    def _check_numbers(self) -> Study:
        for low, high, name in ((self.ci_low, self.ci_high, "interval"), (self.range_low, self.range_high, "range")):
            if (low is None) != (high is None):
                raise ValueError(f"the {name} has one end only")
            if low is not None and high is not None and low > high:
                raise ValueError(f"the {name} is turned round")
        inside = self.estimate is None or self.ci_low is None or self.ci_high is None
        if not inside and not (self.ci_low or 0) <= (self.estimate or 0) <= (self.ci_high or 0):
            raise ValueError("the estimate lies outside its interval")
        if (self.estimate is not None or self.range_low is not None) and not self.unit:
            raise ValueError("a number has no unit")
        return self

    @property
    def mark(self) -> str:
        """The mark of its strength."""
        return STRENGTHS[self.strength][0]

    @property
    def size(self) -> str:
        """The size of the finding in words, or that none was printed; never shown apart from place and design."""
        if self.use in ("direction", "not"):
            return "direction only" if self.use == "direction" else "not shown as a finding"
        if self.range_low is not None and self.range_high is not None:
            return f"{self.range_low:g} to {self.range_high:g} {self.unit} (range of measures, no interval)"
        if self.estimate is None:
            return "size not printed"
        if self.ci_low is not None and self.ci_high is not None:
            return f"{self.estimate:g} {self.unit} (95 % interval {self.ci_low:g} to {self.ci_high:g})"
        return f"{self.estimate:g} {self.unit} (interval not found)"


@cache
def studies() -> tuple[Study, ...]:
    """
    Return all findings of the library, in the order of their ids.

    Raises
    ------
    EvidenceTableError
        If the shipped file does not hold; every fault with its line.
    """
    text = (files("wellstaffed.evidence") / "data" / "studies.csv").read_text(encoding="utf-8")
    return read_studies(text, "studies.csv")


def read_studies(text: str, name: str) -> tuple[Study, ...]:
    """Return the findings of a CSV text; see `studies`."""
    faults: list[Fault] = []
    found: list[Study] = []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for row in reader:
        try:
            found.append(Study.model_validate(row))
        except ValidationError as invalid:
            for one in invalid.errors(include_url=False):
                where = f"line {reader.line_num}, {'.'.join(str(key) for key in one['loc']) or row.get('id', '')}"
                faults.append(Fault(where, one["msg"].removeprefix("Value error, ") + "."))
    seen = [one.id for one in found]
    faults += [Fault(one, "stands there twice.") for one in sorted({one for one in seen if seen.count(one) > 1})]
    if faults:
        raise EvidenceTableError(name, faults)
    return tuple(found)


def find_studies(
    *, outcome: str | None = None, action: str | None = None, group: str | None = None
) -> tuple[Study, ...]:
    """
    Return the findings that match every word given.

    Parameters
    ----------
    outcome, action, group : str, optional
        A key (``arrests_referrals``, ``officers_removed``, ``black``) or a part of one or of its words: ``arrest``,
        ``officers``, ``counselor``.

    Raises
    ------
    UsageError
        If a word matches no finding at all; the message lists the keys.
    """
    found = studies()
    for name, wanted in (("outcome", outcome), ("action", action), ("group", group)):
        if wanted is None:
            continue
        word = wanted.strip().casefold().replace(" ", "_")
        kept = [one for one in studies() if _matches(one, name, word)]
        if not word or not kept:
            keys = sorted({key for one in studies() for key in str(getattr(one, name)).split()})
            raise UsageError(f"No finding has the {name} '{wanted}'; there are {', '.join(keys)}.")
        found = tuple(one for one in found if one in kept)
    return found


def _matches(study: Study, name: str, word: str) -> bool:
    keys = str(getattr(study, name)).split()
    if word in keys:
        return True
    if name == "group":  # "male" is not to find "female", nor "white" what compares with white
        return False
    return any(word in key for key in keys) or word in str(getattr(study, f"{name}_detail")).casefold().replace(
        " ", "_"
    )


@dataclass(frozen=True)
class Panel:
    """
    Findings on one question side by side: more, fewer, no clear change, and what tells nothing (rule E1).

    Findings superseded or unfit stand under ``not_counted``. ``is_one_outcome`` is False where the findings speak of
    outcomes of which more is not always the same as worse; their directions are then not counted together.
    """

    question: str
    more: tuple[Study, ...]
    fewer: tuple[Study, ...]
    no_change: tuple[Study, ...]
    not_counted: tuple[Study, ...]
    is_one_outcome: bool = True

    @property
    def sentence(self) -> str:
        """How many studies found what, in one sentence."""
        parts = []
        for found, words in ((self.more, "more"), (self.fewer, "fewer or less"), (self.no_change, "no clear change")):
            names = {one.study for one in found}
            if names:
                strongest = max((one.mark for one in found), key=len)
                parts.append(f"{len(names)} found {words} (strongest {strongest})")
        if parts and not self.is_one_outcome:
            names = {one.study for one in (*self.more, *self.fewer, *self.no_change)}
            return f"{self.question} {len(names)} studies of several outcomes, which are not counted together."
        if not parts:
            return f"{self.question} No study that could tell was found."
        return f"{self.question} Of the studies, {', '.join(parts)}; a study with several measures can stand twice."


def balanced_panel(found: tuple[Study, ...], *, question: str, is_one_outcome: bool = True) -> Panel:
    """Return findings side by side by direction, the strongest first (rule E1); a wide interval is not hidden."""
    ordered = sorted(found, key=lambda one: (-len(one.mark.rstrip("○")), one.id))
    usable = [one for one in ordered if one.use != "not" and one.direction not in ("not_told", "no_study")]

    def of(*directions: str) -> tuple[Study, ...]:
        return tuple(one for one in usable if one.direction in directions)

    rest = tuple(one for one in ordered if one not in usable)
    return Panel(question, of("up"), of("down"), of("no_change", "mixed"), rest, is_one_outcome)


_OFFICERS = ("officers_added", "officers_present")
_STAFF = ("counselors", "mental_health_services", "social_workers", "nurses", "restorative_practices")
QUESTIONS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Do officers in schools change arrests and referrals?", _OFFICERS, ("arrests_referrals",)),
    ("Do officers in schools change suspensions and expulsions?", _OFFICERS, ("exclusion",)),
    ("Do officers in schools change violence and shootings?", _OFFICERS, ("violence", "shootings")),
    ("Do officers in schools change how safe a school is or feels?", _OFFICERS, ("safety",)),
    ("What happened to infractions and arrests where officers left?",
     ("officers_removed", "officers_removed_with_money", "officers_removed_and_returned"),
     ("infractions", "arrests_referrals")),
    ("Do support staff and services change infractions, suspensions and arrests?", _STAFF,
     ("infractions", "exclusion", "arrests_referrals")),
    ("Do support staff and services change attendance, scores and college?", _STAFF, ("attendance_achievement",)),
)  # fmt: skip


def question_panels() -> tuple[Panel, ...]:
    """Return a balanced panel for each standing question."""
    return tuple(
        balanced_panel(
            tuple(one for one in studies() if one.action in actions and (not outcomes or one.outcome in outcomes)),
            question=question,
        )
        for question, actions, outcomes in QUESTIONS
    )


def effect_on_school(study: Study, school: str) -> float:
    """
    Refuse to apply a study's coefficient to a school.

    Raises
    ------
    CoefficientError
        Always, with the reason.

    Notes
    -----
    Rule E1. There is no other way from a finding to a number for a school.
    """
    raise CoefficientError(
        f"{study.id} ({study.study}, {study.year}) is not applied to {school}: it speaks of {study.population} and of "
        f"'{study.action_detail}' ({study.design}), not of this school. {study.must_not} "
        "The draft and the print of one study differ tenfold, and studies of the same kind differ in sign; "
        "show the findings side by side instead (rule E1)."
    )
