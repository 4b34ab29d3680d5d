"""Whether a disparity rose or fell between two school years, and where that cannot be told (rule D3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import UsageError
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer
    from wellstaffed.evidence.comparability import Bounds, DisparityChange, TrendVerdict


@dataclass(frozen=True)
class TrendRow:
    """One group of one place in both years; `change` is None where the verdict or the counts forbid one."""

    first: DisparityAnswer
    last: DisparityAnswer
    verdict: TrendVerdict
    change: DisparityChange | None

    @property
    def reason(self) -> str:
        """Why no change is given, empty where one is."""
        if self.change is not None:
            return self.change.reason if self.change.low is None or self.change.high is None else ""
        if not self.verdict.can_compare:
            return " ".join(self.verdict.reasons)
        return self.first.found.ratio_reason or self.last.found.ratio_reason or "a count is not known"

    @property
    def sentence(self) -> str:
        """The change in words, or that none can be told and why."""
        from wellstaffed.evidence.groups import group_words
        from wellstaffed.evidence.sentence import shown_number

        setting = self.last.setting
        years = (
            f"{show_school_year(self.first.setting.school_year or 0)} to {show_school_year(setting.school_year or 0)}"
        )
        what = (
            f"the ratio of {group_words(setting.group)} to {group_words(setting.reference)} in {setting.outcome} "
            f"at {setting.place}, {years}"
        )
        change = self.change
        if change is None or (change.low is None and change.high is None):
            return f"No change can be told of {what}: {self.reason.rstrip('.')}."
        ends = " and ".join("no limit" if one is None else shown_number(one) for one in (change.low, change.high))
        if change.ratio_of_ratios is None:
            return f"Of {what}, only bounds can be told: it was multiplied by something between {ends}."
        unsure = (change.low or 0) < 1 and (change.high is None or change.high > 1)
        tail = "; a rise and a fall both fit these counts" if unsure else ""
        return f"{what[:1].upper()}{what[1:]}, was multiplied by {shown_number(change.ratio_of_ratios)} (between {ends}){tail}."

    def as_json(self) -> dict[str, Any]:
        """Return the row of the document that ``--json`` prints."""
        change = asdict(self.change) if self.change else None
        return {
            "place": self.last.setting.place,
            "outcome": self.last.setting.outcome,
            "group": self.last.setting.group,
            "reference": self.last.setting.reference,
            "can_compare": self.verdict.can_compare,
            "only_as_interval": self.verdict.only_as_interval,
            "reasons": list(self.verdict.reasons),
            "change": change,
            "reason": self.reason or None,
            "sentence": self.sentence,
            "first": self.first.as_json(),
            "last": self.last.as_json(),
        }


@dataclass(frozen=True)
class TrendAnswer:
    """Changes between two school years, one row per place, outcome and group that both years have."""

    first: int
    last: int
    rows: tuple[TrendRow, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        return {
            "first": show_school_year(self.first),
            "last": show_school_year(self.last),
            "rows": [one.as_json() for one in self.rows],
            "notes": list(self.notes),
        }


def disparity_trend(
    *,
    first: int,
    last: int,
    table: Path | None = None,
    district: str | None = None,
    outcome: str | None = None,
    group: str | None = None,
    reference: str | None = None,
    dimension: str | None = None,
    minimum: int = 10,
    published: bool = False,
    incidents: bool = False,
    federal: bool = False,
) -> TrendAnswer:
    """
    Return how disparities changed between two school years, where that can be told.

    Parameters
    ----------
    first, last : int
        Years in which the school years end.
    table, district
        One of them: the user's own counts with both years, or a district of the federal record with both in the store.
    outcome, group, reference, dimension, minimum, published, incidents, federal
        See `evidence_actions.disparity_table` and `federal_disparities`.

    Raises
    ------
    UsageError
        If the years are not in order, or no row has both.

    Notes
    -----
    Rule D3. Federal counts are compared across the end of the rounding (2015-16 to 2017-18) as an interval only, with a
    pandemic year or a new definition of arrests between them not at all.
    """
    from wellstaffed.apps.evidence_actions import disparity_table, federal_disparities

    if first >= last:
        raise UsageError(f"--since must lie before --year; {show_school_year(first)} does not.")
    if (table is None) == (district is None):
        raise UsageError("A change needs one of --table or --district.")
    if table is not None:
        ask: Callable[..., DisparityTableAnswer] = partial(
            disparity_table, table=table, reference=reference or "white", group=group, outcome=outcome, minimum=minimum,
            published=published, incidents=incidents, federal=federal,
        )  # fmt: skip
    else:
        ask = partial(
            federal_disparities, district=district, outcome=outcome or "arrests", group=group, reference=reference,
            dimension=dimension,
        )  # fmt: skip
    both = ask(year=first), ask(year=last)
    early = {_key(one): one for one in both[0].answers}
    pairs = [(early[_key(one)], one) for one in both[1].answers if _key(one) in early]
    rows = [_row(*pair, (first, last), cells_known=table is None) for pair in pairs]
    if not rows:
        raise UsageError(f"No group stands in both {show_school_year(first)} and {show_school_year(last)}.")
    return TrendAnswer(first, last, tuple(rows), both[1].notes)


def _key(answer: DisparityAnswer) -> tuple[str, str, str]:
    return answer.setting.place, answer.setting.outcome, answer.setting.group


def _row(first: DisparityAnswer, last: DisparityAnswer, years: tuple[int, int], *, cells_known: bool) -> TrendRow:
    from wellstaffed.evidence.comparability import TrendVerdict, bounded_change, disparity_change, trend_verdict

    is_federal = last.setting.is_federal
    verdict = trend_verdict(*years, outcome=last.setting.outcome.strip().casefold(), cells_known=cells_known)
    if not is_federal:
        # The user's own counts need not have the seams of the federal ones: these are said, not enforced.
        said = tuple(f"If the counts are federal: {one}" for one in verdict.reasons)
        verdict = TrendVerdict(True, False, said)
    counts = [_counts(one) for one in (first, last)]
    if not verdict.can_compare or None in counts[0] or None in counts[1]:
        return TrendRow(first, last, verdict, None)
    early, late = ([float(one or 0) for one in each] for each in counts)
    bounds = _bounds(first), _bounds(last)
    if is_federal and any(low < high for pair in bounds for low, high in pair):
        return TrendRow(first, last, verdict, bounded_change(early, late, bounds))
    return TrendRow(first, last, verdict, disparity_change(early, late))


def _counts(answer: DisparityAnswer) -> tuple[float | None, ...]:
    found = answer.found
    return found.events, found.students, found.reference_events, found.reference_students


def _bounds(answer: DisparityAnswer) -> Bounds:
    found = answer.found
    own, other = float(found.events or 0), float(found.reference_events or 0)
    return answer.ranges or ((own, own), (other, other))
