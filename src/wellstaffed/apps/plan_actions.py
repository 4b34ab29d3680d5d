"""What a person can ask of a plan that places posts: its options solved, side by side, and a new one to begin with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wellstaffed.apps.plan_answer import PlanAnswer
    from wellstaffed.plans.asked_posts import Asked
    from wellstaffed.plans.option_problem import Setting
    from wellstaffed.plans.plan_document import Plan
    from wellstaffed.record.agreement import Agreement
    from wellstaffed.record.agreement_clock import ClockOption
    from wellstaffed.standards.library import StandardsLibrary


def plan(*, file: Path, option: str | None = None, standards: Path | None = None) -> PlanAnswer:
    """
    Return the options of a plan solved, each with its proof and its explanation (rules P1 to P8).

    Parameters
    ----------
    file : Path
        The plan, a YAML document with a part ``staffing``.
    option : str, optional
        Key of one option; all of them if left out.
    standards : Path, optional
        A folder of the user's own standards.

    Raises
    ------
    PlanError
        With every fault of the document.
    NotFoundError
        If the plan has no such option.
    """
    from wellstaffed.plans.plan_document import load_plan
    from wellstaffed.standards.library import StandardsLibrary

    return plan_answer(load_plan(file), file, StandardsLibrary(standards), option=option)


def plan_answer(
    document: Plan,
    path: Path,
    library: StandardsLibrary,
    *,
    option: str | None = None,
    explained: Collection[str] | None = None,
) -> PlanAnswer:
    """
    Return the options of a plan that is already read, as `plan` does.

    ``explained`` names the options whose reasons and fill rates are wanted, each of which takes several more placements; all
    of them if left out. What was placed once is not placed again, so a page may ask for the options first and for the
    reasons of one of them later.
    """
    from functools import partial

    from wellstaffed.apps.plan_answer import OptionAnswer, PlanAnswer
    from wellstaffed.core.errors import Fault, NotFoundError, PlanError
    from wellstaffed.plans.explanation import explanation
    from wellstaffed.plans.option_problem import check_setting
    from wellstaffed.plans.option_result import at_fill_rates, option_result
    from wellstaffed.plans.whole_program import together

    if document.staffing is None:
        fix = "Add it; 'wellstaffed plan new' writes one with comments."
        raise PlanError(str(path), [Fault("staffing", "is missing: the plan places no posts.", fix)])
    agreement = _agreement(document, path)
    setting = _setting(document, path, agreement, library)
    check_setting(setting, str(path))
    options = document.staffing.all_options
    chosen = [one for one in options if option in (None, one.key)]
    if not chosen:
        raise NotFoundError(f"{path} has no option '{option}'; it has {', '.join(one.key for one in options)}.")
    clocks = _clocks(document, path)
    answers = []
    results = together([partial(option_result, setting, one, dated=document.dated) for one in chosen])
    for one, result in zip(chosen, results, strict=True):
        wanted = result.placement is not None and (explained is None or one.key in explained)
        why = explanation(result.placement) if wanted and result.placement else None
        rates = at_fill_rates(result) if wanted else ()
        answers.append(OptionAnswer(result, why, clocks.get(one.agreement_option or ""), rates))
    return PlanAnswer(document, setting, agreement, tuple(answers))


def _agreement(document: Plan, path: Path) -> Agreement | None:
    from wellstaffed.record.agreement import load_agreement

    return load_agreement(path.parent / document.agreement) if document.agreement else None


def _clocks(document: Plan, path: Path) -> dict[str, ClockOption]:
    """Return how each option of the agreement stands on the plan's day."""
    from wellstaffed.apps.memo_sections import plan_clock

    if document.agreement is None:
        return {}
    return {one.option.id: one for one in plan_clock(document, path).options}


def _setting(document: Plan, path: Path, agreement: Agreement | None, library: StandardsLibrary) -> Setting:
    from fractions import Fraction

    from wellstaffed.apps.memo_files import post_price
    from wellstaffed.plans.option_problem import Setting
    from wellstaffed.plans.police_terms import police_terms

    assert document.staffing is not None
    assert document.costs is not None  # the document's own rules hold both
    asked = _asked(document, path, agreement, library)
    roles = dict.fromkeys(one.role for one in asked.posts)
    days = {one.id: one.effective for one in agreement.options if one.effective} if agreement else {}
    return Setting(
        staffing=document.staffing,
        asked=asked,
        prices={role: post_price(document, document.costs, role) for role in roles},
        growth_rate=Fraction(document.costs.growth_rate),
        police=police_terms(document.staffing.police, agreement, dated=document.dated),
        option_days=days,
        years_grown=document.staffing.first_year - document.costs.first_year,
    )


def _asked(document: Plan, path: Path, agreement: Agreement | None, library: StandardsLibrary) -> Asked:
    from wellstaffed.apps.memo_files import named_view
    from wellstaffed.gaps.claim_document import load_claim
    from wellstaffed.plans.asked_posts import posts_of_claim, posts_of_gap

    assert document.staffing is not None
    if document.staffing.posts_from == "claim":
        claim = load_claim(path.parent / str(document.claim))
        places = agreement.officers if agreement else []
        ids = {one.school: one.school_id for one in places if one.school_id}
        return posts_of_claim(
            claim, ids, f"the posts that {claim.claimed_by} asked for on {claim.claimed_on.isoformat()}"
        )
    view = named_view(document, path, library, str(document.staffing.of_view))
    return posts_of_gap(view.rows, f"the gap under {document.standard}: {view.title}")


def plan_new(*, district: str, out: Path, on: date) -> Path:
    """
    Write a plan with comments for a district, ready to be completed.

    Raises
    ------
    NotFoundError
        If there is no such district.
    UsageError
        If the file exists already or does not end in .yaml.
    """
    from wellstaffed.apps.plan_start import plan_start
    from wellstaffed.core.atomic_files import write_whole
    from wellstaffed.core.errors import UsageError

    if out.suffix.lower() not in {".yaml", ".yml"}:
        raise UsageError(f"'{out.name}' does not end in .yaml. Choose a name that does.")
    if out.exists():
        raise UsageError(f"{out} exists already and is left as it is. Choose another name.")
    write_whole(out, plan_start(district, on, out.name).encode("utf-8"))
    return out
