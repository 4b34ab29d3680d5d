"""What a person can ask of all standards: those of a role, place, force, kind or day, and several side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import NotFoundError, NotInForceError, UsageError
from wellstaffed.core.states import STATE_NAMES

if TYPE_CHECKING:
    from wellstaffed.standards.standard import Bundle, Notice, Source, Standard, Value

MOST_COMPARED = 6
IN_LAW = ("statute", "regulation", "funding_formula")


@dataclass(frozen=True)
class ListedRule:
    """A standard with the value of a day, or its latest without one; `value` None where it had none on that day."""

    standard: Standard
    value: Value | None
    notices: tuple[Notice, ...]

    @property
    def kind(self) -> str:
        """The kind of the rule, of its latest value where the day has none."""
        return (self.value or self.standard.values[-1]).rule.kind

    @property
    def words(self) -> str:
        """The rule in words; that there is none on the day."""
        from wellstaffed.standards.describe import rule_text

        return "no value on this day" if self.value is None else rule_text(self.value.rule)

    @property
    def days(self) -> str:
        """From when to when the value holds."""
        if self.value is None:
            return ""
        return f"{self.value.from_} to {self.value.to}" if self.value.to else f"since {self.value.from_}"

    @property
    def place(self) -> str:
        """The place in words."""
        return place_words(self.standard.place)

    def as_json(self) -> dict[str, Any]:
        """Return the rule as JSON documents hold it."""
        one, value = self.standard, self.value
        return {
            "id": one.id, "label": one.label, "issuer": one.issuer, "roles": [role.value for role in one.roles],
            "place": one.place, "force": one.force, "level": one.level, "unit": one.unit, "bound": one.bound,
            "kind": self.kind, "in_words": self.words,
            "from": value.from_.isoformat() if value else None,
            "to": value.to.isoformat() if value and value.to else None,
            "verification": value.verification if value else None,
            "note": value.note if value else None,
            "source": value.source.model_dump(mode="json") if value else None,
            "notices": [notice.model_dump(mode="json") for notice in self.notices],
        }  # fmt: skip


@dataclass(frozen=True)
class StandardsAnswer:
    """The rules that were asked for, those set side by side, the bundles, and how many rules had no value on the day."""

    on: date | None
    rules: tuple[ListedRule, ...]
    compared: tuple[ListedRule, ...]
    bundles: tuple[Bundle, ...]
    not_in_force: int
    choices: dict[str, tuple[str, ...]]

    @property
    def sentence(self) -> str:
        """How many rules there are, how many of them bind, and how many are left out for the day."""
        count, law = len(self.rules), sum(one.standard.force in IN_LAW for one in self.rules)
        said = f"{count} {'rule' if count == 1 else 'rules'}, {law} of them of law or of a formula that pays for staff."
        if self.on is not None:
            said += f" {self.not_in_force} more had no value on {self.on}."
        return (
            said if count else f"No rule is so.{f' {self.not_in_force} had no value on {self.on}.' if self.on else ''}"
        )

    def as_json(self) -> dict[str, Any]:
        """Return the document that the page of standards has as JSON."""
        return {
            "on": self.on.isoformat() if self.on else None,
            "rules": [one.as_json() for one in self.rules],
            "compared": [one.as_json() for one in self.compared],
            "bundles": [one.model_dump(mode="json") for one in self.bundles],
            "not_in_force": self.not_in_force,
        }


def standards_asked(
    *,
    role: str = "",
    place: str = "",
    force: str = "",
    kind: str = "",
    on: date | None = None,
    text: str = "",
    compare: tuple[str, ...] = (),
    folder: Path | None = None,
) -> StandardsAnswer:
    """
    Return the standards of a role, place, force or kind, with their values of a day, and some side by side.

    Parameters
    ----------
    role, place, force, kind : str
        As the standards' files have them; all where empty.
    on : date, optional
        Only rules with a value on that day, and what had been said against them by then (rule S5); the latest values
        without it.
    text : str
        A part of label, issuer or id.
    compare : tuple of str
        Ids of standards, at most `MOST_COMPARED`.
    folder : Path, optional
        The user's own standards.

    Raises
    ------
    NotFoundError
        If a standard to compare does not exist.
    UsageError
        If more are to be compared than stand side by side, or a choice is none of those there are.
    """
    from wellstaffed.standards.library import StandardsLibrary

    library = StandardsLibrary(folder)
    listed = [_listed(one, on) for one in library.standards()]
    choices = _choices(listed)
    for name, wanted in (("role", role), ("place", place), ("force", force), ("kind", kind)):
        if wanted and wanted not in choices[name]:
            raise UsageError(f"{name} is '{wanted}'; it can be {', '.join(choices[name])}.")
    sought = text.strip().casefold()
    found = [
        one for one in listed
        if (not role or role in {held.value for held in one.standard.roles})
        and (not place or one.standard.place == place) and (not force or one.standard.force == force)
        and (not kind or one.kind == kind)
        and sought in f"{one.standard.label} {one.standard.issuer} {one.standard.id}".casefold()
    ]  # fmt: skip
    names = tuple(dict.fromkeys(compare))
    if len(names) > MOST_COMPARED:
        raise UsageError(f"{len(names)} standards are to be compared; {MOST_COMPARED} stand side by side at most.")
    compared = tuple(_listed(library.standard(_rule_name(name)), on) for name in names)
    in_force = tuple(one for one in found if one.value is not None)
    return StandardsAnswer(on, in_force, compared, tuple(library.bundles()), len(found) - len(in_force), choices)


@dataclass(frozen=True)
class StandardAnswer:
    """One standard with the values shown, its notices, and the bundles that hold it."""

    standard: Standard
    values: tuple[tuple[Value, str], ...]
    bundles: tuple[Bundle, ...]
    document: dict[str, Any]

    @property
    def sentence(self) -> str:
        """What it asks, by whom, since when: the last value shown."""
        value, words = self.values[-1]
        ended = f" until {value.to}" if value.to else ""
        return f"{self.standard.issuer}: {words}, since {value.from_}{ended}."

    @property
    def has_number(self) -> bool:
        """Whether a need can be computed from its last value shown."""
        return self.values[-1][0].rule.kind != "words"


def standard_asked(*, name: str, on: date | None = None, folder: Path | None = None) -> StandardAnswer:
    """
    Return one standard whole, or with the value of one day.

    Raises
    ------
    NotFoundError, NotInForceError
        As `wellstaffed.apps.actions.standard` does.
    """
    from wellstaffed.apps.actions import standard
    from wellstaffed.standards.describe import rule_text
    from wellstaffed.standards.library import StandardsLibrary

    library = StandardsLibrary(folder)
    found = library.standard(_rule_name(name))
    kept = [found.value_on(on)] if on else found.values
    bundles = tuple(one for one in library.bundles() if found.id in {member.standard for member in one.members})
    values = tuple((value, rule_text(value.rule)) for value in kept)
    return StandardAnswer(found, values, bundles, standard(name=name, on=on, folder=folder))


def bundle_asked(*, name: str, folder: Path | None = None) -> tuple[Bundle, tuple[ListedRule, ...]]:
    """Return a bundle, and each of its rules with the value it takes."""
    from wellstaffed.standards.library import StandardsLibrary

    if "/" in name:
        raise NotFoundError(f"There is no bundle '{name}'.")
    library = StandardsLibrary(folder)
    bundle = library.bundle(name)
    return bundle, tuple(_listed(library.standard(one.standard), one.on or bundle.on) for one in bundle.members)


def source_words(source: Source) -> str:
    """Return where a value stands: title, publisher, place in it."""
    return f"{source.title}, {source.publisher}, {source.locator}"


def place_words(place: str) -> str:
    """Return a place in words: ``Wisconsin``; ``Montgomery, Maryland``."""
    if place == "US":
        return "United States"
    state, _, town = place.partition("-")
    named = STATE_NAMES.get(state, state)
    return f"{town.replace('-', ' ')}, {named}" if town else named


def _rule_name(name: str) -> str:
    """Return the id of a rule; a bundle is none, and would be looked for among the bundles."""
    if "/" not in name:
        raise NotFoundError(
            f"'{name}' is no standard: the id of one has an issuer before a slash, as asca/counselor_ratio."
        )
    return name


def _listed(one: Standard, on: date | None) -> ListedRule:
    if on is None:
        return ListedRule(one, one.values[-1], tuple(one.notices))
    try:
        return ListedRule(one, one.value_on(on), tuple(one.notices_on(on)))
    except NotInForceError:
        return ListedRule(one, None, tuple(one.notices_on(on)))


def _choices(listed: list[ListedRule]) -> dict[str, tuple[str, ...]]:
    return {
        "role": tuple(dict.fromkeys(role.value for one in listed for role in one.standard.roles)),
        "place": tuple(sorted({one.standard.place for one in listed}, key=lambda one: (one != "US", place_words(one)))),
        "force": tuple(sorted({one.standard.force for one in listed})),
        "kind": tuple(sorted({one.kind for one in listed})),
    }
