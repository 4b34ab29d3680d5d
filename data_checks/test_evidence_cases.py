"""Every worked case of disparity and of policy change, and R's did on its own data, beside our functions."""

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest
from tests.evidence import other_intervals as other
from tests.evidence import other_pooling

from wellstaffed.evidence import comparability, pooling
from wellstaffed.evidence import intervals as ours
from wellstaffed.evidence.count_table import read_count
from wellstaffed.evidence.departures import relative_magnitude_bound
from wellstaffed.evidence.group_time import average_effects, group_time_effects
from wellstaffed.evidence.measures import disparity_measures
from wellstaffed.evidence.placebo import in_force, randomisation_p
from wellstaffed.evidence.poisson_change import poisson_effects
from wellstaffed.evidence.significant_disproportionality import identified_years, regulatory_ratio
from wellstaffed.evidence.small_cells import hidden_cells
from wellstaffed.evidence.studies import studies

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))
FOLDER = SHARED / "reference" / "evidence"
SECTIONS = {one["id"]: one for one in json.loads((FOLDER / "disparity_cases.json").read_text())["sections"]}
CHANGE = json.loads((FOLDER / "policy_change_cases.json").read_text())


def numbers(value):
    return [np.nan if one is None else float(one) for one in np.atleast_1d(np.array(value, dtype=object))]


def same(found, expected, rel=1e-9):
    assert numbers(list(np.atleast_1d(found))) == pytest.approx(numbers(expected), rel=rel, abs=1e-9, nan_ok=True)


def cases(section):
    return [
        pytest.param(case["in"], case["out"], case, id=f"{section}-{i}")
        for i, case in enumerate(SECTIONS[section]["cases"])
    ]


def test_every_section_is_compared_here():
    marks = [
        mark for name, one in globals().items() if name.startswith("test_") for mark in getattr(one, "pytestmark", [])
    ]
    given = [mark.args[1][0] for mark in marks if mark.name == "parametrize"]
    compared = {one.id.rsplit("-", 1)[0] for one in given if getattr(one, "id", None)}
    assert compared == set(SECTIONS)


def pair(given):
    return [given[key] for key in ("a", "n", "c", "m")]


@pytest.mark.parametrize(("given", "out", "case"), cases("point"))
def test_point(given, out, case):
    found = disparity_measures(*pair(given))
    for ours_, theirs in (
        (found.rate, "risk_group"), (found.reference_rate, "risk_comparison"), (1000 * found.rate, "per_1000_group"),
        (found.risk_difference, "risk_difference"), (1000 * found.risk_difference, "risk_difference_per_1000"),
        (found.risk_ratio, "risk_ratio"), (found.odds_ratio, "odds_ratio"), (found.composition_index, "composition_index"),
        (found.excess_events, "excess_events_vs_comparison_rate"),
    ):  # fmt: skip
        same(ours_, out[theirs])
    assert out["risk_ratio"] is not None or found.ratio_reason[0]


@pytest.mark.parametrize(("given", "out", "case"), cases("identity"))
def test_identity(given, out, case):
    found = disparity_measures(*pair(given))
    everyone = (given["a"] + given["c"]) / (given["n"] + given["m"])
    same(everyone, out["p_all"])
    same(found.composition_index, out["composition_index"])
    same(found.rate / everyone, out["p_group_over_p_all"])


@pytest.mark.parametrize(("given", "out", "case"), cases("reference_group"))
def test_reference_group(given, out, case):
    import polars as pl

    from wellstaffed.evidence.disparity_table import disparity_table

    counts = pl.DataFrame(
        [{"place_id": "A", "school_year": 2018, "outcome": "arrests", "dimension": "race", "group": key,
          "events": float(one["events"]), "events_missing": None, "students": float(one["students"]), "students_missing": None}
         for key, one in given["table"].items()],
        schema_overrides={"events_missing": pl.String, "students_missing": pl.String},
    )  # fmt: skip
    for reference, key in (("WH", "rr_vs_white"), ("all others", "rr_vs_all_others"), ("everyone", "rr_vs_everyone")):
        rows = disparity_table(counts, reference=reference).filter(group=given["group"])
        if rows.height:
            same(rows["risk_ratio"][0], out[key])


