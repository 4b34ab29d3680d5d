"""A placement problem as a mixed-integer program: one yes-or-no per post and year, rows for every rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from wellstaffed.core.roles import Role
from wellstaffed.plans.staffing_problem import Departure, HiringLimit, Problem, money_limits
from wellstaffed.plans.whole_program import WholeProgram

THOUSAND = 1000.0  # dollars stand in thousands, so that the solver's tolerance is a tenth of a cent


@dataclass
class PlacementModel:
    """
    The program of a problem. Column ``post[cell, k, year]`` says that the (k + 1)-th post stands in a year.

    Notes
    -----
    Posts of a cell stand in order and stay (rule P4). Falling gains make the relaxation tight. Officers who wait for nothing
    are gone from their first year and are no column; those who wait (rule P6) have one that is 1 exactly when the last post of
    every role stands. That the officers then stay away follows from the posts; the row for it makes the proof shorter.
    """

    problem: Problem
    program: WholeProgram = field(default_factory=WholeProgram)
    post: dict[tuple[int, int, int], int] = field(default_factory=dict)
    gone: dict[tuple[int, int], int] = field(default_factory=dict)
    own: dict[tuple[int, Role, int], int] = field(default_factory=dict)
    people: dict[tuple[int, Role, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sizes = self.problem.sizes
        self._add_posts()
        self._add_departures()
        self._add_money()
        self._add_hiring()

    @property
    def years(self) -> range:
        """Places of the years."""
        return range(len(self.problem.years))

    def _add_posts(self) -> None:
        for place, cell in enumerate(self.problem.cells):
            for year in self.years:
                wanted = _least_posts(cell.have, cell.least[year], self.sizes[place]) if cell.least else 0
                if self.problem.all_at_need_by is not None and year >= self.problem.all_at_need_by:
                    wanted = max(wanted, _least_posts(cell.have, cell.need, self.sizes[place]))
                for k in range(len(self.sizes[place])):
                    self.post[place, k, year] = self.program.column(1.0 if k < wanted else 0.0, 1.0, whole=True)
        for (place, k, year), column in self.post.items():
            if k:
                self.program.row({self.post[place, k - 1, year]: 1.0, column: -1.0}, low=0.0)
            if year:
                self.program.row({column: 1.0, self.post[place, k, year - 1]: -1.0}, low=0.0)

    def _last_posts(self, school: int, year: int) -> list[int]:
        """Return, of each cell of a school that is short, the column of the post that brings it to need."""
        columns = []
        for place, cell in enumerate(self.problem.cells):
            if cell.school == school and cell.need > cell.have:
                count = _least_posts(cell.have, cell.need, self.sizes[place])
                columns.append(self.post[place, count - 1, year])
        return columns

    def _add_departures(self) -> None:
        for place, departure in enumerate(self.problem.departures):
            if not self.problem.waits(departure):
                continue
            for year in range(departure.first, len(self.years)):
                must = self.problem.gone_by is not None and year >= max(self.problem.gone_by, departure.first)
                gone = self.gone[place, year] = self.program.column(float(must), 1.0, whole=True)
                last = self._last_posts(departure.school, year)
                for column in last:
                    self.program.row({column: 1.0, gone: -1.0}, low=0.0)
                self.program.row({gone: 1.0} | dict.fromkeys(last, -1.0), low=1.0 - len(last))
                if year > departure.first:
                    self.program.row({gone: 1.0, self.gone[place, year - 1]: -1.0}, low=0.0)

    def _freed(self, departures: Iterable[tuple[int, Departure]], year: int) -> tuple[dict[int, float], float]:
        """Return freed money in thousands: by column where officers wait, and in one sum where they do not."""
        terms, certain = {}, 0.0
        for place, departure in departures:
            dollars, since = self.problem.freed_in(departure, year)
            if (place, since) in self.gone:
                terms[self.gone[place, since]] = float(dollars) / THOUSAND
            elif not self.problem.waits(departure):
                certain += float(dollars) / THOUSAND
        return terms, certain

    def _cost_terms(self, roles: frozenset[Role], year: int, school: int | None = None) -> dict[int, float]:
        terms = {}
        for place, cell in enumerate(self.problem.cells):
            if cell.role in roles and school in (None, cell.school):
                price = self.problem.prices[cell.role][year]
                for k, size in enumerate(self.sizes[place]):
                    terms[self.post[place, k, year]] = float(size * price) / THOUSAND
        return terms

    def _add_money(self) -> None:
        departures = list(enumerate(self.problem.departures))
        if self.problem.freed_to == "school":
            self._add_own_money(departures)
        for year in self.years:
            paying = [(place, one) for place, one in departures if self.problem.pays_posts(one)]
            freed, certain = self._freed(paying, year)
            for limit in money_limits(self.problem):
                terms = self._cost_terms(limit.roles, year)
                terms |= {column: -dollars for column, dollars in freed.items()}
                terms |= {
                    column: -1.0 for (_, role, when), column in self.own.items() if when == year and role in limit.roles
                }
                there = float(limit.dollars(self.problem, year)) / THOUSAND
                self.program.row(terms, high=there + certain)

    def _add_own_money(self, departures: list[tuple[int, Departure]]) -> None:
        """Freed money that stays at its school pays posts of that school, of any role."""
        leaving = [(place, one) for place, one in departures if one.officers > 0]
        for school in sorted({departure.school for _, departure in leaving}):
            here = [(place, one) for place, one in leaving if one.school == school]
            for year in self.years:
                paid = {}
                for role in self.problem.roles:
                    column = self.own[school, role, year] = self.program.column(0.0, np.inf, whole=False)
                    costs = self._cost_terms(frozenset({role}), year, school)
                    self.program.row({column: 1.0} | {post: -cost for post, cost in costs.items()}, high=0.0)
                    paid[column] = 1.0
                freed, certain = self._freed(here, year)
                self.program.row(paid | {column: -dollars for column, dollars in freed.items()}, high=certain)

    def _add_hiring(self) -> None:
        for limit in self.problem.hiring:
            if self.problem.sharing is None:
                self._limit_fte(limit)
            else:
                self._limit_people(limit)

    def fte_terms(self, role: Role, year: int, schools: tuple[int, ...] | None = None) -> dict[int, float]:
        """Return the columns of a role's posts in a year with their FTE."""
        return {
            self.post[place, k, year]: float(size)
            for place, cell in enumerate(self.problem.cells)
            if cell.role is role and (schools is None or cell.school in schools)
            for k, size in enumerate(self.sizes[place])
        }

    def _limit_fte(self, limit: HiringLimit) -> None:
        for year in self.years:
            terms = self.fte_terms(limit.role, year)
            if year:
                terms |= {column: -fte for column, fte in self.fte_terms(limit.role, year - 1).items()}
            self.program.row(terms, high=float(limit.a_year[year]))

    def _limit_people(self, limit: HiringLimit) -> None:
        assert self.problem.sharing is not None
        clusters = self.problem.sharing.clusters
        for year in self.years:
            hired = {}
            for place, schools in enumerate(clusters):
                fte = self.fte_terms(limit.role, year, schools)
                column = self.people[place, limit.role, year] = self.program.column(
                    0.0, 1.0 + sum(fte.values()) * 10, whole=True
                )
                self.program.row({column: 1.0} | {post: -size for post, size in fte.items()}, low=0.0)
                hired[column] = 1.0
                if year:
                    before = self.people[place, limit.role, year - 1]
                    hired[before] = -1.0
                    self.program.row({column: 1.0, before: -1.0}, low=0.0)
            self.program.row(hired, high=float(limit.a_year[year]))

    def gain_terms(self) -> dict[int, Fraction]:
        """Return the columns with what they count in the aim *most need met*."""
        terms = {
            column: self.problem.gains[place][k]
            for (place, k, _), column in self.post.items()
            if self.problem.gains[place][k]
        }
        worth = self.problem.worth_of_departure
        return terms | (dict.fromkeys(self.gone.values(), worth) if worth else {})

    @property
    def gained_anyway(self) -> Fraction:
        """What the leaving of officers counts that no post decides."""
        free = sum(len(self.years) - one.first for one in self.problem.departures if not self.problem.waits(one))
        return self.problem.worth_of_departure * free

    def cost_terms(self) -> dict[int, float]:
        """Return the columns with what they cost over all years, in thousands of dollars."""
        terms: dict[int, float] = {}
        for year in self.years:
            terms |= self._cost_terms(frozenset(self.problem.roles), year)
        return terms

    def tie_terms(self, early: float) -> dict[int, float]:
        """
        Return the columns with what decides between plans that the aim counts alike, between 0 and 1 for every plan.

        The cheaper plan first, then the one whose posts stand earlier in the document; `early` is the share of the latter.
        """
        costs, count = self.cost_terms(), len(self.problem.cells)
        dearest = sum(costs.values()) or 1.0
        return {
            column: early * (count - place) / (count * len(self.post)) - (1.0 - early) * costs[column] / dearest
            for (place, _, _), column in self.post.items()
        }

    def steps(self, values: np.ndarray) -> tuple[tuple[int, ...], ...]:
        """Return the number of posts in place, by cell and year, of an answer."""
        return tuple(
            tuple(
                sum(round(values[self.post[place, k, year]]) for k in range(len(self.sizes[place])))
                for year in self.years
            )
            for place in range(len(self.problem.cells))
        )


def _least_posts(have: Fraction, wanted: Fraction, sizes: tuple[Fraction, ...]) -> int:
    """Return how many posts bring `have` to `wanted`."""
    count = 0
    while have < wanted and count < len(sizes):
        have += sizes[count]
        count += 1
    return count
