"""The pages in a real browser, served by the real program in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wellstaffed.apps.actions import examples

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def browser_path() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # what a slow machine needs; a page that is there is not waited for
    path = browser_path()
    if path is None:
        pytest.skip("Chromium is not installed; 'make tools' installs it where that is allowed.")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=SWITCHES)
        yield started
        started.close()


class Served:
    """A running server: its address, and the folder it works in."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        code = "from wellstaffed.apps.program import main; main()"
        environment = os.environ | {"WELLSTAFFED_HOME": str(folder / ".store"), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, "serve", str(folder), "--port", "0", "--no-browser", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        )
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + self.process.stdout.read()
        self.address = found.group().rstrip("/")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """A server over copies of the example plans, for journeys that change nothing or only their own files."""
    folder = tmp_path_factory.mktemp("workspace")
    for name in ("madison-2020", "portland-2022"):
        shutil.copytree(examples() / name, folder / name)
    made = Served(folder)
    yield made
    made.stop()


@pytest.fixture
def page(browser, served):
    """A fresh page of a fresh browser profile, on a laptop's screen; any error of a script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=served.address)
    made, errors = context.new_page(), []
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    context.close()
    assert errors == []


def pytest_terminal_summary(terminalreporter):
    """Print what axe found on all pages together, also where each ran in a process of its own."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    walked = [value for one in reports if one.when == "call" for name, value in one.user_properties if name == "axe"]
    if walked:
        faults, states, pages = (sum(column) for column in zip(*walked, strict=True))
        terminalreporter.write_line(f"axe: {faults} violations on {states} pages and states of {pages} pages")
