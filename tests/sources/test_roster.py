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
        ("School;School year;Students\nA;2020-21;1,500\n", "may be 1,500 or 1.5: no other number"),
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


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (
            "East,2020-21,1,200,5",
            r"has 5 cells under 4 headings: East \| 2020-21 \| 1 \| 200 \| 5\. 1,200 may be one number",
        ),
        ("East,2020-21,1,200,", r".*1,200 may be one number: a comma for thousands"),
        ("East,2020-21,120,5,closed in May", r"has 5 cells under 4 headings.*give the last column a heading"),
    ],
)
def test_a_row_with_more_cells_than_headings_is_refused_with_the_likely_cause(
    tmp_path: Path, row: str, cause: str
) -> None:
    with pytest.raises(RosterError, match=rf"roster!row 3: {cause}"):
        read_roster(_csv(tmp_path, f"{HEAD},Counselors\nWest,2020-21,80,1\n{row}\n"))


def test_a_number_beside_the_headings_of_a_workbook_is_refused_and_a_note_is_not(tmp_path: Path) -> None:
    header = [*HEAD.split(","), "Counselors"]
    split = [header, ["West", "2020-21", 80, 1], ["East", "2020-21", 1, 200, 5]]
    path = _workbook(tmp_path / "split.xlsx", {"Sheet": split})
    with pytest.raises(
        RosterError, match=r"Sheet!row 3: has 5 cells under 4 headings: East \| 2020-21 \| 1 \| 200 \| 5\. 1,200"
    ):
        read_roster(path)
    noted = [header, ["West", "2020-21", 80, 1, "closes in May"], ["East", "2020-21", 1200, 5]]
    assert len(read_roster(_workbook(tmp_path / "noted.xlsx", {"Sheet": noted})).rows) == 2


def test_blank_cells_beyond_the_headings_mean_nothing(tmp_path: Path) -> None:
    (row,) = read_roster(_csv(tmp_path, f"{HEAD},Counselors,\nEast,2020-21,1200,5,,\n")).rows
    assert row.students.value == 1200


@pytest.mark.parametrize(
    ("students", "fte", "read"),
    [("1.250", "2,5", (1250, 2.5)), ("1250", "0,75", (1250, 0.75)), ("1,250", "2.5", (1250, 2.5)), ("1250", "1.5", (1250, 1.5))],
)  # fmt: skip
def test_a_file_with_semicolons_tells_its_decimals_by_its_own_numbers(
    tmp_path: Path, students: str, fte: str, read: tuple[int, float]
) -> None:
    path = _csv(tmp_path, f"School;School year;Students;Counselors\nEast;2020-21;{students};{fte}\n")
    staff, _ = build_school_staff(read_roster(path))
    assert staff.filter(role="counselor").select("students", "fte").row(0) == read


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ("East;2020-21;1.000;1.500", ["'1.000' may be 1,000 or 1: no other number", "'1.500' may be 1,500 or 1.5"]),
        ("East;2020-21;1.000;2.5", ["'1.000' may be 1,000 or 1: students are whole"]),
        ("East;2020-21;900;2,5\nWest;2020-21;900;0.75", ["points ('0.75' in roster!D3) and with commas ('2,5' in roster!D2)"]),
    ],
)  # fmt: skip
def test_a_number_that_may_be_two_is_refused(tmp_path: Path, rows: str, faults: list[str]) -> None:
    with pytest.raises(RosterError, match="fault") as refused:
        read_roster(_csv(tmp_path, f"School;School year;Students;Counselors\n{rows}\n"))
    assert all(fault in str(refused.value) for fault in faults)


def _workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_schools_on_a_second_sheet_are_not_lost_in_silence(tmp_path: Path) -> None:
    sheets = {
        name: [HEAD.split(","), [school, "2020-21", 5]] for name, school in (("Roster", "A"), ("Elementary", "B"))
    }
    with pytest.raises(RosterError, match=r"2 sheets with the headings of a roster: 'Roster' \(1 row\), 'Elementary'"):
        read_roster(_workbook(tmp_path / "two.xlsx", sheets))


