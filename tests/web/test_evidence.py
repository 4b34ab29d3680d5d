"""The page of evidence: both sides of the research, and disparities with their intervals, as the commands give them."""

import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from tests.asked import ask_here
from tests.evidence.federal_store import ENROLLED, MADISON, school, store_of

from wellstaffed.apps import evidence_actions
from wellstaffed.evidence.studies import studies

__all__ = ["store_of"]
PAIR = {
    "part": "counts", "counts": "21/1340", "reference_counts": "9/1322", "group": "black", "reference": "white",
    "outcome": "arrests", "year": "2020-21", "federal": "true",
}  # fmt: skip
SCHOOLS = [("East High", 21, 12), ("LaFollette High", 14, 12), ("Memorial High", 30, 16), ("West High", 3, 2)]


@pytest.fixture
def record(store_of):
    """Four schools of one district, one of them with counts so small that they and their complements are hidden."""
    made = [
        school(MADISON, 900 + place, name)
        | ENROLLED
        | {"SCH_DISCWODIS_ARR_BL_M": black, "SCH_DISCWODIS_ARR_WH_M": white}
        for place, (name, black, white) in enumerate(SCHOOLS)
    ]
    return store_of("2021-22", *made)


def same_json(document):
    return json.loads(json.dumps(document))


def command(*arguments):
    return json.loads(ask_here(*arguments, "--json").stdout)


def test_two_counts_give_the_command_s_document_and_its_sentence(reader):
    found = reader.get("/evidence.json", params=PAIR).json()
    printed = command(
        "disparity", "--counts", "21/1340", "--reference-counts", "9/1322", "--group", "black", "--reference", "white",
        "--outcome", "arrests", "--year", "2020-21", "--federal",
    )  # fmt: skip
    assert {name: found[name] for name in printed} == printed
    page = unescape(reader.get("/evidence", params=PAIR).text)
    assert f'<p class="lead" data-say>{printed["sentence"]}</p>' in page
    assert all(f"<li>{warning}</li>" in page for warning in printed["warnings"])


def test_the_interval_is_a_picture_with_its_numbers_in_a_table(reader):
    page = reader.get("/evidence", params=PAIR).text
    address = unescape(re.search(r'<img class="chart" src="([^"]+)"', page)[1])
    drawn = " ".join(ElementTree.fromstring(reader.get(address).content).itertext())
    assert "2.3 (1.08 to 4.9)" in drawn
    assert "Libertinus" not in drawn
    for cell in ("21 of 1,340", "9 of 1,322", "1.08 to 4.9", "10.27 to 23.84"):
        assert cell in page


def test_a_published_range_and_a_reason_are_taken_as_in_the_command(reader):
    ranged = reader.get("/evidence.json", params=PAIR | {"counts": "1-3/400"}).json()
    assert ranged["risk_ratio"]["value"] is None
    hidden = reader.get("/evidence", params=PAIR | {"counts": "suppressed/400"})
    assert "suppressed" in hidden.text


@pytest.mark.parametrize("counts", ["21", "abc/3", "5/2", "-1/10", "1/2/3", "=1+1/5", "1e9/3", "/", "NaN/5"])
def test_counts_that_are_none_are_said_and_what_was_typed_stays(reader, counts):
    answer = reader.get("/evidence", params=PAIR | {"counts": counts})
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert f'value="{counts}"' in unescape(answer.text)
        assert "usa-alert--error" in answer.text
    data = reader.get("/evidence.json", params=PAIR | {"counts": counts})
    assert data.status_code == answer.status_code
    assert ("error" in data.json()) == (answer.status_code == 400)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2020", "'2020' is not a school year. Write both years, as in 2020-21."),
        ("2020-22", "'2020-22' joins two years that do not follow one another. Write 2020-21."),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_a_school_year_that_is_none_is_said_at_its_control_and_the_form_stays(reader, typed, said, headers):
    answer = reader.get("/evidence", params=PAIR | {"year": typed}, headers=headers)
    page = unescape(answer.text)
    assert answer.status_code == 400
    assert f'<span data-fault-of="year">{said}</span>' in page
    assert "pattern" not in page.split("<main")[-1]
    if headers:
        return
    control = page.split('<label for="control-year">School year</label>')[1].split("</div>")[0]
    assert f'<span class="usa-error-message" id="control-year-fault">{said}</span>' in control
    assert 'aria-invalid="true" aria-describedby="control-year-fault control-year-hint"' in control
    assert f'value="{typed}"' in control
    assert all(f'value="{PAIR[name]}"' in page for name in ("counts", "reference_counts", "group", "reference"))


