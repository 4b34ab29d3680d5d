"""What every page obeys: who may ask, what is refused, and that one view answers as page, fragment and data."""

import json

import pytest
from starlette.testclient import TestClient

from wellstaffed.apps.web.server import application
from wellstaffed.apps.web.site import Settings

PORTLAND = "/districts/4110040"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:127.0.0.1"])
def test_a_foreign_host_header_is_refused(reader, host):
    assert reader.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999", "sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused(client, headers):
    assert client.post("/plans", headers=headers, data={}).status_code == 403


def test_a_body_over_the_limit_is_refused(workspace):
    with TestClient(application(Settings(workspace, most_upload=1_000)), base_url="http://127.0.0.1") as small:
        assert small.post("/plans", content=b"x" * 1_001).status_code == 413


@pytest.mark.parametrize("address", ["/", PORTLAND, f"{PORTLAND}.json", "/static/own.css", "/nowhere"])
def test_every_answer_carries_the_strict_policy(reader, address):
    headers = reader.get(address).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    [
        "../site.py",
        "..%2fsite.py",
        "%2e%2e/site.py",
        "/etc/passwd",
        "built-from.txt/../../site.py",
        "own.css%00",
        "\\..\\x",
    ],
)
def test_no_path_leads_out_of_the_assets(reader, name):
    assert reader.get(f"/static/{name}").status_code == 404


def test_a_fragment_is_the_view_of_the_page(reader):
    page, fragment = reader.get(PORTLAND).text, reader.get(PORTLAND, headers={"hx-request": "true"})
    view = fragment.text.split("</title>", 1)[1].strip()
    assert "<html" not in fragment.text
    assert view in page
    assert fragment.headers["hx-push-url"].startswith(f"{PORTLAND}?")


def test_an_unknown_control_is_refused_with_those_there_are(reader):
    answer = reader.get(f"{PORTLAND}.json", params={"standrad": "x"})
    assert answer.status_code == 400
    assert (
        "no control 'standrad'; it has: step, direction, order, level, year, standard"
        in answer.json()["error"]["message"]
    )


def test_all_faults_of_the_controls_are_said_at_once(reader):
    answer = reader.get(f"{PORTLAND}.json", params={"step": "3", "year": "2021"})
    assert len(answer.json()["error"]["message"].splitlines()) == 2


def test_a_kept_answer_is_sent_once(reader):
    first = reader.get(PORTLAND)
    assert reader.get(PORTLAND, headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_the_copied_link_holds_the_whole_state(reader):
    text = reader.get(PORTLAND).text
    link = text.split('data-copy="')[1].split('"')[0].replace("&amp;", "&")
    for name in ("year=2021-22", "standard=aclu-2019", "step=1", "direction=nearest", "order=", "level=school"):
        assert name in link
    assert reader.get(link).text.split("<table")[1] == text.split("<table")[1]


def test_csv_json_and_page_hold_the_same_rows(reader):
    query = {"role": "nurse", "sort": "-gap_fte", "filter": "high"}
    rows = reader.get(f"{PORTLAND}.json", params=query).json()["table"]
    lines = reader.get(f"{PORTLAND}.csv", params=query).text.lstrip("\ufeff").splitlines()
    assert len(lines) == len(rows) + 1
    assert [line.split(",")[0] for line in lines[1:]] == [row["school"] for row in rows]
    gaps = [row["gap_fte"] for row in rows[:-1]]
    assert gaps == sorted(gaps, reverse=True)


def test_the_openapi_document_describes_every_json_address(reader):
    document = json.loads(reader.get("/openapi.json").text)
    assert "/districts/{leaid}.json" in document["paths"]
    names = {one["name"] for one in document["paths"]["/districts/{leaid}.json"]["get"]["parameters"]}
    assert {"leaid", "year", "standard", "step", "direction", "order", "level"} <= names


def test_a_read_only_site_takes_no_change(workspace):
    with TestClient(application(Settings(workspace, read_only=True)), base_url="http://127.0.0.1") as public:
        assert public.post("/plans", data={}).status_code in (404, 405)
        assert "/plans" not in public.get("/").text
