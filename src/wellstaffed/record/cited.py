"""Where a row of the record stands: its addresses and how sure it is (rule R1)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wellstaffed.core.documents import Strict

Confidence = Literal["high", "medium", "low"]
Address = Annotated[str, Field(pattern=r"^https?://\S+$")]


class Cited(Strict):
    """
    A fact with its sources; ``made: true`` stands in their place only in an agreement that is itself marked as made.

    ``confidence`` says how sure the fact is, ``confidence_note`` why not more.
    """

    sources: list[Address] = []
    confidence: Confidence = "high"
    confidence_note: str | None = None
