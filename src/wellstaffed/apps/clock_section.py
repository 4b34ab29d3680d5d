"""The clock of an agreement in finished words: for the memo, the terminal and the calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wellstaffed.record.agreement import Agreement
from wellstaffed.record.agreement_clock import AgreementClock, ClockOption, OptionState, event_words, officers_text
from wellstaffed.record.meetings import Meeting
from wellstaffed.record.notice_days import WEEKDAYS
from wellstaffed.reports.calendar_file import CalendarDay
from wellstaffed.reports.words import capital

STATE_WORDS = {
    OptionState.NOT_YET_OPEN: "not yet open",
    OptionState.OPEN: "open",
    OptionState.CLOSED_UNUSED: "closed unused",
    OptionState.USED: "used",
    OptionState.SUPERSEDED: "superseded",
}


# A meeting whose announcement was not found may not have been known on the clock's day.
WHEN_ANNOUNCED = "when it was announced is not known"


@dataclass(frozen=True)
class ClockSection:
    """
    The memo's section on the clock, finished.

    Parameters
    ----------
    title : str
    sentences : tuple of str
        What stands open, what happens if nobody acts, and what the reader must know of a last day.
    header : tuple of str
        Names of the table's columns.
    rows : tuple of tuple of str
        One for each option, in the agreement's order.
    notes : tuple of str
        What is known of single options: their price, their notes, what used or superseded them.
    sources : tuple of (str, str)
        What each address is the source of, and the address.
    """

    title: str
    sentences: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


def clock_section(clock: AgreementClock) -> ClockSection:
    """Return the section of a clock (rules A2 and A3); nothing in it is later than the clock's day."""
    header = ["Option", "Who may act", "Last day for notice", "State", "Days left", "Takes effect", "Officers then"]
    if clock.has_calendar:
        header += ["Last meeting before", "Last budget step before"]
    return ClockSection(
        title=f"The clock of the agreement on {clock.on.isoformat()}",
        sentences=tuple(_sentences(clock)),
        header=tuple(header),
        rows=tuple(_row(one, clock) for one in clock.options),
        notes=tuple(note for one in clock.options for note in _notes(one, clock)),
        sources=tuple(dict.fromkeys(_sources(clock))),
    )


def _sentences(clock: AgreementClock) -> list[str]:
    agreement, on = clock.agreement, clock.on
    dated = sorted(
        (one for one in clock.options if one.state == OptionState.OPEN and one.chance.last_day is not None),
        key=lambda one: (one.chance.last_day or date.max, one.key),
    )
    said = [f"{agreement.title}. This agreement is made up to show a rule."] if agreement.made else []
    any_day = [one for one in clock.options if one.state == OptionState.OPEN and one.chance.last_day is None]
    if not dated and not any_day:
        said.append(f"On {on.isoformat()} no option stands open.")
    for one in dated:
        last = one.chance.last_day
        assert last is not None
        said.append(
            f"{one.option.label}: open, {_left(one)}; {_who(one)} may give notice up to {_long(last)} "
            f"({one.option.notice.how}).{_moved(one)}"
        )
    said += [_open_without_last_day(one, on) for one in any_day]
    if on < agreement.counts_from:
        said.append(f"The agreement is not in force yet: its term begins on {agreement.term.from_}.")
    in_force = agreement.counts_from <= on and (agreement.ends is None or on <= agreement.ends.last)
    used = [one for one in clock.options if one.state == OptionState.USED]
    for one in used:
        if one.event and one.event.complete and on < one.event.complete:
            said.append(f"{one.option.label}: begun on {one.event.on.isoformat()}, not yet agreed by every party.")
    left = min(
        [agreement.officers_now, *(one.option.officers_after for one in used if one.option.officers_after is not None)]
    )
    if in_force and left:
        said.append(_if_nobody_acts(agreement, on, left))
    return said


def _open_without_last_day(one: ClockOption, on: date) -> str:
    words = (
        f"{one.option.label}: open, without a last day for notice; {_who(one)} may give it ({one.option.notice.how})"
    )
    if one.option.effective_any_day and one.chance.effective is not None and one.chance.effective > on:
        words += f", and given on {on.isoformat()} it takes effect on {one.chance.effective.isoformat()}"
    return f"{words}."


def _left(one: ClockOption) -> str:
    if one.days_left is None:
        return "no last day"
    return {0: "today is the last day", 1: "1 day left"}.get(one.days_left, f"{one.days_left} days left")


def _who(one: ClockOption) -> str:
    if one.option.who_missing:
        return f"a party not named ({one.option.who_missing.rstrip('.')})"
    return (" and " if one.option.together else " or ").join(one.option.who)


def _long(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.isoformat()}"


def _moved(one: ClockOption) -> str:
    counted, last = one.chance.counted_day, one.chance.last_day
    if not one.not_working or counted is None or last is None:
        return ""
    if counted != last:
        return (
            f" The day counted, {counted.isoformat()}, is {one.not_working}; the agreement moves it to {_long(last)}."
        )
    working = f"the last working day before it is {_long(one.working_day)}" if one.working_day else ""
    return f" That day is {one.not_working}; {working}."


