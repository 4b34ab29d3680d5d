"""Work that is done ahead: the next of a row of things is made in another thread while one is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items, the next one being made meanwhile; what stops the making of one is raised where it was due."""
    source, done = iter(items), object()
    with ThreadPoolExecutor(1, thread_name_prefix="wellstaffed-ahead") as pool:
        coming = pool.submit(next, source, done)
        while (item := coming.result()) is not done:
            coming = pool.submit(next, source, done)
            yield item  # type: ignore[misc]
