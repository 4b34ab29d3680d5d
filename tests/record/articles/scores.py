"""Precision and recall of the article reader by field, against the labels beside the articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from wellstaffed.record.article import read_article
from wellstaffed.record.article_candidates import Candidates, PositionFound
from wellstaffed.record.article_parse import Parser
from wellstaffed.record.article_text import read_article_text

FOLDER = Path(__file__).resolve().parent
ON = {
    "removing police officers from schools": "removal",
    "returning police officers to schools": "return",
    "adding police officers in schools": "adding",
    "reducing the number of police officers in schools": "reduction",
    "the agreement for police officers in schools": "agreement",
}


@dataclass
class Score:
    """Counts of one field: found and right, found and wrong, labelled and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def articles(half: str) -> list[tuple[Path, dict[str, Any]]]:
    """Return the articles of a half with their labels."""
    found = []
    for labels in sorted((FOLDER / half).glob("*.yaml")):
        path = next(one for one in sorted(labels.parent.glob(f"{labels.stem}.*")) if one.suffix != ".yaml")
        found.append((path, YAML(typ="safe").load(labels.read_text(encoding="utf-8"))))
    return found


def candidates_of(path: Path, published: date | None, parser: Parser | None = None) -> Candidates:
    """Return what the reader finds; the day of publication is given only where the article lacks it."""
    text = read_article_text(path.read_bytes(), name=path.name)
    if text.published is None:
        text = read_article_text(path.read_bytes(), name=path.name, published=published)
    return read_article(text, parser)


def scores(half: str, parser: Parser | None = None) -> dict[str, Score]:
    """Return the score of each field over a half."""
    total: dict[str, Score] = {}
    for path, labels in articles(half):
        for field, score in article_scores(candidates_of(path, labels["published"], parser), labels).items():
            one = total.setdefault(field, Score())
            one.right += score.right
            one.wrong += score.wrong
            one.missed += score.missed
    return total


def attributions(parser: Parser | None = None) -> Score:
    """Return the score of the quotations whose speaker is not the name nearest to them."""
    labels = YAML(typ="safe").load((FOLDER / "attributions.yaml").read_text(encoding="utf-8"))
    score = Score()
    for one in labels["quotations"]:
        text = f"{labels['head']}\n\n{one['text']}".encode()
        found = read_article(read_article_text(text, name="test", published=date(2022, 3, 3)), parser)
        holders = {row.who for row in found.positions if row.quote and one["quote"] in _quotation(row)}
        score.right += holders == {one["who"]}
        score.missed += holders != {one["who"]}
        score.wrong += bool(holders) and holders != {one["who"]}
    return score


def article_scores(found: Candidates, labels: dict[str, Any]) -> dict[str, Score]:
    """Return the score of each field of one article."""
    return {
        "people": _sets({one.name for one in found.people}, {one["name"] for one in labels["people"]}),
        "roles": _roles(found, labels),
        "speakers of direct quotes": _speakers(found, labels),
        "stances": _sets(
            {(_body(one.who), ON[one.on], one.stance) for one in found.positions if one.stance != "unclear"},
            {(_body(one["who"]), one["on"], one["stance"]) for one in labels["positions"]},
        ),
        "sides on officers": _sets(
            {(_body(one.who), _side(ON[one.on], one.stance)) for one in found.positions if one.stance != "unclear"},
            {(_body(one["who"]), _side(one["on"], one["stance"])) for one in labels["positions"]},
        ),
        "earlier stances": _sets(
            {(one.who, one.previous) for one in found.positions if one.previous},
            {(one["who"], one["previous"]) for one in labels["positions"] if one.get("previous")},
        ),
        "numbers": _numbers(found, labels),
        "metrics": _metrics(found, labels),
        "dates": _sets(
            {(one.date, one.date_to) for one in found.dates},
            {(one["date"], one.get("date_to")) for one in labels["dates"]},
        ),
        "deadlines": _sets(
            {one.date for one in found.dates if one.kind == "deadline"},
            {one["date"] for one in labels["dates"] if one["kind"] == "deadline"},
        ),
        "options": _sets(
            {one.last_day for one in found.options if one.last_day}, {one["last_day"] for one in labels["options"]}
        ),
        "votes": _sets(
            {(one.yes, one.no) for one in found.votes if one.yes is not None},
            {(one["for"], one["against"]) for one in labels["votes"]},
        ),
        "districts": _sets(
            {(one.name, one.did) for one in found.districts}, {(one["name"], one["did"]) for one in labels["districts"]}
        ),
        "outlets": _sets(set(found.outlets), set(labels["outlets"])),
    }


def _body(who: str) -> str:
    """Return a body's name without the words that say which chapter of it: labels give it with or without them."""
    return re.sub(r"^.* (?:branch|chapter|affiliate|lodge) of (?:the )?", "", who)


def _side(on: str, stance: str) -> tuple[int, bool]:
    """Return whether officers are wanted in schools (+1) or not (-1), and whether on a condition: however it is named."""
    wanted = -1 if on in {"removal", "reduction"} else 1
    return (-wanted if stance == "against" else wanted), stance == "conditional"


def _sets(found: set[Any], labelled: set[Any]) -> Score:
    return Score(len(found & labelled), len(found - labelled), len(labelled - found))


def _roles(found: Candidates, labels: dict[str, Any]) -> Score:
    score = Score()
    roles = {one.name: one.role for one in found.people}
    for one in labels["people"]:
        if not one["role"] or one["name"] not in roles:
            continue
        role = roles[one["name"]]
        hit = bool(role) and (one["role"] in role or role in one["role"])
        score.right += hit
        score.missed += not hit
        score.wrong += bool(role) and not hit
    return score


def _speakers(found: Candidates, labels: dict[str, Any]) -> Score:
    score = Score()
    for one in labels["quotes"]:
        words = _straight(one["quote"])
        holders = {row.who for row in found.positions if row.quote and words in _straight(_quotation(row))}
        score.right += holders == {one["who"]}
        score.missed += holders != {one["who"]}
        score.wrong += bool(holders) and holders != {one["who"]}
    return score


def _quotation(row: PositionFound) -> str:
    """Return the whole quotation of a row, which itself gives at most 25 words of it."""
    assert row.quote is not None
    low = row.sentence.find(row.quote)
    before, after = row.sentence[:low], row.sentence[low + len(row.quote) :]
    return re.split(r'["“”]', before)[-1] + row.quote + re.split(r'["“”]', after)[0]


def _straight(text: str) -> str:
    return text.replace("’", "'").rstrip(".,?! ")


def _numbers(found: Candidates, labels: dict[str, Any]) -> Score:
    got = {(one.number, one.what.lower()) for one in found.claims}
    score = Score()
    used: set[tuple[float, str]] = set()
    for one in labels["claims"]:
        ends = [one["number"], *([one["number_to"]] if "number_to" in one else [])]
        hits = {row for row in got if row[0] in ends and one["what"].rstrip("s") in row[1]}
        used |= hits
        score.right += bool(hits)
        score.missed += not hits
    score.wrong = len(got - used)
    return score


def _metrics(found: Candidates, labels: dict[str, Any]) -> Score:
    score = Score()
    for one in (claim for claim in labels["claims"] if claim.get("metric")):
        rows = [row for row in found.claims if row.number == one["number"]]
        hit = any(one["metric"] in (row.metric or "") for row in rows)
        score.right += hit
        score.missed += not hit
        score.wrong += not hit and any(row.metric for row in rows)
    return score
