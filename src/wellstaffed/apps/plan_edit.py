"""Changed fields written into a plan's document: everything else in it, comments and order too, stays as it stands."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

from wellstaffed.apps.plan_form import by_year, field_values, listed, shown_value
from wellstaffed.core.documents import yaml_data
from wellstaffed.core.errors import Fault, PlanError
from wellstaffed.core.roles import SUPPORT_ROLES

NO_SOURCE = "entered in the form; source not yet filled in"
_AMOUNT = re.compile(r"^\$?\s*([0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)\s*(%?)$")
_FIRST_LIST = re.compile(r"^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\n( *)- ", re.MULTILINE)


def changed_fields(given: Mapping[str, str], base: str) -> dict[str, str]:
    """Return the fields of a form whose value is not that of the document which the form was made from."""
    try:
        held = field_values(yaml_data(base.encode("utf-8"), "plan", PlanError))
    except PlanError:
        return {}
    return {key: value.strip() for key, value in given.items() if key in held and value.strip() != held[key]}


def edited_text(text: str, changes: Mapping[str, str], name: str) -> str:
    """
    Return a document with some fields changed.

    Raises
    ------
    PlanError
        If the text is not YAML, or a field has no place in it any more.
    """
    if not changes:
        return text
    data = _editable(text, name)
    faults = []
    for key, value in changes.items():
        try:
            _apply(data, key, value)
        except (KeyError, IndexError, TypeError, ValueError):
            fault = Fault(key, "has no place in the document beside it.", "Change it in the document itself.")
            faults.append(fault)
    if faults:
        raise PlanError(name, faults)
    return _written(data, text)


def _editable(text: str, name: str) -> Any:
    """Return a document with its comments and the style of its values."""
    from ruamel.yaml.error import YAMLError

    try:
        data = _yaml().load(text)
    except (YAMLError, ValueError, RecursionError):
        data = None
    # the reader of documents says what is wrong, with lines
    return data if isinstance(data, dict) else yaml_data(text.encode("utf-8"), name, PlanError)


def _yaml() -> Any:
    from ruamel.yaml import YAML

    made = YAML(typ="rt", pure=True)
    made.preserve_quotes = True
    made.width = 1_000_000
    return made


def _written(data: Any, text: str) -> str:
    first = _FIRST_LIST.search(text)
    offset = len(first[2]) - len(first[1]) if first else 2
    writer = _yaml()
    writer.indent(mapping=2, sequence=offset + 2, offset=offset)
    stream = io.StringIO()
    writer.dump(data, stream)
    return stream.getvalue()


def _apply(data: Any, key: str, value: str) -> None:
    head, _, rest = key.partition(".")
    doers: dict[str, Callable[[Any, str, str], None]] = {
        "salary": _salary, "salary_source": _salary_source, "fund": _fund, "hiring": _hiring, "caveat": _caveat,
    }  # fmt: skip
    if head in doers:
        doers[head](data, rest, value)
    elif rest:
        _put(data[head], rest, value)
    else:
        _put(data, key, value)


def _put(place: Any, key: str, value: str) -> None:
    if not value:
        place.pop(key, None)
    elif key in place or "funds" not in place:
        place[key] = _scalar(value)
    else:
        _put_after_funds(place, key, _scalar(value))


def _put_after_funds(staffing: Any, key: str, value: Any) -> None:
    """Put a new key where a reader looks for it: behind the money, before the long list of options."""
    staffing.insert(list(staffing).index("funds") + 1, key, value)


def _scalar(value: str) -> Any:
    """Return a value as the document would hold it: a number as it was spelled, true and false, else text."""
    if value in ("true", "false"):
        return value == "true"
    amount = _AMOUNT.match(value)
    if amount is None:
        return value
    digits = amount[1].replace(",", "")
    if amount[2]:
        from fractions import Fraction

        from wellstaffed.core.exact import show

        digits = show(Fraction(digits) / 100, 6)
    whole, point, fraction = digits.partition(".")
    return _yaml().load(f"{whole.lstrip('0') or '0'}{point}{fraction}")


def _salary(data: Any, role: str, value: str) -> None:
    costs = data["costs"]
    own = next((one for one in listed(costs, "salaries") if shown_value(one.get("role")) == role), None)
    if own is None and value:
        if role not in {one.value for one in SUPPORT_ROLES}:
            raise KeyError(role)
        entry = {"role": role, "salary": _scalar(value), "source": NO_SOURCE}
        _appended(costs, "salaries", entry)
    elif own is not None and value:
        own["salary"] = _scalar(value)
    elif own is not None:
        _removed(costs, "salaries", own)


def _salary_source(data: Any, role: str, value: str) -> None:
    own = next((one for one in listed(data["costs"], "salaries") if shown_value(one.get("role")) == role), None)
    if own is not None:
        own["source"] = value or NO_SOURCE
    elif value:
        raise KeyError(role)


def _fund(data: Any, rest: str, value: str) -> None:
    place, year = map(int, rest.split("."))
    fund = listed(data["staffing"], "funds")[place]
    fund["dollars"] = _with_year(fund["dollars"], year, value, int(data["staffing"]["years"]))


def _hiring(data: Any, rest: str, value: str) -> None:
    role, _, year = rest.partition(".")
    staffing = data["staffing"]
    own = next((one for one in listed(staffing, "hiring") if shown_value(one.get("role")) == role), None)
    if own is None:
        if role not in {one.value for one in SUPPORT_ROLES}:
            raise KeyError(role)
        own = {"role": role, "a_year": _row([""] * int(staffing["years"])), "source": NO_SOURCE}
        own = _appended(staffing, "hiring", own)
    own["a_year"] = _with_year(own["a_year"], int(year), value, int(staffing["years"]))
    if all(one in ("", None) for one in by_year(own["a_year"], int(staffing["years"]))):
        _removed(staffing, "hiring", own)


def _with_year(held: Any, year: int, value: str, years: int) -> Any:
    """Return figures by year with one of them changed: the list itself where there is one, so that its style stays."""
    if not 0 <= year < years:
        raise IndexError(year)
    if isinstance(held, list) and len(held) == years:
        held[year] = _scalar(value)
        return held
    values = [_scalar(one) for one in by_year(held, years)]
    values[year] = _scalar(value)
    return _row(values)


def _row(values: list[Any]) -> Any:
    from ruamel.yaml.comments import CommentedSeq

    made = CommentedSeq(values)
    made.fa.set_flow_style()
    return made


def _caveat(data: Any, place: str, value: str) -> None:
    _put(listed(data["staffing"], "options")[int(place)], "caveat", value)


def _appended(place: Any, key: str, entry: dict[str, Any]) -> Any:
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    made = CommentedMap(entry)
    if not isinstance(place.get(key), list):
        if "funds" in place:
            _put_after_funds(place, key, CommentedSeq())
        else:
            place[key] = CommentedSeq()
    place[key].append(made)
    return made


def _removed(place: Any, key: str, entry: Any) -> None:
    place[key].remove(entry)
    if not place[key]:
        del place[key]


def set_roster(text: str, view: str, roster: str, name: str) -> str:
    """Return a document in which a view is read from a roster beside the plan; raise `PlanError` without such a view."""
    data = _editable(text, name)
    found = next((one for one in listed(data, "views") if shown_value(one.get("key")) == view), None)
    if found is None:
        have = ", ".join(shown_value(one.get("key")) for one in listed(data, "views"))
        raise PlanError(name, [Fault("views", f"none has the key '{view}'.", f"They are {have}.")])
    found["roster"] = roster
    return _written(data, text)


def view_names(text: str, name: str) -> list[tuple[str, str]]:
    """Return key and title of each view of a document, those of a faulty document too as far as they can be read."""
    try:
        data = yaml_data(text.encode("utf-8"), name, PlanError)
    except PlanError:
        return []
    return [(shown_value(one.get("key")), shown_value(one.get("title"))) for one in listed(data, "views")]
