"""The clock of Madison's agreement, of its predecessor, and of one made agreement of each kind."""

from datetime import date
from pathlib import Path

import pytest

from wellstaffed.core.errors import AgreementError
from wellstaffed.record.agreement import agreement_schema, load_agreement
from wellstaffed.record.agreement_clock import OptionState, agreement_clock
from wellstaffed.record.meetings import load_meeting_calendar

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MADISON = EXAMPLES / "madison-2020/agreement-2019-22.yaml"
SUMMER, JANUARY, THIRD_YEAR = "drop-one-summer-2020", "drop-one-january-2021", "end-before-2021-22"


def clock(path, day, **more):
    return agreement_clock(load_agreement(path), date.fromisoformat(day), **more)


def standing(path, day):
    return {one.key: (one.state.value, one.days_left) for one in clock(path, day).options}


def made(name, day):
    return standing(EXAMPLES / "agreements" / f"{name}.yaml", day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-09-15", {SUMMER: ("open", 0), JANUARY: ("open", 269), THIRD_YEAR: ("open", 366)}),
        ("2019-09-16", {SUMMER: ("closed-unused", None), JANUARY: ("open", 268), THIRD_YEAR: ("open", 365)}),
        ("2020-06-08", {SUMMER: ("closed-unused", None), JANUARY: ("open", 2), THIRD_YEAR: ("open", 99)}),
        ("2020-06-10", {SUMMER: ("closed-unused", None), JANUARY: ("open", 0), THIRD_YEAR: ("open", 97)}),
        ("2020-06-11", {SUMMER: ("closed-unused", None), JANUARY: ("closed-unused", None), THIRD_YEAR: ("open", 96)}),
        ("2020-09-16",
         {SUMMER: ("closed-unused", None), JANUARY: ("closed-unused", None), THIRD_YEAR: ("superseded", None),
          "end-by-agreement": ("used", None)}),
    ],
)  # fmt: skip
def test_madison_s_options_stand_as_they_stood_on_the_day(day, expected):
    assert standing(MADISON, day) == expected


def test_an_end_that_waits_for_the_council_supersedes_nothing_yet():
    assert standing(MADISON, "2020-07-20")[THIRD_YEAR] == ("open", 57)
    assert standing(MADISON, "2020-07-21")[THIRD_YEAR] == ("superseded", None)


def test_on_8_june_2020_the_clock_says_nothing_that_was_known_later_only():
    document = str(clock(MADISON, "2020-06-08").as_json())
    for later in ("2020-06-29", "2020-07-21", "7-0", "19-1", "approves-removing", "terminates"):
        assert later not in document


def test_the_json_has_the_keys_that_scripts_rely_on():
    document = clock(MADISON, "2020-06-08").as_json()
    january = next(one for one in document["options"] if one["id"] == JANUARY)
    relied_on = ("id", "label", "state", "last_day", "days_left", "effective", "officers_after", "who", "closes")
    assert {key: january[key] for key in relied_on} == {
        "id": JANUARY, "label": "Drop one officer from January 2021", "state": "open", "last_day": "2020-06-10",
        "days_left": 2, "effective": "2021-01-01", "officers_after": 3, "who": ["MMSD"], "closes": [],
    }  # fmt: skip
    assert document["on"] == "2020-06-08"


def test_a_last_day_on_a_sunday_stays_and_is_named():
    summer = next(one for one in clock(MADISON, "2019-09-01").options if one.key == SUMMER)
    assert (summer.chance.last_day, summer.not_working) == (date(2019, 9, 15), "a Sunday")
    assert summer.working_day == date(2019, 9, 13)


def test_an_effective_day_that_no_source_gives_is_a_reason_and_no_date():
    (option,) = clock(EXAMPLES / "madison-2020/agreement-2016-19.yaml", "2018-08-20").as_json()["options"]
    assert (option["last_day"], option["days_left"], option["effective"]) == ("2018-08-25", 5, None)
    assert "not the day" in option["effective_missing"]


def test_notice_counted_from_the_effective_day_can_fall_on_a_leap_day():
    assert made("notice-days-before", "2024-02-29")["leave-in-leap-year"] == ("open", 0)
    assert made("notice-days-before", "2024-03-01")["leave-in-leap-year"] == ("closed-unused", None)


def test_notice_too_early_is_not_yet_open():
    assert made("notice-days-before", "2024-07-04")["drop-one-new-year"] == ("not-yet-open", 121)
    assert made("notice-days-before", "2024-07-05")["drop-one-new-year"] == ("open", 120)


def test_a_renewal_that_passed_leaves_the_next_one():
    assert made("automatic-renewal", "2023-03-01") == {"do-not-renew/2023-07-01": ("open", 32)}
    assert made("automatic-renewal", "2024-04-03") == {
        "do-not-renew/2024-07-01": ("closed-unused", None),
        "do-not-renew/2025-07-01": ("not-yet-open", 364),
    }


def test_the_initial_term_of_a_renewing_agreement_cannot_be_left_early():
    assert list(made("automatic-renewal", "2021-08-01")) == ["do-not-renew/2023-07-01"]


