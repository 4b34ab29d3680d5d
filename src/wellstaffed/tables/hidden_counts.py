"""
Counts of single schools that could point to a child: hidden in whatever is printed, while their place is named (rule D4).

Which counts: students referred or arrested, by race, sex and group, and students enrolled under IDEA, under Section 504 or
as English learners. Reports hide the small ones of them, and what would reveal those by subtraction, unless the published
counts are asked for. A published cell is a part of such a count, and the same file holds the sums of its rows; trace and
export answer any part, so that a cell of ten or more, or a zero, would give away the small one beside it. They hide all of
them: where each stands is named, with the reason where there is none, and ``--published`` prints them as the Department of
Education published them. The pages, which may be public, have no such control.

What stays: the count of a whole district, which reports print as published too (its sum is given where it has more than one
school and each of its cells is known, else the cells that are would come out as the rest of another sum); students enrolled by
race and sex, which say of nobody what befell him and stand as denominators in every report; incidents and staff, which count no
students.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

HIDDEN = "hidden"
EVERYONE = "all"
OF_CHILDREN = ("law_enforcement", "enrollment")


def is_hidden(table: str, student_group: str) -> bool:
    """Tell whether a row of a table that counts such a group could point to a child of its school."""
    return table == "law_enforcement" or (table == "enrollment" and student_group != EVERYONE)


def with_hidden_counts(table: str, rows: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """
    Return rows for export without the counts that could point to a child, and how many were taken out.

    Parameters
    ----------
    table : str
    rows : DataFrame
        Of the store, words as text. A count taken out is null with the reason `HIDDEN`; the row's place is kept. In
        ``flags`` it is the text ``found`` that has the counts.
    """
    import polars as pl

    if table == "flags":
        of_group = pl.col("detail").str.split(" ").list.first() != EVERYONE
        told = (pl.col("about") == "law_enforcement") | ((pl.col("about") == "enrollment") & of_group)
        return rows.with_columns(found=pl.when(told).then(pl.lit(HIDDEN)).otherwise("found")), _count(rows, told)
    if table not in OF_CHILDREN:
        return rows, 0
    told = pl.col("students").is_not_null()
    if table == "enrollment":
        told &= pl.col("student_group") != EVERYONE
    kept = rows.with_columns(
        students=pl.when(~told).then("students"),
        students_missing=pl.when(told).then(pl.lit(HIDDEN)).otherwise("students_missing"),
    )
    return kept, _count(rows, told)


def found_in_words(about: str, detail: str, found: str) -> str:
    """Return what a flag found; `HIDDEN` in place of counts that could point to a child."""
    return HIDDEN if is_hidden(about, detail.split(" ")[0]) else found


def said_hidden(count: int) -> str:
    """Return a sentence on counts that were hidden; an empty text for none."""
    if not count:
        return ""
    them = "1 count of a school is" if count == 1 else f"{count:,} counts of schools are"
    return f"{them} hidden, so that no child can be told from what is printed (rule D4); the place of each is named."


def _count(rows: pl.DataFrame, where: pl.Expr) -> int:
    return int(rows.select(where.sum()).item() or 0)
