"""Two edits of one text laid together by lines; where both touch the same lines, both are shown to be chosen from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MINE, BETWEEN, THEIRS = (
    "# ======== your lines; choose, then delete these marks",
    "# ======== the lines on disk",
    "# ======== end of the choice",
)


@dataclass(frozen=True)
class Merged:
    """The text, and how many places both edits touched: there both stand between marks, which are comments."""

    text: str
    conflicts: int


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    lines: tuple[str, ...]


def merged_text(base: str, mine: str, theirs: str) -> Merged:
    """Return `base` with both edits made; lines that both edits left alone stay as they are."""
    old, left, right = base.splitlines(), mine.splitlines(), theirs.splitlines()
    mine_edits, their_edits = _edits(old, left), _edits(old, right)
    made: list[str] = []
    at = conflicts = 0
    while mine_edits or their_edits:
        start, end, ours, others = _next(mine_edits, their_edits)
        made += old[at:start]
        my_lines, their_lines = _replaced(old, start, end, ours), _replaced(old, start, end, others)
        if not others or my_lines == their_lines:
            made += my_lines
        elif not ours:
            made += their_lines
        else:
            conflicts += 1
            made += [MINE, *my_lines, BETWEEN, *their_lines, THEIRS]
        at = end
    made += old[at:]
    return Merged("".join(f"{line}\n" for line in made), conflicts)


def _edits(old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_Edit(i, j, tuple(new[k:m])) for kind, i, j, k, m in found if kind != "equal"]


def _next(mine: list[_Edit], theirs: list[_Edit]) -> tuple[int, int, list[_Edit], list[_Edit]]:
    """Take the first edits that touch each other off both lists, with the lines of the old text they cover together."""
    first = min(mine[:1] + theirs[:1], key=lambda edit: (edit.start, edit.end))
    start, end = first.start, first.end
    ours: list[_Edit] = []
    others: list[_Edit] = []
    is_growing = True
    while is_growing:
        is_growing = False
        for waiting, taken in ((mine, ours), (theirs, others)):
            while waiting and (waiting[0].start < end or waiting[0].start == start or waiting[0].start == end):
                edit = waiting.pop(0)
                taken.append(edit)
                end, is_growing = max(end, edit.end), True
    return start, end, ours, others


def _replaced(old: Sequence[str], start: int, end: int, edits: list[_Edit]) -> list[str]:
    made: list[str] = []
    at = start
    for edit in edits:
        made += [*old[at : edit.start], *edit.lines]
        at = edit.end
    return [*made, *old[at:end]]


@dataclass(frozen=True)
class LineDifference:
    """One line of a comparison: in both (`" "`), only in the first (`"-"`), only in the second (`"+"`), left out (`"…"`)."""

    mark: str
    text: str


def line_differences(first: str, second: str, around: int = 3) -> list[LineDifference]:
    """Return where two texts differ, with a few lines around each place."""
    old, new = first.splitlines(), second.splitlines()
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(around)
    made: list[LineDifference] = []
    for group in groups:
        if made or group[0][1]:
            made.append(LineDifference("…", f"line {group[0][1] + 1}"))
        for kind, i, j, k, m in group:
            if kind == "equal":
                made += [LineDifference(" ", line) for line in old[i:j]]
                continue
            made += [LineDifference("-", line) for line in old[i:j]]
            made += [LineDifference("+", line) for line in new[k:m]]
    return made
