"""Placing posts: time and proof of ours beside PuLP with CBC and a plain scipy/HiGHS formulation, in one run. Prints two tables.

Run: python benchmarks/bench_plans.py [quick]

Every district is drawn from a seed: four roles in halves, two funds of which one pays three roles only, limits of hiring in
people, one person at up to three schools of a cluster of four, a counselor at least at each school from the second year, officers at every third
school who leave only once its posts are filled, their money paid into posts. The plain formulation is the textbook one: a
yes-or-no per post and year, money as a flow from funds to roles; it is spared the packing of parts into people that ours
checks. Peers get the same gap and a limit of time. Seconds are those of the processor, children included, which a shared machine
disturbs least; each is the best of its runs.
"""

from __future__ import annotations

import os
import platform
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pulp
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from wellstaffed.core.roles import SUPPORT_ROLES
from wellstaffed.plans import whole_program
from wellstaffed.plans.money_frontier import money_frontier
from wellstaffed.plans.place_posts import can_place, placement
from wellstaffed.plans.separable_plan import PostSteps, separable_plan
from wellstaffed.plans.staffing_problem import Aim, Cell, Departure, Fund, HiringLimit, Problem, Sharing

PEER_SECONDS = 60
RATIOS, PRICES = (250, 700, 250, 750), (98_000, 105_000, 92_000, 101_000)
Model = tuple[np.ndarray, np.ndarray, np.ndarray, list[tuple[dict[int, float], float, float]]]


