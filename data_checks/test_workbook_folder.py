"""The published state workbooks of 2020-21, added as a folder, beside the same added one by one."""

import os
from pathlib import Path

import pytest

from wellstaffed.apps.data_actions import data_add
from wellstaffed.tables.store import Store

SHARED = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))
BOOKS = SHARED / "data" / "crdc" / "2020-21_state_workbooks"


def rows_of(store):
    return {one.facts.name: {name: table.rows for name, table in one.tables.items()} for one in store.releases()}


def bytes_of(store):
    return {one.facts.name: {name: table.sha256 for name, table in one.tables.items()} for one in store.releases()}


def test_the_folder_gives_the_rows_that_its_workbooks_give_singly(tmp_path):
    together, singly = Store(tmp_path / "together"), Store(tmp_path / "singly")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WELLSTAFFED_HOME", str(together.home))
        added = data_add(path=BOOKS)
        patch.setenv("WELLSTAFFED_HOME", str(singly.home))
        for book in sorted(BOOKS.glob("*.xlsx")):
            data_add(path=book)
    assert added.not_read == ()
    assert len(rows_of(together)) == 8
    assert rows_of(together) == rows_of(singly)
    assert bytes_of(together) == bytes_of(singly)
    for table in singly.table_names():
        assert together.scan(table).collect().equals(singly.scan(table).collect()), table
