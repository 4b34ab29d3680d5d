"""A name means the same districts whatever the store holds, and none of several is taken in silence."""

import json

import pytest
from tests.sources.crdc.made_releases import EAST, made_release
from typer.testing import CliRunner

from wellstaffed.apps.cli.main import app
from wellstaffed.apps.data_actions import data_add
from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.tables.district_names import resolve_shipped_district
from wellstaffed.tables.figures import resolve_district

MILWAUKEE = EAST | {"LEAID": "5509600", "LEA_NAME": "MILWAUKEE SCHOOL DISTRICT", "COMBOKEY": "550960000925"}
LINCOLN = EAST | {"LEAID": "0621690", "LEA_STATE": "CA", "LEA_NAME": "LINCOLN UNIFIED", "COMBOKEY": "062169000925"}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))


@pytest.fixture
def stored(tmp_path):
    data_add(path=made_release("2013-14", [MILWAUKEE, LINCOLN], tmp_path))


@pytest.mark.parametrize("text", ["Milwaukee", "Lincoln", "Columbus", "Springfield", "Madison", "Portland"])
def test_a_name_of_several_districts_is_refused_alike_with_and_without_a_store(text, request):
    with pytest.raises(UsageError, match="may be any of") as empty:
        resolve_district(text)
    request.getfixturevalue("stored")
    with pytest.raises(UsageError, match="Give the LEAID") as full:
        resolve_district(text)
    assert str(full.value) == str(empty.value)


