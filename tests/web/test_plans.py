"""The page of plans: what the workspace holds, an example copied, a plan begun."""

import re

import pytest

from wellstaffed.apps.workspace import workspace_plans


def token(client):
    return re.search(r'name="csrf" value="([^"]+)"', client.get("/plans").text)[1]


def test_the_page_lists_the_plans_of_the_workspace_as_the_action_does(reader):
    folder = reader.app.state.site.settings.workspace
    listed = reader.get("/plans.json").json()
    assert listed == [one.as_json() for one in workspace_plans(folder)]
    assert [one["name"] for one in listed] == [row.split(",")[1] for row in _csv_rows(reader)]
    page = reader.get("/plans").text
    assert all(f'href="/plans/{one["name"]}"' in page for one in listed)


def _csv_rows(reader):
    import csv
    import io

    text = reader.get("/plans.csv").text.lstrip("\ufeff")
    return [f"{row['title'].replace(',', '')},{row['name']}" for row in csv.DictReader(io.StringIO(text))]


def test_an_example_is_copied_whole_and_a_second_copy_overwrites_nothing(client, workspace):
    csrf = token(client)
    before = (workspace / "madison-2020" / "plan.yaml").read_bytes()
    (workspace / "madison-2020" / "plan.yaml").write_bytes(before + b"# mine\n")
    answer = client.post("/plans", data={"csrf": csrf, "example": "madison-2020"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/plans/madison-2020-2")
    assert (workspace / "madison-2020" / "plan.yaml").read_bytes() == before + b"# mine\n"
    assert (workspace / "madison-2020-2" / "plan.yaml").read_bytes() == before
    assert client.get("/plans/madison-2020-2").status_code == 200


def test_a_plan_is_begun_for_a_district_and_its_options_can_be_asked_for_at_once(client, workspace):
    given = {"csrf": token(client), "district": "4110040", "name": "My own plan", "on": "2026-01-15"}
    answer = client.post("/plans", data=given)
    assert answer.headers["location"] == "/plans/my-own-plan?tab=edit"
    assert (
        (workspace / "my-own-plan" / "plan.yaml").read_text(encoding="utf-8").startswith("# A plan for Portland SD 1J")
    )
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"district": "nowhere at all"}, "No shipped figures for the district"),
        ({"district": ""}, "Say which district"),
        ({"district": "4110040", "name": "madison-2020"}, "There is a folder &#39;madison-2020&#39;"),
        ({"district": "4110040", "on": "tomorrow"}, "&#39;tomorrow&#39; is no day"),
    ],
)
def test_what_cannot_be_begun_is_said_and_what_was_typed_stays(client, given, said):
    answer = client.post("/plans", data={"csrf": token(client), **given})
    assert answer.status_code == 422
    assert said.lower() in answer.text.lower()
    assert f'value="{given["district"]}"' in answer.text


def test_no_example_is_copied_without_the_workspaces_secret(client, workspace):
    assert client.post("/plans", data={"example": "madison-2020"}).status_code == 400
    assert not (workspace / "madison-2020-2").exists()


def test_an_unknown_example_is_not_there(client):
    assert client.post("/plans", data={"csrf": token(client), "example": "../.."}).status_code == 404


def test_a_name_leads_to_no_folder_outside(client, workspace):
    given = {"csrf": token(client), "district": "4110040", "name": "../../outside", "on": "2026-01-15"}
    assert client.post("/plans", data=given).headers["location"] == "/plans/outside?tab=edit"
    assert (workspace / "outside" / "plan.yaml").is_file()
