"""Every division of students that the federal record holds, and refusals for those it does not (rules D1, D4, M2)."""

import csv
import io

import pytest

from tests.evidence.federal_store import EAST, ENROLLED, LAFAYETTE, MADISON, school, store_of  # noqa: F401
from wellstaffed.apps.evidence_actions import federal_disparities
from wellstaffed.apps.evidence_choices import disparity_choices, study_choices
from wellstaffed.core.errors import UsageError
from wellstaffed.evidence.federal_counts import CONTRADICTORY, federal_counts
from wellstaffed.evidence.federal_groups import dimension_of, division, figure_words, group_key
from wellstaffed.evidence.small_cells import HIDDEN
from wellstaffed.evidence.studies import find_studies
from wellstaffed.tables.figure_trace import traced_figure

DISABLED = {
    "SCH_IDEAENR_BL_M": 150, "SCH_IDEAENR_BL_F": 90, "SCH_IDEAENR_WH_M": 100, "SCH_IDEAENR_WH_F": 60,
    "SCH_504ENR_BL_M": 10, "SCH_504ENR_BL_F": 5, "SCH_504ENR_WH_M": 40, "SCH_504ENR_WH_F": 20,
    "SCH_LEPENR_BL_M": 20, "SCH_LEPENR_WH_F": 30,
}  # fmt: skip
ARRESTED = {
    "SCH_DISCWODIS_ARR_BL_M": 12, "SCH_DISCWODIS_ARR_BL_F": 4, "SCH_DISCWODIS_ARR_WH_M": 6,
    "SCH_DISCWDIS_ARR_IDEA_BL_M": 11, "SCH_DISCWDIS_ARR_IDEA_WH_M": 3,
    "SCH_DISCWDIS_ARR_504_M": 2, "SCH_DISCWODIS_ARR_LEP_M": 3, "SCH_DISCWDIS_ARR_LEP_F": 1,
}  # fmt: skip


def table(store, dimension):
    rows = federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests", dimension=dimension)
    return {row["group"]: (row["events"], row["students"]) for row in rows.to_dicts() if row["students"]}


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        ("race", {"black": (27, 1340), "white": (9, 1322)}),
        ("sex", {"male": (34, 1400), "female": (4, 1262)}),
        ("disability", {"idea": (14, 400), "section_504": (2, 75), "no_disability": (22, 2662 - 475)}),
        ("english learner", {"english_learner": (4, 50), "not_english_learner": (34, 2612)}),
        ("race x sex", {"black x male": (23, 700), "black x female": (4, 640), "white x male": (9, 700), "white x female": (0, 622)}),
        ("race x disability", {"black x idea": (11, 240), "black x no_disability": (16, 1340 - 255), "white x idea": (3, 160),
                               "white x no_disability": (6, 1322 - 220)}),
        ("sex x disability", {"male x idea": (14, 250), "male x section_504": (2, 50), "male x no_disability": (18, 1100),
                              "female x idea": (0, 150), "female x section_504": (0, 25), "female x no_disability": (4, 1087)}),
        ("sex x english learner", {"male x english_learner": (3, 20), "male x not_english_learner": (31, 1380),
                                   "female x english_learner": (1, 30), "female x not_english_learner": (3, 1232)}),
    ],
)  # fmt: skip
def test_each_division_adds_what_the_record_holds_of_it(store_of, dimension, expected):  # noqa: F811
    store = store_of("2017-18", EAST | ENROLLED | DISABLED | ARRESTED)
    assert table(store, dimension) == expected


def test_a_division_the_record_does_not_hold_is_refused_with_the_reason():
    with pytest.raises(UsageError, match="by sex only, not by race"):
        division("race x english learner")
    for wrong in ("religion", "race x race", ""):
        with pytest.raises(UsageError, match="divides students by race, sex, disability"):
            division(wrong)
    assert division("sex x race").name == "race x sex"


def test_a_group_names_its_division():
    assert [dimension_of(one) for one in ("black", "Male", "IDEA", "english learner", "black x male", "purple")] == [
        "race", "sex", "disability", "english learner", "race x sex", None,
    ]  # fmt: skip
    assert group_key("Black x English Learner") == "black x english_learner"


