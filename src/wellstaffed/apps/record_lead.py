"""The first sentences of a page on the record: what it holds on a day, and what stands out. No new figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wellstaffed.record.record_rows import PeerStatus
from wellstaffed.reports.answer import listed
from wellstaffed.reports.words import capital

if TYPE_CHECKING:
    from wellstaffed.apps.record_actions import RecordAnswer

MATTERS = {
    "officers": "officers in schools",
    "amendment": "the amendment of the agreement",
    "staffing": "staffing",
    "safety": "safety in schools",
    "survey": "what a survey found",
}
_STATUS_WORDS = {
    PeerStatus.ENDED: "ended it",
    PeerStatus.BUDGET_CUT: "cut the money for it",
    PeerStatus.ALTERNATE: "put something else in its place",
    PeerStatus.KEPT: "considered the matter and kept it",
    PeerStatus.REVERSED: "turned round by steps that the sources do not tell",
    PeerStatus.UNKNOWN: "reached a state that the sources do not settle",
}
_KINDS = {
    "vote": ("vote", "votes"),
    "position": ("position", "positions"),
    "proposal": ("proposal", "proposals"),
    "agreement": ("event of an agreement", "events of an agreement"),
    "deadline": ("last day for notice", "last days for notice"),
}


def record_lead(answer: RecordAnswer, part: str) -> str:
    """
    Return one to three sentences on an answer about the record.

    Parameters
    ----------
    answer : RecordAnswer
        Of the action that `part` names.
    part : {"timeline", "positions", "votes", "peers", "conditions"}

    Notes
    -----
    Rules R1 to R4: every count is of rows of the answer, so nothing later than its day is in it.
    """
    return _LEADS[part](answer)


def _up_to(answer: RecordAnswer) -> str:
    return f"up to {answer.record.as_of.isoformat()}" if answer.record.as_of else "to this day"


def _counted(count: int, words: tuple[str, str]) -> str:
    return f"{count} {words[0] if count == 1 else words[1]}"


def _day(row: dict[str, Any]) -> str:
    return str(row["date_words"] or row["date"])


def _timeline(answer: RecordAnswer) -> str:
    name = answer.record.district.name
    if not answer.rows:
        return f"The record holds nothing on police in the schools of {name} {_up_to(answer)}."
    counts = Counter(row["kind"] for row in answer.rows)
    told = listed([_counted(counts[kind], words) for kind, words in _KINDS.items() if counts[kind]])
    last = answer.rows[-1]
    what = f"{last['what']}{', ' + last['result'] if last['result'] else ''}"
    sentences = [
        f"The record on police in the schools of {name} holds {told} {_up_to(answer)}.",
        f"The latest is of {_day(last)}, {last['who']}: {what}.",
    ]
    ahead = answer.parts["coming"]
    if ahead:
        sentences.append(f"The next day ahead is {_day(ahead[0])}, {ahead[0]['what']} ({ahead[0]['who']}).")
    return " ".join(sentences)


def _positions(answer: RecordAnswer) -> str:
    from wellstaffed.apps.record_rows_json import in_office, no_longer_shown

    rows, matter = answer.rows, MATTERS[answer.parts["matter"]]
    if not rows:
        return f"The record holds no position on {matter} {_up_to(answer)}."
    stances = Counter({row["who"]: row["stance"] for row in in_office(rows)}.values())
    told = ", ".join(
        f"{count} “{stance}”" for stance, count in sorted(stances.items(), key=lambda one: (-one[1], one[0]))
    )
    held = _counted(stances.total(), ("person or body", "people and bodies"))
    conditional = sum(row["is_conditional"] for row in rows)
    words = (
        f"{_counted(conditional, ('statement carries a condition and stands', 'statements carry a condition and stand'))} first"
        if conditional
        else "no statement carries a condition"
    )
    counted = f"{told}; {words}" if told else words
    gone = no_longer_shown(rows)
    return f"The record holds the stance of {held} on {matter} {_up_to(answer)}: {counted}.{' ' + gone if gone else ''}"


def _votes(answer: RecordAnswer) -> str:
    votes = answer.parts["votes"]
    if not votes:
        return f"The record holds no vote {_up_to(answer)}."
    named = sum(bool(vote["members"]) and not vote["unnamed"] for vote in votes)
    last = votes[-1]
    return (
        f"The record holds {_counted(len(votes), ('vote', 'votes'))} {_up_to(answer)}; of {named} of them it names every "
        f"member. The latest is of {_day(last)}, {last['body']}: {last['matter']}, {last['result']}."
    )


def _peers(answer: RecordAnswer) -> str:
    peers, day = answer.parts["peers"], _up_to(answer)
    turned = sum(row["reversed"] for row in peers)
    if not peers:
        return f"The record holds no such decision of another district {day}."
    back = f"{turned} went back on an earlier decision, in whole, in part or as a proposal"
    if turned == len(peers):
        sentences = [f"Of the other districts in the record {back} {day}."]
    else:
        counts = Counter(PeerStatus(row["status"]) for row in peers if not row["reversed"])
        told = [f"{counts[status]} {words}" for status, words in _STATUS_WORDS.items() if counts[status]]
        held = (
            f"Of {len(peers)} other districts whose decision on their agreement with the police the record holds {day},"
        )
        sentences = [f"{held} {listed([*told, *([back] if turned else [])])}."]
    sentences.append("They are districts found in press reports, and no sample of all districts.")
    return " ".join(sentences)


def _conditions(answer: RecordAnswer) -> str:
    rows = answer.parts["conditions"]
    if not rows:
        return f"The record holds no condition of a proposal {_up_to(answer)}."
    tested = sum(row["finding"] != "not a matter of figures" for row in rows)
    by = listed(list(dict.fromkeys(row["by"] for row in rows)))
    held = f"{by} had attached {_counted(len(rows), ('condition', 'conditions'))} to a proposal"
    return (
        f"{capital(_up_to(answer))}, {held}. {_counted(tested, ('of them is', 'of them are'))} a matter of figures, which "
        "a plan can meet or not."
    )


_LEADS: dict[str, Callable[[RecordAnswer], str]] = {
    "timeline": _timeline,
    "positions": _positions,
    "votes": _votes,
    "peers": _peers,
    "conditions": _conditions,
}
