"""Sections of a memo that other rooms finish: the agreement's clock, where the parties stand, what peers did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wellstaffed.plans.plan_document import Plan, PublishedCounts
from wellstaffed.reports.memo_content import StaffView, TextSection

if TYPE_CHECKING:
    from wellstaffed.apps.plan_answer import PlanAnswer
    from wellstaffed.record.agreement_clock import AgreementClock


def further_sections(
    plan: Plan, plan_path: Path, view: StaffView, placed: PlanAnswer | None = None
) -> tuple[TextSection, ...]:
    """
    Return the sections that a plan asks for, each as it was known on the plan's day.

    Whether a condition is met is told by the gaps of `view`, the one that the memo's answer is from, and, where the plan places
    posts, for each option by `placed`.

    Raises
    ------
    AgreementError, RecordError, EvidenceTableError
        If the agreement, its calendar, the record or the table of counts has faults.
    """
    made: list[TextSection] = []
    if plan.agreement is not None:
        made.append(_clock(plan, plan_path))
    if plan.record:
        made += _record(plan, plan_path, view, placed)
    if plan.counts is not None:
        made += _evidence(plan, plan.counts, plan_path)
    return tuple(made)


def plan_clock(plan: Plan, plan_path: Path) -> AgreementClock:
    """Return the clock of a plan's agreement on the plan's day; raise `AgreementError` for faults of its documents."""
    from wellstaffed.record.agreement import load_agreement
    from wellstaffed.record.agreement_clock import agreement_clock
    from wellstaffed.record.meetings import load_meeting_calendar

    meetings = load_meeting_calendar(plan_path.parent / plan.calendar) if plan.calendar else None
    agreement = load_agreement(plan_path.parent / str(plan.agreement))
    return agreement_clock(agreement, plan.dated, meetings=meetings)


def last_days(plan: Plan, plan_path: Path) -> bytes:
    """Return the last days for notice of a plan's agreement as a calendar file."""
    from wellstaffed.apps.clock_section import clock_days
    from wellstaffed.reports.calendar_file import calendar_file

    clock = plan_clock(plan, plan_path)
    return calendar_file(clock.agreement.title, clock_days(clock), on=plan.dated)


def _clock(plan: Plan, plan_path: Path) -> TextSection:
    from wellstaffed.apps.clock_section import clock_section

    found = clock_section(plan_clock(plan, plan_path))
    return TextSection(
        "clock",
        "Clock",
        "Options of the agreement",
        found.title,
        found.sentences,
        found.header,
        found.rows,
        found.notes,
        found.sources,
    )


def _record(plan: Plan, plan_path: Path, view: StaffView, placed: PlanAnswer | None) -> list[TextSection]:
    from wellstaffed.apps.record_actions import agreements_of, known_record, view_gaps
    from wellstaffed.apps.record_section import peers_section, standing_section, timeline_marks
    from wellstaffed.record.timeline import timeline
    from wellstaffed.reports.timeline_chart import timeline_chart

    folder = (plan_path.parent / plan.record_file).parent if plan.record_file else None
    record = known_record(plan.district.leaid, plan.dated, folder)
    stands = standing_section(record, view_gaps(view), placed)
    title = f"Votes and positions up to {plan.dated.isoformat()}"
    drawn = timeline_chart(timeline_marks(record, timeline(record, agreements_of(plan.district.leaid))), title=title)
    parties = TextSection(
        "parties", "Parties", "Positions, those with a condition first", stands.title, stands.sentences, stands.header, stands.rows, stands.notes, stands.sources,
        widths=(1.6, 1.2, 0.9, 1.4, 0.9, 2.4), chart=None if drawn is None else (drawn[0], title, drawn[1]),
    )  # fmt: skip
    did = peers_section(plan.district.leaid, plan.dated)
    peers = TextSection(
        "peers", "Peers", "Other districts", did.title, did.sentences, did.header, did.rows, did.notes, did.sources,
        widths=(1.3, 0.5, 1.2, 0.9, 2.2, 0.8, 0.9, 1.6),
    )  # fmt: skip
    return [parties, peers]


def _evidence(plan: Plan, counts: PublishedCounts, plan_path: Path) -> list[TextSection]:
    from wellstaffed.apps.evidence_section import evidence_section

    found = evidence_section(
        plan_path.parent / counts.table,
        group=counts.group,
        references=tuple(counts.references),
        published=counts.published is not None,
        incidents=counts.incidents,
    )
    cautions = [counts.caution] if counts.caution else []
    if counts.published is not None and counts.published > plan.dated:
        cautions.insert(0, f"Hindsight: published {counts.published.isoformat()}, after the date of this memo.")
    record = TextSection(
        "arrests", "Arrests", "Rates of two groups of students", found.title,
        (*([" ".join(cautions)] if cautions else []), *found.sentences),
        ("Outcome", "Events among students", "Share of events", "Per 1,000 students", "Ratio of rates (95 % interval)",
         "Difference per 1,000 (95 % interval)"),
        tuple((row.label, row.counts, row.share, row.rates, row.ratio, row.difference) for row in found.rows),
        (" ".join([*found.not_published, *found.notes]),), found.sources,
        widths=(2, 2, 0.8, 1.2, 1.3, 1.5),
        chart=None if found.chart is None else (found.chart.svg, found.chart.title, found.chart.description),
        new_page=True, table_behind=True,
    )  # fmt: skip
    directions = ("More", "Fewer", "No clear change")
    research = TextSection(
        "research", "Research", "How many studies found more, fewer or no clear change", "What research finds, in both directions",
        (), ("Question", *directions), tuple((row.question, *row.numbers) for row in found.panel),
        (f"{found.strengths} The studies by name stand behind.", " ".join(found.limits)), (),
        widths=(4.6, 1.2, 1.2, 1.3),
    )  # fmt: skip
    studies = TextSection(
        "studies", "Studies", "Studies that found more, fewer or no clear change", "Studies",
        (), ("Question", *directions), tuple((row.question, *row.names) for row in found.panel),
        (), found.study_sources, widths=(2.4, 3, 2, 1.8), table_behind=True,
    )  # fmt: skip
    return [record, research, studies]
