"""Pages of districts, schools, standards and data in the browser: no fault of access, no sideways scrolling, no script needed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.axe import violations
from tests.sources.crdc.made_releases import EAST, made_release

PLACES = [
    "/", "/?text=madison", "/?text=qqqqqqq", "/?text=east&standard=asca/counselor_ratio", "/?nonsense=1",
    "/districts/4110040", "/districts/5508520", "/districts/4110040?role=nurse&sort=-gap_fte",
    "/districts/4110040?filter=nothing-is-named-so", "/districts/4110040?level=district&step=exact",
    "/districts/4110040?standard=kentucky/mental_health_goal", "/districts/4110040?step=7", "/districts/9999999",
    "/districts/0100015", "/districts/4110040/police", "/districts/5508520/police?filter=east", "/districts/5508520/facts",
    "/districts/0100015/facts", "/districts/5508520/like", "/districts/5508520/like?like=wages&like=state",
    "/districts/0100015/like", "/districts/5508520/told", "/districts/5508520/told?roster=ours.csv",
    "/districts/5508520/told?roster=broken.csv", "/districts/5508520/told?roster=none.csv",
    "/schools/411004001821", "/schools/550852000937?step=0.25&direction=up", "/schools/550852000929",
    "/schools/000000000000", "/schools/550852000937/years", "/trace/550852000941/2020-21/counselor",
    "/trace/411004001821/2021-22/psychologist", "/trace/4110040/2021-22/counselor", "/trace/x/y/z",
    "/standards", "/standards?role=nurse&compare=nasn/nurse_ratio,aap/nurse_ratio", "/standards?on=1850-01-01",
    "/standards?place=ZZ", "/standards/nasn/nurse_ratio", "/standards/wisconsin/nurse_words",
    "/standards/nasn/nurse_ratio?on=2021-01-01", "/standards/bundles/aclu-2019", "/standards/bundles/none",
    "/data", "/data/dictionary", "/data/dictionary?table=poverty", "/data/checks", "/data/tables/school_staff",
    "/data/tables/school_staff?district=5508520", "/data/tables/none", "/about",
]  # fmt: skip


@pytest.fixture(scope="session")
def filled(served):
    """The served workspace with a roster, a broken one, and a release to add."""
    (served.folder / "ours.csv").write_text(
        "School,School ID,School year,Students,Counselor FTE in post\nEast High,550852000925,2021-22,1700,8\n"
    )
    (served.folder / "broken.csv").write_text("School,School year,Students\nEast High,2021,many\n")
    (served.folder / "unknown.csv").write_text("a,b,c\n1,2,3\n")
    made_release("2017-18", [EAST | {"SCH_FTECOUNSELORS": 280}], served.folder)
    return served


@pytest.mark.parametrize("address", PLACES)
def test_a_page_has_no_fault_of_access_and_fits_a_phone(page, filled, address):
    page.goto(address)
    for details in page.locator("details:not([open]) > summary").all():
        details.click()
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_view_changed_by_a_control_has_no_fault_either(page, filled):
    page.goto("/districts/4110040")
    page.get_by_label("Standard", exact=True).select_option("asca/counselor_ratio")
    page.wait_for_url(re.compile("standard=asca"))
    assert "short of 21.7 counselors" in page.locator("[data-say]").inner_text()
    assert violations(page) == []
    page.goto("/standards")
    page.get_by_label("Compare Former NASN ratio of students to school nurses").check()
    page.get_by_label("Compare AAP full-time nurse in every school").check()
    page.get_by_role("button", name="Set the chosen side by side").click()
    page.wait_for_url(re.compile("compare=aap.*compare=nasn"))
    assert page.locator("#compared thead th").count() == 3
    assert violations(page) == []


def test_a_release_is_added_with_its_progress_and_a_damaged_one_shows_its_faults(page, filled):
    page.goto("/data")
    page.get_by_label("File", exact=True).select_option("2017-18-crdc-data.zip")
    page.get_by_role("button", name="Add it", exact=True).click()
    page.locator("#view").get_by_text("crdc_2017-18 is in the store").wait_for(timeout=60_000)
    assert violations(page) == []
    page.goto("/data")
    assert page.locator("table").inner_text().count("crdc_2017-18") == 1
    for summary in page.locator("details > summary").all():
        summary.click()
    assert violations(page) == []
    page.get_by_label("File", exact=True).select_option("unknown.csv")
    page.get_by_role("button", name="Add it", exact=True).click()
    page.get_by_text("are those of no release known here").wait_for(timeout=60_000)
    assert violations(page) == []
    page.goto("/data/checks")
    assert violations(page) == []
    page.goto("/data")
    page.locator("details > summary", has_text="crdc_2017-18").click()
    page.get_by_role("button", name="Take crdc_2017-18 out of the store").click()
    page.locator("#view").get_by_text("The store is empty").wait_for()


def test_without_scripts_controls_and_progress_work(browser, filled):
    context = browser.new_context(base_url=filled.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/districts/4110040")
    page.get_by_label("Role", exact=True).select_option("nurse")
    page.get_by_role("button", name="Show").click()
    assert "role=nurse" in page.url
    assert "Nurses: need and gap" in page.locator("caption").inner_text()
    page.goto("/data")
    page.get_by_label("File", exact=True).select_option("unknown.csv")
    page.get_by_role("button", name="Add it", exact=True).click()
    page.get_by_text("are those of no release known here").wait_for(timeout=60_000)  # the page asks again by itself
    context.close()


def test_a_running_job_has_no_fault_of_access_and_can_be_cancelled(page, filled):
    many = [
        EAST | {"SCHID": f"{number:05}", "COMBOKEY": f"5508520{number:05}", "SCH_ENR_BL_M": number}
        for number in range(1, 4000)
    ]
    made_release("2021-22", many, filled.folder)
    page.goto("/data")
    page.get_by_label("File", exact=True).select_option("2021-22-crdc-data.zip")
    page.get_by_role("button", name="Add it", exact=True).click()
    cancel = page.get_by_role("button", name="Cancel; the store stays as it was")
    expect(cancel).to_be_visible()
    assert violations(page) == []
    cancel.click()
    page.locator("#view").get_by_text("was cancelled; the store is as it was").wait_for()
    assert violations(page) == []
    page.goto("/data")
    expect(page.locator("#view").get_by_text("The store is empty")).to_be_visible()
