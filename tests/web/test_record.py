"""The page of the record: what was known on a day, in words, and the same as the command's ``--json`` and ``--csv``."""

import io
import json
import shutil
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import openpyxl
import pytest
from starlette.testclient import TestClient
from tests.asked import ask_here
from tests.web.conftest import filled_workspace

from wellstaffed.apps import record_actions
from wellstaffed.apps.web.server import application
from wellstaffed.apps.web.site import Settings
from wellstaffed.record.peers import MEASURES
from wellstaffed.record.public_record import SHIPPED

MADISON = "5508520"
PARTS = ("timeline", "positions", "votes", "peers", "conditions")
DAY = date(2020, 6, 8)
LATER = (">7-0<", "End the agreement at once", "2020-06-09", "2020-06-29", "2021-02", "Charlottesville")


def asked(reader, kind="json", **query):
    answer = reader.get(f"/record.{kind}", params=query)
    assert answer.status_code == 200, answer.text
    return answer


def test_the_page_opens_on_madison_s_timeline_with_today_written_into_the_link(reader):
    page = reader.get("/record")
    assert page.status_code == 200
    link = unescape(page.text.split('data-copy="')[1].split('"')[0])
    assert link == f"/record?part=timeline&district={MADISON}&as_of={date.today()}&matter=officers"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("day", ["2016-01-01", "2020-06-08", "2025-12-31"])
def test_each_part_equals_the_action_on_each_day(reader, part, day):
    found = asked(reader, part=part, as_of=day).json()
    action = getattr(record_actions, f"record_{part}")(district=MADISON, as_of=date.fromisoformat(day))
    assert {name: found[name] for name in action.as_json()} == json.loads(json.dumps(action.as_json()))
    assert asked(reader, "csv", part=part, as_of=day).text == "\ufeff" + action.as_csv()


def test_json_is_what_the_command_prints(reader):
    printed = ask_here("record", "positions", "--district", MADISON, "--as-of", "2020-06-09", "--json")
    found = asked(reader, part="positions", as_of="2020-06-09").json()
    assert {name: found[name] for name in json.loads(printed.stdout)} == json.loads(printed.stdout)


@pytest.mark.parametrize("part", PARTS)
def test_nothing_known_only_later_is_on_the_page(reader, part):
    text = reader.get("/record", params={"part": part, "as_of": str(DAY)}).text
    view = text.split('<div id="view">')[1]
    assert not [word for word in LATER if word in view]
    assert any(word in reader.get("/record", params={"part": part}).text for word in LATER) or part == "conditions"


def test_statements_with_a_condition_stand_first_with_their_words_and_source(reader):
    text = reader.get("/record", params={"part": "positions", "as_of": str(DAY)}).text
    first, rest = text.split("Without a condition</h2>")
    assert "only when all four high schools are properly staffed" in first
    assert "<q>with the caveat that this only occurs when all four high schools are properly staffed</q>" in first
    assert (
        'href="https://davidblaska.com/2020/06/07/teachers-union-wants-cops-out-of-madison-public-schools-if/"' in first
    )
    assert "4 statements carry a condition and stand first" in first
    assert "Gloria Reyes, president" in rest


def test_who_changed_by_a_day_and_who_a_day_later(reader):
    eighth = asked(reader, part="positions", as_of="2020-06-08").json()["changes"]
    ninth = asked(reader, part="positions", as_of="2020-06-09").json()["changes"]
    assert {one["who"] for one in ninth} - {one["who"] for one in eighth} == {"Gloria Reyes"}
    assert "Gloria Reyes</strong> (School board), 2020-06-09" in reader.get(
        "/record", params={"part": "positions", "as_of": "2020-06-09"}
    ).text  # fmt: skip


@pytest.mark.parametrize("matter", ["amendment", "staffing", "safety", "survey"])
def test_other_matters_show_their_positions_and_no_change_of_sides(reader, matter):
    found = asked(reader, part="positions", matter=matter).json()
    assert found["standing"]
    assert {one["on"] for one in found["standing"]} == {matter}
    assert "Who changed" not in reader.get("/record", params={"part": "positions", "matter": matter}).text


def test_votes_show_members_by_name_and_say_whom_no_source_names(reader):
    text = reader.get("/record", params={"part": "votes"}).text
    assert "Ali Muldrow (inferred)" in text
    assert "not named: 19 yes" in text
    assert "members not named" in text


def test_peers_come_nearest_first_whichever_way_measures_are_spelled(reader):
    repeated = reader.get("/record.json?part=peers&like=size&like=poverty").json()
    joined = reader.get("/record.json?part=peers&like=size,poverty,size").json()
    assert repeated == joined
    known = [one["distance"] for one in repeated["peers"] if one["distance"] is not None]
    assert known == sorted(known)
    assert {one["distance"] for one in repeated["peers"][len(known) :]} <= {None}


def test_every_measure_of_likeness_is_offered(reader):
    text = reader.get("/record", params={"part": "peers"}).text
    assert all(f'name="like" value="{name}"' in text for name in MEASURES)


