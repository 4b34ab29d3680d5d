"""What became of officers in peer districts, which course was reversed, and which peers are like a district (rule R4)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from wellstaffed.core.errors import UsageError
from wellstaffed.record.day_span import DaySpan
from wellstaffed.record.record_rows import PeerDistrict, PeerEvent, PeerStatus, RecordDistrict

POVERTY_STEP = 0.10
_UNDECIDED = ("proposed", "requested")
MEASURES = {
    "size": "doublings between the numbers of children of 5 to 17 (2018)",
    "poverty": "steps of ten percentage points between the shares of these children in poverty (2018)",
    "place": "doublings between the numbers of people living in the districts (2018)",
    "locale": "0 with the same federal locale code, 1 with another size of the same type (city, suburb, town, rural), 2 with another type",
    "officers": "doublings between the numbers of officers, each of the year that is shown",
    "cost": "doublings between the dollars a year of the agreements, each of the year that is shown",
    "payer": "0 where the same party pays for the officers, else 1",
    "state": "0 in the same state, else 1",
}


@dataclass(frozen=True)
class Terms:
    """The terms of an agreement: officers, dollars a year, who pays; None where it does not say."""

    officers: int | None
    cost: int | None
    payer: str | None


@dataclass(frozen=True)
class Peer:
    """
    One peer district as it was known on a day.

    Parameters
    ----------
    district : PeerDistrict
    events : tuple of PeerEvent
        Dated ones in order, undated ones after them.
    terms : Terms, optional
        Of its agreement, where the document itself is at hand; a step that states officers and cost goes first.
    """

    district: PeerDistrict
    events: tuple[PeerEvent, ...]
    terms: Terms | None = None

    @property
    def latest(self) -> PeerEvent | None:
        """The last dated step; an undated one has no place in the order."""
        dated = [event for event in self.events if event.date is not None]
        return dated[-1] if dated else None

    @property
    def status(self) -> PeerStatus:
        """What became of the officers (rule R4)."""
        return self.latest.status if self.latest else PeerStatus.UNKNOWN

    @property
    def since(self) -> DaySpan | None:
        """When the present status began: the first of the last dated steps that share it."""
        began = None
        for event in reversed([event for event in self.events if event.date is not None]):
            if event.status != self.status:
                break
            began = event.date
        return began

    @property
    def reversals(self) -> tuple[PeerEvent, ...]:
        """Every step by which the district went back on its course."""
        return tuple(event for event in self.events if event.status == PeerStatus.REVERSED)

    @property
    def figures(self) -> PeerEvent | None:
        """
        The one dated step that officers and cost are taken from, so that figures of two years never stand as one.

        The first step that states both as they were before a change; else the last that states both, after officers came
        back; else the first that states one. What was only asked for or proposed is not counted, nor an undated step.
        """
        told = [one for one in self.events if one.date and (_counted(one), one.annual_cost_usd) != (None, None)]
        both = [one for one in told if None not in (_counted(one), one.annual_cost_usd)]
        before = [one for one in both if one.direction != "officers back"]
        return next(iter((*before, *reversed(both), *told)), None)

    @property
    def officers(self) -> int | None:
        """Officers, by the step of `figures`; of one's own agreement where no step states both figures."""
        if self.terms and not self._states_both:
            return self.terms.officers
        return _counted(self.figures) if self.figures else None

    @property
    def cost(self) -> int | None:
        """Dollars a year of the agreement, by the same step or agreement as the officers."""
        if self.terms and not self._states_both:
            return self.terms.cost
        return self.figures.annual_cost_usd if self.figures else None

    @property
    def _states_both(self) -> bool:
        step = self.figures
        return step is not None and None not in (_counted(step), step.annual_cost_usd)

    @property
    def paid_step(self) -> PeerEvent | None:
        """The step that says who pays: that of `figures` where it does, else the first dated one."""
        steps = (self.figures, *(one for one in self.events if one.date))
        return next((one for one in steps if one and one.paid_by), None)

    @property
    def payer(self) -> str | None:
        """Who pays for the officers, by the step of `paid_step`; by one's own agreement where no step says so."""
        step = self.paid_step
        return step.paid_by if step else self.terms.payer if self.terms else None

    @property
    def poverty(self) -> float | None:
        """Share of children in poverty."""
        poor, children = self.district.children_poor, self.district.children
        return poor / children if poor is not None and children else None


@dataclass(frozen=True)
class Likeness:
    """
    How far a peer is from a district.

    Parameters
    ----------
    peer : Peer
    parts : tuple of (str, float or None)
        Each measure asked for and its part of the distance; None where one of the two is not known.
    distance : float or None
        The sum of the parts; None where a part is not known, for an unknown part is not zero (rule M2).
    """

    peer: Peer
    parts: tuple[tuple[str, float | None], ...]
    distance: float | None


