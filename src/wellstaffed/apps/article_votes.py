"""The votes that an article reports: of which body, on which day, on what, and who voted yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from wellstaffed.record.day_span import DaySpan
from wellstaffed.record.record_rows import MOST_QUOTED_WORDS

if TYPE_CHECKING:
    from wellstaffed.record.article_candidates import Candidates, DateFound, VoteFound

_INNER = r"\.(?=\s?\w)"  # the full stop of "Mayor G. Ruiz": a sentence's own has nothing behind it
_VOTED = re.compile(rf"\b[Vv]ot(?:ed?|es|ing)\b(?! down\b)(?:[^.;]|{_INNER})*")
# "refused Wednesday to pay for six officers, voting 4-5": what was decided stands before the tally.
_DECIDED_BY = re.compile(
    r"\b(?P<what>(?:refused|rejected|declined|approved|agreed|decided|adopted|accepted|denied|turned down|passed|backed|killed)\b[^;]*?),\s+"
    r"(?:voting|in a vote of)\s+\d"
)
# "voted 5-2 on Tuesday, March 2, to keep": only a tally and a day may stand before what the vote was on, for "against a motion to end" is
# no vote to end.
_VOTED_TO = re.compile(
    r"\bvot(?:ed?|es|ing)\b(?:[\s,]|\d+\s?(?:-|–|to)\s?\d+|\d+|on\b|unanimously\b|narrowly\b|last\b|night\b|evening\b|week\b|[A-Z]\w+\.?)*?"
    rf"\s(?P<what>(?:not )?to\s+[a-z](?:[^.;,—]|{_INNER})+)"
)
# "A motion to drop one officer also failed": what was put, without what became of it.
_MOTION = re.compile(
    rf"\b(?:motion|proposal|plan|measure|resolution|amendment)\b[^.;,]{{0,30}}?\sto\s+(?P<what>[a-z](?:[^.;,—]|{_INNER})+?)"
    r"(?=\s+(?:(?:also|later|then)\s+)?(?:failed|died|passed|carried|was|were|by|on\s+[A-Z]\w+day|\d+-\d+)\b|[.;,—]|$)"
)
# A sentence that says so of everyone in it: names, titles and commas, then "voted no" as its last words.
_VOTED_BY_NAME = re.compile(
    r"^(?:(?:Board |School |Council )?(?:[Mm]embers?|[Cc]ommissioners?|[Dd]irectors?|[Tt]rustees?)\s+)?"
    r"(?P<who>(?:[^\W\d_a-z][\w.’'-]*|and|de|la|van|von|del)(?:,?\s+(?:[^\W\d_a-z][\w.’'-]*|and|de|la|van|von|del))*)\s+"
    r"voted\s+(?P<choice>yes|no)(?:\s+on\s+[A-Z]\w+day)?\.?$"
)
_TITLES = re.compile(
    r"^(?:(?:Board|School|Council|Vice|Members?|Chair\w*|Presidents?|Commissioners?|Directors?|Trustees?|Treasurer|Clerk)\s+)+"
)
_BETWEEN_NAMES = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
_VOTE = re.compile(r"\b(?:vot(?:ed?|es|ing)|rejected|approved|refused|adopted|passed|failed|declined|denied)\b", re.I)
_BEFORE_PLACE = re.compile(r"\b(?:at|in|for|from|with|to|against|about|of)\s+(?:the\s+)?$", re.I)
_COUNCIL = re.compile(
    r"\b(?:[Cc]ity |[Cc]ounty |[Tt]own |[Vv]illage |[Cc]ommon )?(?:[Cc]ouncil(?:ors|lors|members)?|[Aa]lders|[Aa]ldermen)\b"
)
_BOARD = re.compile(
    r"\b(?:[Ss]chool |[Bb]oard )(?:[Bb]oard(?: members)?|[Mm]embers|[Cc]ommittee|[Tt]rustees)\b|\b[Tt]rustees\b"
)
_NOT_NAMED = {
    "council": "a council that the article does not name",
    "board": "a school board that the article does not name",
}
_NO_BODY = "a body that the article does not name"
_OTHER_CLAUSE = re.compile(
    r"\b(?:revers\w+|undo\w+|overturn\w+|after|before|since|which|who|from|signed|adopted|made|until|through|by|effective|starting|beginning)\b",
    re.I,
)
_OF_MEETING = re.compile(r"\b(?:met|meets|meeting|session|hearing|gathered|vot(?:ed?|es|ing))\b", re.I)
_NEXT_TO = 4  # characters between two sentences, the end of a paragraph included
_A_MONTH = timedelta(days=31)
_DASHES = ("—", "–", " - ", "--")
_LONGEST_DATELINE = 80
_EARLIER = re.compile(r"\b(?:19|20)\d\d\b|\bago\b|\blast year\b", re.I)


@dataclass(frozen=True)
class Vote:
    """
    A vote of the article's own bodies.

    Parameters
    ----------
    row : VoteFound
    body : str
        As the article names it; where the district only stands there as a place, what kind of body voted.
    kind : str
        Of a body that the article does not name; empty for one that it names.
    """

    row: VoteFound
    body: str
    kind: str = ""


def own_votes(found: Candidates) -> list[Vote]:
    """Return the votes of the article's own bodies that it counts or calls unanimous; another district's are none of them."""
    others = [one.name for one in found.districts]
    return [
        with_body(one, found)
        for one in found.votes
        if one.body and not any(name in one.body for name in others) and (one.yes is not None or one.unanimous)
    ]


def with_body(one: VoteFound, found: Candidates) -> Vote:
    """Return a vote with its body: "councilors refused to pay for officers at the schools" is no vote of the schools."""
    body = str(one.body)
    place = one.sentence.find(body)
    is_district = any(known.name == body and known.kind == "district" for known in found.bodies)
    if not is_district or place < 0 or not _BEFORE_PLACE.search(one.sentence[:place]):
        return Vote(one, body)
    before = one.sentence[:place]
    for kind, pattern in (("council", _COUNCIL), ("board", _BOARD)):
        if pattern.search(before):
            return Vote(one, _NOT_NAMED[kind], kind)
    return Vote(one, _NO_BODY, "other")


def votes_by_name(found: Candidates, votes: list[Vote]) -> list[tuple[str, str]]:
    """
    Return who voted yes or no, by the sentences of confirmed positions; nobody where these may not be of the article's one vote.

    An article with several votes does not say which a sentence is of, and more names than the tally counts are of another; so
    are those of a sentence on another year.
    """
    tallies = {(one.yes, one.no) for one in found.votes if one.yes is not None}
    if len(votes) != 1 or len(tallies) != 1 or votes[0].row.yes is None or votes[0].row.unanimous:
        return []
    choices: dict[str, set[str]] = {}
    counts = {"yes": 0, "no": 0}
    for sentence in dict.fromkeys(one.sentence for one in found.positions):
        said = _VOTED_BY_NAME.search(" ".join(sentence.split()))
        if said is None or _EARLIER.search(sentence):
            continue
        listed = [_TITLES.sub("", one) for one in _BETWEEN_NAMES.split(said["who"])]
        counts[said["choice"]] += len(listed)
        for name in filter(None, (_whole_name(one, found) for one in listed)):
            choices.setdefault(name, set()).add(said["choice"])
    if any(count > (getattr(votes[0].row, choice) or 0) for choice, count in counts.items()):
        return []
    return [(name, next(iter(said))) for name, said in choices.items() if len(said) == 1]


def _whole_name(listed: str, found: Candidates) -> str:
    """Return a name as the article gives it in full; empty for a surname that is nobody's, or several people's."""
    if " " in listed:
        return listed
    bearers = [one.name for one in found.people if one.name.split()[-1] == listed]
    return bearers[0] if len(bearers) == 1 else ""


def vote_row(vote: Vote, key: str, body: str, found: Candidates) -> dict[str, Any]:
    """Return a vote as ``record.yaml`` holds it, under a key and with the key of its body."""
    one = vote.row
    counts = {name: getattr(one, name) for name in ("yes", "no", "abstain") if getattr(one, name) is not None}
    day = _day_of(one, found)
    told = (
        {}
        if day
        else {"date_words": f"reported on {found.published}; the day of the vote was not read from the article"}
    )
    return {
        "id": key, "bodies": [body], "date": str(day or found.published), **told,
        "matter": matter_of(one, found), "result": result_of(one), **counts,
        "sources": [found.source], "confidence": one.confidence,
    }  # fmt: skip


def _day_of(one: VoteFound, found: Candidates) -> DaySpan | None:
    """
    Return when a vote was: by its own sentence, else by the one beside it that tells of the same meeting; None where neither says.

    The day in a dateline is the newspaper's.
    """
    past = [day for day in found.dates if _is_past(day, found) and not _is_in_dateline(day)]
    own = [day for day in past if (day.start, day.sentence) == (one.start, one.sentence) and _is_of_vote(day)]
    if own:
        days = [day for day in own if day.date_to is None] or own
        verb = _verb(one.sentence)
        return _span(min(days, key=lambda day: abs(day.sentence.find(day.text) - verb)))
    beside = [day for day in past if day.date_to is None and _is_beside(day, one) and _OF_MEETING.search(day.sentence)]
    assert found.published is not None
    near = [day for day in beside if day.date and found.published - day.date <= _A_MONTH]
    return _span(near[0]) if len({day.date for day in near}) == 1 else None


def _span(day: DateFound) -> DaySpan:
    assert day.date is not None
    return DaySpan(day.date, day.date_to or day.date)


def _is_past(day: DateFound, found: Candidates) -> bool:
    return day.date is not None and found.published is not None and (day.date_to or day.date) <= found.published


def _is_in_dateline(day: DateFound) -> bool:
    """Return whether a date stands in "LOWELL, Mass. (June 10, 2021) —", or is all that the sentence has behind such a head."""
    words = day.sentence.split()
    place = day.sentence.find(day.text)
    ends = [end for dash in _DASHES if 0 < (end := day.sentence.find(dash)) <= _LONGEST_DATELINE]
    if not ends or not words or len(words[0].strip(",.")) < 3 or not words[0].isupper():
        return False
    return place < min(ends) or not day.sentence[min(ends) :].replace(day.text, "").strip(" -—–.()")


def _is_of_vote(day: DateFound) -> bool:
    """Return whether a date belongs to the vote of its sentence, and not to what the vote reverses or ends."""
    if day.kind in ("deadline", "effective"):
        return False
    place, verb = day.sentence.find(day.text), _verb(day.sentence)
    between = day.sentence[verb:place] if verb < place else ""
    return not _OTHER_CLAUSE.search(between)


def _verb(sentence: str) -> int:
    verb = _VOTE.search(sentence)
    return verb.start() if verb else 0


def _is_beside(day: DateFound, one: VoteFound) -> bool:
    return 0 <= one.start - day.end <= _NEXT_TO or 0 <= day.start - one.end <= _NEXT_TO


def matter_of(one: VoteFound, found: Candidates) -> str:
    """Return what a vote was on, in words of its sentence; the article's topic where these do not say."""
    return _voted_on(one.sentence) or found.topic or "police officers in schools"


def result_of(one: VoteFound) -> str:
    """Return how a vote ended: ``5-2``, with those who abstained behind it, or ``unanimous``."""
    counts = [count for count in (one.yes, one.no, one.abstain) if count is not None]
    return "-".join(str(count) for count in counts) if one.yes is not None else "unanimous"


def _voted_on(sentence: str) -> str:
    """
    Return what a vote was on: the words after "voted 5-2 ... to", else those before ", voting 5-2" or from "voted" on, else those of a motion; as many as
    the record may quote.
    """
    plain, whole, motion = _VOTED_TO.search(sentence), _VOTED.search(sentence), _MOTION.search(sentence)
    decided = _DECIDED_BY.search(sentence)
    words = plain["what"].removeprefix("to ") if plain else whole[0] if whole else motion["what"] if motion else ""
    words = decided["what"] if decided and not plain else words
    said = " ".join(words.split()[:MOST_QUOTED_WORDS])
    return said[:1].upper() + said[1:]
