"""What pages show of answers on evidence: the sentences count the rows that stand below them."""

import pytest
from tests.evidence.federal_store import ENROLLED, MADISON, school, store_of

from wellstaffed.apps import evidence_actions
from wellstaffed.apps.evidence_views import (
    disparities_lead,
    federal_years,
    measure_columns,
    measure_rows,
    pair_picture,
    studies_lead,
    usual_reference,
)

__all__ = ["store_of"]


@pytest.fixture
def record(store_of):
    arrests = {"SCH_DISCWODIS_ARR_BL_M": 40, "SCH_DISCWODIS_ARR_WH_M": 12, "SCH_ENR_HI_M": 900, "SCH_ENR_AS_F": 60}
    return store_of("2021-22", school(MADISON, 1, "East High") | ENROLLED | arrests)


def test_the_lead_counts_where_the_interval_lies(record):
    answer = evidence_actions.federal_disparities(district=MADISON, year=2022, outcome="arrests")
    lead = disparities_lead(answer)
    assert lead.startswith(f"Arrests at District {MADISON} in 2021-22: against white students, the 95 % interval of")
    above = sum(one.found.risk_ratio is not None and (one.found.risk_ratio_low or 0) > 1 for one in answer.answers)
    assert f"lies above 1 (a higher rate) for {above} of {len(answer.answers)} groups" in lead
    numbers = [int(part.split()[0].strip(",.")) for part in lead.split(" for ")[1:]]
    assert sum(numbers) == len(answer.answers)


def test_one_row_is_said_in_its_own_sentence(record):
    answer = evidence_actions.federal_disparities(district=MADISON, year=2022, outcome="arrests", group="black")
    assert disparities_lead(answer) == answer.answers[0].sentence


def test_years_are_those_of_which_the_store_holds_arrests(record):
    assert federal_years() == (2022,)


def test_the_usual_reference_is_the_one_that_the_action_takes(record):
    for dimension in ("race", "sex", "disability"):
        taken = evidence_actions.federal_disparities(
            district=MADISON, year=2022, outcome="arrests", dimension=dimension
        )
        assert taken.reference == usual_reference(dimension)


def test_measures_hold_every_interval_and_the_reason_where_there_is_none():
    rows = {
        name: rest for name, *rest in measure_rows(evidence_actions.disparity(counts="3/40", reference_counts="2/35"))
    }
    assert rows["Risk ratio"][0] == "1.3"
    assert all(rows[name][1] for name in ("Rate per 1,000 students", "Risk ratio", "Difference per 1,000"))
    empty = {
        name: rest for name, *rest in measure_rows(evidence_actions.disparity(counts="3/40", reference_counts="0/35"))
    }
    assert empty["Risk ratio"][0] != "1.3"
    assert empty["Risk ratio"][1].startswith("from ")


def test_few_events_have_the_score_interval_beside_the_exact_one_and_many_do_not():
    few = evidence_actions.disparity(counts="3/40", reference_counts="2/35")
    assert measure_columns(few)[3] == "Score interval"
    rows = {name: rest for name, *rest in measure_rows(few)}
    assert all(rows[name][2] for name in ("Rate per 1,000 students", "Risk ratio", "Difference per 1,000"))
    exact, score = few.as_json()["risk_ratio"], few.as_json()["score_intervals"]["risk_ratio"]
    assert exact["low"] < score[0] < exact["value"] < score[1] < exact["high"]
    many = evidence_actions.disparity(counts="21/1340", reference_counts="9/1322")
    assert len(measure_columns(many)) == len(measure_rows(many)[0]) == 4
    assert "score_intervals" not in many.as_json()
    same = [many.found.risk_ratio_low, many.found.risk_ratio_high]
    assert many.more_json()["score_intervals"]["risk_ratio"] == same
    assert not many.interval_note
    incidents = evidence_actions.disparity(counts="40/60", reference_counts="30/900", incidents=True)
    assert incidents.interval_note
    assert "several incidents" in incidents.found.odds_reason


def test_the_picture_of_a_pair_is_named_after_what_was_given():
    answer = evidence_actions.disparity(
        counts="21/1340", reference_counts="9/1322", group="black", reference="white", outcome="arrests", year=2021
    )
    picture = pair_picture(answer)
    assert picture.title == "Black students, arrests, 2020-21, against white students"
    assert picture.svg is not None
    assert picture.rows[0][1:5] == ("21 of 1,340", "9 of 1,322", "2.3", "1.08 to 4.9")


def test_the_lead_of_all_studies_counts_findings_and_questions():
    answer = evidence_actions.studies()
    assert studies_lead(answer).startswith(f"{len(answer.found)} findings of ")
    one = evidence_actions.studies(action="counselors")
    assert studies_lead(one) == one.panels[0].sentence
