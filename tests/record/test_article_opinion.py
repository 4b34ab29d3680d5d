"""What an opinion piece itself asks for, and what a notebook says of other matters."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

AT_HAND = "The Marlow school board will decide this month whether to take police officers out of its high schools. "


def read(text):
    return read_article(read_article_text(text.encode(), name="test", published=date(2022, 3, 3)))


def piece(words, kind="Opinion", title="What to do now", by="Jo Marsh"):
    return read(f"The Marlow Courier\n{kind}\nMarch 3, 2022\n\n{title}\n\nBy {by}\n\n{AT_HAND}{words}")


def stances(found, who):
    return {(one.stance, one.condition) for one in found.positions if one.who == who}


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("I have taught here for 20 years. I hope the board says no.", "against"),
        ("I have taught here for 20 years, and I support the plan.", "for"),
        ("It is time to end the contract.", "for"),
        ("The board should vote no.", "against"),
        ("Parents want the officers to stay, and board member Cy Dunn wants them to stay. We want them gone.", "for"),
        ("Trustees ought to end the program. Police Chief Al Fry says officers prevent fights.", "for"),
    ],
)
def test_the_writer_of_an_opinion_piece_holds_what_it_asks_for(words, stance):
    assert stances(piece(words), "Jo Marsh") == {(stance, None)}


def test_an_editorial_is_the_position_of_its_board_which_is_among_the_bodies():
    found = piece("We urge the board to vote yes.", kind="Editorial", by="the Courier Editorial Board")
    assert stances(found, "Courier Editorial Board") == {("for", None)}
    assert "Courier Editorial Board" in {one.name for one in found.bodies}


def test_the_headline_of_an_opinion_piece_asks_too():
    assert stances(piece("I have taught here for 20 years.", title="Keep the officers"), "Jo Marsh") == {
        ("against", None)
    }


def test_a_condition_of_the_writer_is_kept():
    found = piece("I could support it only if every school has a nurse.")
    assert stances(found, "Jo Marsh") == {("conditional", "only if every school has a nurse")}


@pytest.mark.parametrize(
    "words",
    [
        "Some say the board should end the program.",
        "Board member Cy Dunn said the board should vote no.",
        "I wonder whether we should keep them.",
    ],
)
def test_what_others_want_is_not_the_writers(words):
    assert stances(piece(words), "Jo Marsh") == set()


def test_a_reporter_takes_no_side():
    assert (
        stances(piece("The board should vote no, some say. It is time to end the contract.", kind="News"), "Jo Marsh")
        == set()
    )


def test_who_is_said_to_have_come_too_late_sets_no_condition():
    found = read(f"{AT_HAND}Kay Ross, a parent, said the officers ought to have been gone before her son got there.")
    assert stances(found, "Kay Ross") == {("for", None)}


NOTEBOOK = """OFFICERS: {hand}Councilor Ann Bell wants the police officers out.

PARKING: Bell wants meters off Main Street by Labor Day. Councilor Bo Lane opposes it.

DOGS: Lane supports a leash ordinance."""


def test_sections_of_a_notebook_on_other_matters_hold_no_positions_and_are_named():
    found = read(NOTEBOOK.format(hand=AT_HAND))
    assert [(one.who, one.stance) for one in found.positions] == [("Ann Bell", "for")]
    assert [one for one in found.notes if "PARKING" in one or "DOGS" in one] == [
        "No positions were looked for under PARKING: this part says nothing of police.",
        "No positions were looked for under DOGS: this part says nothing of police.",
    ]


def test_who_speaks_in_a_transcript_is_no_section():
    found = read(
        f"HOST: {AT_HAND}\n\nBELL: I am Ann Bell, a parent. It is wrong.\n\nLANE: I am Bo Lane, a teacher. I oppose it."
    )
    assert not any("looked for" in one for one in found.notes)
