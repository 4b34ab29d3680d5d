"""Each figure on a district's page is that of the command: ten districts, every control, every pair of their values."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from tests.asked import ask_here

from wellstaffed.apps import actions
from wellstaffed.apps.web.controls import RoundingControls
from wellstaffed.apps.web.page_words import page_words
from wellstaffed.apps.web.pages.district import DistrictControls
from wellstaffed.core.errors import WellstaffedError

VALUES: dict[str, list[str]] = {
    "leaid": [
        "4110040", "5508520", "2721240", "0803360", "5307710", "5509600", "4106820", "4102800", "4110350", "0634410",
    ],
    "standard": [
        "aclu-2019", "national-2020", "asca/counselor_ratio", "nasp/psychologist_ratio", "sswaa/social_worker_intensive",
        "hhs/nurse_ratio", "aap/nurse_per_school", "tennessee/tisa", "california/counselor_band_2003", "nowhere/rule",
    ],
    "role": ["all", "counselor", "psychologist", "social_worker", "nurse", "mental_health_specialist"],
    "step": ["1", "0.5", "0.25", "0.2", "0.1", "exact"],
    "direction": ["nearest", "up", "down"],
    "order": ["round-then-subtract", "subtract-then-round"],
    "level": ["school", "district"],
    "year": ["2021-22", "2020-21", ""],
    "on": ["", "2019-06-01", "2021-07-01"],
    "allow_unverified": ["", "true"],
    "filter": ["", "high"],
    "sort": ["", "school", "-students"],
}  # fmt: skip


def covering_array(values):
    """Return rows in which every pair of values of two factors stands together at least once."""
    names = list(values)
    pairs = {
        (one, a, other, b)
        for one, other in itertools.combinations(names, 2)
        for a in values[one]
        for b in values[other]
    }
    rows = []
    while pairs:
        row: dict[str, str] = {}
        one, a, other, b = min(pairs, key=lambda pair: (names.index(pair[0]), names.index(pair[2]), pair[1], pair[3]))
        row |= {one: a, other: b}
        for name in names:
            if name not in row:
                row[name] = max(values[name], key=lambda value, name=name: new_pairs(row | {name: value}, name, pairs))
        pairs -= held(row, names)
        rows.append(row)
    return rows


def held(row, names):
    return {(one, row[one], other, row[other]) for one, other in itertools.combinations(names, 2)}


def new_pairs(row, name, pairs):
    names = [one for one in VALUES if one in row]
    return sum(pair in pairs for pair in held(row, names) if name in (pair[0], pair[2]))


ROWS = covering_array(VALUES)


class FirstTable(HTMLParser):
    """The cells of the table of figures, without the notes behind them."""

    def __init__(self):
        super().__init__()
        self.rows, self.cell, self.skip, self.is_inside = [], None, 0, False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.is_inside |= tag == "table" and given.get("id") == "table"
        if not self.is_inside:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = []
        elif tag == "span" and (self.skip or given.get("class") == "note"):
            self.skip += 1

    def handle_endtag(self, tag):
        if not self.is_inside:
            return
        if tag == "span" and self.skip:
            self.skip -= 1
        elif tag in ("td", "th") and self.cell is not None:
            self.rows[-1].append(" ".join("".join(self.cell).split()))
            self.cell = None
        elif tag == "table":
            self.is_inside = False

    def handle_data(self, data):
        if self.cell is not None and not self.skip:
            self.cell.append(data)


def shown_rows(html, columns):
    """Return the rows of figures on a page as one mapping each: column of the file to text of the cell."""
    parser = FirstTable()
    parser.feed(html)
    body = [row for row in parser.rows if len(row) == len(columns)][1:]
    return [dict(zip(columns, row, strict=True)) for row in body]


def is_shown(text, value):
    """Tell whether a text prints a value, to the decimals that it prints; of None, that it prints no bare number."""
    if text == "none":
        return value == 0
    bare = re.fullmatch(r"-?[\d,]+(\.\d+)?", text)
    if value is None:
        return bare is None and text != ""
    numbers = re.findall(r"-?\d[\d,]*(?:\.\d+)?", text)
    return any(
        abs(float(one.replace(",", "")) - value) <= 0.5000001 * 10 ** -len(one.partition(".")[2]) for one in numbers
    )


def figures(record):
    """Return the name of each figure of a JSON row by the end of its column's name on the page."""
    return {"fte": record["fte"], "need": record["need_fte"], "gap": record["gap_fte"]}


