"""
What it costs to take in a release of national size, and to ask the store: one run, one stated machine.

    python benchmarks/bench_store.py [--folder FOLDER] [--schools N] [--waves 2017-18 ...]

Releases are generated into the folder if they are not there. For each: seconds of unzipping and recoding alone the
files that are read; seconds and peak memory of ``wellstaffed data add``; seconds of reading the same columns of the same
zip with pandas, nothing else done with them. Then, on the full store: ``gap`` for one district in a cold process, and
all needs and gaps of the nation. A figure here is an observation; no test depends on it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate_release import SHARED, write_release

WAVES = ("2015-16", "2017-18", "2021-22")
RUNS = 5
NAMES = {
    "2015-16": "CRDC 2015-16 School Data.csv",
    "2017-18": "2017-18-crdc-data.zip",
    "2021-22": "2021-22-crdc-data.zip",
}
UNPACK = """
import sys, tempfile
from pathlib import Path
from wellstaffed.sources.crdc import crdc_release
from wellstaffed.sources.crdc.release_files import ReleaseFiles
release = crdc_release(Path(sys.argv[1]))
files = ReleaseFiles(release.path)
with tempfile.TemporaryDirectory() as folder:
    for _, file in release.matched:
        files.unpack(file, Path(folder) / "one.csv")
"""
PANDAS = """
import io, sys, zipfile
from pathlib import Path
import pandas
from wellstaffed.sources.crdc import crdc_release
release = crdc_release(Path(sys.argv[1]))
for layout, file in release.matched:
    wanted = {one.header for one in layout.columns}
    source = zipfile.ZipFile(release.path).open(file.path) if release.path.suffix == ".zip" else release.path
    table = pandas.read_csv(source, usecols=lambda name: name in wanted, encoding="cp1252", low_memory=False,
                            dtype={"LEAID": str, "SCHID": str, "COMBOKEY": str})
"""
ADD = "from wellstaffed.apps.cli.main import main; main()"
NATION = """
import json, sys, time
import polars as pl
from wellstaffed.core.exact import Rounding
from wellstaffed.gaps.national_gap import national_gap
from wellstaffed.standards.library import StandardsLibrary
from wellstaffed.tables.store import Store
year, library = int(sys.argv[1]), StandardsLibrary()
store = Store()
totals = store.scan("school_totals", pl.col("school_year") == year).select("school_id_crdc", "students")
staff = store.scan("school_staff", pl.col("school_year") == year).join(totals, on="school_id_crdc", how="left").collect()
bundle = library.bundle("aclu-2019")
rules = [(library.standard(one.standard), one.on or bundle.on) for one in bundle.members]
taken = []
for _ in range(6):
    start = time.perf_counter()
    found = [national_gap(staff, rule, on=on, rounding=Rounding()) for rule, on in rules]
    taken.append(time.perf_counter() - start)
import numpy as np
import pandas
frame = staff.with_columns(pl.col("role").cast(pl.String)).to_pandas(use_pyarrow_extension_array=False) if False else pandas.DataFrame(
    {name: staff[name].cast(pl.String) if name == "role" else staff[name].to_numpy() for name in
     ("school_id_crdc", "leaid", "state", "role", "students", "fte")})
panda = []
for _ in range(3):
    start = time.perf_counter()
    for rule, on in rules:
        rows = frame[frame["role"] == rule.roles[0].value].copy()
        ratio = float(rule.value_on(on).rule.students_per_fte)
        rows["need"] = np.floor(rows["students"] / ratio + 0.5)
        rows["gap"] = (rows["need"] - rows["fte"]).clip(lower=0)
        rows.groupby(["leaid", "state"])[["students", "fte", "need", "gap"]].sum()
        rows.groupby("state")[["students", "fte", "need", "gap"]].sum()
    panda.append(time.perf_counter() - start)
print(json.dumps({"schools": found[0].schools.height, "warm": sorted(taken[1:])[2], "pandas": sorted(panda)[1]}))
"""


def run(code: str, *arguments: str, home: Path) -> tuple[float, float, str]:
    """Return wall-clock seconds, peak memory in MB and output of a fresh process."""
    environment = os.environ | {"WELLSTAFFED_HOME": str(home), "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, stdout=subprocess.PIPE) as process:
        output = process.stdout.read().decode() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {arguments}")
    return time.perf_counter() - start, used.ru_maxrss / 1024, output


def bench_wave(path: Path, home: Path) -> None:
    """Print what it costs to take in one release."""
    run(UNPACK, str(path), home=home)  # once unmeasured: the file is then in memory for all three
    base, _, _ = run(UNPACK, str(path), home=home)
    seconds, memory, _ = run(ADD, "data", "add", str(path), home=home)
    panda, panda_memory, _ = run(PANDAS, str(path), home=home)
    print(f"{path.name}: {path.stat().st_size / 1e6:,.0f} MB")
    print(f"  unzip and recode alone   {base:6.1f} s")
    print(f"  wellstaffed data add     {seconds:6.1f} s = {seconds / base:.1f} x of that (limit 2.0), "
          f"peak {memory:,.0f} MB (limit 700)")  # fmt: skip
    print(
        f"  pandas, reading only     {panda:6.1f} s = {panda / seconds:.1f} x of ours (limit 2), peak {panda_memory:,.0f} MB"
    )


def bench_questions(home: Path, year: int, district: str) -> None:
    """Print what it costs to ask a full store."""
    taken = [run(ADD, "gap", "--district", district, home=home)[0] for _ in range(RUNS)]
    print(f"gap of one district, cold process, full store: median {statistics.median(taken):.2f} s, "
          f"slowest {max(taken):.2f} s (limit 1.0)")  # fmt: skip
    found = json.loads(run(NATION, str(year), home=home)[2])
    print(f"need and gap of {found['schools']:,} schools x 4 roles, by school, district and state: {found['warm']:.3f} s "
          f"warm (limit 0.15); pandas, rounding in floats and no unknowns counted: {found['pandas']:.3f} s")  # fmt: skip


def bench_store(folder: Path, waves: list[str], schools: int | None, shared: Path) -> None:
    """Generate what is missing, measure, print."""
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    home = Path(tempfile.mkdtemp(prefix="wellstaffed-bench-"))
    try:
        for wave in waves:
            path = folder / NAMES[wave]
            if not path.exists():
                write_release(wave, folder, schools=schools, shared=shared)
            bench_wave(path, home)
        bench_questions(home, int(waves[-1][:4]) + 1, "5508520")
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "wellstaffed-releases")
    parser.add_argument("--schools", type=int)
    parser.add_argument("--waves", nargs="+", choices=WAVES, default=list(WAVES))
    parser.add_argument("--shared", type=Path, default=SHARED)
    asked = parser.parse_args()
    bench_store(asked.folder, asked.waves, asked.schools, asked.shared)
