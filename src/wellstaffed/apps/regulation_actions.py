"""The rule on significant disproportionality (34 CFR 300.647), asked of a table of counts: one function, one answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import UsageError
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    import polars as pl

    from wellstaffed.evidence.significant_disproportionality import RegulatoryRatio


@dataclass(frozen=True)
class RegulationRow:
    """One place, outcome and group over its years: each year's ratio or reason, and whether the threshold was passed."""

    place: str
    outcome: str
    group: str
    years: tuple[str, ...]
    ratios: tuple[RegulatoryRatio, ...]
    above: tuple[bool, ...]

    @property
    def sentence(self) -> str:
        """What the rule gives, in words."""
        from wellstaffed.evidence.groups import group_words
        from wellstaffed.evidence.sentence import shown_number

        last = self.ratios[-1]
        who = f"{group_words(self.group)}, {self.outcome}, {self.place}, {self.years[-1]}"
        if last.value is None:
            return f"{who}: no ratio under the rule, because {last.reason}."
        passed = "passes the threshold in as many years running as asked" if self.above[-1] else "does not"
        return f"{who}: {last.kind} {shown_number(last.value)}; it {passed}."


@dataclass(frozen=True)
class RegulationAnswer:
    """The rule's answer for each place, outcome and group, and to whom the regulation applies."""

    threshold: float
    minimum_cell: int
    minimum_n: int
    years: int
    rows: tuple[RegulationRow, ...]
    applies_to: str
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        return {
            "rule": "34 CFR 300.647",
            "applies_to": self.applies_to,
            "threshold": self.threshold,
            "minimum_cell": self.minimum_cell,
            "minimum_n": self.minimum_n,
            "consecutive_years": self.years,
            "rows": [_row_json(one) for one in self.rows],
            "notes": list(self.notes),
        }


def _row_json(row: RegulationRow) -> dict[str, Any]:
    years = [
        {"school_year": year, **{key: value for key, value in asdict(ratio).items() if key != "applies_to"},
         "passes_in_all_years_asked": above}
        for year, ratio, above in zip(row.years, row.ratios, row.above, strict=True)
    ]  # fmt: skip
    head = {"place": row.place, "outcome": row.outcome, "group": row.group}
    return head | {"years": years, "sentence": row.sentence}


def significant_disproportionality(
    *,
    threshold: float,
    table: Path | None = None,
    district: str | None = None,
    year: int | None = None,
    outcome: str | None = None,
    group: str | None = None,
    minimum_cell: int = 10,
    minimum_n: int = 30,
    years: int = 3,
    minimum: int = 10,
    published: bool = False,
) -> RegulationAnswer:
    """
    Return what the rule of 34 CFR 300.647 gives for a table of counts, or for a district of the federal record.

    Parameters
    ----------
    threshold : float
        The State's; a ratio must be above it.
    table : Path, optional
        The user's own counts; see `evidence.count_table`. With a column ``state`` the alternate ratio can be formed.
    district, year
        Instead of a table: a district of the store and the year in which its school year ends. Children with disabilities
        are then counted by race, as the regulation does, and the other groups of the State are at hand.
    outcome, group : str, optional
        Only these.
    minimum_cell, minimum_n : int
        Fewest events and children; the regulation presumes up to 10 and 30 reasonable.
    years : int
        One to three years running.
    minimum, published
        See `evidence_actions.disparity_table`.

    Raises
    ------
    UsageError
        If threshold, minimums or years are none that the regulation allows, or not one source of counts is given.

    Notes
    -----
    Rules D1 and D4. Years that do not follow one another break the run, as does a year without a ratio.
    """
    from wellstaffed.evidence.significant_disproportionality import APPLIES_TO, NOT_COVERED
    from wellstaffed.evidence.small_cells import hide_small_cells

    _check(threshold, minimum_cell, minimum_n, years)
    if (table is None) == (district is None):
        raise UsageError("Give one of a table of counts or a district with its year.")
    counts, within = _counts(table, district, year, outcome)
    kept = counts if published or table is None else hide_small_cells(counts, minimum=minimum)
    rows = _with_both(kept, within, outcome, group)
    found = [
        _row(part, threshold, (minimum_cell, minimum_n), years)
        for part in rows.partition_by(["place_id", "outcome", "dimension", "group"], maintain_order=True)
    ]
    covered = sorted({one.outcome for one in found} - {"suspensions", "expulsions", "removals"})
    notes = [f"{', '.join(covered).capitalize()}: {NOT_COVERED}"] if covered else []
    if rows["school_year"].n_unique() < years:
        notes.append(f"Fewer than {years} years are at hand; nothing can pass in {years} years running.")
    return RegulationAnswer(threshold, minimum_cell, minimum_n, years, tuple(found), APPLIES_TO, tuple(notes))


