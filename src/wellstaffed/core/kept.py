"""Answers that are asked for again, kept for all threads: the least recently used goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """
    At most `most` answers by key.

    What raises is not kept. Two threads that ask for a new key at the same time may both make its answer, so that none
    waits for the making of another's; what is made must therefore be the same whoever makes it.

    Parameters
    ----------
    most : int
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        with self._lock:
            return len(self._held)

    def clear(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._held.clear()

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the answer of a key, made by `make` if it is not kept."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            self._held.move_to_end(key)
            while len(self._held) > self.most:
                self._held.popitem(last=False)
        return made
