"""The JSON Schema of each document a user writes, made from the models that read it."""

from __future__ import annotations

from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS = ("standard", "bundle", "plan", "claim", "agreement", "calendar")


def document_schema(*, document: str) -> dict[str, Any]:
    """
    Return the JSON Schema of a kind of document.

    Parameters
    ----------
    document : str
        One of `DOCUMENTS`.

    Raises
    ------
    UsageError
        If there is no such document.
    """
    from wellstaffed.core.errors import UsageError

    if document not in DOCUMENTS:
        raise UsageError(f"There is no document '{document}'. Its kind is one of: {', '.join(DOCUMENTS)}.")
    from pydantic import BaseModel

    from wellstaffed.gaps.claim_document import Claim
    from wellstaffed.plans.plan_document import Plan
    from wellstaffed.record.agreement import Agreement
    from wellstaffed.record.meetings import MeetingCalendar
    from wellstaffed.standards.standard import Bundle, Standard

    models: dict[str, type[BaseModel]] = {
        "standard": Standard, "bundle": Bundle, "plan": Plan, "claim": Claim, "agreement": Agreement,
        "calendar": MeetingCalendar,
    }  # fmt: skip
    return {"$schema": DIALECT} | models[document].model_json_schema(mode="validation", by_alias=True)
