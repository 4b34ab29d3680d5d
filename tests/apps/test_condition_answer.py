"""Whether the options of a plan meet the condition that the union attached: every answer with its reason."""

import shutil
from pathlib import Path

import pytest

from wellstaffed.apps.record_actions import record_conditions
from wellstaffed.core.errors import UsageError

MADISON = Path(__file__).resolve().parents[2] / "examples/madison-2020"
SMALL = "dollars: [600000, 1200000, 1800000]"
ENOUGH = "dollars: [9000000, 9000000, 9000000]"


def plan(tmp_path, *changes):
    shutil.copytree(MADISON, tmp_path / "plan")
    path = tmp_path / "plan/plan.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def findings(path):
    (row, *others) = record_conditions(district="Madison", plan=path).parts["conditions"]
    assert [one["options"] for one in others] == [[], []]
    return {one["option"]: (one["finding"], one["why"]) for one in row["options"]}


def test_with_little_money_no_option_that_removes_an_officer_meets_the_condition():
    found = findings(MADISON / "plan.yaml")
    assert {key: finding for key, (finding, _) in found.items()} == {
        "keep": "does not arise",
        "drop-one": "not met",
        "end-2021": "not met",
        "end-2021-when-staffed": "does not arise",
        "end-now": "not met",
    }
    assert found["end-2021"][1] == (
        "in 2021-22, the first school year with fewer officers, 15 FTE of the posts that Madison Teachers Inc. asked for on "
        "2020-06-07 (33 FTE) are still missing: East 2, La Follette 4, Memorial 5, West 4"
    )


def test_with_all_posts_in_place_the_condition_is_met_and_keeping_officers_still_does_not_raise_it(tmp_path):
    found = findings(plan(tmp_path, (SMALL, ENOUGH)))
    assert found["end-2021"][0] == found["end-2021-when-staffed"][0] == "met"
    assert found["keep"][0] == "does not arise"
    assert "all 33 FTE of the posts that Madison Teachers Inc. asked for" in found["end-2021"][1]


def test_staff_in_post_that_nobody_reports_is_never_taken_for_enough(tmp_path):
    found = findings(
        plan(tmp_path, (SMALL, ENOUGH), ("posts_from: claim", "posts_from: standard\n  of_view: known-2015-16"))
    )
    assert found["end-2021"][0] == "cannot be told"
    assert "staff in post is not known for 16 of 16 posts by school and role" in found["end-2021"][1]


def test_the_table_has_a_row_before_the_plan_and_one_for_each_option():
    rows = record_conditions(district="Madison", plan=MADISON / "plan.yaml").rows
    assert [row["option"] for row in rows].count("before the plan") == 3
    assert len(rows) == 3 + 5
    assert rows[0]["finding"] == "cannot be told"


def test_a_plan_of_another_district_is_refused(tmp_path):
    path = plan(tmp_path, ('leaid: "5508520"', 'leaid: "5512360"'))
    with pytest.raises(
        UsageError, match=r"is of Madison Metropolitan School District \(5512360\), the record of 5508520"
    ):
        record_conditions(district="Madison", plan=path)