def _if_nobody_acts(agreement: Agreement, on: date, left: Decimal) -> str:
    officers = officers_text(left)
    stay = f"If nobody acts, {officers} officer{'s' if officers != '1' else ''} stay{'' if officers != '1' else 's'}"
    if agreement.term.to_missing:
        return f"{stay} as far as is known: {agreement.term.to_missing.rstrip('.')}."
    if agreement.term.kind == "rolling":
        return f"{stay}: the agreement has no end and runs until notice is given."
    if agreement.term.kind == "fixed_end":
        return f"{stay} until the agreement ends by itself ({agreement.term.to})."
    renewed = "has renewed" if agreement.term.to and agreement.term.to.last < on else "renews"
    return (
        f"{stay}: the initial term {'ended' if renewed == 'has renewed' else 'ends'} on {agreement.term.to}, and the "
        f"agreement {renewed} by itself for a year at a time."
    )


def _row(one: ClockOption, clock: AgreementClock) -> tuple[str, ...]:
    chance, option = one.chance, one.option
    last = chance.last_day.isoformat() if chance.last_day else "none"
    if one.not_working and chance.counted_day == chance.last_day:
        last += f" ({one.not_working})"
    officers = officers_text(option.officers_after) if option.officers_after is not None else "not known"
    cells = [
        option.label,
        _who(one),
        last,
        STATE_WORDS[one.state],
        "" if one.days_left is None else str(one.days_left),
        chance.effective.isoformat() if chance.effective else _no_day(one),
        officers,
    ]
    if clock.has_calendar:
        is_live = one.chance.last_day is not None and not one.state.is_final
        cells += [_meeting(one.last_meeting, clock.on, is_live), _meeting(one.last_budget_step, clock.on, is_live)]
    return tuple(cells)


def _no_day(one: ClockOption) -> str:
    return "when both agree" if one.option.effective_on_agreement else "not known"


def _meeting(meeting: Meeting | None, on: date, is_live: bool) -> str:
    if not is_live:
        return ""
    if meeting is None:
        return "none in the calendar"
    told = [*(["past"] if meeting.day < on else []), *([] if meeting.announced else [WHEN_ANNOUNCED])]
    return f"{meeting.day.isoformat()}, {meeting.body}{_in_brackets(told)}"


def _in_brackets(told: list[str]) -> str:
    return f" ({'; '.join(told)})" if told else ""


def _notes(one: ClockOption, clock: AgreementClock) -> list[str]:
    option, on = one.option, clock.on
    labels = {each.id: each.label for each in clock.agreement.options}
    closed = option.closed_note if one.state == OptionState.CLOSED_UNUSED else None
    notes = [option.note, closed, option.effective_missing, option.officers_after_missing, event_words(one.event, on)]
    if option.price and option.price.said_on.last <= on:
        notes.append(option.price.words)
    if option.closes and not one.state.is_final:
        notes.append(f"using it closes: {'; '.join(labels.get(each, each) for each in option.closes)}")
    return [f"{option.label}: {note}" for note in notes if note]


def _sources(clock: AgreementClock) -> list[tuple[str, str]]:
    listed = [("Term", href) for href in clock.agreement.term.sources]
    for one in clock.options:
        listed += [(one.option.label, href) for href in one.option.sources]
        listed += [(one.option.label, href) for href in (one.event.sources if one.event else [])]
    return listed


def clock_days(clock: AgreementClock) -> list[CalendarDay]:
    """Return the coming days of a clock for a calendar file: last days, meetings before them, effective days."""
    days: dict[str, CalendarDay] = {}
    for one in clock.options:
        last = one.chance.last_day
        if one.state.is_final or last is None:
            continue
        stem = f"{clock.agreement.id}/{one.key}"
        href = one.option.sources[0] if one.option.sources else ""
        words = (
            f"{capital(_who(one))}: {one.option.notice.how}. {capital(one.option.changes.rstrip('.'))}.{_moved(one)}"
        )
        summary = f"Last day for notice: {one.option.label}"
        days[stem] = CalendarDay(f"{stem}/last-day", last, summary, words, href, (30, 14, 7, 1, 0))
        for meeting, name in ((one.last_meeting, "meeting"), (one.last_budget_step, "budget step")):
            if meeting is not None and meeting.day >= clock.on:
                key = f"{clock.agreement.id}/{name}/{meeting.day.isoformat()}/{meeting.body}/{meeting.what}"
                summary = f"Last {name} before the notice day {last.isoformat()}: {meeting.body}"
                link = meeting.sources[0] if meeting.sources else ""
                told = capital(meeting.what) + _in_brackets([] if meeting.announced else [WHEN_ANNOUNCED])
                days.setdefault(key, CalendarDay(key, meeting.day, summary, f"{told}. {words}", link, (7, 1, 0)))
        if one.chance.effective is not None:
            summary = f"Would take effect: {one.option.label}"
            key = f"{stem}/effective"
            days[key] = CalendarDay(key, one.chance.effective, summary, words, href, ())
    return sorted(days.values(), key=lambda one: (one.day, one.key))
