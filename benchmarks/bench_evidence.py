"""Coverage of the intervals by simulation, and the time that whole states and the nation take. Prints two tables.

Run: python benchmarks/bench_evidence.py [draws]
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from wellstaffed.evidence.comparison_intervals import mid_p_interval
from wellstaffed.evidence.disparity_table import disparity_table
from wellstaffed.evidence.intervals import (
    conditional_exact_interval,
    garwood_interval,
    koopman_interval,
    newcombe_interval,
    wilson_interval,
)
from wellstaffed.evidence.measures import disparity_measures
from wellstaffed.evidence.pooling import pooled_rates

EXPECTED = (1, 2, 3, 5, 8, 10, 15, 20, 30, 50)
STUDENTS = 2_000
REFERENCE_STUDENTS = 6_000
RATIOS = (1.0, 2.0, 4.0)


def covered(low, high, truth, usable=None):
    """Share of intervals that hold the truth; a limit that does not exist excludes nothing."""
    holds = (np.nan_to_num(low, nan=-np.inf) <= truth) & (truth <= np.nan_to_num(high, nan=np.inf))
    return 100 * float(holds.mean() if usable is None else holds[usable].mean())


def coverage_rows(draws: int, seed: int = 1):
    """Yield, by expected events, the coverage of each interval averaged over the true ratios, and the lowest of them all."""
    random = np.random.default_rng(seed)
    for events in EXPECTED:
        found = []
        for ratio in RATIOS:
            # A spread of group sizes around 2,000 and 6,000: coverage of counts saws with the very rate otherwise.
            n = random.integers(STUDENTS // 2, STUDENTS * 3 // 2, draws)
            m = random.integers(REFERENCE_STUDENTS // 2, REFERENCE_STUDENTS * 3 // 2, draws)
            rate = events / STUDENTS
            a, c = random.binomial(n, rate), random.binomial(m, rate / ratio)
            known = a + c > 0
            rule = disparity_measures(a, n, c, m)
            incidents = random.poisson(rate * n)
            found.append([
                covered(*wilson_interval(a, n), rate),
                covered(*garwood_interval(incidents, n), rate),
                covered(*koopman_interval(a, n, c, m), ratio, known),
                covered(*conditional_exact_interval(a, n, c, m), ratio, known),
                covered(*mid_p_interval(a, n, c, m), ratio, known),
                covered(rule.risk_ratio_low, rule.risk_ratio_high, ratio, known),
                covered(*newcombe_interval(a, n, c, m), rate - rate / ratio),
            ])  # fmt: skip
        yield events, np.mean(found, axis=0), float(np.min(found))


def counts_of(districts: int, groups: int, seed: int = 0) -> pl.DataFrame:
    """A made table of counts of the size of a state or nation: only its size matters here."""
    random = np.random.default_rng(seed)
    names = ["white", "black", "hispanic", "asian", "american_indian", "pacific", "two_or_more"][:groups]
    rows = districts * groups
    students = random.lognormal(4.5, 1.6, rows).astype(int) + 1
    return pl.DataFrame({
        "place_id": np.repeat([f"{i:07}" for i in range(districts)], groups), "school_year": np.full(rows, 2021),
        "outcome": ["arrests"] * rows, "dimension": ["race"] * rows, "group": names * districts,
        "events": random.binomial(students, 0.004).astype(float), "events_missing": pl.Series([None] * rows, dtype=pl.String),
        "students": students.astype(float), "students_missing": pl.Series([None] * rows, dtype=pl.String),
    })  # fmt: skip


def timed(counts: pl.DataFrame) -> tuple[float, float]:
    """Seconds (best, median of five) for all disparities with intervals and pooled rates beside them."""
    taken = []
    for _ in range(5):
        gc.collect()
        start = time.perf_counter()
        pooled_rates(disparity_table(counts, reference="all others"))
        taken.append(time.perf_counter() - start)
    return min(taken), float(np.median(taken))


def lengths_of(districts: int, groups: int) -> tuple[float, float]:
    """Seconds per interval of ours over a nation, and of the named peer called pair by pair, in the same run."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    counts = counts_of(districts, groups)
    a, n = counts["events"].to_numpy(), counts["students"].to_numpy()
    c, m = np.roll(a, 1), np.roll(n, 1)
    start = time.perf_counter()
    koopman_interval(a, n, c, m)
    ours = (time.perf_counter() - start) / len(a)
    pairs = [one for one in zip(a, n, c, m, strict=True) if one[0] > 0 and one[2] > 0][:200]
    start = time.perf_counter()
    for one in pairs:
        confint_proportions_2indep(*one, compare="ratio", method="score")
    return ours, (time.perf_counter() - start) / len(pairs)


