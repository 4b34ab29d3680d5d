"""Small Area Income and Poverty Estimates by school district (Census Bureau): one year's workbook, or all years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.sources.raw_cells import WHOLE, check_cells, check_unique, year_given
from wellstaffed.sources.told_release import agreed, check_begun

if TYPE_CHECKING:
    from wellstaffed.sources.column_map import ColumnMap
    from wellstaffed.sources.published_file import Grid

READER_VERSION = 1
COUNTS = ("population", "children_5_17", "children_5_17_in_poverty")
_YEAR_IN_NAME = re.compile(r"ussd(\d\d)(?!\d)", re.IGNORECASE)
_YEAR_IN_TITLE = re.compile(r"\b(20\d\d) Poverty Estimates", re.IGNORECASE)


def read_saipe(grid: Grid, layout: ColumnMap, release: str | None = None) -> tuple[str, dict[str, pl.DataFrame]]:
    """
    Return the release (``2021``, ``2012-2023``) and the table `poverty`, without its source.

    Parameters
    ----------
    grid : Grid
    layout : ColumnMap
    release : str, optional
        The year, where neither the workbook nor its name (``ussd21.xls``) tells it.

    Raises
    ------
    ReleaseError
        If sheet, title, name and `release` do not tell the same year, or a cell is not as it should be.
    """
    raw = grid.renamed(layout)
    if "year" not in raw.columns:
        raw = raw.with_columns(
            year=pl.lit(_year(grid, release)),
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
    named = "-".join(str(year) for year in dict.fromkeys((years[0], years[-1])))
    agreed(grid.name, {"its rows": named, f"file name '{grid.name}'": _in_name(grid.name), "--release": release})
    return named, {"poverty": table}


def _year(grid: Grid, release: str | None) -> str:
    inside = {
        place: f"20{found[1]}" if len(found[1]) == 2 else found[1]
        for place, text in grid.above.items()
        if (found := _YEAR_IN_NAME.search(text) or _YEAR_IN_TITLE.search(text))
    }
    given = year_given(release, grid.name) if release is not None else None
    year = agreed(grid.name, {**inside, f"file name '{grid.name}'": _in_name(grid.name), "--release": given})
    if year is None:
        fault = Fault("file name", "does not tell the year, and the workbook's cells do not either.",
                      "Keep the official name (ussd21.xls), or give --release 2021.")  # fmt: skip
        raise ReleaseError(grid.name, [fault])
    check_begun(grid.name, int(year), year)
    return year


def _in_name(name: str) -> str | None:
    found = _YEAR_IN_NAME.search(name)
    return f"20{found[1]}" if found else None
