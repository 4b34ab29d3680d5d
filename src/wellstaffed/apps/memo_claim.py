"""The claim check as a memo prints it: sentences, the conventions that fit, and what a few of them imply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wellstaffed.core.exact import Direction, Order, show
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.claim import ClaimResult, Tried
from wellstaffed.gaps.claim_document import Claim, EnrollmentSet
from wellstaffed.reports.memo_content import ClaimFigure, ClaimSection


@dataclass(frozen=True)
class ClaimAnswer:
    """A claim and what the checker found."""

    claim: Claim
    result: ClaimResult

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        return self.result.as_json()

    def words(self) -> ClaimSection:
        """Return the finding as the memo prints it."""
        return claim_words(self.claim, self.result)


def claim_words(claim: Claim, result: ClaimResult) -> ClaimSection:
    """
    Return the section on a claim.

    The table shows whole posts, the need rounded before subtracting, on each enrollment that covers every school, with
    the first ratio that the claim document gives for each role; all other conventions are in ``wellstaffed claim``.
    """
    shown = [one for one in result.fits if _is_shown(claim, one)]
    return ClaimSection(
        title=claim.title,
        published_total=claim.total,
        sentences=(
            _sums(claim, result),
            result.why
            + (
                f" {result.tried} combinations of enrollment, ratio, step, direction and order were tried."
                if result.tried
                else ""
            ),
            *_bases(claim),
            *result.facts,
            "What a convention implies to be in post is arithmetic, not a figure anyone reported.",
        ),
        conventions=tuple(one.name for one in shown),
        figures=tuple(
            ClaimFigure(
                figure.school,
                figure.role,
                figure.additional,
                tuple((_short(one), str(one.implied[index])) for one in shown),
            )
            for index, figure in enumerate(claim.figures)
        ),
    )


def _bases(claim: Claim) -> list[str]:
    """Return on which figures the conventions were tried, where a set has staff in post or is of the article itself."""
    told = [
        f"Tried on {show_school_year(one.school_year)}, {_what(one)} ({one.source}{f': “{one.said}”' if one.said else ''}"
        f"{'' if one.known_then else ', published after the claim'})."
        for one in claim.enrollment
        if one.students and (one.in_post or one.said)
    ]
    return [*told, *([claim.note] if claim.note else [])]


def _what(one: EnrollmentSet) -> str:
    """Return what a set gives: "9,100 students, counselor 22 in post", or that it gives both by school."""
    if len(one.students) > 1:
        return "students and staff in post by school" if one.in_post else "students by school"
    school, students = next(iter(one.students.items()))
    staff = [f"{role.label} {show(fte)}" for role, fte in one.in_post.get(school, {}).items()]
    return f"{school}: {students:,} students" + (f", {', '.join(staff)} in post" if staff else "")


def _sums(claim: Claim, result: ClaimResult) -> str:
    published = result.published
    schools = ", ".join(f"{school} {published['by_school'][school]:g}" for school in claim.schools)
    sum_of_figures, said = f"{published['sum_of_figures']:g}", f"{claim.claimed_by} published"
    on = claim.claimed_on.isoformat()
    if claim.total is None:
        roles = ", ".join(f"{Role(role).label} {count:g}" for role, count in published["by_role"].items())
        return f"{said} figures by role on {on}, and no total: {roles}. They add up to {sum_of_figures}."
    same = "that total" if published["figures_add_up"] else sum_of_figures
    return f"{said} {show(claim.total)} additional staff on {on}: {schools}. The figures by school and role add up to {same}."


def _is_shown(claim: Claim, one: Tried) -> bool:
    first = tuple((entry.role, entry.students_per_fte[0]) for entry in claim.ratios)
    rounding = one.rounding
    return (
        one.ratios == first
        and rounding.step == 1
        and rounding.order is Order.ROUND_THEN_SUBTRACT
        and (one.enrollment.known_then or rounding.direction is Direction.NEAREST)
    )


def _short(one: Tried) -> str:
    hindsight = "" if one.enrollment.known_then else " (hindsight)"
    return f"{show_school_year(one.enrollment.school_year)}{hindsight}, {one.rounding.direction.value}"
