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
from wellstaffed.core.identifiers import leaid as leaid_digits
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
from wellstaffed.record.record_tables import ReadRow, read_record_yaml, read_rows

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
_MODELS: dict[str, type[RecordRow]] = TABLES | {"district": RecordDistrict}
_Read = dict[str, list[ReadRow[Any]]]


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
        With every fault of every table and its line at once; also where a row names a body, person, vote or proposal that no
        table holds, or a vote's members are more than its count.
    """
    if not folder.is_dir():
        fault = Fault(
            "folder", "cannot be read: there is no folder of that name.", "Give the folder that holds the tables."
        )
        raise RecordError(str(folder), [fault])
    read, faults = _read_tables(folder)
    if len(read.get("district", [None])) != 1:
        faults.append(Fault("district", f"has {len(read['district'])} rows; one is expected."))
    faults += _reference_faults(read) + _count_faults(read)
    if faults:
        raise RecordError(str(folder), faults)
    tables: dict[str, list[Any]] = {name: [one.row for one in rows] for name, rows in read.items()}
    (district,) = tables.pop("district")
    parts: dict[str, Any] = {name: tuple(rows) for name, rows in tables.items()}
    return PublicRecord(district=district, as_of=None, **parts)


def _read_tables(folder: Path) -> tuple[_Read, list[Fault]]:
    """
    Return every table of a record with all its rows, and every fault; a table without a file is empty.

    A table that cannot be read to its end is left out; of one in both forms neither is believed.
    """
    document = folder / "record.yaml"
    written = document.is_file()
    tables, faults = _yaml_tables(document) if written else ({name: [] for name in _MODELS}, [])
    for path in sorted(folder.glob("*.csv")):
        name = path.stem
        if name in ("peer_districts", "peer_events"):
            continue
        if name not in _MODELS and written:
            continue  # the plan of an article has tables of its own beside its record
        if name not in _MODELS:
            faults.append(Fault(path.name, "is no table of a record.", f"They are {', '.join(sorted(_MODELS))}."))
        elif written and tables.get(name):
            faults.append(Fault(path.name, "holds a table that record.yaml holds too.", "Keep one of them."))
        else:
            read, found = _file_rows(path, _MODELS[name])
            faults += found
            tables.pop(name, None)
            if read is not None:
                tables[name] = read
    return tables, faults


def _yaml_tables(document: Path) -> tuple[_Read, list[Fault]]:
    read, found = read_record_yaml(document, _MODELS)
    prefixed = {name: [replace(one, where=f"record.yaml {one.where}") for one in rows] for name, rows in read.items()}
    return prefixed, [Fault(f"record.yaml {one.where}", one.problem, one.fix) for one in found]


def _file_rows(path: Path, model: type[RecordRow]) -> tuple[list[ReadRow[Any]] | None, list[Fault]]:
    """Return the rows of a CSV file, None where it cannot be read to its end, and its faults."""
    try:
        rows, found = read_rows(path, model)
    except RecordError as error:
        return None, [Fault(f"{path.name} {one.where}", one.problem, one.fix) for one in error.faults]
    named = [replace(one, where=f"{path.name} {one.where}") for one in rows]
    return named, [Fault(f"{path.name} {one.where}", one.problem, one.fix) for one in found]


_NAMED = {"body": "bodies", "bodies": "bodies", "person": "people", "vote": "votes", "proposal": "proposals"}


def _reference_faults(tables: _Read) -> list[Fault]:
    """Return ids that stand twice and names that no row has; a table whose ids are not all known is asked for none."""
    faults = []
    ids: dict[str, set[str]] = {}
    for name, rows in tables.items():
        if "id" in _MODELS[name].model_fields:
            seen: set[str] = set()
            for one in rows:
                key = str(one.given.get("id", ""))
                if key and key in seen:
                    faults.append(Fault(one.where, f"has the id '{key}' twice.", "Give each row its own."))
                seen.add(key)
            if "" not in seen:
                ids[name] = seen
    for name, rows in tables.items():
        for column, table in _NAMED.items():
            if column in _MODELS[name].model_fields and table in ids:
                for one in rows:
                    faults += [
                        Fault(
                            f"{one.where}, {column}",
                            f"names '{key}', which {table} do not hold.",
                            "Correct it or add the row.",
                        )
                        for key in _keys(one.given.get(column))
                        if key not in ids[table]
                    ]
    return faults


def _keys(value: object) -> list[str]:
    given = value.split(" ; ") if isinstance(value, str) else value if isinstance(value, list) else []
    return [one.strip() for one in given if isinstance(one, str)]


def _count_faults(tables: _Read) -> list[Fault]:
    faults = []
    members = [(one.where, one.row) for one in tables.get("vote_members", []) if one.row is not None]
    for at, vote in ((one.where, one.row) for one in tables.get("votes", []) if one.row is not None):
        cast = [(where, one) for where, one in members if one.vote == vote.id]
        people = [one.person for _, one in cast]
        for place, (where, one) in enumerate(cast):
            if one.person in people[:place]:
                faults.append(Fault(where, f"lists '{one.person}' twice in the vote '{vote.id}'."))
        for choice in ("yes", "no", "abstain"):
            named, count = sum(one.choice == choice for _, one in cast), getattr(vote, choice)
            if count is not None and named > count:
                said = f"is {count}, but {named} members are listed so."
                faults.append(Fault(f"{at}, {choice}", said, "Correct one of them."))
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
    read, faults = _file_rows(folder / "peer_districts.csv", PeerDistrict)
    steps, found = _file_rows(folder / "peer_events.csv", PeerEvent)
    faults += found
    listed = {_number(one.given): one for one in read or []}
    if read is not None and "" not in listed:
        faults += [
            Fault(one.where, f"is of {_number(one.given)}, which peer_districts.csv does not hold.")
            for one in steps or []
            if _number(one.given) not in ("", *listed)
        ]
    told = {_number(one.given) for one in steps or []}
    if steps is not None and "" not in told:
        faults += [
            Fault("peer_events.csv", f"says nothing of {one.given.get('name', leaid)}.")
            for leaid, one in listed.items()
            if leaid not in told
        ]
    if faults:
        raise RecordError(str(folder), faults)
    return tuple(one.row for one in read or [] if one.row), tuple(one.row for one in steps or [] if one.row)


def _number(given: dict[str, Any]) -> str:
    """Return the LEAID of a row of peers in seven digits; empty where it has none."""
    try:
        return leaid_digits(given.get("leaid", ""))
    except UsageError:
        return ""


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
        if (one.district.leaid == wanted.zfill(7)) or (text and not wanted.isdigit() and _is_called(one.district, text))
    ]
    have = "; ".join(f"{one.district.name}, {one.district.state} ({one.district.leaid})" for one in records)
    if not found:
        raise NotFoundError(
            f"There is no record of the district '{district}'. At hand: {have}. Or give --record FOLDER."
        )
    if len(found) > 1:
        raise UsageError(f"'{district}' may be any of: {have}. Give the LEAID.")
    return found[0]


def _is_called(district: RecordDistrict, text: str) -> bool:
    """Return whether a part of a district's name is given, with or without its state: "madison", "madison wi"."""
    name, state = district.name.casefold(), f" {district.state.casefold()}"
    return text in f"{name}{state}" or (text.endswith(state) and text.removesuffix(state) in name)


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
