"""Reading an article: each rule on a sentence of its own, then the labelled articles as a whole."""

import importlib.util
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_dates import article_dates
from wellstaffed.record.article_sentences import article_sentences
from wellstaffed.record.article_text import read_article_text

ARTICLES = Path(__file__).resolve().parent / "articles"
DAY = date(2020, 6, 8)  # a Monday
HEAD = "MILLVALE, Ohio — The Millvale School Board met on the removal of police officers from schools.\n\n"


def scoring():
    if "article_scores" not in sys.modules:
        spec = importlib.util.spec_from_file_location("article_scores", ARTICLES / "scores.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["article_scores"] = module
        spec.loader.exec_module(module)
    return sys.modules["article_scores"]


def candidates(text, published=DAY):
    return read_article(read_article_text(text.encode(), name="test", published=published))


def all_articles():
    return [pair for half in ("development", "heldout") for pair in scoring().articles(half)]


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("The board voted Thursday to wait.", "2020-06-04", None),
        ("The board will vote Thursday.", "2020-06-11", None),
        ("She spoke on Monday.", "2020-06-08", None),
        ("The district has until Wednesday to give notice.", "2020-06-10", None),
        ("Notice is due by Sept. 15.", "2020-09-15", None),
        ("The contract was signed on Dec. 12.", "2019-12-12", None),
        ("They met last week.", "2020-05-31", "2020-06-06"),
        ("They will meet next month.", "2020-07-01", "2020-07-31"),
        ("One officer would leave at the start of the 2021 calendar year.", "2021-01-01", None),
        ("It ends before the 2021-22 school year.", "2021-07-01", "2022-06-30"),
        ("It ends at the end of the 2020-21 school year.", "2021-06-30", None),
        ("It was cut in the summer of 2019.", "2019-06-01", "2019-08-31"),
        ("He retired in February 2016.", "2016-02-01", "2016-02-29"),
        ("The rule dates from 2016-06-30 and holds.", "2016-06-30", None),
        ("The vote came on 6/1/2020.", "2020-06-01", None),
        ("It will be tried in the second semester of the 2020-21 school year.", "2021-01-01", "2021-06-30"),
    ],
)
def test_a_phrase_of_time_becomes_a_day_or_a_span(sentence, first, last):
    (found,) = article_dates(article_sentences(sentence), DAY, [])
    assert (str(found.date), str(found.date_to)) == (first, str(last))


@pytest.mark.parametrize(
    "sentence",
    ["Mayor May Jones may march.", "About 2020 students came.", "The vote was 4-3.", "Room 1998 is full.", "He is 42."],
)
def test_what_only_looks_like_a_date_is_none(sentence):
    assert article_dates(article_sentences(sentence), DAY, []) == []


@pytest.mark.parametrize(
    ("sentence", "who", "stance"),
    [
        ("Mayor Ann Bell supports removing the officers.", "Ann Bell", "for"),
        ("Mayor Ann Bell opposes removing the officers.", "Ann Bell", "against"),
        ("Mayor Ann Bell does not support removing the officers.", "Ann Bell", "against"),
        ("Mayor Ann Bell wants to keep the officers.", "Ann Bell", "against"),
        ("Mayor Ann Bell said the officers should go.", "Ann Bell", "for"),
        ("Mayor Ann Bell said the officers should stay.", "Ann Bell", "against"),
        ("Mayor Ann Bell called on the board to end the contract.", "Ann Bell", "for"),
        ("Mayor Ann Bell is against ending the contract.", "Ann Bell", "against"),
        ("Mayor Ann Bell backs the removal only if counselors are hired.", "Ann Bell", "conditional"),
        ("Mayor Ann Bell would support ending the contract if counselors were hired.", "Ann Bell", "conditional"),
        ("The Millvale Teachers Union wants police out of schools.", "Millvale Teachers Union", "for"),
        ('"Keep the officers," said Mayor Ann Bell.', "Ann Bell", "against"),
        ('"End the contract," Mayor Ann Bell said.', "Ann Bell", "for"),
        ("Principals want to keep their officers, said district spokesman Tom Rees.", "principals", "against"),
        ("Mayor Ann Bell, who wants the officers removed, spoke first.", "Ann Bell", "for"),
        ("The officers should be removed, according to the Millvale Teachers Union.", "Millvale Teachers Union", "for"),
    ],
)
def test_a_position_has_its_holder_and_its_direction(sentence, who, stance):
    found = [(one.who, one.stance) for one in candidates(HEAD + sentence).positions if one.stance != "unclear"]
    assert found == [(who, stance)]


