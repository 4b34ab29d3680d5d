"""The memos of Madison and Portland themselves: one set of figures in four forms, the same bytes everywhere."""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from tests.asked import ask_here, ask_process
from tests.reports.libreoffice import compared_formulas

from wellstaffed.apps import actions

NAMES = {
    "counselor": "Counselors",
    "social_worker": "Social workers",
    "psychologist": "Psychologists",
    "nurse": "Nurses",
}
# Schools by the year whose sheet they stand on in the workbook.
EXAMPLES = {
    "madison-2020": ("5508520", {"2015-16": "Schools 1", "2018-19": "Schools 2", "2020-21": "Schools 3"}),
    "portland-2022": ("4110040", {"2021-22": "Schools"}),
}


@pytest.fixture(scope="module")
def memos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("memos")
    actions.demo(out=folder)
    return folder


def shown(number: float | None, ending: str = "") -> str | None:
    """Return a number of ``--json`` as paper prints it: two decimals at most, no ending zeros."""
    return (
        None
        if number is None
        else re.sub(r"\.?0+$", "", f"{number:,.2f}") + ending
        if number % 1
        else f"{number:,.0f}{ending}"
    )


def in_words(row: dict) -> list[str]:
    """Return staff in post, need and gap of a row of ``--json`` in the words that the memo must print."""
    fte = row["fte_missing"] if row["fte"] is None else "none" if row["fte"] == 0 else shown(row["fte"])
    need = shown(row["need_fte"]) if row["need_fte"] is not None else row["need_missing"]
    if row["gap_fte"] is not None:
        gap = shown(row["gap_fte"])
    elif row["gap_fte_high"] is not None:
        gap = f"{shown(row['gap_fte_low'])} to {shown(row['gap_fte_high'])}"
    else:
        gap = row["gap_missing"]
    return [fte, need, gap]


def answer_of(leaid: str, year: str) -> dict:
    return json.loads(ask_here("gap", "--district", leaid, "--year", year, "--json").stdout)


def lines_of(page: str, year: str) -> list[list[str]]:
    """Return the cells of the table of schools of one year, by line."""
    (table,) = (t for t in re.findall(r"<table>.*?</table>", page, re.S) if f"gap by school, {year}</caption>" in t)
    body = re.search(r"<tbody>(.*?)</tbody>", table, re.S)[1]
    return [
        [html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S)]
        for line in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)
    ]


@pytest.mark.parametrize(("name", "year"), [(n, y) for n, (_, years) in EXAMPLES.items() for y in years])
def test_page_paper_and_workbook_print_what_json_says(memos: Path, name: str, year: str) -> None:
    leaid, years = EXAMPLES[name]
    page = (memos / name / "memo.html").read_text(encoding="utf-8")
    paper = re.sub(r"\s+", "", "".join(p.extract_text() for p in PdfReader(memos / name / "memo.pdf").pages))
    sheet = openpyxl.load_workbook(memos / name / "memo.xlsx", data_only=True)[years[year]]
    cells = {(row[1], row[2]): row for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]}
    printed = lines_of(page, year)
    stacked = len(printed[0]) == 7
    schools: dict[str, list[list[str]]] = {}
    for line in printed:
        if stacked and len(line) == 7:
            schools[line[0]] = []
        if stacked:
            schools[list(schools)[-1]].append(line[-6:])
        else:
            schools[line[0]] = [[NAMES[role], line[1], *line[2 + 3 * i : 5 + 3 * i]] for i, role in enumerate(NAMES)]
    compared = 0
    for row in answer_of(leaid, year)["rows"]:
        (mine,) = (line for line in schools[row["school"]] if line[0] == NAMES[row["role"]])
        assert mine[1] == (f"{row['students']:,}" if row["students"] is not None else row["students_missing"])
        assert mine[2:5] == in_words(row)
        assert "".join("".join(mine).split()) in paper or not stacked
        mine_xlsx = cells[row["school_id"], NAMES[row["role"]].lower().removesuffix("s")]
        for column, key in ((3, "students"), (5, "fte"), (8, "need_fte")):
            if row[key] is not None:
                assert mine_xlsx[column] == pytest.approx(row[key], abs=1e-9)
        if row["gap_fte"] is not None:
            assert mine_xlsx[9] == pytest.approx(row["gap_fte"], abs=1e-9)
        elif row["gap_fte_high"] is not None:
            assert mine_xlsx[10:12] == pytest.approx((row["gap_fte_low"], row["gap_fte_high"]), abs=1e-9)
        compared += 1
    assert compared == 4 * len(schools) == (16 if name == "madison-2020" else 4 * 87)
    if not stacked:
        assert all(
            "".join("".join([s, lines[0][1], *[c for x in lines for c in x[2:]]]).split()) in paper
            for s, lines in schools.items()
        )


