"""The real cases that the published rules must flag, and what they must leave alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.sources.crdc.made_releases import EAST, made_release

from wellstaffed.sources.crdc import crdc_release
from wellstaffed.tables.federal_release import built_tables
from wellstaffed.tables.plausibility import plausibility_rules


def school(leaid: str, schid: str, name: str, **figures: Any) -> dict[str, Any]:
    return EAST | {"LEAID": leaid, "SCHID": schid, "COMBOKEY": leaid + schid, "SCH_NAME": name} | figures


def flags(path: Path) -> dict[tuple[str, str], str]:
    release = crdc_release(path)
    assert release is not None
    frame = next(frame for name, frame, _ in built_tables(release) if name == "school_staff")
    return {(one["school_id_crdc"], one["role"]): one["flags"] for one in frame.iter_rows(named=True) if one["flags"]}


@pytest.mark.parametrize(
    ("wave", "figures", "students", "role", "rule"),
    [
        ("2021-22", {"SCH_FTECOUNSELORS": 280}, 558, "counselor", "fte_over_cap_counselor"),
        ("2020-21", {"SCH_FTECOUNSELORS": 70}, 182, "counselor", "fte_per_student"),
        ("2020-21", {"SCH_FTECOUNSELORS": 33.33}, 233, "counselor", "fte_per_student"),
        ("2020-21", {"SCH_FTESECURITY_LEO": 91}, 1800, "officer", "fte_over_cap_officer"),
        ("2021-22", {"SCH_FTESECURITY_LEO": 74}, 1200, "officer", "fte_over_cap_officer"),
        ("2017-18", {"SCH_FTESECURITY_GUA": 102579}, 900, "guard", "fte_over_cap_guard"),
        ("2017-18", {"SCH_FTESERVICES_PSY": 19048.6}, 900, "psychologist", "fte_over_cap_psychologist"),
        ("2015-16", {"SCH_FTESERVICES_NUR": 999}, 900, "nurse", "fte_over_cap_nurse"),
        ("2021-22", {"SCH_FTESERVICES_NUR": 833}, 900, "nurse", "fte_over_cap_nurse"),
        ("2021-22", {"SCH_FTECOUNSELORS": 100, "SCH_FTESECURITY_LEO": 100, "SCH_FTESECURITY_GUA": 100}, 500, "guard", "all_equal"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_flagged_and_kept(
    wave: str, figures: dict[str, Any], students: int, role: str, rule: str, tmp_path: Path
) -> None:
    one = school("0629610", "04565", "Pacific Grove High", SCH_ENR_WH_M=students, **figures)
    found = flags(made_release(wave, [one], tmp_path))
    assert rule in found["062961004565", role].split()


def test_officers_reported_after_they_left_and_zeros_of_a_police_district_are_flagged(tmp_path: Path) -> None:
    portland = school("4110040", "00001", "Portland High", SCH_FTESECURITY_LEO=1)
    angeles = school("0622710", "00444", "Sara Coughlin Elementary", SCH_FTESECURITY_LEO=0)
    found = flags(made_release("2021-22", [portland, angeles], tmp_path))
    assert found["411004000001", "officer"] == "officers_after_removal"
    assert found["062271000444", "officer"] == "zero_with_own_police"


@pytest.mark.parametrize(("wave", "is_flagged"), [("2017-18", False), ("2020-21", True), ("2021-22", True)])
def test_officers_are_flagged_from_the_year_after_they_left_and_not_before(
    wave: str, is_flagged: bool, tmp_path: Path
) -> None:
    rochester = school(
        "3624750", "06216", "Edison Career And Technology High", SCH_FTESECURITY_LEO=16, SCH_ENR_WH_M=1500
    )
    found = flags(made_release(wave, [rochester], tmp_path))
    assert ("officers_after_removal" in found.get(("362475006216", "officer"), "")) == is_flagged


def test_a_whole_district_that_reports_no_psychologist_is_flagged(tmp_path: Path) -> None:
    schools = [school("4110040", f"0000{i}", f"School {i}", SCH_FTECOUNSELORS=2) for i in range(6)]
    found = flags(made_release("2021-22", schools, tmp_path))
    assert found["411004000000", "psychologist"] == "district_wide_zero"
    assert ("411004000000", "counselor") not in found


def test_hidden_students_do_not_make_staff_too_many(tmp_path: Path) -> None:
    hidden = {"SCH_FTECOUNSELORS": 12, "SCH_ENR_WH_M": -11, "SCH_ENR_BL_F": 3}
    assert flags(made_release("2020-21", [EAST | hidden], tmp_path)) == {}


def test_a_common_school_is_not_flagged(tmp_path: Path) -> None:
    common = {"SCH_ENR_WH_M": 850, "SCH_ENR_WH_F": 848, "SCH_FTECOUNSELORS": 4.8, "SCH_FTESECURITY_GUA": 5}
    assert flags(made_release("2020-21", [EAST | common], tmp_path)) == {}


def test_more_arrested_than_referred_is_flagged(tmp_path: Path) -> None:
    one = EAST | {"SCH_DISCWODIS_ARR_BL_M": 3, "SCH_DISCWODIS_REF_BL_M": 1}
    release = crdc_release(made_release("2020-21", [one], tmp_path))
    assert release is not None
    found = next(frame for name, frame, _ in built_tables(release) if name == "flags")
    mine = found.filter(pl.col("rule") == "arrests_over_referrals")
    assert mine.select("detail", "found").rows() == [("without_disability black male", "3 arrested, 1 referred")]


def test_every_rule_says_what_it_is_about() -> None:
    assert all(rule["rule"].endswith(".") and rule["about"] for rule in plausibility_rules().values())
