"""Students and staff in post of the schools of a claim, as a table of staff has them; only what is known of every one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from wellstaffed.core.roles import Role

if TYPE_CHECKING:
    import polars as pl

ALL_SCHOOLS = "All schools together"
HIGH_SCHOOLS = "All high schools together"
ROLE_WORDS = {
    Role.COUNSELOR: r"counselor", Role.PSYCHOLOGIST: r"psychologist", Role.SOCIAL_WORKER: r"social worker", Role.NURSE: r"nurse",
}  # fmt: skip


def students_and_staff(
    table: pl.DataFrame, schools: list[str]
) -> tuple[dict[str, int], dict[str, dict[Role, Fraction]]]:
    """
    Return the students and the FTE in post of a claim's schools, by the names that the claim uses; only what is known.

    Parameters
    ----------
    table : polars.DataFrame
        As ``core__school_staff``, of one school year; pools are left out of the schools and make the staff of all schools together
        unknown, since nobody says where they work.
    schools : list of str
        Names, `ALL_SCHOOLS`, or `HIGH_SCHOOLS`: these are told by their grades, and where the grades of one school are not known,
        they are not known either.
    """
    import polars as pl

    students: dict[str, int] = {}
    staff: dict[str, dict[Role, Fraction]] = {}
    at_schools = table.filter(~pl.col("is_pool"))
    for school in schools:
        rows = _schools_of(at_schools, school)
        counts = rows.unique("school_id", maintain_order=True)["students"].to_list()
        if counts and None not in counts:
            students[school] = int(sum(counts))
        in_post = {role: fte for role in ROLE_WORDS if (fte := _fte(rows, table, role, school)) is not None}
        if in_post:
            staff[school] = in_post
    return students, staff


def _schools_of(at_schools: pl.DataFrame, school: str) -> pl.DataFrame:
    import polars as pl

    if school == HIGH_SCHOOLS:
        band = pl.col("grade_band").cast(pl.String)
        return at_schools.filter(band.is_not_null().all() & (band == "high"))
    names = at_schools["school"].unique()
    mine = [name for name in names if school == ALL_SCHOOLS or _is_named(name, school)]
    return at_schools.filter(pl.col("school").is_in(mine))


def _fte(rows: pl.DataFrame, table: pl.DataFrame, role: Role, school: str) -> Fraction | None:
    """Return the FTE of a role at some schools, None where one of them does not know it or a pool may hold more."""
    mine = rows.filter(rows["role"] == role.value)["fte"].to_list()
    pool = table.filter(table["is_pool"] & (table["role"] == role.value))["fte"].drop_nulls()
    if not mine or None in mine or (school in (ALL_SCHOOLS, HIGH_SCHOOLS) and len(pool) > 0 and float(pool.sum()) > 0):
        return None
    return sum((Fraction(str(fte)) for fte in mine), Fraction(0))


def _is_named(name: str, school: str) -> bool:
    return school.casefold() in (name.casefold(), name.casefold().split(" high")[0])
