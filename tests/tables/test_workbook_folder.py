"""A folder of state workbooks comes into the store whole, or the store is as it was; nothing in it is passed over in silence."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.asked import ask_here
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, PENA, made_release, made_workbook

from wellstaffed.apps.data_actions import data_add
from wellstaffed.core.errors import ReleaseError, StoreError
from wellstaffed.tables.store import Store

SOURCE = Path(__file__).parents[2] / "src"
SAIPE = Path(__file__).parents[1] / "sources" / "published" / "saipe_school_districts.csv"
SAMPLE = ("CRDC_2020-21_CO.xlsx", "CRDC_2020-21_WI.xlsx")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def books(tmp_path):
    folder = tmp_path / "books"
    folder.mkdir()
    made_workbook([PENA], folder / SAMPLE[0])
    made_workbook([EAST, LAFAYETTE], folder / SAMPLE[1])
    return folder


def held(store):
    return {
        one.facts.name: {name: table.sha256 for name, table in one.tables.items()} | {"file": one.facts.file_sha256}
        for one in store.releases()
    }


def test_a_folder_gives_what_its_workbooks_give_one_by_one(home, books, tmp_path):
    added = data_add(path=books)
    assert [one.facts.name for one in added.releases] == ["crdc_2020-21_co", "crdc_2020-21_wi"]
    assert (added.of_folder, added.not_read) == (True, ())
    singly = Store(tmp_path / "other")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WELLSTAFFED_HOME", str(singly.home))
        for name in SAMPLE:
            data_add(path=books / name)
    assert held(Store(home)) == held(singly)
    assert Store(home).scan("schools").collect().height == 3


def test_a_workbook_is_told_by_its_headers_in_any_folder_below(home, books):
    (books / "a" / "b").mkdir(parents=True)
    (books / SAMPLE[0]).rename(books / "a" / "b" / "mine.xlsx")
    assert [one.facts.file for one in data_add(path=books).releases] == [SAMPLE[1], "mine.xlsx"]


def test_the_faults_of_all_workbooks_are_said_at_once_and_none_is_taken_in(home, books):
    data_add(path=SAIPE)
    before = held(Store(home))
    made_workbook([EAST | {"LEA_STATE": ""}], books / SAMPLE[1])
    made_workbook([PENA | {"SCH_FTECOUNSELORS": "many"}], books / "mine.xlsx")
    (books / "CRDC_2020-21_VT.xlsx").write_bytes(b"PK\x03\x04 cut short")
    (books / "CRDC_2020-21_NH.xlsx").write_bytes(SAIPE.read_bytes())
    with pytest.raises(ReleaseError, match="books has 5 faults") as caught:
        data_add(path=books)
    said = str(caught.value)
    assert f"{SAMPLE[1]}, LEA_STATE: holds nothing; the two letters of one state were expected." in said
    assert "mine.xlsx, row 2, SCH_FTECOUNSELORS: holds 'many'; a number was expected." in said
    assert "CRDC_2020-21_VT.xlsx, workbook: cannot be opened" in said
    assert "CRDC_2020-21_NH.xlsx, file: is text, though its name ends in '.xlsx'." in said
    assert f"{SAMPLE[0]} and mine.xlsx: hold the schools of one state, CO; the store holds a state once." in said
    assert held(Store(home)) == before
    assert [one.name.split(".")[0] for one in (home / "releases").iterdir()] == ["saipe_2021-2022"]


def test_two_workbooks_of_one_state_are_both_named(home, books):
    (books / "copies").mkdir()
    made_workbook([EAST], books / "copies" / "CRDC_2020-21_WI (1).xlsx")
    with pytest.raises(ReleaseError, match=r"CRDC_2020-21_WI.xlsx and copies/CRDC_2020-21_WI \(1\).xlsx: hold"):
        data_add(path=books)
    assert Store(home).releases() == []


def test_a_late_fault_in_one_takes_the_earlier_ones_back(home, books):
    made_workbook([EAST | {"SCH_FTECOUNSELORS": "many"}], books / SAMPLE[1])
    with pytest.raises(ReleaseError, match="books has 1 fault"):
        data_add(path=books)
    assert Store(home).releases() == []
    assert list((home / "releases").iterdir()) == []


def test_a_file_named_like_a_workbook_that_is_another_release_is_a_fault(home, books):
    import xlsxwriter

    book = xlsxwriter.Workbook(books / "CRDC_2020-21_ME.xlsx")
    sheet = book.add_worksheet("K")
    for row, line in enumerate([("COMBOKEY", "NCESSCH"), ("550852000925", "360007702877")]):
        sheet.write_row(row, 0, line)
    book.close()
    with pytest.raises(ReleaseError, match=r"ME.xlsx: is named like a state's workbook.* it is crosswalk_"):
        data_add(path=books)


def interrupted_at(words, books):
    def progress(said):
        if words in said:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        data_add(path=books, progress=progress)


@pytest.mark.parametrize(
    "words", ["Reading CRDC_2020-21_CO", "Reading CRDC_2020-21_WI", "co (1 of 2): school_staff", "wi (2 of 2): flags"]
)
def test_interrupted_at_any_step_the_store_is_as_it_was(words, home, books):
    data_add(path=books / SAMPLE[0])
    before = held(Store(home))
    interrupted_at(words, books)
    assert held(Store(home)) == before
    assert len(list((home / "releases").iterdir())) == 1
    assert len(data_add(path=books).releases) == 2


def test_a_disk_that_fails_takes_none_of_them(home, books, monkeypatch):
    written = Store._written

    def full(store, facts, *rest):
        if facts.name.endswith("_wi"):
            raise OSError(28, "No space left on device")
        return written(store, facts, *rest)

    monkeypatch.setattr(Store, "_written", full)
    with pytest.raises(StoreError, match=r"No space left on device\. It is as it was\."):
        data_add(path=books)
    assert Store(home).releases() == []


def test_the_steps_run_from_the_first_workbook_to_the_last(home, books):
    said, steps = [], []
    data_add(path=books, progress=said.append, steps=lambda done, whole: steps.append((done, whole)))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert said[:2] == [f"Reading {SAMPLE[0]} (1 of 2)", f"Reading {SAMPLE[1]} (2 of 2)"]
    assert "crdc_2020-21_wi (2 of 2): school_staff" in said


def ask(home, *arguments):
    return ask_here(*arguments, WELLSTAFFED_HOME=str(home))


def test_what_else_lies_in_the_folder_is_named_and_what_excel_keeps_open_is_not(home, books):
    (books / f"~${SAMPLE[0]}").write_bytes(b"lock")
    (books / ".DS_Store").write_bytes(b"")
    (books / "read me.txt").write_text("States of 2020-21.")
    (books / SAIPE.name).write_bytes(SAIPE.read_bytes())
    shown = ask(home, "data", "add", books)
    assert shown.returncode == 0, shown.stderr
    assert "Added crdc_2020-21_co from CRDC_2020-21_CO.xlsx. Rows: " in shown.stdout
    assert "2 state workbooks added." in shown.stdout
    left = [line for line in shown.stdout.splitlines() if line.startswith("Not read")]
    assert left == [
        f"Not read: {name} is no state workbook of 2020-21. If it is another published file, add it by itself."
        for name in ("read me.txt", SAIPE.name)
    ]
    document = json.loads(ask(home, "data", "add", books, "--json").stdout)
    assert [one["name"] for one in document["releases"]] == ["crdc_2020-21_co", "crdc_2020-21_wi"]
    assert document["not_read"] == ["read me.txt", SAIPE.name]


def test_workbooks_beside_a_whole_release_are_named_as_not_read(home, tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()
    with zipfile.ZipFile(made_release("2020-21", [EAST], tmp_path)) as archive:
        archive.extractall(folder)
    made_workbook([PENA], folder / SAMPLE[0])
    (added,) = data_add(path=folder).releases
    assert added.facts.name == "crdc_2020-21"
    assert SAMPLE[0] in added.facts.skipped
