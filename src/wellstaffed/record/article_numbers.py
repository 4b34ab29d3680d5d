"""Numbers as articles spell them: words below a thousand, digits, and "sixty (60)" as contracts write it."""

from __future__ import annotations

import re

SMALL = dict(zip(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "  # noqa: SIM905
    "nineteen".split(), range(20), strict=True))  # fmt: skip
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))  # noqa: SIM905
BELOW_HUNDRED = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(list(SMALL)[1:10])}))?|{'|'.join(sorted(SMALL, key=len, reverse=True))})"
NUMBER_WORD = rf"(?:(?:{'|'.join(list(SMALL)[1:10])}) hundred (?:and )?{BELOW_HUNDRED}|{BELOW_HUNDRED})"


def spelled_number(word: str) -> int | None:
    """Return what a word below a hundred counts, as "seven" or "twenty-two"; None if it is no such word."""
    tens, _, ones = word.casefold().partition("-")
    if tens in TENS:
        return TENS[tens] + SMALL.get(ones, 0)
    return SMALL.get(tens) if not ones else None


def words_number(text: str) -> int:
    """Return what number words below a thousand count, as "three hundred and seventy-six"."""
    hundreds, _, below = text.casefold().rpartition(" hundred ")
    parts = re.split(r"[- ]", below)
    return 100 * SMALL.get(hundreds, 0) + sum(SMALL.get(part, 0) + TENS.get(part, 0) for part in parts)


def count_of(text: str) -> int | None:
    """
    Return the count of "a", "90", "ninety" or "ninety (90)"; None for "several", or where word and digits differ.
    """
    found = re.fullmatch(r"(?P<word>[a-z -]+?)?\s*\(?(?P<digits>\d{1,3})?\)?", text.strip(), re.I)
    if found is None:
        return None
    word, digits = (found["word"] or "").strip(), found["digits"]
    number = (
        1 if word.casefold() in {"a", "an"} else words_number(word) if re.fullmatch(NUMBER_WORD, word, re.I) else None
    )
    if word and (number is None or (digits and int(digits) != number)):
        return None
    return int(digits) if digits else number
