"""One cell of a roster to one value: a number or a reason, or a fault that says what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from math import isfinite
from typing import Any

from wellstaffed.core.errors import UsageError
from wellstaffed.core.identifiers import leaid, school_id
from wellstaffed.core.missing import Missing
from wellstaffed.core.school_years import school_year
from wellstaffed.sources.decimal_mark import DecimalMark, is_open, with_points
from wellstaffed.sources.roster_columns import folded

MAX_STUDENTS = 20_000
MAX_FTE = 500
_REASONS = {
    "not reported": Missing.NOT_REPORTED,
    "not asked": Missing.NOT_ASKED,
    "suppressed": Missing.SUPPRESSED,
    "n/a": Missing.NOT_APPLICABLE,
    "na": Missing.NOT_APPLICABLE,
    "not applicable": Missing.NOT_APPLICABLE,
}
_PLAIN = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)$", re.ASCII)
_THOUSANDS = re.compile(r"^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$", re.ASCII)


class CellFaultError(Exception):
    """A cell that cannot be read: the problem and its fix."""

    def __init__(self, problem: str, fix: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.fix = fix


@dataclass(frozen=True)
class Measure:
    """A number, or the reason for its absence with the word that stood there (M1)."""

    value: float | None = None
    missing: Missing | None = None
    code: str | None = None


NOT_ASKED = Measure(missing=Missing.NOT_ASKED)


def is_blank(cell: Any) -> bool:
    """Return whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def quoted(cell: Any) -> str:
    """Return what stands in a cell, short enough for a message."""
    text = cell if isinstance(cell, str) else str(cell)
    return f"'{text[:40]}...'" if len(text) > 40 else f"'{text}'"


def measure(cell: Any, *, limit: int, whole: bool, mark: DecimalMark = ".") -> Measure:
    """
    Return a cell as a number from 0 to `limit`, or as the reason that stands there; blank is not reported.

    Parameters
    ----------
    cell : Any
    limit : int
    whole : bool
        For students, who are whole.
    mark : DecimalMark
        The sign of decimals in the file, as `wellstaffed.sources.decimal_mark.decimal_mark` tells it.
    """
    if is_blank(cell):
        return Measure(missing=Missing.NOT_REPORTED)
    if isinstance(cell, str) and cell.strip().casefold() in _REASONS:
        return Measure(missing=_REASONS[cell.strip().casefold()], code=cell.strip())
    if isinstance(cell, str) and is_open(cell):
        _check_open(cell.strip(), mark, whole)
    number = _number(cell, mark)
    unit = "students" if whole else "FTE"
    if not isfinite(number) or number > limit:
        raise CellFaultError(f"{quoted(cell)} is more than the limit of {limit:,} {unit}.", "Check the number.")
    if number < 0:
        raise CellFaultError(f"{quoted(cell)} is less than 0.", "Write 0 or more, or leave it blank if not reported.")
    if whole and number != int(number):
        raise CellFaultError(f"{quoted(cell)} is not a whole number of students.", "Write a whole number.")
    return Measure(value=int(number) if whole else number)


def _check_open(text: str, mark: DecimalMark, whole: bool) -> None:
    """Refuse ``1.250`` where the file does not tell its sign of decimals, and as a number of students, who have none."""
    untold = mark in ("", "both")
    if not untold and not (whole and mark in text):
        return
    thousands = text.replace(".", "").replace(",", "")
    decimals = text.replace(",", ".").rstrip("0").rstrip(".")
    why = "no other number of the file tells which sign parts decimals" if untold else "students are whole"
    raise CellFaultError(
        f"{quoted(text)} may be {int(thousands):,} or {decimals}: {why}.",
        f"Write {thousands} or {decimals}, without a sign for thousands.",
    )


def _number(cell: Any, mark: DecimalMark) -> float:
    fix = "Write a number, or leave it blank if not reported."
    if isinstance(cell, bool):
        raise CellFaultError(f"{quoted(cell)} is a yes or no, not a number.", fix)
    if isinstance(cell, date | time | timedelta):
        raise CellFaultError(
            f"{quoted(cell)} is a date, not a number.", "Set the cell's format to number; write it again."
        )
    if isinstance(cell, int | float):
        return float(cell)
    text = str(cell).strip()
    if text.startswith("="):
        raise CellFaultError(f"{quoted(cell)} is a formula written as text.", "Write its result.")
    text = with_points(text, mark)
    if _PLAIN.match(text):
        return float(text)
    if _THOUSANDS.match(text):
        return float(text.replace(",", ""))
    if "," in text and re.match(r"^-?\d+(,\d+)+$", text, re.ASCII):
        fix = "Write a decimal point for a decimal comma, and no sign for thousands."
    raise CellFaultError(f"{quoted(cell)} is not a number.", fix)


