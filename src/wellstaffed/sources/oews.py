"""Occupational Employment and Wage Statistics (Bureau of Labor Statistics): wages by occupation, area, industry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.core.missing import Missing
from wellstaffed.sources.raw_cells import check_cells, check_unique
from wellstaffed.sources.told_release import agreed, check_begun

if TYPE_CHECKING:
    from wellstaffed.sources.column_map import ColumnMap
    from wellstaffed.sources.published_file import Grid

READER_VERSION = 1
MEASURES = ("employment", "annual_mean", "annual_median")
NOT_A_NUMBER = "-"
_YEAR_IN_NAME = re.compile(r"may[-_ ]?(\d{4})", re.IGNORECASE)
_REASON_OF_FOOTNOTE = {"4": Missing.NOT_APPLICABLE, "5": Missing.SUPPRESSED, "8": Missing.SUPPRESSED}


def read_oews(grid: Grid, layout: ColumnMap, release: str | None = None) -> tuple[str, dict[str, pl.DataFrame]]:
    """
    Return the release (``may-2025-states``) and the table `wages`, without its source.

    Notes
    -----
    A dash is a missing estimate; its footnote is kept as the code of the reason (rule M1). Footnote 4: paid by the
    hour or year only; 5: above the highest wage published; 8: not released.
    """
    if release is not None and _YEAR_IN_NAME.search(release) is None:
        raise ReleaseError(grid.name, [Fault(f"release '{release}'", "tells no year.", "Give --release may-2025.")])
    said = {
        f"file name '{grid.name}'": _YEAR_IN_NAME.search(grid.name),
        "--release": _YEAR_IN_NAME.search(release or ""),
    }
    year = agreed(grid.name, {who: found[1] if found else None for who, found in said.items()})
    if year is None:
        fault = Fault("file name", "does not tell the year of the estimates.", "Give --release may-2025.")
        raise ReleaseError(grid.name, [fault])
    check_begun(grid.name, int(year), f"May {year}")
    raw = grid.renamed(layout)
    number = r"^(-|\d+)$"
    patterns = dict.fromkeys(MEASURES, number) | {"soc": r"^\d\d-\d{4}$", "series": ".", "area_type": "^[NSM]$"}
    check_cells(raw, patterns, name=grid.name, headers=layout.theirs)
    check_unique(raw, ["series"], name=grid.name)
    _check_footnotes(raw, grid.name)
    names = ("area_type", "area_code", "state_fips", "area", "industry_code", "industry", "soc", "occupation")
    table = raw.select(
        "series", pl.lit(int(year), pl.Int64).alias("year"), *names,
        *[expression for name in MEASURES for expression in _measure(name)], "source_row",
    )  # fmt: skip
    areas = "-".join(_AREAS[kind] for kind in sorted(set(table["area_type"])))
    industries = "" if set(table["industry_code"]) == {"000000"} else "-industries"
    return f"may-{year}-{areas}{industries}", {"wages": table.sort("series")}


_AREAS = {"N": "nation", "S": "states", "M": "metros"}


def _measure(name: str) -> list[pl.Expr]:
    missing = pl.col(name) == NOT_A_NUMBER
    code = pl.when(missing).then(pl.col(f"{name}_footnote"))
    return [
        pl.when(~missing).then(pl.col(name)).cast(pl.Int64).alias(name),
        code.replace_strict({c: r.value for c, r in _REASON_OF_FOOTNOTE.items()}, default=None, return_dtype=pl.String)
        .alias(f"{name}_missing"),
        code.alias(f"{name}_code"),
    ]  # fmt: skip


def _check_footnotes(raw: pl.DataFrame, name: str) -> None:
    known = list(_REASON_OF_FOOTNOTE)
    faults = [
        Fault(f"row {row}", f"{measure} is a dash whose footnote '{note}' is not one of {', '.join(known)}.")
        for measure in MEASURES
        for row, note in raw.filter(
            (pl.col(measure) == NOT_A_NUMBER) & ~pl.col(f"{measure}_footnote").is_in(known).fill_null(False)
        ).select("source_row", f"{measure}_footnote").head(20).iter_rows()
    ]  # fmt: skip
    if faults:
        raise ReleaseError(name, faults)
