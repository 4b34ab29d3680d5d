"""A memo whose figures are of high schools only says so wherever it gives a number for the district."""

import openpyxl
import pytest

from wellstaffed.apps import actions
from wellstaffed.apps.memo_files import titled

PLAN = """title: Support staff in Columbus
dated: 2024-01-10
prepared_for: School board
question: How many are missing?
district: {leaid: "3904380", name: Columbus City School District, state: OH}
standard: aclu-2019
rounding: {step: 1, direction: nearest, order: round-then-subtract}
answer_from: figures
views:
- {key: figures, title: Enrollment and staff of 2020-21, basis: shipped figures, school_year: 2020-21, hindsight: false}
"""


@pytest.fixture(scope="module")
def memo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("memo")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    actions.memo(plan=folder / "plan.yaml", out=folder / "memo")
    return folder / "memo"


def test_the_answer_the_views_and_the_cautions_say_high_schools_only(memo):
    page = (memo / "memo.html").read_text(encoding="utf-8")
    assert "the 22 schools (high schools only) together need" in page
    assert "Enrollment and staff of 2020-21, high schools only" in page
    assert "The figures of 2020-21 are of high schools only: any other school of the district" in page


def test_the_workbook_says_it_too(memo):
    book = openpyxl.load_workbook(memo / "memo.xlsx", read_only=True)
    words = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert words.count("high schools only") >= 3


@pytest.mark.parametrize(
    ("title", "covers", "said"),
    [
        ("Staff of 2020-21", "high schools only", "Staff of 2020-21, high schools only"),
        ("The four high schools, 2020-21", "high schools only", "The four high schools, 2020-21"),
        ("Staff of 2021-22", "", "Staff of 2021-22"),
    ],
)
def test_a_title_that_says_it_is_left_as_it_is(title, covers, said):
    assert titled(title, covers) == said


def test_the_memo_is_cited_by_its_own_date_and_the_program_by_its_version(memo):
    from wellstaffed import __version__

    page = (memo / "memo.html").read_text(encoding="utf-8")
    assert f"wellstaffed {__version__}. Support staff in Columbus. Memo of 2024-01-10." in page
