"""The record of an article: the votes of its own bodies, plain roles, and the day on which another district decided."""

import csv
import io
from datetime import date

import pytest
from ruamel.yaml import YAML

from wellstaffed.apps.article_actions import article
from wellstaffed.apps.article_district import article_district
from wellstaffed.apps.article_plan import plan_files
from wellstaffed.apps.article_record import record_document
from wellstaffed.apps.record_section import standing_section
from wellstaffed.record.article_candidates import Confirmation
from wellstaffed.record.public_record import load_record

HEAD = "DULUTH, Minn. — The Duluth School Board debated police officers in schools.\n\n"
WHERE = {"leaid": "2711040", "name": "Duluth", "state": "MN"}


def confirmed(text):
    found = article(content=(HEAD + text).encode(), name="article", published=date(2021, 3, 4)).candidates
    return found.model_copy(
        update={"source": "https://example.org/a", "confirmation": Confirmation(by="R", on=date(2026, 1, 2))}
    )


def record_of(folder, text):
    with (folder / "record.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(record_document(confirmed(text), WHERE), file)
    return load_record(folder)


def test_a_vote_that_was_confirmed_is_in_the_record_and_in_the_memo(tmp_path):
    record = record_of(
        tmp_path, "The Duluth School Board voted 5-2 on Tuesday to keep four police officers in its schools."
    )
    (vote,) = record.votes
    assert (str(vote.date), vote.yes, vote.no, vote.result) == ("2021-03-02", 5, 2, "5-2")
    assert vote.matter == "Keep four police officers in its schools"
    said = " ".join(standing_section(record).sentences)
    assert "The latest vote that the record holds is of Duluth School Board, 2021-03-02: 5-2. Keep four police" in said


def test_a_vote_whose_day_is_not_read_says_so(tmp_path):
    (vote,) = record_of(tmp_path, "The Duluth School Board voted 5-2 not to renew its police contract.").votes
    assert vote.date_words == "reported on 2021-03-04; the day of the vote was not read from the article"
    assert vote.matter == "Not to renew its police contract"


@pytest.mark.parametrize(
    ("sentence", "matter"),
    [
        ("The Duluth School Board voted 5 to 2 on Tuesday, March 2, to keep its officers.", "Keep its officers"),
        ("The Duluth School Board voted unanimously, 7-0, to not renew its contract.", "Not renew its contract"),
        ("The Duluth School Board voted 5-2 against a motion to end the contract.", "Voted 5-2 against a motion to end the contract"),
        ("The Duluth School Board voted 5-2 last night to reject ending the contract.", "Reject ending the contract"),
    ],
)  # fmt: skip
def test_what_a_vote_was_on_is_never_turned_round(tmp_path, sentence, matter):
    assert [one.matter for one in record_of(tmp_path, sentence).votes] == [matter]


@pytest.mark.parametrize(
    ("sentence", "tally", "matter"),
    [
        ("The Duluth School Board on Tuesday rejected a motion to end its police contract, 3-4.", (3, 4), "End its police contract"),
        ("The Duluth School Board rejected a motion to end its police contract 4-3.", (3, 4), "End its police contract"),
        ("At the Duluth School Board, a plan to drop one officer failed, 2-5.", (2, 5), "Drop one officer"),
        ("The Duluth School Board approved a plan to add one officer, 5-2.", (5, 2), "Add one officer"),
        ("The Duluth School Board voted down a plan to add one officer 5-2.", (2, 5), "Add one officer"),
        ("The Duluth School Board voted 5-2 to keep its officers after a plan to remove them failed.", (5, 2), "Keep its officers after a plan to remove them failed"),
    ],
)  # fmt: skip
def test_a_motion_that_was_lost_has_its_vote_and_fewer_votes_for_it_than_against(tmp_path, sentence, tally, matter):
    (vote,) = record_of(tmp_path, sentence).votes
    assert ((vote.yes, vote.no), vote.matter) == (tally, matter)


def test_a_second_motion_that_was_lost_is_of_the_body_told_before(tmp_path):
    text = "The Duluth School Board rejected a motion to end its police contract, 3-4. A motion to drop one officer also failed, 2-5."
    votes = record_of(tmp_path, text).votes
    assert [(one.bodies, one.result) for one in votes] == [
        (["duluth-school-board"], "3-4"),
        (["duluth-school-board"], "2-5"),
    ]


def test_another_district_s_vote_is_not_in_the_record():
    text = "Portland Public Schools ended its program in June 2020 after its board voted 6-1. Jill Lofald, a board member, opposes removing officers from schools."
    assert "votes" not in (record_document(confirmed(text), WHERE) or {})


@pytest.mark.parametrize(("text", "role"), [
    ("Superintendent Dr. Carlton Jenkins opposes removing officers from schools.", "superintendent"),
    ("Chief Mike Tusken opposes removing officers from schools.", "chief"),
])  # fmt: skip
def test_a_role_has_no_form_of_address(text, role):
    (office,) = record_document(confirmed(text), WHERE)["offices"]
    assert office["role"] == role


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Minneapolis Public Schools ended its contract with the police in June 2020.", ["2020-06"]),
        ("Portland ended its program in 2020 and Denver kept its officers.", ["2020", ""]),
        ("Last week, Hopkins Public Schools decided to keep its officer.", ["2021-02-21/2021-02-27"]),
        ("Austin kept its officers.", [""]),
    ],
)
def test_the_date_of_a_peer_is_the_one_that_is_told_or_none(text, dates):
    found = confirmed(text)
    content = plan_files(found, article_district(found, None)).files["peers.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["date"] for row in rows] == dates
    assert {row["told_on"] for row in rows} == {"2021-03-04"}
