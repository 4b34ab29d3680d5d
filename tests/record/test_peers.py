"""Peer districts: their status history, reversals, and the stated distance from a district."""

import math
from datetime import date

import pytest

from wellstaffed.core.errors import RecordError, UsageError
from wellstaffed.record.peers import MEASURES, peer_itself, peers, peers_like
from wellstaffed.record.public_record import load_peers, shipped_peers
from wellstaffed.record.record_rows import PeerEvent, PeerStatus, RecordDistrict

MADISON = "5508520"


def listed(on=None):
    return {one.district.name: one for one in peers(*shipped_peers(), on)}


def test_41_peers_each_with_an_identifier_of_seven_digits_and_a_source():
    districts, events = shipped_peers()
    assert len(districts) == len({one.leaid for one in districts}) == 41
    assert all(len(one.leaid) == 7 and one.sources for one in districts)
    assert {event.leaid for event in events} == {one.leaid for one in districts}
    assert all(event.sources for event in events)


def test_a_board_that_extends_what_a_council_refused_has_kept_its_officers_and_brought_none_back():
    peer = listed()["Middleton-Cross Plains"]
    assert [event.status for event in peer.events] == [PeerStatus.UNKNOWN, PeerStatus.KEPT, PeerStatus.KEPT]
    assert not peer.reversals


def test_at_least_eight_reversals_are_dated_or_said_to_be_undated():
    reversals = [event for one in listed().values() for event in one.reversals]
    assert len({event.leaid for event in reversals}) >= 8
    assert all((event.date is None) != (event.date_missing is None) for event in reversals)
    assert {event.direction for event in reversals} == {"officers back", "officers out"}


@pytest.mark.parametrize(
    ("name", "status", "since"),
    [
        ("Denver", PeerStatus.REVERSED, "2023-03-22"),
        ("Minneapolis", PeerStatus.ENDED, "2020-06-02"),
        ("Los Angeles", PeerStatus.BUDGET_CUT, "2020-06-30"),
        ("Chicago", PeerStatus.REVERSED, "2024-02-22"),
        ("Middleton-Cross Plains", PeerStatus.KEPT, "2020-07-20"),
        ("Racine", PeerStatus.KEPT, "2020-06-11"),
        ("Salem-Keizer", PeerStatus.UNKNOWN, "2020-09"),
        ("Albemarle", PeerStatus.ENDED, "2020-07"),
    ],
)
def test_the_status_is_that_of_the_last_dated_step(name, status, since):
    assert (listed()[name].status, str(listed()[name].since)) == (status, since)


def test_on_8_june_2020_only_what_had_happened_is_known():
    known = listed(date(2020, 6, 8))
    assert set(known) == {"David Douglas", "Intermediate District 287", "Minneapolis", "Parkrose", "Portland"}
    assert not any(one.reversals for one in known.values())
    assert known["Minneapolis"].events[-1].date.last == date(2020, 6, 2)


def test_an_undated_step_is_known_only_once_a_dated_source_told_it():
    assert not listed(date(2030, 1, 1))["Albemarle"].reversals
    assert listed()["Albemarle"].reversals[0].extent == "proposed"


@pytest.mark.parametrize(
    ("name", "officers", "cost", "on"),
    [
        ("Chicago", 57, 10_300_000, "2024-02-22"),
        ("Milwaukee", 25, 1_600_000, "2025-03-17"),
        ("Rochester", 12, 1_500_000, "2020-06-16"),
        ("Phoenix Union", None, 1_200_000, "2020-07-07"),
        ("Charlottesville", 4, 300_000, "2020-06-11"),
        ("Pomona", 2, None, "2021-11-15"),
    ],
)
def test_officers_and_cost_are_of_one_dated_step(name, officers, cost, on):
    peer = listed()[name]
    assert (peer.officers, peer.cost, str(peer.figures.date)) == (officers, cost, on)


def test_an_officer_only_asked_for_is_not_counted():
    assert (listed()["Albemarle"].officers, listed()["Albemarle"].figures) == (None, None)
    step = next(one for one in shipped_peers()[1] if one.officers_note == "proposed")
    assert type(listed()["Madison"])(listed()["Charlottesville"].district, (step,)).officers is None


def test_before_a_step_with_both_figures_was_known_the_single_one_stands_alone():
    milwaukee = listed(date(2020, 7, 1))["Milwaukee"]
    assert (milwaukee.officers, milwaukee.cost, milwaukee.payer) == (None, 1_000_000, "district")


def test_a_distance_by_officers_uses_the_figures_that_are_shown():
    found = {
        one.peer.district.name: one
        for one in peers_like(listed()["Madison"], list(listed().values()), ["officers", "cost"])
    }
    assert found["Chicago"].distance == pytest.approx(math.log2(57 / 4) + math.log2(10_300_000 / 366_000))
    assert found["Phoenix Union"].distance is None


