"""A memo on one school says so: nothing is added up, and nothing is "1 of 1 schools"."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.reports.sample_content import RATIOS, gap_row, view

from wellstaffed.reports import words
from wellstaffed.reports.answer import answer


def view_of(fte, schools):
    rows = [gap_row(order, f"School {order}", role, 750, fte) for order in range(1, schools + 1) for role in RATIOS]
    return view("roster", "Roster", rows)


@pytest.mark.parametrize(
    ("fte", "schools", "said"),
    [
        (Fraction(1), 1, ("the one school needs 3 counselors, ", "It is short of 2 counselors, ")),
        (None, 1, ("the one school needs 3 counselors, ", "0 to 3 counselors (the one school not known)")),
        (Fraction(1), 2, ("the 2 schools together need 6 counselors, ", "They are short of 4 counselors, ")),
        (None, 2, ("the 2 schools together need 6 counselors, ", "0 to 6 counselors (2 of 2 schools not known)")),
    ],
)
def test_the_answer_tells_one_school_from_several(fte, schools, said):
    need, gap = answer(view_of(fte, schools), None, "the standard")
    assert said[0] in need
    assert said[1] in gap
    assert need.endswith("each school counted by itself.") == (schools > 1)


def test_the_schools_of_a_total_in_words():
    assert (words.all_schools(1), words.all_schools(2)) == ("The one school", "All 2 schools")
    assert words.schools_not_known(1, 1) == "the one school not known"
