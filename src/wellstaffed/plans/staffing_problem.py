"""What a placement must decide: which posts, at which school, in which year, within which limits; exact numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, combinations

from wellstaffed.core.roles import Role

Years = tuple[Fraction, ...]


class Aim(StrEnum):
    """What a plan is for (rule P5)."""

    MOST_NEED_MET = "most-need-met"
    WORST_OFF_FIRST = "worst-off-first"
    PROPORTIONAL = "proportional"


@dataclass(frozen=True)
class Cell:
    """
    One role at one school.

    Parameters
    ----------
    school : int
        Place in the problem's list of schools.
    role : Role
    need, have : Fraction
        FTE; what the standard or the request asks for, and what is in post.
    weight : Fraction
        What one FTE of need counts beside one of another role.
    least : tuple of Fraction, optional
        FTE that must be in place in each year, whatever the need (a minimum); empty for none.
    """

    school: int
    role: Role
    need: Fraction
    have: Fraction
    weight: Fraction = Fraction(1)
    least: Years = ()

    def sizes(self, step: Fraction) -> tuple[Fraction, ...]:
        """Return the FTE of each post that can be placed here, in order; the last may be a part of a step."""
        wanted = max(self.need, *self.least) if self.least else self.need
        missing, sizes = wanted - self.have, []
        while missing > 0:
            sizes.append(min(step, missing))
            missing -= step
        return tuple(sizes)

    def gains(self, step: Fraction) -> tuple[Fraction, ...]:
        """
        Return what each post counts: the fall in squared shortfall, as a share of need, times need and weight.

        Never rising from one post to the next; zero for posts above need, which only a minimum asks for.
        """
        gains, in_place = [], self.have
        for size in self.sizes(step):
            before, after = max(Fraction(0), self.need - in_place), max(Fraction(0), self.need - in_place - size)
            gains.append(self.weight * (before**2 - after**2) / self.need if self.need else Fraction(0))
            in_place += size
        return tuple(gains)

    def met(self, placed: Fraction) -> Fraction:
        """Return the FTE of need that `placed` more FTE meet here."""
        return min(placed, max(Fraction(0), self.need - self.have))


@dataclass(frozen=True)
class Fund:
    """Money for posts: dollars by year, and the roles it may pay for; `dollars` None is without limit."""

    key: str
    label: str
    pays_for: frozenset[Role]
    dollars: Years | None


@dataclass(frozen=True)
class HiringLimit:
    """The most that can be hired of a role in each year (rule P3): FTE, or people under a sharing rule."""

    role: Role
    a_year: Years


@dataclass(frozen=True)
class Sharing:
    """One person of up to 1.0 FTE serves at most `most_schools` schools of one cluster (rule P3 then counts people)."""

    most_schools: int
    clusters: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Departure:
    """
    The officers of one school who may leave under an option.

    Parameters
    ----------
    school : int
    officers : Fraction
        How many leave; negative where officers are added.
    first : int
        Place, in the problem's years, of the first school year without them.
    freed : tuple of Fraction
        Dollars of each year that come back if they are gone in it; zero where nothing returns (rule P2).
    """

    school: int
    officers: Fraction
    first: int
    freed: Years


@dataclass(frozen=True)
class Problem:
    """
    Everything that a placement obeys.

    Parameters
    ----------
    schools : tuple of str
    years : tuple of int
        The years in which the school years end.
    step : Fraction
        FTE of one post.
    cells : tuple of Cell
    prices : dict of Role to tuple of Fraction
        Dollars per FTE by year.
    funds : tuple of Fund
    hiring : tuple of HiringLimit
    sharing : Sharing, optional
    departures : tuple of Departure
    services : tuple of Fraction, optional
        Dollars of each year that changed police services bring back to the district; negative where they cost more.
    freed_to : {"posts", "school", "nobody"}
        Whether freed money pays posts anywhere, only at the school that it comes from, or none.
    freed_next_year : bool
        Freed money can be spent a year after the officers have left, not in the same year.
    caveat : bool
        Rule P6: officers leave a school only in a year in which all its cells are at need.
    all_at_need_by, gone_by : int, optional
        Places of years by which every cell must be at need, and by which the officers must be gone.
    worth_of_departure : Fraction
        What the leaving of a school's officers counts in the aim, by year; zero unless the plan says otherwise.
    aim : Aim
    divisor : {"adams", "hill", "webster", "jefferson"}
        For the proportional aim.
    """

    schools: tuple[str, ...]
    years: tuple[int, ...]
    step: Fraction
    cells: tuple[Cell, ...]
    prices: dict[Role, Years]
    funds: tuple[Fund, ...]
    hiring: tuple[HiringLimit, ...] = ()
    sharing: Sharing | None = None
    departures: tuple[Departure, ...] = ()
    services: Years = ()
    freed_to: str = "posts"
    freed_next_year: bool = False
    caveat: bool = False
    all_at_need_by: int | None = None
    gone_by: int | None = None
    worth_of_departure: Fraction = Fraction(0)
    aim: Aim = Aim.MOST_NEED_MET
    divisor: str = "webster"

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles, in the order of the cells."""
        return tuple(dict.fromkeys(cell.role for cell in self.cells))

    @cached_property
    def sizes(self) -> tuple[tuple[Fraction, ...], ...]:
        """The FTE of each post that can be placed, by cell."""
        return tuple(cell.sizes(self.step) for cell in self.cells)

    @cached_property
    def gains(self) -> tuple[tuple[Fraction, ...], ...]:
        """What each post counts, by cell."""
        return tuple(cell.gains(self.step) for cell in self.cells)

    @cached_property
    def placed(self) -> tuple[tuple[Fraction, ...], ...]:
        """The FTE of no post, of one post, of two and so on, by cell."""
        return tuple(tuple(accumulate(sizes, initial=Fraction(0))) for sizes in self.sizes)

    def waits(self, departure: Departure) -> bool:
        """Tell whether officers may leave only once their school is at need (rule P6); added officers wait for nothing."""
        return self.caveat and departure.officers > 0

    def freed_in(self, departure: Departure, year: int) -> tuple[Fraction, int]:
        """Return the dollars that a departure brings in a year, and the year in which the officers must be gone for it."""
        gone = year - 1 if self.freed_next_year else year
        return (departure.freed[gone], gone) if gone >= departure.first else (Fraction(0), gone)

    def certain(self, year: int) -> Fraction:
        """Return the dollars of a year that no post decides: of changed services, and what added officers cost (negative)."""
        added = (self.freed_in(one, year)[0] for one in self.departures if one.officers < 0)
        return sum(added, self.services[year] if self.services else Fraction(0))

    def pays_posts(self, departure: Departure) -> bool:
        """Tell whether the money that a departure brings back may pay posts of any school."""
        return departure.officers > 0 and self.freed_to == "posts"


