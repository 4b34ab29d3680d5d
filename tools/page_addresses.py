"""Every page of the web app in every state, as addresses: made from the pages' own declarations, so that none is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args, get_origin

from wellstaffed.apps.web.file_page import FilePage
from wellstaffed.apps.web.page import Page
from wellstaffed.apps.web.pages import PAGES

# Controls whose every value is a view of its own.
TABS = ("part", "tab")
# Further states that no declaration knows of: filled forms, empty answers, refusals.
MORE = {
    "/": ["text=madison", "text=qzxqzx"],
    "/districts/{leaid}": ["role=nurse&step=0.5", "filter=high&sort=-students", "level=district", "filter=qzx"],
    "/record": [
        "as_of=2020-06-08",
        "part=positions&as_of=2020-06-08",
        "part=positions&matter=staffing",
        "part=votes&as_of=2020-07-01",
        "part=peers&like=size&like=poverty",
        "part=peers&reversed_only=true",
        "part=conditions&as_of=2020-06-08",
        "part=conditions&as_of=2020-06-08&plan=madison-2020",
        "as_of=2001-01-01",
        "part=votes&as_of=2001-01-01",
        "part=peers&as_of=2001-01-01",
    ],
    "/evidence": [
        "outcome=arrests_referrals",
        "action=counselors&group=all",
        "part=counts&counts=21/1340&reference_counts=9/1322&group=black&reference=white&outcome=arrests&year=2020-21",
        "part=counts&counts=suppressed/400&reference_counts=9/1322",
        "part=counts&counts=nonsense&reference_counts=9/1322",
        "part=district&district=5508520",
    ],
}
REFUSALS = ["/nowhere", "/districts/0000000", "/districts/4110040?step=3", "/record?as_of=never"]


@dataclass(frozen=True)
class PageAddress:
    """One page in one state: a name for its pictures, its address, and the path of its declaration."""

    name: str
    address: str
    path: str


def page_addresses(*, states: bool = True) -> list[PageAddress]:
    """
    Return the address of every page, each varying part filled with the example of its declaration.

    Parameters
    ----------
    states : bool
        Also each tab of a page, and the further states listed here; else each page once.
    """
    found = []
    for page in PAGES:
        if isinstance(page, FilePage):
            continue
        stem = re.sub(r"{(\w+)(:\w+)?}", lambda part, page=page: page.parts[part[1]].example, page.path)
        name = re.sub(r"\W+", "-", page.path).strip("-") or "home"
        found.append(PageAddress(name, stem, page.path))
        for query in [*_tabs(page), *MORE.get(page.path, [])] if states else []:
            found.append(PageAddress(f"{name}-{re.sub(r'[^a-z0-9]+', '-', query)[:60]}", f"{stem}?{query}", page.path))
    if states:
        found += [PageAddress(f"refusal-{place}", address, "") for place, address in enumerate(REFUSALS)]
    return found


def _tabs(page: Page) -> list[str]:
    return [
        f"{name}={value}"
        for name, one in page.controls.model_fields.items()
        if name in TABS and get_origin(one.annotation) is Literal
        for value in get_args(one.annotation)
        if value != one.default
    ]
