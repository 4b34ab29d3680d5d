"""A roster sent to a plan: its faults by cell, then mended and taken in; hostile files refused."""

import io
import re
import zipfile

import openpyxl
import pytest

from wellstaffed.apps.workspace_history import versions
from wellstaffed.sources.roster_template import xlsx_template

PLAN = "/plans/portland-2022"


def book(rows):
    """Return the template filled in, as a person would save it from a spreadsheet program."""
    made = openpyxl.load_workbook(io.BytesIO(xlsx_template()))
    sheet = made["Roster"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for head, value in row.items():
            sheet.cell(number, heads[head], value)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


GOOD = [
    {"School": "Roosevelt", "School year": "2021-22", "Students": 900, "Counselor FTE in post": 3.5},
    {"School": "Franklin", "School year": "2021-22", "Students": 1800, "Counselor FTE in post": 5},
]
BROKEN = [GOOD[0] | {"Students": "nine hundred"}, GOOD[1] | {"Counselor FTE in post": -2}]


def send(client, content, name="roster.xlsx", view="reported-2021-22"):
    page = client.get(PLAN, params={"tab": "roster"}).text
    form = page.split(f'action="{PLAN}/roster"')[1]
    fields = dict(re.findall(r'name="(csrf|from)" value="([^"]*)"', form)) | {"view": view}
    return client.post(f"{PLAN}/roster", data=fields, files={"roster": (name, content)})


@pytest.fixture
def folder(workspace):
    return workspace / "portland-2022"


def test_a_broken_roster_is_not_taken_in_and_its_faults_are_shown_by_cell(client, folder):
    answer = send(client, book(BROKEN))
    assert answer.status_code == 422
    cells = re.findall(r'<th scope="row">(Roster![A-Z]+\d+)</th><td>(.*?)</td>', answer.text)
    assert len(cells) == 2
    assert "nine hundred" in cells[0][1]
    assert not (folder / "roster.xlsx").exists()
    assert "roster:" not in (folder / "plan.yaml").read_text(encoding="utf-8")


def test_the_mended_roster_is_taken_in_and_the_plan_read_from_it(client, folder):
    before = (folder / "plan.yaml").read_text(encoding="utf-8")
    send(client, book(BROKEN))
    answer = send(client, book(GOOD))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PLAN}?tab=roster")
    assert (folder / "roster.xlsx").is_file()
    after = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert after == before.replace("    hindsight: false\n", "    hindsight: false\n    roster: roster.xlsx\n")
    page = client.get(answer.headers["location"]).text
    assert "is read from it: 2 schools, 2021-22." in page
    assert "counselor: 2 reported, 0 not reported" in page


def test_a_roster_that_is_replaced_is_kept(client, folder, workspace):
    send(client, first := book(GOOD))
    send(client, second := book([GOOD[0], GOOD[1] | {"Students": 1900}]))
    assert (folder / "roster.xlsx").read_bytes() == second
    (kept,) = (workspace / ".wellstaffed" / "history" / "portland-2022" / "rosters").iterdir()
    assert kept.read_bytes() == first


def test_another_document_is_never_written_over(client, folder):
    (folder / "arrests.csv").write_text("year,arrests\n2020,4\n", encoding="utf-8")
    text = "School,School year,Students\nRoosevelt,2021-22,900\n"
    answer = send(client, text.encode(), name="arrests.csv")
    assert answer.status_code == 422
    assert "is another document" in answer.text
    assert (folder / "arrests.csv").read_text(encoding="utf-8") == "year,arrests\n2020,4\n"


def bomb():
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"0" * 250_000_000)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("roster.xlsx", b"", "roster.xlsx is empty: it holds no bytes."),
        ("", b"", "No file came with the form."),
        ("roster.exe", b"MZ", "is no roster"),
        ("roster.yaml", b"views: []", "is no roster"),
        ("plan.yaml", b"views: []", "is no roster"),
        (".xlsx", b"PK", "is no roster"),
        ("roster.xlsx", b"not a workbook", "is named a workbook but is not one"),
        ("roster.xlsx", b"PK\x03\x04broken", "is a damaged workbook"),
        ("roster.csv", b"\x00\x01\x02", "holds NUL bytes"),
        ("roster.csv", b"a,b\n1,2\n", "has no headings"),
        ("roster.xlsx", b"\xd0\xcf\x11\xe0rest", "password-protected"),
        ("roster.csv", b"x" * 20_000_001, "is larger than 20,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_words(client, folder, name, content, said):
    before = sorted(one.name for one in folder.iterdir())
    answer = send(client, content, name=name)
    assert answer.status_code == 422
    assert said in answer.text
    assert sorted(one.name for one in folder.iterdir()) == before


def test_a_zip_bomb_is_refused_before_it_is_unpacked(client):
    answer = send(client, bomb())
    assert answer.status_code == 422
    assert "unpacks to 250,000,000 bytes; the limit is 200,000,000" in answer.text


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("../../evil.xlsx", "evil.xlsx"),
        ("C:\\Users\\me\\My roster.XLSX", "My roster.xlsx"),
        ("..xlsx.xlsx", "xlsx.xlsx"),
        ("a<b>:c.xlsx", "a-b-c.xlsx"),
        (".hidden.xlsx", "hidden.xlsx"),
    ],
)
def test_the_name_of_an_upload_is_bare_and_clean(client, folder, workspace, name, bare):
    assert send(client, book(GOOD), name=name).status_code == 303
    assert (folder / bare).is_file()
    assert not (workspace.parent / "evil.xlsx").exists()


