"""The store holds the old or the new, whole, whatever happens to the writer."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from tests.sources.crdc.made_releases import EAST, made_release

from wellstaffed.core.errors import StoreError
from wellstaffed.sources.published_file import file_sha256
from wellstaffed.tables.releases import recognised_release
from wellstaffed.tables.store import ReleaseFacts, Store
from wellstaffed.tables.store_folder import only_writer, store_home

SAIPE = Path(__file__).parents[1] / "sources" / "published" / "saipe_school_districts.csv"
SOURCE = Path(__file__).parents[2] / "src"


def add(store, path, release=None):
    found = recognised_release(path, release)
    return store.add(found.facts, found.tables())


def facts(name="made_1", checksum="a" * 64, rank=0):
    return ReleaseFacts(name, "made", "1", "made.csv", checksum, 1, rank)


def rows(*values):
    return pl.DataFrame(
        {"school": [str(i) for i in range(len(values))], "fte": values, "flags": ["odd"] + [""] * (len(values) - 1)}
    )


def check_whole(store):
    for one in store.releases():
        for table in one.tables.values():
            assert file_sha256(one.folder / table.file) == table.sha256
            assert pl.scan_parquet(one.folder / table.file).select(pl.len()).collect().item() == table.rows


def test_a_release_added_is_there_with_its_manifest(tmp_path):
    stored = add(Store(tmp_path), SAIPE)
    manifest = json.loads((stored.folder / "manifest.json").read_text())
    assert manifest["file_sha256"] == file_sha256(SAIPE)
    assert manifest["tables"]["poverty"]["rows"] == len(SAIPE.read_text().splitlines()) - 1
    assert Store(tmp_path).scan("poverty").collect().height == manifest["tables"]["poverty"]["rows"]
    check_whole(Store(tmp_path))


def test_adding_the_same_file_again_changes_no_byte(tmp_path):
    first = add(Store(tmp_path), SAIPE)
    before = (first.folder / "poverty.parquet").read_bytes()
    second = add(Store(tmp_path), SAIPE)
    assert (second.folder / "poverty.parquet").read_bytes() == before
    assert second.as_json() == first.as_json()
    assert len(Store(tmp_path).releases()) == 1


def test_flags_are_counted_in_the_manifest(tmp_path):
    flags = pl.DataFrame({"school": ["1", "2"], "rule": ["all_equal", "all_equal"]})
    stored = Store(tmp_path).add(facts(), [("flags", flags, ["school"], None)])
    assert stored.flags == {"all_equal": 2}


def test_a_row_that_two_releases_hold_comes_once_from_the_first_in_rank(tmp_path):
    store = Store(tmp_path)
    store.add(facts("extract", rank=1), [("staff", rows(9.0, 9.0, 9.0), ["school"], None)])
    store.add(facts("national", rank=0), [("staff", rows(1.0, 2.0), ["school"], None)])
    assert store.scan("staff").sort("school").collect()["fte"].to_list() == [1.0, 2.0, 9.0]
    assert store.scan("nothing") is None


def test_a_reader_that_fails_half_way_leaves_the_store_as_it_was(tmp_path):
    store = Store(tmp_path)
    store.add(facts(), [("staff", rows(1.0), ["school"], None)])

    def failing():
        yield "staff", rows(5.0), ["school"], None
        raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        store.add(facts(checksum="b" * 64), failing())
    assert store.scan("staff").collect()["fte"].to_list() == [1.0]
    assert [folder.name for folder in (tmp_path / "releases").iterdir()] == ["made_1.aaaaaaaaaaaa.v1"]


def test_a_second_writer_is_turned_away_and_readers_are_not(tmp_path):
    store = Store(tmp_path)
    store.add(facts(), [("staff", rows(1.0), ["school"], None)])
    with only_writer(tmp_path):
        with pytest.raises(StoreError, match="Another wellstaffed is writing"):
            store.add(facts(), [("staff", rows(2.0), ["school"], None)])
        assert store.scan("staff").collect()["fte"].to_list() == [1.0]


def test_a_release_can_be_taken_out(tmp_path):
    store = Store(tmp_path)
    store.add(facts(), [("staff", rows(1.0), ["school"], None)])
    with pytest.raises(StoreError, match="holds made_1"):
        store.remove("other")
    store.remove("made_1")
    assert store.releases() == []


def test_a_file_with_one_other_byte_is_refused_until_it_is_whole_again(tmp_path):
    store = Store(tmp_path / "home")
    (tmp_path / "release").mkdir()
    add(store, made_release("2017-18", [EAST | {"SCH_FTECOUNSELORS": 5}], tmp_path / "release"))
    (file,) = store.home.glob("releases/*/school_staff.parquet")
    whole, places = file.read_bytes(), random.Random(7)
    for _ in range(60):
        place = places.randrange(len(whole))
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        with pytest.raises(StoreError, match=r"is damaged or missing .*Add the release crdc_2017-18 again"):
            store.scan("school_staff")
    file.write_bytes(whole)
    assert staff_of(store) == [5]
    file.unlink()
    with pytest.raises(StoreError, match=r"is damaged or missing .*No such file"):
        store.scan("school_staff")


def test_a_damaged_manifest_is_said_and_not_guessed(tmp_path):
    store = Store(tmp_path)
    stored = store.add(facts(), [("staff", rows(1.0), ["school"], None)])
    (stored.folder / "manifest.json").write_text("{")
    with pytest.raises(StoreError, match=r"manifest\.json of the store cannot be read"):
        store.releases()


def test_the_folder_is_the_one_the_environment_names(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLSTAFFED_HOME", str(tmp_path))
    assert store_home() == tmp_path
    monkeypatch.delenv("WELLSTAFFED_HOME")
    assert store_home().name == "wellstaffed"


WRITER = """
import sys
from pathlib import Path
from wellstaffed.apps import data_actions
import wellstaffed.tables.federal_wide
print("ready", flush=True)
while True:
    for path in sys.argv[1:]:
        data_actions.data_add(path=Path(path))
