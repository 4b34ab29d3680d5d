"""The commands on the store and the record, as a person types them."""

import csv
import json
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook
from tests.asked import ask_here
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, PENA, made_release

SAIPE = Path(__file__).parents[1] / "sources" / "published" / "saipe_school_districts.csv"


@pytest.fixture
def ask(tmp_path):
    return partial(ask_here, WELLSTAFFED_HOME=str(tmp_path / "home"))


@pytest.fixture
def release(tmp_path):
    east = EAST | {"SCH_FTECOUNSELORS": 5, "SCH_ENR_BL_M": 1500, "SCH_FTESERVICES_NUR": -11, "SCH_NAME": "=1+1 High"}
    return made_release("2017-18", [east, LAFAYETTE | {"SCH_FTECOUNSELORS": 3, "SCH_ENR_WH_F": 500}], tmp_path)


def test_a_release_added_is_listed_checked_asked_traced_and_exported(ask, release, tmp_path):
    added = ask("data", "add", release, "--json")
    assert added.returncode == 0, added.stderr
    assert json.loads(added.stdout)["name"] == "crdc_2017-18"
    listed = json.loads(ask("data", "list", "--json").stdout)
    assert [one["name"] for one in listed["releases"]] == ["crdc_2017-18"]

    gap = json.loads(ask("gap", "--district", "5508520", "--year", "2017-18", "--json").stdout)
    assert gap["assumptions"]["figures"] == "figures of your store (crdc_2017-18)"
    counselor = next(row for row in gap["rows"] if row["school_id"] == "550852000925" and row["role"] == "counselor")
    assert (counselor["students"], counselor["fte"], counselor["need_fte"], counselor["gap_fte"]) == (1500, 5, 6, 1)
    nurse = next(row for row in gap["rows"] if row["school_id"] == "550852000925" and row["role"] == "nurse")
    assert (nurse["fte"], nurse["fte_missing"]) == (None, "suppressed")

    (cell,) = json.loads(ask("trace", "550852000925/2017-18/nurse", "--json").stdout)["cells"]
    assert (cell["row"], cell["column"], cell["code"]) == (2, "SCH_FTESERVICES_NUR", "-11")
    assert cell["member"].endswith("School Support.csv")

    out = tmp_path / "staff.csv"
    of_year = ("data", "export", "school_staff", "--year", "2017-18", "--out")
    assert ask(*of_year, out, "--format", "csv").returncode == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert len(rows) == 2 * 7
    wanted = {"school_id_crdc", "school_name", "leaid", "state", "school_year", "role", "fte", "fte_missing", "fte_code",
              "flags", "source"}  # fmt: skip
    assert wanted <= set(rows[0])
    nurse = next(row for row in rows if row["school_id_crdc"] == "550852000925" and row["role"] == "nurse")
    assert (nurse["fte"], nurse["fte_missing"], nurse["fte_code"], nurse["school_year"]) == (
        "",
        "suppressed",
        "-11",
        "2017-18",
    )
    assert nurse["school_name"] == "'=1+1 High"

    sheet, parquet = tmp_path / "staff.xlsx", tmp_path / "staff.parquet"
    assert ask(*of_year, sheet).returncode == 0
    assert CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()[1][1] == "=1+1 High"
    assert ask(*of_year, parquet).returncode == 0
    assert pl.read_parquet(parquet)["school_year"].unique().to_list() == [2018]

    last = ask("data", "check").stdout.splitlines()[-1]
    checked = ask("data", "check", "--json")
    findings = json.loads(checked.stdout)
    assert last.startswith(f"{len(findings)} checks: ")
    assert ", 2 do not, " in last
    assert checked.returncode == 1  # two schools are not the 97,632 of the wave
    assert [(one["found"], one["expected"]) for one in findings if one["holds"] is False] == [
        ("1", "17,604"), ("2", "97,632")
    ]  # fmt: skip


def exported(ask, out, *arguments):
    said = ask("data", "export", *arguments, "--out", out, "--json")
    assert said.returncode == 0, said.stderr
    return list(csv.DictReader(out.open(encoding="utf-8"))), json.loads(said.stdout)["origin"]


