"""Figures count as known on the day of an article only if they had been published by then."""

from datetime import date

import pytest

from wellstaffed.apps.article_actions import article
from wellstaffed.apps.article_district import article_district
from wellstaffed.apps.article_plan import plan_files
from wellstaffed.apps.plan_start import plan_start
from wellstaffed.core.documents import load_document
from wellstaffed.core.errors import PlanError
from wellstaffed.gaps.claim_document import load_claim
from wellstaffed.plans.plan_document import Plan
from wellstaffed.record.article_candidates import Confirmation
from wellstaffed.tables.published_days import first_public

TEXT = """Oct. 6, 2020

PORTLAND, Ore. — The Portland Association of Teachers asked the Portland School Board to end its agreement with the police department.
The union said the district needs 33 additional staff. Lincoln alone would need three counselors, the union said.
"""


def plan_of(folder, day):
    found = article(content=TEXT.encode(), name="article", published=day).candidates
    confirmed = found.model_copy(
        update={"source": "https://example.org/a", "confirmation": Confirmation(by="R", on=date(2026, 1, 2))}
    )
    for name, content in plan_files(confirmed, article_district(confirmed, None)).files.items():
        (folder / name).write_bytes(content)
    plan = load_document(folder / "plan.yaml", Plan, PlanError)
    claim = load_claim(folder / "claim.yaml")
    return {one.key: one.hindsight for one in plan.views}, {one.key: one.known_then for one in claim.enrollment}


@pytest.mark.parametrize(
    ("day", "of_2020_21", "of_2021_22"),
    [
        (date(2020, 10, 6), True, True),
        (date(2023, 11, 14), True, True),
        (date(2023, 11, 15), False, True),
        (date(2025, 1, 16), False, False),
    ],
)
def test_figures_are_hindsight_up_to_the_day_they_were_published(tmp_path, day, of_2020_21, of_2021_22):
    hindsight, known = plan_of(tmp_path, day)
    assert (hindsight["shipped-2020-21"], hindsight["shipped-2021-22"]) == (of_2020_21, of_2021_22)
    assert (known["shipped-2020-21"], known["shipped-2021-22"]) == (not of_2020_21, not of_2021_22)


def test_a_plan_started_by_hand_marks_figures_that_were_not_yet_published():
    assert "hindsight: true" in plan_start("4110040", date(2024, 6, 1))
    assert "hindsight: false" in plan_start("4110040", date(2025, 6, 1))


def test_figures_of_a_year_without_a_collection_are_known_once_the_year_has_ended():
    assert first_public(2019) == date(2019, 7, 1)
