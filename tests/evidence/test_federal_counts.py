"""A district's arrests and referrals from releases of two waves: whole sums, schools left out with their number, words."""

import json

import pytest

from tests.asked import ask_here
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, made_release
from wellstaffed.core.errors import MissingInputError, UsageError
from wellstaffed.evidence.federal_counts import federal_counts
from wellstaffed.tables.store import Store

MADISON = "5508520"
ENROLLED = {"SCH_ENR_BL_M": 700, "SCH_ENR_BL_F": 640, "SCH_ENR_WH_M": 700, "SCH_ENR_WH_F": 622}
ARRESTED = {"SCH_DISCWODIS_ARR_BL_M": 9, "SCH_DISCWDIS_ARR_IDEA_BL_M": 5, "SCH_DISCWDIS_ARR_IDEA_BL_F": 7,
            "SCH_DISCWODIS_ARR_WH_M": 9, "SCH_DISCWDIS_ARR_504_M": 4}  # fmt: skip


@pytest.fixture
def store_of(tmp_path, monkeypatch):
    def made(wave, *schools):
        from wellstaffed.apps.data_actions import data_add

        monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
        data_add(path=made_release(wave, list(schools), tmp_path))
        return Store()

    return made


def one(counts, group, place=None):
    (row,) = [row for row in counts.to_dicts() if row["group"] == group and place in (None, row["place"])]
    return row


def test_a_district_sums_disabilities_and_sexes_of_its_schools(store_of):
    store = store_of("2017-18", EAST | ENROLLED | ARRESTED, LAFAYETTE | ENROLLED | {"SCH_DISCWODIS_ARR_BL_F": 1})
    counts = federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests")
    black, white = one(counts, "black"), one(counts, "white")
    assert (black["events"], black["students"]) == (9 + 5 + 7 + 1, 2 * 1340)
    assert (white["events"], white["students"]) == (9, 2 * 1322)
    assert "Section 504" in black["note"]
    male = one(federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests", dimension="sex"), "male")
    assert (male["events"], male["students"]) == (9 + 5 + 9 + 4, 2 * 1400)
    crossed = federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests", dimension="race x sex")
    assert one(crossed, "black x female")["events"] == 8
    school = federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests", by_school=True)
    assert one(school, "black", "East High")["events"] == 21
    assert one(school, "black", "LaFollette High")["events"] == 1


def test_a_school_with_an_unknown_cell_is_left_out_whole_and_counted(store_of):
    unknown = LAFAYETTE | ENROLLED | {"SCH_DISCWODIS_ARR_WH_F": -5, "SCH_DISCWODIS_ARR_BL_M": 3}
    store = store_of("2017-18", EAST | ENROLLED | ARRESTED, unknown)
    counts = federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests")
    black = one(counts, "black")
    assert (black["events"], black["students"]) == (21, 1340)
    assert black["note"].startswith("1 of 2 schools is left out (")
    school = one(
        federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests", by_school=True),
        "white", "LaFollette High",
    )  # fmt: skip
    assert school["events"] is None
    assert school["events_missing"].startswith("the count is ")


def test_a_district_of_which_nothing_is_known_has_the_reason(store_of):
    store = store_of("2017-18", EAST | ENROLLED | dict.fromkeys(ARRESTED, -5) | {"SCH_DISCWODIS_ARR_WH_M": -5})
    counts = federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests")
    assert counts["events"].null_count() == counts.height
    assert all("at every school" in reason for reason in counts["events_missing"])


def test_a_rounded_wave_has_the_range_of_its_cells(store_of):
    store = store_of("2015-16", EAST | ENROLLED | {"SCH_DISCWODIS_ARR_BL_M": 8, "SCH_DISCWDIS_ARR_IDEA_BL_M": 5})
    black = one(federal_counts(store, leaid=MADISON, school_year=2016, outcome="arrests"), "black")
    assert (black["events"], black["events_low"], black["events_high"]) == (13, 11, 15)


def test_what_the_record_does_not_hold_is_refused_in_words(store_of):
    store = store_of("2017-18", EAST | ENROLLED)
    assert (
        "zero everywhere"
        in one(federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests"), "black")["note"]
    )
    with pytest.raises(MissingInputError, match="2020-21"):
        federal_counts(store, leaid=MADISON, school_year=2021, outcome="arrests")
    with pytest.raises(UsageError, match="holds arrests and referrals"):
        federal_counts(store, leaid=MADISON, school_year=2018, outcome="citations")


def test_the_command_answers_for_a_district_and_for_each_of_its_schools(store_of, tmp_path):
    store_of("2017-18", EAST | ENROLLED | ARRESTED, LAFAYETTE | ENROLLED)

    def run(*arguments):
        return ask_here("disparity", "--district", MADISON, *arguments)

    asked = run("--year", "2017-18", "--outcome", "arrests", "--group", "black", "--reference", "white", "--json")
    assert asked.returncode == 0, asked.stderr
    (row,) = json.loads(asked.stdout)["rows"]
    assert (row["events"], row["students"], row["reference_events"]) == (21, 2680, 9)
    assert row["risk_ratio"]["low"] < row["risk_ratio"]["value"] < row["risk_ratio"]["high"]
    assert "school-related arrest" in row["sentence"]
    schools = run("--year", "2017-18", "--group", "black", "--by", "school", "--json")
    assert [one["place"] for one in json.loads(schools.stdout)["rows"]] == ["East High", "LaFollette High"]
    assert run("--group", "black").returncode == 2
    wrong = run("--year", "2017-18", "--group", "purple")
    assert wrong.returncode == 2
    assert "black" in wrong.stderr
