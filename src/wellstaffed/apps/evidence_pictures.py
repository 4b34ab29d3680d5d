"""Answers on evidence as pictures: the drawing, the sentence it makes, and its numbers as a table of text (rule D4)."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellstaffed.core.errors import UsageError

if TYPE_CHECKING:
    from wellstaffed.apps.disparity_answer import DisparityAnswer, DisparityTableAnswer
    from wellstaffed.evidence.before_after import BeforeAfter
    from wellstaffed.reports.evidence_charts import Chart

MOST_MARKS = 40


@dataclass(frozen=True)
class EvidencePicture:
    """
    A picture with what it shows in words and numbers.

    ``svg`` is None where there is nothing to draw; ``sentence`` then says why. ``rows`` hold what is drawn, and what could
    not be drawn with its reason, one cell of text per column.
    """

    svg: str | None
    title: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the picture as a JSON document."""
        return asdict(self)


def disparity_picture(*, answer: DisparityTableAnswer, title: str = "", headed: bool = False) -> EvidencePicture:
    """
    Return ratios as dots with their 95 % intervals, one line per row of the answer.

    Parameters
    ----------
    answer : DisparityTableAnswer
        From `evidence_actions`; hidden counts stay hidden.
    title : str
        Made from the answer if left out.
    headed : bool
        Put the title into the drawing too, for a file that stands alone.

    Notes
    -----
    Rules D1, D2 and D4. Rows stand in the order of the answer, never ranked by their ratio. Beyond 40 rows nothing is
    drawn: a funnel shows many places.
    """
    from wellstaffed.reports.evidence_charts import RatioMark, ratio_chart

    columns = ("Who", "Events of students", "Reference", "Ratio", "95 % interval", "Why not")
    labels = _labels(answer)
    rows = tuple(_ratio_row(one, label) for one, label in zip(answer.answers, labels, strict=True))
    heading = title or _title(answer)
    if len(rows) > MOST_MARKS:
        sentence = f"{len(rows)} rows are too many for one chart; ask for one group, or for the funnel."
        return EvidencePicture(None, heading, sentence, columns, rows)
    marks = tuple(
        RatioMark(label, one.found.risk_ratio, one.found.risk_ratio_low, one.found.risk_ratio_high, _ratio_words(one))
        for one, label in zip(answer.answers, labels, strict=True)
    )
    return _picture(
        ratio_chart(marks, title=heading, headed=headed), heading, "No ratio can be calculated.", columns, rows
    )


def funnel_picture(
    *, answer: DisparityTableAnswer, title: str = "", per: int = 1000, headed: bool = False
) -> EvidencePicture:
    """
    Return the rates of places, such as schools, by their number of students, with the limits that chance keeps.

    Parameters
    ----------
    answer : DisparityTableAnswer
        Of one outcome, year and group, one row per place.
    title : str
        Made from the answer if left out.
    per : int
        Students to which rates are drawn.
    headed : bool
        Put the title into the drawing too.

    Notes
    -----
    Rules D2 and D4. Places with hidden or unknown counts are not drawn, and the sentence says how many these are.
    """
    from wellstaffed.evidence.funnel import funnel
    from wellstaffed.reports.evidence_charts import BEYOND, WITHIN, funnel_chart

    columns = ("Place", "Students", "Events", f"Per {per:,}", "Against chance")
    heading = title or _title(answer, with_reference=False)
    kinds = {(one.setting.outcome, one.setting.school_year, one.setting.group) for one in answer.answers}
    if len(kinds) != 1:
        return EvidencePicture(
            None, heading, "A funnel shows one outcome, year and group at many places; choose one.", columns, ()
        )
    known = drawn_places(answer)
    left = len(answer.answers) - len(known)
    about = f" {left} places are not drawn: their counts are hidden, not known, or of no students." if left else ""
    found = funnel([one.found.events or 0 for one in known], [one.found.students or 0 for one in known])
    rows = tuple(
        (one.setting.place, f"{n:,.0f}", f"{one.found.events:,.0f}", f"{per * rate:,.2f}", BEYOND if out else WITHIN)
        for one, n, rate, out in zip(known, found.students, found.rates, found.outside, strict=True)
    )
    picture = _picture(
        funnel_chart(found, title=heading, per=per, headed=headed), heading, "No place has known counts.", columns, rows
    )
    return EvidencePicture(picture.svg, heading, picture.sentence + about, columns, rows)


def drawn_places(answer: DisparityTableAnswer) -> list[DisparityAnswer]:
    """Return the places that a funnel draws: those with known events and students."""
    return [one for one in answer.answers if one.found.events is not None and one.found.students]


