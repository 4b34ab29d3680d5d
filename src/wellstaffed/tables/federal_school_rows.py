"""
Schools and districts of a release, their offenses and expenditures, out of its published columns.

Without the schemas that declare the tables (``federal_schools``): quick to load and to run.
"""

from __future__ import annotations

import polars as pl

from wellstaffed.sources.crdc import CrdcRelease, RawTable
from wellstaffed.sources.crdc.school_ids import leaid
from wellstaffed.tables.federal_codes import (
    LEAID,
    REASONS,
    STATE,
    check_ids,
    codes_in_words,
    is_yes,
    number_and_reason,
    with_ids,
)

GRADES = ("ps", "kg", *(f"g{grade:02d}" for grade in range(1, 13)), "ug")
KINDS = ("is_special_education", "is_magnet", "is_charter", "is_alternative")
SCHOOLS = (
    "school_id_crdc", "school_name", "leaid", "district", "state", "school_year", "grades", "is_justice_facility",
    *KINDS, "source", "source_file", "source_row",
)  # fmt: skip
DISTRICTS = (
    "leaid", "district", "state", "school_year", "students", "students_missing", "students_code", "schools",
    "schools_missing", "schools_code", "source", "source_file", "source_row",
)  # fmt: skip
OFFENSES = (
    "school_id_crdc", "school_year", "offense", "incidents", "incidents_missing", "incidents_code", "has_occurred",
    "source", "source_file", "source_row", "source_column",
)  # fmt: skip
EXPENDITURES = (
    "school_id_crdc", "school_year", "item", "funds", "amount", "amount_missing", "amount_code", "source",
    "source_file", "source_row", "source_column",
)  # fmt: skip


def _signed(frame: pl.DataFrame, release: CrdcRelease, raw: RawTable, columns: tuple[str, ...]) -> pl.DataFrame:
    signed = frame.with_columns(source=pl.lit(release.name), source_file=pl.lit(raw.file))
    return signed.select(columns)


def build_schools(release: CrdcRelease, raw: RawTable, identified: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return a release's schools as ``FederalSchools``; `identified` is the raw table with its identifiers, if at hand."""
    frame = with_ids(raw.frame, release, raw.file) if identified is None else identified
    header = {column.measure: name for name, column in raw.columns.items()}
    offered = [pl.when(is_yes(header[f"grade_{one}"])).then(pl.lit(one)) for one in GRADES if f"grade_{one}" in header]
    built = frame.with_columns(
        pl.col("school").fill_null("").alias("school_name"), pl.col("district").fill_null(""),
        pl.col("state").str.to_uppercase(), pl.concat_str(offered, separator=" ", ignore_nulls=True).alias("grades"),
        is_yes("is_justice_facility").alias("is_justice_facility"), *(is_yes(header[one]).alias(one) for one in KINDS),
    )  # fmt: skip
    signed = _signed(built, release, raw, SCHOOLS)
    return signed if signed["school_id_crdc"].is_sorted() else signed.sort("school_id_crdc")


def build_districts(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's districts as ``FederalDistricts``."""
    header = {column.measure: name for name, column in raw.columns.items()}
    codes = codes_in_words(release, raw, list(header.values()))
    built = raw.frame.with_columns(
        leaid().alias("leaid"), pl.col("district").fill_null(""), pl.col("state").str.to_uppercase(),
        *number_and_reason(pl.col(header["students"]), "students", codes),
        *number_and_reason(pl.col(header["schools"]), "schools", codes),
        school_year=pl.lit(release.school_year, pl.Int32),
    )  # fmt: skip
    check_ids(built, {"leaid": LEAID, "state": STATE}, release, raw.file)
    return _signed(built, release, raw, DISTRICTS).sort("leaid")


def build_offenses(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's offenses as ``Offenses``; rule M1."""
    frame = with_ids(raw.frame, release, raw.file)
    counted = {header: column for header, column in raw.columns.items() if column.student_group != "indicator"}
    codes = codes_in_words(release, raw, list(counted))
    by_code = {str(code): reason for code, reason in codes.items()}
    parts = []
    for header, column in raw.columns.items():
        kind = [pl.lit(column.measure).alias("offense"), pl.lit(header).alias("source_column")]
        about = ["school_id_crdc", "school_year", "source_row"]
        if header in counted:
            value = number_and_reason(pl.col(header), "incidents", codes)
            parts.append(frame.select(*about, *kind, *value, pl.lit(None, pl.Boolean).alias("has_occurred")))
            continue
        answer = is_yes(header)
        reason = pl.col(header).replace_strict(by_code, default="not reported", return_dtype=pl.String)
        parts.append(
            frame.select(
                *about, *kind, pl.lit(None, pl.Int32).alias("incidents"),
                pl.when(answer.is_null()).then(reason).otherwise(pl.lit("not asked")).cast(REASONS).alias("incidents_missing"),
                pl.col(header).cast(pl.Int16, strict=False).alias("incidents_code"), answer.alias("has_occurred"),
            )
        )  # fmt: skip
    return _signed(pl.concat(parts), release, raw, OFFENSES)


def build_expenditures(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's expenditures as ``Expenditures``; rule M1."""
    frame = with_ids(raw.frame, release, raw.file)
    codes = codes_in_words(release, raw, list(raw.columns))
    parts = [
        frame.select(
            "school_id_crdc", "school_year", "source_row", pl.lit(column.measure).alias("item"),
            pl.lit(column.student_group).alias("funds"), *number_and_reason(pl.col(header), "amount", codes),
            pl.lit(header).alias("source_column"),
        )
        for header, column in raw.columns.items()
    ]  # fmt: skip
    return _signed(pl.concat(parts), release, raw, EXPENDITURES)
