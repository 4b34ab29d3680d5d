"""Before and after from the store and the record's peers: dates, waves that are missing, schools that are not known (rule E2)."""

from datetime import date

import numpy as np
import pytest

from tests.evidence.federal_store import school, store_of  # noqa: F401
from wellstaffed.apps.evidence_actions import before_after
from wellstaffed.core.errors import EvidenceTableError, MissingInputError, UsageError
from wellstaffed.evidence.federal_changes import (
    UNCHECKED,
    _change_year,
    _return_year,
    federal_change_table,
    peer_changes,
    read_changes,
)
from wellstaffed.record.peers import peers
from wellstaffed.record.public_record import shipped_peers

WAVES = ("2013-14", "2015-16", "2017-18", "2021-22")


def dates():
    return {one.leaid: one for one in peer_changes(peers(*shipped_peers()))}


def test_the_record_s_peers_become_dates_of_change_and_return():
    found = dates()
    assert (found["5508520"].change_year, found["5508520"].return_year) == (2021, None)  # Madison, June 2020
    assert (found["0803360"].change_year, found["0803360"].return_year) == (2021, 2023)  # Denver, back in March 2023
    assert (found["1908970"].change_year, found["1908970"].return_year) == (2022, None)  # Des Moines, February 2021
    assert found["5512360"].change_year is None  # Racine kept its officers: known not to have changed
    assert not found["5512360"].is_unclear
    assert found["1709930"].is_unclear  # Chicago cut, and let school councils choose
    assert found["0622710"].is_unclear  # Los Angeles cut the budget of its own police


def test_a_change_counts_from_the_school_year_after_it_and_a_return_from_the_first_in_which_it_may_be_felt():
    assert [_change_year(date(2020, m, 15)) for m in (2, 6, 8, 9, 12)] == [2021, 2021, 2021, 2022, 2022]
    assert [_return_year(date(2021, m, 15)) for m in (1, 5, 6, 10)] == [2021, 2021, 2022, 2022]


def test_without_waves_the_answer_says_what_is_missing_and_how_to_add_it(tmp_path, monkeypatch, store_of):  # noqa: F811
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "empty"))
    with pytest.raises(
        MissingInputError, match=r"your store holds no usable wave.*wellstaffed data fetch crdc-2013-14"
    ):
        before_after(table=None)
    store_of("2017-18", school("5500001", 1, "One"))
    with pytest.raises(MissingInputError, match="your store holds 2017-18") as refused:
        before_after(table=None, outcome="referrals")
    assert "crdc-2017-18" not in str(refused.value)
    with pytest.raises(UsageError, match="holds arrests and referrals"):
        before_after(table=None, outcome="citations")


@pytest.fixture
def nation(store_of):  # noqa: F811
    """Forty districts of which six peers changed course; their referrals fall by half."""
    random = np.random.default_rng(5)
    changed = ["5508520", "4110040", "2721240", "2733840", "5307710", "5100270"]
    districts = [*changed, "1709930", *(f"55{i:05}" for i in range(1, 34))]
    for wave in WAVES:
        rows = []
        for i, leaid in enumerate(districts):
            fall = 0.5 if leaid in changed and wave == WAVES[-1] else 1
            count = int(random.poisson(60 * fall))
            one = school(leaid, 1, f"School {i}") | {"SCH_ENR_BL_M": 900, "SCH_ENR_WH_F": 1100}
            parts = {"SCH_DISCWODIS_REF_BL_M": count // 2, "SCH_DISCWDIS_REF_IDEA_WH_F": count - count // 2}
            if wave in ("2013-14", "2015-16"):  # as published: in threes
                parts = {name: 3 * -(-value // 3) - 1 for name, value in parts.items()}
            rows.append(one | parts)
        unknown = school(districts[-1], 2, "Unknown") | {"SCH_ENR_BL_M": 900, "SCH_DISCWODIS_REF_BL_M": -5}
        store = store_of(wave, *rows, unknown)
    return store, districts


def test_the_store_s_waves_and_the_record_s_dates_make_the_table(nation):
    store, districts = nation
    built = federal_change_table(store, tuple(dates().values()), outcome="referrals")
    madison = built.table.filter(district_id="5508520").sort("school_year")
    assert madison["school_year"].to_list() == [2014, 2016, 2018, 2022]
    assert madison["change_year"].to_list() == [2021] * 4
    assert madison["students"].to_list() == [2000] * 4
    assert madison["cells"].to_list() == [2] * 4
    assert built.table.filter(district_id="1709930").is_empty()  # unclear: on neither side
    assert built.table.filter(district_id=districts[-1])["events"].null_count() == 4  # a third of its students unknown
    assert UNCHECKED in built.notes
    assert any("4 of 156 district waves have no figure" in note for note in built.notes)


def test_the_command_finds_the_fall_in_the_store_with_rounding_and_notes(nation):
    found = before_after(table=None, outcome="referrals", draws=99)
    assert (found.treated, found.waves_before) == (6, 3)
    assert found.change_percent.low < -50 < found.change_percent.high
    assert found.rounding_percent[0] < found.change_percent.value < found.rounding_percent[1]
    assert found.notes[0] == UNCHECKED
    assert any("rounded in threes" in note for note in found.notes)


def test_a_user_s_own_dates_take_the_place_of_the_record_s(nation, tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text("district_id,change_year,return_year\n5500001,2020-21,\n5500002,2020-21,\n")
    found = before_after(table=None, outcome="referrals", changes=path, draws=99)
    assert found.treated == 2
    assert "fewer than 3" in found.reason
    with pytest.raises(UsageError, match="--changes goes without a TABLE"):
        before_after(table=path, changes=path)


def test_dates_are_read_with_all_faults_at_once(tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text("district_id,change_year\n5508520,2021\nMadison,2020-21\n5508520,2020-21\n")
    with pytest.raises(EvidenceTableError) as refused:
        read_changes(path)
    for said in ("line 2, change_year", "line 3, district_id", "line 4", "Take one out"):
        assert said in str(refused.value)
