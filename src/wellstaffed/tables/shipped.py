"""The figures shipped with the program: a small built table of real schools, so that every command works at once."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.identifiers import leaid

if TYPE_CHECKING:
    import polars as pl

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class ShippedDistrict:
    """A district with shipped figures, and the years (in which school years end) it has."""

    leaid: str
    name: str
    state: str
    school_years: tuple[int, ...]


@dataclass(frozen=True)
class SourceNote:
    """What a source key stands for."""

    title: str
    publisher: str
    vintage: str
    href: str
    note: str


@cache
def _table() -> pl.DataFrame:
    import polars as pl

    text = dict.fromkeys(
        ["school_id", "leaid", "students_missing", "fte_missing", "fte_code", "poverty_group"], pl.String
    )
    kinds: dict[str, type[pl.DataType]] = text | {"fte": pl.Float64, "students": pl.Int64, "flags": pl.String}
    table = pl.read_csv(DATA / "school_staff.csv", schema_overrides=kinds).with_columns(pl.col("flags").fill_null(""))
    never = [
        expression
        for name in ("fte_budgeted", "fte_vacant")
        for expression in (
            pl.lit(None, pl.Float64).alias(name),
            pl.lit("not asked").alias(f"{name}_missing"),
        )
    ]
    order = [*table.columns[:17], "fte_budgeted", "fte_budgeted_missing", "fte_vacant", "fte_vacant_missing"]
    return table.with_columns(never).select([*order, "flags", "source"])


def shipped_staff(district: str, school_year: int | None = None) -> pl.DataFrame:
    """
    Return the shipped rows of a district as ``core__school_staff``.

    Parameters
    ----------
    district : str
        LEAID of 7 digits.
    school_year : int, optional
        Year in which it ends; all years if left out.
    """
    import polars as pl

    rows = _table().filter(pl.col("leaid") == district)
    return rows if school_year is None else rows.filter(pl.col("school_year") == school_year)


@cache
def shipped_districts() -> tuple[ShippedDistrict, ...]:
    """Return every district with shipped figures, by name."""
    years: dict[tuple[str, str, str], set[int]] = {}
    with (DATA / "school_staff.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            years.setdefault((row["district"], row["leaid"], row["state"]), set()).add(int(row["school_year"]))
    return tuple(ShippedDistrict(key[1], key[0], key[2], tuple(sorted(found))) for key, found in sorted(years.items()))


@cache
def shipped_sources() -> dict[str, SourceNote]:
    """Return what each source key of the shipped tables stands for."""
    with (DATA / "sources.csv").open(encoding="utf-8", newline="") as file:
        return {row.pop("key"): SourceNote(**row) for row in csv.DictReader(file)}


def resolve_district(text: str) -> ShippedDistrict:
    """
    Return the one district that a LEAID, a name or a part of a name stands for.

    Raises
    ------
    NotFoundError
        If none does; the message lists those that have figures.
    UsageError
        If several do; the message lists them.
    """
    districts = shipped_districts()
    have = "; ".join(f"{one.name}, {one.state} ({one.leaid})" for one in districts)
    if text.strip().lstrip("'").isdigit():
        wanted = leaid(text)
        found = [one for one in districts if one.leaid == wanted]
    else:
        found = [one for one in districts if _folded(text) in _folded(f"{one.name} {one.state}")]
    if not found:
        raise NotFoundError(f"No shipped figures for the district '{text}'. Shipped: {have}. Or give --roster FILE.")
    if len(found) > 1:
        names = "; ".join(f"{one.name} ({one.leaid})" for one in found)
        raise UsageError(f"'{text}' may be any of: {names}. Give the LEAID.")
    return found[0]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(plain.casefold().replace(",", " ").split())
