"""
Builds the shipped tables from published files: ``staff.parquet``, ``districts.parquet``, ``directory.parquet``,
``poverty.parquet``, ``wage_index.parquet``, ``wages.csv``, ``school_staff.csv`` and ``built_from.json``, which says from which
files, by checksum.

Staff are held wide, a row per school and year, sorted by district, so that a district is a few rows of one row group.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import polars as pl

from wellstaffed.core.atomic_files import write_whole
from wellstaffed.core.errors import NotFoundError
from wellstaffed.core.missing import Missing
from wellstaffed.core.school_years import school_year
from wellstaffed.sources.column_map import column_maps
from wellstaffed.sources.published_file import file_sha256, read_grid
from wellstaffed.sources.raw_cells import DECIMAL, check_cells, check_unique
from wellstaffed.tables.federal_wide import tidy_rows
from wellstaffed.tables.grade_band import grade_band
from wellstaffed.tables.plausibility import flagged_staff
from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.shipped_cities import MADISON, PORTLAND, PORTLAND_DIRECTORY, cities_csv
from wellstaffed.tables.shipped_wages import SCHOOLS, STATES, wages_csv
from wellstaffed.tables.wave_jumps import RULE, jumps

ROLES = ("counselor", "psychologist", "social_worker", "nurse", "officer", "guard")
ROWS_PER_GROUP = 4_096
LEAID = r"^\d{2}[0-9A-Z]{5}$"  # state-operated programs have letters: 24SOP02
SCHOOL_ID = r"^\d{2}[0-9A-Z]{10}$"
NOT_AT_HAND = "not at hand"
HIGH_SCHOOLS = {
    "2020-21": "crdc/high_schools_us/staffing_high_schools_us_2020-21.csv.gz",
    "2021-22": "crdc/high_schools_us/staffing_high_schools_us_2021-22.csv.gz",
}
STATE_WORKBOOKS = tuple(
    f"crdc/2020-21_state_workbooks/CRDC_2020-21_{state}.xlsx"
    for state in ("AK", "DC", "DE", "ME", "NH", "RI", "VT", "WY")
)
SCHOOL_LIST = "crdc/2021-22_school_list/school_list_2021-22.csv.gz"
DIRECTORY = "ccd_directory_2019-20/school_directory.csv.gz"
POVERTY = "saipe/ussd21.xls"
WAGE_INDEX = "cwift/EDGE_ACS_CWIFT2022_LEA2223.txt"


def build_shipped(folder: Path, out: Path) -> dict[str, int]:
    """
    Write the shipped tables; the same files give the same bytes.

    Parameters
    ----------
    folder : Path
        With the published files under their names.
    out : Path
        Folder to write to.

    Returns
    -------
    dict of str to int
        Bytes by file written.

    Raises
    ------
    NotFoundError
        If files are missing; all of them are named.
    ReleaseError
        If one is not as its layout says.
    """
    names = [*STATE_WORKBOOKS, *HIGH_SCHOOLS.values(), SCHOOL_LIST, DIRECTORY, POVERTY, WAGE_INDEX, SCHOOLS, STATES,
             PORTLAND, PORTLAND_DIRECTORY, MADISON]  # fmt: skip
    absent = [name for name in names if not (folder / name).is_file()]
    if absent:
        raise NotFoundError(f"{folder} has no {', no '.join(absent)}.")
    listed = _school_list(folder / SCHOOL_LIST)
    directory = next(recognised_release(folder / DIRECTORY).tables())[1]
    parts = [_state_schools(folder / name) for name in STATE_WORKBOOKS]
    parts += [_high_schools(folder / name, year, listed) for year, name in HIGH_SCHOOLS.items()]
    staff = pl.concat(parts).unique(["school_id", "school_year"], keep="first", maintain_order=True)
    staff = _with_jumps(staff.sort("leaid", "school_year", "school_id"))
    schools = _all_schools(directory, listed)
    tables = {
        "staff": staff.drop("state", "district"),
        "districts": _districts(staff, schools, listed),
        "directory": schools.drop("district"),
        "poverty": next(recognised_release(folder / POVERTY).tables())[1].drop("source"),
        "wage_index": next(recognised_release(folder / WAGE_INDEX).tables())[1].drop("source"),
    }
    written = {f"{name}.parquet": _written(out / f"{name}.parquet", table) for name, table in tables.items()}
    for name, content in (("wages.csv", wages_csv(folder)), ("school_staff.csv", cities_csv(folder, staff))):
        write_whole(out / name, content)
        written[name] = len(content)
    checksums = {name: file_sha256(folder / name) for name in names}
    write_whole(out / "built_from.json", (json.dumps(checksums, indent=1, sort_keys=True) + "\n").encode())
    return written


def _with_jumps(staff: pl.DataFrame) -> pl.DataFrame:
    """Add the flag on every jump of a role between the two waves to the flags of the later one."""
    waves = {
        year: pl.concat(
            rows.select(pl.col("school_id").alias("school_id_crdc"), role=pl.lit(role), fte=f"fte_{role}")
            for role in ROLES
        )
        for (year,), rows in staff.group_by("school_year", maintain_order=True)
    }
    later = max(waves)
    found = jumps(waves[min(waves)], waves[later]).select("school_id_crdc", "role").sort("school_id_crdc", "role")
    jumped: dict[str, list[str]] = {}
    for school, role in found.iter_rows():
        jumped.setdefault(school, []).append(role)
    merged = pl.DataFrame(
        [
            {"school_id": school, "school_year": later, "jumped": _merged(flags, jumped[school])}
            for school, flags in staff.filter(school_year=later).select("school_id", "flags").iter_rows()
            if school in jumped
        ],
        schema={"school_id": pl.String, "school_year": pl.Int16, "jumped": pl.String},
    )
    whole = staff.join(merged, on=["school_id", "school_year"], how="left", maintain_order="left")
    return whole.with_columns(pl.coalesce("jumped", "flags").alias("flags")).drop("jumped")


def _merged(flags: str, roles: list[str]) -> str:
    """Return a school's cell of flags with the jump of these roles added."""
    by_role = dict(one.split(":") for one in flags.split(";") if one)
    for role in roles:
        by_role[role] = f"{by_role.get(role, '')} {RULE}".strip()
    return ";".join(f"{role}:{found}" for role, found in sorted(by_role.items()))