def test_a_pronoun_and_the_statement_stand_for_who_was_named_before():
    text = (
        "The Millvale Teachers Union released a statement on the police officers in schools. "
        '"We asked for nurses," the statement says.\n\n'
        'Mayor Ann Bell spoke later. "I would have to see it," she said.'
    )
    quotes = {one.quote: one.who for one in candidates(HEAD + text).positions if one.quote}
    assert quotes == {"We asked for nurses": "Millvale Teachers Union", "I would have to see it": "Ann Bell"}


def test_a_changed_mind_keeps_the_earlier_stance():
    text = "The Millvale Teachers Union had long supported keeping the officers. Now the union wants them removed."
    (one,) = [row for row in candidates(HEAD + text).positions if row.stance == "for"]
    assert (one.who, one.previous) == ("Millvale Teachers Union", "against")


@pytest.mark.parametrize(
    ("sentence", "number", "what", "metric"),
    [
        ("They ask for 33 additional staff according to the ACLU's metric of equitable staffing.", 33, "additional staff",
         "ACLU's metric of equitable staffing"),
        ("It costs $1.2 million a year.", 1_200_000, "dollars a year", None),
        ("Some 47% of students agreed.", 47, "percent of students agreed", None),
        ("The ratio is one nurse for every 750 students.", 750, "students for each nurse", None),
        ("Twenty-nine students were arrested.", 29, "students", None),
        ("They want to drop one of the four officers.", 1, "officer", None),
    ],
)  # fmt: skip
def test_a_figure_keeps_what_it_counts_and_its_metric(sentence, number, what, metric):
    found = {(one.number, one.what, one.metric) for one in candidates(HEAD + sentence).claims}
    assert (number, what, metric) in found


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Three hundred and seventy-six officers came, she said.", {376}),
        ("She has read more than 300 emails.", {300}),
        ("Stan Bell, a father of four, said so.", set()),
        ("It was nearly 10 when the board took up the plan.", set()),
        ("She asked for a written promise about 911 calls.", set()),
        ("The school has 911 students.", {911}),
    ],
)
def test_what_is_no_figure_is_not_taken_for_one(sentence, numbers):
    assert {one.number for one in candidates(HEAD + sentence).claims} == numbers


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The district could ask for an extension, but only if the request is made by June 15.", "deadline"),
        ("The public can comment on the draft through May 12.", "deadline"),
        ("She made her vote contingent on an amendment that two deans be hired by Aug. 2.", "deadline"),
        ("Notice would have to go out by July 2.", "deadline"),
        ("He could spare two officers by Aug. 2.", "event"),
    ],
)
def test_a_last_day_is_told_from_a_day_on_which_something_happens(sentence, kind):
    (day,) = candidates(HEAD + sentence).dates
    assert day.kind == kind


def test_a_list_by_school_gives_each_figure_its_school():
    text = "The request is for 33 additional staff.\n\nEast: one counselor, four social workers\nWest High: 7 social workers\n"
    found = {(one.school, one.number, one.what) for one in candidates(HEAD + text).claims if one.school}
    assert found == {("East", 1, "counselor"), ("East", 4, "social workers"), ("West", 7, "social workers")}


def test_advertisements_and_more_news_lines_give_nothing():
    text = (
        "The board met.\n\nAdvertisement\n\nMore news: Mayor Rex Vane wants 50 officers removed by Friday\n\nIt rained."
    )
    found = candidates(HEAD + text)
    assert (found.positions, found.claims, found.dates) == ([], [], [])
    assert "Rex Vane" not in {one.name for one in found.people}


def test_abbreviations_and_initials_end_no_sentence():
    text = "Dr. A. B. Cole of St. Paul met Lt. Roe on Sept. 15 at 7 p.m. Monday. The U.S. rule holds."
    assert [one.words for one in article_sentences(text)] == [
        "Dr. A. B. Cole of St. Paul met Lt. Roe on Sept. 15 at 7 p.m. Monday.",
        "The U.S. rule holds.",
    ]


@pytest.mark.parametrize(("path", "labels"), all_articles(), ids=lambda one: getattr(one, "name", ""))
def test_every_candidate_stands_exactly_where_it_says(path, labels):
    found = scoring().candidates_of(path, labels["published"])
    assert found.published == labels["published"]
    is_html = path.suffix == ".html"
    text = found.text if is_html else path.read_text(encoding="utf-8")
    assert (found.text is not None) == is_html
    rows = [*found.positions, *found.claims, *found.dates, *found.options, *found.votes, *found.districts]
    assert rows
    assert [row for row in rows if text[row.start : row.end] != row.sentence] == []
    assert all(one.quote is None or one.quote in one.sentence for one in found.positions)
    assert all(one.text in one.sentence for one in found.dates)


