"""The controls of a page: query parameters named as the commands' options, checked all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Self, get_origin
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from starlette.datastructures import QueryParams

from wellstaffed.core.errors import UsageError
from wellstaffed.core.exact import Direction, Order, Rounding
from wellstaffed.core.school_years import school_year, show_school_year

SCHOOL_YEAR = r"^\d{4}-\d{2}$"


def _none_if_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _school_year(value: str) -> str:
    """Return a school year as its link spells it, however it was typed; raise `ValueError` that says how it is written."""
    try:
        ends = school_year(value)
    except UsageError as error:
        raise ValueError(str(error)) from None
    return show_school_year(ends)


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"'{value[:80]}' is not a day. Write year, month and day, as in 2020-06-08.") from None


SchoolYearText = Annotated[
    Annotated[str, AfterValidator(_school_year), WithJsonSchema({"type": "string", "pattern": SCHOOL_YEAR})] | None,
    BeforeValidator(_none_if_blank),
    Field(description="School year, as 2021-22."),
]
Day = Annotated[
    Annotated[date, BeforeValidator(_day)] | None,
    BeforeValidator(_none_if_blank),
    Field(description="A day, as 2020-06-08."),
]
Text = Annotated[str, Field(max_length=200)]


class ControlsError(UsageError):
    """
    What was typed into controls of a page is not what they take.

    Parameters
    ----------
    faults : mapping of str to str
        By the name of the control: what is wrong with what was typed, in words that can stand at the control.
    others : sequence of str
        Faults of the address that stand at no control.
    rest : Controls, optional
        The controls without those that have faults; None where a fault is in what is chosen, not typed.
    typed : Controls
        All of them as they were typed.
    """

    def __init__(
        self, faults: Mapping[str, str], others: Sequence[str], rest: Controls | None, typed: Controls
    ) -> None:
        self.faults, self.others, self.rest, self.typed = dict(faults), tuple(others), rest, typed
        labels = typed.labels()
        at_controls = [f"{labels.get(name, name)}: {said}" for name, said in faults.items()]
        super().__init__("\n".join([*at_controls, *others]))


class Controls(BaseModel):
    """
    Base of a page's controls; an unknown parameter is an error, so that no part of a link is silently lost.

    A parameter that stands twice is an error too, unless its field is a list.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @classmethod
    def read(cls, query: QueryParams) -> Self:
        """
        Return the controls that an address spells.

        Raises
        ------
        ControlsError
            With every fault.
        """
        given: dict[str, Any] = {}
        for name in dict.fromkeys(query.keys()):
            values = query.getlist(name)
            given[name] = values if _is_list(cls, name) or len(values) > 1 else values[0]
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise _controls_error(cls, given, error.errors()) from error

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return what the page calls its controls, by name, where that is declared (the ``title`` of a field)."""
        return {name: one.title for name, one in cls.model_fields.items() if one.title}

    def query(self, **changed: Any) -> str:
        """Return the whole state as a query string, defaults written out, with some parameters changed."""
        state = self.model_dump(mode="json", warnings=False) | changed
        pairs = [
            (name, one)
            for name, value in state.items()
            for one in (value if isinstance(value, list) else [value])
            if one not in (None, "", False)
        ]
        return urlencode([(name, "true" if one is True else one) for name, one in pairs])


class RoundingControls(Controls):
    """Rounding (rule G2) and level (rule G3), on pages that show need and gap."""

    step: Literal["1", "0.5", "0.25", "0.2", "0.1", "exact"] = "1"
    direction: Literal["nearest", "up", "down"] = "nearest"
    order: Literal["round-then-subtract", "subtract-then-round"] = "round-then-subtract"
    level: Literal["school", "district"] = "school"

    @property
    def rounding(self) -> Rounding:
        """The rounding that step, direction and order spell."""
        step = None if self.step == "exact" else Fraction(self.step)
        return Rounding(step, Direction(self.direction), Order(self.order))


def _is_list(model: type[Controls], name: str) -> bool:
    field = model.model_fields.get(name)
    return field is not None and get_origin(field.annotation) in (list, tuple)


def _controls_error(model: type[Controls], given: dict[str, Any], errors: list[Any]) -> ControlsError:
    faults: dict[str, str] = {}
    others = []
    for error in errors:
        name = str(error["loc"][0]) if error["loc"] else ""
        if name not in model.model_fields:
            have = ", ".join(model.model_fields) or "none"
            others.append(
                f"This page has no control '{name}'; it has: {have}. Correct the address or leave the parameter out."
            )
        else:
            faults.setdefault(name, _said(error))
    # What a box of choices or a link holds decides what the page is; only what is typed can be shown as it was typed.
    is_typed = all(error["type"] in ("value_error", "string_too_long") for error in errors)
    sound = {name: value for name, value in given.items() if name in model.model_fields and name not in faults}
    try:
        rest = model.model_validate(sound) if is_typed else None
    except ValidationError:
        rest = None
    shown = {name: given[name] for name in faults}
    typed = model.model_construct(**(dict(rest) if rest else sound) | shown)
    return ControlsError(faults, others, rest, typed)


def _said(error: Any) -> str:
    """Return one fault in words that can stand at its control."""
    given = error["input"] if isinstance(error["input"], str) else ", ".join(map(str, error["input"] or []))
    kind, detail = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(detail["error"])
    if kind == "literal_error":
        return f"'{given[:80]}' is none of its choices; they are {detail['expected']}."
    if kind == "string_too_long":
        return f"{len(given):,} characters were given; it takes {detail['max_length']:,}."
    if kind == "bool_parsing":
        return f"'{given[:80]}' is neither true nor false."
    if not isinstance(error["input"], str):
        return f"It is given {len(error['input'])} times ({given[:80]}). Give it once."
    return f"'{given[:80]}' is not of the form that it takes."
