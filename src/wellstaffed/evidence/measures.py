"""The measures of a disparity for whole arrays at once, each a number or a reason (rules D1, M1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wellstaffed.evidence.intervals import (
    FEW_EVENTS,
    Floats,
    broadcast_floats,
    conditional_exact_interval,
    conditional_score_interval,
    equal_risk_p,
    garwood_interval,
    koopman_interval,
    newcombe_interval,
    poisson_score_interval,
    score_difference_interval,
    wilson_interval,
)

Words = NDArray[np.object_]
Rates = tuple[Floats, Floats, Floats, Floats, Floats]

EXACT = "conditional exact"  # the name of the method that covers more than its level at few events

COUNT_MISSING = "the number of events is not known"
STUDENTS_MISSING = "the number of students is not known"
NO_STUDENTS = "there are no students in the group"
NO_REFERENCE_STUDENTS = "there are no students in the reference group"
MORE_EVENTS = "there are more events than students: these are incidents, not students"
NEITHER = "neither group has an event"
NO_REFERENCE_EVENTS = "the reference group has no events"
NO_ODDS = "a group has no student without the outcome, or the reference group none with it"
NO_ODDS_OF_INCIDENTS = "a child may stand behind several incidents, so that there are no odds"


@dataclass(frozen=True)
class Measures:
    """
    Measures of n pairs of groups; arrays of length n.

    ``rate`` and the rest are NaN where they cannot be calculated; ``reason`` says why no rate pair can be compared,
    ``ratio_reason`` why the ratio cannot be (empty text where it can), ``ratio_method`` how its limits were found. Limits named
    ``_score_`` are those of the score interval of the same measure; they differ from rule D1's where events are few.
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
    rate_score_low: Floats
    rate_score_high: Floats
    reference_rate_score_low: Floats
    reference_rate_score_high: Floats
    risk_ratio_score_low: Floats
    risk_ratio_score_high: Floats
    risk_difference_score_low: Floats
    risk_difference_score_high: Floats
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
    a, n, c, m = (np.atleast_1d(x) for x in broadcast_floats(events, students, reference_events, reference_students))
    group, other = _rates(a, n, incidents), _rates(c, m, incidents)
    reason = _reason(a, n, c, m, incidents)
    usable = reason == ""
    counts = tuple(np.where(usable, one, np.nan) for one in (a, n, c, m))
    a, n, c, m = counts
    difference = newcombe_interval(a, n, c, m, rate_limits=garwood_interval if incidents else wilson_interval)
    score_ratio, score_difference = _score_limits(counts, incidents)
    ratio_low, ratio_high, method = _ratio_limits(counts, score_ratio, incidents)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate, reference = a / n, c / m
        ratio = np.where(c > 0, rate / reference, np.nan)
        composition = np.where(a + c > 0, (a / (a + c)) / (n / (n + m)), np.nan)
        odds = np.where((c > 0) & (n > a) & (not incidents), a * (m - c) / (c * (n - a)), np.nan)
        excess = a - n * c / m
    ratio_reason = np.where(usable & (c == 0), np.where(a == 0, NEITHER, NO_REFERENCE_EVENTS), reason).astype(object)
    no_odds = NO_ODDS_OF_INCIDENTS if incidents else NO_ODDS
    odds_reason = np.where(usable & np.isnan(odds), no_odds, reason).astype(object)
    return Measures(
        *group[:3], *other[:3],
        ratio, ratio_low, ratio_high, method,
        rate - reference, *difference,
        excess, composition, odds, equal_risk_p(a, n, c, m),
        *group[3:], *other[3:], *score_ratio, *score_difference,
        reason, ratio_reason, odds_reason,
    )  # fmt: skip


def _rates(events: Floats, students: Floats, incidents: bool) -> Rates:
    """Return one group's rate, its limits and its score limits, whatever is known of the other group."""
    usable = (students > 0) & ((events <= students) | incidents)
    a, n = np.where(usable, events, np.nan), np.where(usable, students, np.nan)
    if incidents:
        return (a / n, *garwood_interval(a, n), *poisson_score_interval(a, n))
    wilson = wilson_interval(a, n)  # itself a score interval
    return (a / n, *wilson, *wilson)


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


def _ratio_limits(
    counts: tuple[Floats, ...], score: tuple[Floats, Floats], incidents: bool
) -> tuple[Floats, Floats, Words]:
    """Return rule D1's limits of the ratio with the name of the method: the score limits, or the exact ones."""
    a, _, c, _ = counts
    with np.errstate(invalid="ignore"):
        is_exact = (a + c < FEW_EVENTS) | (a == 0) | (c == 0) | incidents
    exact = conditional_exact_interval(*counts)
    low, high = (np.where(is_exact, one, other) for one, other in zip(exact, score, strict=True))
    method = np.where(is_exact, EXACT, "Koopman score").astype(object)
    method[np.isnan(low)] = ""  # no limits, no method
    return low, high, method


def _score_limits(counts: tuple[Floats, ...], incidents: bool) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return the score limits of the ratio and of the difference."""
    if incidents:
        difference = newcombe_interval(*counts, rate_limits=poisson_score_interval)
        return conditional_score_interval(*counts), difference
    return koopman_interval(*counts), score_difference_interval(*counts)
