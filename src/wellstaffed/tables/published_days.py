"""From which day the public had the shipped figures of a school year; before it, they are hindsight."""

from __future__ import annotations

from datetime import date

# The day on which the Office for Civil Rights announced the collection of the school year that ends in the year named. The
# files themselves bear no day. That of 2020-21 was compared with reports of the time, which give it too; the others are from
# the announcements as we know them, and a day more or less changes no plan but one of that very week.
COLLECTIONS = {
    2014: date(2016, 6, 7),
    2016: date(2018, 4, 24),
    2018: date(2020, 10, 15),
    2021: date(2023, 11, 15),
    2022: date(2025, 1, 16),
}


def first_public(school_year: int) -> date:
    """
    Return the first day on which figures of a school year may have been known.

    Parameters
    ----------
    school_year : int
        Year in which it ends.

    Notes
    -----
    Of a year without a collection, the day after the year ended: earlier, figures of it cannot have been complete.
    """
    return COLLECTIONS.get(school_year, date(school_year, 7, 1))
