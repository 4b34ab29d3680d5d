"""The pages of a school and of a figure's cell: the same figures as the commands, each number led to its source."""

import csv
import io

import pytest
from tests.sources.crdc.made_releases import EAST, made_release

from wellstaffed.apps import actions, federal_record_actions
from wellstaffed.apps.data_actions import data_add
from wellstaffed.core.exact import Rounding

ROOSEVELT, MEMORIAL, ALLIS = "/schools/411004001821", "/schools/550852000937", "/schools/550852000929"


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))


def test_the_figures_are_those_of_the_commands(reader):
    document = reader.get(f"{ROOSEVELT}.json", params={"standard": "national-2020", "step": "exact"}).json()
    assert document["record"] == federal_record_actions.school(identifier="411004001821").as_json()
    whole = actions.gap(district="4110040", standard="national-2020", rounding=Rounding(None)).as_json()
    mine = [row for row in whole["rows"] if row["school_id"] == "411004001821"]
    assert document["gap"]["rows"] == mine
    assert len(mine) == 4


@pytest.mark.parametrize(
    ("control", "value"),
    [("year", "2020-21"), ("standard", "asca/counselor_ratio"), ("step", "0.25"), ("direction", "up"),
     ("order", "subtract-then-round"), ("on", "2014-12-31"), ("sort", "-gap_fte"), ("allow_unverified", "true")],
)  # fmt: skip
def test_each_control_gives_page_and_files(reader, control, value):
    for kind in ("", ".json", ".csv", ".xlsx"):
        assert reader.get(f"{ROOSEVELT}{kind}", params={control: value}).status_code == 200


def test_a_school_has_no_level_but_its_own(reader):
    assert reader.get(f"{ROOSEVELT}.json", params={"level": "district"}).status_code == 400


def test_the_lead_names_the_school_and_what_it_lacks(reader):
    document = reader.get(f"{ROOSEVELT}.json").json()
    assert document["lead"] == (
        "Roosevelt High School is short of 1.75 social workers, 2 psychologists and 1 nurse in 2021-22. "
        "No counselor is missing. Every school of the district reported zero psychologists: they may be booked centrally, "
        "and then fewer are missing."
    )
    lead = reader.get(f"{MEMORIAL}.json").json()["lead"]
    assert (
        "How many social workers, psychologists and nurses are in post at Memorial High in 2021-22 is not known" in lead
    )


def test_each_number_of_every_year_leads_to_its_cell(reader):
    text = reader.get(MEMORIAL).text
    for year in ("2021-22", "2020-21", "2018-19", "2015-16"):
        address = f"/trace/550852000937/{year}/students"
        assert f'href="{address}"' in text
        assert reader.get(address).status_code == 200


def test_all_years_stand_as_rows_with_reasons_and_codes(reader):
    record = federal_record_actions.school(identifier="550852000937")
    rows = rows_of(reader.get(f"{MEMORIAL}/years.csv"))
    assert len(rows) == sum(len(one.staff) + 1 for one in record.years)
    nurse = next(row for row in rows if (row["school_year"], row["role"]) == ("2021-22", "nurse"))
    assert (nurse["fte"], nurse["code"]) == ("not at hand", "not at hand")
    assert "do not give it" in nurse["code_meaning"]
    assert reader.get(f"{MEMORIAL}/years.json").json() == record.as_json()


def test_zero_is_zero_and_unknown_is_not(reader):
    rows = rows_of(reader.get(f"{MEMORIAL}/years.csv"))
    said = {row["role"]: row["fte"] for row in rows if row["school_year"] == "2020-21"}
    assert (said["officer"], said["psychologist"]) == ("0", "not at hand")


def test_flags_are_explained_by_their_rule(reader):
    text = reader.get(ROOSEVELT).text
    assert "officers after removal" in text
    assert "began after its officers were reported to have left" in text


def test_a_school_of_the_directory_without_figures_says_so(reader):
    assert "no figures of it are at hand" in reader.get(ALLIS).text
    assert reader.get(f"{ALLIS}.json").json()["gap"] is None


@pytest.mark.parametrize("identifier", ["000000000000", "999999999999", "east-high", "55085200093", "5508520009377"])
def test_what_is_no_school_is_refused_in_words(reader, identifier):
    answer = reader.get(f"/schools/{identifier}.json")
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]["message"]


