"""
Poisson regression with a fixed effect for every district and every wave (rule E2).

The district effects are taken out in closed form, so that a fit has one parameter per wave and per effect, whatever the
number of districts. A district without any event in all waves tells nothing of a change and is left out, counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wellstaffed.evidence.intervals import Floats


@dataclass(frozen=True)
class PoissonFit:
    """
    Effects on the logarithm of the rate (k), their covariance (k by k), and what the fit rests on.

    ``covariance`` is robust to any dependence within a district, without a small-sample factor. ``converged`` is False
    where counts of zero leave an effect without a finite estimate.
    """

    effects: Floats
    covariance: Floats
    districts_used: int
    districts_all_zero: int
    rows_used: int
    converged: bool

    @property
    def errors(self) -> Floats:
        """Standard errors of the effects."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0))


def poisson_effects(counts: Floats, exposure: Floats, treated: Floats) -> PoissonFit:
    """
    Return the effects of `treated` on the rate of counts.

    Parameters
    ----------
    counts : array (n, t)
        Events of n districts in t waves; NaN where a district has no figure.
    exposure : array (n, t)
        Students; the rate is counts per exposure.
    treated : array (n, t, k)
        Effects to estimate, such as one where the change is in force and zero elsewhere.

    Returns
    -------
    PoissonFit
        With ``exp(effect)`` the ratio of rates.

    Notes
    -----
    Rule E2. Poisson pseudo maximum likelihood (Santos Silva and Tenreyro 2006; Wooldridge 1999 for the fixed effects);
    clustered by district.
    """
    known = np.isfinite(counts) & (exposure > 0)
    y = np.where(known, counts, 0.0)
    has_zero_only = known.any(1) & (y.sum(1) == 0)
    used = (known.sum(1) > 1) & (y.sum(1) > 0)
    y, known = y[used], known[used]
    log_exposure = np.where(known, np.log(np.where(known, exposure[used], 1.0)), -np.inf)
    design = _design(treated[used], known)
    beta, converged = _fitted(y, log_exposure, design)
    score, information = _slopes(y, log_exposure, design, beta)
    k = treated.shape[2]
    inverse = np.linalg.pinv(information)
    covariance = inverse @ (score.T @ score) @ inverse
    return PoissonFit(
        beta[:k], covariance[:k, :k], int(used.sum()), int(has_zero_only.sum()), int(known.sum()), converged
    )


def _design(treated: Floats, known: NDArray[np.bool_]) -> Floats:
    n, waves = known.shape
    wave_effects = np.broadcast_to(np.eye(waves)[None, :, 1:], (n, waves, waves - 1))
    design: Floats = np.concatenate([treated, wave_effects], axis=2)
    return design


def _shares(log_exposure: Floats, design: Floats, beta: Floats) -> Floats:
    index = log_exposure + design @ beta
    index = index - index.max(axis=1, keepdims=True)
    weight = np.exp(index)
    shares: Floats = weight / weight.sum(axis=1, keepdims=True)
    return shares


def _slopes(y: Floats, log_exposure: Floats, design: Floats, beta: Floats) -> tuple[Floats, Floats]:
    """Return each district's score (n, p) and the information (p, p) of the likelihood without district effects."""
    shares, total = _shares(log_exposure, design, beta), y.sum(axis=1)
    score = np.einsum("nt,ntp->np", y - total[:, None] * shares, design)
    centre = np.einsum("nt,ntp->np", shares, design)
    weighted = (total[:, None] * shares)[:, :, None] * design
    information = np.einsum("ntp,ntq->pq", weighted, design) - np.einsum("n,np,nq->pq", total, centre, centre)
    return score, information


def _likelihood(y: Floats, log_exposure: Floats, design: Floats, beta: Floats) -> float:
    shares = _shares(log_exposure, design, beta)
    return float((y * np.log(np.where(y > 0, np.maximum(shares, 1e-300), 1.0))).sum())


def _fitted(y: Floats, log_exposure: Floats, design: Floats) -> tuple[Floats, bool]:
    beta = np.zeros(design.shape[2])
    if not y.size:
        return beta, False
    likelihood = _likelihood(y, log_exposure, design, beta)
    for _ in range(50):
        score, information = _slopes(y, log_exposure, design, beta)
        step = np.linalg.lstsq(information, score.sum(axis=0), rcond=1e-12)[0]
        size = 1.0
        while size > 1e-8:
            moved = _likelihood(y, log_exposure, design, beta + size * step)
            if moved >= likelihood - 1e-12 * abs(likelihood):
                break
            size /= 2
        beta, likelihood = beta + size * step, moved
        if np.abs(size * step).max() < 1e-10:
            return beta, True
        if np.abs(beta).max() > 25:  # a rate of zero on one side: the estimate runs away
            return beta, False
    return beta, False
