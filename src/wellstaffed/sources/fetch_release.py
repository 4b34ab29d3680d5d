"""Fetching a published release from its official address: resumed where it stopped, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from wellstaffed.core.atomic_files import write_whole
from wellstaffed.core.errors import FetchError, NotFoundError
from wellstaffed.core.states import STATE_NAMES

ADDRESSES = Path(__file__).parent / "addresses.csv"
CHUNK = 1 << 18
SECONDS_WITHOUT_A_BYTE = 60
_STATE = "STATE"


@dataclass(frozen=True)
class Address:
    """Where a release is published; `size` in bytes where it is known."""

    release: str
    href: str
    size: int | None
    note: str


@dataclass(frozen=True)
class Fetched:
    """A file that was fetched whole, its checksum, and how many bytes were there from an earlier try."""

    path: Path
    href: str
    sha256: str
    size: int
    resumed_at: int

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed data fetch --json`` prints."""
        return vars(self) | {"path": str(self.path)}


def addresses() -> list[Address]:
    """Return the official address of every release, by name."""
    with ADDRESSES.open(encoding="utf-8", newline="") as file:
        return [
            Address(row["release"], row["href"], int(row["bytes"]) if row["bytes"] else None, row["note"])
            for row in csv.DictReader(file)
        ]


def address_of(release: str) -> Address:
    """
    Return the official address of a release: ``crdc-2021-22``, ``crdc-2020-21-vt``.

    Raises
    ------
    NotFoundError
        If there is none; the message lists all.
    """
    wanted = release.strip().lower().replace("_", "-")
    stem, _, state = wanted.rpartition("-")
    for one in addresses():
        if one.release == wanted:
            return one
        if one.release == f"{stem}-{_STATE}" and state.upper() in STATE_NAMES:
            return Address(wanted, one.href.replace(_STATE, state.upper()), one.size, one.note)
    raise NotFoundError(
        f"No official address is known for '{release}'. Known: {', '.join(a.release for a in addresses())}."
    )


def fetch_release(
    address: Address,
    folder: Path,
    *,
    sha256: str | None = None,
    progress: Callable[[int, int | None], None] = lambda done, whole: None,
) -> Fetched:
    """
    Fetch a file into a folder; what an interrupted try left (``NAME.part``) is continued.

    Parameters
    ----------
    address : Address
    folder : Path
    sha256 : str, optional
        Checksum that the whole file must have.
    progress : callable
        Told the bytes done and, where known, the bytes in all.

    Raises
    ------
    FetchError
        If the address does not answer, sends less than it said, or sends another file than the one expected.

    Notes
    -----
    A part is continued only if the server says that the file is still the one it was (``If-Range``); else it is
    fetched anew. The name of the file appears only when it is whole.
    """
    target = folder / unquote(PurePosixPath(urlsplit(address.href).path).name)
    part, mark = target.with_name(f"{target.name}.part"), target.with_name(f"{target.name}.part.json")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        resumed, whole = _download(address, part, mark, progress)
    except (OSError, HTTPException, ValueError) as error:
        kept = part.stat().st_size if part.exists() else 0
        raise FetchError(
            f"{address.href} could not be fetched: {_said(error)}. {kept:,} bytes are kept; try again to go on."
        ) from error
    size = part.stat().st_size
    expected = whole if whole is not None else address.size
    if expected is not None and size < expected:
        raise FetchError(f"{address.href} stopped after {size:,} of {expected:,} bytes. Try again to go on.")
    found = _sha256(part)
    too_long = expected is not None and size > expected
    if too_long or (sha256 is not None and found != sha256.lower()):
        part.unlink()
        mark.unlink(missing_ok=True)
        wrong = f"{size:,} bytes instead of {expected:,}" if too_long else f"checksum {found} instead of {sha256}"
        raise FetchError(
            f"{address.href} sent {wrong}. Nothing is kept; try again, or ask whether the file has changed."
        )
    part.replace(target)
    mark.unlink(missing_ok=True)
    return Fetched(target, address.href, found, size, resumed)


def _download(
    address: Address, part: Path, mark: Path, progress: Callable[[int, int | None], None]
) -> tuple[int, int | None]:
    """Fetch what is missing of a part; return where it went on and the size of the whole, if told."""
    have, known = _left_over(address, part, mark)
    request = urllib.request.Request(quote(address.href, safe=":/%?=&"), headers={"User-Agent": "wellstaffed"})
    if have:
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", known)
    try:
        answer = urllib.request.urlopen(request, timeout=SECONDS_WITHOUT_A_BYTE)
    except urllib.error.HTTPError as error:
        if error.code != 416 or not have:
            raise
        part.unlink()  # the part is as long as the file or longer: it is not to be trusted
        return _download(address, part, mark, progress)
    with answer:
        goes_on = answer.status == 206
        start = have if goes_on else 0
        length = answer.headers.get("Content-Length")
        whole = start + int(length) if length is not None else None
        validator = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        write_whole(mark, json.dumps({"href": address.href, "validator": validator}).encode())
        with part.open("ab" if goes_on else "wb") as file:
            done = start
            while chunk := answer.read(CHUNK):
                file.write(chunk)
                done += len(chunk)
                progress(done, whole)
    return start, whole


def _left_over(address: Address, part: Path, mark: Path) -> tuple[int, str]:
    """Return how many bytes an earlier try left and what identifies their file; 0 if they cannot be continued."""
    with suppress(OSError, ValueError, KeyError):
        known = json.loads(mark.read_text())
        validator = str(known["validator"])
        if known["href"] == address.href and validator and not validator.startswith("W/"):
            return part.stat().st_size, validator
    return 0, ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _said(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code} {error.reason}"
    return str(getattr(error, "reason", None) or error)
