"""
Arrests and referrals of one district by race and sex, from the federal record in the store, as a table of counts.

The record counts students without a disability and students served under IDEA by race and sex, students served under
Section 504 only by sex alone; enrollment stands by race and sex. What a dimension leaves out is said in ``note``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.core.errors import MissingInputError, UsageError
from wellstaffed.core.missing import Missing
from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.comparability import federal_wave
from wellstaffed.evidence.disparity_table import COUNT_COLUMNS

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.tables.store import Store

OUTCOMES = {"arrests": "arrest", "referrals": "referral"}
DIMENSIONS = {"race": ("race",), "sex": ("sex",), "race x sex": ("race", "sex")}
_NO_RACE = ("any", "published_total")
_PACIFIC = {"pacific_islander": "pacific"}


def federal_counts(
    store: Store, *, leaid: str, school_year: int, outcome: str, dimension: str = "race", by_school: bool = False
) -> pl.DataFrame:
    """
    Return the counts of a district, or of each of its schools, as `disparity_table.COUNT_COLUMNS`.

    Parameters
    ----------
    store : Store
        With a release of that year.
    leaid : str
    school_year : int
        Year in which the school year ends.
    outcome : str
        ``arrests`` or ``referrals``.
    dimension : str
        ``race``, ``sex`` or ``race x sex``.
    by_school : bool
        One place per school; else the district is the place.

    Raises
    ------
    UsageError
        If outcome or dimension is another.
    MissingInputError
        If the store holds no such counts of the district and year.

    Notes
    -----
    Rules M1, M2, D3. A school with an unknown cell is left out of the district's events and of its students alike, and
    ``note`` says how many were; a district none of whose schools is known has the reason instead of a number. Beside the
    columns stand ``place``, ``state``, ``source``, ``note`` and, for a wave whose cells were rounded, ``events_low`` and
    ``events_high``.
    """
    import polars as pl

    if outcome not in OUTCOMES or dimension not in DIMENSIONS:
        raise UsageError(
            f"The federal record is asked for {' or '.join(OUTCOMES)} by {', '.join(DIMENSIONS)}; "
            f"'{outcome}' by '{dimension}' was asked."
        )
    where = (pl.col("leaid") == leaid) & (pl.col("school_year") == school_year)
    law, enrolled, schools = (store.scan(name, where) for name in ("law_enforcement", "enrollment", "schools"))
    if law is None or enrolled is None or schools is None:
        raise MissingInputError(_how_to_add(leaid, school_year))
    events = _events(law, outcome, by_race="race" in dimension)
    students = enrolled.filter((pl.col("student_group") == "all") & ~pl.col("race").is_in(_NO_RACE)).collect()
    if events.is_empty() or students.is_empty():
        raise MissingInputError(_how_to_add(leaid, school_year))
    wave, by = federal_wave(school_year), DIMENSIONS[dimension]
    step = wave.step if wave.is_rounded else 0
    named = (
        _summed(events, by, "events", step)
        .join(_summed(students, by, "students", 0), on=["school_id_crdc", "group"], how="full", coalesce=True)
        .join(schools.select("school_id_crdc", "school_name", "district", "state").collect(), on="school_id_crdc")
    )
    places = _schools_as_places(named) if by_school else _district_as_place(named, leaid)
    about = _left_out(places, by_race="race" in dimension)
    return places.with_columns(
        pl.lit(school_year, pl.Int64).alias("school_year"),
        pl.lit(outcome).alias("outcome"),
        pl.lit(dimension).alias("dimension"),
        pl.concat_str(pl.col("note"), pl.lit(about), separator=" ").str.strip_chars().alias("note"),
        pl.lit(", ".join(sorted(set(events["source"])))).alias("source"),
    ).select(*COUNT_COLUMNS, "place", "state", "source", "note", *(["events_low", "events_high"] if step else []))


def _events(law: pl.LazyFrame, outcome: str, *, by_race: bool) -> pl.DataFrame:
    import polars as pl

    groups = ["without_disability", "idea", *([] if by_race else ["section_504"])]
    is_whole = pl.col("race").is_in(list(_NO_RACE) if by_race else ["published_total"])
    is_asked = (pl.col("outcome") == OUTCOMES[outcome]) & pl.col("student_group").is_in(groups)
    return law.filter(is_asked & ~is_whole).collect()


def _left_out(places: pl.DataFrame, *, by_race: bool) -> str:
    lines = ["Students served under Section 504 only are not counted by race and not in these."] if by_race else []
    if places["events"].sum() == 0 and places["events"].null_count() < places.height:
        lines.append("Every count is zero; where a district answers zero everywhere, it may not have counted.")
    return " ".join(lines)


def _how_to_add(leaid: str, school_year: int) -> str:
    return (
        f"Your store holds no referrals and arrests of district {leaid} in {show_school_year(school_year)}. Add the release "
        "of that year: wellstaffed data fetch lists the addresses, wellstaffed data add FILE reads it."
    )


def _summed(cells: pl.DataFrame, by: tuple[str, ...], name: str, step: int) -> pl.DataFrame:
    """Return one row per school and group; null, with the first reason, where any of its cells is not known (M2)."""
    import polars as pl

    parts = [pl.col(one).cast(pl.String).replace(_PACIFIC) for one in by]
    number = pl.col("students").cast(pl.Float64)
    moved = step * (number > 0).cast(pl.Float64)
    known = pl.col("students").is_not_null().all()
    return (
        cells.with_columns(pl.concat_str(parts, separator=" x ").alias("group"))
        .group_by("school_id_crdc", "group", maintain_order=True)
        .agg(
            pl.when(known).then(number.sum()).alias(name),
            pl.col("students_missing").cast(pl.String).drop_nulls().first().alias(f"{name}_missing"),
            pl.when(known).then((number - moved).sum()).alias(f"{name}_low"),
            pl.when(known).then((number + moved).sum()).alias(f"{name}_high"),
        )
    )


def _reason(name: str, what: str) -> pl.Expr:
    import polars as pl

    why = pl.col(f"{name}_missing").fill_null(Missing.NOT_REPORTED.value)
    return pl.when(pl.col(name).is_null()).then(pl.concat_str(pl.lit(f"{what} is "), why)).alias(f"{name}_missing")


def _schools_as_places(named: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return named.rename({"school_id_crdc": "place_id", "school_name": "place"}).with_columns(
        _reason("events", "the count"), _reason("students", "the number of students"), pl.lit("").alias("note")
    )


def _district_as_place(named: pl.DataFrame, leaid: str) -> pl.DataFrame:
    import polars as pl

    is_unknown = pl.col("events").is_null() | pl.col("students").is_null()
    unknown = named.filter(is_unknown)
    without = unknown["school_id_crdc"].unique()
    known = named.filter(~pl.col("school_id_crdc").is_in(without.implode()))
    reasons = pl.concat([unknown["events_missing"], unknown["students_missing"]]).drop_nulls().unique().sort().to_list()
    why = ", ".join(reasons) or Missing.NOT_REPORTED.value
    note = (
        f"{len(without)} of {named['school_id_crdc'].n_unique()} schools are left out ({why})." if len(without) else ""
    )
    if known.is_empty():
        return (
            named.unique("group", maintain_order=True)
            .with_columns(events=pl.lit(None, pl.Float64), events_low=None, events_high=None)
            .with_columns(pl.lit(f"the count is {why} at every school").alias("events_missing"))
            .with_columns(pl.lit(leaid).alias("place_id"), pl.col("district").alias("place"), pl.lit("").alias("note"))
            .with_columns(_reason("students", "the number of students"))
        )
    sums = [pl.col(name).sum() for name in ("events", "students", "events_low", "events_high")]
    return known.group_by("group", maintain_order=True).agg(*sums, pl.col("district", "state").first()).with_columns(
        pl.lit(leaid).alias("place_id"), pl.col("district").alias("place"), pl.lit(note).alias("note"),
        pl.lit(None, pl.String).alias("events_missing"), pl.lit(None, pl.String).alias("students_missing"),
    )  # fmt: skip
