"""Districts like one district, by a stated distance over what directory, poverty estimates and wage index say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import UsageError
from wellstaffed.tables import shipped
from wellstaffed.tables.store import Store

if TYPE_CHECKING:
    import polars as pl

POVERTY_STEP = 0.10
WAGE_STEP = 0.05
LIKENESS = {
    "size": "doublings between the numbers of children aged 5 to 17 who live there",
    "poverty": "steps of ten percentage points between the shares of these children in poverty",
    "schools": "doublings between the numbers of schools in the directory",
    "wages": "steps of 0.05 between the comparable wage indexes",
    "state": "0 in the same state, else 1",
}
_NEEDS = {"size": "children_5_17", "poverty": "poverty", "schools": "schools", "wages": "wage_index", "state": "state"}


@dataclass(frozen=True)
class LikeDistrict:
    """
    A district and how far it is from the one asked about.

    ``parts`` has the distance by measure, ``distance`` their sum. Children in persons; ``poverty`` is a share, None where
    the district has no child in the estimates.
    """

    leaid: str
    district: str
    state: str
    schools: int
    children: int | None
    poverty: float | None
    wage_index: float | None
    distance: float | None
    parts: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class LikeDistricts:
    """The district asked about, the nearest others, how many were compared, and how many lack a measure."""

    own: LikeDistrict
    nearest: tuple[LikeDistrict, ...]
    compared: int
    left_out: int
    poverty_year: int | None
    wage_year: int | None


def like_districts(leaid: str, measures: tuple[str, ...], most: int) -> LikeDistricts:
    """
    Return the districts nearest to one, the nearest first; ties by identifier.

    Parameters
    ----------
    leaid : str
        A district of the directory.
    measures : tuple of str
        Of `LIKENESS`; their distances are added, each with weight one.
    most : int
        How many at most.

    Raises
    ------
    UsageError
        If a measure is none of these, or the district itself lacks one: no distance can then be stated (rule M2).
    """
    import polars as pl

    unknown = [one for one in measures if one not in LIKENESS]
    if unknown or not measures:
        raise UsageError(f"'{', '.join(unknown)}' is no measure of likeness; there are {', '.join(LIKENESS)}.")
    table, poverty_year, wage_year = _measured(leaid)
    own = table.filter(pl.col("leaid") == leaid).to_dicts()[0]
    can = [one for one, name in _NEEDS.items() if own[name] is not None and (one == "poverty" or own[name])]
    absent = [one for one in measures if one not in can]
    if absent:
        raise UsageError(
            f"No distance from {own['district']} can be stated by {', '.join(absent)}: what that compares is not known of "
            f"it. Choose of {', '.join(can)}."
        )
    others = table.filter(pl.col("leaid") != leaid).with_columns(**{f"by_{one}": _part(one, own) for one in measures})
    parts = [pl.col(f"by_{one}") for one in measures]
    known = others.filter(pl.all_horizontal(part.is_not_null() for part in parts))
    ranked = known.with_columns(distance=pl.sum_horizontal(parts)).sort("distance", "leaid").head(most)
    nearest = tuple(_like(row, measures) for row in ranked.iter_rows(named=True))
    left_out = others.height - known.height
    return LikeDistricts(_like(own, ()), nearest, known.height, left_out, poverty_year, wage_year)


def _measured(leaid: str) -> tuple[pl.DataFrame, int | None, int | None]:
    """Return every district of the directory with schools, and the years of the two estimates."""
    import polars as pl

    districts = pl.read_parquet(shipped.DATA / "districts.parquet", columns=["leaid", "district", "state"])
    schools = pl.scan_parquet(shipped.DATA / "directory.parquet").group_by("leaid").len("schools").collect()
    poverty, poverty_year = _estimate("poverty", leaid, ["children_5_17", "children_5_17_in_poverty"])
    index, wage_year = _estimate("wage_index", leaid, ["wage_index"])
    share = pl.col("children_5_17_in_poverty") / pl.col("children_5_17")
    table = districts.join(schools, on="leaid", how="left").join(poverty, on="leaid", how="left")
    table = table.join(index, on="leaid", how="left").with_columns(
        pl.col("schools").fill_null(0), poverty=pl.when(pl.col("children_5_17") > 0).then(share)
    )
    named = {one.leaid: one.name for one in shipped.checked_districts()}
    name = pl.col("leaid").replace_strict(named, default=pl.col("district"), return_dtype=pl.String)
    return table.with_columns(district=name).sort("leaid"), poverty_year, wage_year


def _estimate(table: str, leaid: str, names: list[str]) -> tuple[pl.DataFrame, int | None]:
    """Return the estimates of the latest year that has the district, the store's rows before the package's."""
    import polars as pl

    columns = ["leaid", "year", *names]
    rows = pl.read_parquet(shipped.DATA / f"{table}.parquet", columns=columns)
    stored = Store().scan(table)
    if stored is not None:
        rows = pl.concat([stored.select(columns).collect(), rows], how="vertical_relaxed")
        rows = rows.unique(["leaid", "year"], keep="first", maintain_order=True)
    years = rows.filter(pl.col("leaid") == leaid)["year"].to_list()
    year = max(years) if years else None
    return rows.filter(pl.col("year") == year).drop("year") if years else rows.clear().drop("year"), year


def _part(measure: str, own: dict[str, Any]) -> pl.Expr:
    import polars as pl

    column, value = pl.col(_NEEDS[measure]), own[_NEEDS[measure]]
    if measure == "state":
        return column.ne(value).cast(pl.Float64)
    if measure in ("poverty", "wages"):
        step = POVERTY_STEP if measure == "poverty" else WAGE_STEP
        return column.sub(pl.lit(value)).abs() / step
    return pl.when(column > 0).then((column / value).log(2).abs())


def _like(row: dict[str, Any], measures: tuple[str, ...]) -> LikeDistrict:
    named = {name: row[name] for name in ("leaid", "district", "state", "schools", "poverty", "wage_index")}
    parts = tuple((one, row[f"by_{one}"]) for one in measures)
    return LikeDistrict(**named, children=row["children_5_17"], distance=row.get("distance"), parts=parts)
