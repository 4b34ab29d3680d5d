"""A roster goes out empty, comes back filled, and every fault is named by its cell."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from wellstaffed.core.errors import NotFoundError, RosterError
from wellstaffed.sources.roster import MAX_FAULTS, read_roster, roster_rows_back, write_roster_template
from wellstaffed.tables.roster_staff import build_school_staff

HEAD = "School,School year,Students"


def _csv(folder: Path, text: str) -> Path:
    path = folder / "roster.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_filled_template_reads_back_with_pool_shares_and_need_counts(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    write_roster_template(path, kind="xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Roster"]
    at = {cell.value: cell.column for cell in sheet[1]}
    school = {"School": "East", "School ID": "010000500870", "School year": "2020-21", "Students": 500}
    school |= {"Nurse FTE in post": 0.4, "Nurse FTE budgeted": 1, "Nurse FTE vacant": 0.4, "Need: general": 0}
    pool = {"School": "District pool", "School year": "2020-21", "Nurse FTE in post": 2}
    for number, row in enumerate((school, pool), start=2):
        for name, value in row.items():
            sheet.cell(number, at[name], value)
    book.save(path)
    staff, counts = build_school_staff(read_roster(path))
    nurses = staff.filter(role="nurse").to_dicts()
    assert [(row["school_id"], row["is_pool"], row["fte"]) for row in nurses] == [
        ("010000500870", False, 0.4),
        ("District pool", True, 2.0),
    ]
    assert [row["flags"] for row in nurses] == ["vacancy_does_not_add_up", ""]
    assert nurses[1]["students_missing"] == "not applicable"
    assert nurses[0]["source"] == "roster.xlsx, Roster!row 2"
    assert counts.to_dicts()[0] == {
        "school_id": "010000500870", "school_year": 2021, "count": "general", "students": 0, "students_missing": None,
    }  # fmt: skip


def test_a_template_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    for kind in ("xlsx", "csv"):
        one, two = tmp_path / f"one.{kind}", tmp_path / f"two.{kind}"
        write_roster_template(one, kind=kind)
        write_roster_template(two, kind=kind)
        assert one.read_bytes() == two.read_bytes()


def test_blank_is_not_reported_and_zero_is_zero(tmp_path: Path) -> None:
    path = _csv(tmp_path, f"{HEAD},Counselors,Nurses,Guards\nA,2020-21,,0,,suppressed\n")
    staff, _ = build_school_staff(read_roster(path))
    found = {row["role"]: (row["fte"], row["fte_missing"]) for row in staff.to_dicts()}
    assert found["counselor"] == (0.0, None)
    assert found["nurse"] == (None, "not reported")
    assert found["guard"] == (None, "suppressed")
    assert found["officer"] == (None, "not asked")
    assert staff["students_missing"].unique().to_list() == ["not reported"]


def test_rows_go_back_in_their_order_with_our_columns_on_the_right(tmp_path: Path) -> None:
    roster = read_roster(_csv(tmp_path, f"{HEAD},Mascot\nB,2020-21,5,Owl\nA,2020-21,6,Fox\n"))
    assert roster.left_as_they_are == ("Mascot",)
    assert roster_rows_back(roster, [("gap", [1, 2])]) == [
        ["School", "School year", "Students", "Mascot", "gap"],
        ["B", "2020-21", "5", "Owl", 1],
        ["A", "2020-21", "6", "Fox", 2],
    ]


def test_all_faults_come_at_once_up_to_a_cap(tmp_path: Path) -> None:
    path = _csv(tmp_path, HEAD + "\n" + "".join(f"S{n},2020-21,many\n" for n in range(MAX_FAULTS + 7)))
    with pytest.raises(RosterError, match="and 7 more") as caught:
        read_roster(path)
    assert len(caught.value.faults) == MAX_FAULTS + 1
    assert caught.value.faults[0].where == "roster!C2"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEAD}\nA,2021,5\n", r"roster!B2: '2021' may mean either.*Write 2020-21 or 2021-22"),
        (f"{HEAD}\nA,2020-21,5\nA,2020-21,6\n", r"row 3: is the same school and year as row 2"),
        (f"{HEAD},Enrollment\nA,2020-21,5,5\n", r"roster!D1: 'Enrollment' means the same as the heading at roster!C1"),
        ("School,Students\nA,5\n", "has no column School year"),
        ("a,b\n1,2\n", "has no headings"),
        (f'{HEAD}\n"A,2020-21,5\n', "stray quotation mark"),
        ("School;School year;Students\nA;2020-21;1,500\n", "decimal point for a decimal comma"),
    ],
)
def test_a_fault_names_its_place_and_its_fix(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RosterError, match=message):
        read_roster(_csv(tmp_path, text))


def test_a_formula_without_stored_result_is_never_read_as_blank(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    book = openpyxl.Workbook()
    for row in (HEAD.split(","), ["A", "2020-21", "=2+3"]):
        book.active.append(row)
    book.save(path)
    with pytest.raises(RosterError, match=r"Sheet!C2: is a formula whose result is not stored"):
        read_roster(path)


def test_a_cell_far_away_is_refused_before_memory_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    book.save(path)
    with pytest.raises(RosterError, match="1,048,576 rows; the limit is 20,000"):
        read_roster(path)


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_001)
    with pytest.raises(RosterError, match="unpacks to 200,000,001 bytes"):
        read_roster(path)


def test_a_roster_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no roster"):
        read_roster(tmp_path / "none.xlsx")
