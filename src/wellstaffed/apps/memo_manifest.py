"""The manifest beside a memo: checksums of all that went in and came out, and where each figure stands (rule V1)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from wellstaffed import __version__
from wellstaffed.core.school_years import show_school_year
from wellstaffed.plans.plan_document import Plan
from wellstaffed.reports.memo_content import MemoContent
from wellstaffed.standards.library import StandardsLibrary


def manifest(
    plan: Plan, plan_path: Path, content: MemoContent, files: dict[str, bytes], library: StandardsLibrary
) -> bytes:
    """
    Return ``manifest.json``: a stranger with it and the named inputs re-makes the memo and gets the same bytes.

    Paths are given relative to the plan, so that the manifest is the same on every machine.
    """
    inputs = {plan_path.name: _sha256(plan_path)}
    counts = plan.counts.table if plan.counts else None
    for name in [
        plan.claim,
        plan.agreement,
        plan.calendar,
        plan.record_file,
        counts,
        *(view.roster for view in plan.views),
    ]:
        if name is not None:
            inputs[name] = _sha256(plan_path.parent / name)
    document: dict[str, Any] = {
        "program": "wellstaffed",
        "version": __version__,
        "dated": plan.dated.isoformat(),
        "command": f"wellstaffed memo {plan_path.name} --out DIR",
        "inputs": inputs,
        "standards": {rule.standard_id: _sha256(library.path(rule.standard_id)) for rule in content.terms},
        "tables": _table_checksums(),
        "figures": [_figure(row, view.key) for view in content.views for row in view.rows],
        "outputs": {name: hashlib.sha256(made).hexdigest() for name, made in files.items()},
    }
    return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8")


def _figure(row: Any, view: str) -> dict[str, Any]:
    return {
        "view": view,
        "school_id": row.school_id,
        "school_year": show_school_year(row.school_year),
        "role": row.role_name,
        "rule": f"{row.terms.standard_id} on {row.terms.on.isoformat()}",
        "binding": row.binding,
        "need_exact": None if row.need_exact is None else str(row.need_exact),
        "source": row.source,
        "students": row.students,
        "fte": None if row.fte is None else str(row.fte),
        "need": None if row.need is None else str(row.need),
        "gap": None if row.gap is None else str(row.gap),
        "method": "G1 G2 G3 G5",
    }


def _table_checksums() -> dict[str, str]:
    folder = Path(__file__).resolve().parents[1] / "tables" / "data"
    return {path.name: _sha256(path) for path in sorted(folder.iterdir()) if path.is_file()}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
