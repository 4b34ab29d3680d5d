"""What the screen and pages show of answers on evidence: a first sentence, measures as rows of text, years that can be asked. No new figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer
    from wellstaffed.apps.evidence_pictures import EvidencePicture
    from wellstaffed.apps.studies_answer import StudiesAnswer

MEASURES = ("Measure", "Value", "95 % interval", "Score interval", "Method")


def federal_years() -> tuple[int, ...]:
    """Return the school years of which the store holds referrals and arrests, the latest first."""
    from wellstaffed.core.errors import UsageError
    from wellstaffed.core.school_years import school_year
    from wellstaffed.tables.store import Store

    years = set()
    for release in Store().releases():
        if "law_enforcement" in release.tables:
            try:
                years.add(school_year(release.facts.release))
            except UsageError:
                continue  # a release that is of no one school year
    return tuple(sorted(years, reverse=True))


def usual_reference(dimension: str) -> str:
    """Return the group with which a dimension is compared where none is asked for, as `federal_disparities` chooses it."""
    from wellstaffed.evidence.federal_groups import division

    return "white" if division(dimension).by_race else "all others"


def single(answer: DisparityAnswer) -> DisparityTableAnswer:
    """Return one disparity as a table of one row, for what takes tables."""
    from wellstaffed.apps.disparity_answer import DisparityTableAnswer

    return DisparityTableAnswer(
        reference=answer.setting.reference,
        answers=(answer,),
        pooled_rates=(None,),
        adjusted_p=(None,),
        shares=((None, None),),
        within=(),
        hidden=0,
        notes=(),
    )


def pair_picture(answer: DisparityAnswer) -> EvidencePicture:
    """Return the interval of one disparity as a picture."""
    from wellstaffed.apps.evidence_pictures import disparity_picture
    from wellstaffed.core.school_years import show_school_year
    from wellstaffed.evidence.groups import group_words
    from wellstaffed.reports.words import capital

    setting = answer.setting
    year = show_school_year(setting.school_year) if setting.school_year else ""
    said = (group_words(setting.group or "the group"), setting.outcome, year)
    title = ", ".join([*filter(None, said), f"against {group_words(setting.reference)}"])
    return disparity_picture(answer=single(answer), title=capital(title))


def measure_columns(answer: DisparityAnswer) -> tuple[str, ...]:
    """Return the heads of `measure_rows`; the score intervals have a column where they say something more."""
    return tuple(name for name in MEASURES if name != "Score interval" or answer.interval_note)


def measure_rows(answer: DisparityAnswer) -> tuple[tuple[str, ...], ...]:
    """Return every measure of a disparity with its interval and method as text, columns as in `measure_columns`."""
    from wellstaffed.apps.disparity_answer import score_intervals
    from wellstaffed.evidence.sentence import shown_number

    found, score = answer.found, score_intervals(answer.found)
    rates = "Garwood" if found.incidents else "Wilson"
    ratio = "not calculated" if found.risk_ratio is None else shown_number(found.risk_ratio)
    interval, reference = (
        (found.rate_low, found.rate_high), (found.reference_rate_low, found.reference_rate_high),
    )  # fmt: skip
    difference = (found.risk_difference_low, found.risk_difference_high)
    rows = (
        ("Rate per 1,000 students", per_1000(found.rate), range_per_1000(*interval), range_per_1000(*score["rate"]), rates),
        ("Rate of the reference per 1,000", per_1000(found.reference_rate), range_per_1000(*reference),
         range_per_1000(*score["reference_rate"]), rates),
        ("Risk ratio", ratio, limits(found.risk_ratio_low, found.risk_ratio_high), limits(*score["risk_ratio"]),
         found.ratio_method),
        ("Difference per 1,000", per_1000(found.risk_difference), range_per_1000(*difference),
         range_per_1000(*score["risk_difference"]), found.difference_method),
        ("Excess events", plain(found.excess_events, 1), "", "", "above the reference group's rate"),
        ("Composition index", plain(found.composition_index, 2), "", "", "share of events / share of students"),
        ("Odds ratio", plain(found.odds_ratio, 2), "", "", found.odds_reason or "for models only"),
    )  # fmt: skip
    shown = [MEASURES.index(name) for name in measure_columns(answer)]
    return tuple(tuple(row[at] for at in shown) for row in rows)


def per_1000(value: float | None) -> str:
    """Return a share as a rate per 1,000."""
    return "unknown" if value is None else f"{1000 * value:,.2f}"


def range_per_1000(low: float | None, high: float | None) -> str:
    """Return the limits of a share as rates per 1,000; nothing where there are none."""
    return "" if low is None or high is None else f"{1000 * low:,.2f} to {1000 * high:,.2f}"


def limits(low: float | None, high: float | None) -> str:
    """Return the limits of a ratio; only the lower one where there is no upper."""
    from wellstaffed.evidence.sentence import shown_number

    if low is None:
        return ""
    return f"from {shown_number(low)}" if high is None else f"{shown_number(low)} to {shown_number(high)}"


def plain(value: float | None, places: int) -> str:
    """Return a number to some places, or that it is not calculated."""
    return "not calculated" if value is None else f"{value:,.{places}f}"


def disparities_lead(answer: DisparityTableAnswer) -> str:
    """
    Return one sentence on all rows of an answer: how many intervals lie above, below and across equal rates.

    Notes
    -----
    Rules D1 and D4: the intervals are those that are drawn; hidden and unknown counts are counted as such.
    """
    from wellstaffed.core.school_years import show_school_year
    from wellstaffed.evidence.groups import group_words
    from wellstaffed.reports.answer import listed
    from wellstaffed.reports.words import capital

    answers = answer.answers
    if len(answers) == 1:
        return answers[0].sentence
    if not answers:
        return "There is no row that answers this."
    sides = [_side(one) for one in answers]
    settings = [one.setting for one in answers]
    places, groups = {one.place for one in settings}, {one.group for one in settings}
    rows = "places" if len(groups) == 1 else "groups" if len(places) == 1 else "rows, each of a place and a group"
    words = {
        "above": "lies above 1 (a higher rate) for {}",
        "below": "lies below 1 (a lower rate) for {}",
        "across": "includes 1 (equal rates) for {}",
        "none": "cannot be calculated for {}",
    }
    told = [said.format(sides.count(key)) for key, said in words.items() if key in sides]
    told[0] = f"{told[0]} of {len(answers)} {rows}"
    what = listed(sorted({one.outcome for one in settings}))
    whose = f", {group_words(next(iter(groups)))}" if len(groups) == 1 else ""
    where = f" at {next(iter(places))}" if len(places) == 1 else ""
    years = listed([show_school_year(one) for one in sorted({one.school_year for one in settings if one.school_year})])
    return (
        f"{capital(what)}{whose}{where} in {years}: against {group_words(answer.reference)}, the 95 % interval of the ratio "
        f"{listed(told)}."
    )


def _side(answer: DisparityAnswer) -> str:
    found = answer.found
    if found.risk_ratio is None or found.risk_ratio_low is None:
        return "none"
    if found.risk_ratio_low > 1:
        return "above"
    return "below" if found.risk_ratio_high is not None and found.risk_ratio_high < 1 else "across"


def within_sentences(answer: DisparityTableAnswer) -> tuple[str, ...]:
    """Return the ratio within places beside the crude one, a sentence for each outcome, group and year that has both."""
    from wellstaffed.core.school_years import show_school_year
    from wellstaffed.evidence.groups import group_words
    from wellstaffed.evidence.sentence import shown_number

    return tuple(
        f"{one.outcome.capitalize()}, {group_words(one.group)}, {show_school_year(one.school_year)}: within {one.places} "
        f"places {shown_number(one.ratio.ratio)} ({limits(one.ratio.low, one.ratio.high)}, Mantel-Haenszel), all places "
        f"taken together {shown_number(one.ratio.crude)}."
        for one in answer.within
        if one.ratio.ratio is not None and one.ratio.crude is not None
    )


def studies_lead(answer: StudiesAnswer) -> str:
    """
    Return how many findings of how many studies there are, and to how many questions (rule E1).

    One question has its own sentence, which says how many found more, fewer and no clear change.
    """
    if len(answer.panels) == 1:
        return answer.panels[0].sentence
    named = len({(one.study, one.year) for one in answer.found})
    return (
        f"{len(answer.found)} findings of {named} studies stand side by side on {len(answer.panels)} questions, for and "
        "against. None of them is a coefficient for a school."
    )
