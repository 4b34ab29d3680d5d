"""Work that is done ahead or side by side: in other threads, the results in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_DONE: Any = object()


def ahead(items: Iterable[Item], most: int = 1) -> Iterator[Item]:
    """
    Return an iterator over items whose making begins at once and goes on while one is worked on; what stops the making of one is raised where it was due.

    Parameters
    ----------
    items : iterable
        Made one after another, in one thread of their own.
    most : int
        How many may stand ready.
    """
    source = iter(items)
    pool = ThreadPoolExecutor(1, thread_name_prefix="wellstaffed-ahead")
    return _made(pool, source, deque(pool.submit(next, source, _DONE) for _ in range(most)))


def _made(pool: ThreadPoolExecutor, source: Iterator[Item], coming: deque[Future[Item]]) -> Iterator[Item]:
    try:
        while (item := coming.popleft().result()) is not _DONE:
            coming.append(pool.submit(next, source, _DONE))
            yield item
    finally:
        pool.shutdown(cancel_futures=True)


def side_by_side(items: Iterable[Item], work: Callable[[Item], Result], most: int) -> Iterator[Result]:
    """
    Yield what is made of each item, in the order of the items; what stops one is raised in its place.

    Parameters
    ----------
    items : iterable
        Taken one after another, in the thread that asks for the results.
    work : callable
        Called in several threads at once.
    most : int
        How many may be worked on at once.
    """
    pool = ThreadPoolExecutor(most, thread_name_prefix="wellstaffed-beside")
    begun: deque[Future[Result]] = deque()
    try:
        for item in items:
            if len(begun) == most:
                yield begun.popleft().result()
            begun.append(pool.submit(work, item))
        while begun:
            yield begun.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
