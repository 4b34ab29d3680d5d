"""The memo's section "What the record and research show", from a table of counts and the library of studies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.groups import group_words
from wellstaffed.evidence.sentence import coverage_sentence, ratio_sentence, shown_number
from wellstaffed.evidence.studies import STRENGTHS, Panel, Study, question_panels
from wellstaffed.reports.evidence_charts import RatioMark, ratio_chart
from wellstaffed.reports.evidence_content import TITLE, EvidenceSection, PanelRow, RecordRow

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.apps.disparity_answer import DisparityAnswer

MOST_ROWS = 6
LIMITS = (
    "A disparity proves no discrimination, and its absence clears no school.",
    "Studies of officers added say nothing certain of officers removed; the one comparison of a removal is of Chicago, "
    "where money for other support came with it.",
    "No finding is applied to these schools: place, level and design differ, and so do the findings.",
)


def evidence_section(
    table: Path,
    *,
    group: str,
    references: tuple[str, ...],
    published: bool = False,
    incidents: bool = False,
) -> EvidenceSection:
    """
    Return the section of a table of counts: what the record shows, what research finds, and the limits of both.

    Parameters
    ----------
    table : Path
        A user's own counts; see `evidence.count_table`.
    group : str
        The group of which the section speaks, as ``black``.
    references : tuple of str
        Reference groups in the order in which they are tried; each outcome is shown against the first that gives a ratio.
    published, incidents : bool
        See `evidence_actions.disparity_table`.

    Notes
    -----
    Rules D1, D2, D4, E1, V1: every line leads to the table's own sources.
    """
    from wellstaffed.apps.evidence_actions import disparity_table
    from wellstaffed.evidence.count_table import read_count_table

    counts = read_count_table(table)
    answers: list[tuple[DisparityAnswer, float | None]] = []
    seen: set[str] = set()
    for reference in references:
        result = disparity_table(
            table=table, reference=reference, group=group, published=published, incidents=incidents
        )
        for answer, (share, _) in zip(result.answers, result.shares, strict=True):
            if answer.setting.outcome not in seen and answer.found.risk_ratio_low is not None:
                seen.add(answer.setting.outcome)
                answers.append((answer, share))
    answers = answers[:MOST_ROWS]
    marks = tuple(_mark(answer) for answer, _ in answers)
    panels = question_panels()
    years = ", ".join(show_school_year(year) for year in sorted({int(one) for one in counts["school_year"]}))
    title = f"{group_words(group)}: rate against the reference group, {years}"
    return EvidenceSection(
        title=TITLE,
        sentences=tuple(ratio_sentence(answer.found, answer.setting) for answer, _ in answers),
        rows=tuple(_row(answer, share) for answer, share in answers),
        chart=ratio_chart(marks, title=title),
        not_published=_not_known(counts),
        panel=tuple(_panel_row(panel) for panel in panels),
        strengths=_strengths(),
        limits=LIMITS,
        sources=_count_sources(counts),
        study_sources=_study_sources(panels),
        notes=_notes([answer for answer, _ in answers]),
    )


def _mark(answer: DisparityAnswer) -> RatioMark:
    found, setting = answer.found, answer.setting
    label = f"{setting.outcome.capitalize()}, against {group_words(setting.reference)}"
    return RatioMark(label, found.risk_ratio, found.risk_ratio_low, found.risk_ratio_high, ratio_words(answer))


def ratio_words(answer: DisparityAnswer) -> str:
    """Return a ratio with its limits as charts and tables print it."""
    found = answer.found
    if found.risk_ratio_low is None:
        return "not calculated"
    low = shown_number(found.risk_ratio_low or 0)
    if found.risk_ratio is None:
        return f"not calculated, at least {low}"
    if found.risk_ratio_high is None:
        return f"{shown_number(found.risk_ratio)} (at least {low})"
    return f"{shown_number(found.risk_ratio)} ({low} to {shown_number(found.risk_ratio_high)})"


def _row(answer: DisparityAnswer, share: float | None) -> RecordRow:
    found, setting = answer.found, answer.setting
    counts = (
        f"{found.events or 0:,.0f} among {found.students or 0:,.0f} against "
        f"{found.reference_events or 0:,.0f} among {found.reference_students or 0:,.0f}"
    )
    ratio, _, interval = ratio_words(answer).partition(" (")
    label = f"{setting.outcome.capitalize()}, {group_words(setting.group)} against {group_words(setting.reference)}"
    return RecordRow(label, counts, "unknown" if share is None else f"{share:.0%}", ratio, interval.rstrip(")"))


def _not_known(counts: pl.DataFrame) -> tuple[str, ...]:
    """What is not known, one sentence for each outcome and reason."""
    lines: dict[tuple[str, str], list[str]] = {}
    for row in counts.iter_rows(named=True):
        reason = row["events_missing"] or row["students_missing"]
        if reason:
            lines.setdefault((row["outcome"].capitalize(), reason), []).append(group_words(row["group"]))
    return tuple(f"{outcome}, {', '.join(groups)}: {reason}." for (outcome, reason), groups in lines.items())


def _panel_row(panel: Panel) -> PanelRow:
    found = tuple(_by_mark(part) for part in (panel.more, panel.fewer, panel.no_change))
    return PanelRow(panel.question, tuple(map(_numbers, found)), tuple(map(_names, found)))


def _by_mark(found: tuple[Study, ...]) -> dict[str, list[str]]:
    """Return the studies behind findings, each once, by the mark of their strength."""
    marks: dict[str, list[str]] = {}
    for one in found:
        names = marks.setdefault(one.mark, [])
        name = f"{one.study.split(',')[0].split(' (')[0].strip(chr(39))} {one.year}"
        if name not in names:
            names.append(name)
    return marks


def _numbers(marks: dict[str, list[str]]) -> str:
    return ", ".join(f"{len(names)} {mark}" for mark, names in marks.items()) or "none"


def _names(marks: dict[str, list[str]]) -> str:
    return "; ".join(f"{mark} {', '.join(names)}" for mark, names in marks.items()) or "none"


def _notes(answers: list[DisparityAnswer]) -> tuple[str, ...]:
    """What the counts cover and every warning, with what it is about; notes on sources stand with the sources."""
    lines = [coverage_sentence(*[one.setting for one in answers])] if answers else []
    for answer in answers:
        about = answer.setting.outcome.capitalize()
        warnings = [one for one in answer.warnings if not one.startswith("Source")]
        lines += [one if one.startswith("Pandemic") else f"{about}: {one[:1].lower()}{one[1:]}" for one in warnings]
    return tuple(dict.fromkeys(lines))


def _count_sources(counts: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    lines = []
    for row in counts.iter_rows(named=True):
        what = f"{row['outcome'].capitalize()}, {group_words(row['group'])}"
        lines.append((f"{what}: {row['note']}" if row["note"] else what, row["source"] or "not given"))
    return tuple(lines)


def _study_sources(panels: tuple[Panel, ...]) -> tuple[tuple[str, str], ...]:
    found = [one for panel in panels for part in (panel.more, panel.fewer, panel.no_change) for one in part]
    return tuple(dict.fromkeys((f"{one.study}, {one.year}", str(address)) for one in found for address in one.sources))


def _strengths() -> str:
    by_mark: dict[str, list[str]] = {}
    for mark, words in STRENGTHS.values():
        by_mark.setdefault(mark, []).append(words)
    return "; ".join(f"{mark} {' or '.join(words)}" for mark, words in by_mark.items()) + "."