def test_the_same_article_gives_the_same_bytes():
    path, labels = all_articles()[0]
    first, second = (
        json.dumps(scoring().candidates_of(path, labels["published"]).model_dump(mode="json")) for _ in "ab"
    )
    assert first == second


def test_madison_of_8_june_2020():
    found = scoring().candidates_of(ARTICLES / "development" / "madison.txt", None)
    stance = {(one.who, one.stance) for one in found.positions if one.on.startswith("removing")}
    assert {("Madison Teachers Inc.", "conditional"), ("Gloria Reyes", "against"), ("principals", "against")} <= stance
    assert {(one.last_day, one.effective, one.officers_less) for one in found.options} == {
        (date(2020, 6, 10), date(2021, 1, 1), 1),
        (date(2020, 9, 15), date(2021, 7, 1), None),
    }
    assert (33, "ACLU's metric of equitable staffing") in {(one.number, one.metric) for one in found.claims}
    assert [(one.name, one.did) for one in found.districts] == [("Minneapolis", "ended"), ("Portland", "ended")]


# What was reached, less a little; nobody read the articles of the held-out half while the rules were written. The aim for
# stances there, 75 %, is not reached: benchmarks/bench_articles.py prints it. Of the development half forty articles were
# written for stances alone; their figures and dates are read with the rules made for the other ten.
FLOORS = {
    "development": {
        "deadlines": 0.93,
        "numbers": 0.79,
        "speakers of direct quotes": 0.95,
        "stances": 0.61,
        "dates": 0.88,
    },
    "stances_only": {"people": 0.94, "stances": 0.69},  # reports in which nothing else is labelled
    "plain_reports": {"people": 0.97, "speakers of direct quotes": 0.96, "stances": 0.82},  # nor in these
    "heldout": {"deadlines": 0.90, "numbers": 0.90, "speakers of direct quotes": 0.90, "stances": 0.69, "dates": 0.90},
}


@pytest.mark.parametrize("half", FLOORS)
def test_no_field_falls_below_what_was_reached(half):
    found = scoring().scores(half)
    reached = {field: min(found[field].precision, found[field].recall) for field in FLOORS[half]}
    assert {field: share for field, share in reached.items() if share < FLOORS[half][field]} == {}


@pytest.mark.parametrize(
    ("sentence", "name", "did"),
    [
        ("Crane Hill ISD never stopped using them.", "Crane Hill ISD", "kept"),
        ("In 2020 the neighboring Alta Vista district ended its agreement entirely.", "Alta Vista", "ended"),
        ("Elmsford considered doing so last year but kept its officers.", "Elmsford", "kept"),
        ("Fordham eliminated its program in 2020 and reinstated it in 2022.", "Fordham", "reversed course"),
        ("Neighboring Berglund looked at doing so and decided against it.", "Berglund", "considered"),
        ("Marsh Harbor put officers in its elementary schools in 2022.", "Marsh Harbor", "added"),
    ],
)
def test_another_district_and_what_it_did(sentence, name, did):
    assert [(one.name, one.did) for one in candidates(HEAD + sentence).districts] == [(name, did)]


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("Millvale police union president Al Fry said nothing.", ("Al Fry", "president", "Millvale police union")),
        ("Al Fry, president of the police union, said nothing.", ("Al Fry", "president of the police union", "police union")),
        ("Elm City Education Association President Al Fry said nothing.",
         ("Al Fry", "president", "Elm City Education Association")),
        ("Union president Al Fry said nothing.", ("Al Fry", "union president", "Millvale Teachers Association")),
    ],
)  # fmt: skip
def test_who_leads_one_union_is_not_of_another(sentence, person):
    text = f"{HEAD}The Millvale Teachers Association met on Sunday. {sentence}"
    assert [(one.name, one.role, one.body) for one in candidates(text).people] == [person]


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("According to the Post and Courier, the district spends $2 million.", "Post and Courier"),
        ("The Falls & Valley Gazette first reported the plan.", "Falls & Valley Gazette"),
    ],
)
def test_an_outlet_with_an_and_in_its_name_is_read_whole(sentence, outlet):
    assert candidates(HEAD + sentence).outlets == [outlet]
