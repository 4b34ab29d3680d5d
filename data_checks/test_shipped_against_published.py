"""The shipped figures, cell by cell, beside the published files they were taken from."""

import csv
import gzip
import json
import os
from pathlib import Path

import polars as pl
import pytest

from wellstaffed.tables.shipped import shipped_staff
from wellstaffed.tables.wages import _wages

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def test_the_published_files_are_here():
    assert (SHARED / "data").is_dir(), f"no published files at {SHARED}; set WELLSTAFFED_SHARED to their folder"


@pytest.mark.parametrize(("year", "ends"), [("2020-21", 2021), ("2021-22", 2022)])
def test_madison_equals_the_national_file_of_high_schools(year, ends):
    columns = {"counselor": "fte_counselors", "officer": "fte_police", "guard": "fte_guards"}
    with gzip.open(SHARED / f"data/crdc/high_schools_us/staffing_high_schools_us_{year}.csv.gz", "rt") as file:
        published = {row["combokey"]: row for row in csv.DictReader(file) if row["leaid"] == "5508520"}
    ours = shipped_staff("5508520", ends).filter(pl.col("fte").is_not_null())
    assert ours.height == 12
    for row in ours.iter_rows(named=True):
        theirs = published[row["school_id"]]
        assert row["students"] == float(theirs["enroll_total"])
        assert row["fte"] == round(float(theirs[columns[row["role"]]]), 2)


def test_portland_equals_its_extract():
    names = {
        "counselor": "counselors_fte", "psychologist": "psychologists_fte", "social_worker": "social_workers_fte",
        "nurse": "nurses_fte", "officer": "law_enforcement_fte", "guard": "security_guard_fte",
    }  # fmt: skip
    published = json.loads((SHARED / "data/portland_2021-22/pps_crdc_2021_agg.json").read_text())
    ours = shipped_staff("4110040", 2022)
    assert ours.height == 6 * len(published["enrollment"])
    for row in ours.iter_rows(named=True):
        key = "" if "no_identifier" in row["flags"] else row["school_id"]
        assert row["students"] == published["enrollment"][key]
        assert row["fte"] == published["teachers_staff"][key][names[row["role"]]]


def test_wages_equal_the_published_tables():
    published = {}
    for name in ("us_by_industry_schools_and_government", "us_and_states_cross_industry"):
        with (SHARED / f"data/oews_may_2025/oews_may2025_{name}.csv").open() as file:
            published |= {row["series"]: row["annual_mean"] for row in csv.DictReader(file)}
    ours = [(row["series"], row["annual_mean"]) for row in _wages().values()]
    assert len(ours) > 300
    assert [(series, mean) for series, mean in ours if mean and published[series] != mean] == []
