"""
Reading the Civil Rights Data Collection as published: which wave it is, its files, and their columns as typed raw tables.

Numbers are read as they stand, reserve codes included; what a code means is decided where tidy tables are built.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.sources.crdc.csv_frame import Kind, csv_frame
from wellstaffed.sources.crdc.layout import WORKBOOK, Column, FileLayout, files_of, layouts, year_of
from wellstaffed.sources.crdc.release_files import ReleaseFile, ReleaseFiles
from wellstaffed.sources.crdc.school_ids import PUBLISHED, unlike_districts, unlike_files
from wellstaffed.sources.crdc.state_workbook import files_within, is_official, workbook_frame, workbook_state
from wellstaffed.sources.crdc.told_wave import TELLING, check_name, check_workbook_name, told_wave
from wellstaffed.sources.published_file import SOURCE_ROW

if TYPE_CHECKING:
    import polars as pl

READER_VERSION = 1
FLAT = {"2013-14": "CRDC2013_14", "2015-16": "CRDC 2015-16 School Data"}
DECIMALS = {"school_staff", "expenditures"}
READ = ("enrollment", "school_staff", "directory", "districts", "law_enforcement", "offenses", "expenditures")
NAMED = ("school_staff", "directory", "districts")
IDENTIFIERS = {"state", "leaid", "schid", "combokey"}
AHEAD = 2


@dataclass(frozen=True)
class RawTable:
    """
    One tidy table's columns as published.

    Parameters
    ----------
    frame : DataFrame
        ``source_row`` (the header being row 1), the identifiers as text, and the published columns under their own
        headers: whole numbers or decimals with reserve codes, Yes/No as text.
    columns : dict
        What each published column holds, by header.
    file : str
        The file inside the release.
    """

    frame: pl.DataFrame
    columns: dict[str, Column]
    file: str


@dataclass(frozen=True)
class CrdcRelease:
    """
    A recognised release: its wave, the files that are read, and those that were passed over.

    ``state`` is that of a state's workbook, by its cells.
    """

    wave: str
    path: Path
    matched: tuple[tuple[FileLayout, ReleaseFile], ...]
    skipped: tuple[str, ...]
    state: str = ""

    @classmethod
    def stored(cls, wave: str, file: str, states: pl.Series) -> CrdcRelease:
        """Return the release that stored rows are of, whose file need not be at hand any more."""
        return cls(wave, Path(file), (), (), states[0] if wave == WORKBOOK and len(states) else "")

    @property
    def school_year(self) -> int:
        """The year in which its school year ends."""
        return year_of(self.wave)

    @property
    def name(self) -> str:
        """Name of the release in the store: ``crdc_2020-21``; a state's workbook bears its state too."""
        if self.wave == WORKBOOK:
            return f"crdc_2020-21_{self.state.lower()}"
        return f"crdc_{self.wave}"

    def tables(self) -> list[str]:
        """Return the tidy tables that the release has columns of, in the order in which they are read."""
        have = {column.table for layout, _ in self.matched for column in layout.columns}
        return [one for one in READ if one in have]

    def file_of(self, table: str) -> tuple[FileLayout, ReleaseFile] | None:
        """Return the file that has a table's columns, or None."""
        return next(((layout, file) for layout, file in self.matched if layout.read(table)), None)

    @contextmanager
    def opened(self) -> Iterator[OpenRelease]:
        """
        Read the files one after the other, the first at once; at the end, those that were read are held to each other.

        Raises
        ------
        ReleaseError
            If one lacks schools, or their districts, that another has.
        """
        with ThreadPoolExecutor(1, thread_name_prefix="wellstaffed-reading") as reader:
            try:
                opened = OpenRelease(self, reader)
                yield opened
                opened.check_schools()
            finally:
                reader.shutdown(cancel_futures=True)


