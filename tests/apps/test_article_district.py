"""Which district a plan from an article is for: of the state that the article gives, told, and never one of several in silence."""

from pathlib import Path

import pytest

from wellstaffed.apps.article_actions import article
from wellstaffed.apps.article_district import article_district
from wellstaffed.core.errors import NotFoundError, UsageError
from wellstaffed.core.states import state_code

MADISON = Path(__file__).resolve().parents[1] / "record" / "articles" / "development" / "madison.txt"
VOTED = "The school board voted 5-2 on Monday to end its agreement with the police department."


def read(text):
    return article(content=f"June 8, 2020\n\n{text}\n".encode(), name="article").candidates


def district_of(dateline, more="", named=None):
    return article_district(read(f"{dateline} — {VOTED} {more}"), named)


@pytest.mark.parametrize(
    ("dateline", "leaid", "state"),
    [
        ("MADISON, Conn.", "0902280", "Connecticut"),
        ("MADISON, WI", "5508520", "Wisconsin"),
        ("PORTLAND, Maine", "2309930", "Maine"),
        ("PORTLAND, Ore.", "4110040", "Oregon"),
        ("SPRINGFIELD, Mo.", "2928860", "Missouri"),
        ("CONCORD, New Hampshire", "3302460", "New Hampshire"),
        ("CONCORD, N.H. (AP)", "3302460", "New Hampshire"),
    ],
)
def test_a_district_is_of_the_state_that_the_dateline_gives_and_told(dateline, leaid, state):
    chosen = district_of(dateline)
    assert chosen.where["leaid"] == leaid
    assert f"{chosen.where['name']}, {chosen.where['state']} ({leaid})" in chosen.told
    assert chosen.told.endswith(f"in the article, and from its state, {state}.")


def test_another_district_that_the_article_compares_with_is_not_taken():
    chosen = district_of("SPRINGFIELD, Mo.", "Columbia Public Schools did not renew its agreement in 2020.")
    assert chosen.where == {"leaid": "2928860", "name": "SPRINGFIELD R-XII", "state": "MO"}


@pytest.mark.parametrize(("dateline", "said"), [("RIVERTON, Calif.", "'Riverton' in California"), ("FAIRMONT, Iowa", "'Fairmont' in Iowa")])  # fmt: skip
def test_no_district_of_the_state_is_said_with_the_state_and_no_real_leaid(dateline, said):
    with pytest.raises(NotFoundError, match=said) as refused:
        district_of(dateline)
    assert "--district LEAID." in str(refused.value)
    assert "5508520" not in str(refused.value)


def test_a_name_of_several_districts_is_refused_with_all_of_them():
    with pytest.raises(UsageError, match="No state was read from the article") as refused:
        district_of("PORTLAND")
    for one in ("Portland Public Schools, ME (2309930)", "Portland SD 1J, OR (4110040)", "--district LEAID"):
        assert one in str(refused.value)


def test_a_name_that_only_stands_in_a_longer_one_is_refused_with_it():
    with pytest.raises(UsageError, match=r"Raleigh Charter High School, NC \(3700097\)"):
        district_of("RALEIGH, N.C.")


def test_an_ambiguous_name_given_by_the_user_is_not_said_to_be_absent():
    with pytest.raises(UsageError, match=r"(?s)'Des Moines' may be any of.*1908970"):
        district_of("AMES, Iowa", named="Des Moines")


def test_a_bare_name_given_by_the_user_is_not_taken_for_the_district_called_just_so():
    with pytest.raises(
        UsageError, match=r"'Springfield' may be any of: Springfield, Springfield, MA .*Springfield SD 186"
    ):
        district_of("SPRINGFIELD, Ill.", named="Springfield")


def test_a_school_of_the_article_decides_between_districts_of_one_name():
    chosen = article_district(article(content=MADISON.read_bytes(), name="madison").candidates, None)
    assert chosen.where["leaid"] == "5508520"
    assert "the school 'La Follette'" in chosen.told


@pytest.mark.parametrize(
    ("said", "code"), [("Mo.", "MO"), ("W. Va.", "WV"), ("N.Y.", "NY"), ("iowa", "IA"), ("OR", "OR"), ("or", None), ("Mon.", None)]
)  # fmt: skip
def test_a_state_is_read_as_newspapers_write_it(said, code):
    assert state_code(said) == code


def test_a_district_named_in_another_state_than_the_article_s_is_refused_with_what_contradicts():
    with pytest.raises(
        UsageError, match=r"is Springfield, MA \(2511130\), and the article gives Duluth, Minnesota"
    ) as refused:
        district_of("DULUTH, Minn.", named="Springfield, MA")
    assert "--district 2511130" in str(refused.value)


@pytest.mark.parametrize("leaid", ["2511130", "2502700"])
def test_a_leaid_of_another_state_is_taken_and_the_plan_says_what_contradicts(leaid):
    more = "Minneapolis Public Schools ended its contract in June 2020."
    chosen = district_of("DULUTH, Minn.", more, leaid)
    assert chosen.where["leaid"] == leaid
    assert "although the article gives Duluth, Minnesota." in chosen.told
    assert "Minneapolis" not in chosen.where["name"]


@pytest.mark.parametrize("named", ["9999999", "Nowherexyz"])
def test_a_district_that_nobody_knows_is_refused_with_what_to_do(named):
    with pytest.raises(NotFoundError, match="Look for it with: wellstaffed find NAME, and give its LEAID"):
        district_of("DULUTH, Minn.", named=named)


@pytest.mark.parametrize(
    ("text", "leaid"),
    [
        ("LOUDOUN COUNTY, Va. — The Loudoun County School Board voted 5-2 on Monday to keep police officers in its schools.", "5102250"),
        ("CHARLOTTESVILLE, Va. — Charlottesville City Public Schools will remove police officers from its schools.", "5100780"),
        ("HINDS COUNTY, Miss. — The Hinds County School District will keep police officers in its schools.", "2801860"),
    ],
)  # fmt: skip
def test_the_abbreviations_of_the_federal_file_are_the_words_of_the_article(text, leaid):
    assert article_district(read(text), None).where["leaid"] == leaid


def test_a_county_of_several_states_is_refused_with_all_of_them_unless_the_article_gives_the_state():
    found = read(f"PIKE COUNTY — {VOTED}").model_copy(update={"place": "Pike County", "bodies": []})
    with pytest.raises(UsageError, match=r"'Pike County' may be any of: .*; .*No state was read"):
        article_district(found, None)
    assert article_district(found.model_copy(update={"state": "GA"}), None).where["state"] == "GA"


def test_a_name_that_the_federal_file_cuts_off_has_no_open_phrase():
    chosen = district_of("PUEBLO, Colo.", named="0806120")
    assert chosen.where["name"] == "Pueblo School District No. 60"
    denver = district_of("DENVER, Colo.", named="0803360")
    assert denver.where["name"] == "School District No. 1 in the county of Denver"
