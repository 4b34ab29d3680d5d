"""Editing a plan through its page: the file on disk is the truth, and nothing that anyone wrote is lost."""

import html
import re

import pytest

from wellstaffed.apps.workspace_history import versions

MADISON = "/plans/madison-2020"
DOLLARS = "dollars: [600000, 1200000, 1800000]"


@pytest.fixture
def file(workspace):
    return workspace / "madison-2020" / "plan.yaml"


class Window:
    """A window in which the edit page is open, as a browser holds it: every field as it was when the page came."""

    def __init__(self, client, address=MADISON):
        self.client, self.address = client, address
        self.page = client.get(address, params={"tab": "edit"}).text
        self.fields = self.read(self.page)

    @staticmethod
    def read(page):
        form = page.split('class="plan-edit"')[1]
        found = {
            name: html.unescape(value) for name, value in re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form)
        }
        for name, choices in re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', form, re.DOTALL):
            found[name] = re.search(r'value="([^"]*)" selected', choices)[1]
        for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
            found[name] = html.unescape(text)
        return found

    def save(self, **changed):
        given = {key.replace("__", "."): value for key, value in changed.items()}
        fields = {name: value.replace("\n", "\r\n") for name, value in (self.fields | given).items()}
        return self.client.post(self.address, data=fields)


def test_a_form_sent_unchanged_changes_nothing(client, file):
    before = file.read_bytes()
    answer = Window(client).save()
    assert (answer.status_code, answer.headers["location"]) == (303, MADISON)
    assert file.read_bytes() == before


def test_changed_fields_change_their_lines_and_no_others(client, file):
    before = file.read_text(encoding="utf-8")
    answer = Window(client).save(
        field__fund__0__1="$1,500,000", field__costs__benefits_rate="32.5 %", field__caveat__3="false"
    )
    assert answer.status_code == 303
    wanted = before.replace(DOLLARS, "dollars: [600000, 1500000, 1800000]").replace(
        "benefits_rate: 0.35", "benefits_rate: 0.325"
    )
    wanted = wanted.replace("agreement_option: end-before-2021-22\n      caveat: true", "agreement_option: end-before-2021-22\n      caveat: false")  # fmt: skip
    assert file.read_text(encoding="utf-8") == wanted


def test_after_a_save_the_page_says_what_moved(client):
    location = Window(client).save(field__fund__0__2="2400000").headers["location"]
    assert re.fullmatch(r"/plans/madison-2020\?before=[0-9a-f]{16}", location)
    page = client.get(location).text
    assert "Every option comes out differently." in page
    change = page.split('id="change"')[1].split("</table>")[0]
    assert "23 → 29" in change
    assert "less than $3,538,158 → less than $4,099,201" in change


def test_the_caveat_off_changes_only_its_option(client):
    page = client.get(Window(client).save(field__caveat__3="false").headers["location"]).text
    assert "1 of 5 options comes out differently." in page
    row = page.split('id="change"')[1].split("the union&#39;s caveat)</th>")[1].split("</tr>")[0]
    assert "20 → 23" in row
    assert "0 → 4" in row


def test_text_and_fields_changed_together_both_go_in(client, file):
    window = Window(client)
    text = window.fields["text"].replace(
        "title: Support staff in Madison's four high schools", "title: Staff for four schools"
    )
    window.save(text=text, field__staffing__aim="proportional")
    saved = file.read_text(encoding="utf-8")
    assert "title: Staff for four schools" in saved
    assert "aim: proportional" in saved


def test_a_faulty_document_is_not_saved_and_comes_back_with_every_fault_and_all_that_was_typed(client, file, workspace):
    before, window = file.read_bytes(), Window(client)
    text = window.fields["text"].replace("aim: most-need-met", "aim: best") + "nonsense: 1\n"
    answer = window.save(text=text, field__fund__0__0="a lot")
    assert answer.status_code == 422
    for fault in ("line 57, staffing.aim", "line 61, staffing.funds.0.dollars.0", "nonsense: is not a known key"):
        assert fault in answer.text.replace("</strong>", "")
    typed = Window.read(answer.text)
    assert (typed["text"], typed["field.fund.0.0"], typed["from"]) == (text, "a lot", window.fields["from"])
    assert file.read_bytes() == before
    assert [one.kind for one in versions(workspace, "madison-2020")] == ["discarded"]


