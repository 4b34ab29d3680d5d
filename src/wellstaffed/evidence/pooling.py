"""
Many places at once: partial pooling, the Mantel-Haenszel ratio over schools, and p values adjusted for looking often.

Rule D2: raw rates stand beside pooled ones and are never ranked; a crude ratio stands beside its value within schools.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from wellstaffed.evidence.intervals import Z95, Floats


@dataclass(frozen=True)
class PooledRates:
    """Rates drawn towards the common rate: n ``rates`` with the ``weights`` each place's own data keep."""

    overall: float
    between_variance: float
    weights: Floats
    rates: Floats


def empirical_bayes(events: ArrayLike, students: ArrayLike) -> PooledRates:
    """
    Return rates shrunk towards the common rate by the method of moments.

    Parameters
    ----------
    events, students : array of float
        n places with students each; all known.

    Notes
    -----
    Rule D2. Marshall 1991. A between-place variance of zero means that the places differ no more than by chance: each
    gets the common rate.
    """
    x, n = np.asarray(events, dtype=float), np.asarray(students, dtype=float)
    total = n.sum()
    overall = float(x.sum() / total)
    spread = float((n * (x / n - overall) ** 2).sum() / total)
    between = max(0.0, spread - overall / n.mean())
    within = overall / n
    weights = between / (between + within) if between > 0 else np.zeros_like(n)
    return PooledRates(overall, between, weights, overall + weights * (x / n - overall))


@dataclass(frozen=True)
class WithinSchools:
    """Crude ratio beside the one within schools, with limits; None with `reason` where it cannot be calculated."""

    crude: float | None
    ratio: float | None
    low: float | None
    high: float | None
    log_error: float | None
    odds_ratio: float | None
    reason: str


def mantel_haenszel(
    events: ArrayLike, students: ArrayLike, reference_events: ArrayLike, reference_students: ArrayLike
) -> WithinSchools:
    """
    Return the risk ratio within schools, pooled over them, beside the crude one.

    Parameters
    ----------
    events, students, reference_events, reference_students : array of float
        n schools; a school without students of either group tells nothing and is left out.

    Notes
    -----
    Rule D2. Mantel and Haenszel 1959; variance of Greenland and Robins 1985.
    """
    a, n, c, m = (np.asarray(one, float) for one in (events, students, reference_events, reference_students))
    crude = float((a.sum() / n.sum()) / (c.sum() / m.sum())) if c.sum() > 0 and n.sum() > 0 else None
    both = (n > 0) & (m > 0)
    a, n, c, m = a[both], n[both], c[both], m[both]
    size = n + m
    upper, lower = float((a * m / size).sum()), float((c * n / size).sum())
    if not lower:
        return WithinSchools(crude, None, None, None, None, None, "the reference group has no events in these schools")
    odds_lower = float((c * (n - a) / size).sum())
    odds = float((a * (m - c) / size).sum()) / odds_lower if odds_lower else None
    if not upper:
        return WithinSchools(crude, 0.0, None, None, None, odds, "the group has no events in these schools")
    variance = ((n * m * (a + c) - a * c * size) / size**2).sum() / (upper * lower)
    error, ratio = float(np.sqrt(variance)), upper / lower
    return WithinSchools(crude, ratio, ratio * np.exp(-Z95 * error), ratio * np.exp(Z95 * error), error, odds, "")


@dataclass(frozen=True)
class WithinPlaces:
    """A ratio within places beside the crude one, for one outcome, year and group; places of one kind are meant."""

    school_year: int
    outcome: str
    dimension: str
    group: str
    places: int
    ratio: WithinSchools


def within_places(table: pl.DataFrame) -> tuple[WithinPlaces, ...]:
    """
    Return, for each outcome, year and group of a disparity table with two places or more, the ratio within places.

    Rows without both counts are left out; so are references that are not of the place itself (rule D2).
    """
    keys = ["school_year", "outcome", "dimension", "group"]
    columns = ["events", "students", "reference_events", "reference_students"]
    usable = table.filter(pl.col("rate_missing").is_null() & ~pl.col("reference").is_in(["everyone", "state"]))
    found = []
    for part in usable.partition_by(keys, maintain_order=True):
        if part.height > 1:
            ratio = mantel_haenszel(*(part[name].to_numpy() for name in columns))
            year, outcome, dimension, group = part.select(keys).row(0)
            found.append(WithinPlaces(year, outcome, dimension, group, part.height, ratio))
    return tuple(found)


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """Return p values adjusted for the number of places looked at (rule D2; Benjamini and Hochberg 1995)."""
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * p.size / np.arange(1, p.size + 1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return adjusted


def pooled_rates(table: pl.DataFrame) -> pl.DataFrame:
    """
    Return a disparity table with ``partially_pooled_rate`` beside each raw rate.

    Rates are pooled over the places of the same outcome, year, dimension and group, and of the same state where the
    table has one. Fewer than three places are not pooled: the value is null and ``partially_pooled_rate_missing`` says so.

    Notes
    -----
    Rule D2; `empirical_bayes`.
    """
    keys = [name for name in ("state", "school_year", "outcome", "dimension", "group") if name in table.columns]
    usable = pl.col("rate").is_not_null()
    x, n = (pl.when(usable).then(pl.col(name)) for name in ("events", "students"))
    places = usable.sum().over(keys)
    overall = x.sum().over(keys) / n.sum().over(keys)
    spread = (n * (x / n - overall) ** 2).sum().over(keys) / n.sum().over(keys)
    between = pl.max_horizontal(0.0, spread - overall / (n.sum().over(keys) / places))
    weight = pl.when(between > 0).then(between / (between + overall / n)).otherwise(0.0)
    pooled = pl.when(usable & (places >= 3)).then(overall + weight * (x / n - overall))
    why = pl.when(pooled.is_null()).then(pl.coalesce("rate_missing", pl.lit("fewer than three places to pool")))
    return table.with_columns(partially_pooled_rate=pooled, partially_pooled_rate_missing=why)
