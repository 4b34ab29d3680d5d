"""``core_crdc__school_staff``: staff of every school as the district reported it, by role, reasons kept."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from wellstaffed.tables.federal_codes import CRDC_ID, LEAID, reason_column, word_column
from wellstaffed.tables.federal_staff_rows import ROLES


class FederalStaff(dy.Schema):
    """``core_crdc__school_staff``: one row per school, year and role."""

    school_id_crdc = dy.String(primary_key=True, regex=CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    school_name = dy.String(nullable=False, metadata={"meaning": "name in that wave; it changes between waves"})
    leaid = dy.String(nullable=False, regex=LEAID, metadata={"meaning": "district, 7 digits"})
    district = dy.String(nullable=False, metadata={"meaning": "name of the district in that wave"})
    state = dy.String(nullable=False, regex=r"^[A-Z]{2}$", metadata={"meaning": "postal letters"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    role = word_column(ROLES, "role of the staff", primary_key=True)
    fte = dy.Float64(nullable=True, min=0, metadata={"unit": "FTE", "meaning": "staff reported, full-time equivalent"})
    fte_missing = reason_column("fte")
    fte_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    has_staff = dy.Bool(nullable=True, metadata={
        "meaning": "yes or no, where the wave asks no number: sworn officers in 2013-14"})  # fmt: skip
    is_justice_facility = dy.Bool(nullable=True, metadata={"meaning": "a juvenile justice facility"})
    flags = dy.String(nullable=False, metadata={"meaning": "ids of plausibility rules, a space between them"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})
    source_column = dy.String(nullable=False, metadata={"meaning": "header of the column; empty: none in that wave"})

    @dy.rule()
    def fte_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return pl.col("fte").is_null() == pl.col("fte_missing").is_not_null()
