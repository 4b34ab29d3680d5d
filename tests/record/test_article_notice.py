"""Periods of notice: the last day is counted back from the day they stand before, or there is none and it is said why."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

HEAD = "MILLVALE, Ohio — The Millvale School Board met on Monday on the removal of police officers from schools.\n\n"


def options(text):
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2021, 3, 4)))
    return found.options


@pytest.mark.parametrize(
    ("text", "last_day", "effective"),
    [
        ("The $328,000-a-year agreement may be ended by either party with 90 days' written notice before June 30.", "2021-04-01", "2021-06-30"),
        ("Either party may end the contract with notice at least 60 days before Sept. 15.", "2021-07-17", "2021-09-15"),
        ("The contract may be ended by June 30 with 90 days' notice.", "2021-04-01", "2021-06-30"),
        ("The contract may be ended on June 30 with 90 days’ notice.", "2021-04-01", "2021-06-30"),
        ("The board may end the agreement effective Dec. 31 with sixty (60) days' notice.", "2021-11-01", "2021-12-31"),
        ("Either side can leave with notice at least 90 days before the agreement's July 1 renewal.", "2021-04-02", "2021-07-01"),
        ("The agreement goes on unless either party gives notice at least three months before July 1.", "2021-04-01", "2021-07-01"),
        ("The city must be told in writing at least six weeks before the contract ends on June 30, 2021.", "2021-05-19", "2021-06-30"),
        ("The district may withdraw from the agreement no less than ninety days prior to June 30, 2021, in writing.", "2021-04-01", "2021-06-30"),
        ("The district must give notice no later than 30 days before it expires. The contract expires June 30, 2022.", "2022-05-31", "2022-06-30"),
        ("Notice must come 90 days in advance. The agreement runs through June 30, 2021.", "2021-04-01", "2021-06-30"),
        ("Under the deal, the city needs a 120-day notice to end it before the Sept. 30 expiration.", "2021-06-02", "2021-09-30"),
    ],
)  # fmt: skip
def test_a_period_before_a_day_is_counted_back_from_it(text, last_day, effective):
    assert [(str(one.last_day), str(one.effective)) for one in options(text)] == [(last_day, effective)]


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("Either side may end the agreement by giving 60 days' notice by Sept. 1, effective Jan. 1, 2022.", "2021-09-01"),
        ("To end the contract the board must give the city sixty days' written notice by May 1.", "2021-05-01"),
        ("The agreement can be terminated by the district with 90 days' notice, no later than April 1.", "2021-04-01"),
        ("The district must notify the sheriff in writing by April 1, 90 days before the contract ends June 30.", "2021-04-01"),
        ("District officials have until June 30 to give the city the required 90 days' notice to end the contract.", "2021-06-30"),
        ("The board must send a letter to the city before Sept. 15 to end the contract.", "2021-09-14"),
    ],
)  # fmt: skip
def test_a_day_that_the_article_itself_gives_for_notice_stays(text, last_day):
    assert [(str(one.last_day), one.notice_days) for one in options(text)] == [(last_day, None)]


@pytest.mark.parametrize(
    ("text", "days", "months"),
    [
        ("The district can end the contract on 60 days' notice.", 60, None),
        ("The contract may be ended with 120 days' notice at any time.", 120, None),
        ("Either party may terminate upon sixty (60) days' written notice.", 60, None),
        ("The board can leave the contract with a month's notice.", None, 1),
        ("The board can end the contract by giving 45 days' notice.", 45, None),
        ("Notice of 60 days is required to end the contract.", 60, None),
        ("The contract can be ended upon two weeks' notice from either side.", 14, None),
        ("The agreement, which expires on June 30, 2021, can be terminated earlier on 30 days’ notice.", 30, None),
        ("The contract lets the district end it on 30 days' notice, but the board votes on June 8.", 30, None),
    ],
)
def test_a_bare_period_takes_notice_on_any_day(text, days, months):
    (found,) = options(text)
    assert (found.notice_days, found.notice_months, found.any_day) == (days, months, True)
    assert (found.last_day, found.effective) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The board must notify the city 60 days prior to the end of the fiscal year to end the contract.",
        "The district must give notice no later than 30 days before it expires.",
        "The contract requires 60 days' notice.",
        "The contract requires 10 business days' notice before June 30.",
        "The contract can be ended with 60 days' notice before July.",
        "The contract can be ended with 60 days' notice before the start of the 2021-22 school year.",
        "Either side may end the agreement with 60 days' notice on or before June 30.",
        "At least 90 days' notice is required before June 30 to end the contract.",
        "The district must give the city a full year's notice before it can leave the agreement.",
        "The board may end the contract with 90 days' notice, but not later than June 30.",
        "The board can end the contract with 90 days' notice to the city, which means by April 1.",
        "The agreement ends June 30. Either party must give notice to renew it 90 days before that date.",
    ],
)
def test_a_period_from_a_day_that_is_not_read_has_no_last_day_and_says_so(text):
    (found,) = options(text)
    assert found.last_day is None
    assert not found.any_day
    assert "not" in (found.undated or "") or "no single day" in (found.undated or "")


@pytest.mark.parametrize(
    "text",
    [
        "The district gave the city 30 days' notice last week.",
        "The board voted 4-3 Tuesday to end the contract with 30 days' notice.",
        "The union must give 10 days' notice before a strike.",
        "The contract ends June 30, 2021.",
        "Sheriff Roy Hill gave the district 60 days' notice that he will withdraw his deputies from the contract by June 30.",
    ],
)
def test_what_is_no_rule_on_leaving_is_no_option(text):
    assert options(text) == []


def test_a_weekday_of_a_month_is_never_the_next_such_weekday():
    found = options("The board must give the city notice by the first Monday in August to end the contract.")
    assert [one.last_day for one in found if one.last_day] in ([], [date(2021, 8, 2)])


def test_a_day_that_is_only_told_by_its_number_gives_no_last_day():
    text = "The contract may be ended with notice given not later than the ninetieth day before June 30."
    assert not any(one.last_day for one in options(text))


@pytest.mark.parametrize(
    ("text", "options_read"),
    [
        (
            "The district must give notice by the first Monday in August to drop one officer in January 2022, and by Sept. 15 to "
            "end the contract in June 2022.",
            [("2021-08-02", 1, False), ("2021-09-15", None, True)],
        ),
        (
            "The board may also withdraw with notice by the last Friday in July, or by Jan. 15.",
            [("2021-07-30", None, True), ("2022-01-15", None, True)],
        ),
        (
            "The district must notify the city by 15 August 2021; by 8/20/2021 for the officer at Denfeld.",
            [("2021-08-15", None, False), ("2021-08-20", None, False)],
        ),
    ],
)
def test_a_second_last_day_of_a_sentence_is_read_too(text, options_read):
    assert [(str(one.last_day), one.officers_less, one.ends_agreement) for one in options(text)] == options_read


@pytest.mark.parametrize(
    ("text", "published", "last_day"),
    [
        ("The board may end the contract with 90 days' written notice before June 30.", date(2021, 4, 14), None),
        ("The board may end the contract with 90 days' written notice before June 30.", date(2021, 3, 14), "2021-04-01"),
        ("The board may end the contract with 90 days' written notice before June 30, 2021.", date(2021, 4, 14), "2021-04-01"),
        ("The board may end the contract with about 90 days' notice before June 30, 2022.", date(2021, 4, 14), None),
    ],
)  # fmt: skip
def test_a_period_is_dated_among_the_dates_and_the_ways_out_or_in_neither(text, published, last_day):
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=published))
    (way,) = found.options
    (row,) = [one for one in found.dates if one.text.startswith("90 days")]
    assert [day and day.isoformat() for day in (way.last_day, row.date)] == [last_day, last_day]
    assert (way.undated is None) == (way.effective is not None) == (last_day is not None)
    assert any("could not be dated" in note for note in found.notes) == (last_day is None)


def test_a_month_is_no_day_on_which_a_way_out_takes_effect():
    (found,) = options("The district must give notice by Sept. 15 to end the contract in June 2022.")
    assert (found.last_day, found.effective) == (date(2021, 9, 15), None)
    (found,) = options("The district must give notice by Sept. 15 to end the contract on June 30, 2022.")
    assert found.effective == date(2022, 6, 30)
