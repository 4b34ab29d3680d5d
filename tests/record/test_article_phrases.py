"""The lists of phrases by which articles are read: each line a pattern of its own, each list used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wellstaffed.record import article_phrases
from wellstaffed.record.article_phrases import any_of, phrases

LISTS = article_phrases._lists()
SOURCES = Path(article_phrases.__file__).parent
REFERENCE = re.compile(r"\{([a-z_]+)\}")


@pytest.mark.parametrize("name", LISTS)
def test_each_line_is_a_pattern_and_stands_once(name: str) -> None:
    lines = LISTS[name]
    assert lines
    assert len(set(lines)) == len(lines)
    for line in lines:
        assert line == line.strip(), "an editor may take a space at the end away: write [ ]"
        assert re.compile(REFERENCE.sub(lambda other: any_of(other[1]), line)).search("") is None, "fits everywhere"
    assert re.compile(phrases(name))


def test_each_list_stands_in_one_file() -> None:
    files = "".join(file.read_text(encoding="utf-8") for file in (SOURCES / "data" / "phrases").glob("*.txt"))
    assert sorted(re.findall(r"^\[([a-z_]+)\]$", files, re.M)) == sorted(LISTS)


def test_no_list_is_idle_or_lacking() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in SOURCES.glob("*.py"))
    asked = set(re.findall(r"(?:phrases|any_of)\([\"']([a-z_]+)[\"']\)", code))
    asked |= {name for name in LISTS if name.startswith("did_") and name[4:].replace("_", " ") in code}
    asked |= {name for lines in LISTS.values() for line in lines for name in REFERENCE.findall(line)}
    assert asked == set(LISTS)


def test_a_line_with_another_lists_name_takes_its_lines() -> None:
    assert phrases("cautions").startswith("hopes?|hoped|")
    assert re.fullmatch(any_of("cautions"), "advised")
    assert "(?:officers?|deput(?:y|ies)|" in phrases("removing")
    with pytest.raises(KeyError, match="no_such_list"):
        phrases("no_such_list")
