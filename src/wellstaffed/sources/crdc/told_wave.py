"""Which wave a release is: what its columns say, and what its own name says, which must not contradict them."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from wellstaffed.core.errors import Fault, ReleaseError
from wellstaffed.sources.crdc.layout import layouts, unread_columns
from wellstaffed.sources.crdc.release_files import ReleaseFile, ReleaseFiles

TELLING = "School Support"
MEMBER_WAVES = ("2017-18", "2020-21", "2021-22")
UNSEEN = "2023-24"
# As the collection is published and the store names it: 2017-18-crdc-data (1), 2017-18 Public-Use Files, crdc_2021-22.
_OFFICIAL = re.compile(
    r"^(?:crdc[-_ ]*)?(20\d\d)[-_ ](?:20)?(\d\d)(?:[-_ ]*(?:crdc|public)(?![a-z]).*)?$", re.IGNORECASE
)
_OFFICIAL_WORKBOOK = re.compile(r"crdc[-_ ]*(20\d\d)[-_ ](?:20)?(\d\d)[-_ ]+([a-z]{2})(?![a-z])", re.IGNORECASE)
WORKBOOK_YEAR = "2020-21"
_YEAR = re.compile(r"(?<!\d)(20\d\d)[-_ ](?:20)?(\d\d)(?!\d)")


def told_wave(path: Path, files: ReleaseFiles, telling: ReleaseFile) -> str:
    """
    Return the wave whose columns the telling file has, or comes nearest to: what differs is said by its layout.

    Raises
    ------
    ReleaseError
        If its name or columns are those of 2023-24.
    """
    headers = files.header(telling)
    nearest = nearest_wave(headers, _years_in(path.name))
    known = unread_columns(nearest, TELLING)
    if layouts()[nearest, TELLING].faults(headers, telling.path) and _mentions_unseen(path, telling):
        raise _unseen(path)
    if not set(headers) & ({one.header for one in layouts()[nearest, TELLING].columns} | set(known)):
        fault = Fault(telling.path, "has none of the columns of any wave known here.", "Fetch the release again.")
        raise ReleaseError(path.name, [fault])
    return nearest


def nearest_wave(headers: list[str], named: set[str]) -> str:
    """
    Return the wave whose header line, read columns and passed-over ones, differs least from this one.

    Parameters
    ----------
    headers : list of str
    named : set of str
        Waves that the release's name mentions, which decide between two that are as near.
    """
    have = set(headers)

    def distance(wave: str) -> tuple[bool, int, bool, int]:
        layout = layouts()[wave, TELLING]
        known = {one.header for one in layout.columns} | set(unread_columns(wave, TELLING))
        return bool(layout.faults(headers, "")), len(known ^ have), wave not in named, len(have - known)

    return min(MEMBER_WAVES, key=distance)


def check_name(path: Path, files: ReleaseFiles, wave: str | None = None, telling: ReleaseFile | None = None) -> None:
    """
    Stop if the release's own name, or the folder inside it, states another school year than its columns.

    Parameters
    ----------
    path : Path
        Only its last part counts: what folders stand above it says nothing of the release.
    files : ReleaseFiles
    wave : str, optional
        What its columns say; left out before they are read, where only a wave never seen here is looked for.
    telling : ReleaseFile, optional
        The file that says so.

    Raises
    ------
    ReleaseError
        A name that the user chose freely states nothing; only one of the official pattern does.
    """
    inside = files.files if telling is None else [telling]
    names = [path.name, *dict.fromkeys(_top(one) for one in inside)]
    stated = {name: year for name in names if (year := stated_year(name)) is not None}
    if UNSEEN in stated.values():
        raise _unseen(path)
    faults = [
        Fault(f"name '{name}'", f"says {year}; the columns are those of {wave}.",
              f"Is it the release of {year}? Fetch that again. If it is that of {wave}, rename it.")
        for name, year in stated.items() if wave is not None and year != wave
    ]  # fmt: skip
    if faults:
        raise ReleaseError(path.name, faults)


def check_workbook_name(path: Path, state: str) -> None:
    """
    Stop if the official name of a state's workbook, ``CRDC_2020-21_VT.xlsx``, states another year or state than it holds.

    Raises
    ------
    ReleaseError
        With both sides; a name of another pattern states nothing.
    """
    found = _OFFICIAL_WORKBOOK.match(path.name)
    if found is None:
        return
    fix = "Is it the file that you wanted? Fetch that again; if it is, rename this one."
    sides = [
        (_school_year(found), WORKBOOK_YEAR, "columns are those of"),
        (found[3].upper(), state, "schools are all in"),
    ]
    faults = [
        Fault(f"name '{path.name}'", f"says {said or found[0]}; its {what} {held}.", fix)
        for said, held, what in sides
        if said != held
    ]
    if faults:
        raise ReleaseError(path.name, faults)


def stated_year(name: str) -> str | None:
    """Return the school year that a name of the official pattern states: ``2017-18`` of ``2017-18-crdc-data.zip``."""
    found = _OFFICIAL.match(re.sub(r"\.(zip|csv)$", "", name.strip(), flags=re.IGNORECASE))
    return _school_year(found) if found is not None else None


def _years_in(name: str) -> set[str]:
    return {year for found in _YEAR.finditer(name) if (year := _school_year(found)) is not None}


def _school_year(found: re.Match[str]) -> str | None:
    return f"{found[1]}-{found[2]}" if int(found[2]) == (int(found[1]) + 1) % 100 else None


def _top(file: ReleaseFile) -> str:
    parts = PurePosixPath(file.path.replace("\\", "/")).parts
    return parts[0] if len(parts) > 1 else ""


def _mentions_unseen(path: Path, telling: ReleaseFile) -> bool:
    return UNSEEN in _years_in(path.name) | _years_in(telling.path)


def _unseen(path: Path) -> ReleaseError:
    fault = Fault(
        f"release {UNSEEN}", "is known to exist, but its layout was never seen here and is not guessed.",
        "Send its file structure with an issue, so that a column map can be made.",
    )  # fmt: skip
    return ReleaseError(path.name, [fault])
