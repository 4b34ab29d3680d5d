"""
A table of districts before and after, from the federal record in the store and the dates on which peers changed course.

Which districts changed is known for the peers of the record only. Every other district of the store is taken as not
having changed, which nobody has checked; the notes say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.errors import EvidenceTableError, Fault, MissingInputError, UsageError
from wellstaffed.core.school_years import school_year, show_school_year
from wellstaffed.evidence.comparability import PANDEMIC
from wellstaffed.evidence.csv_rows import read_csv_rows
from wellstaffed.evidence.federal_counts import OUTCOMES

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.record.peers import Peer
    from wellstaffed.tables.store import Store

WAVES = (2014, 2016, 2018, 2022)
MOST_LEFT_OUT = 0.1
BEGINS = (9, 1)  # a change decided before this day is in force in the school year that begins then
RETURNS_FROM = 6  # officers voted back from June on are back in the school year after
UNCHECKED = (
    "Whether a district changed course is known for the peers of the record only; every other district is taken as not "
    "having changed, which nobody has checked. A change among them makes the effect look smaller."
)


@dataclass(frozen=True)
class Change:
    """When a district went without officers, and when they came back; years in which school years end."""

    leaid: str
    change_year: int | None
    return_year: int | None
    is_unclear: bool = False


def peer_changes(peers: Sequence[Peer]) -> tuple[Change, ...]:
    """
    Return when each peer district changed course.

    Notes
    -----
    Rules E2, R4. The change is the first step by which officers left ("ended"); it holds from the school year that begins
    after its last possible day, so that a year half with officers counts as one with them. The return is the first step
    by which officers came back, even in part, counted from its first possible day. A district that only cut its budget
    or chose another form of police, or whose course is not known, is unclear: neither changed nor unchanged.
    """
    return tuple(_peer_change(peer) for peer in peers)


def _peer_change(peer: Peer) -> Change:
    from wellstaffed.record.record_rows import PeerStatus

    dated = [one for one in peer.events if one.date is not None]
    left = next((one for one in dated if one.status == PeerStatus.ENDED), None)
    unclear = {PeerStatus.BUDGET_CUT, PeerStatus.ALTERNATE, PeerStatus.UNKNOWN, PeerStatus.REVERSED}
    before = dated if left is None else dated[: dated.index(left)]
    is_unclear = any(one.status in unclear for one in before) or not dated
    if left is None or left.date is None:
        return Change(peer.district.leaid, None, None, is_unclear)
    later = (one for one in dated[dated.index(left) :] if one.direction == "officers back" and one.extent != "proposed")
    back = next(later, None)
    returned = None if back is None or back.date is None else _return_year(back.date.first)
    return Change(peer.district.leaid, _change_year(left.date.last), returned, is_unclear)


def _change_year(day: date) -> int:
    return day.year + (1 if (day.month, day.day) < BEGINS else 2)


def _return_year(day: date) -> int:
    return day.year + (1 if day.month >= RETURNS_FROM else 0)


def read_changes(path: Path) -> tuple[Change, ...]:
    """
    Return the user's own dates of change: CSV with ``district_id`` (LEAID), ``change_year`` and ``return_year``.

    A district without ``change_year`` is one that is known not to have changed.

    Raises
    ------
    EvidenceTableError
        With every fault and its line.
    """
    faults: list[Fault] = []
    found: dict[str, Change] = {}
    optional = ("return_year", "district", "source")
    for line, row in read_csv_rows(path, needed=("district_id", "change_year"), optional=optional):
        years: dict[str, int | None] = {"change_year": None, "return_year": None}
        for name in years:
            try:
                years[name] = school_year(row[name]) if row.get(name) else None
            except UsageError as problem:
                faults.append(Fault(f"line {line}, {name}", str(problem)))
        leaid = row["district_id"].lstrip("'").zfill(7)
        if not (leaid.isdigit() and len(leaid) == 7):
            faults.append(
                Fault(f"line {line}, district_id", f"is '{row['district_id']}'; a LEAID of 7 digits is expected.")
            )
        if leaid in found:
            faults.append(Fault(f"line {line}", f"names {leaid} again.", "Take one out."))
        found[leaid] = Change(leaid, years["change_year"], years["return_year"])
    if faults:
        raise EvidenceTableError(str(path), faults)
    return tuple(found.values())


@dataclass(frozen=True)
class FederalChanges:
    """The table (`change_table.SCHEMA`) and what must be said of it."""

    table: pl.DataFrame
    notes: tuple[str, ...]


def federal_change_table(store: Store, changes: Sequence[Change], *, outcome: str) -> FederalChanges:
    """
    Return districts before and after, from every usable wave of the store.

    Parameters
    ----------
    store : Store
    changes : sequence of Change
    outcome : str
        ``arrests`` or ``referrals``.

    Raises
    ------
    UsageError
        If the outcome is another.
    MissingInputError
        If the store lacks waves without which nothing can be told; the message names them and says how to add them.

    Notes
    -----
    Rules D3, E2, M2. A school with an unknown cell is left out of events and students alike; a district of which schools
    with more than a tenth of the known students are left out has no figure in that wave.
    """
    import polars as pl

    from wellstaffed.evidence.change_table import build_change_table

    if outcome not in OUTCOMES:
        raise UsageError(f"--outcome is '{outcome}'; the federal record holds {' and '.join(OUTCOMES)}.")
    years = _stored_years(store)
    _check_waves(years)
    counts = pl.concat([part for year in years for part in _wave(store, year, OUTCOMES[outcome])])
    unclear = [one.leaid for one in changes if one.is_unclear]
    dates = pl.DataFrame(
        [(one.leaid, one.change_year, one.return_year) for one in changes if not one.is_unclear],
        schema={"place_id": pl.String, "change_year": pl.Int64, "return_year": pl.Int64}, orient="row",
    )  # fmt: skip
    kept = counts.filter(~pl.col("place_id").is_in(unclear))
    notes = [UNCHECKED]
    if unclear:
        notes.append(f"{len(unclear)} peers that cut, changed or paused in another way are on neither side.")
    lost = kept["events"].null_count()
    if lost:
        notes.append(
            f"{lost} of {kept.height} district waves have no figure, because schools with more than a tenth of the students "
            "have counts that are not known."
        )
    return FederalChanges(build_change_table(kept, dates), tuple(notes))


def _stored_years(store: Store) -> list[int]:
    import polars as pl

    schools, law = store.scan("schools"), store.scan("law_enforcement", pl.lit(False))
    if schools is None or law is None:
        return []
    found = schools.select(pl.col("school_year").unique()).collect()["school_year"].to_list()
    return sorted(int(year) for year in found if year not in PANDEMIC)


def _check_waves(years: list[int]) -> None:
    """Raise `MissingInputError` unless two waves before the changes of 2020 and one after are at hand."""
    before, after = [one for one in years if one < min(PANDEMIC)], [one for one in years if one > max(PANDEMIC)]
    if len(before) >= 2 and after:
        return
    lacking = [show_school_year(one) for one in WAVES if one not in years]
    held = ", ".join(show_school_year(one) for one in years) or "no usable wave"
    raise MissingInputError(
        f"Before and after needs referrals and arrests of two waves before 2020 and one after 2021; your store holds {held}. "
        "The shipped figures hold staff, but no referrals or arrests. Add more waves: "
        + "; ".join(f"wellstaffed data fetch crdc-{one}, then wellstaffed data add the file" for one in lacking)
        + ". Or give your own TABLE with district_id, school_year, events, students, change_year (empty where a district did "
        "not change)."
    )


def _wave(store: Store, year: int, outcome: str) -> Iterator[pl.DataFrame]:
    """Yield one frame a state: events, students, published cells of each district."""
    import polars as pl

    is_year = pl.col("school_year") == year
    schools = store.scan("schools", is_year)
    if schools is None:
        return
    for state in schools.select(pl.col("leaid").str.slice(0, 2).unique()).collect().to_series().sort():
        here = is_year & pl.col("leaid").str.starts_with(state)
        law, enrolled = store.scan("law_enforcement", here), store.scan("enrollment", here)
        if law is not None and enrolled is not None:
            yield _districts(_schools(law, enrolled, outcome), year)


def _schools(law: pl.LazyFrame, enrolled: pl.LazyFrame, outcome: str) -> pl.DataFrame:
    import polars as pl

    cell = pl.col("race") != "published_total"
    counted = ["without_disability", "idea", "section_504"]
    number = pl.col("students").cast(pl.Float64)
    known = pl.col("students").is_not_null().all()
    events = law.filter(cell & (pl.col("outcome") == outcome) & pl.col("student_group").is_in(counted))
    students = enrolled.filter(cell & (pl.col("student_group") == "all"))
    sums = events.group_by("school_id_crdc").agg(
        pl.when(known).then(number.sum()).alias("events"), (number > 0).sum().cast(pl.Int64).alias("cells")
    )
    whole = students.group_by("school_id_crdc").agg(pl.when(known).then(number.sum()).alias("students"))
    return whole.join(sums, on="school_id_crdc", how="left").collect()


def _districts(schools: pl.DataFrame, year: int) -> pl.DataFrame:
    import polars as pl

    both = pl.col("events").is_not_null() & pl.col("students").is_not_null()
    left_out = pl.col("students").filter(~both).sum()
    usable = (left_out <= MOST_LEFT_OUT * pl.col("students").sum()) & both.any()
    sums = [pl.when(usable).then(pl.col(one).filter(both).sum()).alias(one) for one in ("events", "students", "cells")]
    return (
        schools.group_by(pl.col("school_id_crdc").str.slice(0, 7).alias("place_id"))
        .agg(sums)
        .with_columns(pl.lit(year, pl.Int64).alias("school_year"))
        .select("place_id", "school_year", "events", "students", pl.col("cells").cast(pl.Int64))
        .sort("place_id")
    )
