"""Votes told by name, whatever was put to the vote; and who takes no side."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

HEAD = "MILLVALE, Ohio — The Millvale School Board met on Monday on the removal of police officers from schools.\n\n"


def stances(text, head=HEAD):
    found = read_article(read_article_text((head + text).encode(), name="test", published=date(2022, 3, 3)))
    return {(one.who, one.stance) for one in found.positions if one.stance != "unclear"}


@pytest.mark.parametrize(
    ("words", "voted"),
    [
        ("The two no votes came from Treasurer Paul Lind and board member Carol Steen.",
         {("Paul Lind", "against"), ("Carol Steen", "against")}),
        ("The other yes votes came from Vice Chair Sam Ngata, Michelle Dorr and Ben Castile.",
         {("Sam Ngata", "for"), ("Michelle Dorr", "for"), ("Ben Castile", "for")}),
        ("The only no came from Xavier Montoya.", {("Xavier Montoya", "against")}),
        ("Trustee Bill Henn, who cast one of the yes votes, said nothing.", {("Bill Henn", "for")}),
        ("Trustee Amy Rowe provided the deciding vote in favor.", {("Amy Rowe", "for")}),
        ("The vote was 4-3, with Amy Rowe, Al Vance and Bo Greer against.",
         {("Amy Rowe", "against"), ("Al Vance", "against"), ("Bo Greer", "against")}),
        ("In favor: Amy Rowe and Al Vance. Opposed: Kim Lee.",
         {("Amy Rowe", "for"), ("Al Vance", "for"), ("Kim Lee", "against")}),
        ("Voting against the resolution were President Al Mann, Vice President Dee Kowal and directors Phil Arro and Jean Teague.",
         {("Al Mann", "against"), ("Dee Kowal", "against"), ("Phil Arro", "against"), ("Jean Teague", "against")}),
        ("Director Mo Sellers supports the resolution. Directors Hal Brandt and Yola Pike voted with her.",
         {("Mo Sellers", "for"), ("Hal Brandt", "for"), ("Yola Pike", "for")}),
        ("Trustee Wes Trull backs the resolution. He was joined by Chair Marge Bell, Ron Ishi and Patty Lund.",
         {("Wes Trull", "for"), ("Marge Bell", "for"), ("Ron Ishi", "for"), ("Patty Lund", "for")}),
        ("Chair Isa Fuentes and members Corey Lane and Ruth Abrams opposed the move.",
         {("Isa Fuentes", "against"), ("Corey Lane", "against"), ("Ruth Abrams", "against")}),
        ("Paul Sand, David Kirby, Rosie Loeff-Kemp and Chair Jill Lofald voted yes.",
         {("Paul Sand", "for"), ("David Kirby", "for"), ("Rosie Loeff-Kemp", "for"), ("Jill Lofald", "for")}),
        ("Diane Kuhn was in the 4-3 majority that voted to remove them.", {("Diane Kuhn", "for")}),
    ],
)  # fmt: skip
def test_every_member_of_a_list_of_votes_has_a_side(words, voted):
    assert stances(words) == voted


@pytest.mark.parametrize(
    ("decided", "no", "yes"),
    [
        ("The board voted 5-2 on Monday to keep four police officers.", "for", "against"),
        ("The board voted 5-2 on Monday to remove four police officers.", "against", "for"),
        ("The board rejected the plan 5-2.", "against", "for"),
        ("A motion to keep officers in schools passed 4-3 Tuesday.", "for", "against"),
        ("A motion to keep officers in schools failed 3-4 Tuesday.", "for", "against"),
        ("The board on Tuesday rejected, 4-3, a motion to keep officers.", "for", "against"),
        ("The board voted 4-3 against keeping officers in schools.", "for", "against"),
        ("The board voted 5-2 against removing officers.", "against", "for"),
        ("The board voted 5-2 on Tuesday night against removing officers.", "against", "for"),
        ("The board voted 4-3 to keep officers, turning back a plan that would have removed them.", "against", "for"),
    ],
)
def test_a_vote_counts_by_the_motion_that_was_put(decided, no, yes):
    votes = f"{decided} Members Ann Eder and Amy Oswald voted no. Chair Jill Lofald voted yes."
    assert stances(votes) == {("Ann Eder", no), ("Amy Oswald", no), ("Jill Lofald", yes)}


@pytest.mark.parametrize(
    ("decided", "stance"),
    [
        ("The board voted 5-4 on Monday against removing officers.", "against"),
        ("The board voted 5-4 on Monday to remove officers.", "against"),
        ("The board voted 5-4 on Monday to keep officers.", "for"),
    ],
)
def test_a_no_vote_is_cast_on_the_motion_whether_it_passed_or_failed(decided, stance):
    assert stances(f"{decided} Trustee Amy Rowe cast a no vote.") == {("Amy Rowe", stance)}


def test_who_sides_with_a_majority_after_voting_otherwise_last_year_has_changed():
    text = (
        "The board voted 5-4 on Monday against removing officers. Trustee Amy Rowe, who voted to remove the officers last "
        "year, this time sided with the majority."
    )
    found = read_article(read_article_text((HEAD + text).encode(), name="test", published=date(2022, 3, 3))).positions
    assert [(one.who, one.stance, one.previous) for one in found] == [("Amy Rowe", "against", "for")]


def test_who_asks_to_reconsider_is_against_what_was_decided():
    kept = "The board voted 5-2 on Monday to keep four police officers. Parent Jo Marsh urged the board to reconsider."
    assert stances(kept) == {("Jo Marsh", "for")}


@pytest.mark.parametrize(
    "words",
    [
        "The Millvale Education Association wants 33 more counselors and said students need them.",
        "The Millvale Education Association asked for nurses and said every school needs them.",
        "The Millvale Education Association backs the plan. The union said it takes no position on police officers.",
        "Officials said 1 in 4 students need them.",
        "The City Council voted 6-3 Monday to repave Superior Street. Councilor Arik Forsman voted against.",
        "Trustees voted 4-3 in May to study the matter; Dave Rosen, Addie Heyl and Jim Rice dissented.",
        "Of 1,698 students, 353 said they felt unsafe.",
        "Parent Jo Marsh denied that she supports removing officers.",
        "Police Chief Al Ames declined to comment on the proposed removal.",
        "The Millvale Teachers Union opposes both keeping the officers and ending the posts without a plan.",
        "Superintendent Jane Poe recommended ending the counselor position.",
        "Board member Jo Marsh denied a report in the Gazette that she wants the officers removed.",
        "Parent Jo Marsh said her son feels safer with an officer in the hallway, but her daughter does not.",
        "Parent Jo Marsh said one of her twins feels safer with an officer, the other does not.",
        "Under the pact, the Millvale Police Department will provide three officers for $300,000 a year.",
        "The Millvale Police Department will assign three officers to the high schools.",
        "Finance director Cy Mell said the cost is covered in the proposed budget.",
    ],
)
def test_these_take_no_side(words):
    assert stances(words) == set()


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Parent Jo Marsh said her son feels safer with an officer, and her neighbors do too.", "Jo Marsh"),
        ("Chief Al Ames said the department will provide three officers.", "Al Ames"),
        ("Board member Jo Marsh denied the rumor and wants the officers kept.", "Jo Marsh"),
    ],
)
def test_what_is_like_taking_no_side_still_takes_one(words, who):
    assert stances(words) == {(who, "against")}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("The Prescott NAACP is urging the board to reject the plan.", "Prescott NAACP"),
        ("The Oak Hills chapter of the NAACP asked trustees to reject the plan.", "Oak Hills chapter of the NAACP"),
        ("The Ridgeview PTA opposes the plan.", "Ridgeview PTA"),
        ("The Big Sky Chamber of Commerce opposes the plan.", "Big Sky Chamber of Commerce"),
        ("The Millvale Student Senate passed a resolution opposing the plan.", "Millvale Student Senate"),
        ("The plan was condemned by the Lakeshore Youth Coalition.", "Lakeshore Youth Coalition"),
        ("Jacqueline Obert, a public defender, opposes the plan.", "Jacqueline Obert"),
        ("While he admitted that arrests had fallen, trustee Lyle Cart opposes the plan.", "Lyle Cart"),
        ("Vanessa Rourke was among the parents who oppose the plan.", "Vanessa Rourke"),
        ("County Judge KP George opposes the plan.", "KP George"),
        ("D'Angelo von der Heide, a parent, opposes the plan.", "D'Angelo von der Heide"),
        ("Nguyễn Văn An, a father, opposes the plan.", "Nguyễn Văn An"),
        ("Principal Jean-Luc d'Arcy opposes the plan.", "Jean-Luc d'Arcy"),
    ],
)  # fmt: skip
def test_whoever_it_is_has_the_side(words, who):
    assert stances(words) == {(who, "against")}


def test_a_divided_family_is_not_the_contrary_of_who_spoke_before():
    text = (
        "Police Chief Al Ames opposes the plan. Parent Jo Marsh said her son feels safer with an officer in the building, but "
        "her daughter does not."
    )
    assert stances(text) == {("Al Ames", "against")}


def test_the_body_of_a_member_is_no_body_of_another_kind():
    text = "The Millvale Teachers Union met on Monday, said the city, and it will go on. Board member Cy Day said he would vote."
    found = read_article(read_article_text(text.encode(), name="test", published=date(2022, 3, 3)))
    assert {one.name: one.body for one in found.people}["Cy Day"] in {"", "school board"}
