"""
The process that adds one file to the store on behalf of the pages: ``python -m wellstaffed.apps.add_process FILE [RELEASE]``.

It prints one JSON object a line: ``{"progress": ...}`` while it works, then ``{"added": ...}`` or ``{"error": ...}``. A
process of its own keeps a release of a gigabyte out of the server's memory, and can be ended at any moment: the store
is then as it was.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wellstaffed.apps.data_actions import data_add
from wellstaffed.core.errors import DocumentError, WellstaffedError


def add(arguments: Sequence[str]) -> int:
    """Add the file named by the first argument, of the release named by the second if there is one."""
    path, release = Path(arguments[0]), arguments[1] if len(arguments) > 1 and arguments[1] else None
    try:
        added = data_add(path=path, release=release, progress=lambda text: _say(progress=text))
    except WellstaffedError as error:
        faults = [vars(one) for one in error.faults] if isinstance(error, DocumentError) else []
        _say(error=str(error), faults=faults)
        return error.exit_code
    _say(added=added.as_json())
    return 0


def _say(**what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(add(sys.argv[1:]))
