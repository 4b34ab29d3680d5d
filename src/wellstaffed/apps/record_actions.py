"""What a person can ask of the public record of a district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wellstaffed.apps.plan_answer import PlanAnswer
    from wellstaffed.record.agreement import Agreement
    from wellstaffed.record.peers import Terms
    from wellstaffed.record.public_record import PublicRecord
    from wellstaffed.record.standing import SchoolGap
    from wellstaffed.reports.memo_content import StaffView
    from wellstaffed.reports.timeline_chart import TimelineMark


@dataclass(frozen=True)
class RecordAnswer:
    """
    The answer to one question about the record.

    Parameters
    ----------
    record : PublicRecord
        As it was known on the day asked about.
    rows : list of dict
        The answer as rows, as ``--csv`` prints them.
    columns : tuple of str
        Their columns, in order.
    parts : dict
        The answer as ``--json`` prints it.
    """

    record: PublicRecord
    rows: list[dict[str, Any]]
    columns: tuple[str, ...]
    parts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints."""
        district = self.record.district
        return {
            "as_of": self.record.as_of.isoformat() if self.record.as_of else None,
            "district": {"leaid": district.leaid, "name": district.name, "state": district.state},
            **self.parts,
        }

    def as_csv(self) -> str:
        """Return the rows as CSV."""
        from wellstaffed.reports.csv_text import csv_text

        return csv_text(self.columns, self.rows)


def known_record(district: str, as_of: date | None, folder: Path | None) -> PublicRecord:
    """Return the record of a district as it was known on a day."""
    from wellstaffed.record.public_record import record_of

    return record_of(district, folder=folder).known_on(as_of)


def agreements_of(leaid: str) -> list[Agreement]:
    """Return the agreements of a district among the examples, the earliest first; none that is made up."""
    from wellstaffed.apps.actions import examples
    from wellstaffed.record.agreement import load_agreement

    found = [load_agreement(path) for path in sorted(examples().glob("*/agreement-*.yaml"))]
    own = [one for one in found if one.district.leaid == leaid and not one.made]
    return sorted(own, key=lambda one: (one.counts_from, one.id))


def record_positions(
    *, district: str, as_of: date | None = None, matter: str = "officers", folder: Path | None = None
) -> RecordAnswer:
    """
    Return where each party stood on a matter, who had changed by then, and which conditions were attached to it (rule R2).

    Parameters
    ----------
    district : str
        LEAID or name.
    as_of : date, optional
        Nothing known only later is in the answer; everything without it.
    matter : str
        ``officers``, ``staffing``, ``safety``, ``survey`` or ``amendment``; only on officers are there sides to change.
    folder : Path, optional
        The user's own record.
    """
    from wellstaffed.apps.record_rows_json import change_row, condition_rows, standing_rows
    from wellstaffed.core.errors import UsageError
    from wellstaffed.record.standing import changes, standings

    matters = ("officers", "amendment", "staffing", "safety", "survey")
    if matter not in matters:
        raise UsageError(f"--matter is '{matter}'; it can be {', '.join(matters)}.")
    record = known_record(district, as_of, folder)
    rows = [row for one in standings(record, matter) for row in standing_rows(record, one)]
    columns = (
        "body", "who", "role", "date", "date_words", "stance", "stance_words", "is_inferred", "condition", "previous",
        "previous_date", "previous_is_inferred", "last_seen_in_office", "quote", "quote_missing", "paraphrase", "note",
        "hindsight", "shown_by", "confidence", "sources",
    )  # fmt: skip
    parts = {
        "standing": rows,
        "changes": [change_row(record, one) for one in changes(record)] if matter == "officers" else [],
        "conditions": [row for row in condition_rows(record, None) if row["matter"] == matter],
        "matter": matter,
    }
    return RecordAnswer(record, rows, columns, parts)


