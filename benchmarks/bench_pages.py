"""
What the pages cost on a store of national size: one server in a process of its own, driven on loopback.

    python benchmarks/bench_pages.py [--store HOME] [--folder FOLDER] [--seconds 5] [--mixed 20]

A release of 98,010 schools is generated and added unless ``--store`` names a store that holds one. Measured are: seconds
from the start of ``wellstaffed serve`` to its first page; a district's page at 16 connections with a warm cache, beside a
plain Starlette that says hello in the same run (the floor of any page); new combinations of controls, each asked once;
a mixed load of all pages with the memory before, during and after; and what a browser transfers for each page, the first
time and later. A figure here is an observation of the machine that the first line names; no test depends on it.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import platform
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))
from generate_release import SHARED, write_release
from tools.page_addresses import page_addresses

WAVE = "2021-22"
PORTLAND = "/districts/4110040?year=2021-22&standard=aclu-2019"
SERVE = "from wellstaffed.apps.program import main; main()"
HELLO = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
async def hello(request): return PlainTextResponse("hello")
uvicorn.run(Starlette(routes=[Route("/", hello)]), port=int(sys.argv[1]), log_level="warning", access_log=False)
"""
WRK = """
local paths = {}
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
local place = 0
request = function()
  place = place % #paths + 1
  return wrk.format("GET", paths[place], {["accept-encoding"] = "gzip"})
end
done = function(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format('RESULT {"requests": %d, "seconds": %f, "p50": %f, "p95": %f, "most": %f, "errors": %d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency.max / 1e3, bad))
end
"""


@dataclass(frozen=True)
class Driven:
    """What a load gave: requests, seconds, milliseconds at 50 and 95 %, the most, and answers that were errors."""

    requests: int
    seconds: float
    p50: float
    p95: float
    most: float
    errors: int

    def line(self, name: str, limit: float | None = None) -> str:
        """Return a line of the table."""
        said = "" if limit is None else f"  limit {limit:g} ms" + ("" if self.p95 < limit else "  OVER")
        return (
            f"{name:58} {self.requests / self.seconds:8.0f} /s  p50 {self.p50:7.1f}  p95 {self.p95:7.1f}  "
            f"most {self.most:7.1f} ms  {self.errors} errors{said}"
        )


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answered(address: str, seconds: float = 30) -> float:
    """Wait until an address answers and return when it did."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                answer.read()
            return time.perf_counter()
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"{address} did not answer within {seconds:g} s")


@contextmanager
def running(code: str, *arguments: str, first: str, home: Path) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """Start a program, wait for its first page, and give its process and the seconds it took."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | {"WELLSTAFFED_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process, answered(first) - start
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def served(workspace: Path, home: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, float]]:
    """Start ``wellstaffed serve`` over a folder."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    arguments = ("serve", str(workspace), "--port", str(port), "--no-browser")
    with running(SERVE, *arguments, first=f"{base}/", home=home) as (process, seconds):
        yield process, base, seconds


def driven(base: str, paths: Sequence[str], *, connections: int, seconds: float) -> Driven:
    """Send requests over the paths in turn, with wrk where it is installed, else from this process."""
    if shutil.which("wrk") is None:
        return asyncio.run(_by_hand(base, paths, connections, seconds))
    with tempfile.TemporaryDirectory() as folder:
        script, listed = Path(folder) / "load.lua", Path(folder) / "paths"
        script.write_text(WRK, encoding="utf-8")
        listed.write_text("\n".join(paths), encoding="utf-8")
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{max(1, round(seconds))}s",
            "--timeout",
            "20s",
            "-s",
            str(script),
        ]
        run = subprocess.run(
            [*command, base], env=os.environ | {"BENCH_PATHS": str(listed)}, capture_output=True, text=True, check=True
        )
    found = re.search(r"RESULT (.*)", run.stdout)
    assert found, run.stdout + run.stderr
    return Driven(**json.loads(found[1]))


async def _by_hand(base: str, paths: Sequence[str], connections: int, seconds: float) -> Driven:
    """Do as wrk does, one task per connection; its own time counts too."""
    port = int(base.rsplit(":", 1)[1])
    turn, taken, errors = itertools.cycle(paths), [], 0
    until = time.perf_counter() + seconds

    async def one() -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            start = time.perf_counter()
            writer.write(f"GET {next(turn)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            await reader.readexactly(int(length[1]) if length else 0)
            taken.append(1000 * (time.perf_counter() - start))
            errors += not head.startswith(b"HTTP/1.1 200")
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    ranked = sorted(taken)
    at = lambda share: ranked[min(len(ranked) - 1, int(share * len(ranked)))]  # noqa: E731
    return Driven(len(ranked), seconds, at(0.5), at(0.95), ranked[-1], errors)


def new_combinations(count: int) -> list[str]:
    """Return addresses of Portland's page that no one has asked for yet, in an order that repeats."""
    values = {
        "standard": ["aclu-2019", "national-2020", "asca/counselor_ratio", "nasp/psychologist_ratio"],
        "role": ["all", "counselor", "psychologist", "social_worker", "nurse"],
        "step": ["0.5", "0.25", "0.2", "0.1", "exact"],
        "direction": ["nearest", "up", "down"],
        "order": ["round-then-subtract", "subtract-then-round"],
        "sort": ["school", "-students"],
    }
    rows = [dict(zip(values, one, strict=True)) for one in itertools.product(*values.values())]
    random.Random(7).shuffle(rows)
    return [f"/districts/4110040?{urlencode({'year': '2021-22', **row})}" for row in rows[:count]]


