"""Which release a published file is, and the tidy tables it becomes."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import Fault, NotFoundError, ReleaseError

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.sources.crdc import CrdcRelease
    from wellstaffed.tables.store import ReleaseFacts, StoredForm

_SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d-\d\d)(?!\d)")


@dataclass(frozen=True)
class RecognisedRelease:
    """
    A published file that a reader knows.

    Parameters
    ----------
    known : ReleaseFacts
        What is known of it before the whole file is read: all but its checksum.
    checksum : callable
        Returns the SHA-256 of the file, worked out in another thread from the first question on.
    tables : callable
        Reads and builds its tables one after another when asked, as the store holds them: name, rows, key, and of a
        wide table (``federal_wide``) the file inside the release.
    """

    known: ReleaseFacts
    checksum: Checksum
    tables: Callable[[], Iterator[StoredForm]]

    @property
    def facts(self) -> ReleaseFacts:
        """All facts, the checksum among them."""
        return replace(self.known, file_sha256=self.checksum())


class Checksum:
    """The SHA-256 of a file or folder, worked out beside other work."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: Future[str] | None = None

    def start(self) -> Future[str]:
        """Begin, unless it has begun; a program that ends meanwhile does not wait for it."""
        if self._found is None:
            self._found = Future()
            threading.Thread(target=self._work, args=(self._found,), daemon=True).start()
        return self._found

    def __call__(self) -> str:
        """Return it; raise `ReleaseError` if the file cannot be read."""
        return self.start().result()

    def _work(self, found: Future[str]) -> None:
        try:
            found.set_result(_checksum(self._path))
        except OSError as error:
            fault = Fault("file", f"cannot be read whole ({error}).", "Is another program changing it?")
            found.set_exception(ReleaseError(self._path.name, [fault]))


def recognised_release(path: Path, release: str | None = None) -> RecognisedRelease:
    """
    Return which release a file or folder is.

    Parameters
    ----------
    path : Path
        A file as published.
    release : str, optional
        The release, where neither the file nor its name tells it.

    Raises
    ------
    NotFoundError
        If there is no such file.
    ReleaseError
        If no reader knows it, or it is damaged or not as its layout says.
    """
    if not path.exists():
        raise NotFoundError(f"There is no file or folder {path}.")
    from wellstaffed.sources.crdc import crdc_release
    from wellstaffed.sources.file_kind import misnamed
    from wellstaffed.sources.published_file import MOST_BYTES

    wrong = misnamed(path) if path.is_file() else None
    if wrong is not None:
        raise ReleaseError(path.name, [wrong])
    of_collection = path.is_dir() or path.suffix.lower() in (".zip", ".xlsx", ".csv")
    checksum = Checksum(path)
    if path.is_file() and path.suffix.lower() == ".zip":
        checksum.start()  # three quarters of a gigabyte take half a second, while all else is made ready
    crdc = crdc_release(path) if of_collection else None
    if crdc is not None:
        _check_release(crdc, release)
        return _recognised_crdc(crdc, checksum)
    if path.is_dir() or path.suffix.lower() == ".zip" or path.stat().st_size > MOST_BYTES:
        raise ReleaseError(path.name, [_unknown_files(path)])
    return _recognised_table(path, release)


def _unknown_files(path: Path) -> Fault:
    """Say what is the matter with a zip or folder of no known release, and what would be read."""
    from wellstaffed.sources.crdc.release_files import names_of
    from wellstaffed.sources.crdc.state_workbook import state_workbooks_in

    packed = not path.is_file() or path.suffix.lower() == ".zip"
    books = state_workbooks_in(path) if packed else []
    if books:
        more = f" and {len(books) - 1} more" if len(books) > 1 else ""
        unpack = "Unpack it, and add the folder: wellstaffed data add FOLDER." if path.is_file() else "Add the folder."
        return Fault("files", f"are state workbooks of 2020-21, each a release of its own: {books[0]}{more}.", unpack)
    names = [name.lower() for name in names_of(path)] if packed else []
    if any(name.endswith(".xlsx") for name in names) and not any(name.endswith(".csv") for name in names):
        return Fault(
            "files", "are spreadsheets per table, as the collection was published up to 2013-14; these are not read.",
            "Of 2013-14 the flat file CRDC2013_14.csv is read; of 2015-16 and later the zip of CSVs.",
        )  # fmt: skip
    return Fault(
        "files", "are those of no release known here.", "Known: the Civil Rights Data Collection, 2013-14 to 2021-22."
    )


def _check_release(crdc: CrdcRelease, release: str | None) -> None:
    """Stop if a person says another release than the columns, or the state of a workbook, do."""
    from wellstaffed.core.school_years import show_school_year
    from wellstaffed.sources.told_release import agreed

    if release is None:
        return
    year, state = show_school_year(crdc.school_year), crdc.state.lower()
    plain = release.strip().lower().replace("_", "-").removeprefix("crdc-")
    said = plain.replace("/", "-") if plain.replace("/", "-") not in (year, f"{year}-{state}") else year
    columns = f"its columns and the state of its schools, {crdc.state}" if state else "its columns"
    agreed(crdc.path.name, {columns: year, "--release": said})


