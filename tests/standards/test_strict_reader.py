"""What the strict reader refuses: each kind of fault, wherever it stands, with its line."""

from __future__ import annotations

import copy
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from wellstaffed.apps.document_schemas import DOCUMENTS, document_schema
from wellstaffed.core.errors import StandardFileError
from wellstaffed.standards.library import SHIPPED, load_standard

FILES = sorted(path for path in SHIPPED.glob("*/*.yaml") if path.parent.name != "bundles")
READ = {path: YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) for path in FILES}


def written(document: Any, folder: Path, name: str) -> Path:
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    YAML(typ="rt", pure=True).dump(document, text)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def mappings(part: Any) -> list[dict[str, Any]]:
    """Return every mapping of a document, the document itself first."""
    if isinstance(part, dict):
        return [part, *(found for value in part.values() for found in mappings(value))]
    return [found for value in part for found in mappings(value)] if isinstance(part, list) else []


@settings(max_examples=150)
@given(data=st.data(), path=st.sampled_from(FILES), key=st.text("abcdefgh_", min_size=3, max_size=12))
def test_an_unknown_key_is_refused_wherever_it_stands(tmp_path_factory: Any, data: Any, path: Path, key: str) -> None:
    document = copy.deepcopy(READ[path])
    places = mappings(document)
    place = data.draw(st.integers(0, len(places) - 1))
    if key in places[place]:
        return
    places[place][key] = "x"
    folder = tmp_path_factory.mktemp("own")
    with pytest.raises(StandardFileError) as caught:
        load_standard(written(document, folder, READ[path]["id"]), folder)
    assert any(key in fault.where and "is not a known key" in str(fault) for fault in caught.value.faults)
    assert all(fault.where.startswith("line ") for fault in caught.value.faults)


def changed(name: str, change: Any, folder: Path) -> str:
    """Return what the reader says of a shipped standard after a change."""
    document = copy.deepcopy(READ[SHIPPED / f"{name}.yaml"])
    change(document)
    with pytest.raises(StandardFileError) as caught:
        load_standard(written(document, folder, name), folder)
    return str(caught.value)


def source(document: Any) -> dict[str, Any]:
    return document["values"][0]["source"]  # type: ignore[no-any-return]


def rule(document: Any) -> dict[str, Any]:
    return document["values"][0]["rule"]  # type: ignore[no-any-return]


TIERS, STEPS, ACUITY = "alabama/counselor_tiers", "massachusetts/nurse_steps", "oregon/nurse_acuity"
PLAIN, PROTOTYPES, BANDS = "asca/counselor_ratio", "washington/nurse_prototype", "virginia/counselor_band"


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (PLAIN, lambda d: d["values"][0].pop("source"), "source: is missing"),
        (PLAIN, lambda d: source(d).pop("locator"), "locator: is missing"),
        (PLAIN, lambda d: source(d).update(href="see the web site"), "href: String should match"),
        (PLAIN, lambda d: source(d).update(quote="a b", quote_missing="none"), "either quote or quote_missing"),
        (PLAIN, lambda d: (source(d).pop("quote", 0), source(d).pop("quote_missing", 0)), "either quote or quote_missing"),
        (PLAIN, lambda d: source(d).update(quote="w " * 26, quote_missing=None), "longer than 25 words"),
        (PLAIN, lambda d: d.update(unit="students/person"), "unit: Input should be"),
        (PLAIN, lambda d: d.update(unit="FTE/school"), "unit FTE/school does not fit a rule of kind ratio"),
        (PLAIN, lambda d: d.update(roles=["janitor"]), "roles.0: Input should be"),
        (PLAIN, lambda d: rule(d).update(students_per_fte=0), "greater than 0"),
        (PLAIN, lambda d: rule(d).update(students_per_fte=-250), "must not be negative"),
        (PLAIN, lambda d: rule(d).update(students_per_fte="1/0"), "must be a number such as"),
        (PLAIN, lambda d: rule(d).update(students_per_fte=True), "must be a number such as"),
        (PLAIN, lambda d: rule(d).update(kind="slope"), "slope"),
        (PLAIN, lambda d: d["values"][0].update(verification="sure"), "verification: Input should be"),
        (PLAIN, lambda d: d.update(values=[]), "values: List should have at least 1"),
        (TIERS, lambda d: rule(d)["groups"][0]["tiers"][1].update(students_from=510), "leave a hole or overlap at 510"),
        (TIERS, lambda d: rule(d)["groups"][0]["tiers"][1].update(students_from=490), "leave a hole or overlap at 490"),
        (TIERS, lambda d: rule(d)["groups"][0]["tiers"][0].update(students_to=-1), "tiers run backwards"),
        (TIERS, lambda d: rule(d)["groups"].append(rule(d)["groups"][0]), "about the same"),
        (STEPS, lambda d: rule(d)["steps"][-1].update(students_from=9000), "leave a hole or overlap at 9000"),
        (PROTOTYPES, lambda d: rule(d)["prototypes"].append(rule(d)["prototypes"][0]), "a grade band stands twice"),
        (BANDS, lambda d: rule(d)["bands"].append(rule(d)["bands"][0]), "a grade band stands twice"),
        (ACUITY, lambda d: rule(d)["levels"].append(rule(d)["levels"][0]), "a level of need stands twice"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_in_words(name: str, change: Any, said: str, tmp_path: Path) -> None:
    assert said in changed(name, change, tmp_path)


def test_many_faults_are_told_together_each_with_its_line(tmp_path: Path) -> None:
    def break_it(document: Any) -> None:
        document.update(unit="kids", place="Mars", notes="x")
        source(document).pop("title")
        rule(document).update(students_per_fte="many")

    said = changed(PLAIN, break_it, tmp_path)
    assert "5 faults" in said
    for part in ("unit: ", "place: ", "notes: is not a known key", "title: is missing", "students_per_fte"):
        assert part in said


def objects(schema: Any) -> list[dict[str, Any]]:
    found = [one for one in mappings(schema) if one.get("type") == "object" and "properties" in one]
    assert found
    return found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_schema_of_a_document_admits_no_unknown_key(document: str) -> None:
    schema = document_schema(document=document)
    assert schema["$schema"].endswith("2020-12/schema")
    assert all(one["additionalProperties"] is False for one in objects(schema))


def test_the_schema_names_every_unit_and_kind() -> None:
    text = str(document_schema(document="standard"))
    for word in ("students/FTE", "FTE/prototype_school", "ratio_by_band", "prototypes", "acuity", "quote_missing"):
        assert word in text
