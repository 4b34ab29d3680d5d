"""Small Area Income and Poverty Estimates by school district (Census Bureau): one year's workbook, or all years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.sources.raw_cells import WHOLE, check_cells, check_unique, year_given

if TYPE_CHECKING:
    from wellstaffed.sources.column_map import ColumnMap
    from wellstaffed.sources.published_file import Grid

READER_VERSION = 1
COUNTS = ("population", "children_5_17", "children_5_17_in_poverty")
_YEAR_IN_NAME = re.compile(r"ussd(\d\d)", re.IGNORECASE)


def read_saipe(grid: Grid, layout: ColumnMap, release: str | None = None) -> tuple[str, dict[str, pl.DataFrame]]:
    """
    Return the release (``2021``, ``2012-2023``) and the table `poverty`, without its source.

    Parameters
    ----------
    grid : Grid
    layout : ColumnMap
    release : str, optional
        Year of a one-year workbook whose name (``ussd21.xls``) does not tell it.
    """
    raw = grid.renamed(layout)
    if "year" not in raw.columns:
        raw = raw.with_columns(
            year=pl.lit(_year(grid.name, release)),
            leaid=pl.col("fips").str.zfill(2) + pl.col("district_id").str.zfill(5),
        )
    whole = dict.fromkeys(("year", *COUNTS), WHOLE)
    identifiers = {"leaid": r"^\d{7}$", "state": "^[A-Z]{2}$", "district": "."}
    check_cells(raw, whole | identifiers, name=grid.name, headers=layout.theirs)
    check_unique(raw, ["leaid", "year"], name=grid.name)
    table = raw.select(
        "leaid", "district", "state", pl.col("year").cast(pl.Int64), pl.col(COUNTS).cast(pl.Int64), "source_row"
    ).sort("leaid", "year")
    years = sorted(set(table["year"].to_list()))
    return "-".join(str(year) for year in dict.fromkeys((years[0], years[-1]))), {"poverty": table}


def _year(name: str, release: str | None) -> str:
    found = _YEAR_IN_NAME.search(name)
    if release is None and found is None:
        fault = Fault("file name", "does not tell the year, and the workbook's cells do not either.",
                      "Keep the official name (ussd21.xls), or give --release 2021.")  # fmt: skip
        raise ReleaseError(name, [fault])
    return year_given(release, name) if release is not None else f"20{found[1]}" if found else ""
