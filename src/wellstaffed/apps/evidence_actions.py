"""What a person can ask about evidence: a disparity, the studies, before and after; one function each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

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


Range = tuple[float, float]


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
    minimum: int = 10,
    published: bool = False,
    incidents: bool = False,
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
    minimum : int
        Counts below it are hidden with their complements (rule D4).
    published : bool
        The counts stand in public already; none is hidden.
    incidents : bool
        The events are incidents.
    """
    from wellstaffed.evidence.count_table import read_count_table

    counts = read_count_table(table)
    return frame_disparities(
        counts=counts,
        reference=reference,
        group=group,
        outcome=outcome,
        minimum=0 if published else minimum,
        incidents=incidents,
    )


def federal_disparities(
    *,
    district: str,
    year: int,
    outcome: str,
    reference: str = "white",
    group: str | None = None,
    dimension: str = "race",
    by_school: bool = False,
) -> DisparityTableAnswer:
    """
    Return the disparities of a district, or of each of its schools, from the federal record in the store.

    Parameters
    ----------
    district : str
        LEAID or name.
    year : int
        Year in which the school year ends.
    outcome, dimension, by_school
        See `evidence.federal_counts`.
    reference, group
        See `disparity_table`; ``state`` is not at hand, because only the district is read.

    Raises
    ------
    UsageError, MissingInputError
        As `evidence.federal_counts.federal_counts`; also if the group or the reference is none of the dimension.
    """
    from wellstaffed.evidence.federal_counts import federal_counts
    from wellstaffed.evidence.groups import ALL_OTHERS, EVERYONE
    from wellstaffed.tables.figures import resolve_district
    from wellstaffed.tables.store import Store

    counts = federal_counts(
        Store(), leaid=resolve_district(district).leaid, school_year=year, outcome=outcome, dimension=dimension,
        by_school=by_school,
    )  # fmt: skip
    groups = sorted(set(counts["group"]))
    for option, asked, others in (("--group", group, ()), ("--reference", reference, (ALL_OTHERS, EVERYONE))):
        if asked is not None and asked not in (*groups, *others):
            raise UsageError(f"{option} is '{asked}'; by {dimension} the record has {', '.join((*groups, *others))}.")
    return frame_disparities(counts=counts, reference=reference, group=group, outcome=outcome, federal=True)


def frame_disparities(
    *,
    counts: pl.DataFrame,
    reference: str,
    group: str | None = None,
    outcome: str | None = None,
    minimum: int = 0,
    federal: bool = False,
    incidents: bool = False,
) -> DisparityTableAnswer:
    """
    Return the disparities of a frame of counts: the user's own, or one built from the federal record.

    Parameters
    ----------
    counts : DataFrame
        ``disparity_table.COUNT_COLUMNS``; ``place`` (its name) and ``state`` may stand beside them, and, for waves whose
        cells were rounded, ``events_low`` and ``events_high`` (`comparability.interval_sum` of the cells).
    reference, group, outcome, incidents
        See `disparity_table`.
    minimum : int
        Counts below it are hidden; 0 for counts that are public already, such as the federal ones, which the
        Department protected before it published them.
    federal : bool
        Warn of the protection of each wave (rule D3).

    Notes
    -----
    Rules D1 to D4. Each row carries its rate partially pooled over the places of its outcome, year and group, and a p
    value adjusted for the number of rows.
    """
    from wellstaffed.apps.disparity_answer import DisparityTableAnswer
    from wellstaffed.evidence.disparity_table import disparity_table as table_of
    from wellstaffed.evidence.pooling import pooled_rates, within_places
    from wellstaffed.evidence.small_cells import HIDDEN, hide_small_cells

    kept = counts if minimum <= 0 else hide_small_cells(counts, minimum=minimum)
    hidden = int((kept["events_missing"] == HIDDEN).sum())
    rows = pooled_rates(table_of(kept, reference=reference, incidents=incidents))
    rows = _only(rows, "group", group)
    rows = _only(rows, "outcome", outcome)
    found = rows.to_dicts()
    answers = [_row_answer(row, reference, federal=federal, incidents=incidents) for row in found]
    adjusted = _adjusted([one.found.p_value for one in answers])
    return DisparityTableAnswer(
        reference=reference,
        answers=tuple(answers),
        pooled_rates=tuple(row["partially_pooled_rate"] for row in found),
        adjusted_p=adjusted,
        shares=tuple((row["share_of_events"], row["share_of_students"]) for row in found),
        within=within_places(rows),
        hidden=hidden,
        notes=_table_notes(hidden, minimum, len(answers)),
    )


