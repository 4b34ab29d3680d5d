"""About the program: the words of its citation, its sources and rules; and the first page: search and what is at hand."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.asked import ask_here

from wellstaffed import __version__
from wellstaffed.apps import federal_record_actions
from wellstaffed.apps.about import about
from wellstaffed.tables.shipped import shipped_sources

ROOT = Path(__file__).parents[2]


def test_the_citation_is_that_of_the_file_for_it():
    stated = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    found = about().citation
    for name in ("title", "abstract", "license", "message"):
        assert found[name] == stated[name]
    assert found["authors"] == stated["authors"][0]["name"]
    assert found["date-released"] == str(stated["date-released"])
    assert about().version == stated["version"] == __version__


def test_every_rule_of_the_documentation_is_said_in_short_and_no_other():
    text = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    stated = re.findall(r"^\*\*([A-Z]\d+)\*\*", text, re.M)
    assert sorted(one.id for one in about().rules) == sorted(stated)


def test_the_page_has_sources_rules_agreement_licences_and_corrections(reader):
    text = reader.get("/about").text
    for note in shipped_sources().values():
        assert note.href in text
    for one in about().rules:
        assert f">{one.id}</th>" in text
    for part in ("identify a person", "Zero-Clause BSD", "CC0", "Report a wrong figure", about().citation_line):
        assert part in text
    for address in re.findall(r'href="(/static/licences/[^"]+)"', text):
        assert reader.get(address).status_code == 200
    assert reader.get("/openapi.json").status_code == 200


def test_page_json_csv_and_command_say_the_same(reader):
    document = reader.get("/about.json").json()
    assert document == about().as_json()
    rows = list(csv.DictReader(io.StringIO(reader.get("/about.csv").text.lstrip("\ufeff"))))
    assert [row["id"] for row in rows] == [one["id"] for one in document["rules"]]
    asked = ask_here("about", "--json")
    assert json.loads(asked.stdout) == document


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("madison", "/districts/5508520"), ("portland", "/districts/4110040"), ("la follette", "/schools/550852000941"),
        ("new york", "/districts/3620580"), ("chicago", "/districts/1709930"), ("5508520", "/districts/5508520"),
    ],
)  # fmt: skip
def test_what_is_meant_is_among_the_first_three_results(reader, typed, address):
    text = reader.get("/", params={"text": typed}, headers={"hx-request": "true"}).text
    assert f'href="{address}"' in "".join(text.split("<li>")[1:4])


def test_results_are_those_of_the_command(reader):
    found = [one.as_json() for one in federal_record_actions.find(text="lincoln high")]
    shown = reader.get("/index.json", params={"text": "lincoln high"}).json()
    assert [{name: row[name] for name in row if name != "address"} for row in shown] == found


def test_every_result_has_a_page(reader):
    for typed in ("madison", "chicago", "lincoln high"):
        for row in reader.get("/index.json", params={"text": typed}).json()[:4]:
            assert reader.get(row["address"]).status_code == 200, row


def test_nothing_found_says_what_to_try(reader):
    assert "Nothing is like" in reader.get("/", params={"text": "qqqqqqqq"}).text


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "' or 1=1 --", "\N{SNOWMAN}"]
)
def test_what_is_typed_is_only_text(reader, typed):
    answer = reader.get("/", params={"text": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text


def test_a_text_longer_than_any_name_is_refused(reader):
    assert reader.get("/", params={"text": "x" * 201}).status_code == 400


def test_the_first_page_says_what_data_is_at_hand(client, tmp_path, monkeypatch):
    from tests.sources.crdc.made_releases import EAST, made_release

    from wellstaffed.apps.data_actions import data_add

    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    assert "Added by you: none yet" in client.get("/").text
    data_add(path=made_release("2021-22", [EAST], tmp_path))
    assert "Added by you: crdc_2021-22" in client.get("/").text


def test_the_first_page_leads_to_the_plans_changed_last(client, workspace):
    plan = workspace / "portland-2022" / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    text = client.get("/").text
    listed = re.findall(r'href="(/plans/[^"]+)"', text.split('id="h-plans"')[1])
    assert listed == ["/plans/portland-2022", "/plans/madison-2020"]
    for address in listed:
        assert client.get(address).status_code == 200


def test_a_read_only_site_names_no_plan(workspace):
    from starlette.testclient import TestClient

    from wellstaffed.apps.web.server import application
    from wellstaffed.apps.web.site import Settings

    with TestClient(application(Settings(workspace, read_only=True)), base_url="http://127.0.0.1") as public:
        assert "/plans/" not in public.get("/").text
