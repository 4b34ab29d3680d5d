"""The first sentences on the record: every count is of the rows that stand below it."""

import re
from datetime import date

import pytest

from wellstaffed.apps import record_actions
from wellstaffed.apps.record_lead import record_lead
from wellstaffed.record.peers import MEASURES

MADISON = "5508520"
DAYS = (date(2000, 1, 1), date(2018, 12, 17), date(2020, 6, 8), date(2021, 12, 31), None)


@pytest.mark.parametrize("day", DAYS)
def test_the_positions_counted_are_the_holders_shown(day):
    answer = record_actions.record_positions(district=MADISON, as_of=day)
    lead = record_lead(answer, "positions")
    holders = {row["who"] for row in answer.rows if not row["last_seen_in_office"]}
    gone = {row["who"] for row in answer.rows if row["last_seen_in_office"]}
    assert (f"{len(gone)} people whom no source" in lead) == bool(gone)
    assert (f"stance of {len(holders)} people and bodies" if holders else "holds no position") in lead


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("reversed_only", [False, True])
def test_the_peers_counted_add_up_to_those_shown(day, reversed_only):
    answer = record_actions.record_peers(district=MADISON, as_of=day, reversed_only=reversed_only)
    lead = record_lead(answer, "peers")
    if not answer.rows:
        assert "no such decision" in lead
    elif reversed_only:
        assert f"{len(answer.rows)} went back on an earlier decision" in lead
    else:
        told = lead.split(" the record holds ")[1].split(". They")[0]
        counts = [int(count) for count in re.findall(r"(?:, |and )(\d+) [a-z]", told)]
        assert lead.startswith(f"Of {len(answer.rows)} other district")
        assert sum(counts) == len(answer.rows)


def test_the_timeline_says_the_latest_and_the_next_day():
    lead = record_lead(record_actions.record_timeline(district=MADISON, as_of=date(2020, 6, 8)), "timeline")
    assert "holds 6 votes, 27 positions, 4 proposals, 3 events of an agreement and 2 last days for notice" in lead
    assert "up to 2020-06-08. The latest is of 2020-06-08, Michael Jones" in lead
    assert "The next day ahead is 2020-06-10, last day for notice: Drop one officer from January 2021 (MMSD)." in lead


def test_an_empty_part_is_said_as_such():
    long_ago = date(1999, 1, 1)
    said = {
        "timeline": record_actions.record_timeline(district=MADISON, as_of=long_ago),
        "votes": record_actions.record_votes(district=MADISON, as_of=long_ago),
        "conditions": record_actions.record_conditions(district=MADISON, as_of=long_ago),
    }
    assert [record_lead(answer, part).split(" up to ")[0] for part, answer in said.items()] == [
        "The record holds nothing on police in the schools of Madison Metropolitan School District",
        "The record holds no vote",
        "The record holds no condition of a proposal",
    ]


def test_a_vote_counts_as_named_only_where_no_member_is_left_out():
    answer = record_actions.record_votes(district=MADISON, as_of=date(2020, 12, 31))
    named = [vote for vote in answer.parts["votes"] if vote["members"] and not vote["unnamed"]]
    assert f"of {len(named)} of them it names every member" in record_lead(answer, "votes")


def test_no_measure_of_likeness_changes_who_is_counted():
    plain = record_actions.record_peers(district=MADISON)
    told = tuple(name for name in MEASURES if name != "locale")  # no file at hand holds locale codes
    near = record_actions.record_peers(district=MADISON, like=told)
    assert record_lead(plain, "peers") == record_lead(near, "peers")
