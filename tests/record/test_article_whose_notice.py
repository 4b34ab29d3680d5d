"""Last days of other contracts, duties and decisions in an article on police are no ways out of the police agreement."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

HEAD = (
    "Duluth board weighs officers\n\nDULUTH, Minn. - The Duluth School Board pays the city $328,000 a year for four school "
    "resource officers. "
)


def options(text, published=date(2020, 6, 17)):
    return read_article(read_article_text((HEAD + text).encode(), name="test", published=published)).options


@pytest.mark.parametrize(
    "text",
    [
        "The teachers' contract can be ended with 60 days' notice before Sept. 1. The police contract has no such clause.",
        "Parents must give notice by July 10 to enroll in summer school.",
        "The nurse agreement can be ended by the district by giving notice by Aug. 1.",
        "Vendors must give 90 days' notice before July 1 to bid on lunches.",
        "The board voted on June 9 to give 30 days' notice to the city before the July 15 meeting.",
        "The bus contract runs two years. It can be ended with 60 days' notice.",
        "The district may end its agreement with the food service company by giving notice by Aug. 1.",
        "The district must cancel the custodial services contract by July 15.",
        "The superintendent's contract can be terminated on 90 days' notice.",
        "The lease of the building may be ended with notice by Aug. 1.",
        "Employees who leave must give the district two weeks' notice before July 1.",
        "The district must give teachers notice by July 15 if their agreement is not renewed.",
        "The district must notify parents by Aug. 1 if officers leave.",
        "The union contract lets either side give notice by Aug. 1 to terminate it.",
        "Teachers must tell the district in writing by July 1 whether they will leave.",
    ],
)
def test_the_last_day_of_another_contract_or_duty_is_no_way_out(text):
    assert options(text) == []


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("The contract can be ended with notice by Aug. 1.", "2020-08-01"),
        ("The teachers' contract was approved. The police contract can be ended with 60 days' notice before Sept. 1.", "2020-07-03"),
        ("The teachers' contract ran out. The district must give notice by Aug. 1 to drop an officer.", "2020-08-01"),
        ("Unlike the bus contract, the agreement with the city can be ended by giving notice by Aug. 1.", "2020-08-01"),
        ("The district must tell the city by Aug. 1 whether it will end the contract for police officers.", "2020-08-01"),
        ("Teachers want the officers out, but the district must give notice by Aug. 1 to end the agreement.", "2020-08-01"),
        ("Parents said the district must give the city notice by Aug. 1 to end the agreement.", "2020-08-01"),
        ("Either party may end the agreement by giving notice in writing to the other by Aug. 1.", "2020-08-01"),
        ("The contract, a page long, covers nurses' offices. The contract with the police may be ended by notice by Aug. 1.", "2020-08-01"),
    ],
)  # fmt: skip
def test_the_agreement_with_the_police_keeps_its_way_out(text, last_day):
    assert [str(one.last_day) for one in options(text)] == [last_day]


def test_the_way_out_beside_a_duty_of_vendors_is_read():
    text = (
        "The contract, signed Aug. 1, 2018, can be ended by the district no later than 45 days before the start of the school "
        "year on Sept. 8. Vendors must give 90 days' notice before July 1 to bid on lunches."
    )
    (found,) = options(text, date(2020, 6, 10))
    assert (found.last_day, found.notice_days, found.effective) == (date(2020, 7, 25), 45, date(2020, 9, 8))


@pytest.mark.parametrize(
    "text",
    [
        "Last year the district could have given notice by March 31.",
        "The board could have ended the contract by giving notice by March 31.",
        "Under the old contract, the district had until March 31 to give notice.",
    ],
)
def test_what_was_possible_last_year_is_no_way_out(text):
    assert options(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Last year the district could have given notice by March 31.", None),
        ("The board could have ended the contract by giving notice by March 31.", date(2020, 3, 31)),
    ],
)
def test_what_was_possible_is_no_deadline_to_come(text, day):
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2020, 6, 17)))
    (row,) = [one for one in found.dates if one.text == "March 31"]
    assert (row.date, row.kind) == (day, "event")
