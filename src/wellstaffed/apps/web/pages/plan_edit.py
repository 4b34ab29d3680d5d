"""Editing a plan: fields with the document beside them, faults with their lines, and what to do if both edited it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wellstaffed.apps.web.change import Change, Outcome, Sent
from wellstaffed.apps.web.pages.plan_view import NAME, PlanView, plan_address, plan_frame, plan_view, view_of_text
from wellstaffed.apps.web.site import Site
from wellstaffed.core.errors import ChangedMeanwhileError, DocumentError, Fault, NotFoundError, UsageError

FIELD = "field."


def edit_context(view: PlanView) -> dict[str, Any]:
    """Return the form of a plan's document as it stands on disk, with the faults it has."""
    faults = view.error.faults if isinstance(view.error, DocumentError) else []
    return _form(view.text.text, {}) | {"text": view.text.text, "base": view.text.text, "faults": faults, "typed": {}}


def _form(text: str, typed: Mapping[str, str]) -> dict[str, Any]:
    from wellstaffed.apps.plan_form import form_groups
    from wellstaffed.apps.web.pages.gap_table import standard_choices
    from wellstaffed.core.documents import yaml_data
    from wellstaffed.core.errors import PlanError

    try:
        groups = form_groups(yaml_data(text.encode("utf-8"), "plan", PlanError))
    except PlanError:
        groups = []  # a document that does not parse is mended in its text
    standard = typed.get("standard") or next(
        (field.value for group in groups for field in group.fields if field.key == "standard"), ""
    )
    return {"groups": groups, "standards": standard_choices(standard), "FIELD": FIELD}


def save_edit(sent: Sent) -> Outcome:
    """Save the document with its changed fields; what cannot be saved comes back as it was typed."""
    from wellstaffed.apps.plan_edit import changed_fields, edited_text
    from wellstaffed.apps.plan_text import plan_of_text
    from wellstaffed.apps.workspace import discard, plan_file, save_plan

    name, folder, given = sent.parts["name"], sent.site.settings.workspace, sent.fields
    text, base, started = (_lines(given.get(key, "")) for key in ("text", "base", "from"))
    fields = {key.removeprefix(FIELD): value for key, value in given.items() if key.startswith(FIELD)}
    try:
        path = plan_file(folder, name)
    except NotFoundError:
        typed = _with_fields(text, changed_fields(fields, base))
        discard(folder, name, typed)
        return _gone(sent, typed)
    changes = changed_fields(fields, base)
    try:
        mine = edited_text(text, changes, path.name)
        plan_of_text(mine, path, folder)
    except DocumentError as error:
        discard(folder, name, text)
        return _faulty(sent, error.faults, fields=fields, text=text)
    try:
        saved = save_plan(folder, name, mine, started_from=started)
    except ChangedMeanwhileError:
        return conflict(sent.site, name, base=base, mine=mine)
    changed = saved.sha256 != started
    return Outcome(address=plan_address(name, before=started[:16] if changed else ""))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _faulty(sent: Sent, faults: list[Fault], *, fields: Mapping[str, str], text: str) -> Outcome:
    view = plan_view(sent.site, sent.parts["name"])
    context = (
        plan_frame(sent.site, view.text, "edit", {})
        | _form(_lines(sent.fields.get("base", "")), fields)
        | {
            "title": view.title,
            "text": text,
            "base": _lines(sent.fields.get("base", "")),
            "sha": sent.fields.get("from", ""),
            "faults": faults,
            "typed": fields,
            "is_refused": True,
        }
    )
    return Outcome(template="plan_edit.html.j2", context=context, status=422)


def conflict(site: Site, name: str, *, base: str, mine: str) -> Outcome:
    """Return the page that shows an edit beside what another window or program has written meanwhile."""
    from wellstaffed.apps.merged_text import line_differences, merged_text

    view = plan_view(site, name)
    merged = merged_text(base, mine, view.text.text)
    frame = plan_frame(site, view.text, "edit", {})
    differences = line_differences(view.text.text, mine)
    context = {"title": view.title, "mine": mine, "differences": differences, "merged": merged}
    return Outcome(template="plan_conflict.html.j2", context=frame | context, status=409)


def _with_fields(text: str, changes: Mapping[str, str]) -> str:
    """Return a document with the fields that were typed, as far as it has a place for them."""
    from wellstaffed.apps.plan_edit import edited_text

    try:
        return edited_text(text, changes, "plan")
    except DocumentError:
        return text


def _gone(sent: Sent, text: str, faults: Sequence[Fault] = ()) -> Outcome:
    name = sent.parts["name"]
    context = {"title": "The plan's file is gone", "name": name, "text": text, "faults": faults}
    context["address"] = plan_address(name)
    return Outcome(template="plan_gone.html.j2", context=context, status=422 if faults else 404)


def save_again(sent: Sent) -> Outcome:
    """Write the plan whose file is gone from the text that was typed."""
    from wellstaffed.apps.workspace import write_again

    name, text = sent.parts["name"], _lines(sent.fields.get("text", ""))
    try:
        write_again(sent.site.settings.workspace, name, text)
    except DocumentError as error:
        return _gone(sent, text, error.faults)
    return Outcome(address=plan_address(name))


def step_back(sent: Sent) -> Outcome:
    """Undo the last save."""
    from wellstaffed.apps.workspace import undo_plan

    return _stepped(sent, undo_plan)


def step_forward(sent: Sent) -> Outcome:
    """Redo what was undone."""
    from wellstaffed.apps.workspace import redo_plan

    return _stepped(sent, redo_plan)


def _stepped(sent: Sent, step: Any) -> Outcome:
    name, started = sent.parts["name"], sent.fields.get("from", "")
    step(sent.site.settings.workspace, name, started_from=started)
    return Outcome(address=plan_address(name, before=started[:16]))


def bring_back(sent: Sent) -> Outcome:
    """Save an earlier or unsaved version as the document; the present one can be had back by undo."""
    from wellstaffed.apps.workspace import plan_version, save_plan
    from wellstaffed.apps.workspace_taken import bring_rosters_back

    name, folder = sent.parts["name"], sent.site.settings.workspace
    number, started = sent.fields.get("version", ""), sent.fields.get("from", "")
    if not number.isascii() or not number.isdigit() or len(number) > 6:
        raise UsageError(f"'{number[:20]}' is no number of a version.")
    _, text = plan_version(folder, name, int(number))
    held = plan_view(sent.site, name)
    bring_rosters_back(folder, name, held.text.path, text.encode())
    tried = view_of_text(sent.site, replace(held.text, text=text))
    if isinstance(tried.error, DocumentError):
        fields: dict[str, str] = {}
        back = replace(sent, fields={**sent.fields, "base": text})
        return _faulty(back, tried.error.faults, fields=fields, text=text)
    save_plan(folder, name, text, started_from=started)
    return Outcome(address=plan_address(name, before=started[:16]))


PARTS = {"name": NAME}
SAVE = Change(path="/plans/{name}", apply=save_edit, parts=PARTS, section="plans")
UNDO = Change(path="/plans/{name}/undo", apply=step_back, parts=PARTS, section="plans")
REDO = Change(path="/plans/{name}/redo", apply=step_forward, parts=PARTS, section="plans")
SAVE_AGAIN = Change(path="/plans/{name}/again", apply=save_again, parts=PARTS, section="plans")
BRING_BACK = Change(path="/plans/{name}/history", apply=bring_back, parts=PARTS, section="plans")
