"""Pages of the documentation that are made from the program itself: commands, standards, documents, tables, cases."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

LONG = 100  # characters of a rule that still read well in a cell of the table of all standards
ROOMS = {
    "Gaps": ["gaps.staff_gap", "gaps.need", "gaps.gap_row", "gaps.claim", "gaps.claim_document"],
    "Standards": ["standards.library", "standards.standard", "standards.rules", "standards.describe"],
    "Tables": [
        "tables.school_staff",
        "tables.shipped",
        "tables.roster_staff",
        "tables.wages",
        "tables.federal_release",
        "tables.plausibility",
        "tables.store",
        "tables.place_index",
    ],
    "Sources": ["sources.roster", "sources.crdc.read_release", "sources.crdc.layout"],
    "Plans": ["plans.plan_document", "plans.post_cost"],
    "Record": ["record.agreement", "record.agreement_clock", "record.meetings", "record.timeline"],
    "Evidence": [
        "evidence.disparity",
        "evidence.disparity_table",
        "evidence.count_table",
        "evidence.federal_counts",
        "evidence.studies",
        "evidence.before_after",
    ],
    "Reports": ["reports.memo_content", "reports.html", "reports.pdf", "reports.xlsx"],
    "Actions": ["apps.actions", "apps.document_schemas"],
    "Core": ["core.errors", "core.exact", "core.missing", "core.roles", "core.identifiers", "core.school_years"],
}


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are made from the code (mkdocs hook)."""
    from mkdocs.structure.files import File

    for name, content in pages().items():
        files.append(File.generated(config, name, content=content))
    return files


def pages() -> dict[str, str]:
    """Return every generated page by its name."""
    if str(ROOT) not in sys.path:  # the worked cases lie beside the tests; mkdocs restores the path after each hook
        sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    return {
        "reference/commands.md": "\n".join(command_lines()),
        "reference/standards.md": "\n".join(standard_lines()),
        "reference/documents.md": "\n".join(document_lines()),
        "reference/roster.md": "\n".join(roster_lines()),
        "reference/tables.md": "\n".join(table_lines()),
        "reference/python.md": "\n".join(python_lines()),
        "worked-cases.md": "\n".join(case_lines()),
    }


def commands() -> list[list[str]]:
    """Return the words of every command: ``["roster", "check"]``."""
    import typer.main

    from wellstaffed.apps.program import app

    found: list[list[str]] = []

    def walk(command: Any, words: list[str]) -> None:
        below = getattr(command, "commands", {})
        if words and (not below or getattr(command, "invoke_without_command", False)):
            found.append(words)
        for name in sorted(below):
            walk(below[name], [*words, name])

    walk(typer.main.get_command(app), [])
    return found


def command_lines() -> Iterator[str]:
    """Yield the page of commands: the help that each prints."""
    from typer.testing import CliRunner

    from wellstaffed.apps.program import app

    os.environ.update(COLUMNS="100", TERMINAL_WIDTH="100", NO_COLOR="1")
    yield "# Commands\n\nEvery command prints this with `--help`. With `--json` it prints one JSON document and nothing else."
    yield "\n| Exit code | Meaning |\n|---|---|"
    from wellstaffed.core import errors

    meanings: dict[int, list[str]] = {0: ["done"]}
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, errors.WellstaffedError) and not error.__subclasses__():
            meanings.setdefault(error.exit_code, []).append((error.__doc__ or "").strip().splitlines()[0])
    yield from (f"| {code} | {' '.join(texts)} |" for code, texts in sorted(meanings.items()))
    for words in commands():
        helped = CliRunner().invoke(app, [*words, "--help"], prog_name="wellstaffed").output
        yield f"\n## wellstaffed {' '.join(words)}\n\n```text\n{helped.strip()}\n```"


def standard_lines() -> Iterator[str]:
    """Yield the page of standards: every value, with its dates, checks and source."""
    from wellstaffed.standards.describe import rule_text
    from wellstaffed.standards.library import StandardsLibrary

    library = StandardsLibrary()
    yield "# Standards\n\nShipped with the program. `confirmed` was read in its source; `secondary` in another's report of it;"
    yield "`unverified` in neither, and is used only with `--allow-unverified`.\n\n## Bundles\n\n| Bundle | Day | What |\n|---|---|---|"
    yield from (f"| `{one.id}` | {one.on} | {one.label} |" for one in library.bundles())
    for bundle in library.bundles():
        yield f"\n### {bundle.id}\n\n| Role | Standard | Day | Value | Note |\n|---|---|---|---|---|"
        for member in bundle.members:
            day = member.on or bundle.on
            said = rule_text(library.standard(member.standard).value_on(day).rule)
            linked = f"[{member.standard}](#{anchor(member.standard)})"
            yield f"| {member.role.label} | {linked} | {day} | {said} | {member.note or ''} |"
    standards = library.standards()
    yield f"\n## All {len(standards)} standards\n\nThe latest value of each; its other values and its source are below.\n"
    yield "| Standard | Place | Roles | Kind | Latest value | Force | Checked |\n|---|---|---|---|---|---|---|"
    for one in standards:
        last = one.values[-1]
        roles = ", ".join(role.label for role in one.roles)
        kind, force = last.rule.kind.replace("_", " "), one.force.replace("_", " ")
        said = rule_text(last.rule) if len(rule_text(last.rule)) <= LONG else "several values, see below"
        linked = f"[{one.id}](#{anchor(one.id)})"
        yield f"| {linked} | {one.place} | {roles} | {kind} | {said} | {force} | {last.verification} |"
    for one in standards:
        yield f"\n## {one.id} {{#{anchor(one.id)}}}\n\n{one.label}. {one.issuer}; {one.force.replace('_', ' ')}; {one.place}; "
        yield f"{', '.join(role.label for role in one.roles)}.\n\n| From | To | Rule | Checked | Source |\n|---|---|---|---|---|"
        for value in one.values:
            words = (
                f"“{value.source.quote}”" if value.source.quote else f"No words quoted: {value.source.quote_missing}"
            )
            source = f"[{value.source.title}]({value.source.href}). {words}"
            yield f"| {value.from_} | {value.to or ''} | {rule_text(value.rule)} | {value.verification} | {source} |"
        yield from (
            f"\n*Since {note.since}:* {note.text} ([{note.source.title}]({note.source.href}))" for note in one.notices
        )


