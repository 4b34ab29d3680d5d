"""Poolings of other papers and programs, by which ours is checked (rule D2), and the rounding that rule D3 undoes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wellstaffed.evidence.intervals import Floats


def rounded_in_threes(counts: ArrayLike) -> Floats:
    """Return counts as the waves up to 2015-16 published them: 0, then 1-3 as 2, 4-6 as 5, 7-9 as 8."""
    values = np.asarray(counts, dtype=float)
    return np.where(values > 0, 3 * np.ceil(values / 3) - 1, 0.0)


@dataclass(frozen=True)
class RatePosterior:
    """Posterior of one place's rate under a beta prior: mean, the data's weight, quantiles at 2.5 ... 97.5 %."""

    mean: Floats
    weight: Floats
    quantiles: Floats


QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)


def beta_posterior(events: ArrayLike, students: ArrayLike, *, prior: tuple[float, float]) -> RatePosterior:
    """Return the beta-binomial posterior of n places; quantiles of shape (n, 5), equal-tailed (rule D2)."""
    from scipy.special import betaincinv

    x, n = np.atleast_1d(np.asarray(events, float)), np.atleast_1d(np.asarray(students, float))
    shape, rest = prior[0] + x, prior[1] + n - x
    quantiles = betaincinv(shape[:, None], rest[:, None], np.array(QUANTILES)[None, :])
    return RatePosterior(shape / (shape + rest), n / (n + sum(prior)), quantiles)


def beta_prior(events: ArrayLike, students: ArrayLike) -> tuple[float, float] | None:
    """
    Return the beta prior that n places share, by maximum likelihood; None where they differ no more than by chance.

    Notes
    -----
    Rule D2. One prior per state and group: `events` and `students` are those of one such set.
    """
    from scipy.optimize import minimize
    from scipy.special import betaln

    x, n = np.asarray(events, dtype=float), np.asarray(students, dtype=float)
    if x.size < 3 or x.sum() == 0 or x.sum() == n.sum():
        return None
    start = np.log([x.sum() / (n - x).sum(), 200.0])

    def loss(given: Floats) -> float:
        odds, size = np.exp(np.clip(given, -30, 30))
        a, b = size * odds / (1 + odds), size / (1 + odds)
        return -float((betaln(a + x, b + n - x) - betaln(a, b)).sum())

    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10, "maxiter": 2000})
    odds, size = np.exp(found.x)
    return None if size > 1e7 else (float(size * odds / (1 + odds)), float(size / (1 + odds)))


@dataclass(frozen=True)
class RandomIntercept:
    """Fit of a random-intercept binomial: intercept and spread on the logit scale, log likelihood, mean rates (n)."""

    intercept: float
    spread: float
    log_likelihood: float
    rates: Floats


def random_intercept(events: ArrayLike, students: ArrayLike, *, nodes: int = 41) -> RandomIntercept:
    """
    Return the maximum-likelihood fit of a binomial with a normal intercept for each place.

    Parameters
    ----------
    events, students : array of float
        n places.
    nodes : int
        Nodes of the adaptive Gauss-Hermite quadrature.

    Notes
    -----
    Rule D2; the logit-normal counterpart of `empirical_bayes`, for a check against mixed models of other programs.
    """
    from scipy.optimize import minimize

    x, n = np.asarray(events, dtype=float), np.asarray(students, dtype=float)
    overall = x.sum() / n.sum()
    start = np.array([np.log(overall / (1 - overall)), np.log(0.5)])
    found = minimize(
        lambda p: -_marginal(x, n, p, nodes)[0], start, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10}
    )
    likelihood, rates = _marginal(x, n, found.x, nodes)
    return RandomIntercept(float(found.x[0]), float(np.exp(found.x[1])), likelihood, rates)


def _marginal(x: Floats, n: Floats, given: Floats, nodes: int) -> tuple[float, Floats]:
    from scipy.special import expit, logsumexp

    middle, spread = given[0], float(np.exp(np.clip(given[1], -12, 5)))
    mode = np.zeros_like(x)
    for _ in range(60):  # Newton's steps to the mode of each place's own integrand
        rate = expit(middle + mode)
        curve = n * rate * (1 - rate) + 1 / spread**2
        mode = mode + np.clip((x - n * rate - mode / spread**2) / curve, -2, 2)
    rate = expit(middle + mode)
    width = 1 / np.sqrt(n * rate * (1 - rate) + 1 / spread**2)
    points, weights = np.polynomial.hermite.hermgauss(nodes)
    effect = mode[:, None] + np.sqrt(2) * width[:, None] * points
    logit = middle + effect
    term = x[:, None] * logit - n[:, None] * np.logaddexp(0, logit) - effect**2 / (2 * spread**2)
    term = term + np.log(weights) + points**2 + np.log(width[:, None] / spread / np.sqrt(np.pi))
    whole = logsumexp(term, axis=1)
    mean = np.exp(logsumexp(term - np.logaddexp(0, -logit), axis=1) - whole)
    return float(whole.sum()), mean
