"""
The commands that people wait for, each in a fresh process: seconds, beside the limit set for it.

Run ``make bench``. Measured are wall-clock seconds from start to exit, the median and the slowest of several runs, on
the machine that the first line names. A figure here is an observation; no test depends on it.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

RUNS = 5


@dataclass(frozen=True)
class Timed:
    """A command, its limit in seconds, and why it has one."""

    name: str
    arguments: list[str]
    limit: float


def seconds(arguments: list[str]) -> list[float]:
    """Return wall-clock seconds of fresh runs of ``wellstaffed`` with these arguments."""
    program = Path(sys.executable).with_name("wellstaffed")
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([str(program), *arguments], check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return taken


def main() -> None:
    """Print the table."""
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'command':58} {'median s':>9} {'slowest s':>9} {'limit s':>8}")
    with tempfile.TemporaryDirectory() as folder:
        timed = [
            Timed("wellstaffed --help", ["--help"], 0.3),
            Timed(
                "wellstaffed gap, Portland 2021-22 (87 schools)",
                ["gap", "--district", "4110040", "--year", "2021-22", "--json"],
                1.5,
            ),
            Timed("wellstaffed demo (both memos: HTML, PDF, XLSX)", ["demo", "--out", folder], 6.0),
        ]
        for one in timed:
            taken = seconds(one.arguments)
            verdict = "" if statistics.median(taken) < one.limit else "  over"
            print(f"{one.name:58} {statistics.median(taken):9.2f} {max(taken):9.2f} {one.limit:8.1f}{verdict}")


if __name__ == "__main__":
    main()
