"""The documentation builds, its commands print what it shows, and no page loads anything from the network."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools.docs_pages import commands
from tools.docs_sessions import (
    LEFT_OUT,
    PAGES,
    ROOT,
    as_shown,
    blocks,
    pages_with_commands,
    session,
    shown_commands,
    write_outputs,
)

# What a browser fetches by itself when it opens a page. A link that a reader may follow is none of these.
LOADED = [
    re.compile(r"<(?:script|img|iframe|source|video|audio|embed|input)\b[^>]*?\ssrc=[\"']?((?:https?:)?//[^\"'\s>]*)"),
    re.compile(r"<link\b(?![^>]*rel=[\"']?(?:canonical|next|prev))[^>]*?\shref=[\"']?((?:https?:)?//[^\"'\s>]*)"),
    re.compile(r"\ssrcset=[\"'][^\"']*?((?:https?:)?//[^\"'\s>]*)"),
    re.compile(r"(?:url\(|@import\s)\s*[\"']?((?:https?:)?//[^\"')\s]*)"),
]


@pytest.mark.parametrize("page", pages_with_commands(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_s_commands_print_what_it_shows(page: Path, tmp_path: Path) -> None:
    for shown, code, lines in session(page, tmp_path):
        assert (shown.command, code) == (shown.command, shown.exit_code), "\n".join(lines)
        assert shown.lines == as_shown(shown, lines), f"{shown.command}: run 'make outputs' and read what changed"
    check_quotations(page, tmp_path)


def check_quotations(page: Path, folder: Path) -> None:
    """A line after ``>`` is in a memo that the page has just written, a block of JSON is a figure of its manifest."""
    memos = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", memo.read_text(encoding="utf-8"))).split())
             for memo in sorted(folder.rglob("memo.html"))]  # fmt: skip
    for sentence in re.findall(r"^> (.+)$", page.read_text(encoding="utf-8"), re.M):
        assert any(sentence in memo for memo in memos), sentence
    figures = [figure for manifest in sorted(folder.rglob("manifest.json"))
               for figure in json.loads(manifest.read_text(encoding="utf-8")).get("figures", [])]  # fmt: skip
    assert all(json.loads(block["text"]) in figures for block in blocks(page) if block["kind"] == "json")


def test_a_page_whose_output_is_wrong_is_found_and_printed_anew(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ wellstaffed version\nwellstaffed 0.0.0\n$ wellstaffed gap --district Nowhere\n?\n...\n```\n",
        encoding="utf-8",
    )
    (tmp_path / "run").mkdir()
    ran = list(session(page, tmp_path / "run"))
    assert [(shown.exit_code, code) for shown, code, _ in ran] == [(0, 0), (0, 4)]
    assert all(shown.lines != as_shown(shown, lines) for shown, _, lines in ran)
    write_outputs(page)
    (tmp_path / "again").mkdir()
    again = list(session(page, tmp_path / "again"))
    assert [shown.exit_code for shown, _, _ in again] == [0, 4]
    assert all(shown.lines == as_shown(shown, lines) for shown, _, lines in again)


def test_every_shown_command_shows_output() -> None:
    for page in pages_with_commands():
        for block in blocks(page):
            for shown in shown_commands(block["text"]) if block["kind"] == "console" else []:
                assert shown.lines, f"{page}: {shown.command}"
                assert shown.lines != (LEFT_OUT,), f"{page}: {shown.command}"


def test_every_command_named_anywhere_exists() -> None:
    known = {" ".join(words) for words in commands()}
    groups = {name.split(" ")[0] for name in known}
    named = {
        match
        for page in PAGES
        for match in re.findall(r"(?:^\$ |^|`)wellstaffed ((?:[a-z-]+ ?){1,2})", page.read_text(encoding="utf-8"), re.M)
    }
    assert len(named) > 8
    for words in named:
        asked = words.split(" -")[0].strip()
        assert any(asked == one or asked.startswith(f"{one} ") for one in known | groups), words


def test_the_picture_of_the_memo_is_small() -> None:
    picture = ROOT / "docs" / "images" / "memo-page-1.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 150_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def loaded(text: str) -> list[str]:
    return [address for pattern in LOADED for address in pattern.findall(text)]


def test_the_site_loads_nothing_from_the_network(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) >= 25
    for file in [*pages, *sorted(site.rglob("*.css"))]:
        assert loaded(file.read_text(encoding="utf-8")) == [], file


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js"></script>', "<img alt='' src='//cdn.example/x.png'>",
        '<link rel="stylesheet" href="https://fonts.example/css">', "<link rel=icon href=http://example.org/x.png>",
        "@font-face{src:url(https://fonts.example/a.woff2)}", '@import "//fonts.example/a.css";',
    ],
)  # fmt: skip
def test_an_address_that_a_page_would_load_is_found(text: str) -> None:
    assert loaded(text) != []


def test_a_link_to_a_source_is_not_a_load() -> None:
    assert loaded('<a href="https://www.nasponline.org/x">x</a><link rel="canonical" href="https://x.example/">') == []


def test_the_reference_is_made_from_the_program(site: Path) -> None:
    from wellstaffed.standards.library import StandardsLibrary
    from wellstaffed.tables.school_staff import SchoolStaff

    def page(name: str) -> str:
        return html.unescape((site / name).read_text(encoding="utf-8"))

    assert all(f"wellstaffed {' '.join(words)}" in page("reference/commands.html") for words in commands())
    assert all(one.id in page("reference/standards.html") for one in StandardsLibrary().standards())
    assert all(f"<code>{name}</code>" in page("reference/tables.html") for name in SchoolStaff.columns())
    assert "round-then-subtract" in page("reference/documents.html")
    assert "1,500 students at 250 students per counselor need exactly 6 counselors." in page("worked-cases.html")
