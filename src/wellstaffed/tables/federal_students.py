"""Students of every school by group, race and sex: enrollment, referrals to law enforcement, school-related arrests."""

from __future__ import annotations

from collections.abc import Iterator

import dataframely as dy
import polars as pl

from wellstaffed.sources.crdc import CrdcRelease, RawTable
from wellstaffed.sources.crdc.layout import Column
from wellstaffed.tables.federal_codes import (
    CRDC_ID,
    RACES,
    SEXES,
    codes_in_words,
    number_and_reason,
    reason_column,
    with_ids,
    word_column,
)

ENROLLED = ("all", "idea", "section_504", "el")
DISCIPLINED = ("without_disability", "idea", "section_504", "without_disability_el", "with_disability_el")
OUTCOMES = ("referral", "arrest")
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


def build_enrollment(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's enrollment as `Enrollment`; rules M1, M5."""
    words = {"student_group": pl.Enum(ENROLLED)}
    return _built(release, raw, words, Enrollment.column_names(), by=lambda column: column.student_group)


def build_law_enforcement(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's referrals and arrests as `LawEnforcement`; rules M1, M5."""
    words = {"outcome": pl.Enum(OUTCOMES), "student_group": pl.Enum(DISCIPLINED)}
    return _built(
        release, raw, words, LawEnforcement.column_names(), by=lambda column: column.measure + column.student_group
    )


def _built(release: CrdcRelease, raw: RawTable, words: dict[str, pl.Enum], names: list[str], *, by) -> pl.DataFrame:  # type: ignore[no-untyped-def]
    """Unpivot one group of columns after the other: memory holds one group twice, never the whole twice."""
    frame = with_ids(raw.frame, release)
    present = {header: column for header, column in raw.columns.items() if header in frame.columns}
    codes = codes_in_words(release, raw, list(present))
    groups: dict[str, dict[str, Column]] = {}
    for header, column in present.items():
        groups.setdefault(by(column), {})[header] = column
    parts = list(_parts(frame, groups, words, codes))
    return pl.concat(parts).with_columns(source=pl.lit(release.name), source_file=pl.lit(raw.file)).select(names)


def _parts(
    frame: pl.DataFrame, groups: dict[str, dict[str, Column]], words: dict[str, pl.Enum], codes: dict[int, str]
) -> Iterator[pl.DataFrame]:
    for columns in groups.values():
        meaning = pl.DataFrame(
            [
                {"source_column": header, "outcome": one.measure, "student_group": one.student_group,
                 "race": one.race, "sex": one.sex}
                for header, one in columns.items()
            ]
        )  # fmt: skip
        meaning = meaning.with_columns(
            *(pl.col(name).cast(kind) for name, kind in words.items()),
            pl.col("race").cast(pl.Enum(RACES)), pl.col("sex").cast(pl.Enum(SEXES)),
        ).select("source_column", "race", "sex", *words)  # fmt: skip
        long = frame.select("school_id_crdc", "school_year", "source_row", *columns).unpivot(
            on=list(columns), index=["school_id_crdc", "school_year", "source_row"], variable_name="source_column"
        )
        yield (
            long.with_columns(number_and_reason(pl.col("value"), "students", codes))
            .drop("value")
            .join(meaning, on="source_column", how="left", maintain_order="left")
        )
