"""CSV and Atom as other programs read them."""

import csv
import io
import re
from datetime import date
from xml.etree import ElementTree

from hypothesis import example, given
from hypothesis import strategies as st

from wellstaffed.reports.atom_feed import FeedEntry, atom_feed
from wellstaffed.reports.calendar_file import CalendarDay, calendar_file
from wellstaffed.reports.csv_text import csv_text

ANY = st.text(max_size=60)


@given(st.lists(st.fixed_dictionaries({"a": ANY, "b": ANY}), max_size=5))
def test_no_cell_begins_like_a_formula_and_every_other_text_reads_back(rows):
    read = list(csv.DictReader(io.StringIO(csv_text(("a", "b"), rows), newline="")))
    assert len(read) == len(rows)
    for given_row, row in zip(rows, read, strict=True):
        for name, text in given_row.items():
            assert not row[name].startswith(("=", "+", "-", "@", "\t", "\r"))
            unbroken = text.replace("\r\n", "\n").replace("\r", "\n")
            assert row[name] in (unbroken, f"'{unbroken}")


def test_a_negative_number_stays_a_number_and_nothing_is_an_empty_cell():
    assert csv_text(("a", "b", "c"), [{"a": -3, "b": None, "c": ["x", "y"]}]) == "a,b,c\n-3,,x ; y\n"


@given(st.lists(st.tuples(ANY, ANY, st.dates()), max_size=5, unique_by=lambda one: one[0]))
def test_a_feed_of_any_text_is_xml(entries):
    listed = [FeedEntry(key, day, text, text, "https://a.b/?x=1&y=2") for key, text, day in entries]
    feed = ElementTree.fromstring(atom_feed("T", "t", listed, updated=date(2020, 1, 1)))
    assert len(feed) == 4 + len(entries)


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\r\n\t\x85\u2028\u2029"), max_size=80),
            st.dates(date(1950, 1, 1), date(2090, 1, 1)),
        ),
        max_size=4,
    )
)
@example([("\ufeffvote", date(2020, 6, 8))])
def test_a_calendar_file_of_any_text_is_read_back_without_what_the_format_forbids(entries):
    import icalendar

    days = [CalendarDay(str(index), day, text, f"{text}; a, b\nc") for index, (text, day) in enumerate(entries)]
    events = icalendar.Calendar.from_ical(calendar_file("T", days, on=date(2020, 1, 1))).walk("VEVENT")
    assert [str(event["description"]) for event in events] == [
        re.sub("[\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", one.description) for one in days
    ]
