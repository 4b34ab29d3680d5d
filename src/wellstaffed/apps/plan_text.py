"""A plan's document as text: checked whole, every fault with its line, and no path in it that leaves the workspace."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wellstaffed.core.documents import checked, line_of, yaml_data
from wellstaffed.core.errors import Fault, PlanError
from wellstaffed.plans.plan_document import Plan

_MOST_PATH = 200


def plan_of_text(text: str, path: Path, workspace: Path) -> Plan:
    """
    Return a plan read from its text, as the file `path` of a workspace would hold it.

    Raises
    ------
    PlanError
        With every fault and its line, among them each named file that would lie outside the workspace.
    """
    data = yaml_data(text.encode("utf-8"), path.name, PlanError)
    outside = _outside(data, path, workspace)
    try:
        plan = checked(data, path.name, Plan, PlanError)
    except PlanError as error:
        raise PlanError(path.name, _in_order([*error.faults, *outside])) from None
    if outside:
        raise PlanError(path.name, _in_order(outside))
    return plan


def input_sums(plan: Plan, path: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that a plan names, ``missing`` where there is none."""
    names = [plan.claim, plan.agreement, plan.calendar, plan.counts.table if plan.counts else None]
    names += [plan.record_file, *(view.roster for view in plan.views)]
    return {name: _sum(path.parent / name) for name in names if name is not None}


def _sum(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "missing"


def path_fault(name: str, path: Path, workspace: Path) -> str:
    """Return what is wrong with a file that a plan names, in words; empty if nothing is."""
    home = workspace.resolve()
    if not name.strip() or len(name) > _MOST_PATH or "\0" in name:
        return "is no name of a file."
    if name.startswith(("/", "\\", "~")) or "\\" in name or re.match(r"^[A-Za-z]:", name):
        return f"'{name}' is not a path beside the plan."
    found = (path.parent / name).resolve()
    if not found.is_relative_to(home):
        return f"'{name}' leads out of the workspace."
    if any(part.startswith(".") for part in found.relative_to(home).parts):
        return f"'{name}' is a hidden file."
    return ""


def _outside(data: dict[str, Any], path: Path, workspace: Path) -> list[Fault]:
    faults = []
    for keys, name in _named_files(data):
        problem = path_fault(name, path, workspace) if isinstance(name, str) else ""
        if problem:
            where = f"line {line_of(data, keys)}, {'.'.join(map(str, keys))}"
            fix = "Put the file into the plan's folder and name it from there."
            faults.append(Fault(where, problem, fix))
    return faults


def _named_files(data: dict[str, Any]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for key in ("claim", "agreement", "calendar", "record"):
        yield (key,), data.get(key)
    counts, views = data.get("counts"), data.get("views")
    if isinstance(counts, dict):
        yield ("counts", "table"), counts.get("table")
    for place, view in enumerate(views if isinstance(views, list) else []):
        if isinstance(view, dict):
            yield ("views", place, "roster"), view.get("roster")


def _in_order(faults: list[Fault]) -> list[Fault]:
    def line(fault: Fault) -> int:
        found = re.match(r"line (\d+)", fault.where)
        return int(found[1]) if found else 0

    return sorted(faults, key=line)
