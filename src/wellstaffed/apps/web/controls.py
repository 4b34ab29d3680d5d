"""The controls of a page: query parameters named as the commands' options, checked all at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Self, get_origin
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams

from wellstaffed.core.errors import UsageError
from wellstaffed.core.exact import Direction, Order, Rounding

SCHOOL_YEAR = r"^\d{4}-\d{2}$"


def _none_if_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


SchoolYearText = Annotated[
    Annotated[str, Field(pattern=SCHOOL_YEAR)] | None,
    BeforeValidator(_none_if_blank),
    Field(description="School year, as 2021-22."),
]
Day = Annotated[date | None, BeforeValidator(_none_if_blank), Field(description="A day, as 2020-06-08.")]
Text = Annotated[str, Field(max_length=200)]


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
        UsageError
            With every fault.
        """
        given: dict[str, Any] = {}
        for name in dict.fromkeys(query.keys()):
            values = query.getlist(name)
            given[name] = values if _is_list(cls, name) or len(values) > 1 else values[0]
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise UsageError("\n".join(_fault(cls, one) for one in error.errors())) from error

    def query(self, **changed: Any) -> str:
        """Return the whole state as a query string, defaults written out, with some parameters changed."""
        state = self.model_dump(mode="json") | changed
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


def _fault(model: type[Controls], error: Any) -> str:
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        have = ", ".join(model.model_fields) or "none"
        return f"This page has no control '{name}'; it has: {have}. Correct the address or leave the parameter out."
    given = error["input"] if isinstance(error["input"], str) else ", ".join(map(str, error["input"] or []))
    return f"{name} is '{given[:80]}': {error['msg'].removeprefix('Input ').lower()}."
