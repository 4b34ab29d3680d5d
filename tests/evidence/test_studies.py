"""The library of studies: both directions stand, nothing becomes a coefficient (rule E1)."""

import json
import subprocess
import sys
from importlib.resources import files

import pytest

from wellstaffed.apps import evidence_actions
from wellstaffed.core.errors import CoefficientError, EvidenceTableError, UsageError
from wellstaffed.evidence.studies import STRENGTHS, find_studies, question_panels, read_studies, studies

TEXT = (files("wellstaffed.evidence") / "data" / "studies.csv").read_text(encoding="utf-8")


def test_all_findings_are_there_each_with_source_and_limits():
    assert len(studies()) == 85
    assert all(one.sources and one.must_not.endswith("No coefficient for a school.") for one in studies())
    assert {one.strength for one in studies()} == set(STRENGTHS)


def test_findings_that_disagree_stand_next_to_each_other():
    panels = {panel.question: panel for panel in question_panels()}
    arrests = panels["Do officers in schools change arrests and referrals?"]
    assert any("Sorensen" in one.study for one in arrests.more)
    assert any("not created equal" in one.study for one in arrests.fewer)
    violence = panels["Do officers in schools change violence and shootings?"]
    assert violence.fewer
    assert violence.no_change


def test_directions_of_different_outcomes_are_not_counted_together():
    mixed = evidence_actions.studies(action="counselors").panels[0]
    assert "not counted together" in mixed.sentence
    assert "found more" in evidence_actions.studies(action="counselors", outcome="achievement").panels[0].sentence


def test_every_finding_of_a_question_stands_in_its_panel_once():
    for panel in question_panels():
        shown = [one.id for part in (panel.more, panel.fewer, panel.no_change, panel.not_counted) for one in part]
        assert len(shown) == len(set(shown)) > 0


def test_a_superseded_draft_and_raw_counts_are_not_counted():
    for panel in question_panels():
        counted = {one.id for part in (panel.more, panel.fewer, panel.no_change) for one in part}
        assert counted.isdisjoint({f"E{i:02}" for i in range(1, 9)} | {"E54", "E55", "E56", "E57", "E58"})


def test_a_size_is_shown_only_where_it_may_be():
    by_id = {one.id: one for one in studies()}
    assert by_id["E05"].size == "not shown as a finding"
    assert by_id["E19"].size == "direction only"
    assert by_id["E13"].size == "10 to 50 percent (range of measures, no interval)"
    assert by_id["E38"].size == "1.21 rate ratio (95 % interval 1.04 to 1.4)"


def test_the_search_takes_keys_and_parts_of_words():
    assert {one.action for one in find_studies(action="officers_removed")} >= {
        "officers_removed",
        "officers_removed_with_money",
    }
    assert all("arrest" in (one.outcome + one.outcome_detail) for one in find_studies(outcome="arrest"))
    assert {one.id for one in find_studies(group="black", outcome="arrests")} >= {"E16", "E44"}
    with pytest.raises(UsageError, match="there are counselors"):
        find_studies(action="astronauts")


def test_a_coefficient_on_a_school_is_refused_with_the_reason():
    with pytest.raises(
        CoefficientError, match=r"not applied to 550852000925.*Not to be turned round to predict a removal"
    ):
        evidence_actions.studies(outcome="arrests", action="officers_added", apply_to="550852000925")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("E38,", "E37,", "twice"),
        (",synthesis,", ",gospel,", "strength"),
        (",0.0758,1.04,1.4,", ",0.0758,1.4,1.04,", "turned round"),
        (",0.0758,1.04,1.4,", ",0.0758,1.3,1.4,", "outside its interval"),
        (",rate ratio,0.0758", ",,0.0758", "no unit"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_line(old, new, said):
    assert old in TEXT
    with pytest.raises(EvidenceTableError, match=said):
        read_studies(TEXT.replace(old, new), "studies.csv")


def test_the_command_prints_studies_and_panels_and_refuses_an_application():
    program = [sys.executable, "-c", "from wellstaffed.apps.cli.main import main; main()", "studies"]
    document = json.loads(subprocess.run([*program, "--json"], capture_output=True, text=True, check=True).stdout)
    assert len(document["studies"]) == 85
    assert len(document["panels"]) == 7
    shown = subprocess.run(
        [*program, "--action", "officers_removed"], capture_output=True, text=True, check=True
    ).stdout
    assert "Chicago" in shown
    refused = subprocess.run([*program, "--apply-to", "East"], capture_output=True, text=True, check=False)
    assert refused.returncode == 5
    assert "not applied to East" in refused.stderr
