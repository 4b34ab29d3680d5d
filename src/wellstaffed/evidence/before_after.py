"""Before and after, for districts that changed course: an effect where the data can tell it, else the power (rule E2)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.change_table import FEWEST_TREATED, ChangePanel
from wellstaffed.evidence.comparability import LAST_ROUNDED, NEW_ARREST_DEFINITION
from wellstaffed.evidence.departures import Bound, breakdown_value, relative_magnitude_bound
from wellstaffed.evidence.group_time import average_covariance, average_effects, group_time_effects
from wellstaffed.evidence.intervals import Z95, Floats
from wellstaffed.evidence.placebo import Power, in_force, power_to_see, randomisation_p
from wellstaffed.evidence.poisson_change import poisson_effects

FEWEST_WAVES_BEFORE = 2
TIMES = (0.5, 1.0, 2.0)
LOG_RATE, PER_1000 = "logarithm of the rate", "events per 1,000 students"


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % limits."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class EventPoint:
    """One wave of the event study: 0 is the first wave after the change, -1 the reference; as `scale` says."""

    wave: int
    label: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class BeforeAfter:
    """
    What the table says of a change; every number null and `reason` set where the guards forbid one.

    ``change_percent`` is that of the rate; ``rate_change`` counts events per 1,000 students by the group-time
    estimator; ``events`` and ``bounds`` are on the ``scale`` named.
    """

    outcome: str
    treated: int
    comparison: int
    waves: tuple[str, ...]
    waves_before: int
    reason: str
    change_percent: Estimate | None
    p_value: float | None
    draws: int | None
    rate_change: Estimate | None
    scale: str
    events: tuple[EventPoint, ...]
    bounds: tuple[Bound, ...]
    breakdown: float | None
    rounding_percent: tuple[float, float] | None
    power: Power
    all_zero: int
    sentence: str
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        return asdict(self)


def before_after(
    panel: ChangePanel, *, outcome: str = "", federal: bool = False, draws: int = 499, seed: int = 0
) -> BeforeAfter:
    """
    Return what a panel says of a change, or why it can say nothing and how much it could have seen.

    Parameters
    ----------
    panel : ChangePanel
        From `change_panel`.
    outcome : str
        ``arrests`` adds the warning of the new definition.
    federal : bool
        The counts come from the federal collection; those up to 2015-16 were rounded, and how far that could move the
        effect is worked out.
    draws, seed : int
        Of the randomisation.

    Notes
    -----
    Rules D3 and E2. Fewer than 3 districts that changed, fewer than 2 usable waves before, or no events on one side: no
    effect, the power instead.
    """
    power = power_to_see(panel.counts, panel.exposure, panel.first_wave, seed=seed)
    reason = _guard(panel)
    shared: dict[str, Any] = {
        "outcome": outcome,
        "treated": panel.treated,
        "comparison": len(panel.districts) - panel.treated,
        "waves": tuple(show_school_year(int(year)) for year in panel.years),
        "waves_before": panel.waves_before,
        "power": power,
        "notes": (*panel.notes, *_notes(panel, outcome, federal)),
    }
    if reason:
        return _refusal(reason, shared)
    fit = poisson_effects(panel.counts, panel.exposure, in_force(panel.first_wave, len(panel.years)))
    if not fit.converged:
        return _refusal("the effect has no finite estimate with these counts", shared)
    p_value, used = randomisation_p(panel.counts, panel.exposure, panel.first_wave, draws=draws, seed=seed)
    effect, error = float(fit.effects[0]), float(fit.errors[0])
    change = Estimate(*(_percent(effect + side * Z95 * error) for side in (0, -1, 1)))
    scale, points, covariance, before = _event_study(panel)
    values = np.array([one.value for one in points if one.wave != -1])
    bounds = tuple(relative_magnitude_bound(values, covariance, waves_before=before, times=times) for times in TIMES)
    return BeforeAfter(
        **shared,
        reason="",
        change_percent=change,
        p_value=p_value,
        draws=used,
        rate_change=_rate_change(panel),
        scale=scale,
        events=points,
        bounds=bounds,
        breakdown=breakdown_value(values, covariance, waves_before=before),
        rounding_percent=_rounding(panel) if federal else None,
        all_zero=fit.districts_all_zero,
        sentence=_sentence(change, p_value, panel, outcome),
    )


def _guard(panel: ChangePanel) -> str:
    after = in_force(panel.first_wave, len(panel.years))[:, :, 0] > 0
    changed = panel.first_wave > 0
    if panel.treated < FEWEST_TREATED:
        return f"{panel.treated} districts changed course with waves enough, fewer than {FEWEST_TREATED}"
    if panel.waves_before < FEWEST_WAVES_BEFORE:
        return f"there are {panel.waves_before} usable waves before the change, fewer than {FEWEST_WAVES_BEFORE}"
    if len(panel.districts) - panel.treated < FEWEST_TREATED:
        return "there are too few districts without the change to compare with"
    for part, words in ((after, "after"), (changed[:, None] & ~after, "before")):
        if not np.nansum(np.where(part, panel.counts, 0)):
            return f"the districts that changed have no events {words} the change"
    return ""


def _refusal(reason: str, shared: dict[str, Any]) -> BeforeAfter:
    power: Power = shared["power"]
    chance = f"it cannot be told because {power.reason}" if power.share is None else f"it is {power.share:.0%}"
    return BeforeAfter(
        **shared, reason=reason, change_percent=None, p_value=None, draws=None, rate_change=None, scale="", events=(),
        bounds=(), breakdown=None, rounding_percent=None, all_zero=0,
        sentence=(
            f"No effect is given: {reason}. As to the chance to see a fall by 30 % with this table, {chance}."
        ),
    )  # fmt: skip


def _percent(log_effect: float) -> float:
    return float(100 * np.expm1(log_effect))


def _event_study(panel: ChangePanel) -> tuple[str, tuple[EventPoint, ...], Floats, int]:
    """Return scale, points on wave order, the covariance of all but the reference, and how many stand before it."""
    first = panel.first_wave
    dates = np.unique(first[first > 0])
    if len(dates) == 1:
        return _one_date(panel, int(dates[0]))
    whole = np.isfinite(panel.counts).all(axis=1)
    rates = 1000 * panel.counts[whole] / panel.exposure[whole]
    waves = np.arange(1, len(panel.years) + 1, dtype=float)
    study = average_effects(group_time_effects(rates, first[whole], waves, base="universal"), "event")
    kept = (study.at >= -_common_before(first[whole])) & (study.at != -1)
    covariance = average_covariance(study)[np.ix_(kept, kept)]
    errors = np.sqrt(np.diag(covariance))
    points = _points(study.at[kept], study.effect[kept], errors)
    return PER_1000, points, covariance, int((study.at[kept] < 0).sum())


def _common_before(first: Floats) -> int:
    """Return how many waves before the change every district that changed has."""
    return int(first[first > 0].min()) - 1


def _one_date(panel: ChangePanel, date: int) -> tuple[str, tuple[EventPoint, ...], Floats, int]:
    waves = len(panel.years)
    shown = [wave for wave in range(1, waves + 1) if wave != date - 1]
    changed = (panel.first_wave > 0).astype(float)
    treated = np.zeros((len(changed), waves, len(shown)))
    for index, wave in enumerate(shown):
        treated[:, wave - 1, index] = changed
    fit = poisson_effects(panel.counts, panel.exposure, treated)
    at = np.array([wave - date for wave in shown], dtype=float)
    return LOG_RATE, _points(at, fit.effects, fit.errors), fit.covariance, int((at < 0).sum())


def _points(at: Floats, values: Floats, errors: Floats) -> tuple[EventPoint, ...]:
    points = [
        EventPoint(int(wave), _label(int(wave)), float(v), float(v - Z95 * e), float(v + Z95 * e))
        for wave, v, e in zip(at, values, errors, strict=True)
    ]
    points.append(EventPoint(-1, _label(-1), 0.0, 0.0, 0.0))
    return tuple(sorted(points, key=lambda one: one.wave))


def _label(wave: int) -> str:
    if wave == -1:
        return "last wave before (reference)"
    if wave == 0:
        return "first wave after"
    return f"{wave} waves later" if wave > 0 else f"{-wave} waves before"


def _rate_change(panel: ChangePanel) -> Estimate | None:
    whole = np.isfinite(panel.counts).all(axis=1)
    first = panel.first_wave[whole]
    if (first > 0).sum() < FEWEST_TREATED or (first == 0).sum() < FEWEST_TREATED:
        return None
    rates = 1000 * panel.counts[whole] / panel.exposure[whole]
    waves = np.arange(1, len(panel.years) + 1, dtype=float)
    found = average_effects(group_time_effects(rates, first, waves), "simple")
    return Estimate(*(found.overall + side * Z95 * found.overall_error for side in (0, -1, 1)))


def _rounding(panel: ChangePanel) -> tuple[float, float] | None:
    """Return the lowest and highest effect that the rounding of early waves leaves, both sides moved apart (rule D3)."""
    rounded = np.broadcast_to(panel.years <= LAST_ROUNDED, panel.counts.shape) & (panel.counts > 0)
    if not rounded.any():
        return None
    step = np.where(rounded, panel.cells, 0.0)
    side = np.where(panel.first_wave > 0, 1.0, -1.0)[:, None]
    found = []
    for sign in (1.0, -1.0):
        counts = np.maximum(panel.counts + sign * side * step, 0)
        fit = poisson_effects(counts, panel.exposure, in_force(panel.first_wave, len(panel.years)))
        found.append(_percent(float(fit.effects[0])))
    return min(found), max(found)


def _notes(panel: ChangePanel, outcome: str, federal: bool) -> list[str]:
    notes = [
        "Found for the districts of this table only; what they did beside the change is part of it. "
        "It predicts nothing for another district, nor for a change the other way."
    ]
    years = [int(year) for year in panel.years]
    if 0 < panel.treated < 30:
        notes.append("With so few districts the interval is too narrow; the p value by randomisation is to be trusted.")
    if federal and min(years, default=LAST_ROUNDED + 1) <= LAST_ROUNDED < max(years, default=0):
        notes.append("Counts up to 2015-16 were rounded in threes; the effect that rounding alone allows is given.")
    if federal and outcome == "arrests" and max(years, default=0) >= NEW_ARREST_DEFINITION:
        notes.append(
            "Arrests were defined anew in 2021-22; the comparison holds only if all districts took it up alike."
        )
    return notes


def _sentence(change: Estimate, p_value: float, panel: ChangePanel, outcome: str) -> str:
    what = outcome or "events"
    return (
        f"In {panel.treated} districts that changed course, {what} per student changed by {change.value:+.0f} % against "
        f"{len(panel.districts) - panel.treated} that did not (between {change.low:+.0f} and {change.high:+.0f} %; "
        f"p {p_value:.3f} by randomisation within size classes)."
    )
