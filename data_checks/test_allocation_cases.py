"""Every worked case of allocation, each optimum found elsewhere by complete enumeration, beside both of our ways to place posts."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.plans.exact_value import exact_value

from wellstaffed.core.roles import Role
from wellstaffed.plans.people_packing import fewest_people
from wellstaffed.plans.place_posts import placement
from wellstaffed.plans.placement import coverage_levels
from wellstaffed.plans.separable_plan import PostSteps, separable_plan
from wellstaffed.plans.staffing_problem import Aim, Cell, Departure, Fund, HiringLimit, Problem

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SECTIONS = {
    one["id"]: one["cases"]
    for one in json.loads((SHARED / "reference" / "evidence" / "alloc_cases.json").read_text())["sections"]
}
ROLES = {"counselor": Role.COUNSELOR, "nurse": Role.NURSE, "psychologist": Role.PSYCHOLOGIST}


def cases(section: str) -> list[Any]:
    return [pytest.param(case["in"], case["out"], id=f"{section}-{i}") for i, case in enumerate(SECTIONS[section])]


def test_every_section_is_compared_here() -> None:
    marks = [
        mark for name, one in globals().items() if name.startswith("test_") for mark in getattr(one, "pytestmark", [])
    ]
    given = [mark.args[1][0] for mark in marks if mark.name == "parametrize"]
    assert {one.id.rsplit("-", 1)[0] for one in given if hasattr(one, "id")} == set(SECTIONS)


def scale(cells: list[dict[str, Any]]) -> int:
    """The cases count the fall in the squared share missing, we that share times need: weights over need make them one."""
    return lcm(*(cell["need_steps"] for cell in cells))


def steps_of(cells: list[dict[str, Any]]) -> PostSteps:
    roles = sorted({cell.get("role", "") for cell in cells})
    columns = [
        (
            cell["weight"] * scale(cells) // cell["need_steps"],
            cell["need_steps"],
            max(0, cell["need_steps"] - cell["have_steps"]),
            cell.get("cost", 1),
            cell.get("minimum_added", 0),
            roles.index(cell.get("role", "")),
        )
        for cell in cells
    ]
    return PostSteps(*(np.array(column, dtype=np.int64) for column in zip(*columns, strict=True)))


def problem_of(cells: list[dict[str, Any]], budgets: list[int], caps: dict[str, int] | None = None) -> Problem:
    """The same for the program: a school for each pair, so that two pairs of one role do not meet."""
    support = [Role.COUNSELOR, Role.NURSE, Role.PSYCHOLOGIST, Role.SOCIAL_WORKER, Role.MENTAL_HEALTH_SPECIALIST]
    roles = [ROLES[cell["role"]] if "role" in cell else support[place] for place, cell in enumerate(cells)]
    prices = {role: (Fraction(cell.get("cost", 1)),) * len(budgets) for role, cell in zip(roles, cells, strict=True)}
    made = tuple(
        Cell(
            place,
            role,
            Fraction(cell["need_steps"]),
            Fraction(cell["have_steps"]),
            Fraction(cell["weight"], cell["need_steps"]),
            (Fraction(cell["have_steps"] + cell["minimum_added"]),) * len(budgets) if cell.get("minimum_added") else (),
        )
        for place, (role, cell) in enumerate(zip(roles, cells, strict=True))
    )
    return Problem(
        schools=tuple(str(place) for place in range(len(cells))),
        years=tuple(2021 + year for year in range(len(budgets))),
        step=Fraction(1),
        cells=made,
        prices=prices,
        funds=(Fund("money", "Money", frozenset(roles), tuple(Fraction(one) for one in budgets)),),
        hiring=tuple(HiringLimit(ROLES[role], (Fraction(most),)) for role, most in (caps or {}).items()),
    )


@pytest.mark.parametrize(("given", "out"), cases("equal_cost"))
def test_equal_cost(given: dict[str, Any], out: dict[str, Any]) -> None:
    steps, best = steps_of(given["cells"]), Fraction(out["optimal_value_fraction"])
    found = separable_plan(steps, given["budget_steps"])
    assert exact_value(steps, found.added) / scale(given["cells"]) == best
    assert placement(problem_of(given["cells"], [given["budget_steps"]])).proof.value == best


@pytest.mark.parametrize(("given", "out"), cases("unequal_cost"))
def test_unequal_cost(given: dict[str, Any], out: dict[str, Any]) -> None:
    steps, best = steps_of(given["cells"]), Fraction(out["optimal_value_fraction"])
    found = separable_plan(steps, given["budget"])
    assert found.status == "optimal"
    assert exact_value(steps, found.added) / scale(given["cells"]) == best
    assert placement(problem_of(given["cells"], [given["budget"]])).proof.value == best


@pytest.mark.parametrize(("given", "out"), cases("minimums_and_caps"))
def test_minimums_and_caps(given: dict[str, Any], out: dict[str, Any]) -> None:
    steps, best = steps_of(given["cells"]), Fraction(out["optimal_value_fraction"])
    roles = sorted({cell["role"] for cell in given["cells"]})
    limits = {roles.index(role): most for role, most in given["role_caps"].items() if role in roles}
    found = separable_plan(steps, given["budget_steps"], role_limits=limits)
    assert exact_value(steps, found.added) / scale(given["cells"]) == best
    problem = problem_of(given["cells"], [given["budget_steps"]], given["role_caps"])
    assert placement(problem).proof.value == best


@pytest.mark.parametrize(("given", "out"), cases("phase_in"))
def test_phase_in(given: dict[str, Any], out: dict[str, Any]) -> None:
    steps, before = steps_of(given["cells"]), np.zeros(len(given["cells"]), dtype=np.int64)
    total = Fraction(0)
    for budget, plan in zip(given["cumulative_budgets"], out["plans"], strict=True):
        found = separable_plan(steps, budget)
        assert (found.added >= before).all()
        total += exact_value(steps, np.array(plan))
        assert exact_value(steps, found.added) == exact_value(steps, np.array(plan))
        before = found.added
    assert placement(problem_of(given["cells"], given["cumulative_budgets"])).proof.value == total / scale(
        given["cells"]
    )


@pytest.mark.parametrize(("given", "out"), cases("apportionment"))
@pytest.mark.parametrize("divisor", ["adams", "hill", "webster", "jefferson"])
def test_apportionment(divisor: str, given: dict[str, Any], out: dict[str, Any]) -> None:
    share = Fraction(min(given["students"]), max(1, min(out["adams"])))
    cells = tuple(
        Cell(place, Role.NURSE, students / share, Fraction(0)) for place, students in enumerate(given["students"])
    )
    money = Fund("money", "Money", frozenset({Role.NURSE}), (Fraction(given["posts"]),))
    names = tuple(str(place) for place in range(len(cells)))
    found = placement(
        Problem(
            names,
            (2021,),
            Fraction(1),
            cells,
            {Role.NURSE: (Fraction(1),)},
            (money,),
            aim=Aim.PROPORTIONAL,
            divisor=divisor,
        )
    )
    assert [counts[0] for counts in found.steps] == out[divisor]


@pytest.mark.parametrize(("given", "out"), cases("leximin"))
def test_leximin(given: dict[str, Any], out: dict[str, Any]) -> None:
    pairs = enumerate(zip(given["need"], given["have"], strict=True))
    cells = tuple(Cell(place, Role.NURSE, Fraction(need), Fraction(have)) for place, (need, have) in pairs)
    money = Fund("money", "Money", frozenset({Role.NURSE}), (Fraction(given["steps"]),))
    names = tuple(str(place) for place in range(len(cells)))
    problem = Problem(
        names, (2021,), Fraction(1), cells, {Role.NURSE: (Fraction(1),)}, (money,), aim=Aim.WORST_OFF_FIRST
    )
    assert coverage_levels(placement(problem), 0) == [Fraction(one) for one in out["leximin_coverage_sorted"]]


@pytest.mark.parametrize(("given", "out"), cases("conditional_officer"))
def test_conditional_officer(given: dict[str, Any], out: dict[str, Any]) -> None:
    roles = (Role.COUNSELOR, Role.NURSE)
    cells = tuple(
        Cell(place, role, Fraction(one["need"]), Fraction(one["have"]), Fraction(1, one["need"]))
        for place, school in enumerate(given["schools"])
        for role, one in zip(roles, school["roles"], strict=True)
    )
    problem = Problem(
        schools=tuple(str(place) for place in range(len(given["schools"]))),
        years=(2021,),
        step=Fraction(1),
        cells=cells,
        prices=dict.fromkeys(roles, (Fraction(1),)),
        funds=(Fund("money", "Money", frozenset(roles), (Fraction(given["budget"]),)),),
        departures=tuple(
            Departure(place, Fraction(school["officer"]), 0, (Fraction(0),))
            for place, school in enumerate(given["schools"])
            if school["officer"]
        ),
        caveat=True,
        worth_of_departure=Fraction(str(given["value_of_officer_leaving"])),
    )
    found = placement(problem)
    assert float(found.proof.value) == pytest.approx(out["value"], abs=1e-12)
    assert found.gross(0) <= given["budget"]
    assert sum(gone[0] for gone in found.gone) == sum(out["officer_leaves"])


@pytest.mark.parametrize(("given", "out"), cases("sharing"))
def test_sharing(given: dict[str, Any], out: dict[str, Any]) -> None:
    pieces, most = given["pieces_tenths"], given["max_schools_per_person"]
    people = fewest_people(pieces, full=10, most_schools=most)
    assert len(people) == out["fewest_people"]
    assert sorted(place for person in people for place in person) == list(range(len(pieces)))
    assert all(len(person) <= most and sum(pieces[one] for one in person) <= 10 for person in people)
