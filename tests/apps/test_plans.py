"""Plans that place posts, asked as a user asks: Madison's options, the caveat, a saving that does not return, a bad document."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.reports.libreoffice import recalculated
from typer.testing import CliRunner

from wellstaffed.apps import plan_actions, plan_section
from wellstaffed.apps.actions import examples, memo
from wellstaffed.apps.cli.main import app
from wellstaffed.core.errors import PlanError
from wellstaffed.core.roles import Role
from wellstaffed.plans.plan_document import load_plan
from wellstaffed.standards.library import StandardsLibrary

MADISON = examples() / "madison-2020" / "plan.yaml"


def edited(folder: Path, *changes: tuple[str, str], file: str = "plan.yaml") -> Path:
    """Return a copy of Madison's plan in which words of one document stand changed."""
    place = folder / "madison"
    if not place.exists():
        shutil.copytree(MADISON.parent, place)
    document = place / file
    text = document.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    document.write_text(text, encoding="utf-8")
    return place / "plan.yaml"


@pytest.fixture(scope="module")
def madison() -> dict[str, dict[str, object]]:
    answer = plan_actions.plan(file=MADISON).as_json()
    return {one["name"]: one for one in answer["options"]}


def test_the_json_has_the_keys_that_were_promised(madison: dict[str, dict[str, object]]) -> None:
    run = CliRunner().invoke(app, ["plan", str(MADISON), "--option", "end-2021", "--json"])
    document = json.loads(run.stdout)
    assert document["conflict"] is None
    (option,) = document["options"]
    assert option == json.loads(json.dumps(madison["end-2021"]))
    assert {"name", "officers", "placements", "cost", "need_met", "gap_left", "proof", "binding", "why"} <= set(option)
    assert set(option["cost"][0]) == {"year", "gross", "freed", "net"}
    assert set(option["officers"][0]) == {"date", "school_id", "officers"}
    assert {"school_id", "role", "year", "fte"} <= set(option["placements"][0])
    assert set(option["proof"]) == {"status", "value", "bound", "gap"}


def test_reasons_that_are_not_asked_for_are_left_out_and_nothing_else_changes(
    madison: dict[str, dict[str, object]],
) -> None:
    document = load_plan(MADISON)
    answer = plan_actions.plan_answer(document, MADISON, StandardsLibrary(None), explained=("keep",))
    without = {one["name"]: one for one in answer.as_json()["options"]}
    assert without["keep"] == madison["keep"]
    reasons = {"binding", "rule_prices", "next_best", "why", "fill_rates"}
    assert without["end-2021"]["why"] == []
    assert {key: value for key, value in without["end-2021"].items() if key not in reasons} == {
        key: value for key, value in madison["end-2021"].items() if key not in reasons
    }
    assert [row[0] for row in plan_section.reasons(answer).rows] == ["Keep the officers and hire"]


def test_keeping_the_officers_is_always_there(tmp_path: Path) -> None:
    keep = "    - key: keep\n      label: Keep the officers and hire\n      kind: keep\n"
    answer = plan_actions.plan(file=edited(tmp_path, (keep, "")), option="keep")
    assert answer.options[0].result.option.label == "Keep the officers and meet the standard"


def test_every_dollar_and_post_adds_up(madison: dict[str, dict[str, object]]) -> None:
    for option in madison.values():
        placed = sum(one["fte"] for one in option["placements"])  # type: ignore[attr-defined]
        assert placed == option["need_met"]
        assert placed + option["gap_left"] == 33  # type: ignore[operator]
        for line in option["cost"]:  # type: ignore[attr-defined]
            assert line["net"] == pytest.approx(line["gross"] - line["freed"], abs=0.011)
    by_year = {line["year"]: line["freed"] for line in madison["end-2021"]["cost"]}  # type: ignore[attr-defined]
    assert by_year == {"2020-21": 0, "2021-22": 366000, "2022-23": 366000}


def test_an_officer_who_leaves_in_january_frees_the_days_that_are_left(madison: dict[str, dict[str, object]]) -> None:
    freed = madison["drop-one"]["cost"][0]["freed"]  # type: ignore[index]
    assert freed == pytest.approx(91_500 * 165 / 318, abs=0.005)  # 1 January to 15 June of 1 August to 15 June
    assert madison["drop-one"]["school_left_open"] == "550852000925"


