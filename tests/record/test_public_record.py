"""The record of Madison: what it holds, what was known on a day, who stood where, and how damage is reported."""

import json
import shutil
from datetime import date

import pytest

from wellstaffed.core.errors import NotFoundError, RecordError, UsageError
from wellstaffed.record.public_record import SHIPPED, TABLES, load_record, record_of, record_schemas, shipped_records
from wellstaffed.record.record_rows import Stance
from wellstaffed.record.standing import (
    SchoolGap,
    changes,
    condition_findings,
    standings,
    unnamed_votes,
    votes_by_member,
)

EIGHTH, NINTH = date(2020, 6, 8), date(2020, 6, 9)


def madison(on=None):
    return record_of("Madison").known_on(on)


def stance_of(record, holder):
    (found,) = (one for one in standings(record) if one.statements[0].holder == holder)
    return found


def test_madison_is_complete():
    record = madison()
    assert (len(record.positions), len(record.votes)) == (51, 11)
    assert {fact.topic for fact in record.facts} == {"cost", "enrollment"}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_row_has_an_address_and_a_confidence(name):
    for record in shipped_records():
        rows = getattr(record, name)
        assert rows
        assert all(row.sources and row.confidence in ("high", "medium", "low") for row in rows)


def test_on_8_june_2020_the_union_wants_removal_on_a_condition():
    found = stance_of(madison(EIGHTH), "mti")
    assert {one.stance for one in found.statements} == {Stance.REMOVE}
    assert "only when all four high schools are properly staffed" in {
        one.position.condition for one in found.statements
    }
    assert (found.previous.stance, str(found.previous.day)) == (Stance.KEEP, "2019-04")


def test_on_8_june_2020_the_board_president_and_the_principals_want_officers_kept():
    president = stance_of(madison(EIGHTH), "reyes").statements[0]
    assert (president.stance, president.position.role) == (Stance.KEEP, "president")
    principals = stance_of(madison(EIGHTH), "principals").statements[0]
    assert principals.stance == Stance.KEEP
    assert "spokesperson" in principals.position.role


def test_the_president_s_change_appears_on_the_day_of_it_and_not_before():
    assert "reyes" not in {one.after.holder for one in changes(madison(EIGHTH))}
    found = stance_of(madison(NINTH), "reyes")
    assert (found.statements[0].stance, found.previous.stance) == (Stance.REMOVE, Stance.KEEP)


def test_who_changed_and_when():
    found = [(one.after.holder, str(one.after.day), one.after.stance.value) for one in changes(madison())]
    assert found == [
        ("toews", "2019-06-10", "keep"),
        ("mti", "2020-06-07", "remove"),
        ("reyes", "2020-06-09", "remove"),
        ("carusi", "2020-06-29", "remove"),
        ("gomez-schmidt", "2020-06-29", "remove"),
        ("rhodes-conway", "2020-06-29", "remove"),
        ("reyes", "2022-11-20", "return"),
    ]


def test_a_later_position_does_not_overwrite_an_earlier_one():
    before, after = madison(EIGHTH), madison()
    assert {one.id for one in before.positions} < {one.id for one in after.positions}
    assert stance_of(after, "reyes").statements[0].stance == Stance.RETURN


def test_nothing_known_only_later_is_in_a_record_as_of_a_day():
    record = madison(EIGHTH)
    for name in ("positions", "votes", "proposals", "meetings", "conditions"):
        for row in getattr(record, name):
            assert row.date.last <= EIGHTH
            assert row.known_from is None or row.known_from <= EIGHTH
            assert row.hindsight is None
    assert all(fact.known_from <= EIGHTH for fact in record.facts)
    assert record.undated_facts_left_out > 0


def test_a_month_is_over_before_what_happened_in_it_is_known():
    assert "gomez-schmidt" not in {one.person for one in madison(date(2020, 4, 29)).positions}
    assert "gomez-schmidt" in {one.person for one in madison(date(2020, 4, 30)).positions}


def test_words_printed_a_month_later_are_not_known_on_the_day_they_were_said():
    said = {one.id: one for one in madison().positions if one.person == "muldrow"}["p18"]
    assert (str(said.date), said.known_from) == ("2020-06-29", date(2020, 7, 30))
    assert "p18" not in {one.id for one in madison(date(2020, 7, 29)).positions}


def test_the_votes_have_their_counts_and_the_members_that_sources_name():
    record = madison()
    results = {vote.id: vote.result for vote in record.votes}
    assert [results[one] for one in ("v02", "v03", "v05", "v07", "v09")] == ["4-2", "4-3", "15-4-1", "7-0", "19-1"]
    by_id = {vote.id: vote for vote in record.votes}
    assert unnamed_votes(record, by_id["v02"]) == {}
    assert unnamed_votes(record, by_id["v05"]) == {"yes": 15}
    assert unnamed_votes(record, by_id["v09"]) == {"yes": 19}


