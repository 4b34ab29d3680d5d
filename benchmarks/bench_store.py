"""
What it costs to take in a release of national size, and to ask the store: one run, one stated machine.

    python benchmarks/bench_store.py [--folder FOLDER] [--schools N] [--waves 2017-18 ...]

Releases are generated into the folder if they are not there. For each: seconds of unzipping and recoding the release
alone, and of it the files that are read; seconds and peak memory of ``wellstaffed data add``; seconds of reading the same
columns of the same zip with pandas, nothing else done with them. Each is a fresh process, run in turn with the others;
printed are the fastest run, and the processor seconds of that run, which other work on the machine disturbs less. Then,
on the full store: ``gap`` for one district in a cold process, all needs and gaps of the nation, and ``find``. A figure
here is an observation; no test depends on it.
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
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from generate_release import SHARED, write_release

WAVES = ("2015-16", "2017-18", "2021-22")
RUNS = 5
NAMES = {
    "2015-16": "2015-16-crdc-data.zip",
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
    for file in files.files if sys.argv[2] == "all" else [file for _, file in release.matched]:
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
staff = store.scan("school_staff", pl.col("school_year") == year).join(totals, on="school_id_crdc", how="left")
staff = staff.select("school_id_crdc", "leaid", "state", "role", "students", "fte").collect()  # as pandas below
bundle = library.bundle("aclu-2019")
rules = [(library.standard(one.standard), one.on or bundle.on) for one in bundle.members]
taken = []
for _ in range(16):
    start = time.perf_counter()
    found = [national_gap(staff, rule, on=on, rounding=Rounding()) for rule, on in rules]
    taken.append(time.perf_counter() - start)
import numpy as np
import pandas
frame = pandas.DataFrame(
    {name: staff[name].cast(pl.String) if name == "role" else staff[name].to_numpy() for name in
     ("school_id_crdc", "leaid", "state", "role", "students", "fte")})
panda = []
for _ in range(5):
    start = time.perf_counter()
    for rule, on in rules:
        rows = frame[frame["role"] == rule.roles[0].value].copy()
        ratio = float(rule.value_on(on).rule.students_per_fte)
        rows["need"] = np.floor(rows["students"] / ratio + 0.5)
        rows["gap"] = (rows["need"] - rows["fte"]).clip(lower=0)
        rows.groupby(["leaid", "state"])[["students", "fte", "need", "gap"]].sum()
        rows.groupby("state")[["students", "fte", "need", "gap"]].sum()
    panda.append(time.perf_counter() - start)
print(json.dumps({"schools": found[0].schools.height, "warm": sorted(taken[1:])[7], "fastest": min(taken), "pandas": min(panda)}))
"""


FIND = """
import json, time
from wellstaffed.tables.place_index import shipped_places
index = shipped_places()
index.find("warm")
taken = []
for typed in ["madison metropolitan", "Portlnd Oregon", "washington elementary school", "memorial high", "622710",
              "los angeles unified", "lincoln", "st mary", "jefferson county high school kentucky", "milwakee"] * 5:
    start = time.perf_counter()
    found = index.find(typed)
    taken.append(time.perf_counter() - start)
print(json.dumps({"median": sorted(taken)[len(taken) // 2], "slowest": max(taken)}))
"""


@dataclass(frozen=True)
class Run:
    """A fresh process: wall-clock and processor seconds, peak memory in MB, and what it printed."""

    seconds: float
    processor: float
    memory: float
    output: str


def run(code: str, *arguments: str, home: Path) -> Run:
    """Run a fresh process."""
    environment = os.environ | {"WELLSTAFFED_HOME": str(home), "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, stdout=subprocess.PIPE) as process:
        output = process.stdout.read().decode() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {arguments}")
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output)


def bench_wave(path: Path, home: Path, runs: int) -> None:
    """Print what it costs to take in one release."""
    codes = {"whole": (UNPACK, str(path), "all"), "read": (UNPACK, str(path), "matched"),
             "add": (ADD, "data", "add", str(path)), "pandas": (PANDAS, str(path))}  # fmt: skip
    run(*codes["whole"], home=home)  # once unmeasured: the file is then in memory for all of them
    taken = {name: [run(*code, home=home)] for name, code in codes.items()}
    for _ in range(runs - 1):
        for name, code in codes.items():
            taken[name].append(run(*code, home=home))
    best = {name: min(all_of_it, key=lambda one: one.seconds) for name, all_of_it in taken.items()}
    whole, read, add, pandas = (best[name] for name in codes)
    peak = max(one.memory for one in taken["add"])
    print(f"{path.name}: {path.stat().st_size / 1e6:,.0f} MB; fastest of {runs} runs")
    print(f"  unzip and recode the release {whole.seconds:6.2f} s ({whole.processor:.2f} s of processor)")
    print(f"  of it the files that are read{read.seconds:6.2f} s ({read.processor:.2f} s)")
    print(f"  wellstaffed data add         {add.seconds:6.2f} s ({add.processor:.2f} s) = {add.seconds / whole.seconds:.1f} x "
          f"the release (limit 2.0), {add.seconds / read.seconds:.1f} x the files read; peak {peak:,.0f} MB (limit 700)")  # fmt: skip
    print(f"  pandas, reading only         {pandas.seconds:6.2f} s ({pandas.processor:.2f} s) = "
          f"{pandas.seconds / add.seconds:.1f} x ours (limit 2); peak {pandas.memory:,.0f} MB")  # fmt: skip


def bench_questions(home: Path, year: int, district: str) -> None:
    """Print what it costs to ask a full store."""
    taken = [run(ADD, "gap", "--district", district, home=home).seconds for _ in range(RUNS)]
    print(f"gap of one district, cold process, full store: fastest {min(taken):.2f} s, median "
          f"{statistics.median(taken):.2f} s (limit 1.0)")  # fmt: skip
    found = json.loads(run(NATION, str(year), home=home).output)
    print(f"need and gap of {found['schools']:,} schools x 4 roles, by school, district and state: {found['warm']:.3f} s "
          f"warm, median of 15 (limit 0.15); fastest {found['fastest']:.3f} s; pandas, rounding in floats and no unknowns "
          f"counted: {found['pandas']:.3f} s")  # fmt: skip
    found = json.loads(run(FIND, home=home).output)
    print(
        f"find, top ten, warm: median {found['median'] * 1000:.0f} ms, slowest {found['slowest'] * 1000:.0f} ms (limit 50)"
    )


def bench_store(folder: Path, waves: list[str], schools: int | None, shared: Path, runs: int) -> None:
    """Generate what is missing, measure, print."""
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    home = Path(tempfile.mkdtemp(prefix="wellstaffed-bench-"))
    try:
        for wave in waves:
            path = folder / NAMES[wave]
            if not path.exists():
                write_release(wave, folder, schools=schools, shared=shared)
            bench_wave(path, home, runs)
        bench_questions(home, int(waves[-1][:4]) + 1, "5508520")
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "wellstaffed-releases")
    parser.add_argument("--schools", type=int)
    parser.add_argument("--waves", nargs="+", choices=WAVES, default=list(WAVES))
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    bench_store(asked.folder, asked.waves, asked.schools, asked.shared, asked.runs)
