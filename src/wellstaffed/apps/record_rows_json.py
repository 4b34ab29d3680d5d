"""Rows of the record as JSON and CSV hold them; nothing is worked out here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wellstaffed.record.day_span import DaySpan
from wellstaffed.record.peers import Likeness, Peer
from wellstaffed.record.public_record import PublicRecord
from wellstaffed.record.record_rows import PeerEvent, Person, Vote
from wellstaffed.record.standing import (
    Change,
    MemberRecord,
    SchoolGap,
    Standing,
    Statement,
    condition_findings,
    last_seen_in_office,
    unnamed_votes,
)
from wellstaffed.record.timeline import TimelineEntry


def _days(day: DaySpan) -> dict[str, str]:
    return {"date": str(day), "last": day.last.isoformat()}


def inferred(is_inferred: bool | None) -> str:
    """Return the word that stands wherever a vote is shown that follows from the membership and that no source names."""
    return " (inferred)" if is_inferred else ""


def standing_rows(record: PublicRecord, standing: Standing) -> list[dict[str, Any]]:
    """Return a row for each of a holder's latest statements, with the stance of the other side before it."""
    before = standing.previous
    change = {
        "previous": before.stance.label if before else None,
        "previous_date": str(before.day) if before else None,
        "previous_is_inferred": before.is_inferred if before else None,
    }
    first = standing.statements[0]
    seen = last_seen_in_office(record, first.body, first.person)
    change["last_seen_in_office"] = str(seen) if seen else None
    return [statement_row(record, one) | change for one in standing.statements]


