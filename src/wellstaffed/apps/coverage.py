"""What part of a role's need is in post, is missing, or is not known: the parts of a bar, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wellstaffed.core.exact import exact_sum, number, show
from wellstaffed.core.roles import Role
from wellstaffed.reports.words import capital, role_words

if TYPE_CHECKING:
    from wellstaffed.apps.gap_answer import GapAnswer
    from wellstaffed.gaps.gap_row import GapRow


@dataclass(frozen=True)
class Coverage:
    """
    The need of one rule over its schools, in FTE, cut in three.

    ``covered`` is need filled at schools whose gap is known, ``missing`` their gaps, ``unknown`` the need of schools that
    did not report staff; ``without_need`` counts schools of which not even the need is known.
    """

    standard_id: str
    roles: tuple[Role, ...]
    covered: Fraction
    missing: Fraction
    unknown: Fraction
    without_need: int

    @property
    def whole(self) -> Fraction:
        """The three together."""
        return self.covered + self.missing + self.unknown

    @property
    def name(self) -> str:
        """The roles in words, with a capital."""
        return capital(role_words(self.roles))

    @property
    def words(self) -> str:
        """The same in words."""
        if self.unknown and self.unknown == self.whole:
            said = f"how much is met and missing is not known: need {show(self.whole)} FTE"
            return said + self._without_need()
        parts = [f"{show(self.covered)} met", f"{show(self.missing)} missing"]
        if self.unknown:
            parts.append(f"{show(self.unknown)} not known")
        said = f"of {show(self.whole)} FTE needed, {', '.join(parts)}" if self.whole else "no need is known"
        return said + self._without_need()

    def _without_need(self) -> str:
        if not self.without_need:
            return ""
        return f"; the need of {self.without_need} {'school' if self.without_need == 1 else 'schools'} is not known"

    def share(self, part: str, width: int) -> float:
        """Return the length of a part in a bar of `width`."""
        value = {"covered": self.covered, "missing": self.missing, "unknown": self.unknown}[part]
        return round(float(value / self.whole) * width, 2) if self.whole else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the parts as JSON documents hold them."""
        return {
            "standard": self.standard_id, "roles": [role.value for role in self.roles],
            "need_covered_fte": number(self.covered), "missing_fte": number(self.missing),
            "not_known_fte": number(self.unknown), "schools_without_need": self.without_need,
        }  # fmt: skip


def coverage(answer: GapAnswer) -> list[Coverage]:
    """
    Return one coverage per rule, in the order of the answer.

    Notes
    -----
    Rules G3, G5, M2: a surplus covers nothing elsewhere, and what is unknown is a part of its own.
    """
    by_rule: dict[str, list[GapRow]] = {one.terms.standard_id: [] for one in answer.totals}
    for row in answer.rows:
        by_rule[row.terms.standard_id].append(row)
    return [_of_rows(name, rows) for name, rows in by_rule.items() if rows]


def _of_rows(name: str, rows: Sequence[GapRow]) -> Coverage:
    from wellstaffed.gaps.need import NOT_COVERED

    asked = [row for row in rows if not row.is_pool and not (row.need_missing or "").startswith(NOT_COVERED)]
    known = [(row.need, row.gap) for row in asked if row.need is not None and row.gap is not None]
    return Coverage(
        standard_id=name,
        roles=rows[0].roles,
        covered=exact_sum(max(Fraction(0), need - gap) for need, gap in known),
        missing=exact_sum(gap for _, gap in known),
        unknown=exact_sum(row.need for row in asked if row.need is not None and row.gap is None),
        without_need=sum(row.need is None for row in asked),
    )
