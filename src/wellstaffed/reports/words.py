"""The words of a memo's cells: one place, so that HTML, PDF and XLSX print the same strings."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from wellstaffed.core.exact import show
from wellstaffed.core.missing import Missing
from wellstaffed.core.roles import Role
from wellstaffed.gaps.gap_row import GapRow, GapTotal

HINDSIGHT = "Hindsight: published after the date of this memo"
NOT_COVERED = "not covered"
NOT_KNOWN = "not known"


def role_words(roles: Sequence[Role], *, plural: bool = True) -> str:
    """Return the roles of a rule in words: ``counselors``; ``psychologists or social workers`` where pooled."""
    return " or ".join(role.plural if plural else role.label for role in roles)


def capital(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def plainly(reason: Missing | str | None) -> str:
    """Return why a value is missing, in words; a reason not given is "not reported"."""
    if reason is None:
        return Missing.NOT_REPORTED.value
    return reason.value if isinstance(reason, Missing) else reason


def all_schools(schools: int) -> str:
    """Return the schools of a total: ``All 7 schools``, or ``The one school``."""
    return "The one school" if schools == 1 else f"All {schools} schools"


def schools_not_known(unknown: int, schools: int) -> str:
    """Return of how many schools something is not known: ``2 of 7 schools not known``, or ``the one school not known``."""
    return "the one school not known" if schools == 1 else f"{unknown} of {schools} schools not known"


def students_cell(row: GapRow) -> str:
    """Return the students of a school, or why there is no number."""
    return show(Fraction(row.students)) if row.students is not None else plainly(row.students_missing)


def fte_cell(row: GapRow) -> str:
    """Return FTE in post: ``none`` at zero, the reason where it is missing."""
    if row.fte is None:
        return plainly(row.fte_missing)
    return "none" if row.has_none else show(row.fte)


def need_cell(row: GapRow) -> str:
    """Return the need as applied, or why none can be computed."""
    if row.is_pool:
        return Missing.NOT_APPLICABLE.value
    return show(row.need) if row.need is not None else plainly(row.need_missing)


def gap_cell(row: GapRow) -> str:
    """Return the gap; its bounds where FTE in post is unknown (``0 to 6.4``); the reason where need is unknown too."""
    if row.is_pool:
        return Missing.NOT_APPLICABLE.value
    if row.gap is not None:
        return show(row.gap)
    return bounds(row.gap_low, row.gap_high) or plainly(row.gap_missing)


def bounds(low: Fraction | None, high: Fraction | None) -> str:
    """Return ``low to high``, or nothing where the gap is not bounded."""
    return f"{show(low)} to {show(high)}" if low is not None and high is not None else ""


def ratio_cell(row: GapRow) -> str:
    """Return students per FTE in post (``250:1``); ``none`` where there is no staff, else why it is not known."""
    if row.has_none:
        return "none"
    return (
        f"{show(row.students_per_fte)}:1"
        if row.students_per_fte is not None
        else plainly(row.fte_missing or row.students_missing)
    )


def at_least(value: Fraction | int | None, unknown: int) -> str:
    """Return a sum: with "at least" where parts of it are unknown, "not known" where all are."""
    if value is None:
        return NOT_KNOWN
    text = show(Fraction(value))
    return f"at least {text}" if unknown else text


def total_students(total: GapTotal) -> str:
    """Return the sum of students."""
    return at_least(total.students, total.unknown_students)


def total_fte(total: GapTotal) -> str:
    """Return the sum of FTE in post; ``none`` where all schools reported zero."""
    return "none" if total.fte == 0 and not total.unknown_fte else at_least(total.fte, total.unknown_fte)


def total_need(total: GapTotal) -> str:
    """Return the sum of need."""
    return NOT_KNOWN if total.need is None else at_least(total.need, total.unknown_students)


def total_gap(total: GapTotal) -> str:
    """Return the sum of gaps; with "at least" and the bounds where schools are unknown."""
    if not total.unknown_schools:
        return at_least(total.gap, 0)
    if total.gap_high is None:
        return total_least_gap(total)
    return bounds(total.gap_low, total.gap_high)


def total_least_gap(total: GapTotal) -> str:
    """Return the sum of gaps for the last row of a school table: "at least"; the bounds where no school is known."""
    if total.gap is None:
        return bounds(total.gap_low, total.gap_high) or NOT_KNOWN
    return at_least(total.gap, total.unknown_schools)


def total_ratio(total: GapTotal) -> str:
    """Return students per FTE over the schools of which both counts are known; ``none`` where there is no staff."""
    if total.fte == 0:
        return "none"
    ratio = total.students_per_fte
    return f"{show(ratio)}:1" if ratio is not None else NOT_KNOWN


def dollars(value: Fraction) -> str:
    """Return dollars to the whole dollar: ``$1,250``."""
    text = show(abs(value), 0)
    return f"-${text}" if value < 0 and text != "0" else f"${text}"


def dollar_bounds(low: Fraction, high: Fraction) -> str:
    """Return dollars; a range where low and high differ."""
    return dollars(low) if low == high else f"{dollars(low)} to {dollars(high)}"


def percent(value: Fraction) -> str:
    """Return a share in percent: ``41.6 %``."""
    return f"{show(value * 100)} %"
