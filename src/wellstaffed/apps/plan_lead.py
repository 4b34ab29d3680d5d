"""The sentence that stands above a plan's options, and what changed between two states of a plan, in words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from wellstaffed.apps.clock_section import STATE_WORDS
from wellstaffed.apps.plan_answer import OptionAnswer, PlanAnswer
from wellstaffed.apps.plan_section import NET, dollars
from wellstaffed.apps.plan_table import PlanTable
from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year
from wellstaffed.record.agreement_clock import AgreementClock, ClockOption, OptionState


def plan_lead(answer: PlanAnswer, clock: AgreementClock | None) -> str:
    """
    Return what a plan's options do and by when a board must act: one to three sentences.

    Parameters
    ----------
    answer : PlanAnswer
        Of one option, or of several.
    clock : AgreementClock, optional
        The agreement's clock on the day asked about.
    """
    clocks = {one.option.id: one for one in clock.options} if clock else {}
    if len(answer.options) == 1:
        one = answer.options[0]
        return " ".join([_one(answer, one), *_notice(one, clocks, clock)])
    possible = [one for one in answer.options if one.result.placement is not None]
    if not possible:
        return "No option has a plan that obeys every rule: the rules that conflict are named below."
    return " ".join([_all(answer, possible), *_first_day(answer, clocks, clock)])


def _one(answer: PlanAnswer, one: OptionAnswer) -> str:
    label, placed = one.result.option.label, one.result.placement
    if placed is None:
        return f"{label}: no plan obeys every rule. {' '.join(conflict.sentence for conflict in one.result.conflicts)}"
    last = len(placed.problem.years) - 1
    year = show_school_year(placed.problem.years[last])
    net = _net(one, placed.gross(last), placed.freed(last))
    return (
        f"{label}: {show(placed.met(last))} of {show(one.result.need)} FTE asked for are placed by {year}, "
        f"at a net cost of {net} in that year.{_officers(one)}"
    )


def _net(one: OptionAnswer, gross: Fraction, freed: Fraction) -> str:
    """Return a net cost with the word of its source: where an officer costs more than a sum, it is less than printed."""
    return f"{NET[one.result.setting.police.bound] if freed > 0 else ''}{dollars(gross - freed)}"


def _officer_words(answer: PlanAnswer, is_freed: bool) -> str:
    """Return what the cost of an officer is known to be, where it is not known exactly and some of it is freed."""
    police = answer.setting.police
    more = {"about": "", "more than": ", so less where officers leave", "at most": ", so more where officers leave"}
    if not is_freed or police.bound not in more or police.dollars_per_officer is None:
        return ""
    return f" (an officer costs {police.bound} {dollars(police.dollars_per_officer)}{more[police.bound]})"


def _officers(one: OptionAnswer) -> str:
    now = one.result.setting.police.officers
    total = sum(now.values(), Fraction(0))
    if not total:
        return ""
    changes = one.result.officers[len(now) :]
    if not changes:
        return f" {_said_officers(total)} in schools."
    after = dict(now)
    for change in changes:
        after[change.school_id] = change.officers
    left = sum(after.values(), Fraction(0))
    return f" Officers in schools go from {show(total)} to {show(left)} by {changes[-1].day.isoformat()}."


def _said_officers(total: Fraction) -> str:
    return "1 officer stays" if total == 1 else f"{show(total)} officers stay"


def _notice(one: OptionAnswer, clocks: Mapping[str, ClockOption], clock: AgreementClock | None) -> list[str]:
    found = clocks.get(one.result.option.agreement_option or "")
    if found is None or clock is None or found.chance.last_day is None:
        return []
    last, on = found.chance.last_day.isoformat(), clock.on.isoformat()
    if found.state is OptionState.CLOSED_UNUSED:
        return [f"The last day for notice was {last}."]
    if found.state.is_final or found.days_left is None:
        return [f"Last day for notice {last}; on {on} this option of the agreement is {STATE_WORDS[found.state]}."]
    return [f"Notice must be given by {last}: {_days(found.days_left)} on {on}."]


def _days(left: int) -> str:
    return {0: "the last day", 1: "1 day left"}.get(left, f"{left} days left")


def _all(answer: PlanAnswer, possible: list[OptionAnswer]) -> str:
    last = answer.setting.staffing.years - 1
    year = show_school_year(answer.setting.staffing.school_years[last])
    placed = [one.result.placement for one in possible if one.result.placement is not None]
    met = sorted(one.met(last) for one in placed)
    net = sorted(one.gross(last) - one.freed(last) for one in placed)
    need = possible[0].result.need
    known = _officer_words(answer, any(one.freed(last) > 0 for one in placed))
    how_many = "the option places" if len(answer.options) == 1 else f"the {len(possible)} options place"
    some = "" if len(possible) == len(answer.options) else f" {len(answer.options) - len(possible)} cannot be."
    return (
        f"Of {show(need)} FTE asked for, {how_many} {_span(show(met[0]), show(met[-1]))} by {year}, at a net cost of "
        f"{_span(dollars(net[0]), dollars(net[-1]))} in that year{known}.{some}"
    )


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _first_day(answer: PlanAnswer, clocks: Mapping[str, ClockOption], clock: AgreementClock | None) -> list[str]:
    used = {one.result.option.agreement_option for one in answer.options}
    coming = [one for key, one in clocks.items() if key in used and one.days_left is not None and one.chance.last_day]
    if clock is None or not used - {None}:
        return []
    if not coming:
        return [f"On {clock.on.isoformat()} none of the agreement's options that these need stands open for notice."]
    first = min(coming, key=lambda one: (one.days_left or 0, one.key))
    assert first.chance.last_day is not None
    assert first.days_left is not None
    return [
        f"The first notice is due by {first.chance.last_day.isoformat()} ({first.option.label}): "
        f"{_days(first.days_left)} on {clock.on.isoformat()}."
    ]


def plan_change(before: PlanAnswer, after: PlanAnswer) -> PlanTable:
    """Return what a change of a plan's inputs did to each option: need met, net cost over all years, officers gone."""
    old = {one.result.option.key: one for one in before.options}
    rows = []
    for one in after.options:
        was = old.pop(one.result.option.key, None)
        pairs = zip(_measures(was), _measures(one), strict=True)
        rows.append((one.result.option.label, *(_moved(earlier, now) for earlier, now in pairs)))
    rows += [(one.result.option.label, *(_moved(now, "taken out") for now in _measures(one))) for one in old.values()]
    header = ("Option", "Need met in the last year, FTE", "Net cost over all years", "Officers gone at the end")
    return PlanTable("What the change did", header, tuple(rows))


def change_words(change: PlanTable) -> str:
    """Return the change in one sentence."""
    moved = [row for row in change.rows if any(" → " in cell for cell in row[1:])]
    if not moved:
        return "Saved. No option comes out differently."
    are = "comes" if len(moved) in (1, len(change.rows)) else "come"
    names = "every option" if len(moved) == len(change.rows) else f"{len(moved)} of {len(change.rows)} options"
    return f"Saved. {names[:1].upper()}{names[1:]} {are} out differently."


def _measures(one: OptionAnswer | None) -> tuple[str, str, str]:
    if one is None:
        return ("new", "new", "new")
    placed = one.result.placement
    if placed is None:
        return ("impossible", "impossible", "impossible")
    years = range(len(placed.problem.years))
    gross, freed = (sum(map(what, years), Fraction(0)) for what in (placed.gross, placed.freed))
    pairs = zip(placed.problem.departures, placed.gone, strict=True)
    gone = sum((departure.officers for departure, left in pairs if left[-1]), Fraction(0))
    return (show(placed.met(years[-1])), _net(one, gross, freed), show(gone))


def _moved(earlier: str, now: str) -> str:
    return now if earlier == now else f"{earlier} → {now}"
