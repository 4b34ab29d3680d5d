"""
Intervals of rule D1, each for whole arrays at once: Wilson, Garwood, Koopman, conditional exact, Newcombe.

Beside each that covers more than its level when events are few stands the score interval of the same measure.

A limit that does not exist (the upper limit of a ratio to a group without events) is NaN inside this room and a reason
in words everywhere outside it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
RateLimits = Callable[[ArrayLike, ArrayLike], tuple[Floats, Floats]]
Z95 = 1.959963984540054
_REACH = 40.0  # a ratio of e**40 and beyond is never a limit of counts of children


def broadcast_floats(*values: ArrayLike) -> list[Floats]:
    """Return arrays of one shape, each a copy, in the order given."""
    return [np.array(one, dtype=float) for one in np.broadcast_arrays(*values)]


def wilson_interval(events: ArrayLike, students: ArrayLike, *, z: float = Z95) -> tuple[Floats, Floats]:
    """
    Return the Wilson score interval of one rate.

    Parameters
    ----------
    events, students : array of float
        Students with the outcome, and all students of the group; NaN gives NaN, as do no students.
    z : float
        Normal quantile of the level.

    Returns
    -------
    tuple of array
        Lower and upper limit, as shares.

    Notes
    -----
    Rule D1. Wilson 1927; Brown, Cai and DasGupta 2001.
    """
    a, n = broadcast_floats(events, students)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = a / n
        middle = rate + z * z / (2 * n)
        half = z * np.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
        low, high = ((middle + sign * half) / (1 + z * z / n) for sign in (-1, 1))
    # At the ends the limit is exact; the formula leaves a rounding error there.
    low, high = np.where(a == 0, 0.0, low), np.where(a == n, 1.0, high)
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def exact_interval(events: ArrayLike, students: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the exact interval of one rate (Clopper and Pearson 1934), lower and upper limit as shares."""
    from scipy.special import betaincinv

    a, n = broadcast_floats(events, students)
    tail = (1 - level) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(a == 0, 0.0, betaincinv(np.maximum(a, 1), np.maximum(n - a + 1, 1), tail))
        high = np.where(a == n, 1.0, betaincinv(a + 1, np.maximum(n - a, 1), 1 - tail))
    known = (n > 0) & (a >= 0) & (a <= n)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def garwood_interval(events: ArrayLike, students: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """
    Return the exact Poisson interval of an incident rate.

    Incidents, unlike students, may exceed enrollment; the limits are incidents per student.

    Notes
    -----
    Rule D1. Garwood 1936.
    """
    from scipy.special import gammaincinv

    a, n = broadcast_floats(events, students)
    tail = (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(a == 0, 0.0, gammaincinv(np.maximum(a, 1), tail)) / n
        high = gammaincinv(a + 1, 1 - tail) / n
    return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)


def poisson_score_interval(events: ArrayLike, students: ArrayLike, *, z: float = Z95) -> tuple[Floats, Floats]:
    """
    Return the score interval of an incident rate (Rao): every rate whose expected count lies within z of what was seen.

    Narrower than Garwood's, which never covers less than its level; this one covers its level on average.
    """
    a, n = broadcast_floats(events, students)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = z * np.sqrt(a + z * z / 4)
        low, high = ((a + z * z / 2 + side * half) / n for side in (-1, 1))
    return np.where(n > 0, np.where(a == 0, 0.0, low), np.nan), np.where(n > 0, high, np.nan)


def koopman_interval(
    events: ArrayLike,
    students: ArrayLike,
    reference_events: ArrayLike,
    reference_students: ArrayLike,
    *,
    z: float = Z95,
    small_sample: bool = False,
) -> tuple[Floats, Floats]:
    """
    Return the score interval of a risk ratio.

    Parameters
    ----------
    events, students, reference_events, reference_students : array of float
        Counts of both groups.
    z : float
        Normal quantile of the level.
    small_sample : bool
        Multiply the variance by N/(N-1), as Miettinen and Nurminen do; Koopman does not.

    Returns
    -------
    tuple of array
        Lower and upper limit. Without events in the reference group there is no upper limit (NaN); without events in
        either, no limit.

    Notes
    -----
    Rule D1. Koopman 1984; Miettinen and Nurminen 1985. The limits are the roots of the score statistic in the
    logarithm of the ratio, found for all places at once.
    """
    a, n, c, m = broadcast_floats(events, students, reference_events, reference_students)
    known = (n > 0) & (m > 0) & (a >= 0) & (c >= 0) & (a <= n) & (c <= m) & (a + c > 0)
    factor = (n + m) / np.maximum(n + m - 1, 1) if small_sample else np.ones_like(n)
    target = z * z
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.log((a / n) / (c / m))
    low = _score_root(known & (a > 0), centre, -1, (a, n, c, m, factor), target)
    high = _score_root(known & (c > 0), centre, 1, (a, n, c, m, factor), target)
    return np.where(known & (a == 0), 0.0, low), high


def _score_root(
    where: NDArray[np.bool_], centre: Floats, side: int, counts: tuple[Floats, ...], target: float
) -> Floats:
    from scipy.optimize.elementwise import find_root

    root = np.full(where.shape, np.nan)
    if not where.any():
        return root
    args = tuple(one[where] for one in counts)
    inner = centre[where]
    a, n, c, m = args[:4]
    guess = np.log(((a + 0.5) / (n + 0.5)) / ((c + 0.5) / (m + 0.5)))
    # A group without events has its ratio at an end of the line; the bracket then spans the line.
    inner = np.where(np.isfinite(inner), inner, guess - side * _REACH)
    outer = np.where(np.isfinite(centre[where]), inner, guess) + side * _REACH

    def excess(log_ratio: Floats, *given: Floats) -> Floats:
        return _score_statistic(np.exp(log_ratio), *given) - target

    found = find_root(excess, (np.minimum(inner, outer), np.maximum(inner, outer)), args=args)
    root[where] = np.exp(found.x)
    return root


def _score_statistic(ratio: Floats, *counts: Floats) -> Floats:
    """Return the score statistic of a ratio: squared distance over its variance under that ratio."""
    a, n, c, m, factor = counts
    middle = a + m + ratio * (n + c)
    root = np.sqrt(np.maximum(middle * middle - 4 * ratio * (n + m) * (a + c), 0))
    reference = np.clip(2 * (a + c) / (middle + root), 0, 1)
    rate = np.clip(ratio * reference, 0, 1)
    distance = (a / n - ratio * c / m) ** 2
    variance = (rate * (1 - rate) / n + ratio * ratio * reference * (1 - reference) / m) * factor
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(distance == 0, 0.0, distance / np.maximum(variance, 1e-300))


def conditional_exact_interval(
    events: ArrayLike,
    students: ArrayLike,
    reference_events: ArrayLike,
    reference_students: ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """
    Return the exact interval of a ratio of rates, given the number of events in both groups together.

    Notes
    -----
    Rule D1. The group's share of all events is binomial; its Clopper-Pearson limits p become p/(1-p) * m/n. Holds for
    incidents too. It never covers less than its level, and below 20 events often more.
    """
    a, n, c, m = broadcast_floats(events, students, reference_events, reference_students)
    return _ratio_of_share(*exact_interval(a, a + c, level=level), (a, n, c, m))


def conditional_score_interval(
    events: ArrayLike, students: ArrayLike, reference_events: ArrayLike, reference_students: ArrayLike
) -> tuple[Floats, Floats]:
    """Return the score interval of a ratio of incident rates: Wilson's limits of the group's share of all events."""
    a, n, c, m = broadcast_floats(events, students, reference_events, reference_students)
    return _ratio_of_share(*wilson_interval(a, a + c), (a, n, c, m))


def _ratio_of_share(low: Floats, high: Floats, counts: tuple[Floats, ...]) -> tuple[Floats, Floats]:
    """Return limits of a ratio from limits of the group's share of the events of both groups."""
    a, n, c, m = counts
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = low / (1 - low) * m / n, high / (1 - high) * m / n
    known = (n > 0) & (m > 0) & (a + c > 0)
    return np.where(known, low, np.nan), np.where(known & (c > 0), high, np.nan)


def newcombe_interval(
    events: ArrayLike,
    students: ArrayLike,
    reference_events: ArrayLike,
    reference_students: ArrayLike,
    *,
    rate_limits: RateLimits = wilson_interval,
) -> tuple[Floats, Floats]:
    """
    Return the interval of a difference of rates from the intervals of both rates.

    Parameters
    ----------
    events, students, reference_events, reference_students : array of float
        Counts of both groups.
    rate_limits : callable
        The interval of one rate, from events and students.

    Notes
    -----
    Rule D1. Newcombe 1998, hybrid score interval (his method 10); with the limits of incident rates the same
    construction serves incidents.
    """
    a, n, c, m = broadcast_floats(events, students, reference_events, reference_students)
    (low1, high1), (low2, high2) = rate_limits(a, n), rate_limits(c, m)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate1, rate2 = a / n, c / m
    difference = rate1 - rate2
    low = difference - np.sqrt((rate1 - low1) ** 2 + (high2 - rate2) ** 2)
    high = difference + np.sqrt((high1 - rate1) ** 2 + (rate2 - low2) ** 2)
    return low, high


def score_difference_interval(
    events: ArrayLike, students: ArrayLike, reference_events: ArrayLike, reference_students: ArrayLike
) -> tuple[Floats, Floats]:
    """
    Return the score interval of a risk difference.

    Notes
    -----
    Miettinen and Nurminen 1985. At few events it covers nearer to its level than Newcombe's, which is rule D1's.
    """
    from scipy.optimize.elementwise import find_root

    counts = broadcast_floats(events, students, reference_events, reference_students)
    a, n, c, m = counts
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = a / n - c / m

    def excess(value: Floats, *given: Floats) -> Floats:
        return _difference_statistic(value, *given) - Z95**2

    edge = 1 - 1e-12
    low = find_root(excess, (np.full_like(a, -edge), difference), args=tuple(counts)).x
    high = find_root(excess, (difference, np.full_like(a, edge)), args=tuple(counts)).x
    # A group all with the outcome against one all without stands at the end of the line: no root lies beyond.
    return np.where(difference == -1, -1.0, low), np.where(difference == 1, 1.0, high)


def _difference_statistic(value: Floats, a: Floats, n: Floats, c: Floats, m: Floats) -> Floats:
    """Return the score statistic at a difference; the restricted rates by the closed form of the cubic."""
    total = n + m
    second = (n + 2 * m) * value - total - (a + c)
    first = (m * value - total - 2 * c) * value + (a + c)
    constant = c * value * (1 - value)
    q = second**3 / (3 * total) ** 3 - second * first / (6 * total**2) + constant / (2 * total)
    p = np.copysign(np.sqrt(np.maximum(second**2 / (3 * total) ** 2 - first / (3 * total), 0)), q)
    with np.errstate(divide="ignore", invalid="ignore"):
        angle = (np.pi + np.arccos(np.clip(np.where(p == 0, 0, q / p**3), -1, 1))) / 3
    reference = np.clip(2 * p * np.cos(angle) - second / (3 * total), 0, 1)
    rate = np.clip(reference + value, 0, 1)
    variance = (rate * (1 - rate) / n + reference * (1 - reference) / m) * total / (total - 1)
    distance = (a / n - c / m - value) ** 2
    return np.where(distance == 0, 0.0, distance / np.maximum(variance, 1e-300))


def equal_risk_p(
    events: ArrayLike, students: ArrayLike, reference_events: ArrayLike, reference_students: ArrayLike
) -> Floats:
    """Return the two-sided p value that both rates are equal: exact below 20 events, else the score test (rule D1)."""
    from scipy.special import bdtr, erfc

    a, n, c, m = broadcast_floats(events, students, reference_events, reference_students)
    known = (n > 0) & (m > 0) & (a + c > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = n / (n + m)
        pooled = (a + c) / (n + m)
        score = (a / n - c / m) / np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        by_score = erfc(np.abs(score) / np.sqrt(2))
        total = np.where(known, a + c, 1).astype(int)
        below = bdtr(np.where(known, a, 0), total, np.where(known, share, 0.5))
        above = 1 - np.where(a > 0, bdtr(np.where(known, a - 1, 0), total, np.where(known, share, 0.5)), 0.0)
        exact = np.minimum(1.0, 2 * np.minimum(below, above))
    p_value = np.where((a + c < FEW_EVENTS) | (a == 0) | (c == 0), exact, by_score)
    return np.where(known, p_value, np.nan)


FEW_EVENTS = 20


def katz_interval(
    events: ArrayLike, students: ArrayLike, reference_events: ArrayLike, reference_students: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return limits of a risk ratio and the standard error of its logarithm (Katz 1978); NaN at a zero cell."""
    a, n, c, m = broadcast_floats(events, students, reference_events, reference_students)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.where((a > 0) & (c > 0), np.sqrt(1 / a - 1 / n + 1 / c - 1 / m), np.nan)
        ratio = (a / n) / (c / m)
        return ratio * np.exp(-Z95 * error), ratio * np.exp(Z95 * error), error
