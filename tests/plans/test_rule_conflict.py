"""Plans that cannot be: each names the rules that conflict, and dropping any one of them makes it possible."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from wellstaffed.core.roles import Role
from wellstaffed.plans.place_posts import can_place
from wellstaffed.plans.rule_conflict import rule_conflicts
from wellstaffed.plans.staffing_problem import Cell, Departure, Fund, HiringLimit, Problem, Sharing

N, C = Role.NURSE, Role.COUNSELOR
DOLLARS = Fraction(1000)


def years(*values: float) -> tuple[Fraction, ...]:
    return tuple(Fraction(str(value)) for value in values)


BASE = Problem(
    schools=("North", "South", "West"),
    years=(2021, 2022, 2023),
    step=Fraction(1),
    cells=tuple(Cell(school, role, Fraction(2), Fraction(0)) for school in range(3) for role in (N, C)),
    prices={N: (100 * DOLLARS,) * 3, C: (100 * DOLLARS,) * 3},
    funds=(Fund("general", "general money", frozenset({N, C}), (1200 * DOLLARS,) * 3),),
)
NURSES = HiringLimit(N, years(2, 2, 2))
OFFICER = (Departure(0, Fraction(1), 1, (90 * DOLLARS,) * 3),)
POOR = (Fund("general", "general money", frozenset({N, C}), (300 * DOLLARS,) * 3),)
TENTHS = tuple(replace(cell, need=Fraction(2, 5)) for cell in BASE.cells if cell.role is N)

IMPOSSIBLE = {
    "hires against all by 2021-22": (
        replace(BASE, hiring=(NURSES,), all_at_need_by=1),
        {"hiring-nurse", "all-at-need"},
    ),
    "money against all by 2022-23": (replace(BASE, funds=POOR, all_at_need_by=2), {"fund-general", "all-at-need"}),
    "money against a minimum": (
        replace(BASE, funds=POOR, cells=tuple(replace(cell, least=years(0, 1, 1)) for cell in BASE.cells)),
        {"fund-general", "minimums"},
    ),
    "hires against a minimum": (
        replace(
            BASE, hiring=(NURSES,), cells=tuple(replace(c, least=years(1, 1, 1)) for c in BASE.cells if c.role is N)
        ),
        {"hiring-nurse", "minimums"},
    ),
    "caveat, money, officers gone": (
        replace(BASE, funds=POOR, departures=OFFICER, caveat=True, gone_by=1),
        {"fund-general", "caveat", "gone-by"},
    ),
    "caveat, hires, officers gone": (
        replace(
            BASE, hiring=(HiringLimit(C, years(0, 1, 1)),), departures=OFFICER, caveat=True, gone_by=2, funds=BASE.funds
        ),
        None,
    ),
    "caveat, no hires, officers gone": (
        replace(BASE, hiring=(HiringLimit(C, years(0, 1, 0)),), departures=OFFICER, caveat=True, gone_by=2),
        {"hiring-counselor", "caveat", "gone-by"},
    ),
    "a fund that pays no nurse": (
        replace(
            BASE,
            funds=(Fund("general", "general money", frozenset({C}), (9000 * DOLLARS,) * 3),),
            all_at_need_by=2,
        ),
        {"all-at-need"},
    ),
    "hires in the last year only": (
        replace(BASE, hiring=(HiringLimit(C, years(0, 0, 9)),), all_at_need_by=1),
        {"hiring-counselor", "all-at-need"},
    ),
    "added officers take the money": (
        replace(
            BASE,
            departures=(Departure(0, Fraction(-4), 0, (-400 * DOLLARS,) * 3),),
            funds=POOR,
        ),
        {"fund-general"},
    ),
    "one person at no more than two schools": (
        replace(
            BASE,
            cells=TENTHS,
            step=Fraction(1, 5),
            hiring=(HiringLimit(N, years(1, 0, 0)),),
            sharing=Sharing(2, ((0, 1, 2),)),
            all_at_need_by=2,
        ),
        {"hiring-nurse", "all-at-need"},
    ),
}


@pytest.mark.parametrize("name", [name for name, (_, rules) in IMPOSSIBLE.items() if rules])
def test_an_impossible_plan_names_its_conflict(name: str) -> None:
    problem, expected = IMPOSSIBLE[name]
    conflicts = rule_conflicts(problem)
    assert [{rule.key for rule in one.rules} for one in conflicts] == [expected]
    for rule in conflicts[0].rules:
        assert can_place(rule.without(problem)), rule.key


def test_a_possible_plan_has_no_conflict() -> None:
    assert rule_conflicts(IMPOSSIBLE["caveat, hires, officers gone"][0]) == []


def test_two_conflicts_are_both_named() -> None:
    problem = replace(BASE, hiring=(NURSES,), funds=POOR, all_at_need_by=1)
    found = [{rule.key for rule in one.rules} for one in rule_conflicts(problem)]
    assert found == [{"fund-general", "all-at-need"}, {"hiring-nurse", "all-at-need"}]


def test_the_sentence_is_one_that_a_board_member_reads() -> None:
    problem, _ = IMPOSSIBLE["hires against all by 2021-22"]
    assert rule_conflicts(problem)[0].sentence == (
        "The limit of 2 nurses a year and “all at standard by 2021-22” cannot both hold."
    )
