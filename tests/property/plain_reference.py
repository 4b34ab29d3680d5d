"""
Need and gap the slow way: loops over plain dictionaries, from rules G1 to G7 alone and not from the program's code.

A rule is the mapping of its YAML. A need is a Fraction, UNKNOWN, or UNCOVERED where the rule says nothing of a school.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

UNKNOWN, UNCOVERED = "unknown", "uncovered"


def number(value: Any) -> Fraction:
    return Fraction(str(value))


def rounded(value: Fraction, step: Fraction | None, direction: str) -> Fraction:
    """Count the steps one by one."""
    if step is None:
        return value
    below = Fraction(0)
    while below + step <= value:
        below += step
    if below == value or direction == "down":
        return below
    if direction == "up":
        return below + step
    return below + step if value - below >= step / 2 else below


def floor_of(rule: dict[str, Any], students: int, level: str) -> Fraction:
    minimum = rule.get("minimum")
    if not minimum or minimum["per"] != level or students < minimum.get("where_students_at_least", 0):
        return Fraction(0)
    return number(minimum["fte"])


def within(part: dict[str, Any], students: int) -> bool:
    return part["students_from"] <= students and (part.get("students_to") is None or students <= part["students_to"])


def steps_up(units: Fraction, partial: str) -> Fraction:
    whole = 0
    while whole + 1 <= units:
        whole += 1
    left = units - whole
    if partial == "pro_rata":
        return units
    if partial == "up":
        return Fraction(whole + (left > 0))
    if partial == "major_fraction":
        return Fraction(whole + (left >= Fraction(1, 2)))
    return Fraction(whole)


def school_need(rule: dict[str, Any], school: dict[str, Any], level: str = "school") -> Any:
    kind, students = rule["kind"], school["students"]
    if kind == "minimum":
        minimum = rule["minimum"]
        if students is None and minimum.get("where_students_at_least"):
            return UNKNOWN
        return floor_of(rule, students or 0, level) if minimum["per"] == level else UNCOVERED
    if kind == "acuity":
        return _acuity(rule, school)
    if students is None:
        return UNKNOWN
    if kind == "ratio":
        return max(students / number(rule["students_per_fte"]), floor_of(rule, students, level))
    band = school["grade_band"]
    if kind == "steps" and "bands" not in rule:
        return _steps(rule, students)
    if band is None or band == "combined":
        return UNKNOWN
    if kind == "ratio_by_band":
        for entry in rule["bands"]:
            if band in entry["bands"]:
                return max(students / number(entry["students_per_fte"]), floor_of(rule, students, level))
        return UNCOVERED
    if kind == "prototypes":
        for entry in rule["prototypes"]:
            if entry["band"] == band:
                return Fraction(students) / number(entry["students"]) * number(entry["fte"])
        return UNCOVERED
    if kind == "steps":
        return _steps(rule, students) if band in rule["bands"] else UNCOVERED
    return _tiers(rule, school)


def _steps(rule: dict[str, Any], students: int) -> Any:
    for step in rule["steps"]:
        if within(step, students):
            over = max(0, students - step.get("above", 0))
            units = steps_up(over / number(step.get("per_students", 1)), step.get("partial", "down"))
            return number(step["base_fte"]) + units * number(step.get("plus_fte", 0))
    return Fraction(0) if students == 0 else UNCOVERED


def _tiers(rule: dict[str, Any], school: dict[str, Any]) -> Any:
    groups = [group for group in rule["groups"] if school["grade_band"] in group["bands"]]
    if not groups:
        return UNCOVERED
    if all(group.get("need") for group in groups):
        if school["poverty_group"] is None:
            return UNKNOWN
        groups = [group for group in groups if group["need"] == school["poverty_group"]]
    for group in groups:
        for tier in group["tiers"]:
            if within(tier, school["students"]):
                return number(tier["fte"])
    return UNCOVERED


def _acuity(rule: dict[str, Any], school: dict[str, Any]) -> Any:
    total, counted, rest = Fraction(0), 0, None
    for entry in rule["levels"]:
        if entry.get("counts_the_rest"):
            rest = entry
            continue
        count = school["students"] if entry["count"] == "enrollment" else school["needs"].get(entry["count"])
        if count is None:
            return UNKNOWN
        total += count / number(entry["students_per_fte"])
        counted += count
    if rest is not None:
        if school["students"] is None or counted > school["students"]:
            return UNKNOWN
        total += (school["students"] - counted) / number(rest["students_per_fte"])
    return total


def district_need(rule: dict[str, Any], schools: list[dict[str, Any]]) -> Any:
    """One need for the district: a plain ratio of all its students, else the sum of what each school generates."""
    students = [school["students"] for school in schools]
    whole = None if None in students else sum(students)
    if rule["kind"] == "ratio" or (rule["kind"] == "minimum" and rule["minimum"]["per"] == "district"):
        return school_need(rule, {"students": whole}, "district")
    needs = [need for need in (school_need(rule, school) for school in schools) if need != UNCOVERED]
    if not needs:
        return UNCOVERED
    return UNKNOWN if UNKNOWN in needs else sum(needs, Fraction(0))


def gap(need: Any, known_fte: Fraction, is_known: bool, step: Fraction | None, direction: str, order: str) -> Any:
    """Return (gap, lowest, highest): the gap None where staff is unknown; all None where need is."""
    if need in (UNKNOWN, UNCOVERED):
        return None, None, None
    if order == "round-then-subtract":
        short = max(Fraction(0), rounded(need, step, direction) - known_fte)
    else:
        short = rounded(max(Fraction(0), need - known_fte), step, direction)
    return (short, short, short) if is_known else (None, Fraction(0), short)
