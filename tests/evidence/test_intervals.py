"""Intervals and pooled estimates against worked cases, each with its source beside it (rules D1, D2)."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.evidence import other_intervals as other
from tests.evidence.other_pooling import beta_posterior, beta_prior, random_intercept
from wellstaffed.evidence import intervals as ours
from wellstaffed.evidence.measures import disparity_measures
from wellstaffed.evidence.pooling import (
    benjamini_hochberg,
    empirical_bayes,
    mantel_haenszel,
)

CASES = json.loads((Path(__file__).parent / "worked_cases.json").read_text())


def limits(pair):
    return [np.nan if one is None else one for one in pair]


@pytest.mark.parametrize("case", CASES["ratio"], ids=lambda case: "{}/{} v {}/{}".format(*case["in"]))
@pytest.mark.parametrize(
    ("name", "interval"),
    [
        ("koopman", ours.koopman_interval),
        ("miettinen_nurminen", lambda *counts: ours.koopman_interval(*counts, small_sample=True)),
        ("conditional_exact", ours.conditional_exact_interval),
        ("newcombe", ours.newcombe_interval),
        ("katz", lambda *counts: ours.katz_interval(*counts)[:2]),
        ("mover", other.mover_interval),
        ("difference_score", ours.score_difference_interval),
        ("woolf", other.woolf_interval),
    ],
)
def test_an_interval_equals_its_worked_case(case, name, interval):
    if name in case:
        assert [float(one) for one in interval(*case["in"])] == pytest.approx(limits(case[name]), rel=1e-6, nan_ok=True)


@pytest.mark.parametrize("case", CASES["ratio"], ids=lambda case: "{}/{} v {}/{}".format(*case["in"]))
def test_ratio_index_odds_and_excess_equal_their_formulas(case):
    found = disparity_measures(*case["in"])
    for name, key in [
        ("risk_ratio", "ratio"),
        ("composition_index", "composition_index"),
        ("excess_events", "excess"),
        ("odds_ratio", "odds_ratio"),
    ]:
        assert getattr(found, name)[0] == pytest.approx(limits([case[key]])[0], nan_ok=True)


def test_limits_printed_in_the_papers():
    for case in CASES["wilson"]:
        assert ours.wilson_interval(*case["in"]) == pytest.approx(case["limits"], abs=case["within"])
    newcombe = CASES["newcombe"]
    assert ours.newcombe_interval(*newcombe["in"]) == pytest.approx(newcombe["limits"], abs=5e-5)
    for case in CASES["garwood"]:
        assert 1000 * np.array(ours.garwood_interval(*case["in"])) == pytest.approx(case["per_1000"])


def test_statsmodels_agrees_where_it_is_right():
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

    random = np.random.default_rng(20201)
    for _ in range(40):
        n, m = random.integers(30, 3000, 2)
        a, c = random.integers(1, n), random.integers(1, m)
        theirs = confint_proportions_2indep(a, n, c, m, compare="ratio", method="score", correction=False)
        assert ours.koopman_interval(a, n, c, m) == pytest.approx(theirs, rel=1e-5)
        theirs = confint_proportions_2indep(a, n, c, m, compare="diff", method="newcomb")
        assert ours.newcombe_interval(a, n, c, m) == pytest.approx(theirs, rel=1e-9)
        assert ours.wilson_interval(a, n) == pytest.approx(proportion_confint(a, n, method="wilson"))
        assert ours.exact_interval(a, n) == pytest.approx(proportion_confint(a, n, method="beta"))


def test_score_intervals_of_incidents_are_those_of_statsmodels():
    from statsmodels.stats.proportion import proportion_confint
    from statsmodels.stats.rates import confint_poisson

    for a, n, c, m in [(1, 60, 3, 900), (17, 2300, 40, 9000), (5, 20, 0, 50)]:
        assert ours.poisson_score_interval(a, n) == pytest.approx(confint_poisson(a, n, method="score"))
        shares = np.array(proportion_confint(a, a + c, method="wilson"))
        low, high = ours.conditional_score_interval(a, n, c, m)
        assert low == pytest.approx(shares[0] / (1 - shares[0]) * m / n)
        assert high == pytest.approx(shares[1] / (1 - shares[1]) * m / n) if c else np.isnan(high)
    assert float(ours.poisson_score_interval(0, 60)[0]) == 0


def test_score_intervals_cover_nearer_to_their_level_than_exact_ones():
    from scipy.stats import binom, poisson

    counts = np.arange(60)
    expected = np.linspace(1, 10, 181)
    for interval, within in ((ours.poisson_score_interval, (94.5, 96.5)), (ours.garwood_interval, (97, 98.5))):
        low, high = interval(counts, 1)
        covers = [poisson.pmf(counts, mean)[(low <= mean) & (mean <= high)].sum() for mean in expected]
        assert within[0] < 100 * np.mean(covers) < within[1]
    total, shares = 8, np.linspace(0.1, 0.9, 161)
    seen = np.arange(total + 1)
    for interval, within in (
        (ours.conditional_score_interval, (94.5, 96.5)),
        (ours.conditional_exact_interval, (97.5, 99)),
    ):
        low, high = interval(seen, 1, total - seen, 1)
        covers = [
            binom.pmf(seen, total, share)[(low <= share / (1 - share)) & ~(high < share / (1 - share))].sum()
            for share in shares
        ]
        assert within[0] < 100 * np.mean(covers) < within[1]


def test_the_difference_s_score_limits_exist_at_the_ends_of_the_line():
    low, high = ours.score_difference_interval([5, 0, 0, 5], [5, 20, 9, 9], [0, 7, 0, 9], [9, 7, 9, 9])
    assert (high[0], low[1]) == (1, -1)
    assert 0 < low[0] < 1
    assert -1 < high[1] < 0
    assert low[2] == pytest.approx(-high[2])
    assert low[3] < 5 / 9 - 1 < high[3]


def test_a_whole_array_gives_what_single_calls_give():
    counts = np.array(
        [case["in"] for case in CASES["ratio"]] + [[0, 20, 3, 400], [3, 3, 2, 400], [0, 5, 0, 5]], dtype=float
    ).T
    together = ours.koopman_interval(*counts)
    alone = [ours.koopman_interval(*one) for one in counts.T]
    assert pytest.approx(np.array(alone, dtype=float), nan_ok=True) == np.array(together).T


def test_the_score_limits_are_where_the_score_statistic_reaches_its_bound():
    from wellstaffed.evidence.intervals import Z95, _score_statistic

    counts = [np.array([one], dtype=float) for one in (21, 1340, 9, 1322)]
    for limit in ours.koopman_interval(*counts):
        assert _score_statistic(limit, *counts, np.ones(1))[0] == pytest.approx(Z95**2)


def test_the_mid_p_interval_puts_half_of_each_tail_s_probability_beyond_its_limits():
    from scipy.stats import binom

    low, high = other.mid_p_interval(4, 300, 7, 900)
    shares = [limit * 300 / (limit * 300 + 900) for limit in (low, high)]
    half = [binom.pmf(4, 11, share) / 2 for share in shares]
    assert binom.sf(4, 11, shares[0]) + half[0] == pytest.approx(0.025)
    assert binom.cdf(3, 11, shares[1]) + half[1] == pytest.approx(0.025)
    exact = ours.conditional_exact_interval(4, 300, 7, 900)
    assert exact[0] < low < high < exact[1]


def test_pooled_estimates_equal_their_worked_cases():
    case = CASES["empirical_bayes"]
    assert empirical_bayes(case["events"], case["students"]).rates == pytest.approx(case["rates"])
    case = CASES["random_intercept"]
    fit = random_intercept(case["events"], case["students"])
    assert (fit.intercept, fit.spread) == pytest.approx((case["intercept"], case["spread"]), rel=1e-3)
    case = CASES["beta_posterior"]
    found = beta_posterior(*case["in"], prior=case["prior"])
    assert found.mean[0] == pytest.approx(case["mean"])
    assert found.quantiles[0] == pytest.approx(case["quantiles"])
    case = CASES["benjamini_hochberg"]
    assert benjamini_hochberg(case["p"]) == pytest.approx(case["adjusted"])


def test_the_beta_prior_is_found_again_from_many_places():
    random = np.random.default_rng(5)
    students = random.integers(50, 2000, 4000)
    events = random.binomial(students, random.beta(2.0, 150.0, 4000))
    assert beta_prior(events, students) == pytest.approx((2.0, 150.0), rel=0.1)
    assert beta_prior([5, 5], [100, 100]) is None


def test_a_crude_ratio_can_hide_that_every_school_treats_both_groups_alike():
    case = CASES["mantel_haenszel"]
    found = mantel_haenszel(*np.array(case["schools"]).T)
    assert (found.crude, found.ratio, found.low, found.high) == pytest.approx(
        (case["crude"], case["ratio"], *case["limits"])
    )
    alike = mantel_haenszel([40, 1], [400, 100], [10, 9], [100, 900])
    assert alike.ratio == pytest.approx(1)
    assert alike.crude == pytest.approx(41 / 500 / (19 / 1000))
    assert mantel_haenszel([4], [40], [0], [40]).ratio is None
