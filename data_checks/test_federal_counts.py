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