def district(seed: int, schools: int, years: int) -> Problem:
    """Return a district with all rules on."""
    draw, roles = random.Random(seed), SUPPORT_ROLES[:4]
    cells = []
    for school in range(schools):
        students = draw.randint(300, 2200)
        for role, ratio in zip(roles, RATIOS, strict=True):
            need = Fraction(max(1, round(students / ratio)))
            least = (Fraction(0), *(Fraction(1),) * (years - 1)) if role is roles[0] else ()
            cells.append(Cell(school, role, need, Fraction(draw.randint(0, 2 * int(need)), 2), least=least))
    missing = sum((max(Fraction(0), cell.need - cell.have) for cell in cells), Fraction(0))
    money = tuple(missing * 40_000 * (year + 1) / years for year in range(years))
    return Problem(
        schools=tuple(f"School {place}" for place in range(schools)),
        years=tuple(range(2021, 2021 + years)),
        step=Fraction(1, 2),
        cells=tuple(cells),
        prices={
            role: tuple(Fraction(price) * Fraction(51, 50) ** year for year in range(years))
            for role, price in zip(roles, PRICES, strict=True)
        },
        funds=(
            Fund("general", "General", frozenset(roles), money),
            Fund("health", "Health", frozenset(roles[1:]), (Fraction(15_000 * schools),) * years),
        ),
        hiring=tuple(HiringLimit(role, (Fraction(max(2, schools // 4)),) * years) for role in roles),
        sharing=Sharing(3, tuple(tuple(range(at, min(at + 4, schools))) for at in range(0, schools, 4))),
        departures=tuple(Departure(at, Fraction(1), 1, (Fraction(91_500),) * years) for at in range(0, schools, 3)),
        caveat=True,
    )


def plain(problem: Problem) -> Model:
    """Return the textbook program: what to maximise, upper bounds, whole or not, rows."""
    worth: list[float] = []
    high: list[float] = []
    whole: list[int] = []
    rows: list[tuple[dict[int, float], float, float]] = []

    def column(value: float, top: float, kind: int) -> int:
        worth.append(value)
        high.append(top)
        whole.append(kind)
        return len(worth) - 1

    years, inf = range(len(problem.years)), np.inf
    post = {
        (place, k, year): column(float(gain), 1.0, 1)
        for place, gains in enumerate(problem.gains)
        for k, gain in enumerate(gains)
        for year in years
    }
    for (place, k, year), one in post.items():
        if k:
            rows.append(({post[place, k - 1, year]: 1.0, one: -1.0}, 0.0, inf))
        if year:
            rows.append(({one: 1.0, post[place, k, year - 1]: -1.0}, 0.0, inf))
        cell = problem.cells[place]
        if cell.least and cell.have + problem.placed[place][k] < cell.least[year]:
            rows.append(({one: 1.0}, 1.0, 1.0))
    freed: dict[int, dict[int, float]] = {year: {} for year in years}
    for leaving in problem.departures:
        for year in range(leaving.first, len(years)):
            gone = column(0.0, 1.0, 1)
            freed[year][gone] = float(leaving.freed[year]) / 1000
            for place, cell in enumerate(problem.cells):
                if cell.school == leaving.school and problem.sizes[place]:
                    rows.append(({post[place, len(problem.sizes[place]) - 1, year]: 1.0, gone: -1.0}, 0.0, inf))
    for year in years:
        paid = {(fund.key, role): column(0.0, inf, 0) for fund in problem.funds for role in sorted(fund.pays_for)}
        more = {role: column(0.0, inf, 0) for role in problem.roles}
        rows.append((dict.fromkeys(more.values(), 1.0) | {gone: -one for gone, one in freed[year].items()}, -inf, 0.0))
        for role in problem.roles:
            price = problem.prices[role][year] / 1000
            bill = {
                post[place, k, year]: float(size * price)
                for place, cell in enumerate(problem.cells)
                if cell.role is role
                for k, size in enumerate(problem.sizes[place])
            }
            sources = [one for (_, whose), one in paid.items() if whose is role] + [more[role]]
            rows.append((bill | dict.fromkeys(sources, -1.0), -inf, 0.0))
        for fund in problem.funds:
            terms = {one: 1.0 for (key, _), one in paid.items() if key == fund.key}
            rows.append((terms, -inf, float((fund.dollars or ())[year]) / 1000))
    assert problem.sharing is not None
    for limit in problem.hiring:
        before: list[int] = []
        for year in years:
            people = []
            for cluster in problem.sharing.clusters:
                fte = {
                    post[place, k, year]: -float(size)
                    for place, cell in enumerate(problem.cells)
                    if cell.role is limit.role and cell.school in cluster
                    for k, size in enumerate(problem.sizes[place])
                }
                people.append(column(0.0, inf, 1))
                rows.append(({people[-1]: 1.0} | fte, 0.0, inf))
            rows += [({now: 1.0, then: -1.0}, 0.0, inf) for now, then in zip(people, before, strict=False)]
            rows.append((dict.fromkeys(people, 1.0) | dict.fromkeys(before, -1.0), -inf, float(limit.a_year[year])))
            before = people
    return np.array(worth), np.array(high), np.array(whole), rows


def by_scipy(model: Model, gap: float) -> tuple[float, str]:
    """Return the value and what the solver says of it."""
    worth, high, whole, rows = model
    starts, columns, terms = [0], [], []
    for row, _, _ in rows:
        columns += list(row)
        terms += list(row.values())
        starts.append(len(columns))
    matrix = csr_array((terms, columns, starts), shape=(len(rows), len(worth)))
    found = milp(
        -worth * 1e4,
        integrality=whole,
        bounds=Bounds(0, high),
        constraints=LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows]),
        options={"mip_rel_gap": gap, "time_limit": PEER_SECONDS},
    )
    return (0.0 if found.x is None else -found.fun / 1e4), ("proven" if found.status == 0 else "time limit")


def by_cbc(model: Model, gap: float) -> tuple[float, str]:
    """Return the same of PuLP and CBC."""
    worth, high, whole, rows = model
    program = pulp.LpProblem("district", pulp.LpMaximize)
    kinds = ("Continuous", "Integer")
    variables = [
        pulp.LpVariable(f"x{at}", 0, None if np.isinf(top) else top, kinds[kind])
        for at, (top, kind) in enumerate(zip(high, whole, strict=True))
    ]
    program += pulp.LpAffineExpression([(one, value) for one, value in zip(variables, worth, strict=True) if value])
    for row, low, top in rows:
        terms = pulp.LpAffineExpression([(variables[at], term) for at, term in row.items()])
        if np.isfinite(low):
            program += terms >= low
        if np.isfinite(top):
            program += terms <= top
    program.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=gap, timeLimit=PEER_SECONDS))
    return pulp.value(program.objective) or 0.0, "proven" if program.sol_status == 1 else "time limit"


def processor_seconds() -> float:
    """Return the processor's seconds so far, of this process and of the solvers that it has started."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def best_of(runs: int, work: Callable[[], object]) -> tuple[float, object]:
    """Return the shortest time of some runs, nothing kept between them, and the last answer."""
    times, answer = [], None
    for _ in range(runs):
        whole_program._answers.clear()
        started = processor_seconds()
        answer = work()
        times.append(processor_seconds() - started)
    return min(times), answer


def line(*cells: object) -> None:
    """Print one row of a table."""
    print(
        "| " + " | ".join(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |", flush=True
    )


def districts(is_quick: bool) -> None:
    """Print the table of districts with all rules on."""
    print("\n## Districts, all rules on\n")
    line(
        "schools",
        "years",
        "gap asked",
        "ours s",
        "value",
        "gap proven",
        "plain HiGHS s",
        "value",
        "says",
        "CBC s",
        "value",
        "says",
    )
    line(*["---"] * 12)
    asked = [(4, 3, 0.0), (10, 3, 0.0), (20, 3, 0.0), (30, 3, 0.0), (60, 5, 1e-3)] + (
        [] if is_quick else [(30, 5, 0.0), (60, 5, 0.0)]
    )
    for schools, years, gap in asked:
        seconds, worst, found = 0.0, 0.0, None
        problem = district(1, schools, years)
        spent, found = best_of(1 if schools == 60 and not gap else 3, lambda: placement(problem, gap=gap))  # noqa: B023
        seconds, worst = spent, found.proof.gap  # type: ignore[attr-defined]
        model = plain(problem)
        cells: list[object] = [schools, years, gap, seconds, float(found.proof.value), f"{worst:.1e}"]  # type: ignore[attr-defined]
        for peer in (by_scipy, by_cbc):
            spent, answer = best_of(1, lambda: peer(model, gap))  # noqa: B023
            value, says = answer  # type: ignore[misc]
            cells += [spent, float(value), says]
        line(*cells)


def spread(is_quick: bool) -> None:
    """Print how long typical districts take over many seeds, by aim; and where no one shares schools and a post is a whole one."""
    print("\n## Typical boards, all rules on, 3 years, proven optimal: seconds over seeds\n")
    line("schools", "aim", "people share schools", "districts", "median", "longest")
    line(*["---"] * 6)
    for schools in (4, 8, 15, 30):
        for aim, shares in [*((aim, True) for aim in Aim), (Aim.MOST_NEED_MET, False)]:
            times = []
            for seed in range(1, 6 if is_quick else 13):
                problem = replace(district(seed, schools, 3), aim=aim)
                if not shares:
                    problem = replace(problem, sharing=None, step=Fraction(1))
                if not can_place(problem):
                    continue  # drawn with more minimums than hires
                spent, found = best_of(2, lambda: placement(problem, gap=0.0))  # noqa: B023
                assert found.proof.status == "optimal"  # type: ignore[attr-defined]
                times.append(spent)
            line(schools, aim.value, "yes" if shares else "no", len(times), float(np.median(times)), max(times))


def nation(schools: int, prices: tuple[int, ...]) -> PostSteps:
    """Return schools of the nation's size with posts in tenths."""
    draw = np.random.default_rng(1)
    students = draw.integers(100, 1_000, schools)
    need = np.stack([np.maximum(1, students * 10 // ratio) for ratio in RATIOS], axis=1).ravel()
    have = (need * draw.random(len(need)) * 1.2).astype(np.int64)
    role = np.tile(np.arange(4), schools)
    short = np.maximum(0, need - have)
    return PostSteps(np.ones_like(need), need, short, np.array(prices)[role], np.zeros_like(need), role)


def whole_solver(steps: PostSteps, budget: int) -> float:
    """Return the same of HiGHS, a yes-or-no for each post."""
    gains, pair = steps.gains()
    row = LinearConstraint(steps.cost[pair].reshape(1, -1) / 1e5, -np.inf, budget / 1e5)
    options = {"mip_rel_gap": 0.0, "time_limit": PEER_SECONDS}
    found = milp(-gains * 1e4, integrality=np.ones(len(gains)), bounds=Bounds(0, 1), constraints=row, options=options)
    return float("nan") if found.x is None else -found.fun / 1e4


def separable() -> None:
    """Print the table of the separable case."""
    print("\n## No rule ties schools together: posts of 0.1 FTE, a third of the money\n")
    line("costs", "schools", "posts", "ours s", "gap", "status", "plain HiGHS s", "ours less HiGHS")
    line(*["---"] * 8)
    for name, prices in (("equal", (981_234,) * 4), ("unequal", (981_234, 1_051_231, 920_177, 1_010_051))):
        for schools in (60, 1_000, 10_000, 98_000):
            steps = nation(schools, prices)
            budget = int((steps.short * steps.cost).sum()) // 3
            seconds, found = best_of(5, lambda: separable_plan(steps, budget))  # noqa: B023
            peer, less = "-", "-"
            if schools <= 1_000:
                spent, value = best_of(1, lambda: whole_solver(steps, budget))  # noqa: B023
                peer = f"{spent:.3f}"
                less = "none found in time" if np.isnan(value) else f"{found.value - value:.1e}"  # type: ignore[attr-defined, operator, call-overload]
            line(name, schools, int(steps.short.sum()), seconds, f"{found.gap:.1e}", found.status, peer, less)  # type: ignore[attr-defined]


def frontier() -> None:
    """Print how long the whole frontier of a district takes."""
    print("\n## The whole frontier of a district\n")
    line("schools", "steps", "s")
    line(*["---"] * 3)
    for schools in (4, 60, 200):
        problem = district(1, schools, 3)
        seconds, points = best_of(5, lambda: money_frontier(problem))  # noqa: B023
        line(schools, len(points), seconds)  # type: ignore[arg-type]


if __name__ == "__main__":
    quick = "quick" in sys.argv[1:]
    print(f"{platform.platform()}, Python {platform.python_version()}")
    separable()
    frontier()
    spread(quick)
    districts(quick)
