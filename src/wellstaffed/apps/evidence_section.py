"""The memo's section "What the record and research show", from a table of counts and the library of studies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.groups import group_words
from wellstaffed.evidence.sentence import shown_number
from wellstaffed.evidence.studies import STRENGTHS, Panel, Study, question_panels
from wellstaffed.reports.evidence_charts import RatioMark, ratio_chart
from wellstaffed.reports.evidence_content import TITLE, EvidenceSection, PanelRow, RecordRow

if TYPE_CHECKING:
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
    years = ", ".join(show_school_year(year) for year in sorted({int(one) for one in counts["school_year"]}))
    title = f"{group_words(group)}: rate against the reference group, {years}"
    missing = counts.filter(counts["events_missing"].is_not_null() | counts["students_missing"].is_not_null())
    return EvidenceSection(
        title=TITLE,
        sentences=tuple(answer.sentence for answer, _ in answers),
        rows=tuple(_row(answer, share) for answer, share in answers),
        chart=ratio_chart(marks, title=title),
        not_published=tuple(_missing(row) for row in missing.iter_rows(named=True)),
        panel=tuple(_panel_row(panel) for panel in question_panels()),
        strengths=_strengths(),
        limits=LIMITS,
        sources=tuple(sorted({source for source in counts["source"] if source})),
        notes=tuple(dict.fromkeys(warning for answer, _ in answers for warning in answer.warnings)),
    )


def madison_section(folder: Path) -> EvidenceSection:
    """Return the section of the Madison example: police interactions, arrests and citations of 2019-20 as published."""
    return evidence_section(
        folder / "arrests.csv", group="black", references=("white", "nonblack"), published=True, incidents=True
    )


def _mark(answer: DisparityAnswer) -> RatioMark:
    found, setting = answer.found, answer.setting
    label = f"{setting.outcome.capitalize()}, against {group_words(setting.reference)}"
    return RatioMark(label, found.risk_ratio, found.risk_ratio_low, found.risk_ratio_high, _ratio_words(answer))


def _ratio_words(answer: DisparityAnswer) -> str:
    found = answer.found
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
    ratio, _, interval = _ratio_words(answer).partition(" (")
    label = f"{setting.outcome.capitalize()}, {group_words(setting.group)} against {group_words(setting.reference)}"
    return RecordRow(label, counts, "unknown" if share is None else f"{share:.0%}", ratio, interval.rstrip(")"))


def _missing(row: dict[str, object]) -> str:
    reason = row["events_missing"] or row["students_missing"]
    return f"{str(row['outcome']).capitalize()}, {group_words(str(row['group']))}: {reason}."


def _panel_row(panel: Panel) -> PanelRow:
    return PanelRow(panel.question, *(_studies(part) for part in (panel.more, panel.fewer, panel.no_change)))


def _studies(found: tuple[Study, ...]) -> str:
    if not found:
        return "none"
    marks: dict[str, list[str]] = {}
    for one in found:
        names = marks.setdefault(one.mark, [])
        name = f"{one.study.split(',')[0].split(' (')[0].strip(chr(39))} {one.year}"
        if name not in names:
            names.append(name)
    return "; ".join(f"{mark} {', '.join(names)}" for mark, names in marks.items())


def _strengths() -> str:
    by_mark: dict[str, list[str]] = {}
    for mark, words in STRENGTHS.values():
        by_mark.setdefault(mark, []).append(words)
    return "; ".join(f"{mark} {' or '.join(words)}" for mark, words in by_mark.items()) + "."
