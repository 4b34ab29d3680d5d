"""One Parquet file of a release in the store: written down to the disk with its checksum, read only as it was written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.core.errors import StoreError
from wellstaffed.sources.published_file import file_sha256

if TYPE_CHECKING:
    import polars as pl

ROWS_PER_GROUP = 32_768


@dataclass(frozen=True)
class StoredTable:
    """
    One Parquet file of a release.

    ``wide_member`` is the file inside the release of a table that is held wide and made tidy when asked for; `key` is
    always that of the tidy table.
    """

    file: str
    rows: int
    sha256: str
    key: tuple[str, ...]
    wide_member: str | None = None


def whole_scan(folder: Path, stored: StoredTable, release: str) -> pl.LazyFrame:
    """
    Return a table's file to be read lazily; it is as it was written, down to the last byte.

    A page damaged inside may come back as other numbers, or end the whole program: only the checksum tells in time.

    Parameters
    ----------
    folder : Path
        Of the release.
    stored : StoredTable
    release : str
        Its name, for the message.

    Raises
    ------
    StoreError
        If the file is damaged or missing; with what to add again.
    """
    import polars as pl

    path = folder / stored.file
    try:
        state = path.stat()
        problem = (
            "" if _is_as_written(path, stored.sha256, state.st_size, state.st_mtime_ns) else "its checksum differs"
        )
    except OSError as error:
        problem = error.strerror or type(error).__name__
    if problem:
        raise StoreError(
            f"{path} of the store is damaged or missing ({problem}). "
            f"Add the release {release} again: wellstaffed data add FILE. All damage: wellstaffed data check."
        )
    return pl.scan_parquet(path)


@lru_cache(maxsize=1_000)
def _is_as_written(path: Path, sha256: str, size: int, changed: int) -> bool:
    """Tell whether a file has its checksum; `size` and `changed`, in nanoseconds, make it be hashed anew once it is another."""
    return file_sha256(path) == sha256


def write_table(path: Path, frame: pl.DataFrame, key: tuple[str, ...], member: str | None) -> StoredTable:
    """Write a table of a release, down to the disk; return what the manifest says of it."""
    frame.write_parquet(path, compression="zstd", compression_level=1, statistics=True, row_group_size=ROWS_PER_GROUP)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return StoredTable(path.name, frame.height, file_sha256(path), key, member)
