"""Links of the counts on the page of evidence: each number leads to the published cells that it is the sum of (rule V1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wellstaffed.apps.web.pages.trace import BETWEEN_WORDS
from wellstaffed.core.school_years import show_school_year

if TYPE_CHECKING:
    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer

Piece = tuple[str, str | None]  # text, and the address it leads to
Pieces = tuple[Piece, ...]
_OF = " of "
STUDENTS = "students"
COMPOSED = (
    "A number without a link is no single figure of the record: it is hidden, not known, or made of several. Students "
    "without a disability are all students less those served under IDEA and under Section 504; those who are no English "
    "learners are all less those who are; events of English learners, and of all others together, are sums over groups."
)


def interval_pieces(answer: DisparityTableAnswer, rows: Sequence[Sequence[str]]) -> tuple[tuple[Pieces, ...], ...]:
    """
    Return the cells of the table beside the intervals as pieces of text, each with the address it leads to.

    Parameters
    ----------
    answer : DisparityTableAnswer
    rows : sequence of sequence of str
        As `evidence_pictures.disparity_picture` gives them, one for each answer: who, events of students, those of the
        reference, and further text.

    Notes
    -----
    Rules V1, D4. A count that is hidden or not known leads nowhere; a group that the record does not hold as such, like
    students without a disability, neither.
    """
    return tuple(
        (
            _plain(who),
            _pair(one, one.setting.group, own, (one.found.events, one.found.students)),
            _pair(one, one.setting.reference, other, (one.found.reference_events, one.found.reference_students)),
            *map(_plain, rest),
        )
        for one, (who, own, other, *rest) in zip(answer.answers, rows, strict=True)
    )


def funnel_pieces(known: Sequence[DisparityAnswer], rows: Sequence[Sequence[str]]) -> tuple[tuple[Pieces, ...], ...]:
    """
    Return the cells of the table beside a funnel as `interval_pieces` does.

    Parameters
    ----------
    known : sequence of DisparityAnswer
        The places that are drawn, in their order.
    rows : sequence of sequence of str
        Place, students, events, and further text.
    """
    return tuple(
        (
            _plain(place),
            ((students, _address(one, one.setting.group, STUDENTS)),),
            ((events, _address(one, one.setting.group, one.setting.outcome)),),
            *map(_plain, rest),
        )
        for one, (place, students, events, *rest) in zip(known, rows, strict=True)
    )


def _plain(text: str) -> Pieces:
    return ((text, None),)


def _pair(one: DisparityAnswer, group: str, text: str, counts: tuple[float | None, float | None]) -> Pieces:
    events, of, students = text.partition(_OF)
    whats = (one.setting.outcome, STUDENTS)
    hrefs = [None if count is None else _address(one, group, what) for count, what in zip(counts, whats, strict=True)]
    return ((events, hrefs[0]), (of, None), (students, hrefs[1]))


def _address(one: DisparityAnswer, group: str, what: str) -> str | None:
    """Return the address of the cells of a group; None where the record holds no such figure."""
    from wellstaffed.evidence.federal_groups import figure_words

    words = figure_words(group, of_students=what == STUDENTS)
    if words is None or one.setting.school_year is None or not one.place_id:
        return None
    year = show_school_year(one.setting.school_year)
    return f"/trace/{one.place_id}/{year}/{BETWEEN_WORDS.join((what, *words))}"