def test_a_distance_is_the_sum_of_its_parts_by_hand():
    found = {
        one.peer.district.name: one
        for one in peers_like(listed()["Madison"], list(listed().values()), ["size", "poverty"])
    }
    tempe, own = found["Tempe Union"], listed()["Madison"]
    district = tempe.peer.district
    size = abs(math.log2(district.children / own.district.children))
    poverty = abs(district.children_poor / district.children - own.poverty) * 10
    assert tempe.distance == pytest.approx(size + poverty)
    assert "Madison" not in found


def test_a_peer_whose_measure_is_unknown_has_no_distance_and_comes_last():
    found = peers_like(listed()["Madison"], list(listed().values()), ["size", "officers"])
    assert [one.distance is None for one in found] == sorted(one.distance is None for one in found)
    district_287 = next(one for one in found if one.peer.district.name == "Intermediate District 287")
    assert (district_287.distance, dict(district_287.parts)["size"]) == (None, None)
    known = [one.distance for one in found if one.distance is not None]
    assert known == sorted(known)


def test_every_measure_is_nought_between_a_district_and_itself():
    madison = listed()["Madison"]
    own = type(madison)(madison.district.model_copy(update={"locale": 12}), madison.events)
    twin = type(own)(own.district.model_copy(update={"leaid": "0000001"}), own.events)
    (found,) = peers_like(own, [own, twin], list(MEASURES))
    assert found.distance == 0


@pytest.mark.parametrize(("locale", "steps"), [(12, 0), (11, 1), (21, 2), (None, None)])
def test_a_locale_is_as_far_as_its_type_and_its_size(locale, steps):
    madison = listed()["Madison"]
    own = type(madison)(madison.district.model_copy(update={"locale": 12}), madison.events)
    other = type(own)(own.district.model_copy(update={"leaid": "0000001", "locale": locale}), own.events)
    twin = type(own)(own.district.model_copy(update={"leaid": "0000002", "locale": 12}), own.events)
    found = {one.peer.district.leaid: one.distance for one in peers_like(own, [own, other, twin], ["locale"])}
    assert found == {"0000001": steps, "0000002": 0}


def test_a_measure_that_no_pair_has_is_refused_and_not_taken_for_nought():
    with pytest.raises(UsageError, match=r"No distance by 'locale' can be stated.*take 'place' for it"):
        peers_like(listed()["Madison"], list(listed().values()), ["locale"])


def test_a_measure_or_district_that_is_not_there_is_named():
    with pytest.raises(UsageError, match="'luck' is no measure of likeness; there are size"):
        peers_like(listed()["Madison"], list(listed().values()), ["luck"])


def test_a_district_that_is_no_peer_has_its_state_and_no_other_measure():
    district = RecordDistrict(
        leaid="0000001", name="Nowhere", state="WI", sources=["https://example.org/"], confidence="high"
    )
    own = peer_itself(district, shipped_peers()[0], list(listed().values()), None)
    assert peers_like(own, list(listed().values()), ["state"])[0].distance == 0
    with pytest.raises(UsageError, match="No distance by 'size' can be stated: Nowhere or every peer lacks it"):
        peers_like(own, list(listed().values()), ["size"])


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"date": None}, "give either date or date_missing"),
        ({"status": "reversed course"}, "direction and extent go with"),
        ({"status": "paused"}, "status"),
        ({"sources": ""}, "sources"),
    ],
)
def test_a_step_that_does_not_hold_is_refused(change, match):
    row = {"leaid": "1", "date": "2020", "status": "ended", "what": "x", "sources": "https://a.b", "confidence": "low"}
    PeerEvent.model_validate(row)
    with pytest.raises(ValueError, match=match):
        PeerEvent.model_validate(row | change)


def test_a_step_of_an_unlisted_district_is_a_fault(tmp_path):
    (tmp_path / "peer_districts.csv").write_text(
        "leaid,name,state,directory_name,measures_missing,sources,confidence\n0000001,A,WI,A,none,https://a.b,low\n"
    )
    (tmp_path / "peer_events.csv").write_text(
        "leaid,date,status,what,sources,confidence\n0000002,2020,ended,x,https://a.b,low\n"
    )
    with pytest.raises(RecordError, match="is of 0000002"):
        load_peers(tmp_path)


def test_faults_of_both_tables_of_peers_come_at_once(tmp_path):
    (tmp_path / "peer_districts.csv").write_text(
        "leaid,name,state,directory_name,measures_missing,sources,confidence\n1,A,Wis,A,none,https://a.b,low\n"
    )
    (tmp_path / "peer_events.csv").write_text(
        "leaid,date,status,what,sources,confidence\n2,2020-13,paused,x,https://a.b,low\n"
    )
    with pytest.raises(RecordError) as caught:
        load_peers(tmp_path)
    assert [fault.where for fault in caught.value.faults] == [
        "peer_districts.csv line 2, state", "peer_events.csv line 2, date", "peer_events.csv line 2, status",
        "peer_events.csv line 2", "peer_events.csv",
    ]  # fmt: skip
