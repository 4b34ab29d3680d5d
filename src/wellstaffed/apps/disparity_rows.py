"""Disparities of a frame of counts, row by row with sentence, warnings and adjusted p value; small cells hidden first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import UsageError
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer

Range = tuple[float, float]
PUBLIC = (
    "Counts are those that the Department of Education published; the few of a small group may point to single children, and "
    "nobody may try to tell whom."
)


def frame_disparities(
    *,
    counts: pl.DataFrame,
    reference: str,
    group: str | None = None,
    outcome: str | None = None,
    year: int | None = None,
    within: str | None = None,
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
        See `evidence_actions.disparity_table`.
    year : int, optional
        Only this school year.
    within : str, optional
        Only places whose identifier begins so; the others serve as the rest of the state, and for the pooled rates.
    minimum : int
        Counts below it are hidden; 0 for counts that are public already.
    federal : bool
        Warn of the protection of each wave (rule D3).

    Notes
    -----
    Rules D1 to D4. Each row carries its rate partially pooled over the places of its outcome, year and group, and a p
    value adjusted for the number of rows.
    """
    import polars as pl

    from wellstaffed.apps.disparity_answer import DisparityTableAnswer
    from wellstaffed.evidence.disparity_table import disparity_table as table_of
    from wellstaffed.evidence.pooling import pooled_rates, within_places
    from wellstaffed.evidence.small_cells import HIDDEN, hide_small_cells

    kept = counts if minimum <= 0 else hide_small_cells(counts, minimum=minimum)
    rows = pooled_rates(table_of(kept, reference=reference, incidents=incidents))
    rows, kept = (one.filter(pl.col("place_id").str.starts_with(within or "")) for one in (rows, kept))
    hidden = int((kept["events_missing"] == HIDDEN).sum())
    for column, wanted in (("group", group), ("outcome", outcome)):
        rows = only(rows, column, wanted)
    rows = rows if year is None else _of_year(rows, year)
    found = rows.to_dicts()
    answers = [_row_answer(row, federal=federal, incidents=incidents) for row in found]
    return DisparityTableAnswer(
        reference=reference,
        answers=tuple(answers),
        pooled_rates=tuple(row["partially_pooled_rate"] for row in found),
        adjusted_p=_adjusted([one.found.p_value for one in answers]),
        shares=tuple((row["share_of_events"], row["share_of_students"]) for row in found),
        within=within_places(rows),
        hidden=hidden,
        notes=_table_notes(hidden, minimum, len(answers), is_public=federal and minimum <= 0),
    )


def _row_answer(row: dict[str, Any], *, federal: bool, incidents: bool) -> DisparityAnswer:
    from wellstaffed.apps.disparity_answer import DisparityAnswer
    from wellstaffed.evidence.disparity import bounded_disparity
    from wellstaffed.evidence.disparity_table import disparity_of_row
    from wellstaffed.evidence.sentence import Setting

    place = row.get("place") or row["place_id"]
    setting = Setting(row["group"], row["reference"], row["outcome"], row["school_year"], place, federal)
    left_out = row["reference_left_out"]
    notes = [f"Reference: {left_out} unknown counts of the state are left out of its sum."] if left_out else []
    note, other = row.get("note"), row.get("reference_note")
    if note:
        notes.append(f"Source: {note}")
    if other and other != note:
        notes.append(f"Source of the reference: {other}")
    found = disparity_of_row(row, incidents=incidents)
    own, its_range = _row_range(row, "events"), _row_range(row, "reference_events")
    if not found.reason and own and its_range and (own[0] < own[1] or its_range[0] < its_range[1]):
        why = "over all counts that the rounding leaves"
        found = bounded_disparity(found, own, its_range, why=why, incidents=incidents)
        return DisparityAnswer(found, setting, tuple(notes), (own, its_range), row["place_id"])
    return DisparityAnswer(found, setting, tuple(notes), place_id=row["place_id"])


def _row_range(row: dict[str, Any], name: str) -> Range | None:
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    return None if low is None or high is None else (float(low), float(high))


def only(rows: pl.DataFrame, column: str, wanted: str | None) -> pl.DataFrame:
    """Return the rows in which a column holds the word asked for; raise `UsageError` with the words there are."""
    import polars as pl

    if wanted is None:
        return rows
    known = sorted(set(rows[column]))
    found = rows.filter(pl.col(column).str.to_lowercase() == wanted.strip().casefold())
    if found.is_empty():
        raise UsageError(f"No row has the {column} '{wanted}'; the table has {', '.join(known)}.")
    return found


def _of_year(rows: pl.DataFrame, year: int) -> pl.DataFrame:
    found = rows.filter(school_year=year)
    if found.is_empty():
        known = ", ".join(show_school_year(one) for one in rows["school_year"].unique().sort())
        raise UsageError(f"No row is of {show_school_year(year)}; the table has {known}.")
    return found


def _adjusted(p_values: list[float | None]) -> tuple[float | None, ...]:
    from wellstaffed.evidence.pooling import benjamini_hochberg

    known = [one for one in p_values if one is not None]
    adjusted = iter(benjamini_hochberg(known).tolist() if known else [])
    return tuple(None if one is None else float(next(adjusted)) for one in p_values)


def _table_notes(hidden: int, minimum: int, rows: int, *, is_public: bool) -> tuple[str, ...]:
    notes = []
    if hidden:
        notes.append(
            f"{hidden} counts are hidden: those below {minimum}, and others that would reveal them by subtraction."
        )
    if is_public:
        notes.append(PUBLIC)
    if rows > 1:
        notes.append(f"p values are adjusted for looking at {rows} rows at once (Benjamini and Hochberg).")
    notes.append("A disparity proves no discrimination, and its absence clears no school.")
    return tuple(notes)
