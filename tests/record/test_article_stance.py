"""Attitudes as newspapers word them, each in a sentence of its own, against the four proposals an article can be about."""

import csv
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from wellstaffed.record.article import read_article
from wellstaffed.record.article_sides import OPPOSITE
from wellstaffed.record.article_stance import attitudes
from wellstaffed.record.article_text import read_article_text

HEADS = {
    "rem": "MILLVALE, Ohio — The Millvale School Board met on the removal of police officers from schools.",
    "ret": "MILLVALE, Ohio — The Millvale School Board met on the return of police officers to schools. A return would "
    "bring officers back after two years.",
    "add": "MILLVALE, Ohio — The Millvale City Council will vote on adding three police officers to schools. More officers "
    "would double the number.",
    "agr": "MILLVALE, Ohio — The Millvale School Board may renew the contract with police. A renewal would extend the contract.",
}
CASES = [
    ("rem", "Parent Lou Katz urged the board to act now and remove the officers.", "Lou Katz", "for"),
    ("rem", "Superintendent Jane Poe recommended that the district end its contract with the city.", "Jane Poe", "for"),
    (
        "rem",
        "The Millvale Police Department has asked the board to keep the program.",
        "Millvale Police Department",
        "against",
    ),
    ("rem", "Board member Al Fry argued that the officers make schools safer and should remain.", "Al Fry", "against"),
    (
        "rem",
        "Board member Al Fry said he would vote to end the contract as long as social workers are hired.",
        "Al Fry",
        "conditional",
    ),
    ("rem", "Board member Al Fry will not support removal unless the district hires nurses.", "Al Fry", "against"),
    ("rem", "Sheriff Bo Lane called the plan a mistake.", "Bo Lane", "against"),
    ("rem", '"We need these officers in our schools," said Principal Ed Moss.', "Ed Moss", "against"),
    ("rem", '"We do not need police in our schools," said student Amy Orr.', "Amy Orr", "for"),
    ("rem", '"It is time to get police out of our schools," Amy Orr, a junior, said.', "Amy Orr", "for"),
    ("rem", '"I cannot vote for ending this contract," said Trustee Al Fry.', "Al Fry", "against"),
    ("rem", "Trustee Al Fry is not ready to remove the officers, he said.", "Al Fry", "against"),
    ("rem", "Students marched on Friday to demand that police leave the schools.", "students", "for"),
    ("ret", "Board member Al Fry opposes the return.", "Al Fry", "against"),
    ("ret", "Mayor Ann Bell is in favor of bringing officers back.", "Ann Bell", "for"),
    ("ret", "The Millvale Teachers Union came out against the plan.", "Millvale Teachers Union", "against"),
    (
        "ret",
        "The Millvale Teachers Union says it supports the return only if officers do not handle discipline.",
        "Millvale Teachers Union",
        "conditional",
    ),
    ("ret", '"We should not go back," said Trustee Al Fry, who voted no.', "Al Fry", "against"),
    ("ret", "Parents want the officers back.", "parents", "for"),
    ("add", "Council member Al Fry said the city does not need more officers in schools.", "Al Fry", "against"),
    ("add", "Chief Bo Lane requested the three officers.", "Bo Lane", "for"),
    ("add", "Principal Ed Moss would welcome more officers.", "Ed Moss", "for"),
    ("agr", "Superintendent Jane Poe recommends renewing the contract for a year.", "Jane Poe", "for"),
    ("agr", "Board member Al Fry said he would not renew it.", "Al Fry", "against"),
    ("agr", "The Millvale Teachers Union opposes the renewal.", "Millvale Teachers Union", "against"),
    ("agr", "Board member Al Fry plans to vote no.", "Al Fry", "against"),
    ("agr", "Board member Al Fry plans to vote yes if the price comes down.", "Al Fry", "conditional"),
    ("rem", "Mayor Ann Bell has been a vocal critic of removing the officers.", "Ann Bell", "against"),
    (
        "rem",
        "Mayor Ann Bell said she is open to ending the contract, provided the district hires two nurses.",
        "Ann Bell",
        "conditional",
    ),
    ("rem", "Trustee Al Fry, a retired sergeant, wants officers to stay.", "Al Fry", "against"),
    ("rem", "Trustee Al Fry said students are safer with officers.", "Al Fry", "against"),
    ("rem", "Trustee Al Fry said he hopes the board will end the contract.", "Al Fry", "for"),
    ("rem", "Trustee Al Fry believes officers do not belong in schools.", "Al Fry", "for"),
    ("rem", '"Police do not belong in schools," said Trustee Al Fry.', "Al Fry", "for"),
    ("rem", "Trustee Al Fry said removing the officers would put students at risk.", "Al Fry", "against"),
    ("rem", "Trustee Al Fry made the motion to end the contract.", "Al Fry", "for"),
    ("rem", "The Millvale Teachers Union threw its support behind the removal.", "Millvale Teachers Union", "for"),
    ("rem", "The Millvale Teachers Union voiced opposition to the removal.", "Millvale Teachers Union", "against"),
    ("rem", "Trustee Al Fry pledged to vote against removal.", "Al Fry", "against"),
    ("rem", "Trustee Al Fry said he could not support removal without a plan.", "Al Fry", "against"),
    ("ret", "Trustee Al Fry is among those who support bringing officers back.", "Al Fry", "for"),
    ("ret", '"Bring them back," said Trustee Al Fry.', "Al Fry", "for"),
    ("ret", '"I will be voting no," said Trustee Al Fry.', "Al Fry", "against"),
    ("ret", "Trustee Al Fry said he will vote yes.", "Al Fry", "for"),
    ("ret", "Opponents, including Trustee Al Fry, said officers harm Black students.", "Al Fry", "against"),
    ("add", "The plan has the support of Chief Bo Lane.", "Bo Lane", "for"),
    ("add", "The plan drew criticism from Trustee Al Fry.", "Al Fry", "against"),
    ("add", "The plan is opposed by the Millvale Teachers Union.", "Millvale Teachers Union", "against"),
    ("ret", '"I was wrong in 2019 when I voted to pull the officers out," said Trustee Al Fry.', "Al Fry", "for"),
    ("ret", '"I regret voting to remove them," said Trustee Al Fry.', "Al Fry", "for"),
    ("rem", "Trustee Al Fry said he made a mistake when he voted to keep the officers.", "Al Fry", "for"),
    ("rem", "Trustee Al Fry said the board was wrong to vote for removing the officers.", "Al Fry", "against"),
    ("rem", '"I never thought that an officer makes a school safer," said Trustee Al Fry.', "Al Fry", "for"),
    ("rem", "Superintendent Jane Poe recommended ending the position by June 30, 2024.", "Jane Poe", "for"),
    (
        "rem",
        "The Millvale Teachers Union opposes both removing the officers and cutting nurses.",
        "Millvale Teachers Union",
        "against",
    ),
    ("agr", '"Let it expire," said Trustee Al Fry.', "Al Fry", "against"),
]


