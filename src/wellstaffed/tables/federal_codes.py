"""Published cells as a number or a reason, and the identifiers of schools: what all federal tables share (M1, M5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.core.missing import Missing
from wellstaffed.sources.crdc import CrdcRelease, RawTable
from wellstaffed.sources.crdc.layout import reserve_codes
from wellstaffed.sources.crdc.school_ids import leaid, school_id

if TYPE_CHECKING:
    import dataframely as dy

REASONS = pl.Enum([reason.value for reason in Missing])
RACES = (
    "hispanic",
    "american_indian",
    "asian",
    "pacific_islander",
    "black",
    "white",
    "two_or_more",
    "any",
    "published_total",
)
SEXES = ("male", "female", "nonbinary")
# Justice facilities outside of districts bear letters: 06CC31800001.
CRDC_ID = r"^\d{2}[0-9A-Z]{10}$"
LEAID = r"^\d{2}[0-9A-Z]{5}$"
STATE = r"^[A-Za-z]{2}$"
TWICE = "stands more than once in the file; one row was expected."
ID_NAMES = {
    "school_id_crdc": "the school's identifier (COMBOKEY, or LEAID and SCHID)",
    "leaid": "LEAID",
    "state": "LEA_STATE",
}
ID_WORDS = {
    CRDC_ID: "twelve digits (letters after the first two in some justice facilities) were",
    LEAID: "seven digits (letters after the first two in some justice facilities) were",
    STATE: "two letters were",
}


def reason_column(measure: str) -> dy.Enum:
    """Return the schema column that says why a measure is missing."""
    import dataframely as dy

    meaning = f"why {measure} is missing; empty where it is not"
    return dy.Enum(REASONS.categories.to_list(), nullable=True, metadata={"meaning": meaning})


def word_column(words: tuple[str, ...], meaning: str, **options: Any) -> dy.Enum:
    """Return a schema column of words from a closed list."""
    import dataframely as dy

    return dy.Enum(list(words), metadata={"meaning": meaning, "words": list(words)}, **options)


def with_ids(frame: pl.DataFrame, release: CrdcRelease, file: str) -> pl.DataFrame:
    """
    Return a raw table with ``school_id_crdc``, ``leaid`` and ``school_year``; rows of the store have them, checked.

    Raises
    ------
    ReleaseError
        If an identifier is not one of the collection's; with the file and the first rows.
    """
    if "school_id_crdc" in frame.columns:
        return frame
    made = frame.with_columns(school_id(), leaid().alias("leaid"), school_year=pl.lit(release.school_year, pl.Int32))
    check_ids(made, {"school_id_crdc": CRDC_ID, "leaid": LEAID, "state": STATE}, release, file)
    return made


def check_ids(frame: pl.DataFrame, patterns: dict[str, str], release: CrdcRelease, file: str) -> None:
    """Raise `ReleaseError` if an identifier is not of its pattern; with the file and the first rows."""
    faults = []
    for name, pattern in patterns.items():
        if frame[name].null_count() == 0 and frame[name].unique().str.contains(pattern).all():
            continue
        wrong = frame.filter(~pl.col(name).str.contains(pattern).fill_null(False)).select("source_row", name)
        faults += [
            Fault(f"{file}, row {row}", f"{ID_NAMES[name]} {_shown(found)}; {ID_WORDS[pattern]} expected.")
            for row, found in wrong.head(10).iter_rows()
        ]
    if faults:
        raise ReleaseError(release.path.name, faults[:20])


def _shown(cell: str | None) -> str:
    return f"is '{cell[:40]}'" if cell else "is blank"


def codes_in_words(release: CrdcRelease, raw: RawTable, headers: list[str]) -> dict[int, str]:
    """
    Return the reason of each reserve code by number.

    Raises
    ------
    ReleaseError
        If a cell is below zero and no code of that wave.
    """
    codes = {code: reason.value for code, reason in reserve_codes(release.wave).items()}
    known = [*codes]
    faults = []

    def is_odd(header: str) -> pl.Expr:
        return (pl.col(header) < 0) & ~pl.col(header).cast(pl.Int64, strict=False).is_in(known)

    # One pass over all columns: hundreds of passes, one a column, took most of the time of a question.
    any_odd = raw.frame.select(is_odd(header).any() for header in headers)
    for header in (one for one in headers if any_odd[one][0]):
        odd = raw.frame.filter(is_odd(header)).select("source_row", header)
        faults += [
            Fault(f"{raw.file}, row {row}, {header}", f"holds {cell}, which is no reserve code of {release.wave}.")
            for row, cell in odd.head(5).iter_rows()
        ]
    if faults:
        raise ReleaseError(release.path.name, faults[:20])
    return codes


def number_and_reason(value: pl.Expr, measure: str, codes: dict[int, str]) -> list[pl.Expr]:
    """Return the measure, its reason and the source's own code from a published number (rule M1)."""
    whole = value.cast(pl.Int32, strict=False)
    reason = (
        pl.when(value.is_null())
        .then(pl.lit(Missing.NOT_REPORTED.value))
        .when(value < 0)
        .then(whole.replace_strict(list(codes), list(codes.values()), default=None, return_dtype=pl.String))
        .otherwise(None)
    )
    return [
        pl.when(value >= 0).then(value).otherwise(None).alias(measure),
        reason.cast(REASONS).alias(f"{measure}_missing"),
        pl.when(value < 0).then(whole).otherwise(None).cast(pl.Int16).alias(f"{measure}_code"),
    ]


def is_yes(header: str) -> pl.Expr:
    """Return whether a Yes/No column says yes; null where it says neither."""
    word = pl.col(header)
    says = [(word == one) | (word == one.upper()) | (word == one.lower()) for one in ("Yes", "No")]
    return pl.when(says[0]).then(True).when(says[1]).then(False).otherwise(None)
