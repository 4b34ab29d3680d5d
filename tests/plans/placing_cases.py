"""Small districts for the tests of placing: made by Hypothesis, or drawn at random from a seed."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from wellstaffed.core.roles import SUPPORT_ROLES, Role
from wellstaffed.plans.placement import Placement, Proof, departed, value_of
from wellstaffed.plans.staffing_problem import Aim, Cell, Departure, Fund, HiringLimit, Problem, Sharing


@st.composite
def tiny_problems(draw: st.DrawFn, aim: Aim = Aim.MOST_NEED_MET) -> Problem:
    """A district of one to three schools, one or two roles and years, with any of the rules on."""
    years = draw(st.integers(1, 2))
    schools = draw(st.integers(1, 4 - years))  # few enough for every placement to be tried
    roles = SUPPORT_ROLES[: draw(st.integers(1, 2))]
    cells = []
    for school, role in product(range(schools), roles):
        need = draw(st.integers(1, 3 if years == 1 else 2))
        cells.append(
            Cell(school, role, Fraction(need), Fraction(draw(st.integers(0, need)), draw(st.sampled_from([1, 2]))))
        )
    prices = {role: (Fraction(draw(st.integers(60, 110))),) * years for role in roles}
    money = [draw(st.integers(0, 400)) for _ in range(years)]
    first = draw(st.integers(0, years))
    people = [Sharing(2, (tuple(range(schools)),)), Sharing(1, tuple((one,) for one in range(schools)))]
    leaving = [Departure(s, Fraction(1), first, (Fraction(draw(st.integers(0, 120))),) * years) for s in range(schools)]
    return Problem(
        schools=tuple(f"School {place}" for place in range(schools)),
        years=tuple(range(2021, 2021 + years)),
        step=Fraction(1),
        cells=tuple(cells),
        prices=prices,
        funds=(Fund("general", "General money", frozenset(roles), tuple(Fraction(one) for one in money)),),
        hiring=tuple(HiringLimit(role, (Fraction(draw(st.integers(0, 3))),) * years) for role in roles[:1]),
        sharing=draw(st.sampled_from([None, None, *people])),
        departures=tuple(leaving) if draw(st.booleans()) else (),
        freed_to=draw(st.sampled_from(["posts", "nobody", "school"])),
        freed_next_year=draw(st.booleans()),
        caveat=draw(st.booleans()),
        worth_of_departure=Fraction(draw(st.sampled_from([0, 0, 1])), 2),
        aim=aim,
    )


def every_placement(problem: Problem) -> list[Placement]:
    """Return every way to place posts in order and for good, whether it obeys the limits or not."""
    by_cell = []
    for cell in problem.cells:
        most = len(cell.sizes(problem.step))
        counts = product(range(most + 1), repeat=len(problem.years))
        by_cell.append([one for one in counts if list(one) == sorted(one)])
    made = []
    for steps in product(*by_cell):
        gone = departed(problem, steps)
        value = value_of(problem, steps, gone)
        made.append(Placement(problem, steps, gone, Proof("", value, float(value), 0.0)))
    return made


def random_district(
    seed: int, *, schools: int, years: int, caveat: bool = True, aim: Aim = Aim.MOST_NEED_MET
) -> Problem:
    """A district of four roles with two funds, hiring limits and an officer at every third school."""
    draw = random.Random(seed)
    roles: tuple[Role, ...] = SUPPORT_ROLES[:4]
    cells = []
    for school in range(schools):
        students = draw.randint(300, 2200)
        for role, ratio in zip(roles, (250, 700, 250, 750), strict=True):
            need = Fraction(max(1, round(students / ratio)))
            cells.append(Cell(school, role, need, Fraction(draw.randint(0, 2 * int(need)), 2)))
    missing = sum((max(Fraction(0), cell.need - cell.have) for cell in cells), Fraction(0))
    money = tuple(missing * 40_000 * (year + 1) / years for year in range(years))
    prices = {
        role: tuple(Fraction(price) * Fraction(51, 50) ** year for year in range(years))
        for role, price in zip(roles, (98_000, 105_000, 92_000, 101_000), strict=True)
    }
    health = tuple(Fraction(15_000 * schools) for _ in range(years))
    return Problem(
        schools=tuple(f"School {place}" for place in range(schools)),
        years=tuple(range(2021, 2021 + years)),
        step=Fraction(1),
        cells=tuple(cells),
        prices=prices,
        funds=(
            Fund("general", "General", frozenset(roles), money),
            Fund("health", "Health", frozenset(roles[1:]), health),
        ),
        hiring=tuple(HiringLimit(role, (Fraction(max(2, schools // 4)),) * years) for role in roles),
        departures=tuple(
            Departure(school, Fraction(1), min(1, years - 1), (Fraction(91_500),) * years)
            for school in range(0, schools, 3)
        ),
        caveat=caveat,
        aim=aim,
    )
