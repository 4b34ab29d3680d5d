"""Which year a published file is of: contents, names and what the person says must tell the same."""

from __future__ import annotations

from datetime import date

from wellstaffed.core.errors import Fault, ReleaseError


def agreed(name: str, told: dict[str, str | None]) -> str | None:
    """
    Return the year that all say who say one; None if nobody does.

    Parameters
    ----------
    name : str
        The file, for the error.
    told : dict
        What each says, the surest first: ``{"sheet 'USSD21'": "2021", "file name 'ussd19.xls'": "2019"}``.

    Raises
    ------
    ReleaseError
        If two say different years; both sides are named.
    """
    said: dict[str, list[str]] = {}
    for who, year in told.items():
        if year:
            said.setdefault(year, []).append(who)
    surest = next(iter(said), None)
    if len(said) > 1:
        sides = "; ".join(f"{year} by {' and '.join(who)}" for year, who in said.items())
        fix = f"If it is {surest}, name the file so, or leave --release out; else fetch the other again."
        raise ReleaseError(name, [Fault("year", f"is told in {len(said)} ways: {sides}.", fix)])
    return surest


def check_begun(name: str, first_year: int, release: str) -> None:
    """Stop if a file is said to be of a year that has not begun; raise `ReleaseError`."""
    today = date.today()
    if first_year > today.year:
        fault = Fault("year", f"{release} has not begun on {today.isoformat()}; nothing of it can be published.",
                      "Give the year of the file.")  # fmt: skip
        raise ReleaseError(name, [fault])
