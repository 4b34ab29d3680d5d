"""From a newspaper to the board's memo: an article read, confirmed, turned into a plan, and every command run on it."""

import json
from pathlib import Path

import openpyxl
import pytest
from tests.asked import ask_here

MADISON = Path(__file__).resolve().parents[1] / "record" / "articles" / "development" / "madison.txt"
MILLVALE = """Millvale Messenger
June 8, 2020

Union asks Millvale to trade police for counselors

MILLVALE, Ohio — The Millvale Teachers Union asked the Millvale School Board on Monday to end its contract with the city for
police officers in schools, but only if the district hires nine additional staff members.

The union's request, it said, follows the American School Counselor Association's ratio: five counselors, two nurses and two
social workers.

The district pays the city $210,000 a year for two officers. It can end the contract by giving notice by Aug. 1, effective
Jan. 1, 2021.

Superintendent Jane Poe opposes ending the contract. Portland, Oregon, ended its program last week.
"""


def run(folder, *arguments):
    done = ask_here(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def plan_of(folder, article, *more):
    (folder / "candidates.json").write_text(run(folder, "article", article, "--json"))
    run(folder, "article", "confirm", "candidates.json", "--out", "confirmed.yaml", "--source", "https://example.org/article",
        "--by", "A. Reader", "--on", "2026-01-02")  # fmt: skip
    run(folder, "article", "plan", "confirmed.yaml", "--out", "plan", *more)
    return folder / "plan"


def check_every_command(folder, plan, total, days):
    claim = json.loads(run(folder, "claim", plan / "claim.yaml", "--json"))
    assert claim["published"]["total"] == total
    clock = json.loads(run(folder, "clock", plan / "agreement.yaml", "--on", "2020-06-08", "--json"))
    assert [one["last_day"] for one in clock["options"]] == days
    run(folder, "memo", plan / "plan.yaml", "--out", "memo")
    assert {path.name for path in (folder / "memo").iterdir()} >= {"memo.pdf", "memo.html", "memo.xlsx", "memo.ics"}
    return (folder / "memo" / "memo.html").read_text(encoding="utf-8")


def test_madison_runs_from_the_article_to_the_memo_as_it_is(tmp_path):
    plan = plan_of(tmp_path, MADISON)
    page = check_every_command(tmp_path, plan, 33, ["2020-06-10", "2020-09-15"])
    assert "Where the parties stand on 2020-06-08" in page
    assert "The clock of the agreement on 2020-06-08" in page
    peers = (plan / "peers.csv").read_text(encoding="utf-8-sig")
    assert "2721240,Minneapolis" in peers
    assert "4110040,Portland,Oregon" in peers


def test_a_district_without_figures_needs_its_roster_and_nothing_else(tmp_path):
    (tmp_path / "article.txt").write_text(MILLVALE, encoding="utf-8")
    plan = plan_of(tmp_path, "article.txt", "--district", "3904000")
    book = openpyxl.load_workbook(plan / "roster.xlsx")
    sheet = book["Roster"]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    for number, (school, students, counselors) in enumerate(
        (("Millvale High", 900, 2), ("Millvale Middle", 450, 1)), 2
    ):
        given = {"School": school, "School year": "2019-20", "Students": students,
                 "Counselor FTE in post": counselors, "Nurse FTE in post": 0.5}  # fmt: skip
        for name, value in given.items():
            sheet.cell(number, heads[name], value)
    book.save(plan / "roster.xlsx")
    page = check_every_command(tmp_path, plan, 9, ["2020-08-01"])
    claim = json.loads(run(tmp_path, "claim", plan / "claim.yaml", "--json"))
    assert claim["tried"]
    assert not any("no enrollment" in miss for one in claim["near"] for miss in one["misses"])
    assert "Millvale Middle" in page
    assert "Where the parties stand on 2020-06-08" in page
    assert "only if the district hires nine additional staff members" in page
    assert "What peer districts did" in page or "other districts whose decision" in page
    inputs = json.loads((tmp_path / "memo" / "manifest.json").read_text())["inputs"]
    assert "record.yaml" in inputs
    assert "End the agreement, notice by 2020-08-01: open, 54 days left" in page


@pytest.mark.parametrize("name", ["claim.yaml", "agreement.yaml"])
def test_the_plan_names_the_documents_that_go_with_it(tmp_path, name):
    plan = plan_of(tmp_path, MADISON)
    assert f": {name}" in (plan / "plan.yaml").read_text(encoding="utf-8")
