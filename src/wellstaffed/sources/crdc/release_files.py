"""The files of a published release, from a zip, a folder or one file: found by base name, read within limits."""

from __future__ import annotations

import codecs
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TypeVar

from wellstaffed.core.errors import Fault, NotFoundError, ReleaseError

MOST_MEMBER_BYTES = 1_500_000_000
MOST_RATIO = 200
MOST_MEMBERS = 20_000
CHUNK = 128 << 10  # stays in the cache of a core from the unpacker to the parser
_LOCK_FILE = "~$"
Taken = TypeVar("Taken")


@dataclass(frozen=True)
class ReleaseFile:
    """One file of a release: `path` inside the zip or folder, and its size in bytes."""

    path: str
    size: int

    @property
    def base(self) -> str:
        """The file's own name without its folders."""
        return PurePosixPath(self.path).name

    @property
    def stem(self) -> str:
        """The base name without its ending, case folded: how a file is found."""
        return PurePosixPath(self.path).stem.casefold()


class ReleaseFiles:
    """
    The CSV files of a release.

    Parameters
    ----------
    path : Path
        A zip, a folder or a single CSV.

    Raises
    ------
    NotFoundError
        If there is no such file.
    ReleaseError
        If a zip is damaged, holds paths that lead out of it, or unpacks beyond measure.
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise NotFoundError(f"There is no file or folder {path}.")
        self.path = path
        self._is_zip = path.is_file() and path.suffix.lower() == ".zip"
        self.files = self._listed()

    def find(self, name: str) -> ReleaseFile | None:
        """
        Return the CSV of a base name, matched whole and without regard to case; None if there is none.

        Raises
        ------
        ReleaseError
            If several files of the release bear that name.
        """
        found = [one for one in self.files if one.stem == name.casefold()]
        if len(found) > 1:
            fault = Fault(name, f"stands {len(found)} times: {', '.join(one.path for one in found)}.", "Keep one.")
            raise ReleaseError(self.path.name, [fault])
        return found[0] if found else None

    def header(self, file: ReleaseFile) -> list[str]:
        """Return the headers of a file as they stand, quotes taken off."""
        import csv

        with self._opened(file) as stream:
            line = stream.readline(4_000_000)
        if b"\0" in line:
            raise self._fault(file, "line 1", "holds a NUL byte; text does not.", "Fetch the file again.")
        text = line.decode("utf-8-sig", errors="replace").strip("\r\n")
        try:
            return next(csv.reader([text]), [])
        except csv.Error as error:
            raise self._fault(file, "line 1", f"is no row of headers ({error}).", "Fetch the file again.") from error

    def read(self, file: ReleaseFile, take: Callable[[Iterator[bytes]], Taken]) -> Taken:
        """
        Return what `take` makes of a file's text, given as UTF-8 in pieces; text that is not UTF-8 is read as cp1252.

        Parameters
        ----------
        file : ReleaseFile
        take : callable
            Called anew, from the beginning of the file, where a piece shows that what came before was not UTF-8 either.

        Raises
        ------
        ReleaseError
            If the file is cut short, holds NUL bytes, or unpacks to more than its header says.
        """
        try:
            return take(self._pieces(file, "utf-8"))
        except UnicodeDecodeError:
            return take(self._pieces(file, "cp1252"))

    def _pieces(self, file: ReleaseFile, encoding: str) -> Iterator[bytes]:
        done = 0
        try:
            with self._opened(file) as stream:
                recoded = _Recoded(encoding)
                while chunk := stream.read(CHUNK):
                    done += len(chunk)
                    if done > file.size:
                        raise self._fault(file, "file", f"unpacks to more than the {file.size:,} bytes it declares.")
                    if b"\0" in chunk:
                        place = done - len(chunk) + chunk.index(b"\0")
                        raise self._fault(file, f"byte {place:,}", "is NUL; text holds none.", "Fetch it again.")
                    yield recoded.chunk(chunk if done > len(chunk) else chunk.removeprefix(codecs.BOM_UTF8))
                recoded.end()
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise self._fault(file, "file", f"is damaged or cut short ({error}).", "Fetch it again.") from error
        if done < file.size:
            raise self._fault(file, "file", f"ends after {done:,} of {file.size:,} bytes.", "Fetch it again.")

    def _listed(self) -> list[ReleaseFile]:
        if self._is_zip:
            return self._members()
        if self.path.is_dir():
            return [
                ReleaseFile(one.relative_to(self.path).as_posix(), one.stat().st_size)
                for one in sorted(self.path.rglob("*"))
                if one.is_file() and one.suffix.lower() == ".csv" and not one.name.startswith(_LOCK_FILE)
            ]
        return [ReleaseFile(self.path.name, self.path.stat().st_size)]

    def _members(self) -> list[ReleaseFile]:
        try:
            with zipfile.ZipFile(self.path) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            fault = Fault("file", f"is no readable zip ({error}).", "Fetch it again.")
            raise ReleaseError(self.path.name, [fault]) from error
        found = [_member_fault(info) for info in infos]
        faults = [fault for fault in found if fault is not None]
        if len(infos) > MOST_MEMBERS:
            faults.append(Fault("file", f"holds {len(infos):,} members; a release has a few hundred."))
        if faults:
            raise ReleaseError(self.path.name, faults)
        return [
            ReleaseFile(info.filename, info.file_size)
            for info in infos
            if info.filename.lower().endswith(".csv") and not PurePosixPath(info.filename).name.startswith(_LOCK_FILE)
        ]

    @contextmanager
    def _opened(self, file: ReleaseFile) -> Iterator[IO[bytes]]:
        try:
            if self._is_zip:
                with zipfile.ZipFile(self.path) as archive, archive.open(file.path) as stream:
                    yield stream
                return
            with (self.path / file.path if self.path.is_dir() else self.path).open("rb") as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
            raise self._fault(file, "file", f"is damaged or cut short ({error}).", "Fetch it again.") from error

    def _fault(self, file: ReleaseFile, where: str, problem: str, fix: str = "") -> ReleaseError:
        return ReleaseError(self.path.name, [Fault(f"{file.path}, {where}", problem, fix)])


def names_of(path: Path) -> list[str]:
    """Return the names of everything in a zip or folder, CSV or not."""
    if path.is_dir():
        return [one.name for one in path.rglob("*") if one.is_file()]
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


class _Recoded:
    """
    Chunks of a file as UTF-8.

    UTF-8 is checked and passed on as it is. The first byte that is not UTF-8 turns to cp1252 at once if all before it
    was plain ASCII, which both write alike; else `UnicodeDecodeError` says that the file must be read anew.
    """

    def __init__(self, encoding: str) -> None:
        self._is_cp1252, self._was_ascii = encoding == "cp1252", True
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def chunk(self, chunk: bytes) -> bytes:
        """Return the next bytes."""
        if self._is_cp1252:
            return chunk if chunk.isascii() else chunk.decode("cp1252", errors="replace").encode()
        if chunk.isascii() and self._was_ascii:
            return chunk
        try:
            self._decoder.decode(chunk)
        except UnicodeDecodeError:
            if not self._was_ascii:
                raise
            self._is_cp1252 = True
            return self.chunk(chunk)
        self._was_ascii = False
        return chunk

    def end(self) -> None:
        """Check that the last character is whole."""
        if not self._is_cp1252:
            self._decoder.decode(b"", final=True)


def _member_fault(info: zipfile.ZipInfo) -> Fault | None:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or os.path.splitdrive(info.filename)[0]:
        return Fault(info.filename, "leads out of the archive.", "Fetch the release from its official address.")
    if info.file_size > MOST_MEMBER_BYTES:
        return Fault(info.filename, f"would unpack to {info.file_size:,} bytes; no file of the collection does.")
    if info.file_size > 10_000_000 and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        return Fault(info.filename, f"is packed {info.file_size // max(info.compress_size, 1):,} times; text is not.")
    return None
