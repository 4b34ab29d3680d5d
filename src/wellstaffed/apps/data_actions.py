"""What a person can ask of the store: add a published file, list, check, export, and the dictionary of its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.tables.store import StoredRelease
    from wellstaffed.tables.store_check import Finding
    from wellstaffed.tables.table_files import Format


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


@dataclass(frozen=True)
class Added:
    """
    What came into the store at one moment.

    Parameters
    ----------
    releases : tuple of StoredRelease
        One; of a folder of state workbooks, one for each.
    of_folder : bool
        Whether it was such a folder.
    not_read : tuple of str
        What else lies in the folder.
    """

    releases: tuple[StoredRelease, ...]
    of_folder: bool = False
    not_read: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed data add --json`` prints: a manifest, or of a folder the list of them."""
        manifests = [one.as_json() for one in self.releases]
        return {"releases": manifests, "not_read": list(self.not_read)} if self.of_folder else manifests[0]


def data_add(
    *,
    path: Path,
    release: str | None = None,
    progress: Callable[[str], None] = _silent,
    steps: Callable[[int, int], None] = lambda done, whole: None,
) -> Added:
    """
    Take a published file or folder into the store, in the place of the same release if it was there.

    Parameters
    ----------
    path : Path
        Zip, folder, CSV (plain or gzip) or workbook, as published; or a folder of state workbooks, which come into the
        store all at one moment or none of them.
    release : str, optional
        The release, where neither the file nor its name tells it (``2019-20``).
    progress : callable
        Told what is being read or written.
    steps : callable
        Told how many steps of how many are done, where the number is known: of a folder of state workbooks.

    Raises
    ------
    NotFoundError, ReleaseError, StoreError
        The store is then as it was.
    """
    from wellstaffed.tables.releases import recognised_release
    from wellstaffed.tables.store import Store
    from wellstaffed.tables.workbook_folder import workbook_folder

    if path.name in ("", ".."):
        path = path.resolve()  # '.' has no name, by which the errors would call it
    folder = workbook_folder(path)
    if folder is not None:
        return Added(tuple(Store().add_all(folder.incoming(progress, steps))), True, folder.not_read)
    progress(f"Reading {path.name}")
    found = recognised_release(path, release)
    name = found.known.name
    if found.known.family != "crdc":  # whose columns tell which it is
        Store().check_not_held(found.facts)
    stored = Store().add(
        found.known, found.tables(), checksum=found.checksum, progress=lambda table: progress(f"{name}: {table}")
    )
    return Added((stored,))


def data_list() -> Holdings:
    """Return what the store holds."""
    from wellstaffed.tables.store import Store

    store = Store()
    return Holdings(store.home, tuple(store.releases()))


def data_remove(*, release: str) -> None:
    """Take a release out of the store."""
    from wellstaffed.tables.store import Store

    Store().remove(release)


def data_check() -> list[Finding]:
    """Return what a check of the store finds: published counts, sums, identifiers, and whether its files are whole."""
    from wellstaffed.tables.store import Store
    from wellstaffed.tables.store_check import store_findings

    return store_findings(Store())


def data_dictionary(*, table: str | None = None) -> list[dict[str, Any]]:
    """Return every column of every table, or of one: type, unit, meaning, words."""
    from wellstaffed.core.errors import NotFoundError
    from wellstaffed.tables.table_files import dictionary

    entries = dictionary()
    if table is None:
        return entries
    mine = [entry for entry in entries if entry["table"] == table]
    if not mine:
        have = ", ".join(dict.fromkeys(entry["table"] for entry in entries))
        raise NotFoundError(f"There is no table '{table}'; there are {have}.")
    return mine


@dataclass(frozen=True)
class ChosenRows:
    """
    Rows of a table, where they come from, and a sentence on each district of which `gap` counts fewer schools.

    ``hidden`` is how many counts were taken out, since they could point to a child.
    """

    table: str
    rows: pl.DataFrame
    origin: str
    not_counted: tuple[str, ...] = ()
    hidden: int = 0

    @property
    def hidden_said(self) -> str:
        """A sentence on the hidden counts; an empty text where there are none."""
        from wellstaffed.tables.hidden_counts import said_hidden

        return said_hidden(self.hidden)

    def as_bytes(self, kind: Format) -> bytes:
        """Return the rows as a file, as ``wellstaffed data export`` writes them."""
        from wellstaffed.tables.table_files import table_bytes

        return table_bytes(self.rows, kind)