@pytest.mark.parametrize(("given", "out", "case"), cases("rri"))
def test_rri(given, out, case):
    found = disparity_measures(given["events"], given["students"], given["white_events"], given["white_students"])
    same(1000 * found.rate, out["rate_per_1000"])
    same(1000 * found.reference_rate, out["white_rate_per_1000"])
    same(found.risk_ratio, out["rri"])
    same(given["students"] / given["total_students"], out["share_of_students"])


@pytest.mark.parametrize(("given", "out", "case"), cases("one_risk_interval"))
def test_one_risk_interval(given, out, case):
    counts = given["a"], given["n"]
    same(ours.wilson_interval(*counts), out["wilson"])
    same(ours.exact_interval(*counts), out["clopper_pearson"])
    same(other.jeffreys_interval(*counts), out["jeffreys"])


@pytest.mark.parametrize(("given", "out", "case"), cases("poisson_rate_interval"))
def test_poisson_rate_interval(given, out, case):
    same(1000 * np.array(ours.garwood_interval(given["a"], given["students"])), out["garwood_per_1000"])


@pytest.mark.parametrize(("given", "out", "case"), cases("rr_interval"))
def test_rr_interval(given, out, case):
    counts, rel = pair(given), case["tolerance_rel"]
    same(ours.koopman_interval(*counts), out["koopman_score"], rel)
    same(ours.koopman_interval(*counts, small_sample=True), out["miettinen_nurminen_score"], rel)
    same(ours.conditional_exact_interval(*counts), out["conditional_exact_poisson"], rel)
    low, high, error = ours.katz_interval(*counts)
    if out["katz_log"]:
        same([low, high, error], [*out["katz_log"], out["se_log_rr"]])
        same(other.mover_interval(*counts), out["mover_wilson"])
    else:
        assert np.isnan([low, high]).all()
    walter = out["walter_log_plus_half"]
    same(other.walter_interval(*counts), [walter["rr"], *walter["ci"]])
    same(other.jeffreys_ratio(*counts), out["jeffreys_posterior_median_and_95"], rel)


@pytest.mark.parametrize(("given", "out", "case"), cases("rd_interval"))
def test_rd_interval(given, out, case):
    same(ours.newcombe_interval(*pair(given)), out["newcombe"])
    same(ours.score_difference_interval(*pair(given)), out["miettinen_nurminen"], case["tolerance_rel"])


@pytest.mark.parametrize(("given", "out", "case"), cases("or_interval"))
def test_or_interval(given, out, case):
    middle, low, high = (None if np.isinf(one) else one for one in other.exact_odds_ratio(*pair(given)))
    same([middle], [out["conditional_mle"]], 1e-6)
    same([low, high], out["fisher_exact_ci"], 1e-6)
    if "woolf" in out:
        same(other.woolf_interval(*pair(given)), out["woolf"])


@pytest.mark.parametrize(("given", "out", "case"), cases("within_school"))
def test_within_school(given, out, case):
    found = pooling.mantel_haenszel(*np.array([pair(one) for one in given["schools"]]).T)
    same([found.crude, found.ratio, found.log_error, found.low, found.high, found.odds_ratio],
         [out["crude_rr"], out["mantel_haenszel_rr"], out["greenland_robins_se_log"], *out["ci"], out["mantel_haenszel_or"]])  # fmt: skip


@pytest.mark.parametrize(("given", "out", "case"), cases("aggregate"))
def test_aggregate(given, out, case):
    import polars as pl

    schools = pl.DataFrame(given["schools"])
    same(pooling.empirical_bayes(schools["events"], schools["students"]).overall, out["correct_pooled_rate"])


@pytest.mark.parametrize(("given", "out", "case"), cases("reserve_codes"))
def test_reserve_codes(given, out, case):
    read = [read_count(str(value)) for value in given["values"]]
    assert sum(one.value for one in read if one.value is not None) == out["sum_of_reported"]
    assert sum(one.value is None for one in read) == out["n_missing"]
    assert all(one.missing for one in read if one.value is None)


