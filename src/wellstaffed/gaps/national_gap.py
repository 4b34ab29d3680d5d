"""
Need and gap of very many schools at once: the columns of `staff_gap`, worked out in whole numbers on whole columns.

A ratio p/q students per FTE and a step a/b make every need, rounded need and gap a whole number of 1/scale FTE, so
64-bit integers hold them exactly (rule G1) and the result equals the exact path row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from wellstaffed.core.errors import NotHeldExactlyError
from wellstaffed.core.exact import Direction, Order, Rounding
from wellstaffed.gaps.need import SchoolFacts, exact_need
from wellstaffed.standards.rules import RatioRule
from wellstaffed.standards.standard import Standard

if TYPE_CHECKING:
    import polars as pl

FTE_PARTS = 10_000
HARDLY_A_PART = 1e-3


@dataclass(frozen=True)
class NationalGap:
    """
    Needs and gaps of one rule.

    ``schools`` has the rows of the table asked about, in its order, with ``need_fte``, ``gap_fte``, ``gap_fte_low``,
    ``gap_fte_high`` in FTE. ``districts`` and ``states`` have sums that hide no unknown (rule M2): ``gap_fte`` sums the
    known gaps, school by school (rule G3), ``gap_fte_low``..``gap_fte_high`` bound the whole; ``district_need_fte`` and
    ``district_gap_fte`` take the district's students as one need, met by all its staff.
    """

    schools: pl.DataFrame
    districts: pl.DataFrame
    states: pl.DataFrame


def national_gap(staff: pl.DataFrame, standard: Standard, *, on: date, rounding: Rounding) -> NationalGap:
    """
    Return need and gap of every school under a rule of one role, and their sums by district and state.

    Parameters
    ----------
    staff : DataFrame
        ``leaid``, ``state``, ``role``, ``students`` in persons and ``fte`` in FTE; ``grade_band`` and
        ``poverty_group`` where the rule asks for them. Null is not known.
    standard : Standard
        Of one role.
    on : date
        Day whose value of the standard applies.
    rounding : Rounding
        Rule G2.

    Raises
    ------
    NotInForceError, NoNumericRuleError
        As `staff_gap`.
    NotHeldExactlyError
        If an FTE has more than four decimals.

    Notes
    -----
    Rules G1 to G5, M2. A plain ratio is one multiplication per row; any other rule is asked once for each distinct
    number of students, band and poverty group, and joined back. Equality with `staff_gap` is a property test.
    """
    import polars as pl

    rule = standard.value_on(on).rule
    rows = staff.lazy().filter(pl.col("role") == standard.roles[0].value)
    if isinstance(rule, RatioRule) and rule.minimum is None:
        ratio = rule.students_per_fte
        terms = _Scale(lcm(ratio.numerator, FTE_PARTS, rounding.step.denominator if rounding.step else 1), rounding)
        need = pl.col("students").cast(pl.Int64) * (terms.scale // ratio.numerator * ratio.denominator)
    else:
        rows, terms = _asked_need(rows, rule, rounding)
        need = pl.col("need")
    fte = (pl.col("fte") * FTE_PARTS).round().cast(pl.Int64)
    exactly = ((pl.col("fte") * FTE_PARTS - fte).abs() < HARDLY_A_PART).all()
    schools = rows.with_columns(*terms.gap(need, fte * (terms.scale // FTE_PARTS)), exactly.alias("exactly")).collect()
    if not schools.is_empty() and schools["exactly"][0] is False:
        raise NotHeldExactlyError("An FTE has more than four decimals; ask staff_gap instead.")
    schools = schools.drop("exactly")
    summed = _by_district(schools)
    districts, states = _known_sums(summed), _known_sums(_by_state(summed))
    if isinstance(rule, RatioRule) and rule.minimum is None:
        districts = _netted(districts, rule.students_per_fte, terms)
    return NationalGap(_in_fte(schools, terms), _in_fte(districts, terms), _in_fte(states, terms))


@dataclass(frozen=True)
class _Scale:
    """Arithmetic in whole parts of an FTE: `scale` parts make one."""

    scale: int
    rounding: Rounding

    def rounded(self, parts: pl.Expr) -> pl.Expr:
        """Round to the step in the direction, halves up where it is nearest (rule G2)."""
        if self.rounding.step is None:
            return parts
        step = int(self.rounding.step * self.scale)
        if self.rounding.direction is Direction.DOWN:
            return parts // step * step
        if self.rounding.direction is Direction.UP:
            return (parts + step - 1) // step * step
        return (2 * parts + step) // (2 * step) * step

    def gap(self, need: pl.Expr, fte: pl.Expr, prefix: str = "") -> list[pl.Expr]:
        """Return need as applied, known FTE, gap and its bounds, in parts."""
        import polars as pl

        first = self.rounding.order is Order.ROUND_THEN_SUBTRACT
        applied = self.rounded(need) if first else need
        lacking = pl.max_horizontal(pl.lit(0, pl.Int64), applied - fte.fill_null(0))
        lacking = pl.when(need.is_not_null()).then(lacking if first else self.rounded(lacking))
        known = fte.is_not_null()
        return [
            fte.alias(f"{prefix}fte_parts"),
            applied.alias(f"{prefix}need_fte"),
            pl.when(known).then(lacking).alias(f"{prefix}gap_fte"),
            pl.when(known).then(lacking).when(need.is_not_null()).then(0).alias(f"{prefix}gap_fte_low"),
            lacking.alias(f"{prefix}gap_fte_high"),
        ]


def _asked_need(rows: pl.LazyFrame, rule: object, rounding: Rounding) -> tuple[pl.LazyFrame, _Scale]:
    import polars as pl

    held = rows.collect_schema().names()
    asked = [name for name in ("students", "grade_band", "poverty_group") if name in held]
    kinds = rows.select(asked).unique().collect()
    needs = [exact_need(rule, SchoolFacts(**one)).fte for one in kinds.iter_rows(named=True)]
    parts = lcm(
        FTE_PARTS, rounding.step.denominator if rounding.step else 1, *{n.denominator for n in needs if n is not None}
    )
    found = kinds.with_columns(pl.Series("need", [None if n is None else int(n * parts) for n in needs], pl.Int64))
    joined = rows.join(found.lazy(), on=asked, how="left", nulls_equal=True, maintain_order="left")
    return joined, _Scale(parts, rounding)


_SUMS = ("students", "fte_parts", "need_fte", "gap_fte", "gap_fte_low", "gap_fte_high")
_COUNTS = ("schools", "unknown_schools", "unknown_students", "unknown_fte", *(f"known_{name}" for name in _SUMS))


def _by_district(schools: pl.DataFrame) -> pl.DataFrame:
    """Sum the schools of each district, and count what is known and unknown of them."""
    import polars as pl

    covered = pl.col("need_fte").is_not_null() | pl.col("students").is_null()
    unknown = (covered & pl.col("gap_fte").is_null()).cast(pl.Int32).alias("unknown_schools")
    rows = schools.select("leaid", "state", pl.col("students").cast(pl.Int64), *_SUMS[1:], unknown)
    known = pl.col(*_SUMS).count().cast(pl.Int32).name.prefix("known_")
    summed = rows.group_by("leaid", "state").agg(
        pl.col(*_SUMS, "unknown_schools").sum(), known, pl.len().cast(pl.Int32).alias("schools")
    )
    return summed.with_columns(
        unknown_students=pl.col("schools") - pl.col("known_students"),
        unknown_fte=pl.col("schools") - pl.col("known_fte_parts"),
    ).select("leaid", "state", *_SUMS, *_COUNTS).sort("leaid", "state")  # fmt: skip


def _by_state(districts: pl.DataFrame) -> pl.DataFrame:
    """Sum the districts of each state, before what is not known was taken out; a sum over nothing is taken out later."""
    import polars as pl

    return districts.group_by("state").agg(pl.col(*_SUMS, *_COUNTS).sum()).sort("state")


def _known_sums(summed: pl.DataFrame) -> pl.DataFrame:
    """Take out what is the sum of nothing known: it is null, never 0 (rule M2)."""
    import polars as pl

    known = [pl.when(pl.col(f"known_{name}") > 0).then(pl.col(name)).alias(name) for name in _SUMS[:-1]]
    whole = pl.when(pl.col("known_gap_fte_high") == pl.col("schools")).then(pl.col("gap_fte_high"))
    return summed.with_columns(*known, whole.alias("gap_fte_high")).drop(f"known_{name}" for name in _SUMS)


def _netted(districts: pl.DataFrame, ratio: Fraction, terms: _Scale) -> pl.DataFrame:
    import polars as pl

    whole = pl.when(pl.col("unknown_students") == 0).then(pl.col("students").cast(pl.Int64))
    need = whole * (terms.scale // ratio.numerator * ratio.denominator)
    staffed = pl.when(pl.col("unknown_fte") == 0).then(pl.col("fte_parts"))
    _, applied, gap, _, _ = terms.gap(need, staffed, "district_")
    return districts.with_columns(applied, gap)


def _in_fte(frame: pl.DataFrame, terms: _Scale) -> pl.DataFrame:
    """Divide parts into FTE by a column: polars multiplies by the reciprocal of a number, which misses the nearest decimal."""
    import polars as pl

    parts = [name for name in frame.columns if name.endswith(("need_fte", "gap_fte", "gap_fte_low", "gap_fte_high"))]
    if "fte" not in frame.columns:
        frame = frame.rename({"fte_parts": "fte"})
        parts.append("fte")
    scale = pl.repeat(float(terms.scale), frame.height, eager=True).alias("scale")
    return (
        frame.with_columns(scale).with_columns(pl.col(parts) / pl.col("scale")).drop("scale", "fte_parts", strict=False)
    )
