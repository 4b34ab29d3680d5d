"""The answer to a question about a disparity, and the JSON document that it is printed as."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.comparability import Bounds
from wellstaffed.evidence.disparity import Disparity
from wellstaffed.evidence.pooling import WithinPlaces
from wellstaffed.evidence.sentence import Setting, disparity_sentence, disparity_warnings

EXACT_NOTE = (
    "An exact interval holds the truth in at least 95 of 100 cases, with few events in up to 99; the score interval beside it "
    "is narrower and does so in about 95."
)


@dataclass(frozen=True)
class DisparityAnswer:
    """
    One disparity with its sentence and warnings (rules D1, D3).

    `ranges` are the fewest and most events of both groups that rounded counts may stand for. `place_id` is the identifier
    of the place in a table of counts; empty of two pairs of counts.
    """

    found: Disparity
    setting: Setting
    notes: tuple[str, ...] = ()
    ranges: Bounds | None = None
    place_id: str = ""

    @property
    def sentence(self) -> str:
        """The disparity in words."""
        return disparity_sentence(self.found, self.setting)

    @property
    def warnings(self) -> list[str]:
        """What must be said beside the sentence."""
        return [*disparity_warnings(self.found, self.setting), *self.notes]

    @property
    def interval_note(self) -> str:
        """What sets the score interval apart from the one in the sentence; empty where they are the same."""
        return EXACT_NOTE if self.found.is_exact and self.found.risk_ratio_low is not None else ""

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints; a value that cannot be calculated is null, with the reason."""
        found = self.found
        ratio: dict[str, Any] = {
            "value": found.risk_ratio,
            "low": found.risk_ratio_low,
            "high": found.risk_ratio_high,
            "method": found.ratio_method or None,
        }
        reason = found.ratio_reason or found.upper_reason
        if reason:
            ratio["reason"] = reason
        difference: dict[str, Any] = {
            "value": found.risk_difference,
            "low": found.risk_difference_low,
            "high": found.risk_difference_high,
            "method": found.difference_method,
        }
        if found.reason:
            difference["reason"] = found.reason
        return {
            "rate": found.rate,
            "reference_rate": found.reference_rate,
            "risk_ratio": ratio,
            "risk_difference": difference,
            "excess_events": found.excess_events,
            "sentence": self.sentence,
            "warnings": self.warnings,
            **(self._score_json() if self.interval_note else {}),
        }

    def _score_json(self) -> dict[str, Any]:
        return {"score_intervals": {name: list(ends) for name, ends in score_intervals(self.found).items()}}

    def more_json(self) -> dict[str, Any]:
        """Return the measures that stand beside the first ones, and the intervals of both rates."""
        found = self.found
        return {
            "rate_interval": [found.rate_low, found.rate_high],
            "reference_rate_interval": [found.reference_rate_low, found.reference_rate_high],
            "composition_index": found.composition_index,
            "odds_ratio": found.odds_ratio,
            "odds_ratio_reason": found.odds_reason or None,
            "p_value": found.p_value,
            **self._score_json(),
        }


def score_intervals(found: Disparity) -> dict[str, tuple[float | None, float | None]]:
    """Return the score interval of each measure that has one, by the name of the measure."""
    return {
        "rate": (found.rate_score_low, found.rate_score_high),
        "reference_rate": (found.reference_rate_score_low, found.reference_rate_score_high),
        "risk_ratio": (found.risk_ratio_score_low, found.risk_ratio_score_high),
        "risk_difference": (found.risk_difference_score_low, found.risk_difference_score_high),
    }


@dataclass(frozen=True)
class DisparityTableAnswer:
    """Disparities of a table of counts, one answer per row, with what is said of them all."""

    reference: str
    answers: tuple[DisparityAnswer, ...]
    pooled_rates: tuple[float | None, ...]
    adjusted_p: tuple[float | None, ...]
    shares: tuple[tuple[float | None, float | None], ...]
    within: tuple[WithinPlaces, ...]
    hidden: int
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """
        Return the document that ``--json`` prints.

        A question with one answer has its measures at the top too, as two pairs of counts have.
        """
        rows = zip(self.answers, self.pooled_rates, self.adjusted_p, self.shares, strict=True)
        listed = [
            _row_json(one)
            | {"partially_pooled_rate": pooled, "p_value_adjusted": adjusted}
            | {"share_of_events": shares[0], "share_of_students": shares[1]}
            for one, pooled, adjusted, shares in rows
        ]
        return (listed[0] if len(listed) == 1 else {}) | {
            "reference": self.reference,
            "rows": listed,
            "within_places": [asdict(one) for one in self.within],
            "hidden_cells": self.hidden,
            "notes": list(self.notes),
        }

    def as_csv(self) -> str:
        """Return the rows as CSV, one measure to a column; a value that is hidden or not calculated is empty."""
        from wellstaffed.reports.csv_text import csv_text

        rows = [_flat(one) for one in self.as_json()["rows"]]
        return csv_text(list(rows[0]) if rows else ["place"], rows)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if name == "score_intervals":
            for measure, (low, high) in value.items():
                flat |= {f"{measure}_score_low": low, f"{measure}_score_high": high}
        elif isinstance(value, dict):
            parts = ("value", "low", "high", "method", "reason")
            flat |= {name if part == "value" else f"{name}_{part}": value.get(part) for part in parts}
        elif name.endswith("_interval"):
            rate = name.removesuffix("_interval")
            flat |= {f"{rate}_low": value[0], f"{rate}_high": value[1]}
        else:
            flat[name] = value
    return flat


def _row_json(answer: DisparityAnswer) -> dict[str, Any]:
    found, setting = answer.found, answer.setting
    return {
        "place": setting.place,
        "school_year": show_school_year(setting.school_year) if setting.school_year else None,
        "outcome": setting.outcome,
        "group": setting.group,
        "reference": setting.reference,
        "events": found.events,
        "students": found.students,
        "reference_events": found.reference_events,
        "reference_students": found.reference_students,
        **{name: value for name, value in answer.as_json().items() if name != "score_intervals"},
        **answer.more_json(),  # which always has them, so that the columns of a table keep their order
    }
