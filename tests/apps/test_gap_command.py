"""The command ``wellstaffed gap`` as a person or a script meets it."""

import json

import pytest
from tests.asked import ask_here, ask_process

from wellstaffed.tables.shipped import shipped_staff


def portland(*arguments):
    return json.loads(ask_here("gap", "--district", "4110040", "--year", "2021-22", "--json", *arguments).stdout)


def by_hand(role, ratio):
    """Sum over Portland's schools of the need, halves up, less what is in post, in hundredths; whole numbers only."""
    rows = shipped_staff("4110040", 2022).filter(role=role).iter_rows(named=True)
    needs, gap = 0, 0
    for row in rows:
        need = (2 * row["students"] + ratio) // (2 * ratio)
        needs += need
        gap += max(0, 100 * need - round(100 * row["fte"]))
    return needs, gap / 100


@pytest.mark.parametrize(
    ("role", "ratio"), [("counselor", 250), ("social_worker", 250), ("psychologist", 700), ("nurse", 750)]
)
def test_portland_totals_equal_a_computation_by_hand(role, ratio):
    (total,) = (one for one in portland()["totals"] if one["role"] == role)
    assert (total["need_fte"], total["gap_fte"]) == by_hand(role, ratio)
    assert total["unknown_schools"] == 0


def test_unrounded_the_district_as_one_lacks_no_more_than_its_schools_one_by_one():
    schools = {one["role"]: one["gap_fte"] for one in portland("--step", "exact")["totals"]}
    district = {one["role"]: one["gap_fte"] for one in portland("--step", "exact", "--level", "district")["totals"]}
    assert all(district[role] <= schools[role] for role in schools)
    assert district["counselor"] != schools["counselor"]


def test_json_is_one_document_with_sorted_keys_and_nothing_else():
    out = ask_here("gap", "--district", "Madison, WI", "--year", "2020-21", "--json").stdout
    document = json.loads(out)
    assert set(document) == {"assumptions", "rows", "totals"}
    assert out == json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    nurse = next(row for row in document["rows"] if row["role"] == "nurse")
    assert (nurse["fte"], nurse["fte_missing"], nurse["gap_fte"]) == (None, "not at hand", None)
    assert (nurse["gap_fte_low"], nurse["gap_fte_high"]) == (0, nurse["need_fte"])


def test_the_same_question_gives_the_same_bytes_anywhere():
    here = ask_here("gap", "--district", "4110040", "--json").stdout
    assert here == ask_process("gap", "--district", "4110040", "--json", LC_ALL="C", TZ="Pacific/Kiritimati").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--district", "Atlantis Underwater"), 4, "No shipped figures for the district 'Atlantis Underwater'"),
        (("--district", "4110040", "--year", "2021"), 2, "'2021' is not a school year"),
        (("--district", "4110040", "--year", "2011-12"), 4, "it has 2021-22"),
        (("--district", "4110040", "--step", "0.3"), 2, "--step is '0.3'"),
        (("--district", "4110040", "--direction", "sideways"), 2, "--direction is 'sideways'"),
        (("--district", "4110040", "--level", "planet"), 2, "--level is 'planet'"),
        (("--district", "4110040", "--standard", "nasro/officer_ratio"), 5, "marked unverified"),
        (("--district", "4110040", "--standard", "nasn/nurse_workload"), 5, "words, not a number"),
        (("--district", "4110040", "--standard", "aclu-1066"), 4, "Did you mean aclu-2019"),
        ((), 2, "Say which district"),
    ],
)
def test_a_wrong_question_is_answered_in_words_without_a_traceback(arguments, code, words):
    done = ask_here("gap", *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_screen_says_not_at_hand_and_never_zero_for_it():
    shown = ask_here("gap", "--district", "madison metropolitan", "--year", "2020-21").stdout
    assert "not at hand" in shown
    assert "0 to 7" in shown
    assert "Former NASN ratio" in shown


def test_standards_are_listed_and_shown_by_date():
    listing = json.loads(ask_here("standards", "--json").stdout)
    assert len(listing["standards"]) >= 60
    shown = json.loads(ask_here("standards", "show", "nasp/psychologist_ratio", "--on", "2019-05-01", "--json").stdout)
    assert [value["in_words"] for value in shown["values"]] == ["700 students per FTE (the source gives 500 to 700)"]
    assert "asca/counselor_ratio" in ask_here("standards").stdout
