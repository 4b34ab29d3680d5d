"""A plan's page: the same figures as the command, every control, every fault in words."""

import csv
import io
import json
import re

import pytest
from typer.testing import CliRunner

from wellstaffed.apps.cli.main import app
from wellstaffed.apps.plan_actions import plan
from wellstaffed.apps.plan_section import side_by_side

MADISON = "/plans/madison-2020"
TABS = ("options", "years", "why", "money", "days", "edit", "roster", "history")


@pytest.fixture(scope="module")
def file(reader):
    return reader.app.state.site.settings.workspace / "madison-2020" / "plan.yaml"


@pytest.mark.parametrize("option", ["", "end-2021"])
def test_the_json_is_that_of_the_command(reader, file, option):
    run = CliRunner().invoke(app, ["plan", str(file), "--json", *(["--option", option] if option else [])])
    assert reader.get(f"{MADISON}.json", params={"option": option} if option else {}).json() == json.loads(run.stdout)


def test_the_csv_is_the_side_by_side_table(reader, file):
    found = side_by_side(plan(file=file))
    rows = list(csv.reader(io.StringIO(reader.get(f"{MADISON}.csv").text.lstrip("\ufeff"))))
    assert [row[0] for row in rows[1:]] == [row[0] for row in found.rows]
    net = next(row for row in rows if row[0] == "Net cost, 2022-23")
    answer = plan(file=file).as_json()
    shown = [float(re.sub(r"[^\d.]", "", cell)) for cell in net[1:]]
    assert shown == [round(one["cost"][-1]["net"]) for one in answer["options"]]
    page = reader.get(MADISON).text
    for row in found.rows:
        for cell in row:
            assert cell.replace("'", "&#39;") in page


@pytest.mark.parametrize("tab", TABS)
def test_every_part_answers_and_its_link_gives_it_again(reader, tab):
    page = reader.get(MADISON, params={"tab": tab})
    assert page.status_code == 200
    assert page.text.count('aria-current="page"') == 2
    if tab not in ("edit", "roster", "history"):
        link = page.text.split('data-copy="')[1].split('"')[0].replace("&amp;", "&")
        assert f"tab={tab}" in link
        assert "on=2020-06-08" in link
        assert reader.get(link).text == page.text


@pytest.mark.parametrize(
    ("tab", "head"), [("years", "option,school,role,2020_21"), ("money", "post,school,role"), ("days", "option,who_may_act")]
)  # fmt: skip
def test_each_part_has_its_own_table_as_csv(reader, tab, head):
    assert reader.get(f"{MADISON}.csv", params={"tab": tab}).text.lstrip("\ufeff").startswith(head)


def test_the_lead_says_what_an_option_does_and_by_when_it_must_be_decided(reader):
    text = reader.get(MADISON, params={"option": "end-2021", "on": "2020-06-20"}).text
    lead = text.split("data-say>")[1].split("</p>")[0]
    assert lead == (
        "End the agreement before 2021-22 and hire: 23 of 33 FTE asked for are placed by 2022-23, at a net cost of less than "
        "$1,787,736 in that year. Officers in schools go from 4 to 0 by 2021-06-15. Notice must be given by 2020-09-15: 87 days left on "
        "2020-06-20."
    )


def test_an_option_that_another_vote_has_superseded_is_said_to_be(reader):
    text = reader.get(MADISON, params={"option": "end-2021", "on": "2020-09-01"}).text
    assert "Last day for notice 2020-09-15; on 2020-09-01 this option of the agreement is superseded." in text


def test_after_the_last_day_the_lead_says_that_it_has_passed(reader):
    text = reader.get(MADISON, params={"option": "drop-one", "on": "2020-06-11"}).text
    assert "The last day for notice was 2020-06-10." in text


def test_days_left_in_the_table_are_those_of_the_day_asked_about(reader):
    rows = reader.get(f"{MADISON}.csv", params={"on": "2020-06-20"}).text
    assert "2020-09-15, 87 days left" in rows
    assert "2020-06-10, closed unused" in rows


