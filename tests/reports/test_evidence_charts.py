"""Charts of evidence: in grey, the same bytes each time, with words for those who do not see them."""

import dataclasses
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from wellstaffed.apps import evidence_actions
from wellstaffed.apps.actions import examples
from wellstaffed.apps.evidence_pictures import before_after_picture, disparity_picture, funnel_picture, write_picture
from wellstaffed.apps.evidence_section import evidence_section
from wellstaffed.core.errors import UsageError
from wellstaffed.evidence.before_after import Bound
from wellstaffed.evidence.funnel import funnel
from wellstaffed.reports.evidence_charts import RatioMark, before_after_chart, funnel_chart, ratio_chart
from wellstaffed.reports.evidence_content import TITLE

MARKS = (
    RatioMark("Arrests", 2.3, 1.08, 4.9, "2.3 (1.08 to 4.9)"),
    RatioMark("Referrals <all>", None, 3.0, None, "not calculated, at least 3.0"),
    RatioMark("Citations", None, None, None, "suppressed"),
)


def effect():
    from wellstaffed.evidence.before_after import BeforeAfter, Estimate, EventPoint
    from wellstaffed.evidence.placebo import Power

    points = (EventPoint(-2, "2 waves before", 0.1, -0.1, 0.3), EventPoint(-1, "last wave before (reference)", 0, 0, 0),
              EventPoint(0, "first wave after", -0.4, -0.6, -0.2))  # fmt: skip
    return BeforeAfter(
        "arrests", 5, 40, ("2015-16",), 2, "", Estimate(-30, -40, -20), 0.01, 99, None, "logarithm of the rate", points,
        (Bound(0.5, -0.7, -0.1), Bound(1.0, None, None)), 1.0, None, Power(0.5, 5, 40, ""), 0, "", (),
    )  # fmt: skip


def charts():
    random = np.random.default_rng(1)
    students = random.integers(20, 2000, 50)
    return [
        ratio_chart(MARKS, title="Ratios"),
        funnel_chart(funnel(random.binomial(students, 0.01), students), title="Schools"),
        before_after_chart(effect(), title="Before and after"),
    ]


def test_charts_are_whole_svg_with_title_and_description_and_no_colour():
    for chart in charts():
        root = ElementTree.fromstring(chart.svg)
        assert root.attrib["role"] == "img"
        words = [one.text for one in root if one.tag.endswith(("title", "desc"))]
        assert words == [chart.title, chart.description]
        colours = {one.lower() for one in re.findall(r"#[0-9a-fA-F]{3,6}\b", chart.svg)}
        parts = [one[1:] * 2 if len(one) == 4 else one[1:] for one in colours]
        assert all(one[0:2] == one[2:4] == one[4:6] for one in parts if len(one) == 6 and len(set(one)) > 1), colours


def test_charts_are_the_same_bytes_each_time():
    assert [one.svg for one in charts()] == [one.svg for one in charts()]


def test_the_description_says_what_could_not_be_drawn():
    assert "Citations: suppressed" in ratio_chart(MARKS, title="Ratios").description
    assert ratio_chart(MARKS[2:], title="Ratios") is None


def test_a_funnel_tells_a_place_beyond_chance_from_a_small_one():
    found = funnel([1, 0, 60, 22, 25], [10, 10, 1000, 1000, 1000])
    assert found.outside.tolist() == [False, False, True, False, False]
    assert found.overall == pytest.approx(108 / 3020)
    assert (found.outer[0] <= found.inner[0] + 1e-12).all()
    assert (found.outer[1] >= found.inner[1] - 1e-12).all()
    assert funnel_chart(funnel([], []), title="none") is None


def test_madison_s_section_says_what_is_published_and_what_is_not():
    section = evidence_section(
        examples() / "madison-2020" / "arrests.csv",
        group="black", references=("white", "nonblack"), published=True, incidents=True,
    )  # fmt: skip
    assert section.title == TITLE
    assert [row.share for row in section.rows] == ["61%", "64%", "82%"]
    assert section.chart is not None
    assert any("Hispanic" in one and "not reported" in one for one in section.not_published)
    assert any("estimated, not published" in one for one, _ in section.sources)
    assert any("arrests of white students are not published" in one for one, _ in section.sources)
    assert any(row.names[0] != "none" and row.names[1] != "none" for row in section.panel)
    assert all("http" in source for _, source in section.sources)
    assert all("http" in source for _, source in section.study_sources)
    assert len(section.study_sources) > 20


