"""Before and after: against other programs where those are right, and refused where nothing can be told (rule E2)."""

import json

import numpy as np
import pandas as pd
import polars as pl
import pytest

from tests.asked import ask_here
from wellstaffed.apps import evidence_actions
from wellstaffed.core.errors import EvidenceTableError, MissingInputError
from wellstaffed.evidence.before_after import before_after
from wellstaffed.evidence.change_table import SCHEMA, build_change_table, change_panel, read_change_table
from wellstaffed.evidence.departures import breakdown_value, relative_magnitude_bound
from wellstaffed.evidence.group_time import average_effects, group_time_effects
from wellstaffed.evidence.placebo import in_force, power_to_see, randomisation_p, size_classes
from wellstaffed.evidence.poisson_change import poisson_effects

YEARS = [2014, 2016, 2018, 2022]


def made_panel(districts=60, treated=6, effect=0.6, seed=3, years=YEARS, change=2022):
    random = np.random.default_rng(seed)
    students = random.integers(800, 9000, districts)
    level = random.gamma(8, 0.001, districts)
    rows = []
    for i in range(districts):
        changes = i < treated
        for year in years:
            rate = level[i] * (effect if changes and year >= change else 1) * (1 + 0.05 * (year - 2014) / 8)
            rows.append({"district_id": f"D{i:03}", "school_year": year, "events": float(random.poisson(rate * students[i])),
                         "students": float(students[i]), "change_year": change if changes else None, "return_year": None, "cells": 1})  # fmt: skip
    return pl.DataFrame(rows, schema=SCHEMA)


def test_the_poisson_effect_equals_a_regression_with_every_district_and_wave_written_out():
    import statsmodels.api as sm

    panel = change_panel(made_panel(districts=25))
    fit = poisson_effects(panel.counts, panel.exposure, in_force(panel.first_wave, 4))
    n, waves = panel.counts.shape
    unit, wave = np.repeat(np.arange(n), waves), np.tile(np.arange(waves), n)
    d = in_force(panel.first_wave, waves)[:, :, 0].ravel()
    x = np.column_stack([d, np.eye(n)[unit], np.eye(waves)[wave][:, 1:]])
    theirs = sm.GLM(panel.counts.ravel(), x, family=sm.families.Poisson(), offset=np.log(panel.exposure.ravel())).fit(
        cov_type="cluster", cov_kwds={"groups": unit, "use_correction": False}
    )
    assert fit.effects[0] == pytest.approx(theirs.params[0], abs=1e-8)
    assert fit.errors[0] == pytest.approx(theirs.bse[0], rel=1e-6)


def test_districts_without_any_event_are_left_out_and_counted():
    panel = change_panel(made_panel())
    counts = panel.counts.copy()
    counts[40:43] = 0
    fit = poisson_effects(counts, panel.exposure, in_force(panel.first_wave, 4))
    assert (fit.districts_used, fit.districts_all_zero) == (57, 3)


