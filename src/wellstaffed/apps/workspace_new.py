"""New plans in a workspace: begun for a district, copied from a shipped example, or written again from its text."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from wellstaffed.apps.workspace import workspace_plans
from wellstaffed.core.errors import NotFoundError, UsageError, WriteError

EXAMPLES = ("madison-2020", "portland-2022")


def example_plans() -> list[dict[str, Any]]:
    """Return name and title of each shipped example."""
    from wellstaffed.apps.actions import examples

    titles = {one.name: one.title for one in workspace_plans(examples())}
    return [{"name": name, "title": titles[name]} for name in EXAMPLES if name in titles]


def copy_example(folder: Path, example: str) -> str:
    """
    Copy a shipped example with all its documents into a workspace; return the name of the new plan.

    Nothing is written over: a second copy gets a number. The folder appears whole or not at all.

    Raises
    ------
    NotFoundError
        If there is no such example.
    """
    from wellstaffed.apps.actions import examples

    if example not in EXAMPLES:
        raise NotFoundError(f"There is no example '{example}'; there are {', '.join(EXAMPLES)}.")
    target = _free(folder, example)
    try:
        with tempfile.TemporaryDirectory(prefix=".copy-", dir=folder) as made:
            shutil.copytree(examples() / example, Path(made) / example)
            (Path(made) / example).rename(target)
    except OSError as error:
        raise WriteError(f"The example cannot be copied: {error.strerror}.") from error
    return _name_of(folder, target)


def new_plan(folder: Path, *, district: str, name: str, on: date) -> str:
    """
    Write a plan for a district into a folder of its own; return its name.

    Raises
    ------
    NotFoundError
        If there is no such district.
    UsageError
        If the name is taken, or no district was named.
    """
    from wellstaffed.apps.plan_actions import plan_new
    from wellstaffed.tables.figures import resolve_district

    if not district.strip():
        raise UsageError("Say which district: its LEAID (seven digits) or its name.")
    found = resolve_district(district.strip())
    bare = clean_name(name) or clean_name(f"{found.name}-{on.year}")
    if (folder / bare).exists():
        raise UsageError(f"There is a folder '{bare}' in the workspace already. Choose another name.")
    written = plan_new(district=found.leaid, out=folder / bare / "plan.yaml", on=on)
    return _name_of(folder, written.parent)


def clean_name(text: str) -> str:
    """Return a text as the name of a folder: letters, digits and hyphens, at most 60."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:60].strip("-")


def _free(folder: Path, name: str) -> Path:
    place, number = folder / name, 2
    while place.exists():
        place, number = folder / f"{name}-{number}", number + 1
    return place


def _name_of(folder: Path, target: Path) -> str:
    return next(one.name for one in workspace_plans(folder) if one.path.parent == target)
