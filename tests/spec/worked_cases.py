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


def in_words(part: Any, apart: str = "<br>") -> str:
    """Return a part of a case in a cell of the documentation, a line for each key: ``students: 1500``."""
    if isinstance(part, dict):
        said = {str(key).replace("_", " "): in_words(value, ", ") for key, value in part.items()}
        return apart.join(f"{key}: {value}" if apart == "<br>" else f"{key} {value}" for key, value in said.items())
    if isinstance(part, list):
        between = "; " if any(isinstance(one, dict) for one in part) else " / "
        return between.join(in_words(one, ", ") for one in part)
    if isinstance(part, bool):
        return "yes" if part else "no"
    return "not known" if part is None else str(part) or "blank"