def _check(threshold: float, minimum_cell: int, minimum_n: int, years: int) -> None:
    from wellstaffed.evidence.significant_disproportionality import LARGEST_CELL, LARGEST_N, MOST_YEARS

    if not threshold > 1:
        raise UsageError(f"--threshold is {threshold:g}; a State's threshold is above 1.")
    for option, value, most in (
        ("--minimum-cell", minimum_cell, LARGEST_CELL),
        ("--minimum-n", minimum_n, LARGEST_N),
        ("--years", years, MOST_YEARS),
    ):
        if not 1 <= value <= most:
            raise UsageError(f"{option} is {value}; the regulation presumes 1 to {most} reasonable.")


def _counts(
    table: Path | None, district: str | None, year: int | None, outcome: str | None
) -> tuple[pl.DataFrame, str | None]:
    from wellstaffed.evidence.count_table import read_count_table

    if table is not None:
        return read_count_table(table), None
    if year is None:
        raise UsageError("--district needs --year, as 2020-21.")
    import polars as pl

    from wellstaffed.evidence.federal_counts import federal_counts
    from wellstaffed.tables.figures import resolve_district
    from wellstaffed.tables.store import Store

    found = resolve_district(str(district))
    counts = federal_counts(
        Store(), school_year=year, outcome=outcome or "arrests", state=found.state, dimension="race x disability"
    )
    # The regulation counts children with disabilities only; the rest of the dimension is no comparison group of it.
    return counts.filter(pl.col("group").str.ends_with(" x idea")), found.leaid


def _with_both(counts: pl.DataFrame, within: str | None, outcome: str | None, group: str | None) -> pl.DataFrame:
    """Return rows with the district's other groups as the reference, and the State's beside them where known."""
    import polars as pl

    from wellstaffed.apps.disparity_rows import only
    from wellstaffed.evidence.disparity_table import with_reference
    from wellstaffed.evidence.federal_groups import group_key
    from wellstaffed.evidence.groups import ALL_OTHERS, STATE

    rows = with_reference(counts, ALL_OTHERS)
    if "state" in counts.columns and counts["state"].null_count() == 0:
        others = with_reference(counts, STATE)
        rows = rows.with_columns(state_events=others["reference_events"], state_students=others["reference_students"])
    else:
        rows = rows.with_columns(state_events=pl.lit(None, pl.Float64), state_students=pl.lit(None, pl.Float64))
    rows = rows.filter(pl.col("place_id").str.starts_with(within or ""))
    if group is not None and within is not None:
        key = group_key(group)
        group = key if key.endswith(" x idea") else f"{key} x idea"
    for column, wanted in (("outcome", outcome), ("group", group)):
        rows = only(rows, column, wanted)
    return rows.sort("place_id", "outcome", "dimension", "group", "school_year", maintain_order=True)


def _row(part: pl.DataFrame, threshold: float, minimums: tuple[int, int], years: int) -> RegulationRow:
    from wellstaffed.evidence.significant_disproportionality import identified_years

    ratios = tuple(_ratio(one, minimums) for one in part.to_dicts())
    ends = part["school_year"].to_list()
    run: list[float | None] = []
    where: list[int] = []
    for end, before, ratio in zip(ends, [None, *ends[:-1]], ratios, strict=True):
        if before is not None and end != before + 1:
            run.append(None)  # a year between is missing: not three years running
        where.append(len(run))
        run.append(ratio.value)
    above = identified_years(run, threshold=threshold, consecutive_years=years)
    first = part.row(0, named=True)
    place = first.get("place") or first["place_id"]
    shown = tuple(show_school_year(end) for end in ends)
    return RegulationRow(
        str(place), first["outcome"], first["group"], shown, ratios, tuple(above[index] for index in where)
    )


def _ratio(row: dict[str, Any], minimums: tuple[int, int]) -> RegulatoryRatio:
    from wellstaffed.evidence.significant_disproportionality import RegulatoryRatio, regulatory_ratio

    reason = row["events_missing"] or row["students_missing"]
    if reason:
        return RegulatoryRatio(None, "", str(reason))
    pairs = [(row[f"{name}events"], row[f"{name}students"]) for name in ("", "reference_", "state_")]
    group, others, state = (None if None in pair else pair for pair in pairs)
    if others is None or group is None:
        return RegulatoryRatio(None, "", "a count of the district's other groups is not known or hidden")
    return regulatory_ratio(group, others, state, minimum_cell=minimums[0], minimum_n=minimums[1])
