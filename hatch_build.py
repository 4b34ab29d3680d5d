"""Put the pages' assets into the wheel, built if they are not there yet; an editable install leaves them to `make assets`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "src/wellstaffed/apps/web/built"


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling calls it before it gathers the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the assets for a wheel, and name them, for git does not know them."""
        if version == "editable":
            return
        if (Path(self.root) / "tools" / "web_assets.py").is_file():
            subprocess.run([sys.executable, "-m", "tools.web_assets"], cwd=self.root, check=True)
        build_data["artifacts"].append(f"{BUILT}/**")
