"""A change between two waves: told, told as bounds only, or refused with the reason (rule D3)."""

import json

import pytest

from tests.asked import ask_here
from tests.evidence.federal_store import EAST, ENROLLED, MADISON, store_of  # noqa: F401
from wellstaffed.apps.trend_actions import disparity_trend
from wellstaffed.core.errors import UsageError
from wellstaffed.evidence.comparability import bounded_change, disparity_change

EARLY = {"SCH_DISCWODIS_REF_BL_M": 20, "SCH_DISCWODIS_REF_BL_F": 11, "SCH_DISCWODIS_REF_WH_M": 14}
LATE = {"SCH_DISCWODIS_REF_BL_M": 16, "SCH_DISCWODIS_REF_BL_F": 8, "SCH_DISCWODIS_REF_WH_M": 13}


def ask(first, last, outcome="referrals", **given):
    return disparity_trend(first=first, last=last, district=MADISON, outcome=outcome, group="black", **given).rows[0]


def test_across_the_end_of_the_rounding_only_bounds_are_given(store_of):  # noqa: F811
    store_of("2015-16", EAST | ENROLLED | EARLY)
    store_of("2017-18", EAST | ENROLLED | LATE)
    row = ask(2016, 2018)
    assert row.verdict.only_as_interval
    assert row.change.ratio_of_ratios is None
    assert "only bounds can be told" in row.sentence
    plain = disparity_change((31, 1340, 14, 1322), (24, 1340, 13, 1322))
    assert row.change.low < plain.low < plain.ratio_of_ratios < plain.high < row.change.high
    assert "rounded in threes" in " ".join(row.as_json()["reasons"])


def test_the_bounds_hold_the_change_of_every_count_within_the_ranges():
    bounds = ((18, 24), (12, 15)), ((20, 20), (9, 9))
    found = bounded_change((21, 900, 14, 800), (20, 900, 9, 800), bounds)
    for a in range(18, 25):
        for c in range(12, 16):
            one = disparity_change((a, 900, c, 800), (20, 900, 9, 800))
            assert found.low <= one.low <= one.high <= found.high


def test_ranges_that_reach_zero_leave_an_end_open_and_say_why():
    found = bounded_change((1, 900, 14, 800), (20, 900, 9, 800), (((0, 2), (13, 15)), ((20, 20), (9, 9))))
    assert found.low is not None
    assert found.high is None
    assert "no events in one of the waves" in found.reason


def test_a_pandemic_year_and_a_new_definition_are_refused_in_words(store_of):  # noqa: F811
    store_of("2017-18", EAST | ENROLLED | {"SCH_DISCWODIS_ARR_BL_M": 20, "SCH_DISCWODIS_ARR_WH_M": 14} | LATE)
    store_of("2020-21", EAST | ENROLLED | LATE)
    store_of("2021-22", EAST | ENROLLED | {"SCH_DISCWODIS_ARR_BL_M": 30, "SCH_DISCWODIS_ARR_WH_M": 14} | LATE)
    for years, outcome, said in (
        ((2018, 2021), "referrals", "pandemic year"),
        ((2018, 2022), "arrests", "defined more widely"),
    ):
        row = ask(*years, outcome)
        assert row.change is None
        assert row.sentence.startswith("No change can be told")
        assert said in row.sentence
    told = ask(2018, 2022)
    assert told.change.ratio_of_ratios == pytest.approx(1)
    assert "a rise and a fall both fit" in told.sentence


HEAD = "place,school_year,outcome,group,events,students\n"


def own_table(tmp_path):
    path = tmp_path / "own.csv"
    rows = [("2015-16", 30, 20), ("2018-19", 18, 22), ("2020-21", 12, 11)]
    lines = [f"A,{y},citations,{g},{n},900" for y, *both in rows for g, n in zip(("black", "white"), both, strict=True)]
    path.write_text(HEAD + "\n".join(lines) + "\n")
    return path


def test_a_user_s_own_counts_are_compared_and_the_federal_seams_only_mentioned(tmp_path):
    path = own_table(tmp_path)
    (row,) = disparity_trend(first=2016, last=2019, table=path).rows
    assert row.change.ratio_of_ratios == pytest.approx((18 / 22) / (30 / 20))
    assert row.verdict.reasons[0].startswith("If the counts are federal")
    (refused,) = disparity_trend(first=2016, last=2019, table=path, federal=True).rows
    assert refused.change is None
    assert "end of the rounding" in refused.sentence


def test_years_out_of_order_or_absent_are_refused(tmp_path):
    path = own_table(tmp_path)
    with pytest.raises(UsageError, match="must lie before"):
        disparity_trend(first=2019, last=2016, table=path)
    with pytest.raises(UsageError, match="No row is of 2016-17; the table has 2015-16, 2018-19, 2020-21"):
        disparity_trend(first=2017, last=2019, table=path)


def test_the_command_prints_the_change_or_the_refusal(tmp_path):
    command = ["disparity", "--table", own_table(tmp_path), "--year", "2018-19"]
    asked = ask_here(*command, "--since", "2015-16", "--json")
    document = json.loads(asked.stdout)
    assert (document["first"], document["last"]) == ("2015-16", "2018-19")
    assert document["rows"][0]["change"]["low"] < document["rows"][0]["change"]["high"]
    shown = ask_here(*command, "--since", "2015-16")
    assert "was multiplied by 0.55" in shown.stdout
