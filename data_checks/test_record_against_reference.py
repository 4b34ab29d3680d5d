"""The shipped record and agreements, row by row, beside the facts they were taken from."""

import csv
import gzip
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from wellstaffed.record.agreement import load_agreement
from wellstaffed.record.peers import peers
from wellstaffed.record.public_record import record_of, shipped_peers
from wellstaffed.record.record_rows import PeerStatus

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", ROOT.parent / "shared"))
FACTS = SHARED / "reference/madison"
# One position cites a copy of an article that is no address; the outlet that printed the words is shipped instead.
NO_ADDRESS = "the seeds/"


def facts(name):
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(text):
    return re.findall(r"\w+", text.casefold())


def test_every_position_has_its_words_its_day_and_its_addresses():
    ours = record_of("Madison").positions
    theirs = facts("positions")
    assert len(ours) == len(theirs) == 51
    for one, row in zip(ours, theirs, strict=True):
        assert one.stance_words == row["stance"]
        assert one.confidence == re.match("high|medium|low", row["confidence"])[0]
        if one.quote:
            assert " ".join(words(one.quote)) in " ".join(words(row["quote"]))
        else:
            assert '"' not in row["quote"] or "paraphrase" in row["quote"]
        if not row["source"].startswith(NO_ADDRESS):
            assert " ; ".join(one.sources) == row["source"]
            assert str(one.date)[:4] == row["date"][:4]
        stated = re.match(r"\d{4}(-\d{2}){0,2}$", row["date"])
        if stated:
            assert str(one.date) == row["date"]
        name = one.person and record_of("Madison").person_name(one.person).split()[-1].strip(")")
        assert not name or name in row["speaker"] or one.person == "memorial-freshman"


