"""What is made ahead comes in order, and what stops its making is raised where it was due."""

import threading

import pytest

from wellstaffed.core.ahead import ahead


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