def _written(path: Path, table: pl.DataFrame) -> int:
    buffer = io.BytesIO()
    table.write_parquet(
        buffer, compression="zstd", compression_level=19, statistics=True, row_group_size=ROWS_PER_GROUP
    )
    write_whole(path, buffer.getvalue())
    return len(buffer.getvalue())


def _school_list(path: Path) -> pl.DataFrame:
    grid = read_grid(path)
    (layout,) = column_maps("school_list")
    table = grid.renamed(layout)
    patterns = {"leaid": LEAID, "school_id_crdc": SCHOOL_ID, "state": "^[A-Z]{2}$", "school": ".",
                "district": ".", "is_justice_facility": "^(Yes|No)$"}  # fmt: skip
    check_cells(table, patterns, name=path.name, headers=layout.theirs)
    check_unique(table, ["school_id_crdc"], name=path.name)
    return table.select(
        "state", "leaid", "district", "school", "school_id_crdc", pl.col("is_justice_facility") == "Yes"
    )


def _state_schools(path: Path) -> pl.DataFrame:
    """All schools of a state and their staff of all six roles, as the store would hold them."""
    found, tables = recognised_release(path), {}
    wave = {"wave": found.facts.release, "release_file": found.facts.file}
    for name, frame, _, member in found.tables():
        tables[name] = frame if member is None else tidy_rows(frame, name, member=member, **wave)
    staff = tables["school_staff"].filter(pl.col("role") != "teacher").with_columns(
        pl.col("role").cast(pl.String), pl.col("fte_missing").cast(pl.String), pl.col("fte_code").cast(pl.String)
    )  # fmt: skip
    about = ("school_id_crdc", "leaid", "state", "district", "school_name", "school_year", "source_row")
    wide = staff.select(about).unique(maintain_order=True)
    for role in ROLES:
        ends = {end: f"fte_{role}{end}" for end in ("", "_missing", "_code")}
        mine = staff.filter(pl.col("role") == role)
        wide = wide.join(
            mine.select("school_id_crdc", *[pl.col(f"fte{end}").alias(name) for end, name in ends.items()]),
            on="school_id_crdc",
            how="left",
        )
    flags = _flags_by_school(staff)
    bands = tables["schools"].select(
        "school_id_crdc", pl.col("grades").map_elements(grade_band, return_dtype=pl.String).alias("grade_band")
    )
    totals = tables["school_totals"].select("school_id_crdc", "students", "students_missing")
    for other in (flags, bands, totals):
        wide = wide.join(other, on="school_id_crdc", how="left")
    return wide.select(
        pl.col("school_id_crdc").alias("school_id"), "leaid", "state", "district", pl.col("school_name").alias("school"),
        pl.col("school_year").cast(pl.Int16), "grade_band", pl.col("students").cast(pl.Int32), "students_missing",
        *[f"fte_{role}{end}" for role in ROLES for end in ("", "_missing", "_code")],
        pl.col("flags").fill_null(""), pl.lit(False).alias("is_high_schools_only"),
        pl.lit("crdc_2020_21_states").alias("source"), "source_row",
    )  # fmt: skip


