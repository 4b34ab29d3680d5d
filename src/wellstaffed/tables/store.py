"""
The store: published releases as tidy tables in Parquet, one folder per source and wave.

    WELLSTAFFED_HOME/
      store.json                       which folder holds each release: the one file whose change makes a release appear
      store.lock
      releases/<release>.<checksum>/   manifest.json and one Parquet file per table, never changed once in place

A release is written whole under a temporary name, moved into place and only then named in ``store.json``. A kill at
any moment leaves the old or the new; what a killed run leaves behind is swept away by the next writer.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.ahead import ahead, side_by_side
from wellstaffed.core.atomic_files import write_whole
from wellstaffed.core.errors import Fault, ReleaseError, StoreError
from wellstaffed.tables.store_folder import only_writer, store_home
from wellstaffed.tables.stored_file import StoredTable, whole_scan, write_table

if TYPE_CHECKING:
    import polars as pl

FORMAT = 1
WRITTEN_AT_ONCE = 2
StoredForm = tuple[str, "pl.DataFrame", Sequence[str], "str | None"]  # name, rows, key, the file of a wide table
_TEMPORARY = ".new"


@dataclass(frozen=True)
class ReleaseFacts:
    """
    What the manifest says of a release.

    ``rank`` decides where two releases hold one row: the lower wins (a national file stands before an extract of it).
    """

    name: str
    family: str
    release: str
    file: str
    file_sha256: str
    reader_version: int
    rank: int = 0
    skipped: tuple[str, ...] = ()


Incoming = tuple[ReleaseFacts, Iterable[StoredForm], "Callable[[], str] | None"]  # facts, tables, checksum of a release


@dataclass(frozen=True)
class StoredRelease:
    """A release in the store: its facts, its folder and its tables."""

    facts: ReleaseFacts
    folder: Path
    tables: dict[str, StoredTable] = field(default_factory=dict)
    flags: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the manifest as it is written."""
        facts = vars(self.facts) | {"skipped": list(self.facts.skipped)}
        tables = {name: vars(one) | {"key": list(one.key)} for name, one in self.tables.items()}
        return facts | {"flags": self.flags, "format": FORMAT, "tables": tables}


