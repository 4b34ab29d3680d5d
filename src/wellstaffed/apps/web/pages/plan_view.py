"""A plan as its pages need it: the document on disk, what is wrong with it, and its answer from what is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from wellstaffed.apps.web.page import PathPart
from wellstaffed.apps.web.site import Site, data_version
from wellstaffed.apps.web.table import Cell, Column, Table
from wellstaffed.core.errors import DocumentError, WellstaffedError

if TYPE_CHECKING:
    from wellstaffed.apps.kept_plans import PlanState
    from wellstaffed.apps.plan_answer import PlanAnswer
    from wellstaffed.apps.plan_table import PlanTable
    from wellstaffed.apps.workspace import PlanText
    from wellstaffed.record.agreement_clock import AgreementClock

NAME = PathPart(r"^[\w~-]+$", "Name of a plan, as the list of plans gives it.", "madison-2020")
TABS = (
    ("options", "Options"),
    ("years", "Year by year"),
    ("why", "Why"),
    ("money", "Money"),
    ("days", "Days"),
    ("edit", "Edit"),
    ("roster", "Roster"),
    ("history", "History"),
)
_NUMBER = re.compile(r"^-?\$?[\d,]+(\.\d+)?( %)?$")


@dataclass(frozen=True)
class PlanView:
    """
    A plan on disk.

    ``state`` is None where the document has faults; ``error`` says which, or why there is no answer.
    """

    text: PlanText
    state: PlanState | None
    error: WellstaffedError | None

    @property
    def title(self) -> str:
        """The plan's title, its name where the document cannot be read."""
        return self.state.plan.title if self.state else self.text.name

    def answer(self, *, is_explained: bool = False, option: str = "") -> PlanAnswer:
        """Return the options solved, all of them or one, as ``wellstaffed plan`` does; raise what it raises."""
        from wellstaffed.apps.kept_plans import kept_answer

        if self.state is None:
            assert self.error is not None
            raise self.error
        return one_option(kept_answer(self.state, is_explained=is_explained), option)

    def clock(self, on: date | None) -> AgreementClock | None:
        """Return the clock of the plan's agreement on a day, the plan's own if none is given."""
        from wellstaffed.apps.clock_actions import clock

        if self.state is None or self.state.plan.agreement is None:
            return None
        plan, folder = self.state.plan, self.state.path.parent
        calendar = folder / plan.calendar if plan.calendar else None
        return clock(agreement=folder / plan.agreement, on=on or plan.dated, calendar=calendar)  # type: ignore[operator]


def on_day(answer: PlanAnswer, clock: AgreementClock | None) -> PlanAnswer:
    """Return an answer whose options stand in the agreement as on the day of a clock."""
    if clock is None:
        return answer
    clocks = {one.option.id: one for one in clock.options}
    options = (replace(one, clock=clocks.get(one.result.option.agreement_option or "")) for one in answer.options)
    return replace(answer, options=tuple(options))


def one_option(answer: PlanAnswer, option: str) -> PlanAnswer:
    """Return an answer with one of its options; raise `NotFoundError` if it has none of that key."""
    from wellstaffed.core.errors import NotFoundError

    if not option:
        return answer
    chosen = tuple(one for one in answer.options if one.result.option.key == option)
    if not chosen:
        have = ", ".join(one.result.option.key for one in answer.options)
        raise NotFoundError(f"The plan has no option '{option}'; it has {have}.")
    return replace(answer, options=chosen)


def plan_view(site: Site, name: str) -> PlanView:
    """Return a plan of the workspace as it stands on disk; raise `NotFoundError` if there is none of that name."""
    from wellstaffed.apps.workspace import read_plan

    text = read_plan(site.settings.workspace, name)
    return view_of_text(site, text)


def view_of_text(site: Site, text: PlanText) -> PlanView:
    """Return a plan's text checked."""
    from wellstaffed.apps.kept_plans import plan_state

    try:
        state = plan_state(text.text, text.path, site.settings.workspace, figures=data_version())
    except DocumentError as error:
        return PlanView(text, None, error)
    return PlanView(text, state, None)


def said_here(error: WellstaffedError | None, site: Site) -> dict[str, Any] | None:
    """Return an error as its first line and its faults, files named from the workspace on."""
    if error is None:
        return None
    message, faults = site.words(str(error)), site.faults(error)
    return {"message": message.split("\n")[0] if faults else message, "faults": faults}


def plan_frame(site: Site, text: PlanText, tab: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every view of a plan shows around itself: its name and file, its tabs, undo and redo."""
    from wellstaffed.apps.workspace import can_step

    folder = site.settings.workspace
    tabs = [
        {"key": key, "label": label, "address": plan_address(text.name, tab=key, **kept), "is_here": key == tab}
        for key, label in TABS
    ]
    return {
        "name": text.name,
        "address": plan_address(text.name),
        "file": text.path.relative_to(folder).as_posix(),
        "tabs": tabs,
        "sha": text.sha256,
        "steps": can_step(folder, text.name, text.sha256),
        "csrf": site.token,
        "section": "plans",
    }


def plan_address(name: str, *more: str, **query: Any) -> str:
    """Return the address of a plan, or of one of its files."""
    pairs = [(key, value) for key, value in query.items() if value not in (None, "")]
    path = "/".join(["/plans", quote(name), *more])
    return f"{path}?{urlencode(pairs)}" if pairs else path


def word_table(found: PlanTable, source: str = "") -> Table:
    """Return a table of words as a page and its files show it: a cell that is a number is one in files too."""
    keys = _keys(found.header)
    kinds = [
        all(_NUMBER.match(row[place]) for row in found.rows if row[place])
        and any(row[place] for row in found.rows)
        and place > 0
        for place in range(len(found.header))
    ]
    columns = tuple(
        Column(key, label or "What", "number" if is_number else "text")
        for key, label, is_number in zip(keys, found.header, kinds, strict=True)
    )
    rows = tuple(tuple(Cell(cell, _value(cell)) for cell in row) for row in found.rows)
    return Table(found.caption, columns, rows, source)


def _keys(header: tuple[str, ...]) -> list[str]:
    keys: list[str] = []
    for place, label in enumerate(header):
        key = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")[:40] or "what"
        keys.append(f"{key}_{place}" if key in keys else key)
    return keys


def _value(text: str) -> str | int | float | None:
    if not text or not _NUMBER.match(text) or text.endswith("%"):
        return text or None
    number = float(re.sub(r"[$,]", "", text))
    return int(number) if number.is_integer() else number
