"""What commands take and give in one way: days as typed, and JSON as printed."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import typer

DAY = "YYYY-MM-DD"


def show_json(document: Any) -> None:
    """Print one JSON document, keys sorted."""
    sys.stdout.write(json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n")


def day(typed: str) -> date:
    """Return the day that is typed; raise `typer.BadParameter` with the one way to write it."""
    try:
        if len(typed) != len(DAY):
            raise ValueError
        return date.fromisoformat(typed)
    except ValueError:
        raise typer.BadParameter(f"'{typed}' is no day. Write year, month and day, as in 2020-06-08.") from None
