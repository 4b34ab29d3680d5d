"""Madison's and Portland's shipped rows: what the files say, and words where they say nothing."""

import csv
import io
import json

import polars as pl
import pytest

from wellstaffed.tables.shipped import ROLES
from wellstaffed.tables.shipped_cities import MADISON, MADISON_SCHOOLS, PORTLAND, PORTLAND_DIRECTORY, cities_csv

STUDENTS_ONLY = """school,year,enrollment
East,2015-16,1608
La Follette,2015-16,1530
Memorial,2015-16,1925
West,2015-16,2134
Memorial,2018-19,1953
West,2018-19,2228
East,2019-20,
"""


def portland_staff(counselors: float, officers: float) -> dict[str, float]:
    return {
        "teachers_fte": 16.0, "counselors_fte": counselors, "psychologists_fte": 0.0, "social_workers_fte": 1.0,
        "nurses_fte": 0.27, "security_guard_fte": 0.0, "law_enforcement_fte": officers,
    }  # fmt: skip


@pytest.fixture
def rows(tmp_path):
    return rows_of(tmp_path)


def rows_of(tmp_path, *further):
    """Return the rows of small files in the official forms; `further` are Portland's schools of the national file: students, counselors."""
    for name in (PORTLAND, PORTLAND_DIRECTORY, MADISON):
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
    folder = tmp_path / "data"
    (folder / MADISON).write_text(STUDENTS_ONLY, encoding="utf-8")
    counted = {
        "year": 2021,
        "enrollment": {"411004000943": 1550.0, "": 164.0, "411004000865": 374.0},
        "teachers_staff": {
            "411004000943": portland_staff(4.5, 1.0), "": portland_staff(0.0, 0.0), "411004000865": portland_staff(1.5, 0.0),
        },
    }  # fmt: skip
    (folder / PORTLAND).write_text(json.dumps(counted), encoding="utf-8")
    listed = [
        {"ncessch": "411004000943", "school_name": "Roosevelt High School", "lowest_grade_offered": 9, "highest_grade_offered": 12},
        {"ncessch": "411004000865", "school_name": "Abernethy Elementary School", "lowest_grade_offered": -1, "highest_grade_offered": 5},
    ]  # fmt: skip
    (folder / PORTLAND_DIRECTORY).write_text(json.dumps(listed), encoding="utf-8")
    high = {
        "school_year": 2021,
        "students": 1698,
        "students_missing": None,
        "flags": "guard:all_equal",
        "source": "crdc_2020_21_high",
    }
    for role in ROLES:
        known = {"counselor": 4.8, "officer": 0.0, "guard": 5.0}.get(role)
        why = None if known is not None else "not at hand"
        high |= {f"fte_{role}": known, f"fte_{role}_missing": why, f"fte_{role}_code": why}
    schools = [high | {"school_id": school, "leaid": "5508520", "school": school} for school in MADISON_SCHOOLS]
    low = high | {"leaid": "4110040", "school_year": 2022, "fte_guard": 0.0}
    schools += [
        low
        | {
            "school_id": f"41100409999{at}",
            "school": f"Program {at}",
            "grade_band": "high",
            "students": students,
            "fte_counselor": fte,
        }
        for at, (students, fte) in enumerate(further)
    ]
    staff = pl.DataFrame([{"grade_band": "high"} | one for one in schools])
    return list(csv.DictReader(io.StringIO(cities_csv(folder, staff).decode())))


def test_every_school_has_a_row_per_year_and_role(rows):
    keys = [(row["school_id"], row["school_year"], row["role"]) for row in rows]
    assert len(keys) == len(set(keys)) == (4 * 3 + 3) * len(ROLES)


def test_a_year_without_staff_has_students_or_the_words_not_at_hand(rows):
    found = {
        (row["school"], row["school_year"]): row["students"] or row["students_missing"]
        for row in rows
        if row["source"] in ("crdc_2015_16_madison", "nces_2018_19_madison")
    }
    assert found["East High", "2016"] == "1608"
    assert found["East High", "2019"] == found["La Follette High", "2019"] == "not at hand"
    assert found["West High", "2019"] == "2228"
    assert {row["fte_missing"] for row in rows if row["school_year"] in ("2016", "2019")} == {"not at hand"}


def test_a_year_of_the_national_file_keeps_its_zero_its_reasons_and_its_flags(rows):
    east = {row["role"]: row for row in rows if row["school"] == "East High" and row["school_year"] == "2021"}
    assert (east["counselor"]["fte"], east["officer"]["fte"], east["nurse"]["fte"]) == ("4.8", "0", "")
    assert east["nurse"]["fte_missing"] == "not at hand"
    assert (east["guard"]["flags"], east["counselor"]["flags"]) == ("all_equal", "")


@pytest.mark.parametrize(
    ("further", "school", "name"),
    [
        ([(164, 0.0), (79, 0.0)], "411004099990", "Program 0"),
        ([(164, 1.0), (79, 0.0)], "no-id-1", "School without identifier in the source"),
        ([(164, 0.0), (164, 0.0)], "no-id-1", "School without identifier in the source"),
    ],
)
def test_a_school_without_identifier_is_the_one_of_the_national_file_with_equal_figures(
    tmp_path, further, school, name
):
    rows = rows_of(tmp_path, *further)
    (counselor,) = (row for row in rows if "no_identifier" in row["flags"] and row["role"] == "counselor")
    assert (counselor["school_id"], counselor["school"]) == (school, name)


def test_portland_s_schools_stand_by_name_with_the_flags_of_what_they_report(rows):
    portland = [row for row in rows if row["leaid"] == "4110040"]
    assert list(dict.fromkeys(row["school"] for row in portland)) == [
        "Abernethy Elementary School", "Roosevelt High School", "School without identifier in the source",
    ]  # fmt: skip
    by = {(row["school_id"], row["role"]): row for row in portland}
    assert by["411004000943", "officer"]["flags"] == "officers_after_removal"
    assert by["no-id-1", "counselor"]["flags"] == "no_identifier"
    assert (by["411004000865", "nurse"]["fte"], by["411004000865", "nurse"]["grade_band"]) == ("0.27", "elementary")
    assert (by["no-id-1", "nurse"]["grade_band"], by["no-id-1", "nurse"]["students"]) == ("", "164")
