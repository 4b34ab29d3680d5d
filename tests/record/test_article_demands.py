"""Staff who are asked for, and by whom, against staff there are."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

HEAD = "MILLVALE, Ohio — The Millvale School Board met on Monday on the removal of police officers from schools.\n\n"


def claims(text):
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2020, 6, 8)))
    return [(one.number, one.what, one.by, one.asked) for one in found.claims]


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("The Millvale Teachers Union asks the board for 12 counselors and 4 nurses.",
         [(12, "counselors", "Millvale Teachers Union"), (4, "nurses", "Millvale Teachers Union")]),
        ("The Millvale Teachers Union wants 12 counselors, 4 nurses and 3 social workers.",
         [(12, "counselors", "Millvale Teachers Union"), (4, "nurses", "Millvale Teachers Union"),
          (3, "social workers", "Millvale Teachers Union")]),
        ("The Millvale Teachers Union is calling for 12 counselors.", [(12, "counselors", "Millvale Teachers Union")]),
        ("The Millvale Teachers Union called on the board to hire 12 counselors.", [(12, "counselors", "Millvale Teachers Union")]),
        ("Parents asked for a nurse in every school and 12 counselors.", [(12, "counselors", "parents")]),
        ("The Millvale Teachers Union's letter asks for 12 counselors.", [(12, "counselors", "Millvale Teachers Union")]),
        ("Ann Bell, a parent, said the board should hire 12 counselors.", [(12, "counselors", "Ann Bell")]),
        ("“We are asking for 12 counselors,” said Ann Bell, a parent.", [(12, "counselors", "Ann Bell")]),
    ],
)  # fmt: skip
def test_a_demand_has_number_what_and_by_whom(sentence, asked):
    assert claims(sentence) == [(*one, True) for one in asked]


@pytest.mark.parametrize(
    "sentence",
    [
        "The district has 12 counselors.",
        "The district employs 12 counselors and 4 nurses.",
        "The Millvale Teachers Union asked about 12 counselors who were laid off.",
        "The Millvale Teachers Union asked the 12 counselors to sign.",
        "The Millvale Teachers Union asked the district, which has 12 counselors, for help.",
        "The Millvale Teachers Union asked why the district has 12 counselors.",
        "The Millvale Teachers Union asked the board to keep 12 counselors.",
        "The Millvale Teachers Union did not ask for 12 counselors.",
        "The Millvale Teachers Union asked for an answer after 12 counselors quit.",
    ],
)
def test_what_there_is_is_not_asked_for(sentence):
    assert [one[3] for one in claims(sentence)] == [False] * len(claims(sentence))
    assert claims(sentence)