def test_a_school_year_written_in_full_is_taken_and_linked_as_the_record_writes_it(reader):
    page = unescape(reader.get("/evidence", params=PAIR | {"year": "2020/2021"}).text)
    assert "in 2020-21" in page
    assert "year=2020-21" in page


@pytest.mark.parametrize(("name", "label"), [("counts", "Its"), ("reference_counts", "Their")])
def test_counts_that_are_none_are_said_under_the_name_of_their_control(reader, name, label):
    page = unescape(reader.get("/evidence", params=PAIR | {name: "abc"}).text)
    assert f"“{label} events / students” is 'abc'; write events/students, as in 21/1340." in page
    assert f"--{name.replace(chr(95), chr(45))}" not in page


def test_without_counts_the_page_says_what_to_type_and_gives_an_example(reader):
    page = reader.get("/evidence", params={"part": "counts"}).text
    example = unescape(re.search(r'href="(/evidence\?part=counts&amp;counts[^"]+)"', page)[1])
    assert reader.get(example).status_code == 200
    assert reader.get("/evidence.csv", params={"part": "counts"}).status_code == 400


def test_a_control_of_another_part_is_refused_and_not_dropped(reader):
    answer = reader.get("/evidence.json", params={"part": "studies", "counts": "1/2"})
    assert answer.status_code == 400
    said = "part=studies has no control counts; it has: action, group, outcome."
    assert answer.json()["error"]["message"] == said


@pytest.mark.parametrize("query", [{}, {"outcome": "arrests_referrals"}, {"action": "counselors"}, {"group": "black"}])
def test_the_studies_are_those_of_the_action_and_of_its_csv(reader, query):
    answer = evidence_actions.studies(**query)
    found = reader.get("/evidence.json", params=query).json()
    assert {name: found[name] for name in answer.as_json()} == same_json(answer.as_json())
    assert reader.get("/evidence.csv", params=query).text == "\ufeff" + answer.as_csv()


def test_every_finding_of_a_question_stands_on_its_side_with_what_it_must_not_be_used_for(reader):
    page = unescape(reader.get("/evidence").text)
    answer = evidence_actions.studies()
    for number, panel in enumerate(answer.panels, start=1):
        section = page.split(f'aria-labelledby="panel-{number}"')[1].split(f'aria-labelledby="panel-{number + 1}"')[0]
        for side, found in (("more", panel.more), ("fewer", panel.fewer), ("same", panel.no_change)):
            held = section.split(f'id="{side}-{number}"')[1].split("</div>")[0]
            assert held.count('<li class="finding">') == len(found)
            assert all(one.must_not in held and one.design in held and one.place in held for one in found)
        assert panel.sentence.removeprefix(panel.question).strip() in section


def test_rule_e1_and_the_limits_are_in_words_on_every_part(reader):
    page = unescape(reader.get("/evidence").text)
    assert "Rule E1" in page
    assert "None is applied to a school" in page
    for part in ("studies", "counts", "district"):
        assert "A disparity proves no discrimination" in reader.get("/evidence", params={"part": part}).text


def test_each_mark_of_strength_is_explained_and_read_aloud(reader):
    page = reader.get("/evidence").text
    for mark in {one.mark for one in studies()}:
        assert f'<span aria-hidden="true">{mark}</span>' in page
    assert "strength 3 of 4: " in page


