"""
Which school of the collection is which of the directory: sheet K of the collection's Appendix Workbook, or a CSV.

No workbook was at hand when this was written. So nothing rests on the place or the full wording of its headers: of the
sheet named K the one column that names the collection's identifier and the one that names the directory's are taken, and
every cell must be an identifier. Anything else is refused, and the headers that were found are listed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.core.school_years import school_year, show_school_year
from wellstaffed.sources.raw_cells import check_cells, check_unique
from wellstaffed.sources.told_release import agreed, check_begun

if TYPE_CHECKING:
    import polars as pl

READER_VERSION = 1
OURS = ("school_id_crdc", "school_id_nces")
_SHEET = re.compile(r"^\s*(appendix\s*)?k\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d-\d\d)(?!\d)")
_CRDC = re.compile(r"combo|crdc", re.IGNORECASE)
_NCES = re.compile(r"nces|ccd", re.IGNORECASE)
_IDENTIFIER = r"^\d{2}[0-9A-Z]{10}$"
_ROWS_BEFORE_HEADERS = 20


def crosswalk_sheet(path: Path) -> str | None:
    """Return the name of a workbook's sheet K; None if it has none or is no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        names = CalamineWorkbook.from_path(path).sheet_names
    except (CalamineError, OSError, ValueError):
        return None
    return next((name for name in names if _SHEET.match(name)), None)


def is_crosswalk_csv(headers: list[str]) -> bool:
    """Tell whether a delimited file has the two columns under our own names."""
    return set(OURS) <= set(headers)


def read_crosswalk_sheet(path: Path, sheet: str, release: str | None) -> tuple[str, dict[str, pl.DataFrame]]:
    """
    Return the release (``2021-22``) and the table `crosswalk`, without its source.

    Raises
    ------
    ReleaseError
        If the sheet's columns cannot be told apart, or a cell is no identifier.
    """
    import polars as pl
    from python_calamine import CalamineWorkbook

    cells = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    start = 0
    for start, row in enumerate(cells[:_ROWS_BEFORE_HEADERS]):  # noqa: B007 - where it stopped is where rows begin
        headers = [str(cell).strip() for cell in row]
        found = [_only(headers, _CRDC, _NCES), _only(headers, _NCES, _CRDC)]
        if None not in found:
            break
    else:
        shown = " | ".join(str(cell) for row in cells[:3] for cell in row if cell)[:300]
        fault = Fault(
            f"sheet {sheet}", "has no row with one header for the collection's identifier (COMBOKEY or CRDC) and one for "
            f"the directory's (NCES or CCD). It begins: {shown}",
            f"Save the two columns as a CSV with the headers {','.join(OURS)}, and add that.",
        )  # fmt: skip
        raise ReleaseError(path.name, [fault])
    places = [place for place in found if place is not None]
    rows = pl.DataFrame(
        {name: [_text(row[place]) for row in cells[start + 1 :]] for name, place in zip(OURS, places, strict=True)},
        schema=dict.fromkeys(OURS, pl.String),
    ).with_row_index("source_row", start + 2)
    named = {name: headers[place] for name, place in zip(OURS, places, strict=True)}
    return _checked(rows, path.name, named, release)


def read_crosswalk_csv(rows: pl.DataFrame, name: str, release: str | None) -> tuple[str, dict[str, pl.DataFrame]]:
    """Return the release and the table of a delimited file; as `read_crosswalk_sheet`."""
    return _checked(rows.select("source_row", *OURS), name, {one: one for one in OURS}, release)


def _checked(
    rows: pl.DataFrame, name: str, headers: dict[str, str], release: str | None
) -> tuple[str, dict[str, pl.DataFrame]]:
    import polars as pl

    said = {f"file name '{name}'": _YEAR.search(name), "--release": _YEAR.search(release or "")}
    told = agreed(name, {who: found[1] if found else None for who, found in said.items()})
    if told is None:
        fault = Fault("file name", "does not tell its school year.", "Give --release 2021-22.")
        raise ReleaseError(name, [fault])
    year = school_year(told)
    check_begun(name, year - 1, told)
    whole = rows.filter(~pl.all_horizontal(pl.col(OURS).is_null())).with_columns(
        pl.when(pl.col(one).str.contains(r"^\d+$")).then(pl.col(one).str.zfill(12)).otherwise(pl.col(one)).alias(one)
        for one in OURS
    )
    check_cells(whole, dict.fromkeys(OURS, _IDENTIFIER), name=name, headers=headers)
    check_unique(whole, ["school_id_crdc"], name=name)
    table = whole.select(*OURS, pl.lit(year, pl.Int64).alias("school_year"), "source_row").sort("school_id_crdc")
    return show_school_year(year), {"crosswalk": table}


def _only(headers: list[str], wanted: re.Pattern[str], other: re.Pattern[str]) -> int | None:
    """Return the one place whose header names an identifier of a school and not the other's; None if not exactly one."""
    places = [
        place
        for place, header in enumerate(headers)
        if wanted.search(header) and not other.search(header) and not re.search(r"name|lea|district", header, re.I)
    ]
    return places[0] if len(places) == 1 else None


def _text(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip().lstrip("'")
