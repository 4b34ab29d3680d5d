"""
What the federal counts of each wave can bear (rule D3).

Up to 2015-16 every cell was rounded in threes, so a printed x stands for x-1 to x+1. From 2017-18 some cells were moved
by one. 2020-21 was the pandemic. In 2021-22 arrests were defined anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.intervals import Z95, katz_interval

LAST_ROUNDED = 2016
FIRST_NOISE = 2018
PANDEMIC = {
    2020: "Pandemic: schools closed in March 2020; 2019-20 is a part of a year and stands for no whole one.",
    2021: "Pandemic: in 2020-21 much teaching was at a distance; it stands for no ordinary year.",
}
NEW_ARREST_DEFINITION = 2022
RANGES_ONLY = 2012
COLLECTED = (2010, 2012, 2014, 2016, 2018, 2021, 2022, 2024)


@dataclass(frozen=True)
class Wave:
    """One school year of the federal collection: how its counts were protected, and what to say about it."""

    school_year: int
    is_rounded: bool
    step: int
    cautions: tuple[str, ...]


def federal_wave(school_year: int, *, outcome: str = "") -> Wave:
    """
    Return what is known about the counts of a school year of the federal collection (rule D3).

    Parameters
    ----------
    school_year : int
        The year it ends.
    outcome : str
        ``arrests`` adds the words on their definition.
    """
    year = show_school_year(school_year)
    cautions = []
    is_rounded = school_year <= LAST_ROUNDED
    if school_year <= RANGES_ONLY and school_year in COLLECTED:
        cautions.append(f"Rounded: in {year} small counts were published as ranges such as 1-3.")
    elif is_rounded and school_year in COLLECTED:
        cautions.append(f"Rounded: in {year} each count was rounded in threes; a printed 2 stands for 1 to 3.")
    elif school_year in COLLECTED and school_year >= FIRST_NOISE and school_year != 2021:
        cautions.append(f"Protected: in {year} some small counts were moved by one before they were published.")
    if school_year in PANDEMIC:
        cautions.append(PANDEMIC[school_year])
    if outcome == "arrests" and school_year in COLLECTED and school_year >= NEW_ARREST_DEFINITION:
        cautions.append(
            "Definition: from 2021-22 an arrest includes custody with apparent intent to seek charges; "
            "earlier counts are not comparable."
        )
    return Wave(school_year, is_rounded, 0 if school_year == 2021 else 1, tuple(cautions))


def interval_sum(published: ArrayLike, *, step: int = 1) -> tuple[int, int]:
    """
    Return between which whole numbers the true sum of published cells lies (rule D3).

    Parameters
    ----------
    published : array of int
        Cells as printed; a zero is a true zero.
    step : int
        How far each may stand from the truth.
    """
    cells = np.asarray(published, dtype=int)
    moved = step * int((cells > 0).sum())
    return int(np.maximum(cells.sum() - moved, 0)), int(cells.sum() + moved)


def noise_range(
    events: float, students: float, reference_events: float, reference_students: float, *, step: float = 1
) -> tuple[float | None, float | None]:
    """Return the ratios that counts `step` off in the worst direction would give; None where there is no such ratio."""
    if students <= 0 or reference_students <= 0:
        return None, None
    scale = reference_students / students
    low = max(events - step, 0) / (reference_events + step) * scale
    fewest = reference_events - step
    return low, (events + step) / fewest * scale if fewest > 0 else None


@dataclass(frozen=True)
class TrendVerdict:
    """Whether two waves may be compared, and in words why or why not (rule D3)."""

    can_compare: bool
    only_as_interval: bool
    reasons: tuple[str, ...]


def trend_verdict(first: int, last: int, *, outcome: str, cells_known: bool = False) -> TrendVerdict:
    """
    Return whether a change between two federal waves can be told.

    Parameters
    ----------
    first, last : int
        School years (the year each ends).
    outcome : str
        ``arrests``, ``referrals`` or another.
    cells_known : bool
        The single published cells are at hand, so that their interval can be summed.
    """
    reasons = []
    crosses = first <= LAST_ROUNDED < last
    if crosses:
        reasons.append(
            f"Up to 2015-16 counts were rounded in threes, which raises small counts: a fall from "
            f"{show_school_year(first)} to {show_school_year(last)} may be the end of the rounding."
        )
    pandemic = sorted({first, last} & set(PANDEMIC))
    reasons += [f"{show_school_year(year)} was a pandemic year and serves as no baseline." for year in pandemic]
    redefined = outcome == "arrests" and first < NEW_ARREST_DEFINITION <= last
    if redefined:
        reasons.append("Arrests were defined more widely from 2021-22; a rise may be the new definition.")
    if first <= RANGES_ONLY:
        reasons.append(
            f"In {show_school_year(first)} small counts were published as ranges such as 1-3, not as numbers."
        )
    refused = bool(pandemic) or redefined or (crosses and not cells_known) or first <= RANGES_ONLY
    return TrendVerdict(not refused, crosses and not refused, tuple(reasons))


@dataclass(frozen=True)
class DisparityChange:
    """Change between two waves: ratio of risk ratios with limits, change of the difference; None with `reason`."""

    ratio_of_ratios: float | None
    low: float | None
    high: float | None
    p_value: float | None
    log_error: float | None
    change_in_difference: float | None
    change_in_difference_error: float | None
    reason: str


def disparity_change(first: Sequence[float], last: Sequence[float]) -> DisparityChange:
    """
    Return the change of a disparity between two waves, as ratio and as difference.

    Parameters
    ----------
    first, last : sequence of float
        Events, students, reference events, reference students of each wave.

    Notes
    -----
    Rule D3: ask `trend_verdict` first. The waves are taken as independent samples; a ratio can rise while the
    difference falls, so both are given.
    """
    from scipy.special import erfc

    counts = np.array([first, last], dtype=float)
    a, n, c, m = counts.T
    if (n <= 0).any() or (m <= 0).any():
        return DisparityChange(None, None, None, None, None, None, None, "a group has no students in one of the waves")
    rates, references = a / n, c / m
    gap = float((rates[1] - references[1]) - (rates[0] - references[0]))
    error = float(np.sqrt((rates * (1 - rates) / n + references * (1 - references) / m).sum()))
    if (a == 0).any() or (c == 0).any():
        return DisparityChange(None, None, None, None, None, gap, error, "a group has no events in one of the waves")
    spread = float(np.hypot(*katz_interval(a, n, c, m)[2]))
    change = float(np.log(rates[1] / references[1]) - np.log(rates[0] / references[0]))
    low, high = np.exp(change - Z95 * spread), np.exp(change + Z95 * spread)
    p_value = float(erfc(abs(change) / spread / np.sqrt(2)))
    return DisparityChange(float(np.exp(change)), float(low), float(high), p_value, spread, gap, error, "")


Bounds = tuple[tuple[float, float], tuple[float, float]]
"""Fewest and most events of the group and of the reference group that the published counts may stand for."""


def bounded_change(first: Sequence[float], last: Sequence[float], bounds: tuple[Bounds, Bounds]) -> DisparityChange:
    """
    Return the change of a disparity whose counts are known as ranges only: limits, and no single value.

    Parameters
    ----------
    first, last : sequence of float
        See `disparity_change`; of their events only the ranges are used.
    bounds : pair
        The ranges of the first and of the last wave.

    Notes
    -----
    Rule D3: the limits hold every 95 % interval that counts within the ranges give. One end is missing where some of
    these counts are zero.
    """

    def corner(rises: bool) -> DisparityChange:
        early, late = bounds
        a1, c1 = (early[0][0], early[1][1]) if rises else (early[0][1], early[1][0])
        a2, c2 = (late[0][1], late[1][0]) if rises else (late[0][0], late[1][1])
        return disparity_change((a1, first[1], c1, first[3]), (a2, last[1], c2, last[3]))

    low, high = corner(False), corner(True)
    reason = "" if low.low is not None and high.high is not None else (low.reason or high.reason)
    return DisparityChange(None, low.low, high.high, None, None, None, None, reason)