def test_each_member_s_votes_stand_in_order_and_absence_is_no_vote():
    reyes = next(one for one in votes_by_member(madison()) if one.person == "reyes")
    assert [(vote.id, cast.choice) for vote, cast in reyes.votes] == [
        ("v02", "absent"), ("v03", "yes"), ("v06", "yes"), ("v07", "yes"),
    ]  # fmt: skip


def test_a_vote_inferred_from_membership_says_so():
    inferred = {(one.vote, one.person) for one in madison().vote_members if one.basis != "recorded"}
    assert {("v03", "burke"), ("v03", "toews"), ("v07", "castro")} <= inferred


def gaps(*bounds):
    return [SchoolGap(f"School {index}", "nurse", low, high) for index, (low, high) in enumerate(bounds)]


@pytest.mark.parametrize(
    ("given", "finding"),
    [
        (None, "cannot be told"),
        ([], "cannot be told"),
        (gaps((0, 0), (0, 0)), "met"),
        (gaps((0, 0), (0, 2)), "cannot be told"),
        (gaps((0, 0), (None, None)), "cannot be told"),
        (gaps((1, 1), (0, 0)), "not met"),
        (gaps((1, 3), (None, None)), "not met"),
    ],
)
def test_the_union_s_condition_is_met_only_where_nothing_can_be_missing(given, finding):
    found = {one.condition.id: one.finding for one in condition_findings(madison(), given)}
    assert found["properly-staffed"] == finding
    assert found["not-on-backs"] == "not a matter of figures"


@pytest.mark.parametrize(
    "text", ["5508520", "'5508520", "madison", "Madison Metropolitan", "madison metropolitan school district, wi"]
)
def test_a_district_is_found_by_any_spelling(text):
    assert record_of(text).district.leaid == "5508520"


def test_a_district_without_a_record_names_those_at_hand():
    with pytest.raises(NotFoundError, match=r"Madison Metropolitan School District, WI \(5508520\)"):
        record_of("Racine")
    with pytest.raises((NotFoundError, UsageError)):
        record_of("")


def test_each_table_has_a_schema():
    schemas = record_schemas()
    assert set(TABLES) | {"district", "peer_districts", "peer_events"} == set(schemas)
    assert "quote" in schemas["positions"]["properties"]


def damaged(tmp_path, name, old, new):
    folder = tmp_path / "record"
    shutil.copytree(SHIPPED / "5508520", folder)
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "match"),
    [
        ("positions.csv", "p01,mti,", "p01,nobody,", r"positions.csv line 2, body: names 'nobody'"),
        ("positions.csv", ",2020-06-09,", ",2020-06-31,", r"positions.csv line 10, date: .*no day of the calendar"),
        ("positions.csv", "p02,mti", "p01,mti", "has the id 'p01' twice"),
        ("positions.csv", "https://isthmus.com/", "isthmus.com/", "line 2, sources"),
        ("positions.csv", ",absolutely the best decision,,", ",,,", "give either quote or quote_missing"),
        ("positions.csv", "absolutely the best decision", "word " * 26, "quote has 26 words; at most 25"),
        ("positions.csv", "id,body", "id,corps", "has the column 'corps'"),
        ("votes.csv", ",4-2,4,2,", ",4-2,3,2,", "is 3, but 4 members are listed so"),
        ("vote_members.csv", "v02,mertz,yes", "v02,mertz,present", "line 2, choice"),
        ("people.csv", "mertz,Mertz", "merz,Mertz", "names 'mertz', which people do not hold"),
        ("district.csv", "5508520", "55085200000", "LEAID"),
    ],
)  # fmt: skip
def test_a_damaged_table_is_refused_with_its_place(tmp_path, name, old, new, match):
    with pytest.raises(RecordError, match=match):
        load_record(damaged(tmp_path, name, old, new))


def as_yaml(tmp_path, **changes):
    """The shipped record as one YAML document, and its folder."""
    whole = load_record(SHIPPED / "5508520")
    tables = {"district": [whole.district], **{name: getattr(whole, name) for name in TABLES}}
    rows = {name: [row.model_dump(mode="json", exclude_none=True) for row in listed] for name, listed in tables.items()}
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "record.yaml").write_text(json.dumps(rows | changes, indent=1), encoding="utf-8")
    return whole, folder


def test_a_record_can_be_one_yaml_document_and_reads_the_same(tmp_path):
    whole, folder = as_yaml(tmp_path)
    assert load_record(folder) == whole


