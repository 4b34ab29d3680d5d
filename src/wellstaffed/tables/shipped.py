"""The figures shipped with the program: a small built table of real schools, so that every command works at once."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.identifiers import is_leaid, leaid
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    import polars as pl

DATA = Path(__file__).parent / "data"
NOT_COUNTED = "not_counted"


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
def _checked() -> pl.DataFrame:
    """Madison and Portland: years and roles that no other file at hand has."""
    import polars as pl

    text = dict.fromkeys(
        ["school_id", "leaid", "students_missing", "fte_missing", "fte_code", "poverty_group"], pl.String
    )
    kinds: dict[str, type[pl.DataType]] = text | {"fte": pl.Float64, "students": pl.Int64, "flags": pl.String}
    table = pl.read_csv(DATA / "school_staff.csv", schema_overrides=kinds).with_columns(pl.col("flags").fill_null(""))
    return with_measures_never_asked(table)


def with_measures_never_asked(table: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the measures that only a roster has, as not asked, in the order of ``core__school_staff``."""
    import polars as pl

    never = [
        expression
        for name in ("fte_budgeted", "fte_vacant")
        for expression in (
            pl.lit(None, pl.Float64).alias(name),
            pl.lit("not asked").alias(f"{name}_missing"),
        )
    ]
    return table.with_columns(never).select(_COLUMNS)


_COLUMNS = [
    "row_order", "school_id", "school", "leaid", "district", "state", "school_year", "is_pool", "grade_band", "students",
    "students_missing", "students_kind", "poverty_group", "role", "fte", "fte_missing", "fte_code", "fte_budgeted",
    "fte_budgeted_missing", "fte_vacant", "fte_vacant_missing", "flags", "source",
]  # fmt: skip
ROLES = ("counselor", "psychologist", "social_worker", "nurse", "officer", "guard")
PORTLAND_COLUMNS = {"counselor": "counselors_fte", "psychologist": "psychologists_fte", "social_worker": "social_workers_fte",
           "nurse": "nurses_fte", "officer": "law_enforcement_fte", "guard": "security_guard_fte"}  # fmt: skip


def shipped_staff(district: str, school_year: int | None = None) -> pl.DataFrame:
    """
    Return the shipped rows of a district as ``core__school_staff``; only its rows are read.

    Parameters
    ----------
    district : str
        LEAID of 7 characters.
    school_year : int, optional
        Year in which it ends; all years if left out.
    """
    import polars as pl

    checked = _checked().filter(pl.col("leaid") == district)
    wanted = pl.col("leaid") == district
    if not checked.is_empty():
        wanted &= ~pl.col("school_year").is_in(list(set(checked["school_year"])))
    if school_year is not None:
        wanted &= pl.col("school_year") == school_year
        checked = checked.filter(pl.col("school_year") == school_year)
    return pl.concat([checked, shipped_rows(wanted)])


def rows_not_counted(district: str, school_year: int | None = None) -> pl.DataFrame:
    """Return the rows of the federal file whose schools `shipped_staff` leaves out, since the district was checked apart."""
    import polars as pl

    year = pl.lit(True) if school_year is None else pl.col("school_year") == school_year
    return _left_out((pl.col("leaid") == district) & year)


def all_rows_not_counted(leaids: list[str] | None = None) -> pl.DataFrame:
    """Return `rows_not_counted` of all districts, or of some, flagged `NOT_COUNTED`."""
    import polars as pl

    flags = pl.concat_str("flags", pl.lit(NOT_COUNTED), separator=" ").str.strip_chars()
    wanted = pl.lit(True) if leaids is None else pl.col("leaid").is_in(leaids)
    return _left_out(wanted).with_columns(flags.alias("flags"))


def _left_out(wanted: pl.Expr) -> pl.DataFrame:
    import polars as pl

    checked = _checked().filter(wanted)
    if checked.is_empty():
        return checked
    rows = shipped_rows(wanted & pl.col("leaid").is_in(checked["leaid"].unique().to_list()))
    of_year = rows.join(checked, on=["leaid", "school_year"], how="semi", maintain_order="left")
    return of_year.join(checked, on=["school_id", "school_year"], how="anti", maintain_order="left")


