"""Who may use a way out of an agreement, by the article's own names; and schools, which are nobody."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

HEAD = "MILLVALE, Ohio — The Millvale School Board met on Monday on the removal of police officers from schools.\n\n"
WITH_POLICE = "The district's contract with the Millvale Police Department costs $210,000 a year. "


def read(text, head=HEAD):
    return read_article(read_article_text((head + text).encode(), name="test", published=date(2020, 6, 8)))


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (WITH_POLICE + "Either side can end the agreement by giving notice by June 30.", "school district or Millvale Police Department"),
        (WITH_POLICE + "The contract can be canceled by either party by giving notice by July 1.",
         "school district or Millvale Police Department"),
        ("The district or the city can end the contract by giving notice by Aug. 1.", "school district or city"),
        ("Both the Millvale School District and the City of Millvale can terminate the agreement by July 1.",
         "Millvale School District or City of Millvale"),
        ("The contract lets either the district or the Millvale Police Department leave by giving notice by Aug. 1.",
         "school district or Millvale Police Department"),
        ("The Millvale School Board can end the contract with the city by giving notice by Aug. 1.", "Millvale School Board"),
        ("The city can cancel the agreement by notifying the district by Aug. 1.", "city"),
        ("The district pays the city for two officers. It can end the contract by giving notice by Aug. 1.", "school district"),
        ("The city must have notice that the contract ends by Aug. 1.", None),
        ("Either party may withdraw from the agreement with written notice by Aug. 1.", None),
        ("The agreement can be ended by notice by Aug. 1.", None),
    ],
)  # fmt: skip
def test_who_may_leave_is_named_as_the_article_names_it_or_left_open(sentence, who):
    assert [one.who for one in read(sentence).options] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Ashford Central said it would miss its officer.",
        "“We need him,” said a student at Ashford Central. Ashford Central opposes the plan.",
        "Kent Prep opposes the plan.",
        "Lincoln Park wants its officer back. Students at Lincoln Park signed a petition.",
        "Roosevelt Hill High sits on a hill. Roosevelt Hill supports the plan.",
    ],
)
def test_a_school_is_no_person_and_takes_no_side(text):
    found = read(text)
    assert found.people == []
    assert found.positions == []


def test_a_person_with_a_title_is_one_even_where_a_school_has_the_name():
    found = read("Principal Tom Reed opposes the plan. Parents at Tom Reed Elementary signed a petition.")
    assert [one.name for one in found.people] == ["Tom Reed"]
