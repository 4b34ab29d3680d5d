"""Every JSON address under generated requests: never a failure of the program, only status codes that are documented."""

from __future__ import annotations

import os
import time
from collections import Counter

import hypothesis
import pytest
import schemathesis
from hypothesis import strategies
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from wellstaffed.apps.web.pages import PAGES
from wellstaffed.apps.web.server import application
from wellstaffed.apps.web.site import Settings

REQUESTS = int(os.environ.get("WELLSTAFFED_FUZZ_REQUESTS", "2000"))
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
# Values that a schema of texts cannot know; without them every generated request would end at its first control.
KNOWN = {
    "district": ["5508520", "4110040"],
    "standard": ["aclu-2019", "asca/counselor_ratio", "nasp/psychologist_ratio"],
    "year": ["2021-22", "2017-18", "2020-21"],
    "like": [["size"], ["poverty", "state"]],
    "counts": ["21/1340", "0/10", "1-3/400", "suppressed/400"],
    "reference_counts": ["9/1322", "0/1"],
    "sort": ["school", "-students"],
    "text": ["portland", "madison"],
}
KNOWN_PARTS: dict[str, str] = {}
SETTINGS = hypothesis.settings(
    database=None,
    derandomize=True,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.generate],
    report_multiple_bugs=False,
)


@pytest.fixture
def schema(workspace):
    served = application(Settings(workspace))
    # the one thing that exists only while the program runs
    started = served.state.site.jobs.start(workspace / "madison-2020" / "arrests.csv", "arrests.csv")
    KNOWN_PARTS["key"] = started.key
    return schemathesis.openapi.from_asgi("/openapi.json", served, headers={"host": "127.0.0.1"})


def likely(operation):
    """Return requests for things that exist, most controls with values that mean something."""
    examples = {one.name: one.definition["example"] for one in operation.path_parameters}

    @strategies.composite
    def made(draw):
        case = draw(operation.as_strategy())
        case.path_parameters = {**case.path_parameters, **examples}
        case.path_parameters |= {name: KNOWN_PARTS[name] for name in set(examples) & set(KNOWN_PARTS)}
        for name in sorted(set(case.query or {}) & set(KNOWN)):
            case.query[name] = draw(strategies.sampled_from(KNOWN[name]))
        return case

    return made()


def asked(strategy, *, count, seen):
    """Send `count` generated requests and check each answer against the description."""

    @hypothesis.settings(SETTINGS, max_examples=count)
    @hypothesis.given(case=strategy)
    def asks(case):
        began = time.perf_counter()
        response = case.call(base_url="http://127.0.0.1", headers={"host": "127.0.0.1"})
        seen["slowest"] = max(seen["slowest"], time.perf_counter() - began)
        seen[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    asks()


def all_asked(operation, *, count, seen):
    """Ask an operation for what exists, for what its description allows, and for what it forbids, a third each."""
    positive, negative = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
    asked(likely(operation), count=count, seen=seen)
    asked(operation.as_strategy(generation_mode=positive), count=count, seen=seen)
    try:
        asked(operation.as_strategy(generation_mode=negative), count=count, seen=seen)
    except Unsatisfiable:
        assert not operation.definition.raw.get("parameters")  # nothing to get wrong


def test_no_generated_request_makes_the_program_fail(schema, capsys):
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == sum("json" in page.kinds for page in PAGES)
    operations.sort(key=lambda one: len(one.definition.raw.get("parameters", ())))
    lines, made = [], 0
    for place, operation in enumerate(operations):
        seen: Counter[str | int] = Counter(slowest=0)
        # Addresses with few controls can be asked in few ways; what they leave over goes to those after them.
        all_asked(operation, count=-(-(REQUESTS - made) // (3 * (len(operations) - place))), seen=seen)
        slowest = seen.pop("slowest")
        made += seen.total()
        assert seen[200], f"no generated request of {operation.path} was answered"
        told = ", ".join(f"{seen[status]} x {status}" for status in sorted(seen))
        lines.append(f"{operation.path}: {told}; the slowest took {slowest:.2f} s")
    with capsys.disabled():
        print("", *lines, f"{made} generated requests, none failed", sep="\n")
    assert made >= REQUESTS
