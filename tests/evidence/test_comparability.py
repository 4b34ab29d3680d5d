"""What the waves can bear, and the rule on significant disproportionality (rules D1, D3)."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.evidence.other_pooling import rounded_in_threes
from wellstaffed.evidence.comparability import (
    disparity_change,
    federal_wave,
    interval_sum,
    noise_range,
    trend_verdict,
)
from wellstaffed.evidence.significant_disproportionality import APPLIES_TO, identified_years, regulatory_ratio

CASES = json.loads((Path(__file__).parent / "worked_cases.json").read_text())


def test_cells_of_early_waves_were_rounded_in_threes():
    assert rounded_in_threes([0, 1, 2, 3, 4, 6, 7, 15]).tolist() == [0, 2, 2, 2, 5, 5, 8, 14]


def test_a_sum_of_rounded_cells_is_an_interval():
    assert interval_sum([2] * 10) == (10, 30)
    assert interval_sum([8, 11, 2, 0]) == (18, 24)


def test_every_true_sum_lies_in_the_interval_of_its_rounded_cells():
    random = np.random.default_rng(2)
    for _ in range(200):
        true = random.poisson(2, 12)
        low, high = interval_sum(rounded_in_threes(true))
        assert low <= true.sum() <= high


def test_counts_one_off_can_move_a_small_ratio_far():
    assert noise_range(2, 60, 3, 400) == pytest.approx((5 / 3, 10.0))
    assert noise_range(12, 400, 18, 1800, step=2) == pytest.approx((2.25, 3.9375))
    assert noise_range(2, 60, 1, 400)[1] is None


@pytest.mark.parametrize(
    ("first", "last", "outcome", "can", "said"),
    [
        (2016, 2018, "referrals", False, "rounded in threes"),
        (2014, 2016, "referrals", True, ""),
        (2018, 2021, "referrals", False, "pandemic"),
        (2018, 2022, "arrests", False, "defined more widely"),
        (2018, 2022, "referrals", True, ""),
    ],
)
def test_no_trend_across_a_seam(first, last, outcome, can, said):
    verdict = trend_verdict(first, last, outcome=outcome)
    assert verdict.can_compare is can
    assert said in " ".join(verdict.reasons)


def test_with_the_single_cells_at_hand_the_seam_of_rounding_can_be_crossed_as_an_interval():
    verdict = trend_verdict(2016, 2018, outcome="referrals", cells_known=True)
    assert (verdict.can_compare, verdict.only_as_interval) == (True, True)


def test_each_wave_says_how_its_counts_were_protected():
    assert "ranges" in federal_wave(2012).cautions[0]
    assert "rounded in threes" in federal_wave(2014).cautions[0]
    assert "moved by one" in federal_wave(2018).cautions[0]
    assert federal_wave(2021).cautions == (federal_wave(2021).cautions[0],)
    assert federal_wave(2019).cautions == ()


def test_the_change_of_a_disparity_is_given_as_ratio_and_as_difference():
    case = CASES["change"]
    found = disparity_change(case["first"], case["last"])
    assert (found.ratio_of_ratios, found.low, found.high) == pytest.approx((case["ratio_of_ratios"], *case["limits"]))
    assert (found.p_value, found.change_in_difference) == pytest.approx((case["p"], case["difference"]))
    assert disparity_change((0, 400, 18, 1800), case["last"]).ratio_of_ratios is None


@pytest.mark.parametrize(
    ("others", "state", "value", "kind", "reason"),
    [
        ((30, 600), (9000, 300000), 4.0, "risk ratio", ""),
        ((12, 28), (9000, 300000), 20 / 3, "alternate risk ratio", ""),
        ((3, 20), (9, 300000), None, "", "(c)(2)"),
        ((3, 20), None, None, "", "not known"),
    ],
)
def test_the_regulation_chooses_its_comparison(others, state, value, kind, reason):
    found = regulatory_ratio((24, 120), others, state)
    assert found.value == (None if value is None else pytest.approx(value))
    assert found.kind == kind
    assert reason in found.reason
    assert found.applies_to == APPLIES_TO


def test_the_regulation_gives_nothing_for_a_small_group():
    assert "(c)(1)" in regulatory_ratio((12, 29), (30, 600)).reason


def test_three_years_above_the_threshold_not_at_it():
    assert identified_years([2.4, 2.6, 2.2, 1.9, 2.8], threshold=2.0) == [False, False, True, False, False]
    assert identified_years([2.0, 2.1, 2.1], threshold=2.0) == [False, False, False]
    assert identified_years([2.4, None, 2.4, 2.5, 2.5], threshold=2.0)[-1] is True
    with pytest.raises(ValueError, match="1 to 3"):
        identified_years([2.0], threshold=1.0, consecutive_years=4)
