"""
The collection's large tables as the store holds them: wide, a row per school, cells as published with their codes.

A tidy table has a row per school, group, race and sex: eleven million for one wave of enrollment. The store keeps the
98,000 wide rows it comes from and makes the tidy rows when they are asked for, of the schools that are asked for. What
is checked is checked once, when a release is added: codes, keys, and the published rules of plausibility.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.core.missing import Missing
from wellstaffed.sources.crdc import CrdcRelease, OpenRelease, RawTable
from wellstaffed.sources.crdc.layout import Column, files_of, reserve_codes
from wellstaffed.tables import plausibility
from wellstaffed.tables.federal_codes import TWICE, codes_in_words, with_ids
from wellstaffed.tables.federal_school_rows import build_districts, build_expenditures, build_offenses, build_schools
from wellstaffed.tables.federal_staff_rows import COLUMNS, build_federal_staff, tidy_staff
from wellstaffed.tables.federal_student_rows import build_enrollment, build_law_enforcement
from wellstaffed.tables.store import StoredForm

KEY = ["school_id_crdc", "school_year"]
NAMES = {"school_staff": ("school", "district", "is_justice_facility")}
MANY_FTE = 10
# By what the column maps call a table: its name, who builds it, its key. The schemas stand in ``federal_release``: the
# library that declares them takes longer to load than a release takes to check.
TABLES: dict[str, tuple[str, Callable[[CrdcRelease, RawTable], pl.DataFrame], tuple[str, ...]]] = {
    "enrollment": ("enrollment", build_enrollment, (*KEY, "race", "sex", "student_group")),
    "school_staff": ("school_staff", build_federal_staff, (*KEY, "role")),
    "directory": ("schools", build_schools, tuple(KEY)),
    "districts": ("districts", build_districts, ("leaid", "school_year")),
    "law_enforcement": ("law_enforcement", build_law_enforcement, (*KEY, "race", "sex", "outcome", "student_group")),
    "offenses": ("offenses", build_offenses, (*KEY, "offense")),
    "expenditures": ("expenditures", build_expenditures, (*KEY, "item", "funds")),
}
PUBLISHED = ["state", "leaid", "schid", "combokey"]
FLAGS_KEY = [*KEY, "about", "rule", "detail"]


def stored_tables(release: CrdcRelease, opened: OpenRelease) -> Iterator[StoredForm]:
    """
    Yield each table as the store holds it: name, rows, key, and of a wide one the file inside the release.

    Parameters
    ----------
    release : CrdcRelease
    opened : OpenRelease
        The same release, being read.

    Raises
    ------
    ReleaseError
        If a file is damaged, a cell is no number and no reserve code, or a school stands twice.
    """
    students: pl.DataFrame | None = None
    flags: list[pl.DataFrame] = []
    schools = _Schools(release)
    for table, (name, build, key) in TABLES.items():
        raw = opened.raw(table)
        if raw is None:
            continue
        if name == "schools":
            yield name, build_schools(release, raw, schools.identified(raw)), list(key), None
            continue
        if name == "districts":
            districts = build(release, raw)
            _check_once(districts, list(key), release, raw.file)
            yield name, districts, list(key), None
            continue
        wide = _checked(release, raw, name, schools)
        if name == "enrollment":
            totals = _school_students(wide, raw, release)
            students = totals.select("school_id_crdc", "students")
            flags.append(_enrollment_flags(wide, raw, release))
            yield "school_totals", totals, KEY, None
        elif name == "school_staff":
            wide, found = _flagged(wide, raw, release, students)
            flags.append(found)
            yield "staffed_districts", _staffed_districts(wide, release), ["leaid", "school_year"], None
        elif name == "law_enforcement":
            flags.append(_law_enforcement_flags(wide, raw, release))
        yield name, wide, list(key), raw.file
    yield "flags", pl.concat([plausibility.no_flags(), *flags]), FLAGS_KEY, None


def tidy_rows(wide: pl.DataFrame, table: str, *, wave: str, release_file: str, member: str) -> pl.DataFrame:
    """
    Return the tidy rows of wide ones, as the builder of the table makes them.

    Parameters
    ----------
    wide : DataFrame
        Any rows of a stored wide table.
    table : str
        Its name.
    wave, release_file, member : str
        As the manifest has them.
    """
    if table == "school_staff":
        return tidy_staff(wide, wave=wave, release_file=release_file, member=member)
    release = CrdcRelease.stored(wave, release_file, wide["state"])
    build = next(build for name, build, _ in TABLES.values() if name == table)
    layout = next(one for one in files_of(wave) if one.read(table))
    columns = {header: column for header, column in layout.read(table).items() if header in wide.columns}
    return build(release, RawTable(wide, columns, member))


class _Schools:
    """The identifiers of schools, worked out and checked once where the files of a release list the same ones."""

    def __init__(self, release: CrdcRelease) -> None:
        self._release = release
        self._published: pl.DataFrame | None = None
        self._ids: list[pl.Series] = []

    def identified(self, raw: RawTable) -> pl.DataFrame:
        """Return a raw table with identifiers of the collection's form; raise `ReleaseError` if one stands twice."""
        published = raw.frame.select(PUBLISHED)
        if self._published is None or not self._published.equals(published):
            made = with_ids(raw.frame.select("source_row", *PUBLISHED), self._release, raw.file)
            _check_once(made, KEY, self._release, raw.file)
            self._published, self._ids = published, made.select(*KEY, "leaid").get_columns()
        return raw.frame.with_columns(self._ids)


