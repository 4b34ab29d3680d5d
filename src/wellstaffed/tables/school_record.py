"""One school through all years at hand, role by role, with what its flags mean and why a figure is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import NotFoundError
from wellstaffed.core.identifiers import school_id
from wellstaffed.core.missing import Missing, in_words
from wellstaffed.core.school_years import show_school_year
from wellstaffed.sources.crdc.layout import reserve_code_meanings
from wellstaffed.tables import shipped
from wellstaffed.tables.figures import source_notes
from wellstaffed.tables.flag_meanings import FlagMeaning, flags_in_words
from wellstaffed.tables.grade_band import grade_band
from wellstaffed.tables.hidden_counts import found_in_words
from wellstaffed.tables.shipped import SourceNote
from wellstaffed.tables.store import Store

if TYPE_CHECKING:
    import polars as pl

NOT_AT_HAND = "not at hand"
NEW_YORK_CITY = "3620580"  # one district in the collection, some thirty in the directory
_WAVE_OF_SHIPPED = {"crdc_2020_21_states": "2020-21"}


@dataclass(frozen=True)
class ReportedStaff:
    """
    What a school reported of one role in one year.

    ``fte`` in FTE, or None with the reason in ``fte_missing``; ``fte_code`` is the source's own code for the reason and
    ``fte_code_meaning`` the words of its manual. ``has_staff`` is a yes or no, of a wave that asked no number.
    """

    role: str
    fte: float | None
    fte_missing: str | None
    fte_code: str | None
    fte_code_meaning: str | None
    flags: tuple[FlagMeaning, ...]
    source: str
    has_staff: bool | None = None

    @property
    def reason(self) -> str:
        """Why there is no number, in words; a yes or no is said as it was given."""
        return in_words(self.fte_missing or Missing.NOT_REPORTED.value, self.has_staff)

    def as_json(self) -> dict[str, Any]:
        """Return the row as JSON documents hold it."""
        return vars(self) | {"flags": [one.as_json() for one in self.flags]}


@dataclass(frozen=True)
class OtherFlag:
    """
    A flag on a figure that is not of staff: students by group, referrals, arrests.

    `found` has the figures; ``hidden`` in place of those that could point to a child (rule D4).
    """

    flag: FlagMeaning
    about: str
    detail: str
    found: str
    source: str

    def as_json(self) -> dict[str, Any]:
        """Return the flag as JSON documents hold it."""
        return vars(self) | {"flag": self.flag.as_json()}


@dataclass(frozen=True)
class SchoolYear:
    """
    One year of a school: its name then, its students in persons or the reason, its staff, other flags.

    ``not_counted`` is the sentence on the schools that the federal file has and their district's needs and gaps leave
    out, where this school is one of them; None where it is counted. ``flags`` are those of the whole year: that one.
    """

    school_year: int
    school: str
    grade_band: str | None
    students: int | None
    students_missing: str | None
    origin: str
    staff: tuple[ReportedStaff, ...]
    other_flags: tuple[OtherFlag, ...] = ()
    not_counted: str | None = None

    @property
    def flags(self) -> tuple[FlagMeaning, ...]:
        """The flags of the whole year."""
        return () if self.not_counted is None else flags_in_words(shipped.NOT_COUNTED)

    def as_json(self) -> dict[str, Any]:
        """Return the year as JSON documents hold it."""
        return vars(self) | {
            "school_year": show_school_year(self.school_year),
            "flags": [one.as_json() for one in self.flags],
            "staff": [one.as_json() for one in self.staff],
            "other_flags": [one.as_json() for one in self.other_flags],
        }


@dataclass(frozen=True)
class SchoolRecord:
    """
    A school and every year of it in store and package, the latest first; `city` None where the directory has none.

    ``school_id_nces`` is its identifier in the directory; None where it is not known: the schools of New York City have
    another one there, which the collection's Appendix Workbook tells.
    """

    school_id: str
    school_id_nces: str | None
    school: str
    leaid: str
    district: str
    state: str
    city: str | None
    years: tuple[SchoolYear, ...]
    sources: dict[str, SourceNote]

    @property
    def flag_meanings(self) -> tuple[FlagMeaning, ...]:
        """Every flag of any year, once, in the order of their ids (rule M3)."""
        staff = {flag for one in self.years for row in one.staff for flag in row.flags}
        whole = {flag for one in self.years for flag in one.flags}
        others = {one.flag for year in self.years for one in year.other_flags}
        return tuple(sorted(staff | whole | others, key=lambda one: one.id))

    @property
    def not_counted(self) -> tuple[str, ...]:
        """The sentences on the years in which its district's needs and gaps leave the school out, the latest first."""
        return tuple(one.not_counted for one in self.years if one.not_counted is not None)

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed school --json`` prints."""
        return vars(self) | {
            "years": [one.as_json() for one in self.years],
            "sources": {key: vars(note) for key, note in self.sources.items()},
        }


def school_record(identifier: str) -> SchoolRecord:
    """
    Return what the federal record holds of a school.

    Parameters
    ----------
    identifier : str
        The 12 characters of the collection (COMBOKEY); lost leading zeros are put back.

    Raises
    ------
    UsageError
        If it is no identifier.
    NotFoundError
        If neither the store, nor the package, nor the directory has the school.

    Notes
    -----
    Rules M1, M3, M4. A year that both store and package hold is the store's, as for ``gap``.
    """
    key = school_id(identifier)
    nces = nces_identifier(key)
    listed = _listed(key) or (_listed(nces) if nces else None)
    years = {one.school_year: one for one in [*_shipped_years(key), *_stored_years(key)]}
    if listed is None and not years:
        raise NotFoundError(
            f"No school has the identifier {key}, neither in the store, nor in the package, nor in the directory. "
            "Look for it by name: wellstaffed find NAME"
        )
    known = listed or _listed_in_store(key)
    kept = tuple(years[year] for year in sorted(years, reverse=True))
    keys = {row.source for one in kept for row in one.staff} | {row.source for one in kept for row in one.other_flags}
    return SchoolRecord(
        school_id=key, school_id_nces=nces, school=kept[0].school if kept else known["school"], leaid=key[:7], district=known["district"],
        state=known["state"], city=known["city"], years=kept, sources=source_notes(sorted(keys)),
    )  # fmt: skip


def staff_in_words(table: pl.DataFrame) -> list[ReportedStaff]:
    """
    Return each row of a staff table with its code and flags in words.

    Parameters
    ----------
    table : SchoolStaff
        Rows of the store or the package, as `wellstaffed.tables.figures.district_staff` gives them.
    """
    from wellstaffed.tables.shipped import shipped_sources

    stored = set(table["source"]) - set(shipped_sources())
    waves = {one.facts.name: one.facts.release for one in Store().releases()} if stored else {}
    rows = list((_with_answers(table) if waves else table).iter_rows(named=True))
    return [_stored_role(row, waves[row["source"]]) if row["source"] in waves else _shipped_role(row) for row in rows]


def _with_answers(table: pl.DataFrame) -> pl.DataFrame:
    """Return a staff table with the yes or no of the store's rows whose wave asked no number."""
    import polars as pl

    unasked = table.filter(role="officer", fte_missing=Missing.NOT_ASKED.value)
    near = pl.col("leaid").is_in(unasked["leaid"].unique().to_list()) & pl.col("school_year").is_in(
        unasked["school_year"].unique().to_list()
    )
    scan = None if unasked.is_empty() else Store().scan("school_staff", near)
    if scan is None:
        return table
    key = ["school_id", "school_year", "role"]
    answers = scan.filter(pl.col("has_staff").is_not_null()).select(
        pl.col("school_id_crdc").alias("school_id"), pl.col("school_year").cast(table.schema["school_year"]),
        pl.col("role").cast(pl.String), "has_staff",
    ).collect()  # fmt: skip
    return table.join(answers, on=key, how="left", maintain_order="left")


