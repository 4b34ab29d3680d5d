"""What a person can ask of the federal record: a place, a school, a district, a roster beside it, a figure's cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import NotFoundError
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    from wellstaffed.tables.district_facts import DistrictFacts
    from wellstaffed.tables.figure_trace import Trace
    from wellstaffed.tables.flag_meanings import FlagMeaning
    from wellstaffed.tables.place_index import Place
    from wellstaffed.tables.school_record import SchoolRecord
    from wellstaffed.tables.told import Told


def find(*, text: str, most: int = 10) -> list[Place]:
    """
    Return the districts and schools that a name, place or identifier may stand for, best first.

    Parameters
    ----------
    text : str
        Typing errors are allowed.
    most : int
        How many at most.
    """
    from wellstaffed.tables.place_index import shipped_places

    return shipped_places().find(text, most=most)


def school(*, identifier: str) -> SchoolRecord:
    """
    Return one school: every year and role of store and package, each with its flags in words or its reason.

    Parameters
    ----------
    identifier : str
        The 12 characters of the collection, as ``550852000937``; lost leading zeros are put back.

    Raises
    ------
    UsageError, NotFoundError
    """
    from wellstaffed.tables.school_record import school_record

    return school_record(identifier)


def district_facts(*, district: str) -> DistrictFacts:
    """
    Return what is known of a district: its schools, child poverty, wages, cost of labour, its police.

    Parameters
    ----------
    district : str
        LEAID, name or a part of a name.

    Raises
    ------
    NotFoundError
        If there is none; `UsageError` if a name may be several.
    """
    from wellstaffed.tables.district_facts import district_facts as facts

    return facts(district)


def flag_meaning(*, flag: str) -> FlagMeaning:
    """Return what a flag means, in a sentence; raise `NotFoundError` if there is no such flag."""
    from wellstaffed.tables.flag_meanings import flag_meanings

    known = flag_meanings()
    if flag not in known:
        raise NotFoundError(f"There is no flag '{flag}'; there are {', '.join(known)}.")
    return known[flag]


@dataclass(frozen=True)
class ToldAnswer:
    """A roster beside the federal record, and which district, years and figures were compared."""

    assumptions: dict[str, Any]
    told: Told

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed told --json`` prints."""
        from wellstaffed.core.exact import number

        rows = [
            {
                "school": row.school,
                "school_in_record": row.school_in_record,
                "role": row.role,
                "fte_roster": number(row.fte_roster),
                "fte_roster_missing": row.fte_roster_missing,
                "fte_told": number(row.fte_told),
                "fte_told_missing": row.fte_told_missing,
                "fte_told_code": row.fte_told_code,
                "difference_fte": number(row.difference),
                "flags": list(row.flags),
                "flag_meanings": {one.id: one.meaning for one in row.flag_meanings},
                "source": row.source,
            }
            for row in self.told.rows
        ]
        alone = [{"school": name, "nearest_in_record": nearest} for name, nearest in self.told.only_in_roster]
        return {
            "assumptions": self.assumptions,
            "rows": rows,
            "only_in_roster": alone,
            "only_in_record": list(self.told.only_in_record),
        }


def told(*, district: str, roster: Path, year: int | None = None) -> ToldAnswer:
    """
    Return what a district told Washington beside its own roster, by school and role.

    Parameters
    ----------
    district : str
        LEAID or name.
    roster : Path
        The district's own roster.
    year : int, optional
        School year of the roster, where it holds several.

    Notes
    -----
    The record's year is the roster's where the record has it, else the record's nearest; both are printed.
    """
    import polars as pl

    from wellstaffed.apps.question import staff_of
    from wellstaffed.tables.figures import nearest_year, resolve_district
    from wellstaffed.tables.shipped import rows_not_counted, said_not_counted
    from wellstaffed.tables.told import told as compared

    try:
        found = resolve_district(district)
    except NotFoundError as error:
        raise NotFoundError(
            f"No federal figures for the district '{district}', so there is nothing to compare the roster with. "
            f"Look for it with: wellstaffed find '{district}'."
        ) from error
    mine = staff_of(district=None, year=year, roster=roster)
    held = int(mine.table["school_year"][0])
    chosen = nearest_year(found.school_years, held)
    record = staff_of(district=found.leaid, year=chosen, roster=None)
    further = rows_not_counted(found.leaid, chosen) if record.not_counted else record.table.clear()
    assumptions = {
        "district": record.choice,
        "roster": mine.choice,
        "record_school_year": show_school_year(chosen),
        "roster_school_year": show_school_year(held),
        "same_school_year": chosen == held,
        "record": record.source,
        **({"not_counted": said_not_counted(found.leaid, chosen, by="by gap")} if record.not_counted else {}),
    }
    return ToldAnswer(assumptions, compared(mine.table, pl.concat([record.table, further])))


def trace(*, figure: str, published: bool = False) -> Trace:
    """
    Return the file, member, row and column behind a printed figure.

    Parameters
    ----------
    figure : str
        ``SCHOOL/YEAR/ROLE`` or ``SCHOOL/YEAR/students`` with the school's identifier, as
        ``550852000937/2020-21/counselor``; ``LEAID/YEAR/ROLE`` for all cells behind a district's sum. Of an added release
        also ``referrals`` and ``arrests``, which like ``students`` may be narrowed by race, sex and group
        (``.../referrals/black/female``), ``offenses/KIND`` and ``expenditures/ITEM/FUNDS``.
    published : bool
        Give counts of single schools that could point to a child as published; else their place alone (rule D4).

    Raises
    ------
    UsageError
        If it is not written so.
    NotFoundError
        If neither the store nor the package has it.
    """
    from wellstaffed.tables.figure_trace import traced_figure

    return traced_figure(figure, published=published)