@pytest.mark.parametrize("level", ["school", "district"])
def test_the_totals_of_json_stand_in_page_and_workbook(memos: Path, level: str) -> None:
    done = ask_here("gap", "--district", "4110040", "--year", "2021-22", "--level", level, "--json")
    page = (memos / "portland-2022" / "memo.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(memos / "portland-2022" / "memo.xlsx", data_only=True)
    table = re.search(r"all 87 schools together</caption>.*?</table>", page, re.S)[0]
    for total in json.loads(done.stdout)["totals"]:
        line = re.search(rf">{NAMES[total['role']]}</th>(.*?)</tr>", table, re.S)[1]
        cells = re.findall(r"<td[^>]*>(.*?)</td>", line)
        at = 3 if level == "school" else 5
        assert cells[at : at + 2] == [shown(total["need_fte"]), shown(total["gap_fte"])]
        counted = "school by school" if level == "school" else "district as one"
        role = NAMES[total["role"]].lower().removesuffix("s")
        (row,) = (r for r in book["Totals"].iter_rows(min_row=2, values_only=True) if r[1:3] == (role, counted))
        assert row[7:9] == pytest.approx((total["need_fte"], total["gap_fte"]), abs=1e-9)


@pytest.mark.parametrize("name", EXAMPLES)
def test_libreoffice_recalculates_the_workbook_from_zeroed_caches(memos: Path, name: str, tmp_path: Path) -> None:
    assert compared_formulas((memos / name / "memo.xlsx").read_bytes(), tmp_path) > 100


def test_the_bytes_are_the_same_under_another_locale_and_time_zone(memos: Path, tmp_path: Path) -> None:
    change = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77", "COLUMNS": "40"}
    assert ask_process("demo", "--out", tmp_path, **change).returncode == 0
    for made in sorted(memos.rglob("memo.*")) + sorted(memos.rglob("manifest.json")):
        again = tmp_path / made.relative_to(memos)
        assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(made.read_bytes()).digest(), made.name


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_manifest_names_the_bytes_of_every_input_and_output(memos: Path, name: str) -> None:
    document = json.loads((memos / name / "manifest.json").read_text(encoding="utf-8"))
    for file, digest in document["outputs"].items():
        assert hashlib.sha256((memos / name / file).read_bytes()).hexdigest() == digest
    for file, digest in document["inputs"].items():
        assert hashlib.sha256((actions.examples() / name / file).read_bytes()).hexdigest() == digest
    assert {figure["source"] for figure in document["figures"]} - {None}


def test_madison_marks_what_came_later_and_prints_no_zero_for_what_is_not_at_hand(memos: Path) -> None:
    page = (memos / "madison-2020" / "memo.html").read_text(encoding="utf-8")
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    assert "Enrollment of 2015-16, known in June 2020, high schools only" in heads
    later = page.index("<h2", page.index("Enrollment and staff of 2020-21") - 60)
    assert "Hindsight" in page[later : later + 400]
    assert page.count("ndsight, since January 2021") == 1
    for line in lines_of(page, "2015-16"):
        assert line[-4] == "not at hand"
        assert line[-2].startswith("0 to ")


def test_the_workbook_names_its_assumptions_and_follows_them(memos: Path, tmp_path: Path) -> None:
    from tests.reports.libreoffice import recalculated

    data = (memos / "portland-2022" / "memo.xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, cell = book.defined_names["students_per_counselor"].attr_text.replace("$", "").split("!")
    assert book[sheet][cell].value == 250
    book[sheet][cell].value = 500
    out = io.BytesIO()
    book.save(out)
    again = recalculated(out.getvalue(), tmp_path)
    done = ask_here("gap", "--district", "4110040", "--year", "2021-22", "--json")
    rows = [row for row in json.loads(done.stdout)["rows"] if row["role"] == "counselor"]
    by_hand = sum((2 * row["students"] + 500) // 1000 for row in rows)
    (total,) = (
        r for r in again["Totals"].iter_rows(min_row=2, values_only=True) if r[1:3] == ("counselor", "school by school")
    )
    assert total[7] == by_hand != 171


def test_madison_prints_the_clock_the_parties_and_the_peers_of_its_day(memos: Path) -> None:
    page = html.unescape((memos / "madison-2020" / "memo.html").read_text(encoding="utf-8"))
    assert "Drop one officer from January 2021: open, 2 days left" in page
    assert "End the agreement before its third year, 2021-22: open, 99 days left" in page
    assert "Where the parties stand on 2020-06-08" in page
    assert "only when all four high schools are properly staffed" in page
    assert "As of today: cannot be told (16 of 16 gaps" in page
    assert "Under “End the agreement at once and hire”: not met; in 2020-21" in page
    assert "What peers did by 2020-06-08" in page
    body = page[page.index("Where the parties stand") :]
    assert not re.search(r"2020-06-(?:09|1\d|2\d|3\d)|2020-07-\d\d", body[: body.index("Every assumption")])
    book = openpyxl.load_workbook(memos / "madison-2020" / "memo.xlsx")
    assert {"Clock", "Parties", "Peers", "Claim", "Standards"} <= set(book.sheetnames)
    calendar = (memos / "madison-2020" / "memo.ics").read_text(encoding="utf-8")
    assert "20200610" in calendar
    assert "20200915" in calendar
    assert not (memos / "portland-2022" / "memo.ics").exists()


def test_what_the_record_and_research_show_stands_on_one_page_and_marked_as_hindsight(memos):
    paper = PdfReader(memos / "madison-2020" / "memo.pdf")
    pages = [" ".join(page.extract_text().split()) for page in paper.pages]
    first = next(index for index, page in enumerate(pages) if "What the record and research show Hindsight" in page)
    page = pages[first]
    for said in (
        "published 2020-08-03, after the date of this memo",
        "The numbers of students by race are estimates",
        "18 among 1,428 against 10 among 6,087",
        "What research finds, in both directions",
        "A disparity proves no discrimination",
        "No finding is applied to these schools",
    ):
        assert said in page, said
    behind = " ".join(pages[first + 1 :])
    assert "Sorensen 2023" in behind
    assert "students estimated, not published" in behind.casefold()


def test_the_schools_that_the_federal_file_has_beside_those_counted_are_named_in_the_memo(memos: Path) -> None:
    said = (memos / "portland-2022" / "memo.html").read_text(encoding="utf-8")
    assert "2 further schools of the district are in the federal file of 2021-22 but not counted here: Online" in said
    assert "Community Transition Program" in said
    assert "without identifier" not in said
