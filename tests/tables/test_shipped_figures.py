"""The shipped figures hold, and their sums are those computed by hand."""

from fractions import Fraction

import dataframely
import polars as pl
import pytest

from wellstaffed.core.errors import NotFoundError
from wellstaffed.core.roles import Role
from wellstaffed.tables.school_staff import check_school_staff
from wellstaffed.tables.shipped import resolve_district, shipped_districts, shipped_sources, shipped_staff
from wellstaffed.tables.wages import wage


def everything() -> pl.DataFrame:
    return pl.concat([shipped_staff(one.leaid) for one in shipped_districts()])


def test_the_shipped_table_holds_its_schema():
    assert check_school_staff(everything()).height == 618


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


def test_what_madison_did_not_report_is_not_zero():
    rows = shipped_staff("5508520", 2021).filter(pl.col("role") == "nurse")
    assert rows["fte"].null_count() == 4
    assert set(rows["fte_missing"]) == {"not reported"}


def test_every_source_key_is_explained():
    assert set(everything()["source"]) <= set(shipped_sources())


@pytest.mark.parametrize("text", ["5508520", "'5508520", "madison", "Madison Metropolitan School District, WI"])
def test_a_district_is_found_by_any_spelling(text):
    assert resolve_district(text).leaid == "5508520"


def test_an_unknown_district_is_answered_with_those_that_ship():
    with pytest.raises(NotFoundError, match="Portland SD 1J"):
        resolve_district("Milwaukee")


def test_nurses_are_paid_as_in_schools_and_not_as_in_hospitals():
    assert wage(Role.NURSE, "WI").annual_mean == Fraction(73770)
    assert wage(Role.PSYCHOLOGIST, "WI").annual_mean == Fraction(87770)
