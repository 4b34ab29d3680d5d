"""One module per page: which action it asks, and what it shows of the answer; nothing is computed here."""

from wellstaffed.apps.web.change import Change
from wellstaffed.apps.web.page import Page
from wellstaffed.apps.web.pages.district import DISTRICT
from wellstaffed.apps.web.pages.home import HOME
from wellstaffed.apps.web.pages.memo import MAKE_MEMO, MEMO, MEMO_FILE
from wellstaffed.apps.web.pages.plan import FRONTIER_CHART, OVER_TIME_CHART, PLAN
from wellstaffed.apps.web.pages.plan_edit import BRING_BACK, REDO, SAVE, UNDO
from wellstaffed.apps.web.pages.plan_roster import ROSTER_TEMPLATE, UPLOAD
from wellstaffed.apps.web.pages.plans import ADD_PLAN, PLANS

PAGES: tuple[Page, ...] = (
    HOME,
    DISTRICT,
    PLANS,
    OVER_TIME_CHART,
    FRONTIER_CHART,
    ROSTER_TEMPLATE,
    PLAN,
    MEMO_FILE,
    MEMO,
)
CHANGES: tuple[Change, ...] = (
    ADD_PLAN,
    BRING_BACK,
    MAKE_MEMO,
    REDO,
    SAVE,
    UNDO,
    UPLOAD,
)