def text_of(cell: Any) -> str:
    """Return a cell as text, one line, stripped; a whole number without its decimals."""
    if is_blank(cell):
        return ""
    if isinstance(cell, bool | date | time | timedelta):
        raise CellFaultError(f"{quoted(cell)} is not text.", "Set the cell's format to text; write it again.")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str(cell).split())
    if len(text) > 300:
        raise CellFaultError(f"{quoted(text)} has {len(text):,} characters; the limit is 300.", "Shorten it.")
    return text


def name_of(cell: Any) -> str:
    """Return a school's or district's name; a formula written as text is refused."""
    text = text_of(cell)
    if text.startswith("="):
        raise CellFaultError(f"{quoted(text)} is a formula written as text.", "Write the name.")
    return text


def year_of(cell: Any) -> int:
    """Return the year in which the school year ends."""
    text = text_of(cell)
    if not text:
        raise CellFaultError("is blank where a school year was expected.", "Write both years, as in 2020-21.")
    if re.fullmatch(r"(19|20)\d\d", text):
        ends = int(text)
        fix = f"Write {ends - 1}-{ends % 100:02d} or {ends}-{(ends + 1) % 100:02d}."
        raise CellFaultError(f"'{text}' may mean either of two school years.", fix)
    try:
        ends = school_year(text)
    except UsageError as error:
        raise CellFaultError(str(error)) from None
    if not 1990 <= ends <= 2100:
        raise CellFaultError(f"'{text}' is out of range; 1990 to 2100 is expected.")
    return ends


def school_id_of(cell: Any, *, federal: bool) -> str:
    """Return a federal identifier of 12 digits, or a district's own as it stands."""
    text = text_of(cell).lstrip("'")
    if not text:
        return ""
    digits = re.fullmatch(r"\d+", text, re.ASCII) is not None
    damaged = re.fullmatch(r"\d(\.\d+)?E\+?\d+", text, re.IGNORECASE) is not None
    if text.startswith("=") or damaged or (digits and (len(text) > 12 or not text.strip("0"))):
        raise CellFaultError(f"School identifier {quoted(text)} is damaged.", "Write it as text, zeros included.")
    if federal and not (digits and len(text) >= 11):
        raise CellFaultError(f"School identifier {quoted(text)} is not 12 digits.", "Write it as text, zeros included.")
    return school_id(text) if digits and len(text) >= 11 else text


def leaid_of(cell: Any) -> str | None:
    """Return a district identifier of 7 digits."""
    text = text_of(cell)
    if not text:
        return None
    try:
        found = leaid(text)
    except UsageError as error:
        raise CellFaultError(str(error)) from None
    if len(text.lstrip("'")) < 6:
        raise CellFaultError(f"LEAID {quoted(text)} is not 7 digits.", "Write it as text, zeros included.")
    return found


def state_of(cell: Any) -> str | None:
    """Return the two letters of a state."""
    text = text_of(cell)
    if text and not re.fullmatch(r"[A-Za-z]{2}", text):
        raise CellFaultError(f"{quoted(text)} is not a state.", "Write two letters, as in WI.")
    return text.upper() or None


def choice_of(cell: Any, choices: dict[str, str]) -> str:
    """Return the word that a cell stands for; "" where blank and blank is not among the choices."""
    text = folded(text_of(cell))
    if is_blank(cell):
        return choices.get("", "")
    if text not in choices:
        allowed = ", ".join(dict.fromkeys(value for value in choices.values() if value))
        raise CellFaultError(f"{quoted(cell)} is not one of: {allowed}.", "Write one of these words.")
    return choices[text]


def title_i_of(cell: Any) -> bool | None:
    """Return yes or no, None where blank."""
    if isinstance(cell, bool) or cell is None:
        return cell
    answer = choice_of(cell, {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"})
    return None if not answer else answer == "yes"