def test_a_section_without_any_ratio_still_says_why(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(
        "place,school_year,outcome,group,events,students\nA,2017-18,arrests,black,suppressed,40\nA,2017-18,arrests,white,12,400\n"
    )
    section = evidence_section(path, group="black", references=("white",))
    assert section.rows == ()
    assert section.chart is None
    assert section.not_published == (
        "No ratio for arrests: the count is suppressed.",
        "Arrests of Black students: the count is suppressed.",
    )


def own_counts(tmp_path, places=4):
    lines = ["place,school_year,outcome,group,events,students"]
    for i in range(places):
        lines += [f"School {i},2018-19,referrals,black,{12 + 6 * i},{150 + 90 * i}"]
        lines += [f"School {i},2018-19,referrals,white,{11 + i},{400 + 20 * i}"]
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(lines) + "\n")
    return evidence_actions.disparity_table(table=path, group="black")


def test_a_picture_has_its_numbers_as_rows_and_its_sentence(tmp_path):
    answer = own_counts(tmp_path)
    picture = disparity_picture(answer=answer)
    assert picture.title == "Black students, referrals, 2018-19, against white students"
    assert [row[0] for row in picture.rows] == [f"School {i}" for i in range(4)]
    assert picture.rows[0][1:4] == ("12 of 150", "11 of 400", "2.9")
    assert set(picture.as_json()) == {"svg", "title", "sentence", "columns", "rows"}
    assert all(row[0] in picture.svg and row[3] in picture.svg for row in picture.rows)
    assert picture.title not in re.sub("<title>.*?</desc>", "", picture.svg)
    assert picture.title in re.sub("<title>.*?</desc>", "", disparity_picture(answer=answer, headed=True).svg)


def test_a_funnel_says_how_many_places_are_not_drawn(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(
        "place,school_year,outcome,group,events,students\n"
        + "".join(
            f"S{i},2018-19,arrests,black,{n},300\nS{i},2018-19,arrests,white,20,300\n"
            for i, n in enumerate((30, 40, 2))
        )
    )
    answer = evidence_actions.disparity_table(table=path, group="black")
    picture = funnel_picture(answer=answer)
    drawn = [one for one in answer.answers if one.found.events is not None]
    assert len(picture.rows) == len(drawn) < 3
    assert f"{3 - len(drawn)} places are not drawn" in picture.sentence
    mixed = evidence_actions.disparity_table(table=examples() / "madison-2020" / "arrests.csv", published=True,
                                             incidents=True, reference="nonblack")  # fmt: skip
    assert funnel_picture(answer=mixed).svg is None
    assert "choose one" in funnel_picture(answer=mixed).sentence


def test_too_many_rows_are_not_drawn_and_a_file_must_end_in_svg(tmp_path):
    many = own_counts(tmp_path, places=41)
    assert disparity_picture(answer=many).svg is None
    with pytest.raises(UsageError, match="too many for one chart"):
        write_picture(disparity_picture(answer=many), tmp_path / "chart.svg")
    with pytest.raises(UsageError, match=r"does not end in \.svg"):
        write_picture(disparity_picture(answer=own_counts(tmp_path)), tmp_path / "chart.png")
    written = write_picture(disparity_picture(answer=own_counts(tmp_path)), tmp_path / "chart.svg")
    assert written.read_text(encoding="utf-8").startswith("<svg")


def test_before_and_after_is_drawn_with_its_bounds_or_says_why_not():
    picture = before_after_picture(answer=effect())
    assert ("first wave after", "-0.400", "-0.600", "-0.200", "-45 % to -18 %") in picture.rows
    assert picture.rows[-1][0] == "first wave after, departures up to 0.5 times the largest before"
    refused = dataclasses.replace(effect(), events=(), bounds=(), sentence="No effect is given: too few.")
    assert before_after_picture(answer=refused).svg is None
    assert before_after_picture(answer=refused).sentence == "No effect is given: too few."


def test_a_ratio_of_zero_and_one_without_limits_keep_their_lines():
    chart = ratio_chart((*MARKS, RatioMark("Fines", 0.0, 0.0, 1.4, "0 (0 to 1.4)")), title="Ratios")
    for words in ("Fines", "0 (0 to 1.4)", "Citations", "suppressed"):
        assert words in chart.svg