def before_after_picture(*, answer: BeforeAfter, title: str = "", headed: bool = False) -> EvidencePicture:
    """
    Return the event study on the order of waves, with the bounds for departures from parallel trends.

    Parameters
    ----------
    answer : BeforeAfter
        From `evidence_actions.before_after`.
    title : str
        Made from the answer if left out.
    headed : bool
        Put the title into the drawing too, for a file that stands alone.

    Notes
    -----
    Rule E2. Where the guards forbid an effect nothing is drawn and the sentence says why.
    """
    from wellstaffed.evidence.before_after import LOG_RATE
    from wellstaffed.reports.evidence_charts import before_after_chart

    columns = ("Wave", answer.scale.capitalize() or "Effect", "Low", "High", "As change of the rate")
    heading = title or f"{(answer.outcome or 'events').capitalize()}: {answer.treated} districts that changed course"
    of_rate = answer.scale == LOG_RATE
    rows = [_wave_row(one.label, one.value, one.low, one.high, of_rate) for one in answer.events]
    rows += [
        _wave_row(f"first wave after, departures up to {one.times:g} times the largest before", None, one.low, one.high, of_rate)
        for one in answer.bounds
        if one.low is not None and one.high is not None
    ]  # fmt: skip
    return _picture(
        before_after_chart(answer, title=heading, headed=headed), heading, answer.sentence, columns, tuple(rows)
    )


def _wave_row(label: str, value: float | None, low: float, high: float, of_rate: bool) -> tuple[str, ...]:
    numbers = tuple("" if one is None else f"{one:.3f}" for one in (value, low, high))
    percent = [f"{100 * math.expm1(one):+.0f} %" for one in (low, high)] if of_rate and low < high else []
    return (label, *numbers, " to ".join(percent))


def write_picture(picture: EvidencePicture, file: Path) -> Path:
    """
    Write a picture as SVG.

    Raises
    ------
    UsageError
        If the name does not end in .svg, or there is nothing to draw.
    WriteError
        If the file cannot be written; it is then as it was.
    """
    from wellstaffed.core.atomic_files import write_whole

    if file.suffix.lower() != ".svg":
        raise UsageError(f"'{file.name}' does not end in .svg. Choose that ending.")
    if picture.svg is None:
        raise UsageError(f"There is nothing to draw: {picture.sentence}")
    write_whole(file, picture.svg.encode())
    return file


def _picture(
    chart: Chart | None, title: str, otherwise: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> EvidencePicture:
    if chart is None:
        return EvidencePicture(None, title, otherwise, columns, rows)
    return EvidencePicture(chart.svg, title, chart.description, columns, rows)


def _title(answer: DisparityTableAnswer, *, with_reference: bool = True) -> str:
    from wellstaffed.core.school_years import show_school_year
    from wellstaffed.evidence.groups import group_words

    settings = [one.setting for one in answer.answers]
    parts = [
        {one.place for one in settings},
        {group_words(one.group) for one in settings},
        {one.outcome for one in settings},
        {show_school_year(one.school_year) for one in settings if one.school_year},
    ]
    said = [next(iter(part)) for part in parts if len(part) == 1]
    against = [f"against {group_words(answer.reference)}"] if with_reference else []
    text = ", ".join([*said, *against])
    return text[:1].upper() + text[1:]


def _ratio_row(answer: DisparityAnswer, label: str) -> tuple[str, ...]:
    found = answer.found

    def of(events: float | None, students: float | None) -> str:
        return " of ".join("not known" if one is None else f"{one:,.0f}" for one in (events, students))

    words = _ratio_words(answer).partition(" (")
    ratio = words[0] if found.risk_ratio is not None else ""
    return (
        label, of(found.events, found.students), of(found.reference_events, found.reference_students),
        ratio, words[2].rstrip(")") if ratio else _at_least(found.risk_ratio_low), found.ratio_reason,
    )  # fmt: skip


def _labels(answer: DisparityTableAnswer) -> list[str]:
    """Return what tells each row from the others: of place, year, outcome and group only what is not the same in all."""
    from wellstaffed.core.school_years import show_school_year
    from wellstaffed.evidence.groups import group_words

    settings = [one.setting for one in answer.answers]
    parts = [
        [one.place for one in settings],
        [group_words(one.group) for one in settings],
        [one.outcome for one in settings],
        [show_school_year(one.school_year) if one.school_year else "" for one in settings],
    ]
    differing = [part for part in parts if len(set(part)) > 1] or [parts[1]]
    joined = (", ".join(words) for words in zip(*differing, strict=True))
    return [one[:1].upper() + one[1:] for one in joined]


def _at_least(low: float | None) -> str:
    from wellstaffed.evidence.sentence import shown_number

    return "" if low is None or math.isnan(low) else f"at least {shown_number(low)}"


def _ratio_words(answer: DisparityAnswer) -> str:
    from wellstaffed.apps.evidence_section import ratio_words

    return ratio_words(answer)