def test_the_one_sheet_with_a_roster_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    sheets = {"Notes": [["From the budget office"]], "High": [HEAD.split(","), ["A", "2020-21", 5]], "Sheet3": []}
    roster = read_roster(_workbook(tmp_path / "notes.xlsx", sheets))
    assert (roster.sheet, roster.sheets_not_read) == ("High", ("Notes",))
    assert roster.origin.endswith("notes.xlsx (sheet 'High'; not read: 'Notes')")


@pytest.mark.parametrize(
    "name", ["District", "All schools", "Districtwide total", "Total", "Grand total", "Subtotal", "Total elementary",
             "Elementary schools total", "DISTRICT-WIDE", "All", "Average", "District sum", "Entire district"],
)  # fmt: skip
def test_a_row_of_totals_is_no_school(tmp_path: Path, name: str) -> None:
    with pytest.raises(RosterError, match=f"roster!A3: '{name}' looks like a row of totals"):
        read_roster(_csv(tmp_path, f"{HEAD}\nA,2020-21,5\n{name},2020-21,5\n"))


@pytest.mark.parametrize(
    "name",
    ["Totally Kids", "Total Learning Academy", "All Saints", "District Heights", "World Academy for Total Health High"],
)
def test_a_school_whose_name_only_sounds_like_a_total_is_one(tmp_path: Path, name: str) -> None:
    (row,) = read_roster(_csv(tmp_path, f"{HEAD}\n{name},2020-21,5\n")).rows
    assert row.school == name


@pytest.mark.parametrize(
    ("first", "second"), [("East,,Hill", "EAST,,Hill"), ("East,,Hill", "east ,7,Hill"), ("East,7,", "East,,Hill"), ("A,x1,", "B,X1,")]
)  # fmt: skip
def test_a_school_written_in_other_letters_is_the_same_school(tmp_path: Path, first: str, second: str) -> None:
    rows = "".join(f"{one},2020-21,5\n" for one in (first, second))
    with pytest.raises(RosterError, match="row 3: is the same school and year as row 2"):
        read_roster(_csv(tmp_path, f"School,School ID,District,School year,Students\n{rows}"))


def test_schools_of_one_name_are_several_where_identifier_or_district_tells_them_apart(tmp_path: Path) -> None:
    rows = "East,1,Hill,2020-21,5\nEast,2,Hill,2020-21,5\nEast,,Dale,2020-21,5\n"
    assert len(read_roster(_csv(tmp_path, f"School,School ID,District,School year,Students\n{rows}")).rows) == 3


@pytest.mark.parametrize(
    ("heading", "meant"),
    [("Councilors", "Counselor FTE in post"), ("Social Wkrs", "Social worker FTE in post"), ("Nurse FTE vacent", "Nurse FTE vacant"),
     ("Guidance councelor", "Counselor FTE in post"), ("Phycologists", "Psychologist FTE in post")],
)  # fmt: skip
def test_a_misspelt_heading_of_staff_is_a_fault_and_never_a_role_that_was_not_asked(
    tmp_path: Path, heading: str, meant: str
) -> None:
    with pytest.raises(
        RosterError, match=f"roster!D1: '{heading}' is no heading that is read, and much like '{meant}'"
    ):
        read_roster(_csv(tmp_path, f"{HEAD},{heading}\nEast,2020-21,5,1\n"))


def test_a_heading_like_one_that_stands_beside_it_is_another_column(tmp_path: Path) -> None:
    roster = read_roster(_csv(tmp_path, f"{HEAD},Counselors,Councilors\nEast,2020-21,5,1,2\n"))
    assert roster.left_as_they_are == ("Councilors",)


@pytest.mark.parametrize(
    "heading", ["Counselor name", "Nurses notes", "Psychologist interns", "LCSW", "Student services"]
)
def test_a_column_of_something_else_is_named_and_not_read(tmp_path: Path, heading: str) -> None:
    roster = read_roster(_csv(tmp_path, f"{HEAD},{heading}\nEast,2020-21,5,1\n"))
    assert roster.origin.endswith(f"roster.csv (column not read: '{heading}')")
