"""Staff that jumps between two waves is flagged at the later one, in whatever order the waves were added."""

import polars as pl
import pytest
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, made_release

from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.store import Store


def added(store, folder, waves):
    for wave, fte in waves:
        (folder / wave).mkdir()
        schools = [EAST | {"SCH_FTECOUNSELORS": fte, "SCH_ENR_BL_M": 9000}, LAFAYETTE | {"SCH_FTECOUNSELORS": 5}]
        found = recognised_release(made_release(wave, schools, folder / wave))
        store.add(found.facts, found.tables())
    return store


def flagged(store, where=None):
    rows = store.scan("school_staff", where).filter(pl.col("flags") != "").collect()
    return sorted(rows.select("school_id_crdc", "school_year", pl.col("role").cast(pl.String), "flags").rows())


@pytest.mark.parametrize("order", [0, 1])
def test_a_jump_is_flagged_at_the_later_wave_whichever_came_first(order, tmp_path):
    waves = [("2020-21", 3), ("2021-22", 30)]
    store = added(Store(tmp_path / "home"), tmp_path, waves if order else waves[::-1])
    assert flagged(store) == [("550852000925", 2022, "counselor", "jump_between_waves")]
    found = store.scan("flags", pl.col("rule") == "jump_between_waves").collect()
    assert found.select("school_year", "rule", "detail", "found").rows() == [
        (2022, "jump_between_waves", "counselor", "30.0 after 3.0")
    ]


def test_a_fall_is_a_jump_and_stands_beside_other_flags(tmp_path):
    store = added(Store(tmp_path / "home"), tmp_path, [("2017-18", 3), ("2020-21", 280), ("2021-22", 5)])
    assert flagged(store) == [
        ("550852000925", 2021, "counselor", "fte_over_cap_counselor jump_between_waves"),
        ("550852000925", 2022, "counselor", "jump_between_waves"),
    ]


def test_one_district_and_year_is_flagged_as_in_the_whole(tmp_path):
    store = added(Store(tmp_path / "home"), tmp_path, [("2017-18", 3), ("2021-22", 30)])
    where = (pl.col("leaid") == "5508520") & (pl.col("school_year") == 2022)
    assert flagged(store, where) == flagged(store)


@pytest.mark.parametrize(("before", "after"), [(3, 12.99), (3, 14.9), (40, 50), (0, 9.9)])
def test_growth_that_is_less_is_no_jump(before, after, tmp_path):
    store = added(Store(tmp_path / "home"), tmp_path, [("2020-21", before), ("2021-22", after)])
    assert flagged(store) == []


def test_an_unknown_figure_jumps_nowhere(tmp_path):
    store = added(Store(tmp_path / "home"), tmp_path, [("2020-21", -9), ("2021-22", 30)])
    assert flagged(store) == []


def test_removing_the_earlier_wave_takes_the_flag_away(tmp_path):
    store = added(Store(tmp_path / "home"), tmp_path, [("2020-21", 3), ("2021-22", 30)])
    store.remove("crdc_2020-21")
    assert flagged(store) == []
