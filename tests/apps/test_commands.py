"""Commands as a person meets them: words on the screen, one JSON document, exit codes, nothing overwritten."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import openpyxl
import pytest
from tests.asked import ask_here, ask_process

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CLAIM = str(EXAMPLES / "madison-2020" / "claim.yaml")
ROSTER = str(Path(__file__).parent / "own_roster" / "roster.csv")


def run(*arguments: str, where: Path | None = None) -> subprocess.CompletedProcess[str]:
    return ask_process(*arguments, folder=where, PYTHONUTF8="0", LC_ALL="C")


def test_a_claim_is_not_settled_without_the_roster() -> None:
    done = run("claim", CLAIM, "--json")
    document = json.loads(done.stdout)
    assert {"published", "fits", "near", "settled", "why"} <= set(document)
    assert done.stdout == json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert document["settled"] is False
    assert "roster" in document["why"]
    assert document["published"]["sum_of_figures"] == 33
    seen = run("claim", CLAIM).stdout
    assert "cannot be settled without the roster" in " ".join(seen.split())
    assert "East 3, La Follette 4, Memorial 3, West 6" in " ".join(seen.split())


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["gap"], 2, "Say which district"),
        (["gap", "--district", "Nowhere"], 4, "Nowhere"),
        (["gap", "--district", "Portland, OR", "--year", "21"], 2, "Write both years, as in 2020-21"),
        (["gap", "--district", "Portland, OR", "--year", "2012-13"], 4, "it has 2021-22"),
        (["gap", "--district", "Portland, OR", "--step", "0.3"], 2, "1, 0.5, 0.25, 0.2, 0.1 or exact"),
        (["gap", "--district", "Portland, OR", "--level", "state"], 2, "it can be school or district"),
        (["gap", "--district", "Portland, OR", "--standard", "none/such"], 4, "none/such"),
        (["gap", "--district", "Portland, OR", "--standard", "illinois/nurse_ratio"], 5, "--allow-unverified"),
        (["gap", "--roster", "missing.xlsx"], 4, "missing.xlsx"),
        (
            ["claim", str(EXAMPLES / "madison-2020" / "plan.yaml")],
            3,
            "is a plan by its keys, and a claim is expected here",
        ),
        (["memo", "missing.yaml", "--out", "x"], 3, "missing.yaml"),
        (["roster", "template", "roster.txt"], 2, ".xlsx nor in .csv"),
        (["standards", "show", "asca/none"], 4, "asca/none"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    done = run(*arguments, where=tmp_path)
    assert done.returncode == code
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr + done.stdout
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_the_terminal_says_in_a_sentence_what_each_flag_of_its_rows_means() -> None:
    seen = " ".join(run("gap", "--district", "4110040").stdout.split())
    assert "Flag district_wide_zero: Every school of a district with five schools or more reports zero" in seen
    assert "Flag no_identifier: The source gives this school's figures without a school identifier;" in seen


def test_a_name_too_wide_for_the_screen_is_folded_and_loses_nothing() -> None:
    from rich.console import Console

    from wellstaffed.apps.cli.screen import _table, _unwrapped

    def drawn(width: int, *, name: str) -> str:
        table = _table(("School", "left"), ("Gap", "right"))
        table.add_row(name, "1")
        console = Console(width=width, record=True, file=io.StringIO())
        console.print(_unwrapped(table, width))
        return "".join(console.export_text().split())

    for name in ("Harriet Tubman Middle School", "\u5c71" * 20):
        for width in (20, 30, 40, 60):
            shown = drawn(width, name=name)
            assert all(shown.count(letter) >= name.count(letter) for letter in set(name) - {" "}), (name, width)


def test_an_empty_roster_goes_out_and_is_never_written_over(tmp_path: Path) -> None:
    for name in ("roster.xlsx", "roster.csv"):
        assert run("roster", "template", name, where=tmp_path).returncode == 0
        before = (tmp_path / name).read_bytes()
        again = run("roster", "template", name, where=tmp_path)
        assert again.returncode == 2
        assert "is left as it is" in again.stderr
        assert (tmp_path / name).read_bytes() == before
    assert openpyxl.load_workbook(tmp_path / "roster.xlsx").sheetnames[0] == "Roster"
    checked = run("roster", "check", "roster.xlsx", where=tmp_path)
    assert (checked.returncode, "no rows below its headings" in checked.stderr) == (3, True)


def test_a_filled_roster_is_checked_and_comes_back_in_its_order(tmp_path: Path) -> None:
    checked = json.loads(run("roster", "check", ROSTER, "--json").stdout)
    assert (checked["schools"], checked["pools"], checked["school_years"]) == (4, 1, ["2025-26"])
    done = run("gap", "--roster", ROSTER, "--out", "back.xlsx", "--json", where=tmp_path)
    assert set(json.loads(done.stdout)) == {"assumptions", "rows", "totals"}
    rows = list(openpyxl.load_workbook(tmp_path / "back.xlsx").active.iter_rows(values_only=True))
    names = ["Adams Elementary", "Brook, Middle", "Central High", "Delta Charter", "District pool"]
    assert [row[0] for row in rows[1:]] == names
    need = rows[0].index(next(name for name in rows[0] if "counselor" in name.lower() and "need" in name.lower()))
    assert [row[need] for row in rows[1:4]] == [2, 3, 6]


def test_standards_are_listed_and_one_is_shown_by_its_day() -> None:
    listed = json.loads(run("standards", "--json").stdout)
    assert len(listed["standards"]) >= 60
    assert {"aclu-2019"} <= {one["id"] for one in listed["bundles"]}
    for day, words in (("2009-06-01", "1,000"), ("2019-03-01", "700"), ("2021-01-01", "500")):
        shown = json.loads(run("standards", "show", "nasp/psychologist_ratio", "--on", day, "--json").stdout)
        (value,) = shown["values"]
        assert words in value["in_words"]


def test_version_and_help_are_plain() -> None:
    assert run("version").stdout.startswith("wellstaffed ")
    helped = run("--help").stdout
    for command in ("gap", "claim", "memo", "roster", "standards", "version", "demo"):
        assert command in helped


def test_demo_says_where_the_memos_lie(tmp_path: Path) -> None:
    done = run("demo", "--out", "here", where=tmp_path)
    assert done.returncode == 0
    for name in ("madison-2020", "portland-2022"):
        for file in ("memo.html", "memo.pdf", "memo.xlsx", "manifest.json"):
            assert (tmp_path / "here" / name / file).stat().st_size > 1000
            assert f"{name}/{file}" in done.stdout


@pytest.mark.parametrize(
    ("command", "file", "said"),
    [
        ("clock", "plan.yaml", "is a plan by its keys, and an agreement is expected here"),
        ("claim", "agreement-2019-22.yaml", "is an agreement by its keys, and a claim is expected here"),
        ("memo", "claim.yaml", "is a claim by its keys, and a plan is expected here"),
    ],
)
def test_a_document_of_another_kind_is_said_to_be_one(tmp_path: Path, command: str, file: str, said: str) -> None:
    more = ["--out", str(tmp_path / "memo")] if command == "memo" else []
    done = ask_here(command, EXAMPLES / "madison-2020" / file, *more)
    assert done.returncode == 3
    assert f"{file} has 1 fault:\n  file: {said}" in done.stderr


def test_an_apostrophe_of_print_is_one_of_the_keyboard() -> None:
    typed = [ask_here("gap", "--district", f"Prince George{sign}s County, MD", "--json").stdout for sign in "'’"]
    assert typed[0] == typed[1] != ""


@pytest.mark.parametrize("typed", ["2020-13-08", "06/08/2020", "yesterday", "20200608", ""])
def test_a_day_is_refused_with_the_one_way_to_write_it(typed: str) -> None:
    done = ask_here("record", "votes", "--district", "Madison", "--as-of", typed)
    assert done.returncode == 2
    assert f"'{typed}' is no day. Write year, month and day, as in 2020-06-08." in done.stderr
