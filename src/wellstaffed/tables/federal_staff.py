"""``core_crdc__school_staff``: staff of every school as the district reported it, by role, reasons kept."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from wellstaffed.sources.crdc import CrdcRelease, RawTable
from wellstaffed.tables.federal_codes import (
    CRDC_ID,
    LEAID,
    REASONS,
    codes_in_words,
    is_yes,
    number_and_reason,
    reason_column,
    with_ids,
    word_column,
)

ROLES = ("counselor", "psychologist", "social_worker", "nurse", "officer", "guard", "teacher")


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


def build_federal_staff(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """
    Return a release's staff, one row per school and role; roles that a wave did not ask for say so.

    Notes
    -----
    Rules M1, M4. FTE are rounded to two decimals: 2021-22 prints 22.299999 for 22.3. In 2015-16 a question left over
    from 2013-14 skipped the officers of most schools: their -9 is "not asked", never zero.
    """
    frame = with_ids(raw.frame, release)
    fte = {header: column for header, column in raw.columns.items() if column.student_group != "indicator"}
    codes = codes_in_words(release, raw, list(fte))
    parts = [_role(frame, column.measure, header, codes, release) for header, column in fte.items()]
    indicator = next((h for h, column in raw.columns.items() if column.student_group == "indicator"), None)
    asked = {column.measure for column in fte.values()}
    parts += [_not_asked(frame, role, indicator if role == "officer" else None) for role in ROLES if role not in asked]
    return pl.concat(parts).with_columns(
        flags=pl.lit(""), source=pl.lit(release.name), source_file=pl.lit(raw.file)
    ).select(FederalStaff.column_names()).sort("school_id_crdc", "role")  # fmt: skip


def _about(frame: pl.DataFrame, role: str) -> list[pl.Expr]:
    return [
        pl.col("school_id_crdc"), pl.col("school").fill_null("").alias("school_name"), pl.col("leaid"),
        pl.col("district").fill_null(""), pl.col("state").str.to_uppercase(), pl.col("school_year"),
        pl.lit(role).cast(pl.Enum(ROLES)).alias("role"), is_yes("is_justice_facility").alias("is_justice_facility"),
        pl.col("source_row"),
    ]  # fmt: skip


def _role(frame: pl.DataFrame, role: str, header: str, codes: dict[int, str], release: CrdcRelease) -> pl.DataFrame:
    mine = codes | {-9: "not asked"} if (release.wave, role) == ("2015-16", "officer") else codes
    value = pl.col(header).round(2)
    return frame.select(
        *_about(frame, role), *number_and_reason(value, "fte", mine), pl.lit(header).alias("source_column")
    )


def _not_asked(frame: pl.DataFrame, role: str, indicator: str | None) -> pl.DataFrame:
    """A wave that asked only whether there is an officer, or not even that, gives no FTE."""
    return frame.select(
        *_about(frame, role),
        pl.lit(None, pl.Float64).alias("fte"),
        pl.lit("not asked").cast(REASONS).alias("fte_missing"),
        pl.lit(None, pl.Int16).alias("fte_code"),
        pl.lit(indicator or "").alias("source_column"),
    )
