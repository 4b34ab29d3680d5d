"""
The rule of the Individuals with Disabilities Education Act on significant disproportionality (34 CFR 300.647).

It is addressed to States, which set the thresholds and identify districts, and for discipline it counts children with
disabilities only. Applied to all students, or by anybody else, it is an adaptation; every result says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LARGEST_CELL = 10
LARGEST_N = 30
MOST_YEARS = 3
APPLIES_TO = (
    "34 CFR 300.647 is addressed to States, which set thresholds and identify districts, and for discipline it counts "
    "children with disabilities (IDEA) by race. Here it is an adaptation: the threshold is the asker's, and no district "
    "is identified by it."
)
NOT_COVERED = (
    "not among the disciplinary removals that the regulation names (suspensions, expulsions and other removals, "
    "300.647(b)(4)); its arithmetic is used on them here."
)
Counts = tuple[float, float]


@dataclass(frozen=True)
class RegulatoryRatio:
    """A risk ratio under the regulation, or the reason why it gives none; `kind` names which comparison was made."""

    value: float | None
    kind: str
    reason: str
    applies_to: str = APPLIES_TO


def regulatory_ratio(
    group: Counts,
    others_in_district: Counts,
    others_in_state: Counts | None = None,
    *,
    minimum_cell: int = LARGEST_CELL,
    minimum_n: int = LARGEST_N,
) -> RegulatoryRatio:
    """
    Return the risk ratio of a group under 34 CFR 300.647.

    Parameters
    ----------
    group, others_in_district, others_in_state : pair
        Events and children of the group, of all other groups in the district, and of all other groups in the State.
    minimum_cell, minimum_n : int
        Fewest events and children; a State may set smaller ones than 10 and 30, which are presumed reasonable.

    Notes
    -----
    Rule D1, option. (c)(1): none where the group in the district is below a minimum. (b)(7): the alternate ratio, to the
    State's other groups, where the district's others are. (c)(2): none where these are below too.
    """

    def is_enough(counts: Counts) -> bool:
        return counts[0] >= minimum_cell and counts[1] >= minimum_n

    if not is_enough(group):
        return RegulatoryRatio(
            None, "", "the group in the district is below the minimum cell or n-size (300.647(c)(1))"
        )
    if is_enough(others_in_district):
        return RegulatoryRatio(_ratio(group, others_in_district), "risk ratio", "")
    if others_in_state is None:
        return RegulatoryRatio(
            None, "", "the district's other groups are below the minimums; the State's are not known"
        )
    if is_enough(others_in_state):
        return RegulatoryRatio(_ratio(group, others_in_state), "alternate risk ratio", "")
    return RegulatoryRatio(None, "", "the State's other groups are below the minimums as well (300.647(c)(2))")


def _ratio(group: Counts, others: Counts) -> float | None:
    return (group[0] / group[1]) / (others[0] / others[1]) if others[0] > 0 else None


def identified_years(
    ratios: Sequence[float | None], *, threshold: float, consecutive_years: int = MOST_YEARS
) -> list[bool]:
    """
    Return in which years a ratio has been above the threshold for the years asked for, up to and with that year.

    Parameters
    ----------
    ratios : sequence of float or None
        One a year, in order; None where the regulation gives none, which here breaks the run (a State's own choice).
    threshold : float
        The State's; a ratio must be above it, not at it.
    consecutive_years : int
        One to three. The waves of the federal collection are not consecutive years: say waves, then.
    """
    if not 1 <= consecutive_years <= MOST_YEARS:
        raise ValueError(f"consecutive_years is {consecutive_years}; the regulation allows 1 to {MOST_YEARS}")
    run, identified = 0, []
    for ratio in ratios:
        run = run + 1 if ratio is not None and ratio > threshold else 0
        identified.append(run >= consecutive_years)
    return identified
