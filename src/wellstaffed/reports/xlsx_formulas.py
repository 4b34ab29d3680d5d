"""The formulas of the workbook, each beside the exact arithmetic that says what it must give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wellstaffed.core.exact import Order, Rounding
from wellstaffed.gaps.gap_row import GapRow
from wellstaffed.reports import words

YES = '"yes"'


def rounding_formula(exact_need: str) -> str:
    """Return rule G2 as a formula; nine decimals keep a quotient such as 0.1 * 3 from landing beside its step."""
    units = f"ROUND({exact_need}/step,9)"
    return (
        f'IF(N(step)=0,{exact_need},IF(direction="up",-INT(-{units})*step,'
        f'IF(direction="down",INT({units})*step,INT({units}+0.5)*step)))'
    )


def need_formula(exact_need: str) -> str:
    """Return the need as applied: rounded where the need is rounded before staff is subtracted."""
    return f'IF(order="{Order.ROUND_THEN_SUBTRACT.value}",{rounding_formula(exact_need)},{exact_need})'


def gap_formula(short: str) -> str:
    """Return the gap: rounded where staff is subtracted before anything is rounded."""
    return f'IF(order="{Order.SUBTRACT_THEN_ROUND.value}",{rounding_formula(short)},{short})'


def need_and_gap(
    exact_need: Fraction | None, fte: Fraction | None, rounding: Rounding
) -> tuple[Fraction | None, Fraction | None]:
    """Return what the formulas of need and gap give: a formula is written only where that is the memo's own figure."""
    if exact_need is None:
        return None, None
    is_first = rounding.order is Order.ROUND_THEN_SUBTRACT
    need = rounding(exact_need) if is_first else exact_need
    if fte is None:
        return need, None
    short = max(Fraction(0), need - fte)
    return need, short if is_first else rounding(short)


def counting(row: GapRow) -> str:
    """Return whether a row counts in the totals of need and gap: yes, pool, or no rule for it."""
    if row.is_pool:
        return "pool"
    return "no" if (row.need_missing or "").startswith(words.NOT_COVERED) else "yes"


def known_sum(values: Sequence[Fraction | int | None]) -> Fraction | None:
    """Return what a SUMIFS gives, None where there is no number: to compare with the memo's own total."""
    known = [Fraction(value) for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


@dataclass(frozen=True)
class RoleSums:
    """Formulas over the rows of one role on a sheet of schools; ``which`` is a condition on the column Counts."""

    sheet: str
    last: int
    role: str

    def cells(self, column: str) -> str:
        """Return the cells of a column of the sheet of schools."""
        return f"'{self.sheet}'!${column}$2:${column}${self.last}"

    def count(self, which: str) -> str:
        """Return the formula of the number of rows."""
        return f"COUNTIFS({self.cells('C')},{self.role},{self.cells('M')},{which})"

    def numbers(self, column: str, which: str) -> str:
        """Return the formula of how many rows hold a number in a column."""
        return f'COUNTIFS({self.cells("C")},{self.role},{self.cells("M")},{which},{self.cells(column)},">=0")'

    def total(self, column: str, which: str) -> str:
        """Return the formula of a sum: empty, not zero, where no row holds a number (rule M2)."""
        added = f"SUMIFS({self.cells(column)},{self.cells('C')},{self.role},{self.cells('M')},{which})"
        return f'IF({self.numbers(column, which)}=0,"",{added})'

    def students_per_fte(self) -> str:
        """Return the formula of rule G8: students over FTE, of the rows that report both."""
        of_role = f"{self.cells('C')},{self.role}"
        students = f'SUMIFS({self.cells("D")},{of_role},{self.cells("F")},">=0")'
        fte = f'SUMIFS({self.cells("F")},{of_role},{self.cells("D")},">=0")'
        return f'IF({fte}=0,"none",{students}/{fte})'
