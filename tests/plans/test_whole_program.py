"""The program that the solver gets: its answer, its bound, and what is kept of it."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

import pytest

from wellstaffed.plans import whole_program
from wellstaffed.plans.whole_program import WholeProgram, together


def knapsack(room: float) -> tuple[WholeProgram, dict[int, float]]:
    program = WholeProgram()
    columns = [program.column(0.0, 1.0, whole=True) for _ in range(4)]
    program.row(dict(zip(columns, (5.0, 4.0, 3.0, 2.0), strict=True)), high=room)
    return program, dict(zip(columns, (6.0, 5.0, 3.0, 1.0), strict=True))


def test_the_answer_is_the_best_whole_one() -> None:
    program, worth = knapsack(7.5)
    found = program.maximum(worth)
    assert found.values is not None
    assert [round(one) for one in found.values] == [0, 1, 1, 0]
    assert found.is_optimal
    assert found.bound == pytest.approx(8.0)


def test_the_same_program_is_solved_once_and_another_one_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    solve = WholeProgram._run
    monkeypatch.setattr(WholeProgram, "_run", lambda self, *rest: runs.append(1) or solve(self, *rest))
    whole_program._answers.clear()
    for room in (6.25, 6.25, 9.25, 6.25):
        program, worth = knapsack(room)
        program.maximum(worth)
    assert len(runs) == 2


def test_a_kept_answer_cannot_be_changed() -> None:
    program, worth = knapsack(7.5)
    found = program.maximum(worth)
    assert found.values is not None
    with pytest.raises(ValueError, match="read-only"):
        found.values[0] = 1.0


def test_rules_that_conflict_have_no_answer() -> None:
    program, worth = knapsack(7.5)
    program.row(dict.fromkeys(worth, 1.0), low=4.0)
    assert program.maximum(worth).values is None


def test_a_program_without_columns_holds_its_rows_or_does_not() -> None:
    program = WholeProgram()
    program.row({}, high=3.0)
    assert program.maximum({}).values is not None
    program.row({}, low=1.0)
    assert program.maximum({}).values is None


def test_nothing_of_the_solver_reaches_standard_output() -> None:
    code = (
        "import ctypes\n"
        "from wellstaffed.plans.whole_program import _quiet\n"
        "with _quiet():\n    ctypes.CDLL(None).puts(b'solver')\n"
        "print('document')\n"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "document\n"
    )


def test_questions_asked_together_are_answered_in_order_and_each_as_alone() -> None:
    def asked(most: int) -> float:
        program = WholeProgram()
        columns = [program.column(0.0, 1.0, whole=True) for _ in range(20)]
        program.row({column: float(3 + column % 5) for column in columns}, high=float(most))
        return program.maximum({column: float(7 + column * column % 11) for column in columns}).bound

    alone = [asked(most) for most in range(20, 60)]
    whole_program._answers.clear()
    assert together([partial(asked, most) for most in range(20, 60)]) == alone


def test_the_first_failure_of_questions_asked_together_is_raised() -> None:
    def fails(word: str) -> float:
        raise ValueError(word)

    with pytest.raises(ValueError, match="first"):
        together([lambda: 1.0, partial(fails, "first"), partial(fails, "second")])
