"""The parties of the agreement that a plan from an article begins with."""

from datetime import date

import pytest

from wellstaffed.apps.article_agreement import agreement_document
from wellstaffed.core.errors import AgreementError
from wellstaffed.record.agreement import load_agreement
from wellstaffed.record.article import read_article
from wellstaffed.record.article_text import read_article_text

HEAD = "MILLVALE, Ohio — The Millvale School Board met on Monday on the removal of police officers from schools.\n\n"
WHERE = {"leaid": "3904000", "name": "Millvale", "state": "OH"}
COUNT = "The agreement puts four officers in schools. "


def agreement(text):
    found = read_article(read_article_text((HEAD + COUNT + text).encode(), name="test", published=date(2020, 6, 8)))
    document, why = agreement_document(found.model_copy(update={"source": "https://example.org/a"}), WHERE)
    assert document is not None, why
    return document


@pytest.mark.parametrize(
    ("text", "party", "who"),
    [
        ("Its contract with the city has four officers. Either side can end the agreement by giving notice by June 30.",
         ("City of Millvale", "city"), ["District", "City"]),
        ("The contract lets either the district or the Millvale Police Department leave by giving notice by Aug. 1.",
         ("Millvale Police Department", "police"), ["District", "Police"]),
        ("The city can cancel the agreement by notifying the district by Aug. 1.", ("City of Millvale", "city"), ["City"]),
        ("The district can end the contract by giving notice by Aug. 1.",
         ("The other party, which was not read from the article", "other"), ["District"]),
        ("The county has to be told. The board can end the contract with the county by notice by Aug. 1.",
         ("County of Millvale", "county"), ["District"]),
        ("The agreement can be ended by notice by Aug. 1.", ("The other party, which was not read from the article", "other"), None),
    ],
)  # fmt: skip
def test_the_parties_are_the_ones_the_article_names_and_the_rest_is_left_open(tmp_path, text, party, who):
    document = agreement(text)
    other = document["parties"][1]
    assert (other["name"], other["part"]) == party
    assert document["employer"] == other["short"]
    (option,) = document["options"]
    assert option.get("who") == who
    assert ("who_missing" in option) == (who is None)
    read = written(tmp_path, document)
    assert read.options[0].who == (who or [])


