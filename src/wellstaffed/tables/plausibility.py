"""Published rules that flag what cannot be true, or says little; nothing is dropped and nothing is changed (rule M3)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Literal

import polars as pl

from wellstaffed.tables.police_facts import police_facts

DATA = Path(__file__).parent / "data"
Rules = Literal["all", "of schools", "of districts"]
SUPPORT = ("counselor", "psychologist", "social_worker", "nurse", "officer")


FLAGS = {
    "school_id_crdc": pl.String(), "school_year": pl.Int32(), "about": pl.String(), "rule": pl.String(),
    "detail": pl.String(), "found": pl.String(), "source": pl.String(),
}  # fmt: skip


@cache
def plausibility_rules() -> dict[str, dict[str, str]]:
    """Return every rule by id: what it is about, its limit, its sentence, and where it was seen."""
    with (DATA / "plausibility_rules.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def limit(rule: str) -> float:
    """Return the published limit of a rule."""
    return float(plausibility_rules()[rule]["limit"])


def flagged_staff(staff: pl.DataFrame, students: pl.DataFrame | None, rules: Rules = "all") -> pl.DataFrame:
    """
    Return the staff table with the ids of the rules that each row breaks in ``flags``.

    Parameters
    ----------
    staff : FederalStaff
    students : DataFrame, optional
        ``school_id_crdc`` and ``students``; null where a cell is unknown: a sum of some would make many of few (M2).
    rules : {"all", "of schools", "of districts"}
        Those of schools need all rows of a school, those of districts all rows of a district.
    """
    frame = staff if students is None else staff.join(students, on="school_id_crdc", how="left", maintain_order="left")
    if students is None:
        frame = frame.with_columns(students=pl.lit(None, pl.Int64))
    of_schools = [
        *[_flag(f"fte_over_cap_{role}", (pl.col("role") == role) & (pl.col("fte") > limit(f"fte_over_cap_{role}")))
          for role in (*SUPPORT, "guard", "teacher")],
        _flag("fte_per_student", _per_student()),
        _flag("all_equal", _all_equal()),
    ]  # fmt: skip
    flags = [*(of_schools if rules != "of districts" else []), *(_of_districts() if rules != "of schools" else [])]
    together = pl.concat_str(flags, separator=" ", ignore_nulls=True).fill_null("")
    return frame.with_columns(flags=together).drop("students")


def _flag(rule: str, breaks: pl.Expr) -> pl.Expr:
    return pl.when(breaks).then(pl.lit(rule))


def _per_student() -> pl.Expr:
    many = pl.col("fte") >= 10
    return pl.col("role").is_in(SUPPORT) & many & (pl.col("fte") > limit("fte_per_student") * pl.col("students"))


def _all_equal() -> pl.Expr:
    most = limit("all_equal")
    same = pl.struct("school_id_crdc", "fte")
    counted = pl.len().over(same) >= 3
    return counted & (pl.col("fte") >= most) & (pl.col("role") != "teacher")


def _of_districts() -> list[pl.Expr]:
    left = [one for one in police_facts() if one.fact == "officers_left"]
    since, until = ({one.leaid: getattr(one, end) or open_end for one in left}
                    for end, open_end in (("from_year", 0), ("to_year", 9999)))  # fmt: skip
    own = [one.leaid for one in police_facts() if one.fact == "own_police"]
    known = pl.col("fte").is_not_null()
    group = ["leaid", "role"]
    none = (pl.col("fte").max().over(group) == 0) & (known.sum().over(group) > 0) & known
    wide = pl.col("school_id_crdc").n_unique().over(group) >= limit("district_wide_zero")
    is_officer = pl.col("role") == "officer"
    started = pl.col("leaid").replace_strict(since, default=9999, return_dtype=pl.Int32)
    ended = pl.col("leaid").replace_strict(until, default=0, return_dtype=pl.Int32)
    return [
        _flag("officers_after_removal", is_officer & pl.col("school_year").is_between(started, ended)
              & (pl.col("fte") > 0)),
        _flag("zero_with_own_police", is_officer & pl.col("leaid").is_in(own) & none),
        _flag("district_wide_zero", none & wide & (pl.col("role") != "guard") & (pl.col("role") != "officer")),
    ]  # fmt: skip


def districts_with_police_facts() -> list[str]:
    """Return the LEAIDs of which it is known that officers left, or that they run their own police."""
    return sorted({one.leaid for one in police_facts()})


def no_flags() -> pl.DataFrame:
    """Return ``core_crdc__flags`` without a row."""
    return pl.DataFrame(schema=FLAGS)


def staff_flags(staff: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each rule that a row of the flagged staff table breaks."""
    flagged = staff.filter(pl.col("flags") != "")
    return flagged.with_columns(rule=pl.col("flags").str.split(" ")).explode("rule").select(
        "school_id_crdc", "school_year", about=pl.lit("school_staff"), rule="rule", detail=pl.col("role").cast(pl.String),
        found=pl.col("fte").cast(pl.String), source="source",
    )  # fmt: skip


def enrollment_flags(enrollment: pl.DataFrame) -> pl.DataFrame:
    """Return where a published total is not the sum of its cells, all of them known (rule M5)."""
    keys = ["school_id_crdc", "school_year", "student_group", "sex"]
    is_total = pl.col("race") == "published_total"
    cells = enrollment.filter(~is_total).group_by(keys).agg(
        pl.col("students").sum().alias("sum"), pl.col("students").is_null().sum().alias("unknown"),
        pl.col("source").first(),
    )  # fmt: skip
    totals = enrollment.filter(is_total & pl.col("students").is_not_null()).select(*keys, total="students")
    wrong = cells.filter(pl.col("unknown") == 0).join(totals, on=keys).filter(pl.col("sum") != pl.col("total"))
    return wrong.select(
        "school_id_crdc", "school_year", about=pl.lit("enrollment"), rule=pl.lit("total_differs"),
        detail=pl.concat_str(pl.col("student_group").cast(pl.String), pl.col("sex").cast(pl.String), separator=" "),
        found=_said("total ", pl.col("total"), ", cells ", pl.col("sum")), source="source",
    )  # fmt: skip


def law_enforcement_flags(table: pl.DataFrame) -> pl.DataFrame:
    """Return where more students of a group were arrested than referred."""
    keys = ["school_id_crdc", "school_year", "student_group", "race", "sex"]
    arrests = table.filter((pl.col("outcome") == "arrest") & (pl.col("students") > 0)).select(
        *keys, "source", arrests="students"
    )
    referrals = table.filter(pl.col("outcome") == "referral").select(*keys, referrals="students")
    wrong = arrests.join(referrals, on=keys).filter(pl.col("arrests") > pl.col("referrals"))
    group = [pl.col(name).cast(pl.String) for name in ("student_group", "race", "sex")]
    return wrong.select(
        "school_id_crdc", "school_year", about=pl.lit("law_enforcement"), rule=pl.lit("arrests_over_referrals"),
        detail=pl.concat_str(*group, separator=" "),
        found=_said(pl.col("arrests"), " arrested, ", pl.col("referrals"), " referred"), source="source",
    )  # fmt: skip


def _said(*parts: pl.Expr | str) -> pl.Expr:
    """Return parts joined; ``pl.format`` of polars 2.1 panics on some frames that a join left in several chunks."""
    return pl.concat_str([pl.lit(one) if isinstance(one, str) else one.cast(pl.String) for one in parts])
