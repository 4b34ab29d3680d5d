"""The commands ``wellstaffed record ...`` as a person or a script meets them."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
from tests.asked import ask_here, ask_process

from wellstaffed.apps import record_actions
from wellstaffed.core.errors import NotFoundError, UsageError

PLAN = Path(__file__).resolve().parents[2] / "examples/madison-2020/plan.yaml"
ATOM = "{http://www.w3.org/2005/Atom}"


def run(*arguments, **more):
    return ask_here("record", *arguments, **more)


def as_json(*arguments):
    return json.loads(run(*arguments, "--district", "Madison", "--json").stdout)


def test_on_8_june_2020_positions_show_union_president_and_principals():
    document = as_json("positions", "--as-of", "2020-06-08")
    stands = {(one["who"], one["role"]): one for one in document["standing"]}
    union = stands["Madison Teachers Inc.", "board of the union"]
    assert (union["stance"], union["is_conditional"], union["previous"]) == ("remove", True, "keep")
    assert union["condition"] == "only when all four high schools are properly staffed"
    assert stands["Gloria Reyes", "president"]["stance"] == "keep"
    assert stands["Principals of the four high schools", "by a spokesperson of the district"]["stance"] == "keep"
    assert "2020-06-09" not in json.dumps(document)


def test_who_is_no_longer_shown_in_office_stands_last_with_the_day_and_is_not_counted():
    rows = as_json("positions", "--as-of", "2020-06-08")["standing"]
    board = [(one["who"], one["last_seen_in_office"]) for one in rows if one["body"] == "School board"]
    assert [who for who, seen in board if seen is None] == [
        "Ali Muldrow", "Ananda Mirilli", "Christina Gomez Schmidt", "Cris Carusi", "Gloria Reyes", "Nicki Vander Meulen",
    ]  # fmt: skip
    assert [seen for _, seen in board[6:]] == ["2018-12-17"] * 4 + ["2020-01/2020-04"]
    seen = {one["who"]: one["last_seen_in_office"] for one in rows}
    assert (seen["Jennifer Cheatham"], seen["Mike Koval"]) == ("2018", "2019-07-03")
    assert seen["Madison Teachers Inc."] is None
    screen = run("positions", "--district", "Madison", "--as-of", "2020-06-08").stdout
    assert "Loumos, member: keep; last seen in office 2018-12-17" in screen
    assert "15 people whom no source shows in office in the month before that day or later are listed" in screen


def test_a_vote_inferred_from_membership_says_so_wherever_it_is_shown():
    screen = run("positions", "--district", "Madison", "--as-of", "2020-06-08").stdout
    assert "Toews by vote (inferred): from against the agreement (2018-12-17) to keep" in screen
    assert "Mary Burke, member: keep (inferred)" in screen
    votes = run("votes", "--district", "Madison").stdout.split("Member by member")[1]
    for name in ("Mary Burke", "Toews", "Ali Muldrow", "Ananda Mirilli", "Savion Castro"):
        (line,) = (one for one in votes.splitlines() if one.strip().startswith(f"{name}:"))
        assert "(inferred)" in line
    table = csv.DictReader(
        io.StringIO(run("positions", "--district", "Madison", "--as-of", "2020-06-08", "--csv").stdout)
    )
    (burke,) = (row for row in table if row["who"] == "Mary Burke")
    assert burke["stance_words"].startswith("voted yes (inferred): ")
    (toews,) = (one for one in as_json("positions")["changes"] if one["who"] == "Toews")
    assert (toews["is_inferred"], toews["from_is_inferred"]) == (True, False)


@pytest.mark.parametrize("matter", ["survey", "staffing", "amendment"])
def test_another_matter_tells_no_change_of_sides_on_officers(matter):
    assert "Who changed sides" not in run("positions", "--district", "Madison", "--matter", matter).stdout
    assert as_json("positions", "--matter", matter)["changes"] == []


def test_conditions_stand_with_the_matter_they_were_attached_to_and_no_other():
    assert "Conditions attached" in run("positions", "--district", "Madison").stdout
    assert {one["matter"] for one in as_json("positions")["conditions"]} == {"officers"}
    for matter in ("amendment", "staffing", "safety", "survey"):
        assert "Conditions attached" not in run("positions", "--district", "Madison", "--matter", matter).stdout
        assert as_json("positions", "--matter", matter)["conditions"] == []


def test_without_a_day_nobody_is_said_to_have_left():
    assert not any(one["last_seen_in_office"] for one in as_json("positions")["standing"])


def test_a_day_later_the_president_has_changed():
    document = as_json("positions", "--as-of", "2020-06-09")
    (reyes,) = (one for one in document["changes"] if one["who"] == "Gloria Reyes")
    assert (reyes["date"], reyes["from"], reyes["to"]) == ("2020-06-09", "keep", "remove")


def test_the_timeline_runs_to_2025_with_the_votes():
    rows = as_json("timeline")["timeline"]
    assert rows[-1]["last"].startswith("2025")
    results = [row["result"] for row in rows if row["kind"] == "vote"]
    places = [results.index(one) for one in ("4-2", "4-3", "15-4-1", "7-0", "19-1")]
    assert places == sorted(places)
    assert [row["last"] for row in rows] == sorted(row["last"] for row in rows)


def test_what_lies_ahead_on_8_june_2020():
    ahead = as_json("timeline", "--as-of", "2020-06-08")["coming"]
    assert [(one["date"], one["kind"]) for one in ahead] == [
        ("2020-06-10", "deadline"), ("2020-09-15", "deadline"), ("2021-01-01", "deadline"), ("2021-06-15", "deadline"),
    ]  # fmt: skip


@pytest.mark.parametrize("command", ["show", "timeline", "votes", "positions", "conditions", "peers"])
def test_every_question_as_of_a_day_says_nothing_of_later_years(command):
    out = run(command, "--district", "5508520", "--as-of", "2018-12-31", "--json").stdout
    assert json.loads(out)["as_of"] == "2018-12-31"
    for year in ("2021", "2022", "2023", "2024", "2025"):
        assert f"{year}-" not in out.replace("2021-22", "")


@pytest.mark.parametrize("command", ["show", "timeline", "votes", "positions", "conditions", "peers"])
def test_every_answer_is_also_a_table_with_equal_rows(command):
    out = run(command, "--district", "Madison", "--csv").stdout
    rows = list(csv.reader(io.StringIO(out)))
    assert len(rows) > 3
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    screen = run(command, "--district", "Madison")
    assert (screen.returncode, screen.stderr) == (0, "")


def test_the_same_question_gives_the_same_bytes_anywhere():
    for arguments in (("timeline", "--csv"), ("peers", "--like", "size,poverty", "--json")):
        here = run(*arguments, "--district", "Madison").stdout
        assert (
            here
            == ask_process("record", *arguments, "--district", "Madison", LC_ALL="C", TZ="Pacific/Kiritimati").stdout
        )


def test_peers_by_distance_come_with_the_parts_of_it():
    document = as_json("peers", "--like", "size,poverty,payer,officers")
    assert set(document["like"]) == {"size", "poverty", "payer", "officers"}
    first = document["peers"][0]
    assert first["distance"] == pytest.approx(sum(first["distance_parts"].values()), abs=0.003)
    assert len(document["peers"]) == 40


def test_measures_can_be_repeated_or_joined_and_each_counts_once():
    joined = as_json("peers", "--like", "size,poverty")
    assert joined == as_json("peers", "--like", "size", "--like", "poverty", "--like", "size")
    assert set(joined["like"]) == {"size", "poverty"}


def test_reversals_only():
    rows = as_json("peers", "--reversed")["peers"]
    assert len(rows) >= 8
    assert all(row["reversals"] for row in rows)


def test_each_figure_of_a_peer_comes_with_the_date_of_its_step():
    rows = {row["district"]: row for row in as_json("peers", "--reversed")["peers"]}
    chicago, phoenix = rows["Chicago"], rows["Phoenix Union"]
    assert (chicago["officers"], chicago["officers_on"]) == (57, "2024-02-22")
    assert (chicago["cost"], chicago["cost_on"]) == (10_300_000, "2024-02-22")
    assert (phoenix["officers"], phoenix["officers_on"], phoenix["cost_on"]) == (None, None, "2020-07-07")
    table = {
        row["district"]: row
        for row in csv.DictReader(io.StringIO(run("peers", "--district", "Madison", "--csv").stdout))
    }
    assert (table["Milwaukee"]["cost"], table["Milwaukee"]["cost_on"]) == ("1600000", "2025-03-17")
    screen = run("peers", "--district", "Madison", "--reversed").stdout
    assert "57 in 2024" in screen
    assert "10,300,000 in 2024" in screen
    assert "33,000,000" not in screen


def test_a_condition_is_held_against_a_plan():
    (staffed, *_) = as_json("conditions", "--plan", str(PLAN))["conditions"]
    assert staffed["finding"] == "cannot be told"
    assert "16 of 16 gaps" in staffed["why"]


def test_the_feed_and_the_calendar_hold_what_the_timeline_holds(tmp_path):
    atom, ics = tmp_path / "record.atom", tmp_path / "ahead.ics"
    question = ("timeline", "--district", "Madison", "--as-of", "2020-06-08", "--atom", str(atom), "--ics", str(ics))
    rows = json.loads(run(*question, "--json").stdout)
    feed = ElementTree.fromstring(atom.read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(rows["timeline"])
    for part in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{part}")
        assert all(entry.findtext(f"{ATOM}{part}") for entry in entries)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert updated[0] == "2020-06-08T00:00:00Z"
    events = icalendar.Calendar.from_ical(ics.read_bytes()).walk("VEVENT")
    assert [event["dtstart"].dt.isoformat() for event in events] == [one["date"] for one in rows["coming"]]
    assert all(event.walk("VALARM") for event in events)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("votes", "--district", "Racine"), 4, "There is no record of the district 'Racine'"),
        (("positions", "--district", "Madison", "--matter", "weather"), 2, "--matter is 'weather'"),
        (("peers", "--district", "Madison", "--like", "luck"), 2, "no measure of likeness"),
        (("votes", "--district", "Madison", "--json", "--csv"), 2, "exclude each other"),
        (("timeline", "--district", "Madison", "--ics", "a.ics"), 2, "--ics needs --as-of"),
        (("timeline", "--district", "Madison", "--as-of", "1999-01-01", "--atom", "a.atom"), 2, "no feed to write"),
        (("votes", "--district", "Madison", "--record", "nowhere"), 3, "cannot be read"),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_an_exit_code(arguments, code, words, tmp_path):
    result = run(*arguments, folder=tmp_path)
    assert result.returncode == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_record_of_the_user_s_own_is_read_instead(tmp_path):
    import shutil

    from wellstaffed.record.public_record import SHIPPED

    shutil.copytree(SHIPPED / "5508520", tmp_path / "own")
    path = tmp_path / "own/district.csv"
    path.write_text(path.read_text().replace("5508520", "0000042").replace("Madison Metropolitan", "Our Own"))
    answer = record_actions.record_votes(district="42", folder=tmp_path / "own", as_of=date(2020, 6, 8))
    assert answer.as_json()["district"] == {"leaid": "0000042", "name": "Our Own School District", "state": "WI"}
    shutil.copytree(SHIPPED / "peers", tmp_path / "own", dirs_exist_ok=True)
    events = tmp_path / "own/peer_events.csv"
    kept = [line for line in events.read_text().splitlines() if not line.startswith("2721240")]
    events.write_text("\n".join(kept) + "\n")
    districts = tmp_path / "own/peer_districts.csv"
    kept = [line for line in districts.read_text().splitlines() if not line.startswith("2721240")]
    districts.write_text("\n".join(kept) + "\n")
    names = {row["district"] for row in record_actions.record_peers(district="42", folder=tmp_path / "own").rows}
    assert len(names) == 40
    assert "Minneapolis" not in names
    beside = record_actions.record_peers(district="42", folder=tmp_path / "own", beside=True).rows
    assert len(beside) == 41
    assert "Minneapolis" in {row["district"] for row in beside}


def test_on_the_memo_s_day_peers_are_compared_although_the_district_itself_had_not_decided():
    document = as_json("peers", "--like", "size,poverty,officers,payer", "--as-of", "2020-06-08")
    assert document["peers"][0]["district"] == "Portland"
    parts = document["peers"][0]["distance_parts"]
    assert parts["officers"] == pytest.approx(
        1.17, abs=0.005
    )  # log2(9 / 4): four officers, as Madison's own agreement says
    assert parts["payer"] == 1  # the city there, the district here
    assert {row["district"] for row in document["peers"]} >= {"Minneapolis", "Parkrose"}


def test_show_prints_every_row_of_every_table_as_csv():
    out = run("show", "--district", "Madison", "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    whole = as_json("show")
    for table in ("bodies", "facts", "meetings", "positions", "proposals", "votes"):
        of_table = [row for row in rows if row["table"] == table]
        assert len(of_table) == len(whole[table])
    assert {row["item"] for row in rows if row["table"] == "facts"} == {fact["item"] for fact in whole["facts"]}
    assert any(row["table"] == "people" and row["role"] == "president" for row in rows)
    assert "facts 80" in " ".join(run("show", "--district", "Madison").stdout.split())


def test_show_says_that_undated_facts_were_left_out():
    left_out = as_json("show", "--as-of", "2999-01-01")["undated_facts_left_out"]
    screen = run("show", "--district", "Madison", "--as-of", "2999-01-01").stdout
    assert f"{left_out} facts without a day of publication left out" in " ".join(screen.split())
    assert "left out" not in run("show", "--district", "Madison").stdout


def test_a_calendar_of_a_timeline_has_a_name_that_calendars_open(tmp_path):
    done = run("timeline", "--district", "Madison", "--as-of", "2020-06-08", "--ics", str(tmp_path / "b.txt"),
               "--atom", str(tmp_path / "b.atom"))  # fmt: skip
    assert done.returncode == 2
    assert "'b.txt' does not end in .ics" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_peers_are_shown_to_any_district_at_hand():
    answer = record_actions.record_peers(district="Duluth", as_of=date(2021, 3, 4))
    assert answer.as_json()["district"]["leaid"] == "2711040"
    names = {row["district"] for row in answer.rows}
    assert {"Madison", "Minneapolis", "Hopkins"} & names >= {"Minneapolis", "Hopkins"}
    near = record_actions.record_peers(district="2711040", like=("state",)).rows
    assert (near[0]["state"], near[0]["distance"]) == ("MN", 0.0)


def test_a_distance_that_is_not_known_of_a_district_is_refused_with_what_to_do():
    with pytest.raises(
        UsageError, match=r"add the row of 2711040 to a peer_districts\.csv of your own and give --record"
    ):
        record_actions.record_peers(district="Duluth", like=("size",))
    with pytest.raises(NotFoundError, match="Neither a record nor figures of the district 'Nowherezz' are at hand"):
        record_actions.record_peers(district="Nowherezz")
