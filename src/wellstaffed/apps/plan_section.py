"""The options of a plan in finished words: side by side, year by year, and why; for the terminal, the memo and pages."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from wellstaffed.apps.plan_answer import OptionAnswer, PlanAnswer
from wellstaffed.apps.plan_table import PlanTable
from wellstaffed.core.exact import show
from wellstaffed.core.roles import Role
from wellstaffed.core.school_years import show_school_year
from wellstaffed.plans.explanation import Effect
from wellstaffed.plans.option_result import OptionResult
from wellstaffed.plans.placement import Placement
from wellstaffed.plans.staffing_problem import Aim
from wellstaffed.reports.words import capital

AIM_WORDS = {
    Aim.MOST_NEED_MET: "most need met: a post counts for more, the smaller the share of need is that is in place before it",
    Aim.WORST_OFF_FIRST: "worst-off first: in each year the lowest share of need in place is raised as far as it can be, "
    "then the next lowest",
    Aim.PROPORTIONAL: "proportional: posts go down one list by need over staff in place ({divisor}), and a post that no "
    "longer fits is passed over",
}
PROOF_WORDS = {
    "optimal": "proven: no plan under the same rules serves the aim better",
    "within the gap": "proven to within {gap} of the best there can be",
    "not proven": "the best found; at most {gap} from the best there can be",
}


RECEIVERS = {
    "district": " (to the district)",
    "school": " (to the school)",
    "nobody": " (not returned)",
    "unstated": " (receiver not stated)",
}


def side_by_side(answer: PlanAnswer) -> PlanTable:
    """Return the options in columns: officers, posts, need met, money, days (rule P1)."""
    options = answer.options
    last = answer.setting.staffing.years - 1
    years = [show_school_year(year) for year in answer.setting.staffing.school_years]
    lines: list[tuple[str, list[str]]] = []
    if _has_police(answer):
        lines.append(("Officers change", [_officers(one) for one in options]))
        lines.append(("Officers stay until posts are filled", [_caveat(one) for one in options]))
    lines += [
        (f"Posts placed by {years[last]}, FTE", [_each(one, lambda p: show(p.met(last))) for one in options]),
        ("Still missing then, FTE", [_each(one, lambda p: show(p.left(last))) for one in options]),
    ]
    receiver = RECEIVERS[answer.setting.police.returns_to]
    for place, year in enumerate(years):
        lines.append(
            (f"Cost of posts, {year}", [_each(one, lambda p, y=place: dollars(p.gross(y))) for one in options])
        )
        if not _has_police(answer):
            continue
        lines += [
            (f"Freed police money{receiver}, {year}", [_each(one, _freed_words(one, place)) for one in options]),
            (f"Net cost, {year}", [_each(one, _net_words(one, place)) for one in options]),
        ]
    if any(one.clock for one in options):
        lines.append(("Last day for notice", [_last_day(one) for one in options]))
        lines.append(("Closes", [_closes(answer, one) for one in options]))
    for service in answer.setting.staffing.police.services:
        cells = [_service(one, service.key) for one in options]
        lines += [(service.label, cells)] if set(cells) != {"kept"} else []  # what no option touches stands in a note
    header = ("", *(one.result.option.label for one in options))
    return PlanTable("The options side by side", header, tuple((name, *cells) for name, cells in lines))


def _has_police(answer: PlanAnswer) -> bool:
    """Tell whether officers or police services stand in a plan at all; a plan without them says nothing of police."""
    changes = any(not one.result.option.leaves_police for one in answer.options)
    return changes or bool(answer.setting.police.officers or answer.setting.staffing.police.services)


def _each(one: OptionAnswer, shown: object) -> str:
    return "impossible" if one.result.placement is None else shown(one.result.placement)  # type: ignore[operator]


FREED = {"exactly": "", "about": "about ", "more than": "more than ", "at most": "at most "}
NET = {"exactly": "", "about": "about ", "more than": "less than ", "at most": "at least "}


def _freed_words(one: OptionAnswer, year: int) -> Callable[[Placement], str]:
    """Return freed money with the word of its source: a cost of more than a sum frees more than it."""
    bound = one.result.setting.police.bound
    return lambda plan: f"{FREED[bound] if plan.freed(year) > 0 else ''}{dollars(plan.freed(year))}"


def _net_words(one: OptionAnswer, year: int) -> Callable[[Placement], str]:
    bound = one.result.setting.police.bound
    return lambda plan: f"{NET[bound] if plan.freed(year) > 0 else ''}{dollars(plan.gross(year) - plan.freed(year))}"


def dollars(amount: Fraction) -> str:
    """Return dollars in print, to the dollar."""
    return f"-${show(-amount, 0)}" if amount < 0 else f"${show(amount, 0)}"


def _officers(one: OptionAnswer) -> str:
    result = one.result
    if result.option.leaves_police:
        total = sum(result.setting.police.officers.values(), Fraction(0))
        return f"none; {show(total)} stay" if total else "none"
    if result.placement is None:
        return "impossible"
    first = result.officers[: len(result.setting.police.officers)]
    changes = result.officers[len(first) :]
    if not changes:
        return "none leaves in these years"
    before = dict(result.setting.police.officers)
    said = []
    for day in sorted({change.day for change in changes}):
        for change in changes:
            if change.day == day:
                before[change.school_id] = change.officers
        said.append(f"{show(sum(before.values(), Fraction(0)))} from {day.isoformat()}")
    return "; ".join(said) + school_choice_words(result)


def school_choice_words(result: OptionResult) -> str:
    """Return what an option that leaves the school open came to, in brackets; nothing where the document names it."""
    chosen = result.numbers.chosen_school
    if chosen is None:
        return ""
    if result.any_school:
        return " (at a school yet to be named; the figures are the same for each)"
    return f" ({result.setting.names[chosen]}, which serves the aim best)"


def _caveat(one: OptionAnswer) -> str:
    if one.result.option.leaves_police:
        return "no officer leaves"
    return "yes" if one.result.numbers.problem.caveat else "no"


def _last_day(one: OptionAnswer) -> str:
    if one.clock is None:
        return "none in the agreement"
    last = one.clock.chance.last_day
    if last is None:
        return "none"
    left = (
        f", {one.clock.days_left} days left"
        if one.clock.days_left is not None
        else f", {one.clock.state.value.replace('-', ' ')}"
    )
    return f"{last.isoformat()}{left}"


def _closes(answer: PlanAnswer, one: OptionAnswer) -> str:
    """Return the labels of the agreement's options that can no longer be used once this one is."""
    labels = {each.id: each.label for each in answer.agreement.options} if answer.agreement else {}
    closed = one.clock.option.closes if one.clock else []
    return "; ".join(labels.get(each, each) for each in closed) or "nothing"


