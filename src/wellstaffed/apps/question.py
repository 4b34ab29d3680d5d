"""From what a person typed to what is computed: which district and figures, which rules on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.errors import NotFoundError, UnverifiedError, UsageError
from wellstaffed.core.school_years import show_school_year
from wellstaffed.standards.library import StandardsLibrary
from wellstaffed.standards.standard import Standard, Value

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class ChosenRule:
    """A standard, the day whose value applies, and why it was chosen where that needs saying."""

    standard: Standard
    on: date
    note: str | None = None

    @property
    def value(self) -> Value:
        """The value in force on that day."""
        return self.standard.value_on(self.on)


@dataclass(frozen=True)
class Staff:
    """The staff table asked about, its need counts if any, where they came from, and what they cover where that is not all."""

    table: pl.DataFrame
    need_counts: pl.DataFrame | None
    source: str
    choice: str
    not_counted: str = ""
    covers: str = ""
    not_read: str = ""


def chosen_rules(
    library: StandardsLibrary, name: str, *, on: date | None, school_year: int, allow_unverified: bool
) -> list[ChosenRule]:
    """
    Return the rules that a bundle's or standard's name stands for.

    Parameters
    ----------
    name : str
        A bundle (``aclu-2019``), a standard (``asca/counselor_ratio``), or several of either joined by commas.
    on : date or None
        Day whose values apply. If None: a bundle's own day; for a standard the first day, 1 July, of `school_year`.
    allow_unverified : bool
        Admit values that nobody has read in their source (rule S4).

    Raises
    ------
    NotFoundError, NotInForceError, UnverifiedError
    """
    rules: list[ChosenRule] = []
    for one in (part.strip() for part in name.split(",") if part.strip()):
        if "/" in one:
            rules.append(ChosenRule(library.standard(one), on or date(school_year - 1, 7, 1)))
            continue
        bundle = library.bundle(one)
        for member in bundle.members:
            rules.append(ChosenRule(library.standard(member.standard), on or member.on or bundle.on, member.note))
    if not rules:
        raise UsageError("No standard was named. See 'wellstaffed standards' for their names.")
    unverified = [rule.standard.id for rule in rules if rule.value.verification == "unverified"]
    if unverified and not allow_unverified:
        raise UnverifiedError(
            f"{', '.join(unverified)} was not read in its source and is marked unverified. "
            "Use it with --allow-unverified; every report then says so."
        )
    return rules


def staff_of(*, district: str | None, year: int | None, roster: Path | None, shipped_first: bool = False) -> Staff:
    """
    Return the staff table of a roster, or of the figures of a district in the store or the package.

    Parameters
    ----------
    shipped_first : bool
        Take the package's figures where it has any, although the store may have others.

    Raises
    ------
    NotFoundError
        If there is no such district, or it has no figures for that year; the years that it has are named.
    RosterError
        If the roster has faults.
    """
    if roster is not None:
        return _staff_of_roster(roster, district, year)
    if district is None:
        raise UsageError("Say which district: --district LEAID (or its name), or --roster FILE.")
    from wellstaffed.tables.figures import district_staff, resolve_district

    found = resolve_district(district)
    years = found.school_years
    chosen = year if year is not None else max(years)
    if chosen not in years:
        have = ", ".join(show_school_year(one) for one in sorted(years, reverse=True))
        raise NotFoundError(
            f"{found.name} ({found.leaid}) has no figures for {show_school_year(chosen)}; it has {have}. "
            "Ask for one of these, or give a roster with --roster FILE."
        )
    staff = district_staff(found, chosen, shipped_first=shipped_first)
    covers = f", {staff.covers}" if staff.covers else ""
    choice = f"{found.name}, {found.state} (LEAID {found.leaid}), {show_school_year(chosen)}{covers}"
    return Staff(staff.table, None, staff.origin, choice, staff.not_counted, staff.covers)


def staff_of_school(staff: Staff, school: str) -> Staff:
    """
    Return the rows of one school, of the federal file where the district's figures leave it out.

    Parameters
    ----------
    staff : Staff
        Of a district and year.
    school : str
        Identifier or whole name.

    Raises
    ------
    NotFoundError
        If neither has it.
    UsageError
        If several schools bear the name.

    Notes
    -----
    Of a school that its district's figures leave out, ``not_counted`` still says so.
    """
    import polars as pl

    from wellstaffed.tables.shipped import folded, folded_column, rows_not_counted, said_not_counted

    is_mine = (pl.col("school_id") == school) | (folded_column("school") == folded(school))
    mine, left_out = staff.table.filter(is_mine), ""
    if mine.is_empty() and staff.not_counted:
        district, year = staff.table["leaid"][0], staff.table["school_year"][0]
        mine = rows_not_counted(district, year).filter(is_mine)
        left_out = said_not_counted(district, year, by="in its gap")
    if mine.is_empty():
        raise NotFoundError(
            f"{staff.choice} has no figures of a school '{school}'. Look for its identifier with: wellstaffed find NAME."
        )
    identifier, *others = dict.fromkeys(mine["school_id"])
    if others:
        raise UsageError(f"'{school}' may be any of: {identifier}, {', '.join(others)}. Give the identifier.")
    counts = staff.need_counts
    kept = None if counts is None else counts.filter(pl.col("school_id") == identifier)
    return Staff(mine, kept, staff.source, f"{mine['school'][0]} ({identifier}), {staff.choice}", left_out)


def _staff_of_roster(path: Path, district: str | None, year: int | None) -> Staff:
    import polars as pl

    from wellstaffed.sources.roster import read_roster
    from wellstaffed.tables.roster_staff import build_school_staff

    roster = read_roster(path)
    staff, counts = build_school_staff(roster)
    years = sorted(staff["school_year"].unique())
    if year is None and len(years) > 1:
        have = ", ".join(show_school_year(one) for one in years)
        raise UsageError(f"{path} holds several school years ({have}). Choose one with --year.")
    chosen = years[0] if year is None else year
    if chosen not in years:
        have = ", ".join(show_school_year(one) for one in years)
        raise NotFoundError(f"{path} has no rows for {show_school_year(chosen)}; it has {have}.")
    staff = staff.filter(pl.col("school_year") == chosen)
    if district is not None:
        staff = _rows_of_district(staff, district, path)
    return Staff(
        staff, counts.filter(pl.col("school_year") == chosen), roster.origin, f"{path}, {show_school_year(chosen)}",
        not_read=roster.not_read,
    )  # fmt: skip


def _rows_of_district(staff: pl.DataFrame, district: str, path: Path) -> pl.DataFrame:
    import polars as pl

    wanted = district.strip().casefold()
    mine = staff.filter(
        (pl.col("leaid").str.strip_chars_start("0") == wanted.lstrip("0")).fill_null(False)
        | (pl.col("district").str.to_lowercase() == wanted)
    )
    if mine.is_empty():
        have = ", ".join(sorted({name or "(no name)" for name in staff["district"]}))
        raise NotFoundError(
            f"{path} has no rows of the district '{district}'; it has {have}. Leave --district out for all."
        )
    return mine
