"""Tidy tables beside the collection itself: school directory, child poverty, cost of labour, wages by area."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from wellstaffed.core.missing import REASONS


def _reason(what: str) -> dy.String:
    return dy.String(nullable=True, check=lambda col: col.is_in(REASONS), metadata={"meaning": f"why {what} is empty"})


def _source() -> dy.String:
    return dy.String(nullable=False, metadata={"meaning": "release in the store; see 'wellstaffed data list'"})


def _row() -> dy.UInt32:
    return dy.UInt32(nullable=False, metadata={"meaning": "row of the published file, the header being row 1"})


def _leaid(*, primary_key: bool = False) -> dy.String:
    meaning = {"meaning": "district identifier, 7 digits"}
    return dy.String(nullable=False, primary_key=primary_key, regex=r"^\d{7}$", metadata=meaning)


class Directory(dy.Schema):
    """``core_ccd__directory``: public schools with their district, place and grades."""

    school_id_nces = dy.String(primary_key=True, regex=r"^\d{12}$", metadata={"meaning": "NCES school identifier"})
    school = dy.String(nullable=False, metadata={"meaning": "name of the school"})
    leaid = _leaid()
    district = dy.String(nullable=False, metadata={"meaning": "name of the district"})
    city = dy.String(nullable=False, metadata={"meaning": "city in which the school lies"})
    state = dy.String(nullable=False, regex=r"^[A-Z]{2}$", metadata={"meaning": "postal letters"})
    school_year = dy.Int64(primary_key=True, min=1990, max=2100, metadata={"meaning": "year in which it ends"})
    lowest_grade = dy.String(nullable=True, metadata={"meaning": "lowest grade offered, in the source's words"})
    highest_grade = dy.String(nullable=True, metadata={"meaning": "highest grade offered, in the source's words"})
    grades_missing = _reason("the grades")
    source_row = _row()
    source = _source()

    @dy.rule()
    def grades_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return pl.col("lowest_grade").is_null() == pl.col("grades_missing").is_not_null()


class Crosswalk(dy.Schema):
    """``core_crdc__crosswalk``: which school of the collection is which of the directory (New York City differs)."""

    school_id_crdc = dy.String(
        primary_key=True, regex=r"^\d{2}[0-9A-Z]{10}$", metadata={"meaning": "the collection's: LEAID and SCHID"}
    )
    school_id_nces = dy.String(
        nullable=False, regex=r"^\d{2}[0-9A-Z]{10}$", metadata={"meaning": "the directory's: NCESSCH"}
    )
    school_year = dy.Int64(primary_key=True, min=1990, max=2100, metadata={"meaning": "year in which it ends"})
    source_row = _row()
    source = _source()


class Poverty(dy.Schema):
    """``core_saipe__poverty``: children and children in poverty by school district, model estimates of a year."""

    leaid = _leaid(primary_key=True)
    district = dy.String(nullable=False, metadata={"meaning": "name of the district"})
    state = dy.String(nullable=False, regex=r"^[A-Z]{2}$", metadata={"meaning": "postal letters"})
    year = dy.Int64(primary_key=True, min=1990, max=2100, metadata={"meaning": "calendar year of the estimate"})
    population = dy.Int64(nullable=False, min=0, metadata={"unit": "persons"})
    children_5_17 = dy.Int64(nullable=False, min=0, metadata={"unit": "persons", "meaning": "aged 5 to 17"})
    children_5_17_in_poverty = dy.Int64(
        nullable=False, min=0, metadata={"unit": "persons", "meaning": "related to the householder, aged 5 to 17"}
    )
    source_row = _row()
    source = _source()

    @dy.rule()
    def a_part_is_no_larger_than_its_whole(cls) -> pl.Expr:  # noqa: N805
        """Children in poverty are children, children are people."""
        return (pl.col("children_5_17_in_poverty") <= pl.col("children_5_17")) & (
            pl.col("children_5_17") <= pl.col("population")
        )


class WageIndex(dy.Schema):
    """``core_cwift__wage_index``: cost of labour for college graduates outside teaching, nation = 1."""

    leaid = _leaid(primary_key=True)
    district = dy.String(nullable=False, metadata={"meaning": "name of the district"})
    state_name = dy.String(nullable=False, metadata={"meaning": "state, written out"})
    year = dy.Int64(primary_key=True, min=1990, max=2100, metadata={"meaning": "survey year in the file's name"})
    wage_index = dy.Float64(nullable=False, min=0.1, max=10, metadata={"unit": "nation = 1"})
    wage_index_se = dy.Float64(nullable=False, min=0, metadata={"unit": "nation = 1", "meaning": "standard error"})
    source_row = _row()
    source = _source()


class Wages(dy.Schema):
    """``core_oews__wages``: employment and annual wages by occupation, area and industry."""

    series = dy.String(primary_key=True, metadata={"meaning": "the publisher's series"})
    year = dy.Int64(primary_key=True, min=1990, max=2100, metadata={"meaning": "year of the estimate, of May"})
    area_type = dy.String(nullable=False, check=lambda col: col.is_in(["N", "S", "M"]),
                          metadata={"meaning": "nation, state, metropolitan or nonmetropolitan area"})  # fmt: skip
    area_code = dy.String(nullable=False, metadata={"meaning": "the publisher's code of the area"})
    state_fips = dy.String(nullable=False, metadata={"meaning": "federal number of the state; 00: nation"})
    area = dy.String(nullable=False, metadata={"meaning": "name of the area"})
    industry_code = dy.String(nullable=False, metadata={"meaning": "NAICS code; 000000: all industries"})
    industry = dy.String(nullable=False, metadata={"meaning": "name of the industry"})
    soc = dy.String(nullable=False, regex=r"^\d\d-\d{4}$", metadata={"meaning": "standard code of the occupation"})
    occupation = dy.String(nullable=False, metadata={"meaning": "name of the occupation"})
    employment = dy.Int64(nullable=True, min=0, metadata={"unit": "jobs"})
    employment_missing = _reason("employment")
    employment_code = dy.String(nullable=True, metadata={"meaning": "the publisher's footnote"})
    annual_mean = dy.Int64(nullable=True, min=0, metadata={"unit": "dollars a year"})
    annual_mean_missing = _reason("the mean")
    annual_mean_code = dy.String(nullable=True, metadata={"meaning": "the publisher's footnote"})
    annual_median = dy.Int64(nullable=True, min=0, metadata={"unit": "dollars a year"})
    annual_median_missing = _reason("the median")
    annual_median_code = dy.String(nullable=True, metadata={"meaning": "the publisher's footnote"})
    source_row = _row()
    source = _source()

    @dy.rule()
    def employment_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return pl.col("employment").is_null() == pl.col("employment_missing").is_not_null()

    @dy.rule()
    def mean_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return pl.col("annual_mean").is_null() == pl.col("annual_mean_missing").is_not_null()

    @dy.rule()
    def median_or_reason(cls) -> pl.Expr:  # noqa: N805
        """A measure is a number or a reason (M1)."""
        return pl.col("annual_median").is_null() == pl.col("annual_median_missing").is_not_null()


SCHEMAS: dict[str, type[dy.Schema]] = {
    "crosswalk": Crosswalk,
    "directory": Directory,
    "poverty": Poverty,
    "wage_index": WageIndex,
    "wages": Wages,
}
