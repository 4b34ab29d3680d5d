"""
Students of every school by group, race and sex, out of a release's published columns.

Without the schemas that declare the tables (``federal_students``): quick to load and to run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from wellstaffed.sources.crdc import CrdcRelease, RawTable
from wellstaffed.sources.crdc.layout import Column
from wellstaffed.tables.federal_codes import RACES, SEXES, codes_in_words, number_and_reason, with_ids

ENROLLED = ("all", "idea", "section_504", "el")
DISCIPLINED = ("without_disability", "idea", "section_504", "without_disability_el", "with_disability_el")
OUTCOMES = ("referral", "arrest")
COUNTED = (
    "school_id_crdc", "school_year", "race", "sex", "students", "students_missing", "students_code", "source",
    "source_file", "source_row", "source_column",
)  # fmt: skip
ENROLLMENT = (*COUNTED, "student_group")
LAW_ENFORCEMENT = (*COUNTED, "outcome", "student_group")


def build_enrollment(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's enrollment as ``Enrollment``; rules M1, M5."""
    words = {"student_group": pl.Enum(ENROLLED)}
    return _built(release, raw, words, ENROLLMENT, by=lambda column: column.student_group)


def build_law_enforcement(release: CrdcRelease, raw: RawTable) -> pl.DataFrame:
    """Return a release's referrals and arrests as ``LawEnforcement``; rules M1, M5."""
    words = {"outcome": pl.Enum(OUTCOMES), "student_group": pl.Enum(DISCIPLINED)}
    return _built(release, raw, words, LAW_ENFORCEMENT, by=lambda column: column.measure + column.student_group)


def _built(
    release: CrdcRelease,
    raw: RawTable,
    words: dict[str, pl.Enum],
    names: tuple[str, ...],
    *,
    by: Callable[[Column], str],
) -> pl.DataFrame:
    """Unpivot one group of columns after the other: memory holds one group twice, never the whole twice."""
    frame = with_ids(raw.frame, release, raw.file)
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
