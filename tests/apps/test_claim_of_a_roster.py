"""A claim whose students stand in a roster beside it: taken where they are known, never made up."""

from pathlib import Path

import pytest

from wellstaffed.apps.claim_roster import load_claim_with_rosters
from wellstaffed.core.errors import NotFoundError

CLAIM = """title: Nine more
claimed_by: The union
claimed_on: 2020-06-08
source: {{title: An article, publisher: example.org, href: "https://example.org/a", locator: its first sentence,
  quote: nine more, retrieved: 2026-01-02}}
figures:
- {{school: {school}, role: counselor, additional: 5}}
ratios:
- {{role: counselor, students_per_fte: [250]}}
enrollment:
- {{key: roster, school_year: 2019-20, known_then: true, source: the roster, roster: roster.csv{more}}}
"""
HEAD = "School,School year,Students,Counselor FTE in post\n"
ROWS = {
    "both": "Millvale High,2019-20,900,2\nMillvale Middle,2019-20,450,1\n",
    "one unknown": "Millvale High,2019-20,900,2\nMillvale Middle,2019-20,not reported,1\n",
    "another year": "Millvale High,2020-21,900,2\n",
}


def students_of(folder: Path, school: str, rows: str, more: str = "") -> dict[str, int]:
    (folder / "claim.yaml").write_text(CLAIM.format(school=school, more=more), encoding="utf-8")
    (folder / "roster.csv").write_text(HEAD + ROWS[rows], encoding="utf-8")
    return load_claim_with_rosters(folder / "claim.yaml").enrollment[0].students


def test_all_schools_together_have_the_students_of_all_schools_of_the_roster(tmp_path):
    assert students_of(tmp_path, "All schools together", "both") == {"All schools together": 1350}


def test_a_school_is_found_by_the_name_that_the_article_uses(tmp_path):
    assert students_of(tmp_path, "Millvale", "both") == {"Millvale": 900}


def test_all_schools_together_stay_unknown_where_one_of_them_is(tmp_path):
    assert students_of(tmp_path, "All schools together", "one unknown") == {}


def test_students_that_the_claim_gives_go_before_those_of_the_roster(tmp_path):
    assert students_of(tmp_path, "Millvale", "both", ", students: {Millvale: 880}") == {"Millvale": 880}


def test_a_roster_of_another_year_is_no_source_and_said_so(tmp_path):
    with pytest.raises(NotFoundError, match="has no rows for 2019-20; it has 2020-21"):
        students_of(tmp_path, "Millvale", "another year")
