"""Which published cells a figure is of: a place, a school year, what is counted, and the words that narrow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from wellstaffed.core.errors import UsageError
from wellstaffed.core.identifiers import leaid, school_id
from wellstaffed.core.school_years import school_year
from wellstaffed.tables import shipped
from wellstaffed.tables.federal_codes import RACES, SEXES
from wellstaffed.tables.federal_student_rows import DISCIPLINED, ENROLLED

STUDENTS = "students"
EXAMPLE = "550852000925/2020-21/counselor"
# English learners stand in the federal record among those with and without a disability once more: no part of the sum.
_ONCE = ("without_disability", "idea", "section_504")
# The source's own sums count reserve codes as zero (rule M5): they are traced only where they are asked for.
_CELLS = tuple(race for race in RACES if race != "published_total")
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Counted:
    """
    One thing that is counted: where it stands, and how it may be narrowed.

    `always` and `unless_said` are the words of columns that its cells bear; `further` are those that may be asked for.
    """

    table: str
    measure: str
    unit: str
    always: Words = field(default_factory=dict)
    unless_said: Words = field(default_factory=dict)
    further: Words = field(default_factory=dict)
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskedFigure:
    """
    A figure as asked for.

    ``words`` are the words that its cells bear, by column of the table; ``is_narrowed`` says that some were asked for.
    """

    text: str
    identifier: str
    school_year: int
    what: str
    table: str
    measure: str
    unit: str
    words: Words
    is_narrowed: bool


def asked_figure(text: str) -> AskedFigure:
    """
    Return what a figure is of.

    Parameters
    ----------
    text : str
        ``PLACE/YEAR/WHAT`` and words that narrow it, in any order: ``550852000925/2017-18/referrals/black/female``.

    Raises
    ------
    UsageError
        If it is not written so; the message says what may stand there.
    """
    parts = [part.strip() for part in text.split("/")]
    known = _counted()
    if len(parts) >= 3 and parts[0] and not _is_identifier(parts[0]):
        raise UsageError(
            f"'{parts[0]}' in '{text}' is no identifier: a district has one of 7 digits, a school one of 12. "
            f"Give it; wellstaffed find '{parts[0]}' lists them."
        )
    if len(parts) < 3 or not parts[0] or parts[2] not in known:
        raise UsageError(
            f"'{text}' is not a figure. Write the identifier of 7 or 12 digits, the school year and one of "
            f"{', '.join(known)}: {EXAMPLE}."
        )
    what = parts[2]
    counted = known[what]
    said = _said(text, what, parts[3:], counted.further)
    lacking = [column for column in counted.needs if column not in said]
    if lacking:
        choices = "; ".join(f"{_plain(column)}: {', '.join(counted.further[column])}" for column in lacking)
        raise UsageError(f"'{text}' does not say which {what}. Add one of each, after a '/': {choices}.")
    is_fte = any(word.endswith("_fte") for word in said.get("item", ()))
    return AskedFigure(
        text=text, identifier=parts[0].lstrip("'").upper(), school_year=school_year(parts[1]), what=what,
        table=counted.table, measure=counted.measure, unit="FTE" if is_fte else counted.unit,
        words=dict(counted.always) | dict(counted.unless_said) | said, is_narrowed=bool(said),
    )  # fmt: skip


def _is_identifier(text: str) -> bool:
    """Tell whether a text has the form of an identifier, of a district or a school; a name of as many letters has not."""
    bare = text.lstrip("'")
    try:
        return len(bare) in (7, 12) and bool(leaid(bare) if len(bare) == 7 else school_id(bare))
    except UsageError:
        return False


def _said(text: str, what: str, words: list[str], further: Words) -> dict[str, tuple[str, ...]]:
    said: dict[str, tuple[str, ...]] = {}
    for word in words:
        column = next((name for name, choices in further.items() if word in choices), None)
        if column is None:
            choices = "; ".join(f"{_plain(name)}: {', '.join(listed)}" for name, listed in further.items())
            raise UsageError(
                f"'{text}' narrows {what} by '{word}'. "
                + (
                    f"It can be narrowed by one of each: {choices}."
                    if further
                    else "It cannot be narrowed; leave it out."
                )
            )
        if column in said:
            raise UsageError(f"'{text}' says two of {_plain(column)}: {said[column][0]} and {word}. Ask for one.")
        said[column] = (word,)
    return said


def _plain(column: str) -> str:
    return column.replace("_", " ")


@cache
def _counted() -> dict[str, _Counted]:
    """Return what can be asked for, by its word; kinds of offenses and items are those of the column maps."""
    from wellstaffed.sources.crdc.layout import layouts

    def of_maps(table: str, name: str) -> tuple[str, ...]:
        columns = (one for layout in layouts().values() for one in layout.columns if one.table == table)
        return tuple(sorted({str(getattr(one, name)) for one in columns}))

    by_whom = {"race": RACES, "sex": SEXES}
    staff = {role: _Counted("school_staff", "fte", "FTE", {"role": (role,)}) for role in (*shipped.ROLES, "teacher")}
    law = {
        what: _Counted(
            "law_enforcement", STUDENTS, "students", {"outcome": (outcome,)}, {"race": _CELLS, "student_group": _ONCE},
            by_whom | {"student_group": DISCIPLINED},
        )
        for what, outcome in (("referrals", "referral"), ("arrests", "arrest"))
    }  # fmt: skip
    kinds = {"offense": of_maps("offenses", "measure")}
    spent = {"item": of_maps("expenditures", "measure"), "funds": of_maps("expenditures", "student_group")}
    others = {
        STUDENTS: _Counted(
            "enrollment", STUDENTS, "students", {}, {"race": _CELLS, "student_group": ("all",)},
            by_whom | {"student_group": ENROLLED},
        ),
        "offenses": _Counted("offenses", "incidents", "incidents", further=kinds, needs=("offense",)),
        "expenditures": _Counted("expenditures", "amount", "dollars", further=spent, needs=("item", "funds")),
        "district_students": _Counted("districts", STUDENTS, "students"),
        "district_schools": _Counted("districts", "schools", "schools"),
    }  # fmt: skip
    return staff | law | others
