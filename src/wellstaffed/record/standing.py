"""Where each party stood on a day, who changed and when, and how each member voted over time (rules R2 and R3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from wellstaffed.record.day_span import DaySpan
from wellstaffed.record.public_record import PublicRecord
from wellstaffed.record.record_rows import Condition, MemberVote, Position, Stance, Vote

A_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class Statement:
    """
    What a person or body stood for on a day: said, or shown by a vote.

    Parameters
    ----------
    body, person : str, str or None
        Keys of the record; without a person the body itself speaks.
    day : DaySpan
    matter : str
    stance : Stance
    position : Position or None
        The words, where there are any.
    vote : Vote or None
    member_vote : MemberVote or None
        The choice, where the statement is a vote.
    """

    body: str
    person: str | None
    day: DaySpan
    matter: str
    stance: Stance
    position: Position | None = None
    vote: Vote | None = None
    member_vote: MemberVote | None = None

    @property
    def holder(self) -> str:
        """Who it is of: a person keeps a stance across offices, a body only its own."""
        return self.person or self.body

    @property
    def is_inferred(self) -> bool:
        """Tell whether it is a vote that follows from the count and the membership, and that no source names."""
        return self.member_vote is not None and self.member_vote.basis != "recorded"


@dataclass(frozen=True)
class Standing:
    """The latest statements of one holder on one matter, and the last one from the other side before them."""

    statements: tuple[Statement, ...]
    previous: Statement | None


@dataclass(frozen=True)
class Change:
    """A holder who went from one side to the other (`Stance.side`)."""

    before: Statement
    after: Statement


def statements(record: PublicRecord, matter: str = "officers") -> list[Statement]:
    """Return every statement on a matter, the earliest first; a vote that a position already tells of is not repeated."""
    said = [
        Statement(one.body, one.person, one.date, one.matter, one.stance, position=one)
        for one in record.positions
        if one.matter == matter
    ]
    told = {(one.holder, one.day) for one in said}
    votes = {vote.id: vote for vote in record.votes}
    for member in record.vote_members if matter == "officers" else ():
        vote = votes[member.vote]
        stance = {"yes": vote.yes_means, "no": vote.no_means}.get(member.choice)
        if stance is not None and (member.person, vote.date) not in told:
            said.append(
                Statement(vote.bodies[0], member.person, vote.date, matter, stance, vote=vote, member_vote=member)
            )
    return sorted(
        said, key=lambda one: (one.day.last, one.day.first, one.holder, one.position.id if one.position else "")
    )


def standings(record: PublicRecord, matter: str = "officers") -> list[Standing]:
    """
    Return where each person or body stands on a matter, as far as the record knows.

    Parameters
    ----------
    record : PublicRecord
        As it was known on the day asked about (`PublicRecord.known_on`).
    matter : str
        ``officers``, or another matter of the positions.

    Returns
    -------
    list of Standing
        In the order of the bodies, in each those still in office first, of these those with a condition first, then by name.

    Notes
    -----
    Rule R2: an earlier statement is not overwritten; it stands as the previous one where it was on the other side. Who is
    no longer shown in office (`last_seen_in_office`) stands last in the body.
    """
    found: dict[str, list[Statement]] = {}
    for one in statements(record, matter):
        found.setdefault(one.holder, []).append(one)
    listed = []
    for said in found.values():
        latest = tuple(one for one in said if one.day == said[-1].day)
        side = latest[-1].stance.side
        other = [one for one in said if side and one.stance.side and one.stance.side != side]
        listed.append(Standing(latest, other[-1] if other else None))
    order = {body.id: index for index, body in enumerate(record.bodies)}
    return sorted(listed, key=lambda one: _standing_key(record, order, one))


def last_seen_in_office(record: PublicRecord, body: str, person: str | None) -> DaySpan | None:
    """
    Return when a source last shows a person in an office of a body, where that is over a month before the record's day; else None.

    Nobody is written about each day: who was in office a month ago is taken to be still. A person of whose office the record says nothing, a body that speaks itself and a record without a day have none.
    """
    seen = [one.seen_last for one in record.offices if one.person == person and one.body == body]
    last = max(seen, key=lambda one: one.last, default=None)
    return last if last and record.as_of and last.last < record.as_of - A_MONTH else None


def _standing_key(record: PublicRecord, order: dict[str, int], one: Standing) -> tuple[int, bool, bool, str]:
    first = one.statements[0]
    gone = last_seen_in_office(record, first.body, first.person) is not None
    conditional = any(said.position and said.position.condition for said in one.statements)
    return order[first.body], gone, not conditional, record.holder_name(first.body, first.person).casefold()


def changes(record: PublicRecord) -> list[Change]:
    """Return who changed sides on the officers, and when; the earliest change first."""
    last: dict[str, Statement] = {}
    found = []
    for one in statements(record):
        if one.stance.side is None:
            continue
        before = last.get(one.holder)
        if before is not None and before.stance.side != one.stance.side:
            found.append(Change(before, one))
        last[one.holder] = one
    return found


@dataclass(frozen=True)
class MemberRecord:
    """One member's votes, the earliest first."""

    person: str
    votes: tuple[tuple[Vote, MemberVote], ...]