def test_parts_that_exceed_the_whole_are_unknown_not_negative(store_of):  # noqa: F811
    store = store_of("2017-18", EAST | ENROLLED | {"SCH_LEPENR_BL_M": 20, "SCH_DISCWODIS_ARR_LEP_M": 5})
    rows = federal_counts(store, leaid=MADISON, school_year=2018, outcome="arrests", dimension="english learner",
                          by_school=True)  # fmt: skip
    (row,) = [row for row in rows.to_dicts() if row["group"] == "not_english_learner"]
    assert row["events"] is None
    assert row["events_missing"] == f"the count is {CONTRADICTORY}"


def ask(**given):
    return federal_disparities(district=MADISON, year=2018, outcome="arrests", **given)


def test_a_group_is_compared_with_white_all_others_everyone_and_the_state(store_of):  # noqa: F811
    other = school("5500001", 1, "Elsewhere") | ENROLLED | {"SCH_DISCWODIS_ARR_WH_M": 30}
    store_of("2017-18", EAST | ENROLLED | ARRESTED, other)
    found = {
        reference: ask(group="black", reference=reference).answers[0].found
        for reference in ("white", "all others", "everyone", "state")
    }
    pairs = {key: (one.reference_events, one.reference_students) for key, one in found.items()}
    assert pairs == {"white": (9, 1322), "all others": (9, 1322), "everyone": (36, 2662), "state": (39, 2644)}
    assert all(
        one.risk_ratio_low < one.risk_ratio < one.risk_ratio_high for key, one in found.items() if key != "everyone"
    )


def test_a_crossing_is_compared_with_the_like_crossing(store_of):  # noqa: F811
    store_of("2017-18", EAST | ENROLLED | ARRESTED)
    (one,) = ask(group="black x male", reference="white").answers
    assert (one.setting.reference, one.found.reference_events, one.found.reference_students) == ("white x male", 9, 700)
    assert "Black male students were" in one.sentence
    assert "white male students" in one.sentence
    (other,) = ask(group="idea").answers
    assert other.setting.reference == "all others"
    assert "students with disabilities (IDEA)" in other.sentence.casefold().replace("idea", "IDEA")


def test_all_districts_of_a_state_stand_in_one_table_with_pooled_rates(store_of):  # noqa: F811
    others = [school(f"55000{i:02}", 1, f"School {i}") | ENROLLED | {"SCH_DISCWODIS_ARR_WH_M": i} for i in range(1, 5)]
    elsewhere = school("0803360", 1, "Far away", "CO") | ENROLLED
    store_of("2017-18", EAST | ENROLLED | ARRESTED, *others, elsewhere)
    found = federal_disparities(state="wi", year=2018, outcome="arrests", group="black", reference="white")
    assert [one.setting.place for one in found.answers] == [
        "District 5500001", "District 5500002", "District 5500003", "District 5500004", "Madison Metropolitan School District",
    ]  # fmt: skip
    assert all(one is not None for one in found.pooled_rates)


def test_schools_hide_small_counts_unless_they_are_asked_for_as_published(store_of):  # noqa: F811
    small = LAFAYETTE | ENROLLED | {"SCH_DISCWODIS_ARR_BL_M": 3, "SCH_DISCWODIS_ARR_WH_M": 40}
    store_of("2017-18", EAST | ENROLLED | ARRESTED, small)
    hidden = ask(group="black", reference="white", by_school=True)
    assert {one.setting.place: one.found.ratio_reason for one in hidden.answers} == {
        "East High": HIDDEN, "LaFollette High": HIDDEN,
    }  # fmt: skip
    assert hidden.hidden > 0
    shown = ask(group="black", reference="white", by_school=True, published=True)
    assert [one.found.events for one in shown.answers] == [27, 3]
    assert any("Department of Education published" in note for note in shown.notes)
    with pytest.raises(UsageError, match="could give away counts"):
        ask(group="male", by_school=True)


