"""
Charts of evidence as SVG: dots with intervals by group, a funnel of schools, before and after with bounds.

Black, grey and white with different shapes and dashes, so that they read in grey and to the colour-blind. Each carries a
title and a description in words for those who do not see it.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from wellstaffed.reports.chart import FONT

if TYPE_CHECKING:
    from wellstaffed.evidence.before_after import BeforeAfter
    from wellstaffed.evidence.funnel import Funnel

_LABELS = 235
_WIDTH = 330
_RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_GREY = "#555555"
WITHIN, BEYOND = "within chance", "beyond chance"


@dataclass(frozen=True)
class Chart:
    """One chart: the drawing, its title, and the sentence that says what it shows."""

    svg: str
    title: str
    description: str


@dataclass(frozen=True)
class RatioMark:
    """A ratio with its limits, as a dot and a line; `shown` is its label. Without a ratio only the label stands."""

    label: str
    ratio: float | None
    low: float | None
    high: float | None
    shown: str


def ratio_chart(marks: tuple[RatioMark, ...], *, title: str) -> Chart | None:
    """
    Return dots with 95 % intervals on a logarithmic axis, a line at 1; None where no ratio could be calculated.

    An interval without an upper limit runs to the edge, ending in an arrow.
    """
    drawn = [mark for mark in marks if mark.low is not None and mark.low > 0]
    if not drawn:
        return None
    lows = [mark.low for mark in drawn if mark.low] + [1.0]
    highs = [one for mark in drawn for one in (mark.high, mark.ratio, mark.low) if one] + [1.0]
    edge = (min(lows) / 1.3, max(highs) * 1.6)
    data = [asdict(mark) | {"high": mark.high or edge[1], "open": mark.high is None} for mark in drawn]
    description = f"{title}. " + "; ".join(f"{mark.label}: {mark.shown}" for mark in marks) + "."
    return _finished(_ratio_layers(data, edge), title, description)


def _ratio_layers(data: list[dict[str, Any]], edge: tuple[float, float]) -> Any:
    import altair as alt

    scale = alt.Scale(type="log", domain=list(edge), nice=False)
    ticks = [one for one in _RATIO_TICKS if edge[0] <= one <= edge[1]]
    axis = alt.Axis(
        title="Times the rate of the reference group (logarithmic)", values=ticks, gridColor="#e8e8e8", format="~g"
    )
    low, high = alt.X("low:Q", scale=scale, axis=axis), alt.X("high:Q", scale=scale)
    base = alt.Chart().encode(y=alt.Y("label:N", sort=[one["label"] for one in data], axis=_label_axis()))
    is_open, is_closed = base.transform_filter("datum.open"), base.transform_filter("!datum.open")
    end: dict[str, Any] = {"thickness": 2, "size": 9, "color": _GREY}
    one = alt.Chart().mark_rule(strokeDash=[4, 3], color="#000000").transform_calculate(one="1")
    return alt.layer(
        one.encode(x=alt.X("one:Q", scale=scale)),
        base.mark_rule(strokeWidth=2, color=_GREY).encode(x=low, x2="high:Q"),
        base.mark_tick(**end).encode(x=low),
        is_closed.mark_tick(**end).encode(x=high),
        is_open.mark_point(shape="triangle-right", size=60, color=_GREY, filled=True, opacity=1).encode(x=high),
        base.transform_filter("isValid(datum.ratio)")
        .mark_point(shape="circle", size=80, filled=True, opacity=1, color="#000000")
        .encode(x=alt.X("ratio:Q", scale=scale)),
        base.mark_text(align="left", dx=8, dy=-9, fontSize=12).encode(x=low, text="shown:N"),
        data=alt.InlineData(values=data),
    ).properties(width=_WIDTH, height=30 * len(data))


def funnel_chart(found: Funnel, *, title: str, per: int = 1000) -> Chart | None:
    """Return a funnel of schools with the limits of chance; None where no place has students."""
    if not len(found.rates):
        return None
    points = [
        {"students": float(n), "rate": per * float(rate), "kind": BEYOND if out else WITHIN}
        for n, rate, out in zip(found.students, found.rates, found.outside, strict=True)
    ]
    overall = per * found.overall
    top = 1.15 * max(per * float(found.rates.max()), overall) or 1.0
    lines = [
        {"students": float(n), "rate": per * float(value), "line": line, "is_outer": line > 1}
        for line, values in enumerate((*found.inner, *found.outer))
        for n, value in zip(found.at, values, strict=True)
        if per * value <= top  # what lies above the frame is not drawn
    ]
    description = (
        f"{title}. {len(points)} places; the common rate is {overall:.2f} per {per:,} students; "
        f"{int(found.outside.sum())} lie outside the limits that chance keeps in 99.8 % of cases. "
        "Small places scatter widely by chance alone."
    )
    return _finished(_funnel_layers(points, lines, (overall, top), per), title, description)


def _funnel_layers(
    points: list[dict[str, Any]], lines: list[dict[str, Any]], rates: tuple[float, float], per: int
) -> Any:
    import altair as alt

    students = alt.Axis(title="Students (logarithmic)", tickCount=6)
    x = alt.X("students:Q", scale=alt.Scale(type="log", nice=False), axis=students)
    y = alt.Y(
        "rate:Q", scale=alt.Scale(domain=[0, rates[1]]), axis=alt.Axis(title=f"Per {per:,} students", tickCount=5)
    )
    dash = alt.condition("datum.is_outer", alt.value([4, 3]), alt.value([1, 0]))
    limits = alt.Chart(alt.InlineData(values=lines)).mark_line(strokeWidth=1)
    shape = alt.Scale(domain=[WITHIN, BEYOND], range=["circle", "diamond"])
    fill = alt.Scale(domain=[WITHIN, BEYOND], range=["#bbbbbb", "#000000"])
    dots = alt.Chart(alt.InlineData(values=points)).mark_point(
        size=45, filled=True, stroke="#000000", strokeWidth=0.6, opacity=1
    )
    common = alt.Chart(alt.InlineData(values=[{"rate": rates[0]}])).mark_rule(color="#000000")
    return alt.layer(
        limits.encode(x=x, y=y, detail="line:N", color=alt.value(_GREY), strokeDash=dash),
        common.encode(y="rate:Q"),
        dots.encode(
            x=x,
            y=y,
            shape=alt.Shape("kind:N", scale=shape, legend=alt.Legend(title=None, orient="top")),
            fill=alt.Fill("kind:N", scale=fill, legend=None),
        ),
    ).properties(width=_WIDTH + 120, height=240)


def before_after_chart(result: BeforeAfter, *, title: str) -> Chart | None:
    """Return the event study on wave order with intervals, bounds beside the first wave after; None without an effect."""
    if not result.events:
        return None
    data: list[dict[str, Any]] = [
        {"wave": one.label, "value": one.value, "low": one.low, "high": one.high, "is_bound": False}
        for one in result.events
    ]
    data += [
        {"wave": f"first wave after, departure {one.times:g}", "value": None, "low": one.low, "high": one.high, "is_bound": True}
        for one in result.bounds
        if one.low is not None
    ]  # fmt: skip
    said = [
        f"{one['wave']}: "
        + ("" if one["value"] is None else f"{one['value']:.2f}, ")
        + f"{one['low']:.2f} to {one['high']:.2f}"
        for one in data
        if one["low"] != one["high"]
    ]
    description = f"{title}. {result.scale.capitalize()}. " + "; ".join(said) + "."
    return _finished(_event_layers(data, result.scale), title, description)


def _event_layers(data: list[dict[str, Any]], scale: str) -> Any:
    import altair as alt

    x = alt.X("low:Q", axis=alt.Axis(title=scale.capitalize(), tickCount=6))
    order = [one["wave"] for one in data]
    base = alt.Chart(alt.InlineData(values=data)).encode(y=alt.Y("wave:N", sort=order, axis=_label_axis()))
    solid = base.transform_filter("!datum.is_bound").mark_rule(strokeWidth=2, color=_GREY)
    dashed = base.transform_filter("datum.is_bound").mark_rule(strokeWidth=2, strokeDash=[4, 3], color=_GREY)
    dot = base.transform_filter("isValid(datum.value)").mark_point(size=70, filled=True, opacity=1, color="#000000")
    zero = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(color="#000000")
    return alt.layer(
        zero.encode(x="zero:Q"),
        solid.encode(x=x, x2="high:Q"),
        dashed.encode(x=x, x2="high:Q"),
        dot.encode(x="value:Q"),
    ).properties(width=_WIDTH, height=24 * len(data))


def _label_axis() -> Any:
    import altair as alt

    # A fixed width: the drawing must not depend on the fonts of the machine.
    return alt.Axis(title=None, minExtent=_LABELS, maxExtent=_LABELS, labelLimit=_LABELS - 8, ticks=False, grid=False)


def _finished(chart: Any, title: str, description: str) -> Chart:
    import vl_convert

    drawn = chart.configure(font=FONT, background="#ffffff").configure_view(stroke=None)
    svg = vl_convert.vegalite_to_svg(drawn.to_json())
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    svg = re.sub(r"<svg ", '<svg role="img" ', svg, count=1)
    return Chart(re.sub(r"(<svg [^>]*>)", lambda match: match[1] + head, svg, count=1), title, description)
