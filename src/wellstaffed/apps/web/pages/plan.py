"""A plan: its options side by side, one in detail, the years, the reasons, the money, the agreement's days."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field

from wellstaffed.apps.web.controls import Controls, Day, Text
from wellstaffed.apps.web.file_page import PICTURE_POLICY, FilePage, SentFile
from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.pages import plan_tabs
from wellstaffed.apps.web.pages.plan_edit import edit_context
from wellstaffed.apps.web.pages.plan_view import NAME, PlanView, on_day, plan_frame, plan_view, said_here
from wellstaffed.apps.web.table import Table
from wellstaffed.core.errors import WellstaffedError


class PlanControls(Controls):
    """The same as the options of ``wellstaffed plan`` and ``clock``, and which part of the answer is shown."""

    tab: Literal["options", "years", "why", "money", "days", "edit", "roster", "history"] = "options"
    option: Text = ""
    on: Day = None
    before: Annotated[str, Field(pattern="^([0-9a-f]{16})?$", description="A state to compare with.")] = ""
    version: Annotated[int | None, Field(ge=1, le=10**6, description="A version of the history.")] = None


def show_plan(asked: Asked) -> Shown:
    """Return a plan as it stands on disk, solved."""
    controls: PlanControls = asked.controls
    view = plan_view(asked.site, asked.parts["name"])
    if controls.on is None and view.state is not None and view.state.plan.agreement is not None:
        controls = controls.model_copy(update={"on": view.state.plan.dated})
        asked = replace(asked, controls=controls)
    kept = {"option": controls.option, "on": controls.on}
    frame = plan_frame(asked.site, view.text, controls.tab, kept) | {
        "asked": asked, "controls": controls, "here": asked.link(), "problem": None,
    }  # fmt: skip
    if controls.tab == "edit":
        made = edit_context(view)
        return _shown(view, "plan_edit.html.j2", frame | made)
    if controls.tab == "roster":
        return _shown(view, "plan_roster.html.j2", frame | plan_tabs.roster_context(view, asked.site))
    if controls.tab == "history":
        return _shown(view, "plan_history.html.j2", frame | plan_tabs.history_context(view, asked))
    return _solved(asked, view, frame)


def _solved(asked: Asked, view: PlanView, frame: dict[str, Any]) -> Shown:
    controls: PlanControls = asked.controls
    if view.state is not None and view.state.plan.staffing is None:
        return _shown(view, "plan_unplaced.html.j2", frame)
    try:
        whole = view.answer()
        context = plan_tabs.TAB_CONTEXTS[controls.tab](view, controls, asked)
        view.answer(option=controls.option)
    except WellstaffedError as error:
        from wellstaffed.core.errors import NotFoundError

        if controls.option and isinstance(error, NotFoundError):
            raise
        return _shown(view, "plan_fault.html.j2", frame | {"problem": said_here(error, asked.site)}, status=422)
    options = [("", "all options"), *((one.result.option.key, one.result.option.label) for one in whole.options)]
    table = context.get("view_table") or plan_tabs.options_table(on_day(whole, view.clock(controls.on)))
    return _shown(view, "plan.html.j2", frame | {"options": options} | context, table=table)


def _shown(
    view: PlanView, template: str, context: dict[str, Any], *, table: Table | None = None, status: int = 200
) -> Shown:
    option = context["controls"].option

    def document() -> Any:
        return view.answer(is_explained=True, option=option).as_json()

    return Shown(view.title, template, context, document, table, _about(view), status)


def _about(view: PlanView) -> tuple[tuple[str, str], ...]:
    if view.state is None:
        return ()
    plan = view.state.plan
    return (("Plan", f"{plan.title}, {plan.dated.isoformat()}"), ("SHA-256 of the plan", view.text.sha256))


def over_time_chart(asked: Asked) -> SentFile:
    """Return the chart of posts and officers over the years."""
    from wellstaffed.apps.web.pages.plan_charts import kept_section

    section = kept_section(plan_view(asked.site, asked.parts["name"]), "over-time")
    return _picture(section)


def frontier_chart(asked: Asked) -> SentFile:
    """Return the chart of need met against money."""
    from wellstaffed.apps.web.pages.plan_charts import kept_section

    section = kept_section(plan_view(asked.site, asked.parts["name"]), "frontier")
    return _picture(section)


def _picture(section: Any) -> SentFile:
    from wellstaffed.core.errors import NotFoundError

    if section.chart is None:
        raise NotFoundError("There is nothing to draw: no option has a plan that obeys every rule.")
    return SentFile(section.chart[0].encode("utf-8"), "image/svg+xml", policy=PICTURE_POLICY)


PLAN = Page(
    path="/plans/{name}",
    summary="The options of a plan solved.",
    show=show_plan,
    controls=PlanControls,
    kinds=("html", "json", "csv", "xlsx"),
    parts={"name": NAME},
    is_kept=False,
    is_public=False,
    section="plans",
)
OVER_TIME_CHART = FilePage(
    path="/plans/{name}/over-time.svg",
    summary="Posts and officers over the years, drawn.",
    make=over_time_chart,
    parts={"name": NAME},
    is_kept=False,
    is_public=False,
)
FRONTIER_CHART = FilePage(
    path="/plans/{name}/frontier.svg",
    summary="Need met against money, drawn.",
    make=frontier_chart,
    parts={"name": NAME},
    is_kept=False,
    is_public=False,
)
