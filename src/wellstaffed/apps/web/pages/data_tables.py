"""What is in the data: the dictionary of all tables, rows of one table for a district or state, and the checks."""

from __future__ import annotations

from typing import Any

from wellstaffed.apps.web.controls import Controls, Text
from wellstaffed.apps.web.page import Asked, Page, PathPart, Shown
from wellstaffed.apps.web.table import Cell, Column, Table, words
from wellstaffed.core.errors import UsageError
from wellstaffed.core.school_years import show_school_year
from wellstaffed.core.states import STATE_NAMES

MOST_SHOWN = 50
DICTIONARY_COLUMNS = (
    Column("table", "Table"),
    Column("column", "Column"),
    Column("type", "Type"),
    Column("unit", "Unit"),
    Column("meaning", "Meaning"),
    Column("words", "Words it may hold"),
    Column("may_be_empty", "May be empty"),
    Column("is_key", "Key"),
)
CHECK_COLUMNS = (
    Column("release", "Release"),
    Column("table", "Table"),
    Column("check", "Check"),
    Column("found", "Found"),
    Column("expected", "Expected"),
    Column("holds", "Holds"),
)
HOLDS = {True: "holds", False: "does not hold", None: "nothing published to hold it to"}


class DictionaryControls(Controls):
    """Which table, and the order."""

    table: Text = ""
    sort: Text = ""


class RowsControls(Controls):
    """Which rows: of a state or a district, of one year, a school year or of some tables a calendar year."""

    state: Text = ""
    district: Text = ""
    year: Text = ""


class CheckControls(Controls):
    """The order of the findings."""

    sort: Text = ""


def show_dictionary(asked: Asked) -> Shown:
    """Return every column of every table, or of one."""
    from wellstaffed.apps import data_actions

    controls: DictionaryControls = asked.controls
    every = list(dict.fromkeys(entry["table"] for entry in data_actions.data_dictionary()))
    entries = data_actions.data_dictionary(table=controls.table or None)
    table = Table("Every column", DICTIONARY_COLUMNS, tuple(_entry(one) for one in entries)).ordered(controls.sort)
    context = {"tables": [("", "All tables"), *((one, one) for one in every)], "count": len(entries)}
    return Shown("Dictionary of the data", "dictionary.html.j2", context, entries, table)


def _entry(one: dict[str, Any]) -> tuple[Cell, ...]:
    return (
        words(one["table"], href=f"/data/dictionary?table={one['table']}"), words(one["column"]), words(one["type"]),
        words(one["unit"]), words(one["meaning"]), words(", ".join(one["words"])),
        words("yes" if one["may_be_empty"] else "no"), words("yes" if one["is_key"] else ""),
    )  # fmt: skip


def show_rows(asked: Asked) -> Shown:
    """Return the rows of a table for one state or district: the first on the page, all of them as files."""
    from wellstaffed.apps import data_actions

    name, controls = asked.parts["table"], asked.controls
    known = data_actions.data_table_names()
    context: dict[str, Any] = {
        "name": name, "states": [("", "none"), *STATE_NAMES.items()], "chosen": None, "most": MOST_SHOWN, "tables": known,
    }  # fmt: skip
    has_place = any(one["column"] in ("state", "leaid") for one in data_actions.data_dictionary(table=name))
    if has_place and not (controls.state or controls.district):
        context["fault"] = "Choose a state or a district: the whole table has more rows than a page shows."
        document: Any = {"table": name, "rows": None, "say": context["fault"]}
        return Shown(f"Table {name}", "table_rows.html.j2", context, document, Table(name, (Column(name, name),), ()))
    chosen = data_actions.data_rows(
        table=name, state=controls.state or None, district=controls.district or None,
        year=data_actions.data_year(table=name, text=controls.year) if controls.year else None,
    )  # fmt: skip
    context |= {"chosen": chosen, "count": chosen.rows.height, "fault": None}
    return Shown(
        f"Table {name}",
        "table_rows.html.j2",
        context,
        lambda: {
            "table": name,
            "origin": chosen.origin,
            "rows": _records(chosen.rows),
            **({"hidden": chosen.hidden_said} if chosen.hidden else {}),
        },
        _shown_rows(name, chosen.rows),
        files={
            "csv": lambda: chosen.as_bytes("csv"),
            "xlsx": lambda: chosen.as_bytes("xlsx"),
            "parquet": lambda: chosen.as_bytes("parquet"),
        },
    )


def _records(rows: Any) -> list[dict[str, Any]]:
    if rows.height > 100_000:
        raise UsageError(
            f"These are {rows.height:,} rows; as JSON at most 100,000. Take CSV or Parquet, or fewer rows."
        )
    return [
        one | ({"school_year": show_school_year(one["school_year"])} if "school_year" in one else {})
        for one in rows.to_dicts()
    ]


def _shown_rows(name: str, rows: Any) -> Table:
    columns = tuple(Column(one, one, "number" if rows.schema[one].is_numeric() else "text") for one in rows.columns)
    body = tuple(
        tuple(_value(one, value) for one, value in zip(rows.columns, row, strict=True))
        for row in rows.head(MOST_SHOWN).iter_rows()
    )
    return Table(f"{name}: {'all' if rows.height <= MOST_SHOWN else 'the first'} {min(rows.height, MOST_SHOWN)} rows",
                 columns, body)  # fmt: skip


def _value(column: str, value: Any) -> Cell:
    if value is None:
        return Cell("")
    if column == "school_year":
        return words(show_school_year(value))
    return Cell(str(value), value if isinstance(value, int | float) else str(value))


def show_checks(asked: Asked) -> Shown:
    """Check the store, and return what was found."""
    from wellstaffed.apps import data_actions
    from wellstaffed.tables.store_check import findings_in_words

    findings = data_actions.data_check()
    rows = tuple(
        (words(one.release), words(one.table), words(one.check), words(one.found), words(one.expected),
         words(HOLDS[one.holds]))
        for one in findings
    )  # fmt: skip
    lead = findings_in_words(findings)
    table = Table("Checks of the store", CHECK_COLUMNS, rows).ordered(asked.controls.sort)
    return Shown(
        "Checks of the data",
        "checks.html.j2",
        {"lead": lead},
        {"lead": lead, "findings": [one.as_json() for one in findings]},
        table,
    )


DICTIONARY = Page(
    path="/data/dictionary",
    summary="Every column of every table: type, unit, meaning, words.",
    show=show_dictionary,
    controls=DictionaryControls,
    kinds=("html", "json", "csv", "xlsx"),
    section="data",
)
ROWS = Page(
    path="/data/tables/{table}",
    summary="Rows of one table for a state or a district.",
    show=show_rows,
    controls=RowsControls,
    kinds=("html", "json", "csv", "xlsx", "parquet"),
    parts={"table": PathPart(r"^[a-z_]+$", "As the dictionary names it.", "school_staff")},
    section="data",
)
CHECKS = Page(
    path="/data/checks",
    summary="What a check of the store finds: published counts, sums, identifiers, whether files are whole.",
    show=show_checks,
    controls=CheckControls,
    is_kept=False,
    section="data",
)
