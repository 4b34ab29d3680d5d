"""Rows of a table for export: of the store, and of the shipped figures for the districts and years it does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.identifiers import leaid
from wellstaffed.core.school_years import school_year, show_school_year
from wellstaffed.core.states import fips_of_state, state_code
from wellstaffed.tables import shipped
from wellstaffed.tables.store import Store
from wellstaffed.tables.table_files import exported_columns, table_schemas

if TYPE_CHECKING:
    import polars as pl

# The tables that are shipped, and where they come from; of staff, wages and places each row says it.
SHIPPED = {"school_staff": "", "poverty": "saipe_2021", "wage_index": "cwift_2022", "wages": "",
           "directory": "ccd_2019_20_crdc_2021_22"}  # fmt: skip
# What a store must hold of a shipped table to stand in its place; of wages it is the table as a whole.
_HELD_BY = {"school_staff": ["leaid", "school_year"], "poverty": ["leaid", "year"], "wage_index": ["leaid", "year"],
            "directory": ["leaid"]}  # fmt: skip
_ORIGIN = "figures shipped with wellstaffed"


@dataclass(frozen=True)
class _Choice:
    """Which rows: of a state, a district, a year; None where all."""

    state: str | None
    district: str | None
    year: int | None

    def where(self, columns: list[str]) -> list[pl.Expr]:
        """Return the conditions; raise `UsageError` with what can be asked if the table has no column for one."""
        can = _can_be_asked(columns)
        asked = {"state": self.state, "district": self.district, "year": self.year}
        cannot = [name for name, value in asked.items() if value is not None and name not in can]
        if cannot:
            may = f"by {' and '.join(f'--{name}' for name in can)}" if can else "as a whole only"
            raise UsageError(
                f"it has no column for {', '.join(f'--{name}' for name in cannot)}; it can be asked {may}."
            )
        return [can[name](value) for name, value in asked.items() if value is not None]

    def words(self, columns: list[str]) -> str:
        """Return the choice in words; a year as the table counts it."""
        year = str(self.year) if "school_year" not in columns else show_school_year(self.year) if self.year else ""
        parts = [f"the state {self.state}" if self.state else "", f"the district {self.district}" if self.district else "",
                 year if self.year else ""]  # fmt: skip
        return ", ".join(filter(None, parts))


def _can_be_asked(columns: list[str]) -> dict[str, Callable[[Any], pl.Expr]]:
    """
    Return by which options rows of a table can be chosen, and the condition of each.

    The first seven characters of a school are its district, the first two of either its state; wages have the state's code in
    the rows of a release, its letters in the shipped ones.
    """
    import polars as pl

    can: dict[str, Callable[[Any], pl.Expr]] = {}
    place = next((one for one in ("leaid", "school_id_crdc") if one in columns), None)
    if "state" in columns:
        can["state"] = lambda value: pl.col("state") == value
    elif place is not None:
        can["state"] = lambda value: pl.col(place).str.head(2) == fips_of_state(value)
    elif "state_fips" in columns:
        can["state"] = lambda value: (
            (pl.col("state_fips") == fips_of_state(value)).fill_null(False) | (pl.col("area") == value)
        )
    if place is not None:
        can["district"] = lambda value: pl.col(place).str.head(7) == value
    year = next((one for one in ("school_year", "year") if one in columns), None)
    if year is not None:
        can["year"] = lambda value: pl.col(year) == value
    return can


def asked_year(table: str, text: str) -> int:
    """
    Return the year that a text stands for, as a table counts it: a school year by its end, or a calendar year.

    Raises
    ------
    NotFoundError
        If there is no such table.
    UsageError
        If the text is no such year, or the table has none.
    """
    columns = _columns(Store(), table)
    if "school_year" in columns or "year" not in columns:
        return school_year(text)
    if re.fullmatch(r"\s*20\d\d\s*", text, re.ASCII) is None:
        raise UsageError(f"The table '{table}' is by calendar year, and '{text}' is none. Write one year, as in 2021.")
    return int(text)


def _columns(store: Store, table: str) -> list[str]:
    if table not in (*store.table_names(), *SHIPPED):
        have = ", ".join(sorted({*store.table_names(), *SHIPPED}))
        raise NotFoundError(f"Neither the store nor the package holds a table '{table}'; they hold {have}.")
    return list(table_schemas()[table].columns())


def exported_table(
    table: str, *, state: str | None, district: str | None, year: int | None
) -> tuple[pl.DataFrame, str]:
    """
    Return the rows of a table in a stable order, and where they come from; always under the same columns.

    Raises
    ------
    NotFoundError
        If neither the store nor the package has it, or no row is of this state, district and year.
    UsageError
        If it has no column that a choice of rows needs, or there is no such state.
    """
    store = Store()
    columns = _columns(store, table)
    choice = _Choice(_state(state) if state else None, leaid(district) if district else None, year)
    try:
        choice.where(columns)
    except UsageError as error:
        raise UsageError(f"The table '{table}' cannot be asked so: {error}") from error
    rows, origins = _of_both(store, table, choice)
    if rows.is_empty() and choice.words(columns):
        raise NotFoundError(_nothing(table, choice))
    return rows, ", and ".join(origins)


def _of_both(store: Store, table: str, choice: _Choice) -> tuple[pl.DataFrame, list[str]]:
    import polars as pl

    stored, releases = _stored(store, table, choice), [one for one in store.releases() if table in one.tables]
    parts, origins = [], []
    if stored is not None and not stored.is_empty():
        parts.append(stored)
        origins.append(f"your store ({', '.join(one.facts.name for one in releases)})")
    if table in SHIPPED and (table in _HELD_BY or stored is None):
        rest = _shipped_rows(table, choice)
        if stored is not None:
            by = _HELD_BY[table]
            rest = rest.join(stored.select(by).unique(), on=by, how="anti", maintain_order="left")
        if stored is None or not rest.is_empty():
            parts.append(rest)
            origins.append(f"{_ORIGIN} for what it does not hold" if len(parts) > 1 else _ORIGIN)
    if not parts:
        return (stored if stored is not None else pl.DataFrame()), [_ORIGIN]
    return pl.concat(parts), origins


def _stored(store: Store, table: str, choice: _Choice) -> pl.DataFrame | None:
    """Return the rows of the store under the columns of an export; None if no release has the table."""
    import polars as pl

    columns = list(table_schemas()[table].columns())
    narrow = _Choice(None, choice.district, choice.year).where(columns)
    near = pl.all_horizontal(narrow) if narrow else None
    scan = store.scan(table, near)
    if scan is None:
        return None
    keys = next(one.tables[table].key for one in store.releases() if table in one.tables)
    rows = scan.filter(*choice.where(columns)).collect().sort(keys)
    if table == "school_staff":
        totals = store.scan("school_totals", near)
        if totals is not None:
            by = ["school_id_crdc", "school_year"]
            known = totals.select(*by, "students", "students_missing").collect()
            rows = rows.join(known, on=by, how="left", maintain_order="left")
    return _as_exported(table, rows)


def _as_exported(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of either origin under one set of columns; what one origin does not have is empty."""
    import polars as pl

    kinds = exported_columns(table)
    return rows.select(
        (pl.col(name).cast(pl.String) if name in rows.columns and kind == pl.String else
         pl.col(name).cast(kind) if name in rows.columns else pl.lit(None, kind).alias(name))
        for name, kind in kinds.items()
    )  # fmt: skip


