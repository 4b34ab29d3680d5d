"""The identifiers of schools as published, made whole; and whether the files of a release are of the same schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.core.errors import Fault

if TYPE_CHECKING:
    import polars as pl

PUBLISHED = ["leaid", "schid", "combokey"]
LEAST_IN_COMMON = 0.95


def school_id() -> pl.Expr:
    """
    Return the 12-digit identifier: COMBOKEY where it is whole, else LEAID and SCHID.

    A spreadsheet damaged the COMBOKEY of 2015-16 (``1.20039E+11``) and took leading zeros elsewhere.
    """
    import polars as pl

    rebuilt = leaid() + pl.col("schid").str.zfill(5)
    stored = pl.col("combokey").str.zfill(12)
    return (
        pl.when(pl.col("combokey").str.contains(r"^[0-9A-Z]{9,12}$"))
        .then(stored)
        .otherwise(rebuilt)
        .alias("school_id_crdc")
    )


def leaid() -> pl.Expr:
    """Return the 7-digit identifier of the district, zeros kept."""
    import polars as pl

    return pl.col("leaid").str.zfill(7)


def unlike_files(schools: dict[str, pl.DataFrame]) -> list[Fault]:
    """
    Return which files of a release lack schools that the largest one has: more than one in twenty.

    Parameters
    ----------
    schools : dict
        The published identifiers, a row per school, by file.
    """
    if not schools:
        return []
    largest = max(schools, key=lambda file: schools[file].height)
    whole = schools[largest].select(school_id()).unique()
    faults = []
    for file, mine in schools.items():
        if mine.equals(schools[largest]):  # as in every release that is whole
            continue
        shared = whole.join(mine.select(school_id()), on="school_id_crdc", how="semi").height
        if shared < LEAST_IN_COMMON * whole.height:
            said = f"has {shared:,} of the {whole.height:,} schools of {largest}; the files of a release have the same."
            faults.append(Fault(file, said, "Is it cut short, or of another release? Fetch the release again."))
    return faults


def unlike_districts(schools: dict[str, pl.DataFrame], districts: dict[str, pl.DataFrame]) -> list[Fault]:
    """
    Return which files of districts lack districts of the largest file of schools: more than one in twenty.

    In the waves at hand none lacks a single one; districts without schools are no fault.

    Parameters
    ----------
    schools, districts : dict
        The published identifiers, a row per school or district, by file.
    """
    if not schools:
        return []
    largest = max(schools, key=lambda file: schools[file].height)
    whole = schools[largest].select(leaid()).unique()
    faults = []
    for file, mine in districts.items():
        shared = whole.join(mine.select(leaid()), on="leaid", how="semi").height
        if shared < LEAST_IN_COMMON * whole.height:
            said = (
                f"has {shared:,} of the {whole.height:,} districts of {largest}; a release has every school's district."
            )
            faults.append(Fault(file, said, "Is it cut short, or of another release? Fetch the release again."))
    return faults
