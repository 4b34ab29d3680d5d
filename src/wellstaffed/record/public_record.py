"""The public record of one district: its tables read together, their references checked, and what was known on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import create_model

from wellstaffed.core.documents import Strict
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
from wellstaffed.record.record_tables import read_record_table, read_record_yaml

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
    Return the record in a folder: CSV tables, or one ``record.yaml`` in which each key is a table and holds a list of rows.

    Raises
    ------
    RecordError
        With every fault of every table and its line; also where a row names a body, person, vote or proposal that no
        table holds, or a vote's members are more than its count.
    """
    if not folder.is_dir():
        fault = Fault(
            "folder", "cannot be read: there is no folder of that name.", "Give the folder that holds the tables."
        )
        raise RecordError(str(folder), [fault])
    tables, faults = _read_tables(folder)
    if not faults:
        if len(tables["district"]) != 1:
            faults.append(Fault("district", f"has {len(tables['district'])} rows; one is expected."))
        faults += _reference_faults(tables) + _count_faults(tables)
    if faults:
        raise RecordError(str(folder), faults)
    (district,) = tables.pop("district")
    parts: dict[str, Any] = {name: tuple(rows) for name, rows in tables.items()}
    return PublicRecord(district=district, as_of=None, **parts)


def _read_tables(folder: Path) -> tuple[dict[str, list[Any]], list[Fault]]:
    """Return every table of a record and every fault; of a table in both forms neither is believed."""
    models, document = TABLES | {"district": RecordDistrict}, folder / "record.yaml"
    tables: dict[str, list[Any]] = {}
    faults: list[Fault] = []
    written = document.is_file()
    if written:
        read, found = read_record_yaml(document, models)
        tables, faults = dict(read), [Fault(f"record.yaml {one.where}", one.problem, one.fix) for one in found]
    for name, model in models.items():
        table = folder / f"{name}.csv"
        if written and table.is_file() and tables[name]:
            faults.append(Fault(f"{name}.csv", "holds a table that record.yaml holds too.", "Keep one of them."))
        elif table.is_file() or not written:
            try:
                tables[name] = read_record_table(table, model)
            except RecordError as error:
                faults += [Fault(f"{name}.csv {fault.where}", fault.problem, fault.fix) for fault in error.faults]
    return tables, faults


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
    faults: list[Fault] = []
    tables: dict[str, list[Any]] = {}
    for name, model in (("peer_districts", PeerDistrict), ("peer_events", PeerEvent)):
        try:
            tables[name] = read_record_table(folder / f"{name}.csv", model)
        except RecordError as error:
            faults += [Fault(f"{name}.csv {fault.where}", fault.problem, fault.fix) for fault in error.faults]
    if faults:
        raise RecordError(str(folder), faults)
    districts, events = tuple(tables["peer_districts"]), tuple(tables["peer_events"])
    known = {one.leaid for one in districts}
    faults += [
        Fault(f"peer_events.csv row {number}", f"is of {event.leaid}, which peer_districts.csv does not hold.")
        for number, event in enumerate(events, start=2)
        if event.leaid not in known
    ]
    told = {event.leaid for event in events}
    faults += [Fault("peer_events.csv", f"says nothing of {one.name}.") for one in districts if one.leaid not in told]
    if faults:
        raise RecordError(str(folder), faults)
    return districts, events


def peers_beside(
    folder: Path,
) -> tuple[tuple[PeerDistrict, ...], tuple[PeerEvent, ...]]:
    """Return the user's peer districts beside the shipped ones; those of the same LEAID in their place."""
    districts, events = load_peers(folder)
    own = {one.leaid for one in districts}
    theirs, steps = shipped_peers()
    return (
        (*districts, *(one for one in theirs if one.leaid not in own)),
        (*events, *(one for one in steps if one.leaid not in own)),
    )


def record_of(district: str, *, folder: Path | None = None) -> PublicRecord:
    """
    Return the record of the one district that a LEAID, a name or a part of a name stands for.

    Parameters
    ----------
    district : str
    folder : Path, optional
        The user's own record, beside the shipped ones; in place of the shipped one of the same district.

    Raises
    ------
    NotFoundError
        If there is none; the message lists those at hand.
    UsageError
        If it may be any of several.
    """
    own: tuple[PublicRecord, ...] = (load_record(folder),) if folder else ()
    held = {one.district.leaid for one in own}
    records = (*own, *(one for one in shipped_records() if one.district.leaid not in held))
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


def record_document_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record that is one YAML document: each key a table, its value a list of rows."""
    parts: dict[str, Any] = {name: (list[model], []) for name, model in sorted(TABLES.items())}  # type: ignore[valid-type]
    parts["district"] = (list[RecordDistrict], ...)
    return create_model("Record", __base__=Strict, **parts).model_json_schema()


def peers_schema() -> dict[str, Any]:
    """Return the JSON Schema of the two tables of peer districts, each a list of rows."""
    parts: dict[str, Any] = {"peer_districts": (list[PeerDistrict], ...), "peer_events": (list[PeerEvent], ...)}
    return create_model("Peers", __base__=Strict, **parts).model_json_schema()


def record_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of a row of each table, made from the models."""
    models = TABLES | {"district": RecordDistrict, "peer_districts": PeerDistrict, "peer_events": PeerEvent}
    return {name: row_schema(model) for name, model in sorted(models.items())}