def written(folder, document):
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe")
    with (folder / "agreement.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(document, file)
    return load_agreement(folder / "agreement.yaml")


def test_an_option_gives_who_may_use_it_or_why_nobody_is_named(tmp_path):
    document = agreement("The agreement can be ended by notice by Aug. 1.")
    del document["options"][0]["who_missing"]
    with pytest.raises(AgreementError, match="both or neither of who and who_missing"):
        written(tmp_path, document)


def test_the_clock_says_that_nobody_is_named(tmp_path):
    from wellstaffed.apps.clock_section import _who
    from wellstaffed.record.agreement_clock import agreement_clock

    found = written(tmp_path, agreement("The agreement can be ended by notice by Aug. 1."))
    (option,) = agreement_clock(found, on=date(2020, 6, 8)).options
    assert _who(option) == "a party not named (who may use it was not read from the article)"


def test_a_period_of_notice_closes_the_option_on_the_day_that_it_counts_to(tmp_path):
    from wellstaffed.record.agreement_clock import agreement_clock

    found = written(
        tmp_path,
        agreement("The contract with the city may be ended by either party with 90 days' notice before Dec. 30."),
    )
    assert (found.options[0].notice.days_before, found.options[0].effective) == (90, date(2020, 12, 30))
    states = {on: agreement_clock(found, on=on).options[0] for on in (date(2020, 10, 1), date(2020, 10, 2))}
    assert [one.state for one in states.values()] == ["open", "closed-unused"]
    assert states[date(2020, 10, 1)].days_left == 0


def test_a_last_day_corrected_by_hand_goes_before_the_count(tmp_path):
    text = HEAD + COUNT + "The contract with the city may be ended by either party with 90 days' notice before Dec. 30."
    found = read_article(read_article_text(text.encode(), name="test", published=date(2020, 6, 8)))
    mended = found.options[0].model_copy(update={"last_day": date(2020, 9, 30)})
    document, _ = agreement_document(
        found.model_copy(update={"source": "https://example.org/a", "options": [mended]}), WHERE
    )
    assert document["options"][0]["notice"]["last_day"] == date(2020, 9, 30)


def test_notice_on_any_day_is_an_option_without_a_last_day(tmp_path):
    from wellstaffed.record.agreement_clock import agreement_clock

    found = written(
        tmp_path, agreement("Either party may terminate the contract upon sixty (60) days' written notice.")
    )
    (option,) = agreement_clock(found, on=date(2020, 6, 8)).options
    assert (option.chance.last_day, option.chance.effective) == (None, date(2020, 8, 7))
    assert option.option.who == ["District", found.parties[1].short]


@pytest.mark.parametrize(
    "text",
    [
        "The board must notify the city 60 days before the end of the fiscal year to end the contract.",
        "The board must give the city notice no later than 30 days before it expires.",
    ],
)
def test_a_way_out_that_cannot_be_dated_makes_no_agreement_and_is_told(text):
    found = read_article(read_article_text((HEAD + COUNT + text).encode(), name="test", published=date(2020, 6, 8)))
    document, why = agreement_document(found.model_copy(update={"source": "https://example.org/a"}), WHERE)
    assert document is None
    assert "has no last day, as none could be counted" in why
    assert text in why


def test_the_calendar_and_the_clock_of_an_article_end_their_sentences_once_and_claim_no_missing_end():
    from wellstaffed.apps.clock_section import clock_days, clock_section
    from wellstaffed.record.agreement import Agreement
    from wellstaffed.record.agreement_clock import agreement_clock

    clock = agreement_clock(
        Agreement.model_validate(agreement("Either side can end the agreement by giving notice by June 30.")),
        date(2020, 6, 8),
    )
    assert not any(".." in day.description for day in clock_days(clock))
    said = " ".join(clock_section(clock).sentences)
    assert "4 officers stay as far as is known: the end of the agreement was not read from the article." in said
    assert "has no end" not in said


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("The district's deadline to tell the city is Dec. 1.", date(2020, 12, 1)),
        ("If the board wants out by the fall, it must tell the city by Friday.", date(2020, 6, 12)),
    ],
)
def test_a_last_day_to_tell_the_city_is_an_option(tmp_path, text, last_day):
    assert [one.notice.last_day for one in written(tmp_path, agreement(text)).options] == [last_day]


def test_a_last_day_whose_use_is_not_told_is_named_in_the_cautions():
    text = "The board must accept the city's answer by Aug. 1. The district can end the contract by giving notice by July 1."
    found = read_article(read_article_text((HEAD + COUNT + text).encode(), name="test", published=date(2020, 6, 8)))
    assert [one.last_day for one in found.options] == [date(2020, 8, 1), date(2020, 7, 1)]
    document, why = agreement_document(found.model_copy(update={"source": "https://example.org/a"}), WHERE)
    assert len(document["options"]) == 1
    assert why.startswith("A last day of the article (2020-08-01) is not used")


NOTICE = "The board may give notice by the first Monday in August to remove one officer the following year. "


@pytest.mark.parametrize(
    ("text", "kind", "end"),
    [
        (NOTICE + "The contract expires June 15, 2022.", "fixed_end", "2022-06-15"),
        (NOTICE + "The contract, signed in 2019, runs through June 30, 2021.", "fixed_end", "2021-06-30"),
        (NOTICE + "The contract expires June 30, 2021, and renews for a year.", "yearly_renewal", "2021-06-30"),
        (NOTICE + "The teachers' contract expires June 15, 2022.", "rolling", "None"),
        (NOTICE + "They will talk about the contract when the school year ends June 15, 2022.", "rolling", "None"),
        (NOTICE + "The contract expires June 15, 2022. The agreement runs through June 30, 2021.", "rolling", "None"),
    ],
)
def test_the_end_of_the_agreement_is_read_from_the_sentence_that_gives_it(tmp_path, text, kind, end):
    document = agreement(text)
    term = written(tmp_path, document).term
    assert (term.kind, str(term.to)) == (kind, end)
    assert (term.to is None) == ("to_missing" in document["term"])


