"""The tidy tables of staff and of need counts: one row per school, year and role; every null with its reason (M1)."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from wellstaffed.core.missing import Missing
from wellstaffed.core.roles import Role

_ROLES = [role.value for role in Role]
_REASONS = [reason.value for reason in Missing]
_BANDS = ["elementary", "middle", "high", "combined"]


def _value_or_reason(measure: str) -> pl.Expr:
    return pl.col(measure).is_null() == pl.col(f"{measure}_missing").is_not_null()


class SchoolStaff(dy.Schema):
    """``core__school_staff``: persons in `students`, full-time equivalents in `fte*`."""

    row_order = dy.Int64(nullable=False, metadata={"meaning": "order in which the schools came"})
    school_id = dy.String(primary_key=True, metadata={"meaning": "12-digit identifier, or the roster's own name"})
    school = dy.String(nullable=False)
    leaid = dy.String(nullable=True, regex=r"^\d{2}[0-9A-Z]{5}$")
    district = dy.String(nullable=False)
    state = dy.String(nullable=True, regex=r"^[A-Z]{2}$")
    school_year = dy.Int64(primary_key=True, min=1990, max=2100, metadata={"meaning": "year in which it ends"})
    is_pool = dy.Bool(nullable=False, metadata={"meaning": "staff of the district shared by no stated shares (G6)"})
    grade_band = dy.String(nullable=True, check=lambda col: col.is_in(_BANDS))
    students = dy.Int64(nullable=True, min=0, metadata={"unit": "persons"})
    students_missing = dy.String(nullable=True, check=lambda col: col.is_in(_REASONS))
    students_kind = dy.String(nullable=False, check=lambda col: col.is_in(["enrolled", "projected"]))
    poverty_group = dy.String(nullable=True, check=lambda col: col.is_in(["title_i", "focus", "non_focus"]))
    role = dy.String(primary_key=True, check=lambda col: col.is_in(_ROLES))
    fte = dy.Float64(nullable=True, min=0, metadata={"unit": "FTE in post"})
    fte_missing = dy.String(nullable=True, check=lambda col: col.is_in(_REASONS))
    fte_code = dy.String(nullable=True, metadata={"meaning": "the source's own code for the reason"})
    fte_budgeted = dy.Float64(nullable=True, min=0, metadata={"unit": "FTE"})
    fte_budgeted_missing = dy.String(nullable=True, check=lambda col: col.is_in(_REASONS))
    fte_vacant = dy.Float64(nullable=True, min=0, metadata={"unit": "FTE"})
    fte_vacant_missing = dy.String(nullable=True, check=lambda col: col.is_in(_REASONS))
    flags = dy.String(nullable=False, metadata={"meaning": "ids of flags, a space between them"})
    source = dy.String(nullable=False)

    @dy.rule()
    def students_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return _value_or_reason("students")

    @dy.rule()
    def fte_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return _value_or_reason("fte")

    @dy.rule()
    def fte_budgeted_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return _value_or_reason("fte_budgeted")

    @dy.rule()
    def fte_vacant_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return _value_or_reason("fte_vacant")


class NeedCounts(dy.Schema):
    """``core__need_counts``: students by level of need, as a roster names the levels."""

    school_id = dy.String(primary_key=True)
    school_year = dy.Int64(primary_key=True)
    count = dy.String(primary_key=True)
    students = dy.Int64(nullable=True, min=0)
    students_missing = dy.String(nullable=True, check=lambda col: col.is_in(_REASONS))

    @dy.rule()
    def students_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return _value_or_reason("students")


def check_school_staff(table: pl.DataFrame) -> pl.DataFrame:
    """
    Return the table unchanged if it holds.

    Raises
    ------
    dataframely.ValidationError
        If a column, key or rule M1 is broken: an error of the program or of a shipped file, not of a user's.
    """
    return SchoolStaff.validate(table)


def check_need_counts(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table unchanged if it holds; raise as `check_school_staff` does."""
    return NeedCounts.validate(table)
