"""The day of publication as American papers write it, and whether a text is English."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

BODY = "\n\nMADISON, Wis. — The board met on Monday about the police in the schools of the city.\n"
DAY = date(2020, 6, 7)


def read(head):
    return read_article_text((head + BODY).encode(), name="test")


@pytest.mark.parametrize(
    "head",
    [
        "Posted 6/7/20",
        "06/07/2020",
        "Posted: 06/07/2020 10:30 AM",
        "06-07-2020",
        "2020/06/07",
        "Published 2020-06-07T10:00:00-05:00",
        "June 7th, 2020",
        "JUNE 7, 2020",
        "June 7, 2020 | 10:30 a.m.",
        "June 7, 2020.",
        "7 June 2020",
        "Sunday, 7 June 2020",
        "Published on the 7th of June 2020",
        "By Scott Fielding | June 7, 2020",
        "By A. Bell\nSun, Jun 7, 2020 6:03 PM EDT",
        "DULUTH, Minn. (AP) — June 7, 2020 — The board voted on Monday to keep the officers in its four schools for a year.",
        "Posted June 7, 2020 | Updated June 9, 2020",
        "Updated 9:15 a.m. June 9, 2020; posted June 7, 2020",
        "Updated 6/9/20\nPosted 6/7/20",
        "This story was first published on June 7, 2020, and has been changed since by the editors of this very newspaper.",
    ],
)
def test_a_common_day_of_publication_is_read_and_says_nothing(head):
    found = read(head)
    assert (found.published, found.notes) == (DAY, ())


@pytest.mark.parametrize("head", ["Updated June 7, 2020", "Last updated: 6/7/20 5:00 p.m.", "Corrected 7 June 2020"])
def test_the_day_of_an_update_counts_only_where_no_other_is_given_and_a_note_says_so(head):
    found = read(head)
    assert found.published == DAY
    assert found.notes == ("The article gives only the day of its update (2020-06-07), which was taken as its day.",)


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("Published Feb. 30, 2021", "'Feb. 30, 2021' is not a day of the calendar,"),
        ("June 31st, 2020", "'June 31st, 2020' is not a day of the calendar,"),
        ("Posted 13/7/2020", "'13/7/2020' is not a day of the calendar (numbers are read month first),"),
        ("Posted 2/30/21", "'2/30/21' is not a day of the calendar (numbers are read month first),"),
    ],
)
def test_an_impossible_day_of_publication_is_named(head, shown):
    found = read(head)
    assert found.published is None
    assert found.notes == (f"{shown} so it is not taken as the day of publication.",)


@pytest.mark.parametrize(
    "head",
    [
        "Board votes 5-2; contract to end June 30, 2021",
        "A state report published June 1, 2020, found that the board had no police in its schools at all this year.",
        "Vote 3-3-1",
        "Call 510-555-0100",
        "The board met on May 5, 2020.",
    ],
)
def test_another_day_of_the_head_is_not_taken_for_that_of_publication(head):
    assert read(head).published is None


def test_what_a_page_says_of_itself_goes_before_what_stands_in_its_text():
    page = (
        '<html><head><meta property="article:published_time" content="2020-06-07T18:03:00-04:00"></head><body><article>'
        "<p>Posted 6/9/20</p><p>The board of the city voted on Monday to keep the officers in the four schools.</p>"
        "<p>The members of the board said that they would look at it again in a year.</p></article></body></html>"
    )
    assert read_article_text(page.encode(), name="test").published == DAY
    without = page.replace("article:published_time", "something_else")
    assert read_article_text(without.encode(), name="test").published == date(2020, 6, 9)


def test_weekdays_are_dated_from_a_day_in_numbers():
    found = read_article(read("Posted 6/7/20"))
    assert [str(one.date) for one in found.dates if one.text == "Monday"] == ["2020-06-01"]


ENGLISH = [
    "MADISON, Wis. — June 8, 2020\n\nThe board voted 5-2 on Monday to keep police officers. Members Ann Lee and Bo Ray voted no. "
    "Chair Cy Day voted yes.",
    "DULUTH, Minn. Board members Kelly Eder, Alanna Oswald, Rosie Loeffler-Kemp, Jill Lofald, Jane Hammerstrom Hoffman and Paul "
    "Sandholm voted yes Tuesday. David Kirby, Sally Trnka voted no. Police officers stay.",
    "Board keeps officers, 4-3. Yes: Ann Lee, Bo Ray, Cy Day, Di Poe. No: Ed Fox, Flo Gray, Gus Hill. Superintendent Hal Ives "
    "praised members. Union president Ivy Jones criticized trustees. Officers stay through June.",
    "MADISON SCHOOL BOARD VOTES TO KEEP POLICE OFFICERS. MEMBERS ANN LEE AND BO RAY VOTED NO. THE UNION OF TEACHERS SAID THE "
    "BOARD SHOULD HAVE WAITED FOR THE REPORT.",
    '"Queremos consejeros, no policías," said Rigoberto Rodríguez, who told the board that parents of the district were afraid. '
    '"No más policías en las escuelas," he said, and the board voted 3-2 to end it.',
    "Trustee D'Angelo von der Heide said he opposes removing police officers. Trustee O'Shea Jackson said he supports it. Board "
    "member Lê Thị Hoa opposes removing officers. Principal Jean-Luc de la Cruz supports removing officers.",
]
OTHERS = {
    "Spanish": "El consejo escolar de Santa Ana votó 3-2 el martes para retirar a los policías de las escuelas. Queremos consejeros, no "
    "policías, dijo Rigoberto Rodríguez. El sindicato pide 33 consejeros más antes del 15 de septiembre.",
    "Spanish full of names": "La junta escolar de Los Angeles votó el martes. Mónica García, Nick Melvoin, Jackie Goldberg y Kelly Gonez "
    "votaron a favor. Richard Vladovic votó en contra, dijo Los Angeles Times. The Washington Post informó lo mismo.",
    "German": "Der Schulausschuss von Springfield stimmte am Dienstag mit 5 zu 2 Stimmen dafür, die Polizisten in den Schulen zu behalten. "
    "Die Mitglieder Ann Lee und Bo Ray stimmten dagegen, sagte die Vorsitzende am Abend.",
    "French": "Le conseil scolaire de Montréal a voté mardi pour retirer les policiers des écoles. Nous voulons des conseillers, a dit la "
    "présidente Marie Tremblay. Le syndicat demande trente conseillers de plus avant le 15 septembre.",
    "Portuguese": "O conselho escolar de Newark votou na terça-feira para retirar os policiais das escolas. Queremos mais conselheiros, "
    "disse a presidente Maria Silva. O sindicato pede trinta conselheiros a mais até o dia 15 de setembro.",
    "Vietnamese": "Hội đồng trường học của thành phố đã bỏ phiếu hôm thứ ba để đưa cảnh sát ra khỏi các trường học. Chúng tôi muốn có thêm "
    "cố vấn, ông Nguyễn Văn An nói với các phóng viên.",
    "Somali": "Guddiga dugsiga ayaa Talaadadii u codeeyay in booliska laga saaro dugsiyada magaalada. Waxaan rabnaa la-taliyayaal, ma rabno "
    "boolis, ayay tiri guddoomiyaha guddiga. Ururka macallimiintu wuxuu codsaday soddon la-taliye oo dheeraad ah.",
    "Hmong": "Pawg thawj coj saib xyuas tsev kawm ntawv tau pov npav hnub Tuesday kom tshem cov tub ceev xwm tawm ntawm cov tsev kawm ntawv. "
    "Peb xav tau cov kws pab tswv yim, nws hais tias peb tsis xav tau tub ceev xwm.",
    "Dutch": "De schoolraad van Springfield stemde dinsdag met vijf tegen twee om de politie in de scholen te houden. De leden Ann Lee en Bo "
    "Ray stemden tegen, en de voorzitter was het er niet mee eens.",
    "Tagalog": "Ang lupon ng paaralan ay bumoto noong Martes na alisin ang mga pulis sa mga paaralan. Sinabi ng pangulo na kailangan ng mga "
    "mag-aaral ang mas maraming tagapayo at hindi ang mga pulis.",
    "Russian": "Школьный совет проголосовал во вторник за то, чтобы убрать полицию из школ города. Нам нужны консультанты, а не полиция, "
    "сказала председатель совета на заседании. Профсоюз просит еще тридцать консультантов до пятнадцатого сентября.",
    "Hungarian, of which nothing is known": "A városi iskolatanács kedden megszavazta, hogy a rendőröket eltávolítják az iskolákból. Az elnök "
    "szerint a diákoknak több tanácsadóra van szükségük, és nem rendőrökre. A szakszervezet harminc új tanácsadót kér szeptemberig.",
}  # fmt: skip


@pytest.mark.parametrize("text", ENGLISH)
def test_plain_english_full_of_names_is_read(text):
    assert len(text.split()) >= 25
    found = read_article(read_article_text(text.encode(), name="test"))
    assert not any("English" in note for note in found.notes)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_language_is_told_from_english(text):
    found = read_article(read_article_text(text.encode(), name="test"))
    assert any("does not read as English" in note for note in found.notes)
    assert (found.people, found.dates, found.claims) == ([], [], [])
