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


def test_no_line_of_a_sum_crosses_the_label_of_another_however_close_they_lie() -> None:
    for sums in ((600, 1200, 1800), (600, 650, 660), (3300, 3400, 3450), (1000, 1000, 1000)):
        budgets = [(f"Money of 202{place}-2{place + 1}", float(dollars)) for place, dollars in enumerate(sums)]
        svg, _, _ = frontier_chart(
            [(100.0 * one, float(one)) for one in range(35)], budgets, title="Need", said="Said."
        )
        lines = [
            (float(x), sorted((float(y), float(y) + float(down))))
            for x, y, down in re.findall(
                r'<line [^>]*translate\(([\d.]+),(-?[\d.]+)\)" x2="0" y2="(-?[\d.]+)"[^>]*dasharray', svg
            )
        ]
        labels = re.findall(r"<text [^>]*translate\(([\d.]+),(-?[\d.]+)\)[^>]*>(Money of [^<]+)</text>", svg)
        assert (len(lines), len(labels)) == (3, 3)
        for left, foot, words in labels:
            start, end, top, bottom = float(left), float(left) + 5 * len(words), float(foot) - 7, float(foot)
            assert [x for x, (high, low) in lines if start <= x <= end and high < bottom and low > top] == []