def test_with_the_caveat_no_officer_leaves_before_the_posts_are_filled(tmp_path: Path) -> None:
    rich = edited(tmp_path, ("dollars: [600000, 1200000, 1800000]", "dollars: [600000, 1900000, 2900000]"))
    (option,) = plan_actions.plan(file=rich, option="end-2021-when-staffed").as_json()["options"]
    asked = {"550852000925": 7, "550852000941": 8, "550852000937": 9, "550852000967": 9}
    left = [one for one in option["officers"] if one["officers"] == 0]
    assert left
    for one in left:
        year = "2021-22" if one["date"] < "2022-06-15" else "2022-23"
        placed = [
            post["fte"]
            for post in option["placements"]
            if post["school_id"] == one["school_id"] and post["year"] <= year
        ]
        assert sum(placed) == asked[one["school_id"]]


def test_the_price_of_the_caveat_is_the_difference_to_the_plan_without_it(
    madison: dict[str, dict[str, object]],
) -> None:
    (price,) = madison["end-2021-when-staffed"]["rule_prices"]  # type: ignore[misc]
    with_it, without = madison["end-2021-when-staffed"], madison["end-2021"]
    assert price["rule"] == "caveat"
    assert price["need_met_more"] == without["need_met"] - with_it["need_met"]  # type: ignore[operator]
    spent = [sum(line["gross"] for line in one["cost"]) for one in (without, with_it)]  # type: ignore[attr-defined]
    assert price["dollars_more"] == pytest.approx(spent[0] - spent[1], abs=0.05)
    assert price["officers_gone_more"] == 4


def test_the_price_of_the_caveat_is_printed(tmp_path: Path) -> None:
    memo(plan=MADISON, out=tmp_path)
    page = (tmp_path / "memo.html").read_text(encoding="utf-8")
    assert (
        "Without the rule that officers stay at a school until its roles are at standard: 3 more FTE of need met"
        in page
    )
    assert "4 more officers gone by then" in page


def test_a_saving_that_does_not_return_is_no_money_and_the_memo_says_why(tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        ("returns_to: district", "returns_to: nobody"),
        ("payer: MMSD", "payer: City"),
        file="agreement-2019-22.yaml",
    )
    answer = plan_actions.plan(file=path)
    assert all(line["freed"] == 0 for one in answer.as_json()["options"] for line in one["cost"])
    memo(plan=path, out=tmp_path / "out")
    page = (tmp_path / "out" / "memo.html").read_text(encoding="utf-8")
    assert "A saving is not returned: it stays with City of Madison, so freed money is $0." in page


def test_an_impossible_plan_names_its_conflict_and_sets_the_exit_code(tmp_path: Path) -> None:
    path = edited(tmp_path, ("  caveat: true\n  police:", "  all_at_standard_by: 2021-22\n  caveat: true\n  police:"))
    run = CliRunner().invoke(app, ["plan", str(path), "--json"])
    document = json.loads(run.stdout)
    assert run.exit_code == 5
    assert {one["option"] for one in document["conflict"]} == {one["name"] for one in document["options"]}
    assert document["conflict"][0]["rules"] == ["fund-new-money", "all-at-need"]
    assert "cannot both hold" in document["conflict"][0]["sentence"]


def test_every_fault_of_a_staffing_part_is_named_at_once(tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        ("agreement_option: drop-one-january-2021", "agreement_option: drop-two"),
        ("on: 2020-08-01", "on: 2023-08-01\n      gone_by: 2029-30"),
    )
    with pytest.raises(PlanError) as caught:
        plan_actions.plan(file=path)
    assert "drop-two" in str(caught.value)
    assert "gone_by lies outside" in str(caught.value)
    assert "options, end-now: takes effect on 2023-08-01, after the last school year of the plan." in str(caught.value)


def test_the_workbook_follows_a_changed_cell_and_holds_the_memo_s_figures(
    tmp_path: Path, madison: dict[str, dict[str, object]]
) -> None:
    memo(plan=MADISON, out=tmp_path)
    book = load_workbook(tmp_path / "memo.xlsx")
    assert str(book["Phase-in"]["G2"].value).startswith("=D2*salary_")
    assert book["Options"]["G4"].value == "=F4*dollars_per_officer*(1+officer_growth_rate)^2"
    values = load_workbook(tmp_path / "memo.xlsx", data_only=True)["Options"]
    rows = [[cell.value for cell in row] for row in values.iter_rows(min_row=2) if row[1].value]
    shown = [
        (option["label"], line["year"], round(line["gross"]), round(line["freed"]), round(line["net"]))
        for option in madison.values()
        for line in option["cost"]  # type: ignore[attr-defined]
    ]
    assert [(row[0], row[1], round(row[4]), round(row[6]), round(row[7])) for row in rows] == shown