def test_a_roster_is_put_beside_the_plan_without_being_read(client, folder):
    before = (folder / "plan.yaml").read_bytes()
    assert send(client, book(GOOD), view="").status_code == 303
    assert (folder / "plan.yaml").read_bytes() == before
    assert (folder / "roster.xlsx").is_file()


def test_a_plan_edited_meanwhile_is_not_written_over_by_its_roster(client, folder):
    page = client.get(PLAN, params={"tab": "roster"}).text
    fields = dict(re.findall(r'name="(csrf|from)" value="([^"]*)"', page.split(f'action="{PLAN}/roster"')[1]))
    theirs = (folder / "plan.yaml").read_bytes() + b"# theirs\n"
    (folder / "plan.yaml").write_bytes(theirs)
    files = {"roster": ("roster.xlsx", book(GOOD))}
    answer = client.post(f"{PLAN}/roster", data=fields | {"view": "reported-2021-22"}, files=files)
    assert answer.status_code == 409
    assert (folder / "plan.yaml").read_bytes() == theirs


def step(client, which):
    page = client.get(PLAN, params={"tab": "roster"}).text
    fields = dict(re.findall(r'name="(csrf|from)" value="([^"]*)"', page.split(f'action="{PLAN}/{which}"')[1]))
    assert client.post(f"{PLAN}/{which}", data=fields).status_code == 303


def test_undo_takes_an_uploaded_roster_away_and_redo_brings_it_back(client, folder):
    before = (folder / "plan.yaml").read_bytes()
    send(client, roster := book(GOOD))
    named = (folder / "plan.yaml").read_bytes()
    step(client, "undo")
    assert (folder / "plan.yaml").read_bytes() == before
    assert not (folder / "roster.xlsx").exists()
    step(client, "redo")
    assert (folder / "plan.yaml").read_bytes() == named
    assert (folder / "roster.xlsx").read_bytes() == roster
    step(client, "undo")
    assert not (folder / "roster.xlsx").exists()


def test_an_undone_roster_comes_back_with_the_version_of_the_history_that_names_it(client, folder, workspace):
    send(client, roster := book(GOOD))
    step(client, "undo")
    (undone,) = versions(workspace, "portland-2022")
    page = client.get(PLAN, params={"tab": "history", "version": undone.number}).text
    form = page.split(f'action="{PLAN}/history"')[1]
    fields = dict(re.findall(r'name="(csrf|from|version)" value="([^"]*)"', form.split("</form>")[0]))
    assert client.post(f"{PLAN}/history", data=fields).status_code == 303
    assert (folder / "roster.xlsx").read_bytes() == roster


@pytest.mark.parametrize("whose", ["changed since", "there before", "named by another plan"])
def test_undo_never_takes_a_roster_away_that_is_not_only_the_upload(client, folder, whose):
    file, own = folder / "roster.xlsx", book([GOOD[0]])
    if whose == "there before":
        file.write_bytes(own)
    send(client, sent := book(GOOD))
    if whose == "changed since":
        file.write_bytes(own)
    if whose == "named by another plan":
        (folder / "other.yaml").write_bytes((folder / "plan.yaml").read_bytes())
    step(client, "undo")
    assert file.read_bytes() == (own if whose == "changed since" else sent)


def test_redo_writes_over_no_file_that_was_put_there_meanwhile(client, folder):
    send(client, book(GOOD))
    step(client, "undo")
    (folder / "roster.xlsx").write_bytes(own := book([GOOD[0]]))
    step(client, "redo")
    assert (folder / "roster.xlsx").read_bytes() == own


def test_faults_of_a_roster_saved_in_the_plans_folder_are_shown_by_cell(client, folder):
    send(client, book(GOOD))
    (folder / "roster.xlsx").write_bytes(book(BROKEN))  # the spreadsheet program
    page = client.get(PLAN, params={"tab": "roster"}).text
    assert len(re.findall(r'<th scope="row">Roster![A-Z]+\d+</th>', page)) == 2


def test_the_empty_roster_is_the_one_of_the_command(client):
    assert client.get("/roster-template.xlsx").content == xlsx_template()


def test_a_roster_of_another_year_than_the_view_s_is_refused_and_nothing_is_taken_in(client, folder):
    before = (folder / "plan.yaml").read_bytes()
    answer = send(client, book([row | {"School year": "2020-21"} for row in GOOD]))
    assert answer.status_code == 422
    assert "has no rows of 2021-22, the year of the chosen view; it has 2020-21" in answer.text
    assert not (folder / "roster.xlsx").exists()
    assert (folder / "plan.yaml").read_bytes() == before