def _counted(step: PeerEvent) -> int | None:
    """Return the officers of a step, where they were there or decided on."""
    return None if step.extent == "proposed" or step.officers_note in _UNDECIDED else step.officers


def peers(districts: Sequence[PeerDistrict], events: Sequence[PeerEvent], on: date | None = None) -> list[Peer]:
    """Return every peer that had come to a step by a day, by name; all of them without a day."""
    found = []
    for district in sorted(districts, key=lambda one: (one.name.casefold(), one.leaid)):
        known = [event for event in events if event.leaid == district.leaid and event.was_known(on)]
        known.sort(key=lambda one: (one.date.last, one.date.first) if one.date else (date.max, date.max))
        if known:
            found.append(Peer(district, tuple(known)))
    return found


def peer_itself(
    district: RecordDistrict, districts: Sequence[PeerDistrict], listed: Sequence[Peer], terms: Terms | None
) -> Peer:
    """
    Return one district as a peer, with the steps known of it, if there are any yet, and the terms of its agreement.

    One that is not in the list of peer districts has no measures but its state.
    """
    own = next((one for one in districts if one.leaid == district.leaid), None) or PeerDistrict(
        leaid=district.leaid,
        name=district.name,
        state=district.state,
        directory_name=district.name,
        measures_missing="the district is not among the peers",
        sources=district.sources,
        confidence=district.confidence,
    )
    steps = next((one.events for one in listed if one.district.leaid == district.leaid), ())
    return Peer(own, steps, terms)


def peers_like(own: Peer, listed: Sequence[Peer], measures: Sequence[str]) -> list[Likeness]:
    """
    Return the other peers by their distance from one district, the nearest first, those without a distance last.

    Parameters
    ----------
    own : Peer
        The district to compare with (`peer_itself`); it need not have come to a step.
    listed : sequence of Peer
    measures : sequence of str
        Which of `MEASURES` to add up, each with weight one.

    Raises
    ------
    UsageError
        If a measure is not one of these, or is known of no pair of districts.
    """
    for name in measures:
        if name not in MEASURES:
            raise UsageError(f"'{name}' is no measure of likeness; there are {', '.join(MEASURES)}.")
    found = [_likeness(own, one, measures) for one in listed if one.district.leaid != own.district.leaid]
    for place, name in enumerate(measures):
        if found and all(one.parts[place][1] is None for one in found):
            advice = "Leave it out" + (
                ", take 'place' for it, or fill the column 'locale' of your own peer_districts.csv"
                if name == "locale"
                else ""
                if own.district.measures_missing is None
                else f", or add the row of {own.district.leaid} to a peer_districts.csv of your own and give --record FOLDER"
            )
            raise UsageError(
                f"No distance by '{name}' can be stated: {own.district.name} or every peer lacks it. {advice}."
            )
    return sorted(
        found,
        key=lambda one: (one.distance is None, one.distance or 0.0, one.peer.district.name.casefold()),
    )


def _likeness(own: Peer, other: Peer, measures: Sequence[str]) -> Likeness:
    parts = tuple((name, _PARTS[name](own, other)) for name in measures)
    known = [part for _, part in parts if part is not None]
    return Likeness(other, parts, math.fsum(known) if len(known) == len(parts) else None)


def _doublings(one: int | None, other: int | None) -> float | None:
    return abs(math.log2(one / other)) if one and other else None


def _poverty_steps(own: Peer, other: Peer) -> float | None:
    one, two = own.poverty, other.poverty
    return abs(one - two) / POVERTY_STEP if one is not None and two is not None else None


def _locale_steps(one: int | None, two: int | None) -> float | None:
    if one is None or two is None:
        return None
    return 0.0 if one == two else 1.0 if one // 10 == two // 10 else 2.0


def _unlike(one: str | None, other: str | None) -> float | None:
    return None if one is None or other is None else float(one != other)


_PARTS: dict[str, Callable[[Peer, Peer], float | None]] = {
    "size": lambda own, other: _doublings(own.district.children, other.district.children),
    "poverty": _poverty_steps,
    "place": lambda own, other: _doublings(own.district.residents, other.district.residents),
    "locale": lambda own, other: _locale_steps(own.district.locale, other.district.locale),
    "officers": lambda own, other: _doublings(own.officers, other.officers),
    "cost": lambda own, other: _doublings(own.cost, other.cost),
    "payer": lambda own, other: _unlike(own.payer, other.payer),
    "state": lambda own, other: _unlike(own.district.state, other.district.state),
}
