"""Districts and schools are found by name, place and identifier, typing errors allowed, and at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from wellstaffed.tables import place_index
from wellstaffed.tables.place_index import shipped_places


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("madison metropolitan", "5508520"),
        ("Madisson wi", "5508520"),
        ("portland or", "4110040"),
        ("Portlnd Oregon", "4110040"),
        ("milwakee", "5509600"),
        ("los angeles", "0622710"),
        ("new york city", "3620580"),
        ("minneapolis", "2721240"),
        ("Lafollette high madison", "550852000941"),
        ("west high madison", "550852000967"),
        ("Memorial high school madison wi", "550852000937"),
        ("roosevelt high portland", "411004001821"),
        ("5508520", "5508520"),
        ("'0622710", "0622710"),
        ("622710", "0622710"),
        ("550852000937", "550852000937"),
    ],
)
def test_what_is_meant_comes_first(typed, identifier):
    assert shipped_places().find(typed)[0].identifier == identifier


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("madison", "5508520"),
        ("portland", "4110040"),
        ("new york", "3620580"),
        ("chicago", "1709930"),
        ("milwaukee", "5509600"),
        ("los angeles", "0622710"),
        ("las vegas", "3200060"),
        ("springfield", "2511130"),
        ("madison wi", "5508520"),
    ],
)
def test_of_places_of_one_name_the_largest_district_that_sits_there_comes_first(typed, identifier):
    assert shipped_places().find(typed)[0].identifier == identifier


@pytest.mark.parametrize("typed", ["la follette", "La Follette high", "lafollette", "LA FOLETTE madison"])
def test_a_short_word_may_be_one_with_the_next(typed):
    assert "550852000941" in [one.identifier for one in shipped_places().find(typed)[:3]]


def test_a_district_is_found_by_the_city_it_sits_in_and_by_its_own_name():
    found = [one.name for one in shipped_places().find("las vegas")[:2]]
    assert found == ["CLARK COUNTY SCHOOL DISTRICT", "LAS VEGAS CITY PUBLIC SCHOOLS"]


def test_first_digits_list_what_begins_with_them():
    found = shipped_places().find("55085")
    assert len(found) == 10
    assert all(one.identifier.startswith("55085") for one in found)


@pytest.mark.parametrize(
    ("typed", "identifier"), [("madison", "5508520"), ("springfield", "2511130"), ("lincoln", "3172840")]
)
def test_a_large_district_is_in_the_first_ten_of_the_many_that_share_its_name(typed, identifier):
    assert identifier in [one.identifier for one in shipped_places().find(typed)]


@pytest.mark.parametrize("typed", ["", "  ", "???", "\N{SNOWMAN}"])
def test_nothing_typed_finds_nothing(typed):
    assert shipped_places().find(typed) == []


def test_the_same_text_gives_the_same_places_in_the_same_order():
    assert shipped_places().find("lincoln high") == shipped_places().find("lincoln high")


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("the Madison Metropolitan Scool District, city of Madison, in the state of Wisconsin", "5508520"),
        ("Los Angeles Unfied School District of the city and county of Los Angeles, California", "0622710"),
        ("Madison Metropolitan School District, Madison, Wisconsin: Vel Philips Memorial High", "550852000937"),
    ],
)
def test_a_long_name_is_found_although_fewer_places_are_compared_with_it(typed, identifier):
    found = shipped_places().find(typed)
    assert found[0].identifier == identifier
    assert len(found) == 10


def test_two_who_ask_at_once_wait_for_one_index(monkeypatch):
    made = []

    class Counted(place_index.PlaceIndex):
        def __init__(self, places):
            made.append(1)
            super().__init__(places)

    monkeypatch.setattr(place_index, "PlaceIndex", Counted)
    place_index._shipped_places.cache_clear()
    try:
        with ThreadPoolExecutor(2) as both:
            first, second = both.map(lambda _: shipped_places(), range(2))
        assert first is second
        assert made == [1]
    finally:
        place_index._shipped_places.cache_clear()