class Store:
    """
    The releases a person has added.

    Parameters
    ----------
    home : Path, optional
        The store's folder; as `store_home` says if left out. It need not exist.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = store_home() if home is None else home

    def releases(self) -> list[StoredRelease]:
        """
        Return what the store holds, in the order in which rows win.

        Raises
        ------
        StoreError
            If ``store.json`` or a manifest cannot be read.
        """
        found = [self.release(name) for name in self.names()]
        return sorted(found, key=lambda one: (one.facts.rank, one.facts.name))

    def names(self) -> list[str]:
        """Return the names of the releases, their manifests unread; raise `StoreError` if ``store.json`` is damaged."""
        return sorted(self._pointers())

    def release(self, name: str) -> StoredRelease:
        """Return one release; raise `StoreError` if its manifest cannot be read."""
        return self._stored(self._pointers()[name])

    def table_names(self) -> list[str]:
        """Return the names of all tables, sorted."""
        return sorted({name for one in self.releases() for name in one.tables})

    def check_not_held(self, facts: ReleaseFacts) -> None:
        """Raise `ReleaseError` if the very file of a release is held under another name: one of the two is wrong."""
        held = [one.facts for one in self.releases() if one.facts.family == facts.family]
        other = next((one for one in held if one.file_sha256 == facts.file_sha256 and one.name != facts.name), None)
        if other is not None:
            problem = f"is, byte for byte, the {other.file} that the store holds as {other.name}; it cannot be {facts.name} too."
            fix = f"Fetch the file of {facts.release} again; or if {other.name} is the wrong one: wellstaffed data remove {other.name}"
            raise ReleaseError(facts.file, [Fault("file", problem, fix)])

    def scan(self, table: str, where: pl.Expr | None = None) -> pl.LazyFrame | None:
        """
        Return the rows of a table over all releases, lazily, or None if no release has it.

        Parameters
        ----------
        table : str
        where : Expr, optional
            Applied within each file, so that only the row groups that can match are read. Of a wide table it may use
            ``school_id_crdc``, ``leaid`` and ``school_year``.

        Notes
        -----
        A row that several releases hold comes once, from the release that stands first. Jumps of staff between waves
        are flagged here, since they rest on two releases (rule M3).
        """
        held = self.releases()
        years = _staffed_years(held)
        if table == "school_staff" and len(years) > 1:
            from wellstaffed.tables.wave_jumps import with_jumps

            staff = self._union(held, table, where)
            return with_jumps(staff.collect(), years, self._staff(held)).lazy() if staff is not None else None
        if table == "flags" and len(years) > 1:
            return self._flags(held, years, where)
        return self._union(held, table, where)

    def _flags(self, held: list[StoredRelease], years: list[int], where: pl.Expr | None) -> pl.LazyFrame | None:
        import polars as pl

        from wellstaffed.tables.wave_jumps import jump_flags

        each, staff = self._union(held, "flags", where), self._staff(held)
        whole = staff(pl.lit(True))
        if each is None or whole is None:
            return each
        jumped = jump_flags(whole, years, staff).lazy()
        return pl.concat([each, jumped if where is None else jumped.filter(where)], how="vertical_relaxed")

    def _staff(self, held: list[StoredRelease]) -> Callable[[pl.Expr], pl.DataFrame | None]:
        def rows(where: pl.Expr) -> pl.DataFrame | None:
            found = self._union(held, "school_staff", where)
            return None if found is None else found.collect()

        return rows

    def _union(self, releases: list[StoredRelease], table: str, where: pl.Expr | None) -> pl.LazyFrame | None:
        import polars as pl

        held = [one for one in releases if table in one.tables]
        if not held:
            return None
        frames = [rows for one in held if (rows := _rows(one, table, where)) is not None]
        frames = frames or [rows for one in held[:1] if (rows := _rows(one, table, where, even_none=True)) is not None]
        if len(frames) == 1:
            return frames[0]
        whole = pl.concat(frames, how="diagonal_relaxed")
        return whole.unique(list(held[0].tables[table].key), keep="first", maintain_order=True)

    def add(
        self,
        facts: ReleaseFacts,
        tables: Iterable[StoredForm],
        *,
        progress: Callable[[str], None] = lambda _: None,
        checksum: Callable[[], str] | None = None,
    ) -> StoredRelease:
        """
        Take in a release, in the place of one of the same name.

        Parameters
        ----------
        facts : ReleaseFacts
        tables : iterable of (name, frame, key, file inside the release of a wide table)
            Built one after another, so that only one need be in memory.
        progress : callable
            Told the name of each table before it is written.
        checksum : callable, optional
            Returns the file's SHA-256 where `facts` does not have it yet; asked for when the tables are written, so that
            a large file can be hashed meanwhile.

        Raises
        ------
        StoreError
            If another process is writing, or the disk does not take it; the store is then as it was.
        """
        return self.add_all([(facts, tables, checksum)], progress=progress)[0]

    def add_all(
        self, releases: Iterable[Incoming], *, progress: Callable[[str], None] = lambda _: None
    ) -> list[StoredRelease]:
        """
        Take in several releases at one moment: all of them, or none.

        Parameters
        ----------
        releases : iterable of (facts, tables, checksum)
            Each as `add` takes it, asked for one after another. What is raised while they are asked for, or while the
            tables of one are built, leaves the store as it was.
        progress : callable
            Told the name of each table before it is written.

        Raises
        ------
        StoreError
            If another process is writing, or the disk does not take it.
        """
        with only_writer(self.home):
            pointers = self._pointers()
            self._sweep(set(pointers.values()))
            places: dict[str, str] = {}
            try:
                for facts, tables, checksum in releases:
                    stored = self._written(facts, tables, progress, checksum)
                    places[facts.name] = _place(stored.facts, pointers.get(facts.name))
                    stored.folder.replace(self._releases / places[facts.name])
                _sync_folder(self._releases)
            except BaseException as error:
                for place in places.values():  # in place, but not named: no reader has seen them
                    shutil.rmtree(self._releases / place, ignore_errors=True)
                if isinstance(error, OSError):
                    message = f"The store in {self.home} cannot be written: {error}. It is as it was."
                    raise StoreError(message) from error
                raise
            self._point(pointers | places)
            return [self._stored(place) for place in places.values()]

    def remove(self, name: str) -> None:
        """Take a release out of the store; raise `StoreError` if it is not there."""
        with only_writer(self.home):
            pointers = self._pointers()
            if name not in pointers:
                have = ", ".join(sorted(pointers)) or "nothing"
                raise StoreError(f"The store holds no release '{name}'; it holds {have}.")
            self._point({one: folder for one, folder in pointers.items() if one != name})

    @property
    def _releases(self) -> Path:
        return self.home / "releases"

    def _pointers(self) -> dict[str, str]:
        path = self.home / "store.json"
        if not path.exists():
            return {}
        document = _json(path, "Move it away, then add the releases again")
        if document.get("format") != FORMAT:
            raise StoreError(f"{path} is of format {document.get('format')}; this program reads format {FORMAT}.")
        if not isinstance(document.get("releases"), dict):
            raise StoreError(f"{path} names no releases. Move it away, then add the releases again.")
        return dict(document["releases"])

    def _point(self, pointers: dict[str, str]) -> None:
        document = {"format": FORMAT, "releases": dict(sorted(pointers.items()))}
        write_whole(self.home / "store.json", (json.dumps(document, indent=1) + "\n").encode())

    def _stored(self, place: str) -> StoredRelease:
        folder = self._releases / place
        document = _json(folder / "manifest.json")
        try:
            tables = {name: StoredTable(**one | {"key": tuple(one["key"])}) for name, one in document["tables"].items()}
            names = ReleaseFacts.__dataclass_fields__
            facts = ReleaseFacts(**{key: value for key, value in document.items() if key in names and key != "skipped"},
                                 skipped=tuple(document["skipped"]))  # fmt: skip
            return StoredRelease(facts, folder, tables, document["flags"])
        except (KeyError, TypeError, AttributeError) as error:
            raise StoreError(
                f"{folder / 'manifest.json'} of the store is no manifest. Add the release again: wellstaffed data add FILE."
            ) from error

    def _sweep(self, kept: set[str]) -> None:
        """Remove what a killed run left, and generations replaced by an earlier run."""
        for folder in self._releases.glob("*") if self._releases.is_dir() else ():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
        for left in self.home.glob(".store.json.*"):
            left.unlink(missing_ok=True)

    def _written(
        self,
        facts: ReleaseFacts,
        tables: Iterable[StoredForm],
        progress: Callable[[str], None],
        checksum: Callable[[], str] | None,
    ) -> StoredRelease:
        folder = self._releases / _TEMPORARY
        folder.mkdir(parents=True)
        stored = StoredRelease(facts, folder)

        def told() -> Iterator[StoredForm]:
            for one in ahead(tables):
                progress(one[0])
                yield one

        def written(one: StoredForm) -> tuple[str, StoredTable, dict[str, int]]:
            name, frame, key, member = one
            return name, write_table(folder / f"{name}.parquet", frame, tuple(key), member), flag_counts(frame)

        try:
            for name, table, flags in side_by_side(told(), written, WRITTEN_AT_ONCE):
                stored.tables[name] = table
                for flag, count in flags.items():
                    stored.flags[flag] = stored.flags.get(flag, 0) + count
            if checksum is not None:
                stored = replace(stored, facts=replace(facts, file_sha256=checksum()))
            write_whole(
                folder / "manifest.json", (json.dumps(stored.as_json(), indent=1, sort_keys=True) + "\n").encode()
            )
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return stored


def _place(facts: ReleaseFacts, held: str | None) -> str:
    """Return the folder of a release, another than the one that holds it now."""
    place = f"{facts.name}.{facts.file_sha256[:12]}.v{facts.reader_version}"
    return f"{place}.again" if held == place else place


def _staffed_years(releases: list[StoredRelease]) -> list[int]:
    from wellstaffed.sources.crdc.layout import year_of

    return sorted({year_of(one.facts.release) for one in releases if "school_staff" in one.tables})


def _rows(release: StoredRelease, table: str, where: pl.Expr | None, *, even_none: bool = False) -> pl.LazyFrame | None:
    """Return a release's rows; None if a wide table has none that are asked for: making them tidy would take time."""
    stored = release.tables[table]
    scan = whole_scan(release.folder, stored, release.facts.name)
    if where is not None:
        scan = scan.filter(where)
    if stored.wide_member is None:
        return scan
    wide = scan.collect()
    if wide.is_empty() and not even_none:
        return None
    where_from = {"wave": release.facts.release, "release_file": release.facts.file, "member": stored.wide_member}
    if table == "school_staff":  # the one that every question asks for: without the weight of the others
        from wellstaffed.tables.federal_staff_rows import tidy_staff

        return tidy_staff(wide, **where_from).lazy()
    from wellstaffed.tables.federal_wide import tidy_rows

    return tidy_rows(wide, table, **where_from).lazy()


def flag_counts(frame: pl.DataFrame) -> dict[str, int]:
    """Return how many rows of a table of flags each rule has, by rule."""
    import polars as pl

    if "rule" not in frame.columns:
        return {}
    return dict(frame.group_by(pl.col("rule").cast(pl.String)).len().sort("rule").iter_rows())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _json(path: Path, advice: str = "Add the release again") -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path} of the store cannot be read ({error}). {advice}: wellstaffed data add FILE."
        ) from error
    if not isinstance(document, dict):
        raise StoreError(f"{path} of the store is not a manifest. {advice}: wellstaffed data add FILE.")
    return document
