"""One school through all years, one district's facts: from the package and from the store, reasons and flags in words."""

import json
from pathlib import Path

import pytest
from tests.asked import ask_here
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, made_release

from wellstaffed.apps import district_actions, federal_record_actions
from wellstaffed.apps.data_actions import data_add, data_list, data_rows
from wellstaffed.core.errors import NotFoundError, UsageError

SOURCE = Path(__file__).parents[2] / "src"
PUBLISHED = Path(__file__).parents[1] / "sources" / "published"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def ask(*arguments):
    return ask_here(*arguments)


def by_role(year):
    return {row.role: row for row in year.staff}


def test_a_school_has_all_its_years_the_latest_first():
    memorial = federal_record_actions.school(identifier="550852000937")
    assert (memorial.school, memorial.leaid, memorial.state, memorial.city) == (
        "Memorial High", "5508520", "WI", "Madison",
    )  # fmt: skip
    assert [one.school_year for one in memorial.years] == [2022, 2021, 2019, 2016]
    assert by_role(memorial.years[0])["counselor"].fte == 6.6
    nurse = by_role(memorial.years[0])["nurse"]
    assert (nurse.fte, nurse.fte_missing, nurse.fte_code) == (None, "not at hand", "not at hand")
    assert "do not give it" in nurse.fte_code_meaning
    assert set(memorial.sources) == {row.source for year in memorial.years for row in year.staff}
    json.dumps(memorial.as_json())


def test_a_year_of_the_store_stands_before_the_shipped_one_and_others_beside_it(tmp_path):
    school = EAST | {"SCH_FTECOUNSELORS": 280, "SCH_ENR_BL_M": 500, "SCH_FTESERVICES_NUR": -12, "TOT_ENR_M": 501,
                     "SCH_FTETEACH_TOT": 40, "SCH_GRADE_G09": "Yes", "SCH_GRADE_G12": "Yes"}  # fmt: skip
    data_add(path=made_release("2021-22", [school], tmp_path))
    east = federal_record_actions.school(identifier="'550852000925")
    latest, before = east.years[:2]
    assert (latest.origin, before.origin) == ("your store (crdc_2021-22)", "figures shipped with wellstaffed")
    assert (latest.students, latest.grade_band, by_role(latest)["teacher"].fte) == (500, "high", 40)
    assert [row.role for row in latest.staff][:2] == ["counselor", "psychologist"]
    counselor, nurse = by_role(latest)["counselor"], by_role(latest)["nurse"]
    assert [one.id for one in counselor.flags] == ["fte_over_cap_counselor", "fte_per_student"]
    assert counselor.flags[0].meaning == "A school reports more counselors than any school employs."
    assert (nurse.fte_missing, nurse.fte_code, nurse.fte_code_meaning) == (
        "suppressed", "-12", "suppressed for privacy",
    )  # fmt: skip
    (other,) = latest.other_flags
    assert (other.flag.id, other.detail, other.found) == ("total_differs", "all male", "total 501, cells 500")


def test_the_officers_that_2015_16_skipped_are_not_asked_and_never_zero(tmp_path):
    data_add(path=made_release("2015-16", [EAST | {"SCH_FTESECURITY_LEO": -9}], tmp_path))
    oldest = federal_record_actions.school(identifier="550852000925").years[-1]
    officer = by_role(oldest)["officer"]
    assert (oldest.school_year, officer.fte, officer.fte_missing) == (2016, None, "not asked")
    assert "it does not mean zero" in officer.fte_code_meaning


@pytest.mark.parametrize(
    ("identifier", "error", "said"),
    [
        ("East High", UsageError, "School identifier 'East High' is not 12 digits"),
        ("550852000000", NotFoundError, "wellstaffed find NAME"),
        ("06CC31800099", NotFoundError, "No school has the identifier 06CC31800099"),
    ],
)
def test_what_is_no_school_is_refused_with_the_way_to_find_it(identifier, error, said):
    with pytest.raises(error, match=said):
        federal_record_actions.school(identifier=identifier)


def test_a_school_of_the_directory_without_figures_says_so():
    listed = federal_record_actions.school(identifier="550852000929")
    assert (listed.school, listed.years) == ("Allis Elementary", ())
    assert "no figures of it are at hand" in ask("school", "550852000929").stdout


def test_a_justice_facility_bears_letters():
    found = federal_record_actions.district_facts(district="24sop02")
    assert (found.leaid, found.state) == ("24SOP02", "MD")
    assert federal_record_actions.school(identifier=found.schools[0].school_id).leaid == "24SOP02"


def test_a_district_has_its_poverty_wages_index_and_schools():
    madison = federal_record_actions.district_facts(district="madison metropolitan")
    (poverty,) = madison.poverty
    assert (poverty.year, poverty.children_5_17_in_poverty, poverty.children_5_17) == (2021, 4609, 31270)
    assert madison.as_json()["poverty"][0]["share_in_poverty"] == pytest.approx(0.147394, abs=1e-6)
    assert {one.role.value: int(one.annual_mean) for one in madison.wages}["psychologist"] == 87770
    assert [(one.year, one.wage_index) for one in madison.wage_index] == [(2022, 0.953)]
    assert len(madison.schools) > 50
    east = next(one for one in madison.schools if one.school_id == "550852000925")
    assert east.as_json()["school_years"] == ["2021-22", "2020-21", "2018-19", "2015-16"]
    used = {one.source for one in (*madison.poverty, *madison.wage_index)} | {one.source_key for one in madison.wages}
    assert used == set(madison.sources)
    json.dumps(madison.as_json())


