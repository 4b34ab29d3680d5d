"""The columns of a roster: what each means, and the spellings by which it is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from wellstaffed.core.roles import Role

MEASURES = {"fte": "FTE in post", "fte_budgeted": "FTE budgeted", "fte_vacant": "FTE vacant"}
POOL = "District pool"


@dataclass(frozen=True)
class RosterColumn:
    """
    What a column of a roster holds.

    Parameters
    ----------
    field : str
        ``school``, ``students``, ...; a measure of `MEASURES` where `role` is given; ``need`` where `count` is.
    role : Role, optional
    count : str
        Name of a need count.
    """

    field: str
    role: Role | None = None
    count: str = ""


TEMPLATE_COLUMNS: tuple[tuple[str, str], ...] = (
    ("School", f"Name of the school. '{POOL}' for staff who serve the district by no stated shares."),
    ("School ID", "12-digit federal identifier as text, zeros included, or your own identifier. May be blank."),
    ("District", "Name of the district."),
    ("LEAID", "7-digit federal identifier of the district, as text, zeros included. May be blank."),
    ("State", "Two letters, as in WI."),
    ("School year", "Both years, as in 2020-21."),
    ("Row kind", "school (or blank) or pool."),
    ("Students", "Number of persons. Blank: not reported. 0 means none."),
    ("Students kind", "enrolled (or blank) or projected."),
    ("Grade band", "elementary, middle, high or combined."),
    ("Poverty group", "title_i, focus or non_focus, where a standard asks for it."),
    ("Title I", "yes or no."),
    *(
        (f"{role.label.capitalize()} {words}", meaning)
        for role in Role
        for words, meaning in (
            ("FTE in post", "Persons at work, in full-time equivalents; a shared person counts here by share, as 0.4."),
            ("FTE budgeted", "Posts paid for, filled or not, in full-time equivalents. Blank: not reported."),
            ("FTE vacant", "Posts paid for and not filled, in full-time equivalents. Blank: not reported."),
        )
    ),
    ("Need: general", "Students at a level of need; add one column for each level, named 'Need: ' and the level."),
)

_FIELDS = {
    "school": "school school_name sch_name name_of_school",
    "school_id": "school_id schoolid school_identifier",
    "federal_id": "ncessch combokey nces_school_id",
    "schid": "schid sch_id",
    "district": "district district_name lea_name",
    "leaid": "leaid ncesleaid lea_id nces_district_id",
    "state": "state lea_state",
    "school_year": "school_year schoolyear year",
    "row_kind": "row_kind",
    "students": "students enrollment enrolment student_count number_of_students",
    "students_kind": "students_kind",
    "grade_band": "grade_band school_level",
    "poverty_group": "poverty_group",
    "title_i": "title_i title_1 title1",
}
_ROLE_NAMES = {
    Role.COUNSELOR: "counselor counsellor school_counselor guidance_counselor",
    Role.PSYCHOLOGIST: "psychologist school_psychologist",
    Role.SOCIAL_WORKER: "social_worker school_social_worker",
    Role.NURSE: "nurse school_nurse",
    Role.MENTAL_HEALTH_SPECIALIST: "mental_health_specialist",
    Role.OFFICER: "officer sworn_police_officer police_officer sworn_officer school_resource_officer sro",
    Role.GUARD: "guard security_guard",
}
_MEASURE_ENDINGS = {
    "fte": ("", "_fte", "_fte_in_post", "_in_post"),
    "fte_budgeted": ("_fte_budgeted", "_budgeted", "_budgeted_fte"),
    "fte_vacant": ("_fte_vacant", "_vacant", "_vacant_fte"),
}


def _known() -> dict[str, RosterColumn]:
    known = {name: RosterColumn(field) for field, names in _FIELDS.items() for name in names.split()}
    for role, names in _ROLE_NAMES.items():
        for name in names.split():
            for measure, endings in _MEASURE_ENDINGS.items():
                for ending in endings:
                    known[f"{name}{ending}"] = RosterColumn(measure, role)
                    known[f"{name}s{ending}"] = RosterColumn(measure, role)
    return known


_KNOWN = _known()
_STAFF_NAMES = [name for name, column in _KNOWN.items() if column.role is not None]
LIKE = 72  # of 100; "wkrs" and "workers" are alike by 73, "councilors" and "counselors" by 80
_NEED = re.compile(r"^\s*need\s*:\s*(\S.*)$", re.IGNORECASE)


def folded(text: object) -> str:
    """Return a heading or word without case, accents, spaces and signs: ``School-Year `` is ``school_year``."""
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def roster_column(heading: object) -> RosterColumn | None:
    """Return what a heading stands for, None if it is not one of ours."""
    if not isinstance(heading, str):
        return None
    need = _NEED.match(heading)
    if need:
        return RosterColumn("need", count=folded(need[1]))
    return _KNOWN.get(folded(heading))


def staff_heading_meant(heading: object, columns: Container[RosterColumn]) -> str | None:
    """
    Return the heading of staff of which one that is none of ours is a misspelling, where no other column stands for that.

    "Councilors" would else be a column that nobody reads, and counselors a role that the roster does not ask about; one with
    another word, as "Counselor name", is another column.
    """
    from rapidfuzz import fuzz

    if not isinstance(heading, str):
        return None
    words = folded(heading).split("_")
    alike = [
        (fuzz.ratio(folded(heading), name), name)
        for name in _STAFF_NAMES
        if len(words) == name.count("_") + 1
        and all(fuzz.ratio(*pair) >= LIKE for pair in zip(words, name.split("_"), strict=True))
    ]
    column = _KNOWN[max(alike)[1]] if alike else None
    if column is None or column.role is None or column in columns:
        return None
    return f"'{column.role.label.capitalize()} {MEASURES[column.field]}'"


def cell_address(sheet: str, row: int, column: int) -> str:
    """Return the address of a cell, row and column counted from 0: ``Roster!C7``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{sheet}!{letters}{row + 1}"
