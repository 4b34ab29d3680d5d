"""Two sections of a memo from the public record, finished: where the parties stand, and what peers did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from wellstaffed.record.peers import Peer, peers
from wellstaffed.record.public_record import PublicRecord, shipped_peers
from wellstaffed.record.record_rows import PeerEvent, PeerStatus
from wellstaffed.record.standing import SchoolGap, changes, standings
from wellstaffed.record.timeline import TimelineEntry
from wellstaffed.reports.timeline_chart import TimelineMark

if TYPE_CHECKING:
    from wellstaffed.apps.plan_answer import PlanAnswer

BACK = "went back on an earlier decision"
STATUS_WORDS = {
    PeerStatus.ENDED: "ended it",
    PeerStatus.BUDGET_CUT: "cut its budget",
    PeerStatus.ALTERNATE: "put something else in its place",
    PeerStatus.KEPT: "considered it and kept it",
    PeerStatus.REVERSED: BACK,
    PeerStatus.UNKNOWN: "reached a state that the sources do not settle",
}
_INFERRED = "Inferred: the vote follows from the count and the membership, and no source names the member."


@dataclass(frozen=True)
class RecordSection:
    """
    A section of the memo, finished.

    Parameters
    ----------
    title : str
    sentences : tuple of str
    header : tuple of str
    rows : tuple of tuple of str
    notes : tuple of str
    sources : tuple of (str, str)
        What each address is the source of, and the address.
    """

    title: str
    sentences: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


def standing_section(
    record: PublicRecord, gaps: Sequence[SchoolGap] | None = None, plan: PlanAnswer | None = None
) -> RecordSection:
    """
    Return where the parties stand as the record has it, those with a condition first.

    Parameters
    ----------
    record : PublicRecord
        As it was known on the memo's day (`PublicRecord.known_on`).
    gaps : sequence of SchoolGap, optional
        The plan's gaps; each condition is then said to be met, not met, or not to be told.
    plan : PlanAnswer, optional
        Its options solved; each is then held against each condition that a figure can test.
    """
    from wellstaffed.apps.record_rows_json import change_row, in_office, inferred, no_longer_shown, standing_rows

    rows = [row for one in standings(record) for row in standing_rows(record, one)]
    rows.sort(key=lambda row: (not row["is_conditional"], row["last_seen_in_office"] is not None))
    conditional = sum(row["is_conditional"] for row in rows)
    day = f" on {record.as_of.isoformat()}" if record.as_of else ""
    gone = no_longer_shown(rows)
    sentences = [_counted(in_office(rows), conditional), *([gone] if gone else []), *_last_vote(record)]
    sentences += _conditions(record, gaps, plan)
    for one in changes(record):
        row = change_row(record, one)
        condition = f", on a condition: {row['condition']}" if row["condition"] else ""
        shown = f" by vote{inferred(row['is_inferred'])}" if row["shown_by"] == "vote" else ""
        since = f"{row['from_date']}{inferred(row['from_is_inferred'])}"
        who = row["who"]
        sentences.append(
            f"{who} changed{shown} on {row['date']} from “{row['from']}” ({since}) to “{row['to']}”{condition}."
        )
    return RecordSection(
        title=f"Where the parties stand{day}",
        sentences=tuple(sentences),
        header=("Party", "As", "Stance", "Condition", "Date", "Words"),
        rows=tuple(_standing_row(row) for row in rows),
        notes=(_INFERRED,) if any(row["is_inferred"] for row in rows) else (),
        sources=tuple(dict.fromkeys((row["who"], href) for row in rows for href in row["sources"])),
    )


def _last_vote(record: PublicRecord) -> list[str]:
    """Return the latest vote of the record in a sentence, if it holds one."""
    if not record.votes:
        return []
    last = max(record.votes, key=lambda one: (one.date.last, one.date.first, one.id))
    who = " and ".join(record.body_name(body) for body in last.bodies)
    return [
        f"The latest vote that the record holds is of {who}, {last.date_words or last.date}: {last.result}. {last.matter}."
    ]


def _conditions(record: PublicRecord, gaps: Sequence[SchoolGap] | None, plan: PlanAnswer | None) -> list[str]:
    """Return a sentence for each condition on officers, and one for each option of a plan that it is held against."""
    from wellstaffed.apps.condition_answer import with_options
    from wellstaffed.apps.record_rows_json import condition_rows

    rows = [row for row in condition_rows(record, gaps) if row["matter"] == "officers"]
    with_options(rows, record.conditions, plan)
    sentences = []
    for row in rows:
        tested = gaps is not None and not row["finding"].startswith("not a")
        found = f" As of today: {row['finding']} ({row['why']})." if tested else ""
        found = " No figure tests these words." if row["finding"].startswith("not a") else found
        sentences.append(f"Condition of {row['by']}, {row['date']}: {row['condition']}.{found}")
        sentences += [f"Under “{one['label']}”: {one['finding']}; {one['why']}." for one in row["options"]]
    return sentences


def _counted(rows: list[dict[str, Any]], conditional: int) -> str:
    if not rows:
        return "The record holds no position on officers in schools up to that day."
    holders = {row["who"] for row in rows}
    stances = Counter({row["who"]: row["stance"] for row in rows}.values())
    told = ", ".join(
        f"{count} “{stance}”" for stance, count in sorted(stances.items(), key=lambda one: (-one[1], one[0]))
    )
    words = f"statements with a condition ({conditional}) come first" if conditional else "none carries a condition"
    return f"The record holds the stance of {len(holders)} people and bodies on officers in schools: {told}; {words}."


def _standing_row(row: dict[str, Any]) -> tuple[str, ...]:
    from wellstaffed.apps.record_rows_json import inferred

    party = row["who"] if row["who"] == row["body"] else f"{row['who']}, {row['body']}"
    words = f"“{row['quote']}”" if row["quote"] else row["paraphrase"] or row["stance_words"]
    words += f" ({row['note']})" if row["note"] and not row["is_inferred"] else ""
    seen = f"last seen in office {row['last_seen_in_office']}" if row["last_seen_in_office"] else None
    return (
        party,
        "; ".join(filter(None, (row["role"], seen))),
        row["stance"] + inferred(row["is_inferred"]),
        row["condition"] or "",
        row["date_words"] or row["date"],
        words,
    )


def peers_section(leaid: str, on: date | None = None) -> RecordSection:
    """
    Return what peer districts had done by a day, every reversal in a sentence of its own (rule R4).

    A district that went back on a decision counts among those only, whatever it did afterwards; the others by their last step.
    """
    listed = [one for one in peers(*shipped_peers(), on) if one.district.leaid != leaid]
    reversed_ = [one for one in listed if one.reversals]
    counts = Counter(one.status for one in listed if not one.reversals)
    told = [f"{counts[status]} {words}" for status, words in STATUS_WORDS.items() if counts[status]]
    told += [f"{len(reversed_)} {BACK}, in whole, in part or as a proposal, each told below"] if reversed_ else []
    day = f" by {on.isoformat()}" if on else ""
    sentences = [
        f"Of {len(listed)} other districts whose decision on officers in schools the record holds{day}: {'; '.join(told)}."
        if listed
        else f"The record holds no decision of another district{day}."
    ]
    sentences += [_reversal(one) for one in reversed_]
    if any(row[2] == STATUS_WORDS[PeerStatus.UNKNOWN] for row in map(_peer_row, listed)):
        sentences.append("Where the sources do not settle what became of a decision, the table says so.")
    return RecordSection(
        title=f"What peers did{day}",
        sentences=tuple(sentences),
        header=("District", "State", "Status", "Since", "Steps", "Officers", "Who pays", "In their place"),
        rows=tuple(_peer_row(one) for one in listed),
        notes=(
            "The list is of districts found in press reports; it is no sample of all districts.",
            "Officers are of one dated step, the one before the change where it is known; what was only proposed is not counted.",
        ),
        sources=tuple(
            dict.fromkeys((one.district.name, href) for one in listed for event in one.events for href in event.sources)
        ),
    )


def _reversal(peer: Peer) -> str:
    steps = [
        f"{_day(event)}: {event.what}{_vote(event)} ({event.extent}, {event.direction})" for event in peer.reversals
    ]
    return f"{peer.district.name}, {peer.district.state}: {'; '.join(steps)}."


def _day(event: PeerEvent) -> str:
    return str(event.date) if event.date else f"undated ({event.date_missing})"


def _vote(event: PeerEvent) -> str:
    if not event.vote:
        return ""
    return ", unanimous" if event.vote == "unanimous" else f", {event.vote}"


def _peer_row(peer: Peer) -> tuple[str, ...]:
    from wellstaffed.apps.record_rows_json import in_year, peer_figures

    told = peer_figures(peer)
    officers, payer = told["officers"], told["payer"]
    steps = "; ".join(f"{_day(event)}: {event.what}{_vote(event)}" for event in peer.events)
    replacement = "; ".join(dict.fromkeys(event.replacement for event in peer.events if event.replacement))
    return (
        peer.district.name,
        peer.district.state,
        STATUS_WORDS[peer.status],
        str(peer.since) if peer.since else "",
        steps,
        "not stated" if officers is None else in_year(str(officers), told["officers_on"], told["officers_note"]),
        in_year(payer, told["payer_on"]) if payer else "not stated",
        replacement or "not reported",
    )


def timeline_marks(record: PublicRecord, entries: Sequence[TimelineEntry]) -> list[TimelineMark]:
    """Return the marks of the timeline chart: votes with their result, positions by their side, days of the agreement."""
    positions = {one.id: one for one in record.positions if one.matter == "officers"}
    votes = {one.id: one for one in record.votes}
    marks = []
    for entry in entries:
        if entry.key in votes:
            label = entry.result if entry.result and entry.result[0].isdigit() else ""
            for body in votes[entry.key].bodies:
                lane = f"Votes: {record.body_name(body)}"
                marks.append(TimelineMark(lane, entry.day.first, entry.day.last, "vote", label))
        elif entry.key in positions:
            one = positions[entry.key]
            kind = {"officers stay or come back": "stay", "fewer officers or none": "fewer"}.get(one.stance.side or "")
            lane = record.body_name(one.body)
            marks.append(TimelineMark(lane, entry.day.first, entry.day.last, kind or "neither", ""))
        elif entry.kind in ("agreement", "deadline"):
            marks.append(TimelineMark("Agreement", entry.day.first, entry.day.last, entry.kind, ""))
    names = [body.name for body in record.bodies]
    lanes = ["Agreement", *(f"Votes: {name}" for name in names), *names]
    return sorted(marks, key=lambda mark: lanes.index(mark.lane))
