"""A memo made by hand: four schools whose FTE was never reported, and a long district of 87 schools."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from wellstaffed.core.exact import Direction, Order, Rounding
from wellstaffed.core.missing import Missing
from wellstaffed.core.roles import Role
from wellstaffed.gaps.gap_row import GapRow, GapTerms, GapTotal
from wellstaffed.gaps.staff_gap import gap_total
from wellstaffed.reports import memo_content as memo

RATIOS = {
    Role.COUNSELOR: Fraction(250),
    Role.PSYCHOLOGIST: Fraction(500),
    Role.SOCIAL_WORKER: Fraction(250),
    Role.NURSE: Fraction(750),
}
TERMS = GapTerms("sample/ratio", date(2020, 7, 1), "school", Rounding(step=Fraction(1, 10)))


def gap_row(
    order: int, school: str, role: Role, students: int | None, fte: Fraction | None, *, terms: GapTerms = TERMS
) -> GapRow:
    """Return one row under `terms`; the gap is bounded where `fte` is None."""
    rounding, is_first = terms.rounding, terms.rounding.order is Order.ROUND_THEN_SUBTRACT
    exact_need = None if students is None else students / RATIOS[role]
    need = None if exact_need is None else rounding(exact_need) if is_first else exact_need
    short = None if need is None else max(Fraction(0), need - (fte or 0))
    short = short if short is None or is_first else rounding(short)
    gap = None if fte is None else short
    low, high = (None, None) if need is None else (Fraction(0), short) if gap is None else (gap, gap)
    reason = None if students is not None else "students not known"
    return GapRow(
        order=order,
        school_id=f"5505520{order:05d}",
        school=school,
        district="Sample",
        school_year=2021,
        is_pool=False,
        roles=(role,),
        students=students,
        students_missing=None if students is not None else Missing.NOT_REPORTED,
        fte=fte,
        fte_missing=None if fte is not None else Missing.NOT_REPORTED,
        need_exact=exact_need,
        need=need,
        need_missing=reason,
        gap=gap,
        gap_missing=None if gap is not None else "not reported",
        gap_low=low,
        gap_high=high,
        meets=None if gap is None else gap == 0,
        binding="ratio",
        terms=terms,
    )


def _district(rows: list[GapRow], role: Role) -> GapTotal:
    students = [row.students for row in rows]
    known = None if None in students else sum(count or 0 for count in students)
    fte = None if any(row.fte is None for row in rows) else sum((row.fte or Fraction(0) for row in rows), Fraction(0))
    return gap_total([gap_row(0, "Sample", role, known, fte)])


def view(key: str, title: str, rows: list[GapRow], *, hindsight: bool = False) -> memo.StaffView:
    """Return a view, with the district taken as one beside its schools."""
    by_role = {role: [row for row in rows if row.roles == (role,)] for role in RATIOS}
    return memo.StaffView(
        key,
        title,
        "Sample figures, made by hand.",
        hindsight,
        2021,
        tuple(rows),
        tuple(gap_total(mine) for mine in by_role.values()),
        tuple(_district(mine, role) for role, mine in by_role.items()),
    )


def few(names: tuple[str, ...] = ("East High", "La Follette High", "Memorial High", "West High")) -> list[GapRow]:
    """Return four schools with unknown FTE."""
    sizes = (1607, 1562, 1926, 2264)
    schools = list(zip(names, sizes, strict=False))
    return [gap_row(i, name, role, size, None) for i, (name, size) in enumerate(schools) for role in RATIOS]


def many(schools: int = 87, *, terms: GapTerms = TERMS) -> list[GapRow]:
    """Return many schools; some have no staff, some no report, one no enrollment."""
    rows = []
    for i in range(schools):
        students = None if i == 40 else 180 + (i * 137) % 1400
        for place, role in enumerate(RATIOS):
            fte = None if (i + place) % 17 == 3 else Fraction((i * 3 + place) % 9, 2)
            rows.append(gap_row(i, f"Sample School {i + 1:02d} of the Long Name", role, students, fte, terms=terms))
    return rows


def rounded_by(step: Fraction | None, direction: Direction, order: Order) -> memo.MemoContent:
    """Return a memo of thirty schools under another rounding."""
    rounding = Rounding(step, direction, order)
    terms = replace(TERMS, rounding=rounding)
    content = sample_content(views=(view("r", "Thirty schools", many(30, terms=terms)),))
    values = {"step": "exact" if step is None else step, "direction": direction.value, "order": order.value}
    return replace(
        content,
        assumptions=tuple(replace(one, value=values.get(one.name, one.value)) for one in content.assumptions),
    )


def sample_content(
    *, views: tuple[memo.StaffView, ...] | None = None, title: str = "What would it take to staff four high schools?"
) -> memo.MemoContent:
    """Return a whole memo."""
    chosen = views or (
        view("then", "On the figures of 2020-21, published at the time", few()),
        view("now", "On the figures published since", many(6), hindsight=True),
    )
    years = lambda low, high: tuple(  # noqa: E731
        memo.CostYear(2022 + n, low * Fraction(103, 100) ** n, high * Fraction(103, 100) ** n) for n in range(3)
    )
    lines = []
    for total in chosen[0].totals:
        low, high = total.gap_low or Fraction(0), total.gap_high or Fraction(0)
        price = Fraction(65000) * Fraction(14, 10)
        lines.append(
            memo.CostLine(
                total.roles[0],
                low,
                high,
                low == high,
                Fraction(65000),
                "sample wage table",
                "sample place",
                Fraction(4, 10),
                years(low * price, high * price),
            )
        )
    sums = tuple(
        memo.CostYear(
            2022 + n,
            sum((x.years[n].low for x in lines), Fraction(0)),
            sum((x.years[n].high for x in lines), Fraction(0)),
        )
        for n in range(3)
    )
    assumed = [
        memo.Assumption("step", "Rounding step", Fraction(1, 10), "0.1 FTE", "rule G2"),
        memo.Assumption("direction", "Rounding direction", "nearest", "nearest", "halves go up"),
        memo.Assumption("order", "Order of rounding", "round-then-subtract", "round then subtract", "rule G2"),
        *[
            memo.Assumption(f"students_per_{r.value}", f"Students per {r.label}", n, f"{n}:1", "sample")
            for r, n in RATIOS.items()
        ],
        *[
            memo.Assumption(f"salary_{r.value}", f"Salary of a {r.label}", Fraction(65000), "$65,000", "sample")
            for r in RATIOS
        ],
        memo.Assumption("benefits_rate", "Benefits, share of salary", Fraction(4, 10), "40 %", "sample"),
        memo.Assumption("growth_rate", "Growth of pay", Fraction(3, 100), "3 %", "sample"),
    ]
    terms = tuple(
        memo.RoleTerms(
            (r,),
            "sample/ratio",
            f"Sample ratio for {r.plural}",
            f"{n} students per FTE",
            n,
            None,
            "value of 2020-07-01",
            "recommendation",
            "confirmed",
            "Sample source",
            "https://example.org/ratio",
            ("Its issuer calls it a goal.",) if r is Role.NURSE else (),
        )
        for r, n in RATIOS.items()
    )
    figures = tuple(
        memo.ClaimFigure(name, Role.COUNSELOR, Fraction(5, 2), (("rounded to the half", "3.9 to 4.4"),))
        for name in ("East High", "West High")
    )
    claim = memo.ClaimSection(
        "A published gap", Fraction(5), ("The figures fit one convention.",), ("Rounded to the half.",), figures
    )
    return memo.MemoContent(
        title=title,
        district="Sample School District",
        dated=date(2020, 7, 1),
        prepared_for="Board of Education",
        question="How many more counselors, psychologists, social workers and nurses do the four high schools need?",
        answer=(
            "The four schools need 29.4 counselors.",
            "Staff in post was not reported.",
            "It costs between nothing and much.",
        ),
        cautions=("The figures are a year old.",),
        terms=terms,
        views=chosen,
        cost=memo.Cost(chosen[0].key, "Sample wages.", Fraction(3, 100), tuple(lines), sums),
        claim=claim,
        assumptions=tuple(assumed),
        sources=(
            memo.MemoSource(
                "sample", "Sample table", "Sample office", "2020-21", "https://example.org", "made by hand"
            ),
        ),
        citation="Sample School District (2020). What would it take?",
        version="wellstaffed 0",
        corrections="mail@example.org",
    )
