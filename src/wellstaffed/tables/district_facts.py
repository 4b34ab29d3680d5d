"""What the federal files beside the staff say of a district: its schools, child poverty, wages, the cost of labour."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import MissingInputError, NotFoundError, UsageError
from wellstaffed.core.exact import number
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.tables import shipped
from wellstaffed.tables.district_names import several
from wellstaffed.tables.figures import resolve_district, source_notes
from wellstaffed.tables.grade_band import grade_band
from wellstaffed.tables.police_facts import PoliceFact, police_facts
from wellstaffed.tables.shipped import ShippedDistrict, SourceNote
from wellstaffed.tables.store import Store
from wellstaffed.tables.wages import Wage, wage

if TYPE_CHECKING:
    pass

NO_ESTIMATE = "not reported"


@dataclass(frozen=True)
class Poverty:
    """Children of a district in a calendar year, in persons: model estimates of those who live in its area."""

    year: int
    population: int
    children_5_17: int
    children_5_17_in_poverty: int
    source: str

    @property
    def share_in_poverty(self) -> Fraction | None:
        """Children in poverty per child; None where no child lives there."""
        return Fraction(self.children_5_17_in_poverty, self.children_5_17) if self.children_5_17 else None

    def as_json(self) -> dict[str, Any]:
        """Return the year as JSON documents hold it."""
        share = self.share_in_poverty
        missing = None if share is not None else "not applicable"
        return vars(self) | {"share_in_poverty": number(share), "share_in_poverty_missing": missing}


@dataclass(frozen=True)
class WageIndex:
    """What college graduates outside teaching earn there, the nation being 1, and its standard error."""

    year: int
    wage_index: float
    wage_index_se: float
    source: str

    def as_json(self) -> dict[str, Any]:
        """Return the year as JSON documents hold it."""
        return dict(vars(self))


@dataclass(frozen=True)
class ListedSchool:
    """A school of a district and the years in which it has figures of staff, the latest first."""

    school_id: str
    school: str
    city: str | None
    grade_band: str | None
    school_years: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the school as JSON documents hold it."""
        return vars(self) | {"school_years": [show_school_year(year) for year in self.school_years]}


