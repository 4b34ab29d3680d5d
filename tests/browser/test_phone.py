"""On a phone of 360 px every figure stands with its name, and text has the width to be read."""

from __future__ import annotations

import pytest
from tests.browser.axe import violations

PHONE = {"width": 360, "height": 800}


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    return page


@pytest.mark.parametrize(
    ("address", "table"),
    [
        ("/plans/madison-2020?tab=years", "posts"),
        ("/plans/madison-2020?tab=years", "whys"),
        ("/plans/madison-2020", "over-time"),
    ],
)
def test_each_row_of_a_plan_stands_under_its_names_and_nothing_is_beside_the_screen(phone, address, table):
    phone.goto(address)
    rows = phone.locator(f"#{table} tbody tr")
    assert rows.count() > 4
    assert phone.locator(f".scroll:has(#{table})").evaluate("box => box.scrollWidth - box.clientWidth") == 0
    for cell in rows.nth(3).locator("th, td").all():
        box = cell.bounding_box()
        assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"])
    heads = [cell.get_attribute("data-head") for cell in rows.nth(3).locator("td:not(.naming)").all()]
    shown = phone.locator(f"#{table} thead th").all_text_contents()
    assert heads == shown[-len(heads) :]
    assert violations(phone) == []


def test_the_rules_have_the_width_of_the_screen(phone):
    phone.goto("/about")
    assert phone.locator("#table tbody td.said").first.bounding_box()["width"] > 300
    assert phone.locator("#table caption").bounding_box()["height"] < 60


def test_the_placeholder_of_the_search_is_whole(phone):
    phone.goto("/")
    widths = phone.evaluate("""() => {
        const box = document.getElementById("control-text"), style = getComputedStyle(box);
        const pen = document.createElement("canvas").getContext("2d");
        pen.font = style.font;
        return [pen.measureText(box.placeholder).width,
                box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)];
    }""")
    assert widths[0] < widths[1]


def test_the_timeline_has_its_names_over_its_lanes_and_the_width_for_its_years(phone):
    phone.goto("/record?as_of=2020-06-08")
    picture = phone.locator("img.chart.wide")
    phone.wait_for_function("() => document.querySelector('img.chart.wide').naturalWidth > 0")
    assert "narrow=true" in picture.evaluate("one => one.currentSrc")
    assert picture.bounding_box()["width"] <= PHONE["width"]
    drawn = phone.evaluate("""async () => {
        const text = await (await fetch(document.querySelector("img.chart.wide").currentSrc)).text();
        const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
        document.body.append(svg);
        const names = [...svg.querySelectorAll("text")].filter((one) => one.textContent.startsWith("Votes: "));
        const marks = [...svg.querySelectorAll("[aria-roledescription=point]")];
        const left = svg.getBoundingClientRect().left;
        return [names.length, marks.length, Math.max(...names.map((one) => one.getBoundingClientRect().left - left)),
                Math.min(...marks.map((one) => one.getBoundingClientRect().left - left))];
    }""")
    assert drawn[0] >= 2
    assert drawn[1] > 5
    assert drawn[2] < 20
    assert drawn[3] < 100
