"""Earlier and unsaved versions of a plan, kept in the workspace so that no edit is ever lost; bounded."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from wellstaffed.core.atomic_files import write_whole

OWN_FOLDER = ".wellstaffed"
MOST_VERSIONS = 100
MOST_BYTES = 20_000_000
Kind = Literal["undo", "redo", "kept", "discarded"]
_NAME = re.compile(r"^(\d{6})-(undo|redo|kept|discarded)-(\d{8}T\d{6})-([0-9a-f]{16})\.yaml$")


@dataclass(frozen=True)
class Version:
    """
    One version of a plan.

    Parameters
    ----------
    number : int
        Rises with each version kept.
    kind : {"undo", "redo", "kept", "discarded"}
        What undo goes back to, what redo goes forward to, what stood on a way not taken, what was typed but not saved.
    at : datetime
        When it was put away, UTC.
    short_sha : str
        The first 16 digits of its SHA-256.
    path : Path
    """

    number: int
    kind: Kind
    at: datetime
    short_sha: str
    path: Path

    def content(self) -> bytes:
        """Return the document."""
        return self.path.read_bytes()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a document as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def history_folder(workspace: Path, name: str) -> Path:
    """Return where the versions of a plan lie; `name` is one that `workspace_plans` gave out."""
    return workspace / OWN_FOLDER / "history" / name


def versions(workspace: Path, name: str) -> list[Version]:
    """Return every version of a plan, the last one put away first."""
    folder = history_folder(workspace, name)
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        parts = _NAME.match(path.name)
        if parts and path.is_file() and not path.is_symlink():
            at = datetime.strptime(parts[3], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            found.append(Version(int(parts[1]), parts[2], at, parts[4], path))  # type: ignore[arg-type]
    return sorted(found, key=lambda one: one.number, reverse=True)


def keep_version(workspace: Path, name: str, content: bytes, kind: Kind) -> None:
    """Put a version away; one that stands last of its kind already is not put away twice."""
    held = versions(workspace, name)
    short = sha256(content)[:16]
    last = next((one for one in held if one.kind == kind), None)
    if last is not None and last.short_sha == short:
        return
    number = held[0].number + 1 if held else 1
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    write_whole(history_folder(workspace, name) / f"{number:06d}-{kind}-{at}-{short}.yaml", content)
    _bound(versions(workspace, name))


def set_aside(version: Version) -> None:
    """Make of a version that redo led to one that is merely kept, because another way was taken."""
    version.path.rename(version.path.with_name(version.path.name.replace("-redo-", "-kept-", 1)))


def _bound(held: list[Version]) -> None:
    total = 0
    for place, one in enumerate(held):
        total += one.path.stat().st_size
        if place >= MOST_VERSIONS or (total > MOST_BYTES and place):
            one.path.unlink(missing_ok=True)
