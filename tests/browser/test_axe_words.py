"""No page in any state has a fault that axe finds (WCAG 2.2 AA and best practices), none is wider than a phone."""

from __future__ import annotations

import pytest
from tests.browser.axe import violations
from tools.page_addresses import MORE, page_addresses

from wellstaffed.apps.web.pages import PAGES

ADDRESSES = page_addresses()
WORDS = [one for one in ADDRESSES if one.path in ("/record", "/evidence")]


def opened(page, address):
    """Open an address and wait until its styles and pictures are there."""
    page.goto(address)
    page.wait_for_load_state("load")


@pytest.mark.parametrize("one", WORDS, ids=lambda one: one.name)
def test_record_and_evidence_fit_a_phone_and_have_no_violation_there(page, one):
    page.set_viewport_size({"width": 360, "height": 800})
    opened(page, one.address)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(page) == []


@pytest.mark.parametrize("path", sorted({one.path or "" for one in ADDRESSES}))
def test_every_page_in_every_state_has_no_violation(page, path, record_property):
    found = {}
    states = [one for one in ADDRESSES if (one.path or "") == path]
    for one in states:
        opened(page, one.address)
        if faults := violations(page):
            found[one.address] = faults
    record_property("axe", [sum(map(len, found.values())), len(states), int(bool(path))])
    assert found == {}


def test_the_walk_leaves_no_page_out():
    walked = {one.path for one in ADDRESSES}
    assert {page.path for page in PAGES if page.kinds} <= walked
    assert set(MORE) <= walked
