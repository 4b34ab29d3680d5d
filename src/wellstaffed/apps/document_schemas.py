"""The JSON Schema of each document a user writes, made from the models that read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS = ("standard", "bundle", "plan", "claim", "agreement", "calendar", "candidates", "record", "peers")


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
    from wellstaffed.standards.standard import Bundle, Standard

    models: dict[str, type[BaseModel]] = {"standard": Standard, "bundle": Bundle, "plan": Plan, "claim": Claim}
    if document in models:
        return {"$schema": DIALECT} | models[document].model_json_schema(mode="validation", by_alias=True)
    return {"$schema": DIALECT} | _of_the_record(document)


def _of_the_record(document: str) -> dict[str, Any]:
    """Return the schema of a document of the record: agreement, calendar, candidates of an article, record, peers."""
    from wellstaffed.record.agreement import agreement_schema
    from wellstaffed.record.article_candidates import candidates_schema
    from wellstaffed.record.meetings import meeting_calendar_schema
    from wellstaffed.record.public_record import peers_schema, record_document_schema

    made: dict[str, Callable[[], dict[str, Any]]] = {
        "agreement": agreement_schema,
        "calendar": meeting_calendar_schema,
        "candidates": candidates_schema,
        "record": record_document_schema,
        "peers": peers_schema,
    }
    return made[document]()