def test_a_year_of_the_store_stands_first_with_its_codes_in_words(client, tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    before = client.get("/schools/550852000925").text
    (tmp_path / "release").mkdir()
    school = EAST | {"SCH_FTECOUNSELORS": 280, "SCH_FTESERVICES_NUR": -12, "SCH_ENR_BL_M": 500}
    data_add(path=made_release("2021-22", [school], tmp_path / "release"))
    text = client.get("/schools/550852000925").text
    assert before != text
    assert "your store (crdc_2021-22)" in text
    assert "fte over cap counselor" in text
    nurse = next(
        row for row in rows_of(client.get("/schools/550852000925/years.csv"))
        if (row["school_year"], row["role"]) == ("2021-22", "nurse")
    )  # fmt: skip
    assert nurse["code"] == "'-12"  # written as text: a spreadsheet would take it for a formula
    assert nurse["code_meaning"]
    cell = client.get("/trace/550852000925/2021-22/counselor.json").json()["cells"][0]
    assert (cell["value"], cell["column"], cell["release"]) == (280, "SCH_FTECOUNSELORS", "crdc_2021-22")


def test_a_cell_is_that_of_the_command(reader):
    asked = federal_record_actions.trace(figure="550852000941/2020-21/counselor").as_json()
    assert reader.get("/trace/550852000941/2020-21/counselor.json").json() == asked
    text = reader.get("/trace/550852000941/2020-21/counselor").text
    for part in ("fte_counselors", "19717", asked["cells"][0]["sha256"], "5 FTE."):
        assert part in text


def test_the_cells_of_a_district_s_sum_are_all_listed(reader):
    rows = rows_of(reader.get("/trace/4110040/2021-22/counselor.csv"))
    assert len(rows) == 87
    assert "87 cells stand behind this figure" in reader.get("/trace/4110040/2021-22/counselor").text


def test_referrals_and_money_of_an_added_release_are_led_back_to_their_cells(client, tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    (tmp_path / "release").mkdir()
    school = EAST | {"SCH_DISCWODIS_REF_BL_F": 3, "SCH_DISCWDIS_REF_IDEA_BL_F": -9, "SCH_OFFENSE_ATTWOW": 7}
    data_add(path=made_release("2017-18", [school], tmp_path / "release"))
    text = client.get("/trace/550852000925/2017-18/referrals-black-female").text
    assert "2 cells stand behind this figure; 1 of them holds a number." in text
    assert "1 count of a school is hidden, so that no child can be told from what is printed (rule D4)" in text
    rows = rows_of(client.get("/trace/550852000925/2017-18/referrals-black-female.csv"))
    assert [row["part"] for row in rows] == ["idea, black, female", "without disability, black, female"]
    assert [(row["value"], row["row"]) for row in rows] == [("not applicable (code -9)", "2"), ("hidden", "2")]
    assert client.get("/trace/550852000925/2017-18/referrals-black-female.json").json()["total"] is None
    assert client.get("/trace/550852000925/2017-18/referrals-black-female?published=true").status_code == 400
    alone = client.get("/trace/550852000925/2017-18/referrals-black-female-without_disability").text
    assert '<p class="lead" data-say>Hidden.</p>' in alone
    assert "SCH_DISCWODIS_REF_BL_F" in alone
    text = client.get("/trace/5508520/2017-18/referrals-black-female-without_disability").text
    assert "3 students" not in text  # the sum of a district with one school is that school's count
    assert "SCH_DISCWODIS_REF_BL_F" in text
    address = "/data/tables/law_enforcement"
    assert "counts of schools are hidden" in client.get(address, params={"district": "5508520"}).text
    table = rows_of(client.get(f"{address}.csv", params={"district": "5508520"}))
    assert {row["students"] for row in table} == {""}
    document = client.get(f"{address}.json", params={"district": "5508520"}).json()
    assert {row["students"] for row in document["rows"]} == {None}
    assert "counts of schools are hidden" in document["hidden"]
    assert client.get(address, params={"district": "5508520", "published": "true"}).status_code == 400
    text = client.get("/trace/550852000925/2017-18/offenses-attack_without_weapon").text
    assert "7 incidents." in text


@pytest.mark.parametrize(
    "address", ["550852000941/2020-21/janitor", "550852000941/1999-00/nurse", "x/y/z", "550852000941/2021/nurse"]
)
def test_what_is_no_figure_is_refused_in_words(reader, address):
    answer = reader.get(f"/trace/{address}.json")
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]["message"]
