"""What the commands on evidence show on a terminal; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.apps.cli.screen import _console, _table
from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.sentence import shown_number

if TYPE_CHECKING:
    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer


def _share(value: float | None) -> str:
    return "unknown" if value is None else f"{1000 * value:,.2f}"


def _limits(low: float | None, high: float | None, scale: float = 1) -> str:
    if low is None:
        return ""
    return f"{shown_number(scale * low)} to {shown_number(scale * high)}" if high is not None else f"from {shown_number(scale * low)}"


def show_disparity(answer: DisparityAnswer) -> None:
    """Print the sentence, the measures with their intervals, and the warnings."""
    console, found = _console(), answer.found
    console.print(f"{answer.sentence}\n", soft_wrap=True)
    table = _table(("Measure", "left"), ("Value", "right"), ("95 % interval", "right"), ("Method", "left"))
    rate_method = "Garwood" if found.incidents else "Wilson"
    ratio = "not calculated" if found.risk_ratio is None else shown_number(found.risk_ratio)
    rows = [
        ("Rate per 1,000 students", _share(found.rate), _per_1000(found.rate_low, found.rate_high), rate_method),
        ("Rate of the reference", _share(found.reference_rate),
         _per_1000(found.reference_rate_low, found.reference_rate_high), rate_method),
        ("Risk ratio", ratio, _limits(found.risk_ratio_low, found.risk_ratio_high), found.ratio_method),
        ("Difference per 1,000", _share(found.risk_difference),
         _per_1000(found.risk_difference_low, found.risk_difference_high), found.difference_method),
        ("Excess events", _one_decimal(found.excess_events), "", "above the reference group's rate"),
        ("Composition index", _one_decimal(found.composition_index, 2), "", "share of events / share of students"),
        ("Odds ratio", _one_decimal(found.odds_ratio, 2), "", found.odds_reason or "for models only"),
    ]  # fmt: skip
    for row in rows:
        table.add_row(*row)
    console.print(table)
    for warning in answer.warnings:
        console.print(f"- {warning}", soft_wrap=True)


def _per_1000(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{1000 * low:,.2f} to {1000 * high:,.2f}"


def _one_decimal(value: float | None, places: int = 1) -> str:
    return "not calculated" if value is None else f"{value:,.{places}f}"


def show_disparities(result: DisparityTableAnswer) -> None:
    """Print a line per row of a table: counts, rate raw and pooled, ratio with interval, or the reason."""
    console = _console()
    table = _table(
        ("Place", "left"), ("Year", "left"), ("Outcome", "left"), ("Group", "left"), ("Events", "right"),
        ("Share", "right"), ("Students", "right"), ("Per 1,000", "right"), ("Pooled", "right"), ("Ratio", "right"),
        ("95 % interval", "right"), ("Adjusted p", "right"), ("Why not", "left"),
    )  # fmt: skip
    rows = zip(result.answers, result.pooled_rates, result.adjusted_p, result.shares, strict=True)
    for answer, pooled, adjusted, (share, _) in rows:
        found, setting = answer.found, answer.setting
        table.add_row(
            setting.place,
            show_school_year(setting.school_year) if setting.school_year else "",
            setting.outcome,
            setting.group,
            "" if found.events is None else f"{found.events:,.0f}",
            "" if share is None else f"{share:.1%}",
            "" if found.students is None else f"{found.students:,.0f}",
            "" if found.rate is None else _share(found.rate),
            "" if pooled is None else _share(pooled),
            "" if found.risk_ratio is None else shown_number(found.risk_ratio),
            _limits(found.risk_ratio_low, found.risk_ratio_high),
            "" if adjusted is None else f"{adjusted:.3f}",
            found.ratio_reason,
        )
    console.print(f"Reference group: {result.reference}\n")
    console.print(table)
    for warning in dict.fromkeys(one for answer in result.answers for one in answer.warnings):
        console.print(f"- {warning}", soft_wrap=True)
    for note in result.notes:
        console.print(f"- {note}", soft_wrap=True)
