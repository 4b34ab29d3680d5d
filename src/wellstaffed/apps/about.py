"""What the program is: version, how to cite it, what it rests on, its rules in short, and the terms of what it uses."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from wellstaffed import __version__
from wellstaffed.tables.shipped import SourceNote, shipped_sources

HERE = Path(__file__).parent
CORRECTIONS = "Report a wrong figure as an issue in the repository of wellstaffed, with the figure and its source."
USAGE_AGREEMENT = (
    "The public files of the Civil Rights Data Collection are given out on the condition that nobody tries to identify a "
    "person from them, or joins them with other records to do so. That holds for every table and file that this program "
    "makes of them."
)


@dataclass(frozen=True)
class MethodRule:
    """A numbered rule in short."""

    id: str
    room: str
    words: str


@dataclass(frozen=True)
class Component:
    """Something that the pages are made with, its makers and its licence."""

    name: str
    what: str
    licence: str


COMPONENTS = (
    Component("U.S. Web Design System", "type, colours and form controls of the pages",
              "public domain in the United States, CC0 elsewhere; Public Sans under the SIL Open Font License 1.1; icons "
              "under Apache 2.0"),
    Component("htmx", "exchanges the part of a page that a control changes", "Zero-Clause BSD"),
)  # fmt: skip


@dataclass(frozen=True)
class About:
    """The program and what it rests on."""

    version: str
    citation: dict[str, str]
    sources: dict[str, SourceNote]
    rules: tuple[MethodRule, ...]
    components: tuple[Component, ...]

    @property
    def citation_line(self) -> str:
        """How to cite the program, in a line."""
        one = self.citation
        return (
            f"{one['authors']} ({one['date-released'][:4]}). {one['title']} (version {self.version}). {one['license']}."
        )

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``wellstaffed about --json`` and the page of the program have."""
        return {
            "version": self.version,
            "citation": self.citation | {"line": self.citation_line},
            "corrections": CORRECTIONS,
            "usage_agreement": USAGE_AGREEMENT,
            "sources": {key: vars(note) for key, note in self.sources.items()},
            "components": [vars(one) for one in self.components],
            "rules": [vars(one) for one in self.rules],
        }


def about() -> About:
    """Return what the program is and what it rests on."""
    return About(__version__, citation(), shipped_sources(), method_rules(), COMPONENTS)


@cache
def method_rules() -> tuple[MethodRule, ...]:
    """Return every rule in short, in the order of the documentation."""
    with (HERE / "method_rules.csv").open(encoding="utf-8", newline="") as file:
        return tuple(MethodRule(**row) for row in csv.DictReader(file))


def citation() -> dict[str, str]:
    """Return what ``CITATION.cff`` says: title, abstract, authors, date, licence, message."""
    return {
        "title": "wellstaffed",
        "abstract": "Plans the people a school needs, from a district's roster and the federal record, with a source for "
                    "every figure.",
        "authors": "The wellstaffed contributors",
        "date-released": "2026-11-23",
        "license": "Apache-2.0",
        "message": "Please cite this program with the version you used.",
    }  # fmt: skip
