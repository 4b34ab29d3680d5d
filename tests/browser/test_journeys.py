"""Journeys of a board member, a reporter and an analyst through the pages, in a real browser against the real program."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pypdf
import pytest
from tests.browser.axe import violations
from tools.page_addresses import page_addresses

from wellstaffed.apps import actions
from wellstaffed.core.exact import Rounding

PORTLAND = "4110040"
PAGES = page_addresses(states=False)


def view_text(page):
    return page.locator("#view").inner_text()


def chosen(page, name, value):
    """Choose a value of a control and wait until the view has been exchanged."""
    control = page.locator(f"#control-{name}")
    if not control.is_visible():
        page.locator("details", has=control).locator("summary").click()
    with page.expect_response(lambda answer: parse_qs(urlsplit(answer.url).query).get(name) == [value]):
        control.select_option(value)
    page.wait_for_function(
        "([name, value]) => new URLSearchParams(location.search).get(name) === value", arg=[name, value]
    )


def test_find_portland_change_the_standard_and_take_the_figures_as_xlsx(page):
    page.goto("/")
    page.locator("#control-text").press_sequentially("portl", delay=30)
    page.get_by_role("link", name=re.compile("Portland SD 1J")).first.click()
    page.wait_for_url(f"**/districts/{PORTLAND}**")
    before = page.locator("p.lead").inner_text()
    chosen(page, "standard", "nasp/psychologist_ratio")
    after = page.locator("p.lead").inner_text()
    assert after != before
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX", exact=True).click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    heads, *rows = book["Table"].iter_rows(values_only=True)
    answer = actions.gap(
        district=PORTLAND, year=2022, standard="nasp/psychologist_ratio", rounding=Rounding(), level="school"
    ).as_json()
    by_school = {row["school"]: row for row in answer["rows"]}
    shown = [dict(zip(heads, row, strict=True)) for row in rows[:-1]]
    assert len(shown) == len(by_school) == 87
    for row in shown:
        action = by_school[row["School"]]
        for head, key in (("Students", "students"), ("In post", "fte"), ("Need", "need_fte"), ("Gap", "gap_fte")):
            assert row[head] == action[key] or (action[key] is None and isinstance(row[head], str)), (row, action)
    assert answer["totals"][0]["role"] == "psychologist"


def test_a_copied_link_gives_the_same_view_in_a_fresh_browser(page, browser, served):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/districts/{PORTLAND}")
    chosen(page, "role", "counselor")
    chosen(page, "step", "0.5")
    page.get_by_role("link", name=re.compile("^Gap")).click()
    page.wait_for_url("**sort=**")
    page.get_by_role("button", name="Copy the link to this view").click()
    page.get_by_role("button", name="Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    other = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        fresh = other.new_page()
        fresh.goto(link)
        assert view_text(fresh) == view_text(page).replace("Link copied", "Copy the link to this view")
        assert fresh.locator("#control-step").input_value() == "0.5"
    finally:
        other.close()
    state = parse_qs(urlsplit(link).query)
    assert state["role"] == ["counselor"]
    assert state["year"] == ["2021-22"]


def test_going_back_gives_the_view_before(page):
    page.goto(f"/districts/{PORTLAND}?year=2021-22")
    first = page.locator("p.lead").inner_text()
    chosen(page, "standard", "nasp/psychologist_ratio")
    assert page.locator("p.lead").inner_text() != first
    page.go_back()
    page.wait_for_function("words => document.querySelector('p.lead').innerText === words", arg=first)
    assert page.locator("#control-standard").input_value() == "aclu-2019"


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def wait_for_the_whole_name(page):
    """Wait for the results of all that was typed: on a slow machine those of its first letters are shown before."""
    page.wait_for_url("**text=portland+sd+1j**")
    page.locator("[data-result]", has_text="Portland SD 1J").first.wait_for()


def test_a_board_member_gets_to_a_figure_by_keyboard_alone(page):
    page.goto("/")
    assert focused(page) == "control-text"
    page.keyboard.type("portland sd 1j", delay=20)
    wait_for_the_whole_name(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert "Portland SD 1J" in focused(page)
    page.keyboard.press("Escape")
    assert focused(page) == "control-text"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/districts/{PORTLAND}**")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1] == "control-standard":
            break
    assert seen[-1] == "control-standard"
    before = page.locator("p.lead").inner_text()
    with page.expect_response(lambda answer: "standard=" in answer.url):
        page.keyboard.press("ArrowDown")
    page.wait_for_function("words => document.querySelector('p.lead').innerText !== words", arg=before)
    assert focused(page) == "control-standard", "the exchange of the view must not take the focus away"
    assert page.locator("#said").inner_text() == page.locator("p.lead").inner_text()


def test_results_that_come_late_leave_the_focus_on_the_same_result(page):
    page.goto("/")
    page.keyboard.type("portland sd 1j")
    wait_for_the_whole_name(page)
    page.keyboard.press("ArrowDown")
    where = page.evaluate("document.activeElement.href")
    with page.expect_response(lambda answer: "text=portland" in answer.url):
        page.evaluate("htmx.trigger(document.querySelector('form.search'), 'submit')")
    page.wait_for_function("where => document.activeElement.href === where", arg=where)


def test_the_focus_is_always_to_be_seen(page):
    page.goto("/record?part=peers")
    for _ in range(25):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            """() => {
              const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
              return {name: one.outerHTML.slice(0, 60), width: box.width, height: box.height,
                inside: !one.matches(':focus'),
                outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
                shadow: style.boxShadow !== 'none'};
            }"""
        )
        assert shown["width"] > 0, shown
        # the calendar's button inside a date is drawn by the browser itself
        assert shown["outline"] or shown["shadow"] or shown["inside"], shown


def test_without_scripts_a_district_is_found_and_a_control_changed(browser, served):
    context = browser.new_context(java_script_enabled=False, base_url=served.address)
    try:
        page = context.new_page()
        page.goto("/")
        page.fill("#control-text", "portland sd 1j")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name=re.compile("Portland SD 1J")).first.click()
        before = page.locator("p.lead").inner_text()
        page.select_option("#control-standard", "nasp/psychologist_ratio")
        page.get_by_role("button", name="Show", exact=True).click()
        assert page.locator("p.lead").inner_text() != before
        assert "standard=nasp%2Fpsychologist_ratio" in page.url
        page.goto("/record?as_of=2020-06-08")
        page.get_by_role("link", name="Who stood where").click()
        assert "only when all four high schools are properly staffed" in page.locator("#view").inner_text()
        page.fill("#control-as_of", "2001-01-01")
        page.get_by_role("button", name="Show", exact=True).click()
        assert "holds no position" in page.locator("#view").inner_text()
    finally:
        context.close()


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_no_page_is_wider_than_a_phone(browser, served, one):
    context = browser.new_context(viewport={"width": 360, "height": 780}, base_url=served.address)
    try:
        page = context.new_page()
        page.goto(one.address)
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        small = page.evaluate(
            """() => [...document.querySelectorAll('main a, main button, main select, main input:not([type=hidden])')]
              .filter(one => !one.classList.contains('usa-checkbox__input'))
              .filter(one => { const box = one.getBoundingClientRect();
                return box.width && !one.closest('p, li, td, th, dd, label, caption') && (box.width < 24 || box.height < 24); })
              .map(one => one.outerHTML.slice(0, 80))"""
        )
        assert small == []
    finally:
        context.close()


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_every_page_prints_on_letter_with_its_lead_and_without_controls(page, one):
    page.goto(one.address)
    labels = page.locator(".controls label").all_inner_texts()
    heading = page.locator("h1").inner_text()
    lead = page.locator("p.lead").first.inner_text() if page.locator("p.lead").count() else ""
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="Letter", prefer_css_page_size=True)))
    box = printed.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (612, 792)
    text = squeezed(" ".join(sheet.extract_text() for sheet in printed.pages))
    assert squeezed(heading) in text
    assert squeezed(lead)[:120] in text
    assert "Copythelinktothisview" not in text
    assert not [label for label in labels if len(label) > 12 and squeezed(label) in text]


SHEET = 695  # a Letter sheet less its margins, in CSS pixels


@pytest.mark.parametrize("one", page_addresses(), ids=lambda one: one.name)
def test_nothing_stands_beside_the_sheet(page, one):
    page.set_viewport_size({"width": SHEET, "height": 900})
    page.emulate_media(media="print")
    page.goto(one.address)
    beside = page.evaluate(
        """width => [...document.querySelectorAll('main *')].filter(one => {
          const box = one.getBoundingClientRect();
          return box.width > 0 && box.right > width + 1;
        }).map(one => one.outerHTML.slice(0, 60))""",
        SHEET,
    )
    assert beside == []


def squeezed(words):
    """Return words without blanks and ligatures: a PDF breaks its lines where it likes."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def test_a_reporter_sees_what_was_known_on_the_day_and_takes_the_feed(page):
    page.goto("/record")
    page.fill("#control-as_of", "2020-06-08")
    page.locator("#control-as_of").blur()
    page.wait_for_url("**as_of=2020-06-08**")
    assert "up to 2020-06-08" in page.locator("p.lead").inner_text()
    picture = page.locator("img.chart")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('img.chart').naturalWidth > 300")
    page.get_by_role("link", name="Votes", exact=True).click()
    page.wait_for_url("**part=votes**")
    assert "as_of=2020-06-08" in page.url
    assert "7-0" not in re.findall(r"\b\d+-\d+\b", view_text(page).replace("2019-07-02", ""))
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON", exact=True).click()
    assert json.loads(download.value.path().read_text(encoding="utf-8"))["as_of"] == "2020-06-08"


