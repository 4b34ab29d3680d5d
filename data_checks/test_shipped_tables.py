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
        if ours == "students":  # the national file summed unknown cells as zero (rule M5): 14 schools, unknown here
            assert (differ.height, differ["ours"].null_count()) == (14, 14)
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