def test_a_rolling_agreement_always_has_a_next_month_end():
    found = made("month-end", "2024-02-29")
    assert found["end-with-a-month/2024-03-31"] == ("open", 0)
    assert made("month-end", "2024-03-01")["end-with-a-month/2024-04-30"] == ("open", 30)


def test_notice_on_any_day_has_no_last_day_and_an_effective_day_that_follows_the_clock():
    path = EXAMPLES / "agreements/month-end.yaml"
    option = clock(path, "2024-01-31").options[-1]
    assert (option.state, option.chance.last_day, option.days_left) == (OptionState.OPEN, None, None)
    assert option.chance.effective == date(2024, 3, 1)


def test_a_day_that_the_agreement_moves_is_shown_with_the_day_counted():
    (option,) = clock(EXAMPLES / "agreements/notice-on-a-holiday.yaml", "2026-06-25").options
    assert option.chance.counted_day == date(2026, 7, 4)
    assert option.not_working == "a Saturday and Independence Day"
    assert option.chance.last_day == date(2026, 7, 1)
    assert option.days_left == 6


def test_the_last_meeting_and_budget_step_lie_before_the_day_of_notice():
    calendar = load_meeting_calendar(EXAMPLES / "madison-2020/calendar.yaml")
    option = next(one for one in clock(MADISON, "2020-06-08", meetings=calendar).options if one.key == THIRD_YEAR)
    assert option.last_meeting.day == date(2020, 8, 3)
    assert option.last_budget_step.day == date(2020, 6, 29)


def test_a_meeting_on_the_day_of_notice_is_no_meeting_before_it(tmp_path):
    path = tmp_path / "calendar.yaml"
    entry = "  - {{day: {day}, kind: meeting, body: Board, what: regular meeting, announced: {announced}}}\n"
    lines = [("2020-06-10", "2020-01-01"), ("2020-06-01", "2020-01-01"), ("2020-06-09", "2020-06-09")]
    path.write_text("title: t\nentries:\n" + "".join(entry.format(day=d, announced=a) for d, a in lines))
    meetings = load_meeting_calendar(path)
    january = {one.key: one for one in clock(MADISON, "2020-06-08", meetings=meetings).options}[JANUARY]
    assert january.last_meeting.day == date(2020, 6, 1)  # the one of the 9th was not announced yet
    later = {one.key: one for one in clock(MADISON, "2020-06-09", meetings=meetings).options}[JANUARY]
    assert later.last_meeting.day == date(2020, 6, 9)


def test_every_fault_of_an_agreement_is_reported_with_its_line(tmp_path):
    text = MADISON.read_text(encoding="utf-8")
    text = text.replace("payer: MMSD", "payer: MPD")
    text = text.replace("last_day: 2020-06-10", "last_day: 2021-06-10")
    text = text.replace("last_day: 2020-09-15", "last_day: 2020-09-15, days_before: 30")
    text = text.replace("drop-one-summer-2020, drop-one-january-2021, end", "drop-none, drop-one-january-2021, end")
    text = text.replace("      - https://www.nbc15.com/content/news/512148011.html?ref=011\n", "")
    text = text.replace("    sources: [https://www.nbc15.com/content/news/512148011.html?ref=011]\n", "")
    path = tmp_path / "agreement.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AgreementError, match="has 5 faults") as caught:
        load_agreement(path)
    lines = text.splitlines()
    for fault, words in zip(
        sorted(caught.value.faults, key=lambda one: int(one.where.split(",")[0].removeprefix("line "))),
        ["payer: MPD", "last_day: 2021-06-10", "id: end-before-2021-22", "days_before: 30", "drop-none"],
        strict=True,
    ):
        assert words in lines[int(fault.where.split(",")[0].removeprefix("line ")) - 1], str(fault)


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("term:\n  kind: fixed_end", "term:\n  kind: weekly", "kind"),
        ("leaid: \"5508520\"", "leaid: \"x\"", "LEAID 'x' is not 7 digits"),
        ("employer: City", "employer: City\nemployed_by: City", "is not a known key"),
        ("officers: 1}", "officers: -1}", "greater than or equal to 0"),
        ("  to: 2022-06-15", "  to: 2022-13-15", "no day of the calendar"),
        ("  to: 2022-06-15\n", "", "is fixed_end without 'to'"),
        ("effective: 2021-06-15", "effective: 2023-06-15", "after the term ends"),
    ],
)  # fmt: skip
def test_a_damaged_agreement_is_refused_in_words(tmp_path, old, new, match):
    text = MADISON.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "agreement.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(AgreementError, match=match):
        load_agreement(path)


def test_every_agreement_shipped_as_an_example_holds():
    paths = sorted(EXAMPLES.glob("madison-2020/agreement-*.yaml")) + sorted(EXAMPLES.glob("agreements/*.yaml"))
    loaded = [load_agreement(path) for path in paths]
    assert {one.term.kind for one in loaded} == {"fixed_end", "yearly_renewal", "rolling"}
    assert {one.id for one in loaded if not one.made} == {"madison-2019-22", "madison-2016-19"}


def test_the_schema_names_every_part():
    properties = agreement_schema()["properties"]
    assert {"parties", "employer", "payer", "term", "officers", "cost", "saving", "options"} <= set(properties)