def _state(text: str) -> str:
    """Return the two letters of a state given by them or by its name."""
    found = state_code(text.upper())
    if found is None:
        raise UsageError(f"There is no state '{text}'. Give its two letters or its name: VT or Vermont.")
    return found


def _nothing(table: str, choice: _Choice) -> str:
    known = choice.district is None or shipped.listed_districts(choice.district)
    if not known:
        return f"There is no district {choice.district}. Look for it with: wellstaffed find NAME."
    return (
        f"The table '{table}' has no rows of {choice.words(list(table_schemas()[table].columns()))}. "
        "Ask for others, or add the release that has them: wellstaffed data add FILE."
    )


def _shipped_rows(table: str, choice: _Choice) -> pl.DataFrame:
    mine = [choice.district] if choice.district else None
    if choice.state and mine is None:
        mine = shipped.leaids_of_state(choice.state)
    rows = _as_exported(table, _shipped(table, mine))
    return rows.filter(*choice.where(rows.columns))


def _shipped(table: str, leaids: list[str] | None) -> pl.DataFrame:
    """Return a shipped table under the names of the store's; of staff only the rows of some districts, where given."""
    import polars as pl

    if table in ("poverty", "wage_index"):
        return pl.read_parquet(shipped.DATA / f"{table}.parquet").with_columns(source=pl.lit(SHIPPED[table]))
    if table == "wages":
        return pl.read_csv(shipped.DATA / "wages.csv", schema_overrides={"industry_code": pl.String}).with_columns(
            year=pl.lit(2025)
        )
    if table == "directory":
        listed = pl.read_parquet(shipped.DATA / "directory.parquet").rename({"school_id": "school_id_nces"})
        names = pl.read_parquet(shipped.DATA / "districts.parquet", columns=["leaid", "district"])
        return listed.join(names, on="leaid", how="left", maintain_order="left").with_columns(
            source=pl.lit(SHIPPED[table])
        )
    named = {"school_id": "school_id_crdc", "school": "school_name"}
    return pl.concat([shipped.all_shipped_staff(leaids), shipped.all_rows_not_counted(leaids)]).rename(named)
