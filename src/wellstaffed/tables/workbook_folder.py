"""A folder of state workbooks of 2020-21: each a release of its own, taken into the store all at one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.errors import Fault, ReleaseError

if TYPE_CHECKING:
    from wellstaffed.tables.releases import RecognisedRelease
    from wellstaffed.tables.store import Incoming, StoredForm


@dataclass(frozen=True)
class WorkbookFolder:
    """
    The workbooks of states in a folder, and what else lies there.

    Parameters
    ----------
    path : Path
    books : tuple of str
        Below `path`, sorted.
    not_read : tuple of str
        Every other file; those that Excel keeps while a workbook is open, and hidden ones, are not counted as files.
    """

    path: Path
    books: tuple[str, ...]
    not_read: tuple[str, ...]

    def incoming(
        self, progress: Callable[[str], None], steps: Callable[[int, int], None] = lambda done, whole: None
    ) -> Iterator[Incoming]:
        """
        Yield each workbook as `Store.add_all` takes it, all of them recognised before the first.

        Parameters
        ----------
        progress : callable
            Told what is being read or written.
        steps : callable
            Told how many steps of how many are done; a workbook is two: recognised, and written.

        Raises
        ------
        ReleaseError
            After the last, with the faults of every workbook, so that the store takes none; a workbook's rows are read
            for faults even where another has stopped the store already.
        """
        faults: list[Fault] = []
        known = self._recognised(faults, progress, steps)
        for number, (name, found) in enumerate(known.items(), start=1):
            said = f"{found.known.name} ({number} of {len(known)})"
            tables = self._tables(name, found, faults, _of_release(progress, said))
            if faults:
                list(tables)
            else:
                yield found.known, tables, found.checksum
            steps(len(self.books) + number, 2 * len(self.books))
        if faults:
            raise ReleaseError(self.path.name or str(self.path), faults)

    def _recognised(
        self, faults: list[Fault], progress: Callable[[str], None], steps: Callable[[int, int], None]
    ) -> dict[str, RecognisedRelease]:
        from wellstaffed.sources.crdc.layout import WORKBOOK
        from wellstaffed.tables.releases import recognised_release

        known: dict[str, RecognisedRelease] = {}
        for number, name in enumerate(self.books, start=1):
            progress(f"Reading {name} ({number} of {len(self.books)})")
            try:
                found = recognised_release(self.path / name)
                if found.known.release == WORKBOOK:
                    known[name] = found
                else:
                    problem = f"is named like a state's workbook of 2020-21; by its columns it is {found.known.name}."
                    faults.append(Fault(name, problem, "Take it out of the folder, and add it by itself."))
            except ReleaseError as error:
                faults += _of_file(name, error)
            steps(number, 2 * len(self.books))
        faults += _one_state_twice(known)
        return known

    def _tables(
        self, name: str, found: RecognisedRelease, faults: list[Fault], told: Callable[[str], None]
    ) -> Iterator[StoredForm]:
        """Yield the tables of a workbook until a fault is known, which is noted with the workbook's name."""
        try:
            for form in found.tables():
                if not faults:
                    told(form[0])
                    yield form
        except ReleaseError as error:
            faults += _of_file(name, error)


def workbook_folder(path: Path) -> WorkbookFolder | None:
    """
    Return the workbooks of states that a folder holds; None if it holds none, or the files of a whole release.

    Raises
    ------
    ReleaseError
        If there are files of a whole release too, and these are damaged or not as their layout says.
    """
    from wellstaffed.sources.crdc import crdc_release
    from wellstaffed.sources.crdc.state_workbook import files_within, state_workbooks_in

    books = state_workbooks_in(path) if path.is_dir() else []
    if not books or crdc_release(path) is not None:
        return None
    return WorkbookFolder(path, tuple(books), tuple(one for one in files_within(path) if one not in books))


def _of_release(progress: Callable[[str], None], said: str) -> Callable[[str], None]:
    return lambda table: progress(f"{said}: {table}")


def _of_file(name: str, error: ReleaseError) -> list[Fault]:
    return [Fault(f"{name}, {one.where}", one.problem, one.fix) for one in error.faults]


def _one_state_twice(known: dict[str, RecognisedRelease]) -> list[Fault]:
    by_release: dict[str, list[str]] = {}
    for name, found in known.items():
        by_release.setdefault(found.known.name, []).append(name)
    return [
        Fault(
            " and ".join(names), f"hold the schools of one state, {release[-2:].upper()}; the store holds a state once.",
            "Keep one of them in the folder.",
        )
        for release, names in by_release.items() if len(names) > 1
    ]  # fmt: skip
