"""The documentation builds, its commands run as written, and no page loads anything from the network."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PROGRAM = [sys.executable, "-c", "from wellstaffed.apps.cli.main import main; main()"]


def console_commands() -> list[tuple[str, str]]:
    """Return each command of a block marked ``console``, with its page."""
    return [
        (page.relative_to(ROOT).as_posix(), line[2:])
        for page in PAGES
        for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
        for line in block.splitlines()
        if line.startswith("$ ")
    ]


@pytest.mark.parametrize(("page", "command"), sorted(set(console_commands()), key=lambda one: one[1]))
def test_a_command_of_the_documentation_runs_as_written(page: str, command: str, tmp_path: Path) -> None:
    program, *arguments = shlex.split(command)
    assert program == "wellstaffed", page
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run([*PROGRAM, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_every_command_named_anywhere_exists() -> None:
    from tools.docs_pages import commands

    known = {" ".join(words) for words in commands()}
    named = {
        match
        for page in PAGES
        for match in re.findall(r"^(?:\$ )?wellstaffed ((?:[a-z]+ ?){1,2})", page.read_text(encoding="utf-8"), re.M)
    }
    assert named
    for words in named:
        assert any(words.strip() == one or words.strip().startswith(f"{one} ") for one in known), words


def test_the_site_builds_strictly_and_loads_nothing_from_the_network(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) >= 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe|source)[^>]*\ssrc=\"(?:https?:)?//[^\"]*\"", text)
        loaded += re.findall(
            r"<link[^>]*rel=\"(?:stylesheet|preload|preconnect|icon)\"[^>]*href=\"(?:https?:)?//[^\"]*\"", text
        )
        assert loaded == [], page
    reference = (tmp_path / "site" / "reference" / "commands.html").read_text(encoding="utf-8")
    assert "wellstaffed roster template" in reference
    assert "round-then-subtract" in reference
