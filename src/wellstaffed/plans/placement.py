"""A placement of posts: what stands where in which year, what it costs, and whether it obeys every rule; exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from wellstaffed.core.roles import Role
from wellstaffed.plans.staffing_problem import Departure, Problem


@dataclass(frozen=True)
class Proof:
    """
    How good a placement is known to be (rule P7).

    ``bound`` is what no placement can exceed, in the units of ``value``; ``gap`` is the share by which the two differ.
    """

    status: str
    value: Fraction
    bound: float
    gap: float


@dataclass(frozen=True)
class Placement:
    """
    Posts in place and officers gone.

    Parameters
    ----------
    problem : Problem
    steps : tuple of tuple of int
        By cell, the number of posts in place in each year.
    gone : tuple of tuple of bool
        By departure, whether its officers are gone in each year.
    proof : Proof
    """

    problem: Problem
    steps: tuple[tuple[int, ...], ...]
    gone: tuple[tuple[bool, ...], ...]
    proof: Proof

    def fte(self, cell: int, year: int) -> Fraction:
        """Return the FTE placed in a cell by a year."""
        return self.problem.placed[cell][self.steps[cell][year]]

    def new_fte(self, cell: int, year: int) -> Fraction:
        """Return the FTE that a year adds to a cell."""
        return self.fte(cell, year) - (self.fte(cell, year - 1) if year else 0)

    def gross(self, year: int, roles: frozenset[Role] | None = None, school: int | None = None) -> Fraction:
        """Return the dollars that the placed posts cost in a year, of some roles or of one school if asked."""
        cost = Fraction(0)
        for place, cell in enumerate(self.problem.cells):
            if (roles is None or cell.role in roles) and (school is None or cell.school == school):
                cost += self.fte(place, year) * self.problem.prices[cell.role][year]
        return cost

    def freed(self, year: int, school: int | None = None) -> Fraction:
        """Return the dollars that come back in a year because officers have left; negative where officers are added.

        Changed services count with all schools together, not with one.
        """
        back = self.problem.services[year] if self.problem.services and school is None else Fraction(0)
        for gone, departure in zip(self.gone, self.problem.departures, strict=True):
            if school is None or departure.school == school:
                dollars, since = self.problem.freed_in(departure, year)
                back += dollars if since >= 0 and gone[since] else 0
        return back

    def met(self, year: int) -> Fraction:
        """Return the FTE of need that the placed posts meet in a year."""
        return sum((cell.met(self.fte(place, year)) for place, cell in enumerate(self.problem.cells)), Fraction(0))

    def left(self, year: int) -> Fraction:
        """Return the FTE still missing in a year."""
        return sum(
            (
                max(Fraction(0), cell.need - cell.have - self.fte(place, year))
                for place, cell in enumerate(self.problem.cells)
            ),
            Fraction(0),
        )

    def is_at_need(self, school: int, year: int) -> bool:
        """Tell whether every cell of a school is at need in a year."""
        return all(
            cell.have + self.fte(place, year) >= cell.need
            for place, cell in enumerate(self.problem.cells)
            if cell.school == school
        )


def value_of(problem: Problem, steps: tuple[tuple[int, ...], ...], gone: tuple[tuple[bool, ...], ...]) -> Fraction:
    """Return what the aim *most need met* counts, summed over the years: exact."""
    value = Fraction(0)
    for gains, by_year in zip(problem.gains, steps, strict=True):
        value += sum((sum(gains[:count], Fraction(0)) for count in by_year), Fraction(0))
    return value + problem.worth_of_departure * sum(sum(by_year) for by_year in gone)


def departed(problem: Problem, steps: tuple[tuple[int, ...], ...]) -> tuple[tuple[bool, ...], ...]:
    """Return in which years each departure's officers are gone: from its first year, under rule P6 once at need."""
    short = {
        (cell.school, year)
        for cell, placed, by_year in zip(problem.cells, problem.placed, steps, strict=True)
        for year, count in enumerate(by_year)
        if cell.have + placed[count] < cell.need
    }

    def gone(departure: Departure, year: int) -> bool:
        return year >= departure.first and not (problem.waits(departure) and (departure.school, year) in short)

    years = range(len(problem.years))
    return tuple(tuple(gone(departure, year) for year in years) for departure in problem.departures)


def coverage_levels(placement: Placement, year: int) -> list[Fraction]:
    """Return the share of need in place of each cell that has any, lowest first."""
    return sorted(
        (cell.have + placement.fte(place, year)) / cell.need
        for place, cell in enumerate(placement.problem.cells)
        if cell.need
    )
