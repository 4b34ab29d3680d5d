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

    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer

MOST_ROWS = 4
MOST_SENTENCES = 3
SMALL = "Small; one event more or less changes the ratio much."
LIMITS = (
    "A disparity proves no discrimination, and its absence clears no school.",
    "Studies of officers added say nothing certain of officers removed; the one comparison of a removal is of Chicago, "
    "where money for other support came with it.",
    "No finding is applied to these schools: place, level and design differ, and so do the findings.",
    "What happened to arrests where districts changed course is not told here: no document at hand holds their counts. "
    "The command before-after compares them where the federal waves are at hand.",
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
    asked = [
        disparity_table(table=table, reference=reference, group=group, published=published, incidents=incidents)
        for reference in references
    ]
    found, reasons = _first_ratios(asked)
    answers = found[:MOST_ROWS]
    spoken = (
        answers if len(answers) <= MOST_SENTENCES else answers[: MOST_SENTENCES - 1]
    )  # one page, or chart and table
    marks = tuple(_mark(answer) for answer, _ in answers)
    panels = question_panels()
    title = f"{group_words(group)}: rate against the reference group, {_years(answers)}"
    return EvidenceSection(
        title=TITLE,
        sentences=(
            *(ratio_sentence(answer.found, answer.setting) for answer, _ in spoken),
            *_share_sentence(answers),
        ),
        rows=tuple(_row(answer, share) for answer, share in found),
        chart=ratio_chart(marks, title=title),
        not_published=(*_fallback(answers, references), *reasons, *_not_known(counts)),
        panel=tuple(_panel_row(panel) for panel in panels),
        strengths=_strengths(),
        limits=LIMITS,
        sources=_count_sources(counts),
        study_sources=_study_sources(panels),
        notes=_notes([answer for answer, _ in answers]),
    )


def _years(answers: list[Shared]) -> str:
    """Return the school years of the answers shown, which are the latest ones the table has of each outcome."""
    return ", ".join(
        show_school_year(one) for one in sorted({answer.setting.school_year or 0 for answer, _ in answers})
    )


Shared = tuple["DisparityAnswer", float | None]


def _first_ratios(asked: list[DisparityTableAnswer]) -> tuple[list[Shared], list[str]]:
    """Return, for each outcome of each place in its latest year, the first answer with a ratio; and why some have none."""
    found: dict[tuple[str, str], list[Shared]] = {}
    for result in asked:
        latest: dict[tuple[str, str], Shared] = {}
        for answer, (share, _) in zip(result.answers, result.shares, strict=True):
            key = answer.setting.place, answer.setting.outcome
            before = latest.get(key)
            if before is None or (before[0].setting.school_year or 0) < (answer.setting.school_year or 0):
                latest[key] = answer, share
        for key, one in latest.items():
            found.setdefault(key, []).append(one)
    answers, reasons = [], []
    for (_, outcome), tried in found.items():
        usable = [one for one in tried if one[0].found.risk_ratio_low is not None]
        answers += usable[:1]
        if not usable:
            reasons.append(f"No ratio for {outcome}: {tried[-1][0].found.ratio_reason}.")
    if len(answers) > MOST_ROWS:
        reasons.insert(0, f"{len(answers) - MOST_ROWS} more outcomes stand in the table behind.")
    return sorted(answers, key=lambda one: _asked_place(asked, one[0])), reasons


def _asked_place(asked: list[DisparityTableAnswer], answer: DisparityAnswer) -> int:
    """Return at which reference an answer was found: those against the first one asked for stand first."""
    return next(place for place, result in enumerate(asked) if answer in result.answers)


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
    rates = f"{1000 * (found.rate or 0):,.1f} against {1000 * (found.reference_rate or 0):,.1f}"
    value, low, high = (
        1000 * (one or 0) for one in (found.risk_difference, found.risk_difference_low, found.risk_difference_high)
    )
    label = f"{setting.outcome.capitalize()}, {group_words(setting.group)} against {group_words(setting.reference)}"
    return RecordRow(
        label, counts, "unknown" if share is None else f"{share:.0%}", rates, ratio_words(answer),
        f"{value:,.1f} ({low:,.1f} to {high:,.1f})",
    )  # fmt: skip


def _share_sentence(answers: list[Shared]) -> list[str]:
    """Return the group's share of each outcome in one sentence; none where no share is known."""
    parts = [f"{share:.0%} of the {answer.setting.outcome}" for answer, share in answers if share is not None]
    if not parts:
        return []
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return [f"{group_words(answers[0][0].setting.group)} account for {listed}."]


def _fallback(answers: list[Shared], references: tuple[str, ...]) -> list[str]:
    """Say for which outcomes the first reference group gives no ratio, and against whom they are set instead."""
    lines: dict[str, list[str]] = {}
    for answer, _ in answers:
        if answer.setting.reference != references[0]:
            lines.setdefault(group_words(answer.setting.reference), []).append(answer.setting.outcome)
    return [
        f"No ratio to {group_words(references[0])} can be given for {' and '.join(outcomes)}; these are set against {other}."
        for other, outcomes in lines.items()
    ]


def _not_known(counts: pl.DataFrame) -> tuple[str, ...]:
    """What is not known, one sentence for each outcome and reason."""
    lines: dict[tuple[str, str], list[str]] = {}
    for row in counts.iter_rows(named=True):
        reason = row["events_missing"] or row["students_missing"]
        if reason:
            lines.setdefault((row["outcome"].capitalize(), reason), []).append(group_words(row["group"]))
    return tuple(f"{outcome} of {', '.join(groups)}: {reason}." for (outcome, reason), groups in lines.items())


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
    about: dict[str, list[str]] = {}
    for answer in answers:
        outcome = answer.setting.outcome
        small = [words for words in map(_small_words, answer.warnings) if words]
        if small:
            about.setdefault(SMALL, []).append(f"{outcome} ({', '.join(small)})")
        for warning in answer.warnings:
            if not warning.startswith("Source") and not _small_words(warning):
                about.setdefault(warning, []).append(outcome)
    for warning, outcomes in about.items():
        names = ", ".join(outcomes)
        concerns_all = warning.startswith("Pandemic") or (len(outcomes) == len(answers) > 1 and warning != SMALL)
        lines.append(warning if concerns_all else f"{names[:1].upper()}{names[1:]}: {warning[:1].lower()}{warning[1:]}")
    return tuple(dict.fromkeys(lines))


def _small_words(warning: str) -> str:
    """Return what is small in a warning of that kind, "9 events in the reference group"; empty for another."""
    return warning.removeprefix("Small: ").split(",")[0].split(";")[0] if warning.startswith("Small: ") else ""


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
