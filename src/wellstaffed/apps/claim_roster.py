"""A claim document whose enrollments may stand in a roster beside it, as those of a plan's views do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.apps.article_claim import ALL_SCHOOLS
from wellstaffed.gaps.claim_document import load_claim

if TYPE_CHECKING:
    from wellstaffed.gaps.claim_document import Claim, EnrollmentSet


def load_claim_with_rosters(path: Path) -> Claim:
    """
    Return a claim, with the students of each enrollment set that names a roster.

    Students that the claim itself gives for a school go before those of the roster. A school that the roster lacks, or whose
    students it does not know, stays without; so does the sum of all schools where one of them is not known.

    Raises
    ------
    PlanError
        If the claim has faults.
    NotFoundError
        If the roster has no rows of the set's school year.
    RosterError
        If the roster cannot be read, holds no school or has faults.
    """
    claim = load_claim(path)
    sets = [_filled(one, claim.schools, path.parent) for one in claim.enrollment]
    return claim.model_copy(update={"enrollment": sets})


def _filled(one: EnrollmentSet, schools: list[str], folder: Path) -> EnrollmentSet:
    if one.roster is None:
        return one
    from wellstaffed.apps.question import staff_of

    table = staff_of(district=None, year=one.school_year, roster=folder / one.roster).table
    rows = table.filter(~table["is_pool"]).unique("school_id", maintain_order=True)
    by_school = dict(zip(rows["school"].to_list(), rows["students"].to_list(), strict=True))
    students = {
        school: count
        for school in schools
        for name, count in by_school.items()
        if count is not None and _is_named(name, school)
    }
    if ALL_SCHOOLS in schools and None not in by_school.values() and by_school:
        students[ALL_SCHOOLS] = int(rows["students"].sum())
    return one.model_copy(update={"students": students | one.students})


def _is_named(name: str, school: str) -> bool:
    return school.casefold() in (name.casefold(), name.casefold().split(" high")[0])
