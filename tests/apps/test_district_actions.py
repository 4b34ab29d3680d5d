"""Police of a district in the federal record, districts like it, and how much of a need is met: from real figures."""

import json
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.asked import ask_here
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, made_release

from wellstaffed.apps import actions, district_actions
from wellstaffed.apps.coverage import coverage
from wellstaffed.apps.data_actions import data_add
from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.exact import Direction, Order, Rounding, exact_sum
from wellstaffed.core.roles import Role

SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path / "home"))


def ask(*arguments):
    return ask_here(*arguments)


def test_officers_are_counted_school_by_school_with_their_flags():
    record = district_actions.district_record(district="Portland SD 1J")
    assert record.sentences[0] == (
        "9 of 87 schools reported sworn police officers in 2021-22, 9 FTE together; 78 reported zero."
    )
    flagged = {one.flag.id: len(one.figures) for one in record.flags}
    assert flagged["officers_after_removal"] == 9
    assert [one.fact for one in record.facts] == ["officers_left"]
    json.dumps(record.as_json())


def test_zero_of_all_schools_is_said_as_what_was_reported():
    record = district_actions.district_record(district="5508520")
    assert record.sentences[0].startswith("Every school reported zero sworn police officers in 2021-22;")
    assert record.on_record == "ended, since 2020-06-29"
    assert {(one.role, one.schools) for one in record.reasons} == {
        ("psychologist", 4), ("social_worker", 4), ("nurse", 4),
    }  # fmt: skip


def test_a_code_of_a_release_is_said_in_the_words_of_its_manual(tmp_path):
    schools = [EAST | {"SCH_FTESECURITY_LEO": -9}, LAFAYETTE | {"SCH_FTESECURITY_LEO": 2}]
    data_add(path=made_release("2021-22", schools, tmp_path))
    record = district_actions.district_record(district="5508520", year=2022)
    assert record.sentences[0] == (
        "1 of 2 schools reported sworn police officers in 2021-22, 2 FTE together. Not applicable at 1 school."
    )
    (reason,) = [one for one in record.reasons if one.role == "officer"]
    assert reason.code == "-9"
    assert reason.code_meaning
    assert {one.staff[Role.OFFICER].fte for one in record.schools} == {None, 2.0}


@pytest.mark.parametrize(
    ("district", "year", "said"),
    [
        ("0622710", 2021, "Whether a school has sworn police officers is not known for 2020-21: "
                          "suppressed by the publisher at all 191 schools."),
        ("5508520", 2016, "Whether a school has sworn police officers is not known for 2015-16: "
                          "not at hand at all 4 schools."),
        ("2721240", 2021, "Whether a school has sworn police officers is not known for 2020-21: "
                          "suppressed by the publisher at 26 schools and not applicable at 1 school."),
        ("2721240", 2022, "The 29 schools that answered all reported zero sworn police officers in 2021-22; staff whom "
                          "others pay may be reported as zero. Not applicable at 1 school."),
    ],
)  # fmt: skip
def test_a_school_whose_figure_is_hidden_or_not_at_hand_is_not_said_to_have_kept_silent(district, year, said):
    record = district_actions.district_record(district=district, year=year)
    assert record.sentences[0] == said
    assert record.as_json()["sentences"][0] == said


def test_schools_that_were_asked_and_left_it_blank_are_said_to_have_not_reported(tmp_path):
    data_add(path=made_release("2021-22", [EAST | {"SCH_FTESECURITY_LEO": -5}], tmp_path))
    record = district_actions.district_record(district="5508520", year=2022)
    (reason,) = [one for one in record.reasons if one.role == "officer"]
    assert reason.missing == "not reported"
    assert record.sentences[0] == "In 2021-22 no school of 1 reported whether it has sworn police officers."


def test_the_nearest_district_has_the_least_sum_of_the_stated_parts():
    answer = district_actions.like_districts(district="5508520", like=("size", "poverty"), most=5)
    own, first = answer.found.own, answer.found.nearest[0]
    parts = dict(first.parts)
    assert parts["size"] == pytest.approx(abs(math.log2(first.children / own.children)))
    assert parts["poverty"] == pytest.approx(abs(first.poverty - own.poverty) / 0.10)
    assert first.distance == pytest.approx(sum(parts.values()))
    assert own.leaid not in [one.leaid for one in answer.found.nearest]


def test_another_state_is_one_step_away():
    answer = district_actions.like_districts(district="5508520", like=("state", "size"), most=40)
    assert {dict(one.parts)["state"] for one in answer.found.nearest} == {0.0, 1.0}
    assert all((one.state == "WI") == (dict(one.parts)["state"] == 0) for one in answer.found.nearest)
    assert answer.found.nearest[0].state == "WI"


def test_a_measure_must_be_one_that_is_stated_and_known():
    with pytest.raises(UsageError, match="is no measure of likeness; there are size, poverty, schools, wages, state"):
        district_actions.like_districts(district="5508520", like=("race",))
    with pytest.raises(UsageError, match=r"can be stated by size, poverty.*Choose of schools, state"):
        district_actions.like_districts(district="0100015")
    with pytest.raises(NotFoundError, match="9999999"):
        district_actions.like_districts(district="9999999")


@given(
    step=st.sampled_from([None, Fraction(1), Fraction(1, 2), Fraction(1, 10)]),
    direction=st.sampled_from(list(Direction)),
    order=st.sampled_from(list(Order)),
)
def test_what_is_met_missing_and_not_known_adds_up_to_the_rows(step, direction, order):
    answer = actions.gap(district="5508520", rounding=Rounding(step, direction, order))
    for one, total in zip(coverage(answer), answer.totals, strict=True):
        rows = [row for row in answer.rows if row.terms.standard_id == one.standard_id]
        assert one.missing == exact_sum(row.gap for row in rows if row.gap is not None)
        assert one.missing == (total.gap or 0)
        assert one.unknown == exact_sum(row.need for row in rows if row.gap is None and row.need is not None)
        assert one.covered >= 0
        if order is Order.ROUND_THEN_SUBTRACT:
            assert one.whole == total.need


def test_a_bar_is_as_long_as_its_parts():
    (one,) = coverage(actions.gap(district="4110040", standard="asca/counselor_ratio"))
    assert sum(one.share(part, 200) for part in ("covered", "missing", "unknown")) == pytest.approx(200)
    assert one.words == "of 171 FTE needed, 149.3 met, 21.7 missing"


def test_the_commands_print_the_same():
    record = district_actions.district_record(district="4110040")
    assert json.loads(ask("police", "4110040", "--json").stdout) == record.as_json()
    assert record.sentences[0] in ask("police", "4110040").stdout
    like = district_actions.like_districts(district="5508520", like=("size",), most=3)
    assert json.loads(ask("like", "5508520", "--by", "size", "--most", "3", "--json").stdout) == like.as_json()
    assert "doublings between the numbers of children" in ask("like", "madison, wi", "--by", "size").stdout


def test_one_school_is_asked_for_alone():
    whole = actions.gap(district="4110040")
    alone = actions.gap(district="4110040", school="411004001821")
    assert [row for row in whole.rows if row.school_id == "411004001821"] == alone.rows
    with pytest.raises(NotFoundError, match="has no figures of a school '999999999999'"):
        actions.gap(district="4110040", school="999999999999")
