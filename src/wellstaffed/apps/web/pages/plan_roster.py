"""Taking in a roster beside a plan: its faults by cell, or the plan reading from it."""

from __future__ import annotations

from wellstaffed.apps.web.change import Change, Outcome, Sent
from wellstaffed.apps.web.file_page import FilePage, SentFile
from wellstaffed.apps.web.page import MEDIA_TYPES, Asked
from wellstaffed.apps.web.pages.plan_edit import conflict
from wellstaffed.apps.web.pages.plan_tabs import roster_context
from wellstaffed.apps.web.pages.plan_view import NAME, PlanView, plan_address, plan_frame, plan_view, said_here
from wellstaffed.core.errors import ChangedMeanwhileError, DocumentError, UsageError, WellstaffedError


def upload_roster(sent: Sent) -> Outcome:
    """Check an uploaded roster, put it beside the plan, and let the chosen view be read from it."""
    from wellstaffed.apps.workspace_rosters import take_roster

    name, folder = sent.parts["name"], sent.site.settings.workspace
    view = plan_view(sent.site, name)
    upload = sent.uploads.get("roster")
    views = view.state.plan.views if view.state else []
    known = [one.roster for one in views if one.roster]
    year = next((one.school_year for one in views if one.key == sent.fields.get("view")), None)
    try:
        if upload is None or not upload.name:
            raise UsageError("No file came with the form. Choose a roster, then send it.")
        if not upload.content:
            raise UsageError(
                f"{upload.name[:80]} is empty: it holds no bytes. Save the roster again in the spreadsheet program, "
                "then send it."
            )
        taken = take_roster(
            folder, name, view.text.path, name=upload.name, content=upload.content, known=known, school_year=year
        )
    except WellstaffedError as error:
        return _refused(sent, view, upload.name if upload else "", error)
    chosen = sent.fields.get("view", "")
    if not chosen:
        return Outcome(address=plan_address(name, tab="roster"))
    return _attach(sent, view, chosen, taken.name)


def _attach(sent: Sent, view: PlanView, chosen: str, roster: str) -> Outcome:
    from wellstaffed.apps.plan_edit import set_roster
    from wellstaffed.apps.workspace import save_plan

    name, started = sent.parts["name"], sent.fields.get("from", "")
    try:
        text = set_roster(view.text.text, chosen, roster, view.text.path.name)
        save_plan(sent.site.settings.workspace, name, text, started_from=started)
    except ChangedMeanwhileError:
        return conflict(sent.site, name, base=view.text.text, mine=text)
    except DocumentError as error:
        return _refused(sent, view, roster, error)
    return Outcome(address=plan_address(name, tab="roster"))


def _refused(sent: Sent, view: PlanView, file: str, error: WellstaffedError) -> Outcome:
    upload = {"file": file, **(said_here(error, sent.site) or {})}
    context = plan_frame(sent.site, view.text, "roster", {}) | roster_context(view, sent.site)
    context |= {"title": view.title, "upload": upload}
    return Outcome(template="plan_roster.html.j2", context=context, status=422)


def roster_template(asked: Asked) -> SentFile:
    """Return an empty roster to fill in."""
    from wellstaffed.sources.roster_template import xlsx_template

    return SentFile(xlsx_template(), MEDIA_TYPES["xlsx"], save_as="roster.xlsx")


UPLOAD = Change(path="/plans/{name}/roster", apply=upload_roster, parts={"name": NAME}, section="plans")
ROSTER_TEMPLATE = FilePage(
    path="/roster-template.xlsx", summary="An empty roster to fill in.", make=roster_template, is_kept=False
)