@dataclass(frozen=True)
class MoneyLimit:
    """
    A set of roles whose joint cost is bounded by what some funds can pay.

    ``with_police`` says that the set holds what added officers and dearer services cost, which only funds without a list of
    roles pay.
    """

    roles: frozenset[Role]
    funds: tuple[int, ...]
    with_police: bool = False

    def dollars(self, problem: Problem, year: int) -> Fraction:
        """Return what the set can draw on in a year, freed money that waits for posts not counted."""
        there = sum(((problem.funds[one].dollars or ())[year] for one in self.funds), Fraction(0))
        certain = problem.certain(year)
        return there + (certain if certain > 0 or self.with_police else 0)


def money_limits(problem: Problem) -> list[MoneyLimit]:
    """
    Return the sets of roles whose joint cost bounds what the funds can pay, each with the funds that it may draw on.

    Notes
    -----
    Funds can pay a bill by role exactly if every set of roles costs no more than the funds that may pay any of them
    (Gale 1957, A theorem on flows in networks). Of the sets that draw on the same funds only the largest is kept; a set
    that an unlimited fund can pay bounds nothing.
    """
    everything = frozenset(problem.roles)
    has_bill = any(problem.certain(year) < 0 for year in range(len(problem.years)))
    kept: dict[tuple[tuple[int, ...], bool], frozenset[Role]] = {}
    for with_police in (False, True) if has_bill else (False,):
        for size in range(0 if with_police else 1, len(problem.roles) + 1):
            for chosen in combinations(problem.roles, size):
                roles = frozenset(chosen)
                funds = tuple(
                    place
                    for place, fund in enumerate(problem.funds)
                    if fund.pays_for & roles or (with_police and fund.pays_for >= everything)
                )
                if all(problem.funds[place].dollars is not None for place in funds):
                    key = (funds, with_police)
                    kept[key] = kept.get(key, frozenset()) | roles
    return [MoneyLimit(roles, funds, with_police) for (funds, with_police), roles in kept.items()]