def test_a_text_that_is_no_yaml_comes_back_with_its_line(client, file):
    window = Window(client)
    text = window.fields["text"] + "bad: [1, 2\n"
    answer = window.save(text=text)
    assert answer.status_code == 422
    assert "is not YAML" in answer.text
    assert Window.read(answer.text)["text"] == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("claim: ../../claim.yaml", "leads out of the workspace"),
        ("claim: /etc/passwd", "is not a path beside the plan"),
        ("claim: .wellstaffed/form-token", "leads out|hidden file|hidden"),
        ("claim: '..\\..\\claim.yaml'", "is not a path beside the plan"),
        ('claim: "a\\0b"', "is no name of a file"),
        (f"claim: {'x' * 300}", "is no name of a file"),
        ("claim: link/claim.yaml", "leads out of the workspace"),
    ],
)
def test_no_document_that_a_plan_names_may_lie_outside_the_workspace(
    client, file, workspace, tmp_path_factory, line, said
):
    outside = tmp_path_factory.mktemp("outside")
    (file.parent / "link").symlink_to(outside)
    window = Window(client)
    answer = window.save(text=window.fields["text"].replace("claim: claim.yaml", line))
    assert answer.status_code == 422
    assert re.search(said, answer.text)
    assert "claim: claim.yaml" in file.read_text(encoding="utf-8")


