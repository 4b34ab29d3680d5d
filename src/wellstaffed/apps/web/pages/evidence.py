"""Evidence: what research finds on both sides, and disparities of two counts or of a district, with their intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from wellstaffed.apps.web.controls import Controls, SchoolYearText, Text
from wellstaffed.apps.web.page import STATUS_OF_EXIT, Asked, Page, Shown
from wellstaffed.apps.web.picture import page_picture
from wellstaffed.apps.web.table import Cell, Column, Table
from wellstaffed.core.errors import UsageError, WellstaffedError

if TYPE_CHECKING:
    from wellstaffed.apps.evidence_pictures import EvidencePicture

PARTS = {"studies": "What research finds", "counts": "Two counts", "district": "A district’s record"}
# Which controls each part reads; another one would be dropped without a word.
_READS = {
    "studies": {"outcome", "action", "group"},
    "counts": {"counts", "reference_counts", "outcome", "group", "reference", "year", "federal", "incidents"},
    "district": {"district", "outcome", "group", "reference", "year", "dimension", "by_school"},
}


class EvidenceControls(Controls):
    """The same as the options of ``wellstaffed studies`` and ``wellstaffed disparity``, and which of them is asked."""

    part: Literal["studies", "counts", "district"] = "studies"
    outcome: Text = ""
    action: Text = ""
    group: Annotated[Text, Field(title="Group")] = ""
    counts: Annotated[Text, Field(title="Its events / students")] = ""
    reference_counts: Annotated[Text, Field(title="Their events / students")] = ""
    reference: Annotated[Text, Field(title="Compared with")] = ""
    year: Annotated[SchoolYearText, Field(title="School year")] = None
    federal: bool = False
    incidents: bool = False
    district: Annotated[Text, Field(title="District, by LEAID or name")] = ""
    dimension: Annotated[Text, Field(title="Groups by")] = ""
    by_school: bool = False
    picture: Literal["intervals", "funnel"] = "intervals"


@dataclass(frozen=True)
class _View:
    """What one part shows: the document of its action, its words, its picture, its files."""

    context: Mapping[str, Any]
    document: Mapping[str, Any] = field(default_factory=dict)
    csv: str | None = None
    pictures: Mapping[str, EvidencePicture] = field(default_factory=dict)


def show_evidence(asked: Asked) -> Shown:
    """Return one part of the evidence (rules D1 to D4, E1)."""
    from wellstaffed.apps.evidence_section import LIMITS

    _check(asked.controls)
    asked = _filled(asked)
    controls: EvidenceControls = asked.controls
    context: dict[str, Any] = {
        "asked": asked,
        "controls": controls,
        "here": asked.link(),
        "tabs": list(PARTS.items()),
        "limits": LIMITS,
        "problem": "",
        "answer": None,
        **_choices(controls),
    }
    status = 200
    try:
        view = _ASKS[controls.part](controls)
    except WellstaffedError as error:  # the form stays, with everything that was typed
        status = STATUS_OF_EXIT.get(error.exit_code, 400)
        message = asked.site.words(str(error), controls.labels())
        view = _View({"problem": message}, {"error": {"message": message, "faults": []}})
    files: dict[str, Callable[[], bytes]] = {}
    if view.csv is not None:
        text = "\ufeff" + view.csv
        files["csv"] = text.encode
    drawn = view.pictures[controls.picture].svg if controls.picture in view.pictures else None
    if drawn is not None:
        files["svg"] = lambda: page_picture(drawn)
    return Shown(
        title="Evidence",
        template="evidence.html.j2",
        context=context | dict(view.context),
        document=dict(view.document) | ({"part": controls.part} if status == 200 else {}),
        status=status,
        files=files,
    )


def _check(controls: EvidenceControls) -> None:
    """Raise `UsageError` for a control that the part does not read, so that no link says less than it seems to."""
    given = {
        name
        for name, one in type(controls).model_fields.items()
        if name not in ("part", "picture") and getattr(controls, name) != one.default
    }
    other = sorted(given - _READS[controls.part])
    if other:
        have = ", ".join(sorted(_READS[controls.part]))
        raise UsageError(f"part={controls.part} has no control {', '.join(other)}; it has: {have}.")


def _filled(asked: Asked) -> Asked:
    """Return what was asked with the defaults of a district's record written out, so that a copied link keeps them."""
    from wellstaffed.apps.evidence_views import federal_years, usual_reference
    from wellstaffed.core.school_years import show_school_year

    controls = asked.controls
    if controls.part != "district" or not controls.district:
        return asked
    dimension = controls.dimension or "race"
    years = federal_years()
    changed = {
        "dimension": dimension,
        "outcome": controls.outcome or "arrests",
        "reference": controls.reference or usual_reference(dimension),
        "year": controls.year or show_school_year(years[0] if years else 2022),
    }
    return replace(asked, controls=controls.model_copy(update=changed))


