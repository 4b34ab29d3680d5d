"""A memo on its page: made once for each state of the plan, the same files as the command's."""

import re

import pytest

from wellstaffed.apps.memo_files import memo_files

MEMO = "/memos/portland-2022"


def make(client, address=MEMO):
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get(address).text)[1]
    return client.post(address, data={"csrf": csrf})


@pytest.fixture(scope="module")
def made(reader):
    assert make(reader).status_code == 303
    return reader


def test_a_memo_is_made_only_when_it_is_asked_for(client):
    page = client.get(MEMO).text
    assert "has not been made" in page
    assert "takes some seconds" in page
    assert client.get(f"{MEMO}/memo.pdf").status_code == 404


def test_the_files_are_those_of_the_command(made):
    folder = made.app.state.site.settings.workspace
    files = memo_files(folder / "portland-2022" / "plan.yaml")
    listed = made.get(f"{MEMO}.json").json()["files"]
    assert [one["name"] for one in listed] == list(files)
    for name, content in files.items():
        answer = made.get(f"{MEMO}/{name}")
        assert answer.content == content
        assert answer.headers["content-disposition"].endswith(f"portland-2022-{name}")


def test_the_preview_stands_in_a_frame_under_its_own_policy(made):
    assert f'<iframe class="memo-frame" src="{MEMO}/memo"' in made.get(MEMO).text
    answer = made.get(f"{MEMO}/memo")
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "content-disposition" not in answer.headers


def test_a_memo_is_kept_until_something_that_it_rests_on_changes(client, workspace, monkeypatch):
    from wellstaffed.apps import memo_files as module

    calls = []
    monkeypatch.setattr(
        module, "memo_files", lambda path: calls.append(path) or {"memo.html": b"<p>", "manifest.json": b"{}"}
    )
    for _ in range(2):
        assert make(client).status_code == 303 if not calls else client.get(f"{MEMO}/memo").status_code == 200
    assert len(calls) == 1
    file = workspace / "portland-2022" / "plan.yaml"
    file.write_bytes(file.read_bytes() + b"# changed\n")
    assert "has not been made" in client.get(MEMO).text
    assert client.get(f"{MEMO}/memo.html").status_code == 404
    assert make(client).status_code == 303
    assert len(calls) == 2


@pytest.mark.parametrize("file", ["memo.exe", "..", "memo.ics", "plan.yaml", "%2e%2e%2fplan.yaml"])
def test_no_other_file_is_given_out(made, file):
    assert made.get(f"{MEMO}/{file}").status_code == 404


def test_faults_of_the_plan_are_said_in_words(client, workspace):
    file = workspace / "portland-2022" / "plan.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("state: OR", "state: Oregon"), encoding="utf-8")
    page = client.get(MEMO)
    assert page.status_code == 422
    assert "district.state" in page.text
    assert make(client).status_code == 422


def test_a_roster_that_is_missing_is_said_in_words(client, workspace):
    file = workspace / "portland-2022" / "plan.yaml"
    text = file.read_text(encoding="utf-8").replace("hindsight: false", "hindsight: false\n    roster: gone.xlsx")
    file.write_text(text, encoding="utf-8")
    answer = make(client)
    assert answer.status_code == 422
    assert "gone.xlsx" in answer.text
    assert str(workspace) not in answer.text
