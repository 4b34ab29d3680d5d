"""Column maps: one CSV per published file family, a row per layout, a column per name of ours, the cell is theirs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wellstaffed.core.errors import Fault, ReleaseError

FOLDER = Path(__file__).parent / "column_maps"
FAMILIES = ("saipe", "cwift", "ccd_directory", "oews")
ENOUGH_TO_RECOGNISE = 0.6


@dataclass(frozen=True)
class ColumnMap:
    """How one layout of a family names its columns: `theirs` by our name, in the file's usual order."""

    family: str
    layout: str
    theirs: dict[str, str]

    @property
    def ours(self) -> dict[str, str]:
        """Our name by theirs."""
        return {header: name for name, header in self.theirs.items()}

    def check_headers(self, found: list[str], name: str) -> None:
        """
        Stop if a header is not mapped or a mapped one has vanished; the message lists both.

        Raises
        ------
        ReleaseError
        """
        faults = [
            Fault(f"header '{header}'", f"is not in the layout '{self.family}, {self.layout}'.")
            for header in found
            if header not in self.ours
        ]
        faults += [
            Fault(f"header '{header}'", f"of the layout '{self.family}, {self.layout}' is not in the file.")
            for header in self.ours
            if header not in found
        ]
        faults += [
            Fault(f"header '{one}'", "stands twice.") for one in sorted({h for h in found if found.count(h) > 1})
        ]
        if faults:
            raise ReleaseError(name, faults)


def unknown_table(name: str, headers: list[str]) -> ReleaseError:
    """Return the error that says of a file that it is no table known here, and which are."""
    shown = ", ".join(header[:40] for header in headers[:6]) + (" ..." if len(headers) > 6 else "")
    fault = Fault(
        "headers",
        f"are those of no release known here: {shown}.",
        f"It is no table known here. Known: Civil Rights Data Collection, its Appendix Workbook, {', '.join(FAMILIES)}.",
    )
    return ReleaseError(name, [fault])


@cache
def column_maps(family: str) -> tuple[ColumnMap, ...]:
    """Return every layout of a family."""
    with (FOLDER / f"{family}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            ColumnMap(family, row.pop("layout"), {name: header for name, header in row.items() if header})
            for row in csv.DictReader(file)
        )


def nearest_layout(found: list[str], families: tuple[str, ...] = FAMILIES) -> ColumnMap | None:
    """Return the layout that shares most headers with a file, or None if none shares enough to be it."""

    def shared(one: ColumnMap) -> float:
        theirs = set(one.theirs.values())
        return len(theirs & set(found)) / len(theirs)

    best = max((one for family in families for one in column_maps(family)), key=shared)
    return best if shared(best) >= ENOUGH_TO_RECOGNISE else None
