"""Schools and districts of a release, their offenses and expenditures."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from wellstaffed.sources.crdc import CrdcRelease, RawTable
from wellstaffed.tables.federal_codes import (
    CRDC_ID,
    LEAID,
    REASONS,
    STATE,
    check_ids,
    codes_in_words,
    is_yes,
    leaid,
    number_and_reason,
    reason_column,
    with_ids,
)

GRADES = ("ps", "kg", *(f"g{grade:02d}" for grade in range(1, 13)), "ug")
KINDS = ("is_special_education", "is_magnet", "is_charter", "is_alternative")


class FederalSchools(dy.Schema):
    """``core_crdc__schools``: every school of a wave, its grades and kind."""

    school_id_crdc = dy.String(primary_key=True, regex=CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    school_name = dy.String(nullable=False, metadata={"meaning": "name in that wave"})
    leaid = dy.String(nullable=False, regex=LEAID, metadata={"meaning": "district, 7 digits"})
    district = dy.String(nullable=False, metadata={"meaning": "name of the district in that wave"})
    state = dy.String(nullable=False, regex=r"^[A-Z]{2}$", metadata={"meaning": "postal letters"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    grades = dy.String(nullable=False, metadata={"meaning": "grades offered: ps, kg, g01 to g12, ug; empty: not known"})
    is_justice_facility = dy.Bool(nullable=True, metadata={"meaning": "a juvenile justice facility"})
    is_special_education = dy.Bool(nullable=True, metadata={"meaning": "a special education school"})
    is_magnet = dy.Bool(nullable=True, metadata={"meaning": "a magnet school"})
    is_charter = dy.Bool(nullable=True, metadata={"meaning": "a charter school"})
    is_alternative = dy.Bool(nullable=True, metadata={"meaning": "an alternative school"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})


class FederalDistricts(dy.Schema):
    """``core_crdc__districts``: every district of a wave and the students it counts in its schools."""

    leaid = dy.String(primary_key=True, regex=LEAID, metadata={"meaning": "district, 7 digits"})
    district = dy.String(nullable=False, metadata={"meaning": "name in that wave"})
    state = dy.String(nullable=False, regex=r"^[A-Z]{2}$", metadata={"meaning": "postal letters"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    students = dy.Int32(nullable=True, min=0, metadata={"unit": "persons", "meaning": "enrolled in the district"})
    students_missing = reason_column("students")
    students_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    schools = dy.Int32(nullable=True, min=0, metadata={"unit": "schools", "meaning": "public schools of the district"})
    schools_missing = reason_column("schools")
    schools_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})


class Offenses(dy.Schema):
    """``core_crdc__offenses``: documented incidents by kind; two kinds are asked as yes or no."""

    school_id_crdc = dy.String(primary_key=True, regex=CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    offense = dy.String(primary_key=True, metadata={"meaning": "kind of incident"})
    incidents = dy.Int32(nullable=True, min=0, metadata={"unit": "incidents"})
    incidents_missing = reason_column("incidents")
    incidents_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    has_occurred = dy.Bool(nullable=True, metadata={"meaning": "yes or no, where the wave asks no number"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})
    source_column = dy.String(nullable=False, metadata={"meaning": "header of the column"})


class Expenditures(dy.Schema):
    """``core_crdc__expenditures``: what a school spent, and the FTE paid from it, by kind and funds."""

    school_id_crdc = dy.String(primary_key=True, regex=CRDC_ID, metadata={"meaning": "LEAID and SCHID, 12 digits"})
    school_year = dy.Int32(primary_key=True, metadata={"meaning": "year in which it ends"})
    item = dy.String(primary_key=True, metadata={"meaning": "whose salaries or FTE, or non-personnel expenditures"})
    funds = dy.String(primary_key=True, metadata={"meaning": "state_and_local, or all_funds with federal ones"})
    amount = dy.Float64(nullable=True, metadata={"unit": "dollars a year; FTE where the item ends in fte"})
    amount_missing = reason_column("amount")
    amount_code = dy.Int16(nullable=True, metadata={"meaning": "reserve code of the source"})
    source = dy.String(nullable=False, metadata={"meaning": "release in the store"})
    source_file = dy.String(nullable=False, metadata={"meaning": "file inside the release"})
    source_row = dy.UInt32(nullable=False, metadata={"meaning": "row of that file, the header being row 1"})
    source_column = dy.String(nullable=False, metadata={"meaning": "header of the column"})


def _signed(frame: pl.DataFrame, release: CrdcRelease, raw: RawTable, schema: type[dy.Schema]) -> pl.DataFrame:
    signed = frame.with_columns(source=pl.lit(release.name), source_file=pl.lit(raw.file))
    return signed.select(schema.column_names())


def build_schools(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's schools as `FederalSchools`."""
    frame = with_ids(raw.frame, release)
    header = {column.measure: name for name, column in raw.columns.items()}
    offered = [pl.when(is_yes(header[f"grade_{one}"])).then(pl.lit(one)) for one in GRADES if f"grade_{one}" in header]
    built = frame.with_columns(
        pl.col("school").fill_null("").alias("school_name"), pl.col("district").fill_null(""),
        pl.col("state").str.to_uppercase(), pl.concat_str(offered, separator=" ", ignore_nulls=True).alias("grades"),
        is_yes("is_justice_facility").alias("is_justice_facility"), *(is_yes(header[one]).alias(one) for one in KINDS),
    )  # fmt: skip
    return _signed(built, release, raw, FederalSchools).sort("school_id_crdc")


def build_districts(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's districts as `FederalDistricts`."""
    header = {column.measure: name for name, column in raw.columns.items()}
    codes = codes_in_words(release, raw, list(header.values()))
    built = raw.frame.with_columns(
        leaid().alias("leaid"), pl.col("district").fill_null(""), pl.col("state").str.to_uppercase(),
        *number_and_reason(pl.col(header["students"]), "students", codes),
        *number_and_reason(pl.col(header["schools"]), "schools", codes),
        school_year=pl.lit(release.school_year, pl.Int32),
    )  # fmt: skip
    check_ids(built, {"leaid": LEAID, "state": STATE}, release)
    return _signed(built, release, raw, FederalDistricts).sort("leaid")


def build_offenses(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's offenses as `Offenses`; rule M1."""
    frame = with_ids(raw.frame, release)
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
    return _signed(pl.concat(parts), release, raw, Offenses)


def build_expenditures(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's expenditures as `Expenditures`; rule M1."""
    frame = with_ids(raw.frame, release)
    codes = codes_in_words(release, raw, list(raw.columns))
    parts = [
        frame.select(
            "school_id_crdc", "school_year", "source_row", pl.lit(column.measure).alias("item"),
            pl.lit(column.student_group).alias("funds"), *number_and_reason(pl.col(header), "amount", codes),
            pl.lit(header).alias("source_column"),
        )
        for header, column in raw.columns.items()
    ]  # fmt: skip
    return _signed(pl.concat(parts), release, raw, Expenditures)
