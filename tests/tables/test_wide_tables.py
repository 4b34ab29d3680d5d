"""What the store holds wide is, made tidy, what the readers build; flags and totals are the same either way."""

import random

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.sources.crdc.made_releases import EAST, made_release, made_workbook

from wellstaffed.core.errors import ReleaseError
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.sources.crdc.layout import WORKBOOK, files_of, reserve_codes
from wellstaffed.tables.federal_release import SCHEMAS, built_tables
from wellstaffed.tables.federal_totals import SCHEMAS as TOTALS
from wellstaffed.tables.federal_totals import build_school_totals, build_staffed_districts
from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.store import Store

WAVES = ["2013-14", "2015-16", "2017-18", "2020-21", "2021-22", WORKBOOK]


def schools(wave, seed, count=24):
    """Return schools of three districts whose cells are small numbers, large ones, and every code of the wave."""
    chance = random.Random(seed)
    codes = list(reserve_codes(wave))
    made = []
    for number in range(count):
        leaid = chance.choice(["5508520", "4110040", "0622710"])
        school = EAST | {"LEAID": leaid, "SCHID": f"{number:05d}", "COMBOKEY": f"{leaid}{number:05d}"}
        for layout in files_of(wave):
            for column in layout.columns:
                is_word = column.student_group == "indicator" or column.table in ("directory", "", "id")
                if column.need != "required" or is_word or column.header in school:
                    continue
                school[column.header] = chance.choices([0, chance.randint(0, 60), chance.choice(codes)], [5, 3, 1])[0]
        made.append(school)
    return made


def released(wave, seed, folder):
    if wave == WORKBOOK:
        return made_workbook(schools(wave, seed), folder / "CRDC_2020-21_WI.xlsx")
    return made_release(wave, schools(wave, seed), folder)


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_table_comes_out_of_the_store_as_the_readers_build_it(wave, seed, tmp_path):
    path = released(wave, seed, tmp_path)
    built = {name: frame for name, frame, _ in built_tables(crdc_release(path))}
    if "enrollment" in built:
        built["school_totals"] = build_school_totals(built["enrollment"])
    built["staffed_districts"] = build_staffed_districts(built["school_staff"])
    store = Store(tmp_path / "home")
    found = recognised_release(path)
    store.add(found.facts, found.tables())
    assert set(store.table_names()) == set(built)
    keys = {name: list((SCHEMAS | TOTALS)[name].primary_key()) for name in built}
    assert {name: list(one.key) for name, one in store.releases()[0].tables.items()} == keys
    for name, expected in built.items():
        key = list((SCHEMAS | TOTALS)[name].primary_key())
        assert_frame_equal(
            store.scan(name).collect().sort(key), expected.sort(key), check_dtypes=name != "school_totals"
        )
    assert built["flags"].height > 0


@pytest.mark.parametrize("wave", ["2015-16", "2020-21"])
def test_one_district_out_of_the_store_is_that_district_of_the_whole(wave, tmp_path):
    store = Store(tmp_path / "home")
    found = recognised_release(released(wave, 7, tmp_path))
    store.add(found.facts, found.tables())
    key = ["school_id_crdc", "role"]
    mine = store.scan("school_staff", pl.col("leaid") == "5508520").collect().sort(key)
    whole = store.scan("school_staff").collect()
    assert_frame_equal(mine, whole.filter(pl.col("leaid") == "5508520").sort(key))


def test_a_school_that_stands_twice_stops_the_read_and_the_store_is_unchanged(tmp_path):
    store = Store(tmp_path / "home")
    path = made_release("2017-18", [EAST, EAST], tmp_path)
    found = recognised_release(path)
    with pytest.raises(ReleaseError, match=r"row 2: 550852000925, 2018 stands more than once"):
        store.add(found.facts, found.tables())
    assert store.releases() == []


def test_a_code_that_the_wave_does_not_have_is_named_by_row_and_column(tmp_path):
    path = made_release("2017-18", [EAST | {"SCH_FTECOUNSELORS": -77}], tmp_path)
    found = recognised_release(path)
    with pytest.raises(ReleaseError, match=r"row 2, SCH_FTECOUNSELORS: holds -77"):
        Store(tmp_path / "home").add(found.facts, found.tables())


def test_a_district_without_a_single_teacher_is_flagged_on_adding_as_the_rule_says(tmp_path):
    roles = [c.header for one in files_of("2021-22") for c in one.read("school_staff").values() if "FTE" in c.header]
    staffed = dict.fromkeys(roles, 1) | {"SCH_FTETEACH_TOT": 0}
    made = [EAST | staffed | {"SCHID": f"{n:05d}", "COMBOKEY": f"5508520{n:05d}"} for n in range(6)]
    path = made_release("2021-22", made, tmp_path)
    built = next(frame for name, frame, _ in built_tables(crdc_release(path)) if name == "flags")
    found = recognised_release(path)
    store = Store(tmp_path / "home")
    store.add(found.facts, found.tables())
    flags = store.scan("flags").collect()
    assert set(flags["rule"]) == {"district_wide_zero"}
    assert set(flags["detail"]) == {"teacher"}
    assert_frame_equal(flags, built, check_row_order=False)
