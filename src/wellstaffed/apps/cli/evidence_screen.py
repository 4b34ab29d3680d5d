"""What the commands on evidence show on a terminal; nothing is computed here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wellstaffed.apps.cli.screen import _console, _table
from wellstaffed.apps.evidence_views import limits, measure_columns, measure_rows, per_1000
from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.sentence import shown_number

if TYPE_CHECKING:
    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer
    from wellstaffed.apps.regulation_actions import RegulationAnswer
    from wellstaffed.apps.studies_answer import StudiesAnswer
    from wellstaffed.apps.trend_actions import TrendAnswer
    from wellstaffed.evidence.before_after import BeforeAfter

MOST_NAMED = 5
SMALL = (
    "Small: fewer than 10 events or 30 students on a side; one event more or less changes the ratio much, and the figure may "
    "point to single children."
)


def show_disparity(answer: DisparityAnswer) -> None:
    """Print the sentence, the measures with their intervals, and the warnings."""
    console = _console()
    console.print(f"{answer.sentence}\n", soft_wrap=True)
    sides = {"Value": "right", "95 % interval": "right", "Score interval": "right"}
    table = _table(*((name, sides.get(name, "left")) for name in measure_columns(answer)))
    for row in measure_rows(answer):
        table.add_row(*row)
    console.print(table)
    for warning in filter(None, [answer.interval_note, *answer.warnings]):
        console.print(f"- {warning}", soft_wrap=True)


def show_disparities(result: DisparityTableAnswer) -> None:
    """Print one answer in full, or a line per row: counts, rate raw and pooled, ratio with interval, or the reason."""
    console = _console()
    if len(result.answers) == 1:
        show_disparity(result.answers[0])
    else:
        _show_rows(result)
    for one in result.within:
        if one.ratio.ratio is not None and one.ratio.crude is not None:
            interval = limits(one.ratio.low, one.ratio.high)
            console.print(
                f"{one.outcome.capitalize()}, {one.group}, {show_school_year(one.school_year)}: within {one.places} places "
                f"{shown_number(one.ratio.ratio)} ({interval}, Mantel-Haenszel), crude {shown_number(one.ratio.crude)}."
            )
    if len(result.answers) > 1:
        for warning in _gathered(result):
            console.print(f"- {warning}", soft_wrap=True)
    for note in result.notes:
        console.print(f"- {note}", soft_wrap=True)


def _show_rows(result: DisparityTableAnswer) -> None:
    heads = (
        ("Place", "left"), ("Year", "left"), ("Outcome", "left"), ("Group", "left"), ("Events", "right"),
        ("Share", "right"), ("Students", "right"), ("Per 1,000", "right"), ("Pooled", "right"), ("Ratio", "right"),
        ("95 % interval", "right"), ("Adjusted p", "right"), ("Why not", "left"),
    )  # fmt: skip
    rows = zip(result.answers, result.pooled_rates, result.adjusted_p, result.shares, strict=True)
    lines = [_line(answer, pooled, adjusted, share) for answer, pooled, adjusted, (share, _) in rows]
    # A column that would stand empty in every row is left out.
    shown = [place for place in range(len(heads)) if any(line[place] for line in lines)]
    table = _table(*(heads[place] for place in shown))
    for line in lines:
        table.add_row(*(line[place] for place in shown))
    console = _console()
    console.print(f"Reference group: {result.reference}\n")
    console.print(table)


def _line(
    answer: DisparityAnswer, pooled: float | None, adjusted: float | None, share: float | None
) -> tuple[str, ...]:
    from wellstaffed.evidence.small_cells import HIDDEN

    found, setting = answer.found, answer.setting
    return (
        setting.place,
        show_school_year(setting.school_year) if setting.school_year else "",
        setting.outcome,
        setting.group,
        "" if found.events is None else f"{found.events:,.0f}",
        "" if share is None else f"{share:.1%}",
        "" if found.students is None else f"{found.students:,.0f}",
        "" if found.rate is None else per_1000(found.rate),
        "" if pooled is None else per_1000(pooled),
        "" if found.risk_ratio is None else shown_number(found.risk_ratio),
        limits(found.risk_ratio_low, found.risk_ratio_high),
        "" if adjusted is None else "<0.001" if adjusted < 0.001 else f"{adjusted:.3f}",
        "hidden" if found.ratio_reason == HIDDEN else found.ratio_reason,
    )


def _gathered(result: DisparityTableAnswer) -> list[str]:
    """Return each warning once, with the rows it concerns; those of small counts together, for they concern most rows."""
    about: dict[str, list[str]] = {}
    several_places = len({one.setting.place for one in result.answers}) > 1
    several_outcomes = len({one.setting.outcome for one in result.answers}) > 1
    several_groups = len({one.setting.group for one in result.answers}) > 1
    for answer in result.answers:
        setting = answer.setting
        who = [setting.place] if several_places else []
        who += [setting.outcome] if several_outcomes else []
        label = ", ".join([*who, *([setting.group] if several_groups else [])]) or setting.group
        for warning in answer.warnings:
            if warning.startswith(("Suppressed", "Not calculated")):
                continue  # stands in the row itself
            labels = about.setdefault(SMALL if warning.startswith("Small") else warning, [])
            if label not in labels:
                labels.append(label)
    lines = []
    for warning, labels in about.items():
        more = f" and {len(labels) - MOST_NAMED} more" if len(labels) > MOST_NAMED else ""
        named = f" ({'; '.join(labels[:MOST_NAMED])}{more})" if len(labels) < len(result.answers) else ""
        lines.append(f"{warning}{named}")
    return lines


def show_regulation(result: RegulationAnswer) -> None:
    """Print what 34 CFR 300.647 gives for each place, outcome and group, and to whom it applies."""
    console = _console()
    console.print(f"{result.applies_to}\n", soft_wrap=True)
    console.print(
        f"Threshold {result.threshold:g}; at least {result.minimum_cell} events and {result.minimum_n} children; "
        f"{result.years} years running.\n"
    )
    table = _table(
        ("Place", "left"), ("Outcome", "left"), ("Group", "left"), ("Year", "left"), ("Ratio", "right"), ("Kind", "left"),
        ("Passes", "left"), ("Why not", "left"),
    )  # fmt: skip
    for row in result.rows:
        for year, ratio, above in zip(row.years, row.ratios, row.above, strict=True):
            shown = "" if ratio.value is None else shown_number(ratio.value)
            passes = "yes" if above else "no"
            table.add_row(row.place, row.outcome, row.group, year, shown, ratio.kind, passes, ratio.reason)
    console.print(table)
    for note in result.notes:
        console.print(f"- {note}", soft_wrap=True)


def show_trend(result: TrendAnswer) -> None:
    """Print for each group how its disparity changed, or why that cannot be told."""
    console = _console()
    for row in result.rows:
        console.print(row.sentence, soft_wrap=True)
    for reason in dict.fromkeys(one for row in result.rows for one in row.verdict.reasons):
        console.print(f"- {reason}", soft_wrap=True)
    for note in result.notes:
        console.print(f"- {note}", soft_wrap=True)


def show_before_after(result: BeforeAfter) -> None:
    """Print the sentence, the event study, the bounds and what limits them."""
    from wellstaffed.evidence.before_after import LOG_RATE

    console = _console()
    console.print(f"{result.sentence}\n", soft_wrap=True)
    console.print(f"Waves: {', '.join(result.waves)}; {result.treated} districts changed, {result.comparison} did not.")
    if result.events:
        of_rate = result.scale == LOG_RATE
        head = "Change of the rate" if of_rate else result.scale.capitalize()
        shown = _percent if of_rate else _plain
        table = _table(("Wave", "left"), (head, "right"), ("95 % interval", "right"))
        for one in result.events:
            between = "" if one.wave == -1 else f"{shown(one.low)} to {shown(one.high)}"
            table.add_row(one.label, shown(one.value), between)
        console.print(table)
        bounds = _table(("Departure from parallel trends, at most", "left"), ("First wave after", "right"))
        for bound in result.bounds:
            none = bound.low is None or bound.high is None
            fits = "no value fits" if none else f"{shown(bound.low or 0)} to {shown(bound.high or 0)}"
            bounds.add_row(f"{bound.times:g} times the largest before", fits)
        console.print(bounds)
        console.print(_breakdown(result), soft_wrap=True)
    if result.rate_change:
        rate = result.rate_change
        console.print(
            f"Group-time estimator, events per 1,000 students: {rate.value:.2f} ({rate.low:.2f} to {rate.high:.2f})."
        )
    if result.rounding_percent:
        low, high = result.rounding_percent
        console.print(f"The rounding of early waves alone allows any effect from {low:+.0f} to {high:+.0f} %.")
    if not result.reason and result.power.share is not None:
        console.print(f"Chance to see a fall by 30 % with this table: {result.power.share:.0%}.")
    for note in result.notes:
        console.print(f"- {note}", soft_wrap=True)


def _percent(log_rate: float) -> str:
    return f"{100 * math.expm1(log_rate):+.0f} %"


def _plain(value: float) -> str:
    return f"{value:.3f}"


def _breakdown(result: BeforeAfter) -> str:
    if result.breakdown is None:
        return (
            "Breakdown value: none. Even with exactly parallel trends these data cannot rule out that nothing changed."
        )
    return (
        f"Breakdown value: {result.breakdown:.1f}. If trends may depart by more than that many times their largest departure "
        "before the change, these data cannot rule out that nothing changed."
    )


def show_studies(result: StudiesAnswer) -> None:
    """Print each question with its findings side by side, then what the marks mean."""
    from wellstaffed.evidence.studies import STRENGTHS

    console = _console()
    for panel in result.panels:
        console.print(f"{panel.sentence}\n", soft_wrap=True)
        table = _table(
            ("Found", "left"), ("Strength", "left"), ("Study", "left"), ("Action", "left"), ("Outcome", "left"),
            ("Group", "left"), ("Size", "left"), ("Where", "left"), ("Id", "left"),
        )  # fmt: skip
        for words, found in (
            ("more", panel.more), ("fewer or less", panel.fewer), ("no clear change", panel.no_change),
            ("not counted", panel.not_counted),
        ):  # fmt: skip
            for one in found:
                study = f"{one.study}, {one.year}"
                table.add_row(
                    words, one.mark, study, one.action_detail, one.outcome_detail, one.group_detail, one.size,
                    one.place, one.id,
                )  # fmt: skip
        console.print(table)
    console.print("Strength:")
    for mark, words in STRENGTHS.values():
        console.print(f"  {mark:5} {words}")
    console.print("No finding is a coefficient for a school; --json gives what each must not be used for.")
