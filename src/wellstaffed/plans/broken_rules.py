"""Whether a placement obeys every rule of its problem, counted again in exact numbers and without the solver."""

from __future__ import annotations

from fractions import Fraction

from wellstaffed.plans.placement import Placement, departed
from wellstaffed.plans.shared_people import people_needed
from wellstaffed.plans.staffing_problem import Problem, money_limits

CENT = Fraction(1, 100)


def broken_rules(placement: Placement) -> list[str]:
    """
    Return each rule that a placement breaks, in words; empty for a placement that may be printed.

    Notes
    -----
    Rules P3, P4, P6 and the limits of the plan. Money may differ by less than a cent, which is the solver's tolerance.
    """
    return [*_posts(placement), *exceeded_limits(placement), *_departures(placement)]


def exceeded_limits(placement: Placement) -> list[str]:
    """Return the limits of money and of hiring that a placement exceeds, in words."""
    return [*_money(placement), *_own_money(placement), *_hiring(placement)]


def _posts(placement: Placement) -> list[str]:
    problem, found = placement.problem, []
    for place, cell in enumerate(problem.cells):
        counts = placement.steps[place]
        name = f"{cell.role.label} at {problem.schools[cell.school]}"
        if list(counts) != sorted(counts):
            found.append(f"{name}: a post is taken back")
        for year in range(len(problem.years)):
            in_place = cell.have + placement.fte(place, year)
            if placement.fte(place, year) and in_place > max([cell.need, *cell.least]):
                found.append(f"{name}: above need without a minimum")
            if cell.least and in_place < cell.least[year]:
                found.append(f"{name}: below its minimum")
            if problem.all_at_need_by is not None and year >= problem.all_at_need_by and in_place < cell.need:
                found.append(f"{name}: not at need by the year asked for")
    return found


def _money(placement: Placement) -> list[str]:
    problem = placement.problem
    found: list[str] = []
    if problem.freed_to == "school":
        return found
    for year in range(len(problem.years)):
        back = _back(placement, year)
        for limit in money_limits(problem):
            if placement.gross(year, limit.roles) > limit.dollars(problem, year) + back + CENT:
                found.append(f"{problem.years[year]}: posts cost more than the funds that may pay them")
    return found


def _back(placement: Placement, year: int, school: int | None = None) -> Fraction:
    """Return the dollars that officers who have left bring to posts in a year, of one school if asked."""
    problem, back = placement.problem, Fraction(0)
    for gone, departure in zip(placement.gone, problem.departures, strict=True):
        if (problem.pays_posts(departure) and school is None) or (
            departure.school == school and departure.officers > 0
        ):
            dollars, since = problem.freed_in(departure, year)
            back += dollars if since >= 0 and gone[since] else 0
    return back


def _own_money(placement: Placement) -> list[str]:
    """Where freed money stays at its school, the posts of all schools less what each school's own money can pay."""
    problem = placement.problem
    found: list[str] = []
    if problem.freed_to != "school":
        return found
    unlimited = [fund for fund in problem.funds if fund.dollars is None]
    for year in range(len(problem.years)):
        own = sum(
            (
                min(_back(placement, year, school), placement.gross(year, None, school))
                for school in {departure.school for departure in problem.departures}
            ),
            Fraction(0),
        )
        there = sum(((fund.dollars or ())[year] for fund in problem.funds if fund.dollars is not None), Fraction(0))
        if not unlimited and placement.gross(year) - own > there + problem.certain(year) + CENT:
            found.append(f"{problem.years[year]}: posts cost more than all money together")
    return found


def _hiring(placement: Placement) -> list[str]:
    problem, found = placement.problem, []
    for limit in problem.hiring:
        for year in range(len(problem.years)):
            if hired(placement, limit.role, year) > limit.a_year[year]:
                found.append(f"{problem.years[year]}: more {limit.role.plural} hired than the limit")
    return found


def hired(placement: Placement, role: object, year: int) -> Fraction:
    """Return what a year hires of a role: FTE, or under a sharing rule the fewest people that the posts take."""
    problem = placement.problem
    if problem.sharing is None:
        return sum(
            (placement.new_fte(place, year) for place, cell in enumerate(problem.cells) if cell.role is role),
            Fraction(0),
        )
    now = sum(_people(placement, role, schools, year) for schools in problem.sharing.clusters)
    before = sum(_people(placement, role, schools, year - 1) for schools in problem.sharing.clusters) if year else 0
    return Fraction(now - before)


def _people(placement: Placement, role: object, schools: tuple[int, ...], year: int) -> int:
    problem = placement.problem
    assert problem.sharing is not None
    fte = tuple(
        placement.fte(place, year)
        for place, cell in enumerate(problem.cells)
        if cell.role is role and cell.school in schools
    )
    return people_needed(fte, problem.sharing.most_schools)


def _departures(placement: Placement) -> list[str]:
    problem: Problem = placement.problem
    found = []
    if placement.gone != departed(problem, placement.steps):
        found.append("officers leave in another year than the rules say")
    for gone, departure in zip(placement.gone, problem.departures, strict=True):
        late = problem.gone_by is not None and not all(gone[max(problem.gone_by, departure.first) :])
        if late:
            found.append(f"{problem.schools[departure.school]}: officers still there after the year asked for")
    return found