def in_office(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that are counted on a day: without those whose holder is no longer shown in office."""
    return [row for row in rows if not row["last_seen_in_office"]]


def no_longer_shown(rows: Sequence[dict[str, Any]]) -> str:
    """Return the sentence on those who are listed and not counted; an empty text where there are none."""
    gone = {row["who"] for row in rows if row["last_seen_in_office"]}
    if not gone:
        return ""
    whom, are = ("1 person", "is") if len(gone) == 1 else (f"{len(gone)} people", "are")
    return (
        f"{whom} whom no source shows in office in the month before that day or later {are} listed with the day on which one last does, and not "
        "counted."
    )


def statement_row(record: PublicRecord, one: Statement) -> dict[str, Any]:
    """Return what a holder said or showed by a vote."""
    row: dict[str, Any] = {
        **_days(one.day),
        "body": record.body_name(one.body),
        "who": record.holder_name(one.body, one.person),
        "on": one.matter,
        "stance": one.stance.label,
        "is_conditional": bool(one.position and one.position.condition),
        "is_inferred": one.is_inferred,
    }
    if one.position is not None:
        said = one.position
        names = (
            "role", "date_words", "stance_words", "condition", "quote", "quote_missing", "paraphrase", "note",
            "hindsight", "confidence", "confidence_note",
        )  # fmt: skip
        return (
            row | {name: getattr(said, name) for name in names} | {"shown_by": "words", "sources": list(said.sources)}
        )
    assert one.vote is not None
    assert one.member_vote is not None
    cast = one.member_vote
    words = f"voted {cast.choice}{inferred(one.is_inferred)}: {one.vote.matter}"
    return row | {
        "role": _role_at(record, one),
        "date_words": one.vote.date_words,
        "stance_words": words,
        "condition": None,
        "quote": None,
        "quote_missing": "stands for a vote",
        "paraphrase": None,
        "note": cast.basis if one.is_inferred else None,
        "hindsight": None,
        "confidence": cast.confidence,
        "confidence_note": cast.confidence_note,
        "shown_by": "vote",
        "sources": list(cast.sources),
    }


def _role_at(record: PublicRecord, one: Statement) -> str | None:
    held = [
        office.role
        for office in record.offices
        if office.person == one.person and office.body == one.body and office.seen_first.first <= one.day.last
    ]
    return held[-1] if held else None


def change_row(record: PublicRecord, change: Change) -> dict[str, Any]:
    """Return who changed, when, from what to what, and how it shows."""
    before, after = statement_row(record, change.before), statement_row(record, change.after)
    return {
        "who": after["who"],
        "body": after["body"],
        "date": after["date"],
        "last": after["last"],
        "from": change.before.stance.label,
        "from_date": before["date"],
        "from_is_inferred": before["is_inferred"],
        "to": change.after.stance.label,
        "shown_by": after["shown_by"],
        "is_inferred": after["is_inferred"],
        "quote": after["quote"],
        "condition": after["condition"],
        "note": after["note"],
        "confidence": after["confidence"],
        "sources": after["sources"],
    }


def condition_rows(record: PublicRecord, gaps: Sequence[SchoolGap] | None) -> list[dict[str, Any]]:
    """Return each condition with whose proposal it belongs to and whether it is met."""
    proposals = {one.id: one for one in record.proposals}
    rows = []
    for found in condition_findings(record, gaps):
        one = found.condition
        proposal = proposals[one.proposal]
        rows.append(
            {
                "id": one.id,
                "proposal": proposal.what,
                "matter": proposal.matter,
                "by": record.holder_name(proposal.body, proposal.person),
                "date": str(proposal.date),
                "condition": one.what,
                "quote": one.quote,
                "finding": found.finding,
                "why": found.why,
                "confidence": one.confidence,
                "sources": list(one.sources),
            }
        )
    return rows


def vote_row(record: PublicRecord, vote: Vote) -> dict[str, Any]:
    """Return a vote with its members by choice and for how many of each the record holds no names (rule R3)."""
    members: dict[str, list[str]] = {}
    for one in record.vote_members:
        if one.vote == vote.id:
            name = record.person_name(one.person) + inferred(one.basis != "recorded")
            members.setdefault(one.choice, []).append(name)
    unnamed = unnamed_votes(record, vote)
    return {
        **_days(vote.date),
        "id": vote.id,
        "date_words": vote.date_words,
        "body": " and ".join(record.body_name(body) for body in vote.bodies),
        "matter": vote.matter,
        "result": vote.result,
        "counts": {"yes": vote.yes, "no": vote.no, "abstain": vote.abstain},
        "members": members,
        "unnamed": ", ".join(f"{count} {choice}" for choice, count in unnamed.items()) or None,
        "note": vote.note,
        "hindsight": vote.hindsight,
        "confidence": vote.confidence,
        "confidence_note": vote.confidence_note,
        "sources": list(vote.sources),
    }


def member_row(record: PublicRecord, member: MemberRecord) -> dict[str, Any]:
    """Return one member's votes over time."""
    return {
        "who": record.person_name(member.person),
        "votes": [
            {
                **_days(vote.date),
                "id": vote.id,
                "matter": vote.matter,
                "choice": cast.choice,
                "basis": cast.basis,
                "result": vote.result,
            }
            for vote, cast in member.votes
        ],
    }


def person_row(record: PublicRecord, person: Person) -> dict[str, Any]:
    """Return a person with the offices in which sources show them."""
    offices = [
        {
            "body": record.body_name(one.body),
            "role": one.role,
            "seen_first": str(one.seen_first),
            "seen_last": str(one.seen_last) if record.as_of is None or one.seen_last.last <= record.as_of else None,
        }
        for one in record.offices
        if one.person == person.id
    ]
    return {"id": person.id, "name": person.name, "offices": offices}


def timeline_row(one: TimelineEntry) -> dict[str, Any]:
    """Return a line of a timeline."""
    return {
        **_days(one.day),
        "key": one.key,
        "date_words": one.date_words,
        "kind": one.kind,
        "who": one.who,
        "what": one.what,
        "result": one.result,
        "quote": one.quote,
        "note": one.note,
        "confidence": one.confidence,
        "sources": list(one.sources),
    }


def peer_row(peer: Peer, like: Likeness | None = None) -> dict[str, Any]:
    """Return a peer district with its steps; with a likeness, its distance and the parts of it."""
    district = peer.district
    events = [event_row(event) for event in peer.events]
    return {
        "district": district.name,
        "state": district.state,
        "leaid": district.leaid,
        "directory_name": district.directory_name,
        "status": peer.status.value,
        "since": str(peer.since) if peer.since else None,
        "reversed": bool(peer.reversals),
        "reversals": [event_row(event) for event in peer.reversals],
        **peer_figures(peer),
        "locale": district.locale,
        "residents": district.residents,
        "children": district.children,
        "poverty_share": round(peer.poverty, 4) if peer.poverty is not None else None,
        "measures_missing": district.measures_missing,
        "events": events,
        "distance": round(like.distance, 3) if like and like.distance is not None else None,
        "distance_parts": {name: None if part is None else round(part, 3) for name, part in like.parts}
        if like
        else None,
        "sources": list(dict.fromkeys(href for event in peer.events for href in event.sources)),
        "district_sources": list(district.sources),
    }


def peer_figures(peer: Peer) -> dict[str, Any]:
    """Return officers, cost and payer, each with the date of the step that states it and the note on it."""
    step, paid = peer.figures, peer.paid_step
    dated = str(step.date) if step else None
    return {
        "officers": peer.officers,
        "officers_on": dated if peer.officers is not None else None,
        "officers_note": step.officers_note if step and peer.officers is not None else None,
        "cost": peer.cost,
        "cost_on": dated if peer.cost is not None else None,
        "cost_note": step.cost_note if step and peer.cost is not None else None,
        "payer": peer.payer,
        "payer_on": str(paid.date) if paid else None,
    }


def in_year(said: str, on: str | None, note: str | None = None) -> str:
    """Return a figure of a peer in words, with the year of its step: ``57 in 2024 (in 39 schools by 2024)``."""
    years = "/".join(dict.fromkeys(part[:4] for part in on.split("/"))) if on else ""
    return said + (f" in {years}" if years else "") + (f" ({note})" if note and note != years else "")


def event_row(event: PeerEvent) -> dict[str, Any]:
    """Return one step of a peer district."""
    row = event.model_dump(mode="json", exclude={"leaid", "known_from"})
    return row | {"status": event.status.value}


def flat_rows(table: str, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a row of a table as rows of one long table: a person once for each office."""
    plain = {"table": table} | {key: value for key, value in row.items() if key not in ("offices", "options")}
    return [plain | office for office in row.get("offices") or [{}]]
