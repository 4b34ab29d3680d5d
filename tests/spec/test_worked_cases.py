"""Every worked case of the documentation, run through the program; and each case spoiled, to see that it would be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.gaps.test_claim_checker import claim
from tests.gaps.test_worked_needs import table
from tests.plans.placing_cases import every_placement
from tests.spec.worked_cases import chapters, in_words

from wellstaffed.apps import actions
from wellstaffed.core.exact import Direction, Order, Rounding, exact, rounded
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import school_year
from wellstaffed.gaps.claim import check_claim, implied_in_post
from wellstaffed.gaps.claim_document import Figure, load_claim
from wellstaffed.gaps.gap_row import GapRow, GapTotal
from wellstaffed.gaps.need import SchoolFacts, exact_need
from wellstaffed.gaps.staff_gap import district_gap, gap_total, staff_gap
from wellstaffed.plans.broken_rules import broken_rules
from wellstaffed.plans.place_posts import placement
from wellstaffed.plans.staffing_problem import Aim, Cell, Departure, Fund, HiringLimit, Problem, Sharing
from wellstaffed.sources.roster_values import MAX_FTE, MAX_STUDENTS, CellFaultError, measure
from wellstaffed.standards.library import StandardsLibrary

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = StandardsLibrary()
CASES = [(chapter["title"], case) for chapter in chapters() for case in chapter["cases"]]


def step(text: Any) -> Fraction | None:
    return None if text == "exact" else Fraction(str(text))


def rounding(terms: list[Any]) -> Rounding:
    return Rounding(step(terms[0]), *(kind(word) for kind, word in zip((Direction, Order), terms[1:], strict=False)))


def cell(given: dict[str, Any]) -> Any:
    ((kind, text),) = given.items()
    try:
        read = measure(text, limit=MAX_STUDENTS if kind == "students" else MAX_FTE, whole=kind == "students")
    except CellFaultError:
        return "refused"
    return read.missing.value if read.missing else exact(read.value)


def need(given: dict[str, Any]) -> dict[str, Any]:
    facts = SchoolFacts(**{"students": None} | given["school"])
    rule = LIBRARY.standard(given["standard"]).value_on(given["on"]).rule
    found = exact_need(rule, facts, level=given.get("level", "school"))
    return {"need": found.fte, "binding": found.binding, "missing": found.missing}


def posts(given: dict[str, Any]) -> Fraction:
    return rounded(Fraction(given["value"]), step(given["step"]), Direction(given["direction"]))


def said(row: GapRow | GapTotal) -> Any:
    if row.gap is not None or row.gap_low is None or row.gap_high is None:
        return row.gap
    return f"{row.gap_low} to {row.gap_high}"


def per_fte(row: GapRow) -> Any:
    return "none" if row.has_none else row.students_per_fte or "not reported"


def gaps(frame: Any, standard: str, on: date, terms: Rounding) -> dict[str, Any]:
    rows = staff_gap(frame, LIBRARY.standard(standard), on=on, rounding=terms)
    total = gap_total(rows)
    (one,) = district_gap(frame, LIBRARY.standard(standard), on=on, rounding=terms)
    return {
        "needs": [row.need for row in rows],
        "gaps": [said(row) for row in rows],
        "meets": [row.meets for row in rows],
        "students_per_fte": [per_fte(row) for row in rows],
        "together": total.students_per_fte,
        "total": total.gap,
        "unknown_schools": total.unknown_schools,
        "district": said(one),
    }


def gap(given: dict[str, Any]) -> dict[str, Any]:
    schools = [(f"S{i}", one["students"], "counselor", one["in_post"]) for i, one in enumerate(given["schools"])]
    return gaps(table(*schools), "asca/counselor_ratio", date(2019, 3, 1), rounding(given["rounding"]))


def shared(given: dict[str, Any]) -> dict[str, Any]:
    rows = [
        (one["school"], one["students"], role.value, one[role.value])
        for one in given["staff"]
        for role in Role
        if role.value in one
    ]
    return gaps(table(*rows, pool="District pool"), given["standard"], given["on"], Rounding(None))


def real(given: dict[str, Any]) -> dict[str, Any]:
    answer = actions.gap(
        district=given["district"], year=school_year(given["year"]), standard=given["standard"], on=given.get("on"),
        level=given.get("level", "school"),
    )  # fmt: skip
    rows = [row for row in answer.rows if given.get("school", row.school) == row.school]
    one: Any = rows[0] if len(rows) == 1 else answer.totals[0]
    found = {"assumptions": answer.assumptions, "need": one.need, "in_post": one.fte, "gap": said(one)}
    if isinstance(one, GapRow):
        found |= {"exact": one.need_exact, "students_per_fte": per_fte(one), "meets": one.meets, "flags": [*one.flags]}
    return found | {"schools": answer.totals[0].schools, "unknown_schools": answer.totals[0].unknown_schools}


def implied(given: dict[str, Any]) -> str:
    figure = Figure(school="East", role=Role.COUNSELOR, additional=given["additional"])
    one = implied_in_post(figure, Fraction(given["students"], 250), rounding(given["rounding"]))
    return str(one) if one.is_possible else "impossible"


def whole_claim(given: dict[str, Any]) -> dict[str, Any]:
    if "file" in given:
        result = check_claim(load_claim(ROOT / given["file"]))
    else:
        of = {one["school"]: one for one in given["schools"]}
        result = check_claim(
            claim(
                {school: Fraction(one["claimed"]) for school, one in of.items()},
                {school: one["students"] for school, one in of.items()},
                {school: one["in_post"] for school, one in of.items() if one["in_post"] is not None},
                **given["conventions"],
            )
        )
    return {"tried": result.tried, "fits": len(result.fits), "near": len(result.near), "settled": result.settled}


def placing(given: dict[str, Any]) -> dict[str, Any]:
    cells, years = given["cells"], range(len(given["money"]))
    schools = list(dict.fromkeys(one["school"] for one in cells))
    roles = list(dict.fromkeys(Role(one["role"]) for one in cells))
    leaving = given.get("officer")
    problem = Problem(
        schools=tuple(schools),
        years=tuple(2021 + year for year in years),
        step=exact(str(given.get("step", 1))),
        cells=tuple(
            Cell(
                schools.index(one["school"]), Role(one["role"]), exact(str(one["need"])), exact(str(one["in_post"])),
                least=(Fraction(one["least"]),) * len(years) if "least" in one else (),
            )
            for one in cells
        ),
        prices={role: (Fraction(given.get("prices", {}).get(role.value, 100)),) * len(years) for role in roles},
        funds=(Fund("money", "Money", frozenset(roles), tuple(Fraction(one) for one in given["money"])),),
        hiring=tuple(HiringLimit(Role(role), tuple(map(Fraction, most))) for role, most in given.get("hires", {}).items()),
        sharing=Sharing(given["share"], (tuple(range(len(schools))),)) if "share" in given else None,
        departures=(Departure(schools.index(leaving["school"]), Fraction(1), 0, (Fraction(leaving["dollars"]),) * len(years)),) if leaving else (),
        caveat=given.get("caveat", False),
        aim=Aim(given.get("aim", Aim.MOST_NEED_MET)),
        divisor=given.get("divisor", "webster"),
    )  # fmt: skip
    found = placement(problem)
    assert broken_rules(found) == []
    if problem.aim is Aim.MOST_NEED_MET:
        tried = [one.proof.value for one in every_placement(problem) if not broken_rules(one)]
        assert found.proof.value == max(tried)
    return {
        "posts": [list(counts) for counts in found.steps],
        "spent": [found.gross(year) for year in years],
        "gone": [gone[-1] for gone in found.gone],
    }


RUN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "Cells of a roster": cell,
    "Need": need,
    "Rounding": posts,
    "Gap": gap,
    "Shared and pooled staff": shared,
    "Madison and Portland": real,
    "Claim": implied,
    "Whole claims": whole_claim,
    "Placing posts": placing,
}


def plain(part: Any) -> Any:
    """Return a result or what a case wants in one form: a number in any spelling is the exact number it means."""
    if isinstance(part, dict):
        return {key: plain(value) for key, value in part.items()}
    if isinstance(part, list):
        return [plain(one) for one in part]
    if part is None or isinstance(part, bool):
        return part
    try:
        return Fraction(str(part))
    except ValueError:
        return str(part)


def only(found: Any, want: Any) -> Any:
    """Return the part of a result that a case speaks of; a key that the result lacks is an error of the case."""
    return {key: only(found[key], one) for key, one in want.items()} if isinstance(want, dict) else found


def spoiled(want: Any) -> Iterator[Any]:
    """Yield what a case wants, each time with one value in it made wrong."""
    if isinstance(want, dict):
        for key, one in want.items():
            yield from (want | {key: wrong} for wrong in spoiled(one))
    elif isinstance(want, list):
        for index, one in enumerate(want):
            yield from ([*want[:index], wrong, *want[index + 1 :]] for wrong in spoiled(one))
        yield [*want, "one more"]
    elif isinstance(want, bool):
        yield not want
    elif isinstance(want, int | float):
        yield want + 1
    else:
        yield f"{want} or not"


@pytest.mark.parametrize(("title", "case"), CASES, ids=[case["id"] for _, case in CASES])
def test_a_case_holds_and_would_fail_if_it_were_wrong(title: str, case: dict[str, Any]) -> None:
    found = only(RUN[title](case["given"]), case["want"])
    assert plain(found) == plain(case["want"])
    wrong = list(spoiled(case["want"]))
    assert wrong
    assert not any(plain(only(found, one)) == plain(one) for one in wrong)


def test_every_case_has_its_own_name_a_sentence_and_a_rule() -> None:
    assert {title for title, _ in CASES} == set(RUN)
    assert len({case["id"] for _, case in CASES}) == len({case["says"] for _, case in CASES}) == len(CASES) >= 60
    rules = {"M1", "M2", "M4", "S1", "S3", "C1", "C2", "C3"} | {f"G{number}" for number in range(1, 10)}
    rules |= {f"P{number}" for number in range(1, 8)}
    assert {case["rule"] for _, case in CASES} == rules


def test_a_case_is_printed_in_words() -> None:
    given = {
        "rounding": [1, "nearest"],
        "schools": [{"students": 500, "in_post": None}, {"students": 250, "in_post": 1}],
    }
    assert in_words(given) == (
        "rounding: 1 / nearest<br>schools: students 500, in post not known; students 250, in post 1"
    )
    assert in_words({"meets": [True, False], "cell": ""}) == "meets: yes / no<br>cell: blank"
