"""Each stored figure of a school or district leads back to cells that, read in the published file, hold it (rule V1)."""

import csv
import io
import zipfile
from dataclasses import replace

import pytest
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, made_release
from typer.testing import CliRunner

from wellstaffed.apps.cli.main import app
from wellstaffed.apps.data_actions import data_add, data_rows
from wellstaffed.apps.federal_record_actions import school, trace
from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.tables.figure_trace import Trace, _with_hidden_cells

COUNTS = {
    "SCH_ENR_BL_M": 70, "SCH_ENR_BL_F": 64, "SCH_ENR_WH_F": 120, "SCH_IDEAENR_BL_M": 12, "SCH_LEPENR_HI_F": 9,
    "SCH_DISCWODIS_REF_BL_M": 4, "SCH_DISCWODIS_REF_BL_F": 2, "SCH_DISCWDIS_REF_IDEA_BL_M": 3,
    "SCH_DISCWDIS_REF_504_M": 1, "SCH_DISCWODIS_REF_LEP_M": 2, "TOT_DISCWODIS_REF_M": 4, "SCH_DISCWODIS_ARR_WH_F": -9,
    "SCH_OFFENSE_ATTWOW": 11, "SCH_HOMICIDE_IND": "No", "SCH_FIREARM_IND": "Yes", "SCH_OFFENSE_RAPE": -11,
    "SCH_SAL_TEACH_WOFED": 2_400_000.5, "SCH_FTE_AID_WFED": 3.5, "SCH_NPE_WOFED": -5,
    "LEA_ENR": 254, "LEA_SCHOOLS": 2,
}  # fmt: skip


@pytest.fixture
def release(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    path = made_release("2017-18", [EAST | COUNTS, LAFAYETTE], tmp_path)
    data_add(path=path)
    return path


def published(release, cell):
    """Return what stands in the file at the place that a cell names, read without the program."""
    with zipfile.ZipFile(release) as archive:
        lines = list(csv.reader(io.StringIO(archive.read(cell.member).decode())))
    return lines[cell.row - 1][lines[0].index(cell.column)]


@pytest.mark.parametrize(
    ("figure", "total", "unit", "cells"),
    [
        ("550852000925/2017-18/referrals", 10, "students", 30),
        ("550852000925/2017-18/referrals/black", 9, "students", 4),
        ("550852000925/2017-18/referrals/black/female", 2, "students", 2),
        ("550852000925/2017-18/referrals/female/black", 2, "students", 2),
        ("550852000925/2017-18/referrals/idea", 3, "students", 14),
        ("550852000925/2017-18/referrals/without_disability_el", 2, "students", 2),
        ("550852000925/2017-18/referrals/without_disability/published_total/male", 4, "students", 1),
        ("5508520/2017-18/referrals/black", 9, "students", 8),
        ("550852000925/2017-18/arrests", 0, "students", 30),
        ("550852000925/2017-18/students", 254, "students", 14),
        ("550852000925/2017-18/students/black", 134, "students", 2),
        ("550852000925/2017-18/students/idea/black/male", 12, "students", 1),
        ("550852000925/2017-18/students/el/hispanic", 9, "students", 2),
        ("550852000925/2017-18/offenses/attack_without_weapon", 11, "incidents", 1),
        ("5508520/2017-18/offenses/attack_without_weapon", 11, "incidents", 2),
        ("550852000925/2017-18/expenditures/teachers_salaries/state_and_local", 2_400_000.5, "dollars", 1),
        ("550852000925/2017-18/expenditures/instructional_aides_fte/all_funds", 3.5, "FTE", 1),
        ("550852000925/2017-18/nurse", 0, "FTE", 1),
        ("5508520/2017-18/district_students", 254, "students", 1),
        ("5508520/2017-18/district_schools", 2, "schools", 1),
    ],
)
def test_a_figure_leads_to_cells_that_hold_it_in_the_published_file(release, figure, total, unit, cells):
    found = trace(figure=figure, published=True)
    assert (found.total, found.unit, len(found.cells)) == (total, unit, cells)
    for cell in found.cells:
        held = float(published(release, cell))
        assert held == cell.value if cell.value is not None else held == int(cell.code)
        assert (cell.file, len(cell.sha256)) == (release.name, 64)
        assert cell.school in ("East High", "LaFollette High", EAST["LEA_NAME"])
    assert found.as_json()["total"] == total


def test_a_sum_over_races_lists_its_parts_in_words(release):
    parts = {
        cell.part: cell.value
        for cell in trace(figure="550852000925/2017-18/referrals", published=True).cells
        if cell.value
    }
    assert parts == {
        "without disability, black, male": 4, "without disability, black, female": 2, "idea, black, male": 3,
        "section 504, any, male": 1,
    }  # fmt: skip


def test_a_reason_keeps_its_code_and_is_no_part_of_the_sum(release):
    found = trace(figure="550852000925/2017-18/arrests/white/female/without_disability")
    (cell,) = found.cells
    assert (cell.value, cell.code, published(release, cell)) == (None, "-9", "-9")
    assert cell.reason.endswith("(code -9)")
    assert (found.total, found.as_json()["cells_without_value"]) == (None, 1)
    (cell,) = trace(figure="550852000925/2017-18/offenses/rape_or_attempted_rape").cells
    assert (cell.reason, published(release, cell)) == ("suppressed (code -11)", "-11")


def test_a_yes_is_traced_as_it_was_given(release):
    (cell,) = trace(figure="550852000925/2017-18/offenses/firearm_used").cells
    assert (cell.answer, cell.reason, published(release, cell)) == (True, "yes; number not asked", "Yes")


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("550852000925/2017-18/referrals/blue", r"by 'blue'. It can be narrowed by one of each: race: hispanic, .*sex: male"),
        ("550852000925/2017-18/referrals/black/white", "says two of race: black and white"),
        ("550852000925/2017-18/offenses", "does not say which offenses.*offense: .*attack_without_weapon"),
        ("550852000925/2017-18/expenditures/teachers_salaries", "does not say which expenditures.*all_funds"),
        ("550852000925/2017-18/nurse/black", "cannot be narrowed"),
        ("550852000925/2017-18/janitors", "one of counselor, .*referrals"),
    ],
)  # fmt: skip
def test_a_figure_written_amiss_is_refused_with_what_may_stand_there(release, figure, said):
    with pytest.raises(UsageError, match=said):
        trace(figure=figure)


