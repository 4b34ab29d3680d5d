"""No violation of WCAG 2.2 AA on any page of plans and memos, in any state."""

import re
import shutil

import pytest
from playwright.sync_api import expect
from tests.browser.axe import violations

from wellstaffed.apps.actions import examples

PLAN = "/plans/madison-2020"
TABS = [f"{PLAN}?tab={tab}" for tab in ("options", "years", "why", "money", "days", "edit", "roster", "history")]


@pytest.mark.parametrize(
    "address",
    [
        "/plans",
        *TABS,
        f"{PLAN}?option=end-2021-when-staffed",
        "/plans/portland-2022",
        "/memos/portland-2022",
        "/plans/nope",
    ],
)
def test_no_violation_as_the_page_comes(page, address):
    page.goto(address)
    assert violations(page) == []


@pytest.fixture
def own(page, served):
    """A plan that only these states change, its page open."""
    folder = served.folder / "axe-states"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(served.folder / ".wellstaffed" / "history" / "axe-states", ignore_errors=True)
    shutil.copytree(examples() / "madison-2020", folder)
    page.goto("/plans/axe-states?tab=edit")
    return folder / "plan.yaml"


def save(page):
    page.get_by_role("button", name="Save and solve").click()
    page.wait_for_load_state()


def test_no_violation_after_a_save_and_in_the_history(page, own):
    page.get_by_label("Growth of pay (a year)").fill("0.03")
    save(page)
    expect(page.locator("#change")).to_be_visible()
    assert violations(page) == []
    page.goto("/plans/axe-states?tab=history&version=1")
    expect(page.locator(".difference")).to_be_visible()
    assert violations(page) == []


def test_no_violation_where_faults_are_shown(page, own):
    page.get_by_label("Growth of pay (a year)").fill("much")
    save(page)
    expect(page.locator(".faults")).to_be_visible()
    assert violations(page) == []


def test_no_violation_where_two_edits_meet(page, own):
    own.write_text(own.read_text(encoding="utf-8").replace("growth_rate: 0.02", "growth_rate: 0.01"), encoding="utf-8")
    page.get_by_label("Growth of pay (a year)").fill("0.03")
    save(page)
    expect(page.locator(".difference")).to_be_visible()
    assert violations(page) == []


def test_no_violation_where_the_plan_is_gone(page, own):
    own.unlink()
    save(page)
    expect(page.get_by_text("There is no plan “axe-states” in the workspace any more")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Write the plan again").click()
    expect(page).to_have_url(re.compile(r"/plans/axe-states$"))
    assert own.exists()


def test_no_violation_where_the_document_on_disk_is_broken(page, own):
    own.write_text(own.read_text(encoding="utf-8").replace("growth_rate: 0.02", "growth_rate: much"), encoding="utf-8")
    for address in ("/plans/axe-states", "/plans/axe-states?tab=edit", "/memos/axe-states"):
        page.goto(address)
        expect(page.locator(".faults")).to_be_visible()
        assert violations(page) == []


def test_no_violation_where_rules_conflict(page, own):
    text = own.read_text(encoding="utf-8").replace(
        "  caveat: true\n  police:", "  all_at_standard_by: 2020-21\n  police:"
    )
    own.write_text(text, encoding="utf-8")
    page.goto("/plans/axe-states")
    expect(page.get_by_text("cannot be.").first).to_be_visible()
    assert violations(page) == []


def test_no_violation_where_a_roster_has_faults(page, own):
    page.goto("/plans/axe-states?tab=roster")
    content = b"School,School year,Students\nEast,2015-16,many\n"
    page.get_by_label("Spreadsheet").set_input_files({"name": "r.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Check and take in").click()
    expect(page.locator("#upload-faults")).to_be_visible()
    assert violations(page) == []


def test_no_violation_where_a_plan_cannot_be_begun(page, own):
    page.goto("/plans")
    page.get_by_role("textbox", name="District").fill("nowhere at all")
    page.get_by_role("button", name="Begin the plan").click()
    expect(page.get_by_text("No shipped figures for the district")).to_be_visible()
    assert violations(page) == []


def test_no_violation_around_a_memo(page, own):
    page.goto("/memos/portland-2022")
    if page.get_by_role("button", name="Make the memo").is_visible():
        page.get_by_role("button", name="Make the memo").click()
    page.locator("iframe").wait_for(timeout=60_000)
    assert violations(page) == []
