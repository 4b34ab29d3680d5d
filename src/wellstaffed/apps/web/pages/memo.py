"""The memo of a plan: made on demand, kept until something that it rests on changes, looked at and taken away."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from wellstaffed.apps.web.change import Change, Outcome, Sent
from wellstaffed.apps.web.file_page import FilePage, SentFile
from wellstaffed.apps.web.page import MEDIA_TYPES, Asked, Page, PathPart, Shown
from wellstaffed.apps.web.pages.plan_view import NAME, PlanView, plan_view, said_here
from wellstaffed.apps.web.security import MEMO_POLICY
from wellstaffed.apps.web.table import Column, Table, figure, words
from wellstaffed.core.errors import NotFoundError, WellstaffedError

KINDS = {
    "memo.html": ("HTML", MEDIA_TYPES["html"]),
    "memo.pdf": ("PDF", "application/pdf"),
    "memo.xlsx": ("XLSX", MEDIA_TYPES["xlsx"]),
    "memo.ics": ("ICS, last days for notice", "text/calendar; charset=utf-8"),
    "manifest.json": ("Manifest: checksums of all that went in and came out", MEDIA_TYPES["json"]),
}
COLUMNS = (
    Column("file", "File"),
    Column("what", "What"),
    Column("kilobytes", "Size, KB", "number"),
)


def show_memo(asked: Asked) -> Shown:
    """Return the memo of a plan as its inputs now stand, or that it has not been made."""
    view = plan_view(asked.site, asked.parts["name"])
    context = _context(asked.site, view) | {"problem": said_here(view.error, asked.site)}
    document = {
        "name": view.text.name, "title": view.title, "is_made": bool(context["files"]), "files": context["files"],
    }  # fmt: skip
    rows = tuple(
        (words(one["name"], href=one["address"]), words(one["what"]), figure(one["kilobytes"], f"{one['kilobytes']:,}"))
        for one in context["files"]
    )
    status = 422 if view.error else 200
    return Shown(view.title, "memo.html.j2", context, document, Table("Files of the memo", COLUMNS, rows), (), status)


def _context(site: Any, view: PlanView) -> dict[str, Any]:
    from wellstaffed.apps.kept_memos import kept_memo

    name = view.text.name
    address = f"/memos/{quote(name)}"
    memo = kept_memo(site.settings.workspace, name, view.state) if view.state else None
    files = [
        {"name": one, "what": KINDS[one][0], "kilobytes": max(1, round(size / 1000)), "address": f"{address}/{one}"}
        for one, size in (memo.sizes.items() if memo else ())
    ]
    return {"name": name, "address": address, "plan_address": f"/plans/{quote(name)}", "files": files}


def make_memo(sent: Sent) -> Outcome:
    """Make the memo; what is wrong with a document that it needs is said in words."""
    from wellstaffed.apps import kept_memos

    view = plan_view(sent.site, sent.parts["name"])
    try:
        if view.state is None:
            assert view.error is not None
            raise view.error
        kept_memos.make_memo(sent.site.settings.workspace, view.text.name, view.state)
    except WellstaffedError as error:
        context = _context(sent.site, view) | {"title": view.title, "problem": said_here(error, sent.site)}
        return Outcome(template="memo.html.j2", context=context, status=422)
    return Outcome(address=f"/memos/{quote(view.text.name)}")


def memo_file(asked: Asked) -> SentFile:
    """Return a file of the memo; the page itself is looked at in a frame, under a policy of its own."""
    from wellstaffed.apps.kept_memos import kept_memo

    name, file = asked.parts["name"], asked.parts["file"]
    if file != "memo" and file not in KINDS:
        raise NotFoundError(f"A memo has no file {file}; it can have {', '.join(KINDS)}.")
    view = plan_view(asked.site, name)
    memo = kept_memo(asked.site.settings.workspace, name, view.state) if view.state else None
    if memo is None:
        raise NotFoundError(
            f"The memo of '{name}' has not been made for the plan as it stands. Make it at /memos/{name}."
        )
    if file == "memo":
        return SentFile(memo.content("memo.html"), MEDIA_TYPES["html"], policy=MEMO_POLICY)
    return SentFile(memo.content(file), KINDS[file][1], save_as=f"{name}-{file}", policy=MEMO_POLICY)


MEMO = Page(
    path="/memos/{name}",
    summary="The files of a plan's memo as its inputs now stand.",
    show=show_memo,
    parts={"name": NAME},
    is_kept=False,
    is_public=False,
    section="plans",
)
MAKE_MEMO = Change(path="/memos/{name}", apply=make_memo, parts={"name": NAME}, section="plans")
MEMO_FILE = FilePage(
    path="/memos/{name}/{file}",
    summary="A file of a plan's memo.",
    make=memo_file,
    parts={"name": NAME, "file": PathPart(r"^[a-z.]+$", "A file of the memo, or memo to look at.", "memo.pdf")},
    is_kept=False,
    is_public=False,
)
