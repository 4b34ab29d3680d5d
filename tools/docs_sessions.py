"""
The commands that a page of the documentation shows, run one after the other in an empty folder, as a reader would.

A page is one session. A block marked ``console`` holds commands after ``$ `` and what they print; one line ``...`` stands
for lines left out. A block with a title, such as ``yaml title="plan.yaml"``, is a file of the session. After a command
that ends in an error, ``$ echo $?`` shows its exit code.

Run ``make outputs`` to print the commands anew into the pages: as many first and last lines as a page shows now.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PROGRAM = [sys.executable, "-c", "from wellstaffed.apps.program import main; main()"]
LEFT_OUT = "..."
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: +title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$", re.S | re.M)


@dataclass(frozen=True)
class Shown:
    """A command and what the page shows of its output; `exit_code` as the page shows it, 0 if it does not."""

    command: str
    lines: tuple[str, ...]
    exit_code: int = 0

    @property
    def parts(self) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        """The lines before and after ``...``; None after it where nothing is left out."""
        if LEFT_OUT not in self.lines:
            return self.lines, None
        cut = self.lines.index(LEFT_OUT)
        return self.lines[:cut], self.lines[cut + 1 :]


def blocks(page: Path) -> list[re.Match[str]]:
    """Return the fenced blocks of a page, in order."""
    return list(_BLOCK.finditer(page.read_text(encoding="utf-8")))


def pages_with_commands() -> list[Path]:
    """Return the pages that show at least one command to be run."""
    return [page for page in PAGES if any(block["kind"] == "console" for block in blocks(page))]


def shown_commands(text: str) -> list[Shown]:
    """Return the commands of one console block."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    shown: list[Shown] = []
    for command, lines in found:
        if command == "echo $?":
            shown[-1] = Shown(shown[-1].command, shown[-1].lines, int(lines[0]))
        else:
            shown.append(Shown(command, tuple(lines)))
    return shown


def printed(command: str, folder: Path) -> tuple[int, list[str]]:
    """Return the exit code of a command and its lines, on a terminal 160 characters wide, without spaces at line ends."""
    program, *arguments = shlex.split(command)
    if program != "wellstaffed":
        raise ValueError(f"'{command}' is not a command of this program; show it in a block that is not 'console'")
    plain = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "TTY_COMPATIBLE"}}
    own = {"WELLSTAFFED_HOME": "store"}  # of the session's folder: no page touches the store of who runs it
    environment = plain | own | {"PYTHONPATH": str(ROOT / "src"), "COLUMNS": "160", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*PROGRAM, *arguments], cwd=folder, env=environment, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    return done.returncode, [line.rstrip() for line in done.stdout.splitlines()]


def session(page: Path, folder: Path) -> Iterator[tuple[Shown, int, list[str]]]:
    """Run a page in a folder: yield each command as shown, its real exit code and its real lines."""
    (folder / "examples").symlink_to(ROOT / "examples")
    for block in blocks(page):
        if block["title"]:
            file = folder / block["title"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["text"], encoding="utf-8")
        elif block["kind"] == "console":
            for shown in shown_commands(block["text"]):
                yield shown, *printed(shown.command, folder)


def as_shown(shown: Shown, lines: list[str]) -> tuple[str, ...]:
    """Return real lines cut as a page cuts them: as many first and last lines as it shows."""
    first, last = shown.parts
    if last is None:
        return tuple(lines)
    return (*lines[: len(first)], LEFT_OUT, *lines[len(lines) - len(last) :])


def write_outputs(page: Path) -> None:
    """Print the commands of a page anew into it."""
    with tempfile.TemporaryDirectory() as folder:
        ran = iter(list(session(page, Path(folder))))

    def block_anew(block: re.Match[str]) -> str:
        if block["kind"] != "console":
            return block[0]
        lines: list[str] = []
        for shown, code, real in (next(ran) for _ in shown_commands(block["text"])):
            lines += [f"$ {shown.command}", *as_shown(shown, real)]
            lines += ["$ echo $?", str(code)] if code else []
        return "\n".join(["```console", *lines, "```"])

    page.write_text(_BLOCK.sub(block_anew, page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    for one in pages_with_commands():
        write_outputs(one)
        print(one.relative_to(ROOT))