def said_not_counted(district: str, school_year: int, *, by: str = "here", of: str = "the district") -> str:
    """
    Return a sentence on the schools that the federal file has and the figures of a district leave out; else nothing.

    `by` ends "not counted" where the sentence stands beside something else than the figures that leave them out; `of` names the
    district where the sentence stands among those of others.
    """
    rows = rows_not_counted(district, school_year).filter(role="counselor")
    named = [
        f"{row['school']} ({_said(row['students'], row['students_missing'], 'students')}, "
        f"{_said(row['fte'], row['fte_missing'], 'counselors')})"
        for row in rows.iter_rows(named=True)
    ]
    if not named:
        return ""
    further = f"1 further school of {of} is" if len(named) == 1 else f"{len(named)} further schools of {of} are"
    return f"{further} in the federal file of {show_school_year(school_year)} but not counted {by}: {', '.join(named)}."


def _said(value: float | None, missing: str | None, what: str) -> str:
    return f"{what} {missing}" if value is None else f"{value:,} {what}"


def shipped_rows(where: pl.Expr) -> pl.DataFrame:
    """
    Return rows of the built table as ``core__school_staff``, one per school, year and role.

    Parameters
    ----------
    where : Expr
        On ``leaid``, ``school_id``, ``school_year``: decides which row groups are read.
    """
    import polars as pl

    schools = pl.scan_parquet(DATA / "staff.parquet").filter(where).collect()
    named = schools.join(_districts(schools["leaid"].unique().to_list()), on="leaid", how="left")
    order = pl.int_range(pl.len(), dtype=pl.Int64)
    shared = named.with_columns(
        order.over("leaid", "school_year").alias("row_order"),
        pl.col("school_year").cast(pl.Int64),
        pl.col("students").cast(pl.Int64),
        pl.lit(False).alias("is_pool"),
        pl.lit("enrolled").alias("students_kind"),
        pl.lit(None, pl.String).alias("poverty_group"),
        pl.when(pl.col("students").is_null())
        .then(pl.col("students_missing").fill_null("not reported"))
        .alias("students_missing"),
    )
    by_role = [
        shared.with_columns(
            pl.lit(role).alias("role"),
            *[pl.col(f"fte_{role}{end}").alias(f"fte{end}") for end in ("", "_missing", "_code")],
            pl.col("flags").str.extract(rf"(?:^|;){role}:([^;]*)").fill_null("").alias("flags"),
        )
        for role in ROLES
    ]
    long = with_measures_never_asked(pl.concat(by_role))
    rank = pl.col("role").replace_strict({role: place for place, role in enumerate(ROLES)}, return_dtype=pl.Int8)
    return long.sort("leaid", "school_year", "row_order", rank)


def all_shipped_staff(leaids: list[str] | None = None) -> pl.DataFrame:
    """
    Return every shipped row of staff: the districts checked one by one, then all others by identifier.

    Parameters
    ----------
    leaids : list of str, optional
        Only these districts, of which alone the rows are read.
    """
    import polars as pl

    wanted = pl.lit(True) if leaids is None else pl.col("leaid").is_in(leaids)
    checked = _checked().filter(wanted)
    held = checked.select("leaid", pl.col("school_year").cast(pl.Int64)).unique()
    return pl.concat([checked, shipped_rows(wanted).join(held, on=["leaid", "school_year"], how="anti")])


def all_said_not_counted(rows: pl.DataFrame) -> tuple[str, ...]:
    """Return `said_not_counted` of each district and year of which rows, flagged `NOT_COUNTED`, are in a table."""
    import polars as pl

    flagged = rows.filter(pl.col("flags").str.split(" ").list.contains(NOT_COUNTED))
    years = flagged.select("leaid", pl.col("school_year").cast(pl.Int64)).unique().sort("leaid", "school_year")
    names = (
        {one.leaid: f"{one.name} ({one.leaid})" for one in checked_districts()} if rows["leaid"].n_unique() > 1 else {}
    )
    return tuple(
        said_not_counted(leaid, year, by="by gap", of=names.get(leaid, "the district"))
        for leaid, year in years.iter_rows()
    )


