"""The calendar beside an agreement: board meetings and budget steps, as far as they were announced."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from wellstaffed.core.documents import Strict, load_document
from wellstaffed.core.errors import AgreementError
from wellstaffed.record.cited import Cited
from wellstaffed.record.day_span import Day


class Meeting(Cited):
    """One meeting or budget step; before ``announced`` nobody could know of it."""

    day: Day
    kind: Literal["meeting", "budget_step"]
    body: Annotated[str, Field(min_length=1)]
    what: Annotated[str, Field(min_length=1)]
    announced: Day | None = None


class MeetingCalendar(Strict):
    """The meetings and budget steps of the bodies that decide."""

    title: Annotated[str, Field(min_length=1)]
    note: str | None = None
    entries: Annotated[list[Meeting], Field(min_length=1)]

    def last_before(self, day: date, kind: str, on: date) -> Meeting | None:
        """Return the last entry of a kind before a day, of those that were announced on the day `on`."""
        known = [
            entry
            for entry in self.entries
            if entry.kind == kind and entry.day < day and (entry.announced is None or entry.announced <= on)
        ]
        return max(known, key=lambda entry: (entry.day, entry.body, entry.what), default=None)


def load_meeting_calendar(path: Path) -> MeetingCalendar:
    """Return the calendar at `path`; raise `AgreementError` with every fault and its line."""
    return load_document(path, MeetingCalendar, AgreementError)


def meeting_calendar_schema() -> dict[str, Any]:
    """Return the JSON Schema of a calendar, made from the model."""
    return MeetingCalendar.model_json_schema()