def votes_by_member(record: PublicRecord) -> list[MemberRecord]:
    """Return how each member voted over time, members by name (rule R3)."""
    votes = {vote.id: vote for vote in record.votes}
    found: dict[str, list[tuple[Vote, MemberVote]]] = {}
    for member in record.vote_members:
        found.setdefault(member.person, []).append((votes[member.vote], member))
    return [
        MemberRecord(person, tuple(sorted(cast, key=lambda one: (one[0].date.last, one[0].id))))
        for person, cast in sorted(found.items(), key=lambda one: record.person_name(one[0]).casefold())
    ]


def unnamed_votes(record: PublicRecord, vote: Vote) -> dict[str, int]:
    """Return how many votes of each choice are counted in a vote for which the record holds no names."""
    named = [one.choice for one in record.vote_members if one.vote == vote.id]
    left = {choice: (getattr(vote, choice) or 0) - named.count(choice) for choice in ("yes", "no", "abstain")}
    return {choice: count for choice, count in left.items() if count > 0}


@dataclass(frozen=True)
class SchoolGap:
    """What one school lacks of one role in FTE, with its bounds; None where not even they are known."""

    school: str
    role: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ConditionFinding:
    """Whether a plan meets a condition: ``met``, ``not met``, ``cannot be told``, ``not a matter of figures``; and why."""

    condition: Condition
    finding: str
    why: str


def condition_findings(record: PublicRecord, gaps: Sequence[SchoolGap] | None) -> list[ConditionFinding]:
    """
    Return for each condition of the record whether staffing as a plan has it meets it.

    Parameters
    ----------
    record : PublicRecord
    gaps : sequence of SchoolGap or None
        The plan's gaps, school by school and role by role; None where no plan is given.

    Notes
    -----
    An unknown gap is never taken for none (rule M2): the condition is then met only if nothing can be missing.
    """
    return [_finding(one, gaps) for one in record.conditions]


def _finding(condition: Condition, gaps: Sequence[SchoolGap] | None) -> ConditionFinding:
    if condition.test == "words":
        return ConditionFinding(condition, "not a matter of figures", "no figure tests these words")
    if not gaps:
        return ConditionFinding(condition, "cannot be told", "no plan with gaps by school is given")
    short = [one for one in gaps if one.low is not None and one.low > 0]
    unknown = [one for one in gaps if one.high is None or (one.high > 0 and not (one.low and one.low > 0))]
    if short:
        worst = max(short, key=lambda one: (one.low or 0, one.school, one.role))
        why = (
            f"{len(short)} of {len(gaps)} gaps by school and role are open, the largest {worst.role} at {worst.school}"
        )
        return ConditionFinding(condition, "not met", why)
    if unknown:
        why = f"{len(unknown)} of {len(gaps)} gaps by school and role are not known: none may be missing, or all"
        return ConditionFinding(condition, "cannot be told", why)
    return ConditionFinding(condition, "met", f"none of {len(gaps)} gaps by school and role is open")