def asked(row):
    """Return what the action answers to the controls, or its error."""
    controls = DistrictControls(**{name: value for name, value in row.items() if name != "leaid" and value})
    assert isinstance(controls, RoundingControls)
    year = int(controls.year[:4]) + 1 if controls.year else 2022
    try:
        return actions.gap(
            district=row["leaid"], year=year, standard=controls.standard, rounding=controls.rounding,
            level=controls.level, on=date.fromisoformat(row["on"]) if row["on"] else None,
            allow_unverified=controls.allow_unverified,
        )  # fmt: skip
    except WellstaffedError as error:
        return error


def test_the_rows_hold_every_pair_of_values():
    found = set().union(*(held(row, list(VALUES)) for row in ROWS))
    expected = sum(len(VALUES[a]) * len(VALUES[b]) for a, b in itertools.combinations(VALUES, 2))
    assert len(found) == expected
    assert set(VALUES) - {"leaid"} == set(DistrictControls.model_fields)


@pytest.mark.parametrize("district", VALUES["leaid"])
def test_every_figure_on_the_page_is_the_action_s(reader, district):
    compared = 0
    walked = [one for one in ROWS if one["leaid"] == district]
    for row in (*walked, *({**one, "role": "all", "filter": ""} for one in walked)):
        query = {name: value for name, value in row.items() if name != "leaid" and value}
        answer = asked(row)
        data = reader.get(f"/districts/{district}.json", params=query)
        page = reader.get(f"/districts/{district}", params=query)
        if isinstance(answer, WellstaffedError):
            assert data.status_code == page.status_code >= 400
            assert data.json()["error"]["message"] == page_words(str(answer))
            continue
        expected = json.loads(json.dumps(answer.as_json()))
        document = data.json()
        assert {name: document[name] for name in expected} == expected
        columns = next(csv.reader(io.StringIO(reader.get(f"/districts/{district}.csv", params=query).text[1:])))
        compared += compare(shown_rows(page.text, columns), expected, row)
        assert document["lead"] in page.text.replace("&#39;", "'")
    assert compared > 90


def compare(shown, expected, row):
    """Check every cell of a page against the rows and totals of the JSON document; return how many figures there were."""
    wanted = [one for one in expected["totals"] if row["role"] == "all" or row["role"] in one["role"]]
    if not wanted:
        assert shown == [], "a role that the standard does not speak of has no figures"
        return 0
    *body, footer = shown
    standards = {one["standard"] for one in wanted}
    by_school = {}
    for one in expected["rows"]:
        by_school.setdefault(" ".join(one["school"].split()), []).append(one)
    if not row["filter"] or row["level"] == "district":
        assert sorted({line["school"] for line in body}) == sorted(by_school)
    count = sum(compare_line(footer, total) for total in wanted)
    for line in body:
        records = [one for one in by_school[line["school"]] if one["standard"] in standards]
        if len({one["school_id"] for one in records}) == 1:  # two schools of one name: which row is whose is not told
            count += sum(compare_line(line, record) for record in records)
    return count


def compare_line(line, record):
    one_role = "need_fte" in line
    shown = {
        name: line[
            {"fte": "fte", "need": "need_fte", "gap": "gap_fte"}[name] if one_role else f"{record['role']}_{name}"
        ]
        for name in ("fte", "need", "gap")
    }
    for name, value in figures(record).items():
        assert is_shown(shown[name], value), (line, record, name)
    assert is_shown(line["students"], record["students"]), (line, record)
    if one_role and record["students_per_fte"] is not None:
        assert is_shown(line["students_per_fte"].removesuffix(":1"), record["students_per_fte"]), (line, record)
    return len(shown) + 1


@pytest.mark.parametrize("district", ["4110040", "5508520"])
def test_the_command_itself_prints_the_page_s_document(reader, district):
    options = ["--standard", "national-2020", "--year", "2021-22", "--step", "0.5", "--direction", "up"]
    printed = ask_here("gap", "--district", district, *options, "--json")
    expected = json.loads(printed.stdout)
    query = {"standard": "national-2020", "year": "2021-22", "step": "0.5", "direction": "up"}
    found = reader.get(f"/districts/{district}.json", params=query).json()
    assert {name: found[name] for name in expected} == expected
