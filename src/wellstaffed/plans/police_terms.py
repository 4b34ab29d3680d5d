"""What the police side of a plan is: officers by school, what one costs, who gets a saving, from which year they are gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from wellstaffed.core.errors import UsageError
from wellstaffed.core.exact import show
from wellstaffed.plans.staffing_document import OfficerYear, Police
from wellstaffed.record.agreement import Agreement
from wellstaffed.record.day_span import DaySpan

RETURNS = {"district": "posts", "school": "school", "nobody": "nobody", "unstated": "nobody"}


@dataclass(frozen=True)
class PoliceTerms:
    """
    The officers of today and their money.

    Parameters
    ----------
    officers : dict of str to Fraction
        By school id, in the agreement's order.
    names : dict of str to str
        Of the schools.
    dollars_per_officer : Fraction or None
        A year; None where no source says.
    bound : str
        ``exactly``, ``about``, ``more than`` or ``at most``.
    payer : str
    returns_to : {"school", "district", "nobody", "unstated"}
    sources : tuple of str
    payer_is_district : bool
        Whether officers who are added cost the district.
    hindsight : tuple of str
        What of this was said only after the day of the memo, in words.
    """

    officers: dict[str, Fraction]
    names: dict[str, str]
    dollars_per_officer: Fraction | None
    bound: str
    payer: str
    returns_to: str
    sources: tuple[str, ...]
    payer_is_district: bool = True
    hindsight: tuple[str, ...] = ()

    @property
    def freed_to(self) -> str:
        """Where freed money goes, as a problem says it; unstated is no saving (rule P2)."""
        return RETURNS[self.returns_to]

    @property
    def money_words(self) -> str:
        """What leaving officers bring back, and why nothing where it is nothing."""
        if self.dollars_per_officer is None:
            return "No source says what an officer costs, so no money counts as freed."
        price = f"An officer costs {self.bound} ${show(self.dollars_per_officer, 0)} a year, paid by {self.payer}."
        price = price.replace("costs exactly ", "costs ")
        ends = {
            "district": "A saving returns to the district and pays posts.",
            "school": "A saving stays with the school that the officers leave and pays posts there.",
            "nobody": f"A saving is not returned: it stays with {self.payer}, so freed money is $0.",
            "unstated": "No source says who gets a saving, so none is counted: freed money is $0.",
        }
        return " ".join([price, ends[self.returns_to], *self.hindsight])


def police_terms(police: Police, agreement: Agreement | None, *, dated: date | None = None) -> PoliceTerms:
    """
    Return the police terms of a plan: the agreement's, where the plan itself does not say otherwise.

    What the agreement's sources said only after `dated`, the day of the memo, is marked as hindsight.
    """
    officers, names, sources = {}, {}, [police.dollars_source] if police.dollars_source else []
    dollars, bound, returns = police.dollars_per_officer, police.dollars_bound, police.returns_to
    payer, is_district, later = (
        f"the {police.payer}".replace("the other", "another payer"),
        police.payer == "district",
        [],
    )
    if agreement is not None:
        is_district = any(one.part == "district" for one in agreement.parties if one.short == agreement.payer)
        parties = {one.short: one.name for one in agreement.parties}
        payer = parties.get(agreement.payer, agreement.payer)
        for place in agreement.officers:
            key = place.school_id or place.school
            officers[key], names[key] = Fraction(place.officers), place.school
        if dollars is None and agreement.cost and agreement.officers_now:
            cost = agreement.cost[0]
            dollars, bound = Fraction(cost.dollars_per_year) / Fraction(agreement.officers_now), cost.bound
            sources = list(cost.sources)
            later += _later("the cost", cost.said_on, dated)
        if returns is None:
            returns = agreement.saving.returns_to
            later += _later("who gets a saving", agreement.saving.said_on, dated)
    return PoliceTerms(
        officers, names, dollars, bound, payer, returns or "unstated", tuple(sources), is_district, tuple(later)
    )


def _later(what: str, said: DaySpan | None, dated: date | None) -> list[str]:
    if said is None or dated is None or said.first <= dated:
        return []
    return [f"Hindsight: {what} was reported on {said}, after the day of this memo."]


def first_year_without(on: date, years: tuple[int, ...], police: Police) -> tuple[int, Fraction]:
    """
    Return the first school year without officers who leave on a day, as a place in `years`, and its share that is paid no more.

    Raises
    ------
    UsageError
        If the day lies after the last of the years.

    Notes
    -----
    A leave on or after the last day of service of a school year counts for the next one; a leave before the first of the
    years counts for the whole of it.
    """
    for place, year in enumerate(years):
        first, last = _service(year, police.officer_year)
        if on < last:
            if on <= first:
                return place, Fraction(1)
            by_days = Fraction((last - on).days, (last - first).days)
            return place, by_days if police.part_years == "by-days" else Fraction(0)
    raise UsageError(f"{on} lies after the last school year of the plan. Add years, or choose an earlier day.")


def _service(year: int, part: OfficerYear) -> tuple[date, date]:
    """Return the first and last day of service in the school year that ends in `year`."""
    first_month, first_day = (int(one) for one in part.from_.split("-"))
    last_month, last_day = (int(one) for one in part.to.split("-"))
    first = date(year - 1 if first_month >= 7 else year, first_month, first_day)
    last = date(
        year - 1 if (last_month, last_day) > (first_month, first_day) and first_month >= 7 else year,
        last_month,
        last_day,
    )
    return first, last if last > first else first + timedelta(days=1)


def service_begins(year: int, police: Police) -> date:
    """Return the first day of service in the school year that ends in `year`."""
    return _service(year, police.officer_year)[0]
