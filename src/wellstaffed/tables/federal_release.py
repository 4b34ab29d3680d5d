"""From a release of the collection to its tidy tables, built one after the other, checked and flagged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import dataframely as dy
import polars as pl

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.sources.crdc import CrdcRelease, OpenRelease, RawTable
from wellstaffed.tables import plausibility
from wellstaffed.tables.federal_codes import TWICE
from wellstaffed.tables.federal_flags import Flags
from wellstaffed.tables.federal_schools import Expenditures, FederalDistricts, FederalSchools, Offenses
from wellstaffed.tables.federal_staff import FederalStaff
from wellstaffed.tables.federal_students import Enrollment, LawEnforcement
from wellstaffed.tables.federal_totals import build_school_totals
from wellstaffed.tables.federal_wide import TABLES

Builder = Callable[[CrdcRelease, RawTable], pl.DataFrame]
SCHEMAS: dict[str, type[dy.Schema]] = {
    "enrollment": Enrollment,
    "school_staff": FederalStaff,
    "schools": FederalSchools,
    "districts": FederalDistricts,
    "law_enforcement": LawEnforcement,
    "offenses": Offenses,
    "expenditures": Expenditures,
    "flags": Flags,
}


def built_tables(release: CrdcRelease) -> Iterator[tuple[str, pl.DataFrame, list[str]]]:
    """
    Yield each tidy table of a release: its name, its rows, its key; ``flags`` comes last.

    Raises
    ------
    ReleaseError
        If a file is damaged, a cell is no number and no reserve code, or a school stands twice.
    """
    students: pl.DataFrame | None = None
    flags: list[pl.DataFrame] = []
    with release.opened() as opened:
        for wanted, (name, build, _) in TABLES.items():
            schema = SCHEMAS[name]
            frame = _built(release, opened, wanted, build)
            if frame is None:
                continue
            if name == "enrollment":
                students = build_school_totals(frame).select("school_id_crdc", "students")
                flags.append(plausibility.enrollment_flags(frame))
            elif name == "school_staff":
                frame = plausibility.flagged_staff(frame, students).select(schema.column_names())
                flags.append(plausibility.staff_flags(frame))
            elif name == "law_enforcement":
                flags.append(plausibility.law_enforcement_flags(frame))
            key = list(schema.primary_key())
            check_unique(frame, key, release, wanted)
            yield name, _validated(frame, schema, release), key
    found = pl.concat(flags) if flags else plausibility.no_flags()
    yield "flags", _validated(found, Flags, release), list(Flags.primary_key())


def check_unique(frame: pl.DataFrame, key: list[str], release: CrdcRelease, table: str) -> None:
    """Raise if a key stands twice; `ReleaseError` with the file, the first twenty and their rows."""
    if frame.select(pl.struct(key).n_unique()).item() == frame.height:
        return
    twice = frame.filter(pl.struct(key).is_duplicated()).sort(key).head(20)
    found = release.file_of(table)
    file = found[1].path if found is not None else table
    faults = [
        Fault(f"{file}, row {row['source_row']}", f"{', '.join(str(row[one]) for one in key)} {TWICE}")
        for row in twice.iter_rows(named=True)
    ]
    raise ReleaseError(release.path.name, faults)


def _built(release: CrdcRelease, opened: OpenRelease, table: str, build: Builder) -> pl.DataFrame | None:
    raw = opened.raw(table)
    return None if raw is None else build(release, raw)


def _validated(frame: pl.DataFrame, schema: type[dy.Schema], release: CrdcRelease) -> Any:
    try:
        return schema.validate(frame)
    except dy.exc.ValidationError as error:
        said = " ".join(str(error).split())
        raise ReleaseError(release.path.name, [Fault(schema.__name__, f"does not hold: {said}.")]) from error
