"""Every number of every shipped standard stands in a row of the reference tables that names the same address."""

from __future__ import annotations

import csv
import os
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from wellstaffed.standards.library import StandardsLibrary

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))
REFERENCE = SHARED / "reference" / "standards"
# Keys whose numbers are the rule's own; what is worked out from them (a fraction such as 1000/3) is spelled in the file.
NUMBERS = {
    "students_per_fte",
    "fte",
    "students_from",
    "students_to",
    "base_fte",
    "plus_fte",
    "per_students",
    "above",
    "students",
    "where_students_at_least",
}


def reference_rows() -> list[str]:
    rows = []
    for name in ("standards.csv", "standards_tiers.csv"):
        with (REFERENCE / name).open(encoding="utf-8") as file:
            rows += [" | ".join(row.values()) for row in csv.DictReader(file)]
    return rows


def numbers_in(text: str) -> set[Fraction]:
    found = {Fraction(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text) if not one.endswith(",")}
    found |= {Fraction(one) for one in re.findall(r"(?<![\d.])\.\d+", text)}
    return found | {number / 100 for number in found if f"{number} percent" in text}


def numbers_of(part: Any, key: str = "") -> list[tuple[str, Fraction]]:
    if isinstance(part, dict):
        return [one for name, value in part.items() for one in numbers_of(value, name)]
    if isinstance(part, list | tuple):
        return [one for value in part for one in numbers_of(value, key)]
    return [(key, Fraction(part))] if key in NUMBERS and part is not None else []


VALUES = [(one.id, index, value) for one in StandardsLibrary().standards() for index, value in enumerate(one.values)]


@pytest.mark.parametrize(("name", "index", "value"), VALUES, ids=[f"{name}-{index}" for name, index, _ in VALUES])
def test_each_number_is_in_the_reference(name: str, index: int, value: Any) -> None:
    addresses = [value.source.href, *re.findall(r"https?://\S+", value.source.locator)]
    rows = [row for row in reference_rows() if any(address in row for address in addresses)]
    assert rows, f"no reference row names {value.source.href}"
    known = {number for row in rows for number in numbers_in(row)}
    derived = {
        Fraction(a, b) for a in map(int, filter(lambda n: n.denominator == 1, known)) for b in (2, 3) if b in known
    }
    adjoining = {number + 1 for number in known} | {number - 1 for number in known} | {Fraction(0), Fraction(1)}
    for key, number in numbers_of(value.rule.model_dump()):
        allowed = known | derived | (adjoining if key in {"students_from", "students_to", "above"} else set())
        allowed |= (
            {Fraction(0), Fraction(1)}
            if key in {"fte", "base_fte", "plus_fte", "per_students", "where_students_at_least"}
            else set()
        )
        assert number in allowed, f"{name}: {key} {number} is in no row of {value.source.href}"
