"""The order of posts that could stand for each other: it changes no optimum, no tie and no next-best plan."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.plans.placing_cases import random_district
from wellstaffed.core.errors import InfeasiblePlanError
from wellstaffed.plans import place_posts
from wellstaffed.plans.broken_rules import broken_rules
from wellstaffed.plans.exchange_rows import add_exchange_rows
from wellstaffed.plans.place_posts import placement
from wellstaffed.plans.placement import Placement
from wellstaffed.plans.placement_model import PlacementModel
from wellstaffed.plans.staffing_problem import Problem, Sharing


def drawn_district(seed: int) -> Problem:
    """A random district, most cells with a part of a post; by its seed with people who share schools, minimums, or a last year."""
    draw = random.Random(1000 + seed)
    schools, years = draw.randint(2, 7), draw.randint(1, 3)
    problem = random_district(seed, schools=schools, years=years, caveat=draw.random() < 0.4)
    parts = (Fraction(0), Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(2, 5))
    cells = []
    for cell in problem.cells:
        need = Fraction(draw.randint(1, 3))
        have = min(need, Fraction(draw.randint(0, 1)) + draw.choice(parts))
        asked_from, asked = draw.randrange(years), draw.choice([Fraction(1), need + 1])
        least = tuple(asked if year >= asked_from else Fraction(0) for year in range(years))
        cells.append(replace(cell, need=need, have=have, least=least if draw.random() < 0.1 else ()))
    return replace(
        problem,
        cells=tuple(cells),
        freed_to=draw.choice(["posts", "nobody", "school"]),
        hiring=problem.hiring if draw.random() < 0.7 else (),
        sharing=Sharing(2, tuple((one,) for one in range(schools)))
        if draw.random() < 0.2
        else Sharing(3, (tuple(range(schools)),))
        if draw.random() < 0.3
        else None,
        all_at_need_by=draw.randrange(years) if draw.random() < 0.15 else None,
    )


def weighed(found: Placement) -> tuple[Fraction, Fraction, int]:
    """What the aim looks at, what breaks ties, and what breaks those."""
    cells, years = len(found.steps), range(len(found.problem.years))
    early = sum((cells - place) * sum(by_year) for place, by_year in enumerate(found.steps))
    return found.proof.value, -sum((found.gross(year) for year in years), Fraction(0)), early


def solved(work: Callable[[], Placement]) -> tuple[Fraction, Fraction, int] | None:
    try:
        found = work()
    except InfeasiblePlanError:
        return None
    assert broken_rules(found) == []
    assert found.proof.status == "optimal"
    return weighed(found)


@pytest.mark.parametrize("seed", range(60))
def test_the_order_changes_neither_the_best_plan_nor_its_ties_nor_the_next_best(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = drawn_district(seed)
    with_order = solved(lambda: placement(problem))
    plan = placement(problem) if with_order else None
    next_with = solved(lambda: placement(problem, other_than=plan)) if plan else None
    grown_with = solved(lambda: placement(richer(problem), at_least=plan)) if plan else None
    monkeypatch.setattr(place_posts, "add_exchange_rows", lambda *_, **__: None)
    assert with_order == solved(lambda: placement(problem))
    if plan:
        again = solved(lambda: placement(problem, other_than=plan))
        assert (next_with or ())[:2] == (again or ())[:2]  # by the document only the best plan is ordered
        assert grown_with == solved(lambda: placement(richer(problem), at_least=plan))


def richer(problem: Problem) -> Problem:
    """The district with half as much money again, so that a plan can grow."""
    funds = tuple(replace(one, dollars=tuple(d * Fraction(3, 2) for d in one.dollars or ())) for one in problem.funds)
    return replace(problem, funds=funds)


def test_the_drawn_districts_have_rows_of_every_kind() -> None:
    kinds = set()
    for seed in range(60):
        model = PlacementModel(drawn_district(seed))
        before = len(model.program.lows)
        add_exchange_rows(model)
        added = range(before, len(model.program.lows))
        shared = model.problem.sharing is not None and bool(model.problem.hiring)
        kinds |= {(shared, model.program.starts[row + 1] - model.program.starts[row]) for row in added}
    assert kinds == {(False, 2), (False, 3), (True, 2)}