def staggered(seed=11, units=80):
    random = np.random.default_rng(seed)
    first = np.repeat([0, 3, 4, 0], units // 4).astype(float)
    waves = np.arange(1, 6, dtype=float)
    trait = random.normal(size=units)
    outcome = random.normal(size=(units, 1)) + 0.3 * waves + random.normal(size=(units, 5)) * 0.5
    outcome += -0.7 * ((waves[None, :] >= first[:, None]) & (first[:, None] > 0))
    return outcome, first, waves, trait[:, None]


@pytest.mark.parametrize(("controls", "theirs"), [("never", "never_treated"), ("not_yet", "not_yet_treated")])
def test_group_time_effects_equal_those_of_another_program(controls, theirs):
    from diff_diff import CallawaySantAnna

    outcome, first, waves, _ = staggered()
    frame = pd.DataFrame(
        {"unit": np.repeat(np.arange(80), 5), "time": np.tile(waves, 80).astype(int), "y": outcome.ravel(),
         "first": np.repeat(first, 5).astype(int)}
    )  # fmt: skip
    oracle = CallawaySantAnna(control_group=theirs, estimation_method="reg").fit(
        frame, outcome="y", unit="unit", time="time", first_treat="first"
    )
    found = group_time_effects(outcome, first, waves, controls=controls)
    for group, wave, effect, error in zip(found.group, found.wave, found.effect, found.error, strict=True):
        expected = oracle.group_time_effects[(int(group), int(wave))]
        assert effect == pytest.approx(expected["effect"], abs=1e-10)
        assert error == pytest.approx(expected["se"], abs=1e-10)
    assert average_effects(found, "simple").overall == pytest.approx(oracle.overall_att, abs=1e-10)


def test_two_groups_and_two_waves_give_the_difference_of_differences():
    outcome = np.array([[1.0, 2.0], [2.0, 4.0], [5.0, 5.5], [1.0, 1.5]])
    found = group_time_effects(outcome, np.array([2.0, 2.0, 0, 0]), np.array([1.0, 2.0]))
    assert found.effect.tolist() == [pytest.approx(1.5 - 0.5)]


def test_effects_do_not_depend_on_how_waves_are_coded_but_event_times_do():
    outcome, first, waves, _ = staggered()
    years = np.array([2012.0, 2014.0, 2016.0, 2018.0, 2022.0])
    recoded = np.where(first > 0, years[np.maximum(first.astype(int) - 1, 0)], 0)
    by_order, by_year = group_time_effects(outcome, first, waves), group_time_effects(outcome, recoded, years)
    assert by_order.effect == pytest.approx(by_year.effect)
    assert average_effects(by_order, "calendar").overall == pytest.approx(average_effects(by_year, "calendar").overall)
    assert len(average_effects(by_order, "event").at) < len(average_effects(by_year, "event").at)


MEDICAID = {
    # Event study of the Medicaid expansion, as printed with the R package HonestDiD (Rambachan and Roth); the intervals
    # are those of its relative-magnitude table, C-LF, for the first wave after.
    "effects": [-0.0052853545327209124, -0.011297324648152696, -0.00267599181179351, -0.0014193122521144463, 0.0003396635189706343, 0.04644685415994321],
    "covariance": [
        [7.48848363589771e-05, 6.0398740956444164e-05, 4.444619818461183e-05, 3.3857647060892136e-05, 4.328011254743588e-05, 4.7658804787779804e-05],
        [6.039874095644403e-05, 7.266500616997005e-05, 3.789330221288127e-05, 2.866578025148486e-05, 4.5433206284037734e-05, 4.428850119318087e-05],
        [4.444619818461178e-05, 3.78933022128813e-05, 5.052051940162933e-05, 2.6736794324839153e-05, 2.7781935676740695e-05, 3.060644108905552e-05],
        [3.385764706089212e-05, 2.8665780251484917e-05, 2.6736794324839132e-05, 4.003222026337796e-05, 2.4128599757164078e-05, 2.3808682090736096e-05],
        [4.328011254743589e-05, 4.543320628403779e-05, 2.778193567674069e-05, 2.4128599757164085e-05, 5.4626622070543055e-05, 3.682531051743177e-05],
        [4.765880478777983e-05, 4.428850119318097e-05, 3.060644108905553e-05, 2.380868209073612e-05, 3.682531051743178e-05, 8.375668824677538e-05],
    ],
    "bounds": {0.5: [0.0241, 0.0673], 1.0: [0.0171, 0.072], 1.5: [0.00859, 0.0796], 2.0: [-0.00107, 0.0883]},
}  # fmt: skip


@pytest.mark.parametrize("times", MEDICAID["bounds"])
def test_bounds_by_relative_magnitudes_equal_the_published_ones(times):
    found = relative_magnitude_bound(
        np.array(MEDICAID["effects"]), np.array(MEDICAID["covariance"]), waves_before=5, times=times
    )
    assert [found.low, found.high] == pytest.approx(MEDICAID["bounds"][times], abs=0.0006)


def test_the_breakdown_value_lies_where_the_published_interval_reaches_zero():
    assert 1.5 < breakdown_value(np.array(MEDICAID["effects"]), np.array(MEDICAID["covariance"]), waves_before=5) < 2


def test_without_an_effect_randomisation_stays_near_its_level():
    wrong = 0
    for seed in range(40):
        panel = change_panel(made_panel(districts=40, treated=4, effect=1.0, seed=seed))
        wrong += randomisation_p(panel.counts, panel.exposure, panel.first_wave, draws=99, seed=seed)[0] <= 0.05
    assert wrong <= 6


def test_size_classes_are_of_equal_number():
    assert np.bincount(size_classes(np.arange(100.0))).tolist() == [20] * 5


def test_more_districts_that_changed_give_more_power():
    shares = []
    for treated in (2, 20):
        panel = change_panel(made_panel(districts=150, treated=treated, seed=1))
        shares.append(power_to_see(panel.counts, panel.exposure, panel.first_wave).share)
    assert shares[0] < shares[1]


def test_an_effect_is_found_with_its_sentence_and_limits():
    found = before_after(change_panel(made_panel(districts=80, treated=12, effect=0.5)), outcome="arrests", draws=199)
    assert found.change_percent.low < -50 < found.change_percent.high
    assert found.p_value <= 0.05
    assert found.rate_change.value < 0
    assert [one.label for one in found.events if one.wave == -1] == ["last wave before (reference)"]
    assert "first wave after" in {one.label for one in found.events}
    assert found.sentence.startswith("In 12 districts that changed course, arrests per student changed by -")
    assert any("predicts nothing for another district" in note for note in found.notes)
    json.dumps(found.as_json(), allow_nan=False)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (made_panel(treated=2), "2 districts changed course"),
        (made_panel(years=[2018, 2022]), "1 usable waves before"),
        (made_panel(years=[2016, 2018, 2021, 2022], change=2018, treated=5), "1 usable waves before"),
        (
            made_panel().with_columns(events=pl.when(pl.col("change_year").is_null()).then("events").otherwise(0.0)),
            "no events",
        ),
        (made_panel(treated=0), "0 districts changed course"),
    ],
)
def test_where_the_guards_forbid_it_no_effect_is_given_but_the_power(table, said):
    found = before_after(change_panel(table), draws=99)
    assert said in found.reason
    assert found.change_percent is None
    assert found.events == ()
    assert found.power.share is not None or found.power.reason
    assert "No effect is given" in found.sentence
    assert "30 %" in found.sentence