def record_votes(*, district: str, as_of: date | None = None, folder: Path | None = None) -> RecordAnswer:
    """Return every vote with its members, and each member's votes over time (rule R3)."""
    from wellstaffed.apps.record_rows_json import member_row, vote_row
    from wellstaffed.record.standing import votes_by_member

    record = known_record(district, as_of, folder)
    votes = [vote_row(record, vote) for vote in record.votes]
    members = [member_row(record, one) for one in votes_by_member(record)]
    rows = [vote | {name: "; ".join(people) for name, people in vote["members"].items()} for vote in votes]
    columns = (
        "date", "date_words", "body", "matter", "result", "yes", "no", "abstain", "absent", "not recorded", "unnamed",
        "note", "hindsight", "confidence", "sources",
    )  # fmt: skip
    return RecordAnswer(record, rows, columns, {"votes": votes, "members": members})


def record_timeline(*, district: str, as_of: date | None = None, folder: Path | None = None) -> RecordAnswer:
    """Return votes, positions, proposals and the days of agreements in order, and the days that lie ahead."""
    from wellstaffed.apps.record_rows_json import timeline_row
    from wellstaffed.record.timeline import coming_dates, timeline

    record = known_record(district, as_of, folder)
    agreements = agreements_of(record.district.leaid)
    rows = [timeline_row(one) for one in timeline(record, agreements)]
    coming = [timeline_row(one) for one in coming_dates(agreements, as_of)] if as_of else []
    columns = ("date", "date_words", "kind", "who", "what", "result", "quote", "note", "confidence", "sources")
    return RecordAnswer(record, rows, columns, {"timeline": rows, "coming": coming})


def record_peers(
    *,
    district: str,
    as_of: date | None = None,
    like: tuple[str, ...] = (),
    reversed_only: bool = False,
    folder: Path | None = None,
    beside: bool = False,
) -> RecordAnswer:
    """
    Return what became of officers in peer districts (rule R4), the nearest first where a distance is asked for.

    Parameters
    ----------
    like : tuple of str
        Measures whose distances are added up, of those in `wellstaffed.record.peers.MEASURES`.
    reversed_only : bool
        Only districts that went back on their course.
    folder : Path, optional
        The user's own record; its peers too, where it holds ``peer_districts.csv`` and ``peer_events.csv``.
    beside : bool
        The user's peers stand beside the shipped ones, not in place of them.
    """
    from wellstaffed.apps.record_places import record_or_district
    from wellstaffed.apps.record_rows_json import peer_row
    from wellstaffed.record.peers import MEASURES, peer_itself, peers, peers_like
    from wellstaffed.record.public_record import load_peers, peers_beside, shipped_peers

    record = record_or_district(district, as_of, folder)
    own = folder is not None and (folder / "peer_districts.csv").is_file()
    read = peers_beside if beside else load_peers
    districts, steps = read(folder) if folder and own else shipped_peers()
    listed = peers(districts, steps, as_of)
    leaid = record.district.leaid
    if like:
        itself = peer_itself(record.district, districts, listed, own_terms(leaid, as_of))
        rows = [peer_row(one.peer, one) for one in peers_like(itself, listed, like)]
    else:
        rows = [peer_row(one) for one in listed if one.district.leaid != leaid]
    if reversed_only:
        rows = [row for row in rows if row["reversed"]]
    columns = (
        "district", "state", "leaid", "directory_name", "status", "since", "distance", "reversed", "reversals",
        "officers", "officers_on", "officers_note", "cost", "cost_on", "cost_note", "payer", "payer_on", "locale",
        "residents", "children", "poverty_share", "measures_missing", "steps", "sources",
    )  # fmt: skip
    flat = [
        row | {"steps": "; ".join(f"{e['date'] or 'undated'}: {e['what']}" for e in row["events"]),
               "reversals": "; ".join(f"{e['date'] or 'undated'}: {e['what']}" for e in row["reversals"])}
        for row in rows
    ]  # fmt: skip
    parts = {"like": {name: MEASURES[name] for name in like}, "peers": rows}
    return RecordAnswer(record, flat, columns, parts)


