"""Every way for a board to decide, written into Madison's plan: officers by date, what comes back and what it costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.apps.test_plans import edited
from wellstaffed.apps import plan_actions
from wellstaffed.apps.plan_answer import OptionAnswer
from wellstaffed.apps.plan_section import plan_words, side_by_side
from wellstaffed.core.errors import PlanError

EAST, LA_FOLLETTE = "550852000925", "550852000941"
LAST = "agreement: agreement-2019-22.yaml"
EVENTS = """      - key: games
        label: Two officers at each game
        kind: events
        payer: the district
        hours_a_year: 200
        dollars_per_hour: 60
        on_district_budget: true
        source: made for this test
  options:"""


def answered(folder: Path, option: str, *changes: tuple[str, str], file: str = "plan.yaml") -> OptionAnswer:
    """Return one option written in place of the last of Madison's plan, answered."""
    text = f"    - key: tried\n      label: Tried\n      {option.strip()}\n{LAST}"
    path = edited(folder, (LAST, text), *changes)
    return plan_actions.plan(file=path, option="tried").options[0]


def money(one: OptionAnswer) -> list[float]:
    return [line["freed"] for line in one.as_json()["cost"]]


def days(one: OptionAnswer) -> list[tuple[str, str, float]]:
    now = len(one.result.setting.police.officers)
    return [(each["date"], each["school_id"], each["officers"]) for each in one.as_json()["officers"][now:]]


def test_an_added_officer_costs_what_the_others_cost(tmp_path: Path) -> None:
    one = answered(tmp_path, f'kind: add\n      on: 2021-08-01\n      officers: [{{school_id: "{EAST}", officers: 2}}]')
    assert days(one) == [("2021-08-01", EAST, 2)]
    assert money(one) == [0, -91_500, -91_500]
    plan = one.result.placement
    assert plan is not None
    assert [plan.gross(year) <= 600_000 * (year + 1) - 91_500 * (year > 0) for year in range(3)] == [True] * 3


def test_an_added_officer_whom_the_city_pays_costs_the_district_nothing(tmp_path: Path) -> None:
    edited(tmp_path, ("payer: MMSD", "payer: City"), file="agreement-2019-22.yaml")
    one = answered(tmp_path, f'kind: add\n      on: 2021-08-01\n      officers: [{{school_id: "{EAST}", officers: 2}}]')
    assert money(one) == [0, 0, 0]


def test_an_added_officer_is_paid_by_a_fund_for_every_role_only(tmp_path: Path) -> None:
    nurses = "    - {key: grant, label: Grant, pays_for: [nurse], dollars: 110000, source: made for this test}\n  caveat: true\n  police:"
    add = f'kind: add\n      on: 2020-08-01\n      officers: [{{school_id: "{EAST}", officers: 2}}]'
    poor = ("dollars: [600000, 1200000, 1800000]", "dollars: 91500")
    plan = answered(tmp_path, add, ("  caveat: true\n  police:", nurses), poor).result.placement
    assert plan is not None
    assert {cell.role.value for place, cell in enumerate(plan.problem.cells) if plan.fte(place, 2)} == {"nurse"}
    again = answered(tmp_path / "poorer", add, ("  caveat: true\n  police:", nurses), (poor[0], "dollars: 91000"))
    assert again.result.placement is None
    assert "cannot hold" in again.result.conflicts[0].sentence


def test_officers_who_were_taken_away_can_be_restored(tmp_path: Path) -> None:
    edited(
        tmp_path,
        (f'school: East, school_id: "{EAST}", officers: 1', f'school: East, school_id: "{EAST}", officers: 0'),
        file="agreement-2019-22.yaml",
    )
    one = answered(
        tmp_path, f'kind: restore\n      on: 2021-08-01\n      officers: [{{school_id: "{EAST}", officers: 1}}]'
    )
    assert days(one) == [("2021-08-01", EAST, 1)]
    assert money(one)[1] < 0


def test_hiring_alone_leaves_the_police_as_they_are(tmp_path: Path) -> None:
    one = answered(tmp_path, "kind: hire")
    assert days(one) == []
    assert one.result.placement is not None
    assert one.result.placement.steps == plan_actions.plan(file=tmp_path / "madison/plan.yaml", option="keep").options[0].result.placement.steps  # type: ignore[union-attr]  # fmt: skip


