"""Whose position a sentence reports: relative clauses, second verbs, signers, authors, who votes with whom, transcripts."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

REMOVAL = "MILLVALE, Ohio — The Millvale School Board will vote Monday on removing the three police officers from its schools."
KEPT = "MILLVALE, Ohio — The Millvale School Board voted 4-3 Monday to keep police officers in its schools, rejecting a plan to remove them."
CASES = [
    (
        REMOVAL,
        "Amy Orr, a junior, spoke on behalf of the Millvale Student Coalition, which supports removal.",
        {("Millvale Student Coalition", "for")},
    ),
    (
        REMOVAL,
        "Trustee Al Fry, who liked the program when the board adopted it but now thinks that ending it would be foolish, spoke last.",
        {("Al Fry", "against")},
    ),
    (
        REMOVAL,
        "The Millvale Teachers Union, which represents 540 teachers, opposed the plan.",
        {("Millvale Teachers Union", "against")},
    ),
    (
        REMOVAL,
        "The Millvale School District received a letter from the Ohio Justice League, which said it wants the officers removed.",
        {("Ohio Justice League", "for")},
    ),
    (REMOVAL, "The plan was drafted by Trustee Al Fry.", {("Al Fry", "for")}),
    (
        REMOVAL,
        "Senior Amy Orr started a petition to keep the officers. Coach Ed Moss signed it.",
        {("Amy Orr", "against"), ("Ed Moss", "against")},
    ),
    (
        REMOVAL,
        "Trustee Al Fry plans to vote no. Voting with Fry were Trustees Bo Lane and Dee Ng.",
        {("Al Fry", "against"), ("Bo Lane", "against"), ("Dee Ng", "against")},
    ),
    (KEPT, "Parent Lou Katz applauded the decision.", {("Lou Katz", "against")}),
    (KEPT, "Parent Lou Katz was disappointed by the vote.", {("Lou Katz", "for")}),
    (REMOVAL, "Parent Lou Katz applauded the decision.", {("Lou Katz", "for")}),
    (REMOVAL, "Parent Lou Katz said he would pull his children out of school.", set()),
    (REMOVAL, "Mayor Ann Bell begged the board not to remove the officers.", {("Ann Bell", "against")}),
    (REMOVAL, '"The kids who asked us to end the contract will have graduated," said Trustee Al Fry.', set()),
    (REMOVAL, "In nearby Elm Grove, teachers in Ashton asked their board to end the contract.", set()),
]


def taken(text: str) -> set[tuple[str, str]]:
    found = read_article(read_article_text(text.encode(), name="test", published=date(2022, 3, 3))).positions
    return {(one.who, one.stance) for one in found if one.stance != "unclear"}


@pytest.mark.parametrize(("lead", "text", "wanted"), CASES, ids=[case[1][:50] for case in CASES])
def test_a_position_belongs_to_whom_the_sentence_gives_it(lead, text, wanted):
    assert taken(f"{lead}\n\n{text}") == wanted


def test_of_contrary_reports_the_last_one_stands():
    told = "Trustee Al Fry supported the plan last week. On Monday Fry opposed the plan."
    assert taken(f"{REMOVAL}\n\n{told}") == {("Al Fry", "against")}


def test_a_guest_without_a_role_speaks_for_himself_in_a_transcript():
    lines = (
        "HOST: The Millvale board votes Monday on removing police officers from its schools. Nadia Kessler reports.\n\n"
        "KESSLER: I met Gene Dolan at the diner. Trustee Al Fry was there too.\n\n"
        "DOLAN: I want the officers out."
    )
    assert taken(lines) == {("Gene Dolan", "for")}
