"""A state's workbook is the release of the state in its cells, whatever the file is called."""

import pytest
from tests.sources.crdc.made_releases import EAST, PENA, made_workbook

from wellstaffed.core.errors import ReleaseError
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.store import Store


def add(store, path):
    found = recognised_release(path)
    return store.add(found.known, found.tables(), checksum=found.checksum)


@pytest.mark.parametrize("name", ["my_co.xlsx", "CRDC_2020-21_CO (1).xlsx", "wisconsin.XLSX", "CRDC_2020-21_WI.xlsx"])
def test_a_workbook_s_release_is_named_by_its_state_not_by_its_file(name, tmp_path):
    assert crdc_release(made_workbook([EAST], tmp_path / name)).name == "crdc_2020-21_wi"


def test_a_workbook_named_like_another_state_s_does_not_take_its_place(tmp_path):
    store = Store(tmp_path / "home")
    add(store, made_workbook([PENA], tmp_path / "CRDC_2020-21_CO.xlsx"))
    add(store, made_workbook([EAST], tmp_path / "my_co.xlsx"))
    assert [one.facts.name for one in store.releases()] == ["crdc_2020-21_co", "crdc_2020-21_wi"]
    for table in ("school_staff", "enrollment", "schools", "school_totals"):
        held = store.scan(table).collect()
        sources = dict(held.select("school_id_crdc", "source").unique().iter_rows())
        assert sources == {"080336001234": "crdc_2020-21_co", "550852000925": "crdc_2020-21_wi"}, table


@pytest.mark.parametrize(
    ("schools", "said"),
    [
        ([EAST, PENA], "holds 'CO, WI'; the two letters of one state were expected"),
        ([EAST | {"LEA_STATE": ""}], "holds nothing"), ([EAST | {"LEA_STATE": "Wisconsin"}], "holds 'Wisconsin'"),
    ],
)  # fmt: skip
def test_a_workbook_of_no_one_state_is_refused(schools, said, tmp_path):
    with pytest.raises(ReleaseError, match=f"LEA_STATE: {said}"):
        crdc_release(made_workbook(schools, tmp_path / "CRDC_2020-21_WI.xlsx"))