class OpenRelease:
    """A release whose files are read in the order of `READ`, the next two while the tables of one are built."""

    def __init__(self, release: CrdcRelease, reader: ThreadPoolExecutor) -> None:
        self.release, self._reader = release, reader
        found = [file for file in (release.file_of(table) for table in release.tables()) if file is not None]
        self._order = list(dict.fromkeys(found))
        self._last: tuple[str, pl.DataFrame] = ("", None)  # type: ignore[assignment]
        self._coming: dict[str, Future[pl.DataFrame]] = {}
        self._schools: dict[str, pl.DataFrame] = {}
        self._districts: dict[str, pl.DataFrame] = {}
        self._start(*self._order[:AHEAD])

    def raw(self, table: str) -> RawTable | None:
        """
        Return a table's columns as published; None if no file of the release has them.

        Raises
        ------
        ReleaseError
            If the file is damaged or has no rows, or a cell is neither a number nor a reserve code.
        """
        found = self.release.file_of(table)
        if found is None:
            return None
        columns = found[0].read(table)
        raw = RawTable(self._read(*found, columns), columns, found[1].path)
        if set(PUBLISHED) <= set(raw.frame.columns):
            self._schools[raw.file] = raw.frame.select(PUBLISHED)
        elif table == "districts":
            self._districts[raw.file] = raw.frame.select("leaid")
        return raw

    def check_schools(self) -> None:
        """Stop if a file that was read lacks schools or districts of another; raise `ReleaseError` with both counts."""
        faults = [*unlike_files(self._schools), *unlike_districts(self._schools, self._districts)]
        if faults:
            raise ReleaseError(self.release.path.name, faults)

    def _start(self, *files: tuple[FileLayout, ReleaseFile]) -> None:
        for layout, file in (one for one in files if one[1].path not in self._coming):
            self._coming[file.path] = self._reader.submit(self._read_whole, layout, file)

    def _read(self, layout: FileLayout, file: ReleaseFile, columns: dict[str, Column]) -> pl.DataFrame:
        """Return a table's columns; all that is read of a file is read at once and kept until another is asked for."""
        if self._last[0] != file.path:
            self._start((layout, file))
            self._last = (file.path, self._coming.pop(file.path).result())
            place = self._order.index((layout, file)) + 1
            self._start(*self._order[place : place + AHEAD])
        frame = self._last[1]
        ids = {header: column.measure for header, column in layout.read("id").items() if header in frame.columns}
        wanted = [header for header in columns if header in frame.columns]
        return frame.select(SOURCE_ROW, *ids, *wanted).rename(ids)

    def _read_whole(self, layout: FileLayout, file: ReleaseFile) -> pl.DataFrame:
        has_names = any(layout.read(table) for table in NAMED)
        kinds: dict[str, Kind] = {
            header: "word" for header, column in layout.read("id").items() if has_names or column.measure in IDENTIFIERS
        }
        for column in layout.columns:
            if column.table == "id":
                continue
            is_word = column.student_group == "indicator" or column.table == "directory"
            kinds[column.header] = "word" if is_word else "decimal" if column.table in DECIMALS else "whole"
        of_workbook = layout.wave == WORKBOOK
        path = self.release.path
        frame = workbook_frame(path, kinds) if of_workbook else csv_frame(ReleaseFiles(path), file, kinds)
        if frame.is_empty():
            raise ReleaseError(path.name, [Fault(file.path, "has headers and no rows.", "Fetch the release again.")])
        return frame


def crdc_release(path: Path) -> CrdcRelease | None:
    """
    Return the release that a zip, folder, CSV or state workbook is; None if it is none of the collection's.

    Raises
    ------
    ReleaseError
        If it is of the collection but of a wave not known here, damaged, or not as its layout says.
    """
    if path.is_file() and path.suffix.lower() == ".xlsx":
        return _workbook_release(path)
    files = ReleaseFiles(path)
    if {layout.file.casefold() for layout in layouts().values()} & {one.stem for one in files.files}:
        check_name(path, files)
    for wave, name in FLAT.items():
        found = files.find(name)
        if found is not None:
            check_name(path, files, wave, found)
            return _release(wave, path, files, {name: found})
    telling = files.find(TELLING)
    if telling is None:
        missing_of_collection = [one for one in ("Enrollment", "Referrals and Arrests") if files.find(one) is not None]
        if missing_of_collection:
            raise ReleaseError(path.name, [Fault(f"{TELLING}.csv", "is missing; the wave is told by it.")])
        return None
    wave = told_wave(path, files, telling)
    check_name(path, files, wave, telling)
    found_files = {layout.file: files.find(layout.file) for layout in files_of(wave)}
    return _release(wave, path, files, {name: one for name, one in found_files.items() if one is not None})


def _release(wave: str, path: Path, files: ReleaseFiles, found: dict[str, ReleaseFile]) -> CrdcRelease:
    faults = _missing(wave, found)
    matched = [(layout, found[layout.file]) for layout in files_of(wave) if layout.file in found]
    for layout, file in matched:
        faults += layout.faults(files.header(file), file.path)
    if faults:
        raise ReleaseError(path.name, faults[:60])
    read = {file.path for _, file in matched}
    skipped = [one.path for one in files.files if one.path not in read]
    books = [name for name in files_within(path) if is_official(name)] if path.is_dir() else []
    return CrdcRelease(wave, path, tuple(matched), (*skipped, *books))


def _missing(wave: str, found: dict[str, ReleaseFile]) -> list[Fault]:
    """Return which files of the wave are not there: one left out would take away what the store holds of it."""
    need = [layout.file for layout in files_of(wave)]
    missing = ", ".join(f"{name}.csv" for name in need if name not in found)
    if not missing:
        return []
    said = f"{'are' if ', ' in missing else 'is'} missing from the release of {wave}."
    return [Fault(missing, said, f"Fetch it again, or add its whole folder; of it are read: {', '.join(need)}.")]


def _workbook_release(path: Path) -> CrdcRelease | None:
    state = workbook_state(path)
    if state is None:
        return None
    check_workbook_name(path, state)
    file = ReleaseFile(path.name, path.stat().st_size)
    return CrdcRelease(WORKBOOK, path, ((layouts()[WORKBOOK, "*"], file),), (), state)
