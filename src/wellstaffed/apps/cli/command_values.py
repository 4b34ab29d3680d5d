"""What commands take and give in one way: days as typed, and JSON as printed."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import Any


def show_json(document: Any) -> None:
    """Print one JSON document, keys sorted."""
    sys.stdout.write(json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n")


def day_of(moment: datetime | None) -> date | None:
    """Return the day of what an option that takes a day was given; None if it was left out."""
    return moment.date() if moment else None
