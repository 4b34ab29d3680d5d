"""One module per page: which action it asks, and what it shows of the answer; nothing is computed here."""

from wellstaffed.apps.web.change import Change
from wellstaffed.apps.web.page import Page
from wellstaffed.apps.web.pages.about import ABOUT
from wellstaffed.apps.web.pages.data import ADD, CANCEL, DATA, JOB, REMOVE
from wellstaffed.apps.web.pages.data_tables import CHECKS, DICTIONARY, ROWS
from wellstaffed.apps.web.pages.district import DISTRICT
from wellstaffed.apps.web.pages.district_facts import DISTRICT_FACTS
from wellstaffed.apps.web.pages.district_like import DISTRICT_LIKE
from wellstaffed.apps.web.pages.district_police import DISTRICT_POLICE
from wellstaffed.apps.web.pages.district_told import DISTRICT_TOLD
from wellstaffed.apps.web.pages.evidence import EVIDENCE
from wellstaffed.apps.web.pages.home import HOME
from wellstaffed.apps.web.pages.memo import MAKE_MEMO, MEMO, MEMO_FILE
from wellstaffed.apps.web.pages.plan import FRONTIER_CHART, OVER_TIME_CHART, PLAN
from wellstaffed.apps.web.pages.plan_edit import BRING_BACK, REDO, SAVE, SAVE_AGAIN, UNDO
from wellstaffed.apps.web.pages.plan_roster import ROSTER_TEMPLATE, UPLOAD
from wellstaffed.apps.web.pages.plans import ADD_PLAN, PLANS
from wellstaffed.apps.web.pages.record import RECORD
from wellstaffed.apps.web.pages.school import SCHOOL, SCHOOL_YEARS
from wellstaffed.apps.web.pages.standards import BUNDLE, STANDARD, STANDARDS
from wellstaffed.apps.web.pages.trace import TRACE

PAGES: tuple[Page, ...] = (
    HOME,
    DISTRICT,
    RECORD,
    EVIDENCE,
    DISTRICT_FACTS,
    DISTRICT_LIKE,
    DISTRICT_POLICE,
    DISTRICT_TOLD,
    SCHOOL,
    SCHOOL_YEARS,
    STANDARDS,
    BUNDLE,
    STANDARD,
    TRACE,
    DATA,
    CHECKS,
    DICTIONARY,
    JOB,
    ROWS,
    ABOUT,
    PLANS,
    OVER_TIME_CHART,
    FRONTIER_CHART,
    ROSTER_TEMPLATE,
    PLAN,
    MEMO_FILE,
    MEMO,
)
CHANGES: tuple[Change, ...] = (
    ADD,
    ADD_PLAN,
    BRING_BACK,
    CANCEL,
    MAKE_MEMO,
    REDO,
    REMOVE,
    SAVE,
    SAVE_AGAIN,
    UNDO,
    UPLOAD,
)
