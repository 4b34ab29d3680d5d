"""Work that is done ahead: the next of a row of things is made in another thread while one is worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
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
