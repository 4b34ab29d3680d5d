"""What can be asked about evidence, with words for it: for select boxes, and for help that lists the keys."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from wellstaffed.core.errors import UsageError

Choice = tuple[str, str]


@dataclass(frozen=True)
class StudyChoice:
    """A word by which the library of studies can be searched: its key, in words, and how many findings have it."""

    key: str
    label: str
    findings: int


@dataclass(frozen=True)
class StudyChoices:
    """The words of each search, the commonest first, and what the marks of strength mean."""

    outcomes: tuple[StudyChoice, ...]
    actions: tuple[StudyChoice, ...]
    groups: tuple[StudyChoice, ...]
    strengths: tuple[Choice, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the choices as a JSON document."""
        return asdict(self)


def study_choices() -> StudyChoices:
    """Return the words by which `evidence_actions.studies` can be asked."""
    from wellstaffed.evidence.studies import STRENGTHS, studies

    def choices(name: str) -> tuple[StudyChoice, ...]:
        found: dict[str, int] = {}
        for one in studies():
            for key in str(getattr(one, name)).split():
                found[key] = found.get(key, 0) + 1
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return tuple(StudyChoice(key, key.replace("_", " "), count) for key, count in ordered)

    marks: dict[str, list[str]] = {}
    for mark, words in STRENGTHS.values():
        marks.setdefault(mark, []).append(words)
    strengths = tuple((mark, " or ".join(words)) for mark, words in marks.items())
    return StudyChoices(choices("outcome"), choices("action"), choices("group"), strengths)


@dataclass(frozen=True)
class DisparityChoices:
    """Dimensions, groups of the one asked for, reference groups and outcomes of the federal record, key and words."""

    dimensions: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    references: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the choices as a JSON document."""
        return asdict(self)


def disparity_choices(*, dimension: str = "race") -> DisparityChoices:
    """
    Return what `evidence_actions.federal_disparities` can be asked in a dimension.

    Raises
    ------
    UsageError
        If the record does not hold the dimension.
    """
    from wellstaffed.evidence.federal_counts import OUTCOMES
    from wellstaffed.evidence.federal_groups import PARTS, division, groups_of
    from wellstaffed.evidence.groups import ALL_OTHERS, EVERYONE, STATE, group_words, outcome_words

    groups = tuple((key, group_words(key)) for key in groups_of(division(dimension)))
    names = []
    for one in (
        *PARTS,
        *(f"{a} x {b}" for place, a in enumerate(PARTS) for b in PARTS[place + 1 :]),
        "race x sex x disability",
    ):
        try:
            names.append((division(one).name, one.replace(" x ", " and ")))
        except UsageError:
            continue  # a crossing that the record does not hold
    others = tuple((key, group_words(key)) for key in (ALL_OTHERS, EVERYONE, STATE))
    outcomes = tuple((key, outcome_words(key).federal) for key in OUTCOMES)
    return DisparityChoices(tuple(names), groups, (*groups, *others), outcomes)