def eight_states(folder: Path) -> tuple[int, int, float] | None:
    """Rows, those with an interval, and best seconds of three: the store of the real workbooks read and every disparity."""
    books = sorted(folder.glob("CRDC_2020-21_*.xlsx"))
    if not books:
        return None
    with tempfile.TemporaryDirectory() as home:
        os.environ["WELLSTAFFED_HOME"] = home
        from wellstaffed.apps.data_actions import data_add
        from wellstaffed.evidence.federal_counts import OUTCOMES, federal_counts
        from wellstaffed.tables.store import Store

        for book in books:
            data_add(path=book)
        states = ",".join(book.stem[-2:] for book in books)
        taken = []
        for _ in range(3):
            start = time.perf_counter()
            counts = pl.concat(
                [federal_counts(Store(), school_year=2021, outcome=one, state=states) for one in OUTCOMES]
            )
            table = pooled_rates(disparity_table(counts, reference="all others"))
            taken.append(time.perf_counter() - start)
    calculable = table.filter(pl.col("risk_ratio").is_not_null())
    assert calculable["risk_ratio_low"].null_count() == calculable["risk_ratio_high"].null_count() == 0
    assert table.filter(pl.col("risk_ratio").is_null())["risk_ratio_missing"].null_count() == 0
    return table.height, calculable.height, min(taken)


WHY = """\
Where a column leaves 93 to 97, it lies above: the intervals cover too often, never too seldom. Garwood's and the
conditional exact one are exact: they cover at least 95 % for every rate, and counts of a few events come in steps too large to
come nearer. Rule D1 takes the conditional exact one below 20 events in both groups together, so that its column is that
one's at up to 3 expected events and passes into Koopman's between 5 and 20. Koopman's own leaves the band at 1 expected
event only, mid-P's and Newcombe's at 1 and 2. Wilson's stays inside throughout."""


def main() -> None:
    """Print the tables."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    print(f"Coverage of 95 % intervals, per cent; {draws:,} draws for each of the true ratios 1, 2 and 4.")
    print(f"Group of {STUDENTS:,} (+-half), reference of {REFERENCE_STUDENTS:,} (+-half); * outside 93 to 97.")
    names = ("Wilson", "Garwood", "Koopman", "cond. exact", "mid-P", "rule D1", "Newcombe")
    print(f"{'expected events':>16}" + "".join(f"{name:>13}" for name in names))
    lowest = 100.0
    for events, shares, low in coverage_rows(draws):
        print(f"{events:>16}" + "".join(f"{one:>12.1f}{' ' if 93 <= one <= 97 else '*'}" for one in shares))
        lowest = min(lowest, low)
    print(f"Lowest of any interval at any single ratio: {lowest:.1f}.\n{WHY}")
    print("\nTime, seconds (best, median of five)")
    for name, districts, groups, outcomes, limit in (
        ("eight states x race x 2 outcomes", 900, 7, 2, 2.0),
        ("nation, 17,700 districts x 7 groups", 17_700, 7, 1, 5.0),
    ):
        counts = counts_of(districts, groups)
        if outcomes == 2:
            counts = pl.concat([counts, counts.with_columns(outcome=pl.lit("referrals"))])
        best, median = timed(counts)
        print(f"{name:<38}{counts.height:>9,} rows{best:>8.2f}{median:>8.2f}   limit {limit:g}")
    shared = Path(os.environ.get("WELLSTAFFED_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    found = eight_states(shared / "data" / "crdc" / "2020-21_state_workbooks")
    if found is None:
        print("The real eight states: their workbooks are not at hand (WELLSTAFFED_SHARED).")
    else:
        rows, calculable, best = found
        print(f"{'the real eight states, from the store':<38}{rows:>9,} rows{best:>8.2f}           limit 2")
        print(f"{calculable:,} of them have a ratio with both limits, every other one a reason.")
    ours, theirs = lengths_of(17_700, 7)
    print(
        f"One score interval of a ratio: {1e6 * ours:.1f} microseconds here, {1e6 * theirs:.0f} by statsmodels' function."
    )


if __name__ == "__main__":
    main()