def asked_once(base: str, paths: Sequence[str]) -> Driven:
    """Ask each address once, one after the other, as a person does who changes a control."""
    taken, errors, start = [], 0, time.perf_counter()
    for path in paths:
        began = time.perf_counter()
        request = urllib.request.Request(base + path, headers={"hx-request": "true", "accept-encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
            errors += answer.status != 200
        taken.append(1000 * (time.perf_counter() - began))
    ranked = sorted(taken)
    spent = time.perf_counter() - start
    return Driven(len(ranked), spent, ranked[len(ranked) // 2], ranked[int(0.95 * len(ranked))], ranked[-1], errors)


def memory(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Return the megabytes that a process holds now and has held at most."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    now, most = (int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[index]
    return now, most


def processor_seconds(process: subprocess.Popen[bytes]) -> float:
    """Return the seconds that a processor has worked for a process: what a busy machine does not stretch."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def worked(process: subprocess.Popen[bytes]) -> Iterator[list[float]]:
    """Give a list that holds, afterwards, the milliseconds that the processor has worked for a process meanwhile."""
    before, spent = processor_seconds(process), [0.0]
    yield spent
    spent[0] = 1000 * (processor_seconds(process) - before)


def mixed_load(base: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    """Ask for every page and state, districts and searches in turn, and print memory and errors along the way."""
    answerable = [one.address for one in page_addresses() if one.path and _is_answered(base + one.address)]
    districts = [f"/districts/{one}" for one in ("5508520", "2721240", "0622710", "1709930", "3620580", "0803360")]
    searches = [f"/?text={word}" for word in ("madison", "lincoln+high", "seattel", "4110040", "st+paul")]
    charts = ["/record.svg?as_of=2020-06-08", "/record.atom?as_of=2020-06-08", "/openapi.json"]
    paths = [*answerable, *districts, *searches, *charts, *new_combinations(40)]
    random.Random(3).shuffle(paths)
    driven(base, paths, connections=4, seconds=max(5, seconds / 10))  # every page once: imports, caches
    before, part, errors, requests = memory(process)[0], max(1.0, seconds / 6), 0, 0
    held = [before]
    for _ in range(6):
        found = driven(base, paths, connections=8, seconds=part)
        errors, requests = errors + found.errors, requests + found.requests
        held.append(memory(process)[0])
    print(found.line(f"mixed load, {len(paths)} addresses, 8 connections, {seconds:g} s"))
    growth = held[-1] - held[2]
    print(f"  {requests:,} requests, {errors} errors; MB held along the way: {', '.join(f'{one:.0f}' for one in held)} "
          f"(last third {growth:+.0f})")  # fmt: skip


def _is_answered(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def weights(base: str) -> None:
    """Print what a browser transfers for each page, headers and packing included: with an empty cache, and with the assets."""
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if path is None:
        print("Chromium is not installed, so that no weight of a page is measured.")
        return
    from playwright.sync_api import sync_playwright

    print(f"{'page, as transferred':44} {'first KB':>9} {'later KB':>9}   limits 400 and 60")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for one in page_addresses(states=False):
            first = _transferred(browser, [base + one.address])
            later = _transferred(browser, [f"{base}/about", base + one.address])
            over = "  OVER" if first >= 400 or later >= 60 else ""
            print(f"{one.address[:44]:44} {first:9.1f} {later:9.1f}{over}")
        browser.close()


def _transferred(browser: Any, addresses: Sequence[str]) -> float:
    """Return the kilobytes of the last address, after those before it in the same fresh profile."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    for address in addresses:
        sizes.clear()
        page.goto(address)
        page.evaluate("() => Promise.all([...document.images].map(one => one.decode().catch(() => null)))")
        page.wait_for_load_state("networkidle")
    context.close()
    return sum(sizes) / 1000


def national_store(home: Path, folder: Path, schools: int | None) -> None:
    """Generate a release of national size and add it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{WAVE}-crdc-data.zip"
    if not path.exists():
        path = write_release(WAVE, folder, schools=schools, shared=SHARED)
    environment = os.environ | {"WELLSTAFFED_HOME": str(home)}
    command = [sys.executable, "-c", SERVE, "data", "add", str(path)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def floor(home: Path, seconds: float) -> None:
    """Print what a plain application of the same library does on this machine, in this run."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with running(HELLO, str(port), first=f"{base}/", home=home):
        print(
            driven(base, ["/"], connections=16, seconds=seconds).line(
                "floor: plain Starlette says hello, 16 connections"
            )
        )


def bench_pages(home: Path, asked: argparse.Namespace) -> None:
    """Measure on a full store and print."""
    from wellstaffed.apps.actions import examples

    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        for name in ("madison-2020", "portland-2022"):
            shutil.copytree(examples() / name, workspace / name)
        starts, spells = [], []
        for _ in range(5):
            with served(workspace, home) as (process, _, seconds):
                starts.append(seconds)
                spells.append(processor_seconds(process))
        over = "" if min(starts) < 2 else "  OVER"
        print(f"first page after serve: best {min(starts):.2f} s, slowest {max(starts):.2f} s of 5, of which the processor "
              f"worked {min(spells):.2f} s  limit 2 s{over}")  # fmt: skip
        floor(home, asked.seconds)
        with served(workspace, home) as (process, base, _):
            answered(base + PORTLAND)
            answered(base + next(one.address for one in page_addresses(states=False) if one.name.startswith("schools")))
            print(f"memory after the first district and school: {memory(process)[0]:.0f} MB")
            with worked(process) as spent:
                warm = driven(base, [PORTLAND], connections=16, seconds=asked.seconds)
            print(warm.line("district page, warm cache, 16 connections", 50))
            print(f"  of which the processor worked {spent[0] / warm.requests:.2f} ms for each")
            with worked(process) as spent:
                cold = asked_once(base, new_combinations(200))
            print(cold.line("district page, 200 new combinations of controls", 250))
            print(f"  of which the processor worked {spent[0] / cold.requests:.1f} ms for each")
            weights(base)
            mixed_load(base, process, asked.mixed)
            now, most = memory(process)
            print(f"memory after all: {now:.0f} MB, at most {most:.0f} MB  limit 500{'' if most < 500 else '  OVER'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--store", type=Path, help="A store that holds a national release already.")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "wellstaffed-releases")
    parser.add_argument("--schools", type=int, help="Generate fewer schools.")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--mixed", type=float, default=20, help="Seconds of the mixed load.")
    given = parser.parse_args()
    print(
        f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"
    )
    if given.store:
        bench_pages(given.store, given)
    else:
        made = Path(tempfile.mkdtemp(prefix="wellstaffed-bench-"))
        try:
            national_store(made, given.folder, given.schools)
            bench_pages(made, given)
        finally:
            shutil.rmtree(made)
