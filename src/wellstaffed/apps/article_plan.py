"""A plan started from a confirmed article: what the article gives is filled in, what it does not give is said."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from wellstaffed.apps.article_claim import asked_in_words, claim_document
from wellstaffed.apps.article_claim_basis import ROSTER
from wellstaffed.core.school_years import show_school_year
from wellstaffed.core.states import state_code
from wellstaffed.record.day_span import DaySpan
from wellstaffed.tables.published_days import first_public

if TYPE_CHECKING:
    from wellstaffed.apps.article_district import ChosenDistrict
    from wellstaffed.record.article_candidates import Candidates, DistrictFound
    from wellstaffed.tables.shipped import ShippedDistrict

STATUS = {"kept": "considered and kept", "considered": "unknown", "added": "unknown"}


class PlanFiles(NamedTuple):
    """The files of a plan by name, and why there is no agreement or which ways out are not in it; empty where none is left out."""

    files: dict[str, bytes]
    left_out: str


def plan_files(found: Candidates, district: ChosenDistrict) -> PlanFiles:
    """
    Return the files of a plan by name: ``plan.yaml``, ``claim.yaml``, ``agreement.yaml``, ``record.yaml``, ``parties.csv``, ``peers.csv``, ``roster.xlsx``.

    A claim or an agreement is written only where the article gives enough for one; the plan's cautions say what is missing.
    Rules R1, R4, C1, A1.
    """
    from wellstaffed.apps.article_agreement import agreement_document
    from wellstaffed.apps.article_record import record_document
    from wellstaffed.sources.roster_template import xlsx_template

    where, shipped = district.where, district.shipped
    claim, why_no_claim = claim_document(found, where, shipped)
    agreement, why_no_agreement = agreement_document(found, where)
    cautions = [one for one in (district.told, why_no_claim, why_no_agreement) if one]
    beside: dict[str, Any] = {"claim": "claim.yaml"} if claim else {}
    beside |= {"agreement": "agreement.yaml"} if agreement else {}
    record = None if _record(where) else record_document(found, where)
    beside |= {"record": "record.yaml"} if record else {}
    files = {"plan.yaml": _yaml(_plan(found, where, shipped, beside | _record(where), cautions), _PLAN_HEAD)}
    if claim:
        files["claim.yaml"] = _yaml(claim, "# Read from a confirmed article. Run: wellstaffed claim claim.yaml\n")
    if agreement:
        files["agreement.yaml"] = _yaml(
            agreement, "# Read from a confirmed article; compare it with the agreement itself.\n"
        )
    if record:
        files["record.yaml"] = _yaml(
            record, "# Where the parties stand, by a confirmed article; add what other sources say.\n"
        )
    files["parties.csv"] = _parties(found)
    files["peers.csv"] = _peers(found)
    files[ROSTER] = xlsx_template()
    return PlanFiles(files, why_no_agreement)


_PLAN_HEAD = (
    "# Started from a confirmed article; complete it, above all with the district's own roster and costs.\n"
    "# Run: wellstaffed memo plan.yaml --out DIR\n"
)


def _plan(
    found: Candidates,
    where: dict[str, str],
    shipped: ShippedDistrict | None,
    beside: dict[str, Any],
    cautions: list[str],
) -> dict[str, Any]:
    """Return the plan; `beside` names the documents that go with it."""
    assert found.published is not None
    views = (
        [_view(year, found.published) for year in shipped.school_years] if shipped else [_roster_view(found.published)]
    )
    return {
        "title": f"Support staff in {where['name']}",
        "dated": found.published,
        "prepared_for": next((one.name for one in found.bodies if one.kind == "board"), "School board"),
        "question": _question(found, where["name"]),
        "district": where,
        "standard": "aclu-2019",
        "rounding": {"step": 1, "direction": "nearest", "order": "round-then-subtract"},
        "answer_from": _answer_view(views, shipped),
        "views": views,
        **beside,
        "cautions": [
            _standard_caution(found),
            f"Started from the article at {found.source}; see parties.csv.",
            *cautions,
        ],
    }


def _record(where: dict[str, str]) -> dict[str, Any]:
    """Return the key that lets the memo tell where the parties stand, if the district has a record."""
    from wellstaffed.record.public_record import shipped_records

    return {"record": True} if any(one.district.leaid == where["leaid"] for one in shipped_records()) else {}


def _view(year: int, published: date) -> dict[str, Any]:
    hindsight = first_public(year) > published
    shown = show_school_year(year)
    return {
        "key": f"shipped-{shown}", "title": f"Enrollment and staff of {shown}", "school_year": shown, "hindsight": hindsight,
        "basis": "figures shipped with wellstaffed" + (", published after the article" if hindsight else ""),
    }  # fmt: skip


def _roster_view(published: date) -> dict[str, Any]:
    year = show_school_year(published.year + (published.month >= 7))
    return {
        "key": "roster", "title": f"Roster of {year}", "basis": "the district's own roster", "school_year": year,
        "hindsight": False, "roster": ROSTER,
    }  # fmt: skip


def _answer_view(views: list[dict[str, Any]], shipped: ShippedDistrict | None) -> str:
    """Return the latest view that was known and has the most enrollments; of none known, the first."""
    from wellstaffed.core.school_years import school_year
    from wellstaffed.tables.shipped import shipped_staff

    known = [view for view in views if not view["hindsight"]] or views[:1]

    def reported(view: dict[str, Any]) -> int:
        if shipped is None:
            return 0
        return int(shipped_staff(shipped.leaid, school_year(view["school_year"]))["students"].is_not_null().sum())

    return str(max(known, key=lambda view: (reported(view), view["school_year"]))["key"])


def _question(found: Candidates, name: str) -> str:
    asked = asked_in_words(found)
    return (
        f"How many counselors, psychologists, social workers and nurses would {name} need to meet the standard, how many are "
        f"missing, and what would they cost?{f' {asked}' if asked else ''}"
    )


def _standard_caution(found: Candidates) -> str:
    metrics = list(dict.fromkeys(one.metric for one in found.claims if one.metric))
    if any("ACLU" in metric for metric in metrics):
        return "The standard is the bundle aclu-2019, because the article names the ACLU's metric."
    said = f"the article names {'; '.join(metrics)}" if metrics else "none was read from the article"
    return f"The standard aclu-2019 is a starting choice ({said}); choose the one meant: wellstaffed standards."


def _parties(found: Candidates) -> bytes:
    head = ["who", "body", "date", "on", "stance", "condition", "previous", "quote", "source", "confidence"]
    rows = [
        [
            one.who, one.body, str(found.published), one.on, one.stance, one.condition or "", one.previous or "",
            " ".join((one.quote or "").split()), found.source or "", one.confidence,
        ]
        for one in found.positions
    ]  # fmt: skip
    return _csv([head, *rows])


def _peers(found: Candidates) -> bytes:
    head = ["leaid", "name", "state", "status", "said", "date", "told_on", "source", "confidence"]
    rows = [
        [
            _peer_leaid(one), one.name, one.state or "", STATUS.get(one.did, one.did), one.did, _decided(one, found),
            str(found.published), found.source or "", one.confidence,
        ]
        for one in found.districts
    ]  # fmt: skip
    return _csv([head, *rows])


def _decided(one: DistrictFound, found: Candidates) -> str:
    """
    Return when another district decided, as its sentence tells it; empty where it tells no day, month or year.

    A date belongs to the district named before it; one at the head of the sentence ("Last week, ...") to the first.
    """
    assert found.published is not None
    names = sorted(
        place
        for other in found.districts
        if other.sentence == one.sentence and (place := one.sentence.find(other.name)) >= 0
    )
    mine = one.sentence.find(one.name)
    until = next((place for place in names if place > mine), len(one.sentence))
    past = [day for day in found.dates if day.sentence == one.sentence and day.date and day.date <= found.published]
    places = {one.sentence.find(day.text): day for day in reversed(past)}
    behind = [day for place, day in sorted(places.items()) if mine < place < until]
    ahead = [day for place, day in sorted(places.items()) if place < mine and mine == names[0]] if names else []
    for day in (*behind[:1], *ahead[-1:]):
        assert day.date is not None
        return str(DaySpan(day.date, day.date_to or day.date))
    return ""


def _peer_leaid(one: DistrictFound) -> str:
    """Return the LEAID of the one shipped peer of that name or place; empty where none or several may be meant."""
    from wellstaffed.record.article_places import district_place
    from wellstaffed.record.public_record import shipped_peers

    named = [
        peer
        for peer in shipped_peers()[0]
        if peer.name.casefold() in {one.name.casefold(), district_place(one.name).casefold()}
        and (not one.state or state_code(one.state) == peer.state)
    ]
    return named[0].leaid if len(named) == 1 else ""


def _csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    # A cell that begins like a formula is kept as text by the apostrophe that spreadsheets hide.
    csv.writer(text).writerows(
        [[f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in row] for row in rows]
    )
    return text.getvalue().encode("utf-8-sig")


def _yaml(document: dict[str, Any], head: str) -> bytes:
    from ruamel.yaml import YAML

    yaml, text = YAML(), io.StringIO()
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = False, True, 120
    yaml.representer.ignore_aliases = lambda data: True  # a person edits this file; anchors would puzzle
    yaml.dump(document, text)
    return (head + text.getvalue()).encode()