def test_estimates_of_the_store_stand_beside_the_shipped_ones():
    data_add(path=PUBLISHED / "saipe_school_districts.csv")
    found = federal_record_actions.district_facts(district="5508520")
    years = [one.year for one in found.poverty]
    assert years == sorted(years, reverse=True)
    assert len(years) > 1
    assert {one.source for one in found.poverty if one.year != 2021} == {data_list().releases[0].facts.name}
    note = found.sources[data_list().releases[0].facts.name]
    assert note.publisher == "U.S. Census Bureau"


def test_a_district_without_an_estimate_says_so_and_has_no_zero():
    found = federal_record_actions.district_facts(district="24SOP02")
    assert (found.poverty, found.poverty_missing, found.wage_index, found.wage_index_missing) == (
        (), "not reported", (), "not reported",
    )  # fmt: skip


def test_what_is_known_of_a_district_s_police_stands_with_its_source():
    (fact,) = federal_record_actions.district_facts(district="4110040").police
    assert (fact.fact, fact.from_year) == ("officers_left", 2021)
    assert fact.source.startswith("https://")


def test_a_district_of_the_directory_without_figures_of_staff_is_found(tmp_path):
    found = federal_record_actions.district_facts(district="0400004")
    assert found.school_years == ()
    assert found.schools


def test_a_name_of_several_districts_lists_them():
    with pytest.raises(UsageError, match=r"may be any of: .*Give the LEAID"):
        federal_record_actions.district_facts(district="Madison County")


def test_a_new_school_of_the_store_is_in_the_district_s_list(tmp_path):
    data_add(path=made_release("2021-22", [LAFAYETTE | {"SCHID": "09999", "COMBOKEY": "550852009999"}], tmp_path))
    found = federal_record_actions.district_facts(district="5508520")
    assert [one.school_years for one in found.schools if one.school_id == "550852009999"] == [(2022,)]


def test_every_flag_that_a_figure_can_bear_has_a_meaning():
    meaning = federal_record_actions.flag_meaning(flag="all_equal")
    assert meaning.meaning == "Three or more roles report the same number, ten or more."
    with pytest.raises(NotFoundError, match="There is no flag 'odd'; there are all_equal"):
        federal_record_actions.flag_meaning(flag="odd")


def test_the_commands_show_reasons_and_flags_in_words():
    shown = ask("school", "272124001026").stdout
    assert "suppressed" in shown
    benson = ask("school", "411004000956").stdout
    assert "officers_after_removal. The district reports sworn officers" in benson
    facts = ask("district", "minneapolis", "public").stdout
    assert "officers left since 2020-21" in facts
    assert "not later" not in facts
    rochester = " ".join(ask("district", "3624750").stdout.split())
    assert "officers left since 2020-21; this holds through the school year 2023-24, not later (https" in rochester
    assert "Children aged 5 to 17 in poverty, 2021" in facts
    assert json.loads(ask("district", "2721240", "--json").stdout)["leaid"] == "2721240"


@pytest.fixture
def answers_of_2013_14(tmp_path):
    schools = [EAST | {"SCH_FTESECURITY_IND": "YES"}, LAFAYETTE | {"SCH_FTESECURITY_IND": "NO"},
               LAFAYETTE | {"SCHID": "00942", "COMBOKEY": "550852000942", "SCH_FTESECURITY_IND": "-9"}]  # fmt: skip
    data_add(path=made_release("2013-14", schools, tmp_path))


@pytest.mark.usefixtures("answers_of_2013_14")
def test_a_yes_on_officers_is_kept_where_no_number_was_asked(tmp_path):
    for identifier, answer in (("550852000925", True), ("550852000941", False), ("550852000942", None)):
        year = next(
            one for one in federal_record_actions.school(identifier=identifier).years if one.school_year == 2014
        )
        officer = by_role(year)["officer"]
        assert (officer.fte, officer.fte_missing, officer.has_staff) == (None, "not asked", answer)
    seen = ask("school", "550852000925").stdout
    assert "yes; number not asked" in " ".join(seen.split())
    (cell,) = federal_record_actions.trace(figure="550852000925/2013-14/officer").cells
    assert (cell.column, cell.answer, cell.reason) == ("SCH_FTESECURITY_IND", True, "yes; number not asked")
    rows = data_rows(table="school_staff", district="5508520", year=2014).rows
    kept = dict(rows.filter(role="officer").select("school_id_crdc", "has_staff").iter_rows())
    assert kept == {"550852000925": True, "550852000941": False, "550852000942": None}
    assert rows.filter(role="nurse")["has_staff"].to_list() == [None] * 3


@pytest.mark.usefixtures("answers_of_2013_14")
def test_the_answers_of_a_district_are_counted_and_never_made_a_number():
    record = district_actions.district_record(district="5508520", year=2014)
    assert record.sentences[0] == (
        "1 of 3 schools answered that there are sworn police officers in 2013-14, 1 that there are none; their "
        "number was not asked. 1 school did not answer."
    )
    seen = " ".join(ask("police", "5508520", "--year", "2013-14").stdout.split())
    assert "yes; number not asked" in seen
    assert "no; number not asked" in seen
    assert [one.staff["officer"].fte for one in record.schools] == [None] * 3