def test_an_end_that_waits_for_the_posts_obeys_the_condition_without_being_told(tmp_path: Path) -> None:
    one = answered(tmp_path, "kind: end-when-staffed\n      on: 2021-06-15")
    assert one.result.numbers.problem.caveat
    assert days(one) == []


def test_a_game_that_ends_frees_its_hours_and_a_changed_one_the_difference(tmp_path: Path) -> None:
    games = ("  options:", EVENTS)
    ended = "kind: hire\n      services: [{key: games, choice: end, covered_by: parents}]"
    one = answered(tmp_path / "ended", ended, games)
    assert money(one) == [12_000] * 3
    changed = "kind: hire\n      services: [{key: games, choice: change, hours_a_year: 50, covered_by: parents}]"
    assert money(answered(tmp_path / "changed", changed, games)) == [9_000] * 3
    from_a_day = "kind: end-now\n      on: 2021-06-15\n      caveat: false\n      services: [{key: games, choice: end, covered_by: nobody}]"
    assert money(answered(tmp_path / "day", from_a_day, games)) == [0, 366_000 + 12_000, 366_000 + 12_000]
    row = next(row for row in side_by_side(plan_actions.plan(file=tmp_path / "changed/madison/plan.yaml")).rows if row[0].startswith("Two officers"))  # fmt: skip
    assert row[1] == "kept, $12,000 a year"
    assert row[-1] == "changed, $3,000 a year; who covers it: parents"


def test_a_service_that_others_pay_frees_nothing(tmp_path: Path) -> None:
    ended = "kind: hire\n      services: [{key: games, choice: end, covered_by: parents}]"
    games = ("  options:", EVENTS.replace("        on_district_budget: true\n", ""))
    assert money(answered(tmp_path, ended, games)) == [0, 0, 0]


def test_a_service_that_ends_says_who_covers_it(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="say who covers the work in covered_by, or 'nobody'"):
        answered(tmp_path, "kind: hire\n      services: [{key: events, choice: end}]")


def test_what_was_reported_after_the_memo_s_day_is_marked(tmp_path: Path) -> None:
    words = " ".join(plan_words(plan_actions.plan(file=edited(tmp_path), option="keep")))
    assert "Hindsight: the cost was reported on 2020-07-21, after the day of this memo." in words
    later = edited(tmp_path / "later", ("dated: 2020-06-08", "dated: 2020-08-01"))
    assert "Hindsight" not in " ".join(plan_words(plan_actions.plan(file=later, option="keep")))


def test_a_school_left_open_is_not_named_where_every_one_gives_the_same_figures(tmp_path: Path) -> None:
    path = edited(tmp_path)
    one = plan_actions.plan(file=path, option="drop-one").options[0]
    assert one.as_json()["any_school_gives_the_same"]
    (change,) = [
        row for row in side_by_side(plan_actions.plan(file=path, option="drop-one")).rows if row[0] == "Officers change"
    ]
    assert change[1] == "3 from 2021-01-01 (at a school yet to be named; the figures are the same for each)"


def test_a_school_left_open_is_named_where_the_condition_makes_a_difference(tmp_path: Path) -> None:
    rich = ("dollars: [600000, 1200000, 1800000]", "dollars: [600000, 1300000, 2300000]")
    one = answered(
        tmp_path, "kind: reduce\n      on: 2021-06-15\n      officers: [{school_id: any, officers: 0}]", rich
    )
    assert not one.result.any_school
    assert one.result.numbers.chosen_school is not None


def test_a_cost_of_more_than_a_sum_frees_more_than_it(tmp_path: Path) -> None:
    rows = {row[0]: row[1] for row in side_by_side(plan_actions.plan(file=edited(tmp_path), option="end-2021")).rows}
    assert rows["Freed police money (to the district), 2021-22"] == "more than $366,000"
    assert rows["Net cost, 2021-22"].startswith("less than $")
    assert rows["Freed police money (to the district), 2020-21"] == "$0"


def test_the_price_of_an_officer_needs_its_source(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="say where the figure comes from in dollars_source"):
        plan_actions.plan(file=edited(tmp_path, ("    part_years: by-days", "    dollars_per_officer: 90000")))