def anchor(name: str) -> str:
    """Return the mark by which a page links to a standard."""
    return name.replace("/", "-")


def document_lines() -> Iterator[str]:
    """Yield the page of documents: the JSON Schema of each."""
    from wellstaffed.apps.document_schemas import DOCUMENTS, document_schema

    yield "# Documents\n\nThe YAML documents that you write, each as a JSON Schema made from the code that reads it."
    for name in DOCUMENTS:
        schema = json.dumps(document_schema(document=name), indent=1, ensure_ascii=False)
        yield f"\n## {name.capitalize()}\n\n`wellstaffed schema {name}` prints this.\n\n```json\n{schema}\n```"


def roster_lines() -> Iterator[str]:
    """Yield the page of roster columns."""
    from wellstaffed.sources.roster_columns import TEMPLATE_COLUMNS

    yield "# Roster columns\n\n`wellstaffed roster template FILE` writes an empty roster with these columns.\n"
    yield "| Column | What goes in |\n|---|---|"
    yield from (f"| {name} | {meaning} |" for name, meaning in TEMPLATE_COLUMNS)


def table_lines() -> Iterator[str]:
    """Yield the data dictionary: every column of every tidy table, every flag, every source that ships."""
    from wellstaffed.tables.federal_release import SCHEMAS
    from wellstaffed.tables.school_staff import NeedCounts, SchoolStaff
    from wellstaffed.tables.shipped import shipped_sources

    yield "# Tables\n\nA measure that can be missing has a twin column that says why; exactly one of the two is filled."
    yield "Columns in bold identify a row.\n\n## What gaps are worked out from"
    for table in (SchoolStaff, NeedCounts):
        yield from column_lines(table)
    yield "\n## The federal collection\n\nThe tables that a release of the Civil Rights Data Collection is read into."
    for table in SCHEMAS.values():
        yield from column_lines(table)
    yield "\n## Flags {#flags}\n\nA flag says what cannot be true or says little (rule M3). The flagged figure stays in the data.\n"
    yield "| Flag | Means | Limit |\n|---|---|---|"
    yield from (f"| `{name}` | {meaning} | {limit} |" for name, meaning, limit in flags())
    yield "\n## Sources\n\nWhat the column `source` of the shipped figures names.\n\n| Key | Source | Vintage | Note |\n|---|---|---|---|"
    for key, one in sorted(shipped_sources().items()):
        yield f"| `{key}` | [{one.title}]({one.href}), {one.publisher} | {one.vintage} | {one.note} |"


def column_lines(table: Any) -> Iterator[str]:
    """Yield the columns of one table."""
    name, _, about = (table.__doc__ or "").strip().splitlines()[0].partition(": ")
    yield f"\n### {name}\n\n{about[:1].upper()}{about[1:]}\n\n| Column | Type | Unit | Meaning | Words |\n|---|---|---|---|---|"
    for column_name, column in table.columns().items():
        about_it = column.metadata or {}
        kind = type(column).__name__ + ("" if column.nullable else ", never empty")
        words = ", ".join(about_it.get("words") or getattr(column, "categories", None) or [])
        marked = f"**`{column_name}`**" if column.primary_key else f"`{column_name}`"
        yield f"| {marked} | {kind} | {about_it.get('unit', '')} | {about_it.get('meaning', '')} | {words} |"


def flags() -> list[tuple[str, str, str]]:
    """Return every flag, what it means, and its limit where it has one."""
    from wellstaffed.tables.flag_meanings import flag_meanings

    return [(one.id, one.meaning, one.limit) for one in flag_meanings().values()]


def python_lines() -> Iterator[str]:
    """Yield the page of the Python interface, which mkdocstrings fills in."""
    yield "# Python\n\nThe same functions that the commands call: typed tables and documents in, typed results out."
    for room, modules in ROOMS.items():
        yield f"\n## {room}\n"
        yield from (f"\n::: wellstaffed.{module}\n" for module in modules)


def case_lines() -> Iterator[str]:
    """Yield the chapter of worked cases, from the data that the test runs."""
    from tests.spec.worked_cases import chapters, in_words

    yield "# Worked cases\n\nThe tests run each case as it stands here, and once more with each value of its result made wrong."
    for chapter in chapters():
        yield f"\n## {chapter['title']}\n\n{chapter['about'].strip()}\n\n| Rule | Case | Given | Result |\n|---|---|---|---|"
        for case in chapter["cases"]:
            yield f"| {case['rule']} | {case['says']} | {in_words(case['given'])} | {in_words(case['want'])} |"
