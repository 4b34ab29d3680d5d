"""What HTML, PDF and XLSX promise: the same figures, the same bytes, hostile names as plain text."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from syrupy.assertion import SnapshotAssertion
from tests.reports.libreoffice import compared_formulas

from wellstaffed.core.exact import Direction, Order, show
from wellstaffed.reports import words
from wellstaffed.reports.html import memo_html
from wellstaffed.reports.layout import Table, sections
from wellstaffed.reports.pdf import memo_pdf
from wellstaffed.reports.roster_results import roster_results_xlsx
from wellstaffed.reports.xlsx import memo_xlsx

sys.path.insert(0, str(Path(__file__).parent))
from sample_content import few, many, rounded_by, sample_content, view

HOSTILE = ("<script>alert(1)</script>", "#set text(red) $x$ *b* @ref", '=HYPERLINK("x")', 'O\'Neil & "Sons" \\ _u_')
FEW = sample_content()
LONG = sample_content(views=(view("m", "Eighty-seven schools", many()),))


def _pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", text)


def test_html_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    without_charts = re.sub(r"<svg.*?</svg>", "<svg/>", memo_html(FEW), flags=re.S)
    assert without_charts == snapshot


def test_pdf_text_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    assert _pdf_text(memo_pdf(FEW)) == snapshot


@pytest.mark.parametrize("content", [FEW, LONG], ids=["four", "eighty-seven"])
def test_html_and_pdf_print_every_cell_of_every_table(content) -> None:  # type: ignore[no-untyped-def]
    page, paper = unescape(memo_html(content)), _squeezed(_pdf_text(memo_pdf(content)))
    for section in sections(content):
        for block in section.blocks:
            if isinstance(block, Table):
                for cell in (text for row in [*block.rows, block.total] for text in row):
                    assert cell in page
                    assert _squeezed(cell) in paper


def test_the_workbook_holds_the_figures_of_the_page() -> None:
    book = openpyxl.load_workbook(io.BytesIO(memo_xlsx(LONG)), data_only=True)
    by_key = {(row.school_id, words.role_words(row.roles, plural=False)): row for row in LONG.views[0].rows}
    seen = 0
    for cells in book["Schools"].iter_rows(min_row=2, values_only=True):
        row = by_key.get((cells[1], cells[2]))
        if row is None:
            continue
        seen += 1
        if row.need is not None:
            assert show(cells[8]) == words.need_cell(row)
        if row.gap is not None:
            assert show(cells[9]) == words.gap_cell(row)
        elif row.gap_high is not None:
            assert f"{show(cells[10])} to {show(cells[11])}" == words.gap_cell(row)
    assert seen == len(LONG.views[0].rows)


def test_pdf_is_tagged_titled_letter_and_has_its_fonts() -> None:
    reader = PdfReader(io.BytesIO(memo_pdf(LONG)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).lower().startswith("en")
    assert reader.metadata is not None
    assert reader.metadata.title == LONG.title
    for page in reader.pages:
        assert sorted((float(page.mediabox.width), float(page.mediabox.height))) == [612.0, 792.0]
        for font in page["/Resources"].get_object().get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(below)


def test_hostile_names_stay_plain_text() -> None:
    content = sample_content(views=(view("h", "<b>Hostile</b> #view", few(HOSTILE)),), title="<i>#title $ & co")
    page = memo_html(content)
    assert "<script" not in page
    assert "<b>Hostile" not in page
    paper = _squeezed(_pdf_text(memo_pdf(content)))
    for name in HOSTILE:
        assert name in unescape(page)
        assert _squeezed(name) in paper
    sheet = openpyxl.load_workbook(io.BytesIO(memo_xlsx(content)))["Schools"]
    names = {cell.value: cell.data_type for (cell,) in sheet.iter_rows(min_row=2, max_col=1) if cell.value}
    assert all(names[name] == "s" for name in HOSTILE)


def test_no_heading_is_empty() -> None:
    bare = replace(
        FEW, cautions=(), terms=(), cost=None, claim=None, assumptions=(), sources=(), citation="", corrections=""
    )
    assert [s.heading for s in sections(bare)] == [
        "Question",
        "Answer",
        FEW.views[0].title,
        FEW.views[1].title,
        "Version",
    ]
    assert memo_pdf(bare).startswith(b"%PDF")
    assert memo_xlsx(bare).startswith(b"PK")


def test_a_view_published_later_is_marked() -> None:
    assert memo_html(FEW).count(f'<p class="mark">{words.HINDSIGHT}</p>') == 1


_BYTES = """
import sys, hashlib
sys.path[:0] = sys.argv[1:]
from sample_content import sample_content
from wellstaffed.reports.html import memo_html
from wellstaffed.reports.pdf import memo_pdf
from wellstaffed.reports.xlsx import memo_xlsx
content = sample_content()
for data in (memo_html(content).encode(), memo_pdf(content), memo_xlsx(content)):
    print(hashlib.sha256(data).hexdigest())
"""


def test_bytes_do_not_depend_on_time_zone_or_locale() -> None:
    here = Path(__file__).resolve()
    paths = [str(here.parent), str(here.parents[2] / "src")]

    def run(**change: str) -> str:
        command = [sys.executable, "-c", _BYTES, *paths]
        return subprocess.run(command, env={**os.environ, **change}, capture_output=True, text=True, check=True).stdout

    assert run(LC_ALL="C", TZ="Pacific/Kiritimati") == run(LC_ALL="C.UTF-8", TZ="America/Chicago")


def test_roster_results_keep_order_and_text() -> None:
    data = roster_results_xlsx([["=1+1", 0.5, None], ["b", "0 to 2", "00123"]], header=["School", "need", "id"])
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
    assert rows == [("School", "need", "id"), ("=1+1", 0.5, None), ("b", "0 to 2", "00123")]


ROUNDED = [
    rounded_by(Fraction(1, 2), Direction.UP, Order.SUBTRACT_THEN_ROUND),
    rounded_by(Fraction(1), Direction.DOWN, Order.ROUND_THEN_SUBTRACT),
    rounded_by(Fraction(1, 5), Direction.UP, Order.ROUND_THEN_SUBTRACT),
    rounded_by(None, Direction.NEAREST, Order.ROUND_THEN_SUBTRACT),
]


@pytest.mark.parametrize("content", [FEW, LONG, *ROUNDED], ids=["four", "eighty-seven", "late", "down", "up", "exact"])
def test_libreoffice_recalculates_every_formula_to_its_cached_value(content, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert compared_formulas(memo_xlsx(content), tmp_path) > 50
