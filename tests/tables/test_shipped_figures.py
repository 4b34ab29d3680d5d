"""The shipped figures hold, and their sums are those computed by hand."""

from fractions import Fraction

import dataframely
import polars as pl
import pytest

from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.roles import Role
from wellstaffed.tables.district_names import resolve_shipped_district
from wellstaffed.tables.school_staff import check_school_staff
from wellstaffed.tables.shipped import (
    DATA,
    all_shipped_staff,
    checked_districts,
    shipped_districts,
    shipped_sources,
    shipped_staff,
)
from wellstaffed.tables.wages import wage


def everything() -> pl.DataFrame:
    return all_shipped_staff()


def test_the_shipped_table_holds_its_schema():
    assert check_school_staff(everything()).height > 300_000
    checked = {(one.leaid, year) for one in checked_districts() for year in one.school_years}
    rows = pl.concat([shipped_staff(*one) for one in sorted(checked)])
    assert rows.height == 618


def test_a_null_without_a_reason_does_not_validate():
    broken = everything().with_columns(fte_missing=pl.lit(None, pl.String))
    with pytest.raises(dataframely.exc.ValidationError, match="fte_or_reason"):
        check_school_staff(broken)


def test_a_number_with_a_reason_does_not_validate():
    broken = everything().with_columns(students_missing=pl.lit("not reported"))
    with pytest.raises(dataframely.exc.ValidationError, match="students_or_reason"):
        check_school_staff(broken)


def test_portland_has_87_schools_and_their_sums():
    table = shipped_staff("4110040", 2022)
    by_role = {role: float(rows["fte"].sum()) for (role,), rows in table.group_by("role")}
    assert table["school_id"].n_unique() == 87
    assert {role: round(fte, 2) for role, fte in by_role.items()} == {
        "counselor": 168.3, "psychologist": 0, "social_worker": 39.5, "nurse": 28.91, "officer": 9, "guard": 0,
    }  # fmt: skip


def test_what_is_not_at_hand_of_madison_is_neither_zero_nor_called_unreported():
    rows = shipped_staff("5508520", 2021).filter(pl.col("role") == "nurse")
    assert rows["fte"].null_count() == 4
    assert set(rows["fte_missing"]) == {"not at hand"}


def test_every_source_key_is_explained():
    assert set(everything()["source"]) <= set(shipped_sources())


@pytest.mark.parametrize(
    "text", ["5508520", "'5508520", "madison metropolitan", "Madison Metropolitan School District, WI"]
)
def test_a_district_is_found_by_any_spelling(text):
    assert resolve_shipped_district(text).leaid == "5508520"


def test_an_unknown_district_is_answered_with_the_way_to_find_it():
    with pytest.raises(NotFoundError, match="wellstaffed find 'Atlantis Underwater'"):
        resolve_shipped_district("Atlantis Underwater")


def test_a_name_of_several_districts_lists_them():
    with pytest.raises(UsageError, match=r"Milwaukee School District, Milwaukee, WI \(5509600\).*Give the LEAID"):
        resolve_shipped_district("Milwaukee")


def test_any_district_of_the_nation_has_its_high_schools():
    districts = shipped_districts()
    assert len(districts) > 13_000
    assert shipped_staff("5509600", 2022)["school_id"].n_unique() > 20


def test_eight_states_have_all_their_schools_and_roles():
    rows = shipped_staff("5002820", 2021)
    assert set(rows["grade_band"]) >= {"elementary", "middle", "high"}
    assert rows.filter(pl.col("role") == "nurse")["fte"].null_count() == 0


def test_the_package_carries_less_than_six_megabytes_of_figures():
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 6_000_000


def test_nurses_are_paid_as_in_schools_and_not_as_in_hospitals():
    assert wage(Role.NURSE, "WI").annual_mean == Fraction(73770)
    assert wage(Role.PSYCHOLOGIST, "WI").annual_mean == Fraction(87770)
