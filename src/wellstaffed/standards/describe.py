"""A rule in words: one sentence part for the screen, the memo and the workbook."""

from __future__ import annotations

from fractions import Fraction
from functools import singledispatch

from wellstaffed.core.exact import show
from wellstaffed.standards import rules


@singledispatch
def rule_text(rule: object) -> str:
    """
    Return a rule in words, with its unit: ``250 students per FTE``.

    Parameters
    ----------
    rule : Rule
        Any kind of `wellstaffed.standards.rules`.
    """
    raise TypeError(f"no words for a rule of type {type(rule).__name__}")


def _minimum(minimum: rules.Minimum | None) -> str:
    if minimum is None:
        return ""
    where = f" of {minimum.where_students_at_least:,} students or more" if minimum.where_students_at_least else ""
    return f"at least {show(minimum.fte)} FTE in each {minimum.per}{where}"


def _ratio(students_per_fte: Fraction, between: tuple[Fraction, Fraction] | None) -> str:
    text = f"{_exact(students_per_fte)} students per FTE"
    return f"{text} (the source gives {_exact(between[0])} to {_exact(between[1])})" if between else text


def _exact(value: Fraction) -> str:
    text = show(value, 4)
    return text if Fraction(text.replace(",", "")) == value else f"{value.numerator:,}/{value.denominator:,}"


def _students(low: int, high: int | None) -> str:
    return f"{low:,} students or more" if high is None else f"{low:,} to {high:,} students"


@rule_text.register
def _(rule: rules.RatioRule) -> str:
    floor = _minimum(rule.minimum)
    return "; ".join(part for part in (_ratio(rule.students_per_fte, rule.between), floor) if part)


@rule_text.register
def _(rule: rules.BandRatioRule) -> str:
    parts = [f"{' and '.join(b.bands)}: {_ratio(b.students_per_fte, b.between)}" for b in rule.bands]
    return "; ".join([*parts, *filter(None, [_minimum(rule.minimum)])])


@rule_text.register
def _(rule: rules.MinimumRule) -> str:
    return _minimum(rule.minimum)


@rule_text.register
def _(rule: rules.TierRule) -> str:
    parts = []
    for group in rule.groups:
        need = f", {group.need.replace('_', ' ')} schools" if group.need else ""
        tiers = ", ".join(f"{show(t.fte)} FTE at {_students(t.students_from, t.students_to)}" for t in group.tiers)
        parts.append(f"{' and '.join(group.bands)}{need}: {tiers}")
    return "; ".join(parts)


_PARTIAL = {"down": "whole steps only", "up": "a part counts as a whole", "pro_rata": "in proportion"}


@rule_text.register
def _(rule: rules.StepRule) -> str:
    parts = []
    for step in rule.steps:
        text = f"{_students(step.students_from, step.students_to)}: {show(step.base_fte)} FTE"
        if step.plus_fte:
            partial = _PARTIAL.get(step.partial, "half a step or more counts as a whole")
            above = f" above {step.above:,}" if step.above else ""
            text += f" and {show(step.plus_fte)} per {show(step.per_students)} students{above} ({partial})"
        parts.append(text)
    bands = f"{' and '.join(rule.bands)}: " if rule.bands else ""
    return bands + "; ".join(parts)


@rule_text.register
def _(rule: rules.PrototypeRule) -> str:
    parts = [f"{p.band}: {_exact(p.fte)} FTE per {_exact(p.students)} students" for p in rule.prototypes]
    return "prototypical schools, pooled over the district; " + "; ".join(parts)


@rule_text.register
def _(rule: rules.AcuityRule) -> str:
    return "; ".join(f"{level.label}: {_ratio(level.students_per_fte, None)}" for level in rule.levels)


@rule_text.register
def _(rule: rules.WordsRule) -> str:
    return f"no number: {rule.says}"