def _checked(release: CrdcRelease, raw: RawTable, name: str, schools: _Schools) -> pl.DataFrame:
    """Return a raw table with its identifiers, every code known and every school once."""
    frame = schools.identified(raw)
    headers = [header for header in raw.columns if header in frame.columns]
    numbers = [header for header in headers if frame[header].dtype != pl.String]
    known = set(reserve_codes(release.wave))
    below = frame.select(pl.col(h).filter(pl.col(h) < 0).unique().implode() for h in numbers)
    if any(not known.issuperset(cells) for cells in below.row(0)):
        codes_in_words(release, raw, numbers)
    names = [name for name in NAMES.get(name, ()) if name in frame.columns]
    made = frame.select(*KEY, "leaid", "state", "source_row", *names, *headers)
    return made if made["school_id_crdc"].is_sorted() else made.sort(KEY)


def _check_once(frame: pl.DataFrame, key: list[str], release: CrdcRelease, file: str) -> None:
    if frame[key[0]].n_unique() < frame.height:  # one release is of one year: its schools tell its rows apart
        twice = frame.filter(pl.struct(key).is_duplicated()).sort(*key, "source_row").head(20)
        faults = [
            Fault(f"{file}, row {row['source_row']}", f"{', '.join(str(row[one]) for one in key)} {TWICE}")
            for row in twice.iter_rows(named=True)
        ]
        raise ReleaseError(release.path.name, faults)


def _cells(raw: RawTable, frame: pl.DataFrame, wanted: Callable[[Column], bool]) -> list[str]:
    return [header for header, column in raw.columns.items() if header in frame.columns and wanted(column)]


def _school_students(wide: pl.DataFrame, raw: RawTable, release: CrdcRelease) -> pl.DataFrame:
    """Return what `federal_totals.build_school_totals` returns, from wide rows."""
    every = _cells(raw, wide, lambda c: c.student_group == "all" and c.race not in ("any", "published_total"))
    known = [pl.when(pl.col(h) >= 0).then(pl.col(h)).cast(pl.Int64) for h in every]
    words = reserve_codes(release.wave)
    unknown = {code: reason.value for code, reason in words.items() if reason != Missing.NOT_APPLICABLE}
    binary = _cells(raw, wide, lambda c: c.student_group == "all" and c.race not in ("any", "published_total")
                    and c.sex != "nonbinary")  # fmt: skip
    reasons = [pl.when(pl.col(h).is_null()).then(pl.lit(Missing.NOT_REPORTED.value)).otherwise(
        pl.col(h).replace_strict(unknown, default=None, return_dtype=pl.String)) for h in binary]  # fmt: skip
    in_doubt = wide.select(pl.arg_where(pl.any_horizontal((pl.col(h) < 0).fill_null(True) for h in binary))).to_series()
    found = wide[in_doubt].select(pl.coalesce(reasons)).to_series()
    missing = pl.Series("students_missing", [None], pl.String).new_from_index(0, wide.height).scatter(in_doubt, found)
    cells = pl.sum_horizontal(pl.col(h) >= 0 for h in every).cast(pl.UInt32)
    made = wide.select(
        "school_id_crdc", "leaid", "school_year", pl.sum_horizontal(known).alias("students"), missing,
        cells.alias("cells"), pl.lit(release.name).alias("source"),
    )  # fmt: skip
    none = pl.when(pl.col("cells") == 0).then(pl.lit(Missing.NOT_REPORTED.value))
    made = made.with_columns(pl.col("students_missing").fill_null(none))
    whole = pl.when(pl.col("students_missing").is_null()).then(pl.col("students")).alias("students")
    return made.with_columns(whole)