def test_what_a_wave_did_not_ask_or_nobody_added_is_not_found(release):
    with pytest.raises(NotFoundError, match=r"The store's crdc_2017-18 does not have it"):
        trace(figure="550852000000/2017-18/referrals")
    with pytest.raises(NotFoundError, match="data add FILE"):
        trace(figure="550852000925/2020-21/referrals")


def test_a_reason_of_the_money_is_traced_with_its_code(release):
    (cell,) = trace(figure="550852000925/2017-18/expenditures/non_personnel_expenditures/state_and_local").cells
    assert (cell.value, cell.code, cell.column) == (None, "-5", "SCH_NPE_WOFED")


@pytest.mark.parametrize("wave", ["2013-14", "2015-16", "2021-22"])
def test_figures_of_the_other_waves_are_traced_too(wave, tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    header = "SCH_DISCWODIS_ARR_BL_F"
    data_add(path=made_release(wave, [EAST | {header: 2}], tmp_path))
    found = trace(figure=f"5508520/{wave}/arrests/black/female/without_disability", published=True)
    assert [(cell.value, cell.column, cell.row) for cell in found.cells] == [(2, header, 2)]


@pytest.mark.parametrize("name", ["Madison", "Milwaukee", "Minneapolis2"])
def test_a_name_in_place_of_an_identifier_is_told_from_a_figure_that_is_not_held(name):
    with pytest.raises(UsageError, match=f"'{name}' in .* is no identifier: .* wellstaffed find '{name}' lists them"):
        trace(figure=f"{name}/2020-21/counselor")


CHILDREN = (
    "550852000925/2017-18/referrals", "550852000925/2017-18/referrals/black/female", "550852000925/2017-18/arrests",
    "550852000925/2017-18/referrals/without_disability/published_total/male", "5508520/2017-18/referrals/black",
    "550852000925/2017-18/students/idea/black/male", "550852000925/2017-18/students/el/hispanic",
)  # fmt: skip


@pytest.mark.parametrize("figure", CHILDREN)
def test_a_count_that_could_point_to_a_child_has_its_place_and_no_value(release, figure):
    """Rules D4 and V1 together: the very place, in the file that was published, and nothing of what stands there."""
    found, open_found = trace(figure=figure), trace(figure=figure, published=True)
    places = [(cell.file, cell.sha256, cell.member, cell.row, cell.column, cell.part) for cell in found.cells]
    assert places == [
        (cell.file, cell.sha256, cell.member, cell.row, cell.column, cell.part) for cell in open_found.cells
    ]
    assert [cell.value for cell in found.cells] == [None] * len(places)
    for cell, other in zip(found.cells, open_found.cells, strict=True):
        assert cell.is_hidden == (other.value is not None)
        assert cell.reason == ("hidden" if cell.is_hidden else other.reason)
    assert found.hidden == sum(other.value is not None for other in open_found.cells)
    assert "hidden, so that no child can be told from what is printed (rule D4)" in found.hidden_said
    assert open_found.hidden_said == ""


@pytest.mark.parametrize("figure", [one for one in CHILDREN if one.startswith("550852000925")])
def test_a_school_s_sum_is_hidden_with_its_cells(release, figure):
    found = trace(figure=figure)
    assert (found.total, found.as_json()["total"], found.as_json()["hidden"]) == (None, None, found.hidden_said)


def test_a_district_s_sum_is_told_where_each_of_its_cells_is_known(release):
    assert trace(figure="5508520/2017-18/referrals/black").total == 9
    arrests = trace(figure="5508520/2017-18/arrests/white/female")
    assert (arrests.total, arrests.without_value) == (None, 1)
    assert trace(figure="5508520/2017-18/arrests/white/female", published=True).total == 0


@pytest.mark.parametrize(
    "figure",
    ["550852000925/2017-18/students/black", "550852000925/2017-18/students", "550852000925/2017-18/nurse",
     "550852000925/2017-18/offenses/attack_without_weapon", "5508520/2017-18/district_students"],
)  # fmt: skip
def test_what_counts_no_child_by_what_befell_him_is_traced_with_its_value(release, figure):
    assert trace(figure=figure) == trace(figure=figure, published=True)
    assert trace(figure=figure).hidden == 0


def test_the_sum_of_a_district_with_one_school_is_hidden_as_that_school_s_count_is(release):
    cells = trace(figure="550852000925/2017-18/referrals/black", published=True).cells
    of_one = _with_hidden_cells(Trace("5508520/2017-18/referrals/black", "students", cells), of_district=True)
    assert (of_one.total, of_one.hidden) == (None, len(cells))
    two = (*cells, *(replace(cell, school_id="550852000941") for cell in cells))
    assert (
        _with_hidden_cells(Trace("5508520/2017-18/referrals/black", "students", two), of_district=True).total
        is not None
    )


def test_the_command_prints_places_and_the_way_to_the_published_counts(release):
    asked = ["trace", "550852000925/2017-18/referrals/black/female"]
    shown = CliRunner().invoke(app, asked).stdout
    assert "East High (550852000925), without disability, black, female: hidden\n" in shown
    assert "row 2, column SCH_DISCWODIS_REF_BL_F" in shown
    assert "2 counts of schools are hidden, so that no child can be told" in shown
    assert "--published gives them as the Department of Education published them." in shown
    assert "Sum of" not in shown
    opened = CliRunner().invoke(app, [*asked, "--published"]).stdout
    assert "without disability, black, female: 2\n" in opened
    assert "Sum of the 2 cells that have a value: 2 students" in opened
    assert "hidden" not in opened


def test_an_export_has_the_places_and_leaves_the_counts_empty_unless_asked(release):
    asked = {"table": "law_enforcement", "district": "5508520", "year": 2018}
    kept, opened = data_rows(**asked), data_rows(**asked, published=True)
    assert kept.rows["students"].null_count() == kept.rows.height == opened.rows.height
    was_known = opened.rows["students"].is_not_null()
    assert set(kept.rows.filter(was_known)["students_missing"]) == {"hidden"}
    assert kept.rows.filter(~was_known).equals(opened.rows.filter(~was_known))
    places = ["school_id_crdc", "source_file", "source_row", "source_column", "race", "sex"]
    assert kept.rows.select(places).equals(opened.rows.select(places))
    assert kept.hidden == was_known.sum()
    assert f"{kept.hidden:,} counts of schools are hidden" in kept.hidden_said
    assert (opened.hidden, opened.hidden_said) == (0, "")


def test_an_export_of_enrollment_hides_disability_and_language_alone(release):
    asked = {"table": "enrollment", "district": "5508520", "year": 2018}
    kept, opened = data_rows(**asked).rows, data_rows(**asked, published=True).rows
    assert set(kept.filter(student_group="idea")["students"]) == {None}
    assert set(kept.filter(student_group="el")["students"]) == {None}
    assert kept.filter(student_group="all").equals(opened.filter(student_group="all"))
    for table in ("school_staff", "offenses", "schools"):
        other = asked | {"table": table}
        assert data_rows(**other).rows.equals(data_rows(**other, published=True).rows)


def test_no_flag_tells_a_hidden_count(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    wrong = {"SCH_DISCWODIS_ARR_BL_M": 3, "SCH_DISCWODIS_REF_BL_M": 1, "SCH_IDEAENR_WH_F": 2, "TOT_IDEAENR_F": 7,
             "SCH_ENR_WH_F": 12, "TOT_ENR_F": 70}  # fmt: skip
    data_add(path=made_release("2017-18", [EAST | wrong, LAFAYETTE], tmp_path))
    (year,) = (one for one in school(identifier="550852000925").years if one.school_year == 2018)
    found = {(one.flag.id, one.detail): one.found for one in year.other_flags}
    assert found["arrests_over_referrals", "without_disability black male"] == "hidden"
    assert found["total_differs", "idea female"] == "hidden"
    assert found["total_differs", "all female"] == "total 70, cells 12"
    asked = {"table": "flags", "district": "5508520", "year": 2018}
    kept, opened = data_rows(**asked), data_rows(**asked, published=True)
    said = {(row["rule"], row["detail"]): row["found"] for row in kept.rows.iter_rows(named=True)}
    assert {key: value for key, value in said.items() if key in found} == found
    assert "3 arrested, 1 referred" in set(opened.rows["found"])
    assert kept.hidden == sum(one == "hidden" for one in said.values())