def own_terms(leaid: str, as_of: date | None) -> Terms | None:
    """Return the terms of the district's own agreement, the latest that was known on a day."""
    from wellstaffed.record.peers import Terms

    known = [one for one in agreements_of(leaid) if as_of is None or one.counts_from <= as_of]
    if not known:
        return None
    latest = known[-1]
    costs = [one.dollars_per_year for one in latest.cost if as_of is None or one.said_on.last <= as_of]
    part = next((one.part for one in latest.parties if one.short == latest.payer), None)
    return Terms(int(latest.officers_now), int(costs[-1]) if costs else None, part)


def record_show(*, district: str, as_of: date | None = None, folder: Path | None = None) -> RecordAnswer:
    """Return the whole record of a district: bodies, people with offices, meetings, proposals, conditions, figures."""
    from wellstaffed.apps.record_rows_json import condition_rows, flat_rows, person_row
    from wellstaffed.record.standing import statements

    record = known_record(district, as_of, folder)
    named = {office.person for office in record.offices} | {one.holder for one in statements(record)}
    named |= {one.person for one in record.positions if one.person} | {one.person for one in record.vote_members}
    tables: dict[str, list[dict[str, Any]]] = {
        name: [row.model_dump(mode="json", exclude_none=True) for row in getattr(record, name)]
        for name in ("bodies", "meetings", "proposals", "votes", "vote_members", "positions", "facts")
    }
    tables["people"] = [person_row(record, one) for one in record.people if record.as_of is None or one.id in named]
    tables["conditions"] = condition_rows(record, None)
    tables["agreements"] = [
        {"id": one.id, "title": one.title, "from": str(one.term.from_), "to": str(one.term.to) if one.term.to else None}
        for one in agreements_of(record.district.leaid)
        if as_of is None or one.counts_from <= as_of
    ]
    parts: dict[str, Any] = {"undated_facts_left_out": record.undated_facts_left_out, **tables}
    rows = [row for name in sorted(tables) for one in tables[name] for row in flat_rows(name, one)]
    columns = dict.fromkeys(["table", *(key for row in rows for key in row)])
    return RecordAnswer(record, rows, tuple(columns), parts)


def record_conditions(
    *, district: str, plan: Path | None = None, as_of: date | None = None, folder: Path | None = None
) -> RecordAnswer:
    """
    Return each condition of the record, whether the staff of today meets it, and what each option of a plan makes of it.

    Parameters
    ----------
    plan : Path, optional
        A plan of the same district. Its gaps say whether a condition is met before anything is done; where it places posts,
        every option is solved and held against the condition.

    Raises
    ------
    UsageError
        If the plan is of another district.
    """
    from wellstaffed.apps.condition_answer import with_options
    from wellstaffed.apps.record_rows_json import condition_rows

    record = known_record(district, as_of, folder)
    rows = condition_rows(record, plan_gaps(plan, record.district.leaid) if plan else None)
    with_options(rows, record.conditions, solved_plan(plan) if plan else None)
    columns = (
        "proposal", "by", "date", "condition", "option", "finding", "why", "quote", "confidence", "sources",
    )  # fmt: skip
    flat = [
        {name: value for name, value in row.items() if name != "options"} | told
        for row in rows
        for told in [{"option": "before the plan"}, *_by_option(row["options"])]
    ]
    return RecordAnswer(record, flat, columns, {"conditions": rows, "plan": str(plan) if plan else None})


def _by_option(options: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"option": one["label"], "finding": one["finding"], "why": one["why"]} for one in options]


def solved_plan(path: Path) -> PlanAnswer | None:
    """Return the options of a plan solved; None where it places no posts."""
    from wellstaffed.apps.plan_actions import plan_answer
    from wellstaffed.plans.plan_document import load_plan
    from wellstaffed.standards.library import StandardsLibrary

    document = load_plan(path)
    return plan_answer(document, path, StandardsLibrary(None), explained=()) if document.staffing else None