def _row_answer(row: dict[str, Any], reference: str, *, federal: bool, incidents: bool) -> DisparityAnswer:
    from wellstaffed.apps.disparity_answer import DisparityAnswer
    from wellstaffed.evidence.disparity import bounded_disparity
    from wellstaffed.evidence.disparity_table import disparity_of_row
    from wellstaffed.evidence.sentence import Setting

    place = row.get("place") or row["place_id"]
    setting = Setting(row["group"], reference, row["outcome"], row["school_year"], place, federal)
    left_out = row["reference_left_out"]
    notes = [f"Reference: {left_out} unknown counts of the state are left out of its sum."] if left_out else []
    if row.get("note"):
        notes.append(f"Source: {row['note']}")
    if row.get("reference_note"):
        notes.append(f"Source of the reference: {row['reference_note']}")
    found = disparity_of_row(row, incidents=incidents)
    own, other = _row_range(row, "events"), _row_range(row, "reference_events")
    if not found.reason and own and other and (own[0] < own[1] or other[0] < other[1]):
        why = "over all counts that the rounding leaves"
        found = bounded_disparity(found, own, other, why=why, incidents=incidents)
    return DisparityAnswer(found, setting, tuple(notes))


def _row_range(row: dict[str, Any], name: str) -> Range | None:
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    return None if low is None or high is None else (float(low), float(high))


def before_after(*, table: Path | None, outcome: str = "", federal: bool = False, draws: int = 499) -> BeforeAfter:
    """
    Return what a table of districts and waves says of a change of course (rule E2).

    Parameters
    ----------
    table : Path, optional
        CSV; see `evidence.change_table`. Without it the answer is what is missing.
    outcome : str
        What the events are.
    federal : bool
        The counts are of the federal collection.
    draws : int
        Of the randomisation.

    Raises
    ------
    MissingInputError
        Without a table: the shipped figures hold no events before and after.
    """
    from wellstaffed.core.errors import MissingInputError
    from wellstaffed.evidence.before_after import before_after as effect
    from wellstaffed.evidence.change_table import NEEDED, change_panel, read_change_table

    if table is None:
        raise MissingInputError(
            "The shipped figures hold staff, but no referrals or arrests before and after a change. Give a table with the "
            f"columns {', '.join(NEEDED)}: one row per district and school year, change_year empty where a district did "
            "not change. The counts of the waves 2013-14 to 2021-22 are in the files of the Civil Rights Data Collection."
        )
    return effect(change_panel(read_change_table(table)), outcome=outcome, federal=federal, draws=draws)


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


def _only(rows: pl.DataFrame, column: str, wanted: str | None) -> pl.DataFrame:
    import polars as pl

    if wanted is None:
        return rows
    known = sorted(set(rows[column]))
    found = rows.filter(pl.col(column).str.to_lowercase() == wanted.strip().casefold())
    if found.is_empty():
        raise UsageError(f"No row has the {column} '{wanted}'; the table has {', '.join(known)}.")
    return found


def _adjusted(p_values: list[float | None]) -> tuple[float | None, ...]:
    from wellstaffed.evidence.pooling import benjamini_hochberg

    known = [one for one in p_values if one is not None]
    adjusted = iter(benjamini_hochberg(known).tolist() if known else [])
    return tuple(None if one is None else float(next(adjusted)) for one in p_values)


def _table_notes(hidden: int, minimum: int, rows: int) -> tuple[str, ...]:
    notes = []
    if hidden:
        notes.append(
            f"{hidden} counts are hidden: those below {minimum}, and others that would reveal them by subtraction."
        )
    if rows > 1:
        notes.append(f"p values are adjusted for looking at {rows} rows at once (Benjamini and Hochberg).")
    notes.append("A disparity proves no discrimination, and its absence clears no school.")
    return tuple(notes)
