"""Answers from the record as a person reads them: one line a statement, its words below it; tables only where cells are short."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellstaffed.apps.record_actions import RecordAnswer

Row = dict[str, Any]


def show_record(answer: RecordAnswer, question: str) -> None:
    """Print an answer; `question` is the command it answers."""
    from wellstaffed.apps.cli.screen import _console

    console = _console()
    day = f", as known on {answer.record.as_of.isoformat()}" if answer.record.as_of else ""
    count = f"{len(answer.rows)} {'row' if len(answer.rows) == 1 else 'rows'}"
    console.print(f"{answer.record.district.name}{day}: {count}. Sources: --json or --csv.")
    if question in _LINES:
        for line in _LINES[question](answer):
            console.print(_hung(line, console.width), soft_wrap=True)
    else:
        console.print(_short_table(answer, question))
    left_out = answer.parts.get("undated_facts_left_out")
    if left_out:
        facts = "1 fact" if left_out == 1 else f"{left_out} facts"
        console.print(f"{facts} without a day of publication left out; without --as-of they are in.")
    for one in answer.parts.get("coming", []):
        console.print(f"Ahead: {one['date']}: {one['what']} ({one['who']})")
    if question == "peers":
        console.print(_PEER_FIGURES)
    for name, meaning in answer.parts.get("like", {}).items():
        console.print(f"Distance, {name}: {meaning}; each measure counts once.")


def _hung(line: str, width: int) -> str:
    """Return a line in lines that fit, each after the first set in."""
    mark = "\n" if line.startswith("\n") else ""
    text = line.removeprefix("\n")
    indent = len(text) - len(text.lstrip()) + 4
    return mark + textwrap.fill(text, width, subsequent_indent=" " * indent, break_on_hyphens=False)


def _positions(answer: RecordAnswer) -> Iterator[str]:
    from wellstaffed.apps.record_rows_json import inferred, no_longer_shown

    if said := no_longer_shown(answer.rows):
        yield said
    body = None
    for row in answer.parts["standing"]:
        if row["body"] != body:
            body = row["body"]
            yield f"\n{body}"
        own = row["who"] == body
        who = row["role"] or body if own else ", ".join(filter(None, (row["who"], row["role"])))
        before = (
            f" (before: {row['previous']}, {row['previous_date']}{inferred(row['previous_is_inferred'])})"
            if row["previous"]
            else ""
        )
        seen = f"; last seen in office {row['last_seen_in_office']}" if row["last_seen_in_office"] else ""
        yield f"  {row['date']}  {who}: {row['stance']}{inferred(row['is_inferred'])}{before}{seen}"
        if row["condition"]:
            yield f"      condition: {row['condition']}"
        yield from _words(row)
    if answer.parts["changes"]:
        yield "\nWho changed sides"
    for one in answer.parts["changes"]:
        shown = f" by vote{inferred(one['is_inferred'])}" if one["shown_by"] == "vote" else ""
        since = f"{one['from_date']}{inferred(one['from_is_inferred'])}"
        yield f"  {one['date']}  {one['who']}{shown}: from {one['from']} ({since}) to {one['to']}"
    if answer.parts["conditions"]:
        yield "\nConditions attached"
    for one in answer.parts["conditions"]:
        yield f"  {one['date']}  {one['by']}: {one['condition']}"


def _timeline(answer: RecordAnswer) -> Iterator[str]:
    year = None
    for row in answer.rows:
        if row["last"][:4] != year:
            year = row["last"][:4]
            yield f"\n{year}"
        result = f": {row['result']}" if row["result"] else ""
        yield f"  {row['date']}  {row['kind']}, {row['who']}: {row['what']}{result}"
        yield from _words(row)


def _votes(answer: RecordAnswer) -> Iterator[str]:
    from wellstaffed.apps.record_rows_json import inferred

    for row in answer.parts["votes"]:
        yield f"\n{row['date']}  {row['body']}: {row['matter']}: {row['result']}"
        for choice, people in sorted(row["members"].items(), key=lambda one: _CHOICES.index(one[0])):
            yield f"      {choice}: {', '.join(people)}"
        if row["unnamed"]:
            yield f"      names that this record does not hold: {row['unnamed']}"
        yield from _words(row | {"quote": None, "paraphrase": None})
    yield "\nMember by member"
    for one in answer.parts["members"]:
        cast = "; ".join(
            f"{vote['date']} {vote['choice']}{inferred(vote['basis'] != 'recorded')}" for vote in one["votes"]
        )
        yield f"  {one['who']}: {cast}"


def _conditions(answer: RecordAnswer) -> Iterator[str]:
    for row in answer.parts["conditions"]:
        yield f"\n{row['date']}  {row['by']}: {row['condition']}"
        yield f"      “{row['quote']}”"
        when = "before the plan: " if row["options"] else ""
        yield f"      {when}{row['finding']}; {row['why']}"
        for one in row["options"]:
            yield f"      {one['label']}: {one['finding']}; {one['why']}"
    if not answer.parts["plan"]:
        yield "\n--plan PLAN.yaml says whether each option of a plan meets them."


def _words(row: Row) -> Iterator[str]:
    """Yield what was said, a note, and how sure the row is where that is not high."""
    if row.get("quote"):
        yield f"      “{row['quote']}”"
    for name in ("paraphrase", "note", "hindsight"):
        if row.get(name):
            yield f"      {'known later: ' if name == 'hindsight' else ''}{row[name]}"
    if row["confidence"] != "high":
        why = f": {row['confidence_note']}" if row.get("confidence_note") else ""
        yield f"      confidence {row['confidence']}{why}"


_CHOICES = ("yes", "no", "abstain", "absent", "not recorded")
_LINES: dict[str, Callable[[RecordAnswer], Iterator[str]]] = {
    "positions": _positions, "timeline": _timeline, "votes": _votes, "conditions": _conditions,
}  # fmt: skip
_HEADS = {
    "show": {"table": "Table", "rows": "Rows"},
    "peers": {
        "district": "District", "state": "", "leaid": "LEAID", "status": "Status", "since": "Since", "distance": "Distance",
        "officers": "Officers", "cost": "Dollars a year", "payer": "Payer", "reversals": "Went back",
    },
}  # fmt: skip


def _short_table(answer: RecordAnswer, question: str) -> Any:
    from wellstaffed.apps.cli.screen import _table

    heads = _HEADS[question]
    rows = _counts(answer) if question == "show" else answer.rows
    filled = [name for name in heads if any(row.get(name) not in (None, "", []) for row in rows)]
    table = _table(*((heads[name], "right" if name in _NUMBERS else "left") for name in filled))
    for row in rows:
        shown = _with_years(row) if question == "peers" else row
        table.add_row(*(_cell(shown.get(name)) for name in filled))
    return table


def _counts(answer: RecordAnswer) -> list[Row]:
    """Return how many rows each table of a whole record has."""
    tables = sorted(name for name, listed in answer.parts.items() if isinstance(listed, list))
    return [{"table": name, "rows": len(answer.parts[name])} for name in tables]


def _with_years(row: Row) -> Row:
    """Return a peer's row with the year and the note beside each figure that one of its steps states."""
    from wellstaffed.apps.record_rows_json import in_year

    words = {
        name: "not stated"
        if row[name] is None
        else in_year(_cell(row[name]), row[f"{name}_on"], row.get(f"{name}_note"))
        for name in ("officers", "cost", "payer")
    }
    return row | words


_NUMBERS = frozenset({"rows", "distance"})
_PEER_FIGURES = (
    "Officers and dollars are of one dated step of each district: the first that states both before a change, else the last "
    "that states both, else the first that states one. What was only proposed is not counted."
)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)
