"""Directory of public schools (Common Core of Data): names, district, place, grades offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.core.missing import Missing
from wellstaffed.core.school_years import school_year, show_school_year
from wellstaffed.sources.raw_cells import check_cells, check_unique
from wellstaffed.sources.told_release import check_begun

if TYPE_CHECKING:
    from wellstaffed.sources.column_map import ColumnMap
    from wellstaffed.sources.published_file import Grid

READER_VERSION = 1


def read_ccd_directory(
    grid: Grid, layout: ColumnMap, release: str | None = None
) -> tuple[str, dict[str, pl.DataFrame]]:
    """
    Return the release (``2019-20``) and the table `directory`, without its source.

    Parameters
    ----------
    release : str, optional
        School year. The file does not tell it; the folder's or file's name may.
    """
    if release is None:
        fault = Fault("file", "does not tell its school year, nor does its name or folder.", "Give --release 2019-20.")
        raise ReleaseError(grid.name, [fault])
    year = school_year(release)
    check_begun(grid.name, year - 1, release)
    raw = grid.renamed(layout)
    patterns = {"school_id_nces": r"^\d{12}$", "leaid": r"^\d{7}$", "state": "^[A-Z]{2}$", "school": ".",
                "district": ".", "city": "."}  # fmt: skip
    check_cells(raw, patterns, name=grid.name, headers=layout.theirs)
    check_unique(raw, ["school_id_nces"], name=grid.name)
    both = pl.col("lowest_grade").is_not_null() & pl.col("highest_grade").is_not_null()
    grades = [pl.when(both).then(pl.col(name)).alias(name) for name in ("lowest_grade", "highest_grade")]
    table = raw.select(
        "school_id_nces", "school", "leaid", "district", "city", "state", pl.lit(year, pl.Int64).alias("school_year"),
        *grades, pl.when(~both).then(pl.lit(Missing.NOT_REPORTED.value)).alias("grades_missing"), "source_row",
    )  # fmt: skip
    return show_school_year(year), {"directory": table.sort("school_id_nces")}