def test_a_researcher_types_two_counts_and_mends_a_slip(page):
    page.goto("/evidence?part=counts")
    page.fill("#control-group", "black")
    page.fill("#control-reference", "white")
    page.fill("#control-outcome", "arrests")
    page.fill("#control-counts", "21-1340")
    page.fill("#control-reference_counts", "9/1322")
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator(".usa-alert--error").wait_for()
    assert "write events/students, as in 21/1340" in view_text(page)
    assert page.locator("#control-counts").input_value() == "21-1340"
    page.fill("#control-counts", "21/1340")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("Black students were 2.3 times as likely as white students to be arrested").first.wait_for()
    page.wait_for_function("() => document.querySelector('img.chart').naturalWidth > 300")


def test_a_fault_of_what_was_typed_stands_at_its_control_until_it_is_mended(page):
    page.goto(
        "/evidence?part=counts&counts=21/1340&reference_counts=9/1322&group=black&reference=white&outcome=arrests"
    )
    year, fault = page.locator("#control-year"), page.locator("#control-year-fault")
    year.fill("2020")
    year.press("Enter")
    fault.wait_for()
    assert fault.inner_text() == "'2020' is not a school year. Write both years, as in 2020-21."
    assert year.get_attribute("aria-invalid") == "true"
    assert year.get_attribute("aria-describedby") == "control-year-fault control-year-hint"
    assert violations(page) == []
    year.fill("2020-21")
    year.press("Enter")
    page.get_by_text("9 of 1,322 in 2020-21").first.wait_for()
    fault.wait_for(state="detached")
    assert year.get_attribute("aria-invalid") is None
    assert year.get_attribute("aria-describedby") == "control-year-hint"


def test_a_stopped_program_is_said_and_nothing_is_lost(browser, tmp_path):
    from tests.browser.conftest import Served

    made = Served(tmp_path)
    context = browser.new_context(base_url=made.address)
    try:
        page = context.new_page()
        page.goto(f"/districts/{PORTLAND}")
        lead = page.locator("p.lead").inner_text()
        made.stop()
        page.select_option("#control-standard", "nasp/psychologist_ratio")
        page.locator("body.is-gone").wait_for()
        assert page.locator("p.lead").inner_text() == lead
    finally:
        context.close()
        made.process.kill()