def leaids_of_state(state: str) -> list[str]:
    """Return the districts of a state, two letters, that the directory lists, by identifier."""
    import polars as pl

    rows = pl.scan_parquet(DATA / "districts.parquet").filter(pl.col("state") == state).select("leaid").collect()
    return sorted({*rows["leaid"], *(one.leaid for one in checked_districts() if one.state == state)})


def has_high_schools_only(district: str, school_year: int) -> bool:
    """Tell whether the shipped figures of a district and year are of its high schools alone."""
    import polars as pl

    checked = _checked().filter(pl.col("leaid") == district, pl.col("school_year") == school_year)
    if not checked.is_empty():
        return set(checked["grade_band"]) == {"high"}
    rows = pl.scan_parquet(DATA / "staff.parquet").filter(
        pl.col("leaid") == district, pl.col("school_year") == school_year
    )
    only = rows.select("is_high_schools_only").unique().collect()["is_high_schools_only"].to_list()
    return True in only


def _districts(leaids: list[str]) -> pl.DataFrame:
    import polars as pl

    rows = pl.scan_parquet(DATA / "districts.parquet").filter(pl.col("leaid").is_in(leaids))
    return rows.select("leaid", "district", "state").collect()


@cache
def checked_districts() -> tuple[ShippedDistrict, ...]:
    """Return the districts whose figures were checked one by one, by name."""
    years: dict[tuple[str, str, str], set[int]] = {}
    with (DATA / "school_staff.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            years.setdefault((row["district"], row["leaid"], row["state"]), set()).add(int(row["school_year"]))
    return tuple(ShippedDistrict(key[1], key[0], key[2], tuple(sorted(found))) for key, found in sorted(years.items()))


def shipped_districts(where: pl.Expr | None = None) -> tuple[ShippedDistrict, ...]:
    """
    Return every district with shipped figures, by identifier.

    Parameters
    ----------
    where : Expr, optional
        On ``leaid``, ``district``, ``state``, ``city``.
    """
    import polars as pl

    staffed = pl.col("school_years").list.len() > 0
    return _districts_where(staffed if where is None else staffed & where)


def listed_districts(text: str) -> tuple[ShippedDistrict, ...]:
    """Return the districts of the directory that a LEAID, a name or a part of a name may stand for, with figures or not."""
    import polars as pl

    if is_leaid(text):
        return _districts_where(pl.col("leaid") == leaid(text))
    wanted = folded(text)
    both = pl.concat_str(folded_column("district"), pl.col("state").str.to_lowercase(), separator=" ")
    every = _districts_where(both.str.contains(wanted, literal=True))
    whole = tuple(one for one in every if wanted in (folded(one.name), folded(f"{one.name} {one.state}")))
    return whole or every


def _districts_where(where: pl.Expr) -> tuple[ShippedDistrict, ...]:
    import polars as pl

    table = pl.scan_parquet(DATA / "districts.parquet").filter(where).collect()
    checked = {one.leaid: one for one in checked_districts()}
    found = []
    for row in table.iter_rows(named=True):
        known = checked.get(row["leaid"])
        years = {*row["school_years"], *(known.school_years if known else ())}
        name = known.name if known else row["district"]
        found.append(ShippedDistrict(row["leaid"], name, row["state"], tuple(sorted(years))))
    return tuple(found)


@cache
def shipped_sources() -> dict[str, SourceNote]:
    """Return what each source key of the shipped tables stands for."""
    with (DATA / "sources.csv").open(encoding="utf-8", newline="") as file:
        return {row.pop("key"): SourceNote(**row) for row in csv.DictReader(file)}


_APOSTROPHES = "‘’ʼ`"


def folded(text: str) -> str:
    """Return a name without case, accents, commas and double blanks; an apostrophe of print is one of the keyboard."""
    plain = unicodedata.normalize("NFKD", re.sub(f"[{_APOSTROPHES}]", "'", text)).encode("ascii", "ignore").decode()
    return " ".join(plain.casefold().replace(",", " ").split())


def folded_column(name: str) -> pl.Expr:
    """Return a text column as `folded` returns a text."""
    import polars as pl

    typed = pl.col(name).str.replace_all(f"[{_APOSTROPHES}]", "'")
    plain = typed.str.normalize("NFKD").str.replace_all(r"[^\x00-\x7F]", "").str.to_lowercase()
    return plain.str.replace_all(r"[,\s]+", " ").str.strip_chars()
