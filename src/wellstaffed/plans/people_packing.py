"""Turning part-time posts at several schools into the fewest people."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

TRIED_UP_TO = 12  # pieces; above it a program is quicker than trying every person


def fewest_people(pieces: Sequence[int], *, full: int, most_schools: int) -> tuple[tuple[int, ...], ...]:
    """
    Return the fewest people who can take all pieces, each with the places of its pieces.

    Parameters
    ----------
    pieces : sequence of int
        The part of a post at each school, in units of which `full` make 1.0 FTE; each from 1 to `full`.
    full : int
    most_schools : int
        Pieces that one person can take at the most.

    Notes
    -----
    Bin packing with a limit on the items of a bin, exact: by trying every person who takes the first piece left (Held and
    Karp 1962, over sets of pieces), above `TRIED_UP_TO` pieces by a mixed-integer program. First-fit can need one more.
    """
    if any(not 0 < piece <= full for piece in pieces):
        raise ValueError("a piece must be more than nothing and at most a full post")
    if len(pieces) <= TRIED_UP_TO:
        return _by_trying(tuple(pieces), full, most_schools)
    return _by_program(list(pieces), full, most_schools)


def _by_trying(pieces: tuple[int, ...], full: int, most_schools: int) -> tuple[tuple[int, ...], ...]:
    @cache
    def best(left: frozenset[int]) -> tuple[tuple[int, ...], ...]:
        if not left:
            return ()
        first, *rest = sorted(left)
        found: tuple[tuple[int, ...], ...] | None = None
        for size in range(min(most_schools - 1, len(rest)), -1, -1):
            for others in combinations(rest, size):
                if pieces[first] + sum(pieces[one] for one in others) <= full:
                    people = ((first, *others), *best(left - {first, *others}))
                    if found is None or len(people) < len(found):
                        found = people
        assert found is not None  # a person alone with the first piece always fits
        return found

    return best(frozenset(range(len(pieces))))


def _by_program(pieces: list[int], full: int, most_schools: int) -> tuple[tuple[int, ...], ...]:
    """Yes-or-no: piece `i` goes to the person whose first piece is `j`, for each `i` not before `j`."""
    count = len(pieces)
    pairs = [(i, j) for j in range(count) for i in range(j, count)]
    place = {pair: column for column, pair in enumerate(pairs)}
    once, load, heads = (np.zeros((count, len(pairs))) for _ in range(3))
    for (i, j), column in place.items():
        once[i, column] = 1
        load[j, column] = pieces[i] - (full if i == j else 0)
        heads[j, column] = 1 - (most_schools if i == j else 0)
    found = milp(
        np.array([float(i == j) for i, j in pairs]),
        integrality=np.ones(len(pairs)),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(once, 1, 1),
            LinearConstraint(load, -np.inf, 0),
            LinearConstraint(heads, -np.inf, 0),
        ],
    )
    taken = [pair for pair, column in place.items() if found.x[column] > 0.5]
    return tuple(tuple(i for i, who in taken if who == j) for j in sorted({who for _, who in taken}))