def test_the_pandemic_wave_is_dropped_and_officers_who_returned_end_the_follow_up():
    table = made_panel(years=[2014, 2016, 2018, 2021, 2022, 2024], change=2021)
    back = table.with_columns(return_year=pl.when(pl.col("district_id") == "D000").then(2024))
    panel = change_panel(back)
    assert 2021 not in panel.years
    assert np.isnan(panel.counts[0, -1])
    assert any("2020-21 is left out" in note for note in panel.notes)
    assert any("until their officers returned" in note for note in panel.notes)


def test_staggered_changes_are_told_on_rates():
    table = pl.concat([made_panel(years=[2012, 2014, 2016, 2018, 2022], treated=4, change=2016),
                       made_panel(years=[2012, 2014, 2016, 2018, 2022], treated=4, change=2018, seed=8).with_columns(district_id=pl.col("district_id") + "b")])  # fmt: skip
    found = before_after(change_panel(table), draws=99)
    assert found.scale == "events per 1,000 students"
    assert found.bounds[0].low is not None


def test_rounding_alone_is_given_a_range_around_the_effect():
    found = before_after(change_panel(made_panel(treated=10)), federal=True, draws=99)
    assert found.rounding_percent[0] < found.change_percent.value < found.rounding_percent[1]


def test_a_table_is_made_from_counts_and_dates_of_change():
    counts = pl.DataFrame(
        {"place_id": ["0100005", "0100006"], "school_year": [2018, 2018], "events": [3, 4], "students": [100, 200]}
    )
    changes = pl.DataFrame(
        {"place_id": ["0100006"], "change_year": [2021], "return_year": [None]},
        schema_overrides={"return_year": pl.Int64},
    )
    table = build_change_table(counts, changes)
    assert dict(table.schema) == SCHEMA
    assert table["change_year"].to_list() == [None, 2021]


def test_faults_of_a_table_are_named_together(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "district_id,school_year,events,students,change_year\nA,2017-18,3,100,\nA,2018,x,100,2020-21\nA,2017-18,3,100,\n"
    )
    with pytest.raises(EvidenceTableError, match="4 faults"):
        read_change_table(path)


def test_without_a_table_it_says_what_is_missing_and_how_to_give_it():
    with pytest.raises(MissingInputError, match="district_id, school_year, events, students, change_year"):
        evidence_actions.before_after(table=None)


def test_the_command_prints_one_document(tmp_path):
    table = made_panel(districts=40, treated=5).with_columns(
        pl.col("school_year", "change_year").map_elements(lambda y: f"{y - 1}-{y % 100:02d}", return_dtype=pl.String)
    )
    path = tmp_path / "districts.csv"
    table.drop("return_year").write_csv(path)
    done = ask_here("before-after", path, "--draws", "99", "--json")
    assert json.loads(done.stdout)["treated"] == 5
    shown = ask_here("before-after", path, "--draws", "99")
    assert "first wave after" in shown.stdout
