"""The crosswalk of sheet K: taken where its columns can be told apart, refused with its headers where they cannot."""

import polars as pl
import pytest
import xlsxwriter

from wellstaffed.apps import federal_record_actions
from wellstaffed.apps.data_actions import data_add
from wellstaffed.core.errors import ReleaseError
from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.store import Store

ROWS = [("362058002877", "360007702877"), ("362058000621", "360008300621")]


def workbook(
    folder, headers, rows=ROWS, *, name="2021-22 Appendix Workbook.xlsx", sheet="K", title=None, as_number=False
):
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("A").write_string(0, 0, "Variable Name")
        page = book.add_worksheet(sheet)
        start = 0
        if title:
            page.write_string(0, 0, title)
            start = 2
        page.write_row(start, 0, headers)
        for number, row in enumerate(rows, start=start + 1):
            for place, cell in enumerate(row):
                page.write_number(number, place, int(cell)) if as_number else page.write_string(number, place, cell)
    return path


@pytest.mark.parametrize(
    ("headers", "sheet", "title"),
    [
        (("COMBOKEY", "NCESSCH"), "K", None),
        (("CRDC School ID", "CCD School ID"), "Appendix K", "Appendix K: crosswalk of CRDC and NCES identifiers"),
        (("CRDC COMBOKEY", "NCES ID"), "K. ID crosswalk", None),
    ],
)
def test_the_two_identifiers_are_told_apart_by_their_headers(headers, sheet, title, tmp_path):
    found = recognised_release(workbook(tmp_path, headers, sheet=sheet, title=title))
    assert found.known.name == "crosswalk_2021-22"
    ((_, table, key, _),) = found.tables()
    assert key == ["school_id_crdc", "school_year"]
    assert table.select("school_id_crdc", "school_id_nces", "school_year").rows() == [
        (*row, 2022) for row in sorted(ROWS)
    ]


def test_zeros_that_a_workbook_lost_are_put_back(tmp_path):
    path = workbook(tmp_path, ("COMBOKEY", "NCESSCH"), [("010000500870", "010000500870")], as_number=True)
    ((_, table, _, _),) = recognised_release(path).tables()
    assert table["school_id_nces"].to_list() == ["010000500870"]


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (("ID 1", "ID 2"), r"sheet K: has no row with one header.*ID 1 \| ID 2.*school_id_crdc,school_id_nces"),
        (("COMBOKEY", "CRDC old ID", "NCESSCH"), "has no row with one header"),
    ],
)
def test_columns_that_cannot_be_told_apart_are_refused_and_listed(headers, said, tmp_path):
    with pytest.raises(ReleaseError, match=said):
        recognised_release(workbook(tmp_path, headers))


def test_a_cell_that_is_no_identifier_is_named(tmp_path):
    with pytest.raises(ReleaseError, match=r"row 3, NCESSCH: holds 'none'"):
        recognised_release(workbook(tmp_path, ("COMBOKEY", "NCESSCH"), [ROWS[0], ("362058000621", "none")]))


def test_a_workbook_without_its_year_asks_for_it(tmp_path):
    path = workbook(tmp_path, ("COMBOKEY", "NCESSCH"), name="appendix.xlsx")
    with pytest.raises(ReleaseError, match="Give --release 2021-22"):
        recognised_release(path)
    assert recognised_release(path, "2021-22").known.name == "crosswalk_2021-22"


def test_a_csv_under_our_own_names_does_as_well(tmp_path):
    path = tmp_path / "crosswalk 2021-22.csv"
    path.write_text("school_id_crdc,school_id_nces\n" + "\n".join(",".join(row) for row in ROWS))
    assert recognised_release(path).known.name == "crosswalk_2021-22"


def test_new_york_city_s_schools_are_visible_without_it_and_have_their_directory_identifier_with_it(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    school = next(one for one in federal_record_actions.district_facts(district="3620580").schools if one.school_years)
    before = federal_record_actions.school(identifier=school.school_id)
    assert (before.school_id_nces, before.district) == (None, "NEW YORK CITY PUBLIC SCHOOLS")
    assert before.years
    data_add(path=workbook(tmp_path, ("COMBOKEY", "NCESSCH"), [(school.school_id, "360007702877")]))
    after = federal_record_actions.school(identifier=school.school_id)
    assert (after.school_id, after.school_id_nces, len(after.years)) == (
        school.school_id, "360007702877", len(before.years),
    )  # fmt: skip
    assert Store().scan("crosswalk").select(pl.len()).collect().item() == 1


def test_a_school_that_the_directory_lists_under_the_same_identifier_has_that(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))
    assert federal_record_actions.school(identifier="550852000937").school_id_nces == "550852000937"
