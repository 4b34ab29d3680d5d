"""The answer of a memo in three sentences: what is needed, what is missing, what it costs. Words only, no new figure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from wellstaffed.core.exact import show
from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.gap_row import GapTotal
from wellstaffed.reports.memo_content import Cost, StaffView
from wellstaffed.reports.words import schools_not_known


def answer(view: StaffView, cost: Cost | None, standard_label: str) -> tuple[str, ...]:
    """
    Return two or three sentences that answer the memo's question from one view.

    Parameters
    ----------
    view : StaffView
        The view the answer is taken from; totals in FTE.
    cost : Cost or None
        Dollars; the first year's total is named.
    standard_label : str

    Notes
    -----
    Rules M2 and G5: an unknown is said, with its bounds; it is never left out of a sentence.
    """
    sentences = [_need(view, standard_label), _gap(view)]
    if cost is not None and cost.totals:
        sentences.append(_cost(cost))
    return tuple(sentences)


def dollars(low: Fraction, high: Fraction) -> str:
    """Return dollars in print, to the whole dollar; a range where the two differ."""
    return f"${show(low, 0)}" if low == high else f"${show(low, 0)} to ${show(high, 0)}"


def posts(total: GapTotal, value: Fraction) -> str:
    """Return an amount of FTE with the role's name in the right number: ``1 nurse``, ``6.5 counselors``."""
    names = [role.label if value == 1 else role.plural for role in total.roles]
    return f"{show(value)} {' or '.join(names)}"


def listed(parts: Sequence[str]) -> str:
    """Return parts as a list in words: ``a, b and c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def _need(view: StaffView, standard_label: str) -> str:
    schools = view.totals[0].schools
    least = "at least " if any(total.unknown_students for total in view.totals) else ""
    needs = listed([posts(total, total.need) for total in view.totals if total.need is not None])
    only = f" ({view.covers})" if view.covers else ""
    return f"Measured against {standard_label} and the enrollment of {show_school_year(view.school_year)}, " + (
        f"the one school{only} needs {least}{needs}."
        if schools == 1
        else f"the {schools} schools{only} together need {least}{needs}, each school counted by itself."
    )


def _gap(view: StaffView) -> str:
    known = [total for total in view.totals if total.unknown_schools == 0 and total.gap is not None]
    unknown = [total for total in view.totals if total.unknown_schools]
    parts = []
    if known:
        they = "it is" if view.totals[0].schools == 1 else "they are"
        parts.append(f"{they} short of {listed([posts(t, t.gap) for t in known if t.gap is not None])}")
    if unknown:
        bounds = [
            f"{show(t.gap_low)} to {posts(t, t.gap_high)} ({schools_not_known(t.unknown_schools, t.schools)})"
            for t in unknown
            if t.gap_low is not None and t.gap_high is not None
        ]
        unbounded = [t for t in unknown if t.gap_high is None]
        if bounds:
            parts.append(
                f"because staff in post is not known, the gap is only known to lie between bounds: {listed(bounds)}"
            )
        if unbounded:
            parts.append(f"of some schools nothing can be said, so the gap is {listed([_least(t) for t in unbounded])}")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _least(total: GapTotal) -> str:
    names = " or ".join(role.plural for role in total.roles)
    unknown = f"({schools_not_known(total.unknown_schools, total.schools)})"
    return f"not known for {names}" if total.gap is None else f"at least {posts(total, total.gap)} {unknown}"


def _cost(cost: Cost) -> str:
    first = cost.totals[0]
    what = f"the gap in {listed([line.role.plural for line in cost.lines])} alone" if cost.left_out else "that gap"
    return (
        f"Filling {what} would cost {dollars(first.low, first.high)} in {show_school_year(first.school_year)}, "
        f"in salary and benefits, at the wages and the benefits rate stated below."
    )
