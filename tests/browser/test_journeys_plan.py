"""Journeys through a plan in a real browser: the caveat off and printed, a roster mended, two windows, scripts off."""

import io
import shutil

import openpyxl
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from wellstaffed.apps.actions import examples
from wellstaffed.sources.roster_template import xlsx_template


@pytest.fixture
def own(served, request):
    """Return the name of a plan that only this journey changes, and its folder."""

    def made(example):
        name = f"{request.node.name.replace('_', '-')[:60].strip('-')}"
        folder = served.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(examples() / example, folder)
        return name, folder

    return made


def test_open_madison_turn_the_caveat_off_compare_and_print(page, own):
    name, folder = own("madison-2020")
    page.goto("/plans")
    page.locator(f'a[href="/plans/{name}"]').click()
    union = "End it before 2021-22, each school only once its posts are filled (the union's caveat)"
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label(union).select_option("no")
    page.get_by_role("button", name="Save and solve").click()
    expect(page.get_by_text("Saved. 1 of 5 options comes out differently.")).to_be_visible()
    cells = (
        page.locator("#change tbody tr", has=page.get_by_role("rowheader", name=union)).locator("td").all_inner_texts()
    )
    assert cells[0] == "20 → 23"
    assert cells[2] == "0 → 4"
    assert (folder / "plan.yaml").read_text(encoding="utf-8").count("caveat: true") == 1
    page.get_by_label("Option", exact=True).select_option(label=union)
    page.wait_for_url("**option=end-2021-when-staffed**")
    page.locator("#view .lead", has_text="23 of 33 FTE asked for are placed by 2022-23").wait_for()
    printed = "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages)
    assert "The options side by side" in printed
    assert "23 of 33 FTE" in " ".join(printed.split())
    assert "Save and solve" not in printed


def roster(students):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template()))
    sheet = book["Roster"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = {"School": "Roosevelt", "School year": "2021-22", "Students": students, "Counselor FTE in post": 3}
    for head, value in row.items():
        sheet.cell(2, heads[head], value)
    saved = io.BytesIO()
    book.save(saved)
    return {
        "name": "our roster.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": saved.getvalue(),
    }


def test_upload_a_broken_roster_read_its_faults_mend_it_and_save(page, own):
    name, folder = own("portland-2022")
    page.goto(f"/plans/{name}?tab=roster")
    page.get_by_label("Spreadsheet").set_input_files(roster("about nine hundred"))
    page.get_by_role("button", name="Check and take in").click()
    fault = page.locator("#upload-faults tbody tr")
    assert fault.count() == 1
    assert fault.locator("th").inner_text() == "Roster!H2"
    assert "about nine hundred" in fault.inner_text()
    assert not (folder / "our roster.xlsx").exists()
    page.get_by_label("Spreadsheet").set_input_files(roster(900))
    page.get_by_role("button", name="Check and take in").click()
    expect(page.get_by_text("is read from it: 1 school, 2021-22.")).to_be_visible()
    assert (folder / "our roster.xlsx").is_file()
    assert "roster: our roster.xlsx" in (folder / "plan.yaml").read_text(encoding="utf-8")


def test_two_windows_edit_one_plan_and_neither_edit_is_lost(page, own):
    name, folder = own("madison-2020")
    first, second = page, page.context.new_page()
    for window in (first, second):
        window.goto(f"/plans/{name}?tab=edit")
    first.get_by_label("Benefits (share of salary)").fill("0.3")
    first.get_by_role("button", name="Save and solve").click()
    first.get_by_text("Saved.").wait_for()
    second.get_by_label("New money for posts, 2021-22").fill("1,300,000")
    second.get_by_role("button", name="Save and solve").click()
    expect(second.get_by_role("heading", name="Changed in another window or program")).to_be_visible()
    assert "benefits_rate: 0.3" in second.locator(".difference").inner_text()
    assert "1300000" in second.locator(".difference").inner_text()
    second.get_by_role("button", name="Save this text").click()
    second.get_by_text("Saved.").wait_for()
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert "benefits_rate: 0.3\n" in text
    assert "dollars: [600000, 1300000, 1800000]" in text
    second.get_by_role("button", name="Undo").click()
    second.get_by_role("button", name="Redo").wait_for()
    assert "dollars: [600000, 1200000, 1800000]" in (folder / "plan.yaml").read_text(encoding="utf-8")


def test_without_scripts_a_plan_is_read_edited_and_undone(browser, served, own):
    name, folder = own("madison-2020")
    before = (folder / "plan.yaml").read_bytes()
    context = browser.new_context(
        java_script_enabled=False, base_url=served.address, viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto(f"/plans/{name}")
    page.locator("#control-option").select_option("end-2021")
    page.get_by_role("button", name="Show").click()
    assert "option=end-2021" in page.url
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Growth of pay (a year)").fill("0.03")
    page.get_by_role("button", name="Save and solve").click()
    assert "growth_rate: 0.03" in (folder / "plan.yaml").read_text(encoding="utf-8")
    page.get_by_role("button", name="Undo").click()
    assert (folder / "plan.yaml").read_bytes() == before
    context.close()


@pytest.mark.parametrize("tab", ["options", "years", "why", "money", "days", "edit", "roster", "history"])
def test_no_part_of_a_plan_is_wider_than_a_phone(page, tab):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"/plans/madison-2020?tab={tab}")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_copied_link_gives_the_same_view_in_a_fresh_browser(page, browser, served):
    page.goto("/plans/madison-2020?tab=days")
    page.get_by_label("Days left on").fill("2020-06-09")
    page.locator("#view [data-say]", has_text="open, 1 day left").wait_for()
    link = page.locator("[data-copy]").get_attribute("data-copy")
    fresh = browser.new_context(base_url=served.address)
    other = fresh.new_page()
    other.goto(link)
    assert other.locator("#view").inner_text() == page.locator("#view").inner_text()
    fresh.close()


def test_the_memo_is_made_previewed_and_its_pdf_taken_away(page, own):
    name, _ = own("portland-2022")
    page.goto(f"/memos/{name}")
    page.get_by_role("button", name="Make the memo").click()
    frame = page.frame_locator("iframe")
    frame.get_by_role("heading", level=1).wait_for(timeout=60_000)
    assert "Support staff in Portland" in frame.get_by_role("heading", level=1).inner_text()
    with page.expect_download() as taken:
        page.locator(f'a[href="/memos/{name}/memo.pdf"]').click()
    assert taken.value.suggested_filename == f"{name}-memo.pdf"
    assert len(PdfReader(taken.value.path()).pages) > 1
