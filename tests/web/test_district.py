"""The pages of a district: the same figures as the commands, every control, and what is said where figures are missing."""

import csv
import io
from fractions import Fraction
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.sources.crdc.made_releases import EAST, made_release

from wellstaffed.apps import actions, district_actions, federal_record_actions
from wellstaffed.apps.data_actions import data_add
from wellstaffed.apps.web.server import application
from wellstaffed.apps.web.site import Settings
from wellstaffed.core.exact import Direction, Order, Rounding

PORTLAND, MADISON = "/districts/4110040", "/districts/5508520"
BARE = "/districts/0100015"  # of the directory, without figures of staff


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))


def test_the_figures_are_those_of_the_command(reader):
    shown = reader.get(f"{PORTLAND}.json", params={"step": "0.5", "direction": "up", "order": "subtract-then-round"})
    asked = actions.gap(
        district="4110040", rounding=Rounding(Fraction(1, 2), Direction.UP, Order.SUBTRACT_THEN_ROUND)
    ).as_json()
    document = shown.json()
    assert {name: document[name] for name in ("assumptions", "rows", "totals")} == asked


@pytest.mark.parametrize(
    ("control", "value"),
    [
        ("year", "2021-22"), ("standard", "national-2020"), ("standard", "asca/counselor_ratio"), ("step", "exact"),
        ("level", "district"), ("role", "nurse"), ("on", "2014-12-31"), ("filter", "high"), ("sort", "-students"),
        ("allow_unverified", "true"),
    ],
)  # fmt: skip
def test_each_control_is_in_the_link_and_gives_page_and_files(reader, control, value):
    for kind in ("", ".json", ".csv", ".xlsx"):
        assert reader.get(f"{PORTLAND}{kind}", params={control: value}).status_code == 200
    text = reader.get(PORTLAND, params={control: value}).text
    link = text.split('data-copy="')[1].split('"')[0].replace("&amp;", "&")
    written = value.replace("/", "%2F")
    assert f"{control}={written}" in link


def test_the_bar_of_a_role_is_cut_as_its_words_say(reader):
    covered = reader.get(f"{PORTLAND}.json").json()["coverage"]
    counselors = next(one for one in covered if one["roles"] == ["counselor"])
    assert (counselors["need_covered_fte"], counselors["missing_fte"], counselors["not_known_fte"]) == (149.3, 21.7, 0)
    assert "of 171 FTE needed, 149.3 met, 21.7 missing" in reader.get(PORTLAND).text


def test_what_is_not_known_has_a_part_of_its_own(reader):
    covered = {one["roles"][0]: one for one in reader.get(f"{MADISON}.json").json()["coverage"]}
    nurses = covered["nurse"]
    assert (nurses["need_covered_fte"], nurses["missing_fte"], nurses["not_known_fte"] > 0) == (0, 0, True)


def test_of_a_role_of_which_nothing_is_known_no_part_is_said_to_be_met_or_missing(reader):
    page = unescape(reader.get(MADISON, params={"year": "2020-21"}).text)
    bars = page.split('<ul class="plain coverage">')[1].split("</ul>")[0]
    assert "how much is met and missing is not known: need 30 FTE" in bars
    assert " 0 met" not in bars


@pytest.mark.parametrize("level", ["school", "district"])
def test_the_lead_says_where_every_school_reported_zero_that_the_staff_may_be_booked_centrally(reader, level):
    found = reader.get(f"{PORTLAND}.json", params={"year": "2021-22", "level": level}).json()
    doubted = {one["role"] for one in found["rows"] if "district_wide_zero" in one["flags"]}
    assert doubted == {"psychologist"}
    assert found["lead"].endswith(
        "Every school of the district reported zero psychologists: they may be booked centrally, and then fewer are missing."
    )


def test_a_lead_without_a_flag_doubts_nothing(reader):
    assert "booked centrally" not in reader.get(f"{MADISON}.json").json()["lead"]


def test_a_flag_in_the_table_is_explained_on_the_page(reader):
    assert "staff may be booked centrally or paid by others" in reader.get(PORTLAND).text


def test_a_district_without_figures_says_so_and_keeps_its_tabs(reader):
    text = reader.get(BARE).text
    assert "No figures of staff are at hand for SafetyNet Academy Minter" in text
    assert f"{BARE}/facts" in text
    assert reader.get(f"{BARE}/facts").status_code == 200
    assert reader.get(f"{BARE}/police").status_code == 404


@pytest.mark.parametrize("part", ["madison", "9999999", "../etc", "550852", "55085200", "%00"])
def test_an_address_that_names_no_district_is_refused_in_words(reader, part):
    answer = reader.get(f"/districts/{part}.json")
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]["message"]


