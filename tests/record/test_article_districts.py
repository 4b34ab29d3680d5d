"""Other districts in an article: beside quotation marks, inside them, and by their county."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_places import district_place
from wellstaffed.record.article_text import read_article_text

HEAD = "MILLVALE, Ohio — The Millvale School Board met on Monday on the removal of police officers from schools.\n\n"


def districts(text):
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2020, 6, 8)))
    return [(one.name, one.did) for one in found.districts]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            'Denver\'s board voted last week to end its contract, a step one member called "overdue."',
            [("Denver", "ended")],
        ),
        (
            '"Oakland did it," she said of the Oakland Unified School District, which dissolved its police force in June.',
            [("Oakland Unified School District", "ended")],
        ),
        (
            "Minneapolis ended its contract, saying it could “no longer partner” with the department.",
            [("Minneapolis", "ended")],
        ),
        ('Columbus "kept its officers," Poe said.', [("Columbus", "kept")]),
        ('Seattle Public Schools, she noted, "ended its contract overnight."', [("Seattle Public Schools", "ended")]),
        ('Rochester did the same, and its superintendent said the year had been "quiet."', [("Rochester", "ended")]),
        (
            'In San Francisco, the district ended its agreement "for good," and in Oakland, the board dissolved its police department.',
            [("San Francisco", "ended"), ("Oakland", "ended")],
        ),
        (
            'Supporters pointed to Portland, which had removed its officers and now "regrets it."',
            [("Portland", "ended")],
        ),
    ],
)
def test_what_stands_beside_quotation_marks_is_read(sentence, found):
    assert districts(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ('"Portland Public Schools cut ties with the police last week," said Ann Bell, a parent.', [("Portland Public Schools", "ended")]),
        ("“We are not the first. Jefferson County Public Schools ended its contract,” said Ann Bell, a parent.",
         [("Jefferson County Public Schools", "ended")]),
        ('"The Fairfax County school board kept its officers," said Ann Bell, a parent.', [("Fairfax County", "kept")]),
        ('"In Ware County, they kept the officers," said Ann Bell, a parent.', [("Ware County", "kept")]),
        ('"Denver ended its contract and nobody got hurt," said Ann Bell, a parent.', []),
        ('"When Portland Public Schools ended its contract, fights went up," said Ann Bell, a parent.', []),
        ('"Lincoln High kept its officer," said Ann Bell, a parent.', []),
        ('"God kept us safe," said Ann Bell, a parent.', []),
        ('"Black students ended the program," said Ann Bell, a parent.', []),
    ],
)  # fmt: skip
def test_inside_quotation_marks_only_a_whole_name_is_a_district(sentence, found):
    assert districts(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        'Officer Tom Reed ended the fight "in seconds."',
        'Officer Reed has been at East High for six years. Reed kept the peace. "I like him," a student said.',
        'The union, Bell said, kept "its promise."',
        'Ann Bell ended her contract with the city, "a relief," she said.',
        'The mayor of Columbus, who ended the contract, called it "a hard day."',
        'At a hearing in Harris County, Bell said the officers "keep us safe."',
        'Bell, a nurse from Ware County, ended her speech with "enough."',
        'Millvale ended its program once, "a mistake," Bell said.',
        "Readers keep writing about the officers.",
    ],
)
def test_people_and_places_of_which_nothing_is_told_are_no_districts(sentence):
    assert districts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Montgomery County Public Schools removed its officers last year.", [("Montgomery County Public Schools", "ended")]),
        ("Fairfax County schools kept their officers.", [("Fairfax County", "kept")]),
        ("The Loudoun County School Board voted to keep its deputies.", [("Loudoun County", "kept")]),
        ("Schools in Loudoun County brought their officers back last fall.", [("Loudoun County", "reversed course")]),
        ("Schools in Loudoun County are weighing whether to keep their deputies.", [("Loudoun County", "considered")]),
        ("Schools in Prince George's County ended their contract with the police.", [("Prince George's County", "ended")]),
        ("Prince George’s County Public Schools ended its contract.", [("Prince George’s County Public Schools", "ended")]),
        ("The Wake County Public School System kept its officers.", [("Wake County Public School System", "kept")]),
        ("Los Angeles Unified School District cut its police budget by a third.", [("Los Angeles Unified School District", "budget cut")]),
        ("Denver’s school board voted to end its contract.", [("Denver", "ended")]),
        ("A similar ballot failed in neighboring San Rosario, where the trustees then kept their officers.", [("San Rosario", "kept")]),
        ("Oakland ended its program. The Oakland Unified School District later brought its officers back.", [("Oakland", "reversed course")]),
    ],
)  # fmt: skip
def test_a_district_goes_by_its_own_name_or_by_its_county(sentence, found):
    assert districts(sentence) == found


def test_the_place_of_a_district_is_its_name_without_what_it_is():
    assert district_place("Montgomery County Public Schools") == "Montgomery County"
    assert district_place("Kansas City Public Schools") == "Kansas City"
    assert district_place("Phoenix Union") == "Phoenix Union"
