"""What the posts of a gap cost, by role and school year (rule P2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wellstaffed.core.roles import Role
from wellstaffed.gaps.gap_row import GapTotal


@dataclass(frozen=True)
class PostPrice:
    """
    Price of one full-time post of a role: dollars a year.

    Parameters
    ----------
    role : Role
    salary : Fraction
        Dollars a year, before benefits.
    benefits_rate : Fraction
        Benefits as a share of salary.
    source, place : str
        Where the salary comes from, and of which place it is.
    """

    role: Role
    salary: Fraction
    benefits_rate: Fraction
    source: str
    place: str

    @property
    def per_fte(self) -> Fraction:
        """Salary and benefits of 1.0 FTE, dollars a year."""
        return self.salary * (1 + self.benefits_rate)


@dataclass(frozen=True)
class YearCost:
    """Dollars in one school year, from `low` to `high`; equal where the gap is known."""

    school_year: int
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class RoleCost:
    """Cost of one role's gap over the years asked for."""

    price: PostPrice
    gap_low: Fraction
    gap_high: Fraction
    is_known: bool
    years: tuple[YearCost, ...]


def role_cost(
    total: GapTotal, price: PostPrice, *, growth_rate: Fraction, school_years: Sequence[int]
) -> RoleCost | None:
    """
    Return what filling one role's gap costs, every year at full strength.

    Parameters
    ----------
    total : GapTotal
        One role; gaps in FTE.
    price : PostPrice
        Dollars a year per FTE in the first of `school_years`.
    growth_rate : Fraction
        Added to the price each year after the first, compounding.
    school_years : sequence of int
        The years they end in, in order.

    Returns
    -------
    RoleCost or None
        None where not even a bound of the gap is known.

    Notes
    -----
    Rules P2, G5 and M2: an unknown gap is costed at both its bounds, never at zero.
    """
    if total.gap_low is None or total.gap_high is None:
        return None
    low, high = total.gap_low * price.per_fte, total.gap_high * price.per_fte
    years = tuple(
        YearCost(year, low * (1 + growth_rate) ** index, high * (1 + growth_rate) ** index)
        for index, year in enumerate(school_years)
    )
    return RoleCost(price, total.gap_low, total.gap_high, total.unknown_schools == 0, years)


def cost_totals(lines: Sequence[RoleCost]) -> tuple[YearCost, ...]:
    """Return the sum over roles, year by year; empty for no lines."""
    by_year = zip(*(line.years for line in lines), strict=True)
    return tuple(
        YearCost(
            years[0].school_year, sum((y.low for y in years), Fraction(0)), sum((y.high for y in years), Fraction(0))
        )
        for years in by_year
    )