def _flags_by_school(staff: pl.DataFrame) -> pl.DataFrame:
    """Return a school's flags in one cell: ``officer:fte_over_cap_officer all_equal;guard:all_equal``."""
    flagged = staff.filter(pl.col("flags") != "")
    each = (pl.col("role").cast(pl.String) + ":" + pl.col("flags")).sort().str.join(";")
    return flagged.group_by("school_id_crdc").agg(each.alias("flags"))


def _flags_of_high_schools(raw: pl.DataFrame, ends: int) -> pl.DataFrame:
    """Apply the published rules; what says "every school of the district" cannot be told from high schools alone."""
    long = pl.concat(
        raw.select("school_id_crdc", "leaid", pl.lit(ends).alias("school_year"), pl.lit(role).alias("role"),
                   pl.col(role).cast(pl.Float64).alias("fte"))
        for role in ROLES if role in raw.columns
    )  # fmt: skip
    known = pl.col("students").cast(pl.Float64).cast(pl.Int64).replace(0, None)
    students = raw.select("school_id_crdc", known)
    flagged = flagged_staff(long, students)
    kept = pl.col("flags").str.split(" ").list.set_difference(["district_wide_zero"]).list.join(" ")
    return _flags_by_school(flagged.with_columns(kept))


def _high_schools(path: Path, year: str, listed: pl.DataFrame) -> pl.DataFrame:
    """High schools of the nation: students, counselors, officers, guards; the source dropped its reserve codes."""
    grid = read_grid(path)
    (layout,) = column_maps("high_schools")
    raw = grid.renamed(layout)
    patterns = {"school_id_crdc": SCHOOL_ID, "leaid": LEAID, "state": "^[A-Z]{2}$", "school": ".",
                "students": r"^\d+(\.0)?$"}  # fmt: skip
    check_cells(raw, patterns, name=path.name, headers=layout.theirs)
    for role in ("counselor", "officer", "guard"):
        check_cells(raw.drop_nulls(role), {role: DECIMAL}, name=path.name, headers=layout.theirs)
    check_unique(raw, ["school_id_crdc"], name=path.name)
    raw = raw.join(listed.select("school_id_crdc", "is_justice_facility"), on="school_id_crdc", how="left")
    raw = _with_hidden_districts(raw)
    ends = school_year(year)
    raw = raw.join(_flags_of_high_schools(raw, ends), on="school_id_crdc", how="left")
    measures = [one for role in ROLES for one in _role(role, role in raw.columns, ends)]
    return raw.select(
        pl.col("school_id_crdc").alias("school_id"), "leaid", "state", "district", "school",
        pl.lit(ends, pl.Int16).alias("school_year"), pl.lit("high").alias("grade_band"),
        *_students(ends), *measures,
        pl.col("flags").fill_null(""), pl.lit(True).alias("is_high_schools_only"),
        pl.lit(f"crdc_{year.replace('-', '_')}_high").alias("source"), "source_row",
    )  # fmt: skip