def test_only_peers_that_went_back_on_a_decision(reader):
    found = asked(reader, part="peers", reversed_only="true").json()
    assert found["peers"]
    assert all(one["reversed"] and one["reversals"] for one in found["peers"])
    assert f"{len(found['peers'])} went back on an earlier decision" in found["lead"]


def test_officers_of_peers_stand_with_the_date_of_their_step(reader):
    text = reader.get("/record", params={"part": "peers"}).text
    assert '57<br><span class="aside">in <span class="iso">2024-02-22</span>; in 39 schools by 2024</span>' in text
    assert "25<br>" in text


def test_a_change_that_rests_on_an_inferred_vote_says_so_on_the_page(reader):
    text = reader.get("/record", params={"part": "positions", "as_of": str(DAY)}).text
    assert "to “keep”, shown by vote (inferred)." in text
    assert "shown by a vote (inferred)" in text
    assert "last seen in office" in text


def test_conditions_say_which_a_plan_can_meet(reader):
    found = asked(reader, part="conditions", as_of=str(DAY)).json()
    assert [one["finding"] for one in found["conditions"]].count("not a matter of figures") == 2
    assert "Madison Teachers Inc. had attached 3 conditions" in found["lead"]
    assert "1 of them is a matter of figures" in found["lead"]


def test_a_plan_of_the_workspace_is_held_against_each_condition_as_the_command_does(client, workspace):
    query = {"part": "conditions", "as_of": str(DAY), "plan": "madison-2020"}
    found = client.get("/record.json", params=query).json()
    plan = workspace / "madison-2020" / "plan.yaml"
    printed = record_actions.record_conditions(district=MADISON, as_of=DAY, plan=plan)
    assert found["conditions"] == json.loads(json.dumps(printed.parts["conditions"]))
    assert client.get("/record.csv", params=query).text == "\ufeff" + printed.as_csv()
    page = client.get("/record", params=query).text
    assert "End it before 2021-22, each school only once its posts are filled" in unescape(page)
    assert str(workspace) not in page
    before = [one["finding"] for one in found["conditions"][0]["options"]]
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("dollars: [600000, 1200000, 1800000]", "dollars: [6000000, 6000000, 6000000]"))
    after = client.get("/record.json", params=query).json()["conditions"][0]["options"]
    assert [one["finding"] for one in after] != before, "an edit of the plan must show at once"


def test_a_plan_made_meanwhile_can_be_chosen(client, workspace):
    query = {"part": "conditions", "as_of": str(DAY)}
    assert "Another plan" not in client.get("/record", params=query).text
    text = (workspace / "madison-2020" / "plan.yaml").read_text(encoding="utf-8")
    (workspace / "another.yaml").write_text(text.replace("title: ", "title: Another plan. ", 1), encoding="utf-8")
    assert "Another plan" in client.get("/record", params=query).text


def test_a_plan_of_another_district_is_said_and_the_record_still_shown(reader):
    query = {"part": "conditions", "as_of": str(DAY), "plan": "portland-2022"}
    answer = reader.get("/record", params=query)
    assert answer.status_code == 422
    assert "is of Portland SD 1J (4110040), the record of 5508520" in answer.text
    assert "Madison Teachers Inc. had attached 3 conditions" in answer.text
    assert reader.get("/record", params=query | {"plan": "no-such"}).status_code == 404


def test_a_read_only_site_offers_no_plan(tmp_path):
    with TestClient(application(Settings(filled_workspace(tmp_path), True)), base_url="http://127.0.0.1") as site:
        page = site.get("/record", params={"part": "conditions"})
        assert page.status_code == 200
        assert "Held against the plan" not in page.text
        assert site.get("/record", params={"part": "conditions", "plan": "madison-2020"}).status_code == 404


def test_the_chart_is_a_picture_of_its_own_with_the_votes_of_the_day(reader):
    text = reader.get("/record", params={"as_of": str(DAY)}).text
    address = unescape(text.split('<img class="chart wide" src="')[1].split('"')[0])
    picture = reader.get(address)
    assert picture.headers["content-type"] == "image/svg+xml"
    drawn = list(ElementTree.fromstring(picture.content).itertext())
    assert "4-3" in drawn
    assert "7-0" not in drawn
    assert "Libertinus" not in picture.text


def test_before_anything_was_known_the_page_says_so_and_there_is_no_chart(reader):
    query = {"as_of": "2001-01-01"}
    text = reader.get("/record", params=query).text
    assert "The record holds nothing on police in the schools of Madison" in text
    assert "<img" not in text
    assert reader.get("/record.svg", params=query).status_code == 404
    assert reader.get("/record.atom", params=query).status_code == 400