@dataclass(frozen=True)
class DistrictFacts:
    """
    A district and what is known of it.

    ``poverty`` and ``wage_index`` have the latest year first; where they are empty, ``poverty_missing`` and
    ``wage_index_missing`` say why. ``wages`` are those that a plan takes where it is given none.
    """

    leaid: str
    district: str
    state: str
    city: str | None
    school_years: tuple[int, ...]
    high_schools_only: tuple[int, ...]
    schools: tuple[ListedSchool, ...]
    poverty: tuple[Poverty, ...]
    poverty_missing: str | None
    wages: tuple[Wage, ...]
    wage_index: tuple[WageIndex, ...]
    wage_index_missing: str | None
    police: tuple[PoliceFact, ...]
    sources: dict[str, SourceNote]
    not_counted: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed district --json`` prints."""
        lists = {name: [one.as_json() for one in getattr(self, name)] for name in ("schools", "poverty", "wage_index")}
        return vars(self) | lists | {
            "school_years": [show_school_year(year) for year in self.school_years],
            "high_schools_only": [show_school_year(year) for year in self.high_schools_only],
            "wages": [_wage_json(one) for one in self.wages],
            "police": [vars(one) for one in self.police],
            "not_counted": list(self.not_counted),
            "sources": {key: vars(note) for key, note in self.sources.items()},
        }  # fmt: skip


def district_facts(text: str) -> DistrictFacts:
    """
    Return what is known of a district.

    Parameters
    ----------
    text : str
        LEAID, name or a part of a name. A district of the directory that has no figures of staff is found too.

    Raises
    ------
    NotFoundError
        If neither store nor package nor directory has it.
    UsageError
        If a name may be several districts; the message lists them.

    Notes
    -----
    Rule M1: what no file has for the district says why. Estimates of the store stand before those shipped.
    """
    found = known_district(text)
    poverty, index = _poverty(found.leaid), _wage_index(found.leaid)
    wages = _wages(found.state)
    keys = {one.source for one in poverty} | {one.source for one in index} | {one.source_key for one in wages}
    only = [year for year in found.school_years
            if shipped.has_high_schools_only(found.leaid, year) and not _is_stored(found.leaid, year)]  # fmt: skip
    return DistrictFacts(
        leaid=found.leaid, district=found.name, state=found.state, city=_city(found.leaid),
        school_years=tuple(sorted(found.school_years, reverse=True)), high_schools_only=tuple(sorted(only, reverse=True)),
        schools=tuple(_schools(found.leaid)), poverty=poverty, poverty_missing=None if poverty else NO_ESTIMATE,
        wages=wages, wage_index=index, wage_index_missing=None if index else NO_ESTIMATE,
        police=tuple(one for one in police_facts() if one.leaid == found.leaid), sources=source_notes(sorted(keys)),
        not_counted=_not_counted(found),
    )  # fmt: skip


def known_district(text: str) -> ShippedDistrict:
    """Return the district that a text stands for, with or without figures of staff; raise as `district_facts` does."""
    try:
        return resolve_district(text)
    except NotFoundError:
        listed = shipped.listed_districts(text)
        if not listed:
            raise
    if len(listed) > 1:
        raise UsageError(several(text, listed))
    return listed[0]


def _not_counted(found: ShippedDistrict) -> tuple[str, ...]:
    """Return a sentence for each year whose shipped figures leave out schools of the federal file, the latest first."""
    years = [one for one in sorted(found.school_years, reverse=True) if not _is_stored(found.leaid, one)]
    return tuple(said for one in years if (said := shipped.said_not_counted(found.leaid, one, by="by gap")))


def _city(leaid: str) -> str | None:
    import polars as pl

    rows = pl.scan_parquet(shipped.DATA / "districts.parquet").filter(pl.col("leaid") == leaid).select("city").collect()
    return None if rows.is_empty() else rows.item()


def _is_stored(leaid: str, year: int) -> bool:
    import polars as pl

    rows = Store().scan("staffed_districts", (pl.col("leaid") == leaid) & (pl.col("school_year") == year))
    return rows is not None and not rows.collect().is_empty()


def _estimates(table: str, leaid: str, source: str) -> list[dict[str, Any]]:
    """Return the rows of store and package, one a year, the store's before the package's, the latest first."""
    import polars as pl

    mine = pl.col("leaid") == leaid
    rows = pl.scan_parquet(shipped.DATA / f"{table}.parquet").filter(mine).collect()
    by_year = {row["year"]: row | {"source": source} for row in rows.iter_rows(named=True)}
    stored = Store().scan(table, mine)
    if stored is not None:
        by_year |= {row["year"]: row for row in stored.collect().iter_rows(named=True)}
    return [by_year[year] for year in sorted(by_year, reverse=True)]


def _poverty(leaid: str) -> tuple[Poverty, ...]:
    names = ("year", "population", "children_5_17", "children_5_17_in_poverty", "source")
    rows = _estimates("poverty", leaid, "saipe_2021")
    return tuple(Poverty(**{name: row[name] for name in names}) for row in rows)


def _wage_index(leaid: str) -> tuple[WageIndex, ...]:
    names = ("year", "wage_index", "wage_index_se", "source")
    rows = _estimates("wage_index", leaid, "cwift_2022")
    return tuple(WageIndex(**{name: row[name] for name in names}) for row in rows)


def _wages(state: str) -> tuple[Wage, ...]:
    found = []
    for role in Role:
        try:
            found.append(wage(role, state))
        except MissingInputError:  # a mental-health specialist has no occupation of its own
            continue
    return tuple(found)


def _wage_json(one: Wage) -> dict[str, Any]:
    return {
        "role": one.role.value, "annual_mean": number(one.annual_mean), "unit": "dollars a year", "area": one.area_name,
        "occupation": one.occupation, "soc": one.soc, "industry": one.industry, "why": one.why, "source": one.source_key,
    }  # fmt: skip


def _schools(leaid: str) -> list[ListedSchool]:
    """Return every school of the directory, and every one with figures, by name."""
    import polars as pl

    listed = pl.scan_parquet(shipped.DATA / "directory.parquet").filter(pl.col("leaid") == leaid).collect()
    named = {row["school_id"]: (row["school"], row["city"]) for row in listed.iter_rows(named=True)}
    years: dict[str, dict[int, tuple[str, str | None]]] = {}
    for key, school, year, band in [*_shipped_schools(leaid), *_stored_schools(leaid)]:
        years.setdefault(key, {})[year] = (school, band or years.get(key, {}).get(year, ("", None))[1])
    found = []
    for key in {**named, **years}:
        mine = sorted(years.get(key, {}).items(), reverse=True)
        school = mine[0][1][0] if mine else named[key][0]
        band = next((one for _, (_, one) in mine if one), None)
        city = named.get(key, ("", None))[1]
        found.append(ListedSchool(key, school, city, band, tuple(year for year, _ in mine)))
    return sorted(found, key=lambda one: (one.school.casefold(), one.school_id))


def _shipped_schools(leaid: str) -> list[tuple[str, str, int, str | None]]:
    import polars as pl

    rows = pl.concat([shipped.shipped_staff(leaid), shipped.rows_not_counted(leaid)])
    rows = rows.unique(["school_id", "school_year"], keep="first", maintain_order=True)
    return list(rows.select("school_id", "school", "school_year", "grade_band").iter_rows())


def _stored_schools(leaid: str) -> list[tuple[str, str, int, str | None]]:
    import polars as pl

    store, mine = Store(), pl.col("leaid") == leaid
    staff = store.scan("school_staff", mine)
    if staff is None:
        return []
    grades: dict[tuple[str, int], str] = {}
    schools = store.scan("schools", mine)
    if schools is not None:
        for key, year, offered in schools.select("school_id_crdc", "school_year", "grades").collect().iter_rows():
            grades[key, year] = offered
    rows = staff.filter(pl.col("role") == "counselor").select("school_id_crdc", "school_name", "school_year").collect()
    return [
        (key, name, year, grade_band(grades.get((key, year)))) for key, name, year in rows.sort(pl.all()).iter_rows()
    ]
