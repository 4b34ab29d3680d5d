"""One disparity as a frozen value, with the sentence that states it and the warnings it carries (rules D1, D3)."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Any

from wellstaffed.evidence.measures import EXACT, Measures, disparity_measures


@dataclass(frozen=True)
class Disparity:
    """
    The measures of one group against one reference group; a number is None where `reason` or `ratio_reason` says why.

    Rates are events per student, differences too. Limits named ``_score_`` are the score interval of the same measure.
    """

    events: float | None
    students: float | None
    reference_events: float | None
    reference_students: float | None
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    reference_rate: float | None
    reference_rate_low: float | None
    reference_rate_high: float | None
    risk_ratio: float | None
    risk_ratio_low: float | None
    risk_ratio_high: float | None
    ratio_method: str
    risk_difference: float | None
    risk_difference_low: float | None
    risk_difference_high: float | None
    difference_method: str
    excess_events: float | None
    composition_index: float | None
    odds_ratio: float | None
    p_value: float | None
    rate_score_low: float | None
    rate_score_high: float | None
    reference_rate_score_low: float | None
    reference_rate_score_high: float | None
    risk_ratio_score_low: float | None
    risk_ratio_score_high: float | None
    risk_difference_score_low: float | None
    risk_difference_score_high: float | None
    reason: str
    ratio_reason: str
    odds_reason: str
    incidents: bool = False

    @property
    def upper_reason(self) -> str:
        """Why the ratio has no upper limit, empty where it has one or has no limit at all."""
        if self.risk_ratio_low is not None and self.risk_ratio_high is None:
            return self.ratio_reason or "the noise in the counts leaves no upper limit"
        return ""

    @property
    def is_exact(self) -> bool:
        """Whether an interval is an exact one, so that the score interval of the same measure says something more."""
        return EXACT in self.ratio_method


def disparity(
    events: float | None,
    students: float | None,
    reference_events: float | None,
    reference_students: float | None,
    *,
    incidents: bool = False,
    reason: str = "",
) -> Disparity:
    """
    Return the disparity of one group against a reference group.

    Parameters
    ----------
    events, students, reference_events, reference_students : float or None
        Counts of both groups; None where a count is not known.
    incidents : bool
        The events are incidents, not students.
    reason : str
        Why a count is not known, in words ("the count is suppressed").

    Notes
    -----
    Rules D1 and M1: each measure is a number or a reason.
    """
    counts = [
        math.nan if one is None else float(one) for one in (events, students, reference_events, reference_students)
    ]
    found = disparity_measures(*counts, incidents=incidents)
    return _disparity_at(found, 0, counts, incidents, reason)


Range = tuple[float, float]


def bounded_disparity(
    found: Disparity, events: Range, reference_events: Range, *, why: str, incidents: bool = False
) -> Disparity:
    """
    Return a disparity whose intervals also hold what is not known of its counts.

    Parameters
    ----------
    found : Disparity
        From the printed counts, or without them where only ranges are known.
    events, reference_events : pair of float
        Smallest and largest count that the printed one may stand for.
    why : str
        What was done, added to the name of the method ("counts rounded in threes").
    incidents : bool
        The events are incidents.

    Returns
    -------
    Disparity
        Lower limits from the fewest events against the most reference events, upper ones the other way round.

    Notes
    -----
    Rule D3: the interval is the union over all counts that fit what was published.
    """
    n, m = found.students, found.reference_students
    if not incidents:  # no more students with the outcome than there are
        events = (events[0], events[1] if n is None else min(events[1], n))
        reference_events = (reference_events[0], reference_events[1] if m is None else min(reference_events[1], m))
    lowest = disparity(events[0], n, reference_events[1], m, incidents=incidents)
    highest = disparity(events[1], n, reference_events[0], m, incidents=incidents)
    methods = sorted({lowest.ratio_method, highest.ratio_method} - {""})
    ends: dict[str, Any] = {}
    for name, low, high in (
        ("rate", lowest, highest),
        ("reference_rate", highest, lowest),  # the fewest events of the group stand against the most of the reference
        ("risk_ratio", lowest, highest),
        ("risk_difference", lowest, highest),
    ):
        for kind in ("", "_score"):
            ends[f"{name}{kind}_low"] = getattr(low, f"{name}{kind}_low")
            ends[f"{name}{kind}_high"] = getattr(high, f"{name}{kind}_high")
    return replace(
        found,
        **ends,
        ratio_method=f"{' and '.join(methods)}, {why}",
        difference_method=f"{found.difference_method}, {why}",
    )


def _disparity_at(found: Measures, row: int, counts: list[float], incidents: bool, reason: str) -> Disparity:
    values: dict[str, Any] = {}
    for field in fields(found):
        value = getattr(found, field.name)[row]
        values[field.name] = value if isinstance(value, str) else _number(value)
    if reason and values["reason"]:
        for key in ("reason", "ratio_reason", "odds_reason"):
            values[key] = reason
    names = ("events", "students", "reference_events", "reference_students")
    values.update(zip(names, (_number(one) for one in counts), strict=True))
    return Disparity(
        **values,
        difference_method="Newcombe with Garwood limits" if incidents else "Newcombe",
        incidents=incidents,
    )


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
