"""Staff rows out of a release's published columns, without the schema that checks them: quick to load and to run."""

from __future__ import annotations

import polars as pl

from wellstaffed.sources.crdc import CrdcRelease, RawTable
from wellstaffed.sources.crdc.layout import files_of
from wellstaffed.tables.federal_codes import REASONS, codes_in_words, is_yes, number_and_reason, with_ids

ROLES = ("counselor", "psychologist", "social_worker", "nurse", "officer", "guard", "teacher")
COLUMNS = (
    "school_id_crdc", "school_name", "leaid", "district", "state", "school_year", "role", "fte", "fte_missing",
    "fte_code", "has_staff", "is_justice_facility", "flags", "source", "source_file", "source_row", "source_column",
)  # fmt: skip


def build_federal_staff(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """
    Return a release's staff, one row per school and role; roles that a wave did not ask for say so.

    Notes
    -----
    Rules M1, M4. FTE are rounded to two decimals: 2021-22 prints 22.299999 for 22.3. In 2015-16 a question left over
    from 2013-14 skipped the officers of most schools: their -9 is "not asked", never zero.
    """
    frame = with_ids(raw.frame, release, raw.file)
    fte = {header: column for header, column in raw.columns.items() if column.student_group != "indicator"}
    codes = codes_in_words(release, raw, list(fte))
    parts = [_role(frame, column.measure, header, codes, release) for header, column in fte.items()]
    indicator = next((h for h, column in raw.columns.items() if column.student_group == "indicator"), None)
    asked = {column.measure for column in fte.values()}
    parts += [_not_asked(frame, role, indicator if role == "officer" else None) for role in ROLES if role not in asked]
    return pl.concat(parts).with_columns(
        flags=pl.lit(""), source=pl.lit(release.name), source_file=pl.lit(raw.file)
    ).select(list(COLUMNS)).sort("school_id_crdc", "role")  # fmt: skip


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
        *_about(frame, role), *number_and_reason(value, "fte", mine), pl.lit(None, pl.Boolean).alias("has_staff"),
        pl.lit(header).alias("source_column"),
    )  # fmt: skip


def _not_asked(frame: pl.DataFrame, role: str, indicator: str | None) -> pl.DataFrame:
    """A wave that asked only whether there is an officer, or not even that, gives no FTE; the yes or no is kept."""
    answer = pl.lit(None, pl.Boolean) if indicator is None else is_yes(indicator)
    return frame.select(
        *_about(frame, role),
        pl.lit(None, pl.Float64).alias("fte"),
        pl.lit("not asked").cast(REASONS).alias("fte_missing"),
        pl.lit(None, pl.Int16).alias("fte_code"),
        answer.alias("has_staff"),
        pl.lit(indicator or "").alias("source_column"),
    )


def tidy_staff(wide: pl.DataFrame, *, wave: str, release_file: str, member: str) -> pl.DataFrame:
    """
    Return the staff rows of the store's wide ones, flags included.

    Parameters
    ----------
    wide : DataFrame
        Any rows of the stored table; ``flags`` as ``officer:all_equal;guard:all_equal``.
    wave, release_file, member : str
        As the manifest has them.
    """
    release = CrdcRelease.stored(wave, release_file, wide["state"])
    layout = next(one for one in files_of(wave) if one.read("school_staff"))
    columns = {header: one for header, one in layout.read("school_staff").items() if header in wide.columns}
    tidy = build_federal_staff(release, RawTable(wide, columns, member))
    flagged = wide.filter(pl.col("flags") != "").select("school_id_crdc", pl.col("flags").str.split(";"))
    each = flagged.explode("flags").select(
        "school_id_crdc",
        pl.col("flags").str.extract(r"^([^:]*):").cast(tidy.schema["role"]).alias("role"),
        pl.col("flags").str.extract(r":(.*)$").alias("flags"),
    )
    joined = tidy.drop("flags").join(each, on=["school_id_crdc", "role"], how="left", maintain_order="left")
    return joined.with_columns(pl.col("flags").fill_null("")).select(COLUMNS)
