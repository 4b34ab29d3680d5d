"""Every worked case of the documentation, run through the program."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from tests.gaps.test_worked_needs import table
from tests.spec.worked_cases import cases, chapters

from wellstaffed.core.exact import Direction, Order, Rounding, rounded
from wellstaffed.core.roles import Role
from wellstaffed.gaps.claim import implied_in_post
from wellstaffed.gaps.claim_document import Figure
from wellstaffed.gaps.gap_row import GapRow
from wellstaffed.gaps.need import SchoolFacts, exact_need
from wellstaffed.gaps.staff_gap import district_gap, gap_total, staff_gap
from wellstaffed.standards.library import StandardsLibrary

LIBRARY = StandardsLibrary()


def name(case: dict[str, Any]) -> str:
    return str(case["id"])


def step(text: Any) -> Fraction | None:
    return None if text == "exact" else Fraction(str(text))


def rounding(terms: list[Any]) -> Rounding:
    return Rounding(step(terms[0]), Direction(terms[1]), Order(terms[2]))


@pytest.mark.parametrize("case", cases("Need"), ids=name)
def test_need(case: dict[str, Any]) -> None:
    given, want = case["given"], case["want"]
    facts = SchoolFacts(**{"students": None} | given["school"])
    need = exact_need(LIBRARY.standard(given["standard"]).value_on(given["on"]).rule, facts)
    if "missing" in want:
        assert (need.fte, need.missing) == (None, want["missing"])
    else:
        assert (need.fte, need.binding) == (Fraction(want["need"]), want["binding"])


@pytest.mark.parametrize("case", cases("Rounding"), ids=name)
def test_rounding(case: dict[str, Any]) -> None:
    given = case["given"]
    assert rounded(Fraction(given["value"]), step(given["step"]), Direction(given["direction"])) == Fraction(
        case["want"]
    )


def said(row: GapRow) -> Any:
    return row.gap if row.gap is not None else [row.gap_low, row.gap_high]


def meant(gap: Any) -> Any:
    return [Fraction(end) for end in gap] if isinstance(gap, list) else None if gap is None else Fraction(gap)


@pytest.mark.parametrize("case", cases("Gap"), ids=name)
def test_gap(case: dict[str, Any]) -> None:
    given, want = case["given"], case["want"]
    rows = [(f"S{i}", students, "counselor", fte) for i, (students, fte) in enumerate(given["schools"])]
    asked: dict[str, Any] = {"on": date(2019, 3, 1), "rounding": rounding(given["rounding"])}
    standard = LIBRARY.standard("asca/counselor_ratio")
    by_school = staff_gap(table(*rows), standard, **asked)
    assert [said(row) for row in by_school] == [meant(gap) for gap in want["gaps"]]
    assert [row.meets for row in by_school] == want["meets"]
    total = gap_total(by_school)
    assert (total.gap, total.unknown_schools) == (meant(want["total"]), want.get("unknown_schools", 0))
    (one,) = district_gap(table(*rows), standard, **asked)
    assert said(one) == meant(want["district"])


@pytest.mark.parametrize("case", cases("Claim"), ids=name)
def test_claim(case: dict[str, Any]) -> None:
    given = case["given"]
    figure = Figure(school="East", role=Role.COUNSELOR, additional=given["additional"])
    implied = implied_in_post(figure, Fraction(given["students"], 250), rounding(given["rounding"]))
    assert (str(implied) if implied.is_possible else "impossible") == case["want"]


def test_every_case_has_its_own_name_and_a_rule() -> None:
    every = [case for chapter in chapters() for case in chapter["cases"]]
    assert len({case["id"] for case in every}) == len(every) >= 35
    assert {"G1", "G2", "G3", "G4", "G5", "G8", "M2", "S1", "S3", "C1", "C2"} <= {case["rule"] for case in every}
