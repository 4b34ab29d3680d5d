"""
How the federal record divides students: which of its groups add to, or are taken from, each group of a dimension.

Referrals and arrests stand by race and sex for students without a disability and for students served under IDEA, by sex
alone for students served under Section 504 only and for English learners. Enrollment stands by race and sex for all of
them. Nobody is counted as without a disability, or as no English learner, in enrollment: these are what is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from wellstaffed.core.errors import UsageError

RACE, SEX, DISABILITY, ENGLISH_LEARNER = "race", "sex", "disability", "english learner"
PARTS = (RACE, SEX, DISABILITY, ENGLISH_LEARNER)
RACES = ("american_indian", "asian", "black", "hispanic", "pacific", "two_or_more", "white")
_RACES_OF_RECORD = {"pacific": "pacific_islander"}
_PLUS, _MINUS = 1, -1
_EL, _NOT_EL = "english_learner", "not_english_learner"
_DISABLED = ("idea", "section_504", "no_disability")
_LABELS = {RACE: RACES, SEX: ("female", "male", "nonbinary"), DISABILITY: _DISABLED, ENGLISH_LEARNER: (_EL, _NOT_EL)}

Share = tuple[str, str, int]
"""A group of the record, the label it counts under (empty: none of its own), and whether it is added or taken off."""


@dataclass(frozen=True)
class Division:
    """A way of dividing students: its name, its parts, and what of the record makes up each group."""

    name: str
    parts: tuple[str, ...]
    events: tuple[Share, ...]
    students: tuple[Share, ...]
    left_out: str

    @property
    def by_race(self) -> bool:
        """Whether the groups are of one race each."""
        return RACE in self.parts


def division(dimension: str) -> Division:
    """
    Return the division that a dimension names: one of `PARTS`, or several joined by ``x``.

    Raises
    ------
    UsageError
        If a part is not known, stands twice, or the record does not hold the crossing.
    """
    asked = [part.strip().replace("_", " ") for part in dimension.casefold().split(" x ")]
    unknown = [part for part in asked if part not in PARTS]
    if unknown or len(set(asked)) < len(asked):
        raise UsageError(
            f"--dimension is '{dimension}'; the federal record divides students by {', '.join(PARTS)}, and by crossings "
            "such as 'race x sex' or 'race x disability'."
        )
    parts = tuple(part for part in PARTS if part in asked)
    if ENGLISH_LEARNER in parts and set(parts) - {ENGLISH_LEARNER, SEX}:
        raise UsageError(
            f"--dimension is '{dimension}'; the federal record counts referrals and arrests of English learners by sex "
            "only, not by race and not by kind of disability."
        )
    by_race = RACE in parts
    return Division(" x ".join(parts), parts, _events(parts, by_race), _students(parts, by_race), _left_out(parts))


def dimension_of(group: str) -> str | None:
    """Return the dimension in which a group stands (``black x male``: ``race x sex``), or None if it is not known."""
    found = []
    for part in group_key(group).split(" x "):
        where = [name for name, labels in _LABELS.items() if part in labels]
        if not where:
            return None
        found += where
    return " x ".join(name for name in PARTS if name in found)


def groups_of(how: Division) -> tuple[str, ...]:
    """Return the groups of a division, as the tables write them; some stand in some school years only."""
    labels = [_LABELS[part] for part in how.parts]
    if DISABILITY in how.parts and how.by_race:
        labels[how.parts.index(DISABILITY)] = ("idea", "no_disability")
    return tuple(" x ".join(one) for one in product(*labels))


def group_key(group: str) -> str:
    """Return a group as the tables write it: small letters, blanks within a part as underscores."""
    return " x ".join(part.strip().replace(" ", "_") for part in group.casefold().split(" x "))


def figure_words(group: str, *, of_students: bool) -> tuple[str, ...] | None:
    """
    Return the words that narrow a figure of the record to a group, as `wellstaffed trace` takes them.

    Parameters
    ----------
    group : str
        As the tables write it: ``black x female`` is ``black``, ``female``.
    of_students : bool
        Of enrollment; else of referrals or arrests.

    Returns
    -------
    tuple of str, or None
        None where the group is no single figure of the record: one that is made of several (`Division`), or a whole such
        as all others.
    """
    parts = group_key(group).split(" x ")
    dimension = dimension_of(group)
    if dimension is None:
        return None
    how = division(dimension)
    shares = how.students if of_students else how.events
    words = []
    for part in parts:
        if part in RACES or part in _LABELS[SEX]:
            words.append(_RACES_OF_RECORD.get(part, part))
            continue
        made_of = [(name, sign) for name, label, sign in shares if label == part]
        if len(made_of) != 1 or made_of[0][1] != _PLUS:
            return None
        words.append(made_of[0][0])
    return tuple(words)


def _events(parts: tuple[str, ...], by_race: bool) -> tuple[Share, ...]:
    only_by_sex = () if by_race else ("section_504",)
    whole = ("without_disability", "idea", *only_by_sex)
    if DISABILITY in parts:
        return tuple((one, "no_disability" if one == "without_disability" else one, _PLUS) for one in whole)
    if ENGLISH_LEARNER in parts:
        learners = ("without_disability_el", "with_disability_el")
        return (
            *((one, _EL, _PLUS) for one in learners),
            *((one, _NOT_EL, _PLUS) for one in whole),
            *((one, _NOT_EL, _MINUS) for one in learners),
        )
    return tuple((one, "", _PLUS) for one in whole)


def _students(parts: tuple[str, ...], by_race: bool) -> tuple[Share, ...]:
    if DISABILITY in parts:
        own: tuple[Share, ...] = (("idea", "idea", _PLUS),)
        own += () if by_race else (("section_504", "section_504", _PLUS),)
        rest = "no_disability"
        return (*own, ("all", rest, _PLUS), ("idea", rest, _MINUS), ("section_504", rest, _MINUS))
    if ENGLISH_LEARNER in parts:
        return (("el", _EL, _PLUS), ("all", _NOT_EL, _PLUS), ("el", _NOT_EL, _MINUS))
    return (("all", "", _PLUS),)


def _left_out(parts: tuple[str, ...]) -> str:
    if RACE not in parts:
        return ""
    if DISABILITY in parts:
        return "Students served under Section 504 only are not counted by race; they are in neither of these groups."
    return "Students served under Section 504 only are not counted by race and not in these."
