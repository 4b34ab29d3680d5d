"""A funnel of schools: each rate by its number of students, with the limits chance alone would keep (rule D2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wellstaffed.evidence.intervals import Floats

INNER, OUTER = 0.95, 0.998


@dataclass(frozen=True)
class Funnel:
    """
    Rates of n places, and the limits around the common rate at k numbers of students.

    All rates are events per student. ``outside`` (n) is true where a place lies outside the outer limits.
    """

    students: Floats
    rates: Floats
    outside: Floats
    overall: float
    at: Floats
    inner: tuple[Floats, Floats]
    outer: tuple[Floats, Floats]


def funnel(events: ArrayLike, students: ArrayLike, *, points: int = 60) -> Funnel:
    """
    Return the funnel of n places with known counts; places without students are left out.

    Notes
    -----
    Rule D2. Spiegelhalter 2005: limits at 95 and 99.8 % of the binomial around the common rate, interpolated between
    whole counts. A place outside differs by more than chance; a place inside is not shown to be alike.
    """
    x, n = np.asarray(events, dtype=float), np.asarray(students, dtype=float)
    kept = np.isfinite(x) & (n > 0)
    x, n = x[kept], n[kept]
    overall = float(x.sum() / n.sum()) if n.size else 0.0
    at = np.zeros(0)
    if n.size:
        at = np.unique(np.round(np.geomspace(max(float(n.min()), 1), max(float(n.max()), 2), points))).astype(
            np.float64
        )
    low, high = _limits(overall, n, OUTER)
    rates = x / n
    return Funnel(
        n, rates, (rates < low) | (rates > high), overall, at, _limits(overall, at, INNER), _limits(overall, at, OUTER)
    )


def _limits(overall: float, students: Floats, level: float) -> tuple[Floats, Floats]:
    from scipy.special import bdtr
    from scipy.stats import binom

    if not 0 < overall < 1:
        return np.full(students.shape, overall), np.full(students.shape, overall)
    found = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        whole = binom.ppf(tail, students, overall)
        below = np.where(whole > 0, bdtr(np.maximum(whole - 1, 0), students.astype(int), overall), 0.0)
        step = bdtr(whole, students.astype(int), overall) - below
        # Between two whole counts the tail is shared out, which takes the steps out of the line.
        found.append(np.clip((whole - 1 + (tail - below) / np.maximum(step, 1e-300)) / students, 0, 1))
    return found[0], found[1]