def test_districts_and_years_that_the_store_lacks_are_exported_from_the_package(ask, release, tmp_path):
    before, _ = exported(ask, tmp_path / "a.csv", "school_staff", "--district", "2721240")
    assert ask("data", "add", release).returncode == 0
    after, origin = exported(ask, tmp_path / "b.csv", "school_staff", "--district", "2721240")
    assert after == before
    assert origin == "figures shipped with wellstaffed"
    madison, origin = exported(ask, tmp_path / "c.csv", "school_staff", "--district", "5508520")
    assert {row["source"] for row in madison if row["school_year"] == "2017-18"} == {"crdc_2017-18"}
    assert {row["school_year"] for row in madison} == {"2015-16", "2017-18", "2018-19", "2020-21", "2021-22"}
    assert origin == "your store (crdc_2017-18), and figures shipped with wellstaffed for what it does not hold"
    east = next(row for row in madison if row["school_id_crdc"] == "550852000925" and row["school_year"] == "2017-18")
    assert east["students"] == "1500"
    described = {one["column"] for one in json.loads(ask("data", "dictionary", "school_staff", "--json").stdout)}
    assert set(madison[0]) == described


def test_a_table_by_school_is_chosen_by_the_district_in_the_identifier(ask, release, tmp_path):
    assert ask("data", "add", release).returncode == 0
    for table in ("enrollment", "law_enforcement", "offenses"):
        rows, _ = exported(ask, tmp_path / f"{table}.csv", table, "--district", "5508520")
        assert {row["school_id_crdc"][:7] for row in rows} == {"5508520"}


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("--state", "ZZ"), 2, "There is no state 'ZZ'"),
        (("--district", "9"), 4, "There is no district 0000009"),
        (("--district", "5508520", "--year", "2013-14"), 4, "no rows of the district 5508520, 2013-14"),
    ],
)
def test_an_export_of_nothing_is_refused_and_writes_no_file(ask, release, tmp_path, asked, code, said):
    assert ask("data", "add", release).returncode == 0
    refused = ask("data", "export", "school_staff", *asked, "--out", tmp_path / "none.csv")
    assert (refused.returncode, said in refused.stderr) == (code, True), refused.stderr
    assert not (tmp_path / "none.csv").exists()


def test_a_state_may_be_named(ask, tmp_path):
    named, _ = exported(ask, tmp_path / "a.csv", "school_staff", "--state", "vermont", "--year", "2021-22")
    letters, _ = exported(ask, tmp_path / "b.csv", "school_staff", "--state", "VT", "--year", "2021-22")
    assert named == letters
    assert {row["state"] for row in named} == {"VT"}


def test_a_file_cut_off_is_found_and_the_other_releases_are_checked_still(ask, release, tmp_path):
    assert ask("data", "add", release).returncode == 0
    assert ask("data", "add", SAIPE).returncode == 0
    (staff,) = (tmp_path / "home" / "releases").glob("crdc_2017-18*/school_staff.parquet")
    staff.write_bytes(staff.read_bytes()[:100])
    checked = ask("data", "check", "--json")
    found = [one for one in json.loads(checked.stdout) if one["check"] == "file as written"]
    assert checked.returncode == 1
    assert [one["table"] for one in found if not one["holds"]] == ["school_staff"]
    assert {one["release"] for one in found if one["holds"]} > {"crdc_2017-18"}
    for command in (("police", "5508520", "--year", "2017-18"),
                    ("data", "export", "school_staff", "--out", tmp_path / "a.csv")):  # fmt: skip
        refused = ask(*command)
        assert refused.returncode == 6
        assert "Add the release crdc_2017-18 again" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_file_damaged_inside_is_said_with_its_mending_by_every_command(ask, release, tmp_path):
    assert ask("data", "add", release).returncode == 0
    (folder,) = (tmp_path / "home" / "releases").glob("crdc_2017-18*")
    damaged = ("school_staff", "schools", "law_enforcement")
    for name in damaged:
        file = folder / f"{name}.parquet"
        whole = file.read_bytes()
        end = int.from_bytes(whole[-8:-4], "little") + 8  # the footer, which says where the pages lie
        file.write_bytes(b"PAR1" + b"\xff" * (len(whole) - 4 - end) + whole[-end:])
    commands = (
        ("gap", "--district", "5508520", "--year", "2017-18"), ("police", "5508520", "--year", "2017-18"),
        ("school", "550852000925"), ("trace", "550852000925/2017-18/nurse"),
        ("trace", "550852000925/2017-18/referrals/black"),
        *(("data", "export", name, "--out", tmp_path / "a.csv") for name in damaged),
    )  # fmt: skip
    for command in commands:
        refused = ask(*command)
        assert refused.returncode == 6, (command, refused.stderr)
        assert "damaged or missing" in refused.stderr
        assert "Add the release crdc_2017-18 again: wellstaffed data add FILE" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert ask("data", "add", release).returncode == 0
    assert ask("trace", "550852000925/2017-18/nurse").returncode == 0


