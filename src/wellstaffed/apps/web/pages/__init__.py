"""One module per page: which action it asks, and what it shows of the answer; nothing is computed here."""

from wellstaffed.apps.web.change import Change
from wellstaffed.apps.web.page import Page
from wellstaffed.apps.web.pages.district import DISTRICT
from wellstaffed.apps.web.pages.evidence import EVIDENCE
from wellstaffed.apps.web.pages.home import HOME
from wellstaffed.apps.web.pages.record import RECORD

PAGES: tuple[Page, ...] = (
    HOME,
    DISTRICT,
    RECORD,
    EVIDENCE,
)
CHANGES: tuple[Change, ...] = ()
