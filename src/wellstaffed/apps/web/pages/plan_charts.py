"""Charts of a plan with their words and numbers, drawn once for each state of its inputs."""

from __future__ import annotations

from typing import Literal

from wellstaffed.apps.kept_plans import Kept
from wellstaffed.apps.web.pages.plan_view import PlanView
from wellstaffed.reports.memo_content import TextSection

_sections: Kept[TextSection] = Kept(24)


def kept_section(view: PlanView, key: Literal["over-time", "frontier"]) -> TextSection:
    """Return the memo's section of posts and officers over the years, or of the frontier, its chart drawn; raise what the plan's answer raises."""
    answer = view.answer()
    assert view.state is not None

    def make() -> TextSection:
        from wellstaffed.apps.plan_memo import frontier_section, over_time_section

        return over_time_section(answer) if key == "over-time" else frontier_section(answer)

    return _sections.get(f"{view.state.key}/{key}", make)