def test_a_school_that_is_in_no_sum_of_its_district_prints_no_count_either(store_of):  # noqa: F811
    part_known = LAFAYETTE | ENROLLED | {"SCH_DISCWODIS_ARR_BL_M": 30, "SCH_DISCWODIS_ARR_WH_F": -5}
    full = EAST | ENROLLED | {"SCH_DISCWODIS_ARR_BL_M": 3, "SCH_DISCWODIS_ARR_WH_M": 40}
    store_of("2017-18", full, part_known)
    answers = ask(reference="white", by_school=True).answers
    assert all(one.found.events is None for one in answers)


def test_a_single_answer_has_its_measures_at_the_top_and_as_csv(store_of):  # noqa: F811
    store_of("2017-18", EAST | ENROLLED | ARRESTED)
    found = ask(group="black", reference="white")
    document = found.as_json()
    (row,) = document["rows"]
    for key in ("rate", "reference_rate", "risk_ratio", "risk_difference", "excess_events", "sentence", "warnings"):
        assert document[key] == row[key]
    (cells,) = csv.DictReader(io.StringIO(found.as_csv()))
    assert float(cells["risk_ratio"]) == row["risk_ratio"]["value"]
    assert float(cells["rate_low"]) == row["rate_interval"][0]
    assert float(cells["risk_ratio_score_low"]) == row["score_intervals"]["risk_ratio"][0]
    assert list(cells).index("rate_score_low") > list(cells).index("rate_low")  # whether the first row is exact or not


def test_what_can_be_asked_is_listed_with_words_and_every_listed_thing_can_be_asked():
    choices = disparity_choices()
    assert ("black", "Black students") in choices.groups
    assert ("state", "all other students of the state") in choices.references
    assert {key for key, _ in choices.outcomes} == {"arrests", "referrals"}
    assert "race x english learner" not in dict(choices.dimensions)
    for dimension, _ in choices.dimensions:
        groups = disparity_choices(dimension=dimension).groups
        assert {dimension_of(key) for key, _ in groups} == {dimension}
    words = study_choices()
    for name, listed in (("outcome", words.outcomes), ("action", words.actions), ("group", words.groups)):
        assert all(len(find_studies(**{name: one.key})) >= one.findings for one in listed)
    assert set(words.as_json()) == {"outcomes", "actions", "groups", "strengths"}


WIDE = {
    f"SCH_{part}_{race}_{sex}": at + 2
    for at, (part, race, sex) in enumerate(
        (part, race, sex)
        for part in ("ENR", "IDEAENR", "504ENR", "LEPENR", "DISCWODIS_ARR", "DISCWDIS_ARR_IDEA")
        for race in ("HI", "AM", "AS", "HP", "BL", "WH", "TR")
        for sex in "MF"
    )
} | {f"SCH_DISCW{part}_{sex}": 3 for part in ("DIS_ARR_504", "ODIS_ARR_LEP", "DIS_ARR_LEP") for sex in "MF"}


@pytest.mark.parametrize(
    "dimension",
    ["race", "sex", "disability", "english learner", "race x sex", "race x disability", "sex x disability",
     "race x sex x disability", "sex x english learner"],
)  # fmt: skip
def test_the_words_of_a_group_trace_the_very_count_of_the_group(dimension, store_of):  # noqa: F811
    pupils = {name: 500 + value for name, value in WIDE.items() if name.startswith("SCH_ENR_")}
    store = store_of("2017-18", school(MADISON, 901, "East High") | WIDE | pupils)
    counts = federal_counts(store, school_year=2018, outcome="arrests", leaid=MADISON, dimension=dimension)
    named = 0
    for row in counts.iter_rows(named=True):
        for what, of_students in (("arrests", False), ("students", True)):
            words = figure_words(row["group"], of_students=of_students)
            if words is not None:
                found = traced_figure("/".join((MADISON, "2017-18", what, *words)), published=True)
                assert found.total == row["students" if of_students else "events"], (row["group"], what)
                named += 1
    assert named >= counts.height // 2


@pytest.mark.parametrize(("group", "of_students"), [
    ("no_disability", True), ("black x no_disability", True), ("english_learner", False),
    ("not_english_learner", True), ("all others", False), ("everyone", True), ("blue", False),
])  # fmt: skip
def test_a_group_that_is_made_of_several_figures_has_no_words(group, of_students):
    assert figure_words(group, of_students=of_students) is None
