"""The rule of 34 CFR 300.647 from a table and from the federal record: minimums, alternate ratio, years, to whom it applies."""

import json

import pytest

from tests.asked import ask_here
from tests.evidence.federal_store import EAST, ENROLLED, MADISON, school, store_of  # noqa: F401
from wellstaffed.apps.regulation_actions import significant_disproportionality
from wellstaffed.core.errors import UsageError

HEAD = "place,place_id,state,school_year,outcome,group,events,students\n"


def table(tmp_path, *rows):
    path = tmp_path / "counts.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n")
    return path


def years(place, group, events, students, *when, outcome="suspensions"):
    return [
        f"{place},{place},WI,{year},{outcome},{group},{one},{students}" for year, one in zip(when, events, strict=True)
    ]


WHEN = ("2016-17", "2017-18", "2018-19")


def test_a_threshold_passed_three_years_running_is_told_and_two_are_not_enough(tmp_path):
    rows = [*years("A", "black", (40, 45, 50), 200, *WHEN), *years("A", "white", (30, 30, 30), 600, *WHEN)]
    found = significant_disproportionality(threshold=3, table=table(tmp_path, *rows), group="black", published=True)
    (row,) = found.rows
    assert [round(one.value, 3) for one in row.ratios] == [4.0, 4.5, 5.0]
    assert row.above == (False, False, True)
    assert "passes the threshold in as many years running as asked" in row.sentence
    assert "addressed to States" in found.applies_to
    assert not any("not among the disciplinary removals" in note for note in found.notes)


def test_a_missing_year_breaks_the_run(tmp_path):
    gap = ("2014-15", "2016-17", "2017-18")
    rows = [*years("A", "black", (40, 45, 50), 200, *gap), *years("A", "white", (30, 30, 30), 600, *gap)]
    (row,) = significant_disproportionality(
        threshold=3, table=table(tmp_path, *rows), group="black", published=True
    ).rows
    assert row.above == (False, False, False)


def test_a_small_group_has_no_ratio_and_a_small_comparison_the_states(tmp_path):
    rows = [
        *years("A", "black", (15,), 60, "2018-19"), *years("A", "white", (4,), 500, "2018-19"),
        *years("B", "black", (8,), 60, "2018-19"), *years("B", "white", (90,), 900, "2018-19"),
    ]  # fmt: skip
    found = significant_disproportionality(threshold=2, table=table(tmp_path, *rows), group="black", published=True)
    first, second = found.rows
    assert first.ratios[0].kind == "alternate risk ratio"
    assert first.ratios[0].value == pytest.approx((15 / 60) / (94 / 1400))
    assert second.ratios[0].value is None
    assert "300.647(c)(1)" in second.sentence
    assert any("Fewer than 3 years" in note for note in found.notes)


def test_hidden_counts_give_no_ratio(tmp_path):
    rows = [*years("A", "black", (12,), 60, "2018-19"), *years("A", "white", (4,), 500, "2018-19")]
    found = significant_disproportionality(threshold=2, table=table(tmp_path, *rows))
    assert all(row.ratios[0].value is None and "hidden" in row.ratios[0].reason for row in found.rows)


def test_the_federal_record_counts_children_with_disabilities_by_race(store_of):  # noqa: F811
    disabled = {"SCH_IDEAENR_BL_M": 100, "SCH_IDEAENR_WH_M": 200}
    arrests = {"SCH_DISCWDIS_ARR_IDEA_BL_M": 20, "SCH_DISCWDIS_ARR_IDEA_WH_M": 12, "SCH_DISCWODIS_ARR_WH_M": 99}
    other = school("5500001", 1, "Elsewhere") | ENROLLED | disabled
    store_of("2017-18", EAST | ENROLLED | disabled | arrests, other)
    found = significant_disproportionality(
        threshold=2, district=MADISON, year=2018, outcome="arrests", group="black", years=1
    )
    (row,) = found.rows
    assert row.ratios[0].value == pytest.approx((20 / 100) / (12 / 200))
    assert row.above == (True,)
    assert any("not among the disciplinary removals" in note for note in found.notes)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"threshold": 1}, "above 1"), ({"minimum_cell": 11}, "1 to 10"), ({"minimum_n": 0}, "1 to 30"),
        ({"years": 4}, "1 to 3"), ({"district": MADISON}, "one of a table"),
    ],
)  # fmt: skip
def test_what_the_regulation_does_not_allow_is_refused(tmp_path, given, said):
    path = table(tmp_path, *years("A", "black", (40,), 200, "2018-19"))
    with pytest.raises(UsageError, match=said):
        significant_disproportionality(**{"threshold": 2, "table": path} | given)


def test_the_command_gives_the_rule_and_its_addressee(tmp_path):
    path = table(tmp_path, *years("A", "black", (40,), 200, "2018-19"), *years("A", "white", (30,), 600, "2018-19"))
    command = ["disparity", "--table", path, "--idea-threshold", "3", "--years", "1"]
    asked = ask_here(*command, "--json")
    document = json.loads(asked.stdout)
    assert document["rule"] == "34 CFR 300.647"
    assert "no district is identified" in document["applies_to"]
    assert document["rows"][0]["years"][0]["value"] == pytest.approx(4)
    shown = ask_here(*command)
    assert "addressed to States" in " ".join(shown.stdout.split())
