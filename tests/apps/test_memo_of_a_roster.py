"""A memo from a district's own roster: pools, a pooled need, a minimum, unknowns that no sentence may hide."""

from __future__ import annotations

import re
import shutil
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from tests.reports.libreoffice import compared_formulas

from wellstaffed.apps import actions
from wellstaffed.apps.memo_files import memo_content
from wellstaffed.core.errors import PlanError
from wellstaffed.plans.plan_document import load_plan
from wellstaffed.standards.library import StandardsLibrary

OWN = Path(__file__).parent / "own_roster"
POOLED = "psychologists or social workers or nurses"


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("memo")
    actions.memo(plan=OWN / "plan.yaml", out=folder)
    return folder


def test_the_workbook_recalculates(memo: Path, tmp_path: Path) -> None:
    assert compared_formulas((memo / "memo.xlsx").read_bytes(), tmp_path) > 30


def test_the_answer_hides_no_role_and_no_school() -> None:
    content = memo_content(load_plan(OWN / "plan.yaml"), OWN / "plan.yaml", StandardsLibrary(None))
    need, gap, cost = content.answer
    # 412, 688 and 1,500 students at 450 (Georgia) and at 1,000/3 (Virginia), exact; one officer for each of four schools.
    counselors, pooled = Fraction(2600, 450), Fraction(2600 * 3, 1000)
    assert f"{float(counselors):.2f} counselors" in need
    assert f"at least {float(pooled):g} {POOLED}" in need
    assert "4 sworn police officers" in need
    assert "2 to 3 sworn police officers (1 of 4 schools not known)" in gap
    assert "at least 3.5 counselors (1 of 4 schools not known)" in gap
    assert "gap in sworn police officers alone" in cost
    assert content.cost is not None
    assert [text.split(":")[0] for text in content.cost.left_out] == [POOLED, "counselors"]


def test_page_and_workbook_say_what_has_no_price(memo: Path) -> None:
    page = (memo / "memo.html").read_text(encoding="utf-8")
    assert f"Without the cost of {POOLED}: any of them meets the need" in page
    assert "Without the cost of counselors: the gap of some schools has no bound" in page
    pool = re.search(r">District pool</th>(.*?)</tr>", page, re.S)[1]
    assert re.findall(r"<td[^>]*>(.*?)</td>", pool)[1:5] == [
        "not applicable",
        "not reported",
        "not applicable",
        "not applicable",
    ]
    sheet = openpyxl.load_workbook(memo / "memo.xlsx", data_only=True)["Schools"]
    minimum = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[2] == "sworn police officer"]
    assert [row[8] for row in minimum if row[12] == "yes"] == [1, 1, 1, 1]


def test_a_memo_names_its_roster_without_the_folders_of_whoever_made_it(tmp_path: Path) -> None:
    secret, plan = tmp_path / "home" / "anne" / "staff.csv", tmp_path / "plan.yaml"
    secret.parent.mkdir(parents=True)
    shutil.copy(OWN / "roster.csv", secret)
    text = (OWN / "plan.yaml").read_text(encoding="utf-8")
    plan.write_text(re.sub("roster: .*", f"roster: {secret}", text), encoding="utf-8")
    actions.memo(plan=plan, out=tmp_path / "out")
    page = (tmp_path / "out" / "memo.html").read_text(encoding="utf-8")
    assert "Roster staff.csv" in page
    assert "anne" not in page
    book = openpyxl.load_workbook(tmp_path / "out" / "memo.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("staff.csv" in cell for cell in cells)
    assert not any("anne" in cell for cell in cells)


def test_a_role_held_to_two_rules_is_refused_with_both_named(tmp_path: Path) -> None:
    shutil.copytree(OWN, tmp_path / "own")
    plan = tmp_path / "own" / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace(
        "georgia/counselor_ratio", "georgia/counselor_ratio, alabama/counselor_tiers, aap/nurse_per_school"
    )
    plan.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        actions.memo(plan=plan, out=tmp_path / "out")
    said = str(caught.value)
    assert "counselors are held to georgia/counselor_ratio and to alabama/counselor_tiers" in said
    assert "nurses are held to virginia/support_positions and to aap/nurse_per_school" in said
    assert not (tmp_path / "out").exists()


def changed_plan(folder: Path, *pairs: tuple[str, str], roster: tuple[str, str] = ("", "")) -> Path:
    shutil.copytree(OWN, folder / "own")
    for name, changes in (("plan.yaml", pairs), ("roster.csv", [roster])):
        text = (folder / "own" / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / "own" / name).write_text(text, encoding="utf-8")
    return folder / "own" / "plan.yaml"


def test_the_memo_names_the_columns_of_its_roster_that_were_not_read(tmp_path: Path) -> None:
    path = changed_plan(tmp_path, roster=("Nurse FTE in post", "LCSW"))
    content = memo_content(load_plan(path), path, StandardsLibrary(None))
    assert "roster.csv: column not read: 'LCSW'." in content.cautions


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("benefits_rate: 0.4", "benefits_rate: 32", "must be a share, 0.35 or 35 % for 35 %; 32 would be 3200 %"),
        ("growth_rate: 0.03", "growth_rate: 2", "must be a share, 0.35 or 35 % for 35 %; 2 would be 200 %"),
        ("state: WI", "state: GA", "is of a district in WI, and the state is GA; correct one"),
    ],
)
def test_a_share_above_the_whole_and_a_district_of_two_states_are_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = changed_plan(tmp_path, (old, new))
    with pytest.raises(PlanError, match=re.escape(said)):
        load_plan(path)


@pytest.mark.parametrize("written", ["40%", "40 %", '"40 %"', "0.4", "2/5"])
def test_a_share_may_be_written_in_percent(tmp_path: Path, written: str) -> None:
    plan = load_plan(changed_plan(tmp_path, ("benefits_rate: 0.4", f"benefits_rate: {written}")))
    assert plan.costs is not None
    assert plan.costs.benefits_rate == Fraction(2, 5)


def test_a_roster_that_is_not_there_is_a_fault_of_the_plan(tmp_path: Path) -> None:
    path = changed_plan(tmp_path, ("roster: roster.csv", "roster: rostr.csv"))
    with pytest.raises(
        PlanError, match=r"plan\.yaml has 1 fault:\n  views, roster, roster: there is no file rostr\.csv beside"
    ):
        actions.memo(plan=path, out=tmp_path / "memo")
