"""What a gap is made of: one row per school and rule, one total per rule (rule G9 says what each carries)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from wellstaffed.core.exact import Rounding
from wellstaffed.core.missing import Missing
from wellstaffed.core.roles import Role


@dataclass(frozen=True)
class GapTerms:
    """
    The conventions a row or total was computed under (rule G9).

    Parameters
    ----------
    standard_id : str
    on : date
        Day whose value of the standard applies.
    level : {"school", "district"}
    rounding : Rounding
    """

    standard_id: str
    on: date
    level: Literal["school", "district"]
    rounding: Rounding


@dataclass(frozen=True)
class GapRow:
    """
    Need and gap of one school (or one district, or one district pool) under one rule.

    ``need_exact`` is before rounding; ``need`` is the need as applied: rounded where the order is round-then-subtract,
    else exact. ``gap`` is never negative. Where FTE is unknown ``gap`` is None and ``gap_low``..``gap_high`` bound it
    (0 to need); where need is unknown too, the bounds are None. ``roles`` has several members for a pooled rule (G7).
    ``source`` is the key of the published source, or the file, sheet and row of a roster (rule V1).
    """

    order: int
    school_id: str
    school: str
    district: str
    school_year: int
    is_pool: bool
    roles: tuple[Role, ...]
    students: int | None
    students_missing: Missing | None
    fte: Fraction | None
    fte_missing: Missing | None
    need_exact: Fraction | None
    need: Fraction | None
    need_missing: str | None
    gap: Fraction | None
    gap_missing: str | None
    gap_low: Fraction | None
    gap_high: Fraction | None
    meets: bool | None
    binding: str
    terms: GapTerms
    flags: tuple[str, ...] = ()
    source: str = ""

    @property
    def students_per_fte(self) -> Fraction | None:
        """Students per FTE; None at zero or unknown FTE (rule G8): print "none" where `has_none`."""
        if self.students is None or not self.fte:
            return None
        return Fraction(self.students) / self.fte

    @property
    def has_none(self) -> bool:
        """Whether the school reported exactly zero FTE."""
        return self.fte == 0

    @property
    def role_name(self) -> str:
        """The role, or the pooled roles joined by ``+``."""
        return "+".join(role.value for role in self.roles)


@dataclass(frozen=True)
class GapTotal:
    """
    A sum over rows of one rule that hides no unknown (rules M2, G3).

    ``students`` and ``fte`` sum what is known and are None if nothing is. ``gap`` sums the known gaps;
    ``gap_low``..``gap_high`` bound the total with the unknown ones. ``unknown_schools`` counts rows whose gap is
    unknown; where it is not 0 every sum prints "at least".
    ``students_per_fte`` is the sum of students over the sum of FTE of the rows where both are known.
    """

    roles: tuple[Role, ...]
    schools: int
    unknown_schools: int
    students: int | None
    unknown_students: int
    fte: Fraction | None
    unknown_fte: int
    need: Fraction | None
    gap: Fraction | None
    gap_low: Fraction | None
    gap_high: Fraction | None
    students_per_fte: Fraction | None
    terms: GapTerms

    @property
    def role_name(self) -> str:
        """The role, or the pooled roles joined by ``+``."""
        return "+".join(role.value for role in self.roles)