@pytest.mark.parametrize("file_name", ["over-time.svg", "frontier.svg"])
def test_charts_are_pictures_at_addresses_of_their_own(reader, file_name):
    answer = reader.get(f"{MADISON}/{file_name}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.lstrip().startswith("<svg")
    assert "sandbox" in answer.headers["content-security-policy"]
    again = reader.get(f"{MADISON}/{file_name}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/plans/nope", 404),
        ("/plans/nope.json", 404),
        ("/plans/..%2f..%2fetc%2fpasswd", 404),
        ("/plans/.wellstaffed", 404),
        (f"{MADISON}?option=nope", 404),
        (f"{MADISON}.json?option=nope", 404),
        (f"{MADISON}?tab=nope", 400),
        (f"{MADISON}?on=yesterday", 400),
        (f"{MADISON}?before=xyz", 400),
        (f"{MADISON}?tab=history&version=99", 404),
        (f"{MADISON}/frontier.png", 404),
        ("/plans/portland-2022.json", 422),
    ],
)
def test_a_bad_address_is_refused_in_words(reader, address, status):
    assert reader.get(address).status_code == status


def test_a_plan_without_options_says_so_and_leads_to_its_memo(reader):
    text = reader.get("/plans/portland-2022").text
    assert "It places no posts, so there are no options to compare." in text
    assert 'href="/memos/portland-2022"' in text


def test_a_document_broken_in_another_program_is_shown_with_every_fault_and_line(client, workspace):
    file = workspace / "madison-2020" / "plan.yaml"
    text = (
        file.read_text(encoding="utf-8").replace("aim: most-need-met", "aim: best").replace("years: 3", "years: many")
    )
    file.write_text(text, encoding="utf-8")
    page = client.get(MADISON)
    assert page.status_code == 422
    for fault in ("line 44, costs.years", "line 56, staffing.years", "line 57, staffing.aim"):
        assert fault in page.text
    assert client.get(f"{MADISON}.json").json()["error"]["faults"][0]["where"] == "line 44, costs.years"
    assert "aim: best" in client.get(f"{MADISON}?tab=edit").text


def test_rules_that_conflict_are_named_where_no_plan_exists(client, workspace):
    file = workspace / "madison-2020" / "plan.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "  caveat: true\n  police:", "  all_at_standard_by: 2020-21\n  police:"
    )
    file.write_text(text, encoding="utf-8")
    page = client.get(MADISON)
    assert page.status_code == 200
    (conflict, *_) = client.get(f"{MADISON}.json").json()["conflict"]
    assert conflict["sentence"].replace("'", "&#39;") in page.text
    assert client.get(f"{MADISON}/over-time.svg").status_code == 404


def test_a_plan_that_names_a_file_outside_the_workspace_is_not_read_from_it(client, workspace):
    (workspace.parent / "secret.csv").write_text("School,Students\nTop secret,1\n", encoding="utf-8")
    file = workspace / "madison-2020" / "plan.yaml"
    text = file.read_text(encoding="utf-8").replace("claim: claim.yaml", "claim: ../../secret.csv")
    file.write_text(text, encoding="utf-8")
    page = client.get(MADISON)
    assert page.status_code == 422
    assert "leads out of the workspace" in page.text
    assert "Top secret" not in page.text


def test_a_read_only_site_has_no_plans_and_no_memos(workspace):
    from starlette.testclient import TestClient

    from wellstaffed.apps.web.server import application
    from wellstaffed.apps.web.site import Settings

    with TestClient(application(Settings(workspace, read_only=True)), base_url="http://127.0.0.1") as public:
        for address in ("/plans", MADISON, f"{MADISON}.json", f"{MADISON}/frontier.svg", "/memos/madison-2020"):
            assert public.get(address).status_code == 404