def _staffed_districts(wide: pl.DataFrame, release: CrdcRelease) -> pl.DataFrame:
    grouped = wide.group_by("leaid", "school_year", maintain_order=True).agg(
        pl.col("district").first().fill_null(""), pl.col("state").first().str.to_uppercase(), pl.len().alias("schools")
    )
    order = ["leaid", "district", "state", "school_year", "schools", "source"]
    return grouped.with_columns(pl.lit(release.name).alias("source")).select(order).sort("leaid")


def _enrollment_flags(wide: pl.DataFrame, raw: RawTable, release: CrdcRelease) -> pl.DataFrame:
    """Apply the rule on totals to the schools where a total is not the sum of its cells; the others cannot break it."""
    sums: dict[tuple[str, str], list[str]] = {}
    totals: dict[tuple[str, str], str] = {}
    for header, column in raw.columns.items():
        if header in wide.columns:
            group = (column.student_group, column.sex)
            if column.race == "published_total":
                totals[group] = header
            else:
                sums.setdefault(group, []).append(header)
    differ = [
        (pl.col(total) >= 0) & (pl.min_horizontal(sums[group]) >= 0) & (pl.col(total) != pl.sum_horizontal(sums[group]))
        for group, total in totals.items()
        if group in sums
    ]
    suspects = wide.filter(pl.any_horizontal(differ)) if differ else wide.clear()
    if suspects.is_empty():
        return plausibility.no_flags()
    return plausibility.enrollment_flags(build_enrollment(release, RawTable(suspects, raw.columns, raw.file)))


def _law_enforcement_flags(wide: pl.DataFrame, raw: RawTable, release: CrdcRelease) -> pl.DataFrame:
    """Apply the rule on arrests to the schools with more arrests than referrals in some group."""
    by_outcome: dict[str, dict[tuple[str, str, str], str]] = {}
    for header, column in raw.columns.items():
        if header in wide.columns:
            whom = (column.student_group, column.race, column.sex)
            by_outcome.setdefault(column.measure, {})[whom] = header
    referred = by_outcome.get("referral", {})
    more = [
        (pl.col(header) > 0) & (pl.col(header) > pl.col(referred[whom]))
        for whom, header in by_outcome.get("arrest", {}).items()
        if whom in referred
    ]
    suspects = wide.filter(pl.any_horizontal(more)) if more else wide.clear()
    if suspects.is_empty():
        return plausibility.no_flags()
    return plausibility.law_enforcement_flags(build_law_enforcement(release, RawTable(suspects, raw.columns, raw.file)))


def _flagged(
    wide: pl.DataFrame, raw: RawTable, release: CrdcRelease, students: pl.DataFrame | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Apply the rules on staff where one can be broken; return the wide rows with flags, and the flags."""
    fte = {column.measure: header for header, column in raw.columns.items()
           if header in wide.columns and column.student_group != "indicator"}  # fmt: skip
    many = [pl.col(h) >= (MANY_FTE if role != "teacher" else plausibility.limit("fte_over_cap_teacher"))
            for role, h in fte.items()]  # fmt: skip
    none = [(pl.col(h).max() == 0) for role, h in fte.items() if role not in ("guard", "officer")]
    by_district = wide.group_by("leaid").agg(pl.any_horizontal(none).alias("none"), pl.len())
    few = pl.col("len") >= plausibility.limit("district_wide_zero")
    known = pl.col("leaid").is_in(plausibility.districts_with_police_facts())
    suspects = by_district.filter((pl.col("none") & few) | known)
    found = []
    rules: list[tuple[plausibility.Rules, pl.DataFrame]] = [
        ("of schools", wide.filter(pl.any_horizontal(many))),
        ("of districts", wide.join(suspects, on="leaid", how="semi", maintain_order="left")),
    ]
    for which, mine in rules:
        staff = build_federal_staff(release, RawTable(mine, raw.columns, raw.file))
        flagged = plausibility.flagged_staff(staff, students, which).select(COLUMNS)
        found.append(flagged.filter(pl.col("flags") != ""))
    once = pl.concat(found).group_by("school_id_crdc", "role", maintain_order=True)
    rows = once.agg(pl.exclude("flags").first(), pl.col("flags").str.join(" ")).sort("school_id_crdc", "role")
    each = (pl.col("role").cast(pl.String) + ":" + pl.col("flags")).sort().str.join(";")
    by_school = rows.group_by("school_id_crdc").agg(each.alias("flags"))
    with_flags = wide.join(by_school, on="school_id_crdc", how="left", maintain_order="left")
    return with_flags.with_columns(pl.col("flags").fill_null("")), plausibility.staff_flags(rows)
