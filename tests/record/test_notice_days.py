"""The date rules of a notice (A3), case by case, each a sentence in the spec."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from wellstaffed.record.notice_days import (
    days_before,
    month_end_before,
    months_before,
    nearest_working_day,
    why_not_working,
)

CASES = YAML(typ="safe").load((Path(__file__).parents[1] / "spec/notice_days.yaml").read_text(encoding="utf-8"))
RULES = {"days_before": days_before, "months_before": months_before, "month_ends_before": month_end_before}


def sentences(*kinds):
    return [pytest.param(kind, case, id=case["says"]) for kind in kinds for case in CASES[kind]]


@pytest.mark.parametrize(("kind", "case"), sentences(*RULES))
def test_a_last_day_is_counted_as_the_sentence_says(kind, case):
    assert RULES[kind](case["effective"], case["count"]) == case["last_day"]


@pytest.mark.parametrize(("kind", "case"), sentences("working_days"))
def test_a_day_on_which_nobody_works_is_named(kind, case):
    assert why_not_working(case["day"], subdivision="WI") == case["why"]
    assert nearest_working_day(case["day"], -1, subdivision="WI") == case["working_day"]


def test_an_office_s_own_closed_day_counts_as_no_working_day():
    day = CASES["working_days"][2]["day"]
    assert why_not_working(day, closed=((day, "the clerk's office is closed"),)) == "the clerk's office is closed"
