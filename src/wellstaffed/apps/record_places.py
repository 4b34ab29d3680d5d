"""Which districts there is a record of: those that come with the program, and those in folders of a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import NotFoundError, RecordError, UsageError

if TYPE_CHECKING:
    from wellstaffed.record.public_record import PublicRecord


@dataclass(frozen=True)
class RecordPlace:
    """
    A district with a record.

    Parameters
    ----------
    leaid, name, state : str
    folder : Path, optional
        The user's own record; None for one that comes with the program.
    """

    leaid: str
    name: str
    state: str
    folder: Path | None = None

    def as_json(self) -> dict[str, str | None]:
        """Return the row that a page shows; of the folder only its name."""
        own = self.folder.name if self.folder else None
        return {"leaid": self.leaid, "name": self.name, "state": self.state, "folder": own}


@dataclass(frozen=True)
class RecordPlaces:
    """Districts with a record by name, an own one before a shipped one; and what is wrong with folders that cannot be read."""

    places: tuple[RecordPlace, ...]
    faults: tuple[str, ...]

    def of(self, district: str) -> RecordPlace:
        """
        Return the one record of a district.

        Raises
        ------
        NotFoundError
            If there is none; the message lists those at hand.
        UsageError
            If several folders of the workspace hold one.
        """
        found = [one for one in self.places if one.leaid == district]
        if not found:
            have = "; ".join(f"{one.name}, {one.state} ({one.leaid})" for one in self.places)
            faults = "".join(f"\n{fault}" for fault in self.faults)
            raise NotFoundError(f"There is no record of the district '{district}'. At hand: {have}.{faults}")
        if len(found) > 1:
            folders = " and ".join(str(one.folder.name) for one in found if one.folder)
            raise UsageError(f"The folders {folders} both hold a record of {district}. Move one of them away.")
        return found[0]


def record_places(*, workspace: Path | None = None) -> RecordPlaces:
    """
    Return every district with a record.

    Parameters
    ----------
    workspace : Path, optional
        Its folders with a ``district.csv`` are records too; a folder that leads out of the workspace is none.
    """
    from wellstaffed.record.public_record import shipped_records
    from wellstaffed.record.record_rows import RecordDistrict
    from wellstaffed.record.record_tables import read_record_table

    own, faults = [], []
    for file in _district_files(workspace):
        try:
            rows = read_record_table(file, RecordDistrict)
            own += [RecordPlace(row.leaid, row.name, row.state, file.parent) for row in rows[:1]]
        except RecordError as error:
            problems = "; ".join(f"{fault.where}: {fault.problem}" for fault in error.faults)
            faults.append(f"The record in {file.parent.name} cannot be read: {problems}")
    held = {one.leaid for one in own}
    shipped = [
        RecordPlace(one.district.leaid, one.district.name, one.district.state)
        for one in shipped_records()
        if one.district.leaid not in held
    ]
    return RecordPlaces(tuple(sorted([*own, *shipped], key=lambda one: (one.name, one.leaid))), tuple(faults))


def records_state(workspace: Path) -> str:
    """Return what changes whenever a table of a record in the workspace does."""
    tables = [table for file in _district_files(workspace) for table in sorted(file.parent.glob("*.csv"))]
    states = [(table, table.stat()) for table in tables]
    return ";".join(f"{table.parent.name}/{table.name}:{state.st_mtime_ns}:{state.st_size}" for table, state in states)


def _district_files(workspace: Path | None) -> Iterator[Path]:
    if workspace is None:
        return
    home = workspace.resolve()
    for file in sorted(workspace.glob("*/district.csv")):
        if all(table.is_file() and table.resolve().is_relative_to(home) for table in file.parent.glob("*.csv")):
            yield file


def record_or_district(district: str, as_of: date | None, folder: Path | None) -> PublicRecord:
    """Return the record of a district, an empty one where there are figures of it and no record: the peers are the nation's."""
    from wellstaffed.record.public_record import PublicRecord, record_of
    from wellstaffed.record.record_rows import RecordDistrict
    from wellstaffed.tables.figures import district_staff, resolve_district, source_notes

    try:
        return record_of(district, folder=folder).known_on(as_of)
    except NotFoundError:
        pass
    try:
        found = resolve_district(district)
    except NotFoundError:
        raise NotFoundError(
            f"Neither a record nor figures of the district '{district}' are at hand. Look for it with: wellstaffed find NAME. "
            "Or give --record FOLDER."
        ) from None
    table = district_staff(found, max(found.school_years)).table
    sources = [note.href for note in source_notes(table["source"].unique().sort()).values() if note.href]
    itself = RecordDistrict(leaid=found.leaid, name=found.name, state=found.state, sources=sources, confidence="high")
    none: dict[str, Any] = dict.fromkeys(
        (
            "bodies",
            "people",
            "offices",
            "meetings",
            "proposals",
            "conditions",
            "votes",
            "vote_members",
            "positions",
            "facts",
        ),
        (),
    )
    return PublicRecord(district=itself, as_of=as_of, **none)
