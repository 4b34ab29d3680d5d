"""What commands show on a terminal: tables and sentences from an action's answer; nothing is computed here."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import UsageError
from wellstaffed.core.exact import STEPS, Direction, Order, Rounding, show

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from wellstaffed.apps.gap_answer import GapAnswer
    from wellstaffed.apps.memo_claim import ClaimAnswer
    from wellstaffed.gaps.gap_row import GapRow, GapTotal

MOST_CONVENTIONS = 5


def read_rounding(step: str, direction: str, order: str) -> Rounding:
    """
    Return the rounding that three options spell (rule G2).

    Raises
    ------
    UsageError
        If a word is not one of those the option can be.
    """
    steps = {show(one): one for one in STEPS}
    given = step.strip().lower()
    try:
        number = None if given == "exact" else Fraction(given)
    except (ValueError, ZeroDivisionError):
        number = Fraction(0)
    if number is not None and number not in STEPS:
        raise UsageError(f"--step is '{step}'; it can be {', '.join(steps)} or exact.")
    if direction not in set(Direction):
        raise UsageError(f"--direction is '{direction}'; it can be nearest, up or down.")
    if order not in set(Order):
        raise UsageError(f"--order is '{order}'; it can be round-then-subtract or subtract-then-round.")
    return Rounding(number, Direction(direction), Order(order))


def _console() -> Console:
    import shutil
    import sys

    from rich.console import Console

    width = None if sys.stdout.isatty() else max(shutil.get_terminal_size((160, 40)).columns, 160)
    return Console(width=width, highlight=False, markup=False, emoji=False)


def _table(*columns: tuple[str, str]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, pad_edge=False)
    for name, justify in columns:
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    return table


def _unwrapped(table: Table, width: int) -> Table:
    """Return a table with its columns marked as not to be wrapped where all of them fit: it is then drawn in half the time."""
    from rich.cells import cell_len

    widest = [max(map(cell_len, (str(column.header), *map(str, column.cells)))) for column in table.columns]
    if sum(widest) + 3 * len(widest) <= width:
        for column in table.columns:
            column.no_wrap = True
    return table


def show_gap(answer: GapAnswer) -> None:
    """Print the rows, the totals, and under which assumptions."""
    console = _console()
    stated = answer.assumptions
    console.print(f"{stated['district']}\n")
    rows = _table(
        ("School", "left"), ("Role", "left"), ("Students", "right"), ("In post", "right"),
        ("Students per FTE", "right"), ("Need", "right"), ("Gap", "right"), ("Meets", "left"), ("Flags", "left"),
    )  # fmt: skip
    for row in answer.rows:
        rows.add_row(*_gap_cells(row))
    console.print(_unwrapped(rows, console.width))
    totals = _table(
        ("Total", "left"), ("Schools", "right"), ("Unknown", "right"), ("Students", "right"), ("In post", "right"),
        ("Students per FTE", "right"), ("Need", "right"), ("Gap", "right"),
    )  # fmt: skip
    for total in answer.totals:
        totals.add_row(*_total_cells(total))
    console.print(totals)
    if "not_counted" in stated:
        console.print(stated["not_counted"])
    rounding = stated["rounding"]
    console.print(
        f"Level {stated['level']}; rounded to {rounding['step']} FTE, {rounding['direction']}, {rounding['order']}. "
        f"FTE {stated['fte']}; students {stated['students']}; {stated['figures']}."
    )
    for rule in stated["rules"]:
        console.print(f"{rule['label']} ({rule['id']}, value of {rule['on']}, {rule['verification']}): {rule['rule']}.")
        for notice in [*filter(None, [rule["note"]]), *rule["notices"]]:
            console.print(f"  Note: {notice}")
    for flag in answer.flag_meanings:
        console.print(f"Flag {flag.id}: {flag.meaning}")


def _gap_cells(row: GapRow) -> list[str]:
    from wellstaffed.reports import words

    meets = {True: "yes", False: "no", None: "unknown"}[row.meets]
    cells = (words.students_cell, words.fte_cell, words.ratio_cell, words.need_cell, words.gap_cell)
    return [row.school, row.role_name, *(cell(row) for cell in cells), meets, " ".join(row.flags)]


def _total_cells(total: GapTotal) -> list[str]:
    from wellstaffed.reports import words

    cells = (words.total_students, words.total_fte, words.total_ratio, words.total_need, words.total_gap)
    return [total.role_name, str(total.schools), str(total.unknown_schools), *(cell(total) for cell in cells)]


def show_claim(answer: ClaimAnswer) -> None:
    """Print what was published, whether it is settled, and the staff in post that whole-post conventions imply."""
    console = _console()
    section = answer.words()
    for sentence in section.sentences:
        console.print(sentence)
    names = [name for name, _ in section.figures[0].implied] if section.figures else []
    table = _table(
        ("School", "left"), ("Role", "left"), ("Published", "right"), *((f"In post if {n}", "right") for n in names)
    )
    for figure in section.figures:
        table.add_row(figure.school, figure.role.label, show(figure.published), *(value for _, value in figure.implied))
    console.print(table)
    result = answer.result
    for heading, tried in (("Fits", result.fits), ("Comes near", result.near)):
        console.print(f"{heading}: {len(tried)} conventions" + (", the first of them:" if tried else "."))
        for one in tried[:MOST_CONVENTIONS]:
            misses = f" (not {'; '.join(one.misses)})" if one.misses else ""
            console.print(f"  {one.name}{misses}")
    console.print("All of them, with what each implies: --json.")


def show_roster(summary: dict[str, Any]) -> None:
    """Print what a roster holds."""
    console = _console()
    years = ", ".join(summary["school_years"])
    pools, schools = summary["pools"], summary["schools"]
    pooled = f" and {pools} district pool{'s' if pools > 1 else ''}" if pools else ""
    console.print(f"{summary['file']}: no faults. {schools} school{'s' if schools != 1 else ''}{pooled}, {years}.")
    if summary["sheets_not_read"]:
        left = ", ".join(f"'{name}'" for name in summary["sheets_not_read"])
        console.print(f"Read: the sheet '{summary['sheet']}'. Not read: {left}.")
    if summary["columns_not_read"]:
        left = ", ".join(f"'{name}'" for name in summary["columns_not_read"])
        console.print(f"Columns not read: {left}.")
    table = _table(
        ("Role", "left"), ("Schools with a figure", "right"), ("Not reported", "right"), ("Not asked", "right")
    )
    for role in summary["roles"]:
        table.add_row(*(str(role[name]) for name in ("role", "reported", "not_reported", "not_asked")))
    console.print(table)
    for flag in summary["flags"]:
        console.print(f"Flagged: {flag}")


def show_standards(listing: dict[str, Any]) -> None:
    """Print every bundle and standard, a line each."""
    console = _console()
    bundles = _table(("Bundle", "left"), ("Of", "left"), ("What", "left"))
    for one in listing["bundles"]:
        bundles.add_row(one["id"], one["on"], one["label"])
    console.print(bundles)
    rules = _table(
        ("Standard", "left"), ("Place", "left"), ("Roles", "left"), ("Kind", "left"), ("Force", "left"), ("Checked", "left")
    )  # fmt: skip
    for one in listing["standards"]:
        rules.add_row(
            one["id"], one["place"], ", ".join(one["roles"]), ", ".join(one["kinds"]), one["force"], one["verification"]
        )
    console.print(rules)


def show_standard(document: dict[str, Any]) -> None:
    """Print one standard or bundle whole."""
    console = _console()
    console.print(f"{document['id']}: {document['label']}\nIssuer: {document['issuer']}")
    if "members" in document:
        console.print(f"As of {document['on']}")
        for member in document["members"]:
            note = f" ({member['note']})" if member["note"] else ""
            console.print(f"  {member['role']}: {member['standard']}{note}")
        console.print(_source_line(document["source"]))
        return
    where = f"level {document['level']}; {document['place']}"
    console.print(f"Roles: {', '.join(document['roles'])}; {document['force']}; {where}")
    for value in document["values"]:
        until = f" to {value['to']}" if value["to"] else ""
        console.print(f"\nFrom {value['from']}{until} ({value['verification']}): {value['in_words']}")
        for extra in (value["from_missing"], value["note"]):
            if extra:
                console.print(f"  {extra}")
        console.print(_source_line(value["source"]))
    for notice in document["notices"]:
        console.print(f"\nSince {notice['since']}: {notice['text']}\n{_source_line(notice['source'])}")


def _source_line(source: dict[str, Any]) -> str:
    words = f"“{source['quote']}”" if source["quote"] else f"No words quoted: {source['quote_missing']}"
    return f"  {source['title']}, {source['publisher']}, {source['locator']}. {words}\n  {source['href']}"


def show_demo(written: dict[str, list[Path]]) -> None:
    """Print where the memos lie."""
    console = _console()
    for name, paths in written.items():
        console.print(f"{name}:")
        for path in paths:
            console.print(f"  {path}")
