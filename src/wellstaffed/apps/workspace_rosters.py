"""Rosters beside a plan: what was read from each, the faults by cell, and a new one taken in without loss."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wellstaffed.apps.workspace_history import OWN_FOLDER
from wellstaffed.apps.workspace_taken import keep_roster, note_taken
from wellstaffed.core.atomic_files import write_whole
from wellstaffed.core.errors import DocumentError, Fault, RosterError, UsageError, WellstaffedError
from wellstaffed.core.school_years import show_school_year
from wellstaffed.plans.plan_document import Plan

ENDINGS = (".xlsx", ".xlsm", ".csv")


@dataclass(frozen=True)
class RosterState:
    """The roster of one view: what was read, or what is wrong with it."""

    view: str
    title: str
    file: str
    read: dict[str, Any] | None
    faults: tuple[Fault, ...]
    problem: str


def roster_states(plan: Plan, path: Path) -> list[RosterState]:
    """Return the state of each roster that a plan names."""
    return [_state(view.key, view.title, view.roster, path.parent / view.roster) for view in plan.views if view.roster]


def _state(view: str, title: str, name: str, file: Path) -> RosterState:
    from wellstaffed.apps.actions import roster_check

    try:
        return RosterState(view, title, name, roster_check(file=file), (), "")
    except DocumentError as error:
        return RosterState(view, title, name, None, tuple(error.faults), "")
    except WellstaffedError as error:
        return RosterState(view, title, name, None, (), str(error).replace(str(file), name))


@dataclass(frozen=True)
class TakenRoster:
    """A roster that was taken in: its name beside the plan, what was read, and whether an earlier file was put away."""

    name: str
    read: dict[str, Any]
    replaced: bool


def take_roster(
    workspace: Path,
    plan_name: str,
    plan_path: Path,
    *,
    name: str,
    content: bytes,
    known: Sequence[str] = (),
    school_year: int | None = None,
) -> TakenRoster:
    """
    Check an uploaded roster and put it beside a plan; a file of that name that it replaces is kept in the history.

    Parameters
    ----------
    known : sequence of str
        The rosters that the plan names; of other files only what reads as a roster is replaced.
    school_year : int, optional
        Year of the view that is to be read from it.

    Raises
    ------
    RosterError
        With every fault and its cell; nothing is written then.
    UsageError
        If the name is not that of a spreadsheet, or stands for another document; if the roster has no rows of the view's year.
    """
    from wellstaffed.apps.actions import roster_check

    bare = roster_name(name)
    target = plan_path.parent / bare
    with tempfile.TemporaryDirectory(prefix="roster-", dir=_own(workspace)) as folder:
        trial = Path(folder) / bare
        trial.write_bytes(content)
        try:
            read = roster_check(file=trial) | {"file": bare}
        except RosterError as error:
            raise RosterError(bare, error.faults) from None
    if school_year is not None and show_school_year(school_year) not in read["school_years"]:
        raise UsageError(
            f"'{bare}' has no rows of {show_school_year(school_year)}, the year of the chosen view; it has "
            f"{', '.join(read['school_years'])}. Choose a view of that year, or another roster; nothing was taken in."
        )
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise UsageError(f"'{bare}' stands beside the plan and is no file. Choose another name for the roster.")
    old = target.read_bytes() if target.exists() else None
    if old is not None and bare not in known and not _is_roster(target):
        raise UsageError(f"'{bare}' beside the plan is another document. Choose another name for the roster.")
    if old is not None and old != content:
        keep_roster(workspace, plan_name, bare, old)
    write_whole(target, content)
    note_taken(workspace, plan_name, bare, old=old, content=content)
    return TakenRoster(bare, read, old is not None and old != content)


def _is_roster(file: Path) -> bool:
    from wellstaffed.apps.actions import roster_check

    try:
        roster_check(file=file)
    except WellstaffedError:
        return False
    return True


def roster_name(name: str) -> str:
    """Return the bare name of an uploaded roster: letters, digits, spaces, dots, hyphens; raise `UsageError` otherwise."""
    bare = re.sub(r"[^\w .-]+", "-", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .-")
    stem, dot, ending = bare.rpartition(".")
    if not stem.strip(" .-") or f"{dot}{ending}".lower() not in ENDINGS:
        raise UsageError(f"'{name[:80]}' is no roster: its name must end in .xlsx, .xlsm or .csv.")
    return f"{stem[:80].strip(' .-')}.{ending.lower()}"


def _own(workspace: Path) -> Path:
    folder = workspace / OWN_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder
