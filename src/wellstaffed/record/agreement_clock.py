"""The clock of an agreement: on any day, which ways out stand open and for how long (rule A2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from wellstaffed.core.errors import UsageError
from wellstaffed.record.agreement import Agreement, Event, Option
from wellstaffed.record.day_span import FIRST_DAY, LAST_DAY
from wellstaffed.record.meetings import Meeting, MeetingCalendar
from wellstaffed.record.occurrences import Occurrence, occurrences, why_no_working_day, working_day_before


class OptionState(StrEnum):
    """Where an option stands on a day (rule A2)."""

    NOT_YET_OPEN = "not-yet-open"
    OPEN = "open"
    CLOSED_UNUSED = "closed-unused"
    USED = "used"
    SUPERSEDED = "superseded"

    @property
    def is_final(self) -> bool:
        """Tell whether no later day changes it."""
        return self not in (OptionState.NOT_YET_OPEN, OptionState.OPEN)


@dataclass(frozen=True)
class ClockOption:
    """
    One option on one day.

    Parameters
    ----------
    key : str
        The option's id; with its effective day where the chance comes again.
    option : Option
        The part of the agreement.
    chance : Occurrence
        Its days.
    state : OptionState
    days_left : int or None
        From the day of the clock to the last day for notice, 0 on that day itself; None once the option is closed, used
        or superseded, and where no last day exists.
    not_working : str
        Why the last day is no working day; empty where it is one.
    working_day : date or None
        The last working day up to the last day, where that is none itself.
    last_meeting, last_budget_step : Meeting or None
        The last ones before the last day, of those known on the day of the clock.
    event : Event or None
        What used or superseded it.
    """

    key: str
    option: Option
    chance: Occurrence
    state: OptionState
    days_left: int | None
    not_working: str
    working_day: date | None
    last_meeting: Meeting | None
    last_budget_step: Meeting | None
    event: Event | None


@dataclass(frozen=True)
class AgreementClock:
    """An agreement on one day."""

    agreement: Agreement
    on: date
    has_calendar: bool
    options: tuple[ClockOption, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        return {
            "agreement": self.agreement.title,
            "made": self.agreement.made,
            "on": self.on.isoformat(),
            "options": [_option_json(one, self.on) for one in self.options],
        }


def agreement_clock(agreement: Agreement, on: date, *, meetings: MeetingCalendar | None = None) -> AgreementClock:
    """
    Return each option's state on a day, with its days.

    Parameters
    ----------
    agreement : Agreement
        Checked, as `load_agreement` returns it.
    on : date
        The day of the clock; nothing that happened or was said later is in the answer.
    meetings : MeetingCalendar, optional
        Board meetings and budget steps.

    Returns
    -------
    AgreementClock
        The options in the agreement's order; one that comes again every year or month as the chance last gone and the
        next one.

    Raises
    ------
    UsageError
        If the day lies outside the years 1900 to 2199.

    Notes
    -----
    Rules A1 to A3. An option is superseded on the day on which an event that closes it is complete, so an agreement to
    end that still waits for one party closes nothing. A day that passed unused stays closed unused whatever follows.
    """
    if not FIRST_DAY <= on <= LAST_DAY:
        raise UsageError(f"The clock counts from {FIRST_DAY} to {LAST_DAY}; {on} lies outside. Ask for another day.")
    listed: list[ClockOption] = []
    for option in agreement.options:
        if option.known_from is not None and on < option.known_from:
            continue
        ending = _ending(agreement, option)
        until = on if ending is None else min(on, ending.happened)
        for chance in occurrences(agreement, option, until):
            state = _state(agreement, chance, on, ending)
            event = ending.event if ending and state in (OptionState.USED, OptionState.SUPERSEDED) else None
            listed.append(_clock_option(agreement, option, chance, (on, state, event, meetings)))
    return AgreementClock(agreement, on, meetings is not None, tuple(listed))


@dataclass(frozen=True)
class _Ending:
    """The event after which an option can no longer be used."""

    happened: date
    state: OptionState
    event: Event


def _ending(agreement: Agreement, option: Option) -> _Ending | None:
    """Return the earliest of the recorded events that end an option's life, or None."""
    events = [_Ending(option.used.on, OptionState.USED, option.used)] if option.used else []
    closing = [other.used for other in agreement.options if other.used and option.id in other.closes]
    if option.superseded:
        closing.append(option.superseded)
    events += [_Ending(event.complete or event.on, OptionState.SUPERSEDED, event) for event in closing]
    return min(events, key=lambda one: one.happened, default=None)