def test_a_changed_salary_budget_or_price_of_an_officer_is_worked_out_anew_by_libreoffice(tmp_path: Path) -> None:
    memo(plan=edited(tmp_path, ("  first_year: 2020-21\n  years: 3\n  aim", "  first_year: 2021-22\n  years: 2\n  aim"),
                     ("dollars: [600000, 1200000, 1800000]", "dollars: [600000, 1200000]"),
                     ("      on: 2020-08-01", "      on: 2021-08-01"),
                     ("agreement_option: drop-one-january-2021", "on: 2022-01-01")), out=tmp_path / "memo")  # fmt: skip
    book = load_workbook(tmp_path / "memo" / "memo.xlsx")
    changed = {
        "salary_nurse": 100_000,
        "growth_rate": 0.1,
        "fund_new_money_2023": 5_000_000,
        "dollars_per_officer": 50_000,
    }
    for name, value in changed.items():
        sheet, cell = book.defined_names[name].attr_text.replace("$", "").split("!")
        book[sheet.strip("'")][cell].value = value
    out = BytesIO()
    book.save(out)
    again = recalculated(out.getvalue(), tmp_path / "office")
    nurses = [row for row in again["Phase-in"].iter_rows(min_row=2, values_only=True) if row[2] == "nurse"]
    assert nurses
    for row in nurses:
        for year in (0, 1):  # pay is that of 2020-21, a year before the plan begins
            assert row[5 + year] == pytest.approx(row[3 + year] * 100_000 * 1.35 * 1.1 ** (year + 1))
    options = [row for row in again["Options"].iter_rows(min_row=2, values_only=True) if row[1] == "2022-23"]
    for row in options:
        posts = [each for each in again["Phase-in"].iter_rows(min_row=2, values_only=True) if each[0] == row[0]]
        assert row[4] == pytest.approx(sum(each[6] for each in posts))
        assert row[6] == pytest.approx(row[5] * 50_000)
        assert row[7] == pytest.approx(row[4] - row[6])
        assert row[8:10] == (5_000_000, pytest.approx(5_000_000 + row[6] - row[4]))
    assert {row[5] for row in options} == {0, 1, 4}


def test_a_new_plan_runs_as_it_is_written(tmp_path: Path) -> None:
    run = CliRunner().invoke(
        app, ["plan", "new", "--district", "Portland, OR", "--on", "2022-05-01", "--out", str(tmp_path / "plan.yaml")]
    )
    assert run.exit_code == 0, run.output
    again = CliRunner().invoke(app, ["plan", "compare", str(tmp_path / "plan.yaml")])
    assert again.exit_code == 0, again.output
    assert "Keep the officers and meet the standard" in again.output
    assert (
        CliRunner().invoke(app, ["memo", str(tmp_path / "plan.yaml"), "--out", str(tmp_path / "memo")]).exit_code == 0
    )


def test_every_line_of_a_new_plan_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    plan_actions.plan_new(district="Portland, OR", out=path, on=date(2022, 5, 1))
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        bare = re.sub(r"^(\s*)# ", r"\1", line) if re.match(r"\s*#\s+(?:- \{|\w+:)", line) else line
        left = ("roster:", "claim:", "calendar:", "posts_from: claim", "A line that", "A plan for", "wellstaffed memo")
        lines.append(line if any(bare.strip().startswith(word) for word in left) else bare)
    text = "\n".join(lines).replace("dollars: [0, 0, 0]", "dollars: [9000000, 9000000, 9000000]")
    text = text.replace("KEY-OF-ITS-OPTION", "end-early").replace("a_year: 2,", "a_year: 9,")
    school = str(re.search(r'schools: \["(\d+)"\]', text)[1])  # type: ignore[index]
    path.write_text(text, encoding="utf-8")
    made = (examples() / "agreements" / "notice-on-a-holiday.yaml").read_text(encoding="utf-8")
    made = re.sub(
        r"\{school: \w+, officers: 1\}", f'{{school: One, school_id: "{school}", officers: 1}}', made, count=1
    )
    option = made.split("  - id: ")[1].split("\n")[0]
    (tmp_path / "agreement.yaml").write_text(
        made.replace(option, "end-early").replace("2026", "2023").replace("from: 2024", "from: 2021"), encoding="utf-8"
    )
    answer = plan_actions.plan(file=path)
    kinds = {one.result.option.kind for one in answer.options}
    assert kinds == {"keep", "hire", "reduce", "end-now", "end-at-option", "end-when-staffed", "add", "restore"}
    assert all(one.result.placement is not None for one in answer.options)
    assert answer.setting.staffing.sharing is not None
    assert answer.setting.staffing.police.services


def test_roles_of_the_request_are_support_roles() -> None:
    answer = plan_actions.plan(file=MADISON, option="keep")
    assert {one.role for one in answer.setting.asked.posts} == {
        Role.COUNSELOR,
        Role.PSYCHOLOGIST,
        Role.SOCIAL_WORKER,
        Role.NURSE,
    }
