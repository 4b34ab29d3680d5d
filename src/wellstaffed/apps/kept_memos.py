"""Memos of a workspace's plans, made once for each state of a plan's inputs and kept on disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from wellstaffed.apps.kept_plans import PlanState
from wellstaffed.apps.workspace_history import OWN_FOLDER
from wellstaffed.core.atomic_files import write_whole
from wellstaffed.core.errors import NotFoundError

MOST_STATES = 3
LAST = "manifest.json"  # written last: where it stands, the memo is whole
FILES = ("memo.html", "memo.pdf", "memo.xlsx", "memo.ics", LAST)


@dataclass(frozen=True)
class KeptMemo:
    """The memo of one state of a plan; `sizes` are bytes by file name, in the order in which files are listed."""

    folder: Path
    sizes: dict[str, int]

    def content(self, name: str) -> bytes:
        """Return one of its files; raise `NotFoundError` if the memo has none of that name."""
        if name not in self.sizes:
            raise NotFoundError(f"This memo has no file {name}; it has {', '.join(self.sizes)}.")
        return (self.folder / name).read_bytes()


def kept_memo(workspace: Path, name: str, state: PlanState) -> KeptMemo | None:
    """Return the memo of a plan as its inputs now stand, None if it has not been made."""
    folder = _folder(workspace, name) / state.key[:32]
    if not (folder / LAST).is_file():
        return None
    return KeptMemo(folder, {one: (folder / one).stat().st_size for one in FILES if (folder / one).is_file()})


def make_memo(workspace: Path, name: str, state: PlanState) -> KeptMemo:
    """
    Make the memo of a plan as its inputs now stand, unless it is kept already; the oldest states are dropped.

    Raises
    ------
    PlanError, AgreementError, RosterError, RecordError
        If the plan, or a document that it names, has faults; nothing is kept then.
    """
    from wellstaffed.apps.memo_files import memo_files

    held = kept_memo(workspace, name, state)
    if held is not None:
        return held
    files = memo_files(state.path)
    folder = _folder(workspace, name) / state.key[:32]
    for one, content in files.items():
        write_whole(folder / one, content)
    states = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime)
    for old in states[:-MOST_STATES]:
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    made = kept_memo(workspace, name, state)
    assert made is not None
    return made


def _folder(workspace: Path, name: str) -> Path:
    return workspace / OWN_FOLDER / "memos" / name
