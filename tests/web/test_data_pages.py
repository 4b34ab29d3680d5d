"""The pages of the data: what is stored, a release added while its progress is shown, cancelled, damaged, taken out."""

import asyncio
import csv
import io
import os
import signal
import time
import tracemalloc
from threading import Thread

import polars as pl
import pytest
from starlette.testclient import TestClient
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, made_release

from wellstaffed.apps import data_actions
from wellstaffed.apps.web.server import application
from wellstaffed.apps.web.site import Settings

MADISON = "/districts/5508520"
SCHOOLS = [EAST | {"SCH_FTECOUNSELORS": 3}, LAFAYETTE | {"SCH_FTECOUNSELORS": 280}]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def token(client) -> str:
    return client.app.state.site.token


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))


def add(client, *, listed=None, upload=None, **fields):
    files = {"file": upload or ("", b"")}
    data = {"csrf": token(client)} | ({"listed": listed} if listed else {}) | fields
    return client.post("/data/add", data=data, files=files)


def ended(client, address, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = client.get(f"{address}.json").json()
        if job["state"] != "running":
            return job
        time.sleep(0.05)
    raise AssertionError(f"the job did not end: {job}")


def test_an_empty_store_is_said_to_be_empty(client):
    text = client.get("/data").text
    assert "The store is empty" in text
    assert "Civil Rights Data Collection 2021-22, school files, Portland SD 1J" in text
    assert client.get("/data.json").json()["releases"] == []
    assert "nothing to check" in client.get("/data/checks").text


def test_a_file_of_the_workspace_is_added_and_the_pages_show_its_figures(client, workspace):
    before = client.get(f"{MADISON}.json").json()["assumptions"]["figures"]
    made_release("2021-22", SCHOOLS, workspace)
    assert "2021-22-crdc-data.zip (" in client.get("/data").text
    answer = add(client, listed="2021-22-crdc-data.zip")
    assert answer.status_code == 303
    job = ended(client, answer.headers["location"])
    assert (job["state"], job["error"]) == ("done", None)
    assert [line["said"] for line in job["lines"]][:2] == [
        "Reading 2021-22-crdc-data.zip",
        "crdc_2021-22: school_totals",
    ]
    assert "crdc_2021-22 is in the store" in client.get(answer.headers["location"]).text
    after = client.get(f"{MADISON}.json").json()["assumptions"]["figures"]
    assert (before, after) == ("figures shipped with wellstaffed", "figures of your store (crdc_2021-22)")
    assert (workspace / "2021-22-crdc-data.zip").exists()
    stored = client.get("/data.json").json()
    assert stored["releases"] == data_actions.data_list().as_json()["releases"]
    (row,) = rows_of(client.get("/data.csv"))
    assert (row["release"], row["file"]) == ("crdc_2021-22", "2021-22-crdc-data.zip")


def test_an_upload_is_added_and_leaves_nothing_behind(client, workspace, tmp_path):
    path = made_release("2021-22", SCHOOLS, tmp_path)
    answer = add(client, upload=("2021-22-crdc-data.zip", path.read_bytes()))
    assert answer.status_code == 303
    assert ended(client, answer.headers["location"])["state"] == "done"
    assert list((workspace / ".wellstaffed" / "uploads").iterdir()) == []


def test_a_damaged_file_shows_its_faults_and_the_store_is_as_it_was(client, workspace, tmp_path):
    whole = made_release("2021-22", SCHOOLS, tmp_path).read_bytes()
    answer = add(client, upload=("2021-22-crdc-data.zip", whole[: len(whole) // 2]))
    job = ended(client, answer.headers["location"])
    assert job["state"] == "failed"
    assert job["faults"][0]["problem"].startswith("is no readable zip")
    page = client.get(answer.headers["location"]).text
    assert "was not added; the store is as it was" in page
    assert "is no readable zip" in page
    assert data_actions.data_list().releases == ()
    assert list((workspace / ".wellstaffed" / "uploads").iterdir()) == []


def test_every_fault_of_a_file_is_shown(client, workspace):
    (workspace / "unknown.csv").write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    answer = add(client, listed="unknown.csv")
    job = ended(client, answer.headers["location"])
    assert "are those of no release known here" in job["faults"][0]["problem"]


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a job is held still by a signal")
def test_a_job_is_cancelled_and_another_can_begin(client, tmp_path, workspace):
    jobs = client.app.state.site.jobs
    job = jobs.start(tmp_path / "endless.csv", "endless.csv")
    process = jobs._processes[job.key]
    process.send_signal(signal.SIGSTOP)  # held still, however fast the machine, until it is cancelled

    def go_on():
        while job.is_running:
            time.sleep(0.01)
        process.send_signal(signal.SIGCONT)

    address = f"/data/jobs/{job.key}"
    running = client.get(address).text
    assert 'hx-trigger="every 1s"' in running
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in running
    made_release("2021-22", SCHOOLS, workspace)
    busy = add(client, listed="2021-22-crdc-data.zip")
    assert busy.status_code == 409
    assert "endless.csv is being added" in busy.text
    assert client.post(f"{address}/cancel", data={"csrf": "wrong"}).status_code == 400
    assert client.get(f"{address}.json").json()["state"] == "running"
    Thread(target=go_on, daemon=True).start()
    assert client.post(f"{address}/cancel", data={"csrf": token(client)}).status_code == 303
    assert ended(client, address)["state"] == "cancelled"
    page = client.get(address).text
    assert "endless.csv was cancelled; the store is as it was." in page
    assert "http-equiv" not in page
    assert ended(client, add(client, listed="2021-22-crdc-data.zip").headers["location"])["state"] == "done"


def test_a_job_cancelled_at_any_line_leaves_the_store_whole(client, tmp_path, home):
    first = made_release("2017-18", SCHOOLS, tmp_path)
    data_actions.data_add(path=first)
    many = [
        EAST | {"SCHID": f"{number:05}", "COMBOKEY": f"5508520{number:05}", "SCH_ENR_BL_M": number}
        for number in range(1, 1500)
    ]
    path = made_release("2021-22", many, tmp_path)
    before = data_actions.data_list().as_json()
    for line in (1, 2, 4):
        job = client.app.state.site.jobs.start(path, path.name)
        while len(job.lines) < line and job.is_running:
            time.sleep(0.005)
        client.app.state.site.jobs.cancel(job.key)
        assert ended(client, f"/data/jobs/{job.key}")["state"] == "cancelled"
        assert data_actions.data_list().as_json() == before
        assert all(one.holds is not False for one in data_actions.data_check() if one.check == "file as written")


def test_the_server_ends_its_jobs_with_itself(workspace, tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("a file that never ends needs a named pipe")
    pipe = tmp_path / "endless.csv"
    os.mkfifo(pipe)
    with TestClient(application(Settings(workspace)), base_url="http://127.0.0.1") as made:
        job = made.app.state.site.jobs.start(pipe, pipe.name)
    assert job.state == "cancelled"


def test_a_release_is_taken_out_by_a_form_of_the_workspace_only(client, tmp_path):
    data_actions.data_add(path=made_release("2021-22", SCHOOLS, tmp_path))
    address = "/data/releases/crdc_2021-22/remove"
    assert f'action="{address}"' in client.get("/data").text
    assert client.post(address, data={"csrf": "x"}).status_code == 400
    assert len(data_actions.data_list().releases) == 1
    assert client.post(address, data={"csrf": token(client)}).status_code == 303
    assert data_actions.data_list().releases == ()
    assert client.post(address, data={"csrf": token(client)}).status_code == 409


@pytest.mark.parametrize("name", ["../home/store.json", "/etc/passwd", "nothing.zip", "madison-2020/../x.csv"])
def test_only_listed_files_are_added(client, name):
    assert add(client, listed=name).status_code == 404


def test_a_form_without_file_or_token_is_refused_and_leaves_nothing(client, workspace):
    assert add(client).status_code == 400
    refused = client.post("/data/add", data={"csrf": "no"}, files={"file": ("x.zip", b"PK" * 2_000_000)})
    assert refused.status_code == 400
    assert "not of this workspace" in refused.text
    assert client.post("/data/add", data={"csrf": token(client)}).status_code == 400
    cut = client.post(
        "/data/add",
        content=b"--x\r\nContent-Disposition: form-data",
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert cut.status_code == 400
    assert list((workspace / ".wellstaffed" / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../../evil.zip", "C:\\evil.zip", ".hidden", "a\0b.zip", "é" * 300 + ".csv", "con/../x.csv"]
)
def test_the_name_of_an_upload_leads_nowhere(client, workspace, name):
    answer = add(client, upload=(name, b"not a release"))
    if answer.status_code == 303:
        assert ended(client, answer.headers["location"])["state"] == "failed"
    else:
        assert answer.status_code == 400
    assert list((workspace / ".wellstaffed" / "uploads").iterdir()) == []
    assert not (workspace.parent / "evil.zip").exists()
    assert not (workspace / "evil.zip").exists()


def test_only_this_address_takes_large_files(workspace):
    settings = Settings(workspace, most_upload=1_000, most_release=3_000_000)
    with TestClient(application(settings), base_url="http://127.0.0.1") as small:
        assert small.post("/data/releases/x/remove", content=b"x" * 2_000).status_code == 413
        large = {"file": ("x.zip", b"P" * 2_500_000)}
        assert small.post("/data/add", data={"csrf": "no"}, files=large).status_code == 400
        larger = {"file": ("x.zip", b"P" * 3_500_000)}
        assert small.post("/data/add", data={"csrf": "no"}, files=larger).status_code == 413


def test_a_large_upload_is_not_held_in_memory(client):
    head = (
        b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nno\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="x.zip"\r\n\r\n'
    )
    chunks = iter([head, *[b"P" * 2**20] * 64, b"\r\n--x--\r\n"])
    started: list[int] = []

    async def receive():
        chunk = next(chunks, None)
        return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

    async def send(message):
        if message["type"] == "http.response.start":
            started.append(message["status"])

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/data/add",
        "raw_path": b"/data/add", "query_string": b"", "scheme": "http", "server": ("127.0.0.1", 80), "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"multipart/form-data; boundary=x")],
    }  # fmt: skip
    tracemalloc.start()
    asyncio.run(client.app(scope, receive, send))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert started == [400]
    assert most < 16 * 2**20


def test_a_read_only_site_shows_the_data_and_takes_none(workspace, tmp_path):
    with TestClient(application(Settings(workspace, read_only=True)), base_url="http://127.0.0.1") as public:
        text = public.get("/data").text
        assert "<form" not in text
        assert str(tmp_path) not in text
        assert "home" not in public.get("/data.json").json()
        assert public.post("/data/add", data={"csrf": ""}, files={"file": ("x.zip", b"x")}).status_code in (404, 405)
        assert public.get("/data/dictionary").status_code == 200
        assert public.get("/data/jobs/0123456789ab").status_code == 404


def test_the_dictionary_is_that_of_the_command(client):
    assert client.get("/data/dictionary.json").json() == data_actions.data_dictionary()
    mine = client.get("/data/dictionary.json", params={"table": "poverty"}).json()
    assert mine == data_actions.data_dictionary(table="poverty")
    assert len(rows_of(client.get("/data/dictionary.csv", params={"table": "poverty"}))) == len(mine)
    assert client.get("/data/dictionary.json", params={"table": "nothing"}).status_code == 404


def test_rows_of_a_district_are_those_that_the_command_exports(client, tmp_path):
    query = {"district": "5508520", "year": "2020-21"}
    out = tmp_path / "rows.csv"
    data_actions.data_export(table="school_staff", out=out, district="5508520", year=2021)
    assert client.get("/data/tables/school_staff.csv", params=query).content == out.read_bytes()
    frame = pl.read_parquet(io.BytesIO(client.get("/data/tables/school_staff.parquet", params=query).content))
    document = client.get("/data/tables/school_staff.json", params=query).json()
    assert frame.height == len(document["rows"]) == len(out.read_text(encoding="utf-8").splitlines()) - 1
    assert client.get("/data/tables/school_staff.xlsx", params=query).content[:2] == b"PK"
    assert "figures shipped with wellstaffed" in client.get("/data/tables/school_staff", params=query).text


def test_a_whole_table_of_the_nation_is_not_made_by_a_page(client):
    assert "Choose a state or a district" in client.get("/data/tables/school_staff").text
    assert client.get("/data/tables/school_staff.json").json()["rows"] is None
    assert client.get("/data/tables/nothing.json").status_code == 404
    assert client.get("/data/tables/offenses.json", params={"state": "WI"}).status_code == 404


def test_checks_are_those_of_the_command(client, tmp_path):
    data_actions.data_add(path=made_release("2021-22", SCHOOLS, tmp_path))
    findings = [one.as_json() for one in data_actions.data_check()]
    document = client.get("/data/checks.json").json()
    assert document["findings"] == findings
    assert len(rows_of(client.get("/data/checks.csv"))) == len(findings)


def test_a_job_that_there_is_not_is_not_found(client):
    assert client.get("/data/jobs/0123456789ab").status_code == 404
    assert client.post("/data/jobs/0123456789ab/cancel", data={"csrf": token(client)}).status_code == 404
