"""Members' votes by name in the record of an article: only where each sentence is of the article's one vote and fits its tally."""

import pytest
from tests.apps.test_article_record import record_of
from typer.testing import CliRunner

from wellstaffed.apps.cli.main import app

VOTE = "The Duluth School Board voted 5-2 on Tuesday to keep four school resource officers in its two high schools. "
NO = "Members Kelly Durick Eder and Alanna Oswald voted no. "
YES = "Paul Sandholm, David Kirby, Sally Trnka, Rosie Loeffler-Kemp and Chair Jill Lofald voted yes. "


def cast(record):
    return {(record.person_name(one.person), one.choice, one.vote, one.basis) for one in record.vote_members}


def named(names, choice):
    return {(name, choice, "v1", "recorded") for name in names}


NOES = named(["Kelly Durick Eder", "Alanna Oswald"], "no")
YESES = named(["Paul Sandholm", "David Kirby", "Sally Trnka", "Rosie Loeffler-Kemp", "Jill Lofald"], "yes")


def test_all_seven_votes_that_an_article_names_are_in_its_record(tmp_path):
    assert cast(record_of(tmp_path, VOTE + NO + YES)) == NOES | YESES
    shown = CliRunner().invoke(app, ["record", "votes", "--district", "Duluth", "--record", str(tmp_path)]).stdout
    assert "no: Alanna Oswald, Kelly Durick Eder" in shown or "no: Kelly Durick Eder, Alanna Oswald" in shown
    assert "holds no names for" not in shown


def test_votes_that_the_article_does_not_name_are_said_to_have_no_names_in_the_record(tmp_path):
    assert cast(record_of(tmp_path, VOTE + NO)) == NOES
    shown = CliRunner().invoke(app, ["record", "votes", "--district", "Duluth", "--record", str(tmp_path)]).stdout
    assert "names that this record does not hold: 5 yes" in shown
    assert "source at hand" not in shown


@pytest.mark.parametrize(
    "text",
    [
        VOTE + "Kelly Durick Eder, Alanna Oswald and David Kirby voted no.",  # three names, two votes
        VOTE + "In 2019, Kelly Durick Eder voted no.",
        VOTE + "The Duluth School Board voted 4-3 on Monday to keep the police contract. Kelly Durick Eder voted no.",
        VOTE + "Kelly Durick Eder voted no on the budget.",
    ],
)
def test_names_that_may_be_of_another_vote_are_not_taken(tmp_path, text):
    assert cast(record_of(tmp_path, text)) == set()
