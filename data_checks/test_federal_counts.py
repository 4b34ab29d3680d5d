"""Referrals of every district of Maine in 2020-21 from the store, beside sums of the workbook's own cells."""

import os
from collections import defaultdict
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from wellstaffed.apps.data_actions import data_add
from wellstaffed.evidence.federal_counts import federal_counts
from wellstaffed.tables.store import Store

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))
MAINE = SHARED / "data" / "crdc" / "2020-21_state_workbooks" / "CRDC_2020-21_ME.xlsx"
CODES = {"HI": "hispanic", "AM": "american_indian", "AS": "asian", "HP": "pacific", "BL": "black", "WH": "white",
         "TR": "two_or_more"}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WELLSTAFFED_HOME", str(home))
        data_add(path=MAINE)
        yield Store()


def test_every_district_has_the_sums_of_the_workbook(store):
    header, *lines = CalamineWorkbook.from_path(str(MAINE)).get_sheet_by_index(0).to_python()
    parts = ("DISCWODIS_REF", "DISCWDIS_REF_IDEA", "ENR")
    columns = {
        (part, code): [header.index(f"SCH_{part}_{code}_{sex}") for sex in "MF"] for part in parts for code in CODES
    }
    district, school = header.index("LEAID"), header.index("COMBOKEY")
    published = defaultdict(lambda: [0, 0])
    for line in lines:
        cells = {key: [float(line[at]) for at in places] for key, places in columns.items()}
        assert str(line[school]).startswith(str(line[district]))
        if any(value < 0 for values in cells.values() for value in values):
            continue
        for code, group in CODES.items():
            found = published[str(line[district]), group]
            found[0] += sum(sum(cells[part, code]) for part in parts[:2])
            found[1] += sum(cells["ENR", code])
    assert len(published) > 1000
    assert sum(events for events, _ in published.values()) > 100
    for leaid in sorted({key[0] for key in published}):
        counts = federal_counts(store, leaid=leaid, school_year=2021, outcome="referrals")
        for row in counts.to_dicts():
            assert [row["events"], row["students"]] == published[leaid, row["group"]], (leaid, row["group"])


def test_children_with_disabilities_and_english_learners_are_those_of_the_workbook(store):
    header, *lines = CalamineWorkbook.from_path(str(MAINE)).get_sheet_by_index(0).to_python()

    def cells(line, *names):
        return [float(line[header.index(f"SCH_{name}")]) for name in names]

    def of(prefix, codes=(*CODES,)):
        return [f"{prefix}_{code}_{sex}" for code in codes for sex in "MF"]

    by_sex = [f"{name}_{sex}" for name in ("DISCWODIS_REF_LEP", "DISCWDIS_REF_LEP") for sex in "MF"]
    published = defaultdict(lambda: [0.0, 0.0])
    for line in lines:
        whole = cells(line, *of("DISCWODIS_REF"), *of("DISCWDIS_REF_IDEA"), "DISCWDIS_REF_504_M", "DISCWDIS_REF_504_F")
        idea, learners = cells(line, *of("DISCWDIS_REF_IDEA")), cells(line, *by_sex)
        enrolled = [cells(line, *of(name)) for name in ("ENR", "IDEAENR", "504ENR", "LEPENR")]
        every, served, section_504, english = enrolled
        district = str(line[header.index("LEAID")])
        for key, events, students, needed in (
            ("idea", sum(idea), sum(served), [*whole, *served, *section_504, *every]),
            ("english_learner", sum(learners), sum(english), [*whole, *learners, *english, *every]),
        ):
            # A district leaves out a school of which any group of the dimension is unknown or contradicts itself.
            rest = sum(whole) - sum(learners) if key == "english_learner" else 0
            if min(needed) >= 0 and rest >= 0:
                published[district, key][0] += events
                published[district, key][1] += students
    assert sum(events for (_, key), (events, _) in published.items() if key == "idea") > 50
    for dimension, group in (("disability", "idea"), ("english learner", "english_learner")):
        counts = federal_counts(store, state="ME", school_year=2021, outcome="referrals", dimension=dimension)
        for row in counts.filter(group=group).to_dicts():
            if row["events"] is not None:
                assert [row["events"], row["students"]] == published[row["place_id"], group], (row["place_id"], group)