def test_a_standard_without_a_value_on_the_day_says_which_days_it_has(reader):
    answer = reader.get(f"{PORTLAND}.json", params={"on": "2021-07-01"})
    assert answer.status_code == 422
    assert "has no value on 2021-07-01" in answer.json()["error"]["message"]


def test_a_district_with_letters_in_its_identifier_has_a_page(reader):
    assert reader.get("/districts/24SOP02").status_code in (200, 404)
    assert reader.get("/districts/24SOP02/facts").status_code in (200, 404)


def test_police_are_those_of_the_command_school_by_school(reader):
    asked = district_actions.district_record(district="4110040", year=2022)
    document = reader.get(f"{PORTLAND}/police.json").json()
    assert {name: document[name] for name in document if name != "table"} == asked.as_json()
    having = [row["school"] for row in rows_of(reader.get(f"{PORTLAND}/police.csv")) if float(row["officer_fte"])]
    assert len(having) == 9
    assert having == [one.school for one in asked.schools if one.staff["officer"].fte]


def test_police_say_flags_by_their_rule_and_reasons_by_their_code(reader):
    text = reader.get(f"{PORTLAND}/police").text
    assert "9 of 87 schools reported sworn police officers in 2021-22, 9 FTE together; 78 reported zero." in text
    assert "The district reports sworn officers in a school year that began after its officers were reported" in text
    text = reader.get(f"{MADISON}/police").text
    assert "code not at hand: the files that the package was built from do not give it" in text
    assert "ended, since 2020-06-29" in text


def test_each_number_of_police_leads_to_its_cell(reader):
    text = reader.get(f"{PORTLAND}/police").text
    assert 'href="/trace/411004000956/2021-22/officer"' in text
    assert reader.get("/trace/411004000956/2021-22/officer").status_code == 200


def test_police_describe_the_schools_left_out_by_their_officers_and_no_other_role(reader):
    lead = reader.get(f"{MADISON}/police.json", params={"year": "2021-22"}).json()["sentences"][-1]
    assert lead.startswith(
        "4 further schools of the district are in the federal file of 2021-22 but not counted here: "
    )
    assert "Capital High (192 students, 0 sworn police officers, 0 security guards)" in lead
    assert "Metro School (18 students, sworn police officers not applicable, security guards not applicable)" in lead
    assert "counselor" not in lead


def test_facts_are_those_of_the_command(reader):
    asked = federal_record_actions.district_facts(district="5508520").as_json()
    assert reader.get(f"{MADISON}/facts.json").json() == asked
    text = reader.get(f"{MADISON}/facts").text
    assert "4,609 of 31,270, 14.74 %" in text
    assert "0.953, the nation being 1" in text
    assert "$66,440 a year" in text
    assert len(rows_of(reader.get(f"{MADISON}/facts.csv"))) == len(asked["schools"]) == 54


def test_schools_are_filtered_by_a_part_of_their_name(reader):
    found = rows_of(reader.get(f"{MADISON}/facts.csv", params={"filter": "east"}))
    assert "East High" in [row["school"] for row in found]
    assert all("east" in row["school"].lower() for row in found)


def test_likeness_is_that_of_the_command_and_the_sum_of_its_parts(reader):
    like = ["size", "poverty", "wages"]
    asked = district_actions.like_districts(district="5508520", like=tuple(like)).as_json()
    document = reader.get(f"{MADISON}/like.json", params={"like": like}).json()
    assert document == asked
    for one in document["nearest"]:
        assert one["distance"] == pytest.approx(sum(one["parts"].values()))
    distances = [one["distance"] for one in document["nearest"]]
    assert distances == sorted(distances)


def test_likeness_has_no_word_on_staff_and_no_order_but_the_distance(reader):
    text = reader.get(f"{MADISON}/like").text
    assert "nothing of how well they do" in text
    assert "sort=" not in text.split("<table")[1]
    assert reader.get(f"{MADISON}/like", params={"sort": "district"}).status_code == 400


def test_a_measure_that_is_not_known_of_a_district_is_refused_with_those_that_are(reader):
    answer = reader.get(f"{BARE}/like.json")
    assert answer.status_code == 400
    assert "Choose of schools, state" in answer.json()["error"]["message"]


def roster(folder, text="School,School ID,School year,Students,Counselor FTE in post\n", name="ours.csv"):
    (folder / name).write_text(text, encoding="utf-8")


ROWS = "School,School ID,School year,Students,Counselor FTE in post\nEast High,550852000925,2021-22,1700,8\n"


