"""Files of the workspace that a page may offer: named by the list that is shown, never by a path that someone typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wellstaffed.core.errors import NotFoundError

DEPTH = 2
MOST = 500


@dataclass(frozen=True)
class WorkspaceFile:
    """A file below the workspace: its name as listed (``madison-2020/roster.csv``), its place, its size in bytes."""

    name: str
    path: Path
    size: int

    def as_json(self) -> dict[str, Any]:
        """Return the file as JSON documents hold it, without the folder that the workspace lies in."""
        return {"name": self.name, "size": self.size}


def workspace_files(folder: Path, endings: Iterable[str]) -> list[WorkspaceFile]:
    """
    Return the files of a workspace with one of some endings, by name.

    Parameters
    ----------
    folder : Path
        The workspace; folders in it are looked into, those in them are not. Hidden ones and links are left out.
    endings : iterable of str
        As ``.csv``; case is ignored.
    """
    wanted, found = tuple(one.lower() for one in endings), []
    for path in sorted(_below(folder, DEPTH)):
        if path.name.lower().endswith(wanted):
            found.append(WorkspaceFile(path.relative_to(folder).as_posix(), path, path.stat().st_size))
    return found[:MOST]


def workspace_file(folder: Path, name: str, endings: Iterable[str]) -> WorkspaceFile:
    """
    Return the file that a name of the list stands for.

    Raises
    ------
    NotFoundError
        If the list has no such name: a path that leads elsewhere is not in it.
    """
    listed = workspace_files(folder, endings)
    for one in listed:
        if one.name == name:
            return one
    have = ", ".join(one.name for one in listed[:10])
    raise NotFoundError(f"The workspace has no such file '{name[:80]}'. It has: {have or 'none of this kind'}.")


def _below(folder: Path, depth: int) -> Iterable[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.is_symlink():
            continue
        if entry.is_dir() and depth > 1:
            yield from _below(entry, depth - 1)
        elif entry.is_file():
            yield entry
