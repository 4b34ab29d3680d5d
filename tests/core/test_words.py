"""School years, identifiers, exact numbers, whole writes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellstaffed.core import atomic_files
from wellstaffed.core.atomic_files import write_whole
from wellstaffed.core.errors import UsageError, WellstaffedError, WriteError
from wellstaffed.core.exact import Direction, exact, rounded, show
from wellstaffed.core.identifiers import leaid, school_id
from wellstaffed.core.school_years import school_year, show_school_year


@pytest.mark.parametrize("text", ["2020-21", "2020-2021", "2020/21", " 2020–21 "])
def test_a_school_year_is_the_year_it_ends(text):
    assert school_year(text) == 2021


@pytest.mark.parametrize("text", ["2021", "2020-22", "20-21", "next year"])
def test_anything_else_is_not_a_school_year(text):
    with pytest.raises(UsageError, match=r"2020-21|not follow"):
        school_year(text)


@given(st.integers(1990, 2100))
def test_a_printed_school_year_reads_back(year):
    assert school_year(show_school_year(year)) == year


def test_lost_zeros_are_restored():
    assert leaid(100005) == leaid("100005.0") == leaid("'0100005") == "0100005"
    assert school_id("10000500870") == "010000500870"


@pytest.mark.parametrize("text", ["1.20039E+11", "abc", "", "12345678901234", "-9", "0000000"])
def test_a_damaged_identifier_is_refused(text):
    with pytest.raises(UsageError, match="School identifier"):
        school_id(text)


def test_a_decimal_is_the_rational_it_spells():
    assert exact(0.1) == Fraction(1, 10)
    assert exact("6.6") == Fraction(33, 5)


@given(st.fractions(), st.sampled_from([Fraction(1), Fraction(1, 4), Fraction(1, 5)]))
def test_rounding_stays_within_a_step_and_on_its_side(value, step):
    down, near, up = (rounded(value, step, d) for d in (Direction.DOWN, Direction.NEAREST, Direction.UP))
    assert down <= value <= up
    assert up - down in (0, step)
    assert abs(near - value) <= step / 2


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(1723, 250), "6.89"), (1.005, "1.01"), (-0.001, "0"), (1234.5, "1,234.5"), (-2.5, "-2.5")],
)
def test_a_number_has_one_print(value, text):
    assert show(value) == text


def test_a_kill_while_writing_leaves_the_old_file_whole(tmp_path, monkeypatch):
    target = tmp_path / "memo.pdf"
    target.write_bytes(b"old")

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(atomic_files.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["memo.pdf"]
    assert target.read_bytes() == b"old"


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match="cannot be written"):
        write_whole(tmp_path / "file" / "memo.pdf", b"new")


def test_every_error_has_an_exit_code_of_its_own_kind():
    def below(kind):
        return [kind, *(one for child in kind.__subclasses__() for one in below(child))]

    assert all(kind.__name__.endswith("Error") and 1 <= kind.exit_code <= 7 for kind in below(WellstaffedError))
