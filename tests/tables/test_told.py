"""What a district told Washington stands beside its roster: matched by identifier or name, never guessed."""

from fractions import Fraction

import polars as pl

from wellstaffed.tables.told import told


def staff(*rows):
    return pl.DataFrame(
        [
            {"school_id": key, "school": school, "is_pool": False, "role": role, "fte": fte, "fte_code": None,
             "fte_missing": None if fte is not None else "suppressed", "flags": "", "source": "made"}
            for key, school, role, fte in rows
        ],
        schema_overrides={"fte": pl.Float64, "fte_missing": pl.String, "fte_code": pl.String},
    )  # fmt: skip


def test_a_school_is_matched_by_identifier_whatever_its_name():
    found = told(
        staff(("550852000937", "Vel Phillips", "nurse", 1.5)), staff(("550852000937", "Memorial", "nurse", 1.0))
    )
    assert found.rows[0].difference == Fraction(1, 2)
    assert (found.rows[0].school, found.rows[0].school_in_record) == ("Vel Phillips", "Memorial")


def test_a_name_is_the_same_with_and_without_the_word_school():
    found = told(staff(("east", "East High School", "nurse", 1.0)), staff(("550852000925", "EAST HIGH", "nurse", 1.0)))
    assert len(found.rows) == 1


def test_a_name_that_is_only_like_another_is_told_and_not_taken():
    found = told(staff(("x", "Lafayette High", "nurse", 1.0)), staff(("y", "LaFollette High", "nurse", 1.0)))
    assert found.rows == ()
    assert found.only_in_roster == (("Lafayette High", "LaFollette High"),)
    assert found.only_in_record == ("LaFollette High",)


def test_a_suppressed_figure_gives_no_difference():
    found = told(staff(("a", "A", "officer", 1.0)), staff(("a", "A", "officer", None)))
    assert (found.rows[0].difference, found.rows[0].fte_told_missing) == (None, "suppressed")


def test_a_role_that_only_the_roster_has_was_not_asked():
    mine = staff(("a", "A", "nurse", 1.0), ("a", "A", "mental_health_specialist", 2.0))
    found = told(mine, staff(("a", "A", "nurse", 1.0)))
    assert [(row.role, row.fte_told_missing) for row in found.rows] == [
        ("nurse", None), ("mental_health_specialist", "not asked")
    ]  # fmt: skip