"""


def staff_of(store):
    rows = store.scan("school_staff", pl.col("leaid") == "5508520")
    return None if rows is None else rows.filter(pl.col("role") == "counselor").select("fte").collect()["fte"].to_list()


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of POSIX")
def test_fifty_kills_at_random_moments_leave_the_old_or_the_new(tmp_path):
    paths, moments, seen = [], random.Random(20200629), []
    for fte, count in ((4.8, 60), (5, 90)):  # the same release, twice: the old and the new
        schools = [
            EAST | {"SCHID": f"{n:05d}", "COMBOKEY": f"5508520{n:05d}", "SCH_FTECOUNSELORS": fte} for n in range(count)
        ]
        (tmp_path / str(count)).mkdir()
        paths.append(made_release("2017-18", schools, tmp_path / str(count)))
    home, whole = tmp_path / "home", [[4.8] * 60, [5.0] * 90]
    environment = os.environ | {"WELLSTAFFED_HOME": str(home), "PYTHONPATH": str(SOURCE)}
    half_written = 0
    for _ in range(50):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, *map(str, paths)], env=environment,
                                  stdout=subprocess.PIPE, text=True)  # fmt: skip
        assert writer.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0, 0.6))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert writer.returncode == -signal.SIGKILL
        half_written += (home / "releases" / ".new").exists()
        store = Store(home)
        check_whole(store)
        assert len(store.releases()) <= 1
        seen.append(staff_of(store))
    assert all(one in [None, *whole] for one in seen)
    assert all(one in seen for one in whole)
    assert half_written >= 5, "too few kills fell into the writing for this to show anything"
    found = recognised_release(paths[0])
    Store(home).add(found.facts, found.tables())
    assert staff_of(Store(home)) == whole[0]
    assert len(list((home / "releases").iterdir())) <= 2


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
def test_an_interrupt_while_adding_leaves_the_store_whole_and_no_traceback(tmp_path):
    many = [EAST | {"SCHID": f"{n:05d}", "COMBOKEY": f"5508520{n:05d}"} for n in range(4000)]
    path, home = made_release("2017-18", many, tmp_path), tmp_path / "home"
    add(Store(home), SAIPE)
    environment = os.environ | {"WELLSTAFFED_HOME": str(home), "PYTHONPATH": str(SOURCE)}
    code = "from wellstaffed.apps.cli.main import main; main()"
    writer = subprocess.Popen([sys.executable, "-c", code, "data", "add", str(path)], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
    while writer.poll() is None and not (home / "releases" / ".new").exists():
        time.sleep(0.005)
    writer.send_signal(signal.SIGINT)
    _, said = writer.communicate()
    assert "Traceback" not in said
    check_whole(Store(home))
    names = [one.facts.name for one in Store(home).releases()]
    assert names == (["saipe_2021-2022"] if writer.returncode else ["crdc_2017-18", "saipe_2021-2022"])


def test_a_release_is_added_without_the_libraries_that_only_declare_or_draw(tmp_path):
    path = made_release("2021-22", [EAST], tmp_path)
    code = (
        "import sys; from pathlib import Path; from wellstaffed.apps.data_actions import data_add;"
        f"data_add(path=Path({str(path)!r}));"
        "print(sorted({'numpy', 'dataframely', 'scipy', 'altair', 'dateparser', 'rich'} & set(sys.modules)))"
    )
    environment = os.environ | {"WELLSTAFFED_HOME": str(tmp_path / "home")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
