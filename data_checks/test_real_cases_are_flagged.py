"""The impossible and the doubtful figures that are known by name are flagged in the shipped figures, and kept."""

import os
from pathlib import Path

import polars as pl
import pytest

from wellstaffed.sources.crdc import crdc_release
from wellstaffed.tables.federal_release import built_tables
from wellstaffed.tables.shipped import all_shipped_staff

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def rows(**wanted):
    return all_shipped_staff().filter(**wanted)


@pytest.mark.parametrize(
    ("name", "state", "year", "role", "fte", "flags"),
    [
        ("Pacific Grove High", "CA", 2022, "counselor", 280, {"fte_over_cap_counselor", "fte_per_student", "jump_between_waves"}),
        ("Central Academy", "MI", 2022, "counselor", 100, {"fte_over_cap_counselor", "all_equal"}),
        ("Central Academy", "MI", 2022, "officer", 100, {"fte_over_cap_officer", "all_equal"}),
        ("Central Academy", "MI", 2022, "guard", 100, {"all_equal"}),
        ("Gillett High", "WI", 2021, "counselor", 70, {"fte_over_cap_counselor", "fte_per_student"}),
        ("Cadott High", "WI", 2021, "counselor", 33.33, {"fte_per_student"}),
    ],
)  # fmt: skip
def test_a_school_known_for_an_impossible_figure_is_flagged_and_kept(name, state, year, role, fte, flags):
    found = rows(state=state, school_year=year, role=role, fte=fte).filter(
        pl.col("school").str.to_lowercase().str.contains(name.lower(), literal=True)
    )
    assert found.height == 1
    assert flags <= set(found["flags"].item().split())


def test_rich_township_s_91_officers_are_flagged():
    found = rows(state="IL", school_year=2021, role="officer").filter(pl.col("fte") == 91)
    assert found["district"].str.to_lowercase().str.contains("rich").all()
    assert found.height > 0
    assert found["flags"].str.contains("fte_over_cap_officer").all()


def test_the_74_and_70_officers_of_rochester_s_high_schools_are_flagged_after_the_city_ended_the_programme():
    found = rows(leaid="3624750", role="officer").filter(pl.col("fte") > 0)
    assert dict(found.group_by("school_year").agg(pl.col("fte").sum()).iter_rows()) == {2021: 74, 2022: 70}
    assert found["flags"].str.contains("officers_after_removal").all()


def test_every_officer_that_portland_reports_after_june_2020_is_flagged():
    found = rows(leaid="4110040", role="officer").filter(pl.col("fte") > 0)
    assert set(found["school_year"]) == {2021, 2022}
    assert found.filter(school_year=2022).height == 9
    assert found["flags"].str.contains("officers_after_removal").all()


def test_los_angeles_says_suppressed_in_2020_21_and_a_flagged_zero_in_2021_22():
    before, after = (
        rows(leaid="0622710", role="officer", school_year=2021),
        rows(leaid="0622710", role="officer", school_year=2022),
    )
    assert set(before["fte"]) == {None}
    assert set(before["fte_missing"]) <= {"suppressed", "not applicable"}
    assert set(after["fte"].drop_nulls()) == {0}
    assert after.filter(pl.col("fte") == 0)["flags"].str.contains("zero_with_own_police").all()


def test_minneapolis_has_no_number_at_any_of_its_27_high_schools_of_2020_21():
    found = rows(leaid="2721240", school_year=2021).filter(pl.col("role").is_in(["officer", "guard"]))
    assert found["school_id"].n_unique() == 27
    assert set(found["fte"]) == {None}
    at_facility = found["school"] == "Stadium View"  # a justice facility: the question does not apply there
    assert set(found.filter(~at_facility)["fte_missing"]) == {"suppressed"}
    assert set(found.filter(at_facility)["fte_missing"]) == {"not applicable"}


def test_new_york_city_is_one_district_with_a_reason_wherever_it_has_no_number():
    found = rows(leaid="3620580")
    assert found["school_id"].n_unique() > 500
    assert (found["fte"].is_null() == found["fte_missing"].is_not_null()).all()


def test_madison_reports_no_officer_in_both_years_and_is_not_flagged_for_it():
    found = rows(leaid="5508520", role="officer").filter(pl.col("school_year") >= 2021)
    assert set(found["fte"]) == {0}
    assert set(found["flags"]) == {""}


@pytest.mark.parametrize("state", ["AK", "DC", "DE", "ME", "NH", "RI", "VT", "WY"])
def test_more_arrested_than_referred_is_flagged_wherever_a_state_workbook_has_it(state):
    release = crdc_release(SHARED / "data/crdc/2020-21_state_workbooks" / f"CRDC_2020-21_{state}.xlsx")
    tables = {name: frame for name, frame, _ in built_tables(release)}
    key = ["school_id_crdc", "student_group", "race", "sex"]
    by_outcome = {
        outcome: tables["law_enforcement"].filter(pl.col("outcome") == outcome).select(*key, **{outcome: "students"})
        for outcome in ("referral", "arrest")
    }
    both = by_outcome["referral"].join(by_outcome["arrest"], on=key)
    by_hand = sum(1 for row in both.iter_rows(named=True)
                  if row["referral"] is not None and row["arrest"] is not None and row["arrest"] > row["referral"])  # fmt: skip
    flags = tables["flags"].filter(pl.col("rule") == "arrests_over_referrals")
    assert flags.height == by_hand


def test_nothing_that_is_flagged_was_dropped():
    flagged = all_shipped_staff().filter(pl.col("flags") != "")
    assert flagged.height > 1000
    assert flagged["fte"].is_not_null().all()