def data_rows(
    *,
    table: str,
    state: str | None = None,
    district: str | None = None,
    year: int | None = None,
    published: bool = False,
) -> ChosenRows:
    """Return the rows that `data_export` would write; raises as it does."""
    from wellstaffed.core.identifiers import is_leaid
    from wellstaffed.tables.district_facts import known_district
    from wellstaffed.tables.exported import exported_table
    from wellstaffed.tables.hidden_counts import with_hidden_counts
    from wellstaffed.tables.shipped import all_said_not_counted

    if district is not None and not is_leaid(district):
        district = known_district(district).leaid
    rows, origin = exported_table(table, state=state, district=district, year=year)
    rows, hidden = (rows, 0) if published else with_hidden_counts(table, rows)
    return ChosenRows(table, rows, origin, all_said_not_counted(rows) if table == "school_staff" else (), hidden)


def data_year(*, table: str, text: str) -> int:
    """Return the year that a text stands for in a table: of ``2020-21`` the year it ends, of tables by calendar year ``2021``."""
    from wellstaffed.tables.exported import asked_year

    return asked_year(table, text)


def data_table_names() -> list[str]:
    """Return the names of the tables that can be exported: those of the store, and those shipped."""
    from wellstaffed.tables.exported import SHIPPED
    from wellstaffed.tables.store import Store

    return sorted({*Store().table_names(), *SHIPPED})


@dataclass(frozen=True)
class Exported:
    """
    A table written to a file, where its rows come from, and which of its schools `gap` does not count.

    ``hidden`` is how many of its counts are left empty, since they could point to a child, ``hidden_said`` a sentence on them.
    """

    path: Path
    rows: int
    origin: str
    not_counted: tuple[str, ...] = ()
    hidden: int = 0
    hidden_said: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed data export --json`` prints."""
        left: dict[str, Any] = {"not_counted": list(self.not_counted)} if self.not_counted else {}
        left |= {"counts_hidden": self.hidden, "hidden": self.hidden_said} if self.hidden else {}
        return {"path": str(self.path), "rows": self.rows, "origin": self.origin} | left


def data_export(
    *,
    table: str,
    out: Path,
    kind: str | None = None,
    state: str | None = None,
    district: str | None = None,
    year: int | None = None,
    published: bool = False,
) -> Exported:
    """
    Write a table to a file: of the store, and of the shipped figures for the districts and years it does not hold.

    Parameters
    ----------
    table : str
        As ``data dictionary`` names it.
    out : Path
        Must not exist yet.
    kind : {"parquet", "csv", "xlsx"}, optional
        The file's ending decides if left out.
    state, district : str, optional
        Two letters or a name; LEAID or a name, as for ``gap``.
    year : int, optional
        Year in which the school year ends; of a table by calendar year, that year.
    published : bool
        Write counts of single schools that could point to a child as published; else they are empty with the reason
        ``hidden`` (rule D4, `wellstaffed.tables.hidden_counts`).

    Raises
    ------
    NotFoundError
        If neither the store nor the package has the table, or such rows of it.
    UsageError
        If the table has no such column to choose rows by, there is no such state, or the file exists.
    """
    from wellstaffed.core.atomic_files import write_whole
    from wellstaffed.core.errors import UsageError
    from wellstaffed.tables.table_files import format_of

    wanted = format_of(out, kind)
    if out.exists() and out.stat().st_size:
        raise UsageError(f"{out} exists already and is left as it is. Choose another name.")
    chosen = data_rows(table=table, state=state, district=district, year=year, published=published)
    write_whole(out, chosen.as_bytes(wanted))
    return Exported(out, chosen.rows.height, chosen.origin, chosen.not_counted, chosen.hidden, chosen.hidden_said)


def data_build_shipped(*, folder: Path, out: Path | None = None) -> dict[str, int]:
    """Build the shipped tables from published files; return the bytes of each."""
    from wellstaffed.tables.shipped import DATA
    from wellstaffed.tables.shipped_build import build_shipped

    return build_shipped(folder, out or DATA)
