"""What a plan of posts counts, as an exact fraction: the reference for the solver's numbers."""

from __future__ import annotations

from fractions import Fraction

from wellstaffed.plans.separable_plan import Ints, PostSteps


def exact_value(steps: PostSteps, added: Ints) -> Fraction:
    """Return what a plan counts as an exact fraction, for checks."""
    total = Fraction(0)
    for weight, need, short, more in zip(steps.weight, steps.need, steps.short, added, strict=True):
        after = max(0, int(short) - int(more))
        total += Fraction(int(weight) * (int(short) ** 2 - after**2), int(need))
    return total