def _recognised_crdc(crdc: CrdcRelease, checksum: Checksum) -> RecognisedRelease:
    from wellstaffed.sources.crdc import READER_VERSION
    from wellstaffed.sources.crdc.layout import WORKBOOK
    from wellstaffed.tables.store import ReleaseFacts

    facts = ReleaseFacts(
        name=crdc.name,
        family="crdc",
        release=crdc.wave,
        file=crdc.path.name,
        file_sha256="",
        reader_version=READER_VERSION,
        rank=1 if crdc.wave == WORKBOOK else 0,
        skipped=crdc.skipped,
    )

    def stored() -> Iterator[StoredForm]:
        checksum.start()
        with crdc.opened() as opened:  # which begins to read while the code of the tables is loaded
            from wellstaffed.tables.federal_wide import stored_tables

            yield from stored_tables(crdc, opened)

    return RecognisedRelease(facts, checksum, stored)


def _checksum(path: Path) -> str:
    """Return the SHA-256 of a file; of a folder, that of the names and checksums of its CSVs."""
    from wellstaffed.sources.published_file import file_sha256

    if path.is_file():
        return file_sha256(path)
    files = sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() == ".csv")
    lines = [f"{file_sha256(one)}  {one.relative_to(path).as_posix()}" for one in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _recognised_table(path: Path, release: str | None) -> RecognisedRelease:
    from wellstaffed.sources.column_map import nearest_layout, unknown_table
    from wellstaffed.sources.crosswalk import (
        crosswalk_sheet,
        is_crosswalk_csv,
        read_crosswalk_csv,
        read_crosswalk_sheet,
    )
    from wellstaffed.sources.published_file import read_grid

    sheet = crosswalk_sheet(path) if path.suffix.lower() == ".xlsx" else None
    if sheet is not None:
        return _recognised_crosswalk(path, *read_crosswalk_sheet(path, sheet, release))
    grid = read_grid(path)
    if is_crosswalk_csv(grid.headers):
        return _recognised_crosswalk(path, *read_crosswalk_csv(grid.rows, grid.name, release))
    layout = nearest_layout(grid.headers)
    if layout is None:
        raise unknown_table(path.name, grid.headers)
    reader, version = _reader(layout.family)
    if layout.family == "ccd_directory":
        release = _told_by_place(path, release)
    named, raw = reader(grid, layout, release)
    return _of_context(path, layout.family, named, raw, version)


def _told_by_place(path: Path, release: str | None) -> str | None:
    """Return the school year of a file that does not hold it: of its name, else of its folder, which `release` must not deny."""
    from wellstaffed.core.school_years import school_year, show_school_year
    from wellstaffed.sources.told_release import agreed

    folder = path.resolve().parent.name
    in_name, in_folder = _SCHOOL_YEAR.search(path.name), _SCHOOL_YEAR.search(folder)
    return agreed(path.name, {
        f"file name '{path.name}'": in_name[1] if in_name else None,
        f"folder '{folder}'": in_folder[1] if in_folder and not in_name else None,
        "--release": show_school_year(school_year(release)) if release else None,
    })  # fmt: skip


def _recognised_crosswalk(path: Path, named: str, raw: dict[str, pl.DataFrame]) -> RecognisedRelease:
    from wellstaffed.sources.crosswalk import READER_VERSION

    return _of_context(path, "crosswalk", named, raw, READER_VERSION)


def _of_context(path: Path, family: str, named: str, raw: dict[str, pl.DataFrame], version: int) -> RecognisedRelease:
    """Return a release of one of the files beside the collection, its tables read but not yet checked."""
    from wellstaffed.tables.federal_context import SCHEMAS
    from wellstaffed.tables.store import ReleaseFacts

    name = f"{family}_{named}"
    facts = ReleaseFacts(name, family, named, path.name, "", version)

    def built() -> Iterator[StoredForm]:
        import polars as pl

        for table, frame in raw.items():
            schema = SCHEMAS[table]
            yield table, schema.validate(frame.with_columns(source=pl.lit(name))), list(schema.primary_key()), None

    return RecognisedRelease(facts, Checksum(path), built)


def _reader(family: str) -> tuple[Callable[..., tuple[str, dict[str, Any]]], int]:
    from wellstaffed.sources import ccd_directory, cwift, oews, saipe

    return {
        "saipe": (saipe.read_saipe, saipe.READER_VERSION),
        "cwift": (cwift.read_cwift, cwift.READER_VERSION),
        "oews": (oews.read_oews, oews.READER_VERSION),
        "ccd_directory": (ccd_directory.read_ccd_directory, ccd_directory.READER_VERSION),
    }[family]
