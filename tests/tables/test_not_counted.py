"""Schools that the federal file has and the checked figures of Madison and Portland leave out: never silently."""

import pytest

from wellstaffed.apps import actions, district_actions, federal_record_actions
from wellstaffed.core.errors import NotFoundError
from wellstaffed.tables.shipped import said_not_counted

SAID = (
    "4 further schools of the district are in the federal file of 2020-21 but not counted here: Shabazz-City High "
    "(95 students, 0.8 counselors), Metro School (16 students, 0.0 counselors), Capital High (163 students, "
    "1.0 counselors), Innovative & Alternative High (136 students, 0.0 counselors)."
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))


def test_schools_left_out_are_named_wherever_the_district_is_asked():
    gap = actions.gap(district="5508520", year=2021)
    assert gap.assumptions["not_counted"] == SAID
    assert {total.schools for total in gap.totals} == {4}
    assert district_actions.district_record(district="5508520", year=2021).sentences[-1] == SAID
    assert SAID in federal_record_actions.district_facts(district="5508520").not_counted
    assert "Online Learning Academy (581 students, 21.0 counselors)" in said_not_counted("4110040", 2022)
    assert said_not_counted("2721240", 2022) == ""


def test_a_school_left_out_is_answered_by_the_federal_file():
    found = federal_record_actions.school(identifier="550852003095")
    assert [(one.school_year, one.students) for one in found.years] == [(2022, 192), (2021, 163)]
    (cell,) = federal_record_actions.trace(figure="550852003095/2020-21/counselor").cells
    assert (cell.school, cell.value) == ("Capital High", 1.0)


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
