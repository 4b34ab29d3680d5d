"""What is made ahead or side by side comes in order, and what stops its making is raised where it was due."""

import threading
import time

import pytest

from wellstaffed.core.ahead import ahead, side_by_side


def test_items_come_in_order_and_are_made_in_another_thread():
    made_in = []

    def numbers():
        for number in range(20):
            made_in.append(threading.get_ident())
            yield number

    assert list(ahead(numbers(), 3)) == list(range(20))
    assert set(made_in) != {threading.get_ident()}


def test_no_more_are_made_than_may_stand_ready():
    made = []

    def numbers():
        for number in range(20):
            made.append(number)
            yield number

    coming = ahead(numbers(), 2)
    next(coming)
    coming.close()
    assert len(made) <= 4


def test_a_fault_is_raised_after_the_items_before_it():
    def numbers():
        yield 1
        raise ValueError("the second cannot be made")

    coming = ahead(numbers(), 3)
    assert next(coming) == 1
    with pytest.raises(ValueError, match="the second cannot be made"):
        next(coming)


def test_results_made_side_by_side_come_in_the_order_of_their_items():
    both = threading.Barrier(2)

    def work(number):
        both.wait(timeout=10)  # passed only where two are worked on at once
        return number * number

    assert list(side_by_side(range(20), work, 2)) == [number * number for number in range(20)]


def test_no_more_are_begun_side_by_side_than_may_be():
    going, most, held = 0, 0, threading.Lock()

    def work(number):
        nonlocal going, most
        with held:
            going += 1
            most = max(most, going)
        time.sleep(0.001)
        with held:
            going -= 1
        return number

    assert list(side_by_side(range(30), work, 3)) == list(range(30))
    assert most <= 3


def test_a_fault_side_by_side_is_raised_in_its_place_and_nothing_works_on_after_it():
    begun = []

    def work(number):
        begun.append(number)
        if number == 2:
            raise ValueError("the third cannot be made")
        return number

    results = side_by_side(range(100), work, 2)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ValueError, match="the third cannot be made"):
        next(results)
    assert len(begun) < 10
    assert not [one for one in threading.enumerate() if one.name.startswith("wellstaffed-beside")]
