"""Each stored figure of a school or district leads back to cells that, read in the published file, hold it (rule V1)."""

import csv
import io
import zipfile

import pytest
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, made_release

from wellstaffed.apps.data_actions import data_add
from wellstaffed.apps.federal_record_actions import trace
from wellstaffed.core.errors import NotFoundError, UsageError

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
    found = trace(figure=figure)
    assert (found.total, found.unit, len(found.cells)) == (total, unit, cells)
    for cell in found.cells:
        held = float(published(release, cell))
        assert held == cell.value if cell.value is not None else held == int(cell.code)
        assert (cell.file, len(cell.sha256)) == (release.name, 64)
        assert cell.school in ("East High", "LaFollette High", EAST["LEA_NAME"])
    assert found.as_json()["total"] == total


def test_a_sum_over_races_lists_its_parts_in_words(release):
    parts = {cell.part: cell.value for cell in trace(figure="550852000925/2017-18/referrals").cells if cell.value}
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
    found = trace(figure=f"5508520/{wave}/arrests/black/female/without_disability")
    assert [(cell.value, cell.column, cell.row) for cell in found.cells] == [(2, header, 2)]


@pytest.mark.parametrize("name", ["Madison", "Milwaukee", "Minneapolis2"])
def test_a_name_in_place_of_an_identifier_is_told_from_a_figure_that_is_not_held(name):
    with pytest.raises(UsageError, match=f"'{name}' in .* is no identifier: .* wellstaffed find '{name}' lists them"):
        trace(figure=f"{name}/2020-21/counselor")