def nces_identifier(key: str) -> str | None:
    """Return a school's identifier in the directory: as a crosswalk of the store says, else the same if it is listed."""
    import polars as pl

    rows = Store().scan("crosswalk", pl.col("school_id_crdc") == key)
    found = [] if rows is None else rows.sort("school_year").collect()["school_id_nces"].to_list()
    if found:
        return str(found[-1])
    is_same = key[:7] != NEW_YORK_CITY and _listed(key) is not None
    return key if is_same else None


def _listed(key: str) -> dict[str, Any] | None:
    import polars as pl

    rows = pl.scan_parquet(shipped.DATA / "directory.parquet").filter(pl.col("school_id") == key)
    districts = pl.scan_parquet(shipped.DATA / "districts.parquet").select("leaid", "district")
    found = rows.join(districts, on="leaid", how="left").collect().to_dicts()
    return found[0] if found else None


def _listed_in_store(key: str) -> dict[str, Any]:
    """Return district and state of a school that only a release of the store has."""
    import polars as pl

    rows = Store().scan("school_staff", pl.col("school_id_crdc") == key)
    if rows is None:
        found = shipped.shipped_staff(key[:7])
        return {"district": found["district"][0], "state": found["state"][0], "city": None}
    row = rows.sort("school_year", descending=True).head(1).collect().to_dicts()[0]
    return {"district": row["district"], "state": row["state"], "city": None}


