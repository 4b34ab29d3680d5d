"""Exact rationals (rule G1), their rounding (rule G2) and their one way of being printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache


class Direction(StrEnum):
    """Which way a need is rounded; ``nearest`` sends halves up."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


class Order(StrEnum):
    """Whether the need or the gap is rounded."""

    ROUND_THEN_SUBTRACT = "round-then-subtract"
    SUBTRACT_THEN_ROUND = "subtract-then-round"


STEPS = (Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 5), Fraction(1, 10))


@dataclass(frozen=True)
class Rounding:
    """
    The three parts of rule G2.

    Parameters
    ----------
    step : Fraction or None
        FTE; one of `STEPS`, or None for exact.
    direction : Direction
    order : Order
    """

    step: Fraction | None = Fraction(1)
    direction: Direction = Direction.NEAREST
    order: Order = Order.ROUND_THEN_SUBTRACT

    def __call__(self, value: Fraction) -> Fraction:
        """Return `value` rounded to the step in the direction; unchanged where the step is exact."""
        return rounded(value, self.step, self.direction)

    def __str__(self) -> str:
        if self.step is None:
            return "exact, no rounding"
        return f"to {show(self.step)} FTE, {self.direction.value}, {self.order.value.replace('-', ' ')}"


def rounded(value: Fraction, step: Fraction | None, direction: Direction) -> Fraction:
    """Return `value` rounded to a multiple of `step`; halves go up where the direction is nearest."""
    if step is None:
        return value
    part, whole = value.numerator * step.denominator, value.denominator * step.numerator
    if direction is Direction.DOWN:
        return part // whole * step
    if direction is Direction.UP:
        return -(-part // whole) * step
    return (2 * part + whole) // (2 * whole) * step


def exact(value: str | float | Decimal | Fraction) -> Fraction:
    """
    Return a number as the exact rational that its decimal spelling means: 0.1 is 1/10.

    Raises
    ------
    ValueError
        If it is not a finite number.
    """
    if isinstance(value, float):
        return _spelled(repr(value))
    return Fraction(value)


@lru_cache(maxsize=4096)
def _spelled(text: str) -> Fraction:
    return Fraction(text)


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """Return the sum of exact rationals; those of one denominator are added as whole numbers."""
    parts: dict[int, int] = {}
    for value in values:
        parts[value.denominator] = parts.get(value.denominator, 0) + value.numerator
    sums = [Fraction(part, whole) for whole, part in parts.items()]
    return sum(sums[1:], sums[0]) if sums else Fraction(0)


def show(value: Fraction | float | Decimal, places: int = 2) -> str:
    """Return a number in print: at most `places` decimals, halves away from zero, no trailing zeros, no minus zero."""
    number = value if isinstance(value, Fraction) else exact(value)
    if number.denominator == 1:
        return f"{number.numerator:,}"
    size = (2 * abs(number.numerator) * 10**places + number.denominator) // (2 * number.denominator)
    whole, part = divmod(size, 10**places)
    text = f"{whole:,}"
    decimals = f"{part:0{places}d}".rstrip("0") if places else ""
    sign = "-" if number < 0 and size else ""
    return f"{sign}{text}.{decimals}" if decimals else f"{sign}{text}"


def number(value: Fraction | None) -> int | float | None:
    """Return an exact number as JSON holds it: a whole number where it is one."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
