"""The answer to a question about a plan's options, and the JSON document that it is printed as."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from wellstaffed.core.exact import number
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    from wellstaffed.plans.explanation import Effect, Explanation
    from wellstaffed.plans.option_problem import Setting
    from wellstaffed.plans.option_result import AtFillRate, OptionResult
    from wellstaffed.plans.placement import Placement
    from wellstaffed.plans.plan_document import Plan
    from wellstaffed.record.agreement import Agreement
    from wellstaffed.record.agreement_clock import ClockOption


@dataclass(frozen=True)
class OptionAnswer:
    """
    One option solved: its result, why it came out so, how its way out of the agreement stands, other fill rates.

    ``why`` is None and ``fill_rates`` empty where no placement obeys every rule, or where the reasons were not asked for.
    """

    result: OptionResult
    why: Explanation | None
    clock: ClockOption | None
    fill_rates: tuple[AtFillRate, ...]

    def officers_at_end(self, year: int) -> Fraction:
        """Return the officers in all schools at the end of a year, by its place in the plan."""
        plan, now = self.result.placement, sum(self.result.setting.police.officers.values(), Fraction(0))
        if plan is None:
            return now
        pairs = zip(plan.gone, plan.problem.departures, strict=True)
        return now - sum((departure.officers for gone, departure in pairs if gone[year]), Fraction(0))

    def as_json(self) -> dict[str, Any]:
        """Return the option as ``--json`` prints it; a plan that cannot be has no placements and a proof that says so."""
        result, option = self.result, self.result.option
        chance = self.clock.chance if self.clock else None
        return {
            "name": option.key,
            "label": option.label,
            "kind": option.kind,
            "note": option.note,
            "effective": result.numbers.effective.isoformat() if result.numbers.effective else None,
            "caveat": result.numbers.problem.caveat,
            "school_left_open": result.numbers.chosen_school,
            "any_school_gives_the_same": result.any_school,
            "last_day": chance.last_day.isoformat() if chance and chance.last_day else None,
            "state": self.clock.state.value if self.clock else None,
            "closes": list(self.clock.option.closes) if self.clock else [],
            "officers": [
                {"date": one.day.isoformat(), "school_id": one.school_id, "officers": number(one.officers)}
                for one in result.officers
            ],
            "need": number(result.need),
            "services": [one.model_dump(mode="json") for one in option.services],
            **_placed_json(result),
            "binding": [_effect_json(one) for one in self.why.limits if one.changes_anything] if self.why else [],
            "rule_prices": [_effect_json(one) for one in self.why.rules] if self.why else [],
            "next_best": _next_best_json(self.why),
            "why": _why_json(self),
            "fill_rates": [one.as_json() for one in self.fill_rates],
        }


@dataclass(frozen=True)
class PlanAnswer:
    """The options of a plan, in the document's order."""

    plan: Plan
    setting: Setting
    agreement: Agreement | None
    options: tuple[OptionAnswer, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        staffing = self.setting.staffing
        conflicts = [
            {
                "option": one.result.option.key,
                "rules": [rule.key for rule in conflict.rules],
                "sentence": conflict.sentence,
            }
            for one in self.options
            for conflict in one.result.conflicts
        ]
        return {
            "plan": self.plan.title,
            "dated": self.plan.dated.isoformat(),
            "posts_asked_for": self.setting.asked.words,
            "unknown_in_post": self.setting.asked.unknown,
            "left_out": list(self.setting.asked.left_out),
            "aim": staffing.aim.value,
            "school_years": [show_school_year(year) for year in staffing.school_years],
            "money": {
                "funds": [
                    {
                        "key": fund.key,
                        "label": fund.label,
                        "dollars": [number(one) for one in staffing.by_year(fund.dollars)],
                    }
                    for fund in staffing.funds
                ],
                "police": self.setting.police.money_words,
                "freed_is": self.setting.police.bound,
            },
            "options": [one.as_json() for one in self.options],
            "conflict": conflicts or None,
        }


def _placed_json(result: OptionResult) -> dict[str, Any]:
    plan = result.placement
    if plan is None:
        proof = {"status": "impossible", "value": None, "bound": None, "gap": None}
        return {"placements": [], "cost": [], "need_met": None, "gap_left": None, "proof": proof}
    last = len(plan.problem.years) - 1
    return {
        "placements": placements_json(result, plan),
        "cost": [
            {
                "year": show_school_year(year),
                "gross": cents(plan.gross(place)),
                "freed": cents(plan.freed(place)),
                "net": cents(plan.gross(place) - plan.freed(place)),
            }
            for place, year in enumerate(plan.problem.years)
        ],
        "need_met": number(plan.met(last)),
        "need_met_by_year": [number(plan.met(place)) for place in range(last + 1)],
        "gap_left": number(plan.left(last)),
        "proof": {
            "status": plan.proof.status,
            "value": float(plan.proof.value),
            "bound": plan.proof.bound,
            "gap": plan.proof.gap,
        },
    }


def placements_json(result: OptionResult, plan: Placement) -> list[dict[str, Any]]:
    """Return the posts that each year adds, by school and role; `fte_in_place` is what then stands."""
    rows = []
    for year, ends in enumerate(plan.problem.years):
        for place, cell in enumerate(plan.problem.cells):
            if plan.new_fte(place, year):
                rows.append(
                    {
                        "school_id": result.setting.schools[cell.school],
                        "school": plan.problem.schools[cell.school],
                        "role": cell.role.value,
                        "year": show_school_year(ends),
                        "fte": number(plan.new_fte(place, year)),
                        "fte_in_place": number(plan.fte(place, year)),
                    }
                )
    return rows


def cents(dollars: Fraction) -> int | float | None:
    """Return dollars to the cent, halves away from zero, as JSON holds them."""
    size = (abs(dollars) * 200 + 1) // 2
    return number(Fraction(int(size) * (-1 if dollars < 0 else 1), 100))


def _effect_json(one: Effect) -> dict[str, Any]:
    return {
        "rule": one.key,
        "words": one.words,
        "need_met_more": number(one.met_at_end),
        "post_years_more": number(one.met_sooner),
        "dollars_more": cents(one.dollars),
        "officers_gone_more": number(one.officers_gone),
    }


def _next_best_json(why: Explanation | None) -> dict[str, Any] | None:
    if why is None or why.next_best is None:
        return None
    return {"value": float(why.next_best.proof.value), "differs": list(why.differs)}


def _why_json(answer: OptionAnswer) -> list[dict[str, Any]]:
    if answer.why is None:
        return []
    setting = answer.result.setting
    return [
        {"school_id": setting.schools[place], "school": setting.names[setting.schools[place]], "why": words}
        for place, words in answer.why.schools
    ]
