"""The claim that an article makes: figures by role as given, a total only where one is given, a quotation that holds the figure."""

from datetime import date
from fractions import Fraction

import pytest

from wellstaffed.apps import actions
from wellstaffed.apps.article_actions import article
from wellstaffed.apps.article_district import article_district
from wellstaffed.apps.article_plan import plan_files
from wellstaffed.core.roles import Role
from wellstaffed.gaps.claim_document import load_claim
from wellstaffed.record.article_candidates import Confirmation
from wellstaffed.record.article_figures import spelled_number

ROLES = "The Portland Association of Teachers called on the board to hire 18 more counselors, seven psychologists and four nurses."
TOTAL = "The Portland Association of Teachers said the district needs 33 additional staff: 20 counselors, eight psychologists and five nurses."
LONG = (
    "The Portland Association of Teachers, which after a long meeting that lasted until one in the morning and brought many parents "
    "to the hall in which the board sits called on the board to hire 18 more counselors and four nurses."
)


def plan_of(sentence):
    text = f"June 8, 2020\n\nPORTLAND, Ore. — The Portland School Board debated police officers in schools.\n\n{sentence}\n"
    found = article(content=text.encode(), name="article").candidates
    kept = found.model_copy(
        update={"source": "https://example.org/a", "confirmation": Confirmation(by="R", on=date(2026, 1, 2))}
    )
    return plan_files(kept, article_district(kept, None)).files


def claim_of(folder, sentence):
    for name, content in plan_of(sentence).items():
        (folder / name).write_bytes(content)
    return load_claim(folder / "claim.yaml")


def test_a_demand_for_several_roles_has_no_total_and_every_role(tmp_path):
    claim = claim_of(tmp_path, ROLES)
    assert claim.total is None
    assert {one.role: one.additional for one in claim.figures} == {
        Role.COUNSELOR: 18,
        Role.PSYCHOLOGIST: 7,
        Role.NURSE: 4,
    }
    said = actions.claim(file=tmp_path / "claim.yaml").words().sentences[0]
    assert "no total: counselor 18, psychologist 7, nurse 4. They add up to 29." in said
    assert "18 more counselors, 7 psychologists, 4 nurses." in " ".join(
        (tmp_path / "plan.yaml").read_text(encoding="utf-8").split()
    )


def test_a_total_without_a_role_is_the_total_and_its_split_the_figures(tmp_path):
    claim = claim_of(tmp_path, TOTAL)
    assert (claim.total, claim.title) == (Fraction(33), "33 additional staff")
    assert sum(one.additional for one in claim.figures) == 33


@pytest.mark.parametrize(("sentence", "held"), [(ROLES, "18 more counselors"), (TOTAL, "33 additional staff"), (LONG, "18 more counselors and four nurses")])  # fmt: skip
def test_the_quotation_of_a_claim_is_of_its_sentence_short_and_holds_the_figure(tmp_path, sentence, held):
    quote = claim_of(tmp_path, sentence).source.quote
    assert held in quote
    assert quote in sentence
    assert len(quote.split()) <= 25


def test_the_memo_of_a_claim_without_a_total_is_made(tmp_path):
    claim_of(tmp_path, ROLES)
    actions.memo(plan=tmp_path / "plan.yaml", out=tmp_path / "memo")
    assert "published figures, no total," in (tmp_path / "memo" / "memo.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("word", "number"), [("seven", 7), ("twenty-two", 22), ("Forty", 40), ("hire", None)])
def test_a_number_word_is_read(word, number):
    assert spelled_number(word) == number


ASKED = "The Portland Association of Teachers asks the board for 12 counselors and 4 nurses"


@pytest.mark.parametrize(
    "sentence",
    [
        f"{ASKED}.",
        f"{ASKED}, and the district has 3 psychologists.",
        ASKED.replace("asks the board for", "demands") + ".",
    ],
)
def test_a_demand_by_role_is_a_claim_without_the_word_more(tmp_path, sentence):
    claim = claim_of(tmp_path, sentence)
    assert {one.role: one.additional for one in claim.figures} == {Role.COUNSELOR: 12, Role.NURSE: 4}
    assert (claim.claimed_by, claim.total) == ("Portland Association of Teachers", None)
    plan = " ".join((tmp_path / "plan.yaml").read_text(encoding="utf-8").split())
    assert "Whether 12 counselors, 4 nurses come on top of those in post was not read from the article" in plan


@pytest.mark.parametrize(
    "sentence",
    [
        "The district has 12 counselors and 4 nurses.",
        "The Portland Association of Teachers represents 12 counselors and 4 nurses.",
        "The Portland Association of Teachers asked the 12 counselors to sign a letter.",
        "The Portland Association of Teachers did not ask for 12 counselors.",
    ],
)
def test_what_there_is_is_no_demand_and_makes_no_claim(tmp_path, sentence):
    assert "claim.yaml" not in plan_of(sentence)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("41 additional counselors and nurses", "41 additional counselors and nurses"),
        ("41 more social workers, psychologists and nurses", "41 more social workers, psychologists and nurses"),
        ("41 more counselors and nurses and 3 psychologists", "41 more counselors and nurses"),
    ],
)
def test_one_number_of_several_roles_is_a_total_and_no_role_s_figure(what, said):
    files = plan_of(
        f"The Portland Association of Teachers said the district needs {what}, with one nurse in each school."
    )
    assert "claim.yaml" not in files
    plan = " ".join(files["plan.yaml"].decode().split())
    assert f"Portland Association of Teachers gives {said}." in plan
    assert f"'{said}' was read from the article, but no split by role" in plan


def test_one_nurse_in_each_school_is_no_figure_of_the_claim(tmp_path):
    claim = claim_of(
        tmp_path,
        "The Portland Association of Teachers said the district needs 20 more counselors and one nurse in each school.",
    )
    assert [(one.role, one.additional) for one in claim.figures] == [(Role.COUNSELOR, 20)]


def test_a_claim_is_of_one_speaker_and_no_school_is_called_it(tmp_path):
    text = (
        '"I would like four more counselors," said board member Ana Ruiz. The school has one counselor. It would need six more '
        "counselors to reach that ratio, said teacher Joe Hale."
    )
    claim = claim_of(tmp_path, text)
    assert claim.claimed_by == "Ana Ruiz"
    assert [(one.school, one.role, one.additional) for one in claim.figures] == [
        ("All schools together", Role.COUNSELOR, 4)
    ]
    assert claim.title == "4 more counselors"


def test_the_school_figures_of_another_speaker_are_another_claim(tmp_path):
    text = (
        "Board member Ana Ruiz said the district needs 12 more counselors. "
        "Grant would need nine more counselors alone, said teacher Joe Hale."
    )
    claim = claim_of(tmp_path, text)
    assert [(one.school, one.additional) for one in claim.figures] == [("All schools together", 12)]
