"""The gap chart as SVG: schools in alphabetical order, the known gap filled, its upper bound outlined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from wellstaffed.core.school_years import show_school_year
from wellstaffed.gaps.gap_row import GapRow, GapTotal
from wellstaffed.reports import words
from wellstaffed.reports.memo_content import StaffView

FONT = "Libertinus Serif, Georgia, serif"
MOST_SCHOOLS = 12
_LABEL_WIDTH = 190


def gap_chart(view: StaffView) -> tuple[str, str, str] | None:
    """Return SVG, title and description of a view's gap chart; None where no gap is known or bounded."""
    schools = {row.school_id for row in view.rows}
    is_short = len(schools) <= MOST_SCHOOLS
    ordered = sorted(view.rows, key=lambda row: (row.school.casefold(), row.school_id))
    parts: Sequence[GapRow | GapTotal] = ordered if is_short else view.totals
    data = [mark for part in parts if (mark := _mark(part)) is not None]
    if not any(mark["high"] for mark in data):
        return None
    title = f"Gap in FTE by {'school and role' if is_short else 'role'}, {show_school_year(view.school_year)}"
    alt = f"{title}. " + "; ".join(f"{mark['place']}, {mark['role']}: {mark['shown']}" for mark in data) + "."
    return gap_chart_svg(data, title=title, description=alt), title, alt


def _mark(part: GapRow | GapTotal) -> dict[str, Any] | None:
    if not isinstance(part, GapTotal) and part.is_pool:
        return None
    low = part.gap_low if part.gap_low is not None else part.gap
    high = part.gap_high if part.gap_high is not None else part.gap
    if low is None or high is None:
        low = high = Fraction(0)  # no bar, only the words that say why
    if isinstance(part, GapTotal):
        place, shown = words.all_schools(part.schools), words.total_gap(part)
    else:
        place, shown = part.school, words.gap_cell(part)
    role = words.capital(words.role_words(part.roles))
    return {"place": place, "role": role, "low": float(low), "high": float(high), "shown": shown}


def gap_chart_svg(data: list[dict[str, Any]], *, title: str, description: str) -> str:
    """
    Return the chart as one self-contained SVG.

    Parameters
    ----------
    data : list of dict
        ``place``, ``role``, ``low``, ``high`` (FTE) and ``shown`` (the label), in the order of the bars.
    title, description : str
        Written into the SVG for screen readers.
    """
    svg = _drawn(tuple(tuple(sorted(mark.items())) for mark in data))
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    svg = re.sub(r"<svg ", '<svg role="img" ', svg, count=1)
    return re.sub(r"(<svg [^>]*>)", lambda match: match[1] + head, svg, count=1)


@cache
def _drawn(marks: tuple[tuple[tuple[str, Any], ...], ...]) -> str:
    import altair as alt
    import vl_convert

    data = [dict(mark) for mark in marks]
    places = list(dict.fromkeys(mark["place"] for mark in data))
    roles = list(dict.fromkeys(mark["role"] for mark in data))
    if len(places) == 1:
        data = [{**mark, "place": mark["role"], "role": mark["place"]} for mark in data]
        places, roles = roles, places
    # Typed axis limits and a fixed label width: the drawing must not depend on the fonts of the machine.
    axis = alt.Axis(
        title=None, minExtent=_LABEL_WIDTH, maxExtent=_LABEL_WIDTH, labelLimit=_LABEL_WIDTH - 8, ticks=False
    )
    top = max([mark["high"] for mark in data] + [1.0])
    scale = alt.Scale(domain=[0, top * 1.25], nice=False, zero=True)
    base = alt.Chart().encode(y=alt.Y("place:N", sort=places, axis=axis))
    gap = alt.X("low:Q", scale=scale, axis=alt.Axis(title="Gap, FTE", tickCount=5, grid=True))
    bounded = base.mark_bar(height=11, fill="#ffffff", stroke="#222222", strokeWidth=1).encode(x=gap, x2="high:Q")
    known = base.mark_bar(height=11, color="#444444").encode(x=alt.X("zero:Q", scale=scale), x2="low:Q")
    label = base.mark_text(align="left", dx=5, fontSize=10).encode(x=alt.X("high:Q", scale=scale), text="shown:N")
    layers = alt.layer(
        bounded.transform_filter("datum.high > datum.low"), known.transform_filter("datum.low > 0"), label
    ).properties(width=380, height=20 * len(places))
    values = alt.InlineData(values=[{**mark, "zero": 0} for mark in data])
    facet = alt.Row(
        "role:N",
        sort=roles,
        header=alt.Header(title=None, labelOrient="top", labelAnchor="start", labelFontWeight="bold"),
    )
    chart = (
        layers.facet(row=facet, data=values, spacing=14)
        .configure(font=FONT, background="#ffffff")
        .configure_view(stroke=None)
    )
    return vl_convert.vegalite_to_svg(chart.to_json())
