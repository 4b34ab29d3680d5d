"""The optional parser: said plainly where it is absent, no worse than the rules where it is there."""

import importlib.util
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from wellstaffed.apps import article_actions
from wellstaffed.core.errors import UsageError
from wellstaffed.record.article_parse import MODELS, article_parser

ARTICLES = Path(__file__).parent / "articles"
IS_THERE = find_spec("spacy") is not None and any(find_spec(one) is not None for one in MODELS)


def scoring():
    spec = importlib.util.spec_from_file_location("article_scores", ARTICLES / "scores.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["article_scores"] = module
    spec.loader.exec_module(module)
    return module


def test_rules_alone_find_the_speaker_of_most_hard_quotations():
    score = scoring().attributions()
    assert score.right + score.missed == 40
    assert score.right >= 34


@pytest.mark.skipif(IS_THERE, reason="the extra 'speakers' is installed")
def test_without_the_extra_a_sentence_says_how_to_have_it_and_how_to_go_on():
    with pytest.raises(UsageError, match=r"pip install 'wellstaffed\[speakers\]'.*leave --speakers out"):
        article_actions.article(content=b"The board met.", name="test", speakers="spacy")


@pytest.mark.skipif(not IS_THERE, reason="the extra 'speakers' is not installed")
def test_with_the_extra_more_hard_quotations_find_their_speaker_and_no_field_gets_worse():
    scores, parser = scoring(), article_parser()
    assert scores.attributions(parser).right > scores.attributions().right
    for half in ("development", "heldout"):
        plain, parsed = scores.scores(half), scores.scores(half, parser)
        assert {name for name in plain if parsed[name].right < plain[name].right} == set()


@pytest.mark.skipif(not IS_THERE, reason="the extra 'speakers' is not installed")
def test_with_the_extra_the_same_article_gives_the_same_bytes_and_names_the_model():
    content = (ARTICLES / "development" / "madison.txt").read_bytes()
    first, second = (
        article_actions.article(content=content, name="test", speakers="spacy").candidates.model_dump_json()
        for _ in "ab"
    )
    assert first == second
    assert article_parser().model in first


def test_another_word_than_rules_or_spacy_is_refused():
    with pytest.raises(UsageError, match="can be rules or spacy"):
        article_actions.article(content=b"The board met.", name="test", speakers="magic")
