"""The standards: all rules by role, place, force, kind and day; several side by side; each whole, with its critics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from markupsafe import Markup, escape
from pydantic import BeforeValidator, Field

from wellstaffed.apps.web.controls import Controls, Day, Text
from wellstaffed.apps.web.page import Asked, Page, PathPart, Shown
from wellstaffed.apps.web.table import Cell, Column, Table, words
from wellstaffed.core.roles import Role
from wellstaffed.reports.words import capital, role_words

if TYPE_CHECKING:
    from wellstaffed.apps.standards_actions import ListedRule, StandardsAnswer

KINDS = {
    "ratio": "students per FTE", "ratio_by_band": "students per FTE by grade band", "minimum": "so many in each school",
    "tiers": "tiers of enrollment", "steps": "steps of enrollment", "prototypes": "FTE per prototype school",
    "acuity": "students by level of need", "words": "words without a number",
}  # fmt: skip
COLUMNS = (
    Column("label", "Standard"),
    Column("id", "Identifier"),
    Column("roles", "Roles"),
    Column("place", "Place"),
    Column("force", "Force"),
    Column("rule", "Rule"),
    Column("from", "In force"),
    Column("verification", "Source"),
    Column("notices", "Critique", "number", meaning="notices of withdrawal or critique"),
)
VERIFIED = {
    "confirmed": "read itself",
    "secondary": "read in one that quotes it",
    "unverified": "not read",
}


def _apart(value: Any) -> Any:
    """Take several names in one parameter, joined by commas, as the commands do."""
    if isinstance(value, list):
        return [part.strip() for one in value if isinstance(one, str) for part in one.split(",") if part.strip()]
    return value


class StandardsControls(Controls):
    """Which rules, of which day, and which of them side by side."""

    role: Text = ""
    place: Text = ""
    force: Text = ""
    kind: Text = ""
    on: Day = None
    filter: Text = ""
    compare: Annotated[list[Text], BeforeValidator(_apart), Field(max_length=20)] = []
    sort: Text = ""


class StandardControls(Controls):
    """The day whose value is shown; all values without one."""

    on: Day = None


def show_standards(asked: Asked) -> Shown:
    """Return the rules that were asked for, and some of them side by side."""
    from wellstaffed.apps.standards_actions import place_words, standards_asked

    controls: StandardsControls = asked.controls
    answer = standards_asked(
        role=controls.role, place=controls.place, force=controls.force, kind=controls.kind, on=controls.on,
        text=controls.filter, compare=tuple(controls.compare),
    )  # fmt: skip
    roles = {role.value: role.plural for role in Role}
    context = {
        "answer": answer,
        "compared": _side_by_side(answer),
        "roles": [("", "All roles"), *((one, roles[one]) for one in answer.choices["role"])],
        "places": [("", "All places"), *((one, place_words(one)) for one in answer.choices["place"])],
        "forces": [("", "Any force"), *((one, one.replace("_", " ")) for one in answer.choices["force"])],
        "kinds_of_rule": [("", "Any kind"), *((one, KINDS.get(one, one)) for one in answer.choices["kind"])],
    }
    table = _table(answer, set(controls.compare)).ordered(controls.sort)
    return Shown("Standards", "standards.html.j2", context, answer.as_json() | {"sentence": answer.sentence}, table)


def _table(answer: StandardsAnswer, chosen: set[str]) -> Table:
    of = f"values of {answer.on}" if answer.on else "latest values"
    return Table(f"Staffing standards, {of}", COLUMNS, tuple(_row(one, chosen) for one in answer.rules))


def _row(one: ListedRule, chosen: set[str]) -> tuple[Cell, ...]:
    rule = one.standard
    checked = " checked" if rule.id in chosen else ""
    box = Markup(
        f'<input type="checkbox" name="compare" form="controls" value="{escape(rule.id)}"'
        f' aria-label="Compare {escape(rule.label)}"{checked}> '
    )
    count = len(one.notices)
    return (
        Cell(rule.label, rule.label, f"/standards/{rule.id}", before=box),
        words(rule.id),
        words(role_words(rule.roles)),
        words(one.place),
        words(rule.force.replace("_", " ")),
        words(one.words),
        words(one.days),
        words(VERIFIED[one.value.verification] if one.value else ""),
        Cell(str(count) if count else "none", count),
    )


def _side_by_side(answer: StandardsAnswer) -> Table | None:
    """Return what is compared, a column for each standard."""
    if not answer.compared:
        return None
    columns = (
        Column("what", "Side by side"),
        *[Column(one.standard.id, one.standard.label) for one in answer.compared],
    )
    lines: list[tuple[str, list[Cell]]] = [
        ("Rule", [words(one.words) for one in answer.compared]),
        ("Roles", [words(role_words(one.standard.roles)) for one in answer.compared]),
        ("Place", [words(one.place) for one in answer.compared]),
        ("Force", [words(one.standard.force.replace("_", " ")) for one in answer.compared]),
        ("Level", [words(one.standard.level.replace("_", " ")) for one in answer.compared]),
        ("In force", [words(one.days) for one in answer.compared]),
        ("Quotation", [_quotation(one) for one in answer.compared]),
        ("Source", [_source(one) for one in answer.compared]),
        (
            "Read in its source",
            [words(VERIFIED[one.value.verification] if one.value else "") for one in answer.compared],
        ),
        ("Critique and withdrawal", [_critique(one) for one in answer.compared]),
        ("Whole", [words(one.standard.id, href=f"/standards/{one.standard.id}") for one in answer.compared]),
    ]
    return Table("Side by side", columns, tuple((words(name), *cells) for name, cells in lines))


def _quotation(one: ListedRule) -> Cell:
    if one.value is None:
        return words("")
    source = one.value.source
    return words(f"“{source.quote}”") if source.quote else Cell(f"none: {source.quote_missing}", is_reason=True)


def _source(one: ListedRule) -> Cell:
    from wellstaffed.apps.standards_actions import source_words

    return words(source_words(one.value.source), href=one.value.source.href) if one.value else words("")


def _critique(one: ListedRule) -> Cell:
    return words(" ".join(f"Since {notice.since}: {notice.text}" for notice in one.notices) or "none recorded")


def show_standard(asked: Asked) -> Shown:
    """Return one standard with all its values, sources and critics."""
    from wellstaffed.apps.standards_actions import place_words, standard_asked

    name = f"{asked.parts['issuer']}/{asked.parts['rule']}"
    answer = standard_asked(name=name, on=asked.controls.on)
    one = answer.standard
    columns = (Column("from", "From"), Column("to", "To"), Column("rule", "Rule"), Column("quote", "Quotation"),
               Column("verification", "Read in its source"), Column("source", "Source"), Column("href", "Address"))  # fmt: skip
    rows = tuple(
        (words(str(value.from_)), words(str(value.to or "")), words(said), words(value.source.quote),
         words(VERIFIED[value.verification]), words(value.source.title), words(value.source.href))
        for value, said in answer.values
    )  # fmt: skip
    context = {
        "answer": answer, "standard": one, "place": place_words(one.place), "roles": capital(role_words(one.roles)),
        "verified": VERIFIED, "kind": KINDS.get(answer.values[-1][0].rule.kind, ""),
    }  # fmt: skip
    return Shown(one.label, "standard.html.j2", context, answer.document, Table(one.label, columns, rows))


def show_bundle(asked: Asked) -> Shown:
    """Return a bundle: one rule per role, as one publication used them."""
    from wellstaffed.apps.actions import standard
    from wellstaffed.apps.standards_actions import bundle_asked

    name = asked.parts["name"]
    bundle, rules = bundle_asked(name=name)
    columns = (Column("role", "Role"), Column("standard", "Standard"), Column("rule", "Rule"), Column("on", "Value of"),
               Column("note", "Note"))  # fmt: skip
    rows = tuple(
        (words(capital(member.role.plural)), words(rule.standard.label, href=f"/standards/{rule.standard.id}"),
         words(rule.words), words(str(member.on or bundle.on)), words(capital(member.note or "")))
        for member, rule in zip(bundle.members, rules, strict=True)
    )  # fmt: skip
    table = Table(f"{bundle.label}: one rule per role", columns, rows)
    return Shown(bundle.label, "bundle.html.j2", {"bundle": bundle, "rules": rules}, standard(name=name), table)


STANDARDS = Page(
    path="/standards",
    summary="All staffing standards by role, place, force, kind and day, and several side by side.",
    show=show_standards,
    controls=StandardsControls,
    kinds=("html", "json", "csv", "xlsx"),
    section="standards",
)
BUNDLE = Page(
    path="/standards/bundles/{name}",
    summary="A bundle: one rule per role, as one publication used them.",
    show=show_bundle,
    parts={"name": PathPart(r"^[a-z0-9-]+$", "Name of a bundle.", "aclu-2019")},
    section="standards",
)
STANDARD = Page(
    path="/standards/{issuer}/{rule}",
    summary="One standard: its values with quotation, source and days, and what is held against it.",
    show=show_standard,
    controls=StandardControls,
    parts={
        "issuer": PathPart(r"^[a-z0-9_]+$", "Who issued it.", "asca"),
        "rule": PathPart(r"^[a-z0-9_]+$", "Role and measure.", "counselor_ratio"),
    },
    section="standards",
)
