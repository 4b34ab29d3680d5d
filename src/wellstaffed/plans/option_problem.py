"""From a plan's words to the numbers of one option: its problem, the officers' days, the checks that both fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from wellstaffed.core.errors import Fault, PlanError, UsageError
from wellstaffed.core.exact import Direction, rounded
from wellstaffed.core.roles import Role
from wellstaffed.plans.asked_posts import Asked
from wellstaffed.plans.police_terms import PoliceTerms, first_year_without, service_begins
from wellstaffed.plans.post_cost import PostPrice
from wellstaffed.plans.staffing_document import Staffing, StaffingOption
from wellstaffed.plans.staffing_problem import Cell, Departure, Fund, HiringLimit, Problem, Sharing


@dataclass(frozen=True)
class Setting:
    """
    What every option of a plan shares.

    Parameters
    ----------
    staffing : Staffing
    asked : Asked
    prices : mapping of Role to PostPrice
        Of the year in which pay is today's; `growth_rate` is added each year after it.
    growth_rate : Fraction
    years_grown : int
        Years from that one to the first of the plan.
    police : PoliceTerms
    option_days : mapping of str to date
        The effective day of each option of the agreement that has one.
    """

    staffing: Staffing
    asked: Asked
    prices: Mapping[Role, PostPrice]
    growth_rate: Fraction
    police: PoliceTerms
    option_days: Mapping[str, date]
    years_grown: int = 0

    @property
    def schools(self) -> tuple[str, ...]:
        """The ids of all schools with posts asked for or officers, those with posts first."""
        return tuple(dict.fromkeys([*(one.school_id for one in self.asked.posts), *self.police.officers]))

    @property
    def names(self) -> dict[str, str]:
        """The schools' names by id."""
        return dict(self.police.names) | {one.school_id: one.school for one in self.asked.posts}


@dataclass(frozen=True)
class OptionProblem:
    """
    One option in numbers.

    ``effective`` is the day on which its officers change, None where they do not; ``then`` the officers by school from that
    day on. ``chosen_school`` is set where the document left the school open.
    """

    option: StaffingOption
    problem: Problem
    effective: date | None
    then: dict[str, Fraction]
    chosen_school: str | None = None


def staffing_faults(setting: Setting) -> list[Fault]:
    """Return what of a plan's staffing names schools, options or years that are not there."""
    faults, staffing = [], setting.staffing
    schools = set(setting.schools)
    for option in staffing.all_options:
        where = f"staffing, options, {option.key}"
        for one in option.officers:
            if one.school_id != "any" and one.school_id not in schools:
                faults.append(
                    Fault(where, f"{one.school_id} is no school of the plan.", f"They are {_listed(schools)}.")
                )
        if option.agreement_option and option.agreement_option not in setting.option_days and option.on is None:
            have = _listed(setting.option_days) if setting.option_days else "none"
            what = f"the agreement has no option '{option.agreement_option}' with a day of effect."
            faults.append(Fault(where, what, f"Say on, or choose of these: {have}."))
        effective = option.on or setting.option_days.get(option.agreement_option or "")
        if effective is not None and _is_after_all(effective, staffing):
            what = f"takes effect on {effective}, after the last school year of the plan."
            faults.append(Fault(where, what, "Add years, or choose an earlier day."))
        if option.gone_by is not None and option.gone_by not in staffing.school_years:
            faults.append(Fault(where, "gone_by lies outside the plan's years.", "Add years, or choose another."))
    by = staffing.all_at_standard_by
    if by is not None and by not in staffing.school_years:
        faults.append(
            Fault("staffing, all_at_standard_by", "lies outside the plan's years.", "Add years, or choose another.")
        )
    named = [school for one in staffing.minimums for school in one.schools or []]
    named += [school for cluster in (staffing.sharing.clusters if staffing.sharing else []) for school in cluster]
    faults += [
        Fault("staffing", f"{school} is no school of the plan.", f"They are {_listed(schools)}.")
        for school in dict.fromkeys(named)
        if school not in schools
    ]
    return faults


def _is_after_all(effective: date, staffing: Staffing) -> bool:
    try:
        first_year_without(effective, staffing.school_years, staffing.police)
    except UsageError:
        return True
    return False


def _listed(names: object) -> str:
    return ", ".join(sorted(str(one) for one in names))  # type: ignore[attr-defined]


def option_problems(setting: Setting, option: StaffingOption) -> list[OptionProblem]:
    """
    Return an option in numbers; one for each school that could be meant where the document leaves the school open.

    Raises
    ------
    UsageError
        If its day lies after the plan's last year.
    """
    base = _base_problem(setting)
    if option.leaves_police:
        base = replace(base, services=_services(setting, option, None))
        return [OptionProblem(option, base, None, dict(setting.police.officers))]
    effective = option.on or setting.option_days[str(option.agreement_option)]
    caveat = option.kind == "end-when-staffed" or (setting.staffing.caveat if option.caveat is None else option.caveat)
    years = setting.staffing.school_years
    gone_by = None if option.gone_by is None else years.index(option.gone_by)
    made = []
    for then, chosen in _officers_then(setting, option):
        departures = _departures(setting, then, effective)
        services = _services(setting, option, effective)
        problem = replace(base, departures=departures, services=services, caveat=caveat, gone_by=gone_by)
        made.append(OptionProblem(option, problem, effective, then, chosen))
    return made


def _officers_then(setting: Setting, option: StaffingOption) -> list[tuple[dict[str, Fraction], str | None]]:
    now = setting.police.officers
    if option.kind.startswith("end"):
        return [(dict.fromkeys(now, Fraction(0)), None)]
    named = now | {one.school_id: one.officers for one in option.officers if one.school_id != "any"}
    open_one = next((one for one in option.officers if one.school_id == "any"), None)
    if open_one is None:
        return [(named, None)]
    could = [school for school, officers in now.items() if officers != open_one.officers]
    return [(named | {school: open_one.officers}, school) for school in could]


