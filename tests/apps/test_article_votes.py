"""The votes of an article: of the body that voted, on the day on which it did, on the matter in whole words."""

from datetime import date

import pytest
from ruamel.yaml import YAML

from wellstaffed.apps.article_record import record_document
from wellstaffed.apps.record_section import standing_section
from wellstaffed.record.article import read_article
from wellstaffed.record.article_candidates import Confirmation
from wellstaffed.record.article_text import read_article_text
from wellstaffed.record.public_record import load_record

WHERE = {"leaid": "2711040", "name": "Duluth", "state": "MN"}
PUBLISHED = date(2021, 3, 4)  # a Thursday


def record_of(folder, text):
    found = read_article(read_article_text(text.encode(), name="article", published=PUBLISHED)).model_copy(
        update={"source": "https://example.org/a", "confirmation": Confirmation(by="R", on=date(2026, 1, 2))}
    )
    with (folder / "record.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(record_document(found, WHERE), file)
    return load_record(folder)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("DULUTH, Minn. (March 4, 2021) — The Duluth School Board voted 5-2 on Tuesday to remove police officers from its schools.", "2021-03-02"),
        ("DULUTH, Minn., March 4, 2021 — The Duluth School Board voted 5-2 Monday to remove police officers from its schools.", "2021-03-01"),
        ("DULUTH, Minn. — March 4, 2021. The Duluth School Board on Wednesday rejected, 5-2, a motion to remove police officers from schools.", "2021-03-03"),
        ("DULUTH, Minn. — The Duluth School Board met on Tuesday. The Duluth School Board voted 5-2 to remove police officers from its schools.", "2021-03-02"),
        ("DULUTH, Minn. — The Duluth School Board voted 5-2 Tuesday to remove police officers, reversing its vote of Jan. 12, 2021.", "2021-03-02"),
        ("DULUTH, Minn. — The Duluth School Board voted 5-2 in June 2020 to remove police officers from schools.", "2020-06"),
    ],
)  # fmt: skip
def test_a_vote_has_the_day_of_its_own_sentence_or_of_the_one_beside_it(tmp_path, text, day):
    (vote,) = record_of(tmp_path, text).votes
    assert (str(vote.date), vote.date_words) == (day, None)


@pytest.mark.parametrize(
    "text",
    [
        "DULUTH, Minn. (March 3, 2021) — The Duluth School Board voted 5-2 to remove police officers from its schools.",
        "DULUTH, Minn. — The Duluth School Board voted 5-2 to remove police officers, reversing its vote of Jan. 12, 2021.",
        "DULUTH, Minn. — The Duluth School Board voted 5-2 to remove police officers after a fight at a school on Feb. 2.",
        "DULUTH, Minn. — Parents wrote to the paper on Monday. The Duluth School Board voted 5-2 to remove police officers from schools.",
    ],
)
def test_a_day_that_is_not_the_vote_s_is_not_given_to_it(tmp_path, text):
    (vote,) = record_of(tmp_path, text).votes
    assert vote.date_words == "reported on 2021-03-04; the day of the vote was not read from the article"


def test_the_matter_of_a_vote_goes_on_behind_an_initial(tmp_path):
    text = "DULUTH, Minn. — The Duluth School Board voted 5-2 Tuesday against Mayor J. R. Olsen's plan for police officers in schools."
    (vote,) = record_of(tmp_path, text).votes
    assert vote.matter == "Voted 5-2 Tuesday against Mayor J. R. Olsen's plan for police officers in schools"


def test_what_was_decided_stands_before_the_tally(tmp_path):
    text = "DULUTH, Minn. — The Duluth School Board declined Tuesday to hire three police officers, voting 2-5 against Chief A. Berg's request."
    (vote,) = record_of(tmp_path, text).votes
    assert vote.matter == "Declined Tuesday to hire three police officers"


@pytest.mark.parametrize(
    ("who", "body"),
    [
        ("City councilors", "city council"),
        ("School board members", "a school board that the article does not name"),
        ("Members of the panel", "a body that the article does not name"),
    ],
)
def test_a_district_where_the_officers_would_be_is_not_the_body_that_voted(tmp_path, who, body):
    text = f"DULUTH, Minn. — {who} refused Tuesday to pay for three more police officers at Duluth Public Schools, voting 4-5."
    record = record_of(tmp_path, text)
    assert [record.body_name(one) for one in record.votes[0].bodies] == [body]
    assert f"is of {body}, 2021-03-02: 4-5." in " ".join(standing_section(record).sentences)


def test_who_is_for_or_against_more_officers_has_a_stance_in_words(tmp_path):
    text = (
        "DULUTH, Minn. — The Duluth School Board may add police officers in schools. Superintendent Ann Holt supports adding police "
        "officers in schools. Board member Lee Vang opposes adding police officers in schools."
    )
    section = standing_section(record_of(tmp_path, text))
    assert {row[0].split(",")[0]: row[2] for row in section.rows} == {
        "Ann Holt": "add officers",
        "Lee Vang": "no more officers",
    }
    assert "1 “add officers”, 1 “no more officers”" in section.sentences[0]