@pytest.mark.parametrize(("given", "out", "case"), cases("idea_300_647"))
def test_idea_300_647(given, out, case):
    found = regulatory_ratio(
        tuple(given["group"]), tuple(given["comparison_lea"]), tuple(given["comparison_state"]),
        minimum_cell=given["min_cell"], minimum_n=given["min_n"],
    )  # fmt: skip
    if out["calculate"]:
        assert found.kind == out["kind"]
        same(found.value, out["value"])
    else:
        assert found.value is None
        assert out["reason"].split("(300")[1].rstrip(")") in found.reason


@pytest.mark.parametrize(("given", "out", "case"), cases("idea_three_years"))
def test_idea_three_years(given, out, case):
    found = identified_years(
        given["ratios"], threshold=given["threshold"], consecutive_years=given["consecutive_years"]
    )
    assert found == out["identified_each_year"]


@pytest.mark.parametrize(("given", "out", "case"), cases("three_year_smoothing"))
def test_three_year_smoothing(given, out, case):
    events, students = (sum(year[key] for year in given["years"]) for key in ("events", "students"))
    same(events / students, out["pooled_rate"])
    same(ours.wilson_interval(events, students), out["wilson_pooled"])


@pytest.mark.parametrize(("given", "out", "case"), cases("eb_marshall"))
def test_eb_marshall(given, out, case):
    found = pooling.empirical_bayes(given["events"], given["students"])
    same([found.overall, found.between_variance], [out["overall_rate"], out["between_variance"]])
    same(found.weights, out["shrinkage_weight"])
    same(found.rates, out["eb_rate"])


@pytest.mark.parametrize(("given", "out", "case"), cases("beta_binomial"))
def test_beta_binomial(given, out, case):
    from scipy.special import betaincc

    prior = given["prior_a"], given["prior_b"]
    found = other_pooling.beta_posterior(given["events"], given["students"], prior=prior)
    same([found.mean[0], found.weight[0]], [out["posterior_mean"], out["weight_on_data"]])
    same(found.quantiles[0], out["q025_q10_q50_q90_q975"])
    above = betaincc(prior[0] + given["events"], prior[1] + given["students"] - given["events"], 0.02)
    assert above == pytest.approx(out["prob_rate_above_2_percent"], rel=1e-6, abs=1e-13)


@pytest.mark.parametrize(("given", "out", "case"), cases("partial_pooling"))
def test_partial_pooling(given, out, case):
    found = other_pooling.random_intercept(given["events"], given["students"])
    expected = [out["intercept_logit"], out["sd_logit"], out["loglik_kernel_without_binomial_constants"]]
    same([found.intercept, found.spread, found.log_likelihood], expected, case["tolerance_rel"])
    same(found.rates, out["posterior_mean_rate"], case["tolerance_rel"])


@pytest.mark.parametrize(("given", "out", "case"), cases("change"))
def test_change(given, out, case):
    found = comparability.disparity_change(pair(given["wave1"]), pair(given["wave2"]))
    same([found.ratio_of_ratios, found.log_error, found.low, found.high, found.p_value, found.change_in_difference, found.change_in_difference_error],
         [out["ratio_of_rr"], out["se_log"], *out["ci"], out["p_value"], out["change_in_rd"], out["se_change_in_rd"]])  # fmt: skip


@pytest.mark.parametrize(("given", "out", "case"), cases("many_places"))
def test_many_places(given, out, case):
    adjusted = pooling.benjamini_hochberg(given["p"])
    same(adjusted, out["adjusted"])
    assert (adjusted <= given["q"]).sum() == out["n_flagged"]


@pytest.mark.parametrize(("given", "out", "case"), cases("small_cells"))
def test_small_cells(given, out, case):
    names = {"minimum": "minimum", "zeros_may_show": "zeros_may_show", "total_published": "total_published"}
    assert hidden_cells(given["row"], **{name: given[key] for name, key in names.items()}) == out["hidden"]


