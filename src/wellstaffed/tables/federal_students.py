"""Students of every school by group, race and sex: enrollment, referrals to law enforcement, school-related arrests."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from wellstaffed.tables.federal_codes import CRDC_ID, RACES, SEXES, reason_column, word_column
from wellstaffed.tables.federal_student_rows import DISCIPLINED, ENROLLED, OUTCOMES

_RACE = "race; any: not by race; published_total: the source's own sum, carried to be compared (rule M5)"


class _Students(dy.Schema):
    school_id_crdc = dy.String(primary_key=True, regex=CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    race = word_column(RACES, _RACE, primary_key=True)
    sex = word_column(SEXES, "sex as the wave asked for it", primary_key=True)
    students = dy.Int32(nullable=True, min=0, metadata={"unit": "persons"})
    students_missing = reason_column("students")
    students_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})
    source_column = dy.String(nullable=False, metadata={"meaning": "header of the column"})

    @dy.rule()
    def students_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return pl.col("students").is_null() == pl.col("students_missing").is_not_null()


class Enrollment(_Students):
    """``core_crdc__enrollment``: one row per school, year, group, race and sex."""

    student_group = word_column(
        ENROLLED, "all, or served under IDEA, under Section 504 only, or English learners", primary_key=True
    )


class LawEnforcement(_Students):
    """``core_crdc__law_enforcement``: students referred to law enforcement or arrested in connection with school."""

    outcome = word_column(OUTCOMES, "referral to law enforcement, or school-related arrest", primary_key=True)
    student_group = word_column(
        DISCIPLINED, "without disability, served under IDEA, under Section 504 only, and English learners of either",
        primary_key=True,
    )  # fmt: skip
