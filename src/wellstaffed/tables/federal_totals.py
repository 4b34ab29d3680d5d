"""Two small tables made of a release's large ones, so that one district is answered at once: students, districts."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from wellstaffed.core.missing import REASONS, Missing

_CRDC_ID = r"^\d{2}[0-9A-Z]{10}$"
_LEAID = r"^\d{2}[0-9A-Z]{5}$"


class SchoolTotals(dy.Schema):
    """``core_crdc__school_totals``: students of every school, summed from its cells by race and sex (rules M2, M5)."""

    school_id_crdc = dy.String(primary_key=True, regex=_CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    leaid = dy.String(nullable=False, regex=_LEAID, metadata={"meaning": "district, 7 digits"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    students = dy.Int64(nullable=True, min=0, metadata={"unit": "persons"})
    students_missing = dy.String(
        nullable=True, check=lambda col: col.is_in(REASONS), metadata={"meaning": "reason of the first cell missing"}
    )
    cells = dy.UInt32(nullable=False, metadata={"unit": "cells", "meaning": "how many cells were summed"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})

    @dy.rule()
    def students_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return pl.col("students").is_null() == pl.col("students_missing").is_not_null()


class StaffedDistricts(dy.Schema):
    """``core_crdc__staffed_districts``: every district of a release whose schools' staff it has."""

    leaid = dy.String(primary_key=True, regex=_LEAID, metadata={"meaning": "district, 7 digits"})
    district = dy.String(nullable=False, metadata={"meaning": "name in that wave"})
    state = dy.String(nullable=False, regex=r"^[A-Z]{2}$", metadata={"meaning": "postal letters"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    schools = dy.UInt32(nullable=False, metadata={"unit": "schools"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})


SCHEMAS: dict[str, type[dy.Schema]] = {"school_totals": SchoolTotals, "staffed_districts": StaffedDistricts}


def build_school_totals(enrollment: pl.DataFrame) -> pl.DataFrame:
    """
    Return each school's students from its enrollment by race and sex.

    Parameters
    ----------
    enrollment : Enrollment
        The cells of all students; other groups and published totals are passed over (rule M5).

    Notes
    -----
    Rule M2: one unknown cell makes the sum unknown. A cell that does not apply (a sex that a school did not count) is
    no student.
    """
    cells = enrollment.lazy().filter(
        pl.col("student_group") == "all", ~pl.col("race").is_in(["any", "published_total"])
    )
    is_unknown = pl.col("students").is_null() & (pl.col("students_missing") != Missing.NOT_APPLICABLE.value)
    is_binary = pl.col("sex") != "nonbinary"
    summed = cells.group_by("school_id_crdc", "school_year", "source").agg(
        pl.col("students").sum().cast(pl.Int64),
        pl.col("students").count().alias("cells"),
        pl.col("students_missing").cast(pl.String).filter(is_unknown & is_binary).first(),
    )
    reason = pl.col("students_missing").fill_null(
        pl.when(pl.col("cells") == 0).then(pl.lit(Missing.NOT_REPORTED.value))
    )
    return (
        summed.with_columns(reason)
        .with_columns(
            pl.when(pl.col("students_missing").is_null()).then(pl.col("students")).alias("students"),
            pl.col("school_id_crdc").str.head(7).alias("leaid"),
        )
        .select(SchoolTotals.column_names())
        .sort("school_id_crdc", "school_year")
        .collect()
    )


def build_staffed_districts(staff: pl.DataFrame) -> pl.DataFrame:
    """Return the districts of a staff table, with the name that most of its schools give them."""
    return (
        staff.lazy()
        .filter(pl.col("role") == "counselor")
        .group_by("leaid", "school_year", "source")
        .agg(pl.col("district").first(), pl.col("state").first(), pl.len().alias("schools"))
        .select(StaffedDistricts.column_names())
        .sort("leaid", "school_year")
        .collect()
    )