@pytest.mark.parametrize(("given", "out", "case"), cases("crdc_rounding"))
def test_crdc_rounding(given, out, case):
    if "true" in given:
        assert other_pooling.rounded_in_threes(given["true"]) == out["published"]
    else:
        assert list(comparability.interval_sum(given["published_cells"])) == out["true_sum_between"]


@pytest.mark.parametrize(("given", "out", "case"), cases("perturbation_range"))
def test_perturbation_range(given, out, case):
    same(comparability.noise_range(*pair(given), step=given["per_cell_noise"]), out["rr_range_from_noise_alone"])
    same(ours.katz_interval(*pair(given))[:2], out["katz_log"])


@pytest.mark.parametrize(("given", "out", "case"), cases("published_anchors"))
def test_published_anchors(given, out, case):
    if given["measure"] == "wilson":
        found = ours.wilson_interval(given["a"], given["n"])
    else:
        found = ours.newcombe_interval(*pair(given))
    same(found, out["ours"])
    assert [round(float(one), 4) for one in found] == out["published_4dp"]


def mpdta():
    with (FOLDER / "mpdta.csv").open() as file:
        rows = list(csv.DictReader(file))
    counties = sorted({row["countyreal"] for row in rows}, key=int)
    place = {county: i for i, county in enumerate(counties)}
    outcome, first, trait = np.zeros((len(counties), 5)), np.zeros(len(counties)), np.zeros((len(counties), 1))
    for row in rows:
        i = place[row["countyreal"]]
        outcome[i, int(row["year"]) - 2003] = float(row["lemp"])
        first[i], trait[i, 0] = float(row["first.treat"]), float(row["lpop"])
    return outcome, first, np.arange(2003.0, 2008.0), trait


@pytest.mark.parametrize(
    ("scenario", "controls", "with_trait"),
    [("mpdta_nev_dr", "never", False), ("mpdta_nyt_dr", "not_yet", False), ("mpdta_nev_reg_cov", "never", True)],
)
def test_r_did_on_its_own_data(scenario, controls, with_trait):
    outcome, first, waves, trait = mpdta()
    found = group_time_effects(outcome, first, waves, controls=controls, covariates=trait if with_trait else None)
    reference = CHANGE["mpdta_R"][scenario]
    cells = {(g, t): (a, e) for g, t, a, e in zip(found.group, found.wave, found.effect, found.error, strict=True)}
    assert len(cells) == len(reference["att_gt"])
    for one in reference["att_gt"]:
        assert cells[one["g"], one["t"]] == pytest.approx((one["att"], one["se"]), abs=1e-8)
    for kind, name in (("simple", "simple"), ("event", "dynamic"), ("group", "group"), ("calendar", "calendar")):
        average = average_effects(found, kind)
        assert [average.overall, average.overall_error] == pytest.approx(reference[name]["overall"], abs=1e-8)
        by = {at: (a, e) for at, a, e in zip(average.at, average.effect, average.error, strict=True)}
        for at, att, error in reference[name]["by"]:
            assert by[at] == pytest.approx((att, error), abs=1e-8)


def test_sun_and_abraham_on_the_same_data():
    outcome, first, waves, _ = mpdta()
    found = group_time_effects(outcome, first, waves, controls="never", base="universal")
    reference = CHANGE["mpdta_sun_abraham"]
    simple = average_effects(found, "simple", weights_known=True)
    assert [simple.overall, simple.overall_error] == pytest.approx(reference["att"], abs=1e-8)
    event = average_effects(found, "event", weights_known=True)
    by = {str(int(at)): [a, e] for at, a, e in zip(event.at, event.effect, event.error, strict=True)}
    for at, expected in reference["event"].items():
        assert by[at] == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("coding", ["irregular_waves_calendar", "irregular_waves_as_index"])
