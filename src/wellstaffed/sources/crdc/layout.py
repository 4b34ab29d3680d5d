"""
How each wave names its columns, and the check of a file's headers against it.

``maps/columns.csv`` says what each column that is read holds; ``maps/unread.csv`` names every other column of the files
at hand, so that a column nobody has seen stops the read. A name may end in ``*`` only where no layout of the file is at
hand: the districts of 2020-21 and 2021-22, and the totals that 2021-22 adds to its enrollment.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from wellstaffed.core.errors import Fault
from wellstaffed.core.missing import Missing

FOLDER = Path(__file__).parent / "maps"
Need = Literal["required", "optional"]
WORKBOOK = "2020-21 state workbook"
MOST_LISTED = 12


@dataclass(frozen=True)
class Column:
    """
    What a published column holds.

    Parameters
    ----------
    header : str
        As published.
    need : {"required", "optional"}
        Optional where the layout at hand does not settle whether the public file has it.
    table, measure : str
        The tidy table and what the column measures there.
    student_group, race, sex : str
        Whom it counts, where it counts students; ``published_total`` is a ``TOT_`` column (rule M5).
    """

    header: str
    need: Need
    table: str
    measure: str
    student_group: str
    race: str
    sex: str


@dataclass(frozen=True)
class FileLayout:
    """The columns of one file of one wave."""

    wave: str
    file: str
    columns: tuple[Column, ...]

    def read(self, table: str) -> dict[str, Column]:
        """Return the columns of a table, by header."""
        return {one.header: one for one in self.columns if one.table == table}

    @property
    def required(self) -> set[str]:
        """Headers without which the file is not of this layout."""
        return {one.header for one in self.columns if one.need == "required"}

    def faults(self, headers: list[str], name: str) -> list[Fault]:
        """
        Return what is wrong with a file's headers: mapped and gone, not mapped, or standing twice.

        Where more are not mapped than gone, those that may be left out are listed too: one may have a new name.
        """
        unread = unread_columns(self.wave, self.file)
        named = {one.header for one in self.columns} | set(unread)
        patterns = tuple(one[:-1] for one in unread if one.endswith("*")) or ("\0",)
        must = [one.header for one in self.columns if one.need == "required"]
        must += [header for header, need in unread.items() if need == "required"]
        have = set(headers)
        gone = sorted(one for one in must if one not in have)
        new = [one for one in headers if one not in named and not one.startswith(patterns)]
        left_out = named - set(must) - have if len(new) > len(gone) else set()
        maybe = sorted(one for one in left_out if not one.endswith("*"))
        twice = sorted({one for one in have if headers.count(one) > 1}) if len(have) < len(headers) else []
        what = f"of the layout of {self.wave}"
        faults = [
            (gone, f"lacks {_columns(gone)} {what}", ""),
            (
                new,
                f"has {_columns(new)} not {what}",
                "Is it the file of another year?",
            ),
            (maybe, f"lacks {_columns(maybe)} that the files of {self.wave} may have", "Was one renamed?"),
            (twice, "has columns that stand twice", ""),
        ]
        return [Fault(name, f"{said}: {_listed(which)}.", fix) for which, said, fix in faults if which]


def _columns(headers: list[str]) -> str:
    return f"{len(headers)} column{'' if len(headers) == 1 else 's'}"


def _listed(headers: list[str]) -> str:
    more = f" and {len(headers) - MOST_LISTED} more" if len(headers) > MOST_LISTED else ""
    return ", ".join(headers[:MOST_LISTED]) + more


@cache
def layouts() -> dict[tuple[str, str], FileLayout]:
    """Return every layout by wave and file."""
    grouped: dict[tuple[str, str], list[Column]] = {}
    with (FOLDER / "columns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            wave, name = row.pop("wave"), row.pop("file")
            grouped.setdefault((wave, name), []).append(Column(**row))  # type: ignore[arg-type]
    return {key: FileLayout(*key, tuple(columns)) for key, columns in grouped.items()}


@cache
def _unread() -> dict[tuple[str, str], dict[str, Need]]:
    found: dict[tuple[str, str], dict[str, Need]] = {}
    with (FOLDER / "unread.csv").open(encoding="utf-8", newline="") as rows:
        lines = csv.reader(rows)  # five thousand lines, at every start: a dictionary a line took longer than all else
        if next(lines) != ["wave", "file", "header", "need"]:
            raise ValueError("unread.csv has other columns than wave, file, header, need.")
        for wave, file, header, need in lines:
            found.setdefault((wave, file), {})[header] = need  # type: ignore[assignment]
    return found


def unread_columns(wave: str, file: str) -> dict[str, Need]:
    """Return the columns of a file that are passed over, by header; required where the file's own layout is at hand."""
    return _unread().get((wave, file), {})


def files_of(wave: str) -> list[FileLayout]:
    """Return the layouts of a wave's files."""
    return [layout for (of, _), layout in layouts().items() if of == wave]


@cache
def reserve_codes(wave: str) -> dict[int, Missing]:
    """Return the reason that each negative code of a wave stands for (rule M1)."""
    wave = "2020-21" if wave == WORKBOOK else wave
    with (FOLDER / "reserve_codes.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["code"]): Missing(row["reason"]) for row in csv.DictReader(file) if row["wave"] == wave}


@cache
def reserve_code_meanings(wave: str) -> dict[int, str]:
    """Return what each negative code of a wave means, in the words of its manual."""
    wave = "2020-21" if wave == WORKBOOK else wave
    with (FOLDER / "reserve_codes.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["code"]): row["meaning"] for row in csv.DictReader(file) if row["wave"] == wave}


def year_of(wave: str) -> int:
    """Return the year in which a wave's school year ends."""
    return int(re.match(r"(\d{4})", wave)[1]) + 1  # type: ignore[index]
