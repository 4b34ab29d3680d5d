"""What holds of every agreement's clock on every day: days run down one by one, states never go back."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellstaffed.apps.clock_section import clock_days, clock_section
from wellstaffed.record.agreement import Agreement, load_agreement
from wellstaffed.record.agreement_clock import OptionState, agreement_clock
from wellstaffed.record.agreement_faults import agreement_faults
from wellstaffed.reports.calendar_file import calendar_file

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PATHS = [*sorted(EXAMPLES.glob("madison-2020/agreement-*.yaml")), *sorted(EXAMPLES.glob("agreements/*.yaml"))]
DAY = timedelta(days=1)
RANK = {OptionState.NOT_YET_OPEN: 0, OptionState.OPEN: 1}
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@st.composite
def agreements(draw):
    """Return a made agreement of any kind with one option of any kind and, at times, an event."""
    start = draw(st.dates(date(2018, 1, 1), date(2024, 12, 31)))
    kind = draw(st.sampled_from(["fixed_end", "yearly_renewal", "rolling"]))
    term = {"kind": kind, "from": start} | ({} if kind == "rolling" else {"to": start + timedelta(days=1200)})
    effects = [
        {"effective": start + timedelta(days=draw(st.integers(300, 1200)))},
        {"effective_every_year": draw(st.sampled_from(["06-30", "02-29", "12-31", "01-01"]))},
        {"effective_every_month_end": True},
        {"effective_any_day": True},
    ]
    counted = draw(st.sampled_from(["days_before", "months_before", "month_ends_before"]))
    notice = {"how": "letter", counted: draw(st.integers(0, 8 if "month" in counted else 200))}
    if draw(st.booleans()):
        notice["not_before_days"] = draw(st.integers(250, 400))
    one = {"id": "one", "label": "One", "who": ["D"], "notice": notice, "changes": "x", "officers_after": 0}
    one |= draw(st.sampled_from(effects))
    both = one | {"id": "both", "notice": {"how": "both agree", "by_agreement": True}, "closes": ["one"]}
    both = {key: value for key, value in both.items() if not key.startswith("effective")}
    both["effective_on_agreement"] = True
    if draw(st.booleans()):
        on = start + timedelta(days=draw(st.integers(0, 1100)))
        both["used"] = {"on": on, "complete": on + timedelta(days=draw(st.integers(0, 60))), "what": "ended"}
    rule = draw(st.sampled_from(["unstated", "stays", "next_working_day", "previous_working_day"]))
    return Agreement.model_validate(
        {
            "id": "made", "title": "Made", "made": True, "employer": "D", "payer": "D", "term": term,
            "district": {"leaid": "9999999", "name": "Made", "state": "WI"},
            "parties": [{"short": s, "name": s, "part": "other"} for s in "DC"], "cost_missing": "made",
            "officers": [{"school": "North", "officers": 1}], "saving": {"returns_to": "unstated"},
            "working_days": {"if_not_working": rule}, "options": [one, both],
        }
    )  # fmt: skip


def options(agreement, day):
    return {one.key: one for one in agreement_clock(agreement, day).options}


@given(agreements(), DAYS)
@settings(max_examples=300)
def test_from_one_day_to_the_next_days_run_down_by_one_and_states_never_go_back(agreement, day):
    assert agreement_faults(agreement) == []
    today, tomorrow = options(agreement, day), options(agreement, day + DAY)
    for key, one in today.items():
        following = tomorrow.get(key)
        if following is None:
            # A chance leaves the list only once it is final and a newer one stands in its place.
            assert one.state.is_final
            continue
        if one.state.is_final:
            assert following.state == one.state
        assert RANK.get(following.state, 2) >= RANK.get(one.state, 2)
        assert following.chance.last_day == one.chance.last_day
        if one.days_left is not None and following.days_left is not None:
            assert following.days_left == one.days_left - 1
        if one.days_left == 0:
            assert following.state.is_final
        if one.state == OptionState.OPEN and one.days_left:
            assert following.state in (OptionState.OPEN, OptionState.SUPERSEDED)


@given(agreements(), DAYS)
@settings(max_examples=150)
def test_an_open_option_never_ends_before_the_clock_s_day_nor_takes_effect_before_its_notice(agreement, day):
    for one in options(agreement, day).values():
        if one.state == OptionState.OPEN and one.chance.last_day is not None:
            assert one.days_left == (one.chance.last_day - day).days >= 0
        if one.chance.counted_day is not None and one.option.notice.month_ends_before != 0:
            assert one.chance.counted_day <= one.chance.effective


@given(st.sampled_from(PATHS), DAYS)
@settings(max_examples=120)
def test_every_clock_makes_a_calendar_file_that_a_parser_reads_back(path, day):
    clock = agreement_clock(load_agreement(path), day)
    days = clock_days(clock)
    content = calendar_file(clock.agreement.title, days, on=day)
    assert content == calendar_file(clock.agreement.title, days, on=day)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert [event["dtstart"].dt for event in events] == [one.day for one in days]
    assert [str(event["summary"]) for event in events] == [one.summary for one in days]
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event, one in zip(events, days, strict=True):
        assert event["dtend"].dt == one.day + DAY
        assert event["dtstamp"].dt == datetime(day.year, day.month, day.day, tzinfo=UTC)
        sounded = event.walk("VALARM")
        assert len(sounded) == len([before for before in one.alarm_days if one.day - timedelta(days=before) >= day])


@given(st.sampled_from(PATHS), DAYS)
@settings(max_examples=120)
def test_every_clock_has_a_section_with_full_rows(path, day):
    section = clock_section(agreement_clock(load_agreement(path), day))
    assert section.sentences
    assert all(len(row) == len(section.header) for row in section.rows)
    assert all("None" not in cell for row in section.rows for cell in row)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_each_open_last_day_has_an_alarm_on_the_day_itself(path):
    agreement = load_agreement(path)
    clock = agreement_clock(agreement, agreement.counts_from)
    entries = {one.key: one for one in clock_days(clock)}
    for one in clock.options:
        if one.chance.last_day is not None:
            entry = entries[f"{agreement.id}/{one.key}/last-day"]
            assert (entry.day, 0 in entry.alarm_days) == (one.chance.last_day, True)
