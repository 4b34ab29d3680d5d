"""The description of the JSON addresses, made from the pages' own declarations (OpenAPI 3.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wellstaffed import __version__
from wellstaffed.apps.web.page import Page

_ERROR = {
    "description": "Why there is no answer, in words.",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error"],
                "properties": {
                    "error": {
                        "type": "object",
                        "required": ["message", "faults"],
                        "properties": {
                            "message": {"type": "string"},
                            "faults": {"type": "array", "items": {"type": "object"}},
                        },
                    }
                },
            }
        }
    },
}
_REFUSALS = {"400": "Controls", "404": "Not there", "409": "Changed meanwhile", "422": "Faults"}


def openapi_document(pages: Sequence[Page]) -> dict[str, Any]:
    """Return the OpenAPI document of every address that answers as JSON."""
    paths = {}
    for page in pages:
        if "json" not in page.kinds:
            continue
        stem = "/index" if page.path == "/" else page.path
        paths[f"{stem}.json"] = {
            "get": {
                "summary": page.summary,
                "operationId": re.sub(r"\W+", "_", stem).strip("_"),
                "parameters": [*_path_parameters(page), *_query_parameters(page)],
                "responses": {
                    "200": {
                        "description": page.summary,
                        "content": {"application/json": {"schema": {"type": ["object", "array"]}}},
                    },
                    **{code: _ERROR | {"description": words} for code, words in _REFUSALS.items()},
                },
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "wellstaffed",
            "version": __version__,
            "description": "The same views as the pages, as JSON. CSV and XLSX have the same addresses with another ending.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
    }


def _path_parameters(page: Page) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": part.meaning,
            "example": part.example,
            "schema": {"type": "string", "pattern": part.pattern},
        }
        for name, part in page.parts.items()
    ]


def _query_parameters(page: Page) -> list[dict[str, Any]]:
    schema = page.controls.model_json_schema()
    parameters = []
    for name, one in schema.get("properties", {}).items():
        kept = {key: value for key, value in one.items() if key not in ("title", "description")}
        parameters.append(
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": one.get("description", name),
                "schema": kept,
            }
        )
    return parameters