def test_a_word_that_no_study_has_is_answered_with_those_there_are(reader):
    answer = reader.get("/evidence.json", params={"outcome": "weather"})
    assert answer.status_code == 400
    assert "there are" in answer.json()["error"]["message"]


def test_a_district_without_a_release_is_said_with_what_to_add(reader):
    query = {"part": "district", "district": MADISON}
    page = reader.get("/evidence", params=query)
    assert page.status_code == 422
    assert "the page Data lists the addresses and takes the file in" in page.text
    assert f'value="{MADISON}"' in page.text


def test_a_district_s_rows_are_those_of_the_action(record, client):
    query = {"part": "district", "district": MADISON, "year": "2021-22"}
    answer = evidence_actions.federal_disparities(district=MADISON, year=2022, outcome="arrests")
    found = client.get("/evidence.json", params=query).json()
    assert {name: found[name] for name in answer.as_json()} == same_json(answer.as_json())
    page = client.get("/evidence", params=query).text
    assert "68 of 5,360" in page
    assert client.get("/evidence.csv", params=query).text == "\ufeff" + answer.as_csv()


def test_the_latest_year_of_the_store_and_all_defaults_are_written_into_the_link(record, client):
    page = client.get("/evidence", params={"part": "district", "district": MADISON}).text
    link = unescape(page.split('data-copy="')[1].split('"')[0])
    for part in ("year=2021-22", "outcome=arrests", "dimension=race", "reference=white"):
        assert part in link


def test_small_counts_of_schools_are_hidden_in_every_form_as_the_action_hides_them(record, client):
    query = {"part": "district", "district": MADISON, "year": "2021-22", "by_school": "true", "group": "black"}
    answer = evidence_actions.federal_disparities(
        district=MADISON, year=2022, outcome="arrests", group="black", by_school=True
    )
    assert answer.hidden
    hidden = {one.setting.place for one in answer.answers if one.found.events is None}
    assert "West High" in hidden
    rows = {row["place"]: row for row in client.get("/evidence.json", params=query).json()["rows"]}
    page = client.get("/evidence", params=query).text
    lines = client.get("/evidence.csv", params=query).text
    for place in hidden:
        count = {name: black for name, black, _ in SCHOOLS}[place]
        assert rows[place]["events"] is None
        assert f"{count} of 1,340" not in page
        assert f'<th scope="row">{place}</th><td class="number">not known of <a href="/trace/' in page
        (line,) = (one for one in lines.splitlines() if one.startswith(f"{place},"))
        assert f",{count}.0," not in line
        assert f",{count}," not in line


def linked(page, table):
    """Return the cells of a table of the page: the heading of each row, and the links of its cells with their text."""
    body = page.split(f'id="{table}"')[1].split("<tbody>")[1].split("</tbody>")[0]
    rows = {}
    for row in body.split("<tr>")[1:]:
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
        name = unescape(re.search(r'<th scope="row">(.*?)</th>', row)[1])
        rows[name] = [dict(re.findall(r'<a href="([^"]+)">([^<]+)</a>', cell)) for cell in cells]
    return rows


def test_each_count_of_a_district_leads_to_the_cells_that_add_to_it(record, client):
    query = {"part": "district", "district": MADISON, "year": "2021-22"}
    for more in (
        {}, {"outcome": "referrals"}, {"dimension": "sex", "reference": "male"}, {"dimension": "race x sex"},
        {"dimension": "disability", "reference": "no_disability"}, {"reference": "black"},
    ):  # fmt: skip
        rows = linked(client.get("/evidence", params=query | more).text, "intervals-rows")
        assert rows
        links = [pair for cells in rows.values() for cell in cells for pair in cell.items()]
        assert len(links) >= 3 * len(rows)
        for href, text in links:
            found = client.get(f"{href}.json")
            assert (found.status_code, found.json()["total"]) == (200, int(text.replace(",", ""))), href


