"""Rows of a table for export: of the store if it holds the table, else of the shipped figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.identifiers import leaid
from wellstaffed.tables import shipped
from wellstaffed.tables.store import Store

if TYPE_CHECKING:
    import polars as pl

# The tables that are shipped, and where they come from; of staff, wages and places each row says it.
SHIPPED = {"school_staff": "", "poverty": "saipe_2021", "wage_index": "cwift_2022", "wages": "",
           "directory": "ccd_2019_20_crdc_2021_22"}  # fmt: skip


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
    if scan is None and table not in SHIPPED:
        have = ", ".join(sorted({*store.table_names(), *SHIPPED}))
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

    if table in ("poverty", "wage_index"):
        return pl.read_parquet(shipped.DATA / f"{table}.parquet").with_columns(source=pl.lit(SHIPPED[table]))
    if table == "wages":
        return pl.read_csv(shipped.DATA / "wages.csv", schema_overrides={"industry_code": pl.String}).select(
            "series", pl.lit(2025).alias("year"), "area", "industry_code", "industry", "soc", "occupation", "role",
            "annual_mean", "source",
        )  # fmt: skip
    if table == "directory":
        listed = pl.read_parquet(shipped.DATA / "directory.parquet").rename({"school_id": "school_id_nces"})
        return listed.with_columns(source=pl.lit(SHIPPED[table]))
    named = {"school_id": "school_id_crdc", "school": "school_name"}
    order = ["school_id_crdc", "school_name", "leaid", "district", "state", "school_year", "role", "fte", "fte_missing",
             "fte_code", "students", "students_missing", "flags", "source"]  # fmt: skip
    return shipped.all_shipped_staff(leaids).rename(named).select(order)