def test_the_end_of_the_agreement_is_not_the_day_on_which_an_officer_goes():
    (option,) = agreement(NOTICE + "The contract expires June 15, 2022.")["options"]
    assert option["officers_after"] == 3
    assert "effective" not in option
    (option,) = agreement(NOTICE + "The change would take effect Jan. 4, 2021.")["options"]
    assert option["effective"] == date(2021, 1, 4)


def test_a_last_day_before_publication_is_said_to_be_past(capsys):
    from wellstaffed.apps.cli.article_screen import show_article

    text = "The contract with the city may be ended by either party with 90 days' notice before June 30, 2020."
    found = read_article(read_article_text((HEAD + COUNT + text).encode(), name="test", published=date(2020, 6, 8)))
    document, told = agreement_document(found.model_copy(update={"source": "https://example.org/a"}), WHERE)
    assert document is not None
    assert "The last day for notice 2020-04-01 was past when the article was published" in told
    show_article(found)
    assert "past when published" in " ".join(capsys.readouterr().out.replace("│", " ").split())


@pytest.mark.parametrize("when", [" in August", ""])
def test_two_ways_out_with_one_last_day_both_stand_and_one_told_twice_stands_once(tmp_path, when):
    drop = f"By giving notice by June 10, the district can drop one officer{when}. "
    end = "The district may end the whole agreement by giving notice by June 10, effective Jan. 1, 2021. "
    options = written(tmp_path, agreement(drop + end + "The district can give notice by June 10.")).options
    assert [(one.id, one.officers_after, one.effective) for one in options] == [
        ("by-2020-06-10", 3, None), ("by-2020-06-10-2", 0, date(2021, 1, 1)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "The council refused to pay for five more officers.",
        "The council declined to pay for five officers at the high school.",
        "The police chief asked the board for five officers.",
        "The mayor wants five additional officers in schools.",
        "The board voted down a plan to add five officers.",
    ],
)
def test_officers_that_were_refused_or_are_asked_for_are_none_of_the_agreement(sentence):
    text = f"{HEAD}{sentence} Either side can end the agreement by giving notice by Aug. 1."
    found = read_article(read_article_text(text.encode(), name="test", published=date(2020, 6, 8)))
    assert any(one.number == 5 for one in found.claims)
    document, why = agreement_document(found.model_copy(update={"source": "https://example.org/a"}), WHERE)
    assert document is None
    assert why.startswith("How many officers the agreement places was not read from the article")


@pytest.mark.parametrize(
    "sentence",
    [
        "The council refused to remove the five officers.",
        "Parents asked the board to pull five officers out of schools.",
        "The chief wants to keep five officers in schools.",
        "The mayor wants to extend the agreement for five officers.",
        "The union wants counselors instead of five officers.",
        "The chief has five officers in schools and asked for two more officers.",
    ],
)
def test_officers_whose_removal_is_asked_for_are_at_work(sentence):
    text = f"{HEAD}{sentence} Either side can end the agreement by giving notice by Aug. 1."
    found = read_article(read_article_text(text.encode(), name="test", published=date(2020, 6, 8)))
    document, why = agreement_document(found.model_copy(update={"source": "https://example.org/a"}), WHERE)
    assert document is not None, why
    assert document["officers"][0]["officers"] == 5


def test_without_officers_a_way_out_on_any_day_is_told_as_such():
    text = f"{HEAD}Either side can end the agreement with 30 days' written notice."
    found = read_article(read_article_text(text.encode(), name="test", published=date(2020, 6, 8)))
    document, why = agreement_document(found.model_copy(update={"source": "https://example.org/a"}), WHERE)
    assert document is None
    assert "It has: 'Either side can end the agreement with 30 days' written notice.', notice on any day." in why