def _service(one: OptionAnswer, key: str) -> str:
    choice = next((choice for choice in one.result.option.services if choice.key == key), None)
    service = next(one for one in one.result.setting.staffing.police.services if one.key == key)
    cost = service.dollars_then(choice)
    paid = "" if cost is None else f", {dollars(cost)} a year"
    if choice is None or choice.choice == "keep":
        return f"kept{paid}"
    word = "changed" if choice.choice == "change" else "ended"
    return f"{word}{paid}; who covers it: {choice.covered_by}"


def over_time(answer: PlanAnswer) -> PlanTable:
    """Return posts in place by role, and officers at the end of each year, option by option."""
    years = answer.setting.staffing.school_years
    rows: list[tuple[str, ...]] = []
    for one in answer.options:
        label, plan = one.result.option.label, one.result.placement
        if plan is None:
            continue
        for role in plan.problem.roles:
            counts = [show(_role_total(plan, role, place)) for place in range(len(years))]
            rows.append((label, f"{capital(role.plural)}, FTE placed", *counts))
        rows.append((label, "Officers at the end", *(show(one.officers_at_end(place)) for place in range(len(years)))))
    header = ("Option", "", *(show_school_year(year) for year in years))
    return PlanTable("Posts in place by role, and officers at the end of each school year", header, tuple(rows))


