"""Intervals that other papers print, by which ours are checked; rule D1 uses none of these."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wellstaffed.evidence.intervals import Z95, Floats, broadcast_floats, katz_interval, wilson_interval


def jeffreys_interval(events: ArrayLike, students: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the Jeffreys interval of one rate (Brown, Cai and DasGupta 2001)."""
    from scipy.special import betaincinv

    a, n = broadcast_floats(events, students)
    tail = (1 - level) / 2
    low = np.where(a == 0, 0.0, betaincinv(a + 0.5, n - a + 0.5, tail))
    return low, np.where(a == n, 1.0, betaincinv(a + 0.5, n - a + 0.5, 1 - tail))


def mid_p_interval(
    events: ArrayLike, students: ArrayLike, reference_events: ArrayLike, reference_students: ArrayLike
) -> tuple[Floats, Floats]:
    """
    Return the conditional interval of a ratio with half the probability of what was seen (mid-P; Lancaster 1961).

    Narrower than the conditional exact one, which never covers less than its level; this one does at times.
    """
    from scipy.optimize.elementwise import find_root
    from scipy.special import bdtr

    a, n, c, m = broadcast_floats(events, students, reference_events, reference_students)
    total = np.maximum(a + c, 1)

    def tail(share: Floats, seen: Floats, of: Floats) -> Floats:
        """Return the probability of fewer than seen, and half that of as many."""
        below = np.where(seen > 0, bdtr(np.maximum(seen - 1, 0), of.astype(int), share), 0.0)
        half: Floats = (below + bdtr(seen, of.astype(int), share)) / 2
        return half

    def limit(level: float) -> Floats:
        ends = np.full(a.shape, 1e-12), np.full(a.shape, 1 - 1e-12)
        found = find_root(lambda share, seen, of: tail(share, seen, of) - level, ends, args=(a, total))
        share: Floats = found.x
        with np.errstate(divide="ignore", invalid="ignore"):
            odds: Floats = share / (1 - share) * m / n
        return odds

    low, high = np.where(a > 0, limit(0.975), 0.0), limit(0.025)
    known = a + c > 0
    return np.where(known, low, np.nan), np.where(known & (c > 0), high, np.nan)


def walter_interval(
    events: ArrayLike, students: ArrayLike, reference_events: ArrayLike, reference_students: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return a risk ratio and its limits with one half added to every count (Walter 1975): ratio, low, high."""
    a, n, c, m = (one + 0.5 for one in broadcast_floats(events, students, reference_events, reference_students))
    low, high, _ = katz_interval(a, n, c, m)
    return (a / n) / (c / m), low, high


def mover_interval(
    events: ArrayLike, students: ArrayLike, reference_events: ArrayLike, reference_students: ArrayLike
) -> tuple[Floats, Floats]:
    """Return limits of a risk ratio recovered from the Wilson limits of both rates (Donner and Zou 2012)."""
    a, n, c, m = broadcast_floats(events, students, reference_events, reference_students)
    (low1, high1), (low2, high2) = wilson_interval(a, n), wilson_interval(c, m)
    rate1, rate2 = a / n, c / m
    product = rate1 * rate2
    low = product - np.sqrt(product**2 - low1 * high2 * (2 * rate1 - low1) * (2 * rate2 - high2))
    high = product + np.sqrt(product**2 - high1 * low2 * (2 * rate1 - high1) * (2 * rate2 - low2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return low / (high2 * (2 * rate2 - high2)), high / (low2 * (2 * rate2 - low2))


def jeffreys_ratio(events: float, students: float, reference_events: float, reference_students: float) -> list[float]:
    """Return median and 95 % limits of the ratio of two rates, each with a Jeffreys prior; one pair of groups."""
    from scipy.integrate import quad
    from scipy.optimize import brentq
    from scipy.special import betainc
    from scipy.stats import beta

    shape = (events + 0.5, students - events + 0.5)
    reference = beta(reference_events + 0.5, reference_students - reference_events + 0.5)
    edges = np.log(reference.ppf([1e-13, 1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-12]))

    def below(log_ratio: float) -> float:
        def density(log_rate: float) -> float:
            rate = np.exp(log_rate)
            return float(betainc(*shape, min(1.0, np.exp(log_ratio) * rate)) * reference.pdf(rate) * rate)

        return float(sum(quad(density, lo, hi, epsabs=1e-13)[0] for lo, hi in zip(edges, edges[1:], strict=False)))

    return [float(np.exp(brentq(lambda x, q=q: below(x) - q, -30, 30, xtol=1e-12))) for q in (0.5, 0.025, 0.975)]


def woolf_interval(
    events: ArrayLike, students: ArrayLike, reference_events: ArrayLike, reference_students: ArrayLike
) -> tuple[Floats, Floats]:
    """Return limits of an odds ratio (Woolf 1955); NaN at a zero cell."""
    a, n, c, m = broadcast_floats(events, students, reference_events, reference_students)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = a * (m - c) / (c * (n - a))
        error = np.sqrt(1 / a + 1 / (n - a) + 1 / c + 1 / (m - c))
        whole = np.isfinite(error) & (c > 0)
        low, high = (np.where(whole, ratio * np.exp(side * Z95 * error), np.nan) for side in (-1, 1))
    return low, high


def exact_odds_ratio(
    events: int, students: int, reference_events: int, reference_students: int
) -> tuple[float, float, float]:
    """Return the conditional odds ratio and its exact limits (Fisher); infinite where there is none. One pair."""
    from scipy.stats.contingency import odds_ratio

    found = odds_ratio([[events, reference_events], [students - events, reference_students - reference_events]])
    limits = found.confidence_interval(0.95)
    return float(found.statistic), float(limits.low), float(limits.high)