def test_the_feed_and_the_calendar_are_those_of_the_commands(reader, tmp_path):
    answer = record_actions.record_timeline(district=MADISON, as_of=DAY)
    feed, calendar = tmp_path / "feed", tmp_path / "days.ics"
    record_actions.record_feed(answer=answer, file=feed)
    record_actions.record_calendar(answer=answer, file=calendar)
    atom, days = asked(reader, "atom", as_of=str(DAY)), asked(reader, "ics", as_of=str(DAY))
    assert atom.content == feed.read_bytes()
    assert days.content == calendar.read_bytes()
    assert atom.headers["content-type"] == "application/atom+xml"
    starts = [event["DTSTART"].dt for event in icalendar.Calendar.from_ical(days.content).walk("VEVENT")]
    assert date(2020, 6, 10) in starts


def test_a_part_without_a_picture_has_no_svg(reader):
    answer = reader.get("/record.svg", params={"part": "votes"})
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "This view has no SVG file.")


def test_the_workbook_holds_the_rows(reader):
    book = openpyxl.load_workbook(io.BytesIO(asked(reader, "xlsx", part="votes", as_of=str(DAY)).content))
    rows = list(book["Table"].iter_rows(values_only=True))
    assert len(rows) == 1 + len(record_actions.record_votes(district=MADISON, as_of=DAY).rows)


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"district": "0000000"}, 404, "There is no record of the district '0000000'. At hand: Madison"),
        (
            {"as_of": "2020-13-01"},
            400,
            "as_of: '2020-13-01' is not a day. Write year, month and day, as in 2020-06-08.",
        ),
        ({"part": "secrets"}, 400, "part: 'secrets' is none of its choices"),
        ({"part": "peers", "like": "height"}, 400, "'height' is no measure of likeness; there are size"),
        ({"matter": "hats", "reversed_only": "perhaps"}, 400, "reversed_only: 'perhaps' is neither true nor false."),
    ],
)
def test_a_wrong_control_is_said_with_what_would_do(reader, query, status, words):
    answer = reader.get("/record.json", params=query)
    assert answer.status_code == status
    assert words in answer.json()["error"]["message"]


@pytest.fixture
def own_record(workspace):
    """A record of the user's own, of another district, in a folder of the workspace."""
    folder = workspace / "our-record"
    shutil.copytree(SHIPPED / MADISON, folder)
    text = (folder / "district.csv").read_text(encoding="utf-8")
    changed = text.replace(MADISON, "4110040").replace("Madison Metropolitan School District", "Portland SD 1J")
    (folder / "district.csv").write_text(changed, encoding="utf-8")
    return folder


def test_a_record_in_the_workspace_stands_beside_the_shipped_one(own_record, client):
    page = client.get("/record", params={"district": "4110040", "as_of": "2025-12-31"}).text
    assert "The record of Portland SD 1J" in page
    assert "From your own record in the folder our-record." in page
    assert str(own_record.parent) not in page
    assert "Madison Metropolitan School District, WI" in page


def test_an_edit_of_a_record_in_the_workspace_is_seen_at_once(own_record, client):
    query = {"district": "4110040", "part": "votes", "as_of": "2025-12-31"}
    assert "Adopt the agreement" in client.get("/record", params=query).text
    votes = own_record / "votes.csv"
    votes.write_text(votes.read_text(encoding="utf-8").replace("Adopt the agreement", "Take it"), encoding="utf-8")
    assert "Take it" in client.get("/record", params=query).text


def test_a_broken_record_is_named_and_takes_no_other_with_it(own_record, client):
    (own_record / "district.csv").write_text("leaid,name\n1,2\n", encoding="utf-8")
    page = client.get("/record")
    assert page.status_code == 200
    assert "The record in our-record cannot be read" in page.text
    assert client.get("/record", params={"district": "4110040"}).status_code == 404


def test_faults_of_a_record_s_tables_are_listed_with_their_lines(own_record, client):
    votes = own_record / "votes.csv"
    votes.write_text(votes.read_text(encoding="utf-8").replace("2019-07-02", "2019-47-02"), encoding="utf-8")
    answer = client.get("/record.json", params={"district": "4110040"})
    assert answer.status_code == 422
    assert answer.json()["error"]["faults"][0]["where"].startswith("votes.csv")


def test_a_folder_that_leads_out_of_the_workspace_is_no_record(own_record, client, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "record"
    own_record.rename(outside)
    own_record.symlink_to(outside)
    assert client.get("/record", params={"district": "4110040"}).status_code == 404
    own_record.unlink()
    shutil.copytree(outside, own_record)
    (own_record / "votes.csv").unlink()
    (own_record / "votes.csv").symlink_to(outside / "votes.csv")
    assert client.get("/record", params={"district": "4110040"}).status_code == 404


def test_two_records_of_one_district_are_not_chosen_between_silently(own_record, client):
    shutil.copytree(own_record, own_record.parent / "again")
    answer = client.get("/record.json", params={"district": "4110040"})
    assert answer.status_code == 400
    assert "The folders again and our-record both hold a record of 4110040." in answer.json()["error"]["message"]


def test_no_path_of_this_machine_is_in_an_answer(own_record, client):
    (own_record / "votes.csv").write_text("nonsense\n1\n", encoding="utf-8")
    answer = client.get("/record.json", params={"district": "4110040"})
    assert str(Path(own_record).parent) not in answer.text
