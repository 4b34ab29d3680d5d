"""300 damaged releases: each ends in a clear error or a right result, never in anything else."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.sources.crdc.made_releases import EAST, LAFAYETTE, members, zipped

from wellstaffed.core.errors import WellstaffedError
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.tables.federal_release import built_tables
from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.store import ReleaseFacts, Store

WAVES = ("2015-16", "2017-18", "2020-21", "2021-22")
SCHOOLS = [EAST | {"SCH_FTECOUNSELORS": 4.8, "SCH_ENR_BL_F": 7}, LAFAYETTE | {"SCH_FTECOUNSELORS": 5}]


def some(files: dict[str, bytes], pick: random.Random) -> str:
    return pick.choice(sorted(files))


def cut_member(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    files[name] = files[name][: pick.randrange(len(files[name]))]


def rename_column(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    head, _, rest = files[name].partition(b"\n")
    columns = head.split(b",")
    columns[pick.randrange(len(columns))] = b'"SCH_NEW_THING"'
    files[name] = b",".join(columns) + b"\n" + rest


def drop_column(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    lines = files[name].split(b"\n")
    place = pick.randrange(len(lines[0].split(b",")))
    files[name] = b"\n".join(b",".join(c for i, c in enumerate(line.split(b",")) if i != place) for line in lines)


def drop_member(files: dict[str, bytes], pick: random.Random) -> None:
    del files[some(files, pick)]


def swap_wave(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    other = members(pick.choice(WAVES), SCHOOLS)
    files[name] = other[some(other, pick)]


def add_nul(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    place = pick.randrange(len(files[name]))
    files[name] = files[name][:place] + b"\0" + files[name][place:]


def add_bom(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    files[name] = b"\xef\xbb\xbf" + files[name]


def put_word(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    lines = files[name].split(b"\n")
    cells = lines[1].split(b",")
    cells[pick.randrange(len(cells))] = pick.choice(
        [b"many", b"-1", b"1e9", b"=1+1", b"", b"-9", b"99999999999", b'"5"']
    )
    lines[1] = b",".join(cells)
    files[name] = b"\n".join(lines)


def path_out(files: dict[str, bytes], pick: random.Random) -> None:
    files[pick.choice(["../out.csv", "/abs.csv", "a/../../b.csv"])] = b"x"


def twice(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    lines = files[name].split(b"\n")
    files[name] = b"\n".join([*lines[:2], lines[1], *lines[2:]])


def copy_member(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    files[f"copy/{name.rsplit('/', 1)[-1]}"] = files[name]


def noise(files: dict[str, bytes], pick: random.Random) -> None:
    name = some(files, pick)
    files[name] = bytes(pick.randrange(1, 256) for _ in range(400))


DAMAGES = [cut_member, rename_column, drop_column, drop_member, swap_wave, add_nul, add_bom, put_word, path_out, twice,
           copy_member, noise]  # fmt: skip


def read(path: Path) -> dict[str, Any]:
    release = crdc_release(path)
    return {} if release is None else {name: frame for name, frame, _ in built_tables(release)}


@pytest.mark.parametrize("seed", range(300))
def test_a_damaged_release_is_refused_in_words_or_read_rightly(seed: int, tmp_path: Path) -> None:
    pick = random.Random(seed)
    files = members(pick.choice(WAVES), SCHOOLS)
    damage = DAMAGES[seed % len(DAMAGES)]
    damage(files, pick)
    path = zipped(files, tmp_path / "a.zip")
    if seed % 25 == 24:
        path.write_bytes(path.read_bytes()[: pick.randrange(path.stat().st_size)])
    try:
        made = read(path)
    except WellstaffedError as error:
        made, said = {}, str(error)
    else:
        said = "read as it stands"
    assert len(said) > 15
    assert "Traceback" not in said
    for frame in made.values():
        if "fte" in frame.columns:
            assert (frame["fte"].is_null() == frame["fte_missing"].is_not_null()).all()
            assert frame["fte"].drop_nulls().min() is None or frame["fte"].drop_nulls().min() >= 0


def tree(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize("seed", range(0, 300, 3))
def test_a_damaged_release_leaves_the_store_as_it_was_or_is_taken_in_whole(seed: int, tmp_path: Path) -> None:
    pick = random.Random(seed)
    files = members(pick.choice(WAVES), SCHOOLS)
    DAMAGES[(seed // 3) % len(DAMAGES)](files, pick)
    path, store = zipped(files, tmp_path / "a.zip"), Store(tmp_path / "home")
    held = pl.DataFrame({"school": ["one"], "fte": [1.0]})
    store.add(ReleaseFacts("held", "made", "1", "made.csv", "a" * 64, 1), [("staff", held, ["school"], None)])
    before = tree(store.home)
    try:
        found = recognised_release(path)
        store.add(found.facts, found.tables())
    except WellstaffedError:
        assert tree(store.home) == before
    else:
        assert len(store.releases()) == 2
    rows = store.scan("staff")
    assert rows is not None
    assert rows.collect().equals(held)