def _choices(controls: EvidenceControls) -> dict[str, Any]:
    """Return what the select boxes of a part offer; a value that is typed stands among them too."""
    from wellstaffed.apps.evidence_choices import disparity_choices, study_choices
    from wellstaffed.apps.evidence_views import federal_years
    from wellstaffed.core.school_years import show_school_year

    if controls.part == "studies":
        found = study_choices()
        lists = {"outcomes": found.outcomes, "actions": found.actions, "groups": found.groups}
        chosen = {"outcomes": controls.outcome, "actions": controls.action, "groups": controls.group}
        boxes = {
            name: _with([("", "all"), *((one.key, f"{one.label} ({one.findings})") for one in listed)], chosen[name])
            for name, listed in lists.items()
        }
        return boxes | {"strengths": found.strengths}
    if controls.part == "counts":
        return {}
    try:
        held = disparity_choices(dimension=controls.dimension or "race")
    except UsageError:
        held = disparity_choices()
    years = [(show_school_year(one), show_school_year(one)) for one in federal_years()]
    return {
        "dimensions": _with(list(held.dimensions), controls.dimension or "race"),
        "groups": _with([("", "all groups"), *held.groups], controls.group),
        "references": _with(list(held.references), controls.reference or "white"),
        "outcomes": _with(list(held.outcomes), controls.outcome or "arrests"),
        "years": _with(years, controls.year or ""),
    }


def _with(choices: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    return choices if not chosen or chosen in {key for key, _ in choices} else [(chosen, chosen), *choices]


def _studies(controls: EvidenceControls) -> _View:
    from wellstaffed.apps.evidence_actions import studies
    from wellstaffed.apps.evidence_views import studies_lead

    answer = studies(outcome=controls.outcome or None, action=controls.action or None, group=controls.group or None)
    lead = studies_lead(answer)
    return _View({"answer": answer, "lead": lead}, answer.as_json() | {"lead": lead}, answer.as_csv())


def _counts(controls: EvidenceControls) -> _View:
    from wellstaffed.apps.evidence_actions import disparity
    from wellstaffed.apps.evidence_views import measure_columns, measure_rows, pair_picture
    from wellstaffed.core.school_years import school_year

    if not controls.counts and not controls.reference_counts:
        return _View({})
    answer = disparity(
        counts=controls.counts,
        reference_counts=controls.reference_counts,
        group=controls.group,
        reference=controls.reference or "reference",
        outcome=controls.outcome,
        year=school_year(controls.year) if controls.year else None,
        federal=controls.federal,
        incidents=controls.incidents,
    )
    rows, columns = measure_rows(answer), measure_columns(answer)
    picture = pair_picture(answer)
    context = {"answer": answer, "measures": rows, "measure_columns": columns, "picture": picture}
    table = Table(
        "Measures",
        tuple(Column(name.lower(), name) for name in columns),
        tuple(tuple(Cell(text, text) for text in row) for row in rows),
    )
    return _View(context, answer.as_json() | {"measures": table.records()}, table.csv()[1:], {"intervals": picture})


def _district(controls: EvidenceControls) -> _View:
    from wellstaffed.apps.evidence_actions import federal_disparities
    from wellstaffed.apps.evidence_pictures import disparity_picture, drawn_places, funnel_picture
    from wellstaffed.apps.evidence_views import disparities_lead, within_sentences
    from wellstaffed.apps.web.pages.evidence_cells import COMPOSED, funnel_pieces, interval_pieces
    from wellstaffed.core.school_years import school_year

    if not controls.district:
        return _View({})
    answer = federal_disparities(
        district=controls.district,
        year=school_year(controls.year or ""),
        outcome=controls.outcome,
        reference=controls.reference,
        group=controls.group or None,
        dimension=controls.dimension,
        by_school=controls.by_school,
    )
    intervals = disparity_picture(answer=answer)
    pictures = {"intervals": intervals}
    if controls.by_school and controls.group:
        pictures["funnel"] = funnel_picture(answer=answer)
    lead = disparities_lead(answer)
    funnel = pictures.get("funnel")
    context = {
        "answer": answer,
        "lead": lead,
        "picture": intervals,
        "pieces": interval_pieces(answer, intervals.rows),
        "funnel": funnel,
        "funnel_pieces": funnel_pieces(drawn_places(answer), funnel.rows) if funnel and funnel.rows else (),
        "composed": COMPOSED,
        "within": within_sentences(answer),
        "warnings": list(dict.fromkeys(said for one in answer.answers for said in one.warnings)),
    }
    return _View(context, answer.as_json() | {"lead": lead}, answer.as_csv(), pictures)


_ASKS: Mapping[str, Callable[[EvidenceControls], _View]] = {
    "studies": _studies,
    "counts": _counts,
    "district": _district,
}

EVIDENCE = Page(
    path="/evidence",
    summary="What research finds, and disparities of two counts or of a district with their intervals.",
    show=show_evidence,
    controls=EvidenceControls,
    kinds=("html", "json", "csv", "svg"),
    section="evidence",
)