@pytest.mark.parametrize(("about", "sentence", "who", "stance"), CASES)
def test_an_attitude_is_read_as_a_newspaper_words_it(about, sentence, who, stance):
    text = f"{HEADS[about]}\n\n{sentence}".encode()
    found = read_article(read_article_text(text, name="test", published=date(2021, 5, 3))).positions
    assert [(one.who, one.stance) for one in found if one.stance != "unclear"] == [(who, stance)]


WORDED = YAML(typ="safe").load((Path(__file__).parent / "articles" / "worded.yaml").read_text(encoding="utf-8"))
PROPOSALS = {
    "removal": "removing police officers from schools",
    "return": "returning police officers to schools",
    "agreement": "the agreement for police officers in schools",
}


@pytest.mark.parametrize("case", WORDED["cases"], ids=lambda case: case["text"][:50])
def test_a_paragraph_gives_its_positions_and_no_others(case):
    text = f"{WORDED['heads'][case['after']]}\n\n{case['text']}".encode()
    found = read_article(read_article_text(text, name="test", published=date(2022, 3, 3))).positions
    wanted = {(one["who"], PROPOSALS[one["on"]], one["stance"]) for one in case["positions"]}
    assert {(one.who, one.on, one.stance) for one in found if one.stance != "unclear"} == wanted


PLAIN = YAML(typ="safe").load((Path(__file__).parent / "articles" / "plain.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("wish", "presence"), [("stay", 1), ("go", -1)])
def test_plain_words_are_never_turned_round_and_seldom_missed(wish, presence):
    read = {words: {one.presence for one in attitudes(words)} - {0} for words in PLAIN[wish]}
    assert {words: signs for words, signs in read.items() if -presence in signs} == {}
    assert sum(presence in signs for signs in read.values()) >= 0.8 * len(read)


STATEMENTS = Path(__file__).parent / "articles" / "statements.csv"
STATEMENTS_RIGHT, STATEMENTS_WRONG = 635, 36  # of 840
LEANS = {"removing": -1, "returning": 1, "adding": 1, "reducing": -1, "the agreement": 1}


def stance_toward(topic, row):
    """Return a row's stance as one toward the proposal at hand, however the row names it."""
    toward = {"removal": -1, "return": 1, "agreement": 1}[topic]
    lean = next(value for start, value in LEANS.items() if row.on.startswith(start))
    return row.stance if row.stance == "conditional" or lean == toward else OPPOSITE[row.stance]


def test_of_the_statements_by_other_hands_no_more_are_misread_than_before():
    """Each is labelled by a careful reader; what is silent counts as missed, a stance of somebody else as wrong."""
    right = wrong = 0
    with STATEMENTS.open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            text = f"{WORDED['heads']['millvale-' + one['topic']]}\n\n{one['text']}".encode()
            found = read_article(read_article_text(text, name="test", published=date(2022, 3, 3))).positions
            taken = {(row.who, stance_toward(one["topic"], row)) for row in found if row.stance != "unclear"}
            wanted = set() if one["stance"] == "?" else {(one["who"], one["stance"])}
            right += taken == wanted
            wrong += bool(taken - wanted)
    assert right >= STATEMENTS_RIGHT
    assert wrong <= STATEMENTS_WRONG


@pytest.mark.parametrize(
    ("text", "now", "before"),
    [
        ("Trustee Al Fry said in March that he would vote no because nothing was ready. Fry voted yes on Tuesday.", "for", "against"),
        ("Trustee Al Fry voted for the contract in 2014. Fry now wants the officers removed.", "for", "against"),
        ("Trustee Al Fry wants the officers removed. Fry signed the petition for it in March.", "for", None),
    ],
)  # fmt: skip
def test_what_was_said_before_is_the_earlier_stance(text, now, before):
    found = read_article(
        read_article_text(f"{HEADS['rem']}\n\n{text}".encode(), name="test", published=date(2021, 5, 3))
    )
    rows = [one for one in found.positions if one.who == "Al Fry" and one.stance != "unclear"]
    assert {one.stance for one in rows} == {now}
    assert {one.previous for one in rows} == {before}
