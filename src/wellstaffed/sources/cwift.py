"""Comparable Wage Index for Teachers by district (NCES EDGE): a tab-delimited file whose name tells its year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.sources.raw_cells import DECIMAL, check_cells, check_unique, year_given
from wellstaffed.sources.told_release import agreed, check_begun

if TYPE_CHECKING:
    from wellstaffed.sources.column_map import ColumnMap
    from wellstaffed.sources.published_file import Grid

READER_VERSION = 1
_YEAR_IN_NAME = re.compile(r"CWIFT(\d{4})", re.IGNORECASE)
_DISTRICTS_IN_NAME = re.compile(r"LEA(\d\d)\d\d(?!\d)", re.IGNORECASE)  # CWIFT2021_LEA2122: the districts of 2021-22


def read_cwift(grid: Grid, layout: ColumnMap, release: str | None = None) -> tuple[str, dict[str, pl.DataFrame]]:
    """Return the release (``2021``) and the table `wage_index`, without its source; name and `release` must agree."""
    found, districts = _YEAR_IN_NAME.search(grid.name), _DISTRICTS_IN_NAME.search(grid.name)
    year = agreed(grid.name, {
        f"file name '{grid.name}'": found[1] if found else None,
        f"'{districts[0]}' in it" if districts else "": f"20{districts[1]}" if districts else None,
        "--release": year_given(release, grid.name) if release else None,
    })  # fmt: skip
    if year is None:
        fault = Fault("file name", "does not tell the year, and the file does not either.",
                      "Keep the official name (EDGE_ACS_CWIFT2021_LEA2122.txt), or give --release 2021.")  # fmt: skip
        raise ReleaseError(grid.name, [fault])
    check_begun(grid.name, int(year), year)
    raw = grid.renamed(layout)
    patterns = {
        "leaid": r"^\d{7}$",
        "district": ".",
        "state_name": ".",
        "wage_index": DECIMAL,
        "wage_index_se": DECIMAL,
    }
    check_cells(raw, patterns, name=grid.name, headers=layout.theirs)
    check_unique(raw, ["leaid"], name=grid.name)
    numbers = pl.col("wage_index", "wage_index_se").cast(pl.Float64)
    table = raw.select(
        "leaid", "district", "state_name", pl.lit(int(year), pl.Int64).alias("year"), numbers, "source_row"
    )
    return year, {"wage_index": table.sort("leaid")}
