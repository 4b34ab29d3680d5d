"""What one part of an agreement says against another: found together, so that all are reported at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wellstaffed.record.agreement import Agreement, Option
    from wellstaffed.record.cited import Cited

Keys = tuple[str | int, ...]
Found = tuple[Keys, str, str]

LAST_DAYS = ("last_day", "days_before", "months_before", "month_ends_before", "by_agreement")
EFFECTIVE = (
    "effective", "effective_every_year", "effective_every_month_end", "effective_any_day", "effective_on_agreement",
    "effective_missing",
)  # fmt: skip


def agreement_faults(agreement: Agreement) -> list[Found]:
    """Return every fault between the parts of an agreement: its place, the problem, the fix."""
    found = [*_parties(agreement), *_term(agreement), *_sources(agreement), *_ids(agreement)]
    for index, option in enumerate(agreement.options):
        found += _option(agreement, option, ("options", index))
    return found


def _parties(agreement: Agreement) -> Iterator[Found]:
    short = [party.short for party in agreement.parties]
    for name, count in Counter(short).items():
        if count > 1:
            yield ("parties",), f"two parties are called '{name}'.", "Give each a short name of its own."
    known = ", ".join(short)
    for key in ("employer", "payer"):
        if getattr(agreement, key) not in short:
            yield (key,), f"is '{getattr(agreement, key)}'; the parties are {known}.", "Name one of them."
    for index, option in enumerate(agreement.options):
        if bool(option.who) == (option.who_missing is not None):
            yield (
                ("options", index, "who"),
                "gives both or neither of who and who_missing.",
                f"Give one: a party ({known}), or why none is named.",
            )
        for who in option.who:
            if who not in short:
                yield ("options", index, "who"), f"names '{who}'; the parties are {known}.", "Name one of them."


def _term(agreement: Agreement) -> Iterator[Found]:
    term = agreement.term
    if term.kind != "rolling" and term.to is None:
        yield ("term",), f"is {term.kind} without 'to'.", "Give the last day of the term, or of its initial part."
    if term.kind == "rolling" and term.to is not None:
        yield ("term", "to"), "stands in a rolling term, which has no end.", "Take it out, or change the kind."
    if term.kind != "rolling" and term.to_missing is not None:
        yield (
            ("term", "to_missing"),
            f"stands in a term that is {term.kind}.",
            "Take it out, or change the kind to rolling.",
        )
    if term.to is not None and term.to.last < term.from_.first:
        yield ("term", "to"), f"is {term.to}, before the term begins on {term.from_}.", "Correct one of them."
    if (not agreement.cost) == (agreement.cost_missing is None):
        yield ("cost",), "and cost_missing: give one of them.", "A cost, or why none is known."


def _sources(agreement: Agreement) -> Iterator[Found]:
    if agreement.made:
        return
    parts: list[tuple[Keys, Cited]] = [(("term",), agreement.term)]
    if agreement.saving.returns_to != "unstated":
        parts.append((("saving",), agreement.saving))
    parts += [(("cost", index), cost) for index, cost in enumerate(agreement.cost)]
    for index, option in enumerate(agreement.options):
        parts.append((("options", index), option))
        for key in ("price", "used", "superseded"):
            if getattr(option, key) is not None:
                parts.append((("options", index, key), getattr(option, key)))
    for keys, part in parts:
        if not part.sources:
            yield keys, "has no source.", "Give the address, or mark the whole agreement 'made: true'."


def _ids(agreement: Agreement) -> Iterator[Found]:
    ids = [option.id for option in agreement.options]
    for index, option in enumerate(agreement.options):
        if option.id in ids[:index]:
            yield ("options", index, "id"), f"'{option.id}' stands twice.", "Give each option an id of its own."
        for other in option.closes:
            if other not in ids or other == option.id:
                known = ", ".join(one for one in ids if one != option.id) or "none"
                yield ("options", index, "closes"), f"names '{other}'; the other options are {known}.", ""


def _option(agreement: Agreement, option: Option, keys: Keys) -> list[Found]:
    given = [name for name in LAST_DAYS if getattr(option.notice, name) is not None]
    effects = [name for name in EFFECTIVE if getattr(option, name) is not None]
    found: list[Found] = []
    if len(given) != 1:
        said = " and ".join(given) or "none"
        found.append(((*keys, "notice"), f"gives {said} of {', '.join(LAST_DAYS)}.", "Give exactly one."))
    if len(effects) != 1:
        said = " and ".join(effects) or "none"
        found.append((keys, f"gives {said} of {', '.join(EFFECTIVE)}.", "Give exactly one."))
    if (option.officers_after is None) == (option.officers_after_missing is None):
        found.append((keys, "gives both or neither of officers_after and officers_after_missing.", "Give one."))
    if len(given) == 1 and len(effects) == 1:
        found += _dates(agreement, option, (keys, given[0], effects[0]))
    return found


def _dates(agreement: Agreement, option: Option, place: tuple[Keys, str, str]) -> Iterator[Found]:
    keys, given, effect = place
    notice = option.notice
    recurs = effect in ("effective_every_year", "effective_every_month_end", "effective_any_day")
    if given in ("days_before", "months_before", "month_ends_before") and not (recurs or effect == "effective"):
        yield (*keys, "notice"), f"counts back from an effective day, but the option gives {effect}.", "Give the day."
    if given == "last_day" and recurs:
        yield (*keys, "notice", "last_day"), f"is one day, but {effect} comes again.", "Use days_before or the like."
    if (given == "by_agreement") != (effect == "effective_on_agreement"):
        yield keys, "by_agreement and effective_on_agreement go together.", "Give both or neither."
    if effect == "effective_every_year" and not _is_day(str(option.effective_every_year)):
        yield (*keys, effect), f"is '{option.effective_every_year}', no day of a year.", "Write month-day: 06-30."
    if option.effective and notice.last_day and notice.last_day > option.effective:
        said = f"is {notice.last_day}, after the effective day {option.effective}."
        yield (*keys, "notice", "last_day"), said, "Correct one of them."
    last = notice.last_day
    if last and notice.opens and notice.opens > last:
        yield (*keys, "notice", "opens"), f"is {notice.opens}, after the last day {last}.", "Correct one of them."
    if last and option.used and option.used.on > last:
        yield (*keys, "used", "on"), f"is {option.used.on}, after the last day {last}.", "Correct one of them."
    ends = agreement.ends
    if ends and option.effective and option.effective > ends.last:
        yield (*keys, "effective"), f"is {option.effective}, after the term ends on {ends}.", "Correct one of them."
    for event in (option.used, option.superseded):
        if event and event.complete and event.complete < event.on:
            yield keys, f"an event is complete on {event.complete}, before it begins on {event.on}.", "Correct one."


def _is_day(month_day: str) -> bool:
    try:
        date(2020, int(month_day[:2]), int(month_day[3:]))
    except ValueError:
        return False
    return True
