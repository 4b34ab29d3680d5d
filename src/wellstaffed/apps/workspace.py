"""The plans of a folder: which there are, and reading and saving them so that nobody's edit is lost."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from wellstaffed.apps.workspace_history import OWN_FOLDER, Version, keep_version, set_aside, sha256, versions
from wellstaffed.apps.workspace_taken import bring_rosters_back, put_rosters_aside
from wellstaffed.core.atomic_files import write_whole
from wellstaffed.core.documents import MAX_BYTES
from wellstaffed.core.errors import ChangedMeanwhileError, Fault, NotFoundError, PlanError, UsageError

MOST_PLANS = 500
_ENDINGS = {".yaml", ".yml"}
# A plan is told by its keys, not by a parser: one that does not parse must still be found, to be mended.
_PLAN_KEY = re.compile(rb"^(?:views|answer_from|staffing)[ \t]*:", re.MULTILINE)
_STALE_SECONDS = 60
_saving = Lock()


@dataclass(frozen=True)
class WorkspacePlan:
    """
    A plan of the workspace.

    Parameters
    ----------
    name : str
        Its name in addresses: the folder of a ``plan.yaml``, else the file without its ending.
    title, dated : str
        As the document has them; the name where there is no title.
    changed : datetime
        When the file was last changed, UTC.
    path : Path
    """

    name: str
    title: str
    dated: str
    changed: datetime
    path: Path

    def as_json(self) -> dict[str, Any]:
        """Return the plan without the place of its file on this machine."""
        file = f"{self.path.parent.name}/{self.path.name}" if self.path.name.startswith("plan.") else self.path.name
        changed = self.changed.replace(microsecond=0).isoformat()
        return {"name": self.name, "title": self.title, "dated": self.dated, "changed": changed, "file": file}


@dataclass(frozen=True)
class PlanText:
    """A plan's document as it stands on disk, with the SHA-256 by which a later change is noticed."""

    name: str
    path: Path
    text: str
    sha256: str


def workspace_plans(folder: Path) -> list[WorkspacePlan]:
    """
    Return the plans at the top of a folder and one folder down, the last changed first.

    Links and hidden files are passed over: nothing outside the folder is ever read or written by its pages.
    """
    named = _named(folder)
    found = [_described(name, path) for name, path in named.items()]
    return sorted((one for one in found if one), key=lambda one: (-one.changed.timestamp(), one.name))


def plan_file(folder: Path, name: str) -> Path:
    """
    Return the file of a plan; a name is looked up in the listing, so that no path can be spelled by it.

    Raises
    ------
    NotFoundError
    """
    found = _named(folder).get(name)
    if found is None:
        raise NotFoundError(f"There is no plan '{name}' in the workspace. The plans page lists those there are.")
    return found


def read_plan(folder: Path, name: str) -> PlanText:
    """
    Return a plan's document as it stands.

    Raises
    ------
    NotFoundError
    PlanError
        If it is larger than any plan, or not UTF-8.
    """
    path = plan_file(folder, name)
    content = path.read_bytes()
    return PlanText(name, path, decoded(content, path.name), sha256(content))


