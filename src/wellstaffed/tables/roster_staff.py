"""A roster as the tidy tables of staff and of need counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from wellstaffed.core.exact import exact
from wellstaffed.core.roles import Role
from wellstaffed.sources.roster_columns import MEASURES
from wellstaffed.tables.school_staff import NeedCounts, SchoolStaff, check_need_counts, check_school_staff

if TYPE_CHECKING:
    from wellstaffed.sources.roster import Roster, RosterRow


def build_school_staff(roster: Roster) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    Return the staff table and the need counts of a roster, checked; the order is the roster's.

    Parameters
    ----------
    roster : Roster
        As read, without faults.
    """
    staff = [_school(roster, order, row) | _role(row, role) for order, row in enumerate(roster.rows) for role in Role]
    counts = [
        {
            "school_id": row.school_id,
            "school_year": row.school_year,
            "count": name,
            "students": count.value,
            "students_missing": count.missing.value if count.missing else None,
        }
        for row in roster.rows
        for name, count in row.need_counts.items()
        if not row.is_pool
    ]
    return (
        check_school_staff(pl.DataFrame(staff, schema=SchoolStaff.create_empty().schema)),
        check_need_counts(pl.DataFrame(counts, schema=NeedCounts.create_empty().schema)),
    )


def _school(roster: Roster, order: int, row: RosterRow) -> dict[str, object]:
    return {
        "row_order": order,
        "school_id": row.school_id,
        "school": row.school,
        "leaid": row.leaid,
        "district": row.district,
        "state": row.state,
        "school_year": row.school_year,
        "is_pool": row.is_pool,
        "grade_band": row.grade_band,
        "students": row.students.value,
        "students_missing": row.students.missing.value if row.students.missing else None,
        "students_kind": row.students_kind,
        "poverty_group": row.poverty_group,
        "source": roster.address(row),
    }


def _role(row: RosterRow, role: Role) -> dict[str, object]:
    found: dict[str, object] = {"role": role.value, "fte_code": row.staff[role, "fte"].code}
    for name in MEASURES:
        one = row.staff[role, name]
        found[name] = one.value
        found[f"{name}_missing"] = one.missing.value if one.missing else None
    found["flags"] = "" if _adds_up(row, role) else "vacancy_does_not_add_up"
    return found


def _adds_up(row: RosterRow, role: Role) -> bool:
    post, budgeted, vacant = (row.staff[role, name].value for name in ("fte", "fte_budgeted", "fte_vacant"))
    if post is None or budgeted is None or vacant is None:
        return True
    return exact(budgeted) - exact(post) == exact(vacant)
