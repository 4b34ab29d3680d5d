"""Builds the shipped wages: of each role's occupation the mean of the nation's public schools, and of every state."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl

from wellstaffed.core.states import STATE_NAMES
from wellstaffed.tables.releases import recognised_release

SCHOOLS = "oews_may_2025/oews_may2025_us_by_industry_schools_and_government.csv"
STATES = "oews_may_2025/oews_may2025_us_and_states_cross_industry.csv"
OCCUPATIONS = {"counselor": "21-1012", "psychologist": "19-3034", "social_worker": "21-1021", "nurse": "29-1141",
               "officer": "33-3051", "guard": "33-9032"}  # fmt: skip
PUBLIC_SCHOOLS = "611103"
_COLUMNS = ("role", "soc", "occupation", "area", "industry_code", "industry", "annual_mean", "series", "source")


def wages_csv(folder: Path) -> bytes:
    """
    Return ``wages.csv`` from the published files; a state without an estimate of an occupation has no row.

    Parameters
    ----------
    folder : Path
        With the files under their names.

    Notes
    -----
    Officers are employed by cities: the nation's public schools have an estimate of them too, and it is taken.
    """
    schools, states = (next(recognised_release(folder / name).tables())[1] for name in (SCHOOLS, STATES))
    letters = {name: code for code, name in STATE_NAMES.items()}
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for role, soc in OCCUPATIONS.items():
        nation = schools.filter(soc=soc, industry_code=PUBLIC_SCHOOLS)
        every = states.filter(pl.col("soc") == soc, pl.col("area_type") == "S").sort("state_fips")
        for rows, source in ((nation, "oews_2025_schools"), (every, "oews_2025_states")):
            for row in rows.filter(pl.col("annual_mean").is_not_null()).iter_rows(named=True):
                area = "US" if source == "oews_2025_schools" else letters.get(row["area"])
                if area is not None:
                    writer.writerow(row | {"role": role, "area": area, "source": source})
    return out.getvalue().encode()
