"""The check that every plan passes before it is printed: each rule, broken on purpose, is found."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from wellstaffed.core.roles import Role
from wellstaffed.plans.broken_rules import broken_rules
from wellstaffed.plans.placement import Placement, Proof, departed
from wellstaffed.plans.staffing_problem import Cell, Departure, Fund, HiringLimit, Problem, Sharing

N = Role.NURSE


def years(*values: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(value) for value in values)


BASE = Problem(
    schools=("North", "South"),
    years=(2021, 2022),
    step=Fraction(1, 2),
    cells=(Cell(0, N, Fraction(2), Fraction(0)), Cell(1, N, Fraction(1), Fraction(0))),
    prices={N: years(100, 100)},
    funds=(Fund("general", "General", frozenset({N}), years(200, 250)),),
)
GOOD = ((2, 3), (2, 2))
LEAVING = Departure(0, Fraction(1), 0, years(0, 0))


def placed(problem: Problem, steps: tuple[tuple[int, ...], ...] = GOOD, gone: object = None) -> Placement:
    left = departed(problem, steps) if gone is None else gone
    return Placement(problem, steps, left, Proof("", Fraction(0), 0.0, 0.0))  # type: ignore[arg-type]


BROKEN = {
    "a post is taken back": placed(BASE, ((3, 2), (1, 2))),
    "below its minimum": placed(replace(BASE, cells=(replace(BASE.cells[0], least=years(2, 2)), BASE.cells[1]))),
    "not at need by the year asked for": placed(replace(BASE, all_at_need_by=1)),
    "posts cost more than the funds": placed(BASE, ((4, 4), (2, 2))),
    "posts cost more than all money together": placed(replace(BASE, freed_to="school"), ((4, 4), (2, 2))),
    "more nurses hired than the limit": placed(replace(BASE, hiring=(HiringLimit(N, years(1, 1)),))),
    "more nurses hired": placed(
        replace(BASE, hiring=(HiringLimit(N, years(1, 1)),), sharing=Sharing(1, ((0, 1),))), ((1, 1), (1, 1))
    ),
    "officers leave in another year": placed(
        replace(BASE, departures=(LEAVING,), caveat=True), GOOD, ((True, True),)
    ),
    "officers still there after the year asked for": placed(
        replace(BASE, departures=(LEAVING,), caveat=True, gone_by=1), GOOD
    ),
}  # fmt: skip


def test_a_plan_that_obeys_every_rule_has_none_broken() -> None:
    assert broken_rules(placed(BASE)) == []


@pytest.mark.parametrize("words", list(BROKEN))
def test_a_broken_rule_is_found(words: str) -> None:
    assert any(words in one for one in broken_rules(BROKEN[words])), broken_rules(BROKEN[words])
