"""The first sentence of a page on gaps: what is missing, and of how many schools that is not known. No new figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.core.exact import show
from wellstaffed.reports.answer import listed, posts
from wellstaffed.reports.words import schools_not_known

ZERO_EVERYWHERE = "district_wide_zero"

if TYPE_CHECKING:
    from wellstaffed.apps.gap_answer import GapAnswer
    from wellstaffed.gaps.gap_row import GapTotal


def gap_lead(answer: GapAnswer, *, where: str | None = None) -> str:
    """
    Return one or two sentences on the totals of an answer.

    Parameters
    ----------
    answer : GapAnswer
    where : str, optional
        The one school that the answer is about; its schools, or the district as one, if left out.

    Notes
    -----
    Rules M2, G3, G5: a role of which some schools are unknown is said with "at least" and their number; one of which
    none is known with its bounds, or as not known. Rule M3: what a flag casts doubt on is said where it is stated.
    """
    year, level = answer.assumptions["school_year"], answer.assumptions["level"]
    place = f"{where} is" if where else "Schools here are" if level == "school" else "The district as one is"
    known = [one for one in answer.totals if one.gap is not None]
    short = [one for one in known if one.gap or one.unknown_schools]
    unknown = [one for one in answer.totals if one.gap is None]
    sentences = []
    if short:
        sentences.append(f"{place} short of {listed([_missing(one) for one in short])} in {year}.")
    enough = [one for one in known if not one.gap and not one.unknown_schools]
    if enough:
        names = [role.label for one in enough for role in one.roles]
        sentences.append(
            f"No {', '.join(names[:-1])}{' or ' if names[1:] else ''}{names[-1]} is missing{'' if short else f' in {year}'}."
        )
    if unknown:
        sentences.append(_unknown(unknown, year, where))
    zero = _zero_everywhere(answer)
    if zero:
        sentences.append(
            f"Every school of the district reported zero {listed(zero)}: they may be booked centrally, and then fewer are missing."
        )
    return " ".join(sentences)


def _zero_everywhere(answer: GapAnswer) -> list[str]:
    """Return the roles with a gap of which every school reported zero, which a count at the district would explain (rule M3)."""
    flagged = {row.roles: None for row in answer.rows if ZERO_EVERYWHERE in row.flags and row.gap and row.fte == 0}
    return [role.plural for roles in flagged for role in roles]


def _missing(total: GapTotal) -> str:
    assert total.gap is not None
    if not total.unknown_schools:
        return posts(total, total.gap)
    return f"at least {posts(total, total.gap)} ({schools_not_known(total.unknown_schools, total.schools)})"


def _names(total: GapTotal) -> str:
    return " or ".join(role.plural for role in total.roles)


def _unknown(totals: list[GapTotal], year: str, where: str | None) -> str:
    bounded = [
        f"{show(one.gap_low)} to {posts(one, one.gap_high)}"
        for one in totals
        if one.gap_low is not None and one.gap_high is not None
    ]
    names = listed([_names(one) for one in totals])
    if len(bounded) == len(totals):
        place = f" at {where}" if where else ""
        return f"How many {names} are in post{place} in {year} is not known: the gap lies between none and the whole need, {listed(bounded)}."
    return f"Nothing can be said of {names} in {year}: staff or students are not known."
