"""Rows that say which of two posts comes first where they could stand for each other; they shorten the proof and change no optimum."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from wellstaffed.core.roles import Role
from wellstaffed.plans.placement_model import PlacementModel

Post = tuple[int, int]


def add_exchange_rows(model: PlacementModel, *, is_next_best: bool = False) -> None:
    """
    Add to a program of *most need met* the rows that its best placement obeys anyway.

    Parameters
    ----------
    model : PlacementModel
        With the bounds of all posts already set.
    is_next_best : bool
        One placement is barred: two cells may then stand the other way round, and only two.

    Notes
    -----
    Two posts of one role and size cost the same in every year and count alike in limits of hiring. Where no other rule looks
    at their schools, the one that counts less can be exchanged for the one that counts more, from the year it comes until the
    year the other would: no rule is broken, nothing is lost, and P4 still holds. Full posts are ordered so, one by one; a part of
    a post stands in the way of an exchange at its school only where it is placed. Where a limit counts people who share schools, it
    matters which posts a school has; there whole cells are ordered, those of one cluster whose posts have the same sizes,
    if each post of the one counts at least what that of the other does. Every exchange moves posts forward in one order (what
    they count, then the document), so a best placement that none can move forward any more obeys all rows at once.

    With one placement barred, such a best placement among the others may still have an exchange that leads to the barred one.
    It then differs from it, in the last year, in two cells only; so the rows of one pair of cells may fail.
    """
    pairs: dict[tuple[int, int], int] = {}
    for better, worse, terms in _rows(model):
        if is_next_best:
            pair = (min(better, worse), max(better, worse))
            if pair not in pairs:
                pairs[pair] = model.program.column(0.0, 1.0, whole=True)
            terms[pairs[pair]] = 1.0
        model.program.row(terms, low=0.0)
    if pairs:
        model.program.row(dict.fromkeys(pairs.values(), 1.0), high=1.0)


def _rows(model: PlacementModel) -> Iterator[tuple[int, int, dict[int, float]]]:
    """Yield, for each row, the cell that comes first, the other, and the terms whose sum is not below zero."""
    post = model.post
    for role in model.problem.roles:
        for cells in _free_cells(model, role):
            if _counts_people(model, role):
                for better, worse in _ordered_cells(model, cells):
                    for k in range(len(model.sizes[better])):
                        for year in model.years:
                            yield better, worse, {post[better, k, year]: 1.0, post[worse, k, year]: -1.0}
                continue
            for (better, k), (worse, other) in _ordered_posts(model, cells):
                part = _part(model, worse)
                for year in model.years:
                    terms = {post[better, k, year]: 1.0, post[worse, other, year]: -1.0}
                    yield better, worse, terms | ({} if part is None else {part: 1.0})


def _counts_people(model: PlacementModel, role: Role) -> bool:
    """Tell whether a limit of hiring counts people who share schools: then it matters where a post stands."""
    return model.problem.sharing is not None and any(limit.role is role for limit in model.problem.hiring)


def _free_cells(model: PlacementModel, role: Role) -> list[list[int]]:
    """Return the cells of a role at schools that nothing else looks at, by cluster where people who share schools are counted."""
    problem = model.problem
    tied = {one.school for one in problem.departures if problem.waits(one)}
    if problem.freed_to == "school":
        tied |= {one.school for one in problem.departures}
    free = [place for place, cell in enumerate(problem.cells) if cell.role is role and cell.school not in tied]
    if problem.sharing is None or not _counts_people(model, role):
        return [free]
    return [[one for one in free if problem.cells[one].school in cluster] for cluster in problem.sharing.clusters]


def _is_open(model: PlacementModel, place: int, k: int) -> bool:
    """Tell whether a post counts, and nothing asks for it before the year in which all that count must stand."""
    years = model.years if model.problem.all_at_need_by is None else model.years[: model.problem.all_at_need_by]
    is_asked = any(model.program.low[model.post[place, k, year]] > 0 for year in years)
    return model.problem.gains[place][k] > 0 and not is_asked


def _ordered_cells(model: PlacementModel, cells: list[int]) -> Iterator[tuple[int, int]]:
    """Yield neighbours among cells of the same sizes of which the first one's posts all count at least what the other's do."""
    gains = model.problem.gains
    alike: dict[tuple[Fraction, ...], list[int]] = {}
    for place in cells:
        if model.sizes[place] and all(_is_open(model, place, k) for k in range(len(model.sizes[place]))):
            alike.setdefault(model.sizes[place], []).append(place)
    for group in alike.values():
        ranked = sorted(group, key=lambda one: (tuple(-gain for gain in gains[one]), one))
        for at, worse in enumerate(ranked):
            for better in reversed(ranked[:at]):
                if all(one >= other for one, other in zip(gains[better], gains[worse], strict=True)):
                    yield better, worse
                    break


def _ordered_posts(model: PlacementModel, cells: list[int]) -> Iterator[tuple[Post, Post]]:
    """Yield, of each full post that is open, the next better of any cell, and of a cell without a part of a post."""
    listed: list[tuple[Fraction, int, int]] = sorted(
        (-model.problem.gains[place][k], place, k)
        for place in cells
        for k, size in enumerate(model.sizes[place])
        if size == model.problem.step and _is_open(model, place, k)
    )
    before: Post | None = None
    whole: Post | None = None
    for _, place, k in listed:
        for better in dict.fromkeys((before, whole)):
            if better is not None and better[0] != place:
                yield better, (place, k)
        before = (place, k)
        if _part(model, place) is None:
            whole = before


def _part(model: PlacementModel, place: int) -> int | None:
    """Return the column of a cell's part of a post in the last year, None if it has none."""
    sizes = model.sizes[place]
    return None if sizes[-1] == model.problem.step else model.post[place, len(sizes) - 1, model.years[-1]]
