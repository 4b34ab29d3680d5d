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

from wellstaffed.evidence.disparity_table import disparity_table
from wellstaffed.evidence.intervals import koopman_interval
from wellstaffed.evidence.measures import disparity_measures
from wellstaffed.evidence.pooling import pooled_rates

EXPECTED = (1, 2, 3, 5, 8, 10, 15, 20, 30, 50)
STUDENTS = 2_000
REFERENCES = {"as large as the group": 1, "three times as large": 3, "fifty times as large, as a state's": 50}
RATIOS = (1.0, 2.0, 4.0)
COLUMNS = (  # over which measure, of which counts, which limits
    ("Wilson", "rate", False, ""),
    ("ratio D1", "risk_ratio", False, ""),
    ("score", "risk_ratio", False, "_score"),
    ("diff. D1", "risk_difference", False, ""),
    ("score", "risk_difference", False, "_score"),
    ("Garwood", "rate", True, ""),
    ("score", "rate", True, "_score"),
    ("ratio D1", "risk_ratio", True, ""),
    ("score", "risk_ratio", True, "_score"),
)


def covered(low, high, truth, usable=None):
    """Share of intervals that hold the truth; a limit that does not exist excludes nothing."""
    holds = (np.nan_to_num(low, nan=-np.inf) <= truth) & (truth <= np.nan_to_num(high, nan=np.inf))
    return 100 * float(holds.mean() if usable is None else holds[usable].mean())


def coverage_rows(times: int, draws: int, seed: int = 1):
    """Yield, by expected events, the coverage of each of `COLUMNS` over the true ratios, and the lowest of any ratio."""
    random = np.random.default_rng(seed)
    for events in EXPECTED:
        shares = []
        for ratio in RATIOS:
            # A spread of group sizes: coverage of counts saws with the very rate otherwise.
            n, m = (random.integers(size // 2, size * 3 // 2, draws) for size in (STUDENTS, times * STUDENTS))
            rate = events / STUDENTS
            truth = {"rate": rate, "risk_ratio": ratio, "risk_difference": rate - rate / ratio}
            students = random.binomial(n, rate), random.binomial(m, rate / ratio)
            incidents = random.poisson(rate * n), random.poisson(rate / ratio * m)
            found = {
                kind: (disparity_measures(a, n, c, m, incidents=kind), a + c > 0)
                for kind, (a, c) in ((False, students), (True, incidents))
            }
            shares.append([
                covered(
                    getattr(found[kind][0], f"{measure}{limits}_low"), getattr(found[kind][0], f"{measure}{limits}_high"),
                    truth[measure], found[kind][1] if measure == "risk_ratio" else None,
                )
                for _, measure, kind, limits in COLUMNS
            ])  # fmt: skip
        yield events, np.mean(shares, axis=0), float(np.min(shares))


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
A column that leaves 93 to 97 lies above: the intervals cover too often there, never too seldom. Garwood's and the conditional
exact one (rule D1: below 20 events in both groups together, at a zero, and for incidents) cover at least 95 % for every rate,
and counts of a few events come in steps too large to come nearer. The score interval of the same measure stands beside them in
every answer."""


def coverage_tables(draws: int) -> None:
    """Print a table of coverage for each size of the reference group."""
    print(f"Coverage of 95 % intervals, per cent: {draws:,} draws for each of the true ratios 1, 2 and 4, a group of")
    print(f"{STUDENTS:,} (+-half); * outside 93 to 97. The ratio's: of the draws with an event.")
    lowest, outside = 100.0, np.zeros(len(COLUMNS), dtype=int)
    for name, times in REFERENCES.items():
        print(f"\nReference group {name}{'':<20}students{'':<32}incidents")
        print(f"{'expected events':>16}" + "".join(f"{column[0]:>10}" for column in COLUMNS))
        for events, shares, low in coverage_rows(times, draws):
            print(f"{events:>16}" + "".join(f"{one:>9.1f}{' ' if 93 <= one <= 97 else '*'}" for one in shares))
            lowest, outside = min(lowest, low), outside + ((shares < 93) | (shares > 97))
    cells = len(REFERENCES) * len(EXPECTED)
    print(f"\n{'outside':>16}" + "".join(f"{f'{one} of {cells}':>10}" for one in outside))
    print(f"Lowest of any interval at any single ratio: {lowest:.1f}.\n{WHY}")


def main() -> None:
    """Print the tables."""
    coverage_tables(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
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
