"""Data: what is stored and what ships, adding a release with its progress, and taking one out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wellstaffed.apps.web.change import Change, Outcome, Sent
from wellstaffed.apps.web.page import Asked, Page, PathPart, Shown
from wellstaffed.apps.web.table import Cell, Column, Table, words
from wellstaffed.apps.web.upload import StreamedChange
from wellstaffed.core.errors import UsageError

if TYPE_CHECKING:
    from wellstaffed.tables.store import StoredRelease

ADD_ADDRESS = "/data/add"
ENDINGS = (".zip", ".csv", ".csv.gz", ".txt", ".xls", ".xlsx")
COLUMNS = (
    Column("release", "Release"),
    Column("file", "File"),
    Column("tables", "Tables", "number"),
    Column("rows", "Rows", "number"),
    Column("flagged", "Flagged", "number", meaning="rows flagged by a published rule, and kept"),
    Column("skipped", "Not read", "number", meaning="files of the release that no table is made of"),
    Column("sha256", "SHA-256", meaning="checksum of the file"),
)


def show_data(asked: Asked) -> Shown:
    """Return what the store holds, what ships with the program, and the forms that change the store."""
    from wellstaffed.apps import data_actions, fetch_actions
    from wellstaffed.apps.workspace_files import workspace_files
    from wellstaffed.tables.shipped import shipped_sources

    settings = asked.site.settings
    holdings = data_actions.data_list()
    files = [] if settings.read_only else workspace_files(settings.workspace, ENDINGS)
    sources = shipped_sources()
    table = Table("Releases in the store", COLUMNS, tuple(_row(one) for one in holdings.releases))
    count = len(holdings.releases)
    lead = (
        "The store is empty: every answer is from the figures that ship with the program."
        if not count
        else f"The store holds {count} {'release' if count == 1 else 'releases'}, before the figures that ship."
    )
    context = {
        "lead": lead, "releases": holdings.releases, "sources": sources.values(), "jobs": asked.site.jobs.all(),
        "files": [(one.name, f"{one.name} ({_size(one.size)})") for one in files],
        "home": None if settings.read_only else holdings.home, "tables": data_actions.data_table_names(),
        "addresses": fetch_actions.data_addresses(), "most": settings.most_release // 2**20,
        "workspace": settings.workspace, "take": not settings.read_only, "add_address": ADD_ADDRESS,
    }  # fmt: skip
    document = holdings.as_json() | {"shipped": {key: vars(note) for key, note in sources.items()}}
    if settings.read_only:
        document.pop("home")
    return Shown("Data", "data.html.j2", context, document, table)


def _row(one: StoredRelease) -> tuple[Cell, ...]:
    rows = sum(table.rows for table in one.tables.values())
    flagged = sum(one.flags.values())
    return (
        words(one.facts.name), words(one.facts.file), _count(len(one.tables)), _count(rows), _count(flagged),
        _count(len(one.facts.skipped)), words(one.facts.file_sha256[:12]),
    )  # fmt: skip


def _count(value: int) -> Cell:
    return Cell(f"{value:,}", value)


def _size(count: int) -> str:
    return f"{count / 2**20:,.1f} MB" if count >= 2**19 else f"{count / 2**10:,.0f} KB"


def add_release(sent: Sent) -> Outcome:
    """Begin to add an uploaded file, or one that lies in the workspace."""
    from wellstaffed.apps.workspace_files import workspace_file

    release = sent.fields.get("release", "").strip()[:40] or None
    upload, listed = sent.uploads.get("file"), sent.fields.get("listed", "")
    if upload is not None and upload.path is not None:
        job = sent.site.jobs.start(upload.path, upload.name, release=release, leftover=sent.folder)
        return Outcome(f"/data/jobs/{job.key}", keeps_uploads=True)
    if listed:
        found = workspace_file(sent.site.settings.workspace, listed, ENDINGS)
        job = sent.site.jobs.start(found.path, found.name, release=release)
        return Outcome(f"/data/jobs/{job.key}")
    raise UsageError("No file was chosen. Choose one of the workspace, or upload one.")


def cancel_job(sent: Sent) -> Outcome:
    """End a job."""
    job = sent.site.jobs.cancel(sent.parts["key"])
    return Outcome(f"/data/jobs/{job.key}")


def remove_release(sent: Sent) -> Outcome:
    """Take a release out of the store."""
    from wellstaffed.apps import data_actions

    data_actions.data_remove(release=sent.parts["name"])
    return Outcome("/data")


def show_job(asked: Asked) -> Shown:
    """Return how far a file is on its way into the store."""
    job = asked.site.jobs.job(asked.parts["key"])
    context: dict[str, Any] = {"job": job, "here": ""}
    return Shown(f"Adding {job.name}", "job.html.j2", context, job.as_json())


KEY = PathPart(r"^[0-9a-f]{12}$", "A job of the running program.", "0123456789ab")
DATA = Page(
    path="/data",
    summary="What the store holds and what ships with the program.",
    show=show_data,
    kinds=("html", "json", "csv", "xlsx"),
    is_kept=False,
    section="data",
)
JOB = Page(
    path="/data/jobs/{key}",
    summary="How far a file is on its way into the store.",
    show=show_job,
    kinds=("html", "json"),
    parts={"key": KEY},
    is_kept=False,
    is_public=False,
    section="data",
)
ADD = StreamedChange(ADD_ADDRESS, add_release, section="data")
CANCEL = Change("/data/jobs/{key}/cancel", cancel_job, {"key": KEY}, section="data")
REMOVE = Change("/data/releases/{name}/remove", remove_release, section="data")
