"""Sentences as reports have them every day, of which earlier readings were wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_candidates import Candidates
from wellstaffed.record.article_text import read_article_text

DEBATED = "The Dover School Board debated removing police officers from schools. "


def read(words: str) -> Candidates:
    article = read_article_text(f"June 8, 2020\n\n{words}".encode(), name="article.txt")
    return read_article(article)


def stances(words: str) -> dict[str, tuple[str, Any]]:
    return {one.who: (one.stance, one.previous) for one in read(words).positions}


def test_who_is_outvoted_is_against_what_was_decided() -> None:
    kept = (
        "The Dover School Board voted 5-2 Monday to keep school resource officers in its schools. "
        "Board members Peter Lind and Marie Vega cast the dissenting votes. "
        "Lind asked that the board revisit the matter at its Nov. 16 meeting."
    )
    assert stances(kept) == {"Peter Lind": ("for", None), "Marie Vega": ("for", None)}
    told = (
        DEBATED
        + "The board approved the contract for school officers 4-3, with trustees Ann Gray and Nick Lee opposed."
    )
    assert {"Ann Gray": ("for", None), "Nick Lee": ("for", None)}.items() <= stances(told).items()


def test_a_vote_of_an_earlier_year_is_no_position_of_today() -> None:
    words = DEBATED + "Last year, the board approved the contract for officers 4-3, with trustee Nick Lee opposed."
    assert "Nick Lee" not in stances(words)


def test_a_position_given_up_is_the_previous_one() -> None:
    words = DEBATED + (
        "Board president Helen Brandt, who in June said she would support ending the contract, "
        "said she had changed her mind after meeting with principals."
    )
    assert stances(words) == {"Helen Brandt": ("against", "for")}


def test_the_day_of_a_call_stands_between_its_words() -> None:
    words = (
        "The union representing Dover's teachers called Sunday for police officers to be removed from the four high "
        "schools, reversing its long-held position, with the caveat that the change happen only when the schools are "
        "properly staffed."
    )
    (found,) = read(words).positions
    assert (found.stance, found.previous) == ("conditional", "against")
    assert found.condition
    assert "only when the schools are properly staffed" in found.condition


def test_a_wish_is_no_condition_on_what_one_can_do() -> None:
    words = DEBATED + "Trustee Ana Mills said she would vote to remove the officers today if she could."
    assert stances(words)["Ana Mills"] == ("for", None)


def test_figures_belong_to_who_called_for_them_not_to_whom_it_called_on() -> None:
    words = DEBATED + (
        "The Dover Education Association, which represents about 1,450 teachers, had called on the board to end the "
        "$412,000 contract with the Dover Police Department and hire 18 more counselors, seven school psychologists and "
        "four nurses."
    )
    claims = read(words).claims
    assert {one.by for one in claims} == {"Dover Education Association"}
    assert [(one.number, one.what) for one in claims][2:] == [
        (18, "more counselors"), (7, "school psychologists"), (4, "nurses"),
    ]  # fmt: skip


def test_a_number_alone_counts_the_staff_not_the_students_of_a_ratio() -> None:
    words = (
        '"The Dover School District needs 14 psychologists to meet the national recommendation of one for every 500 '
        'students," said trustee Priya Raman. "We have eight."'
    )
    assert read(words).claims[-1].number == 8
    assert read(words).claims[-1].what == "psychologists"


def test_a_weekday_after_is_expected_is_to_come() -> None:
    dates = read(DEBATED + "Denver's board is expected to vote Thursday on a plan to phase out officers.").dates
    assert dates[0].date == date(2020, 6, 11)


def test_an_agreement_has_both_its_ways_out_and_the_district_leaves() -> None:
    words = (
        "Under its contract with the city, the Dover School District has until Wednesday to notify the city that it wants "
        "to drop one of the four officers beginning in January. It has until Sept. 15 to end the agreement before its third "
        "year, which would be the 2021-22 school year."
    )
    options = read(words).options
    assert [(one.last_day, one.who) for one in options] == [
        (date(2020, 6, 10), "Dover School District"), (date(2020, 9, 15), "Dover School District"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Denver, Oakland and Seattle have cut ties with police.", ["Denver", "Oakland", "Seattle"]),
        ("St. Paul, Minnesota, voted 5-1 not to renew its agreement.", ["St. Paul"]),
        ("Oakland abolished its school police department in June 2020.", ["Oakland"]),
        (
            "The Minneapolis School Board voted unanimously on June 2 to end its contract with the police.",
            ["Minneapolis"],
        ),
    ],
)
def test_other_districts_are_found_alone_and_in_lists(sentence: str, names: list[str]) -> None:
    assert [one.name for one in read(DEBATED + sentence).districts] == names


def test_a_council_that_followed_has_voted_with_its_abstentions() -> None:
    (vote,) = read(DEBATED + "The City Council followed in July, 15-4, with one abstention.").votes
    assert (vote.yes, vote.no, vote.abstain) == (15, 4, 1)
