"""Advertisements inside an article are left out, and no paragraph of the article with them."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_sentences import article_sentences
from wellstaffed.record.article_text import read_article_text

FIRST = "The school board and the city have talked about it for a year."
AFTER = "The board votes on the police officers on June 29."


def words(text):
    return [one.words for one in article_sentences(text)]


OFFERS = [
    "Save 50% on 12 weeks of digital access by Friday.",
    "Save up to 40 percent on tires. Learn more",
    "Get unlimited digital access for $1 a week. Cancel any time.",
    "Subscribe today for $4 a month.",
    "Sign up for our free newsletter and never miss a story.",
    "Just $1 for 6 months! Don't miss out.",
    "20% off all backpacks until Aug. 1. Shop now.",
    "Hire 12 nurses by July 1: visit staffco.com. Learn more",
    "Only $9.99 per month, terms apply.",
    "Call now: 1-800-555-0100. Limited-time offer.",
    "Shop the back-to-school sale Monday.",
    "Learn more about your local hospital.",
]
LABELS = [
    "ADVERTISEMENT",
    "Advertisement",
    "— Advertisement —",
    "Story continues below advertisement",
    "Ad",
    "Paid Advertisement",
]
ARTICLE = [
    "Mayor Bob Low said he supports removing the four officers.",
    "New officers will start in the fall.",
    "The district would save $328,000 a year by ending the contract.",
    "$328,000 a year pays for four officers.",
    "Four officers work in the high schools, and parents learn more about them every year.",
    "Support for the officers has fallen.",
    '"Save our schools," she said.',
    "Parents may sign up to speak until Monday.",
    "Free lunches go on.",
    "Call volume fell by 20 percent in 2019.",
    "Get police out of schools, the union told the board.",
]


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["directly below", "after a blank line"])
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("offer", OFFERS)
def test_the_offer_that_a_label_announces_is_left_out(offer, label, between):
    assert words(f"{FIRST}\n\n{label}{between}{offer}\n\n{AFTER}") == [FIRST, AFTER]
    assert words(f"{FIRST}\n{label}\n{offer}\n{AFTER}") == [FIRST, AFTER]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("paragraph", ARTICLE)
def test_the_article_goes_on_after_a_label(paragraph, label):
    expected = [FIRST, *words(paragraph), AFTER]
    assert words(f"{FIRST}\n\n{label}\n\n{paragraph}\n\n{AFTER}") == expected
    assert words(f"{FIRST}\n{label}\n{paragraph}\n{AFTER}") == expected


@pytest.mark.parametrize(
    "label", ["SPONSORED CONTENT", "Sponsored by StaffCo", "Paid post", "From our partners", "Partner content"]
)
def test_what_is_paid_for_is_left_out_as_far_as_the_next_blank_line(label):
    block = "Mayor Bob Low says he supports 40 officers.\nHe wants them by Friday."
    assert words(f"{FIRST}\n\n{label}\n{block}\n\n{AFTER}") == [FIRST, AFTER]
    # After a blank line it may be the article that goes on.
    assert words(f"{FIRST}\n\n{label}\n\n{block}\n\n{AFTER}") == [FIRST, *words(block), AFTER]


def test_lines_below_a_label_that_report_nothing_go_with_it_and_a_report_stays():
    assert words(f"{FIRST}\n\nADVERTISEMENT\nTires and more\nOpen Sunday\n\n{AFTER}") == [FIRST, AFTER]
    report = "Trustee Ann Lee said the officers must go by Friday."
    assert words(f"{FIRST}\n\nADVERTISEMENT\n{report}\n\n{AFTER}") == [FIRST, report, AFTER]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Sponsored by Councilwoman Ann Lee, the resolution would remove the officers.",
        "Promoted to chief in 2018, he had asked for more officers.",
        "Advertisements for the posts ran in June.",
    ],
)
def test_a_sentence_that_only_opens_like_an_advertisement_is_read(paragraph):
    assert words(f"{FIRST}\n\n{paragraph}") == [FIRST, paragraph]


def test_an_article_gives_nothing_of_its_advertisements():
    text = (
        f"June 8, 2020\n\nMADISON, Wis. — {FIRST}\n\nADVERTISEMENT\nSave 50% on 12 weeks of digital access by Friday.\n\n"
        "Advertisement: Hire 12 counselors at StaffCo by July 1.\n\nSPONSORED CONTENT\nMayor Bob Low says he supports 40 officers.\n\n"
        "More news: Superior schools vote 7-0 to keep police\nRELATED: Board member Ann Lee opposes removing officers\n"
    )
    found = read_article(read_article_text(text.encode(), name="test"))
    assert (found.claims, found.dates, found.positions, found.votes, found.people) == ([], [], [], [], [])


def test_an_advertisement_in_html_is_left_out_and_the_paragraph_after_it_is_not():
    report = (
        "Superintendent Jane Poe said on Monday that she opposes removing the four police officers from the schools."
    )
    page = (
        "<html><body><article><h1>Board talks about officers</h1>"
        "<p>MILLVALE, Ohio — The Millvale School Board met on Monday on the removal of police officers from the schools of the city.</p>"
        "<p>ADVERTISEMENT</p><p>Save 50% on 12 weeks of digital access by Friday.</p>"
        f"<p>Advertisement</p><p>{report}</p>"
        "<p>The board has talked about it for a year and the people in the room were divided on it.</p></article></body></html>"
    )
    article = read_article_text(page.encode(), name="test", published=date(2020, 6, 8))
    assert "ADVERTISEMENT" in article.text  # the library that takes out the text leaves it in
    found = read_article(article)
    assert [one.number for one in found.claims] == [4]
    assert {one.text for one in found.dates} == {"Monday"}
    assert [(one.who, one.stance) for one in found.positions] == [("Jane Poe", "against")]
