"""The proposal an article is about, by how newspapers open."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_sentences import article_sentences
from wellstaffed.record.article_stance import ADDING, AGREEMENT, REDUCTION, REMOVAL, RETURN
from wellstaffed.record.article_text import read_article_text
from wellstaffed.record.article_topic import article_topic, decided

OPENINGS = [
    (RETURN, "Two years after the board pulled officers from its high schools, the superintendent wants them back. The plan would end a pause that began in 2020. Board members who voted to remove officers are split."),
    (RETURN, "Police would return to the hallways of Elm High under a plan before the board. The district ended its contract in 2020. Removing the officers was a mistake, some say."),
    (RETURN, "The board will consider rehiring school resource officers, a step that would undo its 2020 vote to cancel the contract. Teachers oppose the plan."),
    (RETURN, "Should police go back into schools? Fairview removed them in 2020. Now three board members want to reverse that vote."),
    (RETURN, "A year after students won the removal of officers, trustees are weighing whether to reinstate the program. Students say the removal worked."),
    (RETURN, "Officers left Fairview's schools in 2020. On Monday the board will vote on a new contract with the police department that would put one in each high school."),
    (RETURN, "Three years ago Fairview took police out of its schools. Next fall they may be back. The plan would cost $300,000."),
    (RETURN, "Fairview is poised to reverse its decision to remove police from schools. The board votes Tuesday on the reversal."),
    (ADDING, "The council will vote on hiring four more school officers, one for each middle school. The city has four now. Critics say the money should go to counselors."),
    (ADDING, "Every elementary school would get an armed officer under a proposal from the sheriff. Now only the high schools have one."),
    (ADDING, "The mayor wants to put police in middle schools for the first time. The plan would cost $400,000 for four new officers."),
    (ADDING, "Fairview would expand its school police from two officers to six under a budget the council takes up Monday."),
    (REDUCTION, "The district would go from eight school officers to four under a plan the superintendent presented Monday."),
    (REDUCTION, "The board voted to cut its police force by half, keeping three of six officers. The reduction saves $300,000."),
    (REDUCTION, "Fairview schools will have fewer officers next year. Two of the four positions would be cut under the proposal."),
    (AGREEMENT, "The board must decide by May 1 whether to extend its agreement with the sheriff. An extension would run two years."),
    (AGREEMENT, "A three-year renewal of the contract for school police is up for a vote Monday. The renewal would cost $1 million."),
    (REDUCTION, "The superintendent proposes to go from three school deputies to one, saving $142,000 out of the budget. Deputies have been there since 1998."),
    (AGREEMENT, "A new agreement between the schools and the city's police would bar officers from arresting students for small things. The draft would replace a letter of 2008. It does not take the officers out."),
    (ADDING, "The board will decide whether to put an officer in each of its elementary schools. Those of the high school would stay."),
    (RETURN, "Larkin considers a U-turn on school police. The board will decide Thursday whether to go back. Some signed a petition to get the police out of schools in 2020."),
    (ADDING, "Larkin trustees weigh the county's offer. The sheriff would place one deputy at Larkin High School, which has none. The offer is free for a year."),
    (ADDING, "The police chief asked the board on Monday to assign three armed officers to the middle schools. Trustees will decide in May."),
    (REMOVAL, "The board will decide whether to pull police from its schools. In 2009 it agreed to station two officers at the high school."),
    (REMOVAL, "Teens, parents, police fill the hearing on school officers. Article 6 would pull all five from the schools."),
    (REMOVAL, "Students want police out of their schools. The board will hear them Monday. The contract costs $200,000."),
    (REMOVAL, "The board will vote Monday on ending its contract with the police department. Officers have been in the schools since 1998."),
    (REMOVAL, "A proposal to replace school police with social workers goes to the council Tuesday. Supporters say officers should leave."),
    (REMOVAL, "The council may strike school police from the budget. Eight officers would leave the schools by fall."),
    (REMOVAL, "Fairview's school board rejected a plan to pull officers from its schools after four hours of debate."),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "opening"), OPENINGS)
def test_the_opening_tells_the_proposal(topic, opening):
    assert article_topic([one.words for one in article_sentences(opening)]) == topic


@pytest.mark.parametrize(
    ("lead", "is_rejected"),
    [
        ("The school board voted 4-3 Monday to keep police officers in its schools.", True),
        ("Fairview's school board rejected a plan to pull officers from its schools.", True),
        ("The school board voted 4-3 Monday to end its contract with the police.", False),
        ("The school board will vote Monday on the plan.", False),
        ("The school board voted 6-3 on Thursday night against removing its officers.", True),
        ("Trustees refused Tuesday to end the contract with the police.", True),
        ("The board declined to say whether it would end the contract with the police.", False),
        ("Board member Al Fry refused to end the interview about the officers.", False),
    ],
)
def test_a_decision_against_the_proposal_is_one_that_rejects_it(lead, is_rejected):
    assert decided([lead], REMOVAL).is_rejected == is_rejected


@pytest.mark.parametrize(
    ("lead", "is_rejected"),
    [
        ("County supervisors refused Tuesday to pay for four more deputies at the high schools.", True),
        ("The council denied money for two new officers.", True),
        ("The council voted 5-2 to add two officers.", False),
    ],
)
def test_a_council_that_refuses_money_for_officers_rejects_them(lead, is_rejected):
    assert decided([lead], ADDING).is_rejected == is_rejected


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("Superintendent Jane Poe welcomed the council's decision.", "against"),
        ("Sheriff Bo Lane criticized the council's decision.", "for"),
        ("Councilor Al Fry supported the request.", "for"),
    ],
)
def test_who_welcomes_a_refusal_of_more_officers_is_against_them(words, stance):
    head = "MILLVALE, Ohio — City councilors refused Tuesday to pay for four more officers at the Millvale schools.\n\n"
    found = read_article(read_article_text((head + words).encode(), name="test", published=date(2022, 3, 3))).positions
    assert [(one.on, one.stance) for one in found if one.stance != "unclear"] == [(ADDING, stance)]
