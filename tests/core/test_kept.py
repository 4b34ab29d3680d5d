"""What is kept is the last used, for all threads, and never what raised."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from wellstaffed.core.documents import Strict, load_document
from wellstaffed.core.errors import PlanError
from wellstaffed.core.kept import Kept


def test_the_least_recently_used_answer_goes_first():
    kept, made = Kept(2), []

    def ask(key):
        return kept.get(key, lambda: made.append(key) or key.upper())

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]
    assert len(kept) == 2


def test_an_answer_that_is_nothing_is_kept_too():
    kept, made = Kept(1), []
    assert [kept.get("a", lambda: made.append(1)) for _ in range(2)] == [None, None]
    assert made == [1]


def test_what_raises_is_asked_again():
    kept = Kept(1)
    with pytest.raises(ZeroDivisionError, match="division"):
        kept.get("a", lambda: 1 / 0)
    assert kept.get("a", lambda: 1) == 1


def test_many_threads_keep_no_more_than_the_most_and_answer_right():
    kept = Kept(3)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: kept.get(number % 7, lambda: number % 7), range(4_000)))
    assert found == [number % 7 for number in range(4_000)]
    assert len(kept) == 3


def test_a_document_asked_for_again_and_again_stays_kept(tmp_path):
    class Small(Strict):
        title: str

    def load(number):
        path = tmp_path / f"{number}.yaml"
        path.write_text(f"title: plan {number}\n", encoding="utf-8")
        return load_document(path, Small, PlanError)

    first = load(0)
    for number in range(1, 60):
        load(number)
        assert load(0) is first
