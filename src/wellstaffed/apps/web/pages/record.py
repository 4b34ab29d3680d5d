"""The record: what happened, who stood where on a day, who voted how, what peers did, under which conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from wellstaffed.apps.web.controls import Controls, Day, Text
from wellstaffed.apps.web.page import Asked, Page, Shown
from wellstaffed.apps.web.picture import page_picture
from wellstaffed.apps.web.site import Site
from wellstaffed.apps.web.table import Cell, Column, Table
from wellstaffed.core.errors import NotFoundError, PlanError, UsageError

if TYPE_CHECKING:
    from wellstaffed.apps.record_actions import RecordAnswer
    from wellstaffed.apps.record_places import RecordPlace

PARTS = {
    "timeline": "Timeline",
    "positions": "Who stood where",
    "votes": "Votes",
    "peers": "Other districts",
    "conditions": "Conditions",
}


def _parted(value: Any) -> Any:
    """Return measures as a list, also where they are joined by commas as in the command."""
    given = [value] if isinstance(value, str) else value
    return (
        [part.strip() for one in given for part in one.split(",") if part.strip()] if isinstance(given, list) else value
    )


def _once(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value))


Measures = Annotated[tuple[Text, ...], BeforeValidator(_parted), AfterValidator(_once), Field(max_length=20)]


class RecordControls(Controls):
    """The same as the options of ``wellstaffed record``, and which of its answers is shown."""

    part: Literal["timeline", "positions", "votes", "peers", "conditions"] = "timeline"
    district: Text = "5508520"
    as_of: Day = None
    matter: Literal["officers", "amendment", "staffing", "safety", "survey"] = "officers"
    like: Measures = ()
    reversed_only: bool = False
    plan: Text = ""
    narrow: bool = False


def show_record(asked: Asked) -> Shown:
    """Return one part of the record as it was known on a day (rules R1 to R4)."""
    from wellstaffed.apps.record_lead import MATTERS, record_lead
    from wellstaffed.apps.record_places import record_places
    from wellstaffed.record.peers import MEASURES

    places = record_places(workspace=asked.site.settings.workspace)
    place = places.of(asked.controls.district)
    asked = _dated(asked)
    controls: RecordControls = asked.controls
    answer, fault = _answered(asked, place)
    lead = record_lead(answer, controls.part)
    document = answer.as_json() | {"lead": lead, "part": controls.part} | ({"fault": fault} if fault else {})
    context = {
        "asked": asked,
        "controls": controls,
        "here": asked.link(),
        "answer": answer,
        "place": place.as_json(),
        "lead": lead,
        "lanes": _lanes(answer) if controls.part == "timeline" else 0,
        "day": controls.as_of.isoformat() if controls.as_of else "",
        "districts": [(one.leaid, f"{one.name}, {one.state}") for one in places.places],
        "faults": places.faults,
        "tabs": list(PARTS.items()),
        "matters": list(MATTERS.items()),
        "measures": list(MEASURES.items()),
        "plans": _plans(asked.site) if controls.part == "conditions" else [],
        "fault": fault,
    }
    return Shown(
        title=f"The record of {place.name}",
        template="record.html.j2",
        context=context,
        document=document,
        table=_table(answer, controls),
        files=_files(answer, controls),
        status=422 if fault else 200,
    )


def _plans(site: Site) -> list[tuple[str, str]]:
    """Return the plans that a condition can be held against; none on a site without plans."""
    from wellstaffed.apps.workspace import workspace_plans

    plans = [] if site.settings.read_only else workspace_plans(site.settings.workspace)
    return [("", "no plan"), *((one.name, one.title or one.name) for one in plans)] if plans else []


def _answered(asked: Asked, place: RecordPlace) -> tuple[RecordAnswer, str | None]:
    """Return the answer; where the plan asked for cannot be held against it, the answer without it and what is wrong."""
    ask = _ASKS[asked.controls.part]
    try:
        return ask(asked, place), None
    except (PlanError, UsageError) as error:
        if not asked.controls.plan:
            raise
        without = replace(asked, controls=asked.controls.model_copy(update={"plan": ""}))
        return ask(without, place), asked.site.words(str(error), asked.controls.labels())


def _dated(asked: Asked) -> Asked:
    """Return what was asked with today written out, so that a copied link keeps what was known when it was copied."""
    if asked.controls.as_of is not None:
        return asked
    return replace(asked, controls=asked.controls.model_copy(update={"as_of": date.today()}))


def _timeline(asked: Asked, place: RecordPlace) -> RecordAnswer:
    from wellstaffed.apps.record_actions import record_timeline

    return record_timeline(district=place.leaid, as_of=asked.controls.as_of, folder=place.folder)


def _positions(asked: Asked, place: RecordPlace) -> RecordAnswer:
    from wellstaffed.apps.record_actions import record_positions

    return record_positions(
        district=place.leaid, as_of=asked.controls.as_of, matter=asked.controls.matter, folder=place.folder
    )


def _votes(asked: Asked, place: RecordPlace) -> RecordAnswer:
    from wellstaffed.apps.record_actions import record_votes

    return record_votes(district=place.leaid, as_of=asked.controls.as_of, folder=place.folder)


def _peers(asked: Asked, place: RecordPlace) -> RecordAnswer:
    from wellstaffed.apps.record_actions import record_peers

    return record_peers(
        district=place.leaid, as_of=asked.controls.as_of, like=asked.controls.like, reversed_only=asked.controls.reversed_only,
        folder=place.folder,
    )  # fmt: skip


def _conditions(asked: Asked, place: RecordPlace) -> RecordAnswer:
    from wellstaffed.apps.record_actions import record_conditions
    from wellstaffed.apps.workspace import plan_file

    name, settings = asked.controls.plan, asked.site.settings
    if name and settings.read_only:
        raise NotFoundError("A read-only site has no plans. Leave the plan out.")
    plan = plan_file(settings.workspace, name) if name else None
    found = record_conditions(district=place.leaid, plan=plan, as_of=asked.controls.as_of, folder=place.folder)
    return replace(found, parts=found.parts | {"plan": name or None})


_ASKS: Mapping[str, Callable[[Asked, RecordPlace], RecordAnswer]] = {
    "timeline": _timeline,
    "positions": _positions,
    "votes": _votes,
    "peers": _peers,
    "conditions": _conditions,
}


def _table(answer: RecordAnswer, controls: RecordControls) -> Table:
    """Return the rows as the command's ``--csv`` prints them, in the same columns and words."""
    columns = tuple(Column(name, name) for name in answer.columns)
    rows = tuple(tuple(_cell(row.get(name)) for name in answer.columns) for row in answer.rows)
    district = answer.record.district
    caption = f"{PARTS[controls.part]}: {district.name}, as known on {controls.as_of}"
    return Table(caption, columns, rows)


