"""The charts of a plan: every option named beside its sign, every step of the frontier, words for who cannot see it."""

from __future__ import annotations

import re

from wellstaffed.reports.plan_charts import frontier_chart, over_time_chart


def drawn_words(svg: str) -> list[str]:
    """Return the words that stand in the picture itself."""
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


def test_every_option_is_named_in_the_legend_once() -> None:
    svg, title, said = over_time_chart(
        [("Keep", [1, 2], [4, 4]), ("End it", [1, 3], [4, 0])], ["2020-21", "2021-22"], title="Posts and officers"
    )
    assert [word for word in drawn_words(svg) if word in ("Keep", "End it")] == ["Keep", "End it"]
    assert title == "Posts and officers"
    assert "End it: posts 1, 3, officers 4, 0" in said
    assert f"<desc>{said}</desc>" in svg


def test_the_frontier_names_each_year_s_money_and_has_every_step() -> None:
    points = [(0.0, 0.0), (100.0, 1.0), (250.0, 2.0), (300.0, 2.5)]
    svg, _, _ = frontier_chart(points, [("Money of 2020-21", 150.0)], title="Need met against money", said="Said.")
    assert "Money of 2020-21" in drawn_words(svg)
    paths = re.findall(r'\sd="(M[^"]+)"', svg)
    assert max(path.count("L") for path in paths) >= 2 * (len(points) - 1)  # a step is a line up and a line along