def test_faults_of_a_yaml_record_come_at_once_with_their_lines(tmp_path):
    _, folder = as_yaml(tmp_path)
    path = folder / "record.yaml"
    text = path.read_text(encoding="utf-8").replace('"date": "2020-06-09"', '"date": "soon"', 1)
    path.write_text(text.replace('"kind": "union"', '"kin": "union"', 1), encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        load_record(folder)
    told, lines = str(caught.value), text.splitlines()
    place = next(number for number, line in enumerate(lines, 1) if '"soon"' in line)
    assert f"record.yaml line {place}, " in told
    assert "kin: is not a known column" in told
    assert "kind: is empty" in told


def test_a_table_in_both_forms_or_under_another_name_is_a_fault(tmp_path):
    _, folder = as_yaml(tmp_path, weather=[], meetings="none")
    shutil.copy(SHIPPED / "5508520/votes.csv", folder)
    with pytest.raises(RecordError) as caught:
        load_record(folder)
    told = str(caught.value)
    assert "'weather' is no table of a record" in told
    assert "meetings: is no list of rows" in told
    assert "votes.csv: holds a table that record.yaml holds too" in told


def test_the_shipped_records_stay_at_hand_beside_one_s_own(tmp_path):
    folder = damaged(tmp_path, "district.csv", "5508520", "0000042")
    assert record_of("0000042", folder=folder).district.leaid == "0000042"
    assert record_of("5508520", folder=folder) == record_of("5508520")


def test_faults_of_all_tables_come_at_once(tmp_path):
    folder = damaged(tmp_path, "positions.csv", ",2020-06-09,", ",soon,")
    (folder / "votes.csv").write_bytes(b"\xff\xfe binary")
    (folder / "fact.csv").write_text("x\n")
    with pytest.raises(RecordError) as caught:
        load_record(folder)
    told = str(caught.value)
    assert "positions.csv line 10" in told
    assert "votes.csv byte 0: is not UTF-8" in told
    assert "fact.csv: is no table of a record" in told


def test_a_missing_column_hides_no_fault_of_the_rows(tmp_path):
    folder = damaged(tmp_path, "positions.csv", "id,body,person", "id,body,persona")
    path = folder / "positions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2020-06-09,", ",2020-13-09,", 1), encoding="utf-8")
    offices = folder / "offices.csv"
    offices.write_text(offices.read_text(encoding="utf-8").replace("waity,mti,", "waity,nobody,", 1), encoding="utf-8")
    votes = folder / "votes.csv"
    votes.write_text(votes.read_text(encoding="utf-8").replace(",result,", ",outcome,", 1), encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        load_record(folder)
    told = [f"{fault.where}: {fault.problem}" for fault in caught.value.faults]
    assert "positions.csv line 1: has the column 'persona', which is not known." in told
    assert any(one.startswith("positions.csv line 10, date: '2020-13-09' is no day of the calendar") for one in told)
    assert "offices.csv line 2, body: names 'nobody', which bodies do not hold." in told
    assert "votes.csv line 1: has no column 'result'." in told
    assert not any("is empty" in one for one in told)


def test_a_date_that_is_no_day_hides_no_other_fault_of_a_yaml_record(tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "record.yaml").write_text(
        "district:\n"
        "  - {leaid: '5512360', name: Racine, state: WI, sources: [https://example.org], confidence: high}\n"
        "bodies:\n"
        "  - {id: board, name: Board, kind: boardx, sources: [https://example.org], confidence: high}\n"
        "positions:\n"
        "  - {id: p1, body: nobody, date: 2020-13-11, matter: officers, stance: keep, stance_words: keep, quote: a,\n"
        "     sources: [https://example.org], confidence: high}\n"
        "  - {id: p1, body: board, date: 2020-06-11, matter: officers, stance: keep, stance_words: keep, quote: a,\n"
        "     sources: [https://example.org], confidence: high}\n",
        encoding="utf-8",
    )
    with pytest.raises(RecordError) as caught:
        load_record(folder)
    told = [f"{fault.where}: {fault.problem}" for fault in caught.value.faults]
    assert len(told) == 4
    assert told[0].startswith("record.yaml line 4, bodies, kind: ")
    assert told[1].startswith("record.yaml line 6, positions, date: '2020-13-11' is no day of the calendar")
    assert told[2] == "record.yaml line 8, positions: has the id 'p1' twice."
    assert told[3] == "record.yaml line 6, positions, body: names 'nobody', which bodies do not hold."


def test_ids_that_could_not_be_read_are_not_said_to_be_missing(tmp_path):
    folder = damaged(tmp_path, "people.csv", "id,name", "key,name")
    with pytest.raises(RecordError) as caught:
        load_record(folder)
    assert {fault.where for fault in caught.value.faults} == {"people.csv line 1"}


def test_a_table_without_a_file_is_empty(tmp_path):
    shutil.copy(SHIPPED / "5508520/district.csv", tmp_path)
    assert load_record(tmp_path).positions == ()
    (tmp_path / "district.csv").unlink()
    with pytest.raises(RecordError, match="district: has 0 rows; one is expected"):
        load_record(tmp_path)
