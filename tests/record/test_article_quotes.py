"""The words a position is quoted by, held against the article."""

from datetime import date

import pytest

from wellstaffed.record.article import read_article
from wellstaffed.record.article_quotes import row_faults, short_quote
from wellstaffed.record.article_text import read_article_text

QUOTE = "We’ve had our fill of waiting for an answer from the board,\nand I want the officers gone by fall"
TEXT = (
    "MILLVALE, Ohio — The Millvale School Board met on the removal of police officers from schools.\r\n\r\n"
    f"“{QUOTE},” said Ann Bell, a parent. The union asked for nine counselors.\r\n"
)


@pytest.fixture(scope="module")
def found():
    return read_article(read_article_text(TEXT.encode(), name="test", published=date(2020, 6, 8)))


def with_quote(found, quote):
    number = next(place for place, one in enumerate(found.positions) if one.quote)
    rows = list(found.positions)
    rows[number] = rows[number].model_copy(update={"quote": quote})
    return found.model_copy(update={"positions": rows})


def with_sentence(found, **changes):
    return found.model_copy(update={"claims": [found.claims[0].model_copy(update=changes)]})


@pytest.mark.parametrize(
    "quote",
    [
        QUOTE,
        "We've had our fill of waiting",
        "“I want the officers gone by fall”",
        "our   fill\r\nof waiting for an answer from the board, and I want",
        "officers",
        None,
        "",
    ],
)
def test_marks_and_white_space_make_no_other_quotation(found, quote):
    assert row_faults(with_quote(found, quote), TEXT) == row_faults(with_quote(found, quote), None) == []


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("I want the officers kept by fall", "'I want the officers gone by fall,"),
        ("I want the Officers gone", "'I want the officers gone"),
        ("We’ve had our fill of waiting ... I want the officers gone by fall", "nearest words of the article are"),
        ("want the officer", "'want the officers"),
        ("asked for nine counselors", "'asked for nine counselors.'"),
        ("Zyx qvp jkw", "nothing like it"),
        ('"', "nothing like it"),
    ],
)
def test_other_words_than_those_of_its_sentence_are_a_fault_that_shows_the_nearest(found, quote, nearest):
    for text in (TEXT, None):
        (fault,) = row_faults(with_quote(found, quote), text)
        assert fault.where == "positions.0.quote"
        assert quote in fault.problem
        assert nearest in fault.problem
        assert "Copy the words" in fault.fix


def test_a_quotation_of_26_words_is_a_fault_and_one_of_25_is_none():
    words = " ".join(["and the rest"] * 8 + ["of it"])
    text = f"June 8, 2020\n\nThe board met. “Keep the police officers, {words}” said Ann Bell, a parent, of police in schools."
    found = read_article(read_article_text(text.encode(), name="test"))
    assert row_faults(with_quote(found, words.rpartition(" ")[0]), text) == []
    (fault,) = row_faults(with_quote(found, words), text)
    assert "has 26 words, and at most 25 are quoted" in fault.problem


def test_a_sentence_or_place_that_is_not_the_article_s_is_a_fault(found):
    assert row_faults(with_sentence(found), TEXT) == []
    row = found.claims[0]
    changed = row.sentence.replace("nine", "five")
    (fault,) = row_faults(with_sentence(found, sentence=changed), TEXT)
    assert (
        f"is '{changed}', and the article has at characters {row.start} to {row.end}: '{row.sentence}'" in fault.problem
    )
    for moved in ({"start": row.start + 3}, {"end": row.end - 4}, {"sentence": row.sentence + " Soon."}):
        assert [one.where for one in row_faults(with_sentence(found, **moved), TEXT)] == ["claims.0.sentence"]
        assert [one.where for one in row_faults(with_sentence(found, **moved), None)] == ["claims.0.sentence"]
    (beyond,) = row_faults(with_sentence(found, start=9_000, end=9_000 + len(row.sentence)), TEXT)
    assert f"nothing; it ends at character {len(TEXT)}" in beyond.problem


def test_without_the_article_a_sentence_is_held_against_the_other_rows_of_its_place(found):
    row = found.claims[0]
    other = row.model_copy(update={"sentence": row.sentence.replace("nine", "five")})
    (fault,) = row_faults(found.model_copy(update={"claims": [row, other]}), None)
    assert fault.where == "claims.1.sentence"
    assert "differs from the sentence of claims.0" in fault.problem


@pytest.mark.parametrize(
    ("quote", "short"),
    [
        ("Keep them.", "Keep them."),
        (
            "It was a long night for all of us here and for the people who came. End the contract. It was late when we left, and it was raining all the way home.",
            "End the contract. It was late when we left, and it was raining all the way home.",
        ),
        (" ".join(["word"] * 40), " ".join(["word"] * 25)),
        (f"{' '.join(['word'] * 24)} word, word word.", " ".join(["word"] * 25)),
    ],
)
def test_a_long_quotation_is_read_as_whole_sentences_that_fit_with_one_that_takes_a_side(quote, short):
    assert short_quote(quote) == short
    assert short in quote
