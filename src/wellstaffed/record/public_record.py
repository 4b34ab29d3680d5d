"""The public record of one district: its tables read together, their references checked, and what was known on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from wellstaffed.core.errors import Fault, NotFoundError, RecordError, UsageError
from wellstaffed.record.record_rows import (
    Body,
    Condition,
    Dated,
    Fact,
    MeetingHeld,
    MemberVote,
    Office,
    PeerDistrict,
    PeerEvent,
    Person,
    Position,
    Proposal,
    RecordDistrict,
    RecordRow,
    Vote,
    row_schema,
)
from wellstaffed.record.record_tables import read_record_table

One = TypeVar("One", bound=Dated)

SHIPPED = Path(__file__).parent / "data"
TABLES: dict[str, type[RecordRow]] = {
    "bodies": Body,
    "conditions": Condition,
    "facts": Fact,
    "meetings": MeetingHeld,
    "offices": Office,
    "people": Person,
    "positions": Position,
    "proposals": Proposal,
    "vote_members": MemberVote,
    "votes": Vote,
}


@dataclass(frozen=True)
class PublicRecord:
    """
    The record of one district.

    Parameters
    ----------
    as_of : date or None
        The day whose knowledge the record holds; None for everything.
    undated_facts_left_out : int
        Figures without a day of publication, which a record as of a day cannot hold.
    """

    district: RecordDistrict
    as_of: date | None
    bodies: tuple[Body, ...]
    people: tuple[Person, ...]
    offices: tuple[Office, ...]
    meetings: tuple[MeetingHeld, ...]
    proposals: tuple[Proposal, ...]
    conditions: tuple[Condition, ...]
    votes: tuple[Vote, ...]
    vote_members: tuple[MemberVote, ...]
    positions: tuple[Position, ...]
    facts: tuple[Fact, ...]
    undated_facts_left_out: int = 0

    def body_name(self, key: str) -> str:
        """Return the name of a body."""
        return next(one.name for one in self.bodies if one.id == key)

    def person_name(self, key: str) -> str:
        """Return the name of a person."""
        return next(one.name for one in self.people if one.id == key)

    def holder_name(self, body: str, person: str | None) -> str:
        """Return who speaks: the person where one is named, else the body."""
        return self.person_name(person) if person else self.body_name(body)

    def known_on(self, on: date | None) -> PublicRecord:
        """Return the record as it was known on a day: later rows and every hindsight taken out."""
        if on is None:
            return self
        votes = _known(self.votes, on)
        proposals = _known(self.proposals, on)
        kept = {vote.id for vote in votes}, {proposal.id for proposal in proposals}
        dated = [fact for fact in self.facts if fact.known_from is not None]
        return replace(
            self,
            as_of=on,
            offices=tuple(one for one in self.offices if one.seen_first.last <= on),
            meetings=_known(self.meetings, on),
            proposals=proposals,
            conditions=tuple(one for one in _known(self.conditions, on) if one.proposal in kept[1]),
            votes=votes,
            vote_members=tuple(one for one in self.vote_members if one.vote in kept[0]),
            positions=_known(self.positions, on),
            facts=tuple(fact for fact in dated if fact.known_from and fact.known_from <= on),
            undated_facts_left_out=len(self.facts) - len(dated),
        )


def _known(rows: tuple[One, ...], on: date) -> tuple[One, ...]:
    return tuple(row.model_copy(update={"hindsight": None}) for row in rows if row.was_known(on))


def load_record(folder: Path) -> PublicRecord:
    """
    Return the record in a folder of CSV tables.

    Raises
    ------
    RecordError
        With every fault of every table and its line; also where a row names a body, person, vote or proposal that no
        table holds, or a vote's members are more than its count.
    """
    tables: dict[str, list[Any]] = {}
    faults: list[Fault] = []
    models = TABLES | {"district": RecordDistrict}
    for name, model in models.items():
        try:
            tables[name] = read_record_table(folder / f"{name}.csv", model)
        except RecordError as error:
            faults += [Fault(f"{name}.csv {fault.where}", fault.problem, fault.fix) for fault in error.faults]
    if not faults:
        if len(tables["district"]) != 1:
            faults.append(Fault("district.csv", f"has {len(tables['district'])} rows; one is expected."))
        faults += _reference_faults(tables) + _count_faults(tables)
    if faults:
        raise RecordError(str(folder), faults)
    (district,) = tables.pop("district")
    parts: dict[str, Any] = {name: tuple(rows) for name, rows in tables.items()}
    return PublicRecord(district=district, as_of=None, **parts)


_NAMED = {"body": "bodies", "bodies": "bodies", "person": "people", "vote": "votes", "proposal": "proposals"}


def _reference_faults(tables: dict[str, list[Any]]) -> list[Fault]:
    faults = []
    ids = {name: [row.id for row in rows] for name, rows in tables.items() if rows and hasattr(rows[0], "id")}
    for name, listed in ids.items():
        twice = sorted({one for one in listed if listed.count(one) > 1})
        faults += [Fault(f"{name}.csv", f"has the id '{one}' twice.", "Give each row its own.") for one in twice]
    for name, rows in tables.items():
        for number, row in enumerate(rows, start=2):
            for column, table in _NAMED.items():
                named = getattr(row, column, None) if column in type(row).model_fields else None
                for one in named if isinstance(named, list) else [named] if named else []:
                    if one not in ids.get(table, []):
                        said = f"names '{one}', which {table}.csv does not hold."
                        faults.append(Fault(f"{name}.csv row {number}, {column}", said, "Correct it or add the row."))
    return faults


def _count_faults(tables: dict[str, list[Any]]) -> list[Fault]:
    faults = []
    for number, vote in enumerate(tables["votes"], start=2):
        members = [one for one in tables["vote_members"] if one.vote == vote.id]
        people = [one.person for one in members]
        for person in sorted({one for one in people if people.count(one) > 1}):
            faults.append(Fault("vote_members.csv", f"lists '{person}' twice in the vote '{vote.id}'."))
        for choice in ("yes", "no", "abstain"):
            named, count = sum(one.choice == choice for one in members), getattr(vote, choice)
            if count is not None and named > count:
                said = f"is {count}, but {named} members are listed so."
                faults.append(Fault(f"votes.csv row {number}, {choice}", said, "Correct one of them."))
    return faults


@cache
def shipped_records() -> tuple[PublicRecord, ...]:
    """Return every record that comes with the program."""
    return tuple(load_record(path.parent) for path in sorted(SHIPPED.glob("*/district.csv")))


@cache
def shipped_peers() -> tuple[tuple[PeerDistrict, ...], tuple[PeerEvent, ...]]:
    """Return the peer districts that come with the program, and what became of officers in each."""
    return load_peers(SHIPPED / "peers")


def load_peers(folder: Path) -> tuple[tuple[PeerDistrict, ...], tuple[PeerEvent, ...]]:
    """Return the peer districts in a folder; raise `RecordError` with every fault and its line."""
    districts = tuple(read_record_table(folder / "peer_districts.csv", PeerDistrict))
    events = tuple(read_record_table(folder / "peer_events.csv", PeerEvent))
    known = {one.leaid for one in districts}
    faults = [
        Fault(f"peer_events.csv row {number}", f"is of {event.leaid}, which peer_districts.csv does not hold.")
        for number, event in enumerate(events, start=2)
        if event.leaid not in known
    ]
    told = {event.leaid for event in events}
    faults += [Fault("peer_events.csv", f"says nothing of {one.name}.") for one in districts if one.leaid not in told]
    if faults:
        raise RecordError(str(folder), faults)
    return districts, events


def record_of(district: str, *, folder: Path | None = None) -> PublicRecord:
    """
    Return the record of the one district that a LEAID, a name or a part of a name stands for.

    Parameters
    ----------
    district : str
    folder : Path, optional
        The user's own record, instead of the shipped ones.

    Raises
    ------
    NotFoundError
        If there is none; the message lists those at hand.
    UsageError
        If it may be any of several.
    """
    records = (load_record(folder),) if folder else shipped_records()
    text = " ".join(district.casefold().replace(",", " ").split())
    wanted = text.lstrip("'")
    found = [
        one
        for one in records
        if (one.district.leaid == wanted.zfill(7))
        or (text and not wanted.isdigit() and text in f"{one.district.name} {one.district.state}".casefold())
    ]
    have = "; ".join(f"{one.district.name}, {one.district.state} ({one.district.leaid})" for one in records)
    if not found:
        raise NotFoundError(
            f"There is no record of the district '{district}'. At hand: {have}. Or give --record FOLDER."
        )
    if len(found) > 1:
        raise UsageError(f"'{district}' may be any of: {have}. Give the LEAID.")
    return found[0]


def record_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of a row of each table, made from the models."""
    models = TABLES | {"district": RecordDistrict, "peer_districts": PeerDistrict, "peer_events": PeerEvent}
    return {name: row_schema(model) for name, model in sorted(models.items())}
