"""Two edits of one document laid together."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wellstaffed.apps.merged_text import BETWEEN, MINE, THEIRS, line_differences, merged_text

BASE = "a\nb\nc\nd\ne\nf\n"
LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "e", ""]), max_size=8).map(
    lambda rows: "".join(f"{one}\n" for one in rows)
)

calmly = settings(suppress_health_check=[HealthCheck.too_slow])


def test_edits_of_different_lines_are_both_made():
    found = merged_text(BASE, "a\nB\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\ng\n")
    assert (found.text, found.conflicts) == ("a\nB\nc\nd\nE\nf\ng\n", 0)


def test_edits_of_one_line_stand_side_by_side_to_be_chosen_from():
    found = merged_text(BASE, "a\nb\nmine\nd\ne\nf\n", "a\nb\ntheirs\nd\ne\nf\n")
    assert found.text == f"a\nb\n{MINE}\nmine\n{BETWEEN}\ntheirs\n{THEIRS}\nd\ne\nf\n"
    assert found.conflicts == 1


def test_two_lines_put_in_at_one_place_are_a_choice():
    assert merged_text(BASE, "a\nb\nc\nx\nd\ne\nf\n", "a\nb\nc\ny\nd\ne\nf\n").conflicts == 1


@calmly
@given(LINES, LINES)
def test_an_edit_beside_an_untouched_text_is_that_edit(base, edit):
    assert merged_text(base, edit, base).text == edit
    assert merged_text(base, base, edit).text == edit
    assert merged_text(base, edit, edit).text == edit


@calmly
@given(LINES, LINES, LINES)
def test_no_line_that_either_wrote_is_lost(base, mine, theirs):
    found = merged_text(base, mine, theirs).text.splitlines()
    for edit in (mine, theirs):
        for line in set(edit.splitlines()) - set(base.splitlines()):
            assert line in found


@calmly
@given(LINES, LINES)
def test_a_comparison_holds_every_line_that_differs(first, second):
    shown = line_differences(first, second)
    gone = [one.text for one in shown if one.mark == "-"]
    come = [one.text for one in shown if one.mark == "+"]
    assert len(second.splitlines()) - len(first.splitlines()) == len(come) - len(gone)
    assert bool(gone or come) == (first != second)