def _cell(value: Any) -> Cell:
    flat = " ; ".join(str(one) for one in value) if isinstance(value, list | tuple) else value
    return Cell("" if flat is None else str(flat), flat)


def _lanes(answer: RecordAnswer) -> int:
    from wellstaffed.apps.record_actions import timeline_picture_marks

    return len({mark.lane for mark in timeline_picture_marks(answer)})


def _files(answer: RecordAnswer, controls: RecordControls) -> dict[str, Callable[[], bytes]]:
    if controls.part != "timeline":
        return {}
    from wellstaffed.apps.record_actions import calendar_of, feed_of

    return {
        "atom": lambda: feed_of(answer),
        "ics": lambda: calendar_of(answer),
        "svg": lambda: _picture(answer, controls.narrow),
    }


def _picture(answer: RecordAnswer, is_narrow: bool) -> bytes:
    from wellstaffed.apps.record_actions import record_picture

    drawn = record_picture(answer=answer, is_narrow=is_narrow)
    if drawn is None:
        raise NotFoundError("Nothing was known on that day, so there is no chart. Choose a later day.")
    return page_picture(drawn)


def _today(site: Site) -> str:
    from wellstaffed.apps.record_places import records_state

    return f"{date.today()} {records_state(site.settings.workspace)}"


RECORD = Page(
    path="/record",
    summary="The public record of a district: what happened, who stood where, votes, peers, conditions.",
    show=show_record,
    controls=RecordControls,
    kinds=("html", "json", "csv", "xlsx", "svg", "atom", "ics"),
    section="record",
    is_fresh=lambda query: query.get("part") == "conditions",
    rests_on=_today,
)