def posts_by_role(answer: PlanAnswer, one: OptionAnswer) -> PlanTable:
    """Return an option's posts in place by role and year."""
    plan = one.result.placement
    assert plan is not None
    years = range(len(plan.problem.years))
    roles = list(plan.problem.roles)
    rows = [
        (
            role.plural.capitalize(),
            *(show(_role_total(plan, role, year)) for year in years),
            show(_role_left(plan, role)),
        )
        for role in roles
    ]
    header = ("Role", *(show_school_year(year) for year in plan.problem.years), "Still missing")
    return PlanTable(f"Posts in place by role: {one.result.option.label}", header, tuple(rows))


def _role_total(plan: Placement, role: Role, year: int) -> Fraction:
    cells = plan.problem.cells
    return sum((plan.fte(place, year) for place, cell in enumerate(cells) if cell.role is role), Fraction(0))


def _role_left(plan: Placement, role: Role) -> Fraction:
    last = len(plan.problem.years) - 1
    return sum(
        (
            max(Fraction(0), cell.need - cell.have - plan.fte(place, last))
            for place, cell in enumerate(plan.problem.cells)
            if cell.role is role
        ),
        Fraction(0),
    )


def phase_in(answer: PlanAnswer) -> PlanTable:
    """Return every post of every option: school, role, year, FTE."""
    rows = []
    for one in answer.options:
        plan = one.result.placement
        if plan is None:
            continue
        for place, cell in enumerate(plan.problem.cells):
            by_year = [plan.new_fte(place, year) for year in range(len(plan.problem.years))]
            if any(by_year):
                added = [show(fte) if fte else "" for fte in by_year]
                rows.append((one.result.option.label, plan.problem.schools[cell.school], cell.role.label, *added))
    years = [show_school_year(year) for year in answer.setting.staffing.school_years]
    return PlanTable("Posts that each year adds (FTE)", ("Option", "School", "Role", *years), tuple(rows))


def whys(answer: PlanAnswer) -> PlanTable:
    """Return for each option and school what it gets, when, and why no more."""
    rows = [
        (one.result.option.label, answer.setting.names[answer.setting.schools[place]], words)
        for one in answer.options
        if one.why is not None
        for place, words in one.why.schools
    ]
    return PlanTable(
        "Why each school gets what it gets", ("Option", "School", "Posts, and what stands in the way"), tuple(rows)
    )


def option_words(one: OptionAnswer) -> list[str]:
    """Return the sentences of one option: proof, what binds, the price of rules, the next-best plan, notes."""
    result, label = one.result, one.result.option.label
    if result.placement is None:
        return [f"{label}: {_impossible(one)}"]
    said = [f"{label}: {_proof(one)}."]
    if one.why is not None:
        said += [_limit_words(effect) for effect in one.why.limits if effect.changes_anything]
        said += [_rule_words(effect) for effect in one.why.rules]
        if one.why.next_best is not None:
            said.append(_next_best_words(one))
    if result.option.note:
        said.append(result.option.note)
    return said


def reasons(answer: PlanAnswer) -> PlanTable:
    """Return the same in a table: an option a row; proof, one more unit of each limit, each rule's price, next-best plan."""
    rows = []
    for one in answer.options:
        if one.result.placement is not None and one.why is None:
            continue
        if one.result.placement is None or one.why is None:
            rows.append((one.result.option.label, _impossible(one), "", "", ""))
            continue
        limits = [_limit_words(effect) for effect in one.why.limits if effect.changes_anything]
        rules = [_rule_words(effect) for effect in one.why.rules]
        other = _next_best_words(one) if one.why.next_best is not None else "There is no other plan."
        rows.append((
            one.result.option.label, capital(f"{_proof(one)}."), " ".join(limits) or "No limit binds.",
            " ".join(rules) or "No rule of this option could be dropped.", other,
        ))  # fmt: skip
    header = ("Option", "Proof", "One more unit of a limit", "Price of each rule", "Next-best plan")
    return PlanTable("Proof, limits, rules and the next-best plan of each option", header, tuple(rows))


def _proof(one: OptionAnswer) -> str:
    assert one.result.placement is not None
    proof = one.result.placement.proof
    return PROOF_WORDS[proof.status].format(gap=f"{proof.gap * 100:.2f} %")


def _impossible(one: OptionAnswer) -> str:
    conflicts = " ".join(conflict.sentence for conflict in one.result.conflicts)
    fix = (
        "Drop one of the rules named."
        if len(one.result.conflicts) == 1
        else "Drop one rule of each of these sentences."
    )
    return f"no plan is possible. {conflicts} {fix}"


