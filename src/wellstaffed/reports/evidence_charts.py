"""
Charts of evidence as SVG: dots with intervals by group, a funnel of schools, before and after with bounds.

Black, grey and white with different shapes and dashes, so that they read in grey and to the colour-blind. Each carries a
title and a description in words for those who do not see it.
"""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from wellstaffed.reports.chart import FONT

if TYPE_CHECKING:
    from wellstaffed.evidence.before_after import BeforeAfter
    from wellstaffed.evidence.funnel import Funnel

_LABELS = 235
_WIDTH = 270
_MOST_TICKS = 12
_PERCENT_TICKS = (-95, -90, -75, -60, -40, -20, 0, 25, 50, 100, 200, 400, 900)
_RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_GREY = "#555555"
WITHIN, BEYOND = "within chance", "beyond chance"
LIMITS = ("95 % limits", "99.8 % limits")


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


def ratio_chart(marks: tuple[RatioMark, ...], *, title: str, headed: bool = False) -> Chart | None:
    """
    Return dots with 95 % intervals on a logarithmic axis, a line at 1; None where no ratio could be calculated.

    An interval without an upper limit, or with a lower one of zero, runs to the edge, ending in an arrow. A mark without
    limits keeps its line and its label. ``headed`` puts the title into the drawing.
    """
    drawn = [mark for mark in marks if mark.low is not None]
    if not drawn:
        return None
    ends = [one for mark in drawn for one in (mark.low, mark.ratio, mark.high) if one] + [1.0]
    edge = (min(ends) / 1.5, max(ends) * 1.5)
    data = [_ratio_datum(mark, edge) for mark in marks]
    description = f"{title}. " + "; ".join(f"{mark.label}: {mark.shown}" for mark in marks) + "."
    return _finished(_ratio_layers(data, edge), title, description, headed)


def _ratio_datum(mark: RatioMark, edge: tuple[float, float]) -> dict[str, Any]:
    has_limits = mark.low is not None
    return asdict(mark) | {
        "ratio": mark.ratio or None,  # zero has no place on a logarithmic axis; its arrow leads there
        "low": (mark.low or edge[0]) if has_limits else None,
        "high": (mark.high or edge[1]) if has_limits else None,
        "from_zero": has_limits and not mark.low,
        "open": has_limits and mark.high is None,
    }


def _ratio_layers(data: list[dict[str, Any]], edge: tuple[float, float]) -> Any:
    import altair as alt

    scale = alt.Scale(type="log", domain=list(edge), nice=False)
    ticks = [one for one in _RATIO_TICKS if edge[0] <= one <= edge[1]]
    if len(ticks) > _MOST_TICKS:  # over many tenfolds only these have room
        ticks = [one for one in ticks if math.log10(one).is_integer()]
    axis = alt.Axis(
        title="Times the rate of the reference group (logarithmic)", values=ticks, gridColor="#e8e8e8", format="~g"
    )
    low, high = alt.X("low:Q", scale=scale, axis=axis), alt.X("high:Q", scale=scale)
    labels = [one["label"] for one in data]
    room = min(_LABELS, _width(labels))
    base = alt.Chart().encode(y=alt.Y("label:N", sort=labels, axis=_label_axis(room)))
    limited = base.transform_filter("isValid(datum.low)")
    end: dict[str, Any] = {"thickness": 2, "size": 9, "color": _GREY}
    tip: dict[str, Any] = {"size": 60, "color": _GREY, "filled": True, "opacity": 1}
    one = alt.Chart().mark_rule(strokeDash=[4, 3], color="#000000").transform_calculate(one="1")
    # The figures stand in a column of their own at the right, where no line runs through them.
    figures = base.mark_text(align="left", fontSize=11).encode(x=alt.value(_WIDTH + 8), text="shown:N")
    return alt.layer(
        one.encode(x=alt.X("one:Q", scale=scale)),
        limited.mark_rule(strokeWidth=2, color=_GREY).encode(x=low, x2="high:Q"),
        limited.transform_filter("!datum.from_zero").mark_tick(**end).encode(x=low),
        limited.transform_filter("datum.from_zero").mark_point(shape="triangle-left", **tip).encode(x=low),
        limited.transform_filter("!datum.open").mark_tick(**end).encode(x=high),
        limited.transform_filter("datum.open").mark_point(shape="triangle-right", **tip).encode(x=high),
        limited.transform_filter("isValid(datum.ratio)")
        .mark_point(shape="circle", size=80, filled=True, opacity=1, color="#000000")
        .encode(x=alt.X("ratio:Q", scale=scale)),
        figures,
        data=alt.InlineData(values=data),
    ).properties(
        width=_WIDTH, height=24 * len(data), autosize="none",
        padding={"left": room + 6, "top": 8, "bottom": 44, "right": _width([one["shown"] for one in data])},
    )  # fmt: skip