def test_of_two_windows_the_second_is_shown_both_versions_and_nothing_is_lost(client, file):
    first, second = Window(client), Window(client)
    assert first.save(field__fund__0__0="700000").status_code == 303
    answer = second.save(field__costs__benefits_rate="0.4")
    assert answer.status_code == 409
    assert "benefits_rate: 0.35" in file.read_text(encoding="utf-8")
    assert "Both edits fit together" in answer.text
    form = answer.text.split('class="plan-document"')[1]
    merged = html.unescape(re.search(r'name="text"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)[1])
    assert "700000" in merged
    assert "benefits_rate: 0.4" in merged
    given = {"csrf": first.fields["csrf"], "from": re.search(r'name="from" value="(\w+)"', form)[1], "text": merged}
    assert client.post(MADISON, data=given).status_code == 303
    assert file.read_text(encoding="utf-8") == merged


def test_edits_of_the_same_line_are_a_choice_and_each_can_win(client, file, workspace):
    second = Window(client)
    theirs = file.read_text(encoding="utf-8").replace(DOLLARS, "dollars: [1, 2, 3]")
    file.write_text(theirs, encoding="utf-8")  # another program
    answer = second.save(field__fund__0__0="9")
    assert answer.status_code == 409
    assert "1 place to choose" in answer.text
    for side in ("dollars: [1, 2, 3]", "dollars: [9, 1200000, 1800000]"):
        assert side in answer.text
    keep = answer.text.split('id="h-mine"')[1].split("</form>")[0]
    given = {"csrf": second.fields["csrf"], "from": re.search(r'name="from" value="(\w+)"', keep)[1]}
    given["text"] = html.unescape(re.search(r'name="text"[^>]*>\n(.*?)</textarea>', keep, re.DOTALL)[1])
    assert client.post(MADISON, data=given).status_code == 303
    assert "dollars: [9, 1200000, 1800000]" in file.read_text(encoding="utf-8")
    assert theirs in [one.content().decode() for one in versions(workspace, "madison-2020")]


def test_marks_of_a_choice_that_was_not_made_cannot_be_saved(client, file):
    second = Window(client)
    file.write_text(file.read_text(encoding="utf-8").replace(DOLLARS, "dollars: [1, 2, 3]"), encoding="utf-8")
    answer = second.save(field__fund__0__0="9")
    form = answer.text.split('class="plan-document"')[1]
    merged = html.unescape(re.search(r'name="text"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)[1])
    given = {"csrf": second.fields["csrf"], "from": re.search(r'name="from" value="(\w+)"', form)[1], "text": merged}
    answer = client.post(MADISON, data=given)
    assert answer.status_code == 422
    assert "duplicate key" in answer.text


def test_a_plan_deleted_meanwhile_gives_back_what_was_typed(client, file, workspace):
    window = Window(client)
    file.unlink()
    answer = window.save(field__fund__0__0="9")
    assert answer.status_code == 404
    kept = list(versions(workspace, "madison-2020"))
    assert [one.kind for one in kept] == ["discarded"]
    assert "dollars: [9, 1200000, 1800000]" in kept[0].content().decode()
    assert typed_again(answer)["text"] == kept[0].content().decode()


def typed_again(answer):
    form = answer.text.split('action="/plans/madison-2020/again"')[1].split("</form>")[0]
    text = html.unescape(re.search(r'name="text"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)[1])
    return {"csrf": re.search(r'name="csrf" value="([^"]*)"', form)[1], "text": text}


def test_a_plan_deleted_meanwhile_is_written_again_by_its_button(client, file):
    window = Window(client)
    file.unlink()
    given = typed_again(window.save(field__fund__0__0="9"))
    answer = client.post(f"{MADISON}/again", data=given | {"text": given["text"] + "\nmotto: none\n"})
    assert answer.status_code == 422
    assert "motto" in answer.text
    assert not file.exists()
    answer = client.post(f"{MADISON}/again", data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, MADISON)
    assert file.read_text(encoding="utf-8") == given["text"]
    assert client.get(MADISON).status_code == 200
    file.write_text(given["text"] + "# by another hand\n", encoding="utf-8")
    assert client.post(f"{MADISON}/again", data=given).status_code == 409
    assert file.read_text(encoding="utf-8").endswith("# by another hand\n")


def test_a_plan_is_written_again_nowhere_but_in_the_workspace(client, file, workspace, tmp_path):
    window = Window(client)
    file.unlink()
    given = typed_again(window.save(field__fund__0__0="9"))
    assert client.post("/plans/~~plan/again", data=given).status_code == 404
    outside = tmp_path / "outside"
    outside.mkdir()
    (workspace / "linked").symlink_to(outside, target_is_directory=True)
    assert client.post("/plans/linked/again", data=given).status_code == 303
    assert list(outside.iterdir()) == []
    assert (workspace / "linked.yaml").read_text(encoding="utf-8") == given["text"]


def button(client, what, address=MADISON):
    page = client.get(address).text
    form = page.split(f'action="{MADISON}/{what}"')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return client.post(f"{MADISON}/{what}", data=fields)


def test_undo_and_redo_by_the_buttons(client, file):
    before = file.read_bytes()
    Window(client).save(field__fund__0__0="9")
    after = file.read_bytes()
    assert button(client, "undo").status_code == 303
    assert file.read_bytes() == before
    assert button(client, "redo").status_code == 303
    assert file.read_bytes() == after
    assert button(client, "redo").status_code == 400


def test_undo_of_a_page_that_is_out_of_date_is_refused(client, file):
    Window(client).save(field__fund__0__0="9")
    page = client.get(MADISON).text
    form = page.split(f'action="{MADISON}/undo"')[1].split("</form>")[0]
    file.write_bytes(file.read_bytes() + b"# theirs\n")
    answer = client.post(f"{MADISON}/undo", data=dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)))
    assert answer.status_code == 409
    assert file.read_bytes().endswith(b"# theirs\n")


def test_an_unsaved_version_is_brought_back_from_the_history(client, file):
    second = Window(client)
    file.write_bytes(file.read_bytes() + b"# theirs\n")
    second.save(field__fund__0__0="9")
    page = client.get(MADISON, params={"tab": "history", "version": 1}).text
    assert "typed, not saved" in page
    assert "dollars: [9, 1200000, 1800000]" in page
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.split(f'action="{MADISON}/history"')[1]))
    assert client.post(f"{MADISON}/history", data=fields).status_code == 303
    assert "dollars: [9, 1200000, 1800000]" in file.read_text(encoding="utf-8")
    assert button(client, "undo").status_code == 303
    assert file.read_bytes().endswith(b"# theirs\n")


@pytest.mark.parametrize("what", ["", "/undo", "/redo", "/history", "/roster"])
def test_no_change_without_the_workspaces_secret(client, file, what):
    before = file.read_bytes()
    answer = client.post(f"{MADISON}{what}", data={"text": "views: []", "from": "", "version": "1"})
    assert answer.status_code == 400
    assert "not of this workspace" in answer.text
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text": ""},
        {"text": "\x00", "base": "[", "from": "x"},
        {"text": "a: [" * 3000},
        {"text": "views: []", "field.fund.x.y": "1", "field.": "2"},
        {"text": "[1]", "base": "[1]", "field.standard": "x"},
        {"text": "a: &a [*a]", "base": "costs: {salaries: 3}\nstaffing: {funds: [1], years: x}"},
    ],
)
def test_odd_forms_are_refused_in_words(client, file, given):
    before = file.read_bytes()
    csrf = Window(client).fields["csrf"]
    assert client.post(MADISON, data={"csrf": csrf, **given}).status_code == 422
    assert file.read_bytes() == before