def test_a_store_whose_list_is_damaged_can_be_filled_again_as_it_says(ask, release, tmp_path):
    assert ask("data", "add", release).returncode == 0
    listed = tmp_path / "home" / "store.json"
    listed.write_text("{garbage")
    refused = ask("data", "add", release)
    assert (refused.returncode, "Move it away, then add the releases again" in refused.stderr) == (6, True)
    listed.rename(tmp_path / "away.json")
    assert ask("data", "add", release).returncode == 0
    assert "crdc_2017-18" in ask("data", "list").stdout


def test_an_empty_store_says_how_to_fill_it(ask):
    assert "wellstaffed data add FILE" in ask("data", "list").stdout
    assert "nothing to check" in ask("data", "check").stdout


def test_a_file_of_no_known_release_is_refused_without_a_traceback(ask, tmp_path):
    (tmp_path / "other.csv").write_text("a,b,c\n1,2,3\n")
    refused = ask("data", "add", tmp_path / "other.csv")
    assert refused.returncode == 3
    assert "no release known here" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_table_beside_the_collection_can_be_added_and_exported(ask, tmp_path):
    assert ask("data", "add", SAIPE).returncode == 0
    out = tmp_path / "poverty.csv"
    assert ask("data", "export", "poverty", "--district", "5508520", "--out", out).returncode == 0
    assert {row["leaid"] for row in csv.DictReader(out.open())} == {"5508520"}
    held = out.read_bytes()
    again = ask("data", "export", "poverty", "--out", out)
    assert (again.returncode, "exists already and is left as it is" in again.stderr) == (2, True)
    assert out.read_bytes() == held


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("poverty", "--year", "2021", "--state", "Vermont"), ({"2021"}, "year")),
        (("wage_index", "--state", "WI"), ({"55"}, "leaid")),
        (("wages", "--state", "WI"), ({"WI"}, "area")),
        (("offenses", "--state", "WI"), ({"55"}, "school_id_crdc")),
        (("law_enforcement", "--state", "Wisconsin", "--year", "2017-18"), ({"55"}, "school_id_crdc")),
    ],
)
def test_every_table_is_asked_by_state_and_by_the_year_it_counts(ask, tmp_path, asked, expected):
    assert ask("data", "add", made_release("2017-18", [EAST, PENA], tmp_path)).returncode == 0
    out = tmp_path / "out.csv"
    said = ask("data", "export", *asked, "--out", out)
    assert said.returncode == 0, said.stderr
    values, column = expected
    assert {row[column][: len(min(values))] for row in csv.DictReader(out.open())} == values


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("poverty", "--year", "2020-21"), "by calendar year, and '2020-21' is none. Write one year, as in 2021."),
        (("school_staff", "--year", "2021"), "Write both years, as in 2020-21."),
        (("wages", "--district", "5508520"), "no column for --district; it can be asked by --state and --year."),
        (("nothing", "--year", "2021"), "holds a table 'nothing'; they hold directory,"),
    ],
)
def test_a_table_that_cannot_be_asked_so_says_how_it_can(ask, tmp_path, asked, said):
    refused = ask("data", "export", *asked, "--out", tmp_path / "out.csv")
    assert refused.returncode in (2, 4)
    assert said in refused.stderr
    assert not (tmp_path / "out.csv").exists()


def test_an_empty_name_of_a_file_is_said_to_be_one_and_a_folder_is_called_by_its_own(ask, tmp_path):
    empty = ask("data", "add", "")
    assert (empty.returncode, "the argument is empty" in empty.stderr) == (2, True)
    (tmp_path / "here").mkdir()
    folder = ask("data", "add", ".", folder=tmp_path / "here")
    assert (folder.returncode, "wellstaffed: here has 1 fault" in folder.stderr) == (3, True)