def _departures(setting: Setting, then: dict[str, Fraction], effective: date) -> tuple[Departure, ...]:
    staffing, police = setting.staffing, setting.police
    first, share = first_year_without(effective, staffing.school_years, staffing.police)
    made = []
    for school, after in then.items():
        fewer = police.officers.get(school, Fraction(0)) - after
        if not fewer:
            continue
        counts = police.freed_to != "nobody" if fewer > 0 else police.payer_is_district
        dollars = fewer * (police.dollars_per_officer or 0) if counts else Fraction(0)
        growth = 1 + staffing.police.growth_rate
        freed = tuple(
            dollars * growth**place * (share if place == first else 1) for place in range(len(staffing.school_years))
        )
        made.append(Departure(setting.schools.index(school), fewer, first, freed))
    return tuple(made)


def _services(setting: Setting, option: StaffingOption, effective: date | None) -> tuple[Fraction, ...]:
    """Return what an option's choices bring back of services on the district's budget, by year; from the first if no day."""
    staffing, years = setting.staffing, range(setting.staffing.years)
    first, share = (0, Fraction(1))
    if effective is not None:
        first, share = first_year_without(effective, staffing.school_years, staffing.police)
    growth, choices = 1 + staffing.police.growth_rate, {choice.key: choice for choice in option.services}
    less = Fraction(0)
    for service in staffing.police.services:
        now, then = service.dollars_a_year, service.dollars_then(choices.get(service.key))
        if service.on_district_budget and now is not None and then is not None:
            less += now - then
    if not less:
        return ()
    return tuple(
        Fraction(0) if year < first else less * growth**year * (share if year == first else 1) for year in years
    )


def leaves_on(setting: Setting, one: OptionProblem, departure: Departure, gone: tuple[bool, ...]) -> date | None:
    """Return the day on which a departure's officers leave or come; None if they never do."""
    if True not in gone or one.effective is None:
        return None
    year = gone.index(True)
    if year == departure.first:
        return one.effective
    return service_begins(setting.staffing.school_years[year], setting.staffing.police)


def _base_problem(setting: Setting) -> Problem:
    staffing, schools = setting.staffing, setting.schools
    if staffing.step is None:
        raise UsageError("Posts are placed in steps; give staffing.step.")
    cells = tuple(
        Cell(
            schools.index(one.school_id),
            one.role,
            one.need,
            one.have,
            staffing.role_weights.get(one.role, Fraction(1)),
            _least(staffing, one.school_id, one.role),
        )
        for one in setting.asked.posts
    )
    roles = tuple(dict.fromkeys(cell.role for cell in cells))
    sharing, by = staffing.sharing, staffing.all_at_standard_by
    return Problem(
        schools=tuple(setting.names[school] for school in schools),
        years=staffing.school_years,
        step=staffing.step,
        cells=cells,
        prices=_prices(setting, roles),
        funds=_funds(staffing, roles),
        hiring=tuple(
            HiringLimit(one.role, tuple(_hires(limit, staffing) for limit in staffing.by_year(one.a_year)))
            for one in staffing.hiring
            if one.role in roles
        ),
        sharing=None if sharing is None else Sharing(sharing.most_schools, _clusters(sharing.clusters, schools)),
        freed_to=setting.police.freed_to,
        freed_next_year=staffing.police.freed_money == "next-year",
        all_at_need_by=None if by is None else staffing.school_years.index(by),
        worth_of_departure=staffing.worth_of_departure,
        aim=staffing.aim,
        divisor=staffing.divisor,
    )


def _prices(setting: Setting, roles: tuple[Role, ...]) -> dict[Role, tuple[Fraction, ...]]:
    """Return the dollars per FTE of each year, grown from the year of which the pay is."""
    growth, years = 1 + setting.growth_rate, range(setting.staffing.years)
    return {
        role: tuple(setting.prices[role].per_fte * growth ** (setting.years_grown + year) for year in years)
        for role in roles
    }


def _funds(staffing: Staffing, roles: tuple[Role, ...]) -> tuple[Fund, ...]:
    return tuple(
        Fund(one.key, one.label, frozenset(one.pays_for or roles) & frozenset(roles), staffing.by_year(one.dollars))
        for one in staffing.funds
    )


def _hires(limit: Fraction, staffing: Staffing) -> Fraction:
    """Return how many of the advertised posts are filled: whole steps, or whole people under a sharing rule."""
    whole = Fraction(1) if staffing.sharing is not None else staffing.step
    return rounded(limit * staffing.fill_rate, whole, Direction.DOWN)


def _clusters(clusters: list[list[str]], schools: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the clusters as places of schools; a school of no cluster shares with none."""
    named = tuple(tuple(schools.index(school) for school in cluster) for cluster in clusters)
    alone = tuple((place,) for place in range(len(schools)) if all(place not in cluster for cluster in named))
    return named + alone


def _least(staffing: Staffing, school_id: str, role: Role) -> tuple[Fraction, ...]:
    floors = [Fraction(0)] * staffing.years
    for one in staffing.minimums:
        if one.role is role and (one.schools is None or school_id in one.schools):
            for place, year in enumerate(staffing.school_years):
                if one.from_ is None or year >= one.from_:
                    floors[place] = max(floors[place], one.fte)
    return tuple(floors) if any(floors) else ()


def check_setting(setting: Setting, name: str) -> None:
    """Raise `PlanError` with every fault of a plan's staffing that shows only beside its schools and agreement."""
    faults = staffing_faults(setting)
    if faults:
        raise PlanError(name, faults)
