"""The worked cases as data: read here, run by the test, printed by the documentation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "cases"


def chapters() -> list[dict[str, Any]]:
    """Return the chapters in order: title, about, and cases of id, rule, says, given and want."""
    return [
        YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))
    ]


def cases(title: str) -> list[dict[str, Any]]:
    """Return the cases of a chapter."""
    return next(one["cases"] for one in chapters() if one["title"] == title)