def test_shipped_figures_answer_any_district_and_say_what_they_cover(ask):
    answer = json.loads(ask("gap", "--district", "2721240", "--year", "2020-21", "--json").stdout)
    assert answer["assumptions"]["district"].endswith("2020-21, high schools only")
    officer = json.loads(ask("trace", "272124001026/2020-21/officer", "--json").stdout)["cells"][0]
    assert (officer["value"], officer["missing"]) == (None, "suppressed")


def test_figures_are_written_in_one_way(ask):
    wrong = ask("trace", "East High")
    assert (wrong.returncode, "550852000925/2020-21/counselor" in wrong.stderr) == (2, True)
    absent = ask("trace", "550852000925/2011-12/counselor")
    assert (absent.returncode, "wellstaffed data add FILE" in absent.stderr) == (4, True)


def test_the_dictionary_says_what_every_column_means(ask):
    entries = json.loads(ask("data", "dictionary", "--json").stdout)
    assert {"school_staff", "enrollment", "poverty", "wages", "directory"} <= {entry["table"] for entry in entries}
    assert [entry for entry in entries if entry["table"] == "school_staff" and not entry["meaning"]] == []
    assert ask("data", "dictionary", "no_such").returncode == 4


def test_addresses_are_listed_and_an_unknown_release_is_refused(ask):
    assert "civilrightsdata.ed.gov" in ask("data", "fetch").stdout
    assert ask("data", "fetch", "crdc-1066").returncode == 4


def test_every_table_of_a_release_is_written_in_every_format(ask, release, tmp_path):
    assert ask("data", "add", release).returncode == 0
    entries = json.loads(ask("data", "dictionary", "--json").stdout)
    columns = {
        table: {one["column"] for one in entries if one["table"] == table}
        for table in {one["table"] for one in entries}
    }
    stored = json.loads(ask("data", "list", "--json").stdout)["releases"][0]["tables"]
    assert set(stored) == {
        "school_staff", "enrollment", "law_enforcement", "offenses", "schools", "districts", "expenditures", "flags",
        "school_totals", "staffed_districts",
    }  # fmt: skip
    for table in stored:
        heights = set()
        for kind in ("csv", "parquet", "xlsx"):
            out = tmp_path / f"{table}.{kind}"
            written = ask("data", "export", table, "--year", "2017-18", "--out", out, "--json")
            assert written.returncode == 0, written.stderr
            heights.add(json.loads(written.stdout)["rows"])
            head = {"csv": lambda path: next(csv.reader(path.open(encoding="utf-8"))),
                    "parquet": lambda path: pl.read_parquet(path).columns,
                    "xlsx": lambda path: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0]}[kind](out)  # fmt: skip
            assert set(head) == columns[table], (table, kind)
        assert len(heights) == 1


@pytest.mark.parametrize("table", ["school_staff", "poverty", "wage_index", "wages", "directory"])
def test_what_is_shipped_is_exported_without_a_store(ask, table, tmp_path):
    out = tmp_path / f"{table}.csv"
    chosen = ["--district", "5508520"] if table not in ("wages",) else []
    assert ask("data", "export", table, *chosen, "--out", out).returncode == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert rows
    assert all(row["source"] for row in rows)


def test_every_column_of_the_dictionary_has_a_meaning_or_a_unit(ask):
    entries = json.loads(ask("data", "dictionary", "--json").stdout)
    assert [(one["table"], one["column"]) for one in entries if not one["meaning"] and not one["unit"]] == []
    (offense,) = [one for one in entries if (one["table"], one["column"]) == ("offenses", "offense")]
    assert len(offense["words"]) > 5


def test_spreadsheets_per_table_are_refused_with_what_is_read_instead(ask, tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "05 - Overall Enrollment.xlsx").write_bytes(b"PK")
    refused = ask("data", "add", tmp_path / "old")
    assert (refused.returncode, "the flat file CRDC2013_14.csv is read" in refused.stderr) == (3, True)


def test_a_release_in_a_folder_is_hashed_by_its_csvs_and_added(ask, release, tmp_path):
    import zipfile

    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(release) as archive:
        archive.extractall(folder)
    first = json.loads(ask("data", "add", folder, "--json").stdout)
    (folder / "notes.txt").write_text("mine")
    again = json.loads(ask("data", "add", folder, "--json").stdout)
    assert first["file_sha256"] == again["file_sha256"]
    assert again["tables"]["school_staff"]["rows"] == 2
