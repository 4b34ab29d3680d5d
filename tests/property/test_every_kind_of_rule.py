"""Need and gap under every shipped rule of every kind, beside the slow reference, on schools made at random."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.property import plain_reference as plain

from wellstaffed.core.exact import STEPS, Direction, Order, Rounding, exact
from wellstaffed.gaps.gap_row import GapRow
from wellstaffed.gaps.staff_gap import district_gap, staff_gap
from wellstaffed.standards.library import SHIPPED, StandardsLibrary
from wellstaffed.tables.shipped import shipped_staff

LIBRARY = StandardsLibrary()
RAW = {
    one.id: YAML(typ="safe", pure=True).load((SHIPPED / f"{one.id}.yaml").read_text(encoding="utf-8"))
    for one in LIBRARY.standards()
}
RULES = [
    (name, index) for name, document in RAW.items() for index, value in enumerate(document["values"])
    if value["rule"]["kind"] != "words"
]  # fmt: skip
EXACT = (None, Direction.NEAREST, Order.ROUND_THEN_SUBTRACT)
YEAR = 2022


def counts_of(rule: dict[str, Any]) -> list[str]:
    return [level["count"] for level in rule.get("levels", []) if level["count"] != "enrollment"]


@st.composite
def schools_of(draw: Any, rule: dict[str, Any], roles: list[str]) -> list[dict[str, Any]]:
    made = []
    for _ in range(draw(st.integers(1, 5))):
        students = draw(
            st.one_of(st.none(), st.integers(0, 4000), st.sampled_from([0, 1, 249, 250, 499, 500, 750, 1500]))
        )
        needs = st.one_of(st.none(), st.integers(0, max(students or 0, 1) // 2))
        made.append(
            {
                "students": students,
                "grade_band": draw(st.sampled_from([None, "elementary", "middle", "high", "combined"])),
                "poverty_group": draw(st.sampled_from([None, "title_i", "focus", "non_focus"])),
                "needs": {name: draw(needs) for name in counts_of(rule)},
                "fte": {
                    role: draw(st.one_of(st.none(), st.integers(0, 4000).map(lambda n: n / 100))) for role in roles
                },
            }
        )
    return made


def frames(schools: list[dict[str, Any]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    staff, counts = [], []
    for index, school in enumerate(schools):
        for role, fte in school["fte"].items():
            staff.append(
                {
                    "row_order": index, "school_id": f"S{index}", "school": f"S{index}", "leaid": "0000001",
                    "district": "D", "school_year": YEAR, "is_pool": False, "grade_band": school["grade_band"],
                    "students": school["students"], "poverty_group": school["poverty_group"],
                    "students_missing": None if school["students"] is not None else "not reported",
                    "role": role, "fte": fte, "fte_missing": None if fte is not None else "not reported",
                    "flags": "", "source": "made up",
                }
            )  # fmt: skip
        for name, number in school["needs"].items():
            missing = None if number is not None else "not reported"
            counts.append(
                {
                    "school_id": f"S{index}",
                    "school_year": YEAR,
                    "count": name,
                    "students": number,
                    "students_missing": missing,
                }
            )
    columns = {
        "school_id": pl.String,
        "school_year": pl.Int64,
        "count": pl.String,
        "students": pl.Int64,
        "students_missing": pl.String,
    }
    return pl.DataFrame(staff, infer_schema_length=None), pl.DataFrame(counts, schema=columns)


def check(row: GapRow, need: Any, ftes: list[float | None], terms: Any) -> None:
    step, direction, order = terms
    known = sum((exact(fte) for fte in ftes if fte is not None), Fraction(0))
    assert row.need_exact == (None if need in (plain.UNKNOWN, plain.UNCOVERED) else need)
    assert bool((row.need_missing or "").startswith("not covered")) == (need == plain.UNCOVERED)
    expected = plain.gap(need, known, None not in ftes, step, direction.value, order.value)
    assert (row.gap, row.gap_low, row.gap_high) == expected


@pytest.mark.parametrize(("name", "index"), RULES, ids=[f"{name}-{index}" for name, index in RULES])
@settings(max_examples=12)
@given(
    data=st.data(), terms=st.tuples(st.sampled_from([None, *STEPS]), st.sampled_from(Direction), st.sampled_from(Order))
)
def test_every_shipped_rule_equals_the_slow_reference(name: str, index: int, data: Any, terms: Any) -> None:
    value = RAW[name]["values"][index]
    schools = data.draw(schools_of(value["rule"], RAW[name]["roles"]))
    staff, counts = frames(schools)
    asked = {"on": value["from"], "rounding": Rounding(*terms), "need_counts": counts}
    standard = LIBRARY.standard(name)
    for row, school in zip(staff_gap(staff, standard, **asked), schools, strict=True):
        check(row, plain.school_need(value["rule"], school), list(school["fte"].values()), terms)
    (row,) = district_gap(staff, standard, **asked)
    ftes = [fte for school in schools for fte in school["fte"].values()]
    check(row, plain.district_need(value["rule"], schools), ftes, terms)


def test_every_kind_is_among_them() -> None:
    kinds = Counter(RAW[name]["values"][index]["rule"]["kind"] for name, index in RULES)
    assert set(kinds) == {"ratio", "ratio_by_band", "minimum", "tiers", "steps", "prototypes", "acuity"}
    assert any(len(RAW[name]["roles"]) > 1 for name, _ in RULES)


@pytest.mark.parametrize(("leaid", "year"), [("4110040", 2022), ("5508520", 2021), ("5508520", 2016)])
def test_every_rule_on_the_shipped_schools_equals_the_slow_reference(leaid: str, year: int) -> None:
    staff = shipped_staff(leaid, year)
    compared = 0
    for name, index in RULES:
        value = RAW[name]["values"][index]
        mine = staff.filter(pl.col("role").is_in(RAW[name]["roles"]))
        if mine.is_empty():
            continue
        rows = staff_gap(staff, LIBRARY.standard(name), on=value["from"], rounding=Rounding(*EXACT))
        for row in rows:
            of_school = mine.filter(pl.col("school_id") == row.school_id).to_dicts()
            school = of_school[0] | {"needs": {}}
            ftes = [one["fte"] for one in of_school] + [None] * (len(RAW[name]["roles"]) - len(of_school))
            check(row, plain.school_need(value["rule"], school), ftes, EXACT)
            compared += 1
    assert compared >= 60 * staff["school_id"].n_unique()
