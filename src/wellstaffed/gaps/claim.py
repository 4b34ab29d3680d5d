"""
The claim checker: which stated conventions give exactly the published figures (rules C1 to C3).

Where staff in post is not known, a convention gives a figure by way of some number in post; the checker says which, and
a convention is possible only if that number is not below zero. What is implied is never a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from wellstaffed.core.exact import Direction, Order, Rounding, show
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.claim_document import Claim, EnrollmentSet, Figure

MOST_MISSES = 2
ZERO = Fraction(0)


@dataclass(frozen=True)
class Implied:
    """FTE in post that one figure implies: `low` to `high`, each end belonging to it or not; `high` None is no end."""

    school: str
    role: Role
    low: Fraction
    high: Fraction | None
    has_low: bool = True
    has_high: bool = True

    @property
    def is_possible(self) -> bool:
        """Whether any number from zero up lies in it."""
        if self.high is None or self.high > 0:
            return True
        return self.high == 0 and self.has_high

    def holds(self, fte: Fraction) -> bool:
        """Tell whether a number in post gives the published figure."""
        above = fte >= self.low if self.has_low else fte > self.low
        return above and (self.high is None or (fte <= self.high if self.has_high else fte < self.high))

    def __str__(self) -> str:
        low = max(self.low, ZERO)
        if self.high is None:
            return f"{show(low)} or more" if self.has_low or self.low < 0 else f"more than {show(low)}"
        if self.low == self.high:
            return show(self.low)
        if self.has_high and not self.has_low and self.low >= 0:
            return f"above {show(low)}, up to {show(self.high)}"
        return f"{show(low)} to {'' if self.has_high else 'below '}{show(self.high)}"


@dataclass(frozen=True)
class Tried:
    """One convention on one enrollment, what it implies, and which figures it cannot give."""

    enrollment: EnrollmentSet
    ratios: tuple[tuple[Role, Fraction], ...]
    rounding: Rounding
    implied: tuple[Implied, ...]
    misses: tuple[str, ...]

    @property
    def name(self) -> str:
        """The convention in words."""
        ratios = ", ".join(f"{role.label} {show(ratio)}" for role, ratio in self.ratios)
        year = show_school_year(self.enrollment.school_year)
        hindsight = "" if self.enrollment.known_then else ", not published then"
        return f"enrollment {year}{hindsight}; {ratios}; {self.rounding}"

    def as_json(self) -> dict[str, Any]:
        """Return the convention as ``--json`` prints it."""
        step = self.rounding.step
        return {
            "convention": self.name,
            "direction": self.rounding.direction.value,
            "enrollment": self.enrollment.key,
            "implied_in_post": [
                {"school": one.school, "role": one.role.value, "fte": str(one)} for one in self.implied
            ],
            "known_then": self.enrollment.known_then,
            "level": "school",
            "misses": list(self.misses),
            "order": self.rounding.order.value,
            "ratios": {role.value: float(ratio) for role, ratio in self.ratios},
            "step": "exact" if step is None else show(step),
        }


@dataclass(frozen=True)
class ClaimResult:
    """What the checker found; `facts` hold whatever the enrollment."""

    published: dict[str, Any]
    fits: tuple[Tried, ...]
    near: tuple[Tried, ...]
    settled: bool
    why: str
    facts: tuple[str, ...]
    tried: int

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed claim --json`` prints."""
        return {
            "facts": list(self.facts),
            "fits": [one.as_json() for one in self.fits],
            "near": [one.as_json() for one in self.near],
            "published": self.published,
            "settled": self.settled,
            "tried": self.tried,
            "why": self.why,
        }


def check_claim(claim: Claim) -> ClaimResult:
    """
    Return every stated convention that can give the published figures, and those that nearly can.

    Parameters
    ----------
    claim : Claim
        Figures in FTE by school and role; enrollments; ratio variants; in-post FTE where it is known.

    Returns
    -------
    ClaimResult
        Near are conventions that miss at most two figures, or whose enrollment does not cover every school.

    Notes
    -----
    Rules C1 to C3. A figure by school cannot come from one need for the whole district, so the level is the school.
    """
    tried = list(_conventions(claim))
    whole = [one for one in tried if set(claim.schools) <= set(one.enrollment.students)]
    fits = tuple(one for one in whole if not one.misses)
    near = tuple(one for one in tried if one not in fits and len(one.misses) <= MOST_MISSES)
    sets = list({one.enrollment.key: one.enrollment for one in whole}.values())
    known = bool(sets) and all(
        claim.fte_in_post(one, figure.school, figure.role) is not None for one in sets for figure in claim.figures
    )
    return ClaimResult(
        published=_published(claim),
        fits=fits,
        near=near,
        settled=known and len(fits) == 1,
        why=_why(fits, known) if tried else _NOTHING_TRIED,
        facts=tuple(_facts(claim)),
        tried=len(tried),
    )


def _conventions(claim: Claim) -> Iterator[Tried]:
    sets = [one for one in claim.enrollment if one.students]
    variants = [[(entry.role, ratio) for ratio in entry.students_per_fte] for entry in claim.ratios]
    roundings = [Rounding(*terms) for terms in product(claim.steps, claim.directions, claim.orders)]
    exact_seen = False
    for rounding in roundings:
        if rounding.step is None and exact_seen:
            continue  # unrounded, direction and order make no difference
        exact_seen = exact_seen or rounding.step is None
        for enrollment, ratios in product(sets, product(*variants)):
            yield _tried(claim, enrollment, ratios, rounding)


