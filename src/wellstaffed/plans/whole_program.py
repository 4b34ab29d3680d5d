"""A mixed-integer program, built column by column and row by row, and its answer, kept so that no program is solved twice."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from wellstaffed.core.kept import Kept

Result = TypeVar("Result")

NODES = 100_000  # a limit of nodes, not of time: the same on every machine
KEPT = 1_024  # answers


@dataclass(frozen=True)
class Solved:
    """What the solver says: a whole-number answer or None, whether it is proven, and the bound."""

    values: np.ndarray | None
    is_optimal: bool
    bound: float


_answers: Kept[bytes, Solved] = Kept(KEPT)


@dataclass
class WholeProgram:
    """
    Columns with bounds, rows with bounds; every `whole` column takes whole numbers only.

    Notes
    -----
    Columns and rows keep the order in which they were added: the same program gives the same answer. An answer is kept by the
    digest of its program, because the options of a plan, the prices of its rules and the edits of a page ask many programs
    again.
    """

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    terms: list[float] = field(default_factory=list)

    def column(self, low: float, high: float, *, whole: bool) -> int:
        """Add a column and return its place."""
        self.low.append(low)
        self.high.append(high)
        self.whole.append(int(whole))
        return len(self.low) - 1

    def row(self, terms: Mapping[int, float], low: float = -np.inf, high: float = np.inf) -> None:
        """Add the rule that the sum of terms lies between `low` and `high`."""
        self.columns += list(terms)
        self.terms += list(terms.values())
        self.starts.append(len(self.columns))
        self.lows.append(low)
        self.highs.append(high)

    def maximum(self, maximise: Mapping[int, float], *, gap: float = 0.0, nodes: int = NODES) -> Solved:
        """Return the answer that maximises the sum of terms, proven to a share `gap`; the same on every run."""
        if not self.low:
            holds = all(low <= 0.0 <= high for low, high in zip(self.lows, self.highs, strict=True))
            return Solved(np.zeros(0) if holds else None, True, 0.0)
        objective = np.zeros(len(self.low))
        objective[list(maximise)] = list(maximise.values())
        key = self._digest(objective, gap, nodes)
        return _answers.get(key, lambda: _solved(self._run(objective, gap, nodes)))

    def _run(self, objective: np.ndarray, gap: float, nodes: int) -> Any:
        constraints = []
        if self.lows:
            shape = (len(self.lows), len(self.low))
            matrix = csr_array((self.terms, self.columns, self.starts), shape=shape)
            constraints = [LinearConstraint(matrix, self.lows, self.highs)]
        with _quiet():
            return milp(
                -objective,
                integrality=np.array(self.whole),
                bounds=Bounds(np.array(self.low), np.array(self.high)),
                constraints=constraints,
                options={"mip_rel_gap": gap, "node_limit": nodes, "presolve": True},
            )

    def _digest(self, objective: np.ndarray, gap: float, nodes: int) -> bytes:
        seen = sha256(objective.tobytes())
        for part in (self.low, self.high, self.whole, self.lows, self.highs, self.starts, self.columns, self.terms):
            seen.update(b"|")
            seen.update(np.asarray(part, dtype=np.float64).tobytes())
        seen.update(f"|{gap}|{nodes}".encode())
        return seen.digest()


def together(questions: Sequence[Callable[[], Result]]) -> list[Result]:
    """
    Return the answers to questions that each solve programs and do not wait for each other, in order.

    The solver lets other threads run meanwhile; each answer is the one that it would have given alone. If one fails, the
    first failure is raised.
    """
    workers = min(len(questions), os.cpu_count() or 1)
    if workers < 2:
        return [question() for question in questions]
    with _quiet(), ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda question: question(), questions))


@contextmanager
def _quiet() -> Iterator[None]:
    """
    Keep the solver's own lines off standard output, where a command prints its document.

    It writes some past its settings, and the C library holds them back until the program ends; so they are let out while
    standard output leads nowhere. Only in the main thread: a server's threads share the output.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    import ctypes

    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        with suppress(
            OSError, TypeError, AttributeError
        ):  # a system without such a library keeps nothing back that matters
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _solved(found: Any) -> Solved:
    bound = -found.mip_dual_bound if found.mip_dual_bound is not None else float("inf")
    if found.x is None:
        return Solved(None, found.status == 2, bound)
    values = np.asarray(found.x)
    values.setflags(write=False)
    return Solved(values, found.status == 0, bound)
