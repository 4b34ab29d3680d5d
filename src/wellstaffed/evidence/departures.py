"""
How far from parallel trends an effect would still hold (rule E2): bounds by relative magnitudes.

The trend after the change may depart from the parallel by at most `times` the largest departure between two waves
before it. The interval holds every effect that some such departure cannot rule out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from wellstaffed.evidence.intervals import Floats

LEVEL = 0.05
FIRST_STAGE = LEVEL / 10
_DRAWS = 20_000
_GRID = 800
MOST_TIMES = 5.0


@dataclass(frozen=True)
class Bound:
    """Interval of the first effect after the change, if departures are at most `times` the largest one before."""

    times: float
    low: float | None
    high: float | None


def relative_magnitude_bound(effects: Floats, covariance: Floats, *, waves_before: int, times: float) -> Bound:
    """
    Return the 95 % interval of the first effect after the change under a bounded departure from parallel trends.

    Parameters
    ----------
    effects : array (k + 1 or more)
        Event study against the last wave before the change: `waves_before` estimates before it in order, then the
        first after; later ones are ignored.
    covariance : array
        Their covariance.
    waves_before : int
        Number of estimates before the change, the reference wave not counted; at least 1.
    times : float
        Largest departure after the change, in multiples of the largest between two waves before it.

    Notes
    -----
    Rule E2. Rambachan and Roth 2023; conditional test with a least-favourable first stage of Andrews, Roth and Pakes
    2023, over every place and sign of the largest departure.
    """
    kept = waves_before + 1
    beta, sigma = np.asarray(effects)[:kept], np.asarray(covariance)[:kept, :kept]
    reach = 12 * float(np.sqrt(sigma[-1, -1])) + (times * waves_before + 1) * float(
        _largest_step(beta) + np.sqrt(np.diag(sigma).max())
    )
    accepted: list[float] = []
    for _ in range(2):  # a coarse grid finds the interval, a fine one its ends
        centre = (min(accepted) + max(accepted)) / 2 if accepted else float(beta[-1])
        width = (max(accepted) - min(accepted)) / 2 * 1.1 + 4 * reach / _GRID if accepted else reach
        grid = np.linspace(centre - width, centre + width, _GRID + 1)
        holds = np.zeros(grid.size, dtype=bool)
        for place in range(waves_before):
            for sign in (1.0, -1.0):
                holds |= _not_rejected(grid, beta, sigma, _restrictions(waves_before, place, sign, times))
        accepted = [float(one) for one in grid[holds]]
        if not accepted:
            return Bound(times, None, None)
    return Bound(times, min(accepted), max(accepted))


def _largest_step(beta: Floats) -> float:
    before = np.append(beta[:-1], 0.0)
    return float(np.abs(np.diff(before)).max()) if before.size > 1 else 0.0


def _restrictions(waves_before: int, place: int, sign: float, times: float) -> Floats:
    """
    Return the rows A of A d <= 0: the step after the change is at most `times` the one at `place`, either way.

    That no other step before is larger than the one at `place` restricts the trends before the change only; such rows are
    left out of the test, as the authors' own program does, which loses no coverage.
    """
    steps = np.zeros((waves_before + 1, waves_before + 1))
    for row in range(waves_before):  # the reference wave, zero, follows the estimates before the change
        steps[row, row] = -1.0
        if row + 1 < waves_before:
            steps[row, row + 1] = 1.0
    steps[waves_before, waves_before] = 1.0
    largest = sign * steps[place]
    return np.array([side * steps[-1] - times * largest for side in (1.0, -1.0)])


def _not_rejected(grid: Floats, beta: Floats, sigma: Floats, a: Floats) -> Floats:
    """Return for each effect of the grid whether the moment inequalities hold after it is taken out (n)."""
    scale = np.sqrt(np.einsum("ij,jk,ik->i", a, sigma, a))
    a = a / scale[:, None]
    moments = (a @ beta)[None, :] - grid[:, None] * a[:, -1][None, :]
    correlation = a @ sigma @ a.T
    first = _least_favourable(correlation)
    worst = moments.argmax(axis=1)
    largest = moments[np.arange(grid.size), worst]
    low, high = _truncation(moments, correlation, worst, largest)
    limit = _truncated_quantile((1 - LEVEL) / (1 - FIRST_STAGE), low, np.minimum(high, first))
    holds: Floats = (largest <= first) & (largest <= np.maximum(limit, 0))
    return holds


def _truncation(moments: Floats, correlation: Floats, worst: Floats, largest: Floats) -> tuple[Floats, Floats]:
    """Return between which values the largest moment must lie for it to be the largest, the rest held fixed."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rho = correlation[worst]
        rest = moments - rho * largest[:, None]
        bound = rest / (1 - rho)
    binding = 1 - rho > 1e-9
    low = np.where(binding, bound, -np.inf).max(axis=1)
    return low, np.full(low.shape, np.inf)


def _truncated_quantile(level: float, low: Floats, high: Floats) -> Floats:
    """Return the quantile of a standard normal between `low` and `high`."""
    from scipy.stats import truncnorm

    is_open = low < high
    found = np.full(low.shape, np.inf)
    found[is_open] = truncnorm.ppf(level, low[is_open], high[is_open])
    return found


def _least_favourable(correlation: Floats) -> float:
    return _quantile_of_maximum(correlation.tobytes(), correlation.shape[0])


@lru_cache(maxsize=512)
def _quantile_of_maximum(content: bytes, size: int) -> float:
    correlation = np.frombuffer(content).reshape(size, size)
    values, vectors = np.linalg.eigh(correlation)
    root = vectors * np.sqrt(np.maximum(values, 0))
    draws = np.random.default_rng(0).standard_normal((_DRAWS, size)) @ root.T
    return float(np.quantile(draws.max(axis=1), 1 - FIRST_STAGE))


def breakdown_value(effects: Floats, covariance: Floats, *, waves_before: int) -> float | None:
    """
    Return how many times the largest departure before the change may be repeated until the interval holds zero.

    None where the interval holds zero already with trends exactly parallel; at most `MOST_TIMES` is looked for.

    Notes
    -----
    Rule E2.
    """

    def is_clear(times: float) -> bool:
        bound = relative_magnitude_bound(effects, covariance, waves_before=waves_before, times=times)
        return bound.low is not None and bound.high is not None and (bound.low > 0 or bound.high < 0)

    if not is_clear(0.0):
        return None
    low, high = 0.0, MOST_TIMES
    if is_clear(high):
        return high
    for _ in range(9):
        middle = (low + high) / 2
        low, high = (middle, high) if is_clear(middle) else (low, middle)
    return low
