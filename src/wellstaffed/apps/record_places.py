"""Which districts there is a record of: those that come with the program, and those in folders of a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wellstaffed.core.errors import NotFoundError, RecordError, UsageError


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
