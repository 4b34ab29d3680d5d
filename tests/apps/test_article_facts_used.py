"""A plan from an article uses what the article states, and where it could not read something it says that of itself."""

import re
from datetime import date

import pytest
from ruamel.yaml import YAML

from wellstaffed.apps.article_actions import article
from wellstaffed.apps.article_district import article_district
from wellstaffed.apps.article_plan import plan_files
from wellstaffed.record.article_candidates import Confirmation

HEAD = "DULUTH, Minn. — The Duluth School Board debated on Monday the four police officers in its schools.\n\n"
NOTICE = "Either side may end the agreement by giving notice by Sept. 1."


def files_of(text, head=HEAD):
    found = article(content=(head + text).encode(), name="article", published=date(2021, 3, 4)).candidates
    kept = found.model_copy(
        update={"source": "https://example.org/a", "confirmation": Confirmation(by="R", on=date(2026, 1, 2))}
    )
    return plan_files(kept, article_district(kept, None)).files


def document(files, name):
    return YAML(typ="safe").load(files[name].decode())


@pytest.mark.parametrize(
    ("sentence", "dollars", "of", "bound"),
    [
        (
            "The $328,000-a-year agreement with the city covers them.",
            328000,
            "the agreement",
            "exactly",
        ),
        ("The district pays the county about $312,500 a year for four deputies.", 312500, "four deputies", "about"),
        ("The board talked about the $312,500 a year for four officers.", 312500, "four officers", "exactly"),
        ("The city gets more than $1.2 million per year for the officers.", 1200000, "officers", "more than"),
    ],
)
def test_a_yearly_sum_is_the_cost_of_the_agreement(sentence, dollars, of, bound):
    (cost,) = document(files_of(f"{sentence} {NOTICE}"), "agreement.yaml")["cost"]
    assert (cost["dollars_per_year"], cost["of"], cost["bound"]) == (dollars, of, bound)


def test_either_side_is_both_parties_although_the_article_names_one():
    agreement = document(files_of(NOTICE), "agreement.yaml")
    (option,) = agreement["options"]
    assert option["who"] == [party["short"] for party in agreement["parties"]]


def test_a_lone_officer_is_one():
    head = "DULUTH, Minn. — The Duluth School Board debated on Monday whether to remove its lone police officer.\n\n"
    assert document(files_of(NOTICE, head), "agreement.yaml")["officers"][0]["officers"] == 1


def test_notice_in_writing_is_an_option_even_if_what_follows_is_not_said():
    files = files_of("Under the memorandum the district must notify the city in writing no later than March 31.")
    (option,) = document(files, "agreement.yaml")["options"]
    assert str(option["notice"]["last_day"]) == "2021-03-31"
    assert option["officers_after_missing"] == "how many officers are left then was not read from the article"


def test_a_ratio_and_whose_it_is_are_taken_from_the_article():
    text = (
        "The Duluth Federation of Teachers asked for five more counselors. That follows the American School Counselor "
        "Association ratio of 250 students per counselor."
    )
    files = files_of(text)
    (ratio,) = document(files, "claim.yaml")["ratios"]
    assert (ratio["students_per_fte"][0], ratio["note"]) == (250, "from the article")
    assert "the article names American School Counselor Association" in " ".join(files["plan.yaml"].decode().split())


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("“We will hire eight counselors, four psychologists and two nurses,” the board said.", {"counselor": 8, "psychologist": 4, "nurse": 2}),
        ("The board refused to hire eight counselors.", None),
        ("The district hired eight counselors last year.", None),
    ],
)  # fmt: skip
def test_staff_to_be_hired_is_a_figure_of_additional_staff(sentence, figures):
    files = files_of(sentence)
    assert ("claim.yaml" in files) == (figures is not None)
    if figures:
        assert {one["role"]: one["additional"] for one in document(files, "claim.yaml")["figures"]} == figures


@pytest.mark.parametrize(
    "text", ["The board met.", NOTICE, "The contract can be ended with 60 days' notice before July."]
)
def test_no_file_says_that_the_article_does_not_hold_what_was_only_not_read(text):
    files = files_of(text)
    words = " ".join(" ".join(content.decode().split()) for name, content in files.items() if name.endswith(".yaml"))
    assert re.findall(r"[Tt]he article (?:does not|gives no|names no)\b", words) == []
    assert "was read from the article" in words or "was not read from the article" in words