def test_the_figure_of_a_group_is_linked_in_the_words_of_the_record(record, client):
    query = {"part": "district", "district": MADISON, "year": "2021-22", "dimension": "race x sex"}
    rows = linked(client.get("/evidence", params=query).text, "intervals-rows")
    assert rows["Black male students"][0] == {
        f"/trace/{MADISON}/2021-22/arrests-black-male": "68", f"/trace/{MADISON}/2021-22/students-black-male": "2,800",
    }  # fmt: skip
    assert (
        f"/trace/{MADISON}/2021-22/arrests-pacific_islander-male"
        in rows["Native Hawaiian or Pacific Islander male students"][0]
    )
    assert f"/trace/{MADISON}/2021-22/arrests-white-male" in rows["Black male students"][1]


def test_a_number_made_of_several_figures_has_no_link_and_the_page_says_why(record, client):
    query = {"part": "district", "district": MADISON, "year": "2021-22", "dimension": "disability"}
    page = unescape(client.get("/evidence", params=query | {"reference": "no_disability"}).text)
    (reference, *_) = (cells[1] for cells in linked(page, "intervals-rows").values())
    assert list(reference) == [f"/trace/{MADISON}/2021-22/arrests-without_disability"]
    assert "Students without a disability are all students less those served under IDEA" in page
    others = linked(client.get("/evidence", params=query | {"reference": "all others"}).text, "intervals-rows")
    assert all(cells[1] == {} for cells in others.values())


def test_a_hidden_count_has_no_link_and_no_link_uncovers_one(record, client):
    query = {"part": "district", "district": MADISON, "year": "2021-22", "by_school": "true", "group": "black"}
    answer = evidence_actions.federal_disparities(
        district=MADISON, year=2022, outcome="arrests", group="black", by_school=True
    )
    page = client.get("/evidence", params=query).text
    rows = linked(page, "intervals-rows")
    assert answer.hidden
    for one in answer.answers:
        own, other, *_ = rows[one.setting.place]
        events = {href for href in own if "arrests" in href}
        assert len(events) == (one.found.events is not None)
        assert len({href for href in other if "arrests" in href}) == (one.found.reference_events is not None)
        assert all(href.startswith(f"/trace/{one.place_id}/") for href in (*own, *other))
    drawn = linked(page, "funnel-rows")
    assert {name for name, cells in drawn.items() if any("arrests" in href for cell in cells for href in cell)} == {
        one.setting.place for one in answer.answers if one.found.events is not None
    }


def test_no_control_uncovers_hidden_counts(client, record):
    query = {"part": "district", "district": MADISON, "year": "2021-22", "by_school": "true"}
    for more in ({"minimum": "1"}, {"published": "true"}):
        assert client.get("/evidence.json", params=query | more).status_code == 400
    crossed = client.get("/evidence.json", params=query | {"dimension": "sex"})
    assert crossed.status_code == 400
    assert "could give away counts" in crossed.json()["error"]["message"]


def test_a_funnel_shows_the_schools_of_one_group(record, client):
    query = {"part": "district", "district": MADISON, "year": "2021-22", "by_school": "true", "group": "black"}
    picture = client.get("/evidence.svg", params=query | {"picture": "funnel"})
    assert picture.status_code == 200
    assert "limits" in picture.text
    assert "picture=funnel" in unescape(client.get("/evidence", params=query).text)


@pytest.mark.parametrize("field", ["group", "reference", "outcome"])
def test_words_that_are_typed_are_never_markup(reader, field):
    text = "<script>alert(1)</script>"
    assert text not in reader.get("/evidence", params=PAIR | {field: text}).text
    picture = reader.get("/evidence.svg", params=PAIR | {field: text})
    assert text not in picture.text
    if picture.status_code == 200:
        ElementTree.fromstring(picture.content)
