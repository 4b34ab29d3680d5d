"""The memo's section on record and research: one page, rates beside ratios, small counts of one's own hidden everywhere."""

import io
import re
import shutil

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from wellstaffed.apps.actions import examples
from wellstaffed.apps.evidence_section import LIMITS
from wellstaffed.apps.memo_files import memo_files

HEAD = "place,school_year,outcome,dimension,group,events,students,source,note\n"
OUTCOMES = ("interactions", "arrests", "citations", "referrals", "suspensions", "searches")


def memo_of(tmp_path, rows, *, published):
    folder = tmp_path / "plan"
    shutil.copytree(examples() / "madison-2020", folder)
    (folder / "arrests.csv").write_text(HEAD + "\n".join(rows) + "\n")
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    plan = plan.replace("references: [white, nonblack]", "references: [white]")
    if not published:
        plan = plan.replace("  published: 2020-08-03\n", "")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    return memo_files(folder / "plan.yaml")


def squeezed(text):
    return re.sub(r"\s+", "", text)


def line(outcome, group, events, students):
    return f"the four high schools,2019-20,{outcome},race,{group},{events},{students},https://example.org/report,"


def test_the_section_keeps_to_one_page_with_many_outcomes(tmp_path):
    rows = [
        line(one, group, events, n) for one in OUTCOMES for group, events, n in (("black", 9, 1428), ("white", 8, 3382))
    ]
    pages = [
        squeezed(page.extract_text())
        for page in PdfReader(io.BytesIO(memo_of(tmp_path, rows, published=True)["memo.pdf"])).pages
    ]
    (page,) = (one for one in pages if squeezed("What research finds, in both directions") in one)
    assert squeezed("What the record and research show") in page
    assert squeezed(LIMITS[-1]) in page
    behind = squeezed("".join(pages))
    assert squeezed("2 more outcomes stand in the table behind") in page
    assert squeezed("Searches, Black students against white students") in behind
    assert squeezed("6.3 against 2.4") in behind  # rates per 1,000
    assert squeezed("Difference per 1,000") in behind


def printed(files):
    book = load_workbook(io.BytesIO(files["memo.xlsx"]))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    paper = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files["memo.pdf"])).pages)
    return {
        "html": files["memo.html"].decode(),
        "pdf": paper,
        "xlsx": "\n".join(cells),
        "manifest": files["manifest.json"].decode(),
    }


@pytest.mark.parametrize("published", [True, False])
def test_small_counts_of_one_s_own_are_hidden_in_page_paper_and_workbook(tmp_path, published):
    rows = [line("arrests", "black", 47, 1428), line("arrests", "white", 4, 3382), line("arrests", "hispanic", 61, 900)]
    for name, text in printed(memo_of(tmp_path, rows, published=published)).items():
        if name != "manifest":
            assert (squeezed("4 among 3,382") in squeezed(text)) is published, name
            assert (squeezed("47 among 1,428") in squeezed(text)) is published, name  # would reveal it by subtraction
            if not published:
                assert squeezed("the count is hidden") in squeezed(text), name
