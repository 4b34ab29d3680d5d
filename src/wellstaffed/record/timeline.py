"""What happened in a district, in order: votes, positions, proposals, and the days of its agreements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wellstaffed.record.agreement import Agreement, Option
from wellstaffed.record.agreement_clock import agreement_clock
from wellstaffed.record.day_span import DaySpan
from wellstaffed.record.public_record import PublicRecord


@dataclass(frozen=True)
class TimelineEntry:
    """
    One line of a timeline.

    Parameters
    ----------
    key : str
        What the entry stays known by.
    day : DaySpan
    date_words : str or None
        The date as its source words it, where the day is not given.
    kind : str
        ``vote``, ``position``, ``proposal``, ``agreement`` or ``deadline``.
    who, what : str
    result : str or None
        Of a vote: its count.
    quote : str or None
    note : str or None
    sources : tuple of str
    confidence : str
    """

    key: str
    day: DaySpan
    date_words: str | None
    kind: str
    who: str
    what: str
    result: str | None
    quote: str | None
    note: str | None
    sources: tuple[str, ...]
    confidence: str


def timeline(record: PublicRecord, agreements: Sequence[Agreement] = ()) -> list[TimelineEntry]:
    """
    Return everything up to the record's day in order.

    Parameters
    ----------
    record : PublicRecord
        As it was known on the day asked about.
    agreements : sequence of Agreement
        The district's agreements; what was used or agreed later than the record's day is left out.
    """
    entries = [*_votes(record), *_positions(record), *_proposals(record)]
    for agreement in agreements:
        entries += [one for one in _agreement(agreement) if record.as_of is None or one.day.last <= record.as_of]
    return sorted(entries, key=lambda one: (one.day.last, one.day.first, one.kind, one.key))


def coming_dates(agreements: Sequence[Agreement], on: date) -> list[TimelineEntry]:
    """Return the days that lie ahead under agreements known on a day: last days for notice and days of effect."""
    ahead = []
    for agreement in agreements:
        if agreement.counts_from > on:
            continue
        for one in agreement_clock(agreement, on).options:
            if one.state.is_final:
                continue
            for day, what in (
                (one.chance.last_day, "last day for notice"),
                (one.chance.effective, "would take effect"),
            ):
                if day is not None and day >= on:
                    words = f"{what}: {one.option.label}"
                    ahead.append(_entry(agreement, f"{one.key}/{what}", (DaySpan(day, day), words), one.option))
    return sorted(ahead, key=lambda one: (one.day, one.key))


def _votes(record: PublicRecord) -> Iterator[TimelineEntry]:
    for vote in record.votes:
        who = " and ".join(record.body_name(body) for body in vote.bodies)
        note = "; ".join(part for part in (vote.note, vote.hindsight) if part) or None
        yield TimelineEntry(
            vote.id, vote.date, vote.date_words, "vote", who, vote.matter, vote.result, None, note,
            tuple(vote.sources), vote.confidence,
        )  # fmt: skip


def _positions(record: PublicRecord) -> Iterator[TimelineEntry]:
    for one in record.positions:
        who = record.holder_name(one.body, one.person)
        role = f", {one.role}" if one.role else ""
        body = f" ({record.body_name(one.body)})" if one.person else ""
        condition = f"; condition: {one.condition}" if one.condition else ""
        note = "; ".join(part for part in (one.paraphrase, one.note, one.hindsight) if part) or None
        yield TimelineEntry(
            one.id, one.date, one.date_words, "position", f"{who}{role}{body}", f"{one.stance_words}{condition}", None,
            one.quote, note, tuple(one.sources), one.confidence,
        )  # fmt: skip


def _proposals(record: PublicRecord) -> Iterator[TimelineEntry]:
    for one in record.proposals:
        who = record.holder_name(one.body, one.person)
        yield TimelineEntry(
            one.id, one.date, one.date_words, "proposal", who, one.what, None, one.quote, None,
            tuple(one.sources), one.confidence,
        )  # fmt: skip


def _agreement(agreement: Agreement) -> Iterator[TimelineEntry]:
    term = agreement.term
    ends = [one.used.complete or one.used.on for one in agreement.options if one.used and one.officers_after == 0]
    end = min(ends, default=date.max)
    for span, what in ((term.from_, "term begins"), (agreement.ends, "term ends by itself")):
        if span is not None and span.first <= end:
            key = f"{agreement.id}/{what}"
            yield TimelineEntry(
                key, span, None, "agreement", agreement.title, what, None, None, None, tuple(term.sources),
                term.confidence,
            )  # fmt: skip
    for option in agreement.options:
        if option.used:
            yield _entry(
                agreement, f"{option.id}/used", (DaySpan(option.used.on, option.used.on), option.used.what), option
            )
            if option.used.complete and option.used.complete_what:
                day = DaySpan(option.used.complete, option.used.complete)
                yield _entry(agreement, f"{option.id}/complete", (day, option.used.complete_what), option)
        last = option.notice.last_day
        if last is not None and last <= end:
            words = f"last day for notice: {option.label}"
            yield _entry(agreement, f"{option.id}/last-day", (DaySpan(last, last), words), option)


def _entry(agreement: Agreement, key: str, said: tuple[DaySpan, str], option: Option) -> TimelineEntry:
    day, what = said
    kind = "deadline" if "/last" in key or "take effect" in key else "agreement"
    return TimelineEntry(
        f"{agreement.id}/{key}", day, None, kind, " or ".join(option.who), what, None, None, option.note,
        tuple(option.sources), option.confidence,
    )  # fmt: skip
