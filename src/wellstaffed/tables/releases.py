"""Which release a published file is, and the tidy tables it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import Fault, NotFoundError, ReleaseError

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.tables.store import ReleaseFacts

BuiltTable = tuple[str, "pl.DataFrame", list[str]]
_SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d-\d\d)(?!\d)")


@dataclass(frozen=True)
class RecognisedRelease:
    """A published file that a reader knows; `tables` reads and builds them one after another when asked."""

    facts: ReleaseFacts
    tables: Callable[[], Iterator[BuiltTable]]


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
    return _recognised_table(path, release)


def _recognised_table(path: Path, release: str | None) -> RecognisedRelease:
    from wellstaffed.sources.column_map import FAMILIES, nearest_layout
    from wellstaffed.sources.published_file import file_sha256, read_grid
    from wellstaffed.tables.federal_context import SCHEMAS
    from wellstaffed.tables.store import ReleaseFacts

    grid = read_grid(path)
    layout = nearest_layout(grid.headers)
    if layout is None:
        fault = Fault(
            "headers",
            f"are those of no release known here: {', '.join(grid.headers[:6])} ...",
            f"Known: the Civil Rights Data Collection, {', '.join(FAMILIES)}.",
        )
        raise ReleaseError(path.name, [fault])
    reader, version = _reader(layout.family)
    year = _SCHOOL_YEAR.search(path.name) or _SCHOOL_YEAR.search(path.resolve().parent.name)
    named, raw = reader(grid, layout, release or (year[1] if year and layout.family == "ccd_directory" else None))
    name = f"{layout.family}_{named}"
    facts = ReleaseFacts(name, layout.family, named, path.name, file_sha256(path), version)

    def built() -> Iterator[BuiltTable]:
        import polars as pl

        for table, frame in raw.items():
            schema = SCHEMAS[table]
            yield table, schema.validate(frame.with_columns(source=pl.lit(name))), list(schema.primary_key())

    return RecognisedRelease(facts, built)


def _reader(family: str) -> tuple[Callable[..., tuple[str, dict[str, Any]]], int]:
    from wellstaffed.sources import ccd_directory, cwift, oews, saipe

    return {
        "saipe": (saipe.read_saipe, saipe.READER_VERSION),
        "cwift": (cwift.read_cwift, cwift.READER_VERSION),
        "oews": (oews.read_oews, oews.READER_VERSION),
        "ccd_directory": (ccd_directory.read_ccd_directory, ccd_directory.READER_VERSION),
    }[family]
