"""What the memo's section on the record and the research says, finished: sentences, one table, one chart, the panel."""

from __future__ import annotations

from dataclasses import dataclass

from wellstaffed.reports.evidence_charts import Chart

TITLE = "What the record and research show"


@dataclass(frozen=True)
class RecordRow:
    """One line of the table: who, both counts, both rates, ratio and difference with intervals, in words to print."""

    label: str
    counts: str
    share: str
    rates: str
    ratio: str
    difference: str


@dataclass(frozen=True)
class PanelRow:
    """One question of the panel: how many studies found more, fewer, no clear change, by strength; and their names."""

    question: str
    numbers: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceSection:
    """The section; ``sources`` are the counts and ``study_sources`` the studies of the panel, each with its address."""

    title: str
    sentences: tuple[str, ...]
    rows: tuple[RecordRow, ...]
    chart: Chart | None
    not_published: tuple[str, ...]
    panel: tuple[PanelRow, ...]
    strengths: str
    limits: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    study_sources: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
