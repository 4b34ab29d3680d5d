"""
Arrests and referrals of a district, its schools or all districts of a state, from the federal record in the store.

What a dimension leaves out of the record is said in ``note``; which groups there are is in `federal_groups`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.core.errors import MissingInputError, UsageError
from wellstaffed.core.missing import Missing
from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.comparability import federal_wave
from wellstaffed.evidence.disparity_table import COUNT_COLUMNS
from wellstaffed.evidence.federal_groups import Division, Share, division

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.tables.store import Store

OUTCOMES = {"arrests": "arrest", "referrals": "referral"}
CONTRADICTORY = "contradictory (its parts add to more than the whole)"
_SCHOOL = ["school_id_crdc", "school_year"]


def federal_counts(
    store: Store,
    *,
    school_year: int,
    outcome: str,
    leaid: str | None = None,
    state: str | None = None,
    dimension: str = "race",
    by_school: bool = False,
) -> pl.DataFrame:
    """
    Return the counts of a district, of each of its schools, or of each district of a state.

    Parameters
    ----------
    store : Store
        With a release of that year.
    school_year : int
        Year in which the school year ends.
    outcome : str
        ``arrests`` or ``referrals``.
    leaid, state : str
        One of them: a district, or the two letters of a state; several states joined by commas.
    dimension : str
        See `federal_groups.division`.
    by_school : bool
        One place per school; else each district is a place.

    Returns
    -------
    DataFrame
        `disparity_table.COUNT_COLUMNS`, and beside them ``place``, ``state``, ``source``, ``note`` and, for a wave whose
        cells were rounded, ``events_low`` and ``events_high``.

    Raises
    ------
    UsageError
        If outcome or dimension is another.
    MissingInputError
        If the store holds no such counts of the place and year.

    Notes
    -----
    Rules M1, M2, D3. A school with an unknown cell is left out of the district's events and of its students alike, and
    ``note`` says how many were; a district none of whose schools is known has the reason instead of a number.
    """
    import polars as pl

    if outcome not in OUTCOMES:
        raise UsageError(f"--outcome is '{outcome}'; the federal record holds {' and '.join(OUTCOMES)}.")
    how, wave = division(dimension), federal_wave(school_year)
    found = _read(store, _place(store, leaid, state, school_year), OUTCOMES[outcome], how)
    if found is None:
        raise MissingInputError(_how_to_add(leaid or str(state), school_year))
    events, students, schools = found
    step = wave.step if wave.is_rounded else 0
    named = (
        _summed(events, how, how.events, "events", step)
        .join(_summed(students, how, how.students, "students", 0), on=[*_SCHOOL, "group"], how="full", coalesce=True)
        .join(schools, on=_SCHOOL)
    )
    places = _schools_as_places(named) if by_school else _districts_as_places(named)
    return places.with_columns(
        pl.lit(outcome).alias("outcome"),
        pl.lit(how.name).alias("dimension"),
        pl.col("school_year").cast(pl.Int64),
        _noted(how).alias("note"),
        pl.lit(", ".join(sorted(set(events["source"])))).alias("source"),
    ).select(*COUNT_COLUMNS, "place", "state", "source", "note", *(["events_low", "events_high"] if step else []))


Found = tuple["pl.DataFrame", "pl.DataFrame", "pl.DataFrame"]


def _place(store: Store, leaid: str | None, state: str | None, school_year: int) -> pl.Expr:
    import polars as pl

    is_year = pl.col("school_year") == school_year
    if leaid is not None:
        return (pl.col("leaid") == leaid) & is_year
    schools = store.scan("schools", is_year)
    if schools is None:
        return pl.lit(False)
    states = [one.strip().upper() for one in str(state).split(",")]
    of_state = schools.filter(pl.col("state").is_in(states)).select("leaid").unique().collect()["leaid"]
    return pl.col("leaid").is_in(of_state.implode()) & is_year


def _read(store: Store, where: pl.Expr, outcome: str, how: Division) -> Found | None:
    """Return the cells of events and of students that the division is made of, and the schools; None without them."""
    import polars as pl

    tables = [store.scan(name, where) for name in ("law_enforcement", "enrollment", "schools")]
    law, enrolled, schools = tables
    if law is None or enrolled is None or schools is None:
        return None

    def cells(frame: pl.LazyFrame, shares: tuple[Share, ...]) -> pl.DataFrame:
        groups = list({one[0] for one in shares})
        # The source's own sums count reserve codes as zero (rule M5): only cells are summed.
        return frame.filter(pl.col("student_group").is_in(groups) & (pl.col("race") != "published_total")).collect()

    events, students = cells(law.filter(pl.col("outcome") == outcome), how.events), cells(enrolled, how.students)
    if events.is_empty() or students.is_empty():
        return None
    return events, students, schools.select(*_SCHOOL, "leaid", "school_name", "district", "state").collect()


def _how_to_add(place: str, school_year: int) -> str:
    return (
        f"Your store holds no referrals and arrests of {place} in {show_school_year(school_year)}. Add the release "
        "of that year: wellstaffed data fetch lists the addresses, wellstaffed data add FILE reads it."
    )


def _summed(cells: pl.DataFrame, how: Division, shares: tuple[Share, ...], name: str, step: int) -> pl.DataFrame:
    """Return one row per school and group; null, with the first reason, where any of its cells is not known (M2)."""
    import polars as pl

    plan = pl.DataFrame(
        [{"student_group": group, "label": label, "sign": float(sign)} for group, label, sign in shares]
    ).with_columns(pl.col("student_group").cast(cells["student_group"].dtype))
    race = pl.col("race").cast(pl.String).replace({"pacific_islander": "pacific"})
    part = {"race": race, "sex": pl.col("sex").cast(pl.String)}
    parts = [part.get(one, pl.col("label")) for one in how.parts]
    number = pl.col("students").cast(pl.Float64)
    moved = step * (number > 0).cast(pl.Float64).sum()
    total = (pl.col("sign") * number).sum()
    known = pl.col("students").is_not_null().all()
    why = pl.col("students_missing").cast(pl.String).drop_nulls().first()
    return (
        cells.join(plan, on="student_group")
        .with_columns(pl.concat_str(parts, separator=" x ").alias("group"))
        .group_by(*_SCHOOL, "group", maintain_order=True)
        .agg(
            # One published count may stand for one child more or less; two of them can turn a rest negative.
            pl.when(known & (total >= 0)).then(total).alias(name),
            pl.coalesce(why, pl.when(total < 0).then(pl.lit(CONTRADICTORY))).alias(f"{name}_missing"),
            pl.when(known).then(pl.max_horizontal(total - moved, 0.0)).alias(f"{name}_low"),
            pl.when(known).then(total + moved).alias(f"{name}_high"),
        )
        .filter(pl.col("group") != "")
    )


def _reason(name: str, what: str) -> pl.Expr:
    import polars as pl

    why = pl.col(f"{name}_missing").fill_null(Missing.NOT_REPORTED.value)
    return pl.when(pl.col(name).is_null()).then(pl.concat_str(pl.lit(f"{what} is "), why)).alias(f"{name}_missing")


def _noted(how: Division) -> pl.Expr:
    import polars as pl

    district = [pl.col("place_id").str.slice(0, 7), "school_year"]
    nothing = (pl.col("events").sum().over(district) == 0) & pl.col("events").is_not_null().any().over(district)
    zero = "Every count is zero; where a district answers zero everywhere, it may not have counted."
    about = pl.concat_str(
        pl.col("note"), pl.lit(how.left_out), pl.when(nothing).then(pl.lit(zero)).otherwise(pl.lit("")), separator=" "
    )
    return about.str.replace_all("  ", " ", literal=True).str.strip_chars()


def _schools_as_places(named: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return named.rename({"school_id_crdc": "place_id", "school_name": "place"}).with_columns(
        _reason("events", "the count"), _reason("students", "the number of students"), pl.lit("").alias("note")
    )


def _districts_as_places(named: pl.DataFrame) -> pl.DataFrame:
    """Return one row per district and group, over the schools of which every cell is known."""
    import polars as pl

    unknown = pl.col("events").is_null() | pl.col("students").is_null()
    school, of = ["leaid", *_SCHOOL], ["leaid", "school_year"]
    reasons = pl.concat_list("events_missing", "students_missing").list.drop_nulls().list.join(", ")
    told = named.with_columns(
        is_unknown=unknown.any().over(school),
        why=pl.when(unknown).then(reasons.replace("", Missing.NOT_REPORTED.value)),
    )
    about = told.group_by(of).agg(
        pl.col("school_id_crdc").filter("is_unknown").n_unique().alias("left_out"),
        pl.col("school_id_crdc").n_unique().alias("schools"),
        pl.col("why").drop_nulls().str.split(", ").explode().unique().sort().str.join(", ").alias("why"),
    )
    known = ~pl.col("is_unknown")
    kept = known.any()  # of a district none of whose schools is known there is no sum, not a sum of zero
    sums = [pl.when(kept).then(pl.col(one).filter(known).sum()).alias(one) for one in _NUMBERS]
    return (
        told.group_by([*of, "group"], maintain_order=True)
        .agg(*sums, pl.col("district", "state").first())
        .join(about, on=of, maintain_order="left")
        .rename({"leaid": "place_id", "district": "place"})
        .with_columns(*(_of_no_school(name, what) for name, what in _NAMES.items()), _schools_left_out())
    )


_NUMBERS = ("events", "students", "events_low", "events_high")
_NAMES = {"events": "the count", "students": "the number of students"}


def _of_no_school(name: str, what: str) -> pl.Expr:
    import polars as pl

    words = pl.concat_str(pl.lit(f"{what} is "), "why", pl.lit(" at every school"))
    return pl.when(pl.col(name).is_null()).then(words).alias(f"{name}_missing")


def _schools_left_out() -> pl.Expr:
    import polars as pl

    some = (pl.col("left_out") > 0) & pl.col("events").is_not_null()
    verb = pl.when(pl.col("left_out") == 1).then(pl.lit("is")).otherwise(pl.lit("are"))
    words = pl.format("{} of {} schools {} left out ({}).", "left_out", "schools", verb, "why")
    return pl.when(some).then(words).otherwise(pl.lit("")).alias("note")


PART_KNOWN = "the count is left out, because other counts of this school are not known"


def without_part_known_schools(counts: pl.DataFrame) -> pl.DataFrame:
    """
    Return the counts of schools, those of a school with any unknown count all taken out.

    Such a school is in no sum of its district; its printed counts could then give away a hidden one (rule D4).
    """
    import polars as pl

    unknown = (pl.col("events").is_null() | pl.col("students").is_null()).any().over("place_id", "school_year")
    taken = unknown & pl.col("events").is_not_null()
    ranges = [
        pl.when(taken).then(None).otherwise(name).alias(name)
        for name in counts.columns
        if name.startswith("events_") and name != "events_missing"
    ]
    return counts.with_columns(
        pl.when(taken).then(None).otherwise("events").alias("events"),
        pl.when(taken).then(pl.lit(PART_KNOWN)).otherwise("events_missing").alias("events_missing"),
        *ranges,
    )
