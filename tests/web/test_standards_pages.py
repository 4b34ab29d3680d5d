"""The pages of the standards: all of them by every filter, several side by side, each whole, with its critics."""

import csv
import io
from datetime import date

import pytest

from wellstaffed.apps import actions, standards_actions
from wellstaffed.standards.library import StandardsLibrary

LIBRARY = StandardsLibrary()
IDS = [one.id for one in LIBRARY.standards()]


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))


def test_all_rules_are_listed_as_the_command_lists_them(reader):
    assert [row["id"] for row in rows_of(reader.get("/standards.csv"))] == IDS
    listing = {one["id"]: one for one in actions.standards()["standards"]}
    for rule in reader.get("/standards.json").json()["rules"]:
        one = listing[rule["id"]]
        assert (rule["roles"], rule["force"], rule["place"]) == (one["roles"], one["force"], one["place"])
        assert rule["verification"] == one["verification"]


@pytest.mark.parametrize(
    ("control", "value", "holds"),
    [
        ("role", "nurse", lambda one: "nurse" in [role.value for role in one.roles]),
        ("place", "WI", lambda one: one.place == "WI"),
        ("force", "statute", lambda one: one.force == "statute"),
        ("kind", "acuity", lambda one: one.values[-1].rule.kind == "acuity"),
        ("filter", "ASCA", lambda one: "asca" in f"{one.label} {one.issuer} {one.id}".lower()),
        ("on", "2012-06-01", lambda one: any(value.covers(date(2012, 6, 1)) for value in one.values)),
    ],
)
def test_each_filter_keeps_what_it_says(reader, control, value, holds):
    found = [row["id"] for row in rows_of(reader.get("/standards.csv", params={control: value}))]
    assert found == [one.id for one in LIBRARY.standards() if holds(one)]
    assert found


def test_those_without_a_value_on_the_day_are_counted(reader):
    document = reader.get("/standards.json", params={"on": "2012-06-01"}).json()
    assert len(document["rules"]) + document["not_in_force"] == len(IDS)
    assert f"{document['not_in_force']} more had no value on 2012-06-01." in document["sentence"]


def test_critics_of_a_later_day_are_not_held_against_an_earlier_one(reader):
    def notices(on):
        document = reader.get("/standards.json", params={"compare": "nasn/nurse_ratio", "on": on}).json()
        return document["compared"][0]["notices"]

    assert len(notices("2014-12-31")) == 0
    assert len(notices("2016-01-01")) == 1
    assert len(notices("2021-01-01")) == 2


@pytest.mark.parametrize(
    "query", ["compare=nasn/nurse_ratio,aap/nurse_ratio", "compare=nasn/nurse_ratio&compare=aap/nurse_ratio"]
)
def test_rules_stand_side_by_side_with_quotation_source_and_critique(reader, query):
    text = reader.get(f"/standards?{query}").text
    compared = text.split('id="compared"')[1].split("</table>")[0]
    for part in ("1:750 for students in the general population", "225 students per FTE", "Since 2015-01-01:", "http"):
        assert part in compared
    link = text.split('data-copy="')[1].split('"')[0].replace("&amp;", "&")
    assert link.count("compare=") == 2
    assert reader.get(link).text.split('id="compared"')[1] == text.split('id="compared"')[1]


def test_too_many_or_unknown_rules_are_refused(reader):
    answer = reader.get("/standards.json", params={"compare": ",".join(IDS[:7])})
    assert answer.status_code == 400
    assert "6 stand side by side at most" in answer.json()["error"]["message"]
    answer = reader.get("/standards.json", params={"compare": "asca/counsellor_ratio"})
    assert answer.status_code == 404
    assert "Did you mean asca/counselor_ratio" in answer.json()["error"]["message"]
    assert reader.get("/standards.json", params={"compare": "aclu-2019"}).status_code == 404
    answer = reader.get("/standards.json", params={"role": "janitor"})
    assert "role is 'janitor'; it can be" in answer.json()["error"]["message"]


@pytest.mark.parametrize("name", IDS)
def test_every_rule_has_a_page_with_its_words_sources_and_critics(reader, name):
    answer = reader.get(f"/standards/{name}")
    one = LIBRARY.standard(name)
    assert answer.status_code == 200
    for value in one.values:
        assert (value.source.quote or value.source.quote_missing).split()[0] in answer.text
        assert str(value.from_) in answer.text
        assert value.source.href.replace("&", "&amp;") in answer.text
    for notice in one.notices:
        assert str(notice.since) in answer.text
    assert reader.get(f"/standards/{name}.json").json() == actions.standard(name=name)


def test_a_day_chooses_the_value(reader):
    document = reader.get("/standards/nasn/nurse_ratio.json", params={"on": "2014-01-01"}).json()
    assert document == actions.standard(name="nasn/nurse_ratio", on=date(2014, 1, 1))
    answer = reader.get("/standards/nasn/nurse_ratio.json", params={"on": "2021-01-01"})
    assert (answer.status_code, "ended 2014-12-31" in answer.json()["error"]["message"]) == (422, True)


@pytest.mark.parametrize("name", ["aclu-2019", "national-2020"])
def test_every_bundle_has_a_page_with_its_rules(reader, name):
    text = reader.get(f"/standards/bundles/{name}").text
    for member in LIBRARY.bundle(name).members:
        assert f'href="/standards/{member.standard}"' in text
    assert reader.get(f"/standards/bundles/{name}.json").json() == actions.standard(name=name)
    assert len(rows_of(reader.get(f"/standards/bundles/{name}.csv"))) == len(LIBRARY.bundle(name).members)


def test_a_rule_is_used_on_a_district_from_its_page(reader):
    text = reader.get("/standards/asca/counselor_ratio").text
    assert 'href="/districts/4110040?standard=asca/counselor_ratio"' in text
    found = reader.get("/", params={"text": "madison", "standard": "asca/counselor_ratio"}).text
    assert 'href="/districts/5508520?standard=asca%2Fcounselor_ratio"' in found
    assert reader.get("/districts/5508520?standard=asca%2Fcounselor_ratio").status_code == 200


def test_a_rule_of_words_offers_no_use(reader):
    text = reader.get("/standards/wisconsin/nurse_words").text
    assert "It gives no number" in text
    assert "use-text" not in text


@pytest.mark.parametrize(
    "name", ["nobody/nothing", "../../etc/passwd", "asca/..%2f..%2fpasswd", "bundles/nothing", "bundles/..%2fasca"]
)
def test_what_is_no_standard_is_not_found(reader, name):
    assert reader.get(f"/standards/{name}.json").status_code == 404


def test_places_are_said_in_words():
    assert standards_actions.place_words("MD-Montgomery") == "Montgomery, Maryland"
    assert standards_actions.place_words("US") == "United States"