def funnel_chart(found: Funnel, *, title: str, per: int = 1000, headed: bool = False) -> Chart | None:
    """Return a funnel of schools with the limits of chance; None where no place has students."""
    if not len(found.rates):
        return None
    points = [
        {"students": float(n), "rate": per * float(rate), "kind": BEYOND if out else WITHIN}
        for n, rate, out in zip(found.students, found.rates, found.outside, strict=True)
    ]
    overall = per * found.overall
    top = 1.15 * max(per * float(found.rates.max()), 2 * overall) or 1.0
    lines = [
        {"students": float(n), "rate": per * float(value), "line": line, "limit": LIMITS[line // 2]}
        for line, values in enumerate((*found.inner, *found.outer))
        for n, value in zip(found.at, values, strict=True)
    ]
    description = (
        f"{title}. {len(points)} places; the common rate is {overall:.2f} per {per:,} students; "
        f"{int(found.outside.sum())} lie outside the limits that chance keeps in 99.8 % of cases. "
        "Small places scatter widely by chance alone."
    )
    return _finished(_funnel_layers(points, lines, (overall, top), per), title, description, headed)


def _funnel_layers(
    points: list[dict[str, Any]], lines: list[dict[str, Any]], rates: tuple[float, float], per: int
) -> Any:
    import altair as alt

    largest = max(one["students"] for one in points)
    ticks = [lead * 10**power for power in range(7) for lead in (1, 2, 5) if lead * 10**power <= 1.3 * largest]
    students = alt.Axis(title="Students (logarithmic)", values=ticks, grid=False, format=",d")
    x = alt.X("students:Q", scale=alt.Scale(type="log", nice=False), axis=students)
    rate = alt.Axis(title=f"Per {per:,} students", tickCount=5, gridColor="#e8e8e8")
    y = alt.Y("rate:Q", scale=alt.Scale(domain=[0, rates[1]], nice=False), axis=rate)
    dash = alt.Scale(domain=list(LIMITS), range=[[1, 0], [4, 3]])
    limits = alt.Chart(alt.InlineData(values=lines)).mark_line(strokeWidth=1.2, clip=True, color=_GREY)
    shape = alt.Scale(domain=[WITHIN, BEYOND], range=["circle", "diamond"])
    fill = alt.Scale(domain=[WITHIN, BEYOND], range=["#bbbbbb", "#000000"])
    dots = alt.Chart(alt.InlineData(values=points)).mark_point(
        size=45, filled=True, stroke="#000000", strokeWidth=0.6, opacity=1
    )
    all_together = f"all together {rates[0]:,.2f}"
    common = alt.Chart(alt.InlineData(values=[{"rate": rates[0], "text": all_together}]))
    legend = alt.Legend(title=None, orient="top", symbolStrokeColor="#000000")
    return alt.layer(
        limits.encode(x=x, y=y, detail="line:N", strokeDash=alt.StrokeDash("limit:N", scale=dash, legend=legend)),
        common.mark_rule(color="#000000").encode(y="rate:Q"),
        common.mark_text(align="left", fontSize=11).encode(x=alt.value(_WIDTH + 158), y="rate:Q", text="text:N"),
        dots.encode(
            x=x,
            y=y,
            shape=alt.Shape("kind:N", scale=shape, legend=legend),
            fill=alt.Fill("kind:N", scale=fill, legend=None),
        ),
    ).properties(
        width=_WIDTH + 150, height=240, autosize="none",
        padding={"left": 60, "top": 30, "bottom": 44, "right": _width([all_together])},
    )  # fmt: skip


def _width(labels: list[str]) -> int:
    """Return room for the longest label, by its letters: the drawing must not depend on the fonts of the machine."""
    return 12 + round(5.2 * max(len(one) for one in labels))


def before_after_chart(result: BeforeAfter, *, title: str, headed: bool = False) -> Chart | None:
    """Return the event study on wave order with intervals, bounds beside the first wave after; None without an effect."""
    if not result.events:
        return None
    data: list[dict[str, Any]] = [
        {"wave": one.label, "value": one.value, "low": one.low, "high": one.high, "is_bound": False}
        for one in result.events
    ]
    data += [
        {"wave": f"first after, departures up to {one.times:g} times", "value": None, "low": one.low, "high": one.high,
         "is_bound": True}
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
    return _finished(_event_layers(data, result.scale), title, description, headed)


def _event_layers(data: list[dict[str, Any]], scale: str) -> Any:
    import altair as alt

    from wellstaffed.evidence.before_after import LOG_RATE

    ends = [one[end] for one in data for end in ("low", "high")] + [0.0]
    room = 0.04 * (max(ends) - min(ends))
    domain = [min(ends) - room, max(ends) + room]
    axis: dict[str, Any] = {"title": scale.capitalize(), "tickCount": 6, "gridColor": "#e8e8e8"}
    if scale == LOG_RATE:  # a reader thinks in per cent; the line stays straight in logarithms
        percent = "abs(datum.value) < 1e-9 ? '0 %' : format(100 * (exp(datum.value) - 1), '+.0f') + ' %'"
        ticks = [math.log1p(one / 100) for one in _PERCENT_TICKS if domain[0] <= math.log1p(one / 100) <= domain[1]]
        axis |= {"title": "Change of the rate since the last wave before", "labelExpr": percent, "values": ticks}
    limits = alt.Scale(domain=domain, nice=False)
    x = alt.X("low:Q", axis=alt.Axis(**axis), scale=limits)
    order = [one["wave"] for one in data]
    base = alt.Chart(alt.InlineData(values=data)).encode(y=alt.Y("wave:N", sort=order, axis=_label_axis()))
    is_line, is_bound = base.transform_filter("datum.low < datum.high"), base.transform_filter("datum.is_bound")
    end: dict[str, Any] = {"thickness": 2, "size": 9, "color": _GREY}
    dot = base.transform_filter("isValid(datum.value)").mark_point(size=70, filled=True, opacity=1, color="#000000")
    zero = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(color="#000000")
    return alt.layer(
        zero.encode(x=alt.X("zero:Q", scale=limits)),
        is_line.transform_filter("!datum.is_bound").mark_rule(strokeWidth=2, color=_GREY).encode(x=x, x2="high:Q"),
        is_bound.mark_rule(strokeWidth=2, strokeDash=[4, 3], color=_GREY).encode(x=x, x2="high:Q"),
        is_line.mark_tick(**end).encode(x=x),
        is_line.mark_tick(**end).encode(x=alt.X("high:Q", scale=limits)),
        dot.encode(x=alt.X("value:Q", scale=limits)),
    ).properties(
        width=_WIDTH, height=24 * len(data), autosize="none",
        padding={"left": _LABELS + 6, "top": 8, "bottom": 44, "right": 24},
    )  # fmt: skip


def _label_axis(room: int = _LABELS) -> Any:
    import altair as alt

    # A width of its own: the drawing must not depend on the fonts of the machine.
    return alt.Axis(title=None, minExtent=room, maxExtent=room, labelLimit=room - 8, ticks=False, grid=False)


def _finished(chart: Any, title: str, description: str, headed: bool) -> Chart:
    import altair as alt
    import vl_convert

    if headed:
        chart = chart.properties(title=alt.TitleParams(title, anchor="start", fontSize=13))
        if isinstance(chart.padding, dict):
            chart = chart.properties(padding=chart.padding | {"top": chart.padding["top"] + 24})

    drawn = chart.configure(font=FONT, background="#ffffff").configure_view(stroke=None)
    svg = vl_convert.vegalite_to_svg(drawn.to_json())
    head = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    clips = {one: f"clip{place}" for place, one in enumerate(dict.fromkeys(re.findall(r"clip\d+", svg)))}
    svg = re.sub(r"clip\d+", lambda match: clips[match[0]], svg)  # the library counts on from chart to chart
    svg = re.sub(r"<svg ", '<svg role="img" ', svg, count=1)
    return Chart(re.sub(r"(<svg [^>]*>)", lambda match: match[1] + head, svg, count=1), title, description)
