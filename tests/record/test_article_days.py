"""Days that an article tells by way of another, and weekdays to come: read as they are meant, or left undated."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_dates import article_dates
from wellstaffed.record.article_sentences import article_sentences
from wellstaffed.record.article_text import read_article_text

MONDAY, WEDNESDAY, SATURDAY = date(2020, 6, 8), date(2020, 6, 10), date(2020, 6, 13)
HEAD = "MILLVALE, Ohio — The Millvale School Board met on the removal of police officers from schools.\n\n"


def dated(text, published):
    return [
        (one.text, str(one.date) if one.date else None, one.kind)
        for one in article_dates(article_sentences(text), published, [])
    ]


@pytest.mark.parametrize(
    ("published", "sentence", "text", "day", "kind"),
    [
        (MONDAY, "The board must give the city notice by the first Monday in August.", "the first Monday in August", "2020-08-03", "deadline"),
        (SATURDAY, "The board must give notice by the first Monday in August.", "the first Monday in August", "2020-08-03", "deadline"),
        (MONDAY, "The deadline to give notice is the third Friday in July.", "the third Friday in July", "2020-07-17", "deadline"),
        (WEDNESDAY, "The union must answer by the 3rd Tuesday of July.", "the 3rd Tuesday of July", "2020-07-21", "deadline"),
        (MONDAY, "Notice is due no later than the fourth Wednesday in June 2021.", "the fourth Wednesday in June 2021", "2021-06-23", "deadline"),
        (MONDAY, "Notice is due by the last Friday in June.", "the last Friday in June", "2020-06-26", "deadline"),
        (MONDAY, "The first Monday in August is the last day to give notice.", "The first Monday in August", "2020-08-03", "deadline"),
        (MONDAY, "The board voted on the second Monday in May.", "the second Monday in May", "2020-05-11", "event"),
        (MONDAY, "Notice is due the first Monday of next month.", "the first Monday of next month", "2020-07-06", "deadline"),
        (MONDAY, "The vote is the Tuesday after the first Monday in November.", "the Tuesday after the first Monday in November", "2020-11-03", "event"),
        (MONDAY, "A vote is set for a week from Monday.", "a week from Monday", "2020-06-15", "event"),
        (WEDNESDAY, "A vote is set for a week from Monday.", "a week from Monday", "2020-06-22", "event"),
        (MONDAY, "The board will vote two weeks from Thursday.", "two weeks from Thursday", "2020-06-25", "event"),
        (SATURDAY, "The board will vote two weeks from Thursday.", "two weeks from Thursday", "2020-07-02", "event"),
        (MONDAY, "The council will vote Monday week.", "Monday week", "2020-06-15", "event"),
        (WEDNESDAY, "The board met a week ago Monday.", "a week ago Monday", "2020-06-01", "event"),
        (MONDAY, "The city will answer 30 days from today.", "30 days from today", "2020-07-08", "event"),
        (MONDAY, "Notice must be given by the last day of August.", "the last day of August", "2020-08-31", "deadline"),
        (MONDAY, "Notice must be given by the 15th of August.", "the 15th of August", "2020-08-15", "deadline"),
        (MONDAY, "Notice must be given by 15 August 2020.", "15 August 2020", "2020-08-15", "deadline"),
        (MONDAY, "The board must decide by the end of next month.", "the end of next month", "2020-07-31", "deadline"),
        (MONDAY, "The board must decide by the end of the month.", "the end of the month", "2020-06-30", "deadline"),
        (MONDAY, "Notice is due by the Friday before June 30.", "the Friday before June 30", "2020-06-26", "deadline"),
        (MONDAY, "Notice is due Thursday the 25th.", "Thursday the 25th", "2020-06-25", "deadline"),
        (MONDAY, "Notice must be given by the close of business Friday.", "Friday", "2020-06-12", "deadline"),
        (SATURDAY, "Notice must be given by 5 p.m. on Friday.", "Friday", "2020-06-19", "deadline"),
        (MONDAY, "The hearing is on Tuesday of next week.", "Tuesday of next week", "2020-06-16", "event"),
        (MONDAY, "The hearing was on Tuesday of last week.", "Tuesday of last week", "2020-06-02", "event"),
        (SATURDAY, "The hearing was on Tuesday of last week.", "Tuesday of last week", "2020-06-02", "event"),
    ],
)  # fmt: skip
def test_a_day_told_by_way_of_another_is_that_day(published, sentence, text, day, kind):
    assert dated(sentence, published) == [(text, day, kind)]


@pytest.mark.parametrize("published", [MONDAY, WEDNESDAY, SATURDAY])
@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Notice is due by the Friday before Labor Day.", "the Friday before Labor Day"),
        ("Notice is due by the Monday following the Fourth of July.", "the Monday following the Fourth of July"),
        ("Notice is due by the Monday after spring break.", "the Monday after"),
        ("Notice is due by the first Tuesday of the school year.", "the first Tuesday"),
        ("Notice is due on the fifth Monday in July.", "the fifth Monday in July"),
        ("Notice is due by the first business day of July.", "the first business day of July"),
        ("Notice is due the first and third Mondays of July.", "the first and third Mondays of July"),
        ("Notice is due by the end of the week.", "the end of the week"),
        ("Notice is due by the end of the year.", "the end of the year"),
        ("Notice is due by the following Friday.", "the following Friday"),
        ("Notice is due by Monday after next.", "Monday after next"),
        ("Notice is due the Monday two weeks from now.", "Monday two weeks from now"),
        ("Notice is due by Monday, two weeks before school starts.", "Monday, two weeks before"),
        ("Notice is due two Mondays from now.", "two Mondays from"),
        ("Notice is due by a week Friday.", "a week Friday"),
        ("Notice must be in by the first and last Friday.", "the first and last Friday"),
        ("Notice is due by Friday the 32nd.", "Friday the 32nd"),
        ("The city must answer within 30 days.", "within 30 days"),
        ("The county's offer expires in 30 days.", "in 30 days"),
        ("The pact will lapse in two weeks.", "in two weeks"),
        ("The county's offer expires in 10 business days.", "in 10 business days"),
        ("The city must answer a few weeks from Monday.", "a few weeks from Monday"),
        ("The city must answer 10 business days from Monday.", "10 business days from Monday"),
    ],
)
def test_a_day_that_is_not_understood_is_left_undated_and_never_the_nearest_weekday(published, sentence, text):
    notes = []
    (found,) = article_dates(article_sentences(sentence), published, notes)
    assert (found.text, found.date, found.date_to) == (text, None, None)
    assert notes == [f"'{text}' could not be dated."]


@pytest.mark.parametrize(
    "sentence",
    [
        "The board meets the second Tuesday of each month.",
        "The board meets every Tuesday.",
        "The board meets each Monday and Thursday.",
        "Any Friday would do.",
        "It happened on a Saturday night.",
        "The officers come three days a week, and twice a week on Monday and Friday.",
    ],
)
def test_what_names_no_day_gives_none(sentence):
    assert dated(sentence, MONDAY) == []


@pytest.mark.parametrize(
    "text",
    ["The hearing is on Tuesday of next week.", "The hearing was on Tuesday of last week.", "The boards meet next week, Katy on Tuesday."],
)  # fmt: skip
def test_what_is_next_week_on_a_sunday_is_left_undated(text):
    assert [day for words, day, _ in dated(text, date(2020, 6, 14)) if "day" in words] == [None]


def test_a_friday_in_august_is_no_friday_of_june():
    assert dated("The board must act by a Friday in August.", MONDAY) == [("August", "2020-08-01", "event")]


@pytest.mark.parametrize(
    ("sentence", "counted", "day", "anchor"),
    [
        ("The district must give notice at least 90 days before June 30, 2021.", "90 days before June 30, 2021", "2021-04-01", "2021-06-30"),
        ("Either party may terminate with 90 days' written notice before June 30, 2021.",
         "90 days' written notice before June 30, 2021", "2021-04-01", "2021-06-30"),
        ("The board may end it by giving notice no later than 30 days prior to the expiration on August 31, 2020.",
         "30 days prior to the expiration on August 31, 2020", "2020-08-01", "2020-08-31"),
        ("The board may end it by giving notice at least 60 days before Sept. 15.", "60 days before Sept. 15", "2020-07-17", "2020-09-15"),
        ("It must give not less than ninety (90) days' notice prior to the end of the school year on June 30, 2021.",
         "ninety (90) days' notice prior to the end of the school year on June 30, 2021", "2021-04-01", "2021-06-30"),
        ("The city must be told no later than three months before July 31, 2021.", "three months before July 31, 2021", "2021-04-30", "2021-07-31"),
        ("Notice must be given 30 days before the end of the term, June 30, 2021.", "30 days before the end of the term, June 30, 2021", "2021-05-31", "2021-06-30"),
        ("It must give notice two weeks before 7/1/21.", "two weeks before 7/1/21", "2021-06-17", "2021-07-01"),
        # Which year's 30 June, or which of two counts, nobody can say.
        ("The district must give notice 90 days before June 30.", "90 days before June 30", None, "2020-06-30"),
        ("It must give notice 60 to 90 days before July 1, 2021.", "60 to 90 days before July 1, 2021", None, "2021-07-01"),
        ("It must give notice 10 business days before July 1, 2021.", "10 business days before July 1, 2021", None, "2021-07-01"),
        ("It must give about 90 days' notice before July 1, 2021.", "90 days' notice before July 1, 2021", None, "2021-07-01"),
        ("It must give ninety (60) days' notice before July 1, 2021.", "ninety (60) days' notice before July 1, 2021", None, "2021-07-01"),
        ("The city must answer within 30 days of June 15.", "within 30 days of June 15", None, "2020-06-15"),
    ],
)  # fmt: skip
def test_days_before_a_day_are_the_day_of_notice_and_the_day_itself_is_no_deadline(sentence, counted, day, anchor):
    first, second = dated(sentence, MONDAY)
    assert first == (counted, day, "deadline")
    assert second[1] == anchor
    assert second[2] != "deadline"


def test_a_day_left_with_days_of_notice_is_no_deadline_of_its_own():
    assert [kind for _, _, kind in dated("It must act before June 30 with 90 days' notice.", MONDAY)] == ["event"]
    assert dated("It may leave by giving 60 days' notice by Sept. 1.", MONDAY) == [
        ("Sept. 1", "2020-09-01", "deadline")
    ]


@pytest.mark.parametrize(
    ("words", "last_day"),
    [
        ("by the first Monday in August", date(2020, 8, 3)),
        ("at least 60 days before Sept. 15", date(2020, 7, 17)),
        ("by the Friday before Labor Day", None),
        ("by mid-August", None),
        ("by August", None),
        ("by the end of the week", None),
    ],
)
def test_only_a_certain_day_enters_the_clock(words, last_day):
    text = f"{HEAD}The board must give the city notice {words} to end the contract for four police officers."
    found = read_article(read_article_text(text.encode(), name="test", published=MONDAY)).options
    assert [one.last_day for one in found] == ([last_day] if last_day else [])


FORT_BEND = (
    "Three governments meet this week on the same question: whether deputies stay in schools. Commissioners Court on Tuesday, "
    "the Stafford City Council on Wednesday, and the trustees on Thursday."
)


@pytest.mark.parametrize(
    ("published", "text", "days"),
    [
        (date(2020, 8, 3), FORT_BEND, ["2020-08-04", "2020-08-05", "2020-08-06"]),
        (date(2020, 8, 2), FORT_BEND, ["2020-08-04", "2020-08-05", "2020-08-06"]),
        (date(2020, 8, 3), FORT_BEND.replace("meet this", "meet next"), ["2020-08-11", "2020-08-12", "2020-08-13"]),
        (date(2020, 8, 6), FORT_BEND.replace("meet this", "met this"), ["2020-08-04", "2020-08-05", "2020-08-06"]),
        (date(2020, 8, 3), "The boards meet this week: Katy on Tuesday, Stafford on Friday.", ["2020-08-04", "2020-08-07"]),
        (date(2020, 8, 3), "The council will meet next week, Katy on Tuesday.", ["2020-08-11"]),
        (date(2020, 8, 5), "The trustees are scheduled to vote Friday.", ["2020-08-07"]),
        (date(2020, 8, 5), "The trustees vote Monday on whether to keep deputies.", ["2020-08-10"]),
        (date(2020, 8, 5), "The vote is Tuesday.", ["2020-08-11"]),
        (date(2020, 8, 5), "A hearing is planned for Tuesday.", ["2020-08-11"]),
        (date(2020, 8, 5), "Later this week, on Friday, the court hears it.", ["2020-08-07"]),
        (date(2020, 8, 5), "He is expected to answer on Monday.", ["2020-08-10"]),
        (date(2020, 8, 5), "The court meets again Monday.", ["2020-08-10"]),
        (date(2020, 8, 5), "On Monday night, the board that did it will hear a proposal to undo it.", ["2020-08-10"]),
        (date(2020, 8, 5), "It faces a vote Monday.", ["2020-08-10"]),
        (date(2020, 8, 5), "The contract comes before the board Monday.", ["2020-08-10"]),
        (date(2020, 8, 5), "The council postponed the vote to Monday.", ["2020-08-10"]),
        (date(2020, 8, 5), "The board agreed to meet Monday.", ["2020-08-10"]),
        (date(2020, 8, 5), "The hearing Monday drew 200 people.", ["2020-08-03"]),
        (date(2020, 8, 5), "Monday's meeting will be closed.", ["2020-08-10"]),
        (date(2020, 8, 5), "Monday's meeting was long.", ["2020-08-03"]),
        (date(2020, 8, 5), "The council voted Monday.", ["2020-08-03"]),
        (date(2020, 8, 5), "The council, which met last Monday, meets on Friday.", ["2020-08-03", "2020-08-07"]),
        (date(2020, 8, 5), "The council's vote Monday was close.", ["2020-08-03"]),
        (date(2020, 8, 5), "Trustees took no vote Monday on the chief's offer.", ["2020-08-03"]),
        (date(2020, 8, 5), "They vote Monday on the chief's offer.", ["2020-08-10"]),
        (date(2020, 8, 5), "Members said Tuesday they will answer on Friday.", ["2020-08-04", "2020-08-07"]),
    ],
)  # fmt: skip
def test_a_weekday_to_come_is_told_from_one_gone_by(published, text, days):
    found = article_dates(article_sentences(text), published, [])
    assert [str(one.date) for one in found if "day" in one.text] == days


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("One officer is to be dropped in January.", "2021-01-01"),
        ("Two officers will be removed in January.", "2021-01-01"),
        ("Officers are to be reassigned in May.", "2021-05-01"),
        ("The officers are expected to be gone in January.", "2021-01-01"),
        ("The officers return in September.", "2020-09-01"),
        ("Officers leave in January.", "2021-01-01"),
        ("Two members left in January.", "2020-01-01"),
        ("One officer was dropped in January.", "2020-01-01"),
        ("The officers have been reassigned in May.", "2020-05-01"),
    ],
)
def test_a_month_to_come_is_told_from_one_gone_by(sentence, first):
    assert [day for _, day, _ in dated(sentence, MONDAY)] == [first]
