"""The measures of a disparity for whole arrays at once, each a number or a reason (rules D1, M1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wellstaffed.evidence.intervals import (
    FEW_EVENTS,
    Floats,
    conditional_exact_interval,
    equal_risk_p,
    garwood_interval,
    koopman_interval,
    newcombe_interval,
    wilson_interval,
)

Words = NDArray[np.object_]

COUNT_MISSING = "the number of events is not known"
STUDENTS_MISSING = "the number of students is not known"
NO_STUDENTS = "there are no students in the group"
NO_REFERENCE_STUDENTS = "there are no students in the reference group"
MORE_EVENTS = "there are more events than students: these are incidents, not students"
NEITHER = "neither group has an event"
NO_REFERENCE_EVENTS = "the reference group has no events"
NO_ODDS = "a group has no student without the outcome, or the reference group none with it"


@dataclass(frozen=True)
class Measures:
    """
    Measures of n pairs of groups; arrays of length n.

    ``rate`` and the rest are NaN where they cannot be calculated; ``reason`` says why no rate pair can be compared,
    ``ratio_reason`` why the ratio cannot be (empty text where it can), ``ratio_method`` how its limits were found.
    """

    rate: Floats
    rate_low: Floats
    rate_high: Floats
    reference_rate: Floats
    reference_rate_low: Floats
    reference_rate_high: Floats
    risk_ratio: Floats
    risk_ratio_low: Floats
    risk_ratio_high: Floats
    ratio_method: Words
    risk_difference: Floats
    risk_difference_low: Floats
    risk_difference_high: Floats
    excess_events: Floats
    composition_index: Floats
    odds_ratio: Floats
    p_value: Floats
    reason: Words
    ratio_reason: Words
    odds_reason: Words


def disparity_measures(
    events: ArrayLike,
    students: ArrayLike,
    reference_events: ArrayLike,
    reference_students: ArrayLike,
    *,
    incidents: bool = False,
) -> Measures:
    """
    Return rate, risk ratio, risk difference and what belongs beside them, with 95 % intervals.

    Parameters
    ----------
    events, students, reference_events, reference_students : array of float
        Counts of students; NaN where not known.
    incidents : bool
        The events are incidents: a child may stand behind several. Garwood's limits, and the conditional exact ratio.

    Returns
    -------
    Measures
        Arrays of the common length.

    Notes
    -----
    Rule D1. Rates are shares (events per student). Excess events = a - n * c/m; composition index = share of events
    over share of students, both groups taken together; odds ratio = a(m-c) / (c(n-a)).
    """
    a, n, c, m = (np.atleast_1d(x) for x in _broadcast(events, students, reference_events, reference_students))
    rates = _rates(a, n, incidents), _rates(c, m, incidents)
    reason = _reason(a, n, c, m, incidents)
    usable = reason == ""
    counts = tuple(np.where(usable, one, np.nan) for one in (a, n, c, m))
    a, n, c, m = counts
    difference_low, difference_high = newcombe_interval(a, n, c, m, incidents=incidents)
    ratio_low, ratio_high, method = _ratio_limits(counts, incidents)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate, reference = a / n, c / m
        ratio = np.where(c > 0, rate / reference, np.nan)
        composition = np.where(a + c > 0, (a / (a + c)) / (n / (n + m)), np.nan)
        odds = np.where((c > 0) & (n > a) & (not incidents), a * (m - c) / (c * (n - a)), np.nan)
        excess = a - n * c / m
    ratio_reason = np.where(usable & (c == 0), np.where(a == 0, NEITHER, NO_REFERENCE_EVENTS), reason).astype(object)
    odds_reason = np.where(usable & np.isnan(odds), NO_ODDS, reason).astype(object)
    return Measures(
        *rates[0], *rates[1],
        ratio, ratio_low, ratio_high, method,
        rate - reference, difference_low, difference_high,
        excess, composition, odds, equal_risk_p(a, n, c, m),
        reason, ratio_reason, odds_reason,
    )  # fmt: skip


def _broadcast(*values: ArrayLike) -> list[Floats]:
    return [np.array(one, dtype=float) for one in np.broadcast_arrays(*values)]


def _rates(events: Floats, students: Floats, incidents: bool) -> tuple[Floats, Floats, Floats]:
    """Return one group's rate and limits, whatever is known of the other group."""
    limits = garwood_interval if incidents else wilson_interval
    usable = (students > 0) & ((events <= students) | incidents)
    a, n = np.where(usable, events, np.nan), np.where(usable, students, np.nan)
    return (a / n, *limits(a, n))


def _reason(a: Floats, n: Floats, c: Floats, m: Floats, incidents: bool) -> Words:
    reason = np.full(a.shape, "", dtype=object)
    tests = [
        ((a > n) | (c > m)) & (not incidents), MORE_EVENTS,
        m == 0, NO_REFERENCE_STUDENTS,
        n == 0, NO_STUDENTS,
        np.isnan(n) | np.isnan(m), STUDENTS_MISSING,
        np.isnan(a) | np.isnan(c), COUNT_MISSING,
    ]  # fmt: skip
    for where, words in zip(tests[::2], tests[1::2], strict=True):
        reason[where] = words
    return reason


def _ratio_limits(counts: tuple[Floats, ...], incidents: bool) -> tuple[Floats, Floats, Words]:
    a, _, c, _ = counts
    with np.errstate(invalid="ignore"):
        is_exact = (a + c < FEW_EVENTS) | (a == 0) | (c == 0) | incidents
    low, high = conditional_exact_interval(*counts)
    score = ~is_exact
    if score.any():
        low[score], high[score] = koopman_interval(*(one[score] for one in counts))
    method = np.where(is_exact, "conditional exact", "Koopman score").astype(object)
    method[np.isnan(low)] = ""  # no limits, no method
    return low, high, method
