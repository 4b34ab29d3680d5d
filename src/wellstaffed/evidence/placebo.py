"""
What chance alone does: randomisation within size classes, and the power to see an effect (rule E2).

With few districts that changed, errors clustered by district find effects where there are none. Instead the change is
given to other districts of like size, many times, and the effect found is set among those.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wellstaffed.evidence.intervals import Floats
from wellstaffed.evidence.poisson_change import poisson_effects

CLASSES = 5
SHIFT = 0.7  # the effect looked for: a fall by 30 %


def size_classes(students: Floats, *, classes: int = CLASSES) -> NDArray[np.int64]:
    """Return the size class of each district, 0 for the smallest, classes of equal number (rule E2)."""
    edges = np.quantile(students, np.linspace(0, 1, classes + 1)[1:-1])
    return np.searchsorted(edges, students, side="right")


def in_force(first_wave: Floats, waves: int) -> Floats:
    """Return (n, waves, 1): 1 from the first wave with the change on; `first_wave` counts from 1, 0 is never."""
    order = np.arange(1, waves + 1)
    changed = (first_wave[:, None] > 0) & (order[None, :] >= first_wave[:, None])
    return changed.astype(float)[:, :, None]


def randomisation_p(
    counts: Floats, exposure: Floats, first_wave: Floats, *, draws: int = 499, seed: int = 0
) -> tuple[float, int]:
    """
    Return the share of draws in which chance gives as large an effect, and the number of draws.

    Parameters
    ----------
    counts, exposure : array (n, t)
        As in `poisson_effects`.
    first_wave : array (n)
        First wave with the change, from 1; 0 where never. It is dealt anew within five size classes.
    draws, seed : int
        The same seed gives the same draws on every machine.

    Notes
    -----
    Rule E2. The effect found counts as one of the draws, so that p is never zero.
    """
    random = np.random.default_rng(seed)
    classes = size_classes(_mean_exposure(exposure))
    found = _effect(counts, exposure, first_wave)
    as_large = 1
    for _ in range(draws):
        dealt = first_wave.copy()
        for one in np.unique(classes):
            members = np.flatnonzero(classes == one)
            dealt[members] = first_wave[random.permutation(members)]
        as_large += abs(_effect(counts, exposure, dealt)) >= abs(found) - 1e-12
    return as_large / (draws + 1), draws


def _effect(counts: Floats, exposure: Floats, first_wave: Floats) -> float:
    return float(poisson_effects(counts, exposure, in_force(first_wave, counts.shape[1])).effects[0])


def _mean_exposure(exposure: Floats) -> Floats:
    known = np.where(np.isfinite(exposure) & (exposure > 0), exposure, np.nan)
    totals, number = np.nansum(known, axis=1), np.isfinite(known).sum(axis=1)
    mean: Floats = totals / np.maximum(number, 1)
    return mean


@dataclass(frozen=True)
class Power:
    """How often a fall by 30 % would be seen at the 5 % level; None with `reason` where it cannot be told."""

    share: float | None
    treated: int
    comparison: int
    reason: str


def power_to_see(counts: Floats, exposure: Floats, first_wave: Floats, *, draws: int = 500, seed: int = 0) -> Power:
    """
    Return the power of the table at hand to see a fall of the rate by 30 %.

    Parameters
    ----------
    counts, exposure, first_wave
        As in `randomisation_p`. The wave of the change is the most frequent one among districts that changed.

    Notes
    -----
    Rule E2. Districts that never changed are given the change, as many as changed and of their sizes; 30 % of their
    events after it are taken out at random, and the change of the log rate is set among placebo changes. No effect is
    estimated for any district.
    """
    treated = first_wave > 0
    number, waves = int(treated.sum()), counts.shape[1]
    if number == 0:
        return Power(None, 0, int((~treated).sum()), "no district of the table changed course in a wave it covers")
    values, times = np.unique(first_wave[treated], return_counts=True)
    start = int(values[times.argmax()]) - 1
    before, after = _sums(counts, exposure, slice(0, start)), _sums(counts, exposure, slice(start, waves))
    usable = (before[1] > 0) & (after[1] > 0) & (before[0] + after[0] > 0)
    controls = np.flatnonzero(~treated & usable)
    if len(controls) < max(10, 2 * number):
        return Power(None, number, len(controls), "too few districts without the change to learn what chance does")
    random = np.random.default_rng(seed)
    classes = size_classes(_mean_exposure(exposure))
    shares = np.bincount(classes[treated], minlength=CLASSES)
    pools = [controls[classes[controls] == one] for one in range(CLASSES)]
    wanted = [(pool, int(share)) for pool, share in zip(pools, shares, strict=True) if share and len(pool) >= share]
    chosen = [_draw(random, wanted, controls, number) for _ in range(2 * draws)]
    log_change = _log_change(before, after)
    centre = np.mean([log_change[pool].mean() for pool in pools if len(pool)])
    placebo = np.array([log_change[one].mean() for one in chosen[:draws]]) - centre
    limit = np.quantile(np.abs(placebo - np.median(placebo)), 0.95)
    seen = 0
    for one in chosen[draws:]:
        thinned = random.binomial(after[0][one].astype(np.int64), SHIFT).astype(float)
        change = _log_change((before[0][one], before[1][one]), (thinned, after[1][one])).mean() - centre
        seen += abs(change - np.median(placebo)) > limit
    return Power(float(seen / draws), number, len(controls), "")


def _draw(
    random: np.random.Generator, wanted: list[tuple[NDArray[np.int64], int]], controls: NDArray[np.int64], number: int
) -> NDArray[np.int64]:
    parts = [random.choice(pool, share, replace=False) for pool, share in wanted]
    short = number - sum(len(part) for part in parts)
    if short:  # a size class without enough districts is filled from the others
        taken = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
        parts.append(random.choice(np.setdiff1d(controls, taken), short, replace=False))
    return np.concatenate(parts)


def _sums(counts: Floats, exposure: Floats, part: slice) -> tuple[Floats, Floats]:
    known = np.isfinite(counts[:, part]) & (exposure[:, part] > 0)
    return np.where(known, counts[:, part], 0).sum(1), np.where(known, exposure[:, part], 0).sum(1)


def _log_change(before: tuple[Floats, Floats], after: tuple[Floats, Floats]) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log((after[0] + 0.5) / after[1]) - np.log((before[0] + 0.5) / before[1])
