"""A claim document whose enrollments may stand in a roster beside it, as those of a plan's views do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.apps.claim_schools import students_and_staff
from wellstaffed.core.errors import RosterError
from wellstaffed.gaps.claim_document import load_claim

if TYPE_CHECKING:
    from wellstaffed.gaps.claim_document import Claim, EnrollmentSet


def load_claim_with_rosters(path: Path) -> Claim:
    """
    Return a claim, with the students and the staff in post of each enrollment set that names a roster.

    Students and staff that the claim itself gives for a school go before those of the roster. A school that the roster lacks, or
    whose students it does not know, stays without; so does the sum of all schools where one of them is not known. A roster
    that is still empty gives nothing.

    Raises
    ------
    PlanError
        If the claim has faults.
    NotFoundError
        If the roster has no rows of the set's school year.
    RosterError
        If the roster cannot be read or has faults.
    """
    claim = load_claim(path)
    sets = [_filled(one, claim.schools, path.parent) for one in claim.enrollment]
    return claim.model_copy(update={"enrollment": sets})


def _filled(one: EnrollmentSet, schools: list[str], folder: Path) -> EnrollmentSet:
    from wellstaffed.apps.question import staff_of
    from wellstaffed.sources.roster import NO_ROWS

    if one.roster is None:
        return one
    try:
        table = staff_of(district=None, year=one.school_year, roster=folder / one.roster).table
    except RosterError as error:
        if [fault.problem for fault in error.faults] == [NO_ROWS]:
            return one
        raise
    students, staff = students_and_staff(table, schools)
    return one.model_copy(update={"students": students | one.students, "in_post": staff | one.in_post})
