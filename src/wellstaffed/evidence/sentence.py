"""The sentence that states a disparity, and the warnings without which it must not stand (rules D1, D3, E)."""

from __future__ import annotations

from dataclasses import dataclass

from wellstaffed.core.school_years import show_school_year
from wellstaffed.evidence.comparability import federal_wave, noise_range
from wellstaffed.evidence.disparity import Disparity
from wellstaffed.evidence.groups import group_words, outcome_words

SMALL_EVENTS = 10
SMALL_STUDENTS = 30
NOISY_EVENTS = 10


@dataclass(frozen=True)
class Setting:
    """Of whom, of what and of when a disparity speaks."""

    group: str = ""
    reference: str = "reference"
    outcome: str = ""
    school_year: int | None = None
    place: str = ""
    is_federal: bool = False


def shown_number(value: float) -> str:
    """Return a ratio as sentences print it: one decimal, two near or below one, none from ten on."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 1.1 and value != 0 else f"{value:.1f}" if value else "0"


def _count(value: float | None) -> str:
    return "an unknown number" if value is None else f"{value:,.0f}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def disparity_sentence(found: Disparity, setting: Setting) -> str:
    """
    Return a disparity in one or two sentences: ratio, interval, both counts, school year, what the count covers.

    A ratio that cannot be calculated is replaced by the reason, and by its lower bound where there is one.
    """
    covers = f" {coverage_sentence(setting)}" if setting.outcome.strip() else ""
    return ratio_sentence(found, setting) + covers


def ratio_sentence(found: Disparity, setting: Setting) -> str:
    """Return the first of `disparity_sentence`: ratio, interval, both counts, place and school year."""
    when = f" in {show_school_year(setting.school_year)}" if setting.school_year else ""
    where = f" at {setting.place}" if setting.place else ""
    return _statement(found, setting, f"{where}{when}")


def coverage_sentence(*settings: Setting) -> str:
    """Return what the counts of one or more outcomes cover, as a sentence."""
    own, covered = [], []
    for one in settings:
        outcome = outcome_words(one.outcome)
        if one.is_federal and outcome.federal:
            covered.append(outcome.federal)
        elif outcome.key not in own:
            own.append(outcome.key)
    if own:
        covered.append(f"{_joined(own)} as {'the source counts' if len(settings) == 1 else 'their sources count'} them")
    covered = list(dict.fromkeys(covered))
    return f"The {'count covers' if len(settings) == 1 else 'counts cover'} {'; '.join(covered)}."


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _statement(found: Disparity, setting: Setting, tail: str) -> str:
    group, other = group_words(setting.group), group_words(setting.reference)
    outcome = outcome_words(setting.outcome)
    if found.reason:
        return f"No ratio of {group} to {other} can be calculated{tail}: {found.reason}."
    of = "among" if found.incidents else "of"
    counts = f"{_count(found.events)} {of} {_count(found.students)}"
    reference_counts = f"{_count(found.reference_events)} {of} {_count(found.reference_students)}"
    if found.risk_ratio is None:
        low = found.risk_ratio_low
        bound = f"; with 95 % confidence it is at least {shown_number(low)}" if low else ""
        return (
            f"A ratio of {group} to {other} cannot be calculated{tail}, because {found.ratio_reason} "
            f"({counts} against {reference_counts}){bound}."
        )
    between = _between(found)
    ratio = shown_number(found.risk_ratio)
    if found.incidents:
        start = f"{_capital(group)} had {ratio} times as many {setting.outcome or 'events'} per student as {other}"
    else:
        start = f"{_capital(group)} were {ratio} times as likely as {other} to {outcome.likely}"
    return f"{start} ({between}): {counts} against {reference_counts}{tail}."


def _between(found: Disparity) -> str:
    low = shown_number(found.risk_ratio_low or 0)
    if found.risk_ratio_high is None:
        return f"at least {low}"
    return f"between {low} and {shown_number(found.risk_ratio_high)}"


def disparity_warnings(found: Disparity, setting: Setting) -> list[str]:
    """
    Return the warnings a disparity carries: small, noisy, suppressed, pandemic, rounded, and what a wide interval means.

    Notes
    -----
    Rules D1 to D4. The limits of "small" are those that 34 CFR 300.647 presumes reasonable: 10 events, 30 students.
    """
    warnings = []
    if found.reason:
        missing = None in (found.events, found.reference_events, found.students, found.reference_students)
        warnings.append(f"{'Suppressed or missing' if missing else 'Not calculated'}: {found.reason}.")
    warnings += _small(found)
    low, high = found.risk_ratio_low, found.risk_ratio_high
    if low is not None and low < 1 and (high is None or high > 1):
        warnings.append(
            "Uncertain: the interval holds 1; these counts cannot tell a difference in either direction from chance."
        )
    if setting.school_year:
        wave = federal_wave(setting.school_year, outcome=setting.outcome.strip().casefold())
        warnings += _wave_warnings(found, setting, wave.cautions, wave.step)
    return warnings


def _small(found: Disparity) -> list[str]:
    warnings = []
    pairs = (
        (found.events, found.students, "the group"),
        (found.reference_events, found.reference_students, "the reference group"),
    )
    for events, students, name in pairs:
        if events is not None and events < SMALL_EVENTS:
            warnings.append(
                f"Small: {_count(events)} event{'' if events == 1 else 's'} in {name}, fewer than {SMALL_EVENTS}; "
                "one more or less changes the ratio much."
            )
        if students is not None and students < SMALL_STUDENTS:
            warnings.append(
                f"Small: {_count(students)} student{'' if students == 1 else 's'} in {name}, fewer than {SMALL_STUDENTS}; "
                "such a figure may point to single children and should not be published."
            )
    return warnings


def _wave_warnings(found: Disparity, setting: Setting, cautions: tuple[str, ...], step: int) -> list[str]:
    warnings = []
    for caution in cautions:
        is_universal = caution.startswith("Pandemic")
        warnings.append(caution if setting.is_federal or is_universal else f"If the counts are federal: {caution}")
    counts = (found.events, found.students, found.reference_events, found.reference_students)
    if setting.is_federal and step and None not in counts and not found.reason:
        a, n, c, m = (float(one or 0) for one in counts)
        if 0 < min(a, c) < NOISY_EVENTS:
            low, high = noise_range(a, n, c, m, step=step)
            upper = f"and {shown_number(high)}" if high is not None else "and no upper limit"
            warnings.append(
                f"Noisy: counts one off, as published counts may be, give ratios between {shown_number(low or 0)} {upper}."
            )
    return warnings
