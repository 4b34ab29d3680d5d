"""What a person can ask about evidence: a disparity, the studies, before and after; one function each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.apps.disparity_rows import Range, frame_disparities
from wellstaffed.core.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer
    from wellstaffed.apps.studies_answer import StudiesAnswer
    from wellstaffed.evidence.before_after import BeforeAfter
    from wellstaffed.evidence.count_table import Count


def disparity(
    *,
    counts: str,
    reference_counts: str,
    group: str = "",
    reference: str = "reference",
    outcome: str = "",
    year: int | None = None,
    federal: bool = False,
    incidents: bool = False,
) -> DisparityAnswer:
    """
    Return the disparity of two pairs of counts, in numbers and words.

    Parameters
    ----------
    counts, reference_counts : str
        ``events/students``: ``21/1340``. The events may be a range as published (``1-3/400``) or a reason
        (``suppressed/400``).
    group, reference, outcome : str
        Whom and what the sentence speaks of.
    year : int, optional
        Year in which the school year ends.
    federal : bool
        The counts come from the federal collection; its rounding and noise then widen the intervals (rule D3).
    incidents : bool
        The events are incidents, not students.

    Raises
    ------
    UsageError
        If the counts are not of that form.
    """
    from wellstaffed.apps.disparity_answer import DisparityAnswer
    from wellstaffed.evidence.disparity import bounded_disparity
    from wellstaffed.evidence.disparity import disparity as disparity_of
    from wellstaffed.evidence.sentence import Setting

    (a, n), (c, m) = _pair(counts, "--counts"), _pair(reference_counts, "--reference-counts")
    reason = a.missing or c.missing or n.missing or m.missing or ""
    found = disparity_of(a.value, n.value, c.value, m.value, incidents=incidents, reason=reason)
    setting = Setting(group, reference, outcome, year, "", federal)
    ranges, why = _ranges(a, c, year if federal else None)
    notes = []
    if ranges and n.value and m.value and not (found.reason and not reason):
        found = bounded_disparity(found, *ranges, why=why, incidents=incidents)
        if reason:
            notes.append(_range_note(found.risk_ratio_low, found.risk_ratio_high))
    return DisparityAnswer(found, setting, tuple(notes))


def _pair(text: str, option: str) -> tuple[Count, Count]:
    from wellstaffed.evidence.count_table import read_count

    parts = text.split("/")
    if len(parts) != 2:
        raise UsageError(f"{option} is '{text}'; write events/students, as in 21/1340.")
    try:
        return read_count(parts[0]), read_count(parts[1])
    except UsageError as problem:
        raise UsageError(f"{option} is '{text}': {problem}") from None


def _ranges(a: Count, c: Count, federal_year: int | None) -> tuple[tuple[Range, Range] | None, str]:
    from wellstaffed.evidence.comparability import federal_wave

    if any(one.value is None and one.low is None for one in (a, c)):
        return None, ""
    is_rounded = federal_year is not None and federal_wave(federal_year).is_rounded
    if not is_rounded and a.value is not None and c.value is not None:
        return None, ""

    def ends(one: Count) -> Range:
        if one.value is None:
            return float(one.low or 0), float(one.high or 0)
        return (max(one.value - 1, 0), one.value + 1) if is_rounded and one.value else (one.value, one.value)

    return (ends(a), ends(c)), "over all counts that the rounding leaves" if is_rounded else "over the published range"


def _range_note(low: float | None, high: float | None) -> str:
    from wellstaffed.evidence.sentence import shown_number

    least = shown_number(low or 0)
    if high is None:
        return f"Range: over all counts that fit what was published, the ratio is at least {least}."
    return (
        f"Range: over all counts that fit what was published, the ratio lies between {least} and {shown_number(high)}."
    )


def disparity_table(
    *,
    table: Path,
    reference: str = "white",
    group: str | None = None,
    outcome: str | None = None,
    year: int | None = None,
    minimum: int = 10,
    published: bool = False,
    incidents: bool = False,
    federal: bool = False,
) -> DisparityTableAnswer:
    """
    Return the disparities of a user's own table of counts.

    Parameters
    ----------
    table : Path
        CSV; see `evidence.count_table`.
    reference : str
        A group of the table, ``all others``, ``everyone`` or ``state``.
    group, outcome : str, optional
        Only this group, only this outcome.
    year : int, optional
        Only this school year, the year it ends.
    minimum : int
        Counts below it are hidden with their complements (rule D4).
    published : bool
        The counts stand in public already; none is hidden.
    incidents : bool
        The events are incidents.
    federal : bool
        The table was made from the federal collection: what protected its counts is said (rule D3).
    """
    from wellstaffed.evidence.count_table import read_count_table

    counts = read_count_table(table)
    return frame_disparities(
        counts=counts,
        reference=reference,
        group=group,
        outcome=outcome,
        year=year,
        minimum=0 if published else minimum,
        incidents=incidents,
        federal=federal,
    )


def federal_disparities(
    *,
    year: int,
    outcome: str,
    district: str | None = None,
    state: str | None = None,
    reference: str | None = None,
    group: str | None = None,
    dimension: str | None = None,
    by_school: bool = False,
    minimum: int = 10,
    published: bool = False,
) -> DisparityTableAnswer:
    """
    Return the disparities of a district, its schools or all districts of a state, from the federal record in the store.

    Parameters
    ----------
    year : int
        Year in which the school year ends.
    outcome, by_school
        See `evidence.federal_counts`.
    district, state : str
        One of them: LEAID or name, or the two letters of a state; several joined by commas.
    reference : str, optional
        See `disparity_table`; if left out, ``white`` where the groups are of one race, else ``all others``.
    group : str, optional
        Only this group: ``black``, ``idea``, ``english_learner``, ``black x male``.
    dimension : str, optional
        See `evidence.federal_groups`; if left out, the one in which the group stands, else ``race``.
    minimum : int
        With `by_school`: counts below it are hidden with their complements (rule D4).
    published : bool
        With `by_school`: print the schools' counts as the Department published them.

    Raises
    ------
    UsageError, MissingInputError
        As `evidence.federal_counts.federal_counts`; also if the group or the reference is none of the dimension, or if
        schools are asked for in a second dimension, which could give hidden counts away.
    """
    from wellstaffed.evidence.federal_counts import federal_counts, without_part_known_schools
    from wellstaffed.evidence.federal_groups import division, group_key
    from wellstaffed.evidence.groups import STATE
    from wellstaffed.tables.figures import resolve_district
    from wellstaffed.tables.store import Store

    how = division(dimension or _dimension(group, reference))
    hides = by_school and not published
    if hides and how.name != "race":
        raise UsageError(
            f"Schools by {how.name} could give away counts that are hidden by race. Leave --by school out, or give --published, "
            "which prints the counts of the schools as the Department of Education published them."
        )
    leaid = resolve_district(district).leaid if district is not None else None
    store = Store()
    if reference == STATE and leaid is not None:
        state = resolve_district(str(district)).state
    wanted: dict[str, Any] = {"leaid": leaid} if state is None else {"state": state}
    counts = federal_counts(store, school_year=year, outcome=outcome, dimension=how.name, by_school=by_school, **wanted)
    chosen = group_key(group) if group is not None else None
    base = reference if reference is not None else ("white" if how.by_race else "all others")
    _check_groups(counts, how.name, chosen, base)
    return frame_disparities(
        counts=without_part_known_schools(counts) if hides else counts, reference=base, group=chosen,
        outcome=outcome, within=leaid,
        minimum=minimum if hides else 0, federal=True,
    )  # fmt: skip


def _dimension(group: str | None, reference: str | None) -> str:
    from wellstaffed.evidence.federal_groups import dimension_of

    return (dimension_of(group) if group else None) or (dimension_of(reference) if reference else None) or "race"


def _check_groups(counts: pl.DataFrame, dimension: str, group: str | None, reference: str) -> None:
    from wellstaffed.evidence.groups import ALL_OTHERS, EVERYONE, STATE

    groups = sorted(set(counts["group"]))
    parts = sorted({part for one in groups if " x " in one for part in one.split(" x ")})
    for option, asked, others in (
        ("--group", group, []),
        ("--reference", reference, [*parts, ALL_OTHERS, EVERYONE, STATE]),
    ):
        if asked is not None and asked not in (*groups, *others):
            raise UsageError(f"{option} is '{asked}'; by {dimension} the record has {', '.join((*groups, *others))}.")


def before_after(
    *,
    table: Path | None,
    outcome: str = "",
    federal: bool = False,
    draws: int = 499,
    changes: Path | None = None,
) -> BeforeAfter:
    """
    Return what a table of districts and waves says of a change of course (rule E2).

    Parameters
    ----------
    table : Path, optional
        CSV; see `evidence.change_table`. Without it the table is built from the waves of the store and the days on which
        the peers of the record changed course; the answer says what is missing if it cannot be.
    outcome : str
        What the events are; without a table ``arrests`` or ``referrals``.
    federal : bool
        The counts are of the federal collection.
    draws : int
        Of the randomisation.
    changes : Path, optional
        Without a table: the user's own dates of change instead of those of the record; see `federal_changes.read_changes`.

    Raises
    ------
    MissingInputError
        Without a table, if the store lacks the waves.
    """
    from dataclasses import replace

    from wellstaffed.evidence.before_after import before_after as effect
    from wellstaffed.evidence.change_table import change_panel, read_change_table
    from wellstaffed.evidence.federal_changes import federal_change_table, peer_changes, read_changes
    from wellstaffed.record.peers import peers
    from wellstaffed.record.public_record import shipped_peers
    from wellstaffed.tables.store import Store

    if table is not None:
        if changes is not None:
            raise UsageError("--changes goes without a TABLE; a table has its own column change_year.")
        return effect(change_panel(read_change_table(table)), outcome=outcome, federal=federal, draws=draws)
    dates = read_changes(changes) if changes is not None else peer_changes(peers(*shipped_peers()))
    built = federal_change_table(Store(), dates, outcome=outcome or "arrests")
    found = effect(change_panel(built.table), outcome=outcome or "arrests", federal=True, draws=draws)
    return replace(found, notes=(*built.notes, *found.notes))


def studies(
    *,
    outcome: str | None = None,
    action: str | None = None,
    group: str | None = None,
    apply_to: str | None = None,
) -> StudiesAnswer:
    """
    Return what research finds, searched by outcome, action and group, as a list and as a balanced panel.

    Parameters
    ----------
    outcome, action, group : str, optional
        See `evidence.studies.find_studies`.
    apply_to : str, optional
        A school or district to apply the findings to: refused.

    Raises
    ------
    CoefficientError
        If `apply_to` is given (rule E1).
    """
    from wellstaffed.apps.studies_answer import StudiesAnswer
    from wellstaffed.evidence.studies import balanced_panel, effect_on_school, find_studies, question_panels

    found = find_studies(outcome=outcome, action=action, group=group)
    if apply_to is not None:
        if not found:
            raise UsageError("No finding matches all these words.")
        effect_on_school(found[0], apply_to)
    if outcome is None and action is None and group is None:
        return StudiesAnswer(found, question_panels())
    words = ", ".join(
        f"{name} {given}" for name, given in (("action", action), ("outcome", outcome), ("group", group)) if given
    )
    is_one = len({one.outcome for one in found}) == 1
    return StudiesAnswer(found, (balanced_panel(found, question=f"On {words}:", is_one_outcome=is_one),))
