"""Rows of a table for export: of the store if it holds the table, else of the shipped figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.identifiers import leaid
from wellstaffed.tables import shipped
from wellstaffed.tables.store import Store

if TYPE_CHECKING:
    import polars as pl

SHIPPED_TABLES = ("school_staff", "poverty")


def exported_table(
    table: str, *, state: str | None, district: str | None, school_year: int | None
) -> tuple[pl.DataFrame, str]:
    """
    Return the rows of a table in a stable order, and where they come from.

    Raises
    ------
    NotFoundError
        If neither the store nor the package has it.
    UsageError
        If it has no column that a choice of rows needs.
    """
    import polars as pl

    store = Store()
    chosen = {"state": state.upper() if state else None, "leaid": leaid(district) if district else None,
              "school_year": school_year}  # fmt: skip
    wanted = {name: value for name, value in chosen.items() if value is not None}
    scan = store.scan(table)
    if scan is None and table not in SHIPPED_TABLES:
        have = ", ".join(dict.fromkeys([*store.table_names(), *SHIPPED_TABLES]))
        raise NotFoundError(f"Neither the store nor the package holds a table '{table}'; they hold {have}.")
    columns = _shipped(table, []).columns if scan is None else scan.collect_schema().names()
    absent = [name for name in wanted if name not in columns]
    if absent:
        raise UsageError(f"The table '{table}' has no column {', '.join(absent)} to choose rows by.")
    where = [pl.col(name) == value for name, value in wanted.items()]
    if scan is None:
        mine = shipped.leaids_of_state(state.upper()) if state else None
        if district:
            mine = [leaid(district)]
        return _shipped(table, mine).filter(*where), "figures shipped with wellstaffed"
    keys = next(one.tables[table].key for one in store.releases() if table in one.tables)
    releases = ", ".join(one.facts.name for one in store.releases() if table in one.tables)
    return scan.filter(*where).collect().sort(keys), f"your store ({releases})"


def _shipped(table: str, leaids: list[str] | None) -> pl.DataFrame:
    """Return a shipped table under the names of the store's; of staff only the rows of some districts, where given."""
    import polars as pl

    if table == "poverty":
        return pl.read_parquet(shipped.DATA / "poverty.parquet").with_columns(source=pl.lit("saipe_2021"))
    named = {"school_id": "school_id_crdc", "school": "school_name"}
    order = ["school_id_crdc", "school_name", "leaid", "district", "state", "school_year", "role", "fte", "fte_missing",
             "fte_code", "students", "students_missing", "flags", "source"]  # fmt: skip
    return shipped.all_shipped_staff(leaids).rename(named).select(order)
