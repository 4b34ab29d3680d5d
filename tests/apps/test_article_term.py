"""The term of the agreement that a plan from an article begins with: it begins on the day of the article, or says that none was read."""

from datetime import date

import pytest
from ruamel.yaml import YAML

from wellstaffed.apps.article_agreement import agreement_document
from wellstaffed.apps.clock_section import clock_section
from wellstaffed.record.agreement import load_agreement
from wellstaffed.record.agreement_clock import agreement_clock
from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

HEAD = "MILLVALE, Ohio — The Millvale School Board voted on Monday to return police officers to its schools.\n\n"
NOTICE = " Either side may end the agreement with 45 days' written notice."
WHERE = {"leaid": "3904000", "name": "Millvale", "state": "OH"}


def document_of(text):
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2022, 6, 8)))
    document, why = agreement_document(found.model_copy(update={"source": "https://example.org/a"}), WHERE)
    assert document is not None, why
    return document


def agreement_of(folder, text):
    with (folder / "agreement.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(document_of(text), file)
    return load_agreement(folder / "agreement.yaml")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Under the agreement, the Millvale Police Department will provide three officers, starting Sept. 6.", "2022-09-06"),
        ("The agreement, for three officers, takes effect Aug. 1.", "2022-08-01"),
        ("The contract for three officers began in July 2019.", "2019-07"),
        ("The Millvale Police Department will station three officers in schools, effective on Aug. 22, 2022.", "2022-08-22"),
    ],
)  # fmt: skip
def test_the_term_begins_on_the_day_that_the_article_gives(tmp_path, text, begins):
    found = agreement_of(tmp_path, text + NOTICE)
    assert str(found.term.from_) == begins
    assert text in found.term.note
    assert "day of publication" not in found.term.note


@pytest.mark.parametrize(
    "text",
    [
        "The agreement puts three officers in schools.",
        "The bus contract begins Aug. 1. The agreement puts three officers in schools.",
        "The current agreement puts three officers in schools. A new contract begins Aug. 1.",
        "The agreement puts three officers in schools. Talks on a new contract begin Aug. 1.",
        "The agreement puts three officers in schools, ending a contract that took effect July 1, 2018, and a deal that began July 1, 2020.",
    ],
)
def test_a_term_whose_beginning_was_not_read_says_so(tmp_path, text):
    found = agreement_of(tmp_path, text + NOTICE)
    assert str(found.term.from_) == "2022-06-08"
    assert found.term.note.startswith("Since when it is in force was not read from the article")
    assert "the day of publication stands for it" in found.term.note


def test_an_agreement_that_begins_behind_the_last_day_of_this_one_is_another():
    document = document_of(
        "The agreement for three officers can be ended by notice by July 1. The next contract begins Sept. 1."
    )
    assert document["term"]["from"] == date(2022, 6, 8)


def test_before_its_first_day_the_clock_says_that_the_agreement_is_not_in_force(tmp_path):
    text = "Under the agreement, the Millvale Police Department will provide three officers, starting Sept. 6." + NOTICE
    found = agreement_of(tmp_path, text)
    before = clock_section(agreement_clock(found, on=date(2022, 9, 5)))
    assert "The agreement is not in force yet: its term begins on 2022-09-06." in before.sentences
    assert before.rows[0][3] == "not yet open"
    on = clock_section(agreement_clock(found, on=date(2022, 9, 6)))
    assert not any("not in force" in one for one in on.sentences)
    assert on.rows[0][3] == "open"


def test_an_option_without_a_last_day_is_said_to_be_open_as_its_row_says(tmp_path):
    found = agreement_of(tmp_path, "The agreement puts three officers in schools." + NOTICE)
    section = clock_section(agreement_clock(found, on=date(2022, 7, 1)))
    assert section.rows[0][3] == "open"
    assert section.sentences[0] == (
        "End the agreement, notice of 45 days on any day: open, without a last day for notice; District or Other party may give it "
        "(45 days ahead, as the article says; see changes), and given on 2022-07-01 it takes effect on 2022-08-15."
    )
    assert not any("no option" in one for one in section.sentences)