def _limit_words(effect: Effect) -> str:
    return f"With {effect.words}: {_change(effect)}."


def _rule_words(effect: Effect) -> str:
    if not effect.changes_anything:
        return f"Without {effect.words} the plan would be the same: this rule costs nothing here."
    return f"Without {effect.words}: {_change(effect)}."


def _change(effect: Effect) -> str:
    parts = [f"{_more(effect.met_at_end)} FTE of need met in the last year"]
    if effect.met_sooner != effect.met_at_end:
        parts.append(f"{_more(effect.met_sooner)} FTE summed over all years")
    if effect.officers_gone:
        parts.append(
            f"{_more(effect.officers_gone)} officer{'s' if abs(effect.officers_gone) != 1 else ''} gone by then"
        )
    word = "more" if effect.dollars >= 0 else "less"
    return f"{', '.join(parts)}; posts cost {dollars(abs(effect.dollars))} {word} in all years together"


def _more(amount: Fraction) -> str:
    return "no more" if not amount else f"{show(abs(amount))} {'more' if amount > 0 else 'fewer'}"


def _next_best_words(one: OptionAnswer) -> str:
    assert one.why is not None
    assert one.why.next_best is not None
    assert one.result.placement is not None
    same = one.why.next_best.proof.value == one.result.placement.proof.value
    how = "just as good; the order of the document decides" if same else "less good by the aim"
    return f"The next-best plan has {' and '.join(one.why.differs)}: {how}."


def plan_words(answer: PlanAnswer) -> list[str]:
    """Return the sentences above the options: what is asked for, the aim, the money, what is not known."""
    staffing, asked = answer.setting.staffing, answer.setting.asked
    total = sum((max(Fraction(0), one.need - one.have) for one in asked.posts), Fraction(0))
    first, last = staffing.school_years[0], staffing.school_years[-1]
    said = [
        f"What is asked for: {show(total)} FTE, {asked.words}. Each option places them from {show_school_year(first)} to "
        f"{show_school_year(last)} with the same money and the same rules.",
        *_asked_as_claimed(answer),
        f"The aim is {AIM_WORDS[staffing.aim].format(divisor=staffing.divisor)}.",
        *(_fund_words(answer)),
        *([answer.setting.police.money_words] if _has_police(answer) else []),
    ]
    if asked.unknown:
        said.append(
            f"Staff in post is not known for {asked.unknown} of {len(asked.posts)} pairs of school and role. They are planned as "
            "if nobody were in post, so posts and costs are the most that can be missing; the least is none for these pairs."
        )
    said += [f"Left out: {one}." for one in asked.left_out]
    return said


def _asked_as_claimed(answer: PlanAnswer) -> list[str]:
    if answer.setting.staffing.posts_from != "claim":
        return []
    return [
        "The posts are placed as they were asked for. Whether so many are missing depends on the staff in post; where that is "
        "not known, it may be none."
    ]


def _fund_words(answer: PlanAnswer) -> list[str]:
    staffing = answer.setting.staffing
    said = []
    for fund in staffing.funds:
        sums = staffing.by_year(fund.dollars)
        money = f"{dollars(sums[0])} a year" if len(set(sums)) == 1 else ", then ".join(dollars(one) for one in sums)
        pays = f" for {', '.join(role.plural for role in fund.pays_for)} only" if fund.pays_for else ""
        said.append(f"{fund.label}: {money}{pays} ({fund.source.rstrip('.')}).")
    return said


def fill_rates(answer: PlanAnswer) -> PlanTable:
    """Return what each option reaches if a share of the advertised posts is filled (rule P3)."""
    shown = [one for one in answer.options if one.fill_rates]
    rates = [line.rate for line in shown[0].fill_rates] if shown else []
    rows = [
        (one.result.option.label, *("impossible" if line.met is None else show(line.met) for line in one.fill_rates))
        for one in shown
    ]
    return PlanTable(
        "FTE of need met in the last year, if this share of advertised posts is filled",
        ("Option", *(f"{show(rate * 100)} %" for rate in rates)),
        tuple(rows),
    )
