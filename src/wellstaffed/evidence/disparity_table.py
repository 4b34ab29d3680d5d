"""Disparities of many places at once: a table of counts in, a table of measures with intervals out (rules D1, D2)."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import polars as pl

from wellstaffed.core.errors import Fault, UsageError
from wellstaffed.evidence.disparity import Disparity
from wellstaffed.evidence.groups import ALL_OTHERS, EVERYONE, STATE
from wellstaffed.evidence.measures import Measures, disparity_measures

RANGES = ("events_low", "events_high")  # between which the true count lies, where cells were rounded (rule D3)
KEYS = ["place_id", "school_year", "outcome", "dimension"]
COUNT_COLUMNS = {
    "place_id": (pl.String, "identifier of the district, school or state; its name where it has none"),
    "school_year": (pl.Int64, "year the school year ends"),
    "outcome": (pl.String, "arrests, referrals, or the user's own word"),
    "dimension": (pl.String, "what the groups divide: race, sex, disability, english_learner, race x sex"),
    "group": (pl.String, "one group of that dimension; the groups of a dimension do not overlap"),
    "events": (pl.Float64, "students with the outcome (or incidents); null where not known"),
    "events_missing": (pl.String, "the reason where events is null"),
    "students": (pl.Float64, "students of the group; null where not known"),
    "students_missing": (pl.String, "the reason where students is null"),
}


def check_counts(counts: pl.DataFrame) -> None:
    """
    Check that a frame is a table of counts (`COUNT_COLUMNS`; ``place`` and ``state`` may stand beside them).

    Raises
    ------
    UsageError
        If a column is absent or of another type, a row stands there twice, or a number and its reason disagree.
    """
    faults = []
    for name, (kind, meaning) in COUNT_COLUMNS.items():
        if name not in counts.columns:
            faults.append(Fault(name, f"is missing; {meaning}."))
        elif counts[name].dtype != kind:
            faults.append(Fault(name, f"is {counts[name].dtype}; {kind} is expected."))
    if not faults:
        twice = counts.filter(counts.select([*KEYS, "group"]).is_duplicated())
        if twice.height:
            row = twice.row(0, named=True)
            faults.append(Fault("rows", f"{row['place_id']}, {row['outcome']}, {row['group']} stands there twice."))
        for name in ("events", "students"):
            wrong = counts.filter(pl.col(name).is_null() != pl.col(f"{name}_missing").is_not_null())
            if wrong.height:
                faults.append(Fault(name, f"{wrong.height} rows have both or neither of a number and a reason."))
    if faults:
        raise UsageError("The table of counts does not hold:\n" + "\n".join(f"  {fault}" for fault in faults))


def with_reference(counts: pl.DataFrame, reference: str) -> pl.DataFrame:
    """
    Return the rows of counts with the counts of their reference group beside them.

    Parameters
    ----------
    counts : DataFrame
        See `COUNT_COLUMNS`; ``events_low`` and ``events_high`` may stand beside them (`RANGES`).
    reference : str
        A group of the table (``white``), ``all others`` (all other groups of the place), ``everyone`` (all groups of
        the place), or ``state`` (all other groups of the state, the alternate risk ratio; needs ``state``). A part of
        crossed groups (``white`` of ``white x male``) compares like with like: ``black x male`` with ``white x male``.

    Returns
    -------
    DataFrame
        With ``reference``, ``reference_events``, ``reference_students`` and ``reference_left_out``, the number of rows
        of unknown counts left out of a state's sum; ranges as ``reference_events_low`` and ``_high``. A sum over a place with an unknown part is null (rule M2).
    """
    if reference == STATE:
        joined = _with_state(counts)
    elif reference in (ALL_OTHERS, EVERYONE):
        joined = _with_sums(counts, without_own=reference == ALL_OTHERS)
    else:
        return _with_group(counts, reference)
    return joined.with_columns(reference=pl.lit(reference))


def _with_group(counts: pl.DataFrame, reference: str) -> pl.DataFrame:
    others = _references(counts, reference)
    if others["other"].null_count() == others.height:
        raise UsageError(
            f"No row has the reference group '{reference}'; the table has {', '.join(sorted(set(counts['group'])))}."
        )
    taken = {"reference_events": "events", "reference_students": "students", "reference_missing": "events_missing"}
    taken |= {f"reference_{name}": name for name in (*_ranges(counts), "note") if name in counts.columns}
    own = counts.select(*KEYS, pl.col("group").alias("other"), pl.lit(True).alias("has_reference"), **taken)
    rows = counts.join(others, on=["dimension", "group"], how="left", maintain_order="left")
    # A dimension that does not know the reference group at all (sex, for white) is not compared with it.
    rows = rows.filter(pl.col("other").is_not_null() & (pl.col("other") != pl.col("group")))
    joined = rows.join(own, on=[*KEYS, "other"], how="left", maintain_order="left")
    absent = pl.when(pl.col("has_reference").is_null()).then(pl.lit("the table has no row of the reference group"))
    return joined.with_columns(
        reference_missing=pl.coalesce("reference_missing", absent), reference_left_out=pl.lit(0, pl.Int64)
    ).rename({"other": "reference"}).drop("has_reference")  # fmt: skip


def _references(counts: pl.DataFrame, reference: str) -> pl.DataFrame:
    """Return, for each group of each dimension, the group of that dimension to compare it with, or null."""
    rows = []
    for (dimension,), part in counts.select("dimension", "group").unique().group_by("dimension"):
        groups = set(part["group"])
        rows += [(dimension, group, _reference_of(group, reference, groups)) for group in groups]
    return pl.DataFrame(
        rows, schema=["dimension", "group", "other"], schema_overrides={"other": pl.String}, orient="row"
    )


def _reference_of(group: str, reference: str, groups: set[str]) -> str | None:
    """Return the reference group itself, or the crossing like `group` in which it takes its place as a part."""
    if reference in groups:
        return reference
    place = next((one.split(" x ").index(reference) for one in sorted(groups) if reference in one.split(" x ")), None)
    parts = group.split(" x ")
    if place is None or place >= len(parts):
        return None
    other = " x ".join([*parts[:place], reference, *parts[place + 1 :]])
    return other if other in groups else None


def _whole(name: str, counts: pl.DataFrame) -> pl.Expr:
    """Return the sum over a place; one with an unknown part is unknown, never the sum of what is left (rule M2)."""
    whole = pl.when(pl.col(name).is_null().any()).then(None).otherwise(pl.col(name).sum()).over(KEYS)
    if name == "events" and "total_events" in counts.columns:  # the place's own total, where cells were hidden
        return pl.coalesce("total_events", whole)
    return whole


def _share(name: str, counts: pl.DataFrame) -> pl.Expr:
    whole = _whole(name, counts)
    return pl.when(whole > 0).then(pl.col(name) / whole).alias(f"share_of_{name}")


def _ranges(counts: pl.DataFrame) -> tuple[str, ...]:
    return tuple(name for name in RANGES if name in counts.columns)


def _with_sums(counts: pl.DataFrame, *, without_own: bool) -> pl.DataFrame:
    def total(name: str) -> pl.Expr:
        whole = _whole(name, counts)
        return (whole - pl.col(name) if without_own else whole).alias(f"reference_{name}")

    reason = pl.col("events_missing").drop_nulls().first().over(KEYS)
    return counts.with_columns(
        total("events"),
        total("students"),
        *map(total, _ranges(counts)),
        reference_missing=reason,
        reference_left_out=pl.lit(0, pl.Int64),
    )


def _with_state(counts: pl.DataFrame) -> pl.DataFrame:
    if "state" not in counts.columns:
        raise UsageError("The reference 'state' needs a column state in the table of counts.")
    keys = ["state", *KEYS[1:]]
    both = pl.col("events").is_not_null() & pl.col("students").is_not_null()

    def others(name: str) -> pl.Expr:
        known = pl.when(both).then(pl.col(name))
        return (known.sum().over(keys) - known.sum().over([*keys, "group"])).alias(f"reference_{name}")

    left_out = (~both).sum().over(keys) - (~both).sum().over([*keys, "group"])
    return counts.with_columns(
        others("events"), others("students"), *map(others, _ranges(counts)),
        reference_missing=pl.lit(None, pl.String), reference_left_out=left_out.cast(pl.Int64),
    )  # fmt: skip


def disparity_table(counts: pl.DataFrame, *, reference: str, incidents: bool = False) -> pl.DataFrame:
    """
    Return every disparity of a table of counts, with intervals.

    Parameters
    ----------
    counts : DataFrame
        See `COUNT_COLUMNS`; ``total_events`` may stand beside them: one row per place, school year, outcome and group.
    reference : str
        See `with_reference`.
    incidents : bool
        The events are incidents.

    Returns
    -------
    DataFrame
        The rows in their order (without those of the reference group itself), with ``rate``, ``risk_ratio``,
        ``risk_difference`` and their ``_low`` and ``_high`` and ``_score_low`` and ``_score_high``, ``ratio_method``, ``excess_events``,
        ``composition_index``, ``odds_ratio``, ``p_value``. Null measures have their reason in ``rate_missing``,
        ``risk_ratio_missing``, ``odds_ratio_missing``. ``share_of_events`` and ``share_of_students`` are shares of the
        place's groups together, null where one of them is unknown or, for events, all are zero. Rates are events per student.

    Notes
    -----
    Rules D1, M1, M2. Against everyone the group stands in its own reference, so that no interval and no p value are
    given: the ratio is the composition index.
    """
    check_counts(counts)
    rows = with_reference(counts.with_columns(_share("events", counts), _share("students", counts)), reference)
    columns = [rows[name].to_numpy() for name in ("events", "students", "reference_events", "reference_students")]
    found = disparity_measures(*columns, incidents=incidents)
    numbers = {
        field.name: pl.Series(getattr(found, field.name), dtype=pl.Float64, nan_to_null=True)
        for field in fields(found)
        if field.name not in {"ratio_method", "reason", "ratio_reason", "odds_reason"}
    }
    known = pl.coalesce("events_missing", "reference_missing", "students_missing")
    table = rows.with_columns(**numbers).with_columns(
        ratio_method=pl.Series(found.ratio_method.astype(str)),
        rate_missing=_reasons(found, "reason"),
        risk_ratio_missing=_reasons(found, "ratio_reason"),
        odds_ratio_missing=_reasons(found, "odds_reason"),
    )
    twins = ["rate_missing", "risk_ratio_missing", "odds_ratio_missing"]
    table = table.with_columns(
        pl.when(pl.col("rate_missing").is_not_null() & known.is_not_null())
        .then(known)
        .otherwise(pl.col(name))
        .alias(name)
        for name in twins
    )
    return _against_everyone(table) if reference == EVERYONE else table


def _reasons(found: Measures, name: str) -> pl.Series:
    words = getattr(found, name)
    return pl.Series([one or None for one in words.tolist()], dtype=pl.String)


def _against_everyone(table: pl.DataFrame) -> pl.DataFrame:
    empty = [
        "risk_ratio_low",
        "risk_ratio_high",
        "risk_difference_low",
        "risk_difference_high",
        "risk_ratio_score_low",
        "risk_ratio_score_high",
        "risk_difference_score_low",
        "risk_difference_score_high",
        "p_value",
        "odds_ratio",
    ]
    why = "the group is a part of everyone"
    return table.with_columns(
        *(pl.lit(None, pl.Float64).alias(name) for name in empty),
        composition_index=pl.col("risk_ratio"),
        ratio_method=pl.lit("composition index, no interval"),
        odds_ratio_missing=pl.coalesce("odds_ratio_missing", pl.lit(why)),
    )


def disparity_of_row(row: dict[str, Any], *, incidents: bool = False) -> Disparity:
    """Return one row of a `disparity_table` as a `Disparity`, for its sentence and warnings."""
    values = {field.name: row[field.name] for field in fields(Disparity) if field.name in row}
    for name, value in values.items():
        if isinstance(value, float) and math.isnan(value):
            values[name] = None
    return Disparity(
        **values,
        difference_method="Newcombe with Garwood limits" if incidents else "Newcombe",
        reason=row["rate_missing"] or "",
        ratio_reason=row["risk_ratio_missing"] or "",
        odds_reason=row["odds_ratio_missing"] or "",
        incidents=incidents,
    )
