"""The memo's sections from the record: conditions first, reversals each in a sentence, nothing from later days."""

from dataclasses import replace
from datetime import date

import pytest

from wellstaffed.apps.record_actions import agreements_of
from wellstaffed.apps.record_section import peers_section, standing_section, timeline_marks
from wellstaffed.record.public_record import record_of
from wellstaffed.record.standing import SchoolGap
from wellstaffed.record.timeline import timeline
from wellstaffed.reports.timeline_chart import timeline_chart


def madison(day=None):
    return record_of("5508520").known_on(day)


def test_statements_with_a_condition_come_first():
    section = standing_section(madison(date(2020, 6, 8)))
    conditional = [bool(row[3]) for row in section.rows]
    assert conditional == sorted(conditional, reverse=True)
    assert conditional.count(True) == 4
    assert all(len(row) == len(section.header) for row in section.rows)
    assert section.title == "Where the parties stand on 2020-06-08"


def test_only_those_still_shown_in_office_are_counted():
    section = standing_section(madison(date(2020, 6, 8)))
    assert section.sentences[0].startswith(
        "The record holds the stance of 14 people and bodies on officers in schools: 7 “keep”, 4 “remove”"
    )
    assert section.sentences[1].startswith(
        "15 people whom no source shows in office in the month before that day or later"
    )
    (howard,) = (row for row in section.rows if row[0].startswith("James Howard"))
    assert howard[1] == "member; last seen in office 2018-12-17"


def test_a_change_that_rests_on_an_inferred_vote_says_so():
    section = standing_section(madison(date(2020, 6, 8)))
    assert (
        "Toews changed by vote (inferred) on 2019-06-10 from “against the agreement” (2018-12-17) to “keep”."
    ) in section.sentences
    assert [row[2] for row in section.rows if row[0].startswith("Mary Burke")] == ["keep (inferred)"]
    assert section.notes[0].startswith("Inferred: the vote follows from the count")


def test_the_change_of_the_union_is_told_with_its_condition():
    said = standing_section(madison(date(2020, 6, 8))).sentences
    assert (
        "Madison Teachers Inc. changed on 2020-06-07 from “keep” (2019-04) to “remove”, on a condition: "
        "only when all four high schools are properly staffed."
    ) in said


@pytest.mark.parametrize(
    ("bounds", "words"), [((2, 2), "today: not met"), ((0, 0), "today: met"), ((0, 3), "today: cannot be told")]
)
def test_a_condition_is_said_to_be_met_or_not(bounds, words):
    said = standing_section(madison(date(2020, 6, 8)), [SchoolGap("East", "nurse", *bounds)]).sentences
    (condition,) = (one for one in said if "officers leave only when" in one)
    assert words in condition


def test_before_the_record_begins_there_is_nothing_to_tell():
    section = standing_section(madison(date(2010, 1, 1)))
    assert section.rows == ()
    assert section.sentences == ("The record holds no position on officers in schools up to that day.",)
    assert peers_section("5508520", date(2010, 1, 1)).rows == ()


def test_every_reversal_is_told_and_dated_or_said_to_be_undated():
    section = peers_section("5508520")
    told = [one for one in section.sentences if "officers back)" in one or "officers out)" in one]
    assert len(told) == 13
    assert (
        f" {len(told)} went back on an earlier decision, in whole, in part or as a proposal, each told below"
        in section.sentences[0]
    )
    assert sum("went back" in one for one in section.sentences) == 1
    assert any("undated (the report gives no day that was seen)" in one for one in told)
    assert sum(int(word) for word in section.sentences[0].split() if word.isdigit()) == 2 * len(section.rows)


def test_officers_of_peers_stand_with_the_year_of_their_step():
    rows = {row[0]: row for row in peers_section("5508520").rows}
    assert rows["Chicago"][5:7] == ("57 in 2024 (in 39 schools by 2024)", "district in 2024")
    assert rows["Milwaukee"][5:7] == ("25 in 2025", "district and city in 2025")
    assert rows["Albemarle"][5] == "not stated"


def test_on_8_june_2020_no_reversal_had_happened():
    section = peers_section("5508520", date(2020, 6, 8))
    assert {row[0] for row in section.rows} >= {"Minneapolis", "Portland"}
    assert not any("went back" in one for one in section.sentences)


def test_the_timeline_chart_names_every_vote_and_is_drawn_the_same_twice():
    record = madison()
    marks = timeline_marks(record, timeline(record, agreements_of("5508520")))
    svg, described = timeline_chart(marks, title="Timeline")
    for result in ("4-2", "4-3", "15-4-1", "7-0", "19-1"):
        assert f">{result}</text>" in svg
        assert f"vote {result}" in described
    assert svg == timeline_chart(list(marks), title="Timeline")[0]
    assert timeline_chart([], title="Timeline") is None


def test_a_condition_of_another_matter_does_not_stand_with_the_parties_on_officers():
    record = madison(date(2020, 6, 8))
    assert any(one.startswith("Condition of") for one in standing_section(record).sentences)
    moved = tuple(one.model_copy(update={"matter": "staffing"}) for one in record.proposals)
    other = replace(record, proposals=moved)
    assert not any(one.startswith("Condition of") for one in standing_section(other).sentences)
