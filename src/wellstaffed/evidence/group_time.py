"""
Group-time average effects of a change that districts make at different dates, and their averages (rule E2).

Groups are the districts that changed in the same wave. Each group's change since its last wave before is compared with
that of districts not yet changed, wave by wave; the averages weigh groups by their size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wellstaffed.evidence.intervals import Floats

Flags = NDArray[np.bool_]

Controls = Literal["never", "not_yet"]
Base = Literal["varying", "universal"]


@dataclass(frozen=True)
class GroupTimeEffects:
    """
    Effects by group and wave, with each district's influence on each effect.

    ``group`` and ``wave`` (k) are in the coding of the input; ``effect`` (k), ``error`` (k); ``influence`` (n, k).
    ``group_of`` (n) is each district's first wave with the change, 0 where it never changes.
    """

    group: Floats
    wave: Floats
    effect: Floats
    influence: Floats
    group_of: Floats
    waves: Floats

    @property
    def error(self) -> Floats:
        """Standard errors, from the influence of each district."""
        return _errors(self.influence)


@dataclass(frozen=True)
class Average:
    """An average of effects: overall with its error, and by group, wave or event time; ``influence`` (n, len(at))."""

    overall: float
    overall_error: float
    at: Floats
    effect: Floats
    error: Floats
    influence: Floats


def _errors(influence: Floats) -> Floats:
    n = influence.shape[0]
    errors: Floats = np.sqrt((influence**2).sum(axis=0)) / n
    return errors


def group_time_effects(
    outcome: Floats,
    first_wave: Floats,
    waves: Floats,
    *,
    controls: Controls = "not_yet",
    base: Base = "varying",
    covariates: Floats | None = None,
) -> GroupTimeEffects:
    """
    Return the effect on each group in each wave.

    Parameters
    ----------
    outcome : array (n, t)
        A balanced panel: rates of n districts in t waves.
    first_wave : array (n)
        First wave with the change, in the coding of `waves`; 0 where a district never changes. Districts changed from
        the first wave on are left out: they have no wave before.
    waves : array (t)
        Waves in order, such as 1..t. Effects do not depend on the coding; event times do, so use the order of waves.
    controls : {"not_yet", "never"}
        Whom to compare with.
    base : {"varying", "universal"}
        Before the change, compare with the wave before ("varying") or with the last before the change.
    covariates : array (n, p), optional
        Fixed traits, to which the change of the controls is adjusted by regression.

    Notes
    -----
    Rule E2. Callaway and Sant'Anna 2021; regression adjustment of Sant'Anna and Zhao 2020.
    """
    kept = (first_wave == 0) | (first_wave > waves[0])
    y, first = outcome[kept], first_wave[kept]
    ones = np.ones((len(first), 1))
    x = ones if covariates is None else np.hstack([ones, covariates[kept]])
    cells = []
    groups = sorted(set(first[first > 0].tolist()) & set(waves.tolist()))
    for group in groups:
        before = int(np.flatnonzero(waves < group)[-1])
        for now in range(len(waves)):
            if base == "varying" and now == 0:
                continue
            start = before if now > before or base == "universal" else now - 1
            if now == start:
                cells.append((group, waves[now], 0.0, np.zeros(len(first))))
                continue
            cell = _cell(y[:, now] - y[:, start], first, group, waves[max(now, start)], controls, x=x)
            if cell is not None:
                cells.append((group, waves[now], *cell))
    influence = np.array([cell[3] for cell in cells]).T if cells else np.zeros((len(first), 0))
    group, wave, effect = (np.array([cell[i] for cell in cells], dtype=float) for i in range(3))
    return GroupTimeEffects(group, wave, effect, influence, first, waves)


def _cell(
    change: Floats, first: Floats, group: float, latest: float, controls: Controls, *, x: Floats
) -> tuple[float, Floats] | None:
    is_group = first == group
    is_control = first == 0
    if controls == "not_yet":
        is_control = is_control | ((first > latest) & ~is_group)
    if not is_control.any() or is_control.sum() <= x.shape[1] - 1:
        return None
    n, both = len(first), is_group | is_control
    d, c = is_group[both].astype(float), is_control[both].astype(float)
    dy, xs, n1 = change[both], x[both], int(both.sum())
    inverse = np.linalg.pinv(xs.T @ (xs * c[:, None]) / n1)
    fitted = xs @ (inverse @ (xs.T @ (c * dy)) / n1)
    share = d.mean()
    eta = float((d * (dy - fitted)).mean() / share)
    of_controls = ((c * (dy - fitted))[:, None] * xs) @ inverse @ (d[:, None] * xs).mean(axis=0)
    influence = np.zeros(n)
    influence[both] = (d * (dy - fitted - eta) - of_controls) / share * (n / n1)
    return eta, influence


def _weighted(found: GroupTimeEffects, kept: Flags, weight_known: bool) -> tuple[float, Floats]:
    """Return the size-weighted mean of chosen effects and its influence, the estimation of the weights included."""
    index = np.flatnonzero(kept)
    sizes = np.array([(found.group_of == group).mean() for group in found.group[index]])
    weights = sizes / sizes.sum()
    influence = found.influence[:, index] @ weights
    if not weight_known:
        is_group = (found.group_of[:, None] == found.group[index][None, :]).astype(float) - sizes
        of_weights = is_group / sizes.sum() - is_group.sum(axis=1, keepdims=True) * sizes / sizes.sum() ** 2
        influence = influence + of_weights @ found.effect[index]
    return float(weights @ found.effect[index]), influence


def average_effects(
    found: GroupTimeEffects,
    kind: Literal["simple", "group", "calendar", "event"],
    *,
    weights_known: bool = False,
) -> Average:
    """
    Return an average of group-time effects.

    Parameters
    ----------
    found : GroupTimeEffects
    kind : {"simple", "group", "calendar", "event"}
        All effects after the change by size of group; by group; by wave; by time since the first wave after.
    weights_known : bool
        Take the sizes of the groups as given, not as drawn; with a universal base this is what an interacted
        two-way regression gives (Sun and Abraham 2021).

    Notes
    -----
    Rule E2. The overall of "event" is the mean over the times from the first wave after on.
    """
    after = found.wave >= found.group
    event = _event_time(found)
    if kind == "simple":
        overall, influence = _weighted(found, after, weights_known)
        error = float(_errors(influence[:, None])[0])
        return Average(overall, error, np.zeros(0), np.zeros(0), np.zeros(0), np.zeros((len(influence), 0)))
    if kind == "group":
        keys = np.unique(found.group)
        parts = [_mean(found, after & (found.group == key)) for key in keys]
    elif kind == "calendar":
        keys = np.unique(found.wave[after])
        parts = [_weighted(found, after & (found.wave == key), weights_known) for key in keys]
    else:
        keys = np.unique(event)
        parts = [_weighted(found, event == key, weights_known) for key in keys]
    effect = np.array([part[0] for part in parts])
    influence = np.array([part[1] for part in parts]).T
    if kind == "group":
        sized = GroupTimeEffects(keys, keys, effect, influence, found.group_of, found.waves)
        overall, of_overall = _weighted(sized, np.ones(len(keys), dtype=bool), weights_known)
    else:
        counted = keys >= 0 if kind == "event" else np.ones(len(keys), dtype=bool)
        overall, of_overall = float(effect[counted].mean()), influence[:, counted].mean(axis=1)
    return Average(overall, float(_errors(of_overall[:, None])[0]), keys, effect, _errors(influence), influence)


def _mean(found: GroupTimeEffects, kept: Flags) -> tuple[float, Floats]:
    index = np.flatnonzero(kept)
    return float(found.effect[index].mean()), found.influence[:, index].mean(axis=1)


def _event_time(found: GroupTimeEffects) -> Floats:
    event: Floats = found.wave - found.group
    return event


def average_covariance(average: Average) -> Floats:
    """Return the covariance (k, k) of the effects of an average, from the influence of each district."""
    n = average.influence.shape[0]
    covariance: Floats = average.influence.T @ average.influence / n**2
    return covariance
