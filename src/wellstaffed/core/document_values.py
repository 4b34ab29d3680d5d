"""Values that stand in documents of every kind: identifiers, and keys by which parts of a document name each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import BeforeValidator, Field

from wellstaffed.core.errors import UsageError
from wellstaffed.core.identifiers import leaid, school_id


def _read_by(reading: Callable[[str], str]) -> Callable[[object], str]:
    def read(value: object) -> str:
        try:
            return reading(str(value))
        except UsageError as error:
            raise ValueError(str(error)) from None

    return read


Leaid = Annotated[str, BeforeValidator(_read_by(leaid))]
SchoolId = Annotated[str, BeforeValidator(_read_by(school_id))]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
