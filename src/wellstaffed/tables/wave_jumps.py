"""Staff of a school that jumps between two waves: found when rows are asked for, whatever the order waves came in."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from wellstaffed.tables.flag_meanings import flag_meanings

RULE = "jump_between_waves"
TIMES = 5
FEW_DISTRICTS = 50


def jumps(earlier: pl.DataFrame, later: pl.DataFrame) -> pl.DataFrame:
    """
    Return the rows of the later wave whose FTE is five times that of the earlier or a fifth of it, and ten off.

    Parameters
    ----------
    earlier, later : DataFrame
        ``school_id_crdc``, ``role``, ``fte``, a row per school and role.

    Returns
    -------
    DataFrame
        The rows of `later`, with ``before``, the FTE of the earlier wave. Teachers are left out: schools open and close.
    """
    before = earlier.select("school_id_crdc", pl.col("role").cast(pl.String), before="fte").drop_nulls()
    both = later.with_columns(pl.col("role").cast(pl.String)).join(before, on=["school_id_crdc", "role"])
    low, high = pl.min_horizontal("before", "fte"), pl.max_horizontal("before", "fte")
    most = float(flag_meanings()[RULE].limit)
    is_jump = (high >= TIMES * low) & (high - low >= most) & (pl.col("role") != "teacher")
    return both.filter(pl.col("fte").is_not_null() & is_jump)


def with_jumps(
    staff: pl.DataFrame, years: Iterable[int], rows: Callable[[pl.Expr], pl.DataFrame | None]
) -> pl.DataFrame:
    """
    Return staff rows with the flag on every jump from the nearest earlier wave.

    Parameters
    ----------
    staff : FederalStaff
        Any rows.
    years : iterable of int
        School years at hand, as the years in which they end.
    rows : callable
        Returns the staff rows that an expression on ``leaid`` and ``school_year`` chooses, of all that are at hand.
    """
    found = _found(staff, years, rows)
    if found is None:
        return staff
    key = ["school_id_crdc", "school_year", "role"]
    marked = found.select(*key, jumped=pl.lit(RULE)).with_columns(pl.col("role").cast(staff.schema["role"]))
    joined = staff.join(marked, on=key, how="left", maintain_order="left")
    flags = pl.concat_str(pl.col("flags").replace("", None), "jumped", separator=" ", ignore_nulls=True)
    return joined.with_columns(flags.fill_null("").alias("flags")).drop("jumped")


def jump_flags(
    staff: pl.DataFrame, years: Iterable[int], rows: Callable[[pl.Expr], pl.DataFrame | None]
) -> pl.DataFrame:
    """Return one row of ``core_crdc__flags`` for each jump of staff rows; the parameters are those of `with_jumps`."""
    found = _found(staff, years, rows)
    words = pl.concat_str(pl.col("fte").cast(pl.String), pl.lit(" after "), pl.col("before").cast(pl.String))
    return (staff.clear().with_columns(before=pl.lit(0.0)) if found is None else found).select(
        "school_id_crdc", "school_year", about=pl.lit("school_staff"), rule=pl.lit(RULE),
        detail=pl.col("role").cast(pl.String), found=words, source="source",
    )  # fmt: skip


def _found(
    staff: pl.DataFrame, years: Iterable[int], rows: Callable[[pl.Expr], pl.DataFrame | None]
) -> pl.DataFrame | None:
    parts = []
    held = sorted(set(years))
    for (year,), later in staff.group_by("school_year", maintain_order=True):
        before = [one for one in held if one < year]
        if not before:
            continue
        where = pl.col("school_year") == before[-1]
        districts = later["leaid"].unique().to_list()
        earlier = rows(where & pl.col("leaid").is_in(districts) if len(districts) <= FEW_DISTRICTS else where)
        if earlier is not None:
            parts.append(jumps(earlier, later))
    whole = pl.concat(parts) if parts else None
    return None if whole is None or whole.is_empty() else whole
