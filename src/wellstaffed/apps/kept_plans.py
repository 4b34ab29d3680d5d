"""Answers to a plan, kept by the checksums of all that went in, so that looking again costs nothing."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from wellstaffed.apps.plan_actions import plan_answer
from wellstaffed.apps.plan_answer import PlanAnswer
from wellstaffed.apps.plan_text import input_sums, plan_of_text
from wellstaffed.plans.plan_document import Plan

Made = TypeVar("Made")
MOST_ANSWERS = 24


class Kept(Generic[Made]):
    """The last few things made, by key; one that is being made is waited for, not made twice."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, Made] = OrderedDict()
        self._making: dict[str, Lock] = {}
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], Made]) -> Made:
        """Return what was made for a key, made now if need be; an error is raised to each who asks, and not kept."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._held:
                    return self._held[key]
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._held[key] = made
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
            return made


@dataclass(frozen=True)
class PlanState:
    """
    A plan's document read, with the checksum of everything that its answer rests on.

    Parameters
    ----------
    plan : Plan
    path : Path
        The file that the names in the document start from.
    key : str
        SHA-256 over the document, the files it names, and the version of the figures at hand.
    """

    plan: Plan
    path: Path
    key: str


_answers: Kept[PlanAnswer] = Kept(MOST_ANSWERS)


def plan_state(text: str, path: Path, workspace: Path, *, figures: str) -> PlanState:
    """
    Return a plan's document read, and the checksum of all that its answer rests on.

    Parameters
    ----------
    figures : str
        The version of the figures at hand: the program's and the store's.

    Raises
    ------
    PlanError
        With every fault of the document and its line.
    """
    plan = plan_of_text(text, path, workspace)
    # the day belongs to no input: a plan is dated by its own document
    state = [figures, path.name, hashlib.sha256(text.encode()).hexdigest(), sorted(input_sums(plan, path).items())]
    return PlanState(plan, path, hashlib.sha256(json.dumps(state).encode()).hexdigest())


def kept_answer(state: PlanState, *, is_explained: bool = False) -> PlanAnswer:
    """
    Return the options of a plan solved, from what is kept where nothing that it rests on has changed.

    Parameters
    ----------
    is_explained : bool
        Also the reasons and the fill rates, which take the solver longer than the options themselves.

    Raises
    ------
    PlanError, AgreementError, RosterError, NotFoundError
        If the plan places no posts, or a file that it names has faults.
    """
    from wellstaffed.standards.library import StandardsLibrary

    def make() -> PlanAnswer:
        explained = None if is_explained else ()
        return plan_answer(state.plan, state.path, StandardsLibrary(None), explained=explained)

    return _answers.get(f"{state.key}/{is_explained}", make)
