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


LEADS = [
    (
        REMOVAL,
        "School board weighs ending police contract",
        "The Hartwell school board will decide next week whether to take police officers out of its high schools.",
    ),
    (
        REMOVAL,
        "Activists push to get cops out of schools",
        "A coalition of parents and students is urging the Linden school board to cut ties with the police department.",
    ),
    (
        REMOVAL,
        "Trustees to vote on future of school resource officers",
        "The Oak Park trustees will vote on whether school resource officers should remain in the district's three high schools.",
    ),
    (
        AGREEMENT,
        "Board to consider renewing police contract",
        "The Salem school board will vote Tuesday on a new three-year contract with the city that would keep five officers in its schools.",
    ),
    (
        AGREEMENT,
        "City, schools near deal on officers",
        "The city council is expected to approve an agreement to place officers in four schools for another year.",
    ),
    (
        AGREEMENT,
        "School board renews contract for school police",
        "The board voted 5-2 to renew its agreement with the sheriff's office for school resource officers.",
    ),
    (
        REDUCTION,
        "District may drop one of its four school officers",
        "The Hartwell school board must decide by Wednesday whether to drop one of the four officers stationed in its high schools.",
    ),
    (
        REDUCTION,
        "Superintendent proposes fewer officers",
        "Superintendent Ann Lee wants to cut the number of school resource officers from eight to four next year.",
    ),
    (
        REDUCTION,
        "Board cuts police presence in schools in half",
        "The school board voted Monday to reduce the number of officers in schools from six to three.",
    ),
    (
        RETURN,
        "Officers could return to Alder schools",
        "Two years after it removed police from its schools, the Alder school board is considering bringing them back.",
    ),
    (
        RETURN,
        "Board votes to reinstate school resource officers",
        "The board reversed course Thursday and voted to reinstate officers in its high schools.",
    ),
    (
        RETURN,
        "Parents want police back in schools",
        "After a shooting near East High, parents are asking the district to bring back the officers it dropped in 2020.",
    ),
    (
        ADDING,
        "District wants an officer in every school",
        "The Barton school district is asking the county to pay for a deputy in each of its elementary schools.",
    ),
    (
        ADDING,
        "Council to fund four more school officers",
        "The city council will vote on paying for four more school resource officers.",
    ),
    (
        ADDING,
        "Sheriff offers deputies for middle schools",
        "The sheriff has offered to station deputies in the district's two middle schools, which have never had officers.",
    ),
    (
        REMOVAL,
        "'Counselors, not cops': students rally",
        "Students rallied outside the school board meeting to demand that officers be removed from Jefferson High.",
    ),
    (
        REMOVAL,
        "Union: replace officers with counselors",
        "The teachers' union called on the board Monday to remove the four officers from the district's high schools and hire more counselors.",
    ),
    (
        REMOVAL,
        "Mayor would pull officers from schools",
        "Mayor Tom Reed said Tuesday he will pull police officers out of the city's schools next fall.",
    ),
    (
        AGREEMENT,
        "School police deal up for vote",
        "A proposed agreement between the school district and the sheriff's office for five deputies comes before the board Monday.",
    ),
    (
        REMOVAL,
        "Board keeps police in schools",
        "The school board voted 4-3 to keep police officers in schools, rejecting a plan to remove them.",
    ),
    (
        REMOVAL,
        "Debate over school police heats up",
        "Dozens of people spoke for and against police officers in schools at Monday's board meeting.",
    ),
    (
        REMOVAL,
        "School police program faces end",
        "The school resource officer program could end in June if the board does not renew its contract with the city.",
    ),
    (
        REDUCTION,
        "Plan would leave one officer for two schools",
        "Under a plan before the board, the two high schools would share one officer instead of having one each.",
    ),
    (
        REMOVAL,
        "Board moves toward phasing out officers",
        "The board took a first step Monday toward phasing out school resource officers over two years.",
    ),
    (
        REMOVAL,
        "Split board ends police contract",
        "The board voted 4-3 to terminate its contract with the police department, effective in June.",
    ),
    (
        AGREEMENT,
        "Council balks at school police contract",
        "The city council delayed a vote on a contract that would put four officers in high schools through 2022.",
    ),
    (
        REMOVAL,
        "Should police patrol school hallways? Board to decide",
        "The Ridgeway school board meets Thursday to decide if officers should stay in schools.",
    ),
    (
        REMOVAL,
        "Teachers' union backs ending school police program",
        "The Ridgeway Education Association said Monday it supports ending the district's school resource officer program.",
    ),
    (
        REMOVAL,
        "Student group calls for police-free schools",
        "A student group asked the Ridgeway board to make its schools police-free by fall.",
    ),
    (
        REMOVAL,
        "Principals want officers to stay",
        "The principals of all four high schools told the board they want the officers to stay.",
    ),
    (
        REMOVAL,
        "District weighs alternatives to school police",
        "The district is weighing alternatives to police in its schools, including restorative justice coordinators.",
    ),
    (
        REDUCTION,
        "Board trims school police contract",
        "The board voted to trim its contract with the city from five officers to three.",
    ),
    (
        REDUCTION,
        "Fewer officers, more counselors under new plan",
        "Superintendent Joan Park's budget would pay for two officers instead of five and use the savings for counselors.",
    ),
    (
        REDUCTION,
        "One officer to leave West High",
        "The district will give up one of its officers next year, the superintendent said.",
    ),
    (
        AGREEMENT,
        "Contract for school officers heads to council",
        "A one-year contract for school resource officers heads to the city council on Tuesday after the school board approved it 6-1.",
    ),
    (
        AGREEMENT,
        "School board delays vote on police agreement",
        "The school board on Monday delayed a vote on a memorandum of understanding with the police department.",
    ),
    (
        AGREEMENT,
        "Changes proposed to school police agreement",
        "The board will consider changes to its agreement with police that would limit what officers can do in schools.",
    ),
    (
        AGREEMENT,
        "Officials spar over price of school officers",
        "The city wants the district to pay more under a new contract for officers in schools.",
    ),
    (
        RETURN,
        "Police may be back in Seaver schools",
        "The Seaver school board will vote on whether to let police back into its schools after a four-year absence.",
    ),
    (
        RETURN,
        "Three years later, a district rethinks its decision on police",
        "The board that voted in 2020 to end its police contract is now weighing whether to sign a new one.",
    ),
    (
        RETURN,
        "Principals ask for return of officers",
        "High school principals asked the board to return officers who were pulled out in 2021.",
    ),
    (
        RETURN,
        "Candidates clash over bringing back school police",
        "The five candidates for school board split on whether to restore the school resource officer program.",
    ),
    (
        ADDING,
        "County to hire deputies for elementary schools",
        "The county commission agreed to hire 12 deputies for elementary schools, which now have none.",
    ),
    (
        ADDING,
        "Second officer proposed for high school",
        "The police chief proposed adding a second officer at Central High School.",
    ),
    (
        ADDING,
        "State law would require officer at every school",
        "A bill would require an armed officer at every public school in the state.",
    ),
    (
        ADDING,
        "District expands its police force",
        "The school board voted to expand its police department by ten officers.",
    ),
    (
        REMOVAL,
        "Protesters demand district drop police",
        "Protesters marched to the district office to demand that it drop its police contract.",
    ),
    (
        REMOVAL,
        "Board president changes mind on school police",
        "Board president Rita Moss said she now favors taking officers out of schools.",
    ),
    (
        REMOVAL,
        "Council's budget would defund school officers",
        "The council's proposed budget would take away money for the officers stationed at high schools.",
    ),
    (
        REMOVAL,
        "Sheriff: deputies will leave schools in June",
        "The sheriff said his deputies will leave the schools in June because of a shortage.",
    ),
]


@pytest.mark.parametrize(("topic", "headline", "lead"), LEADS)
def test_a_headline_and_the_first_sentence_tell_what_is_proposed(topic, headline, lead):
    assert article_topic([headline, lead]) == topic
