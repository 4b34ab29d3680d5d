"""
Pictures of every page in every state at three widths and on paper, in screenshots/; three small ones for the README.

    python -m tools.screenshots [--folder screenshots] [--images docs/images] [--only WORD]

The pages are those that the program declares (`tools.page_addresses`), served by the program itself over copies of its
example plans. What cannot be taken is said, and the command then fails.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.page_addresses import PageAddress, page_addresses

ROOT = Path(__file__).resolve().parents[1]
WIDTHS = (360, 768, 1280)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
MOST_BYTES = 150_000
# The three pictures of the README: what a reader should see first.
SMALL = {
    "page-district": "/districts/4110040?year=2021-22",
    "page-plan": "/plans/madison-2020",
    "page-record": "/record?as_of=2020-06-08",
}


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """Start the program over a folder and give its address."""
    code = "from wellstaffed.apps.program import main; main()"
    command = [sys.executable, "-c", code, "serve", str(workspace), "--port", "0", "--no-browser"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "WELLSTAFFED_HOME": str(workspace / ".store")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            if found is None:
                raise SystemExit(line + process.stdout.read())
            yield found.group().rstrip("/")
        finally:
            process.terminate()


@contextmanager
def browser() -> Iterator[Any]:
    """Start the system's Chromium."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("Chromium is not installed; 'make tools' installs it where that is allowed.")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=SWITCHES)
        yield started
        started.close()


def opened(page: Any, address: str) -> None:
    """Open an address and wait for its pictures, those further down as well."""
    page.goto(address)
    page.wait_for_load_state("load")
    page.evaluate("() => Promise.all([...document.images].map(one => one.decode().catch(() => null)))")


def take(started: Any, base: str, one: PageAddress, folder: Path) -> list[Path]:
    """Take one page at every width and its first printed page; return the files."""
    context = started.new_context(viewport={"width": WIDTHS[0], "height": 900})
    page = context.new_page()
    opened(page, base + one.address)
    made = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        file = folder / f"{one.name}-{width}.png"
        page.screenshot(path=file, full_page=True)
        made.append(file)
    made.append(printed(page, folder / f"{one.name}-print.png"))
    context.close()
    return made


def printed(page: Any, file: Path) -> Path:
    """Print a page on US Letter and draw its first sheet."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "page.pdf"
        page.pdf(path=paper, format="Letter", prefer_css_page_size=True)
        command = ["pdftoppm", "-r", "80", "-f", "1", "-l", "1", "-singlefile", "-png", str(paper)]
        subprocess.run([*command, str(file.with_suffix(""))], check=True)
    return file


def take_small(started: Any, base: str, folder: Path) -> list[Path]:
    """Take the pictures of the README; fail if one is larger than a reader should load."""
    made = []
    for name, address in SMALL.items():
        context = started.new_context(viewport={"width": 1120, "height": 720})
        page = context.new_page()
        answer = page.goto(base + address)
        opened(page, base + address)
        file = folder / f"{name}.png"
        page.screenshot(path=file)
        context.close()
        if answer is None or answer.status != 200:
            raise SystemExit(f"{address} is not answered, so that {file.name} shows no page.")
        if file.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{file} has {file.stat().st_size:,} bytes; at most {MOST_BYTES:,} are allowed.")
        made.append(file)
    return made


def main(folder: Path, images: Path, only: str) -> None:
    """Take every picture and say how many there are."""
    from wellstaffed.apps.actions import examples

    if shutil.which("pdftoppm") is None:
        raise SystemExit("pdftoppm (poppler-utils) is not installed; 'make tools' installs it where that is allowed.")
    folder.mkdir(parents=True, exist_ok=True)
    images.mkdir(parents=True, exist_ok=True)
    addresses = [one for one in page_addresses() if only in one.name]
    if not only:
        for old in folder.glob("*.png"):
            old.unlink()
    with tempfile.TemporaryDirectory() as home, browser() as started:
        workspace = Path(home) / "workspace"
        for name in ("madison-2020", "portland-2022"):
            shutil.copytree(examples() / name, workspace / name)
        with served(workspace) as base:
            taken = [file for one in addresses for file in take(started, base, one, folder)]
            small = [] if only else take_small(started, base, images)
    print(f"{len(taken)} pictures of {len(addresses)} pages and states in {folder}")
    for file in small:
        print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "screenshots")
    parser.add_argument("--images", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--only", default="", help="Only pages whose name holds this word.")
    asked = parser.parse_args()
    main(asked.folder, asked.images, asked.only)
