"""A state's workbook is the release of the state in its cells; an official name that says otherwise is refused."""

import openpyxl
import pytest
from tests.sources.crdc.made_releases import EAST, PENA, made_workbook

from wellstaffed.core.errors import ReleaseError
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.store import Store


def add(store, path):
    found = recognised_release(path)
    return store.add(found.known, found.tables(), checksum=found.checksum)


@pytest.mark.parametrize("name", ["my_co.xlsx", "CRDC_2020-21_WI (1).xlsx", "wisconsin.XLSX", "CRDC_2020-21_WI.xlsx"])
def test_a_workbook_s_release_is_named_by_its_state_not_by_its_file(name, tmp_path):
    assert crdc_release(made_workbook([EAST], tmp_path / name)).name == "crdc_2020-21_wi"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("CRDC_2020-21_CO (1).xlsx", "says CO; its schools are all in WI"),
        ("CRDC_2021-22_WI.xlsx", "says 2021-22; its columns are those of 2020-21"),
        ("crdc-2017-18-wi.xlsx", "says 2017-18; its columns are those of 2020-21"),
    ],
)
def test_an_official_name_of_another_year_or_state_than_the_cells_is_refused_with_both(name, said, tmp_path):
    with pytest.raises(ReleaseError, match=said):
        crdc_release(made_workbook([EAST], tmp_path / name))


@pytest.mark.parametrize("release", ["2020-21", "crdc_2020-21_wi", "crdc-2020-21-WI"])
def test_a_release_that_agrees_with_the_workbook_is_taken(release, tmp_path):
    assert recognised_release(made_workbook([EAST], tmp_path / "foo.xlsx"), release).known.name == "crdc_2020-21_wi"


@pytest.mark.parametrize("release", ["1999-00", "2021-22", "2020-21-co"])
def test_a_release_that_contradicts_the_workbook_is_refused_with_both(release, tmp_path):
    with pytest.raises(
        ReleaseError, match=rf"2020-21 by its columns and the state of its schools, WI; {release} by --release"
    ):
        recognised_release(made_workbook([EAST], tmp_path / "foo.xlsx"), release)


def test_formulas_without_a_stored_result_are_refused_all_at_once_and_not_read_as_unreported(tmp_path):
    path = made_workbook([EAST], tmp_path / "foo.xlsx")
    book = openpyxl.load_workbook(path)
    places = {cell.value: cell.column for cell in book.active[1]}
    for header in ("SCH_FTECOUNSELORS", "SCH_FTESERVICES_NUR"):
        book.active.cell(2, places[header], "=1+1")
    book.save(path)
    with pytest.raises(ReleaseError, match="has 2 faults") as refused:
        list(recognised_release(path).tables())
    for header in ("SCH_FTECOUNSELORS", "SCH_FTESERVICES_NUR"):
        assert f"row 2, {header}: is a formula whose result is not stored." in str(refused.value)


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
