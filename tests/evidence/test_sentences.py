"""What is said of a disparity: always words, never infinity, never a number that is not there (rules D1, D3, M1)."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellstaffed.apps import evidence_actions
from wellstaffed.apps.disparity_answer import DisparityAnswer
from wellstaffed.core.errors import UsageError
from wellstaffed.evidence.disparity import disparity
from wellstaffed.evidence.sentence import Setting

BLACK_WHITE = {"group": "black", "reference": "white", "outcome": "arrests"}


def answer(counts, reference_counts, **more):
    return evidence_actions.disparity(counts=counts, reference_counts=reference_counts, **(BLACK_WHITE | more))


def test_the_sentence_names_ratio_interval_counts_year_and_what_is_counted():
    assert answer("21/1340", "9/1322", year=2018, federal=True).sentence == (
        "Black students were 2.3 times as likely as white students to be arrested (between 1.08 and 4.9): "
        "21 of 1,340 against 9 of 1,322 in 2017-18. "
        "The count covers students with a school-related arrest, each counted once."
    )


def test_only_a_federal_count_is_said_to_follow_the_federal_definition():
    assert answer("21/1340", "9/1322").sentence.endswith("The count covers arrests as the source counts them.")


def test_a_zero_in_the_reference_group_gives_a_reason_and_a_lower_bound():
    document = answer("7/35", "0/310").as_json()
    assert document["risk_ratio"]["value"] is None
    assert document["risk_ratio"]["high"] is None
    assert document["risk_ratio"]["low"] == pytest.approx(12.765875452540689)
    assert document["risk_ratio"]["reason"] == "the reference group has no events"
    assert "cannot be calculated" in document["sentence"]
    assert "at least 13" in document["sentence"]


def test_zeros_in_both_groups_give_a_reason_and_no_bound():
    document = answer("0/35", "0/310").as_json()
    assert [document["risk_ratio"][key] for key in ("value", "low", "high")] == [None] * 3
    assert "neither group has an event" in document["sentence"]
    assert document["risk_difference"]["value"] == 0


def test_a_group_of_three_children_is_warned_of():
    warnings = answer("2/3", "40/400").warnings
    assert any("3 students in the group" in one and "single children" in one for one in warnings)


def test_a_suppressed_cell_is_said_and_the_other_rate_still_stands():
    document = answer("suppressed/1340", "9/1322").as_json()
    assert document["risk_ratio"]["value"] is None
    assert document["rate"] is None
    assert document["reference_rate"] == pytest.approx(9 / 1322)
    assert "suppressed" in document["sentence"]
    assert any(one.startswith("Suppressed") for one in document["warnings"])


def test_a_negative_code_is_a_reason_and_no_count():
    assert "not reported (code -9)" in answer("-9/1340", "9/1322").sentence


def test_before_2017_18_the_federal_interval_holds_all_that_the_rounding_leaves():
    exact, rounded = answer("20/400", "8/1322", year=2018), answer("20/400", "8/1322", year=2016, federal=True)
    assert rounded.found.risk_ratio_low < exact.found.risk_ratio_low
    assert rounded.found.risk_ratio_high > exact.found.risk_ratio_high
    assert any("rounded in threes" in one for one in rounded.warnings)
    assert rounded.found.risk_ratio_low == pytest.approx(disparity(19, 400, 9, 1322).risk_ratio_low)


def test_the_rounding_leaves_no_more_events_than_students():
    found = answer("2/2", "40/400", year=2014, federal=True).found
    assert found.risk_ratio_high == pytest.approx(disparity(2, 2, 39, 400).risk_ratio_high)


def test_a_published_range_gives_bounds_and_no_value():
    found = answer("1-3/400", "30/1322", year=2012, federal=True)
    assert found.found.risk_ratio is None
    assert found.found.risk_ratio_low == pytest.approx(disparity(1, 400, 31, 1322).risk_ratio_low)
    assert any("lies between" in one for one in found.warnings)


def test_the_pandemic_and_the_new_definition_are_named():
    assert any(one.startswith("Pandemic") for one in answer("50/900", "40/900", year=2021).warnings)
    assert any("Definition" in one for one in answer("50/900", "40/900", year=2022).warnings)
    assert not any("Definition" in one for one in answer("50/900", "40/900", year=2022, outcome="referrals").warnings)


def test_more_students_arrested_than_there_are_is_refused_unless_they_are_incidents():
    assert "incidents" in answer("12/10", "9/1322").sentence
    found = answer("12/10", "9/1322", incidents=True)
    assert found.found.risk_ratio == pytest.approx(12 / 10 / (9 / 1322))
    assert "times as many" in found.sentence


@pytest.mark.parametrize("text", ["21", "21/", "x/10", "1/2/3", "3-1/10", "1.5/10"])
def test_counts_of_another_form_are_refused_with_the_form_to_write(text):
    if text == "21/":
        assert "not reported" in answer(text, "9/1322").sentence
        return
    with pytest.raises(UsageError, match="--counts is"):
        answer(text, "9/1322")


counts = st.one_of(st.none(), st.integers(0, 6), st.integers(0, 100_000))


@given(counts, counts, counts, counts, st.booleans(), st.sampled_from([None, 2012, 2014, 2018, 2021, 2022]))
def test_whatever_the_counts_the_answer_is_words_and_finite_numbers(a, n, c, m, incidents, year):
    found = disparity(a, n, c, m, incidents=incidents)
    document = DisparityAnswer(found, Setting("black", "white", "arrests", year, "", True)).as_json()
    assert document["sentence"].endswith(".")
    assert "nan" not in str(document["warnings"]) + document["sentence"]
    assert "inf" not in document["sentence"].replace("infringe", "")
    for measure in ("risk_ratio", "risk_difference"):
        values = document[measure]
        assert all(values[key] is None or math.isfinite(values[key]) for key in ("value", "low", "high"))
        assert values["value"] is not None or values["reason"]
        if values["value"] is not None and values["low"] is not None and values["high"] is not None:
            assert values["low"] <= values["value"] + 1e-9
            assert values["value"] <= values["high"] + 1e-9