@pytest.mark.parametrize("command", ["gap --district", "district", "police", "told --roster roster.csv --district"])
def test_every_command_refuses_it_with_the_same_list(stored, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text("School,School year,Students\nEast,2013-14,100\n")
    answer = CliRunner().invoke(app, [*command.split(), "Milwaukee"])
    with pytest.raises(UsageError, match="Milwaukee") as refused:
        resolve_district("Milwaukee")
    assert str(answer.exception) == str(refused.value)


@pytest.mark.parametrize("text", ["5509600", "Milwaukee School District", "MILWAUKEE SCHOOL DISTRICT, WI"])
def test_a_district_has_the_years_of_store_and_package_however_it_is_named(stored, text):
    found = resolve_district(text)
    assert (found.leaid, found.name, found.school_years) == (
        "5509600", "Milwaukee School District", (2014, 2021, 2022),
    )  # fmt: skip


def test_the_latest_year_is_taken_by_name_and_by_identifier_alike(stored):
    answers = [
        json.loads(CliRunner().invoke(app, ["gap", "--district", text, "--json"]).stdout)
        for text in ("5509600", "Milwaukee School District")
    ]
    assert answers[0] == answers[1]
    assert answers[0]["assumptions"]["school_year"] == "2021-22"


def test_a_name_that_only_the_store_has_finds_the_district_with_all_its_years(tmp_path):
    renamed = MILWAUKEE | {"LEA_NAME": "BREW TOWN SCHOOLS"}
    data_add(path=made_release("2013-14", [renamed], tmp_path))
    found = resolve_district("brew town")
    assert (found.leaid, found.name, found.school_years) == (
        "5509600", "Milwaukee School District", (2014, 2021, 2022),
    )  # fmt: skip


def test_a_district_that_the_package_lacks_is_found_in_the_store(tmp_path):
    new = MILWAUKEE | {"LEAID": "5599999", "LEA_NAME": "NEW HAVENBROOK", "COMBOKEY": "559999900925"}
    data_add(path=made_release("2013-14", [new], tmp_path))
    assert resolve_district("New Havenbrook").school_years == (2014,)


def test_the_list_has_the_largest_first_each_with_place_state_and_identifier():
    with pytest.raises(
        UsageError, match=r"may be any of: Los Angeles Unified, Los Angeles, CA \(0622710\); .*and 2 more"
    ):
        resolve_shipped_district("Los Angeles")


@pytest.mark.parametrize(
    ("text", "leaid"),
    [("Columbus, KS", "2005070"), ("Springfield MA", "2511130"), ("Los Angeles Unified", "0622710"),
     ("Madison, WI", "5508520"), ("Portland OR", "4110040"), ("Columbus City School District", "3904380"),
     ("Minneapolis", "2721240")],
)  # fmt: skip
def test_a_whole_name_or_a_name_with_its_state_is_one_district(text, leaid):
    assert resolve_shipped_district(text).leaid == leaid


def test_a_whole_name_that_several_districts_bear_lists_these_alone():
    with pytest.raises(UsageError, match="may be any of") as refused:
        resolve_shipped_district("Monroe School District")
    listed = str(refused.value).split("any of: ")[1].split("; ")
    assert sorted(one.split(", ")[2][:2] for one in listed) == ["CT", "NH", "WA", "WI"]


def test_another_district_does_not_stand_for_one_of_that_very_name_without_figures():
    with pytest.raises(NotFoundError, match=r"Escondido Union, .*without figures of staff.*Escondido Union High"):
        resolve_shipped_district("Escondido Union")
    with pytest.raises(NotFoundError, match="No shipped figures"):
        resolve_shipped_district("Chicago Ridge SD 127-5")


def test_an_empty_name_is_refused_as_one():
    with pytest.raises(UsageError, match="No district is named: the text is empty"):
        resolve_shipped_district(" ")


def test_the_record_and_an_export_take_a_name_with_its_state_too():
    from wellstaffed.apps.data_actions import data_rows
    from wellstaffed.record.public_record import record_of

    assert record_of("Madison, WI").district.leaid == "5508520"
    rows = data_rows(table="school_staff", district="Madison, WI").rows
    assert set(rows["leaid"]) == {"5508520"}


@pytest.mark.parametrize(
    ("text", "leaid"),
    [
        ("Fairfax County, VA", "5101260"),
        ("Loudoun County Public Schools", "5102250"),
        ("Hinds Co. School Dist.", "2801860"),
        ("El Paso Independent School District", "4818300"),
        ("Portland School District 1J", "4110040"),
        ("Pueblo School District 60", "0806120"),
        ("Charlottesville City Public Schools", "5100780"),
    ],
)
def test_an_abbreviation_of_the_federal_file_and_its_words_are_one_name(text, leaid):
    assert resolve_shipped_district(text).leaid == leaid
    assert resolve_district(text).leaid == leaid


def test_a_county_of_many_districts_is_refused_with_those_that_the_file_abbreviates():
    with pytest.raises(UsageError, match=r"'Montgomery County' may be any of: .*MONTGOMERY CO PBLC SCHS"):
        resolve_shipped_district("Montgomery County")


def test_co_at_the_end_is_the_state_where_it_can_be():
    with pytest.raises(UsageError, match=r"'Denver CO' may be any of: .*\(0803360\)") as refused:
        resolve_shipped_district("Denver CO")
    assert "county, " not in str(refused.value).casefold()


def test_the_column_of_names_is_spelled_as_each_name_is():
    import polars as pl

    from wellstaffed.tables.district_spelling import spelled_column, spelled_name
    from wellstaffed.tables.shipped import DATA

    names = pl.read_parquet(DATA / "districts.parquet", columns=["district"])
    spelled = names.select(spelled_column("district"))["district"].to_list()
    assert spelled == [spelled_name(name) for name in names["district"]]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("Aspen School District No. 1 in the county of Pitkin and Sta", "Aspen School District No. 1"),
        ("School District No. 3 in the county of El Paso and State of", "School District No. 3 in the county of El Paso"),
        ("Saginaw School District of the City of", "Saginaw School District"),
        ("Fiddlehead School of Arts and Sciences", "Fiddlehead School of Arts and Sciences"),
    ],
)  # fmt: skip
def test_a_name_that_is_cut_off_ends_with_a_whole_phrase(cut, whole):
    from wellstaffed.tables.district_spelling import whole_phrase

    assert whole_phrase(cut) == whole


@pytest.mark.parametrize(
    ("text", "meant"), [("Dulut", "2711040"), ("Milwakee", "5509600"), ("los angles unified", "0622710")]
)
def test_a_misspelt_name_or_a_part_of_a_word_stands_for_nothing_and_the_likely_ones_are_named(text, meant):
    with pytest.raises(NotFoundError, match=rf"No shipped figures for the district '{text}'\. Did you mean: .*{meant}"):
        resolve_shipped_district(text)


def test_a_name_like_no_other_has_no_suggestion():
    with pytest.raises(NotFoundError, match=r"the district 'Xyzzyq'\. Look for it with"):
        resolve_shipped_district("Xyzzyq")