def test_every_vote_has_its_day_its_count_and_its_members():
    record = record_of("Madison")
    theirs = facts("votes")
    assert len(record.votes) == len(theirs) == 11
    for one, row in zip(record.votes, theirs, strict=True):
        assert one.result == row["result"]
        assert " ; ".join(one.sources) == row["source"]
        if re.match(r"\d{4}-\d{2}-\d{2}$", row["date"]):
            assert str(one.date) == row["date"]
        counts = [one.yes, one.no] + ([one.abstain] if one.abstain else [])
        if row["result"][0].isdigit():
            assert "-".join(str(count) for count in counts) == row["result"]
        cast = {}
        for member in record.vote_members:
            if member.vote == one.id:
                cast.setdefault(member.choice, set()).add(record.person_name(member.person).split(" ", 1)[-1])
        for column, choice in (("for", "yes"), ("against", "no")):
            for name in cast.get(choice, ()):
                assert name in row[column] or row[column].startswith("all (")
            named = re.findall(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", re.sub(r"\(.*?\)|all", "", row[column]))
            assert set(named) <= cast.get(choice, set())


def test_every_peer_has_its_addresses_its_first_step_and_its_later_change():
    listed = {(one.district.name, one.district.state): one for one in peers(*shipped_peers())}
    theirs = facts("peer_districts")
    assert len(listed) == len(theirs) == 41
    for row in theirs:
        peer = listed[row["district"], row["state"]]
        addresses = {href for event in peer.events for href in event.sources}
        assert addresses == set(row["source"].split(" ; "))
        day = re.match(r"\d{4}(-\d{2}){0,2}(?= |$)", row["decision_date"])
        if day and row["decision_date"] != "2016-17 on":  # a school year, held as its two calendar years
            assert str(peer.events[0].date) == day[0]
        if row["vote"]:
            assert peer.events[0].vote == row["vote"]
        told = " ".join(f"{e.date} {e.vote} {e.what} {e.annual_cost_usd}" for e in peer.events)
        for later in re.findall(r"\d{4}-\d{2}(?:-\d{2})?|\d-\d", row["later_change"]):
            assert later in told or later == "2024-01-01", (row["district"], later)
        money = re.match(r"\d{5,}", row["annual_cost_usd"])
        if money and row["district"] != "Los Angeles":
            assert int(money[0]) in {event.annual_cost_usd for event in peer.events}


def test_an_identifier_is_that_of_the_district_in_the_federal_directory():
    names = {}
    with gzip.open(SHARED / "data/ccd_directory_2019-20/school_directory.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names.setdefault(row["leaid"], (row["lea_name"], row["state_location"]))
    for one in shipped_peers()[0]:
        name, state = names[one.leaid]
        assert (name, state) == (one.directory_name, one.state)
        first = next(word for word in words(one.name) if word not in ("intermediate", "st", "district"))
        assert first in words(name)


def test_the_measures_are_those_of_the_federal_poverty_estimates_of_2018():
    with gzip.open(SHARED / "data/saipe/saipe_school_districts_2012_2023.csv.gz", "rt", encoding="utf-8") as file:
        published = {row["leaid"]: row for row in csv.DictReader(file) if row["year"] == "2018"}
    for one in shipped_peers()[0]:
        if one.measures_missing:
            assert one.leaid not in published
            continue
        row = published[one.leaid]
        ours = [one.residents, one.children, one.children_poor]
        assert ours == [int(row[name]) for name in ("population", "children_5_17", "children_5_17_poverty")]


@pytest.mark.parametrize("topic", ["cost", "enrollment"])
def test_every_figure_is_one_of_the_reference_and_only_those_without_a_source_are_left_out(topic):
    ours = [fact for fact in record_of("Madison").facts if fact.topic == topic]
    if topic == "cost":
        theirs = facts("costs")
        left_out = {row["item"] for row in theirs} - {fact.item for fact in ours}
        assert left_out == {row["item"] for row in theirs if row["confidence"] == "not confirmed"}
        assert len(left_out) == 2
        for fact in ours:
            (row,) = [row for row in theirs if row["item"] == fact.item and row["date"] == fact.period]
            low = row["value"].split("-")[0]
            assert fact.value_words == low if fact.value is None else Decimal(low) == fact.value
        return
    columns = {"students": "enrollment", "teachers": "teacher_fte", "change in students": "enrollment"}
    theirs = [row for row in facts("enrollment") if row["confidence"] != "not found"]
    found = {(fact.place, fact.period) for fact in ours}
    assert {(row["school"], row["year"]) for row in theirs} - found == {("West", "2006-07")}
    for fact in ours:
        rows = [row for row in theirs if (row["school"], row["year"]) == (fact.place, fact.period)]
        column = columns.get(fact.item)
        values = {
            value for row in rows for name, value in row.items() if name == column or (not column and "pct" in name)
        }
        shown = f"{fact.value}-{fact.value_to}" if fact.value_to is not None else str(fact.value)
        assert shown in values


def test_the_agreement_of_2019_has_every_option_of_the_reference():
    agreement = load_agreement(ROOT / "examples/madison-2020/agreement-2019-22.yaml")
    before = load_agreement(ROOT / "examples/madison-2020/agreement-2016-19.yaml")
    theirs = {row["option"]: row for row in facts("contract_options")}
    assert before.options[0].notice.last_day == date(2018, 8, 25)
    assert theirs["0"]["terms"].startswith("opt-out 2018-08-25")
    assert [f"{agreement.term.from_} to {agreement.term.to}"] == [theirs["1"]["effective"]]
    for number, option in zip("234", agreement.options, strict=False):
        row = theirs[number]
        assert option.notice.last_day.isoformat() == row["notice_by"]
        assert option.effective.isoformat() == row["effective"]
        assert int(row["officers_from"]) == agreement.officers_now
        assert int(row["officers_to"]) == option.officers_after
        assert " or ".join(option.who) == row["who_may_act"]
        assert set(row["source"].split(" ; ")) <= set(option.sources)
    ended = agreement.options[3]
    assert (ended.used.on.isoformat(), ended.used.complete.isoformat()) == tuple(
        re.findall(r"\d{4}-\d{2}-\d{2}", theirs["5"]["effective"])
    )


def test_reversals_are_those_that_the_reference_tells_of():
    reversed_ = {one.district.name for one in peers(*shipped_peers()) if one.reversals}
    told = {row["district"] for row in facts("peer_districts") if row["later_change"]}
    # Told later, but no reversal: an outcome, an unsettled or a confirmed decision; a board that kept what a council had refused.
    assert told - reversed_ == {
        "Minneapolis",
        "Intermediate District 287",
        "Salem-Keizer",
        "Seattle",
        "Racine",
        "Madison",
        "Middleton-Cross Plains",
    }
    assert reversed_ <= told
    assert any(one.status == PeerStatus.UNKNOWN for one in peers(*shipped_peers()))