def _tried(
    claim: Claim, enrollment: EnrollmentSet, ratios: tuple[tuple[Role, Fraction], ...], rounding: Rounding
) -> Tried:
    by_role = dict(ratios)
    implied: list[Implied] = []
    misses: list[str] = []
    for figure in claim.figures:
        where = f"{figure.school}, {figure.role.label}"
        if figure.school not in enrollment.students:
            if figure.school not in {miss.split(":")[0] for miss in misses}:
                misses.append(f"{figure.school}: no enrollment")
            continue
        need = enrollment.students[figure.school] / by_role[figure.role]
        one = implied_in_post(figure, need, rounding)
        implied.append(one)
        fte = claim.fte_in_post(enrollment, figure.school, figure.role)
        if fte is not None and not one.holds(fte):
            misses.append(f"{where}: {show(fte)} in post, {one} implied")
        elif not one.is_possible:
            misses.append(f"{where}: the need of {show(rounding(need))} is below the {show(figure.additional)} claimed")
    return Tried(enrollment, ratios, rounding, tuple(implied), tuple(misses))


def implied_in_post(figure: Figure, need: Fraction, rounding: Rounding) -> Implied:
    """
    Return the FTE in post under which a need gives a published figure.

    Parameters
    ----------
    figure : Figure
        Additional FTE as published.
    need : Fraction
        Exact need in FTE.
    rounding : Rounding

    Notes
    -----
    Rule G2 turned round. A figure of zero says only that staff in post is enough.
    """
    where, claimed, step = (figure.school, figure.role), figure.additional, rounding.step
    if step is None or rounding.order is Order.ROUND_THEN_SUBTRACT:
        exactly = rounding(need) - claimed
        return Implied(*where, exactly, None if claimed == 0 else exactly)
    middle = need - claimed
    if (claimed / step).denominator != 1:
        return Implied(*where, ZERO, Fraction(-1))
    if rounding.direction is Direction.UP:
        return Implied(*where, middle, None if claimed == 0 else middle + step, has_high=False)
    if rounding.direction is Direction.DOWN:
        return Implied(*where, middle - step, None if claimed == 0 else middle, has_low=False)
    half = step / 2
    return Implied(*where, middle - half, None if claimed == 0 else middle + half, has_low=False)


def _published(claim: Claim) -> dict[str, Any]:
    roles = {entry.role.value: ZERO for entry in claim.ratios}
    schools = dict.fromkeys(claim.schools, ZERO)
    for figure in claim.figures:
        roles[figure.role.value] += figure.additional
        schools[figure.school] += figure.additional
    total = sum(schools.values(), ZERO)
    return {
        "by_role": {role: float(count) for role, count in roles.items()},
        "by_school": {school: float(count) for school, count in schools.items()},
        "claimed_by": claim.claimed_by,
        "claimed_on": claim.claimed_on.isoformat(),
        "figures_add_up": None if claim.total is None else total == claim.total,
        "sum_of_figures": float(total),
        "title": claim.title,
        "total": None if claim.total is None else float(claim.total),
    }


_NOTHING_TRIED = (
    "No enrollment of the schools of the claim is at hand, so no convention could be tried. Students and staff of every school, "
    "as in the district's own roster, would settle it."
)


def _why(fits: Sequence[Tried], known: bool) -> str:
    count = f"{len(fits)} of the conventions tried"
    if not known:
        verb = "could give" if fits else "give"
        return (
            f"{count if fits else 'None of the conventions tried'} {verb} the published figures, each with other staff "
            "in post. Staff in post is not at hand for every school and role, so the claim cannot be settled without "
            "the roster."
        )
    if not fits:
        return "No convention tried gives the published figures with the staff in post at hand."
    if len(fits) == 1:
        return f"One convention gives every published figure: {fits[0].name}."
    return f"{count} give every published figure; nothing here says which was used."


def _facts(claim: Claim) -> Iterator[str]:
    """Yield what two roles of one ratio tell of each other: equal needs, so their gaps differ as their staff does."""
    ratios = {entry.role: tuple(entry.students_per_fte) for entry in claim.ratios}
    figures = {(figure.school, figure.role): figure.additional for figure in claim.figures}
    roles = list(ratios)
    for index, first in enumerate(roles):
        for second in roles[index + 1 :]:
            if ratios[first] != ratios[second] or len(ratios[first]) != 1:
                continue
            fewer = {
                school: figures[school, second] - figures[school, first]
                for school in claim.schools
                if figures.get((school, first)) and figures.get((school, second))
            }
            for word, sign in (("fewer", 1), ("more", -1)):
                parts = [f"{school} {show(sign * count)}" for school, count in fewer.items() if sign * count > 0]
                if parts:
                    yield (
                        f"If both roles are held to {show(ratios[first][0])} students per FTE and their needs are "
                        f"rounded alike before subtracting, then whatever the enrollment these schools have {word} "
                        f"{second.plural} than {first.plural} in post, by: {', '.join(parts)}."
                    )
