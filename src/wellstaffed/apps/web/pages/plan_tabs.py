"""What each part of a plan's page shows; words and tables come from the actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wellstaffed.apps.web.page import Asked
from wellstaffed.apps.web.pages.plan_view import PlanView, plan_address, word_table
from wellstaffed.apps.web.site import Site
from wellstaffed.apps.web.table import Table
from wellstaffed.core.errors import WellstaffedError

if TYPE_CHECKING:
    from wellstaffed.apps.plan_answer import PlanAnswer


def options_table(answer: PlanAnswer) -> Table:
    """Return the options side by side."""
    from wellstaffed.apps.plan_section import side_by_side

    return word_table(side_by_side(answer))


def _options(view: PlanView, controls: Any, asked: Asked) -> dict[str, Any]:
    from wellstaffed.apps.plan_lead import plan_lead
    from wellstaffed.apps.plan_over_time import over_time_words
    from wellstaffed.apps.plan_section import option_words, over_time, plan_words, posts_by_role

    whole = view.answer()
    answer = view.answer(option=controls.option)
    conflicts = [
        (one.result.option.label, conflict.sentence)
        for one in answer.options
        if one.result.placement is None
        for conflict in one.result.conflicts
    ]
    detail = None
    if controls.option and answer.options[0].result.placement is not None:
        one = answer.options[0]
        detail = {
            "label": one.result.option.label,
            "posts": word_table(posts_by_role(answer, one)),
            "words": option_words(one),
        }
    return {
        "lead": plan_lead(answer, view.clock(controls.on)),
        "conflicts": conflicts,
        "detail": detail,
        "words": plan_words(whole),
        "over_time": word_table(over_time(whole)),
        "over_time_words": over_time_words(whole),
        "chart": plan_address(view.text.name, "over-time.svg"),
        "change": _change(view, controls.before, whole, asked.site),
    }


def _change(view: PlanView, before: str, after: PlanAnswer, site: Site) -> dict[str, Any] | None:
    """Return what the last change did, where the state before it is still kept and could be solved."""
    from dataclasses import replace

    from wellstaffed.apps.plan_lead import change_words, plan_change
    from wellstaffed.apps.web.pages.plan_view import view_of_text
    from wellstaffed.apps.workspace_history import versions

    if not before or view.text.sha256.startswith(before):
        return None
    folder = site.settings.workspace
    found = next((one for one in versions(folder, view.text.name) if one.short_sha == before), None)
    if found is None:
        return None
    earlier = view_of_text(site, replace(view.text, text=found.content().decode("utf-8-sig", "replace")))
    try:
        change = plan_change(earlier.answer(), after)
    except WellstaffedError:
        return {"words": "Saved. The state before could not be solved, so there is nothing to compare.", "table": None}
    return {"words": change_words(change), "table": word_table(change)}


def _years(view: PlanView, controls: Any, asked: Asked) -> dict[str, Any]:
    from wellstaffed.apps.plan_section import phase_in, whys

    answer = view.answer(is_explained=True, option=controls.option)
    posts = word_table(phase_in(answer))
    return {"view_table": posts, "posts": posts, "whys": word_table(whys(answer))}


def _why(view: PlanView, controls: Any, asked: Asked) -> dict[str, Any]:
    from wellstaffed.apps.plan_section import fill_rates, reasons

    answer = view.answer(is_explained=True, option=controls.option)
    table = word_table(reasons(answer))
    return {"view_table": table, "reasons": table, "fill_rates": word_table(fill_rates(answer))}


def _money(view: PlanView, controls: Any, asked: Asked) -> dict[str, Any]:
    from wellstaffed.apps.plan_table import PlanTable
    from wellstaffed.apps.web.pages.plan_charts import kept_section

    if not view.answer().setting.asked.posts:
        return {"frontier": None}
    found = kept_section(view, "frontier")
    table = word_table(PlanTable(found.caption, found.header, found.rows))
    return {
        "view_table": table,
        "frontier": found,
        "frontier_steps": table,
        "chart": plan_address(view.text.name, "frontier.svg"),
    }


def _days(view: PlanView, controls: Any, asked: Asked) -> dict[str, Any]:
    from wellstaffed.apps.clock_section import clock_section
    from wellstaffed.apps.plan_table import PlanTable

    clock = view.clock(controls.on)
    if clock is None:
        return {"clock": None}
    found = clock_section(clock)
    table = word_table(PlanTable("Options of the agreement", found.header, found.rows))
    return {"view_table": table, "clock": found, "clock_table": table}


TAB_CONTEXTS: dict[str, Callable[[PlanView, Any, Asked], dict[str, Any]]] = {
    "options": _options,
    "years": _years,
    "why": _why,
    "money": _money,
    "days": _days,
}


def roster_context(view: PlanView, site: Site) -> dict[str, Any]:
    """Return the roster of each view: what was read from it, or its faults by cell."""
    from wellstaffed.apps.plan_edit import view_names
    from wellstaffed.apps.workspace_rosters import roster_states

    found = roster_states(view.state.plan, view.state.path) if view.state else []
    return {"rosters": found, "views": view_names(view.text.text, view.text.name), "upload": None}


def history_context(view: PlanView, asked: Asked) -> dict[str, Any]:
    """Return the versions that are kept, and one of them beside the document on disk."""
    from wellstaffed.apps.merged_text import line_differences
    from wellstaffed.apps.workspace import plan_version
    from wellstaffed.apps.workspace_history import versions

    folder, name, number = asked.site.settings.workspace, view.text.name, asked.controls.version
    said = {
        "undo": "before a save", "redo": "before an undo", "kept": "on a way not taken", "discarded": "typed, not saved",
    }  # fmt: skip
    rows = [
        {
            "number": one.number, "what": said[one.kind], "at": one.at.strftime("%Y-%m-%d %H:%M:%S"),
            "address": plan_address(name, tab="history", version=one.number), "is_shown": one.number == number,
        }
        for one in versions(folder, name)
    ]  # fmt: skip
    compared = None
    if number is not None:
        _, text = plan_version(folder, name, number)
        compared = {"number": number, "lines": line_differences(text, view.text.text), "text": text}
    return {"versions": rows, "compared": compared}