def _students(ends: int) -> list[pl.Expr]:
    """
    Return students and why they are missing: a school of the extract with no student has hidden ones, not none.

    The extract sums hidden cells as zero (rule M5). In every school of 0 that a state workbook holds too, all cells are
    suppressed; schools of 96 teachers and 0 students are among the others.
    """
    students = pl.col("students").cast(pl.Float64).cast(pl.Int32)
    reason = Missing.SUPPRESSED if ends == 2021 else Missing.NOT_REPORTED
    return [
        pl.when(students > 0).then(students).alias("students"),
        pl.when(students.is_null() | (students == 0)).then(pl.lit(reason.value)).alias("students_missing"),
    ]


def _with_hidden_districts(raw: pl.DataFrame) -> pl.DataFrame:
    """
    Say that a school which the list of 2021-22 no longer has is no justice facility where its district hides all.

    A blank there is then read as suppressed, like every other of its district (Los Angeles 2020-21), not as unexplained.
    """
    is_school = pl.col("is_justice_facility") == pl.lit(False)
    hides = [
        (is_school.any() & pl.col(role).filter(is_school).is_null().all()).over("leaid")
        for role in ("officer", "guard")
    ]
    unlisted = pl.col("is_justice_facility").is_null()
    hidden = pl.when(unlisted & pl.all_horizontal(hides)).then(False).otherwise(pl.col("is_justice_facility"))
    return raw.with_columns(is_justice_facility=hidden)


def _role(role: str, is_at_hand: bool, ends: int) -> list[pl.Expr]:
    names = (f"fte_{role}", f"fte_{role}_missing", f"fte_{role}_code")
    if not is_at_hand:
        constants = (pl.lit(None, pl.Float64), pl.lit(Missing.NOT_AT_HAND.value), pl.lit(NOT_AT_HAND))
        return [one.alias(name) for one, name in zip(constants, names, strict=True)]
    missing = pl.col(role).is_null()
    is_safety, at_facility = pl.lit(role in ("officer", "guard")), pl.col("is_justice_facility")
    # In every cell shared with the state workbooks of 2020-21 a blank here is -11 there, or -9 at a facility.
    reason = (
        pl.when(missing & is_safety & at_facility)
        .then(pl.lit(Missing.NOT_APPLICABLE.value))
        .when(missing & is_safety & ~at_facility & pl.lit(ends == 2021))
        .then(pl.lit(Missing.SUPPRESSED.value))
        .when(missing)
        .then(pl.lit(Missing.NOT_REPORTED.value))
    )
    values = (pl.col(role).cast(pl.Float64).round(2), reason, pl.when(missing).then(pl.lit(NOT_AT_HAND)))
    return [one.alias(name) for one, name in zip(values, names, strict=True)]


def _all_schools(directory: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Schools of the directory of 2019-20, and those of the collection of 2021-22 that it does not have."""
    known = directory.select(
        pl.col("school_id_nces").alias("school_id"), "leaid", "district", "school", "city", "state"
    )
    newer = listed.select(
        pl.col("school_id_crdc").alias("school_id"), "leaid", "district", "school",
        pl.lit(None, pl.String).alias("city"), "state",
    ).join(known, on="school_id", how="anti")  # fmt: skip
    return pl.concat([known, newer]).sort("leaid", "school_id")


def _districts(staff: pl.DataFrame, schools: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Every district: the collection's name of 2021-22, else the directory's, else that beside its staff."""
    columns = ["leaid", "district", "state"]
    named = pl.concat([listed.select(columns), schools.select(columns), staff.select(columns)])
    named = named.unique("leaid", keep="first", maintain_order=True)
    city = (
        schools.drop_nulls("city")
        .group_by("leaid", "city")
        .len()
        .sort("leaid", "len", "city", descending=[False, True, False])
        .unique("leaid", keep="first", maintain_order=True)
        .select("leaid", "city")
    )
    years = staff.group_by("leaid").agg(pl.col("school_year").unique().sort().alias("school_years"))
    whole = named.join(city, on="leaid", how="left").join(years, on="leaid", how="left")
    return whole.with_columns(pl.col("school_years").fill_null([])).sort("leaid")
