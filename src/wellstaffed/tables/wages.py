"""Wages by occupation: Occupational Employment and Wage Statistics of May 2025, and the rule that chooses one."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from wellstaffed.core.errors import MissingInputError
from wellstaffed.core.roles import Role
from wellstaffed.tables.shipped import DATA


@dataclass(frozen=True)
class Wage:
    """Annual mean wage of an occupation, dollars a year, and why this one was chosen."""

    role: Role
    annual_mean: Fraction
    area_name: str
    occupation: str
    soc: str
    industry: str
    source_key: str
    why: str


@cache
def _wages() -> dict[tuple[str, str], dict[str, str]]:
    with (DATA / "wages.csv").open(encoding="utf-8", newline="") as file:
        return {(row["role"], row["area"]): row for row in csv.DictReader(file)}


def wage(role: Role, state: str | None) -> Wage:
    """
    Return the wage of a role: the state's where it is given, else the nation's in public schools.

    Parameters
    ----------
    role : Role
        A role with an occupation of its own; a mental-health specialist has none.
    state : str or None
        Two letters.

    Raises
    ------
    MissingInputError
        If the role has no wage in the table; a plan then gives a salary.

    Notes
    -----
    Nurses are always taken from the nation's public schools: state figures cover all industries, and hospitals pay
    nurses a third more than schools do (rule P2: the source is printed beside the figure).
    """
    by_state = _wages().get((role.value, state or "")) if role is not Role.NURSE else None
    row = by_state or _wages().get((role.value, "US"))
    if row is None or not row["annual_mean"]:
        raise MissingInputError(
            f"No wage is at hand for a {role.label}. Give its salary and source under costs, salaries."
        )
    named = f"{row['occupation']} ({row['soc']}), {row['industry']}, {row['area']}, May 2025, annual mean"
    reason = "; state figures of nurses are of all industries, hospitals included" if role is Role.NURSE else ""
    return Wage(
        role=role,
        annual_mean=Fraction(row["annual_mean"]),
        area_name=row["area"],
        occupation=row["occupation"],
        soc=row["soc"],
        industry=row["industry"],
        source_key=row["source"],
        why=named + reason,
    )
