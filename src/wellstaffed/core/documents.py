"""YAML documents of the user's: read with line numbers, checked against a model, all faults reported at once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from wellstaffed.core.errors import DocumentError, Fault
from wellstaffed.core.kept import Kept

if TYPE_CHECKING:
    from ruamel.yaml import YAML

MAX_BYTES = 4_000_000
MAX_VALUES = 500_000
KEPT = 32  # documents already checked; a page asks for the same agreement after every edit of a plan


# The keys by which a document of one kind is told where one of another is expected.
_KINDS = {
    "a plan": {"views", "answer_from", "question"},
    "a claim": {"claimed_by", "claimed_on", "figures"},
    "an agreement": {"parties", "options", "term"},
    "a calendar of meetings": {"title", "entries"},
    "a standard": {"issuer", "roles", "values"},
    "a bundle of standards": {"issuer", "members"},
    "what was read from an article": {"people", "positions", "claims", "dates"},
}


class Strict(BaseModel):
    """A part of a document: frozen, and an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)
_checked: Kept[tuple[type[BaseModel], bytes], BaseModel] = Kept(KEPT)


def load_document(path: Path, model: type[Model], error: type[DocumentError]) -> Model:
    """
    Return the document at `path` as a `model`.

    Raises
    ------
    DocumentError
        Of the class `error`: the file cannot be read, is not YAML, or breaks the model; every fault with its line.
    """
    content = _content(path, error)
    name = str(path)
    found = _checked.get((model, content), lambda: checked(yaml_data(content, name, error), name, model, error))
    assert isinstance(found, model)
    return found


def checked(data: Any, name: str, model: type[Model], error: type[DocumentError]) -> Model:
    """Return YAML data as a `model`; raise the class `error` with every fault and its line."""
    if not _is_bounded(data):
        fault = Fault(
            "file", f"stands for more than {MAX_VALUES:,} values.", "Aliases (*name) multiply what they name."
        )
        raise error(name, [fault])
    try:
        return model.model_validate(plain(data))
    except ValidationError as invalid:
        told, expected = _kind(set(data)), _kind(set(model.model_fields))
        if told and expected and told != expected:
            fault = Fault("file", f"is {told} by its keys, and {expected} is expected here.", "Is it the right file?")
            raise error(name, [fault]) from None
        faults = [_fault(data, dict(one)) for one in invalid.errors(include_url=False)]
        raise error(name, faults) from None


def _kind(keys: set[str]) -> str | None:
    return next((name for name, needed in _KINDS.items() if needed <= keys), None)


def read_yaml(path: Path, error: type[DocumentError], *, odd_dates_as_text: bool = False) -> Any:
    """Return the YAML of a file with its line numbers kept, for `load_document` and for faults found later."""
    return yaml_data(_content(path, error), str(path), error, odd_dates_as_text=odd_dates_as_text)


def _content(path: Path, error: type[DocumentError]) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise error(str(path), [Fault("file", f"cannot be read: {problem.strerror}.", "Check its name.")]) from None


def yaml_data(content: bytes, name: str, error: type[DocumentError], *, odd_dates_as_text: bool = False) -> Any:
    """
    Return YAML with its line numbers kept; `name` is what the reader knows the document by.

    A date that is no day of the calendar ends the reading, or with `odd_dates_as_text` stays as it is written, for a model
    to refuse it beside the other faults.
    """
    from ruamel.yaml.error import YAMLError

    if len(content) > MAX_BYTES:
        raise error(name, [Fault("file", f"is larger than {MAX_BYTES:,} bytes.", "Is it the right file?")])
    try:
        data = _yaml(odd_dates_as_text).load(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise error(name, [Fault(f"byte {problem.start}", "is not UTF-8.", "Save the file as UTF-8.")]) from None
    except YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "file"
        said = getattr(problem, "problem", None) or str(problem).splitlines()[0]
        raise error(name, [Fault(where, f"is not YAML: {said}.")]) from None
    except ValueError:
        raise error(name, _impossible_dates(content.decode("utf-8-sig"))) from None
    except RecursionError:
        raise error(name, [Fault("file", "is nested too deeply.", "A document needs few levels.")]) from None
    if not isinstance(data, dict):
        raise error(name, [Fault("line 1", "holds no keys with values, as in 'title: ...'.")])
    return data


def _yaml(odd_dates_as_text: bool) -> YAML:
    from ruamel.yaml import YAML

    reader = YAML(typ="rt", pure=True)
    if not odd_dates_as_text:
        return reader
    from ruamel.yaml.constructor import RoundTripConstructor

    class DatesAsText(RoundTripConstructor):
        def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
            try:
                return super().construct_yaml_timestamp(node, values)
            except ValueError:
                return node.value

    DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", DatesAsText.construct_yaml_timestamp)
    reader.Constructor = DatesAsText
    return reader


def _impossible_dates(text: str) -> list[Fault]:
    """Return a fault for each date that is no day of the calendar; the YAML reader stops at the first and names no line."""
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        for year, month, day in re.findall(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", line):
            try:
                date(int(year), int(month), int(day))
            except ValueError:
                faults.append(Fault(f"line {number}", f"'{year}-{month}-{day}' is no day of the calendar."))
    return faults or [Fault("file", "holds a date or number that cannot be read.", "Put it in quotation marks.")]


def plain(data: Any) -> Any:
    """Return YAML data as plain Python values, the line numbers dropped."""
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    if isinstance(data, bool):
        return data
    for kind in (int, float, str):
        if isinstance(data, kind):
            return kind(data)
    return data


def _is_bounded(data: Any) -> bool:
    """Tell whether a document stands for a bounded number of values: aliases could multiply a few lines to billions."""
    left, waiting = MAX_VALUES, [data]
    while waiting and left > 0:
        one = waiting.pop()
        left -= 1
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return not waiting


def line_of(data: Any, keys: tuple[Any, ...]) -> int:
    """Return the line (from 1) of the deepest part of `keys` that the document really has."""
    line = 1
    for key in keys:
        marks = getattr(data, "lc", None)
        if marks is None:
            break
        try:
            position = marks.key(key) if isinstance(data, dict) else marks.item(key)
            line = position[0] + 1
            data = data[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # a tag that pydantic adds to the path of a union stands in no document
    return line


def _fault(data: Any, problem: dict[str, Any]) -> Fault:
    keys = tuple(problem["loc"])
    path = ".".join(str(key) for key in keys) or "document"
    message, kind = str(problem["msg"]), problem["type"]
    if kind == "extra_forbidden":
        message, fix = "is not a known key.", "Correct its spelling or take it out."
    elif kind == "missing":
        message, fix = "is missing.", "Add it."
    else:
        found = problem.get("input")
        shown = f" (found: {found!r})" if isinstance(found, str | int | float) else ""
        message, fix = f"{message.removeprefix('Value error, ').rstrip('.')}{shown}.", ""
    return Fault(f"line {line_of(data, keys)}, {path}", message, fix)