def _shipped_years(key: str) -> list[SchoolYear]:
    import polars as pl

    mine = pl.col("school_id") == key
    left_out = shipped.rows_not_counted(key[:7]).filter(mine)
    rows = pl.concat([shipped.shipped_staff(key[:7]).filter(mine), left_out])
    said = {year: shipped.said_not_counted(key[:7], year, by="in its gap") for year in left_out["school_year"].unique()}
    return [
        SchoolYear(
            school_year=year, school=of_year["school"][0], grade_band=of_year["grade_band"][0],
            students=of_year["students"][0], students_missing=of_year["students_missing"][0], origin="figures shipped with wellstaffed",
            staff=tuple(_shipped_role(row) for row in of_year.iter_rows(named=True)), not_counted=said.get(year),
        )
        for (year,), of_year in rows.group_by("school_year", maintain_order=True)
    ]  # fmt: skip


def _shipped_role(row: dict[str, Any]) -> ReportedStaff:
    code, wave = row["fte_code"], _WAVE_OF_SHIPPED.get(row["source"])
    meaning = "the files that the package was built from do not give it" if code == NOT_AT_HAND else None
    if code is not None and code != NOT_AT_HAND and wave is not None:
        meaning = reserve_code_meanings(wave).get(int(code))
    return ReportedStaff(
        role=row["role"], fte=row["fte"], fte_missing=row["fte_missing"], fte_code=code, fte_code_meaning=meaning,
        flags=flags_in_words(row["flags"]), source=row["source"],
    )  # fmt: skip


def _stored_years(key: str) -> list[SchoolYear]:
    import polars as pl

    store = Store()
    mine = pl.col("school_id_crdc") == key
    found = store.scan("school_staff", mine)
    if found is None:
        return []
    staff = found.collect().sort("school_year", "role").with_columns(pl.col("role", "fte_missing").cast(pl.String))
    waves = {one.facts.name: one.facts.release for one in store.releases()}
    totals = _by_year(store.scan("school_totals", mine))
    schools = _by_year(store.scan("schools", mine))
    others = _other_flags(store, mine)
    years = []
    for (year,), rows in staff.group_by("school_year", maintain_order=True):
        total = totals.get(year, {"students": None, "students_missing": "not reported"})
        source = rows["source"][0]
        years.append(SchoolYear(
            school_year=year, school=rows["school_name"][0], grade_band=grade_band(schools.get(year, {}).get("grades")),
            students=total["students"], students_missing=total["students_missing"], origin=f"your store ({source})",
            staff=tuple(_stored_role(row, waves[row["source"]]) for row in rows.iter_rows(named=True)),
            other_flags=tuple(others.get(year, ())),
        ))  # fmt: skip
    return years


def _by_year(rows: pl.LazyFrame | None) -> dict[int, dict[str, Any]]:
    return {} if rows is None else {row["school_year"]: row for row in rows.collect().iter_rows(named=True)}


def _stored_role(row: dict[str, Any], wave: str) -> ReportedStaff:
    code = row["fte_code"]
    meaning = None if code is None else reserve_code_meanings(wave).get(int(code))
    if code is not None and row["fte_missing"] == "not asked":
        meaning = "skipped by a question left over from the wave before; it does not mean zero"
    return ReportedStaff(
        role=row["role"], fte=row["fte"], fte_missing=row["fte_missing"], fte_code=None if code is None else str(code),
        fte_code_meaning=meaning, flags=flags_in_words(row["flags"]), source=row["source"],
        has_staff=row.get("has_staff"),
    )  # fmt: skip


def _other_flags(store: Store, mine: pl.Expr) -> dict[int, list[OtherFlag]]:
    import polars as pl

    found = store.scan("flags", mine & (pl.col("about") != "school_staff"))
    flags: dict[int, list[OtherFlag]] = {}
    for row in [] if found is None else found.collect().sort("about", "rule", "detail").iter_rows(named=True):
        (meaning,) = flags_in_words(row["rule"])
        said = found_in_words(row["about"], row["detail"], row["found"])
        flag = OtherFlag(meaning, row["about"], row["detail"], said, row["source"])
        flags.setdefault(row["school_year"], []).append(flag)
    return flags
