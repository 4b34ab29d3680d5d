"""Figures of one district, from the person's own store where it has them, else those shipped; only its rows are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wellstaffed.tables import shipped
from wellstaffed.tables.district_names import candidates, names_where, the_one
from wellstaffed.tables.grade_band import grade_band
from wellstaffed.tables.shipped import ShippedDistrict, SourceNote
from wellstaffed.tables.store import Store

if TYPE_CHECKING:
    import polars as pl

_FAMILIES = {
    "crdc": ("Civil Rights Data Collection", "U.S. Department of Education, Office for Civil Rights",
             "https://civilrightsdata.ed.gov"),
    "crosswalk": ("Civil Rights Data Collection, Appendix Workbook, sheet K",
                  "U.S. Department of Education, Office for Civil Rights", "https://civilrightsdata.ed.gov"),
    "ccd_directory": ("Common Core of Data, directory of public schools", "National Center for Education Statistics",
                      "https://nces.ed.gov/ccd/"),
    "saipe": ("Small Area Income and Poverty Estimates, school districts", "U.S. Census Bureau",
              "https://www.census.gov/programs-surveys/saipe.html"),
    "cwift": ("Comparable Wage Index for Teachers", "National Center for Education Statistics, EDGE",
              "https://nces.ed.gov/programs/edge/Economic/TeacherWage"),
    "oews": ("Occupational Employment and Wage Statistics", "U.S. Bureau of Labor Statistics",
             "https://www.bls.gov/oes/"),
}  # fmt: skip


@dataclass(frozen=True)
class DistrictStaff:
    """A district's staff of one year, where it comes from, and what it leaves out."""

    table: pl.DataFrame
    origin: str
    covers: str
    not_counted: str = ""


def resolve_district(text: str) -> ShippedDistrict:
    """
    Return the district that a LEAID, a name or a part of a name stands for, with the years of store and package.

    Raises
    ------
    NotFoundError
        If neither has it.
    UsageError
        If the name may be several districts of store and package together; the message lists them.
    """
    import polars as pl

    where = names_where(text)
    keys = {one.leaid for one in shipped.shipped_districts(where)} | _stored_districts(where).keys()
    mine = pl.col("leaid").is_in(sorted(keys))
    stored = _stored_districts(mine).values() if keys else ()
    return the_one(text, candidates(shipped.shipped_districts(mine), stored))


def district_staff(district: ShippedDistrict, school_year: int, *, shipped_first: bool = False) -> DistrictStaff:
    """
    Return the staff of a district's schools as ``core__school_staff``.

    Parameters
    ----------
    district : ShippedDistrict
        As `resolve_district` gives it.
    school_year : int
        One of its years.
    shipped_first : bool
        Take the package's rows where it has any: for a plan, whose figures must not change when a release is added.

    Notes
    -----
    Otherwise the store stands before the package: what a person added is newer, or larger, than what was shipped.
    """
    table = shipped.shipped_staff(district.leaid, school_year)
    stored = None if shipped_first and not table.is_empty() else _stored_staff(district, school_year)
    if stored is not None:
        releases = ", ".join(sorted(set(stored["source"])))
        return DistrictStaff(stored, f"figures of your store ({releases})", "")
    only = shipped.has_high_schools_only(district.leaid, school_year)
    return DistrictStaff(table, "figures shipped with wellstaffed", "high schools only" if only else "",
                         shipped.said_not_counted(district.leaid, school_year))  # fmt: skip


def source_notes(keys: Iterable[str]) -> dict[str, SourceNote]:
    """Return what each key of a ``source`` column stands for: a shipped source, or a release of the store."""
    known = shipped.shipped_sources()
    held = {one.facts.name: one.facts for one in Store().releases()} if set(keys) - set(known) else {}
    notes = {}
    for key in keys:
        if key in known:
            notes[key] = known[key]
        elif key in held:
            one = held[key]
            title, publisher, href = _FAMILIES.get(one.family, (one.family, "", ""))
            notes[key] = SourceNote(
                f"{title} {one.release}, as added to the store", publisher, one.release, href,
                f"File {one.file}, SHA-256 {one.file_sha256}",
            )  # fmt: skip
    return notes


def nearest_year(years: Iterable[int], wanted: int) -> int:
    """Return the year nearest to the one wanted, the later of two as near."""
    return min(years, key=lambda year: (abs(year - wanted), -year))


def _stored_districts(where: pl.Expr) -> dict[str, ShippedDistrict]:
    rows = Store().scan("staffed_districts", where)
    if rows is None:
        return {}
    found: dict[str, ShippedDistrict] = {}
    for row in rows.collect().sort("leaid", "school_year").iter_rows(named=True):
        known = found.get(row["leaid"])
        years = (*(known.school_years if known else ()), row["school_year"])
        found[row["leaid"]] = ShippedDistrict(row["leaid"], row["district"], row["state"], tuple(sorted(set(years))))
    return found


def _stored_staff(district: ShippedDistrict, school_year: int) -> pl.DataFrame | None:
    import polars as pl

    store = Store()
    mine = (pl.col("leaid") == district.leaid) & (pl.col("school_year") == school_year)
    scan = store.scan("school_staff", mine)
    staff = scan.collect() if scan is not None else None
    if staff is None or staff.is_empty():
        return None
    names = staff["role"].cast(pl.String).to_frame()
    staff = staff.with_columns(names["role"]).filter(pl.col("role") != "teacher")
    unknown = pl.DataFrame(schema={"school_id_crdc": pl.String, "students": pl.Int64, "students_missing": pl.String})
    totals = store.scan("school_totals", mine)
    students = unknown if totals is None else totals.select(unknown.columns).collect()
    schools = store.scan("schools", mine)
    grades = {} if schools is None else dict(schools.select("school_id_crdc", "grades").collect().iter_rows())
    bands = pl.DataFrame(
        {"school_id_crdc": list(grades), "grade_band": [grade_band(one) for one in grades.values()]},
        schema={"school_id_crdc": pl.String, "grade_band": pl.String},
    )
    order = staff.select(pl.col("school_id_crdc").unique().sort()).with_row_index("row_order")
    whole = staff.join(order, on="school_id_crdc").join(students, on="school_id_crdc", how="left")
    whole = whole.join(bands, on="school_id_crdc", how="left")
    return _as_school_staff(whole, district.name)


def _as_school_staff(rows: pl.DataFrame, district: str) -> pl.DataFrame:
    import polars as pl

    reason = pl.when(pl.col("students").is_null()).then(pl.col("students_missing").fill_null("not reported"))
    ranks = {role: place for place, role in enumerate(shipped.ROLES)}
    shaped = rows.rename({"school_id_crdc": "school_id", "school_name": "school"}).with_columns(
        pl.col("row_order").cast(pl.Int64), pl.col("school_year").cast(pl.Int64), pl.lit(district).alias("district"),
        pl.lit(False).alias("is_pool"), pl.lit("enrolled").alias("students_kind"), reason.alias("students_missing"),
        pl.lit(None, pl.String).alias("poverty_group"), pl.col("fte_missing").cast(pl.String),
        pl.col("fte_code").cast(pl.String),
    )  # fmt: skip
    rank = pl.col("role").replace_strict(ranks, return_dtype=pl.Int8)
    return shipped.with_measures_never_asked(shaped).sort("row_order", rank)
