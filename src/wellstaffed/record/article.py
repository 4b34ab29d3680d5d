"""Reading an article into candidates for the record (rule R1): who, where they stand, figures, days, ways out, votes."""

from __future__ import annotations

from typing import Any, Literal

from wellstaffed.record.article_candidates import (
    Body,
    Candidates,
    ClaimFound,
    DateFound,
    DistrictFound,
    OptionFound,
    Person,
    PositionFound,
    VoteFound,
)
from wellstaffed.record.article_dates import FoundDate, article_dates
from wellstaffed.record.article_figures import FoundClaim, article_claims
from wellstaffed.record.article_language import is_english
from wellstaffed.record.article_mentions import Cast, own_place
from wellstaffed.record.article_parse import Parser
from wellstaffed.record.article_people import article_bodies, article_outlets, article_people
from wellstaffed.record.article_places import (
    FoundDistrict,
    FoundOption,
    article_districts,
    article_options,
    own_state,
)
from wellstaffed.record.article_positions import article_positions
from wellstaffed.record.article_quotes import short_quote
from wellstaffed.record.article_sections import sections_left_aside
from wellstaffed.record.article_sentences import Sentence, article_sentences
from wellstaffed.record.article_sides import Position
from wellstaffed.record.article_speakers import sentence_speakers
from wellstaffed.record.article_text import ArticleText
from wellstaffed.record.article_topic import article_topic
from wellstaffed.record.article_votes import FoundVote, article_votes

Into = Literal["the text as given", "the text taken out of the HTML"]


def read_article(article: ArticleText, parser: Parser | None = None) -> Candidates:
    """
    Return the candidates of an article.

    The same text gives the same candidates, byte for byte. What cannot be read is said in ``notes``: no day of publication,
    another language, no positions, days that contradict each other. A parser (`wellstaffed.record.article_parse`) helps to find
    speakers.
    """
    notes = list(article.notes)
    into: Into = "the text taken out of the HTML" if article.is_html else "the text as given"
    shown = article.text if article.is_html else None
    if not is_english(article.text):
        notes.append("The text does not read as English; only English articles are read, and no candidates were taken.")
        known = {"published": article.published, "source": article.source}
        return Candidates.model_validate(known | {"notes": notes, "offsets_into": into, "text": shown})
    sentences = parser.read(article_sentences(article.text)) if parser else article_sentences(article.text)
    bodies = article_bodies(sentences)
    place = own_place(sentences, bodies)
    cast = Cast(sentences, article_people(sentences, bodies), bodies, place)
    dates = article_dates(sentences, article.published, notes)
    taken = {spot for one in dates for spot in range(one.place, one.place + len(one.text))}
    districts = article_districts(sentences, cast, place)
    elsewhere = {one.sentence.start: one.name for one in districts}
    notes += sections_left_aside(sentences)
    positions = article_positions(sentences, cast, set(elsewhere))
    is_silent = all(one.stance == "unclear" for one in positions)
    notes += ["No position for or against anything about police in schools was found."] if is_silent else []
    return Candidates(
        published=article.published,
        source=article.source,
        speakers_by=parser.model if parser else "rules",
        topic=article_topic([one.words for one in sentences]) if positions else None,
        place=place,
        state=own_state(sentences, place),
        people=[Person(name=one.name, role=one.role, body=one.body) for one in cast.people],
        bodies=_bodies_taking_part(cast, positions),
        positions=[_position(one) for one in positions],
        claims=[_claim(one) for one in article_claims(sentences, cast, sentence_speakers(sentences, cast), taken)],
        dates=[_date(one) for one in dates],
        options=[_option(one) for one in article_options(sentences, dates, cast)],
        votes=[_vote(one) for one in article_votes(sentences, cast, elsewhere)],
        districts=[_district(one) for one in districts],
        outlets=article_outlets(sentences, article.own_names),
        notes=list(dict.fromkeys(notes)),
        offsets_into=into,
        text=shown,
    )


def _placed(sentence: Sentence) -> dict[str, Any]:
    return {"sentence": sentence.words, "start": sentence.start, "end": sentence.end}


def _bodies_taking_part(cast: Cast, positions: list[Position]) -> list[Body]:
    holders = {one.actor.name: one.actor for one in positions}
    named = [one for one in cast.bodies if one.name[0].isupper() or one.name in holders]
    groups = [one for one in cast.groups if one.name in holders]
    own = [one for one in holders.values() if one.kind == "body" and one not in cast.bodies]  # an editorial's board
    return [Body(name=one.name, kind=one.body_type or "people") for one in [*named, *groups, *own]]


def _position(one: Position) -> PositionFound:
    actor = one.actor
    return PositionFound.model_validate(
        {
            "who": actor.name,
            "body": actor.body if actor.kind == "person" else actor.name,
            "on": one.on,
            "stance": one.stance,
            "condition": one.condition,
            "previous": one.previous,
            "quote": one.quote and short_quote(one.quote),
            "confidence": one.confidence,
        }
        | _placed(one.sentence)
    )


def _claim(one: FoundClaim) -> ClaimFound:
    sure = "medium" if one.what == "not said" else "high"
    row = {
        "number": one.number,
        "what": one.what,
        "metric": one.metric,
        "by": one.by,
        "school": one.school,
        "asked": one.is_asked,
    }
    return ClaimFound.model_validate(row | {"confidence": sure} | _placed(one.sentence))


def _date(one: FoundDate) -> DateFound:
    sure = "low" if one.date is None else "high" if any(sign.isdigit() for sign in one.text) else "medium"
    row = {"text": one.text, "date": one.date, "date_to": one.date_to, "kind": one.kind, "what": one.what}
    return DateFound.model_validate(row | {"confidence": sure} | _placed(one.sentence))


def _option(one: FoundOption) -> OptionFound:
    row: dict[str, Any] = {"what": one.what, "who": one.who, "last_day": one.last_day, "effective": one.effective}
    row |= {"officers_less": one.officers_less, "ends_agreement": one.ends_agreement}
    if one.period and not one.undated:
        row |= {f"notice_{one.period.unit}": one.period.number, "any_day": one.is_any_day}
    return OptionFound.model_validate(row | {"undated": one.undated or None} | _placed(one.sentence))


def _vote(one: FoundVote) -> VoteFound:
    row = {"body": one.body, "yes": one.yes, "no": one.no, "abstain": one.abstain, "unanimous": one.is_unanimous}
    return VoteFound.model_validate(row | _placed(one.sentence))


def _district(one: FoundDistrict) -> DistrictFound:
    return DistrictFound.model_validate({"name": one.name, "state": one.state, "did": one.did} | _placed(one.sentence))
