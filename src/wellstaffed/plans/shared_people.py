"""People who serve several schools: how many the posts of a cluster take, and the rows that tell the program so."""

from __future__ import annotations

from fractions import Fraction
from math import floor, lcm

import numpy as np

from wellstaffed.core.roles import Role
from wellstaffed.plans.people_packing import fewest_people
from wellstaffed.plans.placement_model import PlacementModel


def people_needed(fte: tuple[Fraction, ...], most_schools: int) -> int:
    """
    Return the fewest people who can fill the posts of one role at the schools of a cluster.

    A full post at a school is one person; what is left of each school is one piece, and a person takes pieces of up to
    1.0 FTE at `most_schools` schools at the most.
    """
    whole = sum(floor(one) for one in fte)
    parts = [one - floor(one) for one in fte if one != floor(one)]
    if not parts:
        return whole
    units = lcm(*(part.denominator for part in parts))
    return whole + len(fewest_people([int(part * units) for part in parts], full=units, most_schools=most_schools))


def add_people_rows(model: PlacementModel, values: np.ndarray) -> bool:
    """
    Add a row wherever an answer counts other people than its posts take; tell whether any was added.

    Notes
    -----
    Posts that take `n` people still take `n` when any of them grows, so the row holds for every larger placement too: with
    all these posts in place, at least `n` people. The posts are thinned first to the fewest that still take `n`. The other
    way round, people whom no post takes yet may not be counted as hired, so that a later year finds room within its limit:
    each post more takes at most one person more.
    """
    sharing = model.problem.sharing
    if sharing is None:
        return False
    needed: dict[tuple[int, Role, int], int] = {}
    placed: dict[tuple[int, Role, int], tuple[list[int], list[int]]] = {}
    added = False
    for (cluster, role, year), people in sorted(model.people.items()):
        cells = _cells(model, role, sharing.clusters[cluster])
        counts = [_count(model, values, cell, year) for cell in cells]
        placed[cluster, role, year] = cells, counts
        needed[cluster, role, year] = people_needed(_fte(model, cells, counts), sharing.most_schools)
        if needed[cluster, role, year] > round(values[people]):
            _add_row(model, (cluster, role), cells, _thinned(model, cells, counts, needed[cluster, role, year]))
            added = True
    if added:
        return True
    for where, people in sorted(model.people.items()):
        if round(values[people]) > needed[where] and _hires_too_many(model, needed, *where[1:]):
            _add_most(model, (where[0], where[1]), *placed[where], needed[where])
            added = True
    return added


def _hires_too_many(model: PlacementModel, needed: dict[tuple[int, Role, int], int], role: Role, year: int) -> bool:
    """Tell whether the year after hires more people than its limit, if only those whom posts take are there before."""
    if year + 1 not in model.years:
        return False
    now, then = (
        sum(people for (_, whose, when), people in needed.items() if whose is role and when == one)
        for one in (year + 1, year)
    )
    return any(limit.role is role and now - then > limit.a_year[year + 1] for limit in model.problem.hiring)


def _add_most(model: PlacementModel, where: tuple[int, Role], cells: list[int], counts: list[int], needed: int) -> None:
    for year in model.years:
        terms = {model.people[*where, year]: 1.0}
        for cell, count in zip(cells, counts, strict=True):
            terms |= {model.post[cell, k, year]: -1.0 for k in range(count, len(model.sizes[cell]))}
        model.program.row(terms, high=float(needed))


def _cells(model: PlacementModel, role: Role, schools: tuple[int, ...]) -> list[int]:
    return [place for place, cell in enumerate(model.problem.cells) if cell.role is role and cell.school in schools]


def _count(model: PlacementModel, values: np.ndarray, cell: int, year: int) -> int:
    return sum(round(values[model.post[cell, k, year]]) for k in range(len(model.sizes[cell])))


def _fte(model: PlacementModel, cells: list[int], counts: list[int]) -> tuple[Fraction, ...]:
    return tuple(sum(model.sizes[cell][:count], Fraction(0)) for cell, count in zip(cells, counts, strict=True))


def _thinned(model: PlacementModel, cells: list[int], counts: list[int], needed: int) -> list[int]:
    assert model.problem.sharing is not None
    for place in range(len(cells)):
        while counts[place]:
            fewer = [*counts[:place], counts[place] - 1, *counts[place + 1 :]]
            if people_needed(_fte(model, cells, fewer), model.problem.sharing.most_schools) < needed:
                break
            counts = fewer
    return counts


def _add_row(model: PlacementModel, where: tuple[int, Role], cells: list[int], counts: list[int]) -> None:
    assert model.problem.sharing is not None
    needed = people_needed(_fte(model, cells, counts), model.problem.sharing.most_schools)
    standing = [(cell, count) for cell, count in zip(cells, counts, strict=True) if count]
    for year in model.years:
        terms = {model.people[*where, year]: 1.0}
        terms |= {model.post[cell, count - 1, year]: -float(needed) for cell, count in standing}
        model.program.row(terms, low=float(needed - needed * len(standing)))
