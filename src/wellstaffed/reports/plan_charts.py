"""Charts of a plan as SVG: need met against money, and officers and posts over the years by option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from wellstaffed.reports.chart import FONT

_TALL = 210
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [1, 4], [10, 4], [4, 1])
_GREYS = ("#000000", "#444444", "#222222", "#666666", "#000000", "#555555", "#333333")


def frontier_chart(
    points: Sequence[tuple[float, float]], budgets: Sequence[tuple[str, float]], *, title: str, said: str
) -> tuple[str, str, str]:
    """
    Return SVG, title and description of need met against money, every post one step.

    Parameters
    ----------
    points : sequence of (float, float)
        Dollars a year, FTE of need met; rising.
    budgets : sequence of (str, float)
        Sums that the plan names, drawn as upright lines with their label.
    said : str
        What the chart shows, in words.
    """
    import altair as alt

    edge = max([points[-1][0], *(dollars for _, dollars in budgets)]) * 1.04 or 1.0
    scale = alt.Scale(domain=[0, edge], nice=False)
    money = alt.Axis(title="Dollars a year", tickCount=5, format="$,.0f")
    x = alt.X("dollars:Q", scale=scale, axis=money)
    y = alt.Y("met:Q", axis=alt.Axis(title="Need met, FTE", tickCount=6))
    data = alt.InlineData(values=[{"dollars": dollars, "met": met} for dollars, met in points])
    steps = alt.Chart(data).mark_line(interpolate="step-after", color="#000000", strokeWidth=1.6).encode(x=x, y=y)
    # Labels stand on rows of their own above the plot, the smallest sum highest, and each line ends at its label: then no
    # label is crossed by the line of a larger sum, however close the sums lie.
    lines = alt.InlineData(
        values=[
            {"dollars": dollars, "label": label, "row": 12 * (place - len(budgets)), "foot": _TALL}
            for place, (label, dollars) in enumerate(sorted(budgets, key=lambda one: one[1]))
        ]
    )
    row = alt.Y("row:Q", scale=None, axis=None)
    base = alt.Chart(lines).encode(x=x, y=row)
    marks = base.mark_rule(strokeDash=[4, 3], color="#555555").encode(y2=alt.Y2("foot:Q"))
    labels = base.mark_text(align="left", baseline="top", dx=4, fontSize=10).encode(text="label:N")
    layers = [steps, marks, labels] if budgets else [steps]
    return _finished(alt.layer(*layers).properties(width=400, height=_TALL), title, said)


def over_time_chart(
    series: Sequence[tuple[str, Sequence[float], Sequence[float]]], years: Sequence[str], *, title: str
) -> tuple[str, str, str]:
    """
    Return SVG, title and description of posts placed and officers in schools by school year, a line for each option.

    Parameters
    ----------
    series : sequence of (str, posts, officers)
        Name of the option, FTE placed and officers at the end of each year.
    years : sequence of str
    """
    import altair as alt

    rows = [
        {"option": name, "year": year, "value": value, "what": what}
        for name, posts, officers in series
        for what, values in (("Posts placed, FTE", posts), ("Officers in schools", officers))
        for year, value in zip(years, values, strict=True)
    ]
    names = [name for name, _, _ in series]
    legend = alt.Legend(
        title=None, orient="bottom", columns=1, labelLimit=460, symbolSize=60, symbolStrokeWidth=1.5, symbolDash=[1, 0]
    )
    color = alt.Color("option:N", scale=alt.Scale(domain=names, range=_cycle(_GREYS, names)), sort=names, legend=legend)
    shape = alt.Shape("option:N", sort=names, scale=alt.Scale(domain=names), legend=legend)
    x = alt.X("year:N", sort=list(years), axis=alt.Axis(title=None, labelAngle=0), scale=alt.Scale(padding=0.4))
    y = alt.Y("value:Q", scale=alt.Scale(zero=True), axis=alt.Axis(title=None, tickCount=5, tickMinStep=1))
    base = alt.Chart().encode(x=x, y=y, color=color)
    layers = alt.layer(
        *(  # a mark for each line: an encoded dash would be drawn around the signs of the legend too
            base.transform_filter(alt.FieldEqualPredicate(field="option", equal=name)).mark_line(
                strokeWidth=1.6, strokeDash=dash
            )
            for name, dash in zip(names, _cycle(_DASHES, names), strict=True)
        ),
        base.mark_point(size=45, filled=False).encode(shape=shape),
    ).properties(width=190, height=190)
    header = alt.Header(title=None, labelFontWeight="bold", labelAnchor="start")
    facet = alt.Column("what:N", sort=["Posts placed, FTE", "Officers in schools"], header=header)
    chart = layers.facet(column=facet, data=alt.InlineData(values=rows)).resolve_scale(y="independent")
    said = "; ".join(f"{name}: posts {_run(posts)}, officers {_run(officers)}" for name, posts, officers in series)
    return _finished(chart, title, f"{title}. By school year {years[0]} to {years[-1]}: {said}.")


def _run(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def _cycle(values: Sequence[Any], names: Sequence[str]) -> list[Any]:
    return [values[place % len(values)] for place in range(len(names))]


def _finished(chart: Any, title: str, description: str) -> tuple[str, str, str]:
    import vl_convert

    drawn = chart.configure(font=FONT, background="#ffffff").configure_view(stroke=None)
    svg = vl_convert.vegalite_to_svg(drawn.to_json())
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    svg = re.sub(r"<svg ", '<svg role="img" ', svg, count=1)
    return re.sub(r"(<svg [^>]*>)", lambda match: match[1] + head, svg, count=1), title, description