def plan_gaps(path: Path, leaid: str) -> list[SchoolGap]:
    """Return the gaps of a memo's plan, school by school, of the view that its answer is from."""
    from wellstaffed.apps.memo_files import answer_view
    from wellstaffed.core.errors import UsageError
    from wellstaffed.plans.plan_document import load_plan
    from wellstaffed.standards.library import StandardsLibrary

    plan = load_plan(path)
    if plan.district.leaid != leaid:
        raise UsageError(
            f"The plan {path} is of {plan.district.name} ({plan.district.leaid}), the record of {leaid}. "
            "Give the plan or the --district that goes with the other."
        )
    return view_gaps(answer_view(plan, path, StandardsLibrary(None)))


def view_gaps(view: StaffView) -> list[SchoolGap]:
    """Return the gaps of a memo's view as the record asks for them."""
    from wellstaffed.record.standing import SchoolGap

    return [
        SchoolGap(
            row.school,
            row.role_name,
            None if row.gap_low is None else float(row.gap_low),
            None if row.gap_high is None else float(row.gap_high),
        )
        for row in view.rows
    ]


def timeline_picture_marks(answer: RecordAnswer) -> list[TimelineMark]:
    """Return the marks of a timeline's chart: the entries of the answer that it can show."""
    from wellstaffed.apps.record_section import timeline_marks
    from wellstaffed.record.timeline import timeline

    return timeline_marks(answer.record, timeline(answer.record, agreements_of(answer.record.district.leaid)))


def record_picture(*, answer: RecordAnswer, is_narrow: bool = False) -> str | None:
    """Return the chart of a timeline as SVG, as a phone shows it if narrow; None where nothing that it can show was known."""
    from wellstaffed.reports.timeline_chart import timeline_chart

    day = f" up to {answer.record.as_of.isoformat()}" if answer.record.as_of else ""
    drawn = timeline_chart(timeline_picture_marks(answer), title=f"Votes and positions{day}", is_narrow=is_narrow)
    return None if drawn is None else drawn[0]


def feed_of(answer: RecordAnswer) -> bytes:
    """Return a timeline as an Atom feed, stamped with the day of the question, or of its last entry."""
    from wellstaffed.core.errors import UsageError
    from wellstaffed.reports.atom_feed import FeedEntry, atom_feed

    entries = [
        FeedEntry(
            row["key"], date.fromisoformat(row["last"]), f"{row['who']}: {row['result'] or row['what']}"[:200],
            " ".join(str(row[part]) for part in ("what", "result", "quote", "note") if row[part]), row["sources"][0],
        )
        for row in answer.rows
    ]  # fmt: skip
    if not entries:
        raise UsageError("Nothing is known on that day, so there is no feed to write. Give a later --as-of.")
    district = answer.record.district
    day = answer.record.as_of or max(entry.day for entry in entries)
    title = f"{district.name}: the record on police in schools"
    return atom_feed(title, f"record/{district.leaid}", entries, updated=day)


def calendar_of(answer: RecordAnswer) -> bytes:
    """Return the days that lie ahead of a timeline's day as an iCalendar file with alarms."""
    from wellstaffed.core.errors import UsageError
    from wellstaffed.reports.calendar_file import CalendarDay, calendar_file
    from wellstaffed.reports.words import capital

    on = answer.record.as_of
    if on is None:
        raise UsageError("--ics needs --as-of: the days that lie ahead are those after a day.")
    days = [
        CalendarDay(
            f"record/{row['key']}", date.fromisoformat(row["last"]), capital(row["what"]), row["who"], row["sources"][0]
        )
        for row in answer.parts["coming"]
    ]
    return calendar_file(answer.record.district.name, days, on=on)


def record_feed(*, answer: RecordAnswer, file: Path) -> Path:
    """Write a timeline as an Atom feed."""
    from wellstaffed.core.atomic_files import write_whole

    write_whole(file, feed_of(answer))
    return file


def record_calendar(*, answer: RecordAnswer, file: Path) -> Path:
    """Write the days that lie ahead of the answer's day as an iCalendar file with alarms, whose name ends in .ics."""
    from wellstaffed.apps.clock_actions import check_calendar_name
    from wellstaffed.core.atomic_files import write_whole

    check_calendar_name(file)
    write_whole(file, calendar_of(answer))
    return file
