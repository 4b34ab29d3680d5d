"""The shipped tables are what the project's own command builds from the published files, and agree among themselves."""

import os
from pathlib import Path

import polars as pl

from wellstaffed.tables.shipped import DATA
from wellstaffed.tables.shipped_build import HIGH_SCHOOLS, STATE_WORKBOOKS, build_shipped

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def test_the_shipped_tables_are_built_from_the_published_files_byte_for_byte(tmp_path):
    for name in build_shipped(SHARED / "data", tmp_path):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name
    assert (tmp_path / "built_from.json").read_bytes() == (DATA / "built_from.json").read_bytes()


def test_state_workbooks_and_the_national_high_schools_agree_on_every_shared_cell():
    staff = pl.read_parquet(DATA / "staff.parquet").filter(source="crdc_2020_21_states")
    published = pl.read_csv(SHARED / "data" / HIGH_SCHOOLS["2020-21"], infer_schema=False)
    both = staff.join(published, left_on="school_id", right_on="combokey", how="inner")
    assert both.height > 600
    assert len(STATE_WORKBOOKS) == 8
    for ours, theirs in [("students", "enroll_total"), ("fte_counselor", "fte_counselors"),
                         ("fte_officer", "fte_police"), ("fte_guard", "fte_guards")]:  # fmt: skip
        pairs = both.select(ours=pl.col(ours).cast(pl.Float64), theirs=pl.col(theirs).cast(pl.Float64).round(2))
        differ = pairs.filter(~pl.col("ours").eq_missing(pl.col("theirs")))
        if ours == "students":  # the national file summed hidden cells as zero (rule M5): unknown here
            assert differ["ours"].null_count() == differ.height
            schools = both.filter(~pairs["ours"].eq_missing(pairs["theirs"]))
            assert {key: float(sum_of_known) for key, sum_of_known in schools.select("school_id", theirs).iter_rows()} == {
                "020000400579": 0, "020000400623": 0, "020000400624": 0, "231444000715": 0, "231477800252": 0,
                "020018000057": 997, "020018000073": 1319, "020018000075": 1262, "020018000120": 1554,
                "020018000531": 1336, "020051000224": 2715, "020060000270": 803, "020060000281": 806, "020060000464": 96,
            }  # fmt: skip
            continue
        assert differ.rows() == [], ours


def test_a_blank_of_the_high_schools_is_a_suppressed_or_inapplicable_cell_of_the_workbooks():
    staff = pl.read_parquet(DATA / "staff.parquet").filter(source="crdc_2020_21_states")
    published = pl.read_csv(SHARED / "data" / HIGH_SCHOOLS["2020-21"], infer_schema=False)
    both = staff.join(published, left_on="school_id", right_on="combokey", how="inner")
    for ours, theirs in [("officer", "fte_police"), ("guard", "fte_guards")]:
        blank = both.filter(pl.col(theirs).is_null())
        assert blank.height > 20
        assert set(blank[f"fte_{ours}_missing"]) <= {"suppressed", "not applicable"}


def test_no_school_with_teachers_has_no_student():
    published = pl.read_csv(SHARED / "data" / HIGH_SCHOOLS["2020-21"], infer_schema=False)
    hidden = published.filter(pl.col("enroll_total").cast(pl.Float64) == 0, pl.col("fte_teachers").cast(pl.Float64) > 0)
    assert hidden.height == 119
    staff = pl.read_parquet(DATA / "staff.parquet").filter(school_year=2021)
    mine = staff.join(hidden.select(school_id="combokey"), on="school_id", how="semi")
    assert mine.height == 119
    assert (mine["students"].null_count(), set(mine["students_missing"])) == (119, {"suppressed"})
    assert staff.filter(pl.col("students") == 0, is_high_schools_only=True).is_empty()
