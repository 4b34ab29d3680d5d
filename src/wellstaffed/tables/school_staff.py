"""The tidy tables of staff and of need counts: one row per school, year and role; every null with its reason (M1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dataframely as dy
import polars as pl

from wellstaffed.core.missing import REASONS
from wellstaffed.core.roles import Role

_ROLES = [role.value for role in Role]
_BANDS = ["elementary", "middle", "high", "combined"]
_GROUPS = ["title_i", "focus", "non_focus"]


def _word(words: Sequence[str], meaning: str, **more: Any) -> dy.String:
    """Return a column of words from a closed list."""
    return dy.String(
        **({} if "primary_key" in more else {"nullable": False}) | more,
        check=lambda col: col.is_in(words),
        metadata={"meaning": meaning, "words": words},
    )


def _measure(unit: str, meaning: str, kind: type[Any] = dy.Float64) -> Any:
    """Return a column of numbers that may be missing."""
    return kind(nullable=True, min=0, metadata={"unit": unit, "meaning": meaning})


def _reason(measure: str) -> dy.String:
    """Return the column that says why a measure is missing (rule M1)."""
    return _word(REASONS, f"why {measure} is missing; empty where it is not", nullable=True)


def _value_or_reason(measure: str) -> pl.Expr:
    return pl.col(measure).is_null() == pl.col(f"{measure}_missing").is_not_null()


class SchoolStaff(dy.Schema):
    """``core__school_staff``: persons in `students`, full-time equivalents in `fte*`."""

    row_order = dy.Int64(nullable=False, metadata={"meaning": "order in which the schools came"})
    school_id = dy.String(primary_key=True, metadata={"meaning": "12-digit identifier, or the roster's own name"})
    school = dy.String(nullable=False, metadata={"meaning": "name of the school, or of the district pool"})
    leaid = dy.String(
        nullable=True,
        regex=r"^\d{2}[0-9A-Z]{5}$",
        metadata={"meaning": "federal identifier of the district, zeros kept"},
    )
    district = dy.String(nullable=False, metadata={"meaning": "name of the district"})
    state = dy.String(nullable=True, regex=r"^[A-Z]{2}$", metadata={"meaning": "postal letters of the state"})
    school_year = dy.Int64(primary_key=True, min=1990, max=2100, metadata={"meaning": "year in which it ends"})
    is_pool = dy.Bool(nullable=False, metadata={"meaning": "staff of the district shared by no stated shares (G6)"})
    grade_band = _word(_BANDS, "grades the school teaches", nullable=True)
    students = _measure("persons", "students of the school, of the kind that students_kind says", dy.Int64)
    students_missing = _reason("students")
    students_kind = _word(["enrolled", "projected"], "whether the students are counted or forecast")
    poverty_group = _word(_GROUPS, "group of schools by poverty, where a standard asks for it", nullable=True)
    role = _word(_ROLES, "role of the staff", primary_key=True)
    fte = _measure("FTE", "staff in post, full-time equivalent")
    fte_missing = _reason("fte")
    fte_code = dy.String(nullable=True, metadata={"meaning": "the source's own code for the reason"})
    fte_budgeted = _measure("FTE", "posts with money, filled or not")
    fte_budgeted_missing = _reason("fte_budgeted")
    fte_vacant = _measure("FTE", "posts with money that nobody fills")
    fte_vacant_missing = _reason("fte_vacant")
    flags = dy.String(nullable=False, metadata={"meaning": "ids of flags, a space between them"})
    source = dy.String(nullable=False, metadata={"meaning": "key of the published source, or file, sheet and row"})

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

    school_id = dy.String(primary_key=True, metadata={"meaning": "as in the table of staff"})
    school_year = dy.Int64(primary_key=True, metadata={"meaning": "year in which it ends"})
    count = dy.String(
        primary_key=True, metadata={"meaning": "name of the level of need, as the roster's column has it"}
    )
    students = _measure("persons", "students at that level", dy.Int64)
    students_missing = _reason("students")

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
