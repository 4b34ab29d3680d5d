"""The plans of the workspace, the shipped examples, and a new plan for a district."""

from __future__ import annotations

from datetime import date

from wellstaffed.apps.web.change import Change, Outcome, Sent
from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.table import Column, Table, words
from wellstaffed.core.errors import UsageError, WellstaffedError

COLUMNS = (
    Column("title", "Plan"),
    Column("name", "Name"),
    Column("dated", "Dated"),
    Column("changed", "Last changed (UTC)"),
    Column("file", "File"),
)


def show_plans(asked: Asked) -> Shown:
    """Return the plans of the workspace, the last changed first."""
    from wellstaffed.apps.workspace import workspace_plans

    plans = [one.as_json() for one in workspace_plans(asked.site.settings.workspace)]
    rows = tuple(
        (
            words(one["title"], href=f"/plans/{one['name']}"), words(one["name"]), words(one["dated"]),
            words(one["changed"][:16].replace("T", " ")), words(one["file"]),
        )
        for one in plans
    )  # fmt: skip
    return Shown(
        title="Plans",
        template="plans.html.j2",
        context=_context(),
        document=plans,
        table=Table("Plans of this workspace", COLUMNS, rows),
    )


def _context() -> dict[str, object]:
    from wellstaffed.apps.workspace_new import example_plans

    form = {"district": "", "name": "", "on": date.today().isoformat()}
    return {"examples": example_plans(), "form": form, "message": ""}


def add_plan(sent: Sent) -> Outcome:
    """Begin a plan for a district, or copy an example; lead to the new plan."""
    from wellstaffed.apps.workspace_new import copy_example, new_plan

    folder, given = sent.site.settings.workspace, sent.fields
    if given.get("example"):
        return Outcome(address=f"/plans/{copy_example(folder, given['example'])}")
    typed = {key: given.get(key, "").strip()[:200] for key in ("district", "name", "on")}
    try:
        day = _day(typed["on"])
        name = new_plan(folder, district=typed["district"], name=typed["name"], on=day)
    except WellstaffedError as error:
        frame = {"title": "Plans", "table": None, "form": typed, "message": sent.site.words(str(error))}
        return Outcome(template="plans.html.j2", context=_context() | frame, status=422)
    return Outcome(address=f"/plans/{name}?tab=edit")


def _day(text: str) -> date:
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is no day. Write it as 2026-11-25.") from None


PLANS = Page(
    path="/plans",
    summary="The plans of the workspace, the last changed first.",
    show=show_plans,
    is_kept=False,
    is_public=False,
    section="plans",
)
ADD_PLAN = Change(path="/plans", apply=add_plan, section="plans")
