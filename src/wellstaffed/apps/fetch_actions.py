"""What a person can ask of official addresses: which there are, and to fetch a release from one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.errors import UsageError

if TYPE_CHECKING:
    from wellstaffed.sources.fetch_release import Address, Fetched


def data_addresses() -> list[Address]:
    """Return the official address of every release."""
    from wellstaffed.sources.fetch_release import addresses

    return addresses()


def data_fetch(
    *,
    release: str,
    out: Path,
    sha256: str | None = None,
    address: str | None = None,
    progress: Callable[[int, int | None], None] = lambda done, whole: None,
) -> Fetched:
    """
    Fetch a release into a folder.

    Parameters
    ----------
    release : str
        As the table of addresses names it: ``crdc-2021-22``, ``crdc-2020-21-vt``.
    out : Path
        Folder; it need not exist.
    sha256 : str, optional
        Checksum that the file must have.
    address : str, optional
        Another address that has a copy.
    progress : callable
        Told the bytes done and in all.

    Raises
    ------
    NotFoundError
        If no address of the release is known.
    FetchError
        If it could not be fetched whole; what came is kept for the next try.
    """
    from wellstaffed.sources.fetch_release import address_of, fetch_release

    known = address_of(release)
    if address is not None:
        if not address.startswith(("https://", "http://")):
            raise UsageError(f"--address is '{address}'; it begins with https:// or http://.")
        known = replace(known, href=address, size=None)
    return fetch_release(known, out, sha256=sha256, progress=progress)
