"""The timeline of a record as SVG: a lane for each body, votes with their result, positions by their side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from wellstaffed.reports.chart import FONT

_LABEL_WIDTH = 255
_NARROW = 300  # of the plot, on a phone
# The name of a lane over it, from the left edge of the plot on, clear of what is written at the marks.
_OVER = {
    "minExtent": 0, "maxExtent": 0, "labelAlign": "left", "labelPadding": -2, "labelOffset": -22, "labelLimit": _NARROW,
    "domain": False,
}  # fmt: skip
_LABEL_SHARE = 0.08  # of the width, about that of the longest result
_KINDS = {
    "vote": ("square", "#222222", "vote"),
    "stay": ("circle", "#ffffff", "officers stay or come back"),
    "fewer": ("circle", "#222222", "fewer officers or none"),
    "neither": ("diamond", "#ffffff", "neither, or another matter"),
    "agreement": ("triangle-up", "#222222", "agreement begins, changes or ends"),
    "deadline": ("triangle-up", "#ffffff", "last day for notice"),
}


@dataclass(frozen=True)
class TimelineMark:
    """
    One mark of the timeline.

    Parameters
    ----------
    lane : str
    first, last : date
        The days on which it may lie, both included.
    kind : str
        ``vote``, ``stay``, ``fewer``, ``neither``, ``agreement`` or ``deadline``.
    label : str
        The result of a vote, or an empty text.
    """

    lane: str
    first: date
    last: date
    kind: str
    label: str


def timeline_chart(marks: Sequence[TimelineMark], *, title: str, is_narrow: bool = False) -> tuple[str, str] | None:
    """
    Return the chart as one self-contained SVG, and its description; None without marks.

    Parameters
    ----------
    marks : sequence of TimelineMark
        In the order of the lanes. A mark whose day is not known is a line over the days on which it may lie.
    title : str
        Written into the SVG for screen readers.
    is_narrow : bool
        Drawn for a phone: the name of each lane stands over it, so that the years have the whole width.
    """
    if not marks:
        return None
    told = "; ".join(
        f"{mark.first.isoformat()}{'' if mark.first == mark.last else ' to ' + mark.last.isoformat()}, {mark.lane}: "
        f"{_KINDS[mark.kind][2]}{' ' + mark.label if mark.label else ''}"
        for mark in sorted(marks, key=lambda one: (one.last, one.lane, one.kind))
    )
    alt = f"{title}. {told}."
    head = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc>"
    svg = re.sub(r"<svg ", '<svg role="img" ', _drawn(tuple(marks), is_narrow), count=1)
    return re.sub(r"(<svg [^>]*>)", lambda match: match[1] + head, svg, count=1), alt


def _label_places(marks: Sequence[TimelineMark]) -> list[int]:
    """Return where each label goes: 0 nowhere, 1 above its mark, 2 below where the last one above would be written over."""
    places = [0] * len(marks)
    above: dict[str, date] = {}
    whole = max(mark.last for mark in marks) - min(mark.first for mark in marks)
    for index in sorted(range(len(marks)), key=lambda one: marks[one].last):
        mark = marks[index]
        if mark.label:
            is_near = mark.lane in above and mark.last - above[mark.lane] < whole * _LABEL_SHARE
            places[index] = 2 if is_near else 1
            if not is_near:
                above[mark.lane] = mark.last
    return places


def _data(marks: Sequence[TimelineMark], first: date) -> list[dict[str, Any]]:
    """Return the marks in days from the first one; numbers, for a date would be drawn in the machine's time zone."""
    places = _label_places(marks)
    return [
        {
            "lane": mark.lane,
            "place": places[index],
            "kind": _KINDS[mark.kind][2],
            "from": (mark.first - first).days,
            "to": (mark.last - first).days,
            "mid": ((mark.first - first).days + (mark.last - first).days) / 2,
            "label": mark.label,
        }
        for index, mark in enumerate(marks)
    ]


@cache
def _drawn(marks: tuple[TimelineMark, ...], is_narrow: bool) -> str:
    import altair as alt
    import vl_convert

    lanes = list(dict.fromkeys(mark.lane for mark in marks))
    used = [kind for kind in _KINDS if any(mark.kind == kind for mark in marks)]
    first = date(min(mark.first for mark in marks).year, 1, 1)
    final = date(max(mark.last for mark in marks).year + 1, 1, 1)
    years = [(date(year, 1, 1) - first).days for year in range(first.year, final.year + 1)]
    names = " : ".join(f"datum.value == {day} ? '{(first + timedelta(days=day)).year}'" for day in years) + " : ''"
    beside = {"minExtent": _LABEL_WIDTH, "maxExtent": _LABEL_WIDTH, "labelLimit": _LABEL_WIDTH - 8}
    lane_axis = alt.Axis(title=None, ticks=False, grid=True, **(_OVER if is_narrow else beside))
    scale = alt.Scale(domain=[0, (final - first).days], nice=False)
    x = alt.X("mid:Q", scale=scale, axis=alt.Axis(title=None, values=years, labelExpr=names, grid=True))
    kinds = [_KINDS[kind][2] for kind in used]
    legend = alt.Legend(title=None, orient="bottom", columns=1 if is_narrow else 2, labelLimit=240)
    base = alt.Chart(alt.InlineData(values=_data(marks, first))).encode(y=alt.Y("lane:N", sort=lanes, axis=lane_axis))
    spans = base.mark_rule(color="#888888", strokeWidth=1).encode(x=alt.X("from:Q", scale=scale), x2="to:Q")
    points = base.mark_point(filled=True, size=55, stroke="#222222", strokeWidth=1, opacity=1).encode(
        x=x,
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=[_KINDS[k][0] for k in used]), legend=legend),
        fill=alt.Fill("kind:N", scale=alt.Scale(domain=kinds, range=[_KINDS[k][1] for k in used]), legend=legend),
    )
    labels = [
        base.mark_text(dy=dy, fontSize=10).encode(x=x, text="label:N").transform_filter(f"datum.place == {place}")
        for place, dy in ((1, -10), (2, 11))
    ]
    layers = alt.layer(spans, points, *labels)
    layers = layers.properties(width=_NARROW if is_narrow else 380, height=(56 if is_narrow else 30) * len(lanes))
    chart = layers.configure(font=FONT, background="#ffffff").configure_view(stroke=None)
    return str(vl_convert.vegalite_to_svg(chart.to_json()))
