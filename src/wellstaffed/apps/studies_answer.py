"""The answer to a question about research, and the JSON document that it is printed as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wellstaffed.evidence.studies import STRENGTHS, Panel, Study


@dataclass(frozen=True)
class StudiesAnswer:
    """Findings in full, and side by side on each question (rule E1)."""

    found: tuple[Study, ...]
    panels: tuple[Panel, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        return {
            "studies": [_study_json(one) for one in self.found],
            "panels": [_panel_json(one) for one in self.panels],
            "strengths": {name: {"mark": mark, "meaning": words} for name, (mark, words) in STRENGTHS.items()},
            "rule": "No finding is a coefficient for a school (rule E1).",
        }

    def as_csv(self) -> str:
        """Return the findings as CSV, a line each, with what each must not be used for."""
        from wellstaffed.reports.csv_text import csv_text

        rows = [_study_json(one) for one in self.found]
        return csv_text(list(rows[0]) if rows else ["id"], rows)


def _study_json(study: Study) -> dict[str, Any]:
    return study.model_dump(mode="json") | {"mark": study.mark, "size": study.size}


def _panel_json(panel: Panel) -> dict[str, Any]:
    parts = {"more": panel.more, "fewer": panel.fewer, "no_change": panel.no_change, "not_counted": panel.not_counted}
    return {
        "question": panel.question,
        "sentence": panel.sentence,
        **{name: [one.id for one in found] for name, found in parts.items()},
    }
