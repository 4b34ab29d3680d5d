"""Schools that the federal file has and the checked figures of Madison and Portland leave out: never silently."""

import csv

import polars as pl
import pytest
from tests.sources.crdc.made_releases import EAST, made_release
from typer.testing import CliRunner

from wellstaffed.apps import actions, data_actions, district_actions, federal_record_actions
from wellstaffed.apps.cli.main import app
from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.tables.shipped import rows_not_counted, said_not_counted

SAID = (
    "4 further schools of the district are in the federal file of 2020-21 but not counted here: Shabazz-City High "
    "(95 students, 0.8 counselors), Metro School (16 students, 0.0 counselors), Capital High (163 students, "
    "1.0 counselors), Innovative & Alternative High (136 students, 0.0 counselors)."
)

OFFICERS = "0 sworn police officers, 0 security guards"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))


def test_schools_left_out_are_named_wherever_the_district_is_asked():
    gap = actions.gap(district="5508520", year=2021)
    assert gap.assumptions["not_counted"] == SAID
    assert {total.schools for total in gap.totals} == {4}
    police = district_actions.district_record(district="5508520", year=2021).sentences[-1]
    assert police == SAID.replace("0.8 counselors", OFFICERS).replace("1.0 counselors", OFFICERS).replace(
        "0.0 counselors", OFFICERS
    )
    by_gap = SAID.replace("counted here", "counted by gap")
    assert by_gap in federal_record_actions.district_facts(district="5508520").not_counted
    assert "Online Learning Academy (581 students, 21.0 counselors)" in said_not_counted("4110040", 2022)
    assert said_not_counted("2721240", 2022) == ""


def test_a_school_left_out_is_answered_by_the_federal_file():
    found = federal_record_actions.school(identifier="550852003095")
    assert [(one.school_year, one.students) for one in found.years] == [(2022, 192), (2021, 163)]
    (cell,) = federal_record_actions.trace(figure="550852003095/2020-21/counselor").cells
    assert (cell.school, cell.value) == ("Capital High", 1.0)


def test_a_school_left_out_says_so_in_every_year_in_the_words_of_its_gap():
    found = federal_record_actions.school(identifier="550852003095")
    of_gap = [
        actions.gap(district="5508520", year=year, school="550852003095").assumptions["not_counted"]
        for year in (2022, 2021)
    ]
    assert found.not_counted == tuple(of_gap)
    years = found.as_json()["years"]
    assert [one["not_counted"] for one in years] == of_gap
    assert [[flag["id"] for flag in one["flags"]] for one in years] == [["not_counted"], ["not_counted"]]
    assert "not_counted" in {one.id for one in found.flag_meanings}
    academy = next(
        row for row in rows_not_counted("4110040", 2022).iter_rows(named=True) if row["school"].startswith("Online")
    )
    (portland,) = (
        one for one in federal_record_actions.school(identifier=academy["school_id"]).years if one.school_year == 2022
    )
    assert "Online Learning Academy (581 students, 21.0 counselors)" in portland.not_counted


def test_a_school_that_is_counted_bears_no_such_sentence():
    found = federal_record_actions.school(identifier="550852000925")
    assert found.not_counted == ()
    assert {one["not_counted"] for one in found.as_json()["years"]} == {None}
    assert "not_counted" not in {one.id for one in found.flag_meanings}


def test_the_command_on_a_school_left_out_prints_sentence_and_reason():
    shown = CliRunner().invoke(app, ["school", "550852003095"]).stdout
    assert SAID.replace("counted here", "counted in its gap") in shown.replace("\n", " ").replace("  ", " ")
    assert "* 2020-21: not_counted. The federal file has this school" in shown
    assert "not_counted" not in CliRunner().invoke(app, ["school", "550852000925"]).stdout


def test_a_year_that_the_store_holds_counts_the_school(tmp_path):
    school = EAST | {"SCHID": "03095", "COMBOKEY": "550852003095", "SCH_NAME": "Capital High"}
    data_actions.data_add(path=made_release("2021-22", [school], tmp_path))
    found = federal_record_actions.school(identifier="550852003095")
    assert [(one.school_year, one.not_counted is None) for one in found.years] == [(2022, True), (2021, False)]
    assert "not_counted" not in actions.gap(district="5508520", year=2022, school="550852003095").assumptions


@pytest.mark.parametrize("school", ["550852003095", "capital high"])
def test_a_school_left_out_has_a_gap_of_its_own_that_says_so(school):
    answer = actions.gap(district="5508520", year=2021, school=school)
    assert {row.school for row in answer.rows} == {"Capital High"}
    assert next(row.students for row in answer.rows) == 163
    assert answer.assumptions["not_counted"] == SAID.replace("counted here", "counted in its gap")
    assert "not_counted" not in actions.gap(district="5508520", year=2021, school="550852000925").assumptions
    with pytest.raises(NotFoundError, match=r"no figures of a school 'Capital'.*wellstaffed find"):
        actions.gap(district="5508520", year=2021, school="Capital")


def test_a_name_that_two_schools_bear_is_not_guessed(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("school,school id,school_year,students,counselor\nLincoln,1,2020-21,9,1\nLincoln,2,2020-21,9,1\n")
    with pytest.raises(UsageError, match=r"may be any of: 1, 2\. Give the identifier"):
        actions.gap(roster=roster, school="Lincoln")


def test_an_export_has_the_schools_left_out_flagged_and_named(tmp_path):
    out = tmp_path / "staff.csv"
    written = data_actions.data_export(table="school_staff", out=out, district="5508520", year=2021)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    left_out = {row["school_name"] for row in rows if row["flags"] == "not_counted"}
    assert left_out == {"Shabazz-City High", "Metro School", "Capital High", "Innovative & Alternative High"}
    assert len({row["school_id_crdc"] for row in rows}) == 4 + 4
    assert written.not_counted == (SAID.replace("counted here", "counted by gap"),)
    assert "leave it out" in federal_record_actions.flag_meaning(flag="not_counted").meaning
    other = tmp_path / "other.csv"
    others = data_actions.data_export(table="school_staff", out=other, district="2721240", year=2021)
    assert others.not_counted == ()


def test_among_other_districts_the_one_whose_schools_are_left_out_is_named():
    said = data_actions.data_rows(table="school_staff", state="WI", year=2021).not_counted
    madison = "4 further schools of Madison Metropolitan School District (5508520) are"
    assert said == (
        SAID.replace("counted here", "counted by gap").replace("4 further schools of the district are", madison),
    )


def test_an_export_of_everything_holds_each_school_once():
    rows = data_actions.data_rows(table="school_staff").rows
    named = rows.filter(pl.col("school_id_crdc").str.len_chars() == 12)
    assert not named.select("school_id_crdc", "school_year", "role").is_duplicated().any()


def test_a_school_left_out_stands_beside_the_roster(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("school,school_year,students,counselor\nCapital High,2020-21,163,1.5\n")
    answer = federal_record_actions.told(district="5508520", roster=roster)
    assert answer.told.only_in_roster == ()
    assert {row.fte_told for row in answer.told.rows if row.role == "counselor"} == {1}
    with pytest.raises(NotFoundError, match="nothing to compare the roster with"):
        federal_record_actions.told(district="Nowhere at all", roster=roster)


def test_no_column_of_students_is_cited_for_a_figure_of_staff():
    (cell,) = federal_record_actions.trace(figure="550852000925/2015-16/officer").cells
    assert (cell.file, cell.column, cell.reason) == ("", "", "not at hand")
    assert "TOT_ENR" not in cell.release
    assert cell.release == "No file that the package was built from has this figure"
