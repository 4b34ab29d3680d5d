"""The condition attached to a stance, in everyday sentences."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_conditions import attached_condition
from wellstaffed.record.article_text import read_article_text

HEAD = "MILLVALE, Ohio — The Millvale School Board met on Monday on the removal of police officers from schools.\n\n"


def positions(text):
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2020, 6, 8)))
    return [(one.stance, one.condition) for one in found.positions]


@pytest.mark.parametrize(
    ("sentence", "stance", "condition"),
    [
        ("Ann Bell, a parent, opposes the contract unless the officers are trained.", "against", "unless the officers are trained"),
        ("Superintendent Jane Poe opposes removing the officers unless and until every school has a counselor.", "against",
         "unless and until every school has a counselor"),
        ("Unless the city pays for it, Mayor Ann Bell opposes removing the officers.", "against", "Unless the city pays for it"),
        ("“Unless the money goes to counselors, I’m against removing the officers,” said Ann Bell, a parent.", "against",
         "Unless the money goes to counselors"),
        ("Mayor Ann Bell supports removing the officers so long as the money stays in the schools.", "conditional",
         "so long as the money stays in the schools"),
        ("Principals want the officers to stay, so long as each school also gets a social worker.", "against",
         "so long as each school also gets a social worker"),
        ("So long as the officers wear no uniforms, Mayor Ann Bell said, she supports keeping them.", "against",
         "So long as the officers wear no uniforms"),
        ("As long as the money goes to nurses, the union supports removing the officers.", "conditional",
         "As long as the money goes to nurses"),
        ("Ann Bell, a parent, supports removing officers, “as long as that money goes to counselors.”", "conditional",
         "as long as that money goes to counselors"),
        ("“Keep the officers, so long as they stop arresting kids,” said Ann Bell, a parent.", "against",
         "so long as they stop arresting kids"),
        ("Provided the city pays, Mayor Ann Bell supports keeping the officers.", "against", "Provided the city pays"),
        ("Police Chief Tom Reed would keep officers in the schools providing the district pays.", "against", "providing the district pays"),
        ("Mayor Ann Bell favors keeping the officers, provided that they get more training.", "against",
         "provided that they get more training"),
        ("The union would keep the officers only if the district adds counselors.", "against", "only if the district adds counselors"),
        ("Ann Bell, a parent, said she would keep the officers “only if they get training.”", "against", "only if they get training"),
        ("The union supports removing the officers once each school has a counselor.", "conditional", "once each school has a counselor"),
        ("Mayor Ann Bell would keep the officers on condition that the city pays.", "against", "on condition that the city pays"),
        ("Mayor Ann Bell supports keeping the officers on one condition: that they stop arresting students.", "against",
         "on one condition: that they stop arresting students"),
        ("Mayor Ann Bell supports keeping officers in schools, with the condition that they get more training.", "against",
         "with the condition that they get more training"),
        ("Mayor Ann Bell supports ending the contract if the money goes to counselors.", "conditional", "if the money goes to counselors"),
        ("If the money goes to counselors, the union supports removing the officers.", "conditional", "If the money goes to counselors"),
        ("“I support removing the officers if the money goes to nurses,” said Ann Bell, a parent.", "conditional",
         "if the money goes to nurses"),
        ("“I support removing the officers, but only if the money goes to nurses,” said Ann Bell, a parent.", "conditional",
         "but only if the money goes to nurses"),
        ("Mayor Ann Bell supports removing the officers if, and only if, the money goes to nurses.", "conditional",
         "if, and only if, the money goes to nurses"),
        ("Board member Ann Bell favors keeping the officers until every school has a counselor.", "against",
         "until every school has a counselor"),
        ("Board member Ann Bell opposes removing the officers without a plan to replace them.", "against",
         "without a plan to replace them"),
    ],
)  # fmt: skip
def test_a_condition_stands_with_the_stance_it_is_attached_to(sentence, stance, condition):
    assert positions(sentence) == [(stance, condition)]


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("Superintendent Jane Poe does not support removing the officers unless the county sends aides.",
         "unless the county sends aides"),
        ("Board member Ann Bell said she cannot vote to remove the officers until every school has a nurse.",
         "until every school has a nurse"),
        ("“I won’t support removing them without a plan for emergencies,” said Ann Bell, a parent.",
         "without a plan for emergencies"),
        ("The Millvale Teachers Union is withholding support unless the plan names who answers a call.",
         "unless the plan names who answers a call"),
    ],
)  # fmt: skip
def test_who_holds_support_back_is_against_with_the_condition_beside_it(sentence, condition):
    assert positions(sentence) == [("against", condition)]


def test_the_day_of_a_vote_is_no_condition():
    assert positions("Mayor Ann Bell will not support removing the officers before the May 4 vote.") == [
        ("against", None)
    ]


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Board member Ann Bell supports keeping the officers even if the cost rises.", "against"),
        ("Board member Ann Bell opposes removing the officers and asked if the city would pay.", "against"),
        ("Board member Ann Bell supports keeping the officers and wondered what would happen if they left.", "against"),
        ("Board member Ann Bell has supported removing the officers as long as she has been on the board.", "for"),
        (
            "Board member Ann Bell opposes removing the officers, and she will not run again unless her party asks.",
            "against",
        ),
        ("Board member Ann Bell opposes removing the officers, saying fights double if they leave.", "against"),
        ("Board member Ann Bell worries if the officers leave.", "against"),
        ("Board member Ann Bell opposes removing the officers. Unless it rains, the board meets outside.", "against"),
    ],
)
def test_a_question_a_concession_a_time_and_another_clause_are_no_condition(sentence, stance):
    assert {(found, condition) for found, condition in positions(sentence)} <= {(stance, None)}


def test_only_who_set_a_condition_has_it():
    text = "Mayor Ann Bell backs removal so long as nurses are hired, while Police Chief Tom Reed opposes removing the officers."
    assert positions(text) == [("conditional", "so long as nurses are hired"), ("against", None)]


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("she fears fights if the officers leave", None),
        ("If the officers leave, she fears fights", None),
        ("she backs it, the mayor said, if nurses are hired, according to the memo", "if nurses are hired"),
        ("she backs it if nurses are hired, but she would wait", "if nurses are hired"),
        ("she backs it if not now", None),
    ],
)
def test_a_condition_ends_where_another_clause_begins(words, condition):
    place = words.index("fears") if "fears" in words else words.index("backs")
    assert attached_condition(words, place) == condition
