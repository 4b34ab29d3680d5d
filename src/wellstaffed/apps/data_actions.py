"""What a person can ask of the store: add a published file, list, check, export, and the dictionary of its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellstaffed.tables.store import StoredRelease


def _silent(_: str) -> None:
    return None


@dataclass(frozen=True)
class Holdings:
    """The store's folder and the releases in it."""

    home: Path
    releases: tuple[StoredRelease, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed data list --json`` prints."""
        return {"home": str(self.home), "releases": [one.as_json() for one in self.releases]}


def data_add(*, path: Path, release: str | None = None, progress: Callable[[str], None] = _silent) -> StoredRelease:
    """
    Take a published file or folder into the store, in the place of the same release if it was there.

    Parameters
    ----------
    path : Path
        Zip, folder, CSV (plain or gzip) or workbook, as published.
    release : str, optional
        The release, where neither the file nor its name tells it (``2019-20``).
    progress : callable
        Told what is being read or written.

    Raises
    ------
    NotFoundError, ReleaseError, StoreError
        The store is then as it was.
    """
    from wellstaffed.tables.releases import recognised_release
    from wellstaffed.tables.store import Store

    progress(f"Reading {path.name}")
    found = recognised_release(path, release)
    return Store().add(found.facts, found.tables(), progress=lambda table: progress(f"{found.facts.name}: {table}"))


def data_list() -> Holdings:
    """Return what the store holds."""
    from wellstaffed.tables.store import Store

    store = Store()
    return Holdings(store.home, tuple(store.releases()))


def data_remove(*, release: str) -> None:
    """Take a release out of the store."""
    from wellstaffed.tables.store import Store

    Store().remove(release)
