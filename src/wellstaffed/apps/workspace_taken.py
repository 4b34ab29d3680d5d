"""Rosters that a page took in: which files beside a plan are such, so that undo takes them away and redo brings them back."""

from __future__ import annotations

import json
import re
from pathlib import Path

from wellstaffed.apps.workspace_history import history_folder, sha256
from wellstaffed.core.atomic_files import write_whole

MOST_KEPT = 20
_ROSTER = re.compile(r"^[ \t-]*roster[ \t]*:[ \t]*['\"]?([^'\"#\n]+?)['\"]?[ \t]*(?:#.*)?$", re.MULTILINE)


def keep_roster(workspace: Path, plan_name: str, file: str, content: bytes) -> None:
    """Put a roster away under its checksum; the oldest go beyond `MOST_KEPT`."""
    folder = _kept(workspace, plan_name, file, content).parent
    write_whole(_kept(workspace, plan_name, file, content), content)
    held = sorted(
        (one for one in folder.iterdir() if not one.name.startswith(".")), key=lambda one: one.stat().st_mtime
    )
    for one in held[:-MOST_KEPT]:
        one.unlink(missing_ok=True)


def note_taken(workspace: Path, plan_name: str, file: str, *, old: bytes | None, content: bytes) -> None:
    """
    Note that the file beside a plan is one that a page took in.

    What replaces a file of the person's own is not noted: that name is theirs, and nothing of that name is taken away.
    """
    taken = _taken(workspace, plan_name)
    if old is not None and taken.get(file) != sha256(old):
        return
    _note(workspace, plan_name, taken | {file: sha256(content)})


def bring_rosters_back(workspace: Path, plan_name: str, plan_path: Path, text: bytes) -> None:
    """Put back each roster that a document names, that a page took in and undo took away; never over a file that is there."""
    for file, checksum in _taken(workspace, plan_name).items():
        place = plan_path.parent / file
        if file in _named(text) and not place.exists() and not place.is_symlink():
            for kept in _kept_folder(workspace, plan_name).glob(f"{checksum[:16]}-*"):
                content = kept.read_bytes()
                if kept.name == f"{checksum[:16]}-{file}" and sha256(content) == checksum:
                    write_whole(place, content)


def put_rosters_aside(workspace: Path, plan_name: str, plan_path: Path, *, before: bytes, after: bytes) -> None:
    """
    Put each roster away that a document named before and names no longer, if a page took it in and no document names it.

    A file that is not, byte for byte, the one that was taken in is the person's own and stays.
    """
    taken = _taken(workspace, plan_name)
    for file in sorted(_named(before) - _named(after)):
        place = plan_path.parent / file
        if file not in taken or place.is_symlink() or not place.is_file():
            continue
        content = place.read_bytes()
        if sha256(content) == taken[file] and not _is_named_elsewhere(workspace, plan_path, file):
            keep_roster(workspace, plan_name, file, content)
            place.unlink()


def _is_named_elsewhere(workspace: Path, plan_path: Path, file: str) -> bool:
    """Tell whether any document of the workspace holds the name of a file, in whatever way it is used there."""
    near = {*plan_path.parent.iterdir(), *workspace.iterdir(), *workspace.glob("*/*")}
    documents = [one for one in near if one.suffix.lower() in (".yaml", ".yml") and one.is_file()]
    return any(file.encode() in one.read_bytes() for one in documents)


def _named(text: bytes) -> set[str]:
    """Return the rosters that a plan's text names, by its lines alone: one that does not parse must be undone too."""
    return {found.strip() for found in _ROSTER.findall(text.decode("utf-8", "replace"))}


def _kept_folder(workspace: Path, plan_name: str) -> Path:
    return history_folder(workspace, plan_name) / "rosters"


def _kept(workspace: Path, plan_name: str, file: str, content: bytes) -> Path:
    return _kept_folder(workspace, plan_name) / f"{sha256(content)[:16]}-{file}"


def _list(workspace: Path, plan_name: str) -> Path:
    return history_folder(workspace, plan_name) / "taken.json"


def _taken(workspace: Path, plan_name: str) -> dict[str, str]:
    """Return the SHA-256 of each roster that a page took in, by its name; none where the list cannot be read."""
    try:
        found = json.loads(_list(workspace, plan_name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    is_list = isinstance(found, dict) and all(isinstance(one, str) for one in found.values())
    return {file: checksum for file, checksum in found.items() if Path(file).name == file} if is_list else {}


def _note(workspace: Path, plan_name: str, taken: dict[str, str]) -> None:
    text = json.dumps(taken, indent=1, sort_keys=True, ensure_ascii=False)
    write_whole(_list(workspace, plan_name), f"{text}\n".encode())
