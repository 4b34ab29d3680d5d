"""Figures as articles write them: ratios are no counts of staff, shares no counts of people, and money is read whole."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_numbers import count_of, spelled_number
from wellstaffed.record.article_text import read_article_text

HEAD = "MILLVALE, Ohio — The Millvale School Board met on the removal of police officers from schools.\n\n"


def figures(text):
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2020, 6, 8)))
    return [(one.number, one.what) for one in found.claims]


@pytest.mark.parametrize(
    ("sentence", "number", "what"),
    [
        ("The student-to-counselor ratio is 445 to 1.", 445, "students for each counselor"),
        ("The counselor-to-student ratio is 1:250.", 250, "students for each counselor"),
        ("Its counselors have a ratio of 445:1.", 445, "students for each counselor"),
        ("The ratio of students to nurses is 1,200:1.", 1200, "students for each nurse"),
        ("The ratio is 300-to-1.", 300, "students for each post"),
        ("The nurses work at 750-to-1.", 750, "students for each nurse"),
        ("We are against 414 students per counselor.", 414, "students for each counselor"),
        ("The school has 414 students for every school counselor.", 414, "students for each counselor"),
        ("There are 1,030 pupils for each full-time nurse.", 1030, "students for each nurse"),
        ("The caseload is 250 students to one social worker.", 250, "students for each social worker"),
        ("That is 250 per counselor.", 250, "students for each counselor"),
        ("It has one psychologist per 500 students.", 500, "students for each psychologist"),
        ("It has one nurse for every 750 students.", 750, "students for each nurse"),
    ],
)
def test_a_ratio_is_a_ratio_and_counts_no_staff(sentence, number, what):
    assert figures(sentence) == [(number, what)]


def test_a_ratio_beside_the_counts_it_comes_from_is_of_their_staff():
    text = "The district has 1,780 students and four counselors, a ratio of 445:1. Another has 300-to-1."
    counselor = "students for each counselor"
    assert figures(text) == [(1780, "students"), (4, "counselors"), (445, counselor), (300, counselor)]
    two = "It should be 250-to-1 for counselors and 500-to-1 for psychologists."
    assert figures(two) == [(250, "students for each counselor"), (500, "students for each psychologist")]
    both = "It has four counselors and two nurses, a ratio of 445:1."
    assert figures(both) == [(4, "counselors"), (2, "nurses"), (445, "students for each post")]


@pytest.mark.parametrize(
    "sentence",
    [
        "She said 1 in 4 students need them.",
        "One out of four teachers said so.",
        "Seven in ten parents wanted it.",
        "Nurses serve 1 in 5 schools.",
        "Two of every three students were stopped.",
        "Critics outnumbered supporters of the officers 30-to-1.",
        "The board voted 6-to-1 to keep officers.",
        "It meets the counselors at 1:30 p.m. in the school.",
        "Not a single officer was hurt.",
        "The only counselor who spoke was Ann Lee.",
        "The agreement provides two (3) officers.",
    ],
)
def test_shares_scores_and_hours_count_nobody(sentence):
    assert figures(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The cost is $1.2 million to $1.5 million.", [(1_200_000, "dollars"), (1_500_000, "dollars")]),
        ("It costs between $1.2 million and $1.5 million a year.", [(1_200_000, "dollars a year"), (1_500_000, "dollars a year")]),
        ("It costs $1.2 to $1.5 million a year.", [(1_200_000, "dollars a year"), (1_500_000, "dollars a year")]),
        ("It costs $1.2-$1.5 million.", [(1_200_000, "dollars"), (1_500_000, "dollars")]),
        ("It costs $300,000-$400,000 a year.", [(300_000, "dollars a year"), (400_000, "dollars a year")]),
        ("The $328,000-a-year agreement ends.", [(328_000, "dollars a year")]),
        ("The $1.2 million-a-year contract ends.", [(1_200_000, "dollars a year")]),
        ("The $80,000-per-officer price went up.", [(80_000, "dollars per officer")]),
        ("The contract is worth $1.2M.", [(1_200_000, "dollars")]),
        ("The $780K went to the city.", [(780_000, "dollars went to the city")]),
        ("The city would pay $468,000 of the $720,000 annual cost.", [(468_000, "dollars"), (720_000, "dollars annual cost")]),
        ("It costs $217,480.00.", [(217_480, "dollars")]),
        ("It costs $80,000 per officer.", [(80_000, "dollars per officer")]),
    ],
)  # fmt: skip
def test_money_is_read_whole(sentence, expected):
    assert figures(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It has 3.5 FTE social workers.", [(3.5, "social workers")]),
        ("It has 2.5 full-time equivalent nurses.", [(2.5, "nurses")]),
        ("It has 1.5 FTE school psychologists.", [(1.5, "school psychologists")]),
        ("It pays for 3.5 FTEs.", [(3.5, "FTEs")]),
        ("The agreement provides two (2) officers.", [(2, "officers")]),
        ("It has ninety-five (95) social workers.", [(95, "social workers")]),
        ("It hired 12 (12) nurses.", [(12, "nurses")]),
        ("We will hire eight counselors, four psychologists and two nurses.", [(8, "counselors"), (4, "psychologists"), (2, "nurses")]),
        ("The union wants it to remove its lone officer.", [(1, "officer")]),
        ("A single officer works there.", [(1, "officer")]),
        ("The sole school resource officer left.", [(1, "school resource officer")]),
        ("Its only nurse left.", [(1, "nurse")]),
    ],
)  # fmt: skip
def test_staff_is_counted_however_it_is_written(sentence, expected):
    assert figures(sentence) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [("a", 1), ("90", 90), ("ninety", 90), ("sixty (60)", 60), ("one hundred twenty (120)", 120), ("sixty (90)", None), ("several", None), ("a few", None)],
)  # fmt: skip
def test_a_count_of_days_is_sure_or_none(text, count):
    assert count_of(text) == count


def test_a_spelled_number_below_a_hundred_is_read():
    assert [spelled_number(word) for word in ("seven", "twenty-two", "Ninety", "many")] == [7, 22, 90, None]


def test_a_ratio_named_after_its_association_is_the_metric_of_the_staff_counted_before_it():
    text = (
        "The Millvale Teachers Union asked for nine additional staff members: five counselors, two nurses and two social workers. "
        "That follows the American School Counselor Association ratio of 250 students per counselor."
    )
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2020, 6, 8))).claims
    assert [one.number for one in found] == [9, 5, 2, 2, 250]
    assert {one.metric for one in found} == {"American School Counselor Association ratio"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The district lacks 33 more counselors and nurses.", [(33, "more counselors and nurses")]),
        ("It would hire 9 counselors, psychologists and nurses.", [(9, "counselors, psychologists and nurses")]),
        ("It would hire 12 counselors and 4 nurses.", [(12, "counselors"), (4, "nurses")]),
        ("The standard is one nurse in each school.", [(1, "nurse for each school")]),
        ("The plan would put two counselors per middle school.", [(2, "counselors for each school")]),
        ("The plan would cut the number of deputies from 16 to eight.", [(16, "deputies"), (8, "deputies")]),
    ],
)
def test_one_figure_of_several_posts_stays_one_and_one_for_each_school_is_a_ratio(sentence, expected):
    assert figures(sentence) == expected


def test_a_word_for_a_school_is_not_its_name():
    text = "Elm High has one counselor for 800 students. It would need two more counselors, said Bo Lane, a parent."
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2020, 6, 8)))
    assert [(one.number, one.by, one.school) for one in found.claims if "more" in one.what] == [(2, "Bo Lane", None)]


@pytest.mark.parametrize(
    ("sentence", "vote"),
    [
        ("Trustee Al Fry moved to cut the number of officers from 12 to 6. It failed 2-5.", (None, 2, 5)),
        ("City councilors refused Tuesday to pay for two more officers at Millvale Public Schools, voting 3-6.",
         ("city council", 3, 6)),
        ("The Millvale School Board voted 5-2 on an agreement with the Millvale Police Department.",
         ("Millvale School Board", 5, 2)),
    ],
)  # fmt: skip
def test_a_vote_is_of_the_body_that_voted_and_a_change_of_number_is_none(sentence, vote):
    head = "MILLVALE, Ohio — Police officers in schools were before the city on Monday.\n\n"
    found = read_article(read_article_text((head + sentence).encode(), name="test", published=date(2020, 6, 9)))
    assert [(one.body, one.yes, one.no) for one in found.votes] == [vote]