def _state(agreement: Agreement, chance: Occurrence, on: date, ending: _Ending | None) -> OptionState:
    last = chance.last_day
    if last is None and agreement.ends is not None:
        last = agreement.ends.last
    if ending is not None and on >= ending.happened and (last is None or ending.happened <= last):
        return ending.state
    if last is not None and on > last:
        return OptionState.CLOSED_UNUSED
    return OptionState.NOT_YET_OPEN if on < chance.opens else OptionState.OPEN


def _clock_option(
    agreement: Agreement,
    option: Option,
    chance: Occurrence,
    moment: tuple[date, OptionState, Event | None, MeetingCalendar | None],
) -> ClockOption:
    on, state, event, meetings = moment
    last = chance.last_day
    open_last = None if last is None or state.is_final else last
    look = chance.counted_day or last
    why = why_no_working_day(agreement, look) if look else ""
    return ClockOption(
        key=chance.key,
        option=option,
        chance=chance,
        state=state,
        days_left=(open_last - on).days if open_last else None,
        not_working=why,
        working_day=working_day_before(agreement, look) if look and why else None,
        last_meeting=meetings.last_before(open_last, "meeting", on) if meetings and open_last else None,
        last_budget_step=meetings.last_before(open_last, "budget_step", on) if meetings and open_last else None,
        event=event,
    )


def officers_text(officers: Decimal) -> str:
    """Return a number of officers without idle zeros: ``3``, ``2.5``."""
    return f"{officers.normalize():f}"


def _option_json(one: ClockOption, on: date) -> dict[str, Any]:
    option, chance = one.option, one.chance
    price = option.price if option.price and option.price.said_on.last <= on else None
    return {
        "changes": option.changes,
        "closes": list(option.closes),
        "confidence": option.confidence,
        "counted_day": _iso(chance.counted_day),
        "days_left": one.days_left,
        "effective": _iso(chance.effective),
        "effective_missing": option.effective_missing,
        "how": option.notice.how,
        "id": one.key,
        "label": option.label,
        "last_budget_step": _meeting_json(one.last_budget_step, on),
        "last_day": _iso(chance.last_day),
        "last_day_not_working": one.not_working or None,
        "last_meeting": _meeting_json(one.last_meeting, on),
        "last_working_day": _iso(one.working_day),
        "note": option.note,
        "closed_note": option.closed_note if one.state == OptionState.CLOSED_UNUSED else None,
        "officers_after": _number(option.officers_after),
        "officers_after_missing": option.officers_after_missing,
        "price": price.words if price else None,
        "sources": list(option.sources),
        "state": one.state.value,
        "what_happened": event_words(one.event, on),
        "who": list(option.who),
        "who_missing": option.who_missing,
        "who_together": option.together,
    }


def event_words(event: Event | None, on: date) -> str | None:
    """Return what happened to an option, as far as it had happened by a day."""
    if event is None:
        return None
    words = f"{event.on.isoformat()}: {event.what}"
    if event.complete and event.complete <= on and event.complete_what:
        words += f"; {event.complete.isoformat()}: {event.complete_what}"
    return words


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _meeting_json(meeting: Meeting | None, on: date) -> dict[str, Any] | None:
    if meeting is None:
        return None
    return {
        "body": meeting.body,
        "date": meeting.day.isoformat(),
        "is_past": meeting.day < on,
        "what": meeting.what,
    }