def test_a_roster_of_the_workspace_stands_beside_what_was_told(client, workspace):
    roster(workspace, ROWS)
    page = client.get(f"{MADISON}/told")
    assert '<option value="ours.csv"' in page.text
    document = client.get(f"{MADISON}/told.json", params={"roster": "ours.csv"}).json()
    asked = federal_record_actions.told(district="5508520", roster=workspace / "ours.csv")
    assert [row["difference_fte"] for row in document["rows"]] == [
        row["difference_fte"] for row in asked.as_json()["rows"]
    ]
    counselor = next(row for row in document["rows"] if row["role"] == "counselor")
    assert (counselor["fte_roster"], counselor["fte_told"]) == (8, 6)
    assert str(workspace) not in client.get(f"{MADISON}/told.json", params={"roster": "ours.csv"}).text
    assert str(workspace) not in client.get(f"{MADISON}/told", params={"roster": "ours.csv"}).text


@pytest.mark.parametrize(
    "name",
    [
        "../ours.csv",
        "/etc/passwd",
        "..%2f..%2fetc/passwd",
        "madison-2020/../ours.csv",
        ".wellstaffed/form-token",
        "a" * 150,
    ],
)
def test_no_roster_outside_the_list_is_read(client, workspace, name):
    roster(workspace, ROWS)
    assert client.get(f"{MADISON}/told.json", params={"roster": name}).status_code == 404


def test_a_link_in_the_workspace_leads_nowhere(client, workspace, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    roster(outside, ROWS, "secret.csv")
    (workspace / "link.csv").symlink_to(outside / "secret.csv")
    assert "link.csv" not in client.get(f"{MADISON}/told").text
    assert client.get(f"{MADISON}/told", params={"roster": "link.csv"}).status_code == 404


def test_the_faults_of_a_roster_are_shown_by_their_cells(client, workspace):
    roster(workspace, "School,School year,Students\nEast High,2021,many\n")
    answer = client.get(f"{MADISON}/told", params={"roster": "ours.csv"})
    assert answer.status_code == 422
    assert "faults" in answer.text
    assert str(workspace) not in answer.text


def test_a_read_only_site_shows_no_roster(workspace):
    with TestClient(application(Settings(workspace, read_only=True)), base_url="http://127.0.0.1") as public:
        assert "/told" not in public.get(MADISON).text
        assert public.get(f"{MADISON}/told").status_code == 404
        assert public.get(f"{MADISON}/police").status_code == 200


def test_a_release_added_to_the_store_changes_the_kept_page(client, tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    before = client.get(f"{MADISON}.json").json()
    (tmp_path / "release").mkdir()
    data_add(path=made_release("2021-22", [EAST | {"SCH_FTECOUNSELORS": 3}], tmp_path / "release"))
    after = client.get(f"{MADISON}.json").json()
    assert before["assumptions"]["figures"] == "figures shipped with wellstaffed"
    assert after["assumptions"]["figures"] == "figures of your store (crdc_2021-22)"
    assert [row["fte"] for row in after["rows"] if row["role"] == "counselor"] == [3]


SAID = "Capital High (163 students, 1.0 counselors)"


def test_schools_left_out_are_named_on_every_page_of_the_district(reader):
    asked = {"year": "2020-21"}
    assert SAID in reader.get(MADISON, params=asked).text
    police = reader.get(f"{MADISON}/police", params=asked).text
    assert "Capital High (163 students, 0 sworn police officers, 0 security guards)" in police
    assert SAID in reader.get(f"{MADISON}/facts").text
    assert SAID in reader.get("/data/tables/school_staff", params=asked | {"district": "5508520"}).text
    assert "not counted" not in reader.get("/districts/2721240", params=asked).text


def test_the_page_of_a_school_left_out_has_its_gap_and_says_so(reader):
    answer = reader.get("/schools/550852003095", params={"year": "2020-21"})
    assert answer.status_code == 200
    assert SAID in answer.text
    assert "further schools" not in reader.get("/schools/550852000925", params={"year": "2020-21"}).text
    assert SAID in reader.get("/schools/550852003095/years").text
    rows = rows_of(reader.get("/schools/550852003095/years.csv"))
    assert {row["flags"] for row in rows if row["role"] == "counselor"} == {"not_counted"}


def test_a_roster_beside_the_record_names_the_schools_left_out(client, workspace):
    (workspace / "own.csv").write_text("school,school_year,students,counselor\nCapital High,2020-21,163,1.5\n")
    assert SAID in client.get(f"{MADISON}/told", params={"roster": "own.csv"}).text


def test_a_yes_on_officers_stands_where_no_number_was_asked(client, tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    (tmp_path / "release").mkdir()
    data_add(path=made_release("2013-14", [EAST | {"SCH_FTESECURITY_IND": "YES"}], tmp_path / "release"))
    (row,) = rows_of(client.get(f"{MADISON}/police.csv", params={"year": "2013-14"}))
    assert (row["officer_fte"], row["guard_fte"]) == ("yes; number not asked", "not asked")
    assert "Yes; number not asked." in client.get("/trace/550852000925/2013-14/officer").text
