"""A placement problem as a mixed-integer program: one yes-or-no per post and year, rows for every rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from wellstaffed.core.roles import Role
from wellstaffed.plans.staffing_problem import Departure, HiringLimit, Problem, money_limits

THOUSAND = 1000.0  # dollars stand in thousands, so that the solver's tolerance is a tenth of a cent
NODES = 400_000  # a limit of nodes, not of time: the same on every machine


@dataclass(frozen=True)
class Solved:
    """What the solver says: a whole-number answer or None, and its proof."""

    values: np.ndarray | None
    is_optimal: bool
    bound: float


Row = tuple[dict[int, float], float, float]


@dataclass
class PlacementModel:
    """
    The program of a problem. Column ``post[cell, k, year]`` says that the (k + 1)-th post stands in a year.

    Notes
    -----
    Posts of a cell stand in order and stay (rule P4). Falling gains make the relaxation tight. Rows are added in one fixed
    order, so that the same problem is the same program and gives the same answer.
    """

    problem: Problem
    post: dict[tuple[int, int, int], int] = field(default_factory=dict)
    gone: dict[tuple[int, int], int] = field(default_factory=dict)
    own: dict[tuple[int, Role, int], int] = field(default_factory=dict)
    people: dict[tuple[int, Role, int], int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sizes = [cell.sizes(self.problem.step) for cell in self.problem.cells]
        self._add_posts()
        self._add_departures()
        self._add_money()
        self._add_hiring()

    @property
    def years(self) -> range:
        """Places of the years."""
        return range(len(self.problem.years))

    def column(self, low: float, high: float, *, whole: bool) -> int:
        """Add a column and return its place."""
        self.low.append(low)
        self.high.append(high)
        self.whole.append(int(whole))
        return len(self.low) - 1

    def row(self, terms: Mapping[int, float], low: float = -np.inf, high: float = np.inf) -> None:
        """Add the rule that the sum of terms lies between `low` and `high`."""
        self.rows.append((dict(terms), low, high))

    def _add_posts(self) -> None:
        for place, cell in enumerate(self.problem.cells):
            for year in self.years:
                wanted = _least_posts(cell.have, cell.least[year], self.sizes[place]) if cell.least else 0
                if self.problem.all_at_need_by is not None and year >= self.problem.all_at_need_by:
                    wanted = max(wanted, _least_posts(cell.have, cell.need, self.sizes[place]))
                for k in range(len(self.sizes[place])):
                    self.post[place, k, year] = self.column(1.0 if k < wanted else 0.0, 1.0, whole=True)
        for (place, k, year), column in self.post.items():
            if k:
                self.row({self.post[place, k - 1, year]: 1.0, column: -1.0}, low=0.0)
            if year:
                self.row({column: 1.0, self.post[place, k, year - 1]: -1.0}, low=0.0)

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
            for year in self.years:
                if year < departure.first:
                    continue
                must = self.problem.gone_by is not None and year >= max(self.problem.gone_by, departure.first)
                waits = self.problem.waits(departure)
                column = self.column(1.0 if must or not waits else 0.0, 1.0, whole=True)
                self.gone[place, year] = column
                if waits:
                    self._tie_to_need(column, self._last_posts(departure.school, year))

    def _tie_to_need(self, gone: int, last: list[int]) -> None:
        """Officers are gone exactly in the years in which every cell of the school is at need (rule P6)."""
        for column in last:
            self.row({column: 1.0, gone: -1.0}, low=0.0)
        self.row({gone: 1.0} | dict.fromkeys(last, -1.0), low=1.0 - len(last))

    def _freed_terms(self, departures: Iterable[tuple[int, Departure]], year: int) -> dict[int, float]:
        terms = {}
        for place, departure in departures:
            dollars, since = self.problem.freed_in(departure, year)
            if dollars and (place, since) in self.gone:
                terms[self.gone[place, since]] = float(dollars) / THOUSAND
        return terms

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
            freed = self._freed_terms(departures, year) if self.problem.freed_to == "posts" else {}
            for roles, funds in money_limits(self.problem):
                terms = self._cost_terms(roles, year)
                terms |= {column: -dollars for column, dollars in freed.items()}
                terms |= {
                    column: -1.0 for (_, role, when), column in self.own.items() if when == year and role in roles
                }
                there = sum((self.problem.funds[one].dollars or ())[year] for one in funds)
                self.row(terms, high=float(there) / THOUSAND)

    def _add_own_money(self, departures: list[tuple[int, Departure]]) -> None:
        """Freed money that stays at its school pays posts of that school, of any role."""
        for school in sorted({departure.school for _, departure in departures}):
            here = [(place, one) for place, one in departures if one.school == school]
            for year in self.years:
                paid = {}
                for role in self.problem.roles:
                    column = self.own[school, role, year] = self.column(0.0, np.inf, whole=False)
                    costs = self._cost_terms(frozenset({role}), year, school)
                    self.row({column: 1.0} | {post: -cost for post, cost in costs.items()}, high=0.0)
                    paid[column] = 1.0
                freed = self._freed_terms(here, year)
                self.row(paid | {column: -dollars for column, dollars in freed.items()}, high=0.0)

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
            self.row(terms, high=float(limit.a_year[year]))

    def _limit_people(self, limit: HiringLimit) -> None:
        assert self.problem.sharing is not None
        clusters = self.problem.sharing.clusters
        for year in self.years:
            hired = {}
            for place, schools in enumerate(clusters):
                fte = self.fte_terms(limit.role, year, schools)
                column = self.people[place, limit.role, year] = self.column(
                    0.0, 1.0 + sum(fte.values()) * 10, whole=True
                )
                self.row({column: 1.0} | {post: -size for post, size in fte.items()}, low=0.0)
                hired[column] = 1.0
                if year:
                    before = self.people[place, limit.role, year - 1]
                    hired[before] = -1.0
                    self.row({column: 1.0, before: -1.0}, low=0.0)
            self.row(hired, high=float(limit.a_year[year]))

    def gain_terms(self) -> dict[int, float]:
        """Return the columns with what they count in the aim *most need met*."""
        terms = {}
        for place, cell in enumerate(self.problem.cells):
            gains = cell.gains(self.problem.step)
            for year in self.years:
                for k, gain in enumerate(gains):
                    if gain:
                        terms[self.post[place, k, year]] = float(gain)
        worth = float(self.problem.worth_of_departure)
        return terms | (dict.fromkeys(self.gone.values(), worth) if worth else {})

    def cost_terms(self) -> dict[int, float]:
        """Return the columns with what they cost over all years, in thousands of dollars."""
        terms: dict[int, float] = {}
        for year in self.years:
            terms |= self._cost_terms(frozenset(self.problem.roles), year)
        return terms

    def solve(self, maximise: Mapping[int, float], *, gap: float = 0.0) -> Solved:
        """Return the answer that maximises the sum of terms, proven to a share `gap`; the same on every run."""
        if not self.low:
            return Solved(np.zeros(0), True, 0.0)
        top = max((abs(term) for term in maximise.values()), default=1.0) or 1.0
        scale = 1e4 / top  # the solver stops at an absolute gap of 1e-6, whatever the relative one
        objective = np.zeros(len(self.low))
        for column, term in maximise.items():
            objective[column] = -term * scale
        found = milp(
            objective,
            integrality=np.array(self.whole),
            bounds=Bounds(np.array(self.low), np.array(self.high)),
            constraints=self._constraints(),
            options={"mip_rel_gap": gap, "node_limit": NODES, "presolve": True},
        )
        return _solved(found, scale)

    def _constraints(self) -> list[LinearConstraint]:
        if not self.rows:
            return []
        starts, columns, terms = [0], [], []
        for row, _, _ in self.rows:
            columns += list(row)
            terms += list(row.values())
            starts.append(len(columns))
        matrix = csr_array((terms, columns, starts), shape=(len(self.rows), len(self.low)))
        return [LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])]

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


def _solved(found: Any, scale: float) -> Solved:
    bound = -found.mip_dual_bound / scale if found.mip_dual_bound is not None else float("inf")
    if found.x is None:
        return Solved(None, found.status == 2, bound)
    return Solved(np.asarray(found.x), found.status == 0, bound)
