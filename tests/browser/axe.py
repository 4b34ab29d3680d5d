"""What axe finds on a page: WCAG 2.2 AA and the best practices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any) -> list[str]:
    """Return one line per violation: the rule, and the first places where it is broken."""
    if not page.evaluate("() => 'axe' in window"):
        # the policy of the pages forbids added scripts; the driver evaluates outside it
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES)
    return [
        f"{one['id']}: {one['help']} at {'; '.join(str(node['target'][0]) for node in one['nodes'][:3])}"
        for one in found["violations"]
    ]
