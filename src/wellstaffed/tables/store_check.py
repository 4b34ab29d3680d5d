"""Whether the store is what was published: counts by wave, sums, identifiers that stand twice or belong to nothing."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import StoreError
from wellstaffed.sources.published_file import file_sha256

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.tables.store import Store, StoredRelease

WIDE_KEY = ("school_id_crdc", "school_year")
COUNTS = Path(__file__).parent / "data" / "published_counts.csv"


@dataclass(frozen=True)
class Finding:
    """One thing checked: `holds` None where there is nothing published to hold it to."""

    release: str
    table: str
    check: str
    found: str
    expected: str
    holds: bool | None

    def as_json(self) -> dict[str, Any]:
        """Return the finding as ``--json`` prints it."""
        return dict(vars(self))


@cache
def published_counts() -> dict[tuple[str, str], int]:
    """Return how many schools or districts each wave was published with, by release and table."""
    with COUNTS.open(encoding="utf-8", newline="") as file:
        return {(row["release"], row["table"]): int(row["rows"]) for row in csv.DictReader(file)}


def findings_in_words(findings: list[Finding]) -> str:
    """Return in one line how many checks hold."""
    if not findings:
        return "The store is empty; there is nothing to check."
    count = {holds: sum(one.holds is holds for one in findings) for holds in (True, False, None)}
    return (
        f"{len(findings):,} checks: {count[True]:,} hold, {count[False]:,} do not, "
        f"{count[None]:,} have nothing published to be held to."
    )


def store_findings(store: Store) -> list[Finding]:
    """
    Return what a check of every release finds, release by release.

    Notes
    -----
    Checked are: the checksum of each table; published counts of schools and districts; keys that stand twice; schools
    whose identifier does not begin with their district's; schools of one table that the staff table does not have;
    published totals against the sums of their cells (rule M5).
    """
    return [finding for name in store.names() for finding in _of_name(store, name)]


def _of_name(store: Store, name: str) -> list[Finding]:
    """Check a release; what cannot be read is a fault of it alone, and the others are checked still."""
    import polars as pl

    try:
        return _of_release(store.release(name))
    except (StoreError, OSError, pl.exceptions.PolarsError) as error:
        return [Finding(name, "", "can be read", str(error).splitlines()[0], "whole", False)]


def _is_whole(release: StoredRelease, table: str) -> bool:
    path = release.folder / release.tables[table].file
    return path.exists() and file_sha256(path) == release.tables[table].sha256


def _of_release(release: StoredRelease) -> list[Finding]:
    import polars as pl

    found = []
    whole = {name: _is_whole(release, name) for name in release.tables}  # each file is hashed once
    for name, table in sorted(release.tables.items()):
        path = release.folder / table.file
        found.append(_finding(release, name, "file as written", "whole" if whole[name] else "changed", "whole"))
        if not whole[name]:
            continue
        rows = pl.scan_parquet(path)
        key = table.key if table.wide_member is None else WIDE_KEY
        twice = rows.select(pl.struct(key).is_duplicated().sum()).collect().item()
        found.append(_finding(release, name, "keys that stand twice", str(twice), "0"))
        columns = rows.collect_schema().names()
        if "school_id_crdc" in columns:
            found += _of_schools(release, name, rows, columns, has_staff=whole.get("school_staff", False))
        if name == "districts":
            found += _counted(release, name, rows.select(pl.len()).collect().item())
        if name == "flags":
            differ = rows.filter(pl.col("rule") == "total_differs").select(pl.len()).collect().item()
            found.append(Finding(release.facts.name, "enrollment", "published totals that differ from their cells",
                                 f"{differ:,}", "", None))  # fmt: skip
    return found


def _of_schools(
    release: StoredRelease, name: str, rows: pl.LazyFrame, columns: list[str], *, has_staff: bool
) -> list[Finding]:
    import polars as pl

    found = []
    if name == "school_staff":
        found += _counted(release, "schools", rows.select(pl.col("school_id_crdc").n_unique()).collect().item())
    elif has_staff:
        known = pl.scan_parquet(release.folder / release.tables["school_staff"].file).select("school_id_crdc").unique()
        orphans = rows.select("school_id_crdc").unique().join(known, on="school_id_crdc", how="anti")
        count = orphans.select(pl.len()).collect().item()
        found.append(_finding(release, name, "schools that the staff table does not have", str(count), "0"))
    if "leaid" in columns:
        foreign = rows.filter(pl.col("school_id_crdc").str.head(7) != pl.col("leaid"))
        count = foreign.select(pl.col("school_id_crdc").n_unique()).collect().item()
        found.append(_finding(release, name, "schools whose identifier is not of their district", str(count), "0"))
    return found


def _counted(release: StoredRelease, what: str, count: int) -> list[Finding]:
    expected = published_counts().get((release.facts.name, what))
    if expected is None:
        return [Finding(release.facts.name, what, "rows published", f"{count:,}", "", None)]
    return [_finding(release, what, "rows published", f"{count:,}", f"{expected:,}")]


def _finding(release: StoredRelease, table: str, check: str, found: str, expected: str) -> Finding:
    return Finding(release.facts.name, table, check, found, expected, found == expected)