def decoded(content: bytes, name: str) -> str:
    """Return a document's text; raise `PlanError` if it is too large or not UTF-8."""
    if len(content) > MAX_BYTES:
        raise PlanError(name, [Fault("file", f"is larger than {MAX_BYTES:,} bytes.", "Is it the right file?")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        fault = Fault(f"byte {problem.start}", "is not UTF-8.", "Save the file as UTF-8.")
        raise PlanError(name, [fault]) from None


def save_plan(folder: Path, name: str, text: str, *, started_from: str) -> PlanText:
    """
    Save a plan's document if it is still the one that the edit started from; the old one can be had back by undo.

    A kill at any moment leaves the old or the new document.

    Parameters
    ----------
    started_from : str
        SHA-256 of the document that was edited.

    Raises
    ------
    ChangedMeanwhileError
        If another window or program has changed the file; it is as they left it, and `text` is kept as discarded.
    NotFoundError
        If the file is gone; `text` is kept as discarded.
    """
    content = _content(text)
    with _alone(folder):
        try:
            path = plan_file(folder, name)
            current = _unchanged(path, started_from)
        except (ChangedMeanwhileError, NotFoundError):
            discard(folder, name, text)
            raise
        if content != current:
            keep_version(folder, name, current, "undo")
            _replace(path, content)
            for one in versions(folder, name):
                if one.kind == "redo":
                    set_aside(one)
    return PlanText(name, path, content.decode("utf-8"), sha256(content))


def write_again(folder: Path, name: str, text: str) -> None:
    """
    Write the document of a plan whose file is gone, where the listing gives it its name again.

    Raises
    ------
    PlanError
        With every fault of the document; nothing is written.
    ChangedMeanwhileError
        If there is such a plan again; it is as it stands.
    """
    from wellstaffed.apps.plan_text import plan_of_text

    path = _place_of(folder, name)
    plan_of_text(text, path, folder)
    with _alone(folder):
        if name in _named(folder) or path.exists():
            raise ChangedMeanwhileError(f"There is a plan '{name}' again. Nothing was written over it.")
        write_whole(path, _content(text))


def _place_of(folder: Path, name: str) -> Path:
    """Return where a plan of that name stands: in its folder if that is there, so that its roster is found, or at the top."""
    if re.fullmatch(r"[\w-]+(?:~[\w-]+)?", name) is None:
        raise NotFoundError(f"'{name[:100]}' is no name of a plan.")
    beside, _, stem = name.partition("~")
    holds = (folder / beside).is_dir() and not (folder / beside).is_symlink()
    return folder / beside / f"{stem or 'plan'}.yaml" if holds else folder / f"{name}.yaml"


def undo_plan(folder: Path, name: str, *, started_from: str) -> PlanText:
    """Go back to the document before the last save, and a roster taken in with it; the present one can be had again by redo."""
    return _step(folder, name, started_from, take="undo")


def redo_plan(folder: Path, name: str, *, started_from: str) -> PlanText:
    """Go forward again to the document that the last undo left."""
    return _step(folder, name, started_from, take="redo")


def can_step(folder: Path, name: str, current: str) -> dict[str, bool]:
    """Return whether there is anything to undo and to redo from the document with SHA-256 `current`."""
    kinds = {one.kind for one in versions(folder, name) if one.short_sha != current[:16]}
    return {"undo": "undo" in kinds, "redo": "redo" in kinds}


def discard(folder: Path, name: str, text: str) -> None:
    """Keep a document that was typed but not saved; a name that is no plan's is let pass, for want of a place."""
    if re.fullmatch(r"[\w~-]{1,120}", name):
        keep_version(folder, name, _content(text), "discarded")


def plan_version(folder: Path, name: str, number: int) -> tuple[Version, str]:
    """Return an earlier or unsaved version of a plan and its text; raise `NotFoundError` if it is not kept."""
    found = next((one for one in versions(folder, name) if one.number == number), None)
    if found is None:
        raise NotFoundError(f"Version {number} of '{name}' is not kept; its history lists those that are.")
    return found, found.content().decode("utf-8", "replace")


def _step(folder: Path, name: str, started_from: str, *, take: str) -> PlanText:
    with _alone(folder):
        path = plan_file(folder, name)
        current = _unchanged(path, started_from)
        held = [one for one in versions(folder, name) if one.kind == take]
        wanted = next((one for one in held if one.short_sha != sha256(current)[:16]), None)
        if wanted is None:
            raise UsageError(f"There is nothing to {take}.")
        content = wanted.content()
        keep_version(folder, name, current, "redo" if take == "undo" else "undo")
        bring_rosters_back(folder, name, path, content)
        _replace(path, content)
        put_rosters_aside(folder, name, path, before=current, after=content)
        for one in held:
            if one.number >= wanted.number:
                one.path.unlink(missing_ok=True)
    return PlanText(name, path, content.decode("utf-8", "replace"), sha256(content))


def _content(text: str) -> bytes:
    """Return a document as it is written, whatever ends the lines of the window it was typed in."""
    return text.replace("\r\n", "\n").encode("utf-8")


def _unchanged(path: Path, started_from: str) -> bytes:
    current = path.read_bytes()
    if sha256(current) != started_from:
        raise ChangedMeanwhileError(
            f"{path.name} was changed in another window or program after you opened it. Nothing was written over it."
        )
    return current


def _replace(path: Path, content: bytes) -> None:
    for left in path.parent.glob(f".{path.name}.*"):  # what a killed save has left
        if time.time() - left.stat().st_mtime > _STALE_SECONDS:
            left.unlink(missing_ok=True)
    write_whole(path, content)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one save at a time look and write, in this process and among the servers of this folder."""
    lock = folder / OWN_FOLDER / "lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with _saving, lock.open("w") as file:
        try:
            import fcntl
        except ImportError:  # Windows: one server of a folder
            yield
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _named(folder: Path) -> dict[str, Path]:
    """Return the file of each plan by its name; of two that would have one name the later gets a number."""
    named: dict[str, Path] = {}
    for path in _plan_files(folder):
        is_top = path.parent == folder
        own = path.stem if is_top else path.parent.name
        if not is_top and path.stem != "plan":
            own = f"{path.parent.name}~{path.stem}"
        slug = re.sub(r"[^\w~-]+", "-", own).strip("-")[:100] or "plan"
        name, place = slug, 2
        while name in named:
            name, place = f"{slug}~{place}", place + 1
        named[name] = path
    return named


def _plan_files(folder: Path) -> list[Path]:
    top = _visible(folder)
    down = [file for place in top if place.is_dir() for file in _visible(place)]
    files = [path for path in [*top, *down] if path.suffix.lower() in _ENDINGS and path.is_file() and _is_plan(path)]
    order = sorted(files, key=lambda path: (path.parent != folder, path.stem != "plan", path.as_posix()))
    return order[:MOST_PLANS]


def _visible(folder: Path) -> list[Path]:
    try:
        entries = [Path(one.path) for one in os.scandir(folder) if not one.is_symlink()]
    except OSError:
        return []
    return sorted(path for path in entries if not path.name.startswith("."))


def _is_plan(path: Path) -> bool:
    if path.name.lower() in {"plan.yaml", "plan.yml"}:
        return True
    try:
        return path.stat().st_size <= MAX_BYTES and _PLAN_KEY.search(path.read_bytes()) is not None
    except OSError:
        return False


def _described(name: str, path: Path) -> WorkspacePlan | None:
    try:
        state, content = path.stat(), path.read_bytes()[:MAX_BYTES]
    except OSError:
        return None  # gone between listing and looking
    text = content.decode("utf-8-sig", "replace")
    changed = datetime.fromtimestamp(state.st_mtime, UTC)
    return WorkspacePlan(name, _top_value(text, "title") or name, _top_value(text, "dated"), changed, path)


def _top_value(text: str, key: str) -> str:
    """Return one value of a document's top level by reading its lines alone: a listing must not parse every plan."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    found = re.search(rf"^{key}[ \t]*:.*(?:\n[ \t]+.*)*", text, re.MULTILINE)
    if found is None:
        return ""
    try:
        value = YAML(typ="safe", pure=True).load(found[0])[key]
    except (YAMLError, ValueError, KeyError, TypeError):
        return ""
    return str(value) if isinstance(value, str | int | float) or hasattr(value, "isoformat") else ""
