"""What a person can ask of an agreement's clock."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wellstaffed.record.agreement_clock import AgreementClock


def clock(*, agreement: Path, on: date, calendar: Path | None = None) -> AgreementClock:
    """
    Return each option of an agreement with its state and days on a day (rules A1 to A3).

    Parameters
    ----------
    agreement : Path
        The agreement, a YAML document.
    on : date
        The day of the question; nothing later is in the answer.
    calendar : Path, optional
        Board meetings and budget steps, a YAML document.
    """
    from wellstaffed.record.agreement import load_agreement
    from wellstaffed.record.agreement_clock import agreement_clock
    from wellstaffed.record.meetings import load_meeting_calendar

    meetings = load_meeting_calendar(calendar) if calendar else None
    return agreement_clock(load_agreement(agreement), on, meetings=meetings)


def clock_calendar(*, answer: AgreementClock, file: Path) -> Path:
    """Write the coming days of a clock as an iCalendar file with alarms."""
    from wellstaffed.apps.clock_section import clock_days
    from wellstaffed.core.atomic_files import write_whole
    from wellstaffed.reports.calendar_file import calendar_file

    check_calendar_name(file)
    write_whole(file, calendar_file(answer.agreement.title, clock_days(answer), on=answer.on))
    return file


def check_calendar_name(file: Path) -> None:
    """Raise `UsageError` for a calendar file whose name does not end in .ics: no calendar would open it."""
    from wellstaffed.core.errors import UsageError

    if file.suffix.lower() != ".ics":
        raise UsageError(f"'{file.name}' does not end in .ics. Choose a name that does.")
