"""The command ``wellstaffed clock`` as a person or a script meets it."""

import json
from datetime import date
from pathlib import Path

import icalendar
import pytest
from tests.asked import ask_here, ask_process

from wellstaffed.apps import clock_actions
from wellstaffed.apps.clock_section import clock_section

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MADISON = str(EXAMPLES / "madison-2020/agreement-2019-22.yaml")
CALENDAR = str(EXAMPLES / "madison-2020/calendar.yaml")


def run(*arguments, **environment):
    return ask_here("clock", *arguments, **environment)


def test_on_8_june_2020_two_days_remain_for_one_officer_and_99_for_the_whole_agreement():
    document = json.loads(run(MADISON, "--on", "2020-06-08", "--json").stdout)
    by_day = {one["last_day"]: (one["state"], one["days_left"]) for one in document["options"]}
    assert by_day == {
        "2019-09-15": ("closed-unused", None),
        "2020-06-10": ("open", 2),
        "2020-09-15": ("open", 99),
    }


def test_the_screen_says_the_same_with_the_last_meetings():
    shown = run(MADISON, "--on", "2020-06-08", "--calendar", CALENDAR, COLUMNS="220").stdout
    assert "Drop one officer from January 2021: open, 2 days left" in shown
    assert "open, 99 days left" in shown
    assert "2020-08-03, School board" in shown


def test_the_calendar_file_opens_with_alarms_and_has_the_same_bytes_anywhere(tmp_path):
    here, there = tmp_path / "here.ics", tmp_path / "there.ics"
    question = (MADISON, "--on", "2020-06-08", "--calendar", CALENDAR, "--ics")
    assert run(*question, str(here)).returncode == 0
    ask_process("clock", *question, str(there), LC_ALL="C", TZ="Pacific/Kiritimati")
    assert here.read_bytes() == there.read_bytes()
    events = icalendar.Calendar.from_ical(here.read_bytes()).walk("VEVENT")
    alarms = {event["dtstart"].dt: len(event.walk("VALARM")) for event in events}
    assert alarms[date(2020, 6, 10)] == 2
    assert alarms[date(2020, 9, 15)] == 5
    assert alarms[date(2020, 8, 3)] == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nowhere.yaml",), 3, "cannot be read"),
        ((CALENDAR,), 3, "is a calendar of meetings by its keys"),
        ((MADISON, "--ics", "dates.txt"), 2, "does not end in .ics"),
        ((MADISON, "--calendar", MADISON), 3, "a calendar of meetings is expected"),
    ],
)
def test_a_wrong_question_gets_a_sentence_and_an_exit_code(arguments, code, words):
    result = run(*arguments, "--on", "2020-06-08")
    assert result.returncode == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def section(name, day):
    return clock_section(clock_actions.clock(agreement=EXAMPLES / name, on=date.fromisoformat(day)))


def test_the_section_says_what_happens_if_nobody_acts():
    assert section("madison-2020/agreement-2019-22.yaml", "2020-06-08").sentences[-1] == (
        "If nobody acts, 4 officers stay until the agreement ends by itself (2022-06-15)."
    )
    assert "renews by itself" in section("agreements/automatic-renewal.yaml", "2023-03-01").sentences[-1]
    assert "has no end" in section("agreements/month-end.yaml", "2024-02-10").sentences[-1]
    assert not any(
        "nobody acts" in one for one in section("madison-2020/agreement-2019-22.yaml", "2020-09-16").sentences
    )


def test_the_section_names_a_last_day_on_which_nobody_works():
    said = " ".join(section("madison-2020/agreement-2019-22.yaml", "2019-09-01").sentences)
    assert "up to Sunday 2019-09-15" in said
    assert "the last working day before it is Friday 2019-09-13" in said


def test_an_end_that_waits_for_a_party_is_told_as_begun():
    said = section("madison-2020/agreement-2019-22.yaml", "2020-07-01").sentences
    assert any(one.endswith("begun on 2020-06-29, not yet agreed by every party.") for one in said)
    assert any("open, 76 days left" in one for one in said)


def test_an_officer_already_given_up_does_not_stay(tmp_path):
    text = (EXAMPLES / "agreements/notice-days-before.yaml").read_text(encoding="utf-8")
    path = tmp_path / "agreement.yaml"
    path.write_text(
        text + "    used: {on: 2024-10-01, what: the board gave notice for one officer}\n", encoding="utf-8"
    )
    before, after = (
        clock_section(clock_actions.clock(agreement=path, on=date(2024, *day))) for day in ((9, 30), (10, 2))
    )
    assert "2 officers stay" in before.sentences[-1]
    assert "1 officer stays" in after.sentences[-1]


def test_a_price_is_told_from_the_day_on_which_somebody_said_it():
    assert not any(
        "assistant city attorney" in one for one in section("madison-2020/agreement-2019-22.yaml", "2020-06-28").notes
    )
    assert any(
        "assistant city attorney" in one for one in section("madison-2020/agreement-2019-22.yaml", "2020-06-29").notes
    )