@pytest.mark.parametrize(("key", "controls"), [("never", "never"), ("nyt", "not_yet")])
def test_irregular_waves(coding, key, controls):
    with (FOLDER / "panel_500.csv").open() as file:
        rows = list(csv.DictReader(file))
    years = sorted({int(row["year"]) for row in rows})
    ids = sorted({int(row["id"]) for row in rows})
    outcome, first = np.zeros((len(ids), len(years))), np.zeros(len(ids))
    for row in rows:
        outcome[ids.index(int(row["id"])), years.index(int(row["year"]))] = float(row["y"])
        first[ids.index(int(row["id"]))] = float(row["g"])
    waves = np.array(years, dtype=float)
    if coding.endswith("index"):
        first = np.array([0.0 if one == 0 else 1.0 + years.index(int(one)) for one in first])
        waves = np.arange(1.0, len(years) + 1)
    found, reference = group_time_effects(outcome, first, waves, controls=controls), CHANGE[coding][key]
    for kind, name, by_name in (
        ("simple", "simple", None),
        ("event", "dynamic", "event"),
        ("group", "group", "cohort"),
        ("calendar", "calendar", "time"),
    ):
        average = average_effects(found, kind)
        assert [average.overall, average.overall_error] == pytest.approx(reference[name], abs=1e-8)
        by = {str(int(at)): [a, e] for at, a, e in zip(average.at, average.effect, average.error, strict=True)}
        for at, expected in (reference[by_name] if by_name else {}).items():
            assert by[at] == pytest.approx(expected, abs=1e-8), (kind, at)


def test_bounds_for_departures_from_parallel_trends():
    case = CHANGE["honest_did_medicaid"]
    beta, sigma = np.array(case["beta"]), np.array(case["sigma"])
    assert beta == pytest.approx(np.loadtxt(FOLDER / "honest_beta.csv"))
    for times in ("0.5", "1", "1.5", "2"):
        found = relative_magnitude_bound(beta, sigma, waves_before=case["npre"], times=float(times))
        for name in ("R_relative_magnitudes_C-LF", "ours_ref_honest_rm_one_post"):
            assert [found.low, found.high] == pytest.approx(case[name][times], abs=case["tolerance_abs"])


def test_poisson_with_fixed_effects():
    with (FOLDER / "poisson_panel.csv").open() as file:
        rows = list(csv.DictReader(file))
    years, ids = sorted({int(r["year"]) for r in rows}), sorted({int(r["id"]) for r in rows})
    counts, exposure, first = np.zeros((len(ids), len(years))), np.zeros((len(ids), len(years))), np.zeros(len(ids))
    for row in rows:
        i, j = ids.index(int(row["id"])), years.index(int(row["year"]))
        counts[i, j], exposure[i, j] = float(row["y"]), float(row["enr"])
        first[i] = 1 + years.index(int(row["g"])) if int(row["g"]) else 0
    fit, reference = poisson_effects(counts, exposure, in_force(first, len(years))), CHANGE["ppml"]
    assert fit.effects[0] == pytest.approx(reference["coef"], abs=1e-8)
    assert fit.errors[0] == pytest.approx(reference["se_cluster_unit_no_factor"], abs=1e-8)
    assert (fit.rows_used, fit.districts_used) == (reference["n_used"], reference["units_used"])
    assert randomisation_p(counts, exposure, first)[0] == pytest.approx(reference["randomisation_p_499_draws_seed0"])


def test_the_library_carries_every_published_figure():
    with (FOLDER / "effects.csv").open(newline="") as file:
        published = {row["id"]: row for row in csv.DictReader(file)}
    assert [one.id for one in studies()] == list(published)
    for one in studies():
        row = published[one.id]
        for ours_, theirs in (
            (one.estimate, "estimate"), (one.error, "se"), (one.ci_low, "ci_low"), (one.ci_high, "ci_high"),
            (one.range_low, "range_low"), (one.range_high, "range_high"), (one.p_value, "p_value"),
        ):  # fmt: skip
            assert ours_ == (float(row[theirs]) if row[theirs] else None), (one.id, theirs)
        sign = {"+": {"up"}, "-": {"down"}, "0": {"no_change", "mixed"}, "": {"not_told", "no_study"}}
        assert one.direction in sign[row["direction"][:1]], one.id
